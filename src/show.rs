//! Dossiers: all that the graph says of one thing, each line with its article and its sentence.
use std::collections::BTreeSet;
use std::fmt::Write as _;

use oxigraph::model::{NamedNode, NamedNodeRef, Term};
use oxigraph::store::Store;

use crate::ontology::{Ontology, shorten, term};
use crate::table::{Table, harmless};
use crate::thing::{Roles, Thing, all, called, facts, is_fact, node, role, roles, subjects};

/// The classes of facts, in the order of a dossier.
const SECTIONS: [&str; 5] = ["Tenure", "Event", "Flow", "Figure", "Relation"];

/// All that the graph says of one thing.
#[derive(Clone, Debug)]
pub struct Dossier {
    /// The thing.
    pub thing: Thing,
    /// Its other names.
    pub names: Vec<String>,
    /// Its code, of a place.
    pub code: Option<String>,
    /// What it lies in, from near to far.
    pub within: Vec<String>,
    /// The ids of the articles that name it.
    pub articles: Vec<String>,
    /// The facts in which it has a part, by class and date.
    pub lines: Vec<Line>,
}

/// One fact of a dossier.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    /// The place of its class among [`SECTIONS`].
    section: usize,
    /// When it holds or happened, or else the day on which an article attests it.
    pub date: Option<String>,
    /// What is said, in short.
    pub what: String,
    /// The thing's roles in it.
    pub roles: Vec<String>,
    /// The article's id.
    pub article: String,
    /// The sentence.
    pub sentence: String,
    /// The fact.
    pub fact: String,
}

/// One place where a fact is stated.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// The article's id.
    pub article: String,
    /// The file, as it was given to the program.
    pub file: Option<String>,
    /// The page's `doc`.
    pub doc: String,
    /// The hash of the page's text.
    pub sha256: String,
    /// The first of its characters in the file, and the one behind the last.
    pub span: std::ops::Range<usize>,
    /// The words.
    pub quote: String,
    /// The sentence around them.
    pub sentence: String,
    /// The rule that fired.
    pub rule: String,
    /// How often that rule is right.
    pub confidence: Option<String>,
}

/// Gathers what the graph says of a thing.
pub fn dossier(store: &Store, ontology: &Ontology, thing: &Thing) -> Dossier {
    let own = roles(store, thing.iri.as_ref());
    let names = all(&own, "name").iter().map(|it| called(store, it)).filter(|it| *it != thing.label).collect();
    let naming = subjects(store, &term("mentions"), thing.iri.as_ref().into());
    let articles: BTreeSet<String> = naming.iter().map(|it| article_id(store, it)).collect();
    let played = |(fact, played): (NamedNode, BTreeSet<String>)| {
        let played = played.iter().map(|it| ontology.label(term(it).as_str(), true).to_owned()).collect();
        line(store, ontology, &fact, played)
    };
    let mut lines: Vec<Line> = match is_fact(thing.iri.as_str()) {
        true => line(store, ontology, &thing.iri, Vec::new()).into_iter().collect(),
        false => facts(store, thing.iri.as_ref()).into_iter().filter_map(played).collect(),
    };
    lines.sort();
    Dossier {
        thing: thing.clone(),
        names,
        code: role(&own, "code"),
        within: chain(store, &own),
        articles: articles.into_iter().collect(),
        lines,
    }
}

/// Returns where a fact is stated, the best telling first.
pub fn evidence(store: &Store, fact: &NamedNode) -> Vec<Evidence> {
    let own = roles(store, fact.as_ref());
    let Some(article) = role(&own, "article").and_then(|it| NamedNode::new(it).ok()) else { return Vec::new() };
    let source = roles(store, article.as_ref());
    let told = |roles: &Roles| {
        let bound = |name| role(roles, name)?.parse::<usize>().ok();
        Some(Evidence {
            article: article_id(store, &article),
            file: role(&source, "file"),
            doc: role(&source, "doc").unwrap_or_default(),
            sha256: role(&source, "sha256").unwrap_or_default(),
            span: bound("start")?..bound("end")?,
            quote: role(roles, "quote")?,
            sentence: role(roles, "sentence")?,
            rule: role(roles, "rule").unwrap_or_default(),
            confidence: role(roles, "confidence"),
        })
    };
    let again = all(&own, "alsoStated").iter().filter_map(|it| match it {
        Term::NamedNode(node) => Some(roles(store, node.as_ref())),
        _ => None,
    });
    let mut others: Vec<Evidence> = again.filter_map(|it| told(&it)).collect();
    others.sort_by_key(|it| (it.span.start, it.span.end));
    told(&own).into_iter().chain(others).collect()
}

/// Returns a sentence with its words in brackets.
pub fn marked(sentence: &str, quote: &str) -> String {
    match sentence.split_once(quote).filter(|_| !quote.is_empty()) {
        Some((before, behind)) => format!("{before}\u{3010}{quote}\u{3011}{behind}"),
        None => sentence.to_owned(),
    }
}

