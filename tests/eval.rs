//! The scorer agrees with the measure of the annotation guidelines, whose figures for three
//! perturbed copies of the gold stand in `eval/`.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use fangzhi::data::Data;
use fangzhi::eval::{ALL_MENTIONS, Report, score};
use fangzhi::measure::Measure;
use serde_json::{Value, json};

/// A linear congruential generator, so that a seed gives the same perturbation everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

fn gold() -> BTreeMap<String, Vec<Value>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold");
    let mut gold = BTreeMap::new();
    for entry in std::fs::read_dir(folder).expect("the gold folder") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|it| it == "jsonl") {
            let text = std::fs::read_to_string(&path).expect("a gold file");
            let records = text.lines().map(|it| serde_json::from_str(it).expect("a record")).collect();
            gold.insert(path.file_stem().expect("a stem").to_string_lossy().into_owned(), records);
        }
    }
    gold
}

/// Makes a prediction of gold: some records dropped, told twice, moved, renamed or changed.
fn perturb(dice: &mut Dice, gold: &[Value]) -> Vec<Value> {
    let mut predicted = Vec::new();
    for record in gold {
        let mut record = record.clone();
        if dice.roll(7) == 0 {
            continue;
        }
        if dice.roll(9) == 0 {
            predicted.push(record.clone());
        }
        if let (Some(start), Some(end)) = (record["start"].as_u64(), record["end"].as_u64()) {
            match dice.roll(12) {
                0 => record["start"] = json!(start + 1),
                1 => record["end"] = json!(end + 1),
                2 => (record["start"], record["end"]) = (json!(start + 40), json!(end + 40)),
                _ => {}
            }
        }
        let fields: Vec<String> = record.as_object().expect("an object").keys().cloned().collect();
        for field in fields {
            if matches!(field.as_str(), "kind" | "start" | "end" | "text") || dice.roll(10) > 1 {
                continue;
            }
            let aliases = format!("{}aliases", if field == "name" { String::new() } else { format!("{field}_") });
            let alias = record[&aliases][0].clone();
            let changed = match (&record[&field], dice.roll(4)) {
                (_, 0) => Value::Null,
                (_, 1) if !alias.is_null() => alias,
                (Value::String(it), 2) => json!(it.chars().skip(1).collect::<String>()),
                (Value::String(it), _) => json!(format!("{it}\u{5e02}")),
                (Value::Number(it), _) => json!(it.as_f64().unwrap_or_default() * 10.0),
                (Value::Array(it), _) => json!(it.iter().skip(1).collect::<Vec<_>>()),
                (other, _) => other.clone(),
            };
            record[&field] = changed;
        }
        if record["spans"].is_null() && record["kind"] == "article" {
            record["spans"] = json!([]);
        }
        if record["participants"].is_null() && record["kind"] == "event" {
            record["participants"] = json!([]);
        }
        predicted.push(record);
    }
    predicted
}

fn scored(predicted: &BTreeMap<String, Vec<Value>>) -> Report {
    let mut measure = Measure::load(&Data::default()).expect("the measure's words");
    let mut report = Report::default();
    for (doc, gold) in gold() {
        score(&mut report, &mut measure, &doc, &gold, predicted.get(&doc).map_or(&[][..], |it| it));
    }
    report
}

/// Checks against what `score.py --json tests/gold DIR` prints, DIR being what this leaves behind.
fn check(seed: u64) {
    let mut dice = Dice(seed);
    let predicted: BTreeMap<String, Vec<Value>> =
        gold().into_iter().map(|(doc, gold)| (doc, perturb(&mut dice, &gold))).collect();
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("eval-{seed}"));
    std::fs::create_dir_all(&folder).expect("a folder");
    for (doc, records) in &predicted {
        let lines: Vec<String> = records.iter().map(Value::to_string).collect();
        std::fs::write(folder.join(format!("{doc}.jsonl")), lines.join("\n")).expect("a file");
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/eval/{seed}.json"));
    let expected = std::fs::read_to_string(&path).expect("the measure's figures");
    let expected: Value = serde_json::from_str(&expected).expect("JSON");
    let report = scored(&predicted);
    let near = |what: &str, a: f64, b: &Value| {
        let b = b.as_f64().unwrap_or_default();
        assert!((a - b).abs() < 0.0002, "seed {seed}: {what} is {a:.4}, the measure says {b:.4}");
    };
    let scores = expected["scores"].as_object().expect("scores");
    assert_eq!(scores.len(), report.kinds().len(), "seed {seed}: {:?}", report.kinds());
    for (kind, figures) in scores {
        let tally = report.tally(kind);
        near(&format!("precision of {kind}"), tally.precision(), &figures["p"]);
        near(&format!("recall of {kind}"), tally.recall(), &figures["r"]);
        near(&format!("F1 of {kind}"), tally.f1(), &figures["f1"]);
        assert_eq!(json!(tally.found + tally.missing), figures["gold"], "gold of {kind}");
    }
    let slots = expected["slots"].as_object().expect("slots");
    assert_eq!(slots.len(), report.slots.len());
    for (slot, share) in slots {
        let (right, all) = report.slots[slot];
        near(slot, f64::from(right) / f64::from(all), share);
    }
    near("overall", report.overall(), &expected["overall"]);
}

#[test]
fn figures_agree_with_the_measure_on_perturbed_gold() {
    for seed in [1, 2, 3] {
        check(seed);
    }
}

#[test]
fn gold_scored_against_itself_is_perfect() {
    let report = scored(&gold());
    assert_eq!(report.tally("article").found, 13);
    for kind in report.kinds() {
        assert!((report.tally(kind).f1() - 1.0).abs() < 1e-9, "{kind}: {:?}", report.tally(kind));
    }
    assert!(report.mistakes.is_empty());
}

#[test]
fn nothing_extracted_is_all_missing_and_no_division_by_zero() {
    let report = scored(&BTreeMap::new());
    assert!(report.overall().abs() < 1e-9);
    assert!(report.tally(ALL_MENTIONS).missing > 300);
    assert!(report.mistakes.iter().all(|it| !it.wrong));
}
