//! Paths: how one thing hangs together with another, the shortest ways first, and what lies near, each step with its facts.
use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::fmt::Write as _;

use petgraph::graph::{EdgeIndex, NodeIndex};

use crate::graph::{View, evidence, rows, shown_class};
use crate::ontology::{Ontology, shorten, term};
use crate::table::{Cell, Table, harmless};

/// How many beginnings of paths are looked at before the search ends.
const MOST: usize = 200_000;

/// What is asked of paths.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Where they may start.
    pub from: Vec<NodeIndex>,
    /// Where they may end.
    pub to: Vec<NodeIndex>,
    /// Each must lead through one of each of these.
    pub via: Vec<Vec<NodeIndex>>,
    /// How many there may be.
    pub most: usize,
    /// How many steps each may have.
    pub steps: usize,
}

/// Paths, as things in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paths {
    /// The shortest first; of those of one length, in the order of the things.
    pub paths: Vec<Vec<NodeIndex>>,
    /// The search ended before all were found.
    pub cut: bool,
}

/// Finds the shortest paths that come to no thing twice, along edges in either direction.
pub fn paths(view: &View, wanted: &Wanted) -> Paths {
    let far = |targets: &[NodeIndex]| steps(view, targets);
    let rest = far(&wanted.to);
    // Through what a path must lead: how far it is from anywhere, and how far it is at least from there to the end.
    let via: Vec<(&Vec<NodeIndex>, Vec<usize>, usize)> = wanted
        .via
        .iter()
        .map(|it| (it, far(it), it.iter().filter_map(|it| rest.get(it.index()).copied()).min().unwrap_or(usize::MAX)))
        .collect();
    let least = |path: &[NodeIndex]| {
        let last = path.last().map_or(0, |it| it.index());
        let missing = via.iter().filter(|it| !path.iter().any(|place| it.0.contains(place)));
        let through = missing.map(|it| it.1[last].saturating_add(it.2));
        through.chain([rest[last]]).max().unwrap_or_default()
    };
    let mut heap = BinaryHeap::new();
    let put = |heap: &mut BinaryHeap<_>, path: Vec<NodeIndex>| {
        let length = least(&path).saturating_add(path.len() - 1);
        if length <= wanted.steps {
            heap.push(Reverse((length, path)));
        }
    };
    let mut starts = wanted.from.clone();
    starts.sort_unstable();
    starts.dedup();
    starts.into_iter().for_each(|it| put(&mut heap, vec![it]));
    let mut found = Paths::default();
    let mut looked = 0;
    while let Some(Reverse((_, path))) = heap.pop() {
        looked += 1;
        if looked > MOST {
            found.cut = true;
            break;
        }
        let last = path[path.len() - 1];
        if wanted.to.contains(&last) && path.len() > 1 {
            if wanted.via.iter().all(|it| path.iter().any(|place| it.contains(place))) {
                found.paths.push(path);
            }
            if found.paths.len() == wanted.most {
                break;
            }
            continue;
        }
        let mut next: Vec<NodeIndex> = view.at(last).into_iter().map(|it| it.0).collect();
        next.dedup();
        for place in next.into_iter().filter(|it| !path.contains(it) && !wanted.from.contains(it)) {
            put(&mut heap, path.iter().copied().chain([place]).collect());
        }
    }
    found
}

/// Returns for each thing how many steps it is to the nearest of the targets, in either direction.
pub fn steps(view: &View, targets: &[NodeIndex]) -> Vec<usize> {
    let mut steps = vec![usize::MAX; view.graph.node_count()];
    let mut queue = VecDeque::new();
    for it in targets {
        steps[it.index()] = 0;
        queue.push_back(*it);
    }
    while let Some(place) = queue.pop_front() {
        for (other, _) in view.at(place) {
            if steps[other.index()] == usize::MAX {
                steps[other.index()] = steps[place.index()] + 1;
                queue.push_back(other);
            }
        }
    }
    steps
}

/// Returns the edges between two things.
pub fn between(view: &View, one: NodeIndex, other: NodeIndex) -> Vec<EdgeIndex> {
    view.at(one).into_iter().filter(|it| it.0 == other).map(|it| it.1).collect()
}

/// Returns the view of what lies on the paths.
pub fn drawn(view: &View, found: &Paths) -> View {
    let on = |it: NodeIndex| found.paths.iter().any(|path| path.contains(&it));
    let steps = found.paths.iter().flat_map(|path| path.windows(2));
    let edges: Vec<EdgeIndex> = steps.flat_map(|it| between(view, it[0], it[1])).collect();
    let ends = found.paths.iter().flat_map(|it| [it[0], it[it.len() - 1]]).collect();
    View { centres: ends, ..view.clone() }.only(on, |it| edges.contains(&it))
}

