//! The library of questions and checks, on the samples: the answers and checks as the extractor reads them, the rest
//! as gold does.
#![expect(clippy::non_ascii_literal, reason = "Chinese names in queries")]
use std::collections::BTreeMap;

use fangzhi::data::Data;
use fangzhi::query::{Answer, Format, ask};
use fangzhi::question::{self, Question};
use fangzhi::{lookup, store};
use oxigraph::store::Store;

use crate::graph::{ontology, sample, samples};
use crate::real;

fn values(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

fn answer(store: &Store, question: &Question) -> Answer {
    let values = question.example.iter().cloned().collect();
    let sparql =
        question::fill(store, question, &values).unwrap_or_else(|error| panic!("{error:#}"));
    ask(store, &question.name, &sparql, None).unwrap_or_else(|error| panic!("{error:#}"))
}

/// `UPDATE=1 cargo test` writes the answers anew.
#[test]
fn every_question_has_its_answer() {
    let store = real::store();
    let questions = question::library(&Data::default(), false).expect("the library");
    assert!(questions.len() >= 18, "{} questions", questions.len());
    let folder = format!("{}/tests/answers", env!("CARGO_MANIFEST_DIR"));
    let (mut wrong, mut empty) = (Vec::new(), Vec::new());
    for question in &questions {
        assert!(
            !question.zh.is_ascii() && question.en.is_ascii() && question.zh != question.en,
            "{}: line 1",
            question.name
        );
        let answer = answer(&store, question);
        if answer.is_empty() {
            empty.push(&question.name);
        }
        let (header, rows) = answer.table();
        let mut text = header.join("\t") + "\n";
        for row in rows {
            text += &(row.join("\t") + "\n");
        }
        let path = format!("{folder}/{}.tsv", question.name);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::create_dir_all(&folder).expect("the folder");
            std::fs::write(&path, &text).expect("the answer");
        } else if std::fs::read_to_string(&path).unwrap_or_default() != text {
            wrong.push(&question.name);
        }
    }
    assert!(empty.is_empty(), "no row for their examples: {empty:?}");
    assert!(
        wrong.is_empty(),
        "other answers than in tests/answers (UPDATE=1 writes them anew): {wrong:?}"
    );
}

#[test]
fn every_check_passes_on_the_samples() {
    let checks = question::library(&Data::default(), true).expect("the checks");
    assert!(checks.len() >= 8, "{} checks", checks.len());
    for store in [real::store(), samples()] {
        for check in &checks {
            let answer = answer(&store, check);
            assert!(answer.is_empty(), "{}: {:?}", check.name, answer.table().1);
        }
    }
}

#[test]
fn every_check_finds_its_problem() {
    let checks = question::library(&Data::default(), true).expect("the checks");
    let (_, quads) = sample("002_dbe7da7130fec1f1");
    let prefixes: String = fangzhi::ontology::PREFIXES
        .iter()
        .map(|(prefix, iri)| format!("PREFIX {prefix}: <{iri}> "))
        .collect();
    let some = |class: &str| {
        let node = quads
            .iter()
            .find(|it| it.object.to_string() == format!("<{}{class}>", fangzhi::ontology::NS))
            .expect("one of the class");
        (node.subject.to_string(), node.graph_name.to_string())
    };
    let ((post, graph), (figure, _), (place, _)) = (some("Tenure"), some("Figure"), some("Place"));
    let entities = "<https://w3id.org/fangzhi/graph/entities>";
    let derived = "<https://w3id.org/fangzhi/graph/derived>";
    let broken = [
        (
            "no-evidence",
            format!("DELETE WHERE {{ GRAPH {graph} {{ {figure} fz:quote ?q }} }}"),
        ),
        (
            "no-article",
            format!("DELETE WHERE {{ GRAPH {graph} {{ {figure} fz:article ?a }} }}"),
        ),
        (
            "post-without-person",
            format!("DELETE WHERE {{ GRAPH {graph} {{ {post} fz:person ?p }} }}"),
        ),
        (
            "bad-date",
            format!(
                "INSERT DATA {{ GRAPH {graph} {{ {post} fz:attestedOn '2019-02-30'^^xsd:date }} }}"
            ),
        ),
        (
            "unnamed",
            format!("DELETE WHERE {{ GRAPH {entities} {{ {place} rdfs:label ?l }} }}"),
        ),
        (
            "two-labels",
            format!("INSERT DATA {{ GRAPH {entities} {{ {place} rdfs:label 'x'@zh }} }}"),
        ),
        (
            "unknown-term",
            format!("INSERT DATA {{ GRAPH {graph} {{ {post} fz:nonsense 1 }} }}"),
        ),
        (
            "bad-offsets",
            format!("INSERT DATA {{ GRAPH {graph} {{ {post} fz:end -1 }} }}"),
        ),
        (
            "bad-number",
            format!("INSERT DATA {{ GRAPH {graph} {{ {post} fz:confidence 1.5 }} }}"),
        ),
        (
            "edge-without-fact",
            format!("INSERT DATA {{ GRAPH {derived} {{ {place} fz:assists {place} }} }}"),
        ),
        (
            "place-in-itself",
            format!("INSERT DATA {{ GRAPH {entities} {{ {place} fz:within {place} }} }}"),
        ),
    ];
    assert_eq!(broken.len(), checks.len(), "a case for each check");
    for (name, update) in broken {
        let store = store::memory(quads.iter().cloned().chain(ontology().quads)).expect("a store");
        let check = question::find(&checks, name).expect("the check");
        assert!(answer(&store, check).is_empty(), "{name} before");
        let update = format!("{prefixes}{update}");
        let update = oxigraph::sparql::SparqlEvaluator::new()
            .parse_update(&update)
            .expect("an update");
        update.on_store(&store).execute().expect("the damage");
        assert!(
            !answer(&store, check).is_empty(),
            "{name} does not see the damage"
        );
    }
}

