//! GraphViz's language.
use petgraph::dot::{Config, Dot};
use petgraph::graph::{EdgeReference, NodeIndex};

use super::{FONTS, Picture, address, evidence, label, look, named, width};
use crate::graph::Link;
use crate::ontology::shorten;
use crate::table::harmless;
use crate::thing::Thing;

/// Returns the picture in GraphViz's language.
pub fn dot(picture: &Picture<'_>) -> String {
    let Picture { view, ontology, .. } = picture;
    let edge = |_, it: EdgeReference<'_, Link>| {
        let link = it.weight();
        let fact = link.best().and_then(|it| address(it.fact.as_str()));
        let target = fact.map(|it| format!(" URL={}", quoted(it))).unwrap_or_default();
        let style = if link.told.is_empty() { " style=dashed" } else { "" };
        let told = if link.told.is_empty() { shorten(link.property.as_str()) } else { evidence(link) };
        format!("label={} tooltip={}{target}{style}", quoted(&named(link, ontology)), quoted(&told))
    };
    let node = |_, (place, thing): (NodeIndex, &Thing)| {
        let (shape, colour) = look(picture, place);
        let label = label(thing);
        // Programs that lay out without a Chinese font guess too narrow, so the width is said here, in inches.
        let width = width(&label) / 72.0 + 0.3;
        let centre = if view.centres.contains(&place) { " penwidth=2.5" } else { "" };
        let target = address(thing.iri.as_str()).map(|it| format!(" URL={}", quoted(it))).unwrap_or_default();
        format!(
            "label={} tooltip={} shape={shape} fillcolor=\"{colour}\" width={width:.2}{centre}{target}",
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

/// Returns text as GraphViz reads it back, whatever it holds; it turns `&…;` into characters, so that `&` is written so.
pub(crate) fn quoted(text: &str) -> String {
    format!("\"{}\"", harmless(text).replace('&', "&amp;").replace('\\', "\\\\").replace('"', "\\\""))
}
