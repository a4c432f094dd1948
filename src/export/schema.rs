//! The tables of an export: classes, and what may stand in their columns, as `ontology/shapes.ttl` gives them.
use std::collections::BTreeMap;

use anyhow::Context;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Term;
use oxigraph::model::vocab::{rdf, rdfs, xsd};

use crate::data::Data;
use crate::ontology::{NS, Ontology};

const SH: &str = "http://www.w3.org/ns/shacl#";
const PATH: &str = "ontology/shapes.ttl";

/// What may stand in a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words, of that pattern if it has one.
    Text(Option<String>),
    /// A whole number.
    Integer,
    /// A number.
    Decimal,
    /// True or false.
    Truth,
    /// A day.
    Day,
    /// A day, month or year.
    Date,
    /// One of the words.
    Word(Vec<String>),
    /// A term of the vocabulary, of that scheme if it is of one.
    Term(Option<String>),
    /// A thing of that class, a local name of the vocabulary.
    Thing(String),
}

/// A property of a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    /// Its IRI.
    pub iri: String,
    /// Its values.
    pub kind: Kind,
    /// A thing may have several values.
    pub many: bool,
    /// A thing has one at least.
    pub required: bool,
    /// The property stands at the value and points here.
    pub inverse: bool,
    /// The class that has it; `Entity` or `Fact` where several share the shape of that name.
    pub owner: String,
    /// What it is called and what it is, in English and Chinese, where the vocabulary does not tell.
    pub notes: [String; 2],
}

/// A class with its properties, its own before those that it shares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Class {
    /// Its local name in the vocabulary.
    pub name: String,
    /// Its properties, in the order of the shapes.
    pub properties: Vec<Property>,
}

impl Property {
    /// Returns its local name.
    pub fn name(&self) -> &str {
        local(&self.iri)
    }
}

/// The nodes of the shapes, with their properties in the order of the file.
type Nodes = BTreeMap<String, Vec<(String, Term)>>;

/// Reads the classes, in the order of the shapes.
///
/// # Errors
/// Fails where the file is missing or no Turtle.
pub fn classes(data: &Data) -> anyhow::Result<Vec<Class>> {
    let text = data.text(PATH)?;
    let (mut nodes, mut shapes) = (Nodes::new(), Vec::new());
    for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(text.as_ref()) {
        let quad = quad.context(PATH)?;
        let subject = quad.subject.to_string();
        if quad.predicate == rdf::TYPE && quad.object.to_string() == format!("<{SH}NodeShape>") {
            shapes.push(subject.clone());
        }
        nodes.entry(subject).or_default().push((quad.predicate.into_string(), quad.object));
    }
    let mut classes: Vec<(Class, Vec<usize>)> = Vec::new();
    for shape in &shapes {
        let targets: Vec<&str> = values(&nodes, shape, "targetClass").filter_map(iri).map(local).collect();
        let owner = match targets[..] {
            [only] => only.to_owned(),
            _ => local(shape.trim_matches(['<', '>'])).trim_end_matches("Shape").to_owned(),
        };
        let properties: Vec<Property> =
            values(&nodes, shape, "property").filter_map(|it| property(&nodes, &it.to_string(), &owner)).collect();
        for target in &targets {
            let at = classes.iter().position(|it| it.0.name == *target).unwrap_or_else(|| {
                classes.push((Class { name: (*target).to_owned(), ..Class::default() }, Vec::new()));
                classes.len() - 1
            });
            let (class, shared) = &mut classes[at];
            let place = shared.iter().filter(|it| **it <= targets.len()).count();
            class.properties.splice(place..place, properties.iter().cloned());
            shared.splice(place..place, properties.iter().map(|_| targets.len()));
        }
    }
    Ok(classes.into_iter().map(|it| it.0).collect())
}

/// Returns what the vocabulary says that a term is, in English or Chinese.
pub fn comment(ontology: &Ontology, iri: &str, language: &str) -> String {
    let of =
        |it: &&oxigraph::model::Quad| it.predicate == rdfs::COMMENT && it.subject.to_string() == format!("<{iri}>");
    let mut comments = ontology.quads.iter().filter(of).filter_map(|it| match &it.object {
        Term::Literal(it) if it.language() == Some(language) => Some(it.value().to_owned()),
        _ => None,
    });
    comments.next().unwrap_or_default()
}

/// Returns the local names of the terms that have that value for a property of the vocabulary, sorted.
pub fn terms(ontology: &Ontology, property: &str, value: &str) -> Vec<String> {
    let of = |it: &&oxigraph::model::Quad| {
        it.predicate.as_str() == property && it.object.to_string() == format!("<{value}>")
    };
    let mut terms: Vec<String> = ontology.quads.iter().filter(of).map(|it| it.subject.to_string()).collect();
    terms.sort();
    terms.dedup();
    terms.iter().map(|it| local(it.trim_matches(['<', '>'])).to_owned()).collect()
}

