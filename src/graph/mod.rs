//! The graph as petgraph sees it: things as nodes, the direct edges that follow from the facts, each with those facts.
pub mod path;
pub mod rank;
pub mod groups;
pub mod timeline;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedNodeRef, Quad, Term};
use oxigraph::store::Store;
use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;

use crate::derive::edges;
use crate::ontology::{Ontology, derived_graph, entities_graph, shorten, term};
use crate::show::article_id;
use crate::table::{Cell, Table};
use crate::thing::{Dated, Roles, Thing, dated, facts, is_fact, node, role, roles, subjects, thing};

/// A direct edge.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The property.
    pub property: NamedNode,
    /// The facts that say it, by IRI; none where it is only known what lies in what.
    pub told: Vec<Told>,
}

/// A fact behind an edge.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Its IRI.
    pub fact: NamedNode,
    /// What it adds to the edge: the office held, the sum paid, the role played.
    pub detail: Option<String>,
    /// When it holds or happened, or else the day on which an article attests it.
    pub date: Option<String>,
    /// The article's id.
    pub article: String,
    /// The sentence.
    pub sentence: String,
    /// How often its rule is right.
    pub confidence: Option<f64>,
}

/// A part of the graph.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// Its things and direct edges.
    pub graph: DiGraph<Thing, Link>,
    /// The things around which it was taken.
    pub centres: Vec<NodeIndex>,
}

/// What is gone along and what is left out.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only things of these classes, where there are any.
    pub classes: Vec<String>,
    /// Only facts that have to do with this area.
    pub area: Option<Area>,
    /// Only facts of this day or later.
    pub from: Option<String>,
    /// Only facts of this day or earlier.
    pub to: Option<String>,
    /// Go also from a place to what it lies in.
    pub within: bool,
}

/// A place with all that lies in it.
#[derive(Clone, Debug, Default)]
pub struct Area {
    places: BTreeSet<NamedNode>,
    codes: Vec<String>,
}

/// Start, property and end of an edge.
type Ends = (NamedNode, NamedNode, NamedNode);

impl Area {
    /// Returns the area of places: they and what lies in them.
    pub fn of(store: &Store, places: &[Thing]) -> Self {
        let mut area = Self::default();
        let mut queue: Vec<NamedNode> = places.iter().map(|it| it.iri.clone()).collect();
        while let Some(place) = queue.pop() {
            if !area.places.contains(&place) {
                queue.extend(subjects(store, &term("within"), place.as_ref().into()));
                let code = role(&roles(store, place.as_ref()), "code");
                // The code of a province or prefecture ends in pairs of zeros, which those of its parts do not share.
                let stem = |it: String| match it.len() {
                    6 => it.trim_end_matches("00").to_owned(),
                    _ => it,
                };
                area.codes.extend(code.map(stem));
                area.places.insert(place);
            }
        }
        area
    }

    /// Tells whether a thing lies in the area, or is of a division that does.
    pub fn holds(&self, store: &Store, thing: &NamedNode) -> bool {
        self.places.contains(thing) || {
            let anchor = term("anchorCode");
            let mut anchors =
                store.quads_for_pattern(Some(thing.as_ref().into()), Some(anchor.as_ref()), None, None).flatten();
            anchors.any(|quad| match quad.object {
                Term::Literal(anchor) => self.codes.iter().any(|it| anchor.value().starts_with(it)),
                _ => false,
            })
        }
    }
}

impl Filter {
    /// Tells whether things of that class are gone to.
    pub fn goes_to(&self, thing: &Thing) -> bool {
        self.classes.is_empty() || self.classes.iter().any(|it| it.eq_ignore_ascii_case(shown_class(thing)))
    }

    /// Tells whether a fact of that time counts.
    pub fn is_then(&self, dated: Option<&Dated>) -> bool {
        if self.from.is_none() && self.to.is_none() {
            return true;
        }
        let Some(dated) = dated else { return false };
        let late = self.from.as_ref().is_none_or(|it| dated.end.as_str() >= it.as_str());
        late && self.to.as_ref().is_none_or(|it| dated.start.as_str() <= it.as_str())
    }

    /// Tells whether a fact has to do with the area: one of its values lies there.
    pub fn is_there(&self, store: &Store, thing: &NamedNode, own: &Roles) -> bool {
        let Some(area) = &self.area else { return true };
        let values = own.values().flatten().filter_map(node).map(NamedNode::new_unchecked);
        area.holds(store, thing) || values.into_iter().any(|it| area.holds(store, &it))
    }
}

