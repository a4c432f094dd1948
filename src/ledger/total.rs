//! What of each flow is counted, and the sums of what is alike: each money once, a part inside its whole, cover not at all.
use std::collections::BTreeMap;

use super::{COVER, Counted, Entry, GROUPS, MONEY, Side, rank};

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
    /// How much has a named other side.
    pub attributed: f64,
    /// How much has none.
    pub unattributed: f64,
    /// The upper end of both, where ranges were added.
    pub amount_max: Option<f64>,
    /// How much is no money: cover, or goods.
    pub not_money: f64,
    /// How much was left out, being told again.
    pub left_out: f64,
    /// exact, approx, over or under.
    pub bound: String,
    /// How many entries were added.
    pub entries: u32,
    /// How many told of money that was added already.
    pub doubles: u32,
}

impl Total {
    /// Returns the sum of the money.
    pub fn amount(&self) -> f64 {
        self.attributed + self.unattributed
    }
}

/// Decides of each entry as what, and how much of it, is counted.
pub(super) fn count(entries: &mut [Entry]) {
    for it in entries.iter_mut() {
        let named = match it.side {
            Side::From => it.payee_thing.is_some(),
            Side::To => it.payer_thing.is_some(),
            Side::For => it.payer_thing.is_some() && it.payee_thing.is_some(),
        };
        it.counted = if named { Counted::Attributed } else { Counted::Unattributed };
        it.counted_amount = it.amount;
        it.reason = if named { "the other side is named" } else { "no name for the other side" }.to_owned();
        if it.group == GROUPS[COVER].0 {
            (it.counted, it.reason) = (Counted::NotMoney, "insurance cover: no money has moved".to_owned());
        } else if !it.unit.starts_with(MONEY) {
            (it.counted, it.reason) = (Counted::NotMoney, "goods, people or work, not money".to_owned());
        }
    }
    leave_out_doubles(entries);
    take_off_parts(entries);
}

/// Leaves out all but one of the entries of one side that tell of the same money: the one that says most of the other side.
fn leave_out_doubles(entries: &mut [Entry]) {
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_key(|at| (entries[*at].counted, *at));
    let mut kept: Vec<usize> = Vec::new();
    for at in order {
        let it = &entries[at];
        let same = |other: &&Entry| (other.side, other.step) == (it.side, it.step) && linked(it, other, entries);
        let Some(same) = kept.iter().map(|it| &entries[*it]).find(same).map(|it| it.fact.clone()) else {
            kept.push(at);
            continue;
        };
        let it = &mut entries[at];
        it.counted = Counted::LeftOut;
        it.counted_amount = 0.0;
        it.reason = format!("the same money as {same}");
        it.same_as = Some(same);
    }
}

/// Tells whether two entries tell of the same money, by a link between them or to a third.
fn linked(a: &Entry, b: &Entry, entries: &[Entry]) -> bool {
    let third = |it: &Entry| it.told_in.contains(&a.fact) && it.told_in.contains(&b.fact);
    a.told_in.contains(&b.fact)
        || b.told_in.contains(&a.fact)
        || a.told_in.iter().any(|it| b.told_in.contains(it))
        || entries.iter().any(third)
}

/// Takes the parts off the wholes that contain them, and counts them under the status of the whole.
fn take_off_parts(entries: &mut [Entry]) {
    for at in 0..entries.len() {
        let Some(whole) = entries[at].part_of.clone().filter(|_| entries[at].counted != Counted::LeftOut) else {
            continue;
        };
        let (side, step, amount) = (entries[at].side, entries[at].step, entries[at].counted_amount);
        let of = |it: &Entry| (it.fact == whole || it.told_in.contains(&whole)) && it.counted != Counted::LeftOut;
        let Some(place) = entries.iter().position(|it| of(it) && it.side == side && it.step == step) else { continue };
        if entries[place].counted_amount < amount || entries[at].counted == Counted::NotMoney {
            continue;
        }
        let part = entries[at].fact.clone();
        let it = &mut entries[place];
        it.counted_amount -= amount;
        it.reason = format!("{}, less its part {part}", it.reason);
        let (status, fact) = (it.counted_status.clone(), it.fact.clone());
        let it = &mut entries[at];
        it.reason = format!("{}, a part of {fact}", it.reason);
        it.counted_status = status;
    }
}

/// Returns the goods that an entry is of; none for money.
fn goods(it: &Entry) -> Option<&str> {
    if it.unit.starts_with(MONEY) { None } else { it.purpose.as_deref().or(Some(&it.fact)) }
}

/// Returns which of the sums an entry belongs to.
pub(super) fn line(totals: &[Total], it: &Entry) -> Option<usize> {
    let fits = |total: &Total| {
        let key = (total.side, total.group, total.status.as_str(), total.unit.as_str(), total.goods.as_deref());
        key == (it.side, it.group, it.counted_status.as_str(), it.unit.as_str(), goods(it))
    };
    totals.iter().position(fits).filter(|_| it.step == 1)
}

/// Adds what is alike among the thing's own flows: of one side, group, status and unit, each money once.
pub fn totals(entries: &[Entry]) -> Vec<Total> {
    let mut totals: BTreeMap<(Side, usize, &str, &str, Option<&str>), Total> = BTreeMap::new();
    for it in entries.iter().filter(|it| it.step == 1) {
        let key = (it.side, rank(it.group), it.counted_status.as_str(), it.unit.as_str(), goods(it));
        let total = totals.entry(key).or_insert_with(|| Total {
            side: it.side,
            group: it.group,
            status: it.counted_status.clone(),
            unit: it.unit.clone(),
            goods: goods(it).map(str::to_owned),
            attributed: 0.0,
            unattributed: 0.0,
            amount_max: None,
            not_money: 0.0,
            left_out: 0.0,
            bound: "exact".to_owned(),
            entries: 0,
            doubles: 0,
        });
        match it.counted {
            Counted::Attributed => add(&mut total.attributed, it.counted_amount),
            Counted::Unattributed => add(&mut total.unattributed, it.counted_amount),
            Counted::NotMoney => add(&mut total.not_money, it.counted_amount),
            Counted::LeftOut => {
                add(&mut total.left_out, it.amount);
                total.doubles += 1;
                continue;
            }
        }
        let spread = it.amount_max.map_or(0.0, |most| most - it.amount);
        let most = total.amount_max.map(|most| most + it.counted_amount + spread);
        total.amount_max = most.or((spread > 0.0).then(|| total.amount() + total.not_money + spread));
        total.entries += 1;
        total.bound = together(&total.bound, &it.bound);
    }
    totals.into_values().collect()
}

/// Adds money without the dust that binary numbers leave.
fn add(sum: &mut f64, amount: f64) {
    *sum = ((*sum + amount) * 1e4).round() / 1e4;
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
