//! Shares of a whole in one sentence: parts in percent that make a hundred, and a part of a total with its share.
use std::collections::BTreeSet;

use super::concept::CLAUSE;
use super::finding::{Finding, Verdict};
use super::lists::Lists;
use super::placed::Placed;

/// Parts that make more than a hundred by more than this are not all parts of one whole.
const MISPRINT: f64 = 2.0;
/// So many shares are parts of one whole where they miss the hundred only just.
const PARTS: usize = 3;
/// What numbers in binary are off.
const DUST: f64 = 1e-9;

/// A share with the words before it.
struct Share<'p, 'a> {
    placed: &'p Placed<'a>,
    /// What stands between it and the share before it.
    before: &'p str,
    /// Of what it is, as the text says behind the word for a share; none where such a word is not there.
    whole: Option<String>,
}

/// Checks the shares of one sentence.
pub(super) fn check(lists: &Lists, placed: &[Placed<'_>]) -> Vec<Finding> {
    let mut found: Vec<Finding> = (1..placed.len()).filter_map(|at| of_total(lists, placed, at)).collect();
    let mut from = 0;
    let mut chain: Vec<Share<'_, '_>> = Vec::new();
    for it in placed.iter().filter(|it| it.figure.concept.unit == "%") {
        let before = &it.sentence()[from..it.span.start];
        from = it.span.end;
        let whole = whole(lists, before);
        let own = it.exact() && it.figure.concept.change.is_empty();
        let first = chain.first().and_then(|it| it.whole.clone());
        let goes_on = own && whole.as_ref().is_some_and(|it| it.is_empty() || first.as_ref() == Some(it));
        if !goes_on || listed(it) || before.contains('\u{3002}') {
            found.extend(together(lists, &std::mem::take(&mut chain)));
        }
        if own && whole.is_some() && !listed(it) {
            chain.push(Share { placed: it, before, whole });
        }
    }
    found.extend(together(lists, &chain));
    found
}

/// Returns of what the share behind these words is; none where they end in no word for a share.
fn whole(lists: &Lists, before: &str) -> Option<String> {
    let clause = before.rsplit(CLAUSE).next().unwrap_or(before);
    let behind = &clause[lists.share.ends(clause)?..];
    let bare = lists.filler.without(behind);
    Some(bare.chars().filter(|it| it.is_alphanumeric()).collect())
}

/// Tells whether a number stands in a list of numbers, each of something else.
fn listed(it: &Placed<'_>) -> bool {
    let list = |it: char| it == '\u{3001}' || it == '\u{548c}';
    let (before, behind) = (&it.sentence()[..it.span.start], &it.sentence()[it.span.end..]);
    let next = behind.strip_prefix(list).is_some_and(|it| it.starts_with(|it: char| it.is_ascii_digit()));
    next || before.strip_suffix(list).is_some_and(|it| it.ends_with(['%', '\u{ff05}']))
}

/// Says whether shares of one whole make a hundred.
fn together(lists: &Lists, chain: &[Share<'_, '_>]) -> Option<Finding> {
    if chain.len() < 2 {
        return None;
    }
    let sum: f64 = chain.iter().map(|it| it.placed.figure.value.0).sum();
    // Two that are a hundred by rounding only need be no parts of one whole.
    let slack = if chain.len() < PARTS { 0.0 } else { chain.iter().map(|it| it.placed.rounding()).sum() };
    // Parts of one series exclude each other: they are no more than the whole, and all of them are it.
    let named: BTreeSet<(&str, &str)> = chain.iter().filter_map(|it| lists.series.within(it.before)).collect();
    let line = named.first().map_or("", |it| it.1);
    let series = named.len() == chain.len() && named.iter().all(|it| it.1 == line);
    let all = series && lists.series.count(line) == chain.len();
    let missed = sum - 100.0;
    let rounded: f64 = chain.iter().map(|it| it.placed.rounding()).sum();
    let verdict = if missed.abs() <= slack + DUST {
        Verdict::AddsUp
    } else if missed.abs() > rounded + DUST
        && (all || missed > 0.0 && (series || missed <= MISPRINT && chain.len() >= PARTS))
    {
        Verdict::DoesNotAddUp
    } else {
        return None;
    };
    let printed: Vec<&str> = chain.iter().map(|it| it.placed.figure.printed.as_str()).collect();
    Some(Finding {
        verdict,
        compares: chain.iter().map(|it| it.placed.figure.iri.clone()).collect(),
        check: format!("{} {} 100%", printed.join(" + "), verdict.sign()),
        basis: chain[0].whole.clone().unwrap_or_default(),
    })
}

/// Compares a part of a total, and the share that is told right behind it.
fn of_total(lists: &Lists, placed: &[Placed<'_>], at: usize) -> Option<Finding> {
    let (part, share) = (&placed[at - 1], &placed[at]);
    let said = part.until(share)?;
    let counts = |it: &Placed<'_>| it.exact() && it.figure.concept.change.is_empty() && it.figure.concept.unit != "%";
    let percent = share.exact() && share.figure.concept.unit == "%" && share.figure.concept.change.is_empty();
    if !percent || !counts(part) || listed(share) || said.contains(|it: char| it.is_ascii_digit()) {
        return None;
    }
    // Of two numbers side by side, as households and people, the share may be of either.
    let beside = |it: &Placed<'_>| it.until(part).is_some_and(|it| !it.contains(char::is_alphanumeric));
    if at > 1 && beside(&placed[at - 2]) {
        return None;
    }
    let word = lists.share.begins(said)?;
    if lists.filler.without(&said[..word]).contains(char::is_alphanumeric) {
        return None;
    }
    let whole = whole(lists, said)?;
    let before = &placed[..at - 1];
    let unit = &part.figure.concept.unit;
    let alike = |it: &&Placed<'_>| counts(it) && it.figure.concept.unit == *unit && it.figure.value > part.figure.value;
    let behind = lists.part.ends(&part.sentence()[..part.span.start]);
    let named = |it: &&Placed<'_>| {
        !whole.is_empty() && it.figure.concept.subject == whole && it.figure.area == part.figure.area
    };
    let (total, sure) = match before.iter().rev().filter(alike).find(named) {
        Some(total) => (total, true),
        // The total is the last one before the word for a part, and surely so where no other is meant.
        None if whole.is_empty() || lists.whole.has(&whole) => {
            let total = before.iter().rev().filter(alike).find(|it| behind.is_some_and(|at| it.span.end <= at))?;
            (total, lists.whole.within(said).is_none())
        }
        None => return None,
    };
    let percent = part.figure.value.0 / total.figure.value.0 * 100.0;
    let off = part.rounding() / part.figure.value.0 + total.rounding() / total.figure.value.0;
    let missed = (percent - share.figure.value.0).abs() - percent * off;
    let verdict = if missed <= share.rounding() + DUST { Verdict::AddsUp } else { Verdict::DoesNotAddUp };
    // Who cuts digits off instead of rounding them misses by less than one of the last.
    (verdict == Verdict::AddsUp || sure && missed > share.figure.step.0 + DUST).then(|| Finding {
        verdict,
        compares: [part, total, share].map(|it| it.figure.iri.clone()).to_vec(),
        check: format!(
            "{} \u{f7} {} {} {}",
            part.figure.printed,
            total.figure.printed,
            verdict.sign(),
            share.figure.printed
        ),
        basis: total.figure.concept.subject.clone(),
    })
}
