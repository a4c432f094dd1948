//! Ledgers for reading, and as rows.
use std::fmt::Write as _;

use super::{Counted, Entry, Side, totals};
use crate::ontology::{Ontology, shorten, term};
use crate::table::{Cell, Table, harmless, number};
use crate::thing::Thing;

/// The columns of a ledger as rows.
pub(super) const COLUMNS: [&str; 24] = [
    "thing",
    "step",
    "side",
    "group",
    "kind",
    "status",
    "payer",
    "payee",
    "bound",
    "amount",
    "amount_max",
    "unit",
    "program",
    "purpose",
    "date",
    "counted_as",
    "counted",
    "reason",
    "same_as",
    "part_of",
    "planned_as",
    "article",
    "sentence",
    "fact",
];

/// Returns an entry as cells, in the order of the columns.
pub(super) fn cells(thing: &Thing, it: &Entry) -> Vec<Cell> {
    vec![
        shorten(thing.iri.as_str()).into(),
        it.step.into(),
        side(it.side).into(),
        it.group.into(),
        it.kind.clone().into(),
        it.status.clone().into(),
        it.payer.clone().into(),
        it.payee.clone().into(),
        it.bound.clone().into(),
        it.amount.into(),
        it.amount_max.into(),
        it.unit.clone().into(),
        it.program.clone().into(),
        it.purpose.clone().into(),
        it.date.clone().into(),
        counted(it.counted).into(),
        it.counted_amount.into(),
        it.reason.clone().into(),
        it.same_as.clone().into(),
        it.part_of.clone().into(),
        it.planned_as.clone().into(),
        it.article.clone().into(),
        it.sentence.clone().into(),
        it.fact.clone().into(),
    ]
}

/// Returns ledgers as rows, one an entry.
pub fn table(ledgers: &[(Thing, Vec<Entry>)]) -> Table {
    let mut table = Table::new(&COLUMNS);
    for (thing, entries) in ledgers {
        table.rows.extend(entries.iter().map(|it| cells(thing, it)));
    }
    table
}

/// Prints a ledger for reading.
pub fn page(thing: &Thing, entries: &[Entry], ontology: &Ontology) -> String {
    let label = |name: &str| ontology.label(term(name).as_str(), true).to_owned();
    let mut text = format!("{}  {}  {}\n", harmless(&thing.label), label(&thing.class), shorten(thing.iri.as_str()));
    let mut heading = None;
    for it in entries {
        if heading != Some((it.step, it.side, it.group, &it.status)) {
            heading = Some((it.step, it.side, it.group, &it.status));
            let step = if it.step > 1 { format!("step {}, ", it.step) } else { String::new() };
            let _ = writeln!(text, "\n{step}{}: {}, {}", side(it.side), it.group, it.status);
        }
        let sides = [it.payer.as_deref(), Some("\u{2192}"), it.payee.as_deref()];
        let sides: Vec<&str> = sides.into_iter().flatten().collect();
        let sum = amount(&it.bound, it.amount, it.amount_max, &it.unit);
        let program = it.program.as_deref().map(|it| format!(" [{it}]")).unwrap_or_default();
        let purpose = it.purpose.as_deref().map(|it| format!(" {it}")).unwrap_or_default();
        let line = format!("{} {sum} {}{program}{purpose}", sides.join(" "), label(&it.kind));
        let _ = writeln!(text, "  {:10}  {}", it.date.as_deref().unwrap_or("-"), harmless(&line));
        if it.step == 1 {
            let whole = it.counted == Counted::LeftOut || it.counted_amount.to_bits() == it.amount.to_bits();
            let some = if whole { String::new() } else { format!(" {}", grouped(it.counted_amount)) };
            let _ = writeln!(text, "              {}{some}: {}", counted(it.counted), it.reason);
        }
        if let Some(plan) = &it.planned_as {
            let _ = writeln!(text, "              spent of {plan}");
        }
        let _ = writeln!(text, "              {} {}", harmless(&it.article), harmless(&it.sentence));
        let _ = writeln!(text, "              {}", it.fact);
    }
    text.push_str("\nsums, each of one side, group, status and unit; money told twice is added once\n");
    text + &crate::table::print(&readable(entries), crate::table::Format::Table, None)
}

