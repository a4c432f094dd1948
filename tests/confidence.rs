//! The table of how often each rule is right: as the gold says, well-formed, and what every fact carries.
//! `UPDATE=1` writes it anew, with the counts on articles of other places where `../shared/other` is.
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use fangzhi::confidence::{Confidence, Count};
use fangzhi::data::Data;
use fangzhi::derive::edges;
use fangzhi::eval::{Report, score};
use fangzhi::input;
use fangzhi::measure::Measure;
use fangzhi::ontology::{NS, derived_graph};
use fangzhi::query::ask;
use fangzhi::record::{Record, records};
use fangzhi::store;
use oxigraph::model::Quad;
use oxigraph::store::Store;
use serde_json::Value;

use crate::{floors, graph, made, real};

type Counts = BTreeMap<(String, String), (u32, u32)>;

fn table() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/confidence.tsv")
}

/// Returns how often each rule is right and wrong on articles of other places, where they are at hand.
fn elsewhere() -> Option<Counts> {
    let folder = std::env::var_os("FANGZHI_OTHER").map_or_else(|| PathBuf::from("../shared/other"), PathBuf::from);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let dates = std::fs::read_to_string(folder.join("dates.tsv")).ok()?;
    let dates: BTreeMap<&str, &str> = dates.lines().filter_map(|it| it.split_once('\t')).collect();
    let (mut report, mut measure) = (Report::default(), Measure::load(&Data::default()).expect("the measure's words"));
    let parse = |line: &str| -> Value { serde_json::from_str(line).expect("a record") };
    for page in input::pages(&[folder.join("articles")]) {
        let mut page = page.expect("a page");
        let Ok(gold) = std::fs::read_to_string(folder.join(format!("gold/{}.jsonl", page.doc))) else { continue };
        page.date = dates.get(page.doc.as_str()).and_then(|it| input::date(it).ok());
        let gold: Vec<Value> = gold.lines().map(parse).collect();
        let said: Vec<Value> =
            records(&page, &real::read(&page)).iter().map(Record::line).map(|it| parse(&it)).collect();
        score(&mut report, &mut measure, &page.doc, &gold, &said);
    }
    Some(report.rules)
}

/// Returns the table as the gold says it, the counts elsewhere as they are written where the articles are not at hand.
fn counted(written: &Confidence, elsewhere: Option<&Counts>) -> Confidence {
    let mut rules: BTreeMap<(String, String), Count> = BTreeMap::new();
    for (rule, count) in floors::report().rules.into_iter().chain(made::rules()) {
        let here = &mut rules.entry(rule).or_default().here;
        *here = (here.0 + count.0, here.1 + count.1);
    }
    match elsewhere {
        Some(counts) => counts.iter().for_each(|(rule, it)| rules.entry(rule.clone()).or_default().elsewhere = *it),
        None => written.rules.iter().filter(|it| it.1.elsewhere != (0, 0)).for_each(|(rule, it)| {
            rules.entry(rule.clone()).or_default().elsewhere = it.elsewhere;
        }),
    }
    Confidence::new(rules)
}

#[test]
fn the_table_is_what_the_gold_says() {
    let text = std::fs::read_to_string(table()).expect("the table");
    let written = Confidence::parse(&text).expect("a table");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(table(), counted(&written, elsewhere().as_ref()).text()).expect("the table");
        return;
    }
    let again = counted(&written, None).text();
    let new = again.lines().filter(|line| !text.lines().any(|it| it == *line)).collect::<Vec<_>>().join("\n");
    assert_eq!(text, again, "`UPDATE=1 tests/run confidence` writes it as it is now; new:\n{new}");
    let kinds = ["event", "figure", "flow", "mention", "post", "relation"];
    assert!(written.rules.keys().all(|it| kinds.contains(&it.0.as_str())));
    assert!(written.rules.len() > 40, "{} rules", written.rules.len());
}

