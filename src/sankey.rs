//! Flow diagrams: who paid whom, each flow as wide as its amount, as a picture or in GraphViz's language.
use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::draw::{FONTS, quoted, xml};
use crate::ledger::{Counted, Entry, grouped};
use crate::table::harmless;
use crate::thing::Thing;

/// The height of the picture without margins.
const HEIGHT: f64 = 620.0;
/// The height of a party at most, on average over a column.
const TALLEST: f64 = 120.0;
/// From one column to the next.
const ACROSS: f64 = 340.0;
/// The width of a party's bar.
const BAR: f64 = 14.0;
/// Around the picture.
const MARGIN: f64 = 30.0;
/// Between two parties of a column.
const GAP: f64 = 22.0;
/// The least width of a flow that can be seen.
const THINNEST: f64 = 1.5;
/// The widest edge in GraphViz's language.
const WIDEST: f64 = 24.0;

/// A flow between two parties, by their places.
struct Ribbon<'a> {
    from: usize,
    to: usize,
    amount: f64,
    entry: &'a Entry,
}

/// The parties and the flows between them.
struct Diagram<'a> {
    names: Vec<String>,
    ribbons: Vec<Ribbon<'a>>,
}

/// Returns the parties of ledgers and the money between them, each money once.
fn diagram(ledgers: &[(Thing, Vec<Entry>)]) -> Diagram<'_> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut diagram = Diagram { names: Vec::new(), ribbons: Vec::new() };
    let mut place = |names: &mut Vec<String>, name: String| {
        *places.entry(name.clone()).or_insert_with(|| {
            names.push(name);
            names.len() - 1
        })
    };
    for (thing, entries) in ledgers {
        let money = |it: &&Entry| matches!(it.counted, Counted::Attributed | Counted::Unattributed);
        for it in entries.iter().filter(money).filter(|it| it.unit == "CNY" && it.counted_amount > 0.0) {
            let payer = it.payer.clone().unwrap_or_else(|| format!("? \u{2192} {}", it.group));
            let payee = it.payee.clone().unwrap_or_else(|| format!("{} \u{2192} ?", it.group));
            // A program stands between who pays and who is paid.
            let through = it.program.clone().filter(|it| *it == thing.label);
            let stops: Vec<String> = [Some(payer), through, Some(payee)].into_iter().flatten().collect();
            for ends in stops.windows(2).filter(|it| it[0] != it[1]) {
                let (from, to) =
                    (place(&mut diagram.names, ends[0].clone()), place(&mut diagram.names, ends[1].clone()));
                diagram.ribbons.push(Ribbon { from, to, amount: it.counted_amount, entry: it });
            }
        }
    }
    diagram
}

/// Returns the money of ledgers in GraphViz's language; nothing where no money flows.
pub fn dot(ledgers: &[(Thing, Vec<Entry>)]) -> Option<String> {
    let diagram = diagram(ledgers);
    let most = diagram.ribbons.iter().map(|it| it.amount).fold(0.0, f64::max);
    let fonts = format!("fontname=\"{FONTS}\"");
    let mut text = format!(
        "digraph fangzhi {{\n    charset=\"UTF-8\" rankdir=LR ranksep=1.2 nodesep=0.3 {fonts}\n    \
         node [shape=box style=filled fillcolor=\"#d5e5f7\" color=\"#555555\" fontsize=12 {fonts}]\n    \
         edge [color=\"#5b8fb9aa\" fontsize=10 fontcolor=\"#444444\" {fonts}]\n"
    );
    for (number, name) in diagram.names.iter().enumerate() {
        let _ = writeln!(text, "    {number} [label={}]", quoted(name));
    }
    for it in &diagram.ribbons {
        let width = (it.amount / most * WIDEST).max(1.0);
        let style = if it.entry.status == "completed" { "solid" } else { "dashed" };
        let label = quoted(&said(it));
        let tooltip = quoted(&it.entry.fact);
        let _ = writeln!(
            text,
            "    {} -> {} [label={label} tooltip={tooltip} penwidth={width:.2} style={style}]",
            it.from, it.to
        );
    }
    text.push_str("}\n");
    (!diagram.ribbons.is_empty()).then_some(text)
}

fn said(it: &Ribbon<'_>) -> String {
    format!("{} {}", grouped(it.amount), it.entry.status)
}

