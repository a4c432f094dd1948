//! What the commands read: inputs as pages, pages as readings, in parallel and in order.
use std::io::{IsTerminal, stdin};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::Context;
use fangzhi::article::Page;
use fangzhi::input::{self, Skipped};
use fangzhi::pipeline::{self, Knowledge, Reading};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::prelude::*;

use super::{Session, tell};
use crate::cli::Input;

/// A page and what its articles say.
pub(super) struct Read {
    pub(super) page: Page,
    pub(super) readings: Vec<Reading>,
}

/// What was read and what was not.
#[derive(Clone, Debug, Default)]
pub(super) struct Count {
    pub(super) pages: usize,
    pub(super) articles: usize,
    pub(super) skipped: Vec<Skipped>,
}

/// Reads the inputs batch by batch, and gives each batch, in order, to `take`.
pub(super) fn read(
    session: &mut Session,
    input: &Input,
    mut take: impl FnMut(&mut Session, Vec<Read>) -> anyhow::Result<()>,
) -> anyhow::Result<Count> {
    let date = input.date.as_deref().map(input::date).transpose().map_err(anyhow::Error::msg).context("--date")?;
    let knowledge = session.stage("load words, rules, places", |it| Knowledge::load(&it.data))?;
    let mut count = Count::default();
    let progress = Progress::new("pages");
    let mut batches = input::batches(input::pages(&paths(input)?));
    while let Some(batch) = session.stage("read files", |_| batches.next()) {
        let mut pages = Vec::new();
        for page in batch {
            match page {
                Ok(mut page) => {
                    page.date = page.date.or(date);
                    page.home = page.home.or_else(|| input.home.clone());
                    pages.push(page);
                }
                Err(skipped) => count.skipped.push(skipped),
            }
        }
        let extract = |page: Page| {
            let readings = sure(pipeline::read(&knowledge, &page), input.min_confidence);
            progress.step(1);
            Read { page, readings }
        };
        let read: Vec<Read> = session.stage("extract", |_| pages.into_par_iter().map(extract).collect());
        count.pages += read.len();
        for it in &read {
            count.articles += it.readings.len();
            if it.readings.is_empty() {
                let reason = "no article found in it".to_owned();
                count.skipped.push(Skipped { path: it.page.path.clone(), line: None, reason });
            }
        }
        take(session, read)?;
    }
    progress.end();
    Ok(count)
}

/// Leaves out statements of rules that are right too seldom.
fn sure(mut readings: Vec<Reading>, least: f32) -> Vec<Reading> {
    for reading in &mut readings {
        reading.statements.retain(|it| it.confidence >= least);
    }
    readings
}

/// Says on standard error what was skipped, and why.
pub(super) fn tell_skipped(skipped: &[Skipped]) {
    for it in skipped {
        let line = it.line.map(|it| format!(":{it}")).unwrap_or_default();
        tell(&format!("{}{line}: skipped: {}", it.path.display(), it.reason));
    }
}

/// Returns what to read: standard input where nothing is named and something is piped.
fn paths(input: &Input) -> anyhow::Result<Vec<PathBuf>> {
    if !input.paths.is_empty() {
        return Ok(input.paths.clone());
    }
    anyhow::ensure!(!stdin().is_terminal(), "nothing to read: name a file or a folder, or - for standard input");
    Ok(vec![PathBuf::from("-")])
}

/// How far a long work is: shown on a terminal once it takes more than a second.
pub(super) struct Progress {
    bar: ProgressBar,
    started: Instant,
}

impl Progress {
    pub(super) fn new(what: &str) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let style =
            ProgressStyle::with_template(&format!("{{spinner}} {{human_pos}} {what}, {{per_sec}}, {{elapsed}}"));
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
        Self { bar, started: Instant::now() }
    }

    pub(super) fn step(&self, count: u64) {
        self.bar.inc(count);
        if self.bar.is_hidden() && self.started.elapsed() > Duration::from_secs(1) {
            // Hidden still where standard error is no terminal.
            self.bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(5));
        }
    }

    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }
}
