//! Nodes and edges for other programs: GraphML, GEXF, and JSON; their attributes have types.
use std::fmt::Write as _;

use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;
use serde_json::{Map, Value, json};

use super::{PLACED, Picture, look, named, placed, xml};
use crate::graph::shown_class;
use crate::table::harmless;

/// The attributes of nodes, with their types in GraphML and GEXF.
const OF_NODES: [(&str, &str, &str); 5] = [
    ("label", "string", "string"),
    ("class", "string", "string"),
    ("iri", "string", "string"),
    ("degree", "int", "integer"),
    ("group", "int", "integer"),
];

/// The attributes of edges: of the facts behind one, the surest.
const OF_EDGES: [(&str, &str, &str); 9] = [
    ("label", "string", "string"),
    ("property", "string", "string"),
    ("detail", "string", "string"),
    ("facts", "int", "integer"),
    ("fact", "string", "string"),
    ("date", "string", "string"),
    ("article", "string", "string"),
    ("sentence", "string", "string"),
    ("confidence", "double", "double"),
];

/// Returns the picture as GraphML, which yEd, Gephi and networkx open.
pub fn graphml(picture: &Picture<'_>) -> String {
    let mut text =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" \
                    xmlns:y=\"http://www.yworks.com/xml/graphml\">\n"
            .to_owned();
    for (side, attributes) in [("node", &OF_NODES[..]), ("edge", &OF_EDGES[..])] {
        for (name, kind, _) in attributes {
            let _ = writeln!(
                text,
                "  <key id=\"{side}-{name}\" for=\"{side}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>"
            );
        }
    }
    text += "  <key id=\"looks\" for=\"node\" yfiles.type=\"nodegraphics\"/>\n  <key id=\"line\" for=\"edge\" \
             yfiles.type=\"edgegraphics\"/>\n  <graph id=\"fangzhi\" edgedefault=\"directed\">\n";
    let places = places(picture);
    for place in picture.view.graph.node_indices() {
        let _ = writeln!(text, "    <node id=\"n{}\">", place.index());
        let values = of_node(picture, place);
        text += &data("node", &values);
        let geometry = places.get(place.index()).map(|((x, y), (width, height))| {
            let (left, top) = (x - width / 2.0, y - height / 2.0);
            format!("<y:Geometry x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"/>")
        });
        let _ = writeln!(
            text,
            "      <data key=\"looks\"><y:ShapeNode>{}<y:Fill color=\"{}\"/><y:NodeLabel>{}</y:NodeLabel></y:ShapeNode></data>\n    </node>",
            geometry.unwrap_or_default(),
            look(picture, place).1,
            written(&values["label"])
        );
    }
    for edge in picture.view.graph.edge_references() {
        let (source, target) = (edge.source().index(), edge.target().index());
        let number = edge.id().index();
        let _ = writeln!(text, "    <edge id=\"e{number}\" source=\"n{source}\" target=\"n{target}\">");
        let values = of_edge(picture, edge.id());
        text += &data("edge", &values);
        let _ = writeln!(
            text,
            "      <data key=\"line\"><y:PolyLineEdge><y:Arrows source=\"none\" target=\"standard\"/><y:EdgeLabel>{}</y:EdgeLabel></y:PolyLineEdge></data>\n    </edge>",
            written(&values["label"])
        );
    }
    text + "  </graph>\n</graphml>\n"
}

fn data(side: &str, values: &Map<String, Value>) -> String {
    let lines = values.iter().map(|(name, it)| format!("      <data key=\"{side}-{name}\">{}</data>\n", written(it)));
    lines.collect()
}

/// Returns the picture as GEXF, which Gephi opens.
pub fn gexf(picture: &Picture<'_>) -> String {
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://www.gexf.net/1.2draft\" \
                    xmlns:viz=\"http://www.gexf.net/1.2draft/viz\" version=\"1.2\">\n  \
                    <meta><creator>fangzhi</creator></meta>\n  <graph mode=\"static\" defaultedgetype=\"directed\">\n"
        .to_owned();
    for (side, attributes) in [("node", &OF_NODES[..]), ("edge", &OF_EDGES[..])] {
        let _ = writeln!(text, "    <attributes class=\"{side}\">");
        // The label is no attribute but GEXF's own.
        for (name, _, kind) in attributes.iter().filter(|it| it.0 != "label") {
            let _ = writeln!(text, "      <attribute id=\"{name}\" title=\"{name}\" type=\"{kind}\"/>");
        }
        text += "    </attributes>\n";
    }
    text += "    <nodes>\n";
    let places = places(picture);
    for place in picture.view.graph.node_indices() {
        let values = of_node(picture, place);
        let number = place.index();
        let _ = writeln!(text, "      <node id=\"n{number}\" label=\"{}\">", written(&values["label"]));
        text += &attvalues(&values);
        let part = |at: usize| u8::from_str_radix(&look(picture, place).1[at..at + 2], 16).unwrap_or_default();
        let _ = writeln!(text, "        <viz:color r=\"{}\" g=\"{}\" b=\"{}\"/>", part(1), part(3), part(5));
        if let Some(((x, y), _)) = places.get(number) {
            // Gephi counts upward.
            let _ = writeln!(text, "        <viz:position x=\"{x:.1}\" y=\"{:.1}\" z=\"0.0\"/>", -y);
        }
        text += "      </node>\n";
    }
    text += "    </nodes>\n    <edges>\n";
    for edge in picture.view.graph.edge_references() {
        let values = of_edge(picture, edge.id());
        let (source, target) = (edge.source().index(), edge.target().index());
        let _ = writeln!(
            text,
            "      <edge id=\"e{}\" source=\"n{source}\" target=\"n{target}\" label=\"{}\" weight=\"{}\">",
            edge.id().index(),
            written(&values["label"]),
            edge.weight().told.len().max(1)
        );
        text += &attvalues(&values);
        text += "      </edge>\n";
    }
    text + "    </edges>\n  </graph>\n</gexf>\n"
}

fn attvalues(values: &Map<String, Value>) -> String {
    let lines = values.iter().filter(|it| it.0 != "label");
    let lines = lines.map(|(name, it)| format!("          <attvalue for=\"{name}\" value=\"{}\"/>\n", written(it)));
    format!("        <attvalues>\n{}        </attvalues>\n", lines.collect::<String>())
}

/// Returns the picture as nodes and edges in JSON, as networkx and D3 take it.
pub fn json(picture: &Picture<'_>) -> String {
    let graph = &picture.view.graph;
    let id = |place: NodeIndex| Value::from(graph[place].iri.as_str());
    let node = |place: NodeIndex| {
        let mut values = of_node(picture, place);
        values.remove("iri");
        Value::Object([("id".to_owned(), id(place))].into_iter().chain(values).collect()).to_string()
    };
    let edge = |edge: petgraph::graph::EdgeReference<'_, _>| {
        let ends = [("source", id(edge.source())), ("target", id(edge.target())), ("key", json!(edge.id().index()))];
        let ends = ends.map(|(name, value)| (name.to_owned(), value));
        Value::Object(ends.into_iter().chain(of_edge(picture, edge.id())).collect()).to_string()
    };
    let nodes: Vec<String> = graph.node_indices().map(node).collect();
    let edges: Vec<String> = graph.edge_references().map(edge).collect();
    format!(
        "{{\"directed\": true, \"multigraph\": true, \"graph\": {{\"name\": \"fangzhi\"}}, \"nodes\": [\n{}\n], \"edges\": \
         [\n{}\n]}}\n",
        nodes.join(",\n"),
        edges.join(",\n")
    )
}