impl Link {
    /// Returns what the facts add to the edge, each once.
    pub fn details(&self) -> Vec<&str> {
        let mut details: Vec<&str> = self.told.iter().filter_map(|it| it.detail.as_deref()).collect();
        details.sort_unstable();
        details.dedup();
        details
    }

    /// Returns the fact that is surest; of equals, the first.
    pub fn best(&self) -> Option<&Told> {
        self.told.iter().rev().max_by(|a, b| {
            let sure = |it: &Told| it.confidence.unwrap_or_default();
            sure(a).total_cmp(&sure(b))
        })
    }
}

impl View {
    /// Returns the edges at a thing, whichever way they go, with the thing at their other end, in the order of both.
    pub fn at(&self, place: NodeIndex) -> Vec<(NodeIndex, EdgeIndex)> {
        let outgoing = self.graph.edges(place).map(|it| (it.target(), it.id()));
        let incoming = self.graph.edges_directed(place, petgraph::Direction::Incoming).map(|it| (it.source(), it.id()));
        let mut edges: Vec<_> = outgoing.chain(incoming).collect();
        edges.sort_unstable();
        edges
    }

    /// Returns each thing's neighbours, in order, each once, with the number of edges to it.
    pub fn neighbours(&self) -> Vec<BTreeMap<usize, usize>> {
        let mut neighbours = vec![BTreeMap::new(); self.graph.node_count()];
        for edge in self.graph.edge_references() {
            let (from, to) = (edge.source().index(), edge.target().index());
            *neighbours[from].entry(to).or_default() += 1;
            *neighbours[to].entry(from).or_default() += 1;
        }
        neighbours
    }

    /// Returns only the things and edges for which `keep` holds.
    pub fn only(&self, keep: impl Fn(NodeIndex) -> bool, along: impl Fn(EdgeIndex) -> bool) -> Self {
        let thing = |place, thing: &Thing| keep(place).then(|| (place, thing.clone()));
        let graph = self.graph.filter_map(thing, |edge, link| along(edge).then(|| link.clone()));
        let centres = graph.node_indices().filter(|it| self.centres.contains(&graph[*it].0)).collect();
        Self { graph: graph.map(|_, it| it.1.clone(), |_, it| it.clone()), centres }
    }

    /// Returns the edges as rows, one a fact.
    pub fn edge_list(&self, ontology: &Ontology) -> Table {
        let mut table = Table::new(&["from", "edge", "detail", "to", "date", "article", "sentence", "fact"]);
        for edge in self.graph.edge_references() {
            let (from, to) = (&self.graph[edge.source()], &self.graph[edge.target()]);
            let name = ontology.label(edge.weight().property.as_str(), true);
            for told in rows(edge.weight()) {
                let mut row: Vec<Cell> = vec![shorten(from.iri.as_str()).into(), name.into()];
                row.push(told.and_then(|it| it.detail.clone()).into());
                row.push(shorten(to.iri.as_str()).into());
                row.extend(evidence(told));
                table.rows.push(row);
            }
        }
        table
    }
}

/// Returns the facts of a link, one a row; one row without, where it has none.
pub fn rows(link: &Link) -> Vec<Option<&Told>> {
    if link.told.is_empty() { vec![None] } else { link.told.iter().map(Some).collect() }
}

/// Returns the cells of a fact's evidence: date, article, sentence, fact.
pub fn evidence(told: Option<&Told>) -> [Cell; 4] {
    [
        told.and_then(|it| it.date.clone()).into(),
        told.map(|it| it.article.clone()).into(),
        told.map(|it| it.sentence.clone()).into(),
        told.map(|it| shorten(it.fact.as_str())).into(),
    ]
}

/// Returns all things that have an edge, in the order of their IRIs, and all edges between them.
pub fn load(store: &Store, ontology: &Ontology, filter: &Filter) -> View {
    let mut part = Part::new(store, ontology, filter);
    let classes: BTreeSet<String> = ontology.edges.iter().map(|it| it.class.as_str().to_owned()).collect();
    for class in classes {
        for fact in subjects(store, &rdf::TYPE.into_owned(), NamedNodeRef::new_unchecked(&class).into()) {
            part.read(&fact);
        }
    }
    let mut things: BTreeMap<NamedNode, Thing> = BTreeMap::new();
    let mut ends: BTreeSet<NamedNode> = part.links.keys().flat_map(|it| [it.0.clone(), it.2.clone()]).collect();
    if filter.within {
        for quad in store.quads_for_pattern(None, Some(term("within").as_ref()), None, None).flatten() {
            ends.extend(ends_of(&quad).map(|it| [it.0, it.2]).into_iter().flatten());
        }
    }
    for iri in ends {
        things.extend(thing(store, &iri).filter(|it| filter.goes_to(it)).map(|it| (iri, it)));
    }
    let mut view = View::default();
    let places = things.into_iter().map(|(iri, it)| (iri, view.graph.add_node(it))).collect();
    part.link(view, &places)
}

