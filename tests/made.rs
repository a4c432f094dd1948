//! What the extractor reaches on made-up articles of many provinces, and must not fall below: on those of `tests/made`, whose
//! errors were looked at when rules were written, and on those of `tests/unseen`, which were written last and by one who never
//! saw what the extractor says.
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

/// The folders of articles with gold; beside each lies the table of its floors.
const SETS: [(&str, usize); 2] = [("tests/made", 48), ("tests/unseen", 24)];

fn table(name: &str) -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let text = std::fs::read_to_string(path).expect("a table");
    let cells = |line: &str| line.split_once('\t').map(|it| (it.0.to_owned(), it.1.to_owned())).expect("two columns");
    text.lines().filter(|it| !it.starts_with('#')).map(cells).collect()
}

fn gold(set: &str, doc: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("{set}/{doc}.jsonl"));
    let text = std::fs::read_to_string(path).expect("gold");
    text.lines().map(|it| serde_json::from_str(it).expect("a record")).collect()
}

fn pages(set: &str) -> Vec<Page> {
    let dates: BTreeMap<String, String> = table(&format!("{set}/dates.tsv")).into_iter().collect();
    let texts = real::files(set).into_iter().filter(|it| it.extension().is_some_and(|it| it == "txt"));
    let page = |path: std::path::PathBuf| {
        let doc = path.file_stem().expect("a stem").to_string_lossy().into_owned();
        let date = dates.get(&doc).map(|it| input::date(it).expect("a date"));
        Page { date, ..real::page(&doc, std::fs::read_to_string(&path).expect("a text")) }
    };
    texts.map(page).collect()
}

/// Returns how often each rule is right and wrong on the made-up articles.
pub(crate) fn rules() -> Vec<((String, String), (u32, u32))> {
    SETS.iter().flat_map(|it| report(it.0).rules).collect()
}

fn report(set: &str) -> Report {
    let mut measure = Measure::load(&Data::default()).expect("the measure's words");
    let mut report = Report::default();
    for page in pages(set) {
        let said = records(&page, &real::read(&page));
        let said = said.iter().map(Record::line).map(|it| serde_json::from_str(&it).expect("a record"));
        score(&mut report, &mut measure, &page.doc, &gold(set, &page.doc), &said.collect::<Vec<Value>>());
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
fn made_up_articles_are_read_as_well_as_ever() {
    SETS.iter().for_each(|(set, articles)| reaches_its_floors(set, *articles));
}

#[expect(clippy::print_stdout, reason = "the table is what one runs this test for")]
fn reaches_its_floors(set: &str, all: usize) {
    let report = report(set);
    let overall = overall(&report);
    let tally = |kind: &str| if kind == "overall" { overall } else { report.tally(kind) };
    println!("{set:24}{:>7}{:>7}{:>7}{:>7}", "P", "R", "F1", "gold");
    for kind in report.kinds().into_iter().chain(["overall"]) {
        let it = tally(kind);
        let gold = it.found + it.missing;
        println!("{kind:24}{:7.3}{:7.3}{:7.3}{gold:7}", it.precision(), it.recall(), it.f1());
    }
    let mut wrong = Vec::new();
    let floors = table(&format!("{set}.tsv"));
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
    assert_eq!((articles.found as usize, articles.wrong, articles.missing), (all, 0, 0), "articles of {set}");
    assert!(floors.len() >= 10, "{} floors", floors.len());
    assert!(wrong.is_empty(), "{set}:\n{}", wrong.join("\n"));
}

#[test]
fn made_up_gold_points_at_its_words() {
    let mut checked = 0;
    for (set, page) in SETS.iter().flat_map(|it| pages(it.0).into_iter().map(|page| (it.0, page))) {
        let text: Vec<char> = page.text.chars().collect();
        for record in gold(set, &page.doc).iter().filter(|it| it["text"].is_string()) {
            let at = |field: &str| record[field].as_u64().and_then(|it| usize::try_from(it).ok()).expect("an offset");
            let slice: String = text[at("start")..at("end")].iter().collect();
            assert_eq!(record["text"], slice.as_str(), "{}: {record}", page.doc);
            checked += 1;
        }
    }
    assert!(checked > 1000, "{checked}");
}