/// Reads one property of a shape; none where it is a type, which every node has.
fn property(nodes: &Nodes, node: &str, owner: &str) -> Option<Property> {
    let one = |name: &str| values(nodes, node, name).next();
    let path = one("path")?;
    let (path, inverse) = match iri(path) {
        Some(path) => (path.to_owned(), false),
        None => (iri(values(nodes, &path.to_string(), "inversePath").next()?)?.to_owned(), true),
    };
    if path == rdf::TYPE.as_str() {
        return None;
    }
    let count = |name: &str| one(name).map(text).and_then(|it| it.parse::<u32>().ok());
    let note = |name: &str| {
        let notes: Vec<String> = values(nodes, node, name).map(text).collect();
        notes.join(" ")
    };
    Some(Property {
        kind: kind(nodes, node, inverse),
        many: count("maxCount") != Some(1),
        required: count("minCount").is_some_and(|it| it > 0),
        inverse,
        owner: owner.to_owned(),
        notes: [note("name"), note("description")],
        iri: path,
    })
}

fn kind(nodes: &Nodes, node: &str, inverse: bool) -> Kind {
    let one = |name: &str| values(nodes, node, name).next();
    let alternatives: Vec<String> = one("or").map(|it| list(nodes, it)).unwrap_or_default();
    let class = one("class").and_then(iri).map(local);
    let datatype = one("datatype").and_then(iri).unwrap_or_default();
    if let Some(class) = class {
        return Kind::Thing(class.to_owned());
    }
    if inverse {
        return Kind::Thing("Fact".to_owned());
    }
    let classes: Vec<&Term> = alternatives.iter().flat_map(|it| values(nodes, it, "class")).collect();
    if !classes.is_empty() {
        // References to entities and facts alike have no table.
        let shared = |it: &&str| {
            let targets: Vec<&Term> = values(nodes, &format!("<{NS}{it}Shape>"), "targetClass").collect();
            classes.iter().all(|it| targets.contains(it))
        };
        let table = ["Entity", "Fact"].into_iter().find(shared);
        return table.map_or(Kind::Text(None), |it| Kind::Thing(it.to_owned()));
    }
    if !alternatives.is_empty() {
        return Kind::Date;
    }
    if let Some(words) = one("in") {
        return Kind::Word(list(nodes, words).iter().map(|it| it.trim_matches('"').to_owned()).collect());
    }
    if let Some(inner) = one("node") {
        let inner = values(nodes, &inner.to_string(), "property").next().map(ToString::to_string);
        let scheme = inner.and_then(|it| values(nodes, &it, "hasValue").next().and_then(iri).map(str::to_owned));
        return Kind::Term(scheme);
    }
    match datatype {
        it if it == xsd::INTEGER.as_str() => Kind::Integer,
        it if it == xsd::DECIMAL.as_str() => Kind::Decimal,
        it if it == xsd::BOOLEAN.as_str() => Kind::Truth,
        it if it == xsd::DATE.as_str() => Kind::Day,
        "" => Kind::Term(None),
        _ => Kind::Text(one("pattern").map(text)),
    }
}

/// Returns the members of a list of RDF, as they are written.
fn list(nodes: &Nodes, head: &Term) -> Vec<String> {
    let (mut members, mut head) = (Vec::new(), head.to_string());
    while let Some(own) = nodes.get(&head) {
        let value = |name: &str| own.iter().find(|it| it.0 == name).map(|it| it.1.to_string());
        members.extend(value(rdf::FIRST.as_str()));
        match value(rdf::REST.as_str()).filter(|_| members.len() < 1000) {
            Some(rest) => head = rest,
            None => break,
        }
    }
    members
}

fn values<'a>(nodes: &'a Nodes, node: &str, name: &str) -> impl Iterator<Item = &'a Term> {
    let property = format!("{SH}{name}");
    nodes.get(node).into_iter().flatten().filter(move |it| it.0 == property).map(|it| &it.1)
}

fn iri(term: &Term) -> Option<&str> {
    match term {
        Term::NamedNode(it) => Some(it.as_str()),
        _ => None,
    }
}

fn text(term: &Term) -> String {
    match term {
        Term::Literal(it) => it.value().to_owned(),
        other => other.to_string(),
    }
}

/// Returns the local name of a term.
pub fn local(iri: &str) -> &str {
    iri.strip_prefix(NS).unwrap_or_else(|| iri.rsplit(['/', '#']).next().unwrap_or(iri))
}
