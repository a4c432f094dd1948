//! The ledger: every flow from, to or for one thing, and sums that add only what is alike.
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use oxigraph::model::{NamedNode, Term};
use oxigraph::store::Store;

use crate::ontology::{Ontology, shorten, term};
use crate::show::article_id;
use crate::table::{Cell, Table, harmless, number};
use crate::thing::{Roles, Thing, all, called, class, facts, is_fact, role, roles, subjects};

/// What kinds of flow may be added: those of one group, and no others.
const GROUPS: [(&str, &[&str]); 7] = [
    ("spending", &["donation", "investment", "appropriation", "subsidy", "compensation"]),
    ("raised", &["fundraising"]),
    ("trade", &["sale", "purchase"]),
    ("loans", &["loan"]),
    ("waived", &["feeWaiver"]),
    ("income", &["income"]),
    ("insurance cover", &["insuranceCover"]),
];

/// The unit of money, alone or as a rate.
const MONEY: &str = "CNY";

/// The thing's part in a flow, in the order of the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// It pays.
    From,
    /// It is paid.
    To,
    /// It is the program that is paid for, or lies in the purpose.
    For,
}

/// One flow.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The thing's part.
    pub side: Side,
    /// What may be added to it.
    pub group: &'static str,
    /// The kind, a local name of the vocabulary.
    pub kind: String,
    /// completed, pledged or planned.
    pub status: String,
    /// Who pays, by name or in the text's words.
    pub payer: Option<String>,
    /// Who is paid, by name or in the text's words.
    pub payee: Option<String>,
    /// How much.
    pub amount: f64,
    /// The upper end of a range.
    pub amount_max: Option<f64>,
    /// In what.
    pub unit: String,
    /// exact, approx, over or under.
    pub bound: String,
    /// The programme.
    pub program: Option<String>,
    /// What for.
    pub purpose: Option<String>,
    /// When, or the article's day.
    pub date: Option<String>,
    /// The article's id.
    pub article: String,
    /// The sentence.
    pub sentence: String,
    /// The fact.
    pub fact: String,
    /// An entry before it that tells of the same money, so that this one is not added.
    pub same_as: Option<String>,
}

/// A sum of what is alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Total {
    /// The thing's part.
    pub side: Side,
    /// What was added.
    pub group: &'static str,
    /// completed, pledged or planned.
    pub status: String,
    /// In what.
    pub unit: String,
    /// Of goods, which: only money is added whatever it is for.
    pub goods: Option<String>,
    /// How much.
    pub amount: f64,
    /// The upper end, where ranges were added.
    pub amount_max: Option<f64>,
    /// exact, approx, over or under.
    pub bound: String,
    /// How many entries were added.
    pub entries: u32,
    /// How many told of money that was added already.
    pub doubles: u32,
}

/// Returns the flows from, to and for a thing, by side, group, date and article.
pub fn entries(store: &Store, thing: &Thing) -> Vec<Entry> {
    let mut flows: BTreeMap<NamedNode, Side> = BTreeMap::new();
    for (fact, played) in facts(store, thing.iri.as_ref()) {
        let side = [("payer", Side::From), ("payee", Side::To), ("program", Side::For)];
        if let Some((_, side)) = side.into_iter().find(|it| played.contains(it.0)) {
            flows.insert(fact, side);
        }
    }
    for (role, side) in [("payerText", Side::From), ("payeeText", Side::To), ("purpose", Side::For)] {
        for fact in saying(store, role, &thing.label) {
            flows.entry(fact).or_insert(side);
        }
    }
    let mut entries: Vec<Entry> = flows.into_iter().filter_map(|(fact, side)| entry(store, &fact, side)).collect();
    let order = |it: &Entry| (it.side, rank(it.group), it.date.clone(), it.article.clone(), it.fact.clone());
    entries.sort_by_cached_key(order);
    mark_doubles(&mut entries);
    entries
}

