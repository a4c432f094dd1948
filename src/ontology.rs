//! The vocabulary: namespaces, labels, and the roles of a fact that also make a direct edge, read from `ontology/fangzhi.ttl`.
use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term, vocab::rdf, vocab::rdfs};

use crate::data::Data;

/// The namespace of classes and properties, `fz:`.
pub const NS: &str = "https://w3id.org/fangzhi/ns#";
/// The namespace of entities, `id:`.
pub const ID: &str = "https://w3id.org/fangzhi/id/";
/// The namespace of articles, whose IRIs also name their graphs, `article:`.
pub const ARTICLE: &str = "https://w3id.org/fangzhi/article/";
/// The namespace of facts and their evidence, `fact:`.
pub const FACT: &str = "https://w3id.org/fangzhi/fact/";
/// The namespace of the graphs that are no article's, `graph:`.
pub const GRAPH: &str = "https://w3id.org/fangzhi/graph/";

/// The namespace of what is found by comparing facts, `finding:`.
pub const FINDING: &str = "https://w3id.org/fangzhi/finding/";

/// The prefixes that every query and every Turtle output knows, by prefix.
pub const PREFIXES: [(&str, &str); 20] = [
    ("article", ARTICLE),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("fact", FACT),
    ("finding", FINDING),
    ("fz", NS),
    ("graph", GRAPH),
    ("id", ID),
    ("oa", "http://www.w3.org/ns/oa#"),
    ("org", "http://www.w3.org/ns/org#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("qb", "http://purl.org/linked-data/cube#"),
    ("qudt", "http://qudt.org/schema/qudt/"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("schema", "https://schema.org/"),
    ("sdmx-dimension", "http://purl.org/linked-data/sdmx/2009/dimension#"),
    ("sdmx-measure", "http://purl.org/linked-data/sdmx/2009/measure#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// Returns the term of the vocabulary with that local name.
pub fn term(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{NS}{name}"))
}

/// Returns the graph of what is known of entities whichever article names them.
pub fn entities_graph() -> NamedNode {
    NamedNode::new_unchecked(format!("{GRAPH}entities"))
}

/// Returns the graph of what follows from the facts, and can be computed again.
pub fn derived_graph() -> NamedNode {
    NamedNode::new_unchecked(format!("{GRAPH}derived"))
}

/// Returns the graph that holds the vocabulary itself.
pub fn ontology_graph() -> NamedNode {
    NamedNode::new_unchecked(format!("{GRAPH}ontology"))
}

/// Writes an IRI with its prefix, `id:place-141124`, where one fits; else in full, in angle brackets.
pub fn shorten(iri: &str) -> String {
    for (prefix, namespace) in PREFIXES {
        if let Some(local) = iri.strip_prefix(namespace)
            && !local.is_empty()
            && !local.contains(['/', '#', '?'])
        {
            return format!("{prefix}:{local}");
        }
    }
    format!("<{iri}>")
}

/// Reads an IRI as a user writes it: `id:place-141124`, `<https://…>` or `https://…`.
pub fn expand(text: &str) -> Option<NamedNode> {
    let text = text.trim();
    if let Some(iri) = text.strip_prefix('<').and_then(|it| it.strip_suffix('>')) {
        return NamedNode::new(iri).ok();
    }
    if text.starts_with("http://") || text.starts_with("https://") {
        return NamedNode::new(text).ok();
    }
    let (prefix, local) = text.split_once(':')?;
    let (_, namespace) = PREFIXES.iter().find(|(it, _)| *it == prefix)?;
    NamedNode::new(format!("{namespace}{local}")).ok()
}

/// A direct edge between two entities, made from the roles of a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The property of the edge.
    pub property: NamedNode,
    /// The class of the facts that make it.
    pub class: NamedNode,
    /// The role at which it starts; the fact itself where there is none.
    pub from: Option<NamedNode>,
    /// The role at which it ends; the fact itself where there is none.
    pub to: Option<NamedNode>,
    /// The fact must have one of these among its values, if there are any.
    pub only: BTreeSet<String>,
    /// The fact must have none of these among its values.
    pub never: BTreeSet<String>,
    /// It holds both ways.
    pub symmetric: bool,
}

/// What a term is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

/// What the program needs to know of its own vocabulary.
#[derive(Clone, Debug, Default)]
pub struct Ontology {
    /// The labels of every term, by IRI.
    pub labels: BTreeMap<String, Label>,
    /// The direct edges, by the IRI of their property.
    pub edges: Vec<Edge>,
    /// The terms with their types, by IRI.
    pub types: BTreeMap<String, BTreeSet<String>>,
    /// The whole vocabulary, in its graph.
    pub quads: Vec<Quad>,
}

impl Ontology {
    /// Reads the vocabulary.
    ///
    /// # Errors
    /// Fails where the file is missing or no Turtle, or an edge lacks its class or both of its ends.
    pub fn load(data: &Data) -> anyhow::Result<Self> {
        let path = "ontology/fangzhi.ttl";
        parse(&data.text(path)?).with_context(|| path.to_owned())
    }

    /// Returns the label of a term in Chinese or English; its local name where it has none.
    pub fn label<'a>(&'a self, iri: &'a str, chinese: bool) -> &'a str {
        match self.labels.get(iri) {
            Some(label) if chinese => &label.zh,
            Some(label) => &label.en,
            None => iri.rsplit(['#', '/']).next().unwrap_or(iri),
        }
    }
}

/// Reads the vocabulary from Turtle.
fn parse(turtle: &str) -> anyhow::Result<Ontology> {
    let mut ontology = Ontology::default();
    let mut edges: BTreeMap<String, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    let graph = GraphName::from(ontology_graph());
    for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(turtle) {
        let quad = quad?;
        let NamedOrBlankNode::NamedNode(subject) = &quad.subject else {
            continue;
        };
        let (subject, predicate) = (subject.as_str().to_owned(), quad.predicate.as_str());
        match &quad.object {
            Term::Literal(literal) if predicate == rdfs::LABEL.as_str() => {
                let label = ontology.labels.entry(subject).or_default();
                match literal.language() {
                    Some("zh") => literal.value().clone_into(&mut label.zh),
                    _ => literal.value().clone_into(&mut label.en),
                }
            }
            Term::NamedNode(object) if predicate == rdf::TYPE.as_str() => {
                ontology.types.entry(subject).or_default().insert(object.as_str().to_owned());
            }
            Term::NamedNode(object) => {
                if let Some(role) = predicate.strip_prefix(NS)
                    && role.starts_with("edge")
                {
                    let roles = edges.entry(subject).or_default();
                    roles.entry(role.to_owned()).or_default().insert(object.as_str().to_owned());
                }
            }
            _ => {}
        }
        ontology.quads.push(Quad { graph_name: graph.clone(), ..quad });
    }
    for (property, roles) in edges {
        let symmetric =
            ontology.types.get(&property).is_some_and(|it| it.iter().any(|it| it.ends_with("#SymmetricProperty")));
        ontology.edges.push(edge(&property, roles, symmetric).with_context(|| shorten(&property))?);
    }
    Ok(ontology)
}

/// Builds one edge from what the vocabulary says of its property.
fn edge(property: &str, mut roles: BTreeMap<String, BTreeSet<String>>, symmetric: bool) -> anyhow::Result<Edge> {
    let mut one = |role: &str| roles.remove(role).and_then(|it| it.into_iter().next()).map(NamedNode::new_unchecked);
    let (from, to) = (one("edgeFrom"), one("edgeTo"));
    anyhow::ensure!(from.is_some() || to.is_some(), "an edge needs fz:edgeFrom or fz:edgeTo");
    Ok(Edge {
        property: NamedNode::new_unchecked(property),
        class: one("edgeOf").context("an edge needs fz:edgeOf")?,
        from,
        to,
        only: roles.remove("edgeWhere").unwrap_or_default(),
        never: roles.remove("edgeUnless").unwrap_or_default(),
        symmetric,
    })
}