/// Prints paths for reading.
pub fn page(view: &View, found: &Paths, ontology: &Ontology) -> String {
    let mut text = String::new();
    for (number, path) in found.paths.iter().enumerate() {
        let names: Vec<&str> = path.iter().map(|it| view.graph[*it].label.as_str()).collect();
        let _ = writeln!(text, "{}{}", if number > 0 { "\n" } else { "" }, harmless(&names.join(" \u{2013} ")));
        for step in path.windows(2) {
            for edge in between(view, step[0], step[1]) {
                text.push_str(&told(view, edge, ontology));
            }
        }
    }
    text
}

/// Prints what is near for reading: the edges, nearest first.
pub fn near_page(view: &View, ontology: &Ontology) -> String {
    let mut text = String::new();
    for it in &view.centres {
        let thing = &view.graph[*it];
        let class = ontology.label(term(&thing.class).as_str(), true).to_owned();
        let _ = writeln!(text, "{}  {class}  {}", harmless(&thing.label), shorten(thing.iri.as_str()));
    }
    let mut last = 0;
    for (step, edge) in rings(view) {
        if step > last {
            let _ = writeln!(text, "\n{step}");
            last = step;
        }
        text.push_str(&told(view, edge, ontology));
    }
    text
}

/// Prints an edge with the surest of its facts, and says how many more there are.
fn told(view: &View, edge: EdgeIndex, ontology: &Ontology) -> String {
    let Some((from, to)) = view.graph.edge_endpoints(edge) else { return String::new() };
    let link = &view.graph[edge];
    let details: String = link.details().iter().map(|it| format!(" {it}")).collect();
    let name = ontology.label(link.property.as_str(), true);
    let line = format!("{} \u{2192} {name}{details} \u{2192} {}", view.graph[from].label, view.graph[to].label);
    let mut text = format!("  {}\n", harmless(&line));
    if let Some(it) = link.best() {
        let date = it.date.as_deref().unwrap_or("-");
        let more = if link.told.len() > 1 { format!("  +{}", link.told.len() - 1) } else { String::new() };
        let _ = writeln!(text, "    {date:10}  {} {}", harmless(&it.article), harmless(&it.sentence));
        let _ = writeln!(text, "                {}{more}", shorten(it.fact.as_str()));
    }
    text
}

/// Returns the edges, each with how many steps its farther end is from the centres.
fn rings(view: &View) -> Vec<(usize, EdgeIndex)> {
    let steps = steps(view, &view.centres);
    let ring = |it: EdgeIndex| {
        let (from, to) = view.graph.edge_endpoints(it)?;
        Some((steps[from.index()].max(steps[to.index()]), it))
    };
    let mut edges: Vec<_> = view.graph.edge_indices().filter_map(ring).collect();
    edges.sort_unstable();
    edges
}

/// Returns paths as rows, one a fact.
pub fn table(view: &View, found: &Paths, ontology: &Ontology) -> Table {
    let mut table = rows_of("path");
    for (number, path) in found.paths.iter().enumerate() {
        for (step, pair) in path.windows(2).enumerate() {
            for edge in between(view, pair[0], pair[1]) {
                add(&mut table, view, edge, [Some(number + 1), Some(step + 1)], ontology);
            }
        }
    }
    table
}

/// Returns what is near as rows, one a fact.
pub fn near_table(view: &View, ontology: &Ontology) -> Table {
    let mut table = rows_of("");
    for (step, edge) in rings(view) {
        add(&mut table, view, edge, [None, Some(step)], ontology);
    }
    table
}

fn rows_of(first: &str) -> Table {
    let columns =
        ["step", "from", "edge", "detail", "to", "class", "date", "article", "sentence", "fact", "from_iri", "to_iri"];
    let first = Some(first).filter(|it| !it.is_empty());
    Table::new(&first.into_iter().chain(columns).collect::<Vec<_>>())
}

fn add(table: &mut Table, view: &View, edge: EdgeIndex, numbers: [Option<usize>; 2], ontology: &Ontology) {
    let Some((from, to)) = view.graph.edge_endpoints(edge) else { return };
    let (link, from, to) = (&view.graph[edge], &view.graph[from], &view.graph[to]);
    for told in rows(link) {
        let count = |it: usize| u32::try_from(it).map_or(Cell::Empty, Cell::from);
        let mut row: Vec<Cell> = numbers.iter().flatten().map(|it| count(*it)).collect();
        row.extend([from.label.clone().into(), ontology.label(link.property.as_str(), true).into()]);
        row.push(told.and_then(|it| it.detail.clone()).into());
        row.extend([to.label.clone().into(), shown_class(to).into()]);
        row.extend(evidence(told));
        row.extend([shorten(from.iri.as_str()).into(), shorten(to.iri.as_str()).into()]);
        table.rows.push(row);
    }
}
