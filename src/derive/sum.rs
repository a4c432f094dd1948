//! Sums inside an article: parts that make a total, and so many times so much.
use super::change;
use super::fact::Figure;
use super::finding::{Finding, Verdict};
use super::lists::Lists;
use super::placed::{Placed, place};
use super::share;

/// Parts that miss the total by more of it than this are no misprint, but not all of the parts.
const MISPRINT: f64 = 0.02;
/// A total below this proves nothing.
const LEAST: f64 = 100.0;

/// Checks the sums that the figures of one article make.
pub(super) fn check(lists: &Lists, figures: &[&Figure]) -> Vec<Finding> {
    let mut figures = figures.to_vec();
    figures.sort_by_key(|it| it.at);
    let mut found = Vec::new();
    for sentence in figures.chunk_by(|a, b| a.sentence == b.sentence) {
        let placed = place(sentence);
        for at in 0..placed.len() {
            found.extend(parts(lists, &placed, at));
            found.extend(added_up(lists, &placed, at));
        }
        found.extend(change::check(lists, &placed));
        found.extend(share::check(lists, &placed));
    }
    found.extend(times(lists, &figures));
    found
}

/// Checks the parts that follow a total behind a word for parts, to the end of the sentence or bracket.
fn parts(lists: &Lists, placed: &[Placed<'_>], at: usize) -> Option<Finding> {
    let total = &placed[at];
    let sentence = total.figure.sentence.as_str();
    let unit = &total.figure.concept.unit;
    let alike = |it: &&Placed<'_>| it.figure.concept.unit == *unit && it.figure.concept.change.is_empty();
    let mut found = placed[at + 1..].iter().filter(alike).peekable();
    let between = &sentence[total.span.end..found.peek()?.span.start];
    let bracket = between.contains('\u{ff08}') && !between.contains('\u{ff09}');
    if lists.part.within(between).is_none() && !bracket || total.figure.value.0 < LEAST {
        return None;
    }
    let mut parts: Vec<&Figure> = Vec::new();
    let mut sum = 0.0;
    let mut last = total.span.end;
    for part in found {
        let before = &sentence[last..part.span.start];
        if before.contains(['\u{ff1b}', '\u{3002}']) || (bracket && !parts.is_empty() && before.contains('\u{ff09}')) {
            break;
        }
        last = part.span.end;
        sum += part.figure.value.0;
        parts.push(part.figure);
        if parts.len() > 1 && equal(sum, total.figure, &parts) {
            return Some(finding(Verdict::AddsUp, &parts, total.figure, " + "));
        }
    }
    let exact = |it: &Figure| it.bound == "exact" && it.max.is_none() && it.step.0 == total.figure.step.0;
    let missed = (sum - total.figure.value.0).abs();
    let wrong = parts.len() > 1
        && exact(total.figure)
        && parts.iter().all(|it| exact(it))
        && missed <= total.figure.value.0 * MISPRINT;
    wrong.then(|| finding(Verdict::DoesNotAddUp, &parts, total.figure, " + "))
}

/// Checks a total that follows its parts, behind a word for a total.
fn added_up(lists: &Lists, placed: &[Placed<'_>], at: usize) -> Option<Finding> {
    let total = &placed[at];
    let sentence = total.figure.sentence.as_str();
    let alike = |it: &&Placed<'_>| it.figure.concept.unit == total.figure.concept.unit;
    let before: Vec<&Placed<'_>> = placed[..at].iter().filter(alike).collect();
    let between = &sentence[before.last()?.span.end..total.span.start];
    lists.total.within(between)?;
    let mut parts: Vec<&Figure> = Vec::new();
    let mut sum = 0.0;
    for part in before.iter().rev() {
        sum += part.figure.value.0;
        parts.insert(0, part.figure);
        if parts.len() > 1 && total.figure.value.0 >= LEAST && equal(sum, total.figure, &parts) {
            return Some(finding(Verdict::AddsUp, &parts, total.figure, " + "));
        }
    }
    None
}

/// Finds so many, each so much, that make a total, in one sentence.
fn times(lists: &Lists, figures: &[&Figure]) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    let exact = |it: &Figure| it.bound == "exact" && it.max.is_none();
    for each in figures.iter().filter(|it| it.concept.unit.contains('/') && exact(it)) {
        for count in figures.iter().filter(|it| it.value.0 >= 10.0 && exact(it)) {
            // CNY / year / household times households is CNY / year.
            let mut unit: Vec<&str> = each.concept.unit.split('/').collect();
            let per = (1..unit.len()).find(|it| lists.unit(unit[*it]).0 == count.concept.unit);
            let Some(per) = per else { continue };
            unit.remove(per);
            let unit = unit.join("/");
            let product = each.value.0 * count.value.0;
            let makes = |it: &&&Figure| {
                let together = it.sentence == count.sentence && it.sentence == each.sentence;
                let whole = it.concept.unit == unit && it.value.0 != each.value.0;
                together && whole && exact(it) && equal(product, it, &[each, count])
            };
            if let Some(total) = figures.iter().find(makes)
                && !found.iter().any(|it| it.compares[1..] == [each.iri.clone(), total.iri.clone()])
            {
                found.push(finding(Verdict::AddsUp, &[count, each], total, " \u{d7} "));
            }
        }
    }
    found
}

/// Tells whether a sum is the total, each rounded as it is printed.
fn equal(sum: f64, total: &Figure, parts: &[&Figure]) -> bool {
    let rounded = |it: &Figure| if it.step.0 == 1.0 { 0.0 } else { it.step.0 / 2.0 };
    let within = parts.iter().chain([&total]).map(|it| rounded(it)).fold(0.0, f64::max);
    (sum - total.value.0).abs() <= within + total.value.0.abs() * 1e-12
}

fn finding(verdict: Verdict, parts: &[&Figure], total: &Figure, sign: &str) -> Finding {
    let printed: Vec<&str> = parts.iter().map(|it| it.printed.as_str()).collect();
    let compares = parts.iter().map(|it| it.iri.clone()).chain([total.iri.clone()]).collect();
    Finding {
        verdict,
        compares,
        check: format!("{} {} {}", printed.join(sign), verdict.sign(), total.printed),
        basis: [total.concept.subject.as_str(), &total.concept.act].concat(),
    }
}
