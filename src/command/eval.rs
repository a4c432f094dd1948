//! `eval`: how an extraction compares with gold.
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use fangzhi::confidence::{Confidence, Count};
use fangzhi::eval::{Mistake, Report, score};
use fangzhi::input;
use fangzhi::measure::Measure;
use fangzhi::pipeline::{self, Knowledge};
use fangzhi::record::{characters, records, slice};
use fangzhi::table::{Cell, Table, number};
use serde_json::{Value, json};

use super::{Outcome, Session, print, tell};
use crate::cli::{Eval, RowFormat};

pub(super) fn run(session: &mut Session, options: &Eval, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let dates = options.dates.as_deref().map(dates).transpose()?.unwrap_or_default();
    let golds = files(&options.gold, &["jsonl"])?;
    let chosen = |stem: &str| options.doc.as_ref().is_none_or(|it| stem.contains(it));
    let golds: BTreeMap<String, PathBuf> = golds.into_iter().filter(|(stem, _)| chosen(stem)).collect();
    anyhow::ensure!(!golds.is_empty(), "{}: no gold file <doc>.jsonl to score against", options.gold.display());
    let inputs = files(&options.input, &["jsonl", "txt", "md"])?;
    let mut measure = Measure::load(&session.data)?;
    let mut knowledge = None;
    let (mut report, mut outcome, mut texts) = (Report::default(), Outcome::Done, BTreeMap::new());
    for (doc, path) in &golds {
        let gold = parse(path)?;
        let predicted = match inputs.get(doc) {
            Some(path) => {
                let (text, records) = predict(session, &mut knowledge, path, dates.get(doc))?;
                texts.insert(doc.clone(), text);
                records
            }
            None => {
                tell(&format!(
                    "{}: no input of the name {doc}: all of its gold counts as missing",
                    options.input.display()
                ));
                outcome = Outcome::Partly;
                Vec::new()
            }
        };
        session.stage("score", |_| score(&mut report, &mut measure, doc, &gold, &predicted));
    }
    match &options.errors {
        Some(kind) => {
            let known = report.kinds();
            anyhow::ensure!(
                known.contains(&kind.as_str()),
                "--errors {kind}: no such kind; there are {}",
                known.join(", ")
            );
            let mistakes = report.mistakes.iter().filter(|it| it.kind == *kind);
            print(out, &listing(mistakes, &texts), options.rows.format)?;
        }
        None if options.rules => print(out, &by_rule(&report), options.rows.format)?,
        None if options.rows.format == RowFormat::Json => writeln!(out, "{}", figures(&report))?,
        None if options.rows.format == RowFormat::Table => out.write_all(overview(&report).as_bytes())?,
        None => print(out, &rows(&report), options.rows.format)?,
    }
    Ok(outcome)
}

/// Returns the files of a folder with one of the endings, by stem; an earlier ending goes first.
fn files(folder: &Path, endings: &[&str]) -> anyhow::Result<BTreeMap<String, PathBuf>> {
    let context = || format!("{}: cannot be read as a folder", folder.display());
    let mut files: BTreeMap<String, (usize, PathBuf)> = BTreeMap::new();
    for entry in std::fs::read_dir(folder).with_context(context)? {
        let path = entry.with_context(context)?.path();
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        let (Some(rank), Some(stem)) = (endings.iter().position(|it| *it == ending), path.file_stem()) else {
            continue;
        };
        let stem = stem.to_string_lossy().into_owned();
        if files.get(&stem).is_none_or(|it| (rank, &path) < (it.0, &it.1)) {
            files.insert(stem, (rank, path));
        }
    }
    Ok(files.into_iter().map(|(stem, (_, path))| (stem, path)).collect())
}

/// Reads a file of records.
pub(super) fn parse(path: &Path) -> anyhow::Result<Vec<Value>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{}: cannot be read", path.display()))?;
    let mut records = Vec::new();
    for (at, line) in text.lines().enumerate().filter(|it| !it.1.trim().is_empty()) {
        let wrong = || format!("{}:{}: not a record: make it one JSON object with a kind", path.display(), at + 1);
        let record: Value = serde_json::from_str(line).with_context(wrong)?;
        anyhow::ensure!(record["kind"].is_string(), wrong());
        records.push(record);
    }
    Ok(records)
}

fn dates(path: &Path) -> anyhow::Result<BTreeMap<String, String>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{}: cannot be read", path.display()))?;
    let mut dates = BTreeMap::new();
    for (at, line) in text.lines().enumerate().filter(|it| !it.1.trim().is_empty()) {
        let (stem, date) = line
            .split_once('\t')
            .with_context(|| format!("{}:{}: no tab: write stem, tab, date", path.display(), at + 1))?;
        dates.insert(stem.trim().to_owned(), date.trim().to_owned());
    }
    Ok(dates)
}

fn overview(report: &Report) -> String {
    let mut text = format!("{:24}{:>7}{:>7}{:>7}{:>7}\n", "", "P", "R", "F1", "gold");
    for kind in report.kinds() {
        let it = report.tally(kind);
        let gold = it.found + it.missing;
        text += &format!("{kind:24}{:7.3}{:7.3}{:7.3}{gold:7}\n", it.precision(), it.recall(), it.f1());
    }
    for (slot, (right, all)) in &report.slots {
        text += &format!("  slot {slot:28}{:7.3}  of {all}\n", f64::from(*right) / f64::from(*all));
    }
    text + &format!("overall (mean F1 of mentions, posts, events, flows, figures, relations) {:.4}\n", report.overall())
}

