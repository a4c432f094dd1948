//! Things: what the graph says of one IRI, and what it calls it.
use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{GraphName, GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Term, TermRef};
use oxigraph::store::Store;

use crate::ontology::{FACT, NS, derived_graph};

/// Something that the graph has an IRI for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Thing {
    /// Its IRI.
    pub iri: NamedNode,
    /// What it is called.
    pub label: String,
    /// Its class, as a local name of the vocabulary; empty where it has none.
    pub class: String,
}

/// Everything that the graph says with one thing as subject: property to values.
pub type Roles = BTreeMap<String, Vec<Term>>;

/// Returns the thing of an IRI, where the graph says anything of it.
pub fn thing(store: &Store, iri: &NamedNode) -> Option<Thing> {
    let roles = roles(store, iri.as_ref());
    if roles.is_empty() {
        return None;
    }
    let label = text(&roles, rdfs::LABEL.as_str()).or_else(|| role(&roles, "name"));
    let label = label.unwrap_or_else(|| iri.as_str().rsplit(['/', '#']).next().unwrap_or_default().to_owned());
    Some(Thing { iri: iri.clone(), label, class: class(&roles) })
}

/// Tells whether an IRI is a fact's.
pub fn is_fact(iri: &str) -> bool {
    iri.starts_with(FACT)
}

/// Returns all that the graph says with the thing as subject, whichever graph says it.
pub fn roles(store: &Store, iri: NamedNodeRef<'_>) -> Roles {
    let mut roles: BTreeMap<String, BTreeMap<String, Term>> = BTreeMap::new();
    for quad in store.quads_for_pattern(Some(iri.into()), None, None, None).flatten() {
        roles.entry(quad.predicate.into_string()).or_default().insert(quad.object.to_string(), quad.object);
    }
    roles.into_iter().map(|(property, values)| (property, values.into_values().collect())).collect()
}

/// Returns the facts in which the thing has a role, each with the local names of its roles, by IRI.
pub fn facts(store: &Store, thing: NamedNodeRef<'_>) -> BTreeMap<NamedNode, BTreeSet<String>> {
    let mut facts: BTreeMap<NamedNode, BTreeSet<String>> = BTreeMap::new();
    // An edge from a fact is no role in it.
    let edges = GraphName::from(derived_graph());
    for quad in store.quads_for_pattern(None, None, Some(thing.into()), None).flatten() {
        let NamedOrBlankNode::NamedNode(subject) = quad.subject else { continue };
        if quad.graph_name == edges {
            continue;
        }
        if let Some(role) = quad.predicate.as_str().strip_prefix(NS).filter(|_| is_fact(subject.as_str())) {
            facts.entry(subject).or_default().insert(role.to_owned());
        }
    }
    facts
}

/// Returns the things that have that value for the property, in any graph.
pub fn subjects(store: &Store, property: &NamedNode, value: TermRef<'_>) -> BTreeSet<NamedNode> {
    let quads = store.quads_for_pattern(None, Some(property.as_ref()), Some(value), None::<GraphNameRef<'_>>);
    let subject = |subject: NamedOrBlankNode| match subject {
        NamedOrBlankNode::NamedNode(node) => Some(node),
        NamedOrBlankNode::BlankNode(_) => None,
    };
    quads.flatten().filter_map(|it| subject(it.subject)).collect()
}

/// When a fact holds or happened, or else when an article attests it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dated {
    /// Its first day, as `2020-05-12`; empty where nobody says.
    pub start: String,
    /// Its last day, of a month the 31st.
    pub end: String,
    /// The time as written.
    pub written: String,
}

/// Returns when a fact holds or happened, or an article appeared.
pub fn dated(own: &Roles) -> Option<Dated> {
    let bounds = |start: &str, end: &str| match (role(own, start), role(own, end)) {
        (None, None) => None,
        (start, end) => Some((start.unwrap_or_default(), end.unwrap_or_else(|| "9999-12-31".to_owned()))),
    };
    let attested = role(own, "attestedOn");
    let told = bounds("periodStart", "periodEnd").or_else(|| bounds("from", "to"));
    let (start, end) = told.or_else(|| attested.as_deref().map(days))?;
    let written = role(own, "period").or(attested).unwrap_or_else(|| format!("{start}/{end}"));
    Some(Dated { start, end, written })
}

/// Returns the first and the last day of a day, a month or a year; a month has 31.
pub fn days(date: &str) -> (String, String) {
    match date.len() {
        4 => (format!("{date}-01-01"), format!("{date}-12-31")),
        7 => (format!("{date}-01"), format!("{date}-31")),
        _ => (date.to_owned(), date.to_owned()),
    }
}

/// Returns the first class that is of the vocabulary, as a local name.
pub fn class(roles: &Roles) -> String {
    let types = roles.get(rdf::TYPE.as_str()).into_iter().flatten();
    types.filter_map(node).find_map(|it| it.strip_prefix(NS)).unwrap_or_default().to_owned()
}

/// Returns the first value of a role of the vocabulary as text: a literal's value, or an IRI.
pub fn role(roles: &Roles, name: &str) -> Option<String> {
    text(roles, &format!("{NS}{name}"))
}

/// Returns the values of a role of the vocabulary.
pub fn all<'a>(roles: &'a Roles, name: &str) -> &'a [Term] {
    roles.get(&format!("{NS}{name}")).map_or(&[], |it| it)
}

/// Returns what the value of a role is called: its label where it is a thing, else its text.
pub fn called(store: &Store, value: &Term) -> String {
    match value {
        // Much may be said of a thing: no more of it is read than what it is called.
        Term::NamedNode(node) => said(store, node, rdfs::LABEL)
            .or_else(|| thing(store, node).map(|it| it.label))
            .unwrap_or_else(|| node.as_str().to_owned()),
        Term::Literal(literal) => literal.value().to_owned(),
        other => other.to_string(),
    }
}

/// Returns the first value of a property of a thing, as text.
fn said(store: &Store, iri: &NamedNode, property: NamedNodeRef<'_>) -> Option<String> {
    let quads = store.quads_for_pattern(Some(iri.as_ref().into()), Some(property), None, None).flatten();
    match quads.map(|it| it.object).min_by_key(ToString::to_string)? {
        Term::NamedNode(node) => Some(node.as_str().to_owned()),
        Term::Literal(literal) => Some(literal.value().to_owned()),
        _ => None,
    }
}

/// Returns the IRI that a value is.
pub fn node(value: &Term) -> Option<&str> {
    match value {
        Term::NamedNode(node) => Some(node.as_str()),
        _ => None,
    }
}

fn text(roles: &Roles, property: &str) -> Option<String> {
    match roles.get(property)?.first()? {
        Term::NamedNode(node) => Some(node.as_str().to_owned()),
        Term::Literal(literal) => Some(literal.value().to_owned()),
        _ => None,
    }
}
