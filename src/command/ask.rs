//! `query` and `queries`: questions to the graph.
use std::collections::BTreeMap;
use std::io::Write;

use anyhow::Context;
use fangzhi::ontology::Ontology;
use fangzhi::query::{Answer, Format, ask};
use fangzhi::question::{self, Question};
use fangzhi::table::{Cell, Table};

use super::{Outcome, Session, open, print, prompt};
use crate::cli::{Query, QueryFormat, RowFormat, Rows};

pub(super) fn query(session: &mut Session, options: &Query, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    if options.expression.is_none() && options.name.is_none() {
        return prompt::run(session, options, out);
    }
    let values = parameters(&options.parameters)?;
    let question = match (&options.expression, &options.name) {
        (Some(sparql), _) => Question { name: "-e".to_owned(), text: sparql.clone(), ..Default::default() },
        (None, Some(path)) if path.ends_with(".rq") => {
            let text = std::fs::read_to_string(path).with_context(|| format!("{path}: cannot be read"))?;
            question::parse(path, &text).with_context(|| path.clone())?
        }
        (None, name) => {
            question::find(&question::library(&session.data, false)?, name.as_deref().unwrap_or_default())?.clone()
        }
    };
    let ontology = session.stage("load the vocabulary", |it| Ontology::load(&it.data))?;
    let store = open(session, &ontology, &options.sure)?;
    let sparql = question::fill(&store, &question, &values)?;
    let answer = session.stage("ask", |_| ask(&store, &question.name, &sparql, None))?;
    write(&answer, options.format, out)?;
    let nothing = answer.is_empty() && !matches!(answer, Answer::Truth(_));
    Ok(if nothing { Outcome::Partly } else { Outcome::Done })
}

/// Returns the values of parameters, as `name=value`.
pub(super) fn parameters(given: &[String]) -> anyhow::Result<BTreeMap<String, String>> {
    let value = |it: &String| {
        let (name, value) = it.split_once('=').with_context(|| format!("{it}: a parameter is written name=value"))?;
        Ok((name.to_owned(), value.to_owned()))
    };
    given.iter().map(value).collect()
}

pub(super) fn write(answer: &Answer, format: Option<QueryFormat>, out: &mut dyn Write) -> anyhow::Result<()> {
    let rows = !matches!(answer, Answer::Graph(_));
    let format = match format {
        Some(QueryFormat::Table) => return print(out, &table(answer), RowFormat::Table),
        None if rows => return print(out, &table(answer), RowFormat::Table),
        // Safe to open in a spreadsheet, which SPARQL's own CSV is not.
        Some(QueryFormat::Csv) if rows => return print(out, &table(answer), RowFormat::Csv),
        Some(QueryFormat::Csv) => Format::Csv,
        Some(QueryFormat::Tsv) => Format::Tsv,
        Some(QueryFormat::Json) => Format::Json,
        Some(QueryFormat::Xml) => Format::Xml,
        None | Some(QueryFormat::Ttl) => Format::Turtle,
        Some(QueryFormat::Nt) => Format::NTriples,
        Some(QueryFormat::Jsonld) => Format::JsonLd,
    };
    answer.write(format, &mut *out)?;
    Ok(())
}

fn table(answer: &Answer) -> Table {
    let (columns, rows) = answer.table();
    let cell = |it: String| if it.is_empty() { Cell::Empty } else { Cell::Text(it) };
    Table { columns, rows: rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect() }
}

pub(super) fn queries(session: &mut Session, options: &Rows, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let table = listed(&question::library(&session.data, false)?);
    print(out, &table, options.format)?;
    Ok(if table.rows.is_empty() { Outcome::Partly } else { Outcome::Done })
}

/// Returns questions as rows.
pub(super) fn listed(questions: &[Question]) -> Table {
    let mut table = Table::new(&["name", "question", "in English", "example"]);
    for it in questions {
        let example: Vec<String> = it.example.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let example = format!("fangzhi query {} {}", it.name, example.join(" "));
        let [name, zh, en] = [&it.name, &it.zh, &it.en].map(|it| it.as_str().into());
        table.rows.push(vec![name, zh, en, example.trim_end().into()]);
    }
    table
}
