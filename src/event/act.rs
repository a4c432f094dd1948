//! Acts: milestones, inspections, visits, announcements and deaths.
use super::clause::{Clause, actors, is_in, leading, party, person, point, text, topic, when};
use super::{Found, exchange, people, venue};
use crate::entity::{Class, EntityId};
use crate::lexicon::Tag;
use crate::mention::naming::Resolved;
use crate::scene::{Part, Scene, Unit, named};
use crate::segment::Kind;
use crate::time::period::Period;

/// The longest name that is cut from the text, in characters.
const LONGEST: usize = 40;
/// Behind a date: what is told is to happen before it.
const BEFORE: char = '\u{524d}';
/// A month, and months that are counted.
const MONTH: char = '\u{6708}';
const MONTHS: &str = "\u{4e2a}\u{6708}";
const OPEN_QUOTE: char = '\u{201c}';

/// Finds the dated acts of a clause. `alone` says that nothing is held in it.
pub(super) fn acts(
    scene: &Scene<'_>,
    resolved: &mut Resolved,
    clauses: &[Clause],
    at: usize,
    alone: bool,
) -> Vec<Found> {
    let mut res = Vec::new();
    if alone {
        res.extend(milestone(scene, resolved, clauses, at));
        res.extend(passed(scene, resolved, clauses, at));
        res.extend(visit(scene, resolved, clauses, at).or_else(|| inspection(scene, resolved, clauses, at)));
        res.extend(announcement(scene, resolved, clauses, at));
        res.extend(death(scene, resolved, clauses, at));
        res.extend(inquiry(scene, resolved, clauses, at));
        res.extend(exchange::gift(scene, resolved, clauses, at));
        res.extend(exchange::agreement(scene, resolved, clauses, at));
    }
    res
}

/// Returns the date of an act: a day or a month, of an open period its beginning.
pub(super) fn dated(scene: &Scene<'_>, clauses: &[Clause], at: usize, verb: usize) -> Option<Period> {
    let period = when(scene, clauses, at, verb)?;
    match (period.start, period.end) {
        (Some(start), None) => Some(start.period()),
        _ => Some(period),
    }
}

/// Returns the last day that a paragraph names before a clause.
pub(super) fn paragraph_day(scene: &Scene<'_>, clauses: &[Clause], at: usize) -> Option<Period> {
    let before = clauses[..at].iter().rev().take_while(|it| it.paragraph == clauses[at].paragraph);
    let mut times = before.flat_map(|it| it.units(scene).iter().rev()).filter_map(|it| point(scene, it));
    times.find(|it| it.date().is_some_and(|it| it.day.is_some()))
}

/// Tells whether a period is known to the month.
pub(super) fn to_month(period: Period) -> bool {
    period.start.is_some_and(|it| it.month.is_some())
}

/// Tells whether a word of a list is the last but for particles in a clause; returns where it stands.
fn closing(scene: &Scene<'_>, units: &[Unit], list: &str) -> Option<usize> {
    let list = scene.words.list(list);
    let tail = scene.words.list("event_tail");
    let mut at = units.len();
    while at > 0 {
        let unit = &units[at - 1];
        let word = scene.word(unit);
        if matches!(unit.part, Part::Name(_)) {
            return None;
        }
        if list.has(word) || at > 1 && list.has(text(scene, &units[at - 2..at])) {
            return Some(at - 1);
        }
        if !tail.has(word) {
            return None;
        }
        at -= 1;
    }
    None
}

