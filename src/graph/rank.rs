//! Rank: how much hangs on each thing, counted by neighbours, by their weight, and by the ways that lead through it.
use std::collections::{BTreeMap, VecDeque};

use petgraph::graph::NodeIndex;
use rayon::prelude::*;

use crate::graph::{Told, View, evidence, shown_class};
use crate::ontology::shorten;
use crate::table::{Cell, Table};

/// How often a reader goes on along an edge rather than start anew, in PageRank.
const ON: f64 = 0.85;

/// What things are ranked by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// How many neighbours a thing has.
    Degree,
    /// How often one comes to it who goes from neighbour to neighbour.
    PageRank,
    /// The share of the shortest ways between others that lead through it.
    Betweenness,
}

/// Returns the measure of each thing; edges count in both directions, several between two things as one.
pub fn measure(view: &View, by: By) -> Vec<f64> {
    let neighbours: Vec<Vec<usize>> = view.neighbours().iter().map(|it| it.keys().copied().collect()).collect();
    match by {
        By::Degree => neighbours.iter().map(|it| number(it.len())).collect(),
        By::PageRank => page_rank(&neighbours),
        By::Betweenness => betweenness(&neighbours),
    }
}

fn page_rank(neighbours: &[Vec<usize>]) -> Vec<f64> {
    let all = number(neighbours.len().max(1));
    let mut rank = vec![1.0 / all; neighbours.len()];
    for _ in 0..200 {
        let lost: f64 = rank.iter().zip(neighbours).filter(|it| it.1.is_empty()).map(|it| it.0).sum();
        let mut next = vec![(1.0 - ON + ON * lost) / all; neighbours.len()];
        for (place, others) in neighbours.iter().enumerate() {
            let share = ON * rank[place] / number(others.len().max(1));
            others.iter().for_each(|it| next[*it] += share);
        }
        let moved: f64 = rank.iter().zip(&next).map(|(a, b)| (a - b).abs()).sum();
        rank = next;
        if moved < 1e-12 {
            break;
        }
    }
    rank
}

/// Brandes' algorithm, in parallel by start; sums are made in the order of the starts, so that they never differ.
fn betweenness(neighbours: &[Vec<usize>]) -> Vec<f64> {
    let all = neighbours.len();
    let starts: Vec<usize> = (0..all).collect();
    let of_chunk = |chunk: &[usize]| {
        let mut sums = vec![0.0; all];
        chunk.iter().for_each(|it| add_ways(neighbours, *it, &mut sums));
        sums
    };
    let parts: Vec<Vec<f64>> = starts.par_chunks(all.div_ceil(64).max(1)).map(of_chunk).collect();
    let pairs = number(all.saturating_sub(1)) * number(all.saturating_sub(2));
    (0..all).map(|it| parts.iter().map(|part| part[it]).sum::<f64>() / pairs.max(1.0)).collect()
}

/// Adds the share of the shortest ways from one start that lead through each thing.
fn add_ways(neighbours: &[Vec<usize>], start: usize, sums: &mut [f64]) {
    let all = neighbours.len();
    let (mut steps, mut ways, mut through) = (vec![usize::MAX; all], vec![0.0; all], vec![0.0; all]);
    let (mut order, mut queue) = (Vec::new(), VecDeque::from([start]));
    (steps[start], ways[start]) = (0, 1.0);
    while let Some(place) = queue.pop_front() {
        order.push(place);
        for next in &neighbours[place] {
            if steps[*next] == usize::MAX {
                steps[*next] = steps[place] + 1;
                queue.push_back(*next);
            }
            if steps[*next] == steps[place] + 1 {
                ways[*next] += ways[place];
            }
        }
    }
    for place in order.into_iter().rev().filter(|it| *it != start) {
        sums[place] += through[place];
        for before in neighbours[place].iter().filter(|it| steps[**it].saturating_add(1) == steps[place]) {
            through[*before] += ways[*before] / ways[place] * (1.0 + through[place]);
        }
    }
}

/// Returns the things by their measure, the most first, as rows, each with the surest of its facts.
///
/// Degree and PageRank are always there, betweenness, which takes longer, where things are ranked by it.
pub fn table(view: &View, by: By, classes: &[String], most: usize) -> Table {
    let mut measures = vec![measure(view, By::Degree), measure(view, By::PageRank)];
    let mut columns = vec!["rank", "name", "class", "degree", "pagerank"];
    if by == By::Betweenness {
        measures.push(measure(view, by));
        columns.push("betweenness");
    }
    columns.extend(["thing", "facts", "date", "article", "sentence", "fact"]);
    let mut table = Table::new(&columns);
    let chosen = match by {
        By::Degree => &measures[0],
        By::PageRank => &measures[1],
        By::Betweenness => &measures[2],
    };
    let wanted = |it: &NodeIndex| {
        let class = shown_class(&view.graph[*it]);
        classes.is_empty() || classes.iter().any(|it| it.eq_ignore_ascii_case(class))
    };
    let mut places: Vec<NodeIndex> = view.graph.node_indices().filter(wanted).collect();
    places.sort_by(|a, b| chosen[b.index()].total_cmp(&chosen[a.index()]).then(a.cmp(b)));
    for (rank, place) in places.into_iter().take(most).enumerate() {
        let thing = &view.graph[place];
        let facts = facts(view, place);
        let mut row: Vec<Cell> = vec![count(rank + 1), thing.label.clone().into(), shown_class(thing).into()];
        row.extend(measures.iter().map(|it| rounded(it[place.index()]).into()));
        row.extend([shorten(thing.iri.as_str()).into(), count(facts.len())]);
        row.extend(evidence(surest(&facts)));
        table.rows.push(row);
    }
    table
}

/// Returns the facts behind the edges of a thing, each once, by IRI.
pub fn facts(view: &View, place: NodeIndex) -> BTreeMap<&str, &Told> {
    let told = view.at(place).into_iter().flat_map(|(_, edge)| &view.graph[edge].told);
    told.map(|it| (it.fact.as_str(), it)).collect()
}

/// Returns the surest of facts; of equals, the first.
pub fn surest<'a>(facts: &BTreeMap<&str, &'a Told>) -> Option<&'a Told> {
    let sure = |it: &Told| it.confidence.unwrap_or_default();
    facts.values().rev().max_by(|a, b| sure(a).total_cmp(&sure(b))).copied()
}

/// Returns a measure with as many digits as mean something, the same on every machine.
fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

/// Returns a count as a cell.
pub fn count(value: usize) -> Cell {
    u32::try_from(value).map_or(Cell::Empty, Cell::from)
}

fn number(value: usize) -> f64 {
    u32::try_from(value).map_or(f64::MAX, f64::from)
}
