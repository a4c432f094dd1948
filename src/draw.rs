//! Drawings: a part of the graph as GraphViz DOT, or as a picture.
use std::io::Write as _;
use std::process::{Command, Stdio};

use anyhow::{Context, bail, ensure};
use layout::backends::svg::SVGWriter;
use layout::core::base::Orientation;
use layout::core::color::Color;
use layout::core::geometry::Point;
use layout::core::style::StyleAttr;
use layout::std_shapes::shapes::{Arrow, Element, ShapeKind};
use layout::topo::layout::VisualGraph;
use petgraph::dot::{Config, Dot};
use petgraph::visit::{EdgeRef, NodeIndexable};
use unicode_width::UnicodeWidthStr;

use crate::graph::{Link, View, shown_class};
use crate::ontology::{Ontology, shorten, term};
use crate::table::harmless;
use crate::thing::Thing;

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

/// The fonts that are looked for, one after the other.
const FONTS: &str =
    "Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, WenQuanYi Micro Hei, sans-serif";

/// How many things are laid out without the help of Graphviz: more take seconds.
const MOST: usize = 60;

/// How many columns of text a label has before it is cut.
const WIDEST: usize = 48;

/// Returns the view in GraphViz's language; `chinese` chooses the language of the edges' names.
pub fn dot(view: &View, ontology: &Ontology, chinese: bool) -> String {
    let edge = |_, it: petgraph::graph::EdgeReference<'_, Link>| {
        format!(
            "label={} tooltip={}",
            quoted(&named(it.weight(), ontology, chinese)),
            quoted(&shorten(it.weight().property.as_str()))
        )
    };
    let node = |_, (place, thing): (petgraph::graph::NodeIndex, &Thing)| {
        let (shape, colour) = look(thing);
        let label = label(thing);
        // Programs that lay out without a Chinese font guess too narrow, so the width is said here, in inches.
        let width = f64::from(u32::try_from(label.width()).unwrap_or(u32::MAX)) * 0.09 + 0.3;
        let centre = if view.centres.contains(&place) { " penwidth=2.5" } else { "" };
        format!(
            "label={} tooltip={} shape={shape} fillcolor=\"{colour}\" width={width:.2}{centre}",
            quoted(&label),
            quoted(&shorten(thing.iri.as_str())),
        )
    };
    let content = [Config::GraphContentOnly, Config::NodeNoLabel, Config::EdgeNoLabel];
    let body = Dot::with_attr_getters(&view.graph, &content, &edge, &node);
    let fonts = format!("fontname=\"{FONTS}\"");
    format!(
        "digraph fangzhi {{\n    charset=\"UTF-8\" rankdir=LR ranksep=0.9 nodesep=0.2 {fonts}\n    \
         node [style=filled color=\"#555555\" fontsize=12 {fonts}]\n    \
         edge [color=\"#888888\" fontsize=10 fontcolor=\"#444444\" {fonts}]\n{body:?}}}\n"
    )
}

/// Returns the view as a picture: laid out by Graphviz where it is installed, else, if small, by ourselves.
///
/// # Errors
/// Fails where the view is too large and Graphviz is not there, or fails; the message says what to do.
pub fn svg(view: &View, ontology: &Ontology, chinese: bool) -> anyhow::Result<String> {
    match graphviz(&dot(view, ontology, chinese))? {
        Some(picture) => Ok(picture),
        None => plain_svg(view, ontology, chinese),
    }
}

/// Returns the view as a picture without the help of Graphviz.
///
/// # Errors
/// Fails where the view is too large.
pub fn plain_svg(view: &View, ontology: &Ontology, chinese: bool) -> anyhow::Result<String> {
    let things = view.graph.node_count();
    ensure!(
        things <= MOST && view.graph.edge_count() <= 2 * MOST,
        "{things} things are too many to lay out without Graphviz: install it (`apt-get install graphviz`), or \
         choose a smaller --depth or some --class"
    );
    let mut picture = VisualGraph::new(Orientation::LeftToRight);
    let mut style = StyleAttr::simple();
    style.font_size = 12;
    style.line_width = 1;
    let mut handles = vec![None; view.graph.node_bound()];
    for place in view.graph.node_indices() {
        let thing = &view.graph[place];
        let (shape, colour) = look(thing);
        let label = label(thing);
        let mut style = style.clone();
        style.fill_color = u32::from_str_radix(&colour[1..], 16).ok().map(|it| Color::new((it << 8) | 0xff));
        style.line_width = if view.centres.contains(&place) { 3 } else { 1 };
        let width = f64::from(u32::try_from(label.width()).unwrap_or(u32::MAX)) * 6.6 + 24.0;
        let kind = match shape {
            "ellipse" => ShapeKind::new_circle(&label),
            _ => ShapeKind::new_box(&label),
        };
        let element = Element::create(kind, style, Orientation::LeftToRight, Point::new(width, 28.0));
        handles[place.index()] = Some(picture.add_node(element));
    }
    for it in view.graph.edge_references() {
        let ends = (handles[it.source().index()], handles[it.target().index()]);
        if let (Some(from), Some(to)) = ends {
            let text = named(it.weight(), ontology, chinese);
            let arrow = Arrow { text, look: style.clone(), ..Arrow::default() };
            picture.add_edge(arrow, from, to);
        }
    }
    let mut writer = SVGWriter::new();
    picture.do_it(false, false, false, &mut writer);
    Ok(writer.finalize())
}

/// Lets Graphviz lay out; none where it is not installed.
fn graphviz(dot: &str) -> anyhow::Result<Option<String>> {
    let spawned =
        Command::new("dot").arg("-Tsvg").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = match spawned {
        Ok(child) => child,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).context("dot: cannot be started"),
    };
    let input = child.stdin.take().context("dot: no input")?;
    let output = std::thread::scope(|scope| {
        scope.spawn(move || {
            let mut input = input;
            // Graphviz that ends early says why itself.
            let _ = input.write_all(dot.as_bytes());
        });
        child.wait_with_output()
    })
    .context("dot: cannot be waited for")?;
    if !output.status.success() {
        bail!("dot: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(Some(String::from_utf8_lossy(&output.stdout).into_owned()))
}

fn look(thing: &Thing) -> (&'static str, &'static str) {
    let look = LOOKS.iter().find(|it| it.0 == shown_class(thing));
    look.map_or(("box", "#eeeeee"), |it| (it.1, it.2))
}

fn label(thing: &Thing) -> String {
    let label = harmless(&thing.label);
    if label.width() <= WIDEST {
        return label;
    }
    let mut short = String::new();
    for it in label.chars() {
        if short.width() + 3 > WIDEST {
            break;
        }
        short.push(it);
    }
    short + "\u{2026}"
}

/// Returns the name of an edge, with what the facts add to it: of an office or a part taken, only that.
fn named(link: &Link, ontology: &Ontology, chinese: bool) -> String {
    let name = ontology.label(link.property.as_str(), chinese);
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

/// Returns text as GraphViz reads it back, whatever it holds.
fn quoted(text: &str) -> String {
    format!("\"{}\"", harmless(text).replace('\\', "\\\\").replace('"', "\\\""))
}
