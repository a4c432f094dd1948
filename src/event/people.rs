//! Participants: who hosts, speaks, announces, signs or attends at what is held.
use super::Found;
use super::clause::{Clause, party, person, text};
use super::in_title;
use crate::entity::{Class, EntityId};
use crate::lexicon::Tag;
use crate::mention::naming::Resolved;
use crate::scene::{Part, Scene, Unit, named};
use crate::segment::Kind;

/// The roles and the word lists of the verbs that tell them, the most active first.
const ROLES: [(&str, &str); 8] = [
    ("announcer", "event_role_announcer"),
    ("host", "event_role_host"),
    ("speaker", "event_role_speaker"),
    ("speaker", "event_role_says"),
    ("signatory", "event_role_signatory"),
    ("other", "event_role_other"),
    ("honoree", HONOREE),
    ("attendee", "event_role_attendee"),
];
const HONOREE: &str = "event_role_honoree";

/// Gives the event that the article is about the people who act at it, over the whole article.
pub(super) fn take_part(scene: &Scene<'_>, resolved: &Resolved, clauses: &[Clause], found: &mut [Found], lead: usize) {
    let others: Vec<usize> = found
        .iter()
        .enumerate()
        .filter(|it| it.0 != lead && it.1.holds && it.1.event.date.is_some())
        .map(|it| clauses[it.1.clause].line)
        .collect();
    let own = clauses[found[lead].clause].line;
    let mut roles = Vec::new();
    let (mut line, mut paragraph) = (usize::MAX, clauses[found[lead].clause].paragraph);
    let holds = found[lead].holds;
    let place = found[lead].event.place;
    let mut elsewhere = false;
    let mut state = State { holds, ..State::default() };
    for clause in clauses.iter().filter(|it| !in_title(scene, it) && it.line >= own) {
        if others.contains(&clause.line) && clause.line != own {
            continue;
        }
        if clause.paragraph != paragraph {
            paragraph = clause.paragraph;
            elsewhere |= goes_elsewhere(scene, resolved, clause, place);
        }
        elsewhere &= !on_event(scene, clause.units(scene));
        if clause.line != line {
            line = clause.line;
            state = State { holds, elsewhere, ..State::default() };
        }
        if !clause.quoted {
            read(scene, resolved, clause, &mut state, &mut roles);
            let held = organizers(scene, resolved, clause).into_iter().map(|it| (it, "organizer"));
            for body in held.collect::<Vec<_>>() {
                let participants = &mut found[lead].event.participants;
                if !participants.iter().any(|it| it.0 == body.0) {
                    participants.push(body);
                }
            }
        }
    }
    add(&mut found[lead], roles);
}

/// Tells whether a paragraph that begins with a clause is set in another place: `在甲镇乙村，`.
fn goes_elsewhere(scene: &Scene<'_>, resolved: &Resolved, clause: &Clause, place: Option<EntityId>) -> bool {
    let [first, second, ..] = clause.units(scene) else { return false };
    let there = named(resolved, second).filter(|it| it.1 == Class::Place && Some(it.0) != place);
    there.is_some() && scene.words.list("event_go").has(scene.word(first))
}

/// Returns who a later sentence says has held the event: `本届节会由某市政府主办`.
fn organizers(scene: &Scene<'_>, resolved: &Resolved, clause: &Clause) -> Vec<EntityId> {
    let units = clause.units(scene);
    let this = scene.words.list("event_this").prefix(text(scene, units)).is_some();
    let head = |by: usize| scene.words.list("event_bare_head").suffix(text(scene, &units[..by])).is_some();
    let by = clause.find(scene, "event_by").filter(|it| this || head(*it));
    let verb = clause.find(scene, "event_organize");
    let (Some(by), Some(verb)) = (by, verb) else { return Vec::new() };
    units.get(by + 1..verb).unwrap_or_default().iter().filter_map(|it| party(resolved, it)).collect()
}

/// Gives an event that an article only touches the people who act at it in its own sentence.
pub(super) fn speak_here(scene: &Scene<'_>, resolved: &Resolved, clauses: &[Clause], found: &mut Found) {
    let mut roles = Vec::new();
    let mut state = State { holds: true, ..State::default() };
    let line = clauses[found.clause].line;
    for clause in clauses[found.clause..].iter().filter(|it| it.line == line && !it.quoted) {
        read(scene, resolved, clause, &mut state, &mut roles);
    }
    add(found, roles);
}

/// Adds participants, each in the most active of its roles.
fn add(found: &mut Found, roles: Vec<(EntityId, usize)>) {
    // Who goes somewhere to see and says something there is heard more than seen.
    let goes = found.rule == "event.visit";
    let signs = found.event.kind == "signing";
    let rank = |role: &str| ROLES.iter().position(|it| it.0 == role);
    let known_rank = |role: &str| if goes && role == "other" { Some(ROLES.len()) } else { rank(role).or(Some(0)) };
    for (entity, role) in roles {
        let role = if ROLES[role].0 == "signatory" && !signs { "attendee" } else { ROLES[role].0 };
        match found.event.participants.iter_mut().find(|it| it.0 == entity) {
            Some(known) => {
                if rank(role) < known_rank(known.1) && !(goes && role == "attendee") {
                    known.1 = role;
                }
            }
            None => found.event.participants.push((entity, role)),
        }
    }
}

