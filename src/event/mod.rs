//! Events: what happened, when, where and with whom.
mod clause;
mod act;
mod exchange;
mod held;
mod people;
mod told;
mod venue;

use std::collections::BTreeMap;

use crate::entity::{Class, EntityId};
use crate::mention::naming::Resolved;
use crate::scene::Scene;
use crate::statement::{Event, Fact, Statement, UNMEASURED};
use crate::text::Span;
use clause::Clause;

/// An event before it is known who took part in it.
#[derive(Clone, Debug)]
struct Found {
    event: Event,
    span: Span,
    /// The number of the clause that tells it.
    clause: usize,
    rule: String,
    /// The clause itself says who holds it.
    said: bool,
    /// It is a meeting, ceremony or the like, at which people can speak.
    holds: bool,
    /// It stands in the headline.
    titled: bool,
    /// A rule of `data/rules` tells it.
    told: bool,
}

impl Found {
    fn new(kind: &'static str, name: String, span: Span, clause: usize, rule: &str) -> Self {
        let event = Event { kind, name, entity: None, date: None, place: None, participants: Vec::new() };
        Self { event, span, clause, rule: rule.to_owned(), said: false, holds: false, titled: false, told: false }
    }
}

/// The sentences behind the headline in which an event is what the article is about.
const LEAD: usize = 4;
/// Those in which it needs no date of its own for that.
const UNDATED: usize = 2;
/// The rules that tell acts which an article can be about.
const LEADING: [&str; 8] = [
    "event.milestone",
    "event.visit",
    "event.gift",
    "event.gives",
    "event.released",
    "event.hearing",
    "event.first-operation",
    "event.accepted",
];
/// How much two names of one event have in common.
const ALIKE: f64 = 0.8;
/// The same where one is the headline's.
const TITLED: f64 = 0.4;
/// A name that is shorter says nothing without the body that held it.
const BARE: usize = 7;

/// Finds what an article says of them.
pub fn find(scene: &Scene<'_>, resolved: &mut Resolved) -> Vec<Statement> {
    let clauses = clause::clauses(scene);
    let mut found: Vec<Found> = Vec::new();
    for at in 0..clauses.len() {
        let mut here = held::held(scene, resolved, &clauses, at);
        let titled = in_title(scene, &clauses[at]);
        if clauses[at].quoted {
            // Who speaks tells of himself and of plans: only what is dated and has its holder named is sure.
            let sure = |it: &Found| it.said && it.event.date.is_some_and(act::to_month);
            here.retain(|it| sure(it) && !titled);
        } else if !titled {
            here.extend(act::acts(scene, resolved, &clauses, at, here.is_empty()));
        }
        here.iter_mut().for_each(|it| it.titled = titled);
        for next in here {
            if !joined_visit(&clauses, &mut found, &next) {
                found.push(next);
            }
        }
    }
    let mut found = merged(found);
    if found.iter().all(|it| !it.holds) {
        found.extend((0..clauses.len()).find_map(|it| held::attended(scene, resolved, &clauses, it)));
    }
    let told = told::told(scene, resolved, &clauses, &found);
    found.extend(told);
    let mut found = merged(found);
    drop_repeated(scene, &clauses, &mut found);
    let lead = lead(scene, &clauses, &found);
    if let Some(lead) = lead {
        let event = &mut found[lead].event;
        event.date = event.date.or(scene.date);
        people::take_part(scene, resolved, &clauses, &mut found, lead);
    }
    exchange::within(scene, resolved, &clauses, &mut found, lead);
    drop_part(&mut found);
    for (_, other) in found.iter_mut().enumerate().filter(|it| Some(it.0) != lead && it.1.holds) {
        people::speak_here(scene, resolved, &clauses, other);
    }
    found.into_iter().filter(worth).map(|it| statement(scene, &clauses, it)).collect()
}

/// Gives a visit to the inspection that its sentence has just told of: who goes where in it.
fn joined_visit(clauses: &[Clause], found: &mut [Found], next: &Found) -> bool {
    let line = clauses[next.clause].line;
    let Some(known) = found.last_mut().filter(|it| clauses[it.clause].line == line && it.event.date == next.event.date)
    else {
        return false;
    };
    if next.rule != "event.visit" || known.rule != "event.inspection" {
        return false;
    }
    known.event.place = known.event.place.or(next.event.place);
    known.event.participants.extend(next.event.participants.iter().copied());
    known.span.end = known.span.end.max(next.span.end);
    true
}

