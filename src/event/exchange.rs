//! Exchanges: what is given and signed, as an event of its own or at one.
use super::act::{dated, is_mark, short, to_month};
use super::clause::{Clause, actors, attributive, party, person, text, when};
use super::{Found, canonical, in_title, kind};
use crate::entity::{Class, EntityId};
use crate::mention::naming::Resolved;
use crate::scene::{Part, Scene, Unit};

/// The sentences behind the headline in which a gift is what the article is about.
const OPENING: usize = 2;

/// A gift that the article opens with: `某公司为某校捐赠…`.
pub(super) fn gift(scene: &Scene<'_>, resolved: &Resolved, clauses: &[Clause], at: usize) -> Option<Found> {
    let clause = &clauses[at];
    let first = clauses.iter().find(|it| !in_title(scene, it)).map_or(0, |it| it.line);
    if clause.line >= first + OPENING || clause.line < first {
        return None;
    }
    let units = clause.units(scene);
    let verb = giving(scene, units).filter(|it| !clause.has_before(scene, *it, "event_not"))?;
    let to = clause.find(scene, "event_to").filter(|it| *it < verb)?;
    let mut who = actors(scene, resolved, &units[..to]);
    who.retain(|it| resolved.entities[*it].class == Class::Organization);
    if who.is_empty() {
        return None;
    }
    let there = || scene.day_there(&scene.lines[clauses[at].line]);
    let date = when(scene, clauses, at, verb).or_else(there).or(scene.date);
    let name = format!("{}{}", scene.word(&units[to]), text(scene, &units[to + 1..]));
    let span = units[to].span.start..units.last()?.span.end;
    let mut found = Found::new("donation", short(&name), span, at, "event.gift");
    found.event.date = date;
    let receivers = units[to + 1..verb].iter().filter_map(|it| party(resolved, it));
    found.event.participants = who.into_iter().map(|it| (it, "other")).collect();
    found.event.participants.extend(receivers.map(|it| (it, "honoree")));
    Some(found)
}

/// Two sides or more sign a contract on a day or in a month: a signing, at which people can be present.
pub(super) fn agreement(scene: &Scene<'_>, resolved: &Resolved, clauses: &[Clause], at: usize) -> Option<Found> {
    let clause = &clauses[at];
    let units = clause.units(scene);
    let verb = clause.find(scene, "event_sign")?;
    let object = text(scene, &units[verb + 1..]).trim_start_matches('\u{4e86}');
    let with = units[..verb].iter().any(|it| scene.words.list("event_with").has(scene.word(it)));
    if !with
        || scene.words.list("event_contract").suffix(object).is_none()
        || clause.has_before(scene, verb, "event_not")
    {
        return None;
    }
    let date = dated(scene, clauses, at, verb).filter(|it| to_month(*it))?;
    let sides = signatories(scene, resolved, units, verb);
    if sides.len() < 2 {
        return None;
    }
    let first = units.iter().position(|it| party(resolved, it).is_some()).unwrap_or(verb);
    let span = units[first].span.start..units.last()?.span.end;
    let name = format!("{}{object}", scene.word(&units[verb]));
    let mut found = Found::new("signing", short(&name), span, at, "event.agreement");
    found.event.date = Some(date);
    found.event.participants = sides.into_iter().map(|it| (it, "signatory")).collect();
    found.holds = true;
    Some(found)
}

/// Returns the verb of giving of a clause.
pub(super) fn giving(scene: &Scene<'_>, units: &[Unit]) -> Option<usize> {
    let give = scene.words.list("event_give");
    let free = scene.words.list("event_free");
    (0..units.len()).find(|&it| {
        let word = scene.word(&units[it]);
        let taken = it > 0 && scene.words.list("event_take").has(scene.word(&units[it - 1]));
        matches!(units[it].part, Part::Token(_))
            && !taken
            && (give.has(word) || it > 0 && free.has(scene.word(&units[it - 1])))
    })
}

