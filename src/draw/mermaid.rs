//! Mermaid, which Markdown pages show.
use std::collections::BTreeSet;
use std::fmt::Write as _;

use petgraph::visit::EdgeRef;

use super::{Picture, address, label, look, named};
use crate::table::harmless;

/// Returns the picture as a Mermaid flowchart.
pub fn mermaid(picture: &Picture<'_>) -> String {
    let Picture { view, ontology, .. } = picture;
    let mut text = "flowchart LR\n".to_owned();
    let mut colours = BTreeSet::new();
    for place in view.graph.node_indices() {
        let (shape, colour) = look(picture, place);
        let (open, close) = match shape {
            "ellipse" => ("([", "])"),
            "hexagon" | "octagon" => ("{{", "}}"),
            _ => ("[", "]"),
        };
        let class = &colour[1..];
        colours.insert(class);
        let name = quoted(&label(&view.graph[place]));
        let _ = writeln!(text, "    n{}{open}{name}{close}:::c{class}", place.index());
    }
    for edge in view.graph.edge_references() {
        let name = quoted(&named(edge.weight(), ontology));
        let arrow = if edge.weight().told.is_empty() { "-.->" } else { "-->" };
        let _ = writeln!(text, "    n{} {arrow}|{name}| n{}", edge.source().index(), edge.target().index());
    }
    for place in view.graph.node_indices() {
        if let Some(target) = address(view.graph[place].iri.as_str()) {
            let _ = writeln!(text, "    click n{} href {}", place.index(), quoted(target));
        }
    }
    for it in colours {
        let _ = writeln!(text, "    classDef c{it} fill:#{it},stroke:#555555,color:#111111");
    }
    for it in &view.centres {
        let _ = writeln!(text, "    style n{} stroke-width:3px", it.index());
    }
    text
}

/// Returns text as Mermaid reads it back: whatever may mean something to it, by its number.
fn quoted(text: &str) -> String {
    let mut quoted = "\"".to_owned();
    for it in harmless(text).chars() {
        match it {
            '"' | '#' | '&' | '<' | '>' | '`' | '\\' | '{' | '}' | '[' | ']' | '|' | ';' => {
                let _ = write!(quoted, "#{};", u32::from(it));
            }
            it => quoted.push(it),
        }
    }
    quoted + "\""
}