/// Drops what only tells again what an article's ceremony or signing is about: that the work began, that both signed.
fn drop_repeated(scene: &Scene<'_>, clauses: &[Clause], found: &mut Vec<Found>) {
    let held: Vec<Found> = found.iter().filter(|it| it.rule == "event.held").cloned().collect();
    found.retain(|it| {
        let paragraph = clauses[it.clause].paragraph;
        let verb = clauses[it.clause].units(scene).last().map_or("", |it| scene.word(it));
        let begins = |held: &Found| it.rule == "event.milestone" && held.event.name.contains(verb);
        let signs = |held: &Found| it.rule == "event.agreement" && held.event.kind == "signing";
        let near = |held: &&Found| held.titled || clauses[held.clause].paragraph == paragraph;
        !held.iter().filter(near).any(|held| begins(held) || signs(held))
    });
}

/// Drops what a rule tells of a gift or an agreement that is part of an event of its kind.
fn drop_part(found: &mut Vec<Found>) {
    let others: Vec<Found> = found.iter().filter(|it| !it.told).cloned().collect();
    let part = |one: &Found, other: &Found| {
        let apart = one.span.end <= other.span.start || other.span.end <= one.span.start;
        one.event.kind == other.event.kind && (!apart || one.event.date == other.event.date)
    };
    let exchanged = |it: &Found| it.told && matches!(it.event.kind, "donation" | "signing");
    found.retain(|it| !exchanged(it) || !others.iter().any(|other| part(it, other)));
}

/// Tells whether an event is worth telling: somebody took part in it, or it has a date.
fn worth(found: &Found) -> bool {
    !found.event.participants.is_empty() || found.event.date.is_some()
}

fn statement(scene: &Scene<'_>, clauses: &[Clause], found: Found) -> Statement {
    Statement {
        fact: Fact::Event(found.event),
        span: found.span,
        sentence: scene.lines[clauses[found.clause].line].span.clone(),
        rule: found.rule,
        confidence: UNMEASURED,
    }
}

/// Tells whether a clause is part of the headline.
fn in_title(scene: &Scene<'_>, clause: &Clause) -> bool {
    scene.article.title.as_ref().is_some_and(|it| scene.lines[clause.line].span.start < it.end)
}

/// Returns the event that the article is about: the first that is held in its opening.
fn lead(scene: &Scene<'_>, clauses: &[Clause], found: &[Found]) -> Option<usize> {
    let first = clauses.iter().find(|it| !in_title(scene, it)).map_or(0, |it| it.line);
    let line = |it: &Found| clauses[it.clause].line;
    let today = |it: &Found| match (it.event.date.and_then(|it| it.start), scene.today()) {
        (Some(date), Some(today)) => date.month.is_some() && date.to_month().agrees(today),
        (None, _) => line(it) < first + UNDATED,
        _ => true,
    };
    let opening = |it: &&Found| it.holds && (it.titled || line(it) < first + LEAD && today(it));
    let held = found.iter().filter(opening).find(|it| !it.titled).or_else(|| found.iter().find(opening));
    // A work that begins or a visit can be what it is about too.
    let act = |it: &&Found| {
        let day = it.event.date.and_then(|it| it.date()).is_some_and(|it| it.day.is_some());
        LEADING.contains(&it.rule.as_str()) && day && line(it) < first + UNDATED && today(it)
    };
    let chosen = held.or_else(|| found.iter().find(act))?;
    found.iter().position(|it| it.span == chosen.span)
}

/// Keeps one of several tellings of one event: the first in the body, with what the others add.
fn merged(found: Vec<Found>) -> Vec<Found> {
    let mut res: Vec<Found> = Vec::new();
    let (titled, body): (Vec<Found>, Vec<Found>) = found.into_iter().partition(|it| it.titled);
    for next in body.into_iter().chain(titled) {
        match res.iter_mut().find(|it| same(it, &next)) {
            Some(known) => {
                known.event.date = known.event.date.or(next.event.date);
                known.event.place = known.event.place.or(next.event.place);
                for (entity, role) in next.event.participants {
                    if !known.event.participants.iter().any(|it| it.0 == entity) {
                        known.event.participants.push((entity, role));
                    }
                }
            }
            None => res.push(next),
        }
    }
    res.sort_by_key(|it| (it.span.start, it.span.end));
    res
}

