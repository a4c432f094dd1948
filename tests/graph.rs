//! Quads: identity, evidence, literals, the vocabulary and its shapes.
#![expect(clippy::non_ascii_literal, reason = "Chinese names and words in made-up articles")]
use std::collections::BTreeSet;
use std::path::PathBuf;

use fangzhi::article::{Article, Page};
use fangzhi::data::Data;
use fangzhi::encode::{Source, encode, fact_iris};
use fangzhi::entity::{Class, Entity};
use fangzhi::folder::nquads;
use fangzhi::iri::{article_iri, entity_iri};
use fangzhi::ontology::{NS, Ontology, expand, shorten};
use fangzhi::pipeline::Reading;
use fangzhi::statement::{Fact, Figure, Post, Relation, Statement};
use fangzhi::text::Offsets;
use fangzhi::value::{Date, Period, Qualifier};
use fangzhi::{derive, query, store};
use oxigraph::model::{NamedNode, Quad, Term};
use oxigraph::store::Store;

use crate::gold_readings::{DOCS, gold};
use crate::python::python;
use crate::real;

pub(crate) fn ontology() -> Ontology {
    Ontology::load(&Data::default()).expect("the vocabulary")
}

/// The quads of one sample page, as gold reads it.
pub(crate) fn sample(doc: &str) -> (Page, Vec<Quad>) {
    let (page, readings) = gold(doc);
    let source = Source::of(&page);
    let mut quads: Vec<Quad> = readings.iter().flat_map(|it| encode(&source, it)).collect();
    quads.extend(derive::edges(&ontology(), &quads));
    (page, quads)
}

/// A store of all the samples.
pub(crate) fn samples() -> Store {
    let quads = DOCS.iter().flat_map(|it| sample(it).1).chain(ontology().quads);
    store::memory(quads).expect("a store")
}

/// A folder that goes with its test.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("fangzhi-graph-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn place(name: &str, code: Option<&str>, anchor: Option<&str>) -> Entity {
    entity(Class::Place, name, code, anchor)
}

fn entity(class: Class, name: &str, code: Option<&str>, anchor: Option<&str>) -> Entity {
    Entity {
        class,
        name: name.to_owned(),
        aliases: BTreeSet::new(),
        code: code.map(str::to_owned),
        anchor: anchor.map(str::to_owned),
        candidates: Vec::new(),
        parent: None,
    }
}

/// An article of made-up words, with statements of them.
fn reading(text: &str, entities: Vec<Entity>, statements: Vec<(Fact, &str, f32)>) -> Reading {
    let mut offsets = Offsets::default();
    for (position, character) in text.chars().enumerate() {
        offsets.push(character, position);
    }
    let mut from = 0;
    let statements = statements
        .into_iter()
        .map(|(fact, words, confidence)| {
            let start = from + text[from..].find(words).expect("the words");
            from = start;
            Statement {
                fact,
                span: start..start + words.len(),
                sentence: 0..text.len(),
                rule: "test.rule".to_owned(),
                confidence,
            }
        })
        .collect();
    let article =
        Article { id: "甲#1".to_owned(), doc: "甲".to_owned(), text: text.to_owned(), offsets, ..Article::default() };
    Reading { article, entities, statements, ..Reading::default() }
}

fn objects(quads: &[Quad], subject: &str, property: &str) -> Vec<String> {
    let of = |it: &&Quad| {
        it.subject.to_string() == format!("<{subject}>") && it.predicate.as_str() == format!("{NS}{property}")
    };
    quads.iter().filter(of).map(|it| query::plain(&it.object)).collect()
}

#[test]
fn an_iri_says_what_it_names_and_needs_no_escape() {
    assert_eq!(shorten(entity_iri(&place("临泽县", Some("620723"), None)).as_str()), "id:place-620723");
    assert_eq!(
        shorten(entity_iri(&entity(Class::Person, "马得福", None, Some("640300"))).as_str()),
        "id:person-马得福-640300"
    );
    assert_eq!(shorten(article_iri("2020-05-12.二版#3").as_str()), "article:2020-05-12.二版-3");
    let names = [
        "甲",
        "甲-1",
        "甲 1",
        "甲.",
        "甲%2D1",
        "“甲”",
        "甲、乙（丙）",
        "《甲》",
        "a/b#c?d",
        "1",
        "１",
        "é",
        "·甲",
        "<甲>",
        "\u{FFFE}",
        "\u{200D}",
        "甲\n乙",
        "'",
        "\\",
        "",
    ];
    let mut seen = BTreeSet::new();
    let store = Store::new().expect("a store");
    for name in names {
        for anchor in [None, Some("620723")] {
            let iri = entity_iri(&place(name, None, anchor));
            assert!(NamedNode::new(iri.as_str()).is_ok(), "{iri} is no IRI");
            assert!(seen.insert(iri.clone()), "{iri} stands for two names");
            let short = shorten(iri.as_str());
            assert_eq!(expand(&short), Some(iri.clone()));
            let asked = query::ask(&store, name, &format!("DESCRIBE {short}"), None);
            assert!(asked.is_ok(), "{short}: {asked:?}");
        }
    }
    assert!(
        !seen.contains(&entity_iri(&place("临泽县", Some("1"), None))),
        "a code and a name of digits are two things"
    );
}

