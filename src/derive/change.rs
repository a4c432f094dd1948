//! What a level was, what it became and by how much it changed: three figures of one sentence that must fit.
use super::concept::{CLAUSE, time};
use super::finding::{Finding, Verdict};
use super::lists::{List, Lists};
use super::placed::Placed;

/// The unit in which shares differ.
const POINTS: &str = "\u{767e}\u{5206}\u{70b9}";

/// Checks the levels and changes of one sentence.
pub(super) fn check(lists: &Lists, placed: &[Placed<'_>]) -> Vec<Finding> {
    let mut found = Vec::new();
    for at in 0..placed.len().saturating_sub(2) {
        let [one, two, three] = [&placed[at], &placed[at + 1], &placed[at + 2]];
        let before = &one.sentence()[at.checked_sub(1).map_or(0, |it| placed[it].span.end)..one.span.start];
        let (Some(first), Some(second)) = (one.until(two), two.until(three)) else { continue };
        if stood(lists, before, one) && became(lists, first, one) && changed(lists, second, one) {
            found.extend(fit(one, two, three));
        } else if by(lists, clause(before), two) && stood(lists, first, two) && became(lists, second, two) {
            found.extend(fit(two, three, one));
        } else if only(lists, first, &[&lists.than, &lists.earlier], one)
            && lists.than.within(first).is_some()
            && changed(lists, second, one)
        {
            found.extend(fit(two, one, three));
        }
    }
    found
}

fn clause(text: &str) -> &str {
    text.rsplit(CLAUSE).next().unwrap_or(text)
}

/// Tells whether a text before a level says that it is one from which something went.
fn stood(lists: &Lists, text: &str, level: &Placed<'_>) -> bool {
    let clause = clause(text);
    lists.from.ends(clause).is_some_and(|it| only(lists, &clause[it..], &[&lists.earlier], level))
}

fn became(lists: &Lists, text: &str, level: &Placed<'_>) -> bool {
    lists.became.within(text).is_some() && only(lists, text, &[&lists.became, &lists.earlier], level)
}

/// Tells whether a text between a level and a change says nothing but that it changed by this.
fn changed(lists: &Lists, text: &str, level: &Placed<'_>) -> bool {
    let own = text.replace(level.figure.concept.subject.as_str(), " ");
    lists.by.within(text).is_some()
        && !text.contains(|it: char| it.is_ascii_digit())
        && lists.base.within(&own).is_none()
        && only(lists, text, &[&lists.by, &lists.total], level)
}

/// Tells whether a clause ends in the words of a change that is counted from nothing else.
fn by(lists: &Lists, clause: &str, level: &Placed<'_>) -> bool {
    let own = clause.replace(level.figure.concept.subject.as_str(), " ");
    let own = own.strip_suffix('\u{4e86}').unwrap_or(&own);
    lists.by.ending(own).is_some() && !own.contains(|it: char| it.is_ascii_digit()) && lists.base.within(own).is_none()
}

/// Tells whether a text has no words but times, those of the lists, what is counted, and those that say nothing.
fn only(lists: &Lists, text: &str, known: &[&List], level: &Placed<'_>) -> bool {
    let subject = level.figure.concept.subject.as_str();
    let text = if subject.is_empty() { time(text) } else { time(&text.replace(subject, " ")) };
    let text = known.iter().fold(text, |text, it| it.without(&text));
    !lists.filler.without(&text).contains(char::is_alphanumeric)
}

/// Compares the levels before and after with the change; nothing where they are of different things, or only about so much.
fn fit(before: &Placed<'_>, after: &Placed<'_>, change: &Placed<'_>) -> Option<Finding> {
    let [was, is, by] = [before, after, change].map(|it| it.figure);
    let (level, unit) = (was.concept.unit.as_str(), by.concept.unit.as_str());
    let alike = level == is.concept.unit && [was, is].iter().all(|it| it.concept.change.is_empty());
    if !alike || ![before, after, change].iter().all(|it| it.exact()) {
        return None;
    }
    let fell = is.value < was.value;
    if by.concept.change == if fell { "increase" } else { "decrease" } {
        return None;
    }
    let (sign, money) = (if fell { '\u{2212}' } else { '+' }, level.starts_with("CNY"));
    let of_level = unit == level || level == "%" && unit == POINTS || level.split('/').next() == Some(unit);
    let (check, fits, sure) = if of_level {
        let missed = ((is.value.0 - was.value.0).abs() - by.value.0).abs();
        let dust = is.value.0.abs().max(was.value.0.abs()) * 1e-9;
        let fits = missed <= before.rounding() + after.rounding() + change.rounding() + dust;
        // Who says that a share fell by so many percent may mean the share of the share.
        (format!("{} {sign} {}", was.printed, by.printed), fits, level != "%" || unit == POINTS)
    } else if unit == "%" {
        let share = |was: f64, is: f64| (is - was).abs() / was * 100.0;
        let [a, b] = [before, after].map(|it| it.rounding());
        let ends = [(a, b), (a, -b), (-a, b), (-a, -b)].map(|it| share(was.value.0 + it.0, is.value.0 + it.1));
        let (low, high) = ends.iter().fold((f64::MAX, f64::MIN), |(low, high), it| (low.min(*it), high.max(*it)));
        let within = |slack: f64| (low - slack..=high + slack).contains(&by.value.0);
        if within(by.step.0) && !within(change.rounding() * 1.000_001) {
            return None;
        }
        // Money is often told to have grown by so much in prices of another year.
        (format!("{} \u{d7} (1 {sign} {})", was.printed, by.printed), within(by.step.0), !money)
    } else {
        return None;
    };
    let verdict = if fits { Verdict::AddsUp } else { Verdict::DoesNotAddUp };
    (fits || sure).then(|| Finding {
        verdict,
        compares: vec![was.iri.clone(), by.iri.clone(), is.iri.clone()],
        check: format!("{check} {} {}", verdict.sign(), is.printed),
        basis: [is.concept.subject.as_str(), &is.concept.act].concat(),
    })
}
