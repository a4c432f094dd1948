//! The commands: each takes its options and writes to standard output what it found.
use std::io::{IsTerminal, Write, stdout};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::Context;
use clap::CommandFactory;
use fangzhi::data::Data;
use fangzhi::ontology::Ontology;
use fangzhi::store;
use fangzhi::table::{self, Table};
use oxigraph::store::Store;

use crate::cli::{Cli, Command, RowFormat, Sure};

mod about;
mod ask;
mod attempt;
mod build;
mod draw;
mod eval;
mod export;
mod extract;
mod gaps;
mod money;
mod prompt;
mod read;
mod walk;

/// How a command ended, with its exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All went well.
    Done = 0,
    /// Something was skipped, or nothing was found.
    Partly = 1,
    /// There is more to draw than can be read.
    TooMuch = 3,
}

/// What every command needs: where the data and the graph are, and the clock.
pub(crate) struct Session {
    data: Data,
    graph: PathBuf,
    stages: Vec<(&'static str, Duration)>,
}

/// Runs the command.
pub(crate) fn run(cli: &Cli, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let common = &cli.common;
    if let Some(jobs) = common.jobs {
        anyhow::ensure!(jobs > 0, "--jobs 0: give 1 or more");
        rayon::ThreadPoolBuilder::new().num_threads(jobs).build_global().context("--jobs")?;
    }
    if let Some(dir) = &common.data {
        anyhow::ensure!(dir.is_dir(), "--data {}: no such folder", dir.display());
    }
    let mut session =
        Session { data: Data { dir: common.data.clone() }, graph: common.graph.clone(), stages: Vec::new() };
    let started = Instant::now();
    let outcome = match &cli.command {
        Command::Build(options) => build::run(&mut session, options, out),
        Command::Extract(options) => extract::run(&mut session, options, out),
        Command::Query(options) => ask::query(&mut session, options, out),
        Command::Queries(options) => ask::queries(&mut session, options, out),
        Command::Show(options) => about::show(&mut session, options, out),
        Command::Why(options) => about::why(&mut session, options, out),
        Command::Path(options) => walk::path(&mut session, options, out),
        Command::Near(options) => walk::near(&mut session, options, out),
        Command::Rank(options) => walk::rank(&mut session, options, out),
        Command::Groups(options) => walk::groups(&mut session, options, out),
        Command::Timeline(options) => walk::timeline(&mut session, options, out),
        Command::Draw(options) => draw::run(&mut session, options, out),
        Command::Trace(options) => money::trace(&mut session, options, out),
        Command::Audit(options) => money::audit(&mut session, options, out),
        Command::Export(options) => export::run(&mut session, options, out),
        Command::Diff(options) => export::diff(&mut session, options, out),
        Command::Gaps(options) => gaps::run(&mut session, options, out),
        Command::Try(options) => attempt::run(&mut session, options, out),
        Command::Eval(options) => eval::run(&mut session, options, out),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "fangzhi", &mut script);
            out.write_all(&script)?;
            Ok(Outcome::Done)
        }
    }?;
    if common.timings {
        for (stage, time) in &session.stages {
            tell(&format!("{:>9.1} ms  {stage}", time.as_secs_f64() * 1e3));
        }
        let rest = started.elapsed().saturating_sub(session.stages.iter().map(|it| it.1).sum());
        tell(&format!("{:>9.1} ms  the rest", rest.as_secs_f64() * 1e3));
        tell(&format!("{:>9.1} ms  all", started.elapsed().as_secs_f64() * 1e3));
    }
    Ok(outcome)
}

impl Session {
    /// Runs a stage and notes how long it took, all its runs together.
    fn stage<T>(&mut self, name: &'static str, work: impl FnOnce(&Self) -> T) -> T {
        let started = Instant::now();
        let result = work(self);
        match self.stages.iter_mut().find(|it| it.0 == name) {
            Some(stage) => stage.1 += started.elapsed(),
            None => self.stages.push((name, started.elapsed())),
        }
        result
    }
}

/// Opens the graph, without what is not believed.
fn open(session: &mut Session, ontology: &Ontology, sure: &Sure) -> anyhow::Result<Store> {
    let store = session.stage("open the graph", |it| store::open(&it.graph, ontology))?;
    if sure.min_confidence > 0.0 {
        session.stage("leave out", |_| store::leave_out(&store, ontology, sure.min_confidence))?;
    }
    Ok(store)
}

/// Writes a line to standard error.
#[expect(clippy::print_stderr, reason = "the one place where the program talks beside its output")]
pub(crate) fn tell(line: &str) {
    eprintln!("{line}");
}

/// Prints a table in the chosen format, cut to the terminal's width where there is one.
fn print(out: &mut dyn Write, table: &Table, format: RowFormat) -> anyhow::Result<()> {
    let format = match format {
        RowFormat::Table => table::Format::Table,
        RowFormat::Csv => table::Format::Csv,
        RowFormat::Tsv => table::Format::Tsv,
        RowFormat::Json => table::Format::Json,
    };
    Ok(out.write_all(table::print(table, format, width()).as_bytes())?)
}

/// Returns the width of the terminal that standard output is; none where it is a file or pipe.
fn width() -> Option<usize> {
    let (width, _) = stdout().is_terminal().then(terminal_size::terminal_size).flatten()?;
    Some(usize::from(width.0))
}
