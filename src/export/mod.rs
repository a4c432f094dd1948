//! What other tools read: the graph as RDF, as a package of tables, as entities of FollowTheMoney, as Popolo.
use std::collections::BTreeMap;

use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Term};
use oxigraph::store::Store;
use serde_json::Value;

use crate::iri::hex;
use crate::ontology::{ARTICLE, derived_graph, ontology_graph};
use crate::show::marked;
use crate::table::harmless;
use crate::thing::{Roles, all, class, node, role};

pub mod money;
pub mod ftm;
pub mod popolo;
pub mod rdf;
pub mod schema;
pub mod package;

/// What the articles say, by subject: all of the graph but its vocabulary and the direct edges.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// The roles of each node, by IRI.
    pub nodes: BTreeMap<String, Roles>,
}

/// One place where a fact is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telling {
    /// The words.
    pub quote: String,
    /// The sentence around them.
    pub sentence: String,
    /// The first of their characters in the file.
    pub start: String,
    /// The character behind the last.
    pub end: String,
    /// The rule that found them.
    pub rule: String,
    /// How often that rule is right.
    pub confidence: String,
}

/// Gathers what a store says.
///
/// # Errors
/// Fails where the store cannot be read.
pub fn contents(store: &Store) -> anyhow::Result<Contents> {
    let (vocabulary, derived) = (GraphName::from(ontology_graph()), GraphName::from(derived_graph()));
    let mut contents = Contents::default();
    for quad in store.iter() {
        let quad = quad?;
        let NamedOrBlankNode::NamedNode(subject) = quad.subject else { continue };
        if quad.graph_name != vocabulary && quad.graph_name != derived {
            let roles = contents.nodes.entry(subject.into_string()).or_default();
            roles.entry(quad.predicate.into_string()).or_default().push(quad.object);
        }
    }
    for values in contents.nodes.values_mut().flat_map(BTreeMap::values_mut).filter(|it| it.len() > 1) {
        values.sort_by_cached_key(ToString::to_string);
        values.dedup();
    }
    Ok(contents)
}

impl Contents {
    /// Returns the nodes of a class, with what is said of them, by IRI.
    pub fn of<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (&'a str, &'a Roles)> {
        self.nodes.iter().filter(move |it| class(it.1) == name).map(|(iri, roles)| (iri.as_str(), roles))
    }

    /// Returns what is said of the node that has a role in another; none where it is no node.
    pub fn other(&self, roles: &Roles, name: &str) -> Option<(&str, &Roles)> {
        self.node(node(all(roles, name).first()?)?)
    }

    /// Returns what is said of a node.
    pub fn node(&self, iri: &str) -> Option<(&str, &Roles)> {
        self.nodes.get_key_value(iri).map(|(iri, roles)| (iri.as_str(), roles))
    }

    /// Returns where a fact is told, the best telling first.
    pub fn tellings(&self, fact: &Roles) -> Vec<Telling> {
        let others = all(fact, "alsoStated").iter().filter_map(|it| Some(self.node(node(it)?)?.1));
        let mut others: Vec<Telling> = others.map(telling).collect();
        others.sort_by_key(|it| it.start.parse::<usize>().unwrap_or_default());
        std::iter::once(telling(fact)).chain(others).collect()
    }
}

impl Telling {
    /// Returns the sentence with the words marked in it.
    pub fn marked(&self) -> String {
        harmless(&marked(&self.sentence, &self.quote))
    }

    /// Returns the address of the words: characters of a plain text, as RFC 5147 writes them.
    pub fn address(&self, article: &str) -> String {
        format!("{}#char={},{}", ascii(article), self.start, self.end)
    }
}

fn telling(roles: &Roles) -> Telling {
    let text = |name: &str| role(roles, name).unwrap_or_default();
    Telling {
        quote: text("quote"),
        sentence: text("sentence"),
        start: text("start"),
        end: text("end"),
        rule: text("rule"),
        confidence: text("confidence"),
    }
}

/// Returns the canonical name of a node: its label, else its name, else what a finding checked, else the end of its IRI.
pub fn label(iri: &str, roles: &Roles) -> String {
    let labels = roles.get("http://www.w3.org/2000/01/rdf-schema#label").into_iter().flatten();
    let first = labels.filter_map(literal).next().map(str::to_owned);
    let name =
        first.or_else(|| role(roles, "name")).or_else(|| role(roles, "check")).filter(|it| !it.trim().is_empty());
    harmless(&name.unwrap_or_else(|| iri.rsplit(['/', '#']).next().unwrap_or_default().to_owned()))
}

/// Returns the forms of a node's name but the canonical one.
pub fn other_names(iri: &str, roles: &Roles) -> Vec<String> {
    let label = label(iri, roles);
    let names = all(roles, "name").iter().filter_map(literal).map(harmless);
    names.filter(|it| *it != label && !it.trim().is_empty()).collect()
}

/// Returns the first value of a property that is none of the vocabulary's own.
pub fn foreign(roles: &Roles, property: &str) -> Option<String> {
    roles.get(property)?.iter().find_map(literal).map(str::to_owned)
}

/// Returns the id of an article, as the records have it.
pub fn article_id(iri: &str, article: &Roles) -> String {
    let local = || iri.strip_prefix(ARTICLE).unwrap_or(iri).to_owned();
    foreign(article, "http://purl.org/dc/terms/identifier").unwrap_or_else(local)
}

/// Returns where an article was published, if that is an address.
pub fn url(article: &Roles) -> Option<String> {
    let url = foreign(article, "https://schema.org/url")?;
    (url.starts_with("http://") || url.starts_with("https://")).then(|| ascii(&url))
}

/// Returns an id of letters and digits for something that has an IRI or is told from others by these words.
pub fn id(kind: &str, words: &[&str]) -> String {
    use sha2::{Digest as _, Sha256};
    format!("{kind}-{}", &hex(&Sha256::digest(words.join("\n").as_bytes()))[..32])
}

/// Returns an IRI as a URI, other characters as the percent codes of their UTF-8.
pub fn ascii(iri: &str) -> String {
    use std::fmt::Write as _;
    let mut ascii = String::with_capacity(iri.len());
    for byte in iri.bytes() {
        if byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte) {
            ascii.push(char::from(byte));
        } else {
            let _ = write!(ascii, "%{byte:02X}");
        }
    }
    ascii
}

/// Returns JSON without characters that turn the direction of a line, hide or control: they stand as escapes.
pub fn quiet(json: &Value, pretty: bool) -> String {
    let text = if pretty { format!("{json:#}") } else { json.to_string() };
    let mut quiet = String::with_capacity(text.len());
    for it in text.chars() {
        if it != '\n' && harmless(it.encode_utf8(&mut [0; 4])).starts_with('\u{fffd}') && it != '\u{fffd}' {
            quiet.push_str(&format!("\\u{:04x}", u32::from(it)));
        } else {
            quiet.push(it);
        }
    }
    quiet
}

fn literal(value: &Term) -> Option<&str> {
    match value {
        Term::Literal(it) => Some(it.value()),
        _ => None,
    }
}

/// Returns the IRI that a text is.
pub fn named(iri: &str) -> NamedNode {
    NamedNode::new_unchecked(iri)
}
