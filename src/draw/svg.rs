//! A picture that needs no other program: boxes that link to things, lines that link to facts.
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use petgraph::graph::{EdgeIndex, NodeIndex};

use super::arrange::{Boxes, Sheet};
use super::{COLOURS, FONTS, GREY, LOOKS, Picture, address, evidence, label, look, named, placed, width, xml};
use crate::graph::shown_class;
use crate::ontology::{shorten, term};
use crate::table::harmless;

/// How high the legend is.
const LEGEND: f64 = 34.0;

/// How far lines stay from the edge of the sheet.
const EDGE: f64 = 10.0;

/// How far the lines between two boxes lie apart, where there are several.
const APART: f64 = 30.0;

/// Returns the picture as SVG.
pub fn svg(picture: &Picture<'_>) -> String {
    let view = picture.view;
    let (boxes, sheet) = placed(view);
    let legend = legend(picture);
    let curves = curves(picture, &boxes, &sheet);
    // Lines that go round a box may lead out of the sheet.
    let points = || curves.iter().flat_map(|it| it.1.points());
    let (left, top) =
        points().fold((0.0_f64, 0.0_f64), |least, it| (least.0.min(it.0 - EDGE), least.1.min(it.1 - EDGE)));
    let (right, bottom) = points().fold(sheet.size, |most, it| (most.0.max(it.0 + EDGE), most.1.max(it.1 + EDGE)));
    let wide = legend.iter().map(|it| width(&it.0) + 34.0).sum::<f64>();
    let (width, height) = ((right - left).max(wide), bottom - top + LEGEND);
    let fonts: Vec<String> =
        FONTS.split(", ").map(|it| if it.contains(' ') { format!("'{it}'") } else { it.to_owned() }).collect();
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" viewBox=\"{left:.0} {top:.0} {width:.0} \
         {height:.0}\" font-family=\"{}\" font-size=\"12\">\n<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"7\" \
         refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" orient=\"auto\"><path d=\"M0 1 8 4 0 7z\" \
         fill=\"#888888\"/></marker></defs>\n<rect x=\"{left:.0}\" y=\"{top:.0}\" width=\"{width:.0}\" height=\"{height:.0}\" fill=\"#ffffff\"/>\n",
        fonts.join(", ")
    );
    let mut labels = String::new();
    for (edge, curve) in &curves {
        let Some((from, to)) = view.graph.edge_endpoints(*edge) else { continue };
        let (path, middle) = (curve.path(), curve.at(0.5));
        let link = &view.graph[*edge];
        let dash = if link.told.is_empty() { " stroke-dasharray=\"4 3\"" } else { "" };
        let names = [from, to].map(|it| harmless(&view.graph[it].label));
        let name = named(link, picture.ontology);
        let title = format!("{} \u{2192} {name} \u{2192} {}\n{}", names[0], names[1], evidence(link));
        let line = format!(
            "<path d=\"{path}\" fill=\"none\" stroke=\"#999999\"{dash} marker-end=\"url(#arrow)\"/><path d=\"{path}\" \
             fill=\"none\" stroke=\"#000000\" stroke-opacity=\"0\" stroke-width=\"9\"/>"
        );
        let target = link.best().and_then(|it| address(it.fact.as_str()));
        let _ = writeln!(text, "{}", linked(target, &format!("<title>{}</title>{line}", xml(title.trim_end()))));
        let words = format!(
            "<title>{}</title><text x=\"{:.1}\" y=\"{:.1}\" font-size=\"10\" text-anchor=\"middle\" fill=\"#444444\" \
             stroke=\"#ffffff\" stroke-width=\"3\" paint-order=\"stroke\">{}</text>",
            xml(title.trim_end()),
            middle.0,
            middle.1 + 3.5,
            xml(&super::cut(&name, 24))
        );
        let _ = writeln!(labels, "{}", linked(target, &words));
    }
    text += &labels;
    for place in view.graph.node_indices() {
        let (middle, size) = (sheet.middles[place.index()], boxes.sizes[place.index()]);
        text += &thing(picture, place, middle, size);
    }
    let mut at = left + 14.0;
    let low = bottom + 8.0;
    for (name, colour) in legend {
        let _ = writeln!(
            text,
            "<rect x=\"{at:.1}\" y=\"{low:.1}\" width=\"12\" height=\"12\" fill=\"{colour}\" stroke=\"#777777\"/><text \
             x=\"{:.1}\" y=\"{:.1}\" font-size=\"11\" fill=\"#444444\">{}</text>",
            at + 17.0,
            low + 10.0,
            xml(&name)
        );
        at += super::width(&name) + 34.0;
    }
    text + "</svg>\n"
}

