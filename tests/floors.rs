//! What the extractor reaches on the samples, by the measure of the annotation guidelines, and must not fall below.
use std::path::Path;

use fangzhi::data::Data;
use fangzhi::eval::{Report, score};
use fangzhi::measure::Measure;
use fangzhi::record::{Record, records};
use serde_json::Value;

use crate::real;

/// Returns how the extractor does on the samples.
pub(crate) fn report() -> Report {
    let mut measure = Measure::load(&Data::default()).expect("the measure's words");
    let mut report = Report::default();
    for page in real::samples() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/gold/{}.jsonl", page.doc));
        let parse = |line: &str| -> Value { serde_json::from_str(line).expect("a record") };
        let gold: Vec<Value> = std::fs::read_to_string(path).expect("gold").lines().map(parse).collect();
        let said = records(&page, &real::read(&page));
        let predicted: Vec<Value> = said.iter().map(Record::line).map(|it| parse(&it)).collect();
        score(&mut report, &mut measure, &page.doc, &gold, &predicted);
    }
    report
}

#[test]
fn the_samples_are_read_as_well_as_ever() {
    let report = report();
    let floors =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/floors.tsv")).expect("floors");
    let floors =
        floors.lines().filter(|it| !it.starts_with('#')).map(|it| it.split_once('\t').expect("a kind and its floor"));
    let mut wrong = Vec::new();
    let mut checked = 0;
    for (kind, floor) in floors {
        let floor: f64 = floor.parse().expect("a number");
        assert!(report.kinds().contains(&kind), "{kind}: no such kind");
        let f1 = report.tally(kind).f1();
        if f1 < floor {
            wrong.push(format!("{kind}: F1 {f1:.4} is below {floor}"));
        }
        checked += 1;
    }
    let articles = report.tally("article");
    assert_eq!((articles.found, articles.wrong, articles.missing), (13, 0, 0), "articles");
    assert!(checked >= 10, "{checked} floors");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
