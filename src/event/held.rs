//! What is held: meetings, ceremonies, festivals and contests that a verb of holding governs or follows.
use super::clause::{self, Clause, actors, party, person, topic, when};
use super::{Found, venue};
use crate::entity::{Class, EntityId};
use crate::lexicon::Tag;
use crate::mention::naming::Resolved;
use crate::scene::{Part, Scene, Unit, named};
use crate::segment::Kind;
use crate::text::Span;
use crate::words::WordList;

/// The most units between a verb of holding and the name of what is held.
const REACH: usize = 12;
/// The shortest name of a member of a list that no head marks as an event, in characters.
const LISTED: usize = 8;
/// The shortest words that name what takes place without a name of its own, in characters.
const UNNAMED: usize = 6;
/// The shortest words that name a meeting that is called, in characters, with what they end in.
const CALLED: usize = 4;
const MEETING: char = '\u{4f1a}';
const CALLS: &str = "\u{53ec}\u{5f00}";
const IS: &str = "\u{662f}";
const OF: &str = "\u{7684}";
const INSIDE: &str = "\u{91cc}";

/// Finds what is held in a clause.
pub(super) fn held(scene: &Scene<'_>, resolved: &mut Resolved, clauses: &[Clause], at: usize) -> Vec<Found> {
    let units = clauses[at].units(scene);
    let mut res = Vec::new();
    let verb = clauses[at].find(scene, "event_hold");
    for (i, unit) in units.iter().enumerate() {
        let Some((entity, Class::Event)) = named(resolved, unit) else { continue };
        let governing = verb.filter(|it| *it < i);
        let following = || taking_place(scene, units, i);
        if let Some(verb) = governing.or_else(following) {
            if clauses[at].has_before(scene, verb.max(i), "event_not") {
                continue;
            }
            res.extend(framed(
                scene,
                resolved,
                clauses,
                at,
                verb,
                &Named { entity: Some(entity), span: unit.span.clone(), first: i, end: i + 1 },
            ));
        }
    }
    if let Some(verb) = verb.filter(|it| !res.is_empty() && !clauses[at].has_before(scene, *it, "event_not")) {
        for name in listed(scene, units, verb) {
            res.extend(framed(scene, resolved, clauses, at, verb, &name));
        }
    }
    if res.is_empty() {
        res.extend(
            unnamed(scene, resolved, units).and_then(|(verb, name)| framed(scene, resolved, clauses, at, verb, &name)),
        );
    }
    let free = verb.filter(|it| res.is_empty() && !clauses[at].has_before(scene, *it, "event_not"));
    if let Some((verb, name)) = free.and_then(|verb| bare(scene, units, verb).map(|it| (verb, it))) {
        let found = framed(scene, resolved, clauses, at, verb, &name);
        let head = scene.words.list("event_bare_head").has(scene.text(&name.span));
        let joins = |it: &Unit| matches!(it.part, Part::Token(Kind::Word(Tag::Conjunction | Tag::Adverb)));
        let joined = at > 0 && clauses[at - 1].line == clauses[at].line && units.first().is_some_and(joins);
        let said = |it: &Found| it.said || joined && it.event.date.is_some() && !it.event.participants.is_empty();
        res.extend(found.filter(|it| said(it) && (!head || it.event.date.is_some())));
    }
    res
}

