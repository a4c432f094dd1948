//! Figures of one metric and area: the same, the same within rounding or bound, later and higher, planned and actual, or at odds.
use std::collections::BTreeMap;

use super::concept::alike;
use super::fact::{Exact, Figure, overlap, span};
use super::finding::{Finding, Verdict};

/// A number that agrees by chance has fewer digits.
const DIGITS: usize = 3;
/// What grows at most so many times over is the same thing grown.
const GROWTH: f64 = 3.0;
/// Of more values of one metric than these, each is compared with the next so many.
const MOST: usize = 200;
/// Of figures that say the same so many are compared with others.
const FEW: usize = 8;
/// How far an approximate number may be off.
const ROUGHLY: f64 = 0.05;

/// Compares the figures of one area, unit and noun.
pub(super) fn compare(figures: &[&Figure]) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut figures: Vec<&Figure> = figures.iter().copied().filter(|it| !it.concept.part).collect();
    figures.sort_by(|a, b| (order(a), &a.iri).cmp(&(order(b), &b.iri)));
    // Figures that say the same are compared with others by the first few of them only.
    let mut values: Vec<Vec<&Figure>> = Vec::new();
    let mut places: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for it in figures {
        let key = (it.value, it.max, &it.bound, it.target, &it.concept.act, &it.concept.change, it.concept.left);
        let places = places.entry(key).or_default();
        match places.iter().find(|at| same_concept(values[**at][0], it)) {
            Some(at) => values[*at].push(it),
            None => {
                places.push(values.len());
                values.push(vec![it]);
            }
        }
    }
    for same in &values {
        let agree = |it: &&&Figure| it.article != same[0].article && verdict(same[0], it) == Some(Verdict::Agrees);
        found.extend(same.iter().skip(1).filter(agree).map(|it| finding(Verdict::Agrees, same[0], it)));
    }
    for (at, ones) in values.iter().enumerate() {
        for others in values.iter().skip(at + 1).take(MOST) {
            let pairs = ones.iter().take(FEW).flat_map(|one| others.iter().take(FEW).map(move |other| (*one, *other)));
            let judged = pairs.filter_map(|(one, other)| Some((verdict(one, other)?, one, other)));
            // The gravest verdict, and of its pairs the first.
            let gravest = judged.min_by_key(|it| it.0);
            found.extend(gravest.map(|(verdict, one, other)| finding(verdict, one, other)));
        }
    }
    found.extend(made_of_parts(&values));
    found
}

fn order(it: &Figure) -> (&str, &str, u64) {
    (&it.when.article, &it.article, it.at)
}

fn finding(verdict: Verdict, one: &Figure, other: &Figure) -> Finding {
    let concept = &one.concept;
    let words = [concept.subject.as_str(), &concept.act, &one.when.period];
    let (first, second) = match verdict {
        Verdict::GrowsOverTime if other.when.end < one.when.end => (other, one),
        Verdict::PlanAndActual if other.target => (other, one),
        _ => (one, other),
    };
    Finding {
        verdict,
        compares: vec![first.iri.clone(), second.iri.clone()],
        check: format!("{} {} {}", first.printed, verdict.sign(), second.printed),
        basis: words.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" "),
    }
}

fn same_concept(a: &Figure, b: &Figure) -> bool {
    let (one, other) = (&a.concept, &b.concept);
    (&one.act, &one.change, one.left) == (&other.act, &other.change, other.left)
        && (!a.concept.generic || alike(&a.concept.around, &b.concept.around))
}

/// Says how two figures of one area, unit and noun stand to each other; nothing where it is not sure.
fn verdict(a: &Figure, b: &Figure) -> Option<Verdict> {
    if !same_concept(a, b) {
        return None;
    }
    let clear = a.concept.clear && b.concept.clear && !a.concept.generic && !b.concept.generic;
    let (low, high) = range(a);
    let (other_low, other_high) = range(b);
    let meet = low <= other_high && other_low <= high;
    let same_period = a.when.told && b.when.told && (&a.when.start, &a.when.end) == (&b.when.start, &b.when.end);
    if a.target != b.target {
        return (clear && same_period && a.article != b.article).then_some(Verdict::PlanAndActual);
    }
    if meet {
        let few = digits(a).min(digits(b));
        if a.article == b.article && a.value == b.value || !(overlap(&a.when, &b.when) && few > 1 || few >= DIGITS) {
            return None;
        }
        let exact = [a, b].iter().all(|it| it.bound == "exact" && it.max.is_none());
        return Some(match exact {
            true if a.value == b.value => Verdict::Agrees,
            true => Verdict::RoundsTo,
            false if (a.value, &a.bound) == (b.value, &b.bound) => Verdict::Agrees,
            false => Verdict::WithinBound,
        });
    }
    if a.concept.total == b.concept.total && same_period && clear && a.article != b.article {
        return Some(Verdict::Contradicts);
    }
    if clear && wider_is_less(a, b) {
        return Some(Verdict::Contradicts);
    }
    let (earlier, later) = if a.when.end <= b.when.end { (a, b) } else { (b, a) };
    let apart = !overlap(&a.when, &b.when) && !span(&a.when) && !span(&b.when) && a.article != b.article;
    // What was done in a year does not grow into what was done in all.
    let totals = a.concept.total && b.concept.total || a.concept.act.is_empty() && !a.concept.total && !b.concept.total;
    let sure = totals && (clear || a.concept.generic);
    let change = a.concept.change.is_empty() && !a.concept.left;
    let times = later.value.0 / earlier.value.0;
    let grows = times > 1.0 && times <= GROWTH && a.bound == "exact" && b.bound == "exact";
    if apart && sure && change && grows {
        return Some(Verdict::GrowsOverTime);
    }
    let narrower = same_period && a.article != b.article && a.concept.clear != b.concept.clear && !a.concept.generic;
    narrower.then_some(Verdict::OtherScope)
}

