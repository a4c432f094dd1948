//! Which flows are payments, and of how much: each money once, as the ledger counts it.
use std::collections::{BTreeMap, BTreeSet};

use super::Contents;
use crate::thing::{Roles, all, class, node, role};

/// A flow that is a payment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paid<'a> {
    /// How much of it is no part that is a payment of its own.
    pub amount: f64,
    /// The parts that are.
    pub less: Vec<&'a str>,
}

/// Returns the payments among the flows of those kinds and unit that are of the status: of those that tell of one money the one
/// that names most sides, and of a whole what its parts leave, which are payments themselves, whatever their own status.
pub fn payments<'a>(
    contents: &'a Contents,
    kinds: &BTreeSet<String>,
    status: &str,
    unit: &str,
) -> BTreeMap<&'a str, Paid<'a>> {
    let flows: BTreeMap<&str, &Roles> = contents.of("Flow").collect();
    let local = |it: &Roles, name: &str| {
        role(it, name).and_then(|it| it.rsplit('#').next().map(str::to_owned)).unwrap_or_default()
    };
    let is_money =
        |it: &str| kinds.contains(&local(flows[it], "kind")) && role(flows[it], "unit").as_deref() == Some(unit);
    // A body says more of who paid than the place that it governs.
    let side = |it: &str, name: &str| match contents.other(flows[it], name) {
        Some((_, roles)) if class(roles) == "Place" => 1,
        Some(_) => 2,
        None => 0,
    };
    let named = |it: &str| side(it, "payer") + side(it, "payee");
    let first = |it: &str, went: bool| {
        let told =
            told(&flows, it).into_iter().filter(|it| is_money(it) && (!went || local(flows[it], "status") == status));
        told.min_by_key(|it| (std::cmp::Reverse(named(it)), *it))
    };
    let amount = |it: &str| role(flows[it], "amount").and_then(|it| it.parse().ok()).unwrap_or(0.0);
    let mut paid: BTreeMap<&str, Paid<'_>> = BTreeMap::new();
    for it in flows.keys().filter_map(|it| first(it, true)) {
        paid.insert(it, Paid { amount: amount(it), less: Vec::new() });
    }
    // The largest first, so that a part of a part finds its whole.
    let whole = |it: &str| {
        all(flows[it], "partOfMoney").iter().filter_map(node).find_map(|it| flows.get_key_value(it)).map(|it| *it.0)
    };
    let mut parts: Vec<(&str, &str)> = flows.keys().filter_map(|it| Some((*it, whole(it)?))).collect();
    parts.sort_by(|a, b| amount(b.0).total_cmp(&amount(a.0)).then(a.cmp(b)));
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    for (part, whole) in parts {
        let (Some(part), Some(whole)) = (first(part, true).or_else(|| first(part, false)), first(whole, true)) else {
            continue;
        };
        let Some(of) = paid.get_mut(whole).filter(|it| part != whole && it.amount >= amount(part)) else { continue };
        if taken.insert(part) {
            // Without the dust that binary numbers leave.
            of.amount = ((of.amount - amount(part)) * 1e4).round() / 1e4;
            of.less.push(part);
            paid.entry(part).or_insert_with(|| Paid { amount: amount(part), less: Vec::new() });
        }
    }
    paid.retain(|_, it| it.amount > 0.0);
    paid
}

/// Returns the flows that tell of the same money as this one, itself among them.
fn told<'a>(flows: &BTreeMap<&'a str, &'a Roles>, flow: &str) -> BTreeSet<&'a str> {
    let (mut told, mut queue) = (BTreeSet::new(), vec![flow]);
    while let Some(it) = queue.pop() {
        if let Some((iri, roles)) = flows.get_key_value(it)
            && told.insert(*iri)
        {
            queue.extend(all(roles, "sameMoney").iter().filter_map(node));
        }
    }
    told
}
