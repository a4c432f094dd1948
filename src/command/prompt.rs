//! `query` without a question: a prompt, or queries from standard input.
use std::io::{IsTerminal, Read as _, Write, stdin};
use std::path::PathBuf;

use anyhow::Context;
use clap::ValueEnum;
use fangzhi::ontology::Ontology;
use fangzhi::prompt::{Known, command, is_whole, parts};
use fangzhi::query::ask;
use fangzhi::question::{self, Question};
use oxigraph::store::Store;
use rustyline::completion::{Completer, Pair};
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::DefaultHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{CompletionType, Config, Context as Line, Editor, Helper};

use super::ask::{listed, parameters, write};
use super::{Outcome, Session, open, print, tell};
use crate::cli::{Query, QueryFormat, RowFormat};

/// The commands of the prompt.
const COMMANDS: [(&str, &str); 5] = [
    (".help", "this list"),
    (".queries", "the questions of the library"),
    (".run NAME NAME=VALUE", "ask a question of the library"),
    (".format NAME", "print answers as table, csv, tsv, json, xml, ttl, nt or jsonld"),
    (".quit", "leave, as the end of input does"),
];

/// A graph that is filled, and how it is asked.
struct Asked {
    store: Store,
    questions: Vec<Question>,
    format: Option<QueryFormat>,
}

/// How a line ended.
enum Told {
    Found,
    Nothing,
    Quit,
}

pub(super) fn run(session: &mut Session, options: &Query, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let ontology = session.stage("load the vocabulary", |it| Ontology::load(&it.data))?;
    let store = open(session, &ontology, &options.sure)?;
    let questions = question::library(&session.data, false)?;
    let mut asked = Asked { store, questions, format: options.format };
    if stdin().is_terminal() { prompt(&mut asked, &ontology, out) } else { piped(&mut asked, out) }
}

/// Asks the queries of standard input, one after the other; those that are wrong do not keep it from the others.
fn piped(asked: &mut Asked, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let mut text = String::new();
    stdin().read_to_string(&mut text).context("standard input")?;
    let parts = parts(&text);
    anyhow::ensure!(!parts.is_empty(), "no query: give a name, a file, -e SPARQL, or queries on standard input");
    let (mut outcome, mut wrong) = (Outcome::Done, 0);
    for (number, part) in parts.iter().enumerate() {
        if number > 0 && !part.text.starts_with('.') && asked.format.is_none_or(|it| it == QueryFormat::Table) {
            writeln!(out)?;
        }
        // Lines before it keep their numbers in messages.
        let text = if part.text.starts_with('.') { part.text.clone() } else { "\n".repeat(part.line) + &part.text };
        match asked.take(&text, "standard input", out) {
            Ok(Told::Found) => {}
            Ok(Told::Nothing) => outcome = Outcome::Partly,
            Ok(Told::Quit) => break,
            Err(error) if error.downcast_ref::<std::io::Error>().is_some() => return Err(error),
            Err(error) => {
                out.flush()?;
                tell(&format!("fangzhi: {error:#}"));
                wrong += 1;
            }
        }
    }
    anyhow::ensure!(wrong == 0, "{wrong} of {} queries could not be asked", parts.len());
    Ok(outcome)
}