/// Prints a dossier for reading.
pub fn page(dossier: &Dossier, ontology: &Ontology) -> String {
    let label = |name: &str| ontology.label(term(name).as_str(), true).to_owned();
    let mut text = String::new();
    let thing = &dossier.thing;
    let _ = writeln!(text, "{}  {}  {}", harmless(&thing.label), label(&thing.class), shorten(thing.iri.as_str()));
    let facts = [
        (label("name"), dossier.names.join("\u{3001}")),
        (label("code"), dossier.code.clone().unwrap_or_default()),
        (label("within"), dossier.within.join(" < ")),
        (label("mentions"), dossier.articles.join(" ")),
    ];
    for (name, value) in facts.iter().filter(|it| !it.1.is_empty()) {
        let _ = writeln!(text, "  {name}: {}", harmless(value));
    }
    for (section, class) in SECTIONS.iter().enumerate() {
        let lines: Vec<&Line> = dossier.lines.iter().filter(|it| it.section == section).collect();
        if lines.is_empty() {
            continue;
        }
        let _ = writeln!(text, "\n{} ({})", label(class), lines.len());
        for it in lines {
            let _ = writeln!(text, "  {:10}  {}", it.date.as_deref().unwrap_or("-"), harmless(&it.what));
            let _ = writeln!(text, "              {} {}", harmless(&it.article), harmless(&it.sentence));
            let _ = writeln!(text, "              {}", it.fact);
        }
    }
    text
}

/// Returns dossiers as rows, one a fact.
pub fn table(dossiers: &[Dossier]) -> Table {
    let mut table = Table::new(&["thing", "class", "date", "what", "role", "article", "sentence", "fact"]);
    for dossier in dossiers {
        for it in &dossier.lines {
            table.rows.push(vec![
                shorten(dossier.thing.iri.as_str()).into(),
                SECTIONS[it.section].into(),
                it.date.clone().into(),
                it.what.clone().into(),
                it.roles.join(" ").into(),
                it.article.clone().into(),
                it.sentence.clone().into(),
                it.fact.clone().into(),
            ]);
        }
    }
    table
}

/// Returns an article's id, as the records have it.
pub fn article_id(store: &Store, article: &NamedNode) -> String {
    let property = NamedNodeRef::new_unchecked("http://purl.org/dc/terms/identifier");
    let found = store.quads_for_pattern(Some(article.as_ref().into()), Some(property), None, None).flatten().next();
    found.map_or_else(|| shorten(article.as_str()), |it| called(store, &it.object))
}

/// Returns what a thing lies in, from near to far; a circle ends where it closes.
fn chain(store: &Store, own: &Roles) -> Vec<String> {
    let (mut chain, mut seen) = (Vec::new(), BTreeSet::new());
    let mut next = role(own, "within");
    while let Some(node) = next.filter(|it| seen.insert(it.clone())).and_then(|it| NamedNode::new(it).ok()) {
        let roles = roles(store, node.as_ref());
        chain.extend(role(&roles, "name").map(|_| called(store, &Term::from(node))));
        next = role(&roles, "within");
    }
    chain
}

fn line(store: &Store, ontology: &Ontology, fact: &NamedNode, played: Vec<String>) -> Option<Line> {
    let own = roles(store, fact.as_ref());
    let class = crate::thing::class(&own);
    let section = SECTIONS.iter().position(|it| *it == class)?;
    let article = role(&own, "article").and_then(|it| NamedNode::new(it).ok());
    let date = role(&own, "period").or_else(|| role(&own, "attestedOn"));
    Some(Line {
        section,
        date,
        what: what(store, ontology, &class, &own),
        roles: played,
        article: article.map(|it| article_id(store, &it)).unwrap_or_default(),
        sentence: role(&own, "sentence").unwrap_or_default(),
        fact: shorten(fact.as_str()),
    })
}

/// Says in short what a fact says.
pub fn what(store: &Store, ontology: &Ontology, class: &str, own: &Roles) -> String {
    let names = |name: &str| {
        let values = all(own, name).iter();
        let names: Vec<String> = values.map(|it| known(ontology, it).unwrap_or_else(|| called(store, it))).collect();
        (!names.is_empty()).then(|| names.join("\u{3001}"))
    };
    let either = |name: &str| names(name).or_else(|| names(&format!("{name}Text")));
    let bound = || names("bound").filter(|_| role(own, "bound").is_some_and(|it| !it.ends_with("#exact")));
    let flag = |name: &str| role(own, name).map(|_| ontology.label(term(name).as_str(), true).to_owned());
    let parts = match class {
        "Tenure" => {
            vec![names("person"), names("organization").or_else(|| names("place")), names("title"), flag("former")]
        }
        "Event" => {
            let taking_part =
                ["host", "speaker", "announcer", "organizer", "signatory", "honoree", "actor", "attendee"];
            let played =
                |it: &str| names(it).map(|names| format!("[{}: {names}]", ontology.label(term(it).as_str(), true)));
            let mut parts = vec![names("kind"), names("name"), names("place").map(|it| format!("@{it}"))];
            parts.extend(taking_part.iter().map(|it| played(it)));
            parts
        }
        "Flow" => vec![
            either("payer"),
            Some("\u{2192}".to_owned()),
            either("payee"),
            bound(),
            names("printed"),
            names("kind"),
            names("status"),
            names("program").map(|it| format!("[{it}]")),
            names("purpose"),
        ],
        "Figure" => {
            let target = role(own, "modality").filter(|it| it.ends_with("#target")).and_then(|_| names("modality"));
            vec![names("area"), names("metric"), names("change"), bound(), names("printed"), target]
        }
        _ => vec![names("subject"), names("predicate"), names("object")],
    };
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Returns what the vocabulary calls a value that is one of its terms.
fn known(ontology: &Ontology, value: &Term) -> Option<String> {
    let iri = node(value)?;
    ontology.labels.contains_key(iri).then(|| ontology.label(iri, true).to_owned())
}