/// Tells whether two events are one: names alike, and no two dates.
fn same(one: &Found, other: &Found) -> bool {
    let (a, b) = (&one.event, &other.event);
    let dates = a.date.is_none() || b.date.is_none() || a.date == b.date;
    let least = if one.titled != other.titled && a.kind == b.kind { TITLED } else { ALIKE };
    let names = a.name == b.name || alike(&a.name, &b.name) >= least;
    one.holds == other.holds && dates && names && (one.titled != other.titled || a.kind == b.kind)
}

/// Returns how alike two names are by the characters in them: F1 of the bags.
fn alike(one: &str, other: &str) -> f64 {
    let mut bag: BTreeMap<char, i32> = BTreeMap::new();
    one.chars().for_each(|it| *bag.entry(it).or_default() += 1);
    let mut shared = 0.0;
    for it in other.chars() {
        if let Some(count) = bag.get_mut(&it).filter(|it| **it > 0) {
            *count -= 1;
            shared += 1.0;
        }
    }
    2.0 * shared / (one.chars().count() + other.chars().count()).max(1) as f64
}

/// Returns the type of an event by its name.
fn kind(scene: &Scene<'_>, name: &str) -> &'static str {
    let name = name.trim_end_matches(['\u{201d}', '\u{201c}']);
    let list = |it: &str| scene.words.list(it);
    let holds = |it: &str| list(it).sorted().iter().any(|it| name.contains(it));
    if list("event_kind_press").suffix(name).is_some() {
        return "press_conference";
    }
    if list("event_kind_contest").suffix(name).is_some() {
        return "contest";
    }
    let first = |it: &str| list(it).sorted().iter().filter_map(|it| name.find(it)).min();
    match (first("event_signing"), first("event_giving")) {
        (Some(signing), Some(giving)) if joined(name) && giving < signing && !name.contains('\u{201d}') => {
            return "signing";
        }
        (Some(signing), Some(giving)) => return if signing < giving { "signing" } else { "donation" },
        (Some(_), None) => return "signing",
        (None, Some(_)) => return "donation",
        (None, None) => {}
    }
    if holds("event_kind_training") {
        return "training";
    }
    for (it, kind) in
        [("event_kind_ceremony", "ceremony"), ("event_kind_festival", "festival"), ("event_kind_meeting", "meeting")]
    {
        if list(it).suffix(name).is_some() {
            return kind;
        }
    }
    "other"
}

/// Tells whether a name joins two acts.
fn joined(name: &str) -> bool {
    name.contains('\u{3001}')
}

/// Returns the name of an event with the place that holds it in front, where it names none.
fn canonical(scene: &Scene<'_>, resolved: &Resolved, printed: &str, organizers: &[EntityId]) -> String {
    let places: Vec<EntityId> =
        organizers.iter().copied().filter(|it| resolved.entities[*it].class == Class::Place).collect();
    if let (Some(rest), Some(home)) = (scene.words.list("event_whole").prefix(printed), scene.home) {
        let home = &resolved.entities[home].name;
        let level = rest.chars().next_back();
        if level == home.chars().next_back() {
            return format!("{home}{}", &printed[rest.len()..]);
        }
    }
    if let ([body], true) = (organizers, printed.chars().count() < BARE) {
        return format!("{}{printed}", resolved.entities[*body].name);
    }
    let [place] = places.as_slice() else { return printed.to_owned() };
    let place = &resolved.entities[*place];
    let begins = printed.starts_with(&place.name)
        || place.aliases.iter().any(|it| it.chars().count() > 1 && printed.contains(it.as_str()));
    if begins
        || printed.contains(&place.name)
        || scene.words.list("event_wider").prefix(printed).is_some()
        || printed.starts_with('\u{7b2c}')
        || printed.starts_with('\u{201c}')
    {
        return printed.to_owned();
    }
    format!("{}{printed}", place.name)
}
