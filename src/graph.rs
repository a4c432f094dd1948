//! The graph as petgraph sees it: things as nodes, the direct edges that follow from the facts.
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term};
use oxigraph::store::Store;
use petgraph::graph::{DiGraph, NodeIndex};

use crate::ontology::{Ontology, derived_graph, entities_graph, term};
use crate::thing::{Thing, all, called, role, roles, subjects, thing};

/// A direct edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The property.
    pub property: NamedNode,
    /// What the facts behind it add: the office, the sum.
    pub details: Vec<String>,
}

/// A part of the graph.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// Its things and direct edges.
    pub graph: DiGraph<Thing, Link>,
    /// The things around which it was taken.
    pub centres: Vec<NodeIndex>,
}

/// Returns what lies within `depth` direct edges of the things, in either direction.
///
/// Only things of the `classes` are gone to, where there are any. The order is that of the IRIs.
pub fn around(store: &Store, ontology: &Ontology, centres: &[Thing], depth: usize, classes: &[String]) -> View {
    let mut view = View::default();
    let mut places: BTreeMap<NamedNode, NodeIndex> = BTreeMap::new();
    let mut edges: BTreeSet<(NamedNode, NamedNode, NamedNode)> = BTreeSet::new();
    let mut queue = VecDeque::new();
    for centre in centres {
        let place = view.graph.add_node(centre.clone());
        view.centres.push(place);
        places.insert(centre.iri.clone(), place);
        queue.push_back((centre.iri.clone(), 0));
    }
    while let Some((iri, steps)) = queue.pop_front() {
        for (from, property, to) in direct(store, ontology, iri.as_ref()) {
            let other = if from == iri { &to } else { &from };
            if !places.contains_key(other) {
                // At the rim, only edges between what is already there are drawn.
                let Some(found) = thing(store, other).filter(|_| steps < depth) else { continue };
                if !classes.is_empty() && !classes.iter().any(|it| it.eq_ignore_ascii_case(shown_class(&found))) {
                    continue;
                }
                places.insert(other.clone(), view.graph.add_node(found));
                queue.push_back((other.clone(), steps + 1));
            }
            edges.insert((from, property, to));
        }
    }
    for (from, property, to) in edges {
        if let (Some(start), Some(end)) = (places.get(&from), places.get(&to)) {
            let details = details(store, ontology, &from, &property, &to);
            view.graph.add_edge(*start, *end, Link { property, details });
        }
    }
    view
}

/// Returns the class of a thing as users know it: an event is an event, named or not.
pub fn shown_class(thing: &Thing) -> &str {
    if thing.class == "NamedEvent" { "Event" } else { &thing.class }
}

/// Returns the direct edges from and to a thing; of one that holds both ways, the one from the lesser IRI.
fn direct(store: &Store, ontology: &Ontology, iri: NamedNodeRef<'_>) -> BTreeSet<(NamedNode, NamedNode, NamedNode)> {
    let (derived, entities, within) = (derived_graph(), entities_graph(), term("within"));
    let symmetric = |property: &NamedNode| ontology.edges.iter().any(|it| it.symmetric && it.property == *property);
    let patterns = [
        (Some(iri.into()), None, None, derived.as_ref()),
        (None, None, Some(iri.into()), derived.as_ref()),
        (Some(iri.into()), Some(within.as_ref()), None, entities.as_ref()),
        (None, Some(within.as_ref()), Some(iri.into()), entities.as_ref()),
    ];
    let mut edges = BTreeSet::new();
    for (subject, property, object, graph) in patterns {
        for quad in store.quads_for_pattern(subject, property, object, Some(graph.into())).flatten() {
            let (NamedOrBlankNode::NamedNode(from), Term::NamedNode(to)) = (quad.subject, quad.object) else {
                continue;
            };
            let known = quad.predicate == within || ontology.edges.iter().any(|it| it.property == quad.predicate);
            if known && from != to {
                let turn = symmetric(&quad.predicate) && to < from;
                let (from, to) = if turn { (to, from) } else { (from, to) };
                edges.insert((from, quad.predicate, to));
            }
        }
    }
    edges
}

/// Returns what the facts behind an edge add to it: offices held, sums paid, roles played.
fn details(store: &Store, ontology: &Ontology, from: &NamedNode, property: &NamedNode, to: &NamedNode) -> Vec<String> {
    let mut details = BTreeSet::new();
    for edge in ontology.edges.iter().filter(|it| it.property == *property) {
        let facts = match &edge.to {
            Some(role) => {
                let starting = subjects(store, &edge.from, from.as_ref().into());
                starting.intersection(&subjects(store, role, to.as_ref().into())).cloned().collect()
            }
            None => BTreeSet::from([to.clone()]),
        };
        for fact in facts {
            let roles_of_fact = roles(store, fact.as_ref());
            details.extend(role(&roles_of_fact, "title").filter(|_| edge.class == term("Tenure")));
            details.extend(role(&roles_of_fact, "printed").filter(|_| edge.class == term("Flow")));
            if edge.to.is_none() {
                let played = roles_of_fact.iter().filter(|(property, values)| {
                    **property != edge.from.as_str() && values.iter().any(|it| *it == Term::from(from.clone()))
                });
                details.extend(played.map(|(property, _)| ontology.label(property, true).to_owned()));
            }
        }
    }
    details.into_iter().collect()
}

/// Returns the date of an event or article in the graph, as written.
pub fn date(store: &Store, thing: &Thing) -> Option<String> {
    let roles = roles(store, thing.iri.as_ref());
    all(&roles, "period").first().map(|it| called(store, it))
}
