//! The one door to graphs: opens the folder as a store to ask.
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::mpsc;

use anyhow::Context as _;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Quad, Term, TermRef, vocab::rdf};
use oxigraph::store::Store;
use rayon::prelude::*;

use crate::derive::{VERDICTS, edges, finding_graph};
use crate::folder::{manifest, parts, read};
use crate::ontology::{Ontology, term};

/// How many files are parsed together, while those before them are put in.
const BATCH: usize = 32;

/// Opens a graph: fills a store in memory from the folder, and adds the vocabulary.
///
/// # Errors
/// Fails where there is no graph, or a file of it is missing or damaged; the message says what to do.
pub fn open(dir: &Path, ontology: &Ontology) -> anyhow::Result<Store> {
    let files = parts(dir, &manifest(dir)?);
    let store = Store::new()?;
    let (sender, receiver) = mpsc::sync_channel::<Vec<anyhow::Result<Vec<Quad>>>>(1);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            for batch in files.chunks(BATCH) {
                let parsed = batch.par_iter().map(|(path, whole)| parse(path, *whole)).collect();
                if sender.send(parsed).is_err() {
                    return; // The other side met an error.
                }
            }
        });
        let mut loader = store.bulk_loader().with_num_threads(1).with_max_memory_size_in_megabytes(16);
        for batch in receiver {
            for quads in batch {
                loader.load_quads(quads?)?;
            }
        }
        loader.load_quads(ontology.quads.iter().cloned())?;
        loader.commit()?;
        anyhow::Ok(())
    })?;
    Ok(store)
}

/// Takes out of a store the facts of rules that are right less often than `least`, and the direct edges that follow
/// from them alone.
///
/// # Errors
/// Fails where the store does, which it has no reason to.
pub fn leave_out(store: &Store, ontology: &Ontology, least: f64) -> anyhow::Result<()> {
    let confidence = term("confidence");
    let mut doubted: BTreeSet<String> = BTreeSet::new();
    let mut gone = Vec::new();
    for quad in store.quads_for_pattern(None, Some(confidence.as_ref()), None, None) {
        let quad = quad?;
        let share = match &quad.object {
            Term::Literal(it) => it.value().parse::<f64>().unwrap_or(1.0),
            _ => 1.0,
        };
        let evidence = term("Evidence");
        let is_evidence = |it: &NamedOrBlankNode| {
            store
                .quads_for_pattern(Some(it.as_ref()), Some(rdf::TYPE), Some(evidence.as_ref().into()), None)
                .next()
                .is_some()
        };
        if share < least && !is_evidence(&quad.subject) {
            doubted.insert(quad.subject.to_string());
            gone.extend(of(store, &quad.subject)?);
        }
    }
    let again = term("alsoStated");
    for telling in gone.iter().filter(|it| it.predicate == again).map(|it| it.object.clone()).collect::<Vec<_>>() {
        if let Term::NamedNode(telling) = telling {
            gone.extend(of(store, &telling.into())?);
        }
    }
    for edge in edges(ontology, &gone) {
        // Another fact of one of its ends may say the same.
        let end = TermRef::from(edge.subject.as_ref());
        let mut others = Vec::new();
        for quad in store.quads_for_pattern(None, None, Some(end), None) {
            let fact = quad?.subject;
            if !doubted.contains(&fact.to_string()) {
                others.extend(of(store, &fact)?);
            }
        }
        if !edges(ontology, &others).contains(&edge) {
            gone.push(edge);
        }
    }
    // What was found by comparing a fact that is not believed is not believed either.
    let compares = term("compares");
    let graphs: BTreeSet<String> = VERDICTS.iter().map(|it| finding_graph(it.2).to_string()).collect();
    let facts: BTreeMap<String, NamedOrBlankNode> =
        gone.iter().map(|it| (it.subject.to_string(), it.subject.clone())).collect();
    for fact in facts.values() {
        for quad in store.quads_for_pattern(None, None, Some(TermRef::from(fact.as_ref())), None) {
            let quad = quad?;
            if quad.predicate == compares {
                gone.extend(of(store, &quad.subject)?);
            } else if graphs.contains(&quad.graph_name.to_string()) {
                gone.push(quad);
            }
        }
    }
    gone.iter().try_for_each(|it| store.remove(it))?;
    Ok(())
}

/// Returns what a store says of a node.
fn of(store: &Store, node: &NamedOrBlankNode) -> anyhow::Result<Vec<Quad>> {
    Ok(store.quads_for_pattern(Some(node.as_ref()), None, None, None).collect::<Result<_, _>>()?)
}

/// Returns a store in memory that holds these quads.
///
/// # Errors
/// Fails where the store does, which it has no reason to.
pub fn memory(quads: impl IntoIterator<Item = Quad>) -> anyhow::Result<Store> {
    let store = Store::new()?;
    let mut loader = store.bulk_loader().with_num_threads(1).with_max_memory_size_in_megabytes(16);
    loader.load_quads(quads)?;
    loader.commit()?;
    Ok(store)
}

fn parse(path: &Path, whole: bool) -> anyhow::Result<Vec<Quad>> {
    let text = read(path, whole)?;
    let quads = RdfParser::from_format(RdfFormat::NQuads).for_slice(&text).collect::<Result<_, _>>();
    quads.with_context(|| format!("{}: not N-Quads; build the graph again", path.display()))
}