/// Returns what lies within `depth` direct edges of the things, in either direction, nearest first.
pub fn around(store: &Store, ontology: &Ontology, centres: &[Thing], depth: usize, filter: &Filter) -> View {
    let mut part = Part::new(store, ontology, filter);
    let mut view = View::default();
    let mut places: BTreeMap<NamedNode, NodeIndex> = BTreeMap::new();
    let mut queue = VecDeque::new();
    for centre in centres {
        let place = view.graph.add_node(centre.clone());
        view.centres.push(place);
        places.insert(centre.iri.clone(), place);
        queue.push_back((centre.iri.clone(), 0));
    }
    while let Some((iri, steps)) = queue.pop_front() {
        if steps == depth {
            // At the rim, only edges between what is already there are drawn.
            part.read_between(&iri, &places);
            continue;
        }
        for other in part.next_to(&iri) {
            if !places.contains_key(&other)
                && let Some(found) = thing(store, &other).filter(|it| filter.goes_to(it))
            {
                places.insert(other.clone(), view.graph.add_node(found));
                queue.push_back((other, steps + 1));
            }
        }
    }
    part.link(view, &places)
}

/// Returns the class of a thing as users know it: an event is an event, named or not.
pub fn shown_class(thing: &Thing) -> &str {
    if thing.class == "NamedEvent" { "Event" } else { &thing.class }
}

/// What was read of the graph so far.
struct Part<'a> {
    store: &'a Store,
    ontology: &'a Ontology,
    filter: &'a Filter,
    facts: BTreeMap<NamedNode, Vec<Ends>>,
    links: BTreeMap<Ends, BTreeMap<NamedNode, Told>>,
}

impl<'a> Part<'a> {
    fn new(store: &'a Store, ontology: &'a Ontology, filter: &'a Filter) -> Self {
        Self { store, ontology, filter, facts: BTreeMap::new(), links: BTreeMap::new() }
    }

    /// Reads a fact and returns the edges that follow from it; of one that holds both ways, that from the lesser IRI.
    fn read(&mut self, fact: &NamedNode) -> Vec<Ends> {
        if let Some(known) = self.facts.get(fact) {
            return known.clone();
        }
        let mut found = Vec::new();
        let quads: Vec<Quad> =
            self.store.quads_for_pattern(Some(fact.as_ref().into()), None, None, None).flatten().collect();
        let own = roles(self.store, fact.as_ref());
        let article = role(&own, "article").and_then(|it| NamedNode::new(it).ok());
        let of_article = || dated(&roles(self.store, article.as_ref()?.as_ref()));
        let date = dated(&own);
        let timely = self.filter.from.is_none() && self.filter.to.is_none()
            || self.filter.is_then(date.clone().or_else(of_article).as_ref());
        if timely && self.filter.is_there(self.store, fact, &own) {
            let symmetric =
                |property: &NamedNode| self.ontology.edges.iter().any(|it| it.symmetric && it.property == *property);
            for (from, property, to) in edges(self.ontology, &quads).iter().filter_map(ends_of) {
                if to < from && symmetric(&property) {
                    continue;
                }
                let told = Told {
                    fact: fact.clone(),
                    detail: self.detail(&own, &from, &property),
                    date: date.as_ref().map(|it| it.written.clone()),
                    article: article.as_ref().map(|it| article_id(self.store, it)).unwrap_or_default(),
                    sentence: role(&own, "sentence").unwrap_or_default(),
                    confidence: role(&own, "confidence").and_then(|it| it.parse().ok()),
                };
                let ends = (from, property, to);
                self.links.entry(ends.clone()).or_default().insert(fact.clone(), told);
                found.push(ends);
            }
        }
        self.facts.insert(fact.clone(), found.clone());
        found
    }