/// Returns the places and sizes of things; none where they are too many.
fn places(picture: &Picture<'_>) -> Vec<((f64, f64), (f64, f64))> {
    if picture.view.graph.node_count() > PLACED {
        return Vec::new();
    }
    let (boxes, sheet) = placed(picture.view);
    sheet.middles.into_iter().zip(boxes.sizes).collect()
}

fn of_node(picture: &Picture<'_>, place: NodeIndex) -> Map<String, Value> {
    let thing = &picture.view.graph[place];
    let mut neighbours: Vec<NodeIndex> = picture.view.at(place).into_iter().map(|it| it.0).collect();
    neighbours.dedup();
    let values = [
        Some(json!(harmless(&thing.label))),
        Some(json!(shown_class(thing))),
        Some(json!(thing.iri.as_str())),
        Some(json!(neighbours.len())),
        picture.groups.map(|it| json!(it[place.index()] + 1)),
    ];
    attributes(OF_NODES.iter().map(|it| it.0), values)
}

fn of_edge(picture: &Picture<'_>, edge: EdgeIndex) -> Map<String, Value> {
    let link = &picture.view.graph[edge];
    let best = link.best();
    let details = link.details().join("\u{3001}");
    let values = [
        Some(json!(named(link, picture.ontology))),
        Some(json!(link.property.as_str())),
        (!details.is_empty()).then(|| json!(harmless(&details))),
        Some(json!(link.told.len())),
        best.map(|it| json!(it.fact.as_str())),
        best.and_then(|it| it.date.as_deref()).map(|it| json!(harmless(it))),
        best.map(|it| json!(harmless(&it.article))),
        best.map(|it| json!(harmless(&it.sentence))),
        best.and_then(|it| it.confidence).map(|it| json!(it)),
    ];
    attributes(OF_EDGES.iter().map(|it| it.0), values)
}

fn attributes<const N: usize>(
    names: impl Iterator<Item = &'static str>,
    values: [Option<Value>; N],
) -> Map<String, Value> {
    names.zip(values).filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

/// Returns a value as XML reads it back.
fn written(value: &Value) -> String {
    match value {
        Value::String(it) => xml(it),
        other => xml(&other.to_string()),
    }
}
