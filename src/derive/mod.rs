//! What follows from the facts: the direct edges that the vocabulary names, and how the facts of all articles stand to each other.
use std::collections::BTreeMap;

use oxigraph::model::{NamedOrBlankNode, Quad, Term, vocab::rdf};

use crate::ontology::{Edge, NS, Ontology, derived_graph};

mod finding;
mod lists;
mod concept;
mod fact;
mod figure;
mod money;
mod post;
mod same;
mod placed;
mod change;
mod share;
mod sum;

pub use fact::{Fact, facts};
pub use finding::{Finding, Link, VERDICTS, Verdict, finding_graph, quads};
pub use lists::Lists;
pub use same::by_hand;

/// Returns the groups that a fact is compared in: only facts of one group are compared.
pub fn keys(lists: &Lists, fact: &Fact) -> Vec<String> {
    match fact {
        Fact::Figure(it) => {
            let own = format!("figure\t{}\t{}\t{}", it.area, it.concept.unit, it.concept.subject);
            vec![own, format!("article\t{}", it.article)]
        }
        Fact::Flow(it) => {
            vec![format!("money\t{}\t{}", it.unit, it.amount), format!("article\t{}", it.article)]
        }
        Fact::Tenure(it) if lists.singular.has(&it.title) && (!it.former || !it.period.is_empty()) => {
            vec![format!("post\t{}\t{}", it.body, it.title)]
        }
        Fact::Tenure(_) => Vec::new(),
        Fact::Thing(it) => same::key(lists, it).into_iter().collect(),
    }
}

/// Compares the facts of one group, whose key begins as [`keys`] wrote it.
pub fn compare(lists: &Lists, key: &str, facts: &[Fact]) -> Vec<Finding> {
    match key.split('\t').next() {
        Some("figure") => figure::compare(&facts.iter().filter_map(Fact::figure).collect::<Vec<_>>()),
        Some("money") => money::told_twice(lists, &facts.iter().filter_map(Fact::flow).collect::<Vec<_>>()),
        Some("post") => post::compare(&facts.iter().filter_map(Fact::tenure).collect::<Vec<_>>()),
        Some("thing") => same::compare(lists, &facts.iter().filter_map(Fact::thing).collect::<Vec<_>>()),
        _ => {
            let figures: Vec<_> = facts.iter().filter_map(Fact::figure).collect();
            let flows: Vec<_> = facts.iter().filter_map(Fact::flow).collect();
            let mut found = sum::check(lists, &figures);
            found.extend(money::within_article(lists, &flows));
            found
        }
    }
}

/// Compares facts that are all in memory; what is said of things by hand is among the findings.
pub fn compare_all(lists: &Lists, facts: &[Fact]) -> Vec<Quad> {
    let mut groups: BTreeMap<String, Vec<Fact>> = BTreeMap::new();
    for fact in facts {
        for key in keys(lists, fact) {
            groups.entry(key).or_default().push(fact.clone());
        }
    }
    let mut findings: Vec<Finding> = by_hand(lists);
    for (key, mut facts) in groups {
        facts.sort();
        facts.dedup();
        findings.extend(compare(lists, &key, &facts));
    }
    findings.iter().flat_map(quads).collect()
}

/// Returns the direct edges of the facts among `quads`, in the derived graph, sorted, each once.
///
/// The facts of several articles may be given together or one by one: the union is the same.
pub fn edges(ontology: &Ontology, quads: &[Quad]) -> Vec<Quad> {
    let mut facts: BTreeMap<&str, Vec<(&str, &Term)>> = BTreeMap::new();
    for quad in quads {
        if let NamedOrBlankNode::NamedNode(subject) = &quad.subject {
            facts.entry(subject.as_str()).or_default().push((quad.predicate.as_str(), &quad.object));
        }
    }
    let mut derived: BTreeMap<String, Quad> = BTreeMap::new();
    for (fact, roles) in facts {
        let classes: Vec<&str> = values(&roles, rdf::TYPE.as_str()).into_iter().filter_map(node).collect();
        let of_class = ontology.edges.iter().filter(|it| classes.contains(&it.class.as_str()));
        for edge in of_class.filter(|it| applies(it, &roles)) {
            let itself = Term::from(oxigraph::model::NamedNode::new_unchecked(fact));
            let [starts, ends] = [&edge.from, &edge.to].map(|role| match role {
                Some(role) => values(&roles, role.as_str()),
                None => vec![&itself],
            });
            for from in starts {
                for to in &ends {
                    add(&mut derived, edge, from, to);
                    if edge.symmetric {
                        add(&mut derived, edge, to, from);
                    }
                }
            }
        }
    }
    derived.into_values().collect()
}

/// Tells whether an edge of its class follows from a fact.
fn applies(edge: &Edge, roles: &[(&str, &Term)]) -> bool {
    let among = |set: &std::collections::BTreeSet<String>| {
        let own = roles.iter().filter(|(property, _)| property.starts_with(NS));
        own.filter_map(|(_, value)| node(value)).any(|it| set.contains(it))
    };
    (edge.only.is_empty() || among(&edge.only)) && !among(&edge.never)
}

fn node(term: &Term) -> Option<&str> {
    match term {
        Term::NamedNode(node) => Some(node.as_str()),
        _ => None,
    }
}

fn values<'a>(roles: &[(&str, &'a Term)], role: &str) -> Vec<&'a Term> {
    roles.iter().filter(|(property, _)| *property == role).map(|(_, value)| *value).collect()
}

fn add(derived: &mut BTreeMap<String, Quad>, edge: &Edge, from: &Term, to: &Term) {
    if let Term::NamedNode(from) = from
        && from.as_str() != node(to).unwrap_or_default()
    {
        let quad = Quad::new(from.clone(), edge.property.clone(), to.clone(), derived_graph());
        derived.insert(quad.to_string(), quad);
    }
}