fn rows(report: &Report) -> Table {
    let mut table = Table::new(&["kind", "precision", "recall", "f1", "gold"]);
    for kind in report.kinds() {
        let it = report.tally(kind);
        let figures = [it.precision(), it.recall(), it.f1()].map(|it| Cell::Number(rounded(it)));
        let row = [Cell::from(kind)].into_iter().chain(figures).chain([Cell::from(it.found + it.missing)]);
        table.rows.push(row.collect());
    }
    table
}

/// Returns how often what each rule found is right and wrong, with the confidence that follows from it.
fn by_rule(report: &Report) -> Table {
    let mut table = Table::new(&["kind", "rule", "right", "wrong", "confidence"]);
    let count = |(rule, &here): (&(String, String), &(u32, u32))| (rule.clone(), Count { here, ..Count::default() });
    let confidence = Confidence::new(report.rules.iter().map(count).collect());
    for ((kind, rule), Count { here, .. }) in &confidence.rules {
        let share = Cell::Number((f64::from(confidence.of(kind, rule)) * 1e3).round() / 1e3);
        table.rows.push(vec![kind.as_str().into(), rule.as_str().into(), here.0.into(), here.1.into(), share]);
    }
    table
}

fn figures(report: &Report) -> Value {
    let tally = |kind: &&str| {
        let it = report.tally(kind);
        let [p, r, f1] = [it.precision(), it.recall(), it.f1()].map(rounded);
        ((*kind).to_owned(), json!({"p": p, "r": r, "f1": f1, "gold": it.found + it.missing}))
    };
    let slot =
        |(slot, (right, all)): (&String, &(u32, u32))| (slot.clone(), rounded(f64::from(*right) / f64::from(*all)));
    let scores: BTreeMap<String, Value> = report.kinds().iter().map(tally).collect();
    let slots: BTreeMap<String, f64> = report.slots.iter().map(slot).collect();
    json!({"scores": scores, "slots": slots, "overall": rounded(report.overall())})
}

fn rounded(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

fn listing<'a>(mistakes: impl Iterator<Item = &'a Mistake>, texts: &BTreeMap<String, String>) -> Table {
    let mut table = Table::new(&["what", "doc", "at", "record", "sentence"]);
    for it in mistakes {
        let bound = |field: &str| it.record[field].as_u64().and_then(|it| usize::try_from(it).ok());
        let span = bound("start").zip(bound("end"));
        let sentence = span.and_then(|(start, end)| {
            texts.get(&it.doc).filter(|it| !it.is_empty()).map(|text| sentence(text, start, end))
        });
        let what = if it.wrong { "wrong" } else { "missing" };
        let at = span.map(|(start, end)| format!("{start}-{end}"));
        table.rows.push(vec![
            what.into(),
            it.doc.as_str().into(),
            at.into(),
            brief(&it.record).into(),
            sentence.into(),
        ]);
    }
    table
}

/// Returns a record without what stands in other columns.
fn brief(record: &Value) -> String {
    let elsewhere = ["kind", "doc", "start", "end", "article", "rule", "confidence", "aliases", "candidates"];
    let field = |(name, value): (&String, &Value)| match value {
        _ if elsewhere.contains(&name.as_str()) => None,
        Value::String(it) => Some(format!("{name}={it}")),
        Value::Number(it) => Some(format!("{name}={}", it.as_f64().map_or_else(|| it.to_string(), number))),
        other => Some(format!("{name}={other}")),
    };
    record.as_object().into_iter().flatten().filter_map(field).collect::<Vec<_>>().join(" ")
}

/// What ends a sentence, or a paragraph for want of one.
const ENDS: [char; 3] = ['\u{3002}', '\u{ff01}', '\u{ff1f}'];

/// How many characters are shown to either side at most.
const REACH: usize = 80;

/// Returns the sentence around characters of a text, with these in brackets.
fn sentence(text: &str, start: usize, end: usize) -> String {
    let characters = characters(text);
    let last = characters.len().saturating_sub(1);
    let (start, end) = (start.min(last), end.clamp(start.min(last), last));
    let before = slice(text, &characters, &(start.saturating_sub(REACH)..start));
    let behind = slice(text, &characters, &(end..(end + REACH).min(last)));
    let before = before.rsplit(ENDS).next().unwrap_or_default();
    let behind = behind.split_inclusive(ENDS).next().unwrap_or_default();
    let words = slice(text, &characters, &(start..end));
    format!("{before}\u{3010}{words}\u{3011}{behind}").split_whitespace().collect()
}

/// Returns the text of an input and its records: those that it holds, or those extracted from it.
fn predict(
    session: &mut Session,
    knowledge: &mut Option<Knowledge>,
    path: &Path,
    date: Option<&String>,
) -> anyhow::Result<(String, Vec<Value>)> {
    if path.extension().is_some_and(|it| it == "jsonl") {
        return Ok((String::new(), parse(path)?));
    }
    let page = input::pages(&[path.to_owned()]).next().context("no page")?;
    let mut page = page.map_err(|it| anyhow::anyhow!("{}: {}", it.path.display(), it.reason))?;
    let given = date.map(|it| input::date(it)).transpose().map_err(anyhow::Error::msg);
    page.date = given.with_context(|| format!("the date of {}", page.doc))?;
    let knowledge = match knowledge {
        Some(it) => it,
        none => none.insert(session.stage("load words, rules, places", |it| Knowledge::load(&it.data))?),
    };
    let readings = session.stage("extract", |_| pipeline::read(knowledge, &page));
    let lines = records(&page, &readings);
    let records = lines.iter().map(serde_json::to_value).collect::<Result<_, _>>()?;
    Ok((page.text, records))
}
