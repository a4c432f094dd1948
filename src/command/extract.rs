//! `extract`: what articles say, as records or as RDF, on standard output.
use std::collections::BTreeMap;
use std::io::Write;

use fangzhi::derive::edges;
use fangzhi::encode::{Source, encode};
use fangzhi::folder::nquads;
use fangzhi::ontology::{Ontology, PREFIXES};
use fangzhi::record::records;
use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::vocab::rdfs;
use oxigraph::model::{GraphName, Quad};
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
        session.stage("write quads", |_| write(&union(all), options.format, out))?;
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

fn write(quads: &BTreeMap<String, Quad>, format: ExtractFormat, out: &mut dyn Write) -> anyhow::Result<()> {
    let format = match format {
        ExtractFormat::Ttl => RdfFormat::Turtle,
        ExtractFormat::Trig => RdfFormat::TriG,
        ExtractFormat::Jsonl | ExtractFormat::Nq => {
            nquads(quads.values()).iter().try_for_each(|it| out.write_all(it.as_bytes()))?;
            return Ok(());
        }
    };
    let mut serializer = RdfSerializer::from_format(format);
    for (prefix, namespace) in PREFIXES {
        serializer = serializer.with_prefix(prefix, namespace)?;
    }
    let mut writer = serializer.for_writer(out);
    // In Turtle all graphs are one, so that a triple of two graphs would stand twice; in TriG a graph stands together.
    let mut ordered: BTreeMap<(String, String), Quad> = BTreeMap::new();
    for quad in quads.values() {
        let graph = if format == RdfFormat::Turtle { GraphName::DefaultGraph } else { quad.graph_name.clone() };
        let quad = Quad { graph_name: graph, ..quad.clone() };
        ordered.insert((quad.graph_name.to_string(), quad.to_string()), quad);
    }
    ordered.values().try_for_each(|it| writer.serialize_quad(it))?;
    writer.finish()?;
    Ok(())
}