/// Adds what is alike: of one side, group, status and unit, each money once.
pub fn totals(entries: &[Entry]) -> Vec<Total> {
    let mut totals: BTreeMap<(Side, usize, &str, &str, Option<&str>), Total> = BTreeMap::new();
    for it in entries {
        let goods = if it.unit.starts_with(MONEY) { None } else { it.purpose.as_deref().or(Some(&it.fact)) };
        let total = totals.entry((it.side, rank(it.group), &it.status, &it.unit, goods)).or_insert_with(|| Total {
            side: it.side,
            group: it.group,
            status: it.status.clone(),
            unit: it.unit.clone(),
            goods: goods.map(str::to_owned),
            amount: 0.0,
            amount_max: None,
            bound: "exact".to_owned(),
            entries: 0,
            doubles: 0,
        });
        if it.same_as.is_some() {
            total.doubles += 1;
            continue;
        }
        if it.amount_max.is_some() || total.amount_max.is_some() {
            let upper = total.amount_max.unwrap_or(total.amount) + it.amount_max.unwrap_or(it.amount);
            total.amount_max = Some(upper);
        }
        total.amount += it.amount;
        total.entries += 1;
        total.bound = together(&total.bound, &it.bound);
    }
    totals.into_values().collect()
}

/// Returns ledgers as rows, one an entry.
pub fn table(ledgers: &[(Thing, Vec<Entry>)]) -> Table {
    let columns = [
        "thing",
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
        "same_as",
        "article",
        "sentence",
        "fact",
    ];
    let mut table = Table::new(&columns);
    for (thing, it) in ledgers.iter().flat_map(|(thing, entries)| entries.iter().map(move |it| (thing, it))) {
        table.rows.push(vec![
            shorten(thing.iri.as_str()).into(),
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
            it.same_as.clone().into(),
            it.article.clone().into(),
            it.sentence.clone().into(),
            it.fact.clone().into(),
        ]);
    }
    table
}

/// Prints the ledger for reading: the entries by side and group, then the sums.
pub fn page(thing: &Thing, entries: &[Entry], ontology: &Ontology) -> String {
    let label = |name: &str| ontology.label(term(name).as_str(), true).to_owned();
    let mut text = format!("{}  {}  {}\n", harmless(&thing.label), label(&thing.class), shorten(thing.iri.as_str()));
    let mut heading = None;
    for it in entries {
        if heading != Some((it.side, it.group)) {
            heading = Some((it.side, it.group));
            let _ = writeln!(text, "\n{}: {}", side(it.side), it.group);
        }
        let sides = [it.payer.as_deref(), Some("\u{2192}"), it.payee.as_deref()];
        let sides: Vec<&str> = sides.into_iter().flatten().collect();
        let sum = amount(&it.bound, it.amount, it.amount_max, &it.unit);
        let program = it.program.as_deref().map(|it| format!(" [{it}]")).unwrap_or_default();
        let purpose = it.purpose.as_deref().map(|it| format!(" {it}")).unwrap_or_default();
        let same = it.same_as.as_deref().map(|it| format!(" = {it}")).unwrap_or_default();
        let line =
            format!("{} {sum} {} {}{program}{purpose}{same}", sides.join(" "), label(&it.kind), label(&it.status));
        let _ = writeln!(text, "  {:10}  {}", it.date.as_deref().unwrap_or("-"), harmless(&line));
        let _ = writeln!(text, "              {} {}", harmless(&it.article), harmless(&it.sentence));
        let _ = writeln!(text, "              {}", it.fact);
    }
    text.push_str("\nsums, each of one side, group, status and unit; money told twice is added once\n");
    for it in totals(entries) {
        let sum = amount(&it.bound, it.amount, it.amount_max, &it.unit);
        let goods = it.goods.as_deref().map(|it| format!(" {it}")).unwrap_or_default();
        let doubles = if it.doubles > 0 { format!(", {} told again and left out", it.doubles) } else { String::new() };
        let _ = writeln!(
            text,
            "  {:5} {:16} {:10} {}{} ({} added{doubles})",
            side(it.side),
            it.group,
            it.status,
            harmless(&sum),
            harmless(&goods),
            it.entries
        );
    }
    text
}

