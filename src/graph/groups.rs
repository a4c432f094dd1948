//! Groups: things that hang together more than chance would have it, found by Louvain's method, without chance.
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use petgraph::graph::NodeIndex;

use crate::graph::rank::{By, count, measure, surest};
use crate::graph::{Told, View, evidence, shown_class};
use crate::ontology::{Ontology, shorten, term};
use crate::table::{Table, harmless};

/// A gain smaller than this is none.
const LEAST: f64 = 1e-12;

/// Neighbours with the weight of the edges to them; of a thing that stands for several, itself with that of those inside.
type Weights = Vec<BTreeMap<usize, f64>>;

/// Returns the number of each thing's group, the largest 0; of equals, that with the first thing.
///
/// Things move, in order, to the neighbouring group to which modularity gains most, until none does; then each group
/// becomes one thing, and so on. Whatever is not connected inside its group is then parted.
pub fn groups(view: &View) -> Vec<usize> {
    let number = |it: usize| u32::try_from(it).map_or(f64::MAX, f64::from);
    let of = |it: &BTreeMap<usize, usize>| it.iter().map(|(other, edges)| (*other, number(*edges))).collect();
    let neighbours = view.neighbours();
    let mut weights: Weights = neighbours.iter().map(of).collect();
    let mut groups: Vec<usize> = (0..weights.len()).collect();
    loop {
        let merged = merged(&weights);
        let before = weights.len();
        groups.iter_mut().for_each(|it| *it = merged[*it]);
        weights = folded(&weights, &merged);
        if weights.len() == before {
            break;
        }
    }
    by_size(&connected(&neighbours, &groups))
}

/// Moves each thing, in order, to the neighbouring group to which modularity gains most, until nothing moves.
fn merged(weights: &Weights) -> Vec<usize> {
    let degree: Vec<f64> =
        weights.iter().enumerate().map(|(at, it)| it.values().sum::<f64>() + it.get(&at).unwrap_or(&0.0)).collect();
    let all: f64 = degree.iter().sum();
    let mut group: Vec<usize> = (0..weights.len()).collect();
    let mut total = degree.clone();
    let mut moved = all > 0.0;
    let mut rounds = 0;
    while moved && rounds < 100 {
        moved = false;
        rounds += 1;
        for at in 0..weights.len() {
            let own = group[at];
            let mut to: BTreeMap<usize, f64> = BTreeMap::from([(own, 0.0)]);
            for (other, weight) in weights[at].iter().filter(|it| *it.0 != at) {
                *to.entry(group[*other]).or_default() += weight;
            }
            total[own] -= degree[at];
            let gain = |group: usize, weight: f64| weight - total[group] * degree[at] / all;
            let (mut best, mut most) = (own, gain(own, to[&own]));
            for (group, weight) in &to {
                if gain(*group, *weight) > most + LEAST {
                    (best, most) = (*group, gain(*group, *weight));
                }
            }
            total[best] += degree[at];
            moved |= best != own;
            group[at] = best;
        }
    }
    numbered(&group)
}

/// Makes each group one thing.
fn folded(weights: &Weights, group: &[usize]) -> Weights {
    let mut folded: Weights = vec![BTreeMap::new(); group.iter().max().map_or(0, |it| it + 1)];
    for (at, others) in weights.iter().enumerate() {
        for (other, weight) in others {
            // An edge inside is met from both ends, one that was inside already from one.
            let share = if group[at] == group[*other] && at != *other { weight / 2.0 } else { *weight };
            *folded[group[at]].entry(group[*other]).or_default() += share;
        }
    }
    folded
}

/// Parts what is not connected inside its group.
fn connected(neighbours: &[BTreeMap<usize, usize>], groups: &[usize]) -> Vec<usize> {
    let mut part = vec![usize::MAX; groups.len()];
    for first in 0..groups.len() {
        let mut stack = vec![first];
        while let Some(at) = stack.pop() {
            if part[at] == usize::MAX {
                part[at] = first;
                stack.extend(neighbours[at].keys().filter(|it| groups[**it] == groups[first]));
            }
        }
    }
    part
}

/// Numbers groups in the order in which they are met.
fn numbered(groups: &[usize]) -> Vec<usize> {
    let mut numbers = BTreeMap::new();
    groups
        .iter()
        .map(|it| {
            let next = numbers.len();
            *numbers.entry(*it).or_insert(next)
        })
        .collect()
}

