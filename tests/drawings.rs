//! Drawings: what other programs read of them, that nothing in a name gets out, and that pictures can be read.
#![expect(clippy::non_ascii_literal, reason = "names to look for")]
use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use fangzhi::draw::arrange::{Boxes, arrange};
use fangzhi::draw::{Picture, dot, gexf, graphml, json, mermaid, svg};
use fangzhi::entity::Class;
use fangzhi::graph::groups::{groups, modularity};
use fangzhi::graph::rank::{By, measure};
use fangzhi::graph::{Filter, View, around, load};
use fangzhi::ontology::expand;
use fangzhi::show::evidence;
use fangzhi::statement::{Fact, Relation};
use fangzhi::table::harmless;
use fangzhi::thing::thing;
use petgraph::graph::NodeIndex;
use regex::Regex;
use serde_json::Value;

use crate::cli::run;
use crate::python::python;
use crate::record::entity;
use crate::views::{folder, made_up, one, ontology, samples};

const HOSTILE: &str = "a\"]; evil [label='x'] &lt;&#60; \\N \\\n--> |b| `c` {d} %%{init}%% ]]><script>alert(1)</script>\u{1b}[31m\u{202e}\u{200f}\u{ffff}";

fn files(name: &str, picture: &Picture<'_>) -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("drawings");
    std::fs::create_dir_all(&folder).expect("a folder");
    let drawn = [("graphml", graphml(picture)), ("gexf", gexf(picture)), ("json", json(picture))];
    let write = |(ending, text): (&str, String)| {
        let path = folder.join(format!("{name}.{ending}"));
        std::fs::write(&path, text).expect("a file");
        path
    };
    drawn.into_iter().map(write).collect()
}

/// What networkx reads in drawings; none where [`python`] leaves it out.
fn networkx(files: &[PathBuf]) -> Option<Vec<Value>> {
    let mut args = vec![".ci/drawings"];
    args.extend(files.iter().map(|it| it.to_str().expect("UTF-8")));
    let output = python(&args)?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).expect("UTF-8");
    Some(lines.lines().map(|it| serde_json::from_str(it).expect("JSON")).collect())
}

#[test]
fn networkx_reads_what_is_there_and_measures_the_same() {
    let (store, ontology) = (samples("drawings-networkx"), ontology());
    let view = load(&store, &ontology, &Filter { within: true, ..Filter::default() });
    let found = groups(&view);
    let picture = Picture { view: &view, ontology: &ontology, groups: Some(&found) };
    let Some(read) = networkx(&files("samples", &picture)) else { return };
    assert_eq!(read.len(), 3);
    let mut labels: Vec<String> = view.graph.node_weights().map(|it| harmless(&it.label)).collect();
    labels.sort();
    let facts: BTreeSet<&str> =
        view.graph.edge_weights().filter_map(|it| it.best()).map(|it| it.fact.as_str()).collect();
    for read in read {
        assert_eq!(read["nodes"], view.graph.node_count());
        assert_eq!(read["edges"], view.graph.edge_count());
        assert_eq!(read["directed"], true);
        assert_eq!(read["labels"], serde_json::json!(labels));
        assert_eq!(read["facts"], serde_json::json!(facts));
        let types = &read["types"];
        for (name, kind) in
            [("degree", "int"), ("group", "int"), ("facts", "int"), ("confidence", "float"), ("class", "str")]
        {
            assert_eq!(types[name], serde_json::json!([kind]), "{name}");
        }
        for (name, by) in [("degree", By::Degree), ("pagerank", By::PageRank), ("betweenness", By::Betweenness)] {
            for (place, measured) in measure(&view, by).into_iter().enumerate() {
                let iri = view.graph[NodeIndex::new(place)].iri.as_str();
                let theirs = read[name][iri].as_f64().expect("a number");
                assert!((theirs - measured).abs() < 1e-8, "{name} {iri}: {theirs} {measured}");
            }
        }
        let theirs = read["modularity"].as_f64().expect("a number");
        assert!((theirs - modularity(&view, &found)).abs() < 1e-9, "{theirs}");
        assert_eq!(read["connected"], true);
    }
}