/// Asks what is typed, until there is an end of it.
fn prompt(asked: &mut Asked, ontology: &Ontology, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let mut known = Known::of(&asked.store, ontology);
    known.commands = COMMANDS.iter().filter_map(|it| it.0.split(' ').next()).map(str::to_owned).collect();
    known.questions = asked.questions.iter().map(|it| it.name.clone()).collect();
    let config =
        Config::builder().completion_type(CompletionType::List).auto_add_history(true).max_history_size(1000)?;
    let mut editor: Editor<Typing, DefaultHistory> = Editor::with_config(config.build())?;
    editor.set_helper(Some(Typing { known }));
    let history = history();
    if let Some(path) = &history {
        // There is none at first.
        let _ = editor.load_history(path);
    }
    writeln!(out, "SPARQL over {} quads; .help tells more, .quit leaves", asked.store.len()?)?;
    loop {
        out.flush()?;
        let typed = match editor.readline("fangzhi> ") {
            Ok(typed) => typed,
            Err(ReadlineError::Interrupted) => continue,
            Err(ReadlineError::Eof) => return Ok(Outcome::Done),
            Err(error) => return Err(error).context("standard input"),
        };
        if let Some(path) = &history
            && let Err(error) = keep(&mut editor, path)
        {
            tell(&format!("fangzhi: {}: {error:#}", path.display()));
        }
        let commands = editor.helper().map_or(&[][..], |it| &it.known.commands);
        let query = command(&typed, commands).unwrap_or_else(|| typed.trim().trim_end_matches(';'));
        match asked.take(query, "line", out) {
            Ok(Told::Quit) => return Ok(Outcome::Done),
            Ok(Told::Nothing) if !query.is_empty() => writeln!(out, "nothing found")?,
            Ok(_) => {}
            Err(error) => tell(&format!("{error:#}")),
        }
    }
}

/// Writes what was typed to the file from which the next prompt takes it.
fn keep(editor: &mut Editor<Typing, DefaultHistory>, path: &PathBuf) -> anyhow::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    Ok(editor.save_history(path)?)
}

/// Returns where what was typed is kept.
fn history() -> Option<PathBuf> {
    let state = std::env::var_os("XDG_STATE_HOME").map(PathBuf::from).filter(|it| it.is_absolute());
    let folder = state.or_else(|| Some(std::env::home_dir()?.join(".local/state")))?;
    Some(folder.join("fangzhi/history"))
}

impl Asked {
    /// Answers a query or does a command.
    fn take(&mut self, text: &str, name: &str, out: &mut dyn Write) -> anyhow::Result<Told> {
        let mut words = text.split_whitespace();
        let first = words.next().unwrap_or_default();
        match first {
            "" => return Ok(Told::Nothing),
            ".quit" | ".exit" => return Ok(Told::Quit),
            ".help" => {
                for (command, about) in COMMANDS {
                    writeln!(out, "{command:22}{about}")?;
                }
                writeln!(
                    out,
                    "A query may go over several lines: it ends with its last bracket, with ; or an empty line."
                )?;
            }
            ".queries" => print(out, &listed(&self.questions), RowFormat::Table)?,
            ".format" => {
                let format = words.next().context(".format: give its name")?;
                self.format = Some(QueryFormat::from_str(format, true).map_err(anyhow::Error::msg).context(".format")?);
            }
            ".run" => {
                let question =
                    question::find(&self.questions, words.next().context(".run: give the name of a question")?)?;
                let values: Vec<String> = words.map(str::to_owned).collect();
                let sparql = question::fill(&self.store, question, &parameters(&values)?)?;
                return self.answer(&question.name, &sparql, out);
            }
            command if command.starts_with('.') => anyhow::bail!("{command}: no such command; .help lists them"),
            _ => return self.answer(name, text, out),
        }
        Ok(Told::Found)
    }

    fn answer(&self, name: &str, sparql: &str, out: &mut dyn Write) -> anyhow::Result<Told> {
        let answer = ask(&self.store, name, sparql, None)?;
        write(&answer, self.format, out)?;
        Ok(if answer.is_empty() { Told::Nothing } else { Told::Found })
    }
}

/// What helps to type.
struct Typing {
    known: Known,
}

impl Completer for Typing {
    type Candidate = Pair;

    fn complete(&self, line: &str, cursor: usize, _: &Line<'_>) -> rustyline::Result<(usize, Vec<Pair>)> {
        let (start, offers) = self.known.offers(line, cursor);
        Ok((start, offers.into_iter().map(|it| Pair { display: it.shown, replacement: it.put }).collect()))
    }
}

impl Validator for Typing {
    fn validate(&self, typed: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        let text = typed.input();
        let command = text.trim_start().starts_with('.') || command(text, &self.known.commands).is_some();
        let done = text.trim().is_empty() || command || is_whole(text);
        Ok(if done { ValidationResult::Valid(None) } else { ValidationResult::Incomplete })
    }
}

impl Hinter for Typing {
    type Hint = String;
}

impl Highlighter for Typing {}

impl Helper for Typing {}