/// A work that began to run, a place that is poor no more: `并网`, `建成通车`, `退出贫困县序列`.
fn milestone(scene: &Scene<'_>, resolved: &mut Resolved, clauses: &[Clause], at: usize) -> Option<Found> {
    let clause = &clauses[at];
    let units = clause.units(scene);
    let exit = clause.find(scene, "event_exit").filter(|it| {
        let object = text(scene, &units[it + 1..]);
        scene.words.list("event_exit_object").suffix(object).is_some()
    });
    let (verb, kind) = match exit {
        Some(verb) => (verb, "other"),
        None => match closing(scene, units, "event_milestone") {
            Some(verb) => (verb, "opening"),
            None => (closing(scene, units, "event_milestone_other")?, "other"),
        },
    };
    let announced = verb > 0 && scene.words.list("event_role_announcer").has(scene.word(&units[verb - 1]));
    let ahead = |it: &Unit| scene.time(it).is_some() && is_deadline(scene.word(it));
    let until = units[..verb].iter().any(ahead);
    if announced && exit.is_none() || until || clause.has_before(scene, verb, "event_not") {
        return None;
    }
    let date = dated(scene, clauses, at, verb)?;
    let first = units.iter().take(verb).position(|it| scene.time(it).is_none() && !is_mark(scene, it)).unwrap_or(verb);
    let subject = (0..verb).rev().filter(|it| !is_in(scene, &units[..*it])).find(|it| {
        let (place, class) = (exit.is_some(), named(resolved, &units[*it]).map(|it| it.1));
        class == Some(Class::Place)
            || !place && matches!(class, Some(Class::Organization | Class::Project | Class::Program))
    });
    let site = (0..verb).rev().find(|it| is_in(scene, &units[..*it]));
    let counted = units[first..verb].iter().any(|it| scene.quantity(it).is_some());
    let noun = matches!(units.get(first).map(|it| it.part), Some(Part::Token(Kind::Word(Tag::Noun))));
    let day = date.date().is_some_and(|it| it.day.is_some());
    let quoted = first < verb && text(scene, &units[..verb]).contains(OPEN_QUOTE) && to_month(date);
    // A place that is poor no more may have been named before: `某村离城三十里，2018年脱贫摘帽`.
    let bare = scene.words.list("event_milestone_other").has(text(scene, units.get(first..=verb).unwrap_or_default()));
    if subject.is_none() && (counted || exit.is_none() && !quoted && !bare && (!noun || !day || first == verb)) {
        return None;
    }
    // A place that only owns the work is where it stands.
    let owner =
        subject.filter(|it| units.get(it + 1).is_some_and(|it| scene.words.list("event_of").has(scene.word(it))));
    let entity = |it: usize| named(resolved, &units[it]).map(|it| it.0);
    let mut who: Vec<EntityId> = subject.filter(|_| owner.is_none()).and_then(entity).into_iter().collect();
    // Nor does a town begin to run: what is named behind it does.
    let town = subject.filter(|it| kind == "opening" && it + 1 < verb && is_division(resolved, &units[*it]));
    let place = site.or(owner).and_then(entity).or_else(|| scene_set(resolved, clauses, at, scene));
    let sign = units[..verb].iter().position(|it| quoted && scene.word(it).starts_with(OPEN_QUOTE));
    let named = sign.filter(|_| subject.is_none());
    if let Some(named) = named {
        let name = text(scene, &units[named..verb]);
        who.push(resolved.make(Class::Project, name, scene.setting.home.as_deref()));
    }
    if town.is_some() {
        who.clear();
    }
    if let Some(project) = subject.filter(|it| owner.is_none() && exit.is_none() && it + 1 < verb) {
        who = work(scene, resolved, &units[project..verb]).map_or(who, |it| vec![it]);
    }
    if (exit.is_some() || bare) && who.is_empty() {
        let before = clauses[..at].iter().rev().take_while(|it| it.line == clause.line);
        who = before.map(|it| leading(scene, resolved, it)).find(|it| !it.is_empty())?;
    }
    let end = if exit.is_some() { units.len() } else { verb + 1 };
    let start = subject.or(named).unwrap_or(first);
    let mut name: String = (start..end)
        .filter(|it| Some(*it) != site || start == *it)
        .map(|it| &units[it])
        .filter(|it| scene.time(it).is_none() && !scene.words.list("event_since").has(scene.word(it)))
        .map(|it| scene.word(it))
        .collect();
    if let (None, Some(who)) = (subject.or(named), who.first()) {
        name = format!("{}{name}", resolved.entities[*who].name);
    }
    let span = units[start].span.start..units[end - 1].span.end;
    let mut found = Found::new(kind, short(&name), span, at, "event.milestone");
    found.event.date = Some(date);
    found.event.place = place;
    found.event.participants = who.into_iter().map(|it| (it, "other")).collect();
    found.event.participants.extend(approved_by(scene, resolved, clauses, at).map(|it| (it, "other")));
    Some(found)
}

