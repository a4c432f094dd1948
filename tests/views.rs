//! Dossiers, evidence, ledgers and drawings, of a graph made from the gold records and of made-up articles.
#![expect(clippy::non_ascii_literal, reason = "names to look for, sentences to read")]
use std::path::PathBuf;

use fangzhi::data::Data;
use fangzhi::derive::{Lists, compare_all, edges, facts};
use fangzhi::encode::{Source, encode};
use fangzhi::entity::{Class, Entity};
use fangzhi::folder::{Builder, key};
use fangzhi::graph::{Filter, View, around, shown_class};
use fangzhi::ledger::{Entry, Side, Wanted, entries, totals};
use fangzhi::lookup::find;
use fangzhi::ontology::{Ontology, expand};
use fangzhi::pipeline::Reading;
use fangzhi::show::{dossier, evidence, marked, page};
use fangzhi::statement::{Fact, Flow, Party};
use fangzhi::store;
use fangzhi::thing::{Thing, thing};
use fangzhi::value::{Date, Period, Qualifier};
use oxigraph::store::Store;

use crate::gold_readings::{DOCS, gold};
use crate::record::{entity, joined, statement};

pub(crate) fn ontology() -> Ontology {
    Ontology::load(&Data::default()).expect("the vocabulary")
}

/// Builds the graph of the gold records in a folder of that name, anew.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    let ontology = ontology();
    let builder = Builder::open(&folder).expect("a folder");
    for doc in DOCS {
        let (page, readings) = gold(doc);
        let source = Source::of(&page);
        let mut quads: Vec<_> = readings.iter().flat_map(|it| encode(&source, it)).collect();
        quads.extend(edges(&ontology, &quads));
        builder.put(doc, &key(&page, "gold"), &quads).expect("a page");
    }
    builder.finish(Some(&lists())).expect("a graph");
    folder
}

fn lists() -> Lists {
    Lists::load(&Data::default(), None).expect("the lists")
}

pub(crate) fn samples(name: &str) -> Store {
    store::open(&folder(name), &ontology()).expect("a graph")
}

pub(crate) fn one(store: &Store, name: &str) -> Thing {
    let found = find(store, name).expect("a thing of that name");
    assert_eq!(found.len(), 1, "{name}: {found:?}");
    thing(store, &found[0]).expect("a thing")
}