/// Finds an event of which an article says no more than who was there: `某某参加了资金拨付仪式`, `主持捐赠仪式`.
pub(super) fn attended(scene: &Scene<'_>, resolved: &Resolved, clauses: &[Clause], at: usize) -> Option<Found> {
    const LEAST: usize = 4;
    let clause = &clauses[at];
    let units = clause.units(scene);
    let verb = clause.find(scene, "event_role_attendee").or_else(|| clause.find(scene, "event_role_host"))?;
    let who = units[..verb].iter().any(|it| person(resolved, it).is_some());
    let adverb = scene.words.list("event_adverb");
    let first = (verb + 1..units.len()).find(|it| !adverb.has(scene.word(&units[*it])))?;
    let name = clause::text(scene, &units[first..]);
    let proper = scene.words.list("event_head").suffix(name).is_some() && name.chars().count() >= LEAST;
    let fits = who && proper && !name.contains(OF) && super::kind(scene, name) != "meeting";
    if !fits || clause.quoted || super::in_title(scene, clause) || clause.has_before(scene, verb, "event_not") {
        return None;
    }
    let paragraph = clauses.iter().filter(|it| it.paragraph == clause.paragraph);
    let told = paragraph.flat_map(|it| it.units(scene).iter().take(3)).find_map(|it| clause::point(scene, it));
    let mut found = Found::new(super::kind(scene, name), name.to_owned(), clause.span(scene), at, "event.attended");
    found.event.date = told.filter(|it| it.date().is_some_and(|it| it.day.is_some())).or(scene.date);
    found.holds = true;
    if found.event.kind == "donation" {
        let here = clauses.iter().filter(|it| it.paragraph == clause.paragraph);
        let gives = |it: &&Clause| super::exchange::giving(scene, it.units(scene)).is_some();
        let line = here.clone().find(gives).map_or(usize::MAX, |it| it.line);
        let giver =
            here.filter(|it| it.line == line).flat_map(|it| it.units(scene)).find_map(|it| person(resolved, it));
        found.event.participants.extend(giver.map(|it| (it, "other")));
    }
    Some(found)
}

/// What a frame names: an entity or only words.
struct Named {
    entity: Option<EntityId>,
    span: Span,
    /// Its first unit in the clause, and the unit behind its last.
    first: usize,
    end: usize,
}

/// Returns the verb of taking place behind the name at `at`: nothing between but where, when and how.
fn taking_place(scene: &Scene<'_>, units: &[Unit], at: usize) -> Option<usize> {
    let list = scene.words.list("event_held");
    let in_list = scene.words.list("event_at");
    let adverb = scene.words.list("event_adverb");
    let mut inside = false;
    for (i, unit) in units.iter().enumerate().skip(at + 1).take(REACH) {
        let word = scene.word(unit);
        if matches!(unit.part, Part::Name(_)) {
            if !inside {
                return None;
            }
        } else if takes_place(scene, list, units, i) {
            return Some(i);
        } else if in_list.has(word) {
            inside = true;
        } else if !inside && !adverb.has(word) && scene.time(unit).is_none() {
            return None;
        }
    }
    None
}

/// Tells whether a verb of taking place, of one unit or two, begins at `at`.
fn takes_place(scene: &Scene<'_>, list: &WordList, units: &[Unit], at: usize) -> bool {
    list.has(scene.word(&units[at]))
        || units.get(at + 1).is_some_and(|it| list.has(scene.text(&(units[at].span.start..it.span.end))))
}

/// Reads what takes place and has no name of its own: `全市某某工作会议在某地召开`, `某某培训班开班`.
fn unnamed(scene: &Scene<'_>, resolved: &Resolved, units: &[Unit]) -> Option<(usize, Named)> {
    let held = scene.words.list("event_held");
    (0..units.len()).find(|it| takes_place(scene, held, units, *it))?;
    let (at, hold, all) =
        (scene.words.list("event_at"), scene.words.list("event_hold"), scene.words.list("event_whole"));
    let (head, class) = (scene.words.list("event_head"), scene.words.list("event_class"));
    let by = scene.words.list("event_by");
    let bare = scene.words.list("event_bare_head");
    let first =
        units.iter().position(|it| scene.time(it).is_none() && !by.has(scene.word(it)) && scene.word(it) != IS)?;
    let (mut whole, mut blocked) = (first, false);
    for end in first..units.len() {
        let word = scene.word(&units[end]);
        if OF == word {
            (whole, blocked) = (end + 1, false);
        } else if all.has(word) {
            whole = end;
        }
        blocked |= at.has(word) || hold.has(word);
        blocked |= matches!(named(resolved, &units[end]), Some((_, Class::Person)));
        if blocked || end < whole {
            continue;
        }
        let name = scene.text(&(units[whole].span.start..units[end].span.end));
        let quoted = name.contains('\u{201d}') && bare.suffix(name).is_some();
        if !quoted && head.suffix(name).is_none() && class.suffix(name).is_none() {
            continue;
        }
        if let Some(verb) = taking_place(scene, units, end).filter(|_| name.chars().count() >= UNNAMED) {
            let span = units[whole].span.start..units[end].span.end;
            return Some((verb, Named { entity: None, span, first: whole, end: end + 1 }));
        }
    }
    None
}

