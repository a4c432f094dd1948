//! Dossiers, ledgers and drawings of a graph made from the gold records.
#![expect(clippy::non_ascii_literal, reason = "names to look for")]
use std::path::PathBuf;

use fangzhi::data::Data;
use fangzhi::derive::edges;
use fangzhi::encode::{Source, encode};
use fangzhi::folder::{Builder, key};
use fangzhi::ontology::Ontology;

use crate::gold_readings::{DOCS, gold};

/// Builds the graph of the gold records in a folder of that name, anew.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    let ontology = Ontology::load(&Data::default()).expect("the vocabulary");
    let builder = Builder::open(&folder).expect("a folder");
    for doc in DOCS {
        let (page, readings) = gold(doc);
        let source = Source::of(&page);
        let mut quads: Vec<_> = readings.iter().flat_map(|it| encode(&source, it)).collect();
        quads.extend(edges(&ontology, &quads));
        builder.put(doc, &key(&page, "gold"), &quads).expect("a page");
    }
    builder.finish().expect("a graph");
    folder
}

#[test]
fn dump() {
    folder("gold-graph");
}