/// Returns the place with which the clause before one ends that has no verb: `8月5日，某县某村，集市开张`.
fn scene_set(resolved: &Resolved, clauses: &[Clause], at: usize, scene: &Scene<'_>) -> Option<EntityId> {
    let before = &clauses[at.checked_sub(1)?];
    let units = before.units(scene);
    let verb = units.iter().any(|it| matches!(it.part, Part::Token(Kind::Word(Tag::Verb))));
    let last = named(resolved, units.last()?).filter(|it| it.1 == Class::Place);
    last.filter(|_| !verb && before.line == clauses[at].line).map(|it| it.0)
}

/// Tells whether a time is the end of a month by which something is to be: `6月底前`.
fn is_deadline(time: &str) -> bool {
    time.ends_with(BEFORE) && time.contains(MONTH) && !time.contains(MONTHS)
}

/// Tells whether a unit names an administrative place.
fn is_division(resolved: &Resolved, unit: &Unit) -> bool {
    named(resolved, unit).is_some_and(|it| it.1 == Class::Place && resolved.entities[it.0].code.is_some())
}

/// Returns the work that the words behind a place name with it: `某县某某光伏电站`.
fn work(scene: &Scene<'_>, resolved: &mut Resolved, units: &[Unit]) -> Option<EntityId> {
    let adverb = scene.words.list("event_adverb");
    let end = units.iter().rposition(|it| !adverb.has(scene.word(it)))? + 1;
    let name = text(scene, &units[..end]);
    let place = named(resolved, &units[0]).is_some_and(|it| it.1 == Class::Place);
    let apart = units[..end]
        .iter()
        .any(|it| is_mark(scene, it) || scene.time(it).is_some() || scene.words.list("event_of").has(scene.word(it)));
    let head = scene.words.list("project_head").suffix(name).is_some();
    (place && !apart && end > 1 && head).then(|| resolved.make(Class::Project, name, scene.setting.home.as_deref()))
}

/// Returns the body that approved what a clause tells: `经省政府批准`.
fn approved_by(scene: &Scene<'_>, resolved: &Resolved, clauses: &[Clause], at: usize) -> Option<EntityId> {
    let before = clauses[..=at].iter().rev().take_while(|it| it.line == clauses[at].line);
    before
        .filter(|it| it.find(scene, "event_approve").is_some_and(|it| it > 0))
        .find_map(|it| it.units(scene).iter().find_map(|it| party(resolved, it)))
}

/// An inspection that was passed: `顺利通过国家普查验收`.
fn passed(scene: &Scene<'_>, resolved: &Resolved, clauses: &[Clause], at: usize) -> Option<Found> {
    let clause = &clauses[at];
    let units = clause.units(scene);
    let verb = clause.find(scene, "event_pass")?;
    let object = &units[verb + 1..];
    let name = text(scene, object);
    let checked = scene.words.list("event_check").suffix(name).is_some() && name.chars().count() >= 4;
    let surely = verb > 0 && scene.words.list("event_surely").has(scene.word(&units[verb - 1]));
    let official = scene.words.list("event_official").prefix(name).is_some();
    if !checked || !(surely || official) || clause.has_before(scene, verb, "event_not") {
        return None;
    }
    let date = dated(scene, clauses, at, verb)?;
    let mut who = actors(scene, resolved, &units[..verb]);
    if who.is_empty() {
        who = topic(scene, resolved, clauses, at);
    }
    let span = units[verb].span.start..object.last()?.span.end;
    let mut found = Found::new("inspection", name.to_owned(), span, at, "event.passed");
    found.event.date = Some(date);
    found.event.participants = who.into_iter().map(|it| (it, "other")).collect();
    Some(found)
}