/// Finds what is signed and given at the events of an article: events of their own where the text names
/// them (`签约仪式上`), else the signing as such; the givers of a donation take part in it.
pub(super) fn within(
    scene: &Scene<'_>,
    resolved: &mut Resolved,
    clauses: &[Clause],
    found: &mut Vec<Found>,
    lead: Option<usize>,
) {
    let Some(lead) = lead else { return };
    let (lead_name, lead_date, lead_place) =
        (found[lead].event.name.clone(), found[lead].event.date, found[lead].event.place);
    let own = clauses[found[lead].clause].line;
    let mut part: Option<usize> = None;
    let mut at_event = false;
    let mut paragraph = usize::MAX;
    for at in 0..clauses.len() {
        let clause = &clauses[at];
        if clause.quoted || in_title(scene, clause) || clause.line < own {
            continue;
        }
        if clause.paragraph != paragraph {
            (part, at_event, paragraph) = (None, false, clause.paragraph);
        }
        let units = clause.units(scene);
        if let Some(name) = upon(scene, units) {
            at_event = true;
            let named_part = name.chars().count() >= 4 && !scene.words.list("event_bare_head").has(name);
            let kind = kind(scene, name);
            // The ceremony of a gift told before is no event of its own.
            let told = found[lead].rule == "event.gift" && kind == "donation";
            let apart = named_part && !told && !is_short(name, &lead_name);
            if apart && matches!(kind, "signing" | "donation" | "ceremony") {
                let organizers: Vec<EntityId> = scene.home.into_iter().collect();
                let full = canonical(scene, resolved, name, &organizers);
                let mut event = Found::new(kind, full, clause.span(scene), at, "event.part");
                event.event.date = lead_date;
                found.push(event);
                part = Some(found.len() - 1);
            }
            continue;
        }
        let near = clause.paragraph == clauses[found[lead].clause].paragraph;
        let seen = |it: &usize| *it > 0 && scene.words.list("event_role_attendee").has(scene.word(&units[*it - 1]));
        if let Some(verb) = clause.find(scene, "event_sign").filter(|it| !seen(it)) {
            let object = text(scene, &units[verb + 1..]).trim_start_matches('\u{4e86}').to_owned();
            let signatories = signatories(scene, resolved, units, verb);
            let main = Some(lead).filter(|_| near || at_event);
            match part.or(main).filter(|it| found[*it].event.kind == "signing") {
                Some(part) => join(&mut found[part], &signatories, "signatory", clause, scene),
                None if at_event
                    && !signatories.is_empty()
                    && scene.words.list("event_contract").suffix(&object).is_some() =>
                {
                    let span = units[0].span.start..units[units.len() - 1].span.end;
                    let name = format!("{}{object}", scene.word(&units[verb]));
                    let mut event = Found::new("signing", short(&name), span, at, "event.signed");
                    event.event.date = lead_date;
                    event.event.place = lead_place;
                    event.event.participants = signatories.iter().map(|it| (*it, "signatory")).collect();
                    found.push(event);
                }
                None => {}
            }
        } else if let Some(verb) = giving(scene, units) {
            let givers = givers(scene, resolved, units, verb);
            let receiver = clause
                .find(scene, "event_to")
                .filter(|it| *it < verb)
                .and_then(|it| units.get(it + 1))
                .and_then(|it| party(resolved, it));
            match part.filter(|it| found[*it].event.kind == "donation") {
                Some(part) => {
                    let all: Vec<EntityId> = givers.into_iter().chain(receiver).collect();
                    join(&mut found[part], &all, "other", clause, scene);
                }
                None if (near || at_event) && found[lead].event.kind == "donation" => {
                    join(&mut found[lead], &givers, "other", clause, scene);
                }
                None => {}
            }
        }
    }
    found.retain(|it| it.rule != "event.part" || !it.event.participants.is_empty());
}

/// Returns the name of the event at which a clause says that something happens: `捐赠仪式上`.
fn upon<'a>(scene: &Scene<'a>, units: &[Unit]) -> Option<&'a str> {
    let (last, rest) = units.split_last()?;
    let at = scene.words.list("event_in");
    let first = rest
        .iter()
        .position(|it| scene.time(it).is_none() && !at.has(scene.word(it)) && !is_mark(scene, it))
        .unwrap_or(0);
    let whole = text(scene, &units[first..]);
    if scene.words.list("event_there").has(whole) || scene.words.list("event_scene").has(whole) {
        return Some(whole);
    }
    let name = text(scene, rest.get(first..)?);
    let on = scene.words.list("event_upon").has(scene.word(last));
    (on && scene.words.list("event_head").suffix(name).is_some()).then_some(name)
}

/// Tells whether a name is a short form of another: its characters stand in it in order, and both end alike.
fn is_short(name: &str, full: &str) -> bool {
    let mut rest = full.chars();
    let inside = name.chars().all(|it| rest.any(|other| other == it));
    inside && name.chars().next_back() == full.chars().next_back()
}

fn signatories(scene: &Scene<'_>, resolved: &Resolved, units: &[Unit], verb: usize) -> Vec<EntityId> {
    let mut res: Vec<EntityId> = Vec::new();
    for (i, unit) in units[..verb].iter().enumerate() {
        if attributive(scene, resolved, units, i) {
            continue;
        }
        if let Some(entity) = party(resolved, unit).or_else(|| person(resolved, unit))
            && !res.contains(&entity)
        {
            res.push(entity);
        }
    }
    res
}

/// Returns the bodies that give: those before the verb and before whom it is given to.
fn givers(scene: &Scene<'_>, resolved: &Resolved, units: &[Unit], verb: usize) -> Vec<EntityId> {
    let to = units[..verb].iter().position(|it| scene.words.list("event_to").has(scene.word(it))).unwrap_or(verb);
    let bodies = units[..to].iter().filter_map(|it| party(resolved, it));
    bodies.filter(|it| resolved.entities[*it].class == Class::Organization).collect()
}

fn join(found: &mut Found, who: &[EntityId], role: &'static str, clause: &Clause, scene: &Scene<'_>) {
    for entity in who {
        match found.event.participants.iter_mut().find(|it| it.0 == *entity) {
            Some(known) if known.1 == "organizer" && role == "signatory" => known.1 = role,
            Some(_) => {}
            None => found.event.participants.push((*entity, role)),
        }
    }
    found.span.end = found.span.end.max(clause.span(scene).end);
}
