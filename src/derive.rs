//! What follows from the facts: the direct edges that the vocabulary names.
use std::collections::BTreeMap;

use oxigraph::model::{NamedOrBlankNode, Quad, Term, vocab::rdf};

use crate::ontology::{Edge, NS, Ontology, derived_graph};

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
            let ends = match &edge.to {
                Some(to) => values(&roles, to.as_str()),
                None => vec![&itself],
            };
            for from in values(&roles, edge.from.as_str()) {
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