/// Somebody goes somewhere to see for himself: `在某县考察`, `来到某村走访`.
fn visit(scene: &Scene<'_>, resolved: &Resolved, clauses: &[Clause], at: usize) -> Option<Found> {
    let clause = &clauses[at];
    let units = clause.units(scene);
    let seeing = scene.words.list("event_see");
    let going = scene.words.list("event_go");
    let token = |it: &Unit| matches!(it.part, Part::Token(_));
    let go = units.iter().position(|it| token(it) && going.has(scene.word(it)))?;
    let verb = (go + 1..units.len()).find(|it| token(&units[*it]) && seeing.has(scene.word(&units[*it])))?;
    let go = (0..verb).rev().find(|it| token(&units[*it]) && going.has(scene.word(&units[*it])))?;
    let place =
        units[go + 1..verb].iter().rposition(|it| named(resolved, it).is_some_and(|it| it.1 == Class::Place))? + go + 1;
    if verb - place > 3
        || clause.has_before(scene, verb, "event_not")
        || clause.find(scene, "event_source").or_else(|| clause.find(scene, "event_reporter")).is_some()
    {
        return None;
    }
    let date = dated(scene, clauses, at, go).or_else(|| paragraph_day(scene, clauses, at))?;
    let who: Vec<EntityId> = units[..go].iter().filter_map(|it| person(resolved, it)).collect();
    let team = (1..=go).any(|it| scene.words.list("event_team").suffix(text(scene, &units[..it])).is_some());
    if who.is_empty() && !team {
        return None;
    }
    let (place_id, _) = named(resolved, &units[place])?;
    let speaks = clauses[at..].iter().take_while(|it| it.line == clause.line).any(|it| {
        let units = it.units(scene);
        let says = |list: &str| (0..units.len()).any(|at| people::says(scene, units, at, list));
        says("event_role_speaker") || says("event_first_said")
    });
    let first = units[..go]
        .iter()
        .position(|it| person(resolved, it).is_some())
        .unwrap_or_else(|| units.iter().position(|it| scene.time(it).is_none()).unwrap_or(0));
    let word = scene.word(&units[verb]);
    let kind = if scene.words.list("event_call").has(word) { "visit" } else { "inspection" };
    let name = text(scene, &units[first..=verb]);
    let span = units[first].span.start..units[verb].span.end;
    let mut found = Found::new(kind, short(name), span, at, "event.visit");
    found.event.date = Some(date);
    found.event.place = Some(place_id);
    let role = if speaks && kind == "inspection" { "speaker" } else { "other" };
    found.event.participants = who.into_iter().map(|it| (it, role)).collect();
    Some(found)
}

/// A body inspects, surveys or calls: `开展专项督查`. Dated to the month, else it is what the body always does.
fn inspection(scene: &Scene<'_>, resolved: &Resolved, clauses: &[Clause], at: usize) -> Option<Found> {
    let clause = &clauses[at];
    let units = clause.units(scene);
    let verb = clause.find(scene, "event_carry_out")?;
    let object = &units[verb + 1..];
    let name = text(scene, object).trim_start_matches('\u{4e86}');
    let head = scene.words.list("event_survey").suffix(name)?;
    if name.is_empty() || clause.has_before(scene, verb, "event_not") || name.contains('\u{7684}') {
        return None;
    }
    let date = dated(scene, clauses, at, verb).filter(|it| to_month(*it))?;
    let mut who: Vec<EntityId> = actors(scene, resolved, &units[..verb]);
    who.retain(|it| resolved.entities[*it].class != Class::Place || leading(scene, resolved, clause).contains(it));
    if who.is_empty() {
        let before = clauses[..at].iter().rev().take_while(|it| it.line == clause.line);
        who = before.map(|it| leading(scene, resolved, it)).find(|it| !it.is_empty())?;
    }
    let kind = if scene.words.list("event_call").suffix(head).is_some() { "visit" } else { "inspection" };
    let full = match who.first() {
        Some(who) if name.chars().count() < 6 => {
            format!("{}{}{name}", resolved.entities[*who].name, scene.word(&units[verb]))
        }
        _ => name.to_owned(),
    };
    let span = units[verb].span.start..object.last()?.span.end;
    let mut found = Found::new(kind, short(&full), span, at, "event.inspection");
    found.event.date = Some(date);
    found.event.participants = who.into_iter().map(|it| (it, "organizer")).collect();
    Some(found)
}