/// A graph in which one thing has a hostile name.
fn hostile() -> View {
    let entities = vec![entity(Class::Person, HOSTILE), entity(Class::Organization, "白水公司")];
    let relation = Relation { subject: 0, predicate: "employed_by", object: 1 };
    let store = made_up(vec![(entities, vec![("受雇", Fact::Relation(relation))])]);
    let view = around(&store, &ontology(), &[one(&store, "白水公司")], 1, &Filter::default());
    assert_eq!((view.graph.node_count(), view.graph.edge_count()), (2, 1));
    view
}

#[test]
fn hostile_names_stay_text_for_programs() {
    let (view, ontology) = (hostile(), ontology());
    let picture = Picture { view: &view, ontology: &ontology, groups: None };
    let drawn = [graphml(&picture), gexf(&picture), json(&picture), svg(&picture), dot(&picture), mermaid(&picture)];
    for text in &drawn {
        assert!(!text.contains(['\u{1b}', '\u{202e}', '\u{200f}', '\u{ffff}']), "{text}");
    }
    for text in &drawn[..2] {
        assert!(!text.contains("<script"), "{text}");
    }
    let Some(read) = networkx(&files("hostile", &picture)) else { return };
    for read in read {
        assert_eq!(read["labels"], serde_json::json!([harmless(HOSTILE), "白水公司"]));
    }
}

