//! Money: flows that tell of one sum, that are a part of another, or that were spent of one that was planned.
use super::fact::{Flow, Side, overlap};
use super::finding::{Finding, Verdict};
use super::lists::Lists;

/// An amount with so many digits is not met again by chance.
const DIGITS: usize = 4;
/// Of more flows of one amount than these, each is compared with so many before it.
const MOST: usize = 500;

/// What kinds of flow are of one nature.
const GROUPS: [&[&str]; 7] = [
    &["donation", "investment", "appropriation", "subsidy", "compensation", "fundraising"],
    &["sale", "purchase"],
    &["loan"],
    &["feeWaiver"],
    &["income"],
    &["insuranceCover"],
    &[],
];

/// Finds, among flows of one amount and unit, those that tell of the same money.
pub(super) fn told_twice(lists: &Lists, flows: &[&Flow]) -> Vec<Finding> {
    let mut flows = flows.to_vec();
    flows.sort_by(|a, b| (&a.when.article, &a.article, a.at, &a.iri).cmp(&(&b.when.article, &b.article, b.at, &b.iri)));
    let mut found = Vec::new();
    let mut first: Vec<&Flow> = Vec::new();
    for flow in flows {
        match first.iter().rev().take(MOST).rfind(|it| same(lists, it, flow)) {
            Some(told) => found.push(finding(Verdict::ToldTwice, flow, told)),
            None => first.push(flow),
        }
    }
    found
}

fn finding(verdict: Verdict, one: &Flow, other: &Flow) -> Finding {
    let sides = [&one.payer.name, "\u{2192}", &one.payee.name];
    Finding {
        verdict,
        compares: vec![one.iri.clone(), other.iri.clone()],
        check: format!("{} {} {}", one.printed, verdict.sign(), other.printed),
        basis: sides.join(" ").trim().to_owned(),
    }
}

fn group(kind: &str) -> Option<usize> {
    GROUPS.iter().position(|it| it.contains(&kind))
}

/// How the sides of two flows stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Match {
    /// Both are named, and are one.
    Same,
    /// Both are named, and are not.
    Other,
    /// One is not named, or only in words.
    Open,
}

/// Tells whether two flows of one amount and unit tell of the same money.
fn same(lists: &Lists, a: &Flow, b: &Flow) -> bool {
    let alike = group(&a.kind) == group(&b.kind) && a.status == b.status && a.max == b.max;
    let day = |it: &Flow| it.when.told && it.when.start == it.when.end && !it.when.start.is_empty();
    let when = if day(a) && day(b) { a.when.start == b.when.start } else { near(a, b) };
    let (payer, payee) = (sides(lists, &a.payer, &b.payer), sides(lists, &a.payee, &b.payee));
    if !alike || !when || a.iri == b.iri || payer == Match::Other || payee == Match::Other {
        return false;
    }
    // Goods of one number may be rice and flour.
    let goods = !a.unit.starts_with("CNY") && a.purpose != b.purpose;
    let both = payer == Match::Same && payee == Match::Same;
    let rare = digits(a) >= DIGITS
        && (payer == Match::Same || payee == Match::Same || a.purpose == b.purpose && !a.purpose.is_empty());
    !goods && (both || rare)
}

/// Tells whether two flows may be of one time: their periods meet, or their articles are of one year.
fn near(a: &Flow, b: &Flow) -> bool {
    let year = |it: &Flow| it.when.article.get(..4).map(str::to_owned);
    overlap(&a.when, &b.when) || year(a) == year(b)
}

fn sides(lists: &Lists, a: &Side, b: &Side) -> Match {
    match (a.iri.is_empty(), b.iri.is_empty()) {
        (false, false) if a.iri == b.iri || of_place(lists, a, b) || of_place(lists, b, a) => Match::Same,
        (false, false) => Match::Other,
        (true, true) if a.name == b.name && !a.name.is_empty() => Match::Same,
        _ => Match::Open,
    }
}

/// Tells whether a body is the government of a place, whose money is the place's.
fn of_place(lists: &Lists, body: &Side, place: &Side) -> bool {
    let Some(code) = place.iri.rsplit_once("place-").map(|it| it.1) else { return false };
    let bare = lists.governments.ending(&body.name).map(|it| &body.name[..body.name.len() - it.len()]);
    bare == Some(place.name.as_str()) && body.iri.ends_with(&format!("-{code}"))
}

fn digits(it: &Flow) -> usize {
    let digits: String = it.amount.chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').len()
}

/// Finds the parts and the plans among the flows of one article.
pub(super) fn within_article(lists: &Lists, flows: &[&Flow]) -> Vec<Finding> {
    let mut flows = flows.to_vec();
    flows.sort_by(|a, b| (a.at, &a.iri).cmp(&(b.at, &b.iri)));
    let mut found = Vec::new();
    for flow in &flows {
        let mut others =
            flows.iter().filter(|it| it.iri != flow.iri && it.unit == flow.unit && flow.unit.starts_with("CNY"));
        let number = |it: &Flow| it.amount.parse::<f64>().unwrap_or_default();
        if let Some(whole) = others.clone().find(|it| number(it) > number(flow) && is_part(lists, flow, it)) {
            found.push(finding(Verdict::PartOfTotal, flow, whole));
        } else if let Some(plan) = others.find(|it| number(it) >= number(flow) && is_spent_of(flow, it)) {
            found.push(finding(Verdict::SpentOfPlan, flow, plan));
        }
    }
    found
}

/// Tells whether a flow is a part of another: of a group's that names its payer, or behind a word for a part.
fn is_part(lists: &Lists, part: &Flow, whole: &Flow) -> bool {
    if group(&part.kind) != group(&whole.kind) {
        return false;
    }
    let payees = sides(lists, &part.payee, &whole.payee);
    let named = !part.payer.iri.is_empty() && whole.sentence.contains(&part.payer.name);
    let of_group = whole.payer.iri.is_empty() && !whole.payer.name.is_empty() && named && payees == Match::Same;
    if of_group {
        return true;
    }
    let behind = |from: usize| {
        let rest = &whole.sentence[from + whole.quote.len()..];
        rest.find(&part.quote)
            .is_some_and(|it| lists.money_part.within(&rest[..it]).is_some() && !rest[..it].contains('\u{3002}'))
    };
    let together = part.sentence == whole.sentence && part.at > whole.at && part.status == whole.status;
    let payers = sides(lists, &part.payer, &whole.payer);
    together
        && payers != Match::Other
        && payees != Match::Other
        && whole.sentence.find(&whole.quote).is_some_and(behind)
}

/// Tells whether a flow is what was spent of another that was planned: in one sentence, for one program or payee.
fn is_spent_of(spent: &Flow, plan: &Flow) -> bool {
    let one = |a: &str, b: &str| !a.is_empty() && a == b;
    let together = one(&spent.program, &plan.program) || one(&spent.payee.iri, &plan.payee.iri);
    spent.status == "completed"
        && plan.status != "completed"
        && spent.sentence == plan.sentence
        && group(&spent.kind) == group(&plan.kind)
        && together
}
