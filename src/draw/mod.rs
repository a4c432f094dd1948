//! Drawings: a part of the graph as a picture, or in the language of a program that draws.
//!
//! Whatever a name holds, it comes out as text: nothing in it ends a string, opens a tag or turns the line.
pub mod arrange;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use petgraph::graph::NodeIndex;
use unicode_width::UnicodeWidthStr;

use crate::draw::arrange::{Boxes, Sheet, arrange};
use crate::graph::rank::{By, measure};
use crate::graph::{Link, View, shown_class};
use crate::ontology::{Ontology, term};
use crate::table::harmless;
use crate::thing::Thing;

mod dot;
mod exchange;
mod mermaid;
mod svg;

pub(crate) use dot::quoted;

pub use dot::dot;
pub use exchange::{gexf, graphml, json};
pub use mermaid::mermaid;
pub use svg::svg;

/// What is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Picture<'a> {
    /// The things and edges.
    pub view: &'a View,
    /// What classes and edges are called.
    pub ontology: &'a Ontology,
    /// The group of each thing, where groups are coloured rather than classes.
    pub groups: Option<&'a [usize]>,
}

/// Class, shape in GraphViz, colour of the ground.
const LOOKS: [(&str, &str, &str); 9] = [
    ("Person", "ellipse", "#fde3c8"),
    ("Place", "house", "#d9efd5"),
    ("Organization", "box", "#d5e5f7"),
    ("Program", "hexagon", "#eadcf4"),
    ("Project", "component", "#e3e0f8"),
    ("Document", "note", "#f7f3d0"),
    ("Event", "octagon", "#f8d9dd"),
    ("Product", "tab", "#e9eadf"),
    ("Honour", "tab", "#fbeab3"),
];

/// The colours of groups, the largest first; those beyond are grey.
const COLOURS: [&str; 12] = [
    "#a6cee3", "#b2df8a", "#fdbf6f", "#cab2d6", "#fb9a99", "#ffff99", "#8dd3c7", "#bebada", "#fccde5", "#d9c7a8",
    "#ccebc5", "#9ecae1",
];

/// The colour of what has no other.
const GREY: &str = "#eeeeee";

/// The fonts that are looked for, one after the other.
pub(crate) const FONTS: &str =
    "Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, WenQuanYi Micro Hei, sans-serif";

/// How many columns of text a label has before it is cut.
const WIDEST: usize = 48;

/// How many things are given places for programs that can lay out themselves.
const PLACED: usize = 1000;

/// Says what there is to draw: how many things of which class, and those with the most neighbours.
pub fn summary(picture: &Picture<'_>) -> String {
    let view = picture.view;
    let mut classes: BTreeMap<&str, usize> = BTreeMap::new();
    for it in view.graph.node_weights() {
        *classes.entry(shown_class(it)).or_default() += 1;
    }
    let classes: Vec<String> = classes.iter().map(|(class, count)| format!("{class} {count}")).collect();
    let degree = measure(view, By::Degree);
    let mut places: Vec<NodeIndex> = view.graph.node_indices().collect();
    places.sort_by(|a, b| degree[b.index()].total_cmp(&degree[a.index()]).then(a.cmp(b)));
    let mut text = format!("things  {}\nmost neighbours\n", classes.join(", "));
    for it in places.into_iter().take(10) {
        let _ = writeln!(text, "  {:>6}  {}", degree[it.index()], harmless(&view.graph[it].label));
    }
    text
}

/// Returns shape and colour of a thing.
fn look(picture: &Picture<'_>, place: NodeIndex) -> (&'static str, &'static str) {
    let look = LOOKS.iter().find(|it| it.0 == shown_class(&picture.view.graph[place]));
    let (shape, colour) = look.map_or(("box", GREY), |it| (it.1, it.2));
    let grouped = |groups: &[usize]| groups.get(place.index()).and_then(|it| COLOURS.get(*it)).copied().unwrap_or(GREY);
    (shape, picture.groups.map_or(colour, grouped))
}

/// Returns the words of a thing's box.
fn label(thing: &Thing) -> String {
    cut(&harmless(&thing.label), WIDEST)
}

/// Cuts text to so many columns.
fn cut(text: &str, room: usize) -> String {
    if text.width() <= room {
        return text.to_owned();
    }
    let mut short = String::new();
    for it in text.chars() {
        if short.width() + 3 > room {
            break;
        }
        short.push(it);
    }
    short + "\u{2026}"
}

/// Returns the name of an edge, with what the facts add to it: of an office or a part taken, only that.
fn named(link: &Link, ontology: &Ontology) -> String {
    let name = ontology.label(link.property.as_str(), true);
    let of_money = ontology.edges.iter().any(|it| it.property == link.property && it.class == term("Flow"));
    let details = link.details();
    let more = if details.len() > 2 { format!(" +{}", details.len() - 2) } else { String::new() };
    let details = details.into_iter().take(2).collect::<Vec<_>>().join("\u{3001}");
    harmless(&match (details.is_empty(), of_money) {
        (true, _) => name.to_owned(),
        (false, true) => format!("{name} {details}{more}"),
        (false, false) => format!("{details}{more}"),
    })
}

/// Returns what stands behind an edge, a fact a line.
fn evidence(link: &Link) -> String {
    let line = |it: &crate::graph::Told| {
        let date = it.date.as_deref().unwrap_or("-");
        harmless(&format!("{date} {} {}", it.article, cut(&it.sentence, 160)))
    };
    let mut lines: Vec<String> = link.told.iter().take(4).map(line).collect();
    if link.told.len() > lines.len() {
        lines.push(format!("+{}", link.told.len() - lines.len()));
    }
    lines.join("\n")
}

/// Returns the address to which a thing or fact links; only what a browser may open.
fn address(iri: &str) -> Option<&str> {
    (iri.starts_with("https://") || iri.starts_with("http://")).then_some(iri)
}

/// Returns the width in which a label is written, in pixels of a font of 12.
fn width(label: &str) -> f64 {
    f64::from(u32::try_from(label.width()).unwrap_or(u32::MAX)) * 6.4
}

/// Lays out the boxes of things.
fn placed(view: &View) -> (Boxes, Sheet) {
    let size = |it: &Thing| (width(&label(it)) + 18.0, 26.0);
    let end =
        |it: petgraph::graph::EdgeIndex| view.graph.edge_endpoints(it).map(|(from, to)| (from.index(), to.index()));
    let boxes = Boxes {
        sizes: view.graph.node_weights().map(size).collect(),
        ties: view.graph.edge_indices().filter_map(end).collect(),
    };
    let sheet = arrange(&boxes);
    (boxes, sheet)
}

/// Returns harmless text as XML reads it back, in an element or an attribute.
pub(crate) fn xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for it in text.chars() {
        match it {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' => escaped.push_str("&#10;"),
            it => escaped.push(it),
        }
    }
    escaped
}
