//! The graph: quads, the folder, the store.
#![expect(clippy::non_ascii_literal, reason = "Chinese names and words in made-up articles")]
use std::collections::BTreeMap;

use fangzhi::data::Data;
use fangzhi::encode::{Source, encode};
use fangzhi::folder::nquads;
use fangzhi::ontology::Ontology;
use fangzhi::{query, question, store};
use oxigraph::model::Quad;
use oxigraph::store::Store;

use crate::gold_readings::{DOCS, gold};

fn ontology() -> Ontology {
    Ontology::load(&Data::default()).expect("the vocabulary")
}

/// The quads of one sample page, as gold reads it.
fn sample(doc: &str) -> Vec<Quad> {
    let (page, readings) = gold(doc);
    let source = Source::of(&page);
    let mut quads: Vec<Quad> = readings.iter().flat_map(|it| encode(&source, it)).collect();
    quads.extend(fangzhi::derive::edges(&ontology(), &quads));
    quads
}

fn samples() -> Store {
    let quads = DOCS.iter().flat_map(|it| sample(it)).chain(ontology().quads);
    store::memory(quads).expect("a store")
}

#[test]
fn dump() {
    for doc in DOCS {
        let lines = nquads(&sample(doc));
        std::fs::write(format!("/tmp/gold-{doc}.nq"), lines.concat()).unwrap();
    }
    let store = samples();
    for checks in [false, true] {
        for question in question::library(&Data::default(), checks).unwrap() {
            let values: BTreeMap<String, String> = question.example.iter().cloned().collect();
            let start = std::time::Instant::now();
            let sparql = match question::fill(&store, &question, &values) {
                Ok(sparql) => sparql,
                Err(error) => {
                    println!("!!! {error:#}");
                    continue;
                }
            };
            match query::ask(&store, &question.name, &sparql, None) {
                Ok(answer) => {
                    let (header, rows) = answer.table();
                    println!("=== {} {} rows {:?}\n{}", question.name, rows.len(), start.elapsed(), header.join(" | "));
                    for row in rows.iter().take(6) {
                        println!("{}", row.join(" | "));
                    }
                }
                Err(error) => println!("!!! {error:#}"),
            }
        }
    }
}