#[test]
fn every_fact_shows_words_that_stand_in_its_file() {
    let mut checked = 0;
    for doc in DOCS {
        let (page, quads) = sample(doc);
        let characters: Vec<char> = page.text.chars().collect();
        for quad in quads.iter().filter(|it| it.predicate.as_str() == format!("{NS}quote")) {
            let subject = quad.subject.to_string();
            let subject = subject.trim_matches(['<', '>']);
            let number = |role| objects(&quads, subject, role)[0].parse::<usize>().expect("a number");
            let words: String = characters[number("start")..number("end")].iter().collect();
            let words: String = words.lines().map(str::trim).collect();
            assert_eq!(words, query::plain(&quad.object));
            checked += 1;
        }
    }
    assert!(checked > 600, "{checked} quotes");
}

#[test]
fn a_fact_told_twice_is_one_node_with_two_places() {
    let entities = || {
        vec![
            entity(Class::Person, "马得福", None, Some("640300")),
            entity(Class::Organization, "红寺堡区林业局", None, Some("640303")),
        ]
    };
    let post = || {
        Fact::Post(Post {
            person: 0,
            title: "局长".to_owned(),
            organization: Some(1),
            place: None,
            former: false,
            tenure: None,
        })
    };
    let text = "红寺堡区林业局局长马得福说，树活了。局长马得福又说了一遍。";
    let told =
        reading(text, entities(), vec![(post(), "红寺堡区林业局局长马得福", 0.8), (post(), "局长马得福又", 0.9)]);
    let quads = encode(&Source::default(), &told);
    let iris = fact_iris(&told);
    assert_eq!(iris[0], iris[1]);
    let iri = iris[0].as_ref().expect("an IRI").as_str();
    assert_eq!(objects(&quads, iri, "quote"), ["局长马得福又"], "the surer telling stands on the fact");
    let other = objects(&quads, iri, "alsoStated");
    assert_eq!(other.len(), 1);
    assert_eq!(objects(&quads, expand(&other[0]).expect("an IRI").as_str(), "quote"), ["红寺堡区林业局局长马得福"]);
    assert_eq!(nquads(&quads), nquads(&encode(&Source::default(), &told)), "reading again gives the same");
}

#[test]
fn literals_are_what_they_claim() {
    let figure = |value: f64, time: Option<Period>| {
        Fact::Figure(Figure {
            metric: "造林面积".to_owned(),
            value,
            value_max: None,
            printed: "三亩".to_owned(),
            unit: Some("亩".to_owned()),
            area: None,
            time,
            qualifier: Qualifier::Exact,
            planned: false,
            change: None,
        })
    };
    let at = |year, month, day| Some(Date { year, month, day });
    let period = |start, end| Some(Period { start, end });
    type Case = (f64, Option<Period>, &'static [&'static str], &'static [&'static str]);
    let cases: [Case; 8] = [
        (8.27 * 10000.0, None, &["82700"], &[]),
        (
            4.3 * 10000.0,
            period(at(2016, None, None), at(2018, Some(2), None)),
            &["43000"],
            &["2016-01-01", "2018-02-28"],
        ),
        (0.1 + 0.2, period(at(2020, Some(2), None), at(2020, Some(2), None)), &["0.3"], &["2020-02-01", "2020-02-29"]),
        (1.24e9, period(at(2014, None, None), None), &["1240000000"], &["2014-01-01"]),
        (-0.0, period(at(2019, Some(2), Some(30)), at(2019, Some(2), Some(30))), &["0"], &[]),
        (1.0, period(at(2019, Some(13), None), at(2019, Some(13), None)), &["1"], &[]),
        (f64::NAN, None, &[], &[]),
        (1e300, None, &[], &[]),
    ];
    for (value, time, number, days) in cases {
        let told = reading("造林三亩。", Vec::new(), vec![(figure(value, time), "三亩", 1.0)]);
        let quads = encode(&Source::default(), &told);
        let Some(iri) = &fact_iris(&told)[0] else {
            assert!(number.is_empty(), "{value} is a number");
            continue;
        };
        assert_eq!(objects(&quads, iri.as_str(), "value"), number);
        let mut bounds = objects(&quads, iri.as_str(), "periodStart");
        bounds.extend(objects(&quads, iri.as_str(), "periodEnd"));
        assert_eq!(bounds, days);
    }
}

