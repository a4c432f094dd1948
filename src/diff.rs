//! Two graphs compared: facts, entities and articles gained and lost, and those of which more or else is said.
use std::collections::BTreeSet;
use std::fmt::Write as _;

use oxigraph::store::Store;

use crate::derive::VERDICTS;
use crate::export::{Contents, article_id, contents, label};
use crate::ontology::{Ontology, shorten, term};
use crate::show::what;
use crate::table::{Table, harmless};
use crate::thing::{Roles, all, class, is_fact, node, role};

/// What became of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// Only the second graph has it.
    Gained,
    /// Only the first graph has it.
    Lost,
    /// Both have it, and say something else of it.
    Changed,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// The class, a local name of the vocabulary.
    pub class: String,
    /// What became of it.
    pub way: Way,
    /// What it says, or is called.
    pub what: String,
    /// The properties of which both graphs have it differently.
    pub properties: Vec<String>,
    /// The article, of a fact.
    pub article: String,
    /// The sentence, of a fact, with the words marked.
    pub sentence: String,
    /// Its IRI.
    pub iri: String,
    /// Of what changed, what the first graph says.
    pub before: Option<Before>,
}

/// What the first graph says of what changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Before {
    /// What it said, or was called.
    pub what: String,
    /// The sentence, of a fact, with the words marked.
    pub sentence: String,
}

/// Returns what one graph has and the other has not, by class.
///
/// # Errors
/// Fails where a store cannot be read.
pub fn differences(ontology: &Ontology, before: &Store, after: &Store) -> anyhow::Result<Vec<Difference>> {
    let (old, new) = (contents(before)?, contents(after)?);
    let all: BTreeSet<&String> = old.nodes.keys().chain(new.nodes.keys()).collect();
    let mut differences = Vec::new();
    for iri in all {
        let (was, is) = (old.nodes.get(iri), new.nodes.get(iri));
        let (way, store, contents, roles) = match (was, is) {
            (Some(_), Some(roles)) => (Way::Changed, after, &new, roles),
            (None, Some(roles)) => (Way::Gained, after, &new, roles),
            (Some(roles), None) => (Way::Lost, before, &old, roles),
            (None, None) => continue,
        };
        let class = class(roles);
        let properties = match (was, is) {
            (Some(was), Some(is)) => changed(&old, was, &new, is),
            _ => Vec::new(),
        };
        // A further telling belongs to its fact.
        if class != "Evidence" && (way != Way::Changed || !properties.is_empty()) {
            let told = difference(ontology, store, contents, (iri, roles), way, properties);
            let was = was.filter(|_| way == Way::Changed);
            let before =
                was.map(|was| Before { what: said(ontology, before, iri, was), sentence: sentence(&old, was) });
            differences.push(Difference { before, ..told });
        }
    }
    differences.sort();
    Ok(differences)
}

fn difference(
    ontology: &Ontology,
    store: &Store,
    contents: &Contents,
    (iri, roles): (&str, &Roles),
    way: Way,
    properties: Vec<String>,
) -> Difference {
    let article = contents.other(roles, "article").map(|it| article_id(it.0, it.1)).unwrap_or_default();
    Difference {
        class: class(roles),
        way,
        what: said(ontology, store, iri, roles),
        properties,
        article,
        sentence: sentence(contents, roles),
        iri: shorten(iri),
        before: None,
    }
}

/// Says what a fact says, or what a thing is called.
fn said(ontology: &Ontology, store: &Store, iri: &str, roles: &Roles) -> String {
    if is_fact(iri) { what(store, ontology, &class(roles), roles) } else { label(iri, roles) }
}

/// Returns the sentence of a fact with its words marked.
fn sentence(contents: &Contents, roles: &Roles) -> String {
    let told = role(roles, "sentence").and_then(|_| contents.tellings(roles).into_iter().next());
    told.map(|it| it.marked()).unwrap_or_default()
}

