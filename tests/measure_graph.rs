//! Figures of a graph of a million quads: filling memory, every question of the library, what is near. Run with `--ignored`, in release.
#![expect(clippy::non_ascii_literal, reason = "names to look for")]
#![expect(clippy::print_stdout, reason = "a measurement prints what it measured")]
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use fangzhi::data::Data;
use fangzhi::encode::{Source, encode};
use fangzhi::folder::{Builder, key};
use fangzhi::ontology::Ontology;
use fangzhi::thing::thing;
use fangzhi::{derive, graph, lookup, query, question, show, store};
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
    let centre = |name: &str| {
        let found = lookup::find(&store, name).expect("a thing of that name");
        found.iter().filter_map(|it| thing(&store, it)).collect::<Vec<_>>()
    };
    let mut timed = |name: &str, work: &dyn Fn() -> usize| {
        let start = Instant::now();
        let rows = work();
        let time = start.elapsed();
        println!("{:>10.1} ms {rows:>7} rows {name}", time.as_secs_f64() * 1000.0);
        if time > Duration::from_millis(200) {
            slow.push(name.to_owned());
        }
    };
    let near = |name: &str, depth| {
        graph::around(&store, &ontology, &centre(name), depth, &graph::Filter::default()).graph.edge_count()
    };
    timed("near, one step from a county", &|| near("临县", 1));
    timed("near, two steps from an official", &|| near("张建国", 2));
    timed("show", &|| show::dossier(&store, &ontology, &centre("张建国")[0]).lines.len());
    let start = Instant::now();
    let whole = graph::load(&store, &ontology, &graph::Filter::default());
    println!("the whole graph, {} edges, in {:?}", whole.graph.edge_count(), start.elapsed());
    if std::env::var_os("KEEP").is_none() {
        std::fs::remove_dir_all(&folder).expect("to clear up");
    }
    if !cfg!(debug_assertions) {
        assert!(rate > 250_000.0, "filling memory: {rate:.0} quads a second");
        assert!(slow.is_empty(), "over 0.2 s: {slow:?}");
    }
}
