//! The graph: quads, the folder, the store.
#![expect(clippy::non_ascii_literal, reason = "Chinese names and words in made-up articles")]
use fangzhi::data::Data;
use fangzhi::encode::{Source, encode};
use fangzhi::folder::nquads;
use fangzhi::ontology::Ontology;
use oxigraph::model::Quad;

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

#[test]
fn dump() {
    for doc in DOCS {
        let lines = nquads(&sample(doc));
        std::fs::write(format!("/tmp/gold-{doc}.nq"), lines.concat()).unwrap();
    }
}