/// Reads the members of a list of what is held that are no names of their own, each long enough to be one.
fn listed(scene: &Scene<'_>, units: &[Unit], verb: usize) -> Vec<Named> {
    let mut res = Vec::new();
    let (list_mark, and_so_on) = (scene.words.list("event_list_mark"), scene.words.list("event_and_so_on"));
    let mut first = verb + 1;
    for end in verb + 1..units.len() {
        let word = scene.word(&units[end]);
        if !list_mark.has(word) && !and_so_on.has(word) {
            continue;
        }
        let item = &units[first..end];
        if let ([start, .., last], true) = (item, item.len() > 2) {
            let span = start.span.start..last.span.end;
            let printed = scene.text(&span);
            let proper = item.iter().any(|it| matches!(it.part, Part::Name(_))) && printed.chars().count() >= LISTED;
            if proper && super::kind(scene, printed) != "other" {
                res.push(Named { entity: None, span, first, end });
            }
        }
        if and_so_on.has(word) {
            return res;
        }
        first = end + 1;
    }
    Vec::new()
}

/// Reads the name of what is held that is no name of its own: `动员部署会`, `新闻发布会`.
fn bare(scene: &Scene<'_>, units: &[Unit], verb: usize) -> Option<Named> {
    let head = scene.words.list("event_head");
    let adverb = scene.words.list("event_adverb");
    let mut first = verb + 1;
    while units.get(first).is_some_and(|it| adverb.has(scene.word(it)) || scene.quantity(it).is_some()) {
        first += 1;
    }
    let start = units.get(first)?.span.start;
    // Whatever is called and ends in 会 is a meeting.
    let calls = scene.word(&units[verb]).starts_with(CALLS);
    let mut found = None;
    for (i, unit) in units.iter().enumerate().skip(first).take(REACH) {
        if matches!(unit.part, Part::Name(_)) && i > first
            || scene.words.list("conjunction").has(scene.word(unit))
            || scene.word(unit) == OF
        {
            break;
        }
        let printed = scene.text(&(start..unit.span.end));
        let called = calls && printed.ends_with(MEETING) && printed.chars().count() >= CALLED;
        if called || head.suffix(printed).is_some() || scene.words.list("event_class").suffix(printed).is_some() {
            found = Some(Named { entity: None, span: start..unit.span.end, first, end: i + 1 });
        }
    }
    found
}