/// Numbers groups by size, the largest first.
fn by_size(groups: &[usize]) -> Vec<usize> {
    let groups = numbered(groups);
    let mut sizes = vec![0_usize; groups.iter().max().map_or(0, |it| it + 1)];
    groups.iter().for_each(|it| sizes[*it] += 1);
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by_key(|it| (std::cmp::Reverse(sizes[*it]), *it));
    let mut place = vec![0; sizes.len()];
    order.iter().enumerate().for_each(|(number, it)| place[*it] = number);
    groups.into_iter().map(|it| place[it]).collect()
}

/// Returns the modularity of groups: how much more of the edges lies inside them than chance would have it.
pub fn modularity(view: &View, groups: &[usize]) -> f64 {
    let all = 2.0 * f64::from(u32::try_from(view.graph.edge_count()).unwrap_or(u32::MAX));
    let mut inside: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
    for (at, others) in view.neighbours().iter().enumerate() {
        for (other, edges) in others {
            let edges = f64::from(u32::try_from(*edges).unwrap_or(u32::MAX));
            let sums = inside.entry(groups[at]).or_default();
            sums.1 += edges;
            sums.0 += if groups[at] == groups[*other] { edges } else { 0.0 };
        }
    }
    inside.values().map(|(inside, sum)| inside / all - (sum / all).powi(2)).sum()
}

/// Returns the members of each of the largest groups that have two or more, those with most neighbours first.
fn members(view: &View, groups: &[usize], most: usize) -> Vec<Vec<NodeIndex>> {
    let degree = measure(view, By::Degree);
    let mut members: Vec<Vec<NodeIndex>> = vec![Vec::new(); groups.iter().max().map_or(0, |it| it + 1).min(most)];
    for place in view.graph.node_indices() {
        if let Some(group) = members.get_mut(groups[place.index()]) {
            group.push(place);
        }
    }
    members.iter_mut().for_each(|it| it.sort_by(|a, b| degree[b.index()].total_cmp(&degree[a.index()]).then(a.cmp(b))));
    members.into_iter().filter(|it| it.len() > 1).collect()
}

/// Returns the facts that tie a thing to others of its group.
fn ties<'a>(view: &'a View, groups: &[usize], place: NodeIndex) -> BTreeMap<&'a str, &'a Told> {
    let inside = view.at(place).into_iter().filter(|it| groups[it.0.index()] == groups[place.index()]);
    inside.flat_map(|it| &view.graph[it.1].told).map(|it| (it.fact.as_str(), it)).collect()
}

/// Prints the largest groups for reading: their members by class.
pub fn page(view: &View, groups: &[usize], ontology: &Ontology, most: usize) -> String {
    let mut text = String::new();
    for (number, members) in members(view, groups, most).iter().enumerate() {
        let gap = if number > 0 { "\n" } else { "" };
        let facts: BTreeSet<&str> = members.iter().flat_map(|it| ties(view, groups, *it).into_keys()).collect();
        let _ = writeln!(text, "{gap}{}  {} things, {} facts", number + 1, members.len(), facts.len());
        let mut classes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for it in members {
            let thing = &view.graph[*it];
            classes.entry(shown_class(thing)).or_default().push(&thing.label);
        }
        for (class, names) in classes {
            let class = ontology.label(term(class).as_str(), true).to_owned();
            let _ = writeln!(text, "  {class}: {}", harmless(&names.join("\u{3001}")));
        }
    }
    text
}

/// Returns the members of the largest groups as rows, each with the surest fact that ties it to its group.
pub fn table(view: &View, groups: &[usize], most: usize) -> Table {
    let mut table = Table::new(&["group", "name", "class", "thing", "facts", "date", "article", "sentence", "fact"]);
    for (number, members) in members(view, groups, most).into_iter().enumerate() {
        for place in members {
            let thing = &view.graph[place];
            let ties = ties(view, groups, place);
            let mut row = vec![count(number + 1), thing.label.clone().into(), shown_class(thing).into()];
            row.extend([shorten(thing.iri.as_str()).into(), count(ties.len())]);
            row.extend(evidence(surest(&ties)));
            table.rows.push(row);
        }
    }
    table
}
