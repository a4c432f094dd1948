//! What the rules of `data/rules` tell: who was judged, came or was sent, gave, signed, and what was approved.
use super::act::{is_mark, paragraph_day, short, to_month};
use super::clause::{Clause, point};
use super::{Found, in_title};
use crate::entity::EntityId;
use crate::mention::naming::Resolved;
use crate::rule::{Hit, Role, Says, Slot};
use crate::scene::{Line, Scene, named};
use crate::text::Span;
use crate::time::period::{Date, Period};
use crate::topic::topic;

/// The kinds of events that a rule may tell, and the roles that it may give.
const KINDS: [&str; 11] = [
    "other",
    "visit",
    "inspection",
    "donation",
    "signing",
    "ceremony",
    "opening",
    "training",
    "press_conference",
    "festival",
    MEETING,
];
/// The kind of an event whose name tells it.
const NAMED: &str = "named";
/// Marks with which a name can begin.
const OPENING: [char; 2] = ['\u{201c}', '\u{300a}'];
const MEETING: &str = "meeting";
const ROLES: [&str; 8] = ["other", "organizer", "honoree", "signatory", "attendee", "speaker", "host", "announcer"];

/// Finds the events that rules tell where nothing else has been found.
pub(super) fn told(scene: &Scene<'_>, resolved: &Resolved, clauses: &[Clause], found: &[Found]) -> Vec<Found> {
    let mut res: Vec<Found> = Vec::new();
    for (number, (line, hits)) in scene.lines.iter().zip(&scene.hits).enumerate() {
        let start = clauses.partition_point(|it| it.line < number);
        let here = clauses.partition_point(|it| it.line <= number);
        for hit in hits {
            for says in scene.rules.rules[hit.rule].says.iter().filter(|it| it.class == "event") {
                let begins = |it: &Clause| it.span(scene).start <= hit.span.start;
                let Some(at) = (start..here).rev().find(|it| begins(&clauses[*it])) else { continue };
                let known = |it: &Found| overlap(&it.span, &hit.span) && !it.titled;
                // What else a sentence tells of an act that is known is part of that.
                let alone = says.roles.iter().any(|it| it.0 == "type" && it.1 == Role::Word("other".to_owned()));
                let part = |it: &Found| alone && clauses[it.clause].line == number && !it.titled;
                // So is that somebody came to what is held on that day.
                let came = |it: &Found, next: &Found| {
                    let comes = matches!(next.event.kind, "visit" | "other");
                    comes && it.holds && it.event.date.is_some() && it.event.date == next.event.date
                };
                if in_title(scene, &clauses[at]) || found.iter().chain(&res).any(known) || found.iter().any(part) {
                    continue;
                }
                let next = event(scene, resolved, clauses, at, line, hit, says);
                res.extend(next.filter(|next| !found.iter().any(|it| came(it, next))));
            }
        }
    }
    res
}

fn overlap(one: &Span, other: &Span) -> bool {
    one.start < other.end && other.start < one.end
}