/// Tells whether of two sums over years that begin together the one that goes on longer is less.
fn wider_is_less(a: &Figure, b: &Figure) -> bool {
    let adds = !a.concept.unit.contains(['%', '/']) && a.concept.change.is_empty();
    let begin = a.when.told && b.when.told && span(&a.when) && span(&b.when) && a.when.start == b.when.start;
    let (wide, narrow) = if a.when.end >= b.when.end { (a, b) } else { (b, a) };
    let upper = if wide.bound == "over" { f64::INFINITY } else { range(wide).1 };
    adds && begin && a.when.end != b.when.end && upper < range(narrow).0
}

/// Returns between what the true value lies, as far as the printed number tells.
fn range(it: &Figure) -> (f64, f64) {
    let (value, step) = (it.value.0, it.step.0);
    let max = it.max.map_or(value, |it| it.0);
    // A number printed whole is the count itself; one with a point or a unit of thousands is rounded.
    let half = if step == 1.0 { 0.0 } else { step / 2.0 };
    match it.bound.as_str() {
        "over" => (value, max + step.max(rounded(value))),
        "under" => (value - step.max(rounded(value)), max),
        "approx" => (value - value.abs() * ROUGHLY, max + max.abs() * ROUGHLY),
        // A hair more, since numbers in binary are not what is printed.
        _ => (value - half - step * 1e-9, max + half + step * 1e-9),
    }
}

/// Returns the place of the last digit of a number that is no zero.
fn rounded(value: f64) -> f64 {
    let mut step = 1.0;
    while value != 0.0 && value % (step * 10.0) == 0.0 {
        step *= 10.0;
    }
    step
}

/// Returns how many digits a number has that say something.
fn digits(it: &Figure) -> usize {
    let digits: String = it.printed.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_start_matches('0');
    if digits.is_empty() {
        let value = format!("{}", it.value.0);
        return value.trim_end_matches('0').len().max(1);
    }
    if it.step.0 < 1.0 { digits.len() } else { digits.trim_end_matches('0').len().max(1) }
}

/// Finds those that are done and those that are left that make all of them: 3 of them, from at least two articles or words.
fn made_of_parts(values: &[Vec<&Figure>]) -> Vec<Finding> {
    let mut found = Vec::new();
    let level =
        |it: &&Figure| it.concept.change.is_empty() && it.bound == "exact" && !it.target && digits(it) >= DIGITS;
    let done: Vec<&Figure> = firsts(values, |it| level(&it) && !it.concept.act.is_empty());
    let left: Vec<&Figure> = firsts(values, |it| level(&it) && it.concept.left);
    let mut all: BTreeMap<Exact, &Figure> = BTreeMap::new();
    for it in firsts(values, |it| level(&it) && !it.concept.left) {
        all.entry(it.value).or_insert(it);
    }
    for left in left.iter().take(MOST) {
        for done in done.iter().take(MOST) {
            if let Some(whole) = all.get(&Exact(done.value.0 + left.value.0)) {
                found.push(Finding {
                    verdict: Verdict::AddsUp,
                    compares: vec![done.iri.clone(), left.iri.clone(), whole.iri.clone()],
                    check: format!("{} + {} = {}", done.printed, left.printed, whole.printed),
                    basis: whole.concept.subject.clone(),
                });
            }
        }
    }
    found
}

fn firsts<'a>(values: &[Vec<&'a Figure>], wanted: impl Fn(&'a Figure) -> bool) -> Vec<&'a Figure> {
    values.iter().filter_map(|it| it.iter().copied().find(|it| wanted(it))).collect()
}
