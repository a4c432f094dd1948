//! `build`: articles become a graph on disk.
use std::collections::BTreeMap;
use std::io::Write;
use std::time::Instant;

use anyhow::Context as _;
use fangzhi::derive::Lists;
use fangzhi::folder::{Builder, Put, Summary, key};
use fangzhi::input::Skipped;
use fangzhi::ontology::Ontology;
use rayon::prelude::*;

use super::extract::quads;
use super::read::{Count, Read, read, tell_skipped};
use super::{Outcome, Session};
use crate::cli::Build;

/// How often each class of mention or fact was found.
type Classes = BTreeMap<&'static str, usize>;

pub(super) fn run(session: &mut Session, options: &Build, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let started = Instant::now();
    let ontology = session.stage("load the vocabulary", |it| Ontology::load(&it.data))?;
    let same =
        options.same.as_ref().map(|it| std::fs::read_to_string(it).with_context(|| format!("--same {}", it.display())));
    let same = same.transpose()?;
    let lists = session.stage("load the lists", |it| match options.no_derive {
        true => Ok(None),
        false => Lists::load(&it.data, same.as_deref()).map(Some),
    })?;
    let builder = Builder::open(&session.graph)?;
    let (mut mentions, mut facts) = (Classes::new(), Classes::new());
    let (mut written, mut doubles) = (0, Vec::new());
    let mut count = read(session, &options.input, |session, batch| {
        for it in &batch {
            tally(it, &mut mentions, &mut facts);
        }
        let put =
            |it: &Read| builder.put(&it.page.doc, &key(&it.page, env!("CARGO_PKG_VERSION")), &quads(&ontology, it));
        let puts: Vec<anyhow::Result<Put>> = session.stage("encode and write", |_| batch.par_iter().map(put).collect());
        for (it, put) in batch.iter().zip(puts) {
            match put? {
                Put::Written => written += 1,
                Put::Unchanged => {}
                Put::Double => doubles.push(it.page.clone()),
            }
        }
        Ok(())
    })?;
    for page in doubles {
        let reason = format!("another page before it is named {}: rename one of them", page.doc);
        count.skipped.push(Skipped { path: page.path, line: None, reason });
    }
    let summary = session.stage("unite", |_| builder.finish(lists.as_ref()))?;
    out.write_all(overview(&count, &summary, written, [&mentions, &facts]).as_bytes())?;
    writeln!(out, "graph     {} ({:.2} s)", session.graph.display(), started.elapsed().as_secs_f64())?;
    out.flush()?;
    tell_skipped(&count.skipped);
    Ok(if count.skipped.is_empty() && count.articles > 0 { Outcome::Done } else { Outcome::Partly })
}

fn tally(read: &Read, mentions: &mut Classes, facts: &mut Classes) {
    for reading in &read.readings {
        for it in &reading.mentions {
            if let Some(entity) = reading.entities.get(it.entity) {
                *mentions.entry(entity.class.name()).or_default() += 1;
            }
        }
        for it in &reading.statements {
            *facts.entry(it.fact.kind()).or_default() += 1;
        }
    }
}

fn overview(count: &Count, summary: &Summary, written: usize, [mentions, facts]: [&Classes; 2]) -> String {
    let list = |classes: &Classes| {
        let sum: usize = classes.values().sum();
        let each: Vec<String> = classes.iter().map(|(class, count)| format!("{class} {count}")).collect();
        format!("{sum} ({})", each.join(", "))
    };
    let skipped = if count.skipped.is_empty() { String::new() } else { format!("skipped   {}\n", count.skipped.len()) };
    format!(
        "read      {} articles on {} pages, {written} of them new or changed\nmentions  {}\nfacts     {}\n\
         stored    {} articles on {} pages, {} quads\n{skipped}",
        count.articles,
        count.pages,
        list(mentions),
        list(facts),
        summary.articles,
        summary.pages,
        summary.quads,
    )
}
