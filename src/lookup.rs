//! From what a user types to the things that bear that name, and to near names where none does.
use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{GraphName, Literal, NamedNode, NamedOrBlankNode, Term, TermRef, vocab::rdfs};
use oxigraph::store::Store;

use crate::iri::given;
use crate::ontology::{derived_graph, entities_graph, ontology_graph, term};

/// Returns what a name or an IRI stands for, sorted: entities by any form of their name, else events by theirs.
///
/// # Errors
/// Fails where the name is nobody's; the message offers near names.
pub fn find(store: &Store, text: &str) -> anyhow::Result<Vec<NamedNode>> {
    let text = text.trim();
    if let Some(iri) = given(text) {
        anyhow::ensure!(known(store, &iri)?, "{text}: nothing in the graph has this IRI");
        return Ok(vec![iri]);
    }
    let (entities, told) = named(store, text)?;
    let found = if entities.is_empty() { told } else { entities };
    if found.is_empty() {
        let names = names(store)?;
        let near = near(&names, text, 5);
        if near.is_empty() {
            anyhow::bail!("{text}: nothing in the graph bears this name");
        }
        anyhow::bail!("{text}: nothing in the graph bears this name; near: {}", near.join(" "));
    }
    Ok(found.into_iter().collect())
}

/// Returns every name in the graph, sorted, each once.
///
/// # Errors
/// Fails where the store cannot be read.
pub fn names(store: &Store) -> anyhow::Result<Vec<String>> {
    let mut names = BTreeSet::new();
    for quad in store.quads_for_pattern(None, Some(term("name").as_ref()), None, None) {
        if let Term::Literal(name) = quad?.object {
            names.insert(name.value().to_owned());
        }
    }
    Ok(names.into_iter().collect())
}

/// Returns up to `most` of the names, those most like `text` first.
pub fn near<'a>(names: &'a [String], text: &str, most: usize) -> Vec<&'a str> {
    let mut ranked: Vec<(i64, usize, &str)> = Vec::new();
    for name in names {
        let likeness = likeness(name, text);
        if likeness > 300 {
            ranked.push((-likeness, name.chars().count(), name));
        }
    }
    ranked.sort_unstable();
    ranked.into_iter().take(most).map(|(_, _, name)| name).collect()
}

/// Rates from 0 to 1000 how alike two names are: pairs of neighbouring characters in common, and single ones.
fn likeness(a: &str, b: &str) -> i64 {
    if a.is_empty() || b.is_empty() {
        return 0;
    }
    let grams = |text: &str| {
        let characters: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
        let mut grams: BTreeMap<(char, char), i64> = BTreeMap::new();
        for (i, character) in characters.iter().enumerate() {
            *grams.entry((*character, '\0')).or_default() += 1;
            if let Some(next) = characters.get(i + 1) {
                *grams.entry((*character, *next)).or_default() += 1;
            }
        }
        grams
    };
    let (left, right) = (grams(a), grams(b));
    let common: i64 = left.iter().map(|(gram, count)| (*count).min(right.get(gram).copied().unwrap_or(0))).sum();
    let all: i64 = left.values().sum::<i64>() + right.values().sum::<i64>();
    2000 * common / all
}

fn known(store: &Store, iri: &NamedNode) -> anyhow::Result<bool> {
    let as_subject = store.quads_for_pattern(Some(iri.as_ref().into()), None, None, None).next();
    let as_object = || store.quads_for_pattern(None, None, Some(TermRef::from(iri.as_ref())), None).next();
    Ok(as_subject.or_else(as_object).transpose()?.is_some())
}

/// Entities, and facts, that bear exactly this name.
fn named(store: &Store, text: &str) -> anyhow::Result<(BTreeSet<NamedNode>, BTreeSet<NamedNode>)> {
    let (mut entities, mut told) = (BTreeSet::new(), BTreeSet::new());
    let own = [GraphName::from(ontology_graph()), GraphName::from(derived_graph())];
    let plain = Literal::new_simple_literal(text);
    let tagged = Literal::new_language_tagged_literal_unchecked(text, "zh");
    for (property, literal) in [(term("name"), plain), (rdfs::LABEL.into_owned(), tagged)] {
        for quad in store.quads_for_pattern(None, Some(property.as_ref()), Some(literal.as_ref().into()), None) {
            let quad = quad?;
            let NamedOrBlankNode::NamedNode(subject) = quad.subject else {
                continue;
            };
            if quad.graph_name == GraphName::from(entities_graph()) {
                entities.insert(subject);
            } else if !own.contains(&quad.graph_name) {
                told.insert(subject);
            }
        }
    }
    Ok((entities, told))
}