/// Puts together what a match says.
fn event(
    scene: &Scene<'_>,
    resolved: &Resolved,
    clauses: &[Clause],
    at: usize,
    line: &Line,
    hit: &Hit,
    says: &Says,
) -> Option<Found> {
    let word = |role: &str| says.roles.iter().find(|it| it.0 == role).map(|it| &it.1);
    let Some(Role::Word(kind)) = word("type") else { return None };
    let kind = KINDS.into_iter().chain([NAMED]).find(|it| it == kind)?;
    let not = scene.words.list("event_not");
    let mut before = clauses[at].units(scene).iter().take_while(|it| it.span.start < hit.span.start);
    if before.any(|it| not.has(scene.word(it))) {
        return None;
    }
    let date = match word("date") {
        Some(Role::Word(it)) if it == "none" => said(scene, clauses, at, line, hit),
        Some(Role::Word(it)) if it == "news" => {
            Some(said(scene, clauses, at, line, hit).or_else(|| paragraph_day(scene, clauses, at)).or(scene.date)?)
        }
        Some(Role::Word(it)) if it == "told" => {
            Some(said(scene, clauses, at, line, hit).or_else(|| paragraph_day(scene, clauses, at))?)
        }
        _ => Some(said(scene, clauses, at, line, hit)?),
    };
    let mode = match word("date") {
        Some(Role::Word(it)) => it.as_str(),
        _ => "",
    };
    let day = date.and_then(|it| it.start).is_some_and(|it| it.day.is_some());
    let first = matches!(mode, "day" | "first");
    if !matches!(mode, "year" | "over") && date.is_some_and(|it| !to_month(it))
        || first && !opens(scene, line, hit)
        || mode == "day" && !day
        || mode == "over" && !date.is_some_and(|it| over(scene, it))
    {
        return None;
    }
    let mut participants: Vec<(EntityId, &'static str)> = Vec::new();
    for (role, filler) in &says.roles {
        let Some(role) = ROLES.into_iter().find(|it| it == role) else { continue };
        let who = match filler {
            Role::Slot(slot) => hit.slots.get(slot).map(|it| names(resolved, line, it)).unwrap_or_default(),
            Role::Word(_) => topic(scene, resolved, line, hit.span.start, false),
        };
        for entity in who {
            if !participants.iter().any(|it| it.0 == entity) {
                participants.push((entity, role));
            }
        }
    }
    if participants.is_empty() && date.is_none() {
        return None;
    }
    let slot = |role: &str| {
        says.roles.iter().filter(|it| it.0 == role).find_map(|it| match &it.1 {
            Role::Slot(slot) => hit.slots.get(slot),
            Role::Word(_) => None,
        })
    };
    let span = slot("name").map_or(&hit.span, |it| &it.span);
    let name: String = match line.units.iter().filter(|it| overlap(&it.span, span)).collect::<Vec<_>>().as_slice() {
        units if units.iter().any(|it| scene.time(it).is_some()) => {
            units.iter().filter(|it| scene.time(it).is_none()).map(|it| scene.word(it)).collect()
        }
        _ => scene.text(span).to_owned(),
    };
    let name = name.trim_start_matches(|it: char| !it.is_alphanumeric() && !OPENING.contains(&it));
    let kind = if kind == NAMED { super::kind(scene, name) } else { kind };
    let mut found = Found::new(kind, short(name), hit.span.clone(), at, &scene.rules.rules[hit.rule].id);
    found.event.date = date.map(|it| it.start.filter(|_| it.end.is_none()).map_or(it, Date::period));
    found.event.place = slot("place").and_then(|it| names(resolved, line, it).first().copied());
    found.event.participants = participants;
    found.holds = kind == MEETING;
    found.told = true;
    Some(found)
}

/// Tells whether a sentence begins with a match, but for marks.
fn opens(scene: &Scene<'_>, line: &Line, hit: &Hit) -> bool {
    line.units.iter().take_while(|it| it.span.start < hit.span.start).all(|it| is_mark(scene, it))
}

/// Tells whether a time is one day, month or year, and not the whole year in which the article was written.
fn over(scene: &Scene<'_>, date: Period) -> bool {
    let now = scene.date.and_then(|it| it.end);
    date.date().is_some_and(|it| it.month.is_some() || now.is_none_or(|now| it.year < now.year))
}

/// Returns the names in a slot.
fn names(resolved: &Resolved, line: &Line, slot: &Slot) -> Vec<EntityId> {
    let units = slot.numbers.iter().filter_map(|it| line.units.get(*it));
    units.filter_map(|it| named(resolved, it)).map(|it| it.0).collect()
}

/// Returns the time that a sentence gives for a match: the one that its pattern calls `when`, else the last before it
/// in its clause, else the one with which a clause before it begins, else the first in the match.
fn said(scene: &Scene<'_>, clauses: &[Clause], at: usize, line: &Line, hit: &Hit) -> Option<Period> {
    if let Some(own) = hit.slots.get("when").and_then(|it| it.numbers.first()).and_then(|it| line.units.get(*it)) {
        let before = line.units.iter().take_while(|it| it.span.start < own.span.start).last();
        let so_far = before.is_some_and(|it| scene.words.list("event_status_time").has(scene.word(it)));
        return point(scene, own).filter(|_| !so_far);
    }
    let units = clauses[at].units(scene);
    let verb = units.iter().take_while(|it| it.span.start < hit.span.start).count();
    let inside = || {
        let inside = line.units.iter().filter(|it| overlap(&it.span, &hit.span));
        inside.filter_map(|it| point(scene, it)).next()
    };
    super::act::dated(scene, clauses, at, verb).or_else(inside)
}
