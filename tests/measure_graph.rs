//! Figures of a graph of a million quads: filling memory, and every question of the library. Run with `--ignored`, in release.
#![expect(clippy::print_stdout, reason = "a measurement prints what it measured")]
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use fangzhi::data::Data;
use fangzhi::encode::{Source, encode};
use fangzhi::folder::{Builder, key};
use fangzhi::ontology::Ontology;
use fangzhi::{derive, query, question, store};
use oxigraph::sparql::CancellationToken;

use crate::gold_readings::{DOCS, gold};

#[test]
#[ignore = "takes a minute; figures count in release only"]
fn a_million_quads_fill_memory_and_answer_in_time() {
    let folder = std::env::temp_dir().join(format!("fangzhi-measure-{}", std::process::id()));
    let ontology = Ontology::load(&Data::default()).expect("the vocabulary");
    let builder = Builder::open(&folder).expect("a folder");
    let samples: Vec<_> = DOCS.iter().map(|it| gold(it)).collect();
    let start = Instant::now();
    for copy in 0..80 {
        for (page, readings) in &samples {
            let mut page = page.clone();
            page.doc = format!("{}-{copy}", page.doc);
            let mut quads = Vec::new();
            for reading in readings {
                let mut reading = reading.clone();
                reading.article.id = reading.article.id.replace('#', &format!("-{copy}#"));
                if copy > 3 {
                    for entity in &mut reading.entities {
                        entity.name = format!("{}{}", entity.name, copy % 40);
                        entity.code = entity.code.as_ref().map(|_| format!("{}", 500_000 + copy % 40));
                        entity.anchor = entity.anchor.as_ref().map(|_| format!("{}", 500_000 + copy % 40));
                    }
                }
                quads.extend(encode(&Source::of(&page), &reading));
            }
            quads.extend(derive::edges(&ontology, &quads));
            builder.put(&page.doc, &key(&page, "1"), &quads).expect("a page");
        }
    }
    let summary = builder.finish(None).expect("a graph");
    let quads = summary.quads as f64;
    println!("built {} quads in {:?}", summary.quads, start.elapsed());
    let start = Instant::now();
    let store = store::open(&folder, &ontology).expect("a store");
    let rate = quads / start.elapsed().as_secs_f64();
    println!("opened in {:?}: {rate:.0} quads a second", start.elapsed());
    let mut slow = Vec::new();
    for checks in [false, true] {
        for question in question::library(&Data::default(), checks).expect("the library") {
            let values: BTreeMap<String, String> = question.example.iter().cloned().collect();
            let sparql = question::fill(&store, &question, &values).expect("its example");
            let start = Instant::now();
            let cancel = CancellationToken::new();
            let stop = cancel.clone();
            let (done, wait) = std::sync::mpsc::channel::<()>();
            let watch = std::thread::spawn(move || {
                if wait.recv_timeout(Duration::from_secs(10)).is_err() {
                    stop.cancel();
                }
            });
            let answer = query::ask(&store, &question.name, &sparql, Some(cancel));
            let time = start.elapsed();
            let _ = done.send(());
            watch.join().expect("the watch");
            let rows = answer.map_or("no".to_owned(), |it| it.len().to_string());
            println!("{:>10.1} ms {rows:>7} rows {}", time.as_secs_f64() * 1000.0, question.name);
            if time > Duration::from_millis(200) && !checks {
                slow.push(question.name);
            }
        }
    }
    if std::env::var_os("KEEP").is_none() {
        std::fs::remove_dir_all(&folder).expect("to clear up");
    }
    if !cfg!(debug_assertions) {
        assert!(rate > 250_000.0, "filling memory: {rate:.0} quads a second");
        assert!(slow.is_empty(), "over 0.2 s: {slow:?}");
    }
}