    /// Returns what a fact adds to an edge.
    fn detail(&self, own: &Roles, from: &NamedNode, property: &NamedNode) -> Option<String> {
        let edge = self.ontology.edges.iter().find(|it| it.property == *property)?;
        if edge.class == term("Tenure") {
            return role(own, "title");
        }
        if edge.class == term("Flow") {
            return role(own, "printed");
        }
        let itself = Term::from(from.clone());
        let played = |(name, values): (&String, &Vec<Term>)| {
            let played = Some(name.as_str()) != edge.from.as_ref().map(NamedNode::as_str) && values.contains(&itself);
            played.then(|| self.ontology.label(name, true).to_owned())
        };
        let played: Vec<String> = own.iter().filter(|_| edge.to.is_none()).filter_map(played).collect();
        (!played.is_empty()).then(|| played.join("\u{3001}"))
    }

    /// Returns the things to which an edge leads from this one, or from which one leads to it.
    fn next_to(&mut self, iri: &NamedNode) -> BTreeSet<NamedNode> {
        let mut own: BTreeSet<NamedNode> = facts(self.store, iri.as_ref()).into_keys().collect();
        own.extend(is_fact(iri.as_str()).then(|| iri.clone()));
        let mut ends: Vec<Ends> = own.iter().flat_map(|it| self.read(it)).collect();
        if self.filter.within {
            let (within, entities) = (term("within"), entities_graph());
            for (from, to) in [(Some(iri.as_ref().into()), None), (None, Some(iri.as_ref().into()))] {
                let quads =
                    self.store.quads_for_pattern(from, Some(within.as_ref()), to, Some(entities.as_ref().into()));
                ends.extend(quads.flatten().filter_map(|it| ends_of(&it)));
            }
        }
        let other = |(from, _, to): Ends| match (from == *iri, to == *iri) {
            (true, false) => Some(to),
            (false, true) => Some(from),
            _ => None,
        };
        ends.into_iter().filter_map(other).collect()
    }

    /// Reads the facts behind the edges that go from this thing to those that are there.
    fn read_between(&mut self, iri: &NamedNode, places: &BTreeMap<NamedNode, NodeIndex>) {
        let derived = derived_graph();
        let quads = self.store.quads_for_pattern(Some(iri.as_ref().into()), None, None, Some(derived.as_ref().into()));
        for (from, property, to) in quads.flatten().filter_map(|it| ends_of(&it)) {
            if !places.contains_key(&to) {
                continue;
            }
            let ontology = self.ontology;
            for edge in ontology.edges.iter().filter(|it| it.property == property) {
                let saying: BTreeSet<NamedNode> = match (&edge.from, &edge.to) {
                    (_, None) => BTreeSet::from([to.clone()]),
                    (None, Some(_)) => BTreeSet::from([from.clone()]),
                    (Some(start), Some(role)) => {
                        let starting = |it: &NamedNode| subjects(self.store, start, it.as_ref().into());
                        let both = |from: &NamedNode, to: &NamedNode| {
                            let ending = subjects(self.store, role, to.as_ref().into());
                            starting(from).intersection(&ending).cloned().collect::<BTreeSet<_>>()
                        };
                        let turned = if edge.symmetric { both(&to, &from) } else { BTreeSet::new() };
                        both(&from, &to).into_iter().chain(turned).collect()
                    }
                };
                saying.iter().for_each(|it| drop(self.read(it)));
            }
        }
    }

    /// Adds the edges between the things that are there; last, what lies in what.
    fn link(self, mut view: View, places: &BTreeMap<NamedNode, NodeIndex>) -> View {
        for ((from, property, to), told) in self.links {
            if let (Some(start), Some(end)) = (places.get(&from), places.get(&to)) {
                view.graph.add_edge(*start, *end, Link { property, told: told.into_values().collect() });
            }
        }
        let (within, entities) = (term("within"), entities_graph());
        for (iri, start) in places.iter().filter(|_| self.filter.within) {
            let quads = self.store.quads_for_pattern(
                Some(iri.as_ref().into()),
                Some(within.as_ref()),
                None,
                Some(entities.as_ref().into()),
            );
            let above: BTreeSet<NamedNode> = quads.flatten().filter_map(|it| ends_of(&it)).map(|it| it.2).collect();
            for end in above.iter().filter_map(|it| places.get(it)) {
                view.graph.add_edge(*start, *end, Link { property: within.clone(), told: Vec::new() });
            }
        }
        view
    }
}

fn ends_of(quad: &Quad) -> Option<Ends> {
    match (&quad.subject, &quad.object) {
        (oxigraph::model::NamedOrBlankNode::NamedNode(from), Term::NamedNode(to)) if from != to => {
            Some((from.clone(), quad.predicate.clone(), to.clone()))
        }
        _ => None,
    }
}