/// A body makes something known on a day or in a month: `发布任前公示`, `通报表扬`.
fn announcement(scene: &Scene<'_>, resolved: &Resolved, clauses: &[Clause], at: usize) -> Option<Found> {
    let clause = &clauses[at];
    let units = clause.units(scene);
    let verb = clause.find(scene, "event_announce")?;
    let object = &units[verb + 1..];
    let what = text(scene, object).trim_start_matches('\u{4e86}');
    if what.chars().count() < 4 || clause.has_before(scene, verb, "event_not") {
        return None;
    }
    let date = dated(scene, clauses, at, verb).filter(|it| to_month(*it))?;
    let mut who = actors(scene, resolved, &units[..verb]);
    let bare =
        units[..verb].iter().all(|it| scene.time(it).is_some() || scene.words.list("event_adverb").has(scene.word(it)));
    if who.is_empty() && bare {
        let before = clauses[..at].iter().rev().take_while(|it| it.line == clause.line);
        who = before.map(|it| leading(scene, resolved, it)).find(|it| !it.is_empty()).unwrap_or_default();
    }
    let praise = scene.words.list("event_praise");
    let praise = praise.has(scene.word(&units[verb])) || praise.prefix(what).is_some();
    let notice =
        date.date().is_some_and(|it| it.day.is_some()) && scene.words.list("event_notice").suffix(what).is_some();
    if who.is_empty() && !notice {
        return None;
    }
    let span = units[verb].span.start..object.last()?.span.end;
    let name = format!("{}{what}", scene.word(&units[verb]));
    let mut found = Found::new("other", short(&name), span, at, "event.announcement");
    found.event.date = Some(date);
    found.event.participants = who.into_iter().map(|it| (it, "announcer")).collect();
    if praise {
        let behind = clauses[at + 1..].iter().take_while(|it| it.line == clause.line);
        let among = behind.filter(|it| it.find(scene, "event_among").is_some());
        let honoree = among.flat_map(|it| it.units(scene)).find_map(|it| party(resolved, it));
        found.event.participants.extend(honoree.map(|it| (it, "honoree")));
    }
    Some(found)
}

/// Somebody is inquired against: `涉嫌违纪，目前接受某纪委审查调查`.
fn inquiry(scene: &Scene<'_>, resolved: &Resolved, clauses: &[Clause], at: usize) -> Option<Found> {
    let clause = &clauses[at];
    let units = clause.units(scene);
    let verb = clause.find(scene, "event_accept")?;
    let probe = scene.words.list("event_probe").suffix(text(scene, &units[verb + 1..]))?;
    let before = clauses[..=at].iter().rev().take_while(|it| it.line == clause.line);
    let who = before.flat_map(|it| it.units(scene).iter().rev()).find_map(|it| person(resolved, it))?;
    let by = units[verb + 1..].iter().find_map(|it| party(resolved, it));
    let name = format!("{}{}{probe}", resolved.entities[who].name, scene.word(&units[verb]));
    let mut found = Found::new("other", name, clause.span(scene), at, "event.inquiry");
    let told = clauses[..at].iter().rev().take_while(|it| it.line == clause.line);
    let told = told.flat_map(|it| it.units(scene)).find_map(|it| scene.time(it));
    found.event.date = told.filter(|it| to_month(*it)).or(scene.date);
    found.event.participants = std::iter::once(who).chain(by).map(|it| (it, "other")).collect();
    Some(found)
}

/// Somebody died on a day.
fn death(scene: &Scene<'_>, resolved: &mut Resolved, clauses: &[Clause], at: usize) -> Option<Found> {
    let clause = &clauses[at];
    let units = clause.units(scene);
    let verb = clause.find(scene, "event_die")?;
    let date = units[..verb].iter().rev().find_map(|it| scene.time(it)).or_else(|| dated(scene, clauses, at, verb))?;
    let before = clauses[..=at].iter().rev().take_while(|it| it.line == clause.line);
    let who = before.flat_map(|it| it.units(scene).iter().rev()).find_map(|it| person(resolved, it))?;
    let name = format!("{}{}", resolved.entities[who].name, scene.word(&units[verb]));
    let place = venue::before(scene, resolved, units, verb);
    let span = units.first()?.span.start..units[verb].span.end;
    let mut found = Found::new("other", name, span, at, "event.death");
    found.event.date = Some(date);
    found.event.place = place;
    found.event.participants = vec![(who, "other")];
    Some(found)
}

pub(super) fn is_mark(scene: &Scene<'_>, unit: &Unit) -> bool {
    matches!(unit.part, Part::Token(Kind::Mark)) || scene.word(unit).trim().is_empty()
}

/// Cuts a name that is too long.
pub(super) fn short(name: &str) -> String {
    name.chars().take(LONGEST).collect()
}
