//! The graphs of what follows from the facts of all articles together, made anew from the pages: sorted into groups on disk, so that
//! memory is bounded by the largest group.
use std::path::Path;

use anyhow::Context as _;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Quad;
use rayon::prelude::*;

use crate::derive::{Fact, Lists, by_hand, compare, facts, keys, quads};
use crate::ontology::{ARTICLE, FACT, ID};
use crate::union::{Part, Sorter, Writer};

/// The name of the file.
const NAME: &str = "compared";
/// How many pages are read together.
const BATCH: usize = 64;
/// What the predicates of an article are that a comparison needs.
const DATES: &str = "#period";
/// The classes of facts that are compared, as they stand in IRIs.
const CLASSES: [&str; 3] = ["-figure-", "-flow-", "-tenure-"];

/// Compares the facts of pages; `page` reads all that the page at a place says, as N-Quads.
///
/// # Errors
/// Fails where a page cannot be read, or the graphs cannot be written.
pub fn compared(
    dir: &Path,
    lists: &Lists,
    pages: usize,
    page: impl Fn(usize) -> anyhow::Result<Vec<u8>> + Sync,
    temporary: &Path,
) -> anyhow::Result<Part> {
    let mut groups = Sorter::new(temporary.with_extension("facts"));
    let places: Vec<usize> = (0..pages).collect();
    for batch in places.chunks(BATCH) {
        let read = |it: &usize| page(*it).and_then(|text| lines(lists, &text));
        let batch: Vec<anyhow::Result<Vec<String>>> = batch.par_iter().map(read).collect();
        for lines in batch {
            lines?.iter().for_each(|it| groups.push(it));
        }
        groups.rest()?;
    }
    let mut found = Sorter::new(temporary.with_extension("found"));
    let mut keep = |quads: Vec<Quad>| {
        quads.iter().for_each(|it| found.push(&format!("{it} .")));
        found.rest()
    };
    keep(by_hand(lists).iter().flat_map(quads).collect())?;
    let (mut key, mut group) = (String::new(), Vec::new());
    groups.finish(|line| {
        let (own, fact) = line.rsplit_once('\t').context("a fact without a key")?;
        if own != key {
            keep(compare(lists, &key, &std::mem::take(&mut group)).iter().flat_map(quads).collect())?;
            own.clone_into(&mut key);
        }
        group.push(serde_json::from_str::<Fact>(fact).context("a fact that cannot be read again")?);
        Ok(())
    })?;
    keep(compare(lists, &key, &group).iter().flat_map(quads).collect())?;
    let mut writer = Writer::create(dir, NAME, temporary)?;
    found.finish(|line| writer.line(line))?;
    writer.finish(dir)
}

/// Returns the facts of a page that are compared, each behind the keys of its groups.
fn lines(lists: &Lists, text: &[u8]) -> anyhow::Result<Vec<String>> {
    let text = std::str::from_utf8(text)?;
    let wanted: String = text.split_inclusive('\n').filter(|it| is_wanted(it)).collect();
    let quads: Vec<Quad> = RdfParser::from_format(RdfFormat::NQuads).for_slice(&wanted).collect::<Result<_, _>>()?;
    let mut lines = Vec::new();
    for fact in facts(lists, &quads) {
        let json = serde_json::to_string(&fact)?;
        lines.extend(keys(lists, &fact).iter().map(|it| format!("{it}\t{json}")));
    }
    Ok(lines)
}

/// Tells whether a line is of a fact that is compared, of the date of an article, or of an entity.
fn is_wanted(line: &str) -> bool {
    let Some(subject) = line.strip_prefix('<') else { return false };
    let (subject, rest) = subject.split_once('>').unwrap_or_default();
    if subject.starts_with(FACT) {
        return CLASSES.iter().any(|it| subject.contains(it));
    }
    subject.starts_with(ID) || subject.starts_with(ARTICLE) && rest.contains(DATES)
}
