//! The one door to graphs: opens the folder as a store to ask.
use std::path::Path;
use std::sync::mpsc;

use anyhow::Context as _;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Quad;
use oxigraph::store::Store;
use rayon::prelude::*;

use crate::folder::{manifest, parts, read};
use crate::ontology::Ontology;

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
