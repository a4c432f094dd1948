//! The graph in the syntaxes of RDF: sorted, so that the same graph gives the same bytes.
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use anyhow::Context as _;
use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfSerializer};
use oxigraph::model::{GraphName, Literal, Quad, Term};
use oxigraph::store::Store;

use crate::folder::{manifest, nquads, parts, read};
use crate::ontology::{PREFIXES, ontology_graph};
use crate::union::Sorter;

/// A syntax of RDF; the last two know no graphs, so that all are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// N-Quads, sorted.
    NQuads,
    /// `TriG`.
    TriG,
    /// JSON-LD.
    JsonLd,
    /// Turtle.
    Turtle,
    /// RDF/XML.
    Xml,
}

/// Returns all that a store says but its vocabulary.
///
/// # Errors
/// Fails where the store cannot be read.
pub fn quads(store: &Store) -> anyhow::Result<Vec<Quad>> {
    let vocabulary = GraphName::from(ontology_graph());
    Ok(store
        .iter()
        .filter(|it| it.as_ref().map_or(true, |it| it.graph_name != vocabulary))
        .collect::<Result<_, _>>()?)
}

/// Writes the whole of a graph's folder as sorted N-Quads, each once, without holding it in memory.
///
/// # Errors
/// Fails where a file of the graph cannot be read, or writing does.
pub fn sorted(dir: &Path, out: &mut dyn Write) -> anyhow::Result<()> {
    let name = format!("fangzhi-export-{}", std::process::id());
    let mut sorter = Sorter::new(std::env::temp_dir().join(name));
    for (path, whole) in parts(dir, &manifest(dir)?) {
        let text = String::from_utf8(read(&path, whole)?).with_context(|| path.display().to_string())?;
        text.lines().for_each(|it| sorter.push(it));
        sorter.rest()?;
    }
    sorter.finish(|line| Ok(writeln!(out, "{line}")?))
}

/// Writes quads.
///
/// # Errors
/// Fails where writing does.
pub fn write(quads: Vec<Quad>, syntax: Syntax, out: &mut dyn Write) -> anyhow::Result<()> {
    let (format, graphs) = match syntax {
        Syntax::NQuads => {
            nquads(&quads).iter().try_for_each(|it| out.write_all(it.as_bytes()))?;
            return Ok(());
        }
        Syntax::TriG => (RdfFormat::TriG, true),
        Syntax::JsonLd => (RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() }, true),
        Syntax::Turtle => (RdfFormat::Turtle, false),
        Syntax::Xml => (RdfFormat::RdfXml, false),
    };
    let mut serializer = RdfSerializer::from_format(format);
    for (prefix, namespace) in PREFIXES {
        serializer = serializer.with_prefix(prefix, namespace)?;
    }
    let mut writer = serializer.for_writer(&mut *out);
    // Without graphs a triple of two of them would stand twice; with them a graph stands together.
    let mut ordered: BTreeMap<(String, String), Quad> = BTreeMap::new();
    for mut quad in quads {
        if !graphs {
            quad.graph_name = GraphName::DefaultGraph;
        }
        if let (Syntax::Xml, Term::Literal(literal)) = (syntax, &quad.object) {
            quad.object = of_xml(literal).into();
        }
        ordered.insert((quad.graph_name.to_string(), quad.to_string()), quad);
    }
    ordered.values().try_for_each(|it| writer.serialize_quad(it))?;
    writer.finish()?;
    if matches!(syntax, Syntax::JsonLd | Syntax::Xml) {
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Returns a literal that XML can hold: it has no place for most control characters, not even escaped.
fn of_xml(literal: &Literal) -> Literal {
    let alien =
        |it: char| matches!(it, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    if !literal.value().contains(alien) {
        return literal.clone();
    }
    let value = literal.value().replace(alien, "\u{fffd}");
    match literal.language() {
        Some(language) => Literal::new_language_tagged_literal_unchecked(value, language),
        None => Literal::new_typed_literal(value, literal.datatype().into_owned()),
    }
}