/// The people to whom the next verb belongs.
#[derive(Default)]
struct State {
    people: Vec<EntityId>,
    /// A verb has been found for them: the next person begins anew.
    closed: bool,
    /// The sentence says that it happened at the event.
    at_event: bool,
    /// The event is one at which people speak.
    holds: bool,
    /// The article has gone to another place: who says something there does not say it at the event.
    elsewhere: bool,
}

/// Reads who does what in a clause.
fn read(
    scene: &Scene<'_>,
    resolved: &Resolved,
    clause: &Clause,
    state: &mut State,
    roles: &mut Vec<(EntityId, usize)>,
) {
    let units = clause.units(scene);
    let list = |it: &str| scene.words.list(it);
    state.at_event |= on_event(scene, units);
    let source = clause.find(scene, "event_source").is_some();
    for (i, unit) in units.iter().enumerate() {
        if let Some(entity) = person(resolved, unit) {
            if state.closed {
                state.people.clear();
                state.closed = false;
            }
            if i > 0 && list("event_elect").has(scene.word(&units[i - 1])) {
                roles.extend(ROLES.iter().position(|it| it.1 == HONOREE).map(|role| (entity, role)));
            } else if !source && is_subject(scene, units, i) {
                let office =
                    i > 0 && list("title").suffix(scene.text(&(units[0].span.start..unit.span.start))).is_some();
                state.at_event |= office;
                state.people.push(entity);
            }
            continue;
        }
        if matches!(unit.part, Part::Name(_)) || state.people.is_empty() {
            continue;
        }
        let reporter = units.get(i + 1).is_some_and(|it| list("event_reporter").has(scene.word(it)));
        let found = ROLES.iter().position(|it| says(scene, units, i, it.1));
        // Who sees others sign signs nothing.
        let sees = i > 0 && list("event_role_attendee").has(scene.word(&units[i - 1]));
        let sees = |role: usize| sees && ROLES[role].0 == "signatory";
        let said = |role: usize| ROLES[role].1 == "event_role_says";
        if let Some(role) = found.filter(|it| !sees(*it) && !(said(*it) && (reporter || !state.holds))) {
            let made = i > 1 && units[i - 2..i].iter().any(|it| list("event_make").has(scene.word(it)));
            if said(role) && (state.elsewhere || !state.at_event) && !made {
                continue;
            }
            let noun = ROLES[role].1 == "event_role_speaker"
                && units.get(i + 1).is_some_and(|it| list("event_spirit").has(scene.word(it)));
            if !noun {
                roles.extend(state.people.iter().map(|it| (*it, role)));
                state.closed = true;
            }
        }
    }
}

/// Tells whether a word of a list, which may be several words of the text, begins at a unit.
pub(super) fn says(scene: &Scene<'_>, units: &[Unit], at: usize, list: &str) -> bool {
    let list = scene.words.list(list);
    list.has(scene.word(&units[at]))
        || (at + 2..=units.len().min(at + 4)).any(|end| list.has(text(scene, &units[at..end])))
}

/// Tells whether a clause says that something happened at the event: `on` behind its head.
fn on_event(scene: &Scene<'_>, units: &[Unit]) -> bool {
    let on = scene.words.list("event_upon");
    let head = scene.words.list("event_head");
    let start = units.first().map_or(0, |it| it.span.start);
    units.iter().enumerate().any(|(i, it)| {
        let word = scene.word(it);
        on.has(word)
            && i > 0
            && (head.suffix(scene.text(&(start..it.span.start))).is_some()
                || scene.words.list("event_bare_head").suffix(scene.text(&(start..it.span.start))).is_some())
            || scene.words.list("event_there").has(word)
    })
}

/// Tells whether a person stands where who acts stands: no verb or preposition governs the name.
fn is_subject(scene: &Scene<'_>, units: &[Unit], at: usize) -> bool {
    let owns = units.get(at + 1).is_some_and(|it| scene.words.list("event_of").has(scene.word(it)));
    let thought = units[at + 1..].iter().any(|it| scene.words.list("event_spirit").has(scene.word(it)));
    let leader = units.get(at + 1).is_some_and(|it| scene.words.list("event_leader").has(scene.word(it)));
    let writes = units[..at]
        .iter()
        .rev()
        .take_while(|it| !matches!(it.part, Part::Token(Kind::Mark)))
        .any(|it| scene.words.list("event_reporter").has(scene.word(it)));
    let author = scene.article.authors.iter().any(|it| it.start < units[at].span.end && units[at].span.start < it.end);
    if owns || thought && leader || writes || author {
        return false;
    }
    // A post before the name: what its words mean does not govern the name.
    let post = scene.words.list("title").suffix(scene.text(&(units[0].span.start..units[at].span.start))).is_some();
    let first = units[..at].iter().rposition(|it| {
        matches!(it.part, Part::Token(Kind::Mark)) || scene.words.list("event_upon").has(scene.word(it))
    });
    let mut free = true;
    for unit in &units[first.map_or(0, |it| it + 1)..at] {
        let word = scene.word(unit);
        match unit.part {
            Part::Name(_) => {}
            Part::Token(Kind::Word(Tag::Preposition)) => free = scene.words.list("event_by").has(word),
            Part::Token(Kind::Word(Tag::Verb)) if !post => free = scene.words.list("event_modifier").has(word),
            Part::Token(_) => {}
        }
    }
    free
}