#[test]
fn every_fact_carries_the_confidence_of_its_rule() {
    let confidence = Confidence::load(&Data::default()).expect("the table");
    let mut facts = 0;
    let mut values = BTreeSet::new();
    for page in real::samples().into_iter().chain(real::made_up()) {
        for statement in real::read(&page).iter().flat_map(|it| &it.statements) {
            let (kind, rule) = (statement.fact.kind(), &statement.rule);
            assert_eq!(statement.confidence.to_bits(), confidence.of(kind, rule).to_bits(), "{kind} {rule}");
            assert!(
                statement.confidence > 0.0 && statement.confidence < 1.0,
                "{kind} {rule}: {}",
                statement.confidence
            );
            values.insert(statement.confidence.to_bits());
            facts += 1;
        }
    }
    assert!(facts > 400, "{facts} facts");
    assert!(values.len() > 10, "{} values", values.len());
}

#[test]
fn a_rule_never_seen_is_as_good_as_its_kind() {
    let table =
        Confidence::parse("# head\npost\tpost.a\t7\t1\t0\t0\npost\tpost.b\t1\t0\t9\t1\nflow\tflow.a\t0\t0\t0\t0\n")
            .expect("a table");
    let near = |kind, rule, share: f32| assert!((table.of(kind, rule) - share).abs() < 1e-6, "{kind} {rule}");
    // 17 of 19 posts are right, which two more, one of them right, make 18 of 21.
    let kind = 18.0 / 21.0;
    near("post", "post.a", (7.0 + 2.0 * kind) / 10.0);
    near("post", "post.b", (10.0 + 2.0 * kind) / 13.0);
    near("post", "post.new", kind);
    near("flow", "flow.a", 0.5);
    near("event", "event.new", 0.5);
    assert_eq!(Confidence::parse(&table.text()).expect("a table"), table);
}

#[test]
fn a_wrong_line_is_named() {
    for (text, told) in [
        ("post\tpost.a\t1\t2\t3\n", "data/confidence.tsv:1"),
        ("# head\npost\tpost.a\t1\tmany\t0\t0\n", "many: not a count"),
        (
            "post\tpost.a\t1\t2\t0\t0\npost\tpost.a\t1\t2\t0\t0\n",
            "data/confidence.tsv:2: this rule stands above already",
        ),
        ("post\n", "write kind, tab, rule"),
    ] {
        let error = format!("{:#}", Confidence::parse(text).expect_err("an error"));
        assert!(error.contains(told), "{error}");
    }
}

#[test]
fn facts_that_are_not_believed_are_left_out_with_their_edges() {
    let ontology = graph::ontology();
    let count = |store: &Store, pattern: &str| {
        let sparql = format!("PREFIX fz: <{NS}> SELECT * WHERE {{ {pattern} }}");
        ask(store, "count", &sparql, None).expect("an answer").len()
    };
    let (facts, posts) = ("?f fz:confidence ?c ; fz:article ?a", "?p fz:heldPostAt ?o");
    let whole = real::store();
    let (all, held) = (count(&whole, facts), count(&whole, posts));
    let weak = count(&whole, &format!("{facts} FILTER(?c < 0.8)"));
    assert!(all > 400 && held > 10 && weak > 20 && weak < all, "{all} facts, {held} posts, {weak} weak");
    store::leave_out(&whole, &ontology, 0.8).expect("a store");
    assert_eq!(count(&whole, facts), all - weak);
    assert_eq!(count(&whole, &format!("{facts} FILTER(?c < 0.8)")), 0);
    // Every edge that is left follows from a fact that is left, and none is missing.
    let quads: Vec<Quad> = whole.iter().map(|it| it.expect("a quad")).collect();
    let derived: BTreeSet<String> = edges(&ontology, &quads).iter().map(ToString::to_string).collect();
    let graph = derived_graph();
    let left: BTreeSet<String> =
        quads.iter().filter(|it| it.graph_name == graph.as_ref().into()).map(ToString::to_string).collect();
    assert_eq!(left, derived);
    store::leave_out(&whole, &ontology, 1.0).expect("a store");
    assert_eq!((count(&whole, facts), count(&whole, posts)), (0, 0));
}