#[test]
fn hostile_names_stay_text_in_pictures() {
    let (view, ontology) = (hostile(), ontology());
    let picture = Picture { view: &view, ontology: &ontology, groups: None };
    let drawn = svg(&picture);
    let tags = Regex::new("<(/?[a-zA-Z]+)").expect("a pattern");
    let tags: BTreeSet<&str> = tags.captures_iter(&drawn).map(|it| it.get(1).expect("a tag").as_str()).collect();
    let known = ["svg", "defs", "marker", "path", "rect", "a", "title", "text"];
    assert!(tags.iter().all(|it| known.contains(&it.trim_start_matches('/'))), "{tags:?}");
    let attributes = Regex::new(" (on[a-z]+|style|xlink:href)=").expect("a pattern");
    assert!(!attributes.is_match(&drawn) && !drawn.contains("javascript:"), "{drawn}");
    let lines = Regex::new(
        r##"(?x)^(flowchart\ LR|\ {4}(
            n\d+(\(\[|\{\{|\[)"[^"`<>{}\[\]|]*"(\]\)|\}\}|\]):::c[0-9a-f]{6}
            | n\d+\ (-->|-\.->)\|"[^"`<>{}\[\]|]*"\|\ n\d+
            | click\ n\d+\ href\ "https?://[^"\ <>]*"
            | classDef\ c[0-9a-f]{6}\ [a-z:,\#0-9]+
            | style\ n\d+\ stroke-width:3px))$"##,
    )
    .expect("a pattern");
    let drawn = mermaid(&picture);
    for line in drawn.lines() {
        assert!(lines.is_match(line), "{line}");
    }
    assert_eq!(drawn.lines().count(), 1 + 2 + 1 + 2 + 2 + 1, "{drawn}");
    let (counts, complaints) = graphviz(&dot(&picture));
    assert_eq!((counts, complaints.as_str()), ((2, 1), ""));
}

/// Lets Graphviz draw: returns how many nodes and edges it drew, and what it complained of.
fn graphviz(text: &str) -> ((usize, usize), String) {
    let spawned =
        Command::new("dot").arg("-Tsvg").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = spawned.expect("Graphviz is not installed: tests/run installs it");
    let mut input = child.stdin.take().expect("its input");
    let text = text.to_owned();
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = child.wait_with_output().expect("its end");
    writer.join().expect("a thread").expect("all is read");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let drawn = String::from_utf8(output.stdout).expect("UTF-8");
    let count = |class: &str| drawn.matches(&format!("class=\"{class}\"")).count();
    ((count("node"), count("edge")), String::from_utf8(output.stderr).expect("UTF-8"))
}

#[test]
fn graphviz_draws_the_samples_without_a_warning() {
    let (store, ontology) = (samples("drawings-graphviz"), ontology());
    let within = Filter { within: true, ..Filter::default() };
    let whole = load(&store, &ontology, &Filter::default());
    let near = around(&store, &ontology, &[one(&store, "张建国")], 2, &Filter::default());
    let places = around(&store, &ontology, &[one(&store, "临县")], 1, &within);
    for view in [whole, near, places] {
        let found = groups(&view);
        for groups in [None, Some(found.as_slice())] {
            let (counts, complaints) = graphviz(&dot(&Picture { view: &view, ontology: &ontology, groups }));
            assert_eq!(complaints, "");
            assert_eq!(counts, (view.graph.node_count(), view.graph.edge_count()));
        }
    }
}

#[test]
fn a_picture_links_things_and_facts_and_has_chinese_fonts() {
    let (store, ontology) = (samples("drawings-svg"), ontology());
    let view = around(&store, &ontology, &[one(&store, "张建国")], 2, &Filter::default());
    let picture = Picture { view: &view, ontology: &ontology, groups: None };
    let drawn = svg(&picture);
    assert_eq!(drawn, svg(&picture));
    assert!(drawn.contains("font-family=\"'Noto Sans CJK SC', 'Source Han Sans SC'"), "{}", &drawn[..400]);
    assert!(drawn.contains(">张建国</text>") && drawn.contains("人物"), "{drawn}");
    let link = Regex::new("<a href=\"([^\"]*)\" target=\"_blank\"><title>([^<]*)</title>").expect("a pattern");
    let (mut facts, mut things) = (BTreeSet::new(), 0);
    for it in link.captures_iter(&drawn) {
        let iri = expand(&it[1]).expect("an IRI");
        if it[2].contains('→') {
            let found = evidence(&store, &iri);
            let sentence: String = found.first().expect("evidence").sentence.chars().take(6).collect();
            assert!(it[2].contains(&sentence) || it[2].contains('+'), "{}", &it[2]);
            facts.insert(iri);
        } else {
            assert!(thing(&store, &iri).is_some(), "{iri}");
            things += 1;
        }
    }
    assert_eq!(things, view.graph.node_count());
    assert!(facts.len() > 20, "{}", facts.len());
}

/// Counts the boxes that each line of a picture runs under: it begins and ends at a border.
fn entered(drawn: &str) -> Vec<usize> {
    let number = |it: &str| it.parse::<f64>().expect("a number");
    let frame = r#"<rect x="([-\d.]+)" y="([-\d.]+)" width="([\d.]+)" height="([\d.]+)" rx"#;
    let frame = Regex::new(frame).expect("a pattern");
    let boxes: Vec<[f64; 4]> =
        frame.captures_iter(drawn).map(|it| [1, 2, 3, 4].map(|part| number(&it[part]))).collect();
    let path = Regex::new(r#"<path d="M([-\d. LQ]+)" fill="none" stroke=".999999""#).expect("a pattern");
    let line = |it: regex::Captures<'_>| {
        let points: Vec<f64> = it[1].split(['L', 'Q', ' ']).map(number).collect();
        let (start, end) = ((points[0], points[1]), (points[points.len() - 2], points[points.len() - 1]));
        let pull = if points.len() > 4 {
            (points[2], points[3])
        } else {
            (f64::midpoint(start.0, end.0), f64::midpoint(start.1, end.1))
        };
        let at = |share: f64| {
            let weigh = |a: f64, b: f64, c: f64| {
                (1.0 - share) * (1.0 - share) * a + 2.0 * share * (1.0 - share) * b + share * share * c
            };
            (weigh(start.0, pull.0, end.0), weigh(start.1, pull.1, end.1))
        };
        let inside = |it: &&[f64; 4]| {
            let within = |(x, y): (f64, f64)| x > it[0] && x < it[0] + it[2] && y > it[1] && y < it[1] + it[3];
            (3..98).any(|share| within(at(f64::from(share) / 100.0)))
        };
        boxes.iter().filter(inside).count()
    };
    assert!(boxes.len() > 2, "{drawn}");
    path.captures_iter(drawn).map(line).collect()
}

#[test]
fn no_line_runs_under_a_box() {
    let (store, ontology) = (samples("drawings-lines"), ontology());
    for name in ["从罗峪镇", "孝义市政府", "李考玉"] {
        let view = around(&store, &ontology, &[one(&store, name)], 1, &Filter::default());
        let lines = entered(&svg(&Picture { view: &view, ontology: &ontology, groups: None }));
        assert_eq!(lines.len(), view.graph.edge_count(), "{name}");
        assert!(lines.iter().all(|it| *it == 0), "{name}: {lines:?}");
    }
}

#[test]
fn no_box_lies_upon_another() {
    let star = |leaves: usize| Boxes {
        sizes: (0..=leaves).map(|it| (60.0 + (it % 7) as f64 * 40.0, 26.0)).collect(),
        ties: (1..=leaves).map(|it| (0, it)).collect(),
    };
    let mut many = star(120);
    // A second star, a chain, and boxes that hang on nothing.
    many.sizes.extend((0..160).map(|it| (80.0 + (it % 5) as f64 * 50.0, 26.0)));
    many.ties.extend((122..200).map(|it| (121, it)).chain((201..240).map(|it| (it, it + 1))));
    for boxes in [star(0), star(1), star(99), many, Boxes::default()] {
        let sheet = arrange(&boxes);
        assert_eq!(sheet, arrange(&boxes));
        assert_eq!(sheet.middles.len(), boxes.sizes.len());
        for (i, (middle, size)) in sheet.middles.iter().zip(&boxes.sizes).enumerate() {
            assert!(middle.0 - size.0 / 2.0 >= 0.0 && middle.0 + size.0 / 2.0 <= sheet.size.0, "{i}");
            assert!(middle.1 - size.1 / 2.0 >= 0.0 && middle.1 + size.1 / 2.0 <= sheet.size.1, "{i}");
            for (other, there) in sheet.middles.iter().zip(&boxes.sizes).take(i) {
                let apart = (middle.0 - other.0).abs() >= f64::midpoint(size.0, there.0)
                    || (middle.1 - other.1).abs() >= f64::midpoint(size.1, there.1);
                assert!(apart, "{i}: {middle:?} {other:?}");
            }
        }
        let area: f64 = boxes.sizes.iter().map(|it| it.0 * it.1).sum();
        assert!(sheet.size.0 * sheet.size.1 < 60.0 * area + 40_000.0, "{:?} for {area}", sheet.size);
    }
}

#[test]
fn the_command_draws_in_every_format_and_says_when_it_is_too_much() {
    let graph = folder("drawings-cli");
    let graph = graph.to_string_lossy();
    let ended = |args: &[&str]| run(&[&["draw"], args, &["--graph", &graph]].concat());
    let cases: [(&str, &str, &[&str]); 6] = [
        ("dot", "digraph", &["张建国"]),
        ("svg", "<svg", &["张建国", "李考玉", "--path"]),
        ("mermaid", "flowchart", &["张建国", "李考玉", "--path"]),
        ("graphml", "<?xml", &["--groups", "--class", "Person,Event"]),
        ("gexf", "<?xml", &["--groups"]),
        ("json", "{", &["张建国", "--groups", "--depth", "2"]),
    ];
    for (format, head, args) in cases {
        let first = ended(&[args, &["--format", format]].concat());
        assert_eq!((first.code, first.err.as_str()), (0, ""), "{format}");
        assert!(first.out.starts_with(head) && first.out.contains("张建国"), "{format}");
        assert_eq!(first.out, ended(&[args, &["--format", format]].concat()).out, "{format}");
    }
    let much = ended(&["--limit", "20"]);
    assert_eq!((much.code, much.out.as_str()), (3, ""));
    assert!(much.err.contains("more than 20") && much.err.contains("--depth"), "{}", much.err);
    assert!(much.err.contains("Person ") && much.err.contains("  临县"), "{}", much.err);
    assert!(run(&["draw", "--help"]).out.contains("  3  "));
    let wrong = ended(&["张建国", "--path"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("two names"), "{}", wrong.err);
    let nothing = ended(&["张建国", "李考玉", "--path", "--depth", "1"]);
    assert_eq!((nothing.code, nothing.err.as_str()), (1, "fangzhi: nothing to draw\n"));
    let early = ended(&["张建国", "--to", "2019", "--format", "json"]);
    let all = ended(&["张建国", "--format", "json"]);
    let edges =
        |text: &str| serde_json::from_str::<Value>(text).expect("JSON")["edges"].as_array().expect("edges").len();
    assert!(edges(&early.out) > 0 && edges(&early.out) < edges(&all.out));
    let edge_list = ended(&["张建国", "--explain"]);
    assert!(edge_list.out.contains("id:person-张建国") && edge_list.out.contains("fact:"), "{}", edge_list.out);
}
