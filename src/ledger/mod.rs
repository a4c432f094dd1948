//! The ledger: every flow from, to or for one thing, and on along the chain, with what of each is counted and why.
use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{NamedNode, Term};
use oxigraph::store::Store;

use crate::ontology::{shorten, term};
use crate::show::article_id;
use crate::thing::{Roles, Thing, all, called, class, facts, is_fact, role, roles, subjects, thing};

mod print;
mod total;
mod workbook;

pub use print::{grouped, page, side, sums, table};
pub use total::{Total, totals};
pub use workbook::workbook;

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

/// The group that is no money: what is insured has not moved.
const COVER: usize = 6;

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

/// As what an entry is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Counted {
    /// The other side has a name.
    Attributed,
    /// The other side has none, or is a described group: what is left when the parts with names are taken off.
    Unattributed,
    /// Insurance cover, or goods: no money has moved.
    NotMoney,
    /// Another entry tells of the same money.
    LeftOut,
}

/// One flow.
#[derive(Clone, Debug)]
pub struct Entry {
    /// How many steps along the chain: 1 for the thing's own.
    pub step: u32,
    /// The thing's part, or that of the thing at the step before.
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
    /// Who pays, where it has a name.
    pub payer_thing: Option<NamedNode>,
    /// Who is paid, where it has a name.
    pub payee_thing: Option<NamedNode>,
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
    /// The first and the last day of that.
    pub days: (String, String),
    /// The article's id.
    pub article: String,
    /// The sentence.
    pub sentence: String,
    /// The fact.
    pub fact: String,
    /// As what it is counted.
    pub counted: Counted,
    /// How much of it is counted.
    pub counted_amount: f64,
    /// The status under which it is counted: a part's is that of the whole.
    pub counted_status: String,
    /// Why it is counted so.
    pub reason: String,
    /// An entry that tells of the same money, so that this one is not added.
    pub same_as: Option<String>,
    /// The flows that tell of the same money.
    told_in: Vec<String>,
    /// A flow of which this one is a part.
    pub part_of: Option<String>,
    /// A planned flow of which this one was spent.
    pub planned_as: Option<String>,
}

/// What is asked of a ledger.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// How many steps to follow the chain.
    pub depth: u32,
    /// The first day.
    pub from: Option<String>,
    /// The last day.
    pub to: Option<String>,
    /// The statuses; all where there are none.
    pub status: Vec<String>,
}

/// Returns the flows from, to and for a thing and on along the chain, by step, side, group, date and article.
pub fn entries(store: &Store, thing: &Thing, wanted: &Wanted) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut seen: BTreeSet<NamedNode> = BTreeSet::new();
    let mut step: Vec<(Thing, Option<Side>)> = same_things(store, thing).into_iter().map(|it| (it, None)).collect();
    for number in 1..=wanted.depth.max(1) {
        let mut flows: BTreeMap<NamedNode, Side> = BTreeMap::new();
        for (thing, only) in &step {
            for (fact, side) in flows_of(store, thing, number == 1) {
                if only.is_none_or(|it| it == side) {
                    flows.entry(fact).or_insert(side);
                }
            }
        }
        let again: Vec<(NamedNode, Side)> = flows.iter().flat_map(|(it, side)| told_again(store, it, *side)).collect();
        for (fact, side) in again {
            flows.entry(fact).or_insert(side);
        }
        flows.retain(|fact, _| seen.insert(fact.clone()));
        let found = flows.into_iter().filter_map(|(fact, side)| entry(store, &fact, side, number));
        let mut found: Vec<Entry> = found.filter(|it| fits(it, wanted)).collect();
        found.sort_by_cached_key(|it| {
            (it.side, rank(it.group), it.status.clone(), it.date.clone(), it.article.clone(), it.fact.clone())
        });
        let mut next: BTreeMap<(NamedNode, Side), ()> = BTreeMap::new();
        for it in &found {
            let on = [(&it.payee_thing, Side::From), (&it.payer_thing, Side::To)];
            let on = on.into_iter().filter(|(_, side)| it.side == Side::For || it.side == *side);
            next.extend(on.filter_map(|(thing, side)| Some(((thing.clone()?, side), ()))));
        }
        entries.extend(found);
        step = next.into_keys().filter_map(|(iri, side)| Some((self::thing(store, &iri)?, Some(side)))).collect();
    }
    total::count(&mut entries);
    entries
}

