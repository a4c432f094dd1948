//! `trace` and `audit`: the money, and what comparing the facts of all articles found.
use std::io::Write;

use anyhow::Context as _;
use fangzhi::audit::{audit as audited, page, table, verdict};
use fangzhi::derive::VERDICTS;
use fangzhi::ledger::{self, Entry, Wanted, workbook};
use fangzhi::thing::Thing;
use fangzhi::time::period::{Date, month_length};
use fangzhi::{lookup, sankey};

use super::about::{open, things};
use super::{Outcome, Session, print, tell};
use crate::cli::{Audit, RowFormat, Trace};

/// The statuses of a flow.
const STATUSES: [&str; 3] = ["completed", "pledged", "planned"];

pub(super) fn trace(session: &mut Session, options: &Trace, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let about = &options.about;
    for status in &options.status {
        anyhow::ensure!(
            STATUSES.contains(&status.as_str()),
            "--status {status}: no such status; there are {}",
            STATUSES.join(" ")
        );
    }
    let wanted = Wanted {
        depth: options.depth,
        from: options.from.as_deref().map(|it| day(it, false).context("--from")).transpose()?,
        to: options.to.as_deref().map(|it| day(it, true).context("--to")).transpose()?,
        status: options.status.clone(),
    };
    let (ontology, store) = open(session, &about.sure)?;
    let Some(things) = things(&store, &about.name) else { return Ok(Outcome::Partly) };
    let gather = || things.into_iter().map(|it| (it.clone(), ledger::entries(&store, &it, &wanted))).collect();
    let ledgers: Vec<(Thing, Vec<Entry>)> = session.stage("gather", |_| gather());
    if ledgers.iter().all(|it| it.1.is_empty()) {
        tell(&format!("fangzhi: {}: no such money from, to or for it in the graph", about.name));
        return Ok(Outcome::Partly);
    }
    if let Some(path) = &options.xlsx {
        let bytes = workbook(&ledgers)?;
        std::fs::write(path, bytes).with_context(|| format!("{}: cannot be written", path.display()))?;
        return Ok(Outcome::Done);
    }
    if options.dot || options.svg {
        let picture = if options.dot { sankey::dot(&ledgers) } else { sankey::svg(&ledgers) };
        let Some(picture) = picture else {
            tell(&format!("fangzhi: {}: no money to draw: only goods, cover or rates", about.name));
            return Ok(Outcome::Partly);
        };
        out.write_all(picture.as_bytes())?;
        return Ok(Outcome::Done);
    }
    let format = if options.csv { RowFormat::Csv } else { about.rows.format };
    match (format, options.sums) {
        (RowFormat::Table, false) => {
            let pages: Vec<String> = ledgers.iter().map(|it| ledger::page(&it.0, &it.1, &ontology)).collect();
            out.write_all(pages.join("\n").as_bytes())?;
        }
        (format, false) => print(out, &ledger::table(&ledgers), format)?,
        (format, true) => print(out, &ledger::sums(&ledgers), format)?,
    }
    Ok(Outcome::Done)
}

/// Returns the first or the last day of a date as a user writes it.
fn day(text: &str, last: bool) -> anyhow::Result<String> {
    let date: Date = text.parse().map_err(|error| anyhow::anyhow!("{text}: {error}"))?;
    let month = date.month.unwrap_or(if last { 12 } else { 1 });
    let day = date.day.unwrap_or(if last { month_length(date.year, month) } else { 1 });
    Ok(format!("{:04}-{month:02}-{day:02}", date.year))
}

pub(super) fn audit(session: &mut Session, options: &Audit, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let known: Vec<String> = VERDICTS.iter().map(|it| it.1.to_owned()).collect();
    let mut verdicts = Vec::new();
    for name in &options.verdict {
        let Some(found) = verdict(name) else {
            let near = lookup::near(&known, name, 2);
            let near = if near.is_empty() { String::new() } else { format!("; near: {}", near.join(" ")) };
            anyhow::bail!("--verdict {name}: no such verdict{near}; there are {}", known.join(" "));
        };
        verdicts.push(found);
    }
    let (ontology, store) = open(session, &options.sure)?;
    let about = match &options.name {
        Some(name) => match things(&store, name) {
            Some(things) => things,
            None => return Ok(Outcome::Partly),
        },
        None => Vec::new(),
    };
    let found = session.stage("gather", |_| audited(&store, &verdicts, &about));
    if found.is_empty() {
        tell("fangzhi: nothing found; a graph built with --no-derive has nothing to find");
        return Ok(Outcome::Partly);
    }
    match options.rows.format {
        RowFormat::Table => out.write_all(page(&found, &ontology).as_bytes())?,
        format => print(out, &table(&found), format)?,
    }
    Ok(Outcome::Done)
}
