//! What the extractor reaches on made-up articles of many provinces, and must not fall below.
use std::collections::BTreeMap;
use std::path::Path;

use fangzhi::article::Page;
use fangzhi::data::Data;
use fangzhi::eval::{ALL_MENTIONS, Report, Tally, score};
use fangzhi::input;
use fangzhi::measure::Measure;
use fangzhi::record::{Record, records};
use serde_json::Value;

use crate::real;

/// The kinds that together make the overall figures.
const KINDS: [&str; 6] = [ALL_MENTIONS, "post", "event", "flow", "figure", "relation"];

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/made"))
}

fn table(name: &str) -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let text = std::fs::read_to_string(path).expect("a table");
    let cells = |line: &str| line.split_once('\t').map(|it| (it.0.to_owned(), it.1.to_owned())).expect("two columns");
    text.lines().filter(|it| !it.starts_with('#')).map(cells).collect()
}

fn gold(doc: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(folder().join(format!("{doc}.jsonl"))).expect("gold");
    text.lines().map(|it| serde_json::from_str(it).expect("a record")).collect()
}

fn pages() -> Vec<Page> {
    let dates: BTreeMap<String, String> = table("tests/made/dates.tsv").into_iter().collect();
    let texts = real::files("tests/made").into_iter().filter(|it| it.extension().is_some_and(|it| it == "txt"));
    let page = |path: std::path::PathBuf| {
        let doc = path.file_stem().expect("a stem").to_string_lossy().into_owned();
        let date = dates.get(&doc).map(|it| input::date(it).expect("a date"));
        Page { date, ..real::page(&doc, std::fs::read_to_string(&path).expect("a text")) }
    };
    texts.map(page).collect()
}

pub(crate) fn report() -> Report {
    let mut measure = Measure::load(&Data::default()).expect("the measure's words");
    let mut report = Report::default();
    for page in pages() {
        let said = records(&page, &real::read(&page));
        let said = said.iter().map(Record::line).map(|it| serde_json::from_str(&it).expect("a record"));
        score(&mut report, &mut measure, &page.doc, &gold(&page.doc), &said.collect::<Vec<Value>>());
    }
    report
}

/// Returns all mentions and facts together.
fn overall(report: &Report) -> Tally {
    KINDS.iter().map(|it| report.tally(it)).fold(Tally::default(), |sum, it| Tally {
        found: sum.found + it.found,
        wrong: sum.wrong + it.wrong,
        missing: sum.missing + it.missing,
    })
}

#[test]
#[expect(clippy::print_stdout, reason = "the table is what one runs this test for")]
fn made_up_articles_are_read_as_well_as_ever() {
    let report = report();
    let overall = overall(&report);
    let tally = |kind: &str| if kind == "overall" { overall } else { report.tally(kind) };
    println!("{:24}{:>7}{:>7}{:>7}{:>7}", "", "P", "R", "F1", "gold");
    for kind in report.kinds().into_iter().chain(["overall"]) {
        let it = tally(kind);
        let gold = it.found + it.missing;
        println!("{kind:24}{:7.3}{:7.3}{:7.3}{gold:7}", it.precision(), it.recall(), it.f1());
    }
    let mut wrong = Vec::new();
    let floors = table("tests/made.tsv");
    for (kind, floor) in &floors {
        assert!(kind == "overall" || report.kinds().contains(&kind.as_str()), "{kind}: no such kind");
        let (precision, recall) = floor.split_once('\t').expect("a precision and a recall");
        let reached = [("precision", tally(kind).precision(), precision), ("recall", tally(kind).recall(), recall)];
        for (what, reached, floor) in reached {
            if reached < floor.parse().expect("a number") {
                wrong.push(format!("{kind}: {what} {reached:.4} is below {floor}"));
            }
        }
    }
    let articles = report.tally("article");
    assert_eq!((articles.found, articles.wrong, articles.missing), (48, 0, 0), "articles");
    assert!(floors.len() >= 10, "{} floors", floors.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn made_up_gold_points_at_its_words() {
    let mut checked = 0;
    for page in pages() {
        let text: Vec<char> = page.text.chars().collect();
        for record in gold(&page.doc).iter().filter(|it| it["text"].is_string()) {
            let at = |field: &str| record[field].as_u64().and_then(|it| usize::try_from(it).ok()).expect("an offset");
            let slice: String = text[at("start")..at("end")].iter().collect();
            assert_eq!(record["text"], slice.as_str(), "{}: {record}", page.doc);
            checked += 1;
        }
    }
    assert!(checked > 600, "{checked}");
}