/// Returns the flows in which a thing has a part; of its own also those that name it in words.
fn flows_of(store: &Store, thing: &Thing, in_words: bool) -> BTreeMap<NamedNode, Side> {
    let mut flows: BTreeMap<NamedNode, Side> = BTreeMap::new();
    for (fact, played) in facts(store, thing.iri.as_ref()) {
        let side = [("payer", Side::From), ("payee", Side::To), ("program", Side::For)];
        if let Some((_, side)) = side.into_iter().find(|it| played.contains(it.0)) {
            flows.insert(fact, side);
        }
    }
    for (role, side) in [("payerText", Side::From), ("payeeText", Side::To), ("purpose", Side::For)] {
        for fact in saying(store, role, &thing.label).into_iter().filter(|_| in_words) {
            flows.entry(fact).or_insert(side);
        }
    }
    flows
}

/// Returns the flows that tell of the same money, whatever names they give.
fn told_again(store: &Store, flow: &NamedNode, side: Side) -> Vec<(NamedNode, Side)> {
    let same = all(&roles(store, flow.as_ref()), "sameMoney").to_vec();
    same.iter().filter_map(crate::thing::node).map(|it| (NamedNode::new_unchecked(it), side)).collect()
}

/// Returns the thing and those that are found to be the same.
fn same_things(store: &Store, thing: &Thing) -> Vec<Thing> {
    let same = all(&roles(store, thing.iri.as_ref()), "sameEntity").to_vec();
    let others = same.iter().filter_map(|it| match it {
        Term::NamedNode(it) => self::thing(store, it),
        _ => None,
    });
    std::iter::once(thing.clone()).chain(others).collect()
}

fn fits(entry: &Entry, wanted: &Wanted) -> bool {
    let (start, end) = &entry.days;
    let after = wanted.from.as_ref().is_none_or(|it| !end.is_empty() && it <= end);
    let before = wanted.to.as_ref().is_none_or(|it| !start.is_empty() && start <= it);
    after && before && (wanted.status.is_empty() || wanted.status.contains(&entry.status))
}

fn entry(store: &Store, fact: &NamedNode, side: Side, step: u32) -> Option<Entry> {
    let own = roles(store, fact.as_ref());
    if class(&own) != "Flow" {
        return None;
    }
    let local =
        |name: &str| role(&own, name).and_then(|it| it.rsplit('#').next().map(str::to_owned)).unwrap_or_default();
    let kind = local("kind");
    let group = GROUPS.iter().find(|it| it.1.contains(&kind.as_str())).map_or("other", |it| it.0);
    let article = role(&own, "article").and_then(|it| NamedNode::new(it).ok());
    let of_article = article.as_ref().map(|it| roles(store, it.as_ref())).unwrap_or_default();
    let dated = |name: &str| if role(&own, "period").is_some() { role(&own, name) } else { role(&of_article, name) };
    let linked = |name: &str| all(&own, name).first().and_then(crate::thing::node).map(shorten);
    let node = |name: &str| role(&own, name).and_then(|it| NamedNode::new(it).ok());
    Some(Entry {
        step,
        side,
        group,
        kind,
        status: local("status"),
        payer: party(store, &own, "payer"),
        payee: party(store, &own, "payee"),
        payer_thing: node("payer"),
        payee_thing: node("payee"),
        amount: role(&own, "amount")?.parse().ok()?,
        amount_max: role(&own, "amountMax").and_then(|it| it.parse().ok()),
        unit: role(&own, "unit").unwrap_or_default(),
        bound: local("bound"),
        program: all(&own, "program").first().map(|it| called(store, it)),
        purpose: role(&own, "purpose"),
        date: dated("period"),
        days: (dated("periodStart").unwrap_or_default(), dated("periodEnd").unwrap_or_default()),
        article: article.map(|it| article_id(store, &it)).unwrap_or_default(),
        sentence: role(&own, "sentence").unwrap_or_default(),
        fact: shorten(fact.as_str()),
        counted: Counted::Unattributed,
        counted_amount: 0.0,
        counted_status: local("status"),
        reason: String::new(),
        same_as: None,
        told_in: all(&own, "sameMoney").iter().filter_map(crate::thing::node).map(shorten).collect(),
        part_of: linked("partOfMoney"),
        planned_as: linked("plannedFor"),
    })
}

fn party(store: &Store, own: &Roles, name: &str) -> Option<String> {
    let named = all(own, name).first().map(|it: &Term| called(store, it));
    named.or_else(|| role(own, &format!("{name}Text")))
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
