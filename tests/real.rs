//! What the extractor says of the samples and of made-up articles, for the tests that judge it.
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use fangzhi::article::Page;
use fangzhi::data::Data;
use fangzhi::derive::Lists;
use fangzhi::encode::{Source, encode};
use fangzhi::pipeline::{self, Knowledge, Reading};
use fangzhi::{derive, store};
use oxigraph::model::Quad;
use oxigraph::store::Store;

use crate::graph::ontology;

/// The words, rules and places of the program, read once for all tests.
pub(crate) fn knowledge() -> &'static Knowledge {
    static KNOWLEDGE: OnceLock<Knowledge> = OnceLock::new();
    KNOWLEDGE.get_or_init(|| Knowledge::load(&Data::default()).expect("words, rules and places"))
}

/// Returns the files of a folder of the project, sorted.
pub(crate) fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut files: Vec<PathBuf> = entries.map(|it| it.expect("an entry").path()).collect();
    files.sort();
    files
}

/// Returns the sample pages.
pub(crate) fn samples() -> Vec<Page> {
    pages("data/articles", 5)
}

/// Returns pages of papers that never were.
pub(crate) fn made_up() -> Vec<Page> {
    pages("tests/made-up", 5)
}

fn pages(folder: &str, count: usize) -> Vec<Page> {
    let root = format!("{}/", env!("CARGO_MANIFEST_DIR"));
    let pages: Vec<Page> = files(folder)
        .iter()
        .map(|path| {
            let text = std::fs::read_to_string(path).expect("a text");
            let path = PathBuf::from(path.to_string_lossy().trim_start_matches(&root));
            Page { path: path.clone(), ..page(&path.file_stem().expect("a stem").to_string_lossy(), text) }
        })
        .collect();
    assert_eq!(pages.len(), count);
    pages
}

/// Returns a page of that text.
pub(crate) fn page(doc: &str, text: String) -> Page {
    Page { doc: doc.to_owned(), text, ..Page::default() }
}

/// Returns what the extractor says of a page.
pub(crate) fn read(page: &Page) -> Vec<Reading> {
    pipeline::read(knowledge(), page)
}

/// Returns the quads of a page, direct edges among them.
pub(crate) fn quads(page: &Page) -> Vec<Quad> {
    let source = Source::of(page);
    let mut quads: Vec<Quad> = read(page).iter().flat_map(|it| encode(&source, it)).collect();
    quads.extend(derive::edges(&ontology(), &quads));
    quads
}

/// Returns the quads of all the samples, and what comparing them finds.
pub(crate) fn compared() -> Vec<Quad> {
    let lists = Lists::load(&Data::default(), None).expect("the lists");
    let mut quads: Vec<Quad> = samples().iter().flat_map(quads).collect();
    let found = derive::compare_all(&lists, &derive::facts(&lists, &quads));
    quads.extend(found);
    quads
}

/// Returns a store of all the samples as the extractor reads them, compared.
pub(crate) fn store() -> Store {
    store::memory(compared().into_iter().chain(ontology().quads)).expect("a store")
}