/// Draws a thing.
fn thing(picture: &Picture<'_>, place: NodeIndex, middle: (f64, f64), size: (f64, f64)) -> String {
    let thing = &picture.view.graph[place];
    let (shape, colour) = look(picture, place);
    let centre = picture.view.centres.contains(&place);
    let class = picture.ontology.label(term(shown_class(thing)).as_str(), true).to_owned();
    let title = format!("{}\n{class} {}", harmless(&thing.label), shorten(thing.iri.as_str()));
    let drawn = format!(
        "<title>{}</title><rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"{}\" fill=\"{colour}\" \
         stroke=\"#555555\" stroke-width=\"{}\"/><text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\" \
         fill=\"#111111\">{}</text>",
        xml(&title),
        middle.0 - size.0 / 2.0,
        middle.1 - size.1 / 2.0,
        size.0,
        size.1,
        if shape == "ellipse" { 13 } else { 3 },
        if centre { "2.5" } else { "1" },
        middle.0,
        middle.1 + 4.2,
        xml(&label(thing))
    );
    linked(address(thing.iri.as_str()), &drawn) + "\n"
}

/// Returns what a colour means: classes, or groups with the thing of each on which most hangs.
fn legend(picture: &Picture<'_>) -> Vec<(String, &'static str)> {
    let view = picture.view;
    let Some(groups) = picture.groups else {
        let there: BTreeSet<&str> = view.graph.node_weights().map(shown_class).collect();
        let looks = LOOKS.iter().filter(|it| there.contains(it.0));
        return looks.map(|it| (picture.ontology.label(term(it.0).as_str(), true).to_owned(), it.2)).collect();
    };
    let mut members: BTreeMap<usize, Vec<NodeIndex>> = BTreeMap::new();
    view.graph.node_indices().for_each(|it| members.entry(groups[it.index()]).or_default().push(it));
    let named = members.into_iter().filter(|it| it.1.len() > 1).take(COLOURS.len()).map(|(group, members)| {
        let most = members.iter().max_by_key(|it| (view.at(**it).len(), std::cmp::Reverse(**it)));
        let name = most.map(|it| super::cut(&label(&view.graph[*it]), 20)).unwrap_or_default();
        (format!("{} {name} ({})", group + 1, members.len()), COLOURS.get(group).copied().unwrap_or(GREY))
    });
    named.collect()
}

/// Returns the edges, each with how far it bends to the side: several between two things bend apart.
fn bends(picture: &Picture<'_>) -> Vec<(EdgeIndex, f64)> {
    let view = picture.view;
    let mut between: BTreeMap<(NodeIndex, NodeIndex), Vec<EdgeIndex>> = BTreeMap::new();
    for edge in view.graph.edge_indices() {
        if let Some((from, to)) = view.graph.edge_endpoints(edge) {
            between.entry((from.min(to), from.max(to))).or_default().push(edge);
        }
    }
    let mut bends = Vec::new();
    for ((first, _), edges) in between {
        let half = f64::from(u32::try_from(edges.len() - 1).unwrap_or(u32::MAX)) / 2.0;
        for (number, edge) in edges.into_iter().enumerate() {
            let bend = (f64::from(u32::try_from(number).unwrap_or(u32::MAX)) - half) * APART;
            let turned = view.graph.edge_endpoints(edge).is_some_and(|it| it.0 != first);
            bends.push((edge, if turned { -bend } else { bend }));
        }
    }
    bends.sort_by_key(|it| it.0);
    bends
}

