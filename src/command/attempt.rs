//! `try`: what the rules make of one sentence.
use std::io::Write;

use anyhow::Context;
use fangzhi::article::Page;
use fangzhi::input;
use fangzhi::pipeline::{self, Knowledge, Reading};
use fangzhi::record::{characters, records};
use fangzhi::table::{Format, Table, print};
use serde_json::Value;

use super::{Outcome, Session, width};
use crate::cli::Try;

pub(super) fn run(session: &mut Session, options: &Try, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let date = options.date.as_deref().map(input::date).transpose().map_err(anyhow::Error::msg).context("--date")?;
    let knowledge = session.stage("load words, rules, places", |it| Knowledge::load(&it.data))?;
    let text = options.sentence.clone();
    let page = Page { doc: "try".to_owned(), text, date, home: options.home.clone(), ..Page::default() };
    let readings = session.stage("extract", |_| pipeline::read(&knowledge, &page));
    let (mut mentions, mut facts) =
        (Table::new(&["mention", "class", "name", "rule"]), Table::new(&["rule", "kind", "words"]));
    for reading in &readings {
        for it in &reading.mentions {
            let Some(entity) = reading.entities.get(it.entity) else { continue };
            let known = entity.code.as_deref().map(|it| format!(" {it}")).unwrap_or_default();
            let name = format!("{}{known}", entity.name);
            let words = words(reading, &it.span);
            mentions.rows.push(vec![words.into(), entity.class.name().into(), name.into(), it.rule.clone().into()]);
        }
        for it in &reading.statements {
            facts.rows.push(vec![it.rule.clone().into(), it.fact.kind().into(), words(reading, &it.span).into()]);
        }
    }
    let found = !mentions.rows.is_empty() || !facts.rows.is_empty();
    for table in [&mentions, &facts].into_iter().filter(|it| !it.rows.is_empty()) {
        writeln!(out, "{}", print(table, Format::Table, width()))?;
    }
    let characters = characters(&page.text).len() - 1;
    for record in records(&page, &readings) {
        let line: Value = serde_json::from_str(&record.line())?;
        if line["kind"] != "mention" && line["kind"] != "article" {
            writeln!(out, "{}", slots(&line))?;
        }
    }
    if !found {
        writeln!(out, "nothing found in {characters} characters")?;
    }
    Ok(if found { Outcome::Done } else { Outcome::Partly })
}

/// Returns words with their place, in characters of the sentence.
fn words(reading: &Reading, span: &fangzhi::text::Span) -> String {
    let words = reading.article.text.get(span.clone()).unwrap_or_default();
    let place = reading.article.offsets.source(span);
    format!("{}-{} {words}", place.start, place.end)
}

/// Returns what the slots of a record hold, one a line, its kind and rule first.
fn slots(record: &Value) -> String {
    let bare = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut text = format!("{}  {}  {}", bare(&record["kind"]), bare(&record["rule"]), bare(&record["confidence"]));
    let elsewhere = ["kind", "doc", "start", "end", "article", "rule", "confidence"];
    for (name, value) in record.as_object().into_iter().flatten() {
        if !elsewhere.contains(&name.as_str()) && !value.is_null() {
            text += &format!("\n  {name:14}{}", bare(value));
        }
    }
    text
}