/// Puts together an event from its frame.
fn framed(
    scene: &Scene<'_>,
    resolved: &mut Resolved,
    clauses: &[Clause],
    at: usize,
    verb: usize,
    name: &Named,
) -> Option<Found> {
    let units = clauses[at].units(scene);
    let before = &units[..verb.min(name.first)];
    let mut organizers = actors(scene, resolved, before);
    let site = organizers.iter().copied().find(|it| is_site(scene, resolved, *it));
    organizers.retain(|it| Some(*it) != site);
    let local = organizers.is_empty().then(|| local(scene, resolved, before)).flatten().filter(|_| verb < name.first);
    organizers.extend(local);
    let hosts: Vec<EntityId> = before.iter().filter_map(|it| person(resolved, it)).collect();
    let mut said = !organizers.is_empty();
    if verb > name.first && !clauses[at].has_before(scene, name.first, "event_by") {
        // What stands before the name that takes place belongs to it or is only near it.
        organizers.retain(|it| before.first().is_some_and(|first| party(resolved, first) == Some(*it)));
        said = false;
    }
    organizers.extend(named_before(scene, resolved, clauses, at, name.first));
    if verb > name.first && organizers.is_empty() {
        organizers.extend(holder_in_name(scene, resolved, &name.span));
    }
    if verb < name.first && organizers.is_empty() && hosts.is_empty() && !has_subject(scene, before) {
        organizers = topic(scene, resolved, clauses, at);
    }
    let mut seen = Vec::new();
    organizers.retain(|it| {
        !seen.contains(it) && {
            seen.push(*it);
            true
        }
    });
    let venue = if verb < name.first {
        venue::before(scene, resolved, units, verb).or_else(|| venue::behind(scene, resolved, units, name.end))
    } else {
        venue::before(scene, resolved, units, verb)
    };
    let inside = if name.entity.is_none() { venue::inside(resolved, &units[name.first..name.end]) } else { None };
    let venue = venue.or(site).or(inside);
    let printed = match name.entity {
        Some(entity) => resolved.entities[entity].name.clone(),
        None => scene.text(&name.span).to_owned(),
    };
    let opens = verb > name.first && scene.words.list("event_opens").has(scene.word(&units[verb]));
    let kind = Some(super::kind(scene, &printed)).filter(|it| *it != "other" || !opens).unwrap_or("festival");
    let mut participants: Vec<(EntityId, &'static str)> = organizers.iter().map(|it| (*it, "organizer")).collect();
    if verb < name.first {
        participants.extend(hosts.iter().map(|it| (*it, "host")));
    }
    let start = units[verb].span.start.min(name.span.start);
    let start = before.iter().find(|it| party(resolved, it).is_some()).map_or(start, |it| it.span.start);
    let end = units[verb].span.end.max(name.span.end);
    let date = when(scene, clauses, at, in_front(scene, clauses, at, verb.min(name.first)))
        .or_else(|| clause::text_time(scene, units.get(name.end..verb).unwrap_or(&units[name.end..])))
        .or_else(|| when(scene, clauses, at, verb.min(name.first)))
        .or_else(|| clause::year_told(scene, clauses, at));
    let full = super::canonical(scene, resolved, &printed, &organizers);
    if let Some(entity) = name.entity {
        let entity = &mut resolved.entities[entity];
        if entity.name != full {
            entity.aliases.insert(std::mem::replace(&mut entity.name, full.clone()));
        }
    }
    let mut found = Found::new(kind, full, start..end, at, "event.held");
    found.event.entity = name.entity;
    found.event.date = date;
    found.event.place = venue;
    found.event.participants = participants;
    found.said =
        said || !organizers.is_empty() && verb > 0 && verb < units.len() && !actors(scene, resolved, before).is_empty();
    found.said &= local.is_none() || date.is_some();
    found.holds = true;
    Some(found)
}

/// Returns the body or place that words for the one at hand stand for with which a clause begins, `村两委` or `乡里`:
/// of the last place of that level that was named.
fn local(scene: &Scene<'_>, resolved: &mut Resolved, before: &[Unit]) -> Option<EntityId> {
    let start = before.iter().find(|it| scene.time(it).is_none())?.span.start;
    let words = scene.text(&(start..before.last()?.span.end));
    let word = scene.words.list("event_local_body").prefix(words)?;
    let (level, body) = word.split_at(word.chars().next()?.len_utf8());
    let mut named = resolved.mentions.iter().rev().filter(|it| it.span.end <= start && it.class == Class::Place);
    let place = named.find(|it| resolved.entities[it.entity].name.ends_with(level))?.entity;
    if INSIDE == body {
        return Some(place);
    }
    let name = format!("{}{body}", resolved.entities[place].name);
    Some(resolved.make(Class::Organization, &name, scene.setting.home.as_deref()))
}

/// Tells whether words that name nobody are the subject of a clause, other than those for the place itself.
fn has_subject(scene: &Scene<'_>, before: &[Unit]) -> bool {
    let first = before.iter().find(|it| {
        scene.time(it).is_none()
            && !matches!(it.part, Part::Token(Kind::Mark | Kind::Word(Tag::Time | Tag::Adverb | Tag::Conjunction)))
    });
    first.is_some_and(|it| {
        let noun = matches!(
            it.part,
            Part::Token(
                Kind::Unknown
                    | Kind::Latin
                    | Kind::Place
                    | Kind::Division
                    | Kind::Town
                    | Kind::Person
                    | Kind::Word(Tag::Noun | Tag::VerbalNoun | Tag::PlaceName | Tag::Other | Tag::Pronoun)
            )
        );
        matches!(it.part, Part::Name(_)) || noun && !scene.words.list("event_local").has(scene.word(it))
    })
}

/// Returns before which unit the date of an event stands: a bare year directly before its name is part of
/// that where a clause before gives a time.
fn in_front(scene: &Scene<'_>, clauses: &[Clause], at: usize, first: usize) -> usize {
    let units = clauses[at].units(scene);
    let year = |it: &Unit| scene.time(it).and_then(|it| it.date()).is_some_and(|it| it.month.is_none());
    if first > 0 && year(&units[first - 1]) { first - 1 } else { first }
}

/// Tells whether a place is a building or site: it holds nothing, something is held there.
fn is_site(scene: &Scene<'_>, resolved: &Resolved, place: EntityId) -> bool {
    let place = &resolved.entities[place];
    let head = |it: &str| scene.words.list(it).suffix(&place.name).is_some();
    place.class == Class::Place && place.code.is_none() && (head("venue_head") || head("venue_site"))
}

/// Returns the bodies that the clauses before it, or what stands before its name, say to have organized it.
fn named_before(scene: &Scene<'_>, resolved: &Resolved, clauses: &[Clause], at: usize, first: usize) -> Vec<EntityId> {
    let mut res = Vec::new();
    let here = clauses[..=at].iter().enumerate().rev().take_while(|it| it.1.line == clauses[at].line);
    for (i, clause) in here {
        let units = clause.units(scene);
        let end = if i == at { first } else { units.len() };
        let Some(verb) = clause.find(scene, "event_organize").filter(|it| *it < end && (i < at || *it > 0)) else {
            continue;
        };
        let by = clause.find(scene, "event_by").filter(|it| *it < verb);
        let behind = units[..verb].iter().all(|it| {
            scene.time(it).is_some()
                || party(resolved, it).is_some()
                || scene.words.list("conjunction").has(scene.word(it))
        });
        if by.is_some() || behind {
            res.extend(units[by.unwrap_or(0)..verb].iter().filter_map(|it| party(resolved, it)));
        }
    }
    res.reverse();
    res
}

/// Returns the place or body with which the name of an event begins: who holds it.
fn holder_in_name(scene: &Scene<'_>, resolved: &Resolved, span: &Span) -> Option<EntityId> {
    let printed = scene.text(span);
    let length = |name: &str| if name.chars().count() > 1 && printed.starts_with(name) { name.len() } else { 0 };
    let holders = resolved.entities.iter().enumerate().filter(|it| match it.1.class {
        Class::Place => it.1.code.is_some(),
        Class::Organization => true,
        _ => false,
    });
    let longest =
        |it: &crate::entity::Entity| it.aliases.iter().map(|it| length(it)).fold(length(&it.name), usize::max);
    let (length, holder) = holders.map(|it| (longest(it.1), it.0)).max_by_key(|it| (it.0, std::cmp::Reverse(it.1)))?;
    (length > 0).then_some(holder)
}