/// Returns the lines of the edges.
fn curves(picture: &Picture<'_>, boxes: &Boxes, sheet: &Sheet) -> Vec<(EdgeIndex, Curve)> {
    let view = picture.view;
    let place = |it: NodeIndex| (sheet.middles[it.index()], boxes.sizes[it.index()]);
    let curve = |(edge, bend)| {
        let (from, to) = view.graph.edge_endpoints(edge)?;
        let others = view.graph.node_indices().filter(|it| *it != from && *it != to);
        let others: Vec<Box> = others.map(place).collect();
        Some((edge, clear([place(from), place(to)], bend, &others)))
    };
    bends(picture).into_iter().filter_map(curve).collect()
}

/// The middle of a box, and its width and height.
type Box = ((f64, f64), (f64, f64));

/// A line from border to border of two boxes, straight or drawn to one side by a point.
struct Curve {
    start: (f64, f64),
    pull: (f64, f64),
    end: (f64, f64),
    straight: bool,
}

impl Curve {
    fn new([from, to]: [Box; 2], bend: f64) -> Self {
        let (x, y) = (to.0.0 - from.0.0, to.0.1 - from.0.1);
        let length = x.hypot(y).max(1e-9);
        // A curve passes half as far as the point that draws it.
        let side = (-y / length * bend * 2.0, x / length * bend * 2.0);
        let pull = (f64::midpoint(from.0.0, to.0.0) + side.0, f64::midpoint(from.0.1, to.0.1) + side.1);
        Self { start: border(from, pull), pull, end: border(to, pull), straight: bend == 0.0 }
    }

    /// Returns the point at a share of the way.
    fn at(&self, share: f64) -> (f64, f64) {
        let rest = 1.0 - share;
        let weigh = |start: f64, pull: f64, end: f64| {
            if self.straight {
                rest * start + share * end
            } else {
                rest * rest * start + 2.0 * rest * share * pull + share * share * end
            }
        };
        (weigh(self.start.0, self.pull.0, self.end.0), weigh(self.start.1, self.pull.1, self.end.1))
    }

    fn points(&self) -> impl Iterator<Item = (f64, f64)> {
        (0..=POINTS).map(|it| self.at(f64::from(it) / f64::from(POINTS)))
    }

    fn path(&self) -> String {
        let Self { start, pull, end, straight } = self;
        if *straight {
            format!("M{:.1} {:.1}L{:.1} {:.1}", start.0, start.1, end.0, end.1)
        } else {
            format!("M{:.1} {:.1}Q{:.1} {:.1} {:.1} {:.1}", start.0, start.1, pull.0, pull.1, end.0, end.1)
        }
    }
}

/// How many points of a curve are looked at.
const POINTS: u32 = 32;
/// How often a curve is bent further to either side.
const TRIES: u32 = 9;

/// Returns the line between two boxes that bends least from where it should and runs under no other box; where there
/// is none, the one that was asked for.
fn clear(ends: [Box; 2], bend: f64, others: &[Box]) -> Curve {
    let under = |(x, y): (f64, f64)| {
        let inside = |it: &Box| (x - it.0.0).abs() < it.1.0 / 2.0 + 2.0 && (y - it.0.1).abs() < it.1.1 / 2.0 + 2.0;
        others.iter().any(inside)
    };
    let steps = (1..=TRIES).flat_map(|it| [f64::from(it), -f64::from(it)]);
    let bends = std::iter::once(0.0).chain(steps).map(|it| bend + it * APART);
    let mut curves = bends.map(|it| Curve::new(ends, it));
    curves.find(|it| !it.points().any(under)).unwrap_or_else(|| Curve::new(ends, bend))
}

/// Returns where the way from the middle of a box to a point leaves the box.
fn border((middle, size): Box, point: (f64, f64)) -> (f64, f64) {
    let (x, y) = (point.0 - middle.0, point.1 - middle.1);
    let share = (size.0 / 2.0 / x.abs().max(1e-9)).min(size.1 / 2.0 / y.abs().max(1e-9)).min(1.0);
    (middle.0 + x * share, middle.1 + y * share)
}

/// Makes what is drawn a link.
fn linked(target: Option<&str>, drawn: &str) -> String {
    match target {
        Some(target) => format!("<a href=\"{}\" target=\"_blank\">{drawn}</a>", xml(target)),
        None => format!("<g>{drawn}</g>"),
    }
}