#[test]
fn a_broken_reading_is_left_out_and_does_no_harm() {
    let link = Fact::Relation(Relation { subject: 7, predicate: "assists", object: 9 });
    let mut told = reading("甲帮乙。", Vec::new(), vec![(link.clone(), "甲帮乙", 1.0), (link, "甲", f32::NAN)]);
    told.statements[1].span = 1..2;
    told.statements.push(Statement { span: 500..900, ..told.statements[0].clone() });
    let quads = encode(&Source::default(), &told);
    assert!(
        quads.iter().all(|it| it.subject.to_string().contains("/article/")),
        "no fact without its entities and words"
    );
}

#[test]
fn every_term_that_is_written_has_labels_and_comments_in_both_languages() {
    let ontology = ontology();
    let comments = |iri: &str, language: &str| {
        let of =
            |it: &&Quad| it.subject.to_string() == format!("<{iri}>") && it.predicate.as_str().ends_with("#comment");
        let comments = ontology.quads.iter().filter(of);
        comments
            .filter(
                |it| matches!(&it.object, Term::Literal(it) if it.language() == Some(language) && it.value().len() > 3),
            )
            .count()
    };
    for iri in ontology.types.keys() {
        let label = ontology.labels.get(iri).unwrap_or_else(|| panic!("{iri} has no label"));
        assert!(!label.zh.is_empty() && !label.en.is_empty(), "{iri} lacks a label");
        assert_eq!((comments(iri, "zh"), comments(iri, "en")), (1, 1), "comments of {iri}");
    }
    for quad in DOCS.iter().flat_map(|it| sample(it).1) {
        let object = match &quad.object {
            Term::NamedNode(node) => node.as_str(),
            _ => NS,
        };
        for iri in [quad.predicate.as_str(), object] {
            assert!(
                !iri.starts_with(NS) || iri == NS || ontology.labels.contains_key(iri),
                "{iri} is not in the vocabulary"
            );
        }
    }
}

#[test]
fn direct_edges_follow_the_vocabulary() {
    let county = || vec![place("甲县", Some("620723"), None), place("乙县", Some("620724"), None)];
    let signed = Fact::Relation(Relation { subject: 0, predicate: "signed_with", object: 1 });
    let told = reading("甲县与乙县签约。", county(), vec![(signed, "甲县与乙县签约", 1.0)]);
    let edges = nquads(&derive::edges(&ontology(), &encode(&Source::default(), &told))).concat();
    let edge = |a, b| {
        format!(
            "<https://w3id.org/fangzhi/id/place-{a}> <{NS}signedWith> <https://w3id.org/fangzhi/id/place-{b}> <https://w3id.org/fangzhi/graph/derived> .\n"
        )
    };
    assert_eq!(edges, edge("620723", "620724") + &edge("620724", "620723"));
}

/// What the SHACL validator says; none where [`python`] leaves it out.
fn validate(data: &str) -> Option<(bool, String)> {
    let output = python(&[".ci/shacl", "ontology/shapes.ttl", "ontology/fangzhi.ttl", data])?;
    Some((
        output.status.success(),
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr),
    ))
}

#[test]
fn the_graph_conforms_to_its_shapes() {
    let folder = Folder::new("shapes");
    std::fs::create_dir_all(&folder.0).expect("a folder");
    let lines = nquads(&DOCS.iter().flat_map(|it| sample(it).1).collect::<Vec<_>>());
    let path = folder.0.join("graph.nq");
    let read = nquads(&real::compared());
    assert!(read.len() > 5000, "{} quads", read.len());
    std::fs::write(&path, read.concat()).expect("the graph");
    if let Some((conforms, report)) = validate(&path.display().to_string()) {
        assert!(conforms, "as the extractor reads them: {report}");
    }
    std::fs::write(&path, lines.concat()).expect("the graph");
    if let Some((conforms, report)) = validate(&path.display().to_string()) {
        assert!(conforms, "{report}");
    }
    // Without the words and the offsets of one fact, it must not conform.
    let broken: String = lines
        .iter()
        .filter(|it| !it.contains(&format!("<{NS}quote>")) && !it.contains(&format!("<{NS}person>")))
        .cloned()
        .collect();
    std::fs::write(&path, broken).expect("the graph");
    if let Some((conforms, report)) = validate(&path.display().to_string()) {
        assert!(!conforms && report.contains("quote") && report.contains("person"), "{report}");
    }
}