/// A made-up article: its entities, and its facts with the words that say them.
pub(crate) type MadeUp = (Vec<Entity>, Vec<(&'static str, Fact)>);

/// A graph of made-up articles.
pub(crate) fn made_up(articles: Vec<MadeUp>) -> Store {
    let ontology = ontology();
    let mut quads = Vec::new();
    for (number, (entities, facts)) in articles.into_iter().enumerate() {
        let text: Vec<&str> = facts.iter().map(|it| it.0).collect();
        let mut article = joined(&text.join("\n"));
        article.id = format!("p{number}#1");
        let statements = facts.into_iter().map(|(words, fact)| statement(&article, words, fact)).collect();
        let reading = Reading { entities, statements, article, ..Reading::default() };
        quads.extend(encode(&Source::default(), &reading));
    }
    quads.extend(edges(&ontology, &quads));
    let lists = lists();
    quads.extend(compare_all(&lists, &facts(&lists, &quads)));
    store::memory(quads).expect("a store")
}

#[test]
fn a_dossier_has_posts_with_attested_dates_and_sentences() {
    let store = samples("views-dossier");
    let dossier = dossier(&store, &ontology(), &one(&store, "张建国"));
    let posts: Vec<(&str, &str)> =
        dossier.lines.iter().filter_map(|it| Some((it.date.as_deref()?, it.what.as_str()))).take(5).collect();
    let secretary = "张建国 临县县委 书记";
    let expected = [
        ("2019-10", secretary),
        ("2019-10", "张建国 吕梁市人大常委会 副主任"),
        ("2020-03-05", secretary),
        ("2020-03-09", secretary),
        ("2020-05", secretary),
    ];
    assert_eq!(posts, expected);
    for line in &dossier.lines {
        assert!(line.sentence.chars().count() > 5 && line.article.contains('#'), "{line:?}");
    }
    let text = page(&dossier, &ontology());
    assert!(text.starts_with("张建国  人物  id:person-张建国"), "{text}");
    assert!(dossier.lines.iter().all(|it| text.contains(&it.fact)));
}

#[test]
fn evidence_of_every_fact_of_a_dossier_is_in_its_file() {
    let store = samples("views-evidence");
    let dossier = dossier(&store, &ontology(), &one(&store, "临县"));
    assert!(dossier.lines.len() > 50);
    for line in &dossier.lines {
        let found = evidence(&store, &expand(&line.fact).expect("an IRI"));
        assert!(!found.is_empty(), "{}", line.fact);
        for it in found {
            let file = it.file.as_deref().expect("a file");
            let text = std::fs::read_to_string(file).expect("the file");
            let words: String = text.chars().skip(it.span.start).take(it.span.len()).collect();
            assert_eq!(words.lines().map(str::trim).collect::<String>(), it.quote);
        }
    }
}

#[test]
fn words_are_marked_in_their_sentence() {
    assert_eq!(marked("县长周正讲话。", "县长周正"), "【县长周正】讲话。");
    assert_eq!(marked("县长讲话。", "书记"), "县长讲话。");
    assert_eq!(marked("县长讲话。", ""), "县长讲话。");
}

fn flow(kind: &'static str, status: &'static str, amount: f64, unit: &str, qualifier: Qualifier) -> Flow {
    let day = Date { year: 2021, month: Some(3), day: None };
    Flow {
        kind,
        payer: Some(Party::Entity(0)),
        payee: Some(Party::Entity(1)),
        amount,
        amount_max: None,
        printed: String::new(),
        unit: unit.to_owned(),
        qualifier,
        status,
        purpose: None,
        program: None,
        date: Some(Period { start: Some(day), end: Some(day) }),
    }
}

fn sides() -> Vec<Entity> {
    vec![entity(Class::Organization, "白水公司"), entity(Class::Place, "青山县")]
}

fn sums(entries: &[Entry]) -> Vec<(&'static str, String, String, f64, String, u32, u32)> {
    let sum = |it: fangzhi::ledger::Total| {
        let amount = it.amount() + it.not_money;
        (it.group, it.status, it.unit, amount, it.bound, it.entries, it.doubles)
    };
    totals(entries).into_iter().map(sum).collect()
}

#[test]
fn sums_add_only_what_is_alike_and_each_money_once() {
    let told = |words: &'static str, flow: Flow| (words, Fact::Flow(flow));
    let exact = Qualifier::Exact;
    let first = vec![
        told("捐赠十万元", flow("donation", "completed", 1e5, "CNY", exact)),
        told("投资二十余万元", flow("investment", "completed", 2e5, "CNY", Qualifier::Over)),
        told("将投资三十万元", flow("investment", "planned", 3e5, "CNY", exact)),
        told("保额四百万元", flow("insurance_cover", "completed", 4e6, "CNY", exact)),
        told("增收五万元", flow("income", "completed", 5e4, "CNY", exact)),
        told("每年六万元", flow("subsidy", "completed", 6e4, "CNY/年", exact)),
        told(
            "捐赠大米七吨",
            Flow { purpose: Some("大米".to_owned()), ..flow("donation", "completed", 7.0, "吨", exact) },
        ),
        told(
            "捐赠面粉八吨",
            Flow { purpose: Some("面粉".to_owned()), ..flow("donation", "completed", 8.0, "吨", exact) },
        ),
    ];
    let again = vec![told("又讯捐赠十万元", flow("donation", "completed", 1e5, "CNY", exact))];
    let store = made_up(vec![(sides(), first), (sides(), again)]);
    let entries = entries(&store, &one(&store, "白水公司"), &Wanted::default());
    assert_eq!(entries.len(), 9);
    assert!(entries.iter().all(|it| it.side == Side::From));
    let row = |group, status: &str, unit: &str, amount, bound: &str, added, doubles| {
        (group, status.to_owned(), unit.to_owned(), amount, bound.to_owned(), added, doubles)
    };
    let expected = vec![
        row("spending", "completed", "CNY", 3e5, "over", 2, 1),
        row("spending", "completed", "CNY/年", 6e4, "exact", 1, 0),
        row("spending", "completed", "吨", 7.0, "exact", 1, 0),
        row("spending", "completed", "吨", 8.0, "exact", 1, 0),
        row("spending", "planned", "CNY", 3e5, "exact", 1, 0),
        row("income", "completed", "CNY", 5e4, "exact", 1, 0),
        row("insurance cover", "completed", "CNY", 4e6, "exact", 1, 0),
    ];
    assert_eq!(sums(&entries), expected);
}

#[test]
fn a_view_goes_as_far_as_asked_and_to_the_classes_asked_for() {
    let store = samples("views-around");
    let (ontology, centre) = (ontology(), one(&store, "张建国"));
    let alone = around(&store, &ontology, std::slice::from_ref(&centre), 0, &Filter::default());
    assert_eq!((alone.graph.node_count(), alone.graph.edge_count()), (1, 0));
    let near = around(&store, &ontology, std::slice::from_ref(&centre), 1, &Filter::default());
    let far = around(&store, &ontology, std::slice::from_ref(&centre), 2, &Filter::default());
    assert!(near.graph.node_count() > 8 && far.graph.node_count() > near.graph.node_count());
    let bodies = Filter { classes: vec!["organization".to_owned()], ..Filter::default() };
    let bodies = around(&store, &ontology, std::slice::from_ref(&centre), 2, &bodies);
    let others: Vec<&str> = bodies.graph.node_weights().skip(1).map(shown_class).collect();
    assert!(others.len() >= 2 && others.iter().all(|it| *it == "Organization"), "{others:?}");
    let again = around(&store, &ontology, &[centre], 1, &Filter::default());
    let names = |view: &View| view.graph.node_weights().map(|it| it.label.clone()).collect::<Vec<_>>();
    assert_eq!((names(&near), near.graph.edge_count()), (names(&again), again.graph.edge_count()));
}