/// Returns in which column each party stands: behind all who pay it, where they do not pay each other in a circle.
fn columns(diagram: &Diagram<'_>) -> Vec<usize> {
    let mut columns = vec![0; diagram.names.len()];
    // As many rounds as there are parties put every chain in order; a circle ends there.
    for _ in 0..diagram.names.len().min(8) {
        for it in &diagram.ribbons {
            let back = diagram.ribbons.iter().any(|other| (other.from, other.to) == (it.to, it.from));
            if !back || it.from < it.to {
                columns[it.to] = columns[it.to].max((columns[it.from] + 1).min(8));
            }
        }
    }
    columns
}

/// Returns the money of ledgers as a picture; nothing where no money flows.
pub fn svg(ledgers: &[(Thing, Vec<Entry>)]) -> Option<String> {
    let diagram = diagram(ledgers);
    if diagram.ribbons.is_empty() {
        return None;
    }
    let columns = columns(&diagram);
    let parties = diagram.names.len();
    let sum = |party: usize, end: fn(&Ribbon<'_>) -> usize| -> f64 {
        diagram.ribbons.iter().filter(|it| end(it) == party).map(|it| it.amount).sum()
    };
    let sizes: Vec<f64> = (0..parties).map(|it| sum(it, |it| it.from).max(sum(it, |it| it.to))).collect();
    let last = columns.iter().copied().max().unwrap_or(0);
    let of_column = |column: usize| (0..parties).filter(|it| columns[*it] == column).collect();
    let columns_list: Vec<Vec<usize>> = (0..=last).map(of_column).collect();
    let room = |column: &Vec<usize>| {
        let count = column.len() as f64;
        (HEIGHT - GAP * count).clamp(HEIGHT / 4.0, (TALLEST * count).max(HEIGHT / 4.0))
    };
    let scale = |column: &Vec<usize>| room(column) / column.iter().map(|it| sizes[*it]).sum::<f64>().max(1.0);
    let scale = columns_list.iter().filter(|it| !it.is_empty()).map(scale).fold(f64::INFINITY, f64::min);
    let (mut tops, mut lefts) = (vec![0.0; parties], vec![0.0; parties]);
    let mut height: f64 = 0.0;
    for (number, column) in columns_list.iter().enumerate() {
        let mut top = MARGIN;
        for party in column {
            tops[*party] = top;
            lefts[*party] = MARGIN + number as f64 * ACROSS;
            top += (sizes[*party] * scale).max(THINNEST) + GAP;
        }
        height = height.max(top);
    }
    let width = MARGIN * 2.0 + last as f64 * ACROSS + BAR + 220.0;
    let mut picture = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{:.0}\" font-family=\"{FONTS}\" \
         font-size=\"12\">\n",
        height + MARGIN
    );
    let (mut out, mut into) = (tops.clone(), tops.clone());
    for it in &diagram.ribbons {
        let thick = it.amount * scale;
        let (x, y) = (lefts[it.from] + BAR, out[it.from] + thick / 2.0);
        let (to_x, to_y) = (lefts[it.to], into[it.to] + thick / 2.0);
        out[it.from] += thick;
        into[it.to] += thick;
        let middle = f64::midpoint(x, to_x);
        let colour = if it.entry.status == "completed" { "#5b8fb9" } else { "#c9a24b" };
        let title = format!("{} {} {}", said(it), it.entry.sentence, it.entry.fact);
        let _ = writeln!(
            picture,
            "<path d=\"M{x:.1},{y:.1} C{middle:.1},{y:.1} {middle:.1},{to_y:.1} {to_x:.1},{to_y:.1}\" fill=\"none\" \
             stroke=\"{colour}\" stroke-opacity=\"0.45\" stroke-width=\"{:.2}\"><title>{}</title></path>",
            thick.max(THINNEST),
            xml(&harmless(&title))
        );
    }
    for (party, name) in diagram.names.iter().enumerate() {
        let (x, y, tall) = (lefts[party], tops[party], (sizes[party] * scale).max(THINNEST));
        let _ = writeln!(
            picture,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{BAR}\" height=\"{tall:.1}\" fill=\"#444444\"/>\n\
             <text x=\"{:.1}\" y=\"{:.1}\">{} {}</text>",
            x + BAR + 5.0,
            y + tall / 2.0 + 4.0,
            xml(&harmless(name)),
            grouped(sizes[party])
        );
    }
    picture.push_str("</svg>\n");
    Some(picture)
}
