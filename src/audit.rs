//! The audit: what comparing the facts of all articles found, each with the sentences and a verdict.
use std::collections::BTreeSet;
use std::fmt::Write as _;

use oxigraph::model::{NamedNode, Term};
use oxigraph::store::Store;

use crate::derive::{VERDICTS, Verdict};
use crate::ontology::{Ontology, shorten, term};
use crate::show::{article_id, marked};
use crate::table::{Table, harmless};
use crate::thing::{Thing, all, role, roles, subjects};

/// A finding with what it compares.
#[derive(Clone, Debug)]
pub struct Audited {
    /// The verdict.
    pub verdict: Verdict,
    /// The finding.
    pub finding: String,
    /// What was compared in short.
    pub check: String,
    /// What the facts have in common.
    pub basis: String,
    /// The facts, as they stand in the articles.
    pub facts: Vec<Told>,
}

/// A fact, or a thing, of a finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Told {
    /// The date of the article.
    pub date: String,
    /// The article's id.
    pub article: String,
    /// Where it stands in the file.
    at: u64,
    /// The fact.
    pub fact: String,
    /// The words of a fact; the name of a thing.
    pub words: String,
    /// The sentence around them.
    pub sentence: String,
}

/// Returns what was found, the gravest verdicts first; only of these verdicts, and of these things, where there are any.
pub fn audit(store: &Store, verdicts: &[Verdict], things: &[Thing]) -> Vec<Audited> {
    let mut found = Vec::new();
    for (verdict, name, ..) in VERDICTS.iter().filter(|it| verdicts.is_empty() || verdicts.contains(&it.0)) {
        let verdict_term = term(name);
        for finding in subjects(store, &term("verdict"), verdict_term.as_ref().into()) {
            let own = roles(store, finding.as_ref());
            let compared: Vec<NamedNode> = all(&own, "compares").iter().filter_map(node).collect();
            if things.is_empty() || compared.iter().any(|it| concerns(store, it, things)) {
                let mut facts: Vec<Told> = compared.iter().map(|it| told(store, it)).collect();
                facts.sort();
                found.push(Audited {
                    verdict: *verdict,
                    finding: shorten(finding.as_str()),
                    check: role(&own, "check").unwrap_or_default(),
                    basis: role(&own, "basis").unwrap_or_default(),
                    facts,
                });
            }
        }
    }
    found.sort_by(|a, b| (a.verdict, &a.facts, &a.check).cmp(&(b.verdict, &b.facts, &b.check)));
    found
}

fn node(term: &Term) -> Option<NamedNode> {
    match term {
        Term::NamedNode(it) => Some(it.clone()),
        _ => None,
    }
}

/// Tells whether a fact has one of the things among its roles, or is it.
fn concerns(store: &Store, fact: &NamedNode, things: &[Thing]) -> bool {
    let wanted: BTreeSet<&str> = things.iter().map(|it| it.iri.as_str()).collect();
    let mut values = roles(store, fact.as_ref()).into_values().flatten();
    wanted.contains(fact.as_str()) || values.any(|it| node(&it).is_some_and(|it| wanted.contains(it.as_str())))
}

fn told(store: &Store, fact: &NamedNode) -> Told {
    let own = roles(store, fact.as_ref());
    let article = role(&own, "article").and_then(|it| NamedNode::new(it).ok());
    let date = article.as_ref().and_then(|it| role(&roles(store, it.as_ref()), "period"));
    Told {
        date: date.unwrap_or_default(),
        article: article.map(|it| article_id(store, &it)).unwrap_or_default(),
        at: role(&own, "start").and_then(|it| it.parse().ok()).unwrap_or_default(),
        words: role(&own, "quote").or_else(|| role(&own, "name")).unwrap_or_default(),
        sentence: role(&own, "sentence").unwrap_or_default(),
        fact: shorten(fact.as_str()),
    }
}

/// Returns the verdict of that name.
pub fn verdict(name: &str) -> Option<Verdict> {
    VERDICTS.iter().find(|it| it.1.eq_ignore_ascii_case(name)).map(|it| it.0)
}

/// Prints what was found for reading.
pub fn page(found: &[Audited], ontology: &Ontology) -> String {
    let mut text = String::new();
    let mut heading = None;
    for it in found {
        let label = |chinese| ontology.label(term(it.verdict.name()).as_str(), chinese).to_owned();
        if heading != Some(it.verdict) {
            heading = Some(it.verdict);
            let count = found.iter().filter(|other| other.verdict == it.verdict).count();
            let gap = if text.is_empty() { "" } else { "\n" };
            let _ = writeln!(text, "{gap}{}  {} ({count})", label(true), label(false));
        }
        let _ = writeln!(text, "  {}  {}", harmless(&it.check), harmless(&it.basis));
        for told in &it.facts {
            let date = if told.date.is_empty() { "-" } else { &told.date };
            let _ = writeln!(text, "    {date:10}  {} {}", harmless(&told.article), told.fact);
            if !told.sentence.is_empty() {
                let _ = writeln!(text, "                {}", harmless(&marked(&told.sentence, &told.words)));
            }
        }
    }
    text
}

/// Returns what was found as rows, one a fact.
pub fn table(found: &[Audited]) -> Table {
    let mut table =
        Table::new(&["verdict", "check", "basis", "words", "date", "article", "sentence", "fact", "finding"]);
    for it in found {
        for told in &it.facts {
            table.rows.push(vec![
                it.verdict.name().into(),
                it.check.clone().into(),
                it.basis.clone().into(),
                told.words.clone().into(),
                told.date.clone().into(),
                told.article.clone().into(),
                told.sentence.clone().into(),
                told.fact.clone().into(),
                it.finding.clone().into(),
            ]);
        }
    }
    table
}
