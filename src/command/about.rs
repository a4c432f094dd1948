//! `show` and `why`: what the graph says of one thing.
use std::io::Write;
use std::path::PathBuf;

use fangzhi::ontology::Ontology;
use fangzhi::record::characters;
use fangzhi::show::{self, Evidence, dossier, evidence, marked};
use fangzhi::table::{Cell, Table, harmless};
use fangzhi::thing::{Thing, is_fact, thing};
use fangzhi::{input, iri, lookup};
use oxigraph::store::Store;
use sha2::{Digest, Sha256};

use super::{Outcome, Session, print, tell};
use crate::cli::{About, RowFormat, Sure, Why};

pub(super) fn show(session: &mut Session, options: &About, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let (ontology, store) = open(session, &options.sure)?;
    let Some(things) = things(&store, &options.name) else { return Ok(Outcome::Partly) };
    let gather = || things.iter().map(|it| dossier(&store, &ontology, it)).collect::<Vec<_>>();
    let dossiers = session.stage("gather", |_| gather());
    if options.rows.format == RowFormat::Table {
        let pages: Vec<String> = dossiers.iter().map(|it| show::page(it, &ontology)).collect();
        out.write_all(pages.join("\n").as_bytes())?;
    } else {
        print(out, &show::table(&dossiers), options.rows.format)?;
    }
    Ok(Outcome::Done)
}

pub(super) fn why(session: &mut Session, options: &Why, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let Some(iri) = iri::given(&options.iri) else {
        anyhow::bail!("{}: not an IRI: take one from `fangzhi show` or a query, as fact:… or <https://…>", options.iri)
    };
    let (_, store) = open(session, &Sure { min_confidence: 0.0 })?;
    let found = session.stage("gather", |_| evidence(&store, &iri));
    if found.is_empty() {
        let hint = match thing(&store, &iri) {
            Some(_) if !is_fact(iri.as_str()) => "no fact but a thing: `fangzhi show` tells what the graph says of it",
            Some(_) => "a fact without evidence: build the graph again",
            None => "nothing in the graph has this IRI",
        };
        tell(&format!("fangzhi: {}: {hint}", options.iri));
        return Ok(Outcome::Partly);
    }
    let columns = ["file", "line", "column", "start", "end", "words", "sentence", "rule", "confidence", "article"];
    let mut table = Table::new(&columns);
    for it in &found {
        let place = position(it);
        if options.rows.format == RowFormat::Table {
            let file = harmless(it.file.as_deref().unwrap_or(&it.doc));
            let at = match &place {
                Ok((line, column)) => format!("{file}:{line}:{column}"),
                Err(reason) => format!("{file} ({reason})"),
            };
            writeln!(
                out,
                "{at}  characters {}-{} of the file, article {}",
                it.span.start,
                it.span.end,
                harmless(&it.article)
            )?;
            writeln!(out, "  {}", harmless(&marked(&it.sentence, &it.quote)))?;
            writeln!(
                out,
                "  rule {}, confidence {}",
                harmless(&it.rule),
                it.confidence.as_deref().unwrap_or("unknown")
            )?;
        }
        let (line, column) = place.map_or((Cell::Empty, Cell::Empty), |it| (number(it.0), number(it.1)));
        table.rows.push(vec![
            it.file.clone().into(),
            line,
            column,
            number(it.span.start),
            number(it.span.end),
            it.quote.clone().into(),
            it.sentence.clone().into(),
            it.rule.clone().into(),
            it.confidence.as_deref().and_then(|it| it.parse::<f64>().ok()).into(),
            it.article.clone().into(),
        ]);
    }
    if options.rows.format != RowFormat::Table {
        print(out, &table, options.rows.format)?;
    }
    Ok(Outcome::Done)
}

pub(super) fn open(session: &mut Session, sure: &Sure) -> anyhow::Result<(Ontology, Store)> {
    let ontology = session.stage("load the vocabulary", |it| Ontology::load(&it.data))?;
    let store = super::open(session, &ontology, sure)?;
    Ok((ontology, store))
}

/// Returns the things that a name or IRI stands for; says so where there are none.
pub(super) fn things(store: &Store, name: &str) -> Option<Vec<Thing>> {
    match lookup::find(store, name) {
        Ok(found) => Some(found.iter().filter_map(|it| thing(store, it)).collect()),
        Err(error) => {
            tell(&format!("fangzhi: {error:#}"));
            None
        }
    }
}

/// Returns the line and column, from 1, at which the evidence stands in its file, if that is as it was.
fn position(evidence: &Evidence) -> Result<(usize, usize), String> {
    let path = PathBuf::from(evidence.file.as_deref().ok_or("no file")?);
    let of_doc = |it: &fangzhi::article::Page| it.doc == evidence.doc;
    let pages = std::iter::once(path).filter(|it| it.as_os_str() != "-").collect::<Vec<_>>();
    let page = input::pages(&pages).flatten().find(of_doc).ok_or("the file is not there any more")?;
    if iri::hex(&Sha256::digest(page.text.as_bytes())) != evidence.sha256 {
        return Err("the file has changed since".to_owned());
    }
    let characters = characters(&page.text);
    let start = characters.get(evidence.span.start).ok_or("the file has changed since")?;
    let before = &page.text[..*start];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Ok((line, column))
}

fn number(value: usize) -> Cell {
    u32::try_from(value).map_or(Cell::Empty, Cell::from)
}