/// Returns the word for a side.
pub fn side(side: Side) -> &'static str {
    match side {
        Side::From => "from",
        Side::To => "to",
        Side::For => "for",
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
fn grouped(value: f64) -> String {
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

/// Returns the bound of a sum of two that have bounds of their own.
fn together(a: &str, b: &str) -> String {
    match (a, b) {
        ("exact", it) | (it, "exact") => it,
        (a, b) if a == b => a,
        _ => "approx",
    }
    .to_owned()
}

fn entry(store: &Store, fact: &NamedNode, side: Side) -> Option<Entry> {
    let own = roles(store, fact.as_ref());
    if class(&own) != "Flow" {
        return None;
    }
    let local =
        |name: &str| role(&own, name).and_then(|it| it.rsplit('#').next().map(str::to_owned)).unwrap_or_default();
    let kind = local("kind");
    let group = GROUPS.iter().find(|it| it.1.contains(&kind.as_str())).map_or("other", |it| it.0);
    let article = role(&own, "article").and_then(|it| NamedNode::new(it).ok());
    let dated = |roles: &Roles| role(roles, "period");
    let date = dated(&own).or_else(|| dated(&roles(store, article.as_ref()?.as_ref())));
    Some(Entry {
        side,
        group,
        kind,
        status: local("status"),
        payer: party(store, &own, "payer"),
        payee: party(store, &own, "payee"),
        amount: role(&own, "amount")?.parse().ok()?,
        amount_max: role(&own, "amountMax").and_then(|it| it.parse().ok()),
        unit: role(&own, "unit").unwrap_or_default(),
        bound: local("bound"),
        program: all(&own, "program").first().map(|it| called(store, it)),
        purpose: role(&own, "purpose"),
        date,
        article: article.map(|it| article_id(store, &it)).unwrap_or_default(),
        sentence: role(&own, "sentence").unwrap_or_default(),
        fact: shorten(fact.as_str()),
        same_as: None,
    })
}

fn party(store: &Store, own: &Roles, name: &str) -> Option<String> {
    let named = all(own, name).first().map(|it: &Term| called(store, it));
    named.or_else(|| role(own, &format!("{name}Text")))
}

/// Marks entries that tell of the same money: alike in everything that both say.
fn mark_doubles(entries: &mut [Entry]) {
    for at in 1..entries.len() {
        let (before, rest) = entries.split_at_mut(at);
        let Some(it) = rest.first_mut() else { continue };
        let first = before.iter().find(|other| other.same_as.is_none() && same_money(other, it));
        it.same_as = first.map(|it| it.fact.clone());
    }
}

fn same_money(a: &Entry, b: &Entry) -> bool {
    let money = |it: &Entry| (it.side, it.kind.clone(), it.status.clone(), it.unit.clone());
    let amount = |it: &Entry| (it.amount.to_bits(), it.amount_max.map(f64::to_bits));
    let year = |it: &Entry| it.date.as_deref().and_then(|it| it.get(..4)).map(str::to_owned);
    money(a) == money(b)
        && amount(a) == amount(b)
        && a.payer.is_some()
        && (&a.payer, &a.payee) == (&b.payer, &b.payee)
        && year(a) == year(b)
}

/// Returns the facts of which a role in words contains the name.
fn saying(store: &Store, role: &str, name: &str) -> BTreeSet<NamedNode> {
    let property = term(role);
    let mut texts = BTreeSet::new();
    for quad in store.quads_for_pattern(None, Some(property.as_ref()), None, None).flatten() {
        if let Term::Literal(literal) = &quad.object
            && literal.value().contains(name)
        {
            texts.insert(literal.value().to_owned());
        }
    }
    let literal = |it: &String| oxigraph::model::Literal::new_simple_literal(it.as_str());
    let found = texts.iter().flat_map(|it| subjects(store, &property, (&literal(it)).into()));
    found.filter(|it| is_fact(it.as_str())).collect()
}

fn rank(group: &str) -> usize {
    GROUPS.iter().position(|it| it.0 == group).unwrap_or(GROUPS.len())
}

/// Returns the sums of ledgers as rows.
pub fn sums(ledgers: &[(Thing, Vec<Entry>)]) -> Table {
    let columns =
        ["thing", "side", "group", "status", "bound", "amount", "amount_max", "unit", "goods", "entries", "doubles"];
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
            it.amount.into(),
            it.amount_max.into(),
            it.unit.clone().into(),
            it.goods.clone().into(),
            Cell::from(it.entries),
            Cell::from(it.doubles),
        ]);
    }
    table
}
