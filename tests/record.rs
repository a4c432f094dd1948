//! Records carry the file's own characters, and their fields stand in the guidelines' order.
#![expect(clippy::non_ascii_literal, reason = "sentences to read")]
use fangzhi::article::{Article, Page};
use fangzhi::entity::{Class, Entity, Mention};
use fangzhi::pipeline::Reading;
use fangzhi::record::records;
use fangzhi::statement::{Fact, Figure, Flow, Party, Post, Statement};
use fangzhi::value::{Date, Period, Qualifier};

/// Joins the lines of a text, as a reader of pages does, and keeps the way back.
fn joined(text: &str) -> Article {
    let mut article = Article { id: "p#1".to_owned(), doc: "p".to_owned(), ..Article::default() };
    for (at, it) in text.chars().enumerate().filter(|it| it.1 != '\n') {
        article.text.push(it);
        article.offsets.push(it, at);
    }
    article.spans.push(0..text.chars().count());
    article
}

fn entity(class: Class, name: &str) -> Entity {
    let (aliases, candidates) = Default::default();
    Entity { class, name: name.to_owned(), aliases, code: None, anchor: None, candidates, parent: None }
}

fn statement(article: &Article, words: &str, fact: Fact) -> Statement {
    let start = article.text.find(words).expect("the words");
    let span = start..start + words.len();
    Statement { fact, sentence: 0..article.text.len(), span, rule: "test.rule".to_owned(), confidence: 0.9 }
}

fn reading() -> (Page, Reading) {
    let text = "青山县县长周\n正向白水镇拨付1.\n2万元。";
    let article = joined(text);
    let page = Page { doc: "p".to_owned(), text: text.to_owned(), ..Page::default() };
    let entities = vec![entity(Class::Person, "周正"), entity(Class::Place, "白水镇"), entity(Class::Honour, "状")];
    let mention = |words: &str, entity: usize| {
        let start = article.text.find(words).expect("the words");
        Mention { span: start..start + words.len(), entity, class: Class::Person, rule: "list".to_owned() }
    };
    let day = Date { year: 2021, month: Some(3), day: None };
    let date = Some(Period { start: Some(day), end: Some(day) });
    let post =
        Post { person: 0, title: "县长".to_owned(), organization: None, place: None, former: false, tenure: None };
    let flow = Flow {
        kind: "appropriation",
        payer: Some(Party::Entity(0)),
        payee: Some(Party::Words("白水镇".to_owned())),
        amount: 12000.0,
        amount_max: None,
        printed: "1.2万元".to_owned(),
        unit: "CNY".to_owned(),
        qualifier: Qualifier::Exact,
        status: "completed",
        purpose: None,
        program: None,
        date,
    };
    let figure = Figure {
        metric: "拨付".to_owned(),
        value: 12000.5,
        value_max: None,
        printed: "1.2万元".to_owned(),
        unit: Some("CNY".to_owned()),
        area: Some(1),
        time: date,
        qualifier: Qualifier::Over,
        planned: true,
        change: None,
    };
    let reading = Reading {
        date,
        mentions: vec![mention("周正", 0), mention("白水镇", 1), mention("县长", 2)],
        statements: vec![
            statement(&article, "1.2万元", Fact::Figure(figure)),
            statement(&article, "拨付1.2万元", Fact::Flow(flow)),
            statement(&article, "县长周正", Fact::Post(post)),
        ],
        entities,
        article,
        ..Reading::default()
    };
    (page, reading)
}

#[test]
fn records_are_sorted_and_keep_the_line_breaks_of_the_file() {
    let (page, reading) = reading();
    let lines: Vec<String> = records(&page, &[reading]).iter().map(fangzhi::record::Record::line).collect();
    let source = r#""article":"p#1","rule":"test.rule","confidence":0.9}"#;
    let expected = [
        r#"{"kind":"article","doc":"p","id":"p#1","spans":[[0,21]],"title":null,"date":"2021-03","authors":[]}"#.to_owned(),
        format!(r#"{{"kind":"post","doc":"p","start":3,"end":8,"person":"周正","title":"县长","organization":null,"place":null,{source}"#),
        r#"{"kind":"mention","doc":"p","start":5,"end":8,"text":"周\n正","type":"Person","name":"周正","article":"p#1","rule":"list"}"#.to_owned(),
        r#"{"kind":"mention","doc":"p","start":9,"end":12,"text":"白水镇","type":"Place","name":"白水镇","article":"p#1","rule":"list"}"#.to_owned(),
        format!(r#"{{"kind":"flow","doc":"p","start":12,"end":20,"type":"appropriation","payer":"周正","payee":"白水镇","amount":12000,"unit":"CNY","status":"completed","qualifier":"exact","purpose":null,"program":null,"date":"2021-03",{source}"#),
        format!(r#"{{"kind":"figure","doc":"p","start":14,"end":20,"text":"1.\n2万元","metric":"拨付","value":12000.5,"unit":"CNY","area":"白水镇","time":"2021-03","qualifier":"over","planned":true,{source}"#),
    ];
    assert_eq!(lines, expected);
}

#[test]
fn a_span_that_is_nowhere_gives_no_record() {
    let (page, mut reading) = reading();
    reading.statements[0].span = 4..4;
    reading.mentions[0].span = 900..905;
    reading.mentions[1].entity = 77;
    let kinds: Vec<&str> = records(&page, &[reading]).iter().map(fangzhi::record::Record::kind).collect();
    assert_eq!(kinds, ["article", "post", "flow"]);
}