/// Returns the sums of a ledger as they are read: numbers grouped, with their bounds.
fn readable(entries: &[Entry]) -> Table {
    let columns =
        ["side", "group", "status", "total", "attributed", "unattributed", "not money", "left out", "unit", "goods"];
    let mut table = Table::new(&columns);
    for it in totals(entries) {
        let some = |value: f64| if value == 0.0 { "-".to_owned() } else { grouped(value) };
        let unit = it.unit.clone();
        let total = match it.not_money > 0.0 {
            true => "-".to_owned(),
            false => amount(&it.bound, it.amount(), it.amount_max, ""),
        };
        table.rows.push(vec![
            side(it.side).into(),
            it.group.into(),
            it.status.clone().into(),
            total.trim().into(),
            some(it.attributed).into(),
            some(it.unattributed).into(),
            some(it.not_money).into(),
            match it.doubles {
                0 => "-".into(),
                doubles => format!("{} ({doubles}\u{d7})", some(it.left_out)).into(),
            },
            unit.into(),
            it.goods.unwrap_or_default().into(),
        ]);
    }
    table
}

/// Returns the word for a side.
pub fn side(side: Side) -> &'static str {
    match side {
        Side::From => "from",
        Side::To => "to",
        Side::For => "for",
    }
}

/// Returns the words for as what an entry is counted.
pub(super) fn counted(counted: Counted) -> &'static str {
    match counted {
        Counted::Attributed => "attributed",
        Counted::Unattributed => "unattributed",
        Counted::NotMoney => "not money",
        Counted::LeftOut => "left out",
    }
}

fn amount(bound: &str, amount: f64, most: Option<f64>, unit: &str) -> String {
    let bound = match bound {
        "over" => "\u{2265} ",
        "under" => "\u{2264} ",
        "approx" => "\u{2248} ",
        _ => "",
    };
    let most = most.map(|it| format!("\u{2013}{}", grouped(it))).unwrap_or_default();
    format!("{bound}{}{most} {unit}", grouped(amount))
}

/// Returns a number with a comma at every three digits.
pub fn grouped(value: f64) -> String {
    let plain = number(value);
    let (whole, rest) =
        plain.split_once('.').map_or((plain.as_str(), String::new()), |(whole, rest)| (whole, format!(".{rest}")));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 && digit.is_ascii_digit() && !grouped.ends_with('-') {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + &rest
}

/// Returns the sums of ledgers as rows.
pub fn sums(ledgers: &[(Thing, Vec<Entry>)]) -> Table {
    let columns = [
        "thing",
        "side",
        "group",
        "status",
        "bound",
        "total",
        "total_max",
        "attributed",
        "unattributed",
        "not_money",
        "left_out",
        "unit",
        "goods",
        "entries",
        "doubles",
    ];
    let mut table = Table::new(&columns);
    for (thing, it) in
        ledgers.iter().flat_map(|(thing, entries)| totals(entries).into_iter().map(move |it| (thing, it)))
    {
        table.rows.push(vec![
            shorten(thing.iri.as_str()).into(),
            side(it.side).into(),
            it.group.into(),
            it.status.clone().into(),
            it.bound.clone().into(),
            it.amount().into(),
            it.amount_max.into(),
            it.attributed.into(),
            it.unattributed.into(),
            it.not_money.into(),
            it.left_out.into(),
            it.unit.clone().into(),
            it.goods.clone().into(),
            Cell::from(it.entries),
            Cell::from(it.doubles),
        ]);
    }
    table
}