#[test]
fn a_value_stays_a_value() {
    let store = samples();
    let question = question::parse("titles", "# 题 / titles\n# param: title text (a title)\nSELECT ?t { VALUES ?title {} BIND(?title AS ?t) }").expect("a question");
    for value in [
        "书记",
        "a\"b",
        "} SELECT * { ?s ?p ?o",
        "$1 ${0} \\1 \\",
        "两\n行",
        "'''",
    ] {
        let sparql =
            question::fill(&store, &question, &values(&[("title", value)])).expect("to fill");
        let answer = ask(&store, "titles", &sparql, None).expect("an answer");
        assert_eq!(answer.table().1, [[value]], "{sparql}");
    }
}

#[test]
fn a_wrong_parameter_says_what_is_right() {
    let store = samples();
    let questions = question::library(&Data::default(), false).expect("the library");
    let fill = |name: &str, pairs: &[(&str, &str)]| {
        let question = question::find(&questions, name).expect("a question");
        format!(
            "{:#}",
            question::fill(&store, question, &values(pairs)).expect_err("it is wrong")
        )
    };
    assert!(fill("posts-of", &[]).contains("person=…"));
    assert!(fill("posts-of", &[("persom", "张建国")]).contains("it takes person"));
    assert!(
        fill("posts-of", &[("person", "张建")]).contains("张建国"),
        "near names are offered"
    );
    assert!(fill("posts-of", &[("person", "id:person-nobody")]).contains("nothing in the graph"));
    assert!(fill("speakers", &[("since", "昨天")]).contains("2020-05-12"));
    assert!(fill("low-confidence", &[("below", "many")]).contains("not a number"));
    let message = question::find(&questions, "post-of")
        .expect_err("unknown")
        .to_string();
    assert!(
        message.contains("posts-of") && message.contains("fangzhi queries"),
        "{message}"
    );
    let by_iri = question::find(&questions, "figures-of").expect("a question");
    assert!(
        question::fill(&store, by_iri, &values(&[("area", "id:place-141124")]))
            .expect("to fill")
            .contains("place-141124>")
    );
}

#[test]
fn a_wrong_query_says_where() {
    let store = samples();
    let message = format!(
        "{:#}",
        ask(
            &store,
            "mine.rq",
            "SELECT ?s WHERE {\n  ?s fz:person\n}",
            None
        )
        .expect_err("it is wrong")
    );
    assert!(
        message.starts_with("mine.rq: ") && message.contains("3:1"),
        "{message}"
    );
    let message = format!(
        "{:#}",
        question::parse("x", "# 题 / x\n# param: a entity (b)\nSELECT * {}").expect_err("no slot")
    );
    assert!(message.contains("VALUES ?a {}"), "{message}");
}

#[test]
fn answers_come_in_every_format() {
    let store = samples();
    let rows = ask(
        &store,
        "rows",
        "SELECT ?n ?x { id:place-141124 rdfs:label ?n OPTIONAL { ?n fz:none ?x } }",
        None,
    )
    .expect("rows");
    let graph = ask(
        &store,
        "graph",
        "CONSTRUCT { ?s rdfs:label ?n } WHERE { VALUES ?s { id:place-141124 } ?s rdfs:label ?n }",
        None,
    )
    .expect("a graph");
    let truth = ask(&store, "truth", "ASK { id:place-141124 a fz:Place }", None).expect("a truth");
    let write = |answer: &Answer, format| {
        let mut out = Vec::new();
        answer
            .write(format, &mut out)
            .map(|()| String::from_utf8(out).expect("UTF-8"))
    };
    assert_eq!(write(&rows, Format::Csv).expect("csv"), "n,x\r\n临县,\r\n");
    assert_eq!(
        write(&rows, Format::Tsv).expect("tsv"),
        "?n\t?x\n\"临县\"@zh\t\n"
    );
    assert!(
        write(&rows, Format::Json)
            .expect("json")
            .contains("\"value\":\"临县\"")
    );
    assert!(
        write(&rows, Format::Xml)
            .expect("xml")
            .contains("<literal xml:lang=\"zh\">临县</literal>")
    );
    assert_eq!(truth, Answer::Truth(true));
    assert_eq!(write(&truth, Format::Csv).expect("csv"), "true");
    assert!(
        write(&graph, Format::Turtle)
            .expect("turtle")
            .contains("id:place-141124 rdfs:label \"临县\"@zh")
    );
    assert_eq!(
        write(&graph, Format::NTriples)
            .expect("ntriples")
            .lines()
            .count(),
        1
    );
    assert!(
        write(&graph, Format::JsonLd)
            .expect("json-ld")
            .contains("临县")
    );
    assert!(write(&graph, Format::Csv).is_err() && write(&rows, Format::Turtle).is_err());
}

#[test]
fn a_name_finds_what_bears_it_and_a_wrong_one_its_neighbours() {
    let store = samples();
    let short = |name: &str| {
        lookup::find(&store, name).map(|it| {
            it.iter()
                .map(|it| fangzhi::ontology::shorten(it.as_str()))
                .collect::<Vec<_>>()
        })
    };
    assert_eq!(short("孝义").expect("an alias"), ["id:place-141181"]);
    assert_eq!(
        short("id:place-141181").expect("an IRI"),
        ["id:place-141181"]
    );
    let message = short("从罗峪").expect_err("not quite").to_string();
    assert!(message.contains("从罗峪镇"), "{message}");
    assert!(
        short("zzz")
            .expect_err("nobody")
            .to_string()
            .ends_with("bears this name")
    );
}
