//! Timelines: the dated facts of things, or of all that lies in a place, in order.
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use oxigraph::model::NamedNode;
use oxigraph::store::Store;

use crate::graph::Filter;
use crate::ontology::{Ontology, shorten, term};
use crate::show::{article_id, what};
use crate::table::{Table, harmless};
use crate::thing::{Dated, Thing, class, dated, facts, is_fact, role, roles, subjects};

/// The facts of things in the order of time.
#[derive(Clone, Debug, Default)]
pub struct Timeline {
    /// Those that have a date.
    pub moments: Vec<Moment>,
    /// How many have none, by class.
    pub undated: BTreeMap<String, usize>,
}

/// A dated fact.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// When.
    pub dated: Dated,
    /// The class of the fact.
    pub class: String,
    /// What is said, in short.
    pub what: String,
    /// The article's id.
    pub article: String,
    /// The sentence.
    pub sentence: String,
    /// The fact.
    pub fact: String,
}

/// Gathers the facts in which the things, or what lies in them, have a role.
///
/// Of the filter, classes are those of facts, and an area does not count: a place is one itself.
pub fn timeline(store: &Store, ontology: &Ontology, things: &[Thing], filter: &Filter) -> Timeline {
    let mut found: BTreeSet<NamedNode> = BTreeSet::new();
    for thing in with_parts(store, things) {
        found.extend(facts(store, thing.as_ref()).into_keys());
        found.extend(Some(thing).filter(|it| is_fact(it.as_str())));
    }
    let mut timeline = Timeline::default();
    for fact in found {
        let own = roles(store, fact.as_ref());
        let class = class(&own);
        let Some(article) = role(&own, "article").and_then(|it| NamedNode::new(it).ok()) else { continue };
        if !filter.classes.is_empty() && !filter.classes.iter().any(|it| it.eq_ignore_ascii_case(&class)) {
            continue;
        }
        let Some(dated) = dated(&own) else {
            *timeline.undated.entry(class).or_default() += 1;
            continue;
        };
        if filter.is_then(Some(&dated)) {
            timeline.moments.push(Moment {
                dated,
                what: what(store, ontology, &class, &own),
                class,
                article: article_id(store, &article),
                sentence: role(&own, "sentence").unwrap_or_default(),
                fact: shorten(fact.as_str()),
            });
        }
    }
    timeline.moments.sort();
    timeline
}

/// Returns the things and what lies in them.
fn with_parts(store: &Store, things: &[Thing]) -> BTreeSet<NamedNode> {
    let mut all = BTreeSet::new();
    let mut queue: Vec<NamedNode> = things.iter().map(|it| it.iri.clone()).collect();
    while let Some(thing) = queue.pop() {
        if !all.contains(&thing) {
            queue.extend(subjects(store, &term("within"), thing.as_ref().into()));
            all.insert(thing);
        }
    }
    all
}

/// Returns the SPARQL that gets the facts of the things, with their dates.
pub fn sparql(things: &[Thing]) -> String {
    let things = things.iter().map(|it| shorten(it.iri.as_str())).collect::<Vec<_>>().join(" ");
    format!(
        "SELECT DISTINCT ?start ?class ?fact ?sentence {{\n  {{ VALUES ?thing {{ {things} }} ?part fz:within* ?thing . \
         ?fact ?role ?part }} UNION {{ VALUES ?fact {{ {things} }} }}\n  ?fact a ?class ; fz:article ?article ; fz:sentence \
         ?sentence .\n  OPTIONAL {{ ?fact fz:periodStart|fz:from ?day }}\n  OPTIONAL {{ ?fact fz:attestedOn ?attested \
         }}\n  BIND(STR(COALESCE(?day, ?attested)) AS ?start)\n}} ORDER BY ?start ?class ?fact\n"
    )
}

/// Prints a timeline for reading.
pub fn page(timeline: &Timeline, ontology: &Ontology) -> String {
    let label = |name: &str| ontology.label(term(name).as_str(), true).to_owned();
    let mut text = String::new();
    for it in &timeline.moments {
        let _ = writeln!(text, "{:10}  {}  {}", it.dated.written, label(&it.class), harmless(&it.what));
        let _ = writeln!(text, "            {} {}", harmless(&it.article), harmless(&it.sentence));
        let _ = writeln!(text, "            {}", it.fact);
    }
    text + &undated(timeline)
}

/// Says how many facts have no date; nothing where all have.
pub fn undated(timeline: &Timeline) -> String {
    if timeline.undated.is_empty() {
        return String::new();
    }
    let classes: Vec<String> = timeline.undated.iter().map(|(class, count)| format!("{class} {count}")).collect();
    format!("without a date: {} ({})\n", timeline.undated.values().sum::<usize>(), classes.join(", "))
}

/// Returns a timeline as rows.
pub fn table(timeline: &Timeline) -> Table {
    let mut table = Table::new(&["start", "end", "date", "class", "what", "article", "sentence", "fact"]);
    for it in &timeline.moments {
        table.rows.push(vec![
            it.dated.start.clone().into(),
            it.dated.end.clone().into(),
            it.dated.written.clone().into(),
            it.class.clone().into(),
            it.what.clone().into(),
            it.article.clone().into(),
            it.sentence.clone().into(),
            it.fact.clone().into(),
        ]);
    }
    table
}
