//! Things that are one: companies whose names differ in their form or are shortened, and what is said by hand.
use super::fact::Thing;
use super::finding::{Finding, Verdict};
use super::lists::Lists;

/// A shortened name keeps at least so many characters, as many of them at its start and at its end.
const SHORT: usize = 5;
/// How many characters of the start, and of the end, a shortened name keeps.
const EDGE: usize = 2;
/// A name without its form has at least so many characters.
const CORE: usize = 3;
/// Of more things of one beginning than these, each is compared with the next so many.
const MOST: usize = 100;

/// Returns the group in which a thing is compared: companies of one home whose names begin alike.
pub(super) fn key(lists: &Lists, thing: &Thing) -> Option<String> {
    let start: String = core(lists, &thing.name).chars().take(EDGE).collect();
    (thing.class == "Organization").then(|| format!("thing\t{start}"))
}

/// Finds the things of one group that are one.
pub(super) fn compare(lists: &Lists, things: &[&Thing]) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, one) in things.iter().enumerate() {
        for other in things[at + 1..].iter().take(MOST) {
            let (short, long) =
                if one.name.chars().count() <= other.name.chars().count() { (one, other) } else { (other, one) };
            let apart = !short.anchor.is_empty() && !long.anchor.is_empty() && short.anchor != long.anchor;
            if short.iri != long.iri && !apart && !undone(lists, short, long) && alike(lists, &short.name, &long.name) {
                found.push(finding([&short.iri, &long.iri], [&short.name, &long.name], ""));
            }
        }
    }
    found
}

/// Returns what is said by hand to be one.
pub fn by_hand(lists: &Lists) -> Vec<Finding> {
    let name = |iri: &str| iri.rsplit('/').next().unwrap_or_default().to_owned();
    let said = lists.hand.iter().filter(|it| it.same);
    said.map(|it| finding([&it.things[0], &it.things[1]], [&name(&it.things[0]), &name(&it.things[1])], &it.reason))
        .collect()
}

fn finding(things: [&str; 2], names: [&str; 2], reason: &str) -> Finding {
    let check = format!("{} {} {}", names[0], Verdict::SameEntity.sign(), names[1]);
    let basis = if reason.is_empty() { check.clone() } else { reason.to_owned() };
    Finding { verdict: Verdict::SameEntity, compares: things.map(str::to_owned).to_vec(), check, basis }
}

fn undone(lists: &Lists, a: &Thing, b: &Thing) -> bool {
    let mut things = [a.iri.clone(), b.iri.clone()];
    things.sort();
    lists.hand.iter().any(|it| it.things == things)
}

/// Returns a name without the form of the company, and without what short names leave out before it.
fn core<'a>(lists: &Lists, name: &'a str) -> &'a str {
    let form = lists.forms.ending(name).map_or(0, str::len);
    let name = &name[..name.len() - form];
    &name[lists.leads.starting(name).map_or(0, str::len)..]
}

/// Tells whether the shorter name is the longer, in another form or shortened.
fn alike(lists: &Lists, short: &str, long: &str) -> bool {
    let (one, other) = (core(lists, short), core(lists, long));
    let in_form = lists.forms.ending(long).is_some();
    if one == other {
        return in_form && one.chars().count() >= CORE;
    }
    // Only companies shorten their names so, and only by characters left out in the middle.
    let company = lists.forms.within(long).is_some();
    let letters: Vec<char> = short.chars().collect();
    let all: Vec<char> = long.chars().collect();
    let edges = letters.len() >= SHORT && letters[letters.len() - EDGE..] == all[all.len() - EDGE..];
    let mut rest = all.iter();
    let branches = lists.branches.ending(short) == lists.branches.ending(long);
    company && branches && edges && letters.iter().all(|it| rest.any(|other| other == it))
}