/// Returns the local names of the properties that two graphs have differently, those of further tellings with them; how a fact or
/// thing stands to others is not said by its articles, and differs where the others do.
fn changed(old: &Contents, was: &Roles, new: &Contents, is: &Roles) -> Vec<String> {
    let compared = VERDICTS.iter().filter_map(|it| it.3).map(|it| it.0);
    // Where words stand in a file moves with what stands above them.
    let aside: BTreeSet<String> =
        compared.chain(["start", "end", "alsoStated"]).map(|it| term(it).as_str().to_owned()).collect();
    let own = |roles: &Roles| {
        let own = roles.iter().filter(|it| !aside.contains(it.0));
        own.map(|(name, values)| (name.clone(), values.clone())).collect::<Roles>()
    };
    let tellings = |contents: &Contents, roles: &Roles| {
        let nodes = all(roles, "alsoStated").iter().filter_map(|it| contents.node(node(it)?));
        let mut told: Vec<String> = nodes.map(|it| format!("{:?}", own(it.1))).collect();
        told.sort();
        told
    };
    let again = tellings(old, was) != tellings(new, is);
    let (was, is) = (own(was), own(is));
    let names: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
    let mut changed: BTreeSet<String> =
        names.into_iter().filter(|it| was.get(*it) != is.get(*it)).map(|it| local(it)).collect();
    if again {
        changed.insert("alsoStated".to_owned());
    }
    changed.into_iter().collect()
}

fn local(iri: &str) -> String {
    iri.rsplit(['/', '#']).next().unwrap_or_default().to_owned()
}

/// Returns the differences as rows.
pub fn table(differences: &[Difference]) -> Table {
    let mut table = Table::new(&[
        "change",
        "class",
        "what",
        "properties",
        "article",
        "sentence",
        "iri",
        "what_before",
        "sentence_before",
    ]);
    for it in differences {
        table.rows.push(vec![
            word(it.way).into(),
            it.class.clone().into(),
            it.what.clone().into(),
            it.properties.join(" ").into(),
            it.article.clone().into(),
            it.sentence.clone().into(),
            it.iri.clone().into(),
            it.before.as_ref().map(|it| it.what.clone()).into(),
            it.before.as_ref().map(|it| it.sentence.clone()).into(),
        ]);
    }
    table
}

/// Prints the differences for reading, by class, and how many there are.
pub fn page(differences: &[Difference], ontology: &Ontology) -> String {
    let mut text = String::new();
    let mut heading = None;
    for it in differences {
        if heading != Some(&it.class) {
            let count = |way| differences.iter().filter(|other| other.class == it.class && other.way == way).count();
            let [gained, lost, changed] = [Way::Gained, Way::Lost, Way::Changed].map(count);
            let space = if heading.is_some() { "\n" } else { "" };
            let label = ontology.label(term(&it.class).as_str(), true).to_owned();
            let _ = writeln!(text, "{space}{label} {}: gained {gained}, lost {lost}, changed {changed}", it.class);
            heading = Some(&it.class);
        }
        let mark = match it.way {
            Way::Gained => '+',
            Way::Lost => '-',
            Way::Changed => '~',
        };
        let properties =
            if it.properties.is_empty() { String::new() } else { format!("  ({})", it.properties.join(" ")) };
        let _ = writeln!(text, "{mark} {}{properties}", harmless(&it.what));
        if let Some(before) = it.before.as_ref().filter(|_| !it.sentence.is_empty()) {
            let _ = writeln!(text, "    before {}", harmless(&before.what));
            let _ = writeln!(text, "           {} {}", harmless(&it.article), harmless(&before.sentence));
            let _ = writeln!(text, "    after  {}", harmless(&it.what));
            let _ = writeln!(text, "           {} {}", harmless(&it.article), harmless(&it.sentence));
        } else if !it.sentence.is_empty() {
            let _ = writeln!(text, "    {} {}", harmless(&it.article), harmless(&it.sentence));
        }
        let _ = writeln!(text, "    {}", it.iri);
    }
    text
}

fn word(way: Way) -> &'static str {
    match way {
        Way::Gained => "gained",
        Way::Lost => "lost",
        Way::Changed => "changed",
    }
}
