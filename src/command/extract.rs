//! `extract`: what articles say, as records or as RDF, on standard output.
use std::collections::BTreeMap;
use std::io::Write;

use fangzhi::derive::edges;
use fangzhi::encode::{Source, encode};
use fangzhi::export::rdf::{self, Syntax};
use fangzhi::ontology::Ontology;
use fangzhi::record::records;
use oxigraph::model::Quad;
use oxigraph::model::vocab::rdfs;
use rayon::prelude::*;

use super::read::{Read, read, tell_skipped};
use super::{Outcome, Session};
use crate::cli::{Extract, ExtractFormat};

pub(super) fn run(session: &mut Session, options: &Extract, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let count = if options.format == ExtractFormat::Jsonl {
        read(session, &options.input, |session, batch| {
            let pages: Vec<String> = session.stage("write records", |_| batch.par_iter().map(lines).collect());
            pages.iter().try_for_each(|it| out.write_all(it.as_bytes()))?;
            Ok(())
        })?
    } else {
        let ontology = session.stage("load the vocabulary", |it| Ontology::load(&it.data))?;
        let mut all = Vec::new();
        let count = read(session, &options.input, |session, batch| {
            all.extend(
                session
                    .stage("encode", |_| batch.par_iter().flat_map_iter(|it| quads(&ontology, it)).collect::<Vec<_>>()),
            );
            Ok(())
        })?;
        let syntax = match options.format {
            ExtractFormat::Ttl => Syntax::Turtle,
            ExtractFormat::Trig => Syntax::TriG,
            ExtractFormat::Jsonl | ExtractFormat::Nq => Syntax::NQuads,
        };
        session.stage("write quads", |_| rdf::write(union(all).into_values().collect(), syntax, out))?;
        count
    };
    tell_skipped(&count.skipped);
    Ok(if count.skipped.is_empty() { Outcome::Done } else { Outcome::Partly })
}

/// Returns the records of a page, one a line.
fn lines(read: &Read) -> String {
    let mut lines = String::new();
    for record in records(&read.page, &read.readings) {
        lines.push_str(&record.line());
        lines.push('\n');
    }
    lines
}

/// Returns everything that a page says, with the direct edges that follow from it.
pub(super) fn quads(ontology: &Ontology, read: &Read) -> Vec<Quad> {
    let source = Source::of(&read.page);
    let mut quads: Vec<Quad> = read.readings.iter().flat_map(|it| encode(&source, it)).collect();
    quads.extend(edges(ontology, &quads));
    quads
}

/// Sorts the quads of all pages, each once, and keeps one label an entity, as the graph on disk does.
fn union(quads: Vec<Quad>) -> BTreeMap<String, Quad> {
    let mut sorted: BTreeMap<String, Quad> = quads.into_iter().map(|it| (it.to_string(), it)).collect();
    let mut labelled = None;
    sorted.retain(|_, quad| {
        if quad.predicate != rdfs::LABEL {
            return true;
        }
        let first = labelled.as_ref() != Some(&quad.subject);
        labelled = Some(quad.subject.clone());
        first
    });
    sorted
}
