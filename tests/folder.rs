//! The folder and the store: the same bytes every time, and nothing lost.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use fangzhi::encode::{Source, encode};
use fangzhi::folder::{Builder, Put, key};
use fangzhi::{query, store};
use oxigraph::model::Quad;
use oxigraph::store::Store;

use crate::gold_readings::{DOCS, gold};
use crate::graph::{Folder, ontology, sample, samples};

fn bytes(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files =
        walkdir::WalkDir::new(folder).into_iter().map(|it| it.expect("an entry")).filter(|it| it.file_type().is_file());
    files
        .map(|it| {
            (it.path().strip_prefix(folder).expect("inside").to_owned(), std::fs::read(it.path()).expect("a file"))
        })
        .collect()
}

fn build(folder: &Path, docs: &[&str], threads: usize) {
    let builder = Builder::open(folder).expect("a folder");
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    pool.scope(|scope| {
        for doc in docs {
            let builder = &builder;
            scope.spawn(move |_| {
                let (page, quads) = sample(doc);
                builder.put(doc, &key(&page, "1"), &quads).expect("a page");
            });
        }
    });
    builder.finish(None).expect("a graph");
}

fn count(store: &Store) -> usize {
    store.len().expect("a store in memory")
}

#[test]
fn the_folder_is_the_same_for_any_order_and_number_of_threads() {
    let (a, b) = (Folder::new("one"), Folder::new("two"));
    build(&a.0, &DOCS, 1);
    let mut backwards = DOCS;
    backwards.reverse();
    build(&b.0, &backwards, 2);
    assert_eq!(bytes(&a.0), bytes(&b.0));
    assert!(bytes(&a.0).contains_key(Path::new("articles/002_dbe7da7130fec1f1.nq.gz")));
    assert_eq!(count(&store::open(&a.0, &ontology()).expect("a graph")), count(&samples()));
}

#[test]
fn a_rebuild_touches_only_what_changed() {
    let folder = Folder::new("rebuild");
    build(&folder.0, &DOCS, 2);
    let before = bytes(&folder.0);
    let modified = |path: &str| std::fs::metadata(folder.0.join(path)).and_then(|it| it.modified()).expect("a time");
    let times = [modified("manifest.json"), modified("entities.nq.gz")];
    build(&folder.0, &DOCS, 2);
    assert_eq!(bytes(&folder.0), before);
    assert_eq!([modified("manifest.json"), modified("entities.nq.gz")], times, "nothing was written");

    let (mut page, readings) = gold(DOCS[1]);
    page.text.push_str("\n?");
    let quads: Vec<Quad> = readings.iter().flat_map(|it| encode(&Source::of(&page), it)).collect();
    let builder = Builder::open(&folder.0).expect("a folder");
    for doc in DOCS.iter().filter(|it| **it != DOCS[1]) {
        let (page, _) = sample(doc);
        assert!(builder.holds(doc, &key(&page, "1")));
        assert!(!builder.holds(doc, &key(&page, "2")), "new rules read every page again");
    }
    assert!(!builder.holds(&page.doc, &key(&page, "1")));
    assert_eq!(builder.put(&page.doc, &key(&page, "1"), &quads).expect("a page"), Put::Written);
    assert_eq!(builder.put(&page.doc, &key(&page, "1"), &quads).expect("a page"), Put::Double);
    builder.finish(None).expect("a graph");
    let after = bytes(&folder.0);
    let changed: Vec<_> = before
        .iter()
        .filter(|(path, bytes)| after.get(*path) != Some(bytes))
        .map(|(path, _)| path.display().to_string())
        .collect();
    assert_eq!(changed, ["articles/001_3faefed44ed7161b.nq.gz", "derived.nq.gz", "manifest.json"]);
}

#[test]
fn a_killed_build_loses_nothing() {
    let (folder, whole) = (Folder::new("killed"), Folder::new("whole"));
    build(&whole.0, &DOCS, 1);
    build(&folder.0, &DOCS[..3], 1);
    let builder = Builder::open(&folder.0).expect("a folder");
    assert!(Builder::open(&folder.0).expect_err("locked").to_string().contains("another build is at work"));
    let (page, quads) = sample(DOCS[3]);
    builder.put(DOCS[3], &key(&page, "1"), &quads).expect("a page");
    drop(builder); // Killed here: the unions were not made.
    std::fs::write(folder.0.join("articles/.tmp-1-1"), "half a file").expect("a left-over");
    let store = store::open(&folder.0, &ontology()).expect("a graph");
    let expected = DOCS[..3].iter().flat_map(|it| sample(it).1).chain(ontology().quads);
    assert!(count(&store) >= count(&store::memory(expected).expect("a store")));
    assert_eq!(
        query::ask(&store, "two-labels", "SELECT ?e { ?e fz:name ?n FILTER NOT EXISTS { ?e rdfs:label ?l } }", None)
            .expect("rows")
            .len(),
        0
    );
    build(&folder.0, &DOCS, 1);
    assert_eq!(bytes(&folder.0), bytes(&whole.0));
}

#[test]
fn a_page_can_be_taken_out() {
    let (folder, fewer) = (Folder::new("forget"), Folder::new("fewer"));
    build(&folder.0, &DOCS, 1);
    build(&fewer.0, &DOCS[1..], 1);
    let builder = Builder::open(&folder.0).expect("a folder");
    assert_eq!(builder.docs(), DOCS);
    builder.forget(DOCS[0]).expect("to forget");
    assert_eq!(builder.finish(None).expect("a graph").pages, 4);
    assert_eq!(bytes(&folder.0), bytes(&fewer.0));
}

#[test]
fn a_graph_that_is_not_there_or_damaged_says_what_to_do() {
    let folder = Folder::new("damaged");
    let message = format!("{:#}", store::open(&folder.0, &ontology()).map(|_| ()).expect_err("no graph"));
    assert!(message.contains("fangzhi build"), "{message}");
    build(&folder.0, &DOCS[..1], 1);
    std::fs::write(folder.0.join("entities.nq.gz"), "no gzip").expect("to damage it");
    let message = format!("{:#}", store::open(&folder.0, &ontology()).map(|_| ()).expect_err("damaged"));
    assert!(message.contains("entities.nq.gz") && message.contains("build the graph again"), "{message}");
    std::fs::write(folder.0.join("manifest.json"), "{").expect("to damage it");
    let message = format!("{:#}", store::open(&folder.0, &ontology()).map(|_| ()).expect_err("damaged"));
    assert!(message.contains("manifest.json") && message.contains("build again"), "{message}");
}
