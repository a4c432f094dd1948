//! Venues: where something was held, from the words between `at` and the verb.
use super::clause::text;
use crate::entity::{Class, EntityId};
use crate::lexicon::Tag;
use crate::mention::naming::Resolved;
use crate::scene::{Part, Scene, Unit, named};
use crate::segment::Kind;

/// The longest venue, in characters.
const LONGEST: usize = 30;
/// The longest words behind a place that are still the name of a building in it, in characters.
const TAIL: usize = 8;

/// Returns the venue that the words before a verb name: `in X held`.
pub(super) fn before(scene: &Scene<'_>, resolved: &mut Resolved, units: &[Unit], verb: usize) -> Option<EntityId> {
    let at = scene.words.list("event_in");
    let adverb = scene.words.list("event_adverb");
    let start =
        (0..verb).rev().find(|&it| matches!(units[it].part, Part::Token(_)) && at.has(scene.word(&units[it])))? + 1;
    let mut end = verb;
    while end > start && (adverb.has(scene.word(&units[end - 1])) || scene.time(&units[end - 1]).is_some()) {
        end -= 1;
    }
    read(scene, resolved, &units[start..end])
}

/// Returns the venue that stands behind the name of what was held: `held X in Y`.
pub(super) fn behind(scene: &Scene<'_>, resolved: &mut Resolved, units: &[Unit], end: usize) -> Option<EntityId> {
    let at = scene.words.list("event_in");
    let first = units.get(end).filter(|it| at.has(scene.word(it)));
    first.and_then(|_| units.get(end + 1)).and_then(|it| place(resolved, it))
}

fn place(resolved: &Resolved, unit: &Unit) -> Option<EntityId> {
    named(resolved, unit).filter(|it| matches!(it.1, Class::Place | Class::Project)).map(|it| it.0)
}

/// Reads a venue: a place that is named, or words that end like one.
fn read(scene: &Scene<'_>, resolved: &mut Resolved, units: &[Unit]) -> Option<EntityId> {
    let words = text(scene, units);
    let last = units.last()?;
    if words.chars().count() > LONGEST {
        return None;
    }
    let own_head = scene.words.list("venue_head").suffix(words).is_some()
        || scene.words.list("place_head").suffix(words).is_some();
    if let Some((entity, class)) = named(resolved, last) {
        let place = class == Class::Place;
        if units.len() == 1 {
            return (place || class == Class::Organization || class == Class::Project)
                .then(|| full(scene, resolved, entity, words));
        }
        if place && units.iter().all(|it| matches!(it.part, Part::Name(_))) {
            return Some(full(scene, resolved, entity, words));
        }
    }
    let site = scene.words.list("venue_site").suffix(words).is_some();
    let rest: usize = units[1..].iter().map(|it| scene.word(it).chars().count()).sum();
    let named_first = place(resolved, &units[0]).is_some() && (2..=TAIL).contains(&rest);
    let noun = matches!(last.part, Part::Token(Kind::Word(Tag::Noun)));
    let plain = units[1..]
        .iter()
        .all(|it| matches!(it.part, Part::Token(Kind::Word(Tag::Noun | Tag::VerbalNoun | Tag::Adjective))));
    if !(own_head || site || named_first && noun && plain) {
        return units.iter().rev().find_map(|it| place(resolved, it));
    }
    let name = anchored(scene, resolved, words);
    Some(resolved.make(Class::Place, &name, scene.setting.home.as_deref()))
}

/// Returns the place of a venue that is named by its level alone (`县影剧院`) under its full name.
fn full(scene: &Scene<'_>, resolved: &mut Resolved, entity: EntityId, words: &str) -> EntityId {
    let venue = resolved.entities[entity].class == Class::Place && resolved.entities[entity].code.is_none();
    if !venue || scene.words.list("venue_head").suffix(words).is_none() || resolved.entities[entity].name != words {
        return entity;
    }
    let name = anchored(scene, resolved, words);
    if name != words {
        let place = &mut resolved.entities[entity];
        place.aliases.insert(words.to_owned());
        place.name = name;
    }
    entity
}

/// Puts the home place before the name of a venue that names none.
fn anchored(scene: &Scene<'_>, resolved: &Resolved, words: &str) -> String {
    let Some(home) = scene.home.map(|it| resolved.entities[it].name.as_str()) else { return words.to_owned() };
    let level = home.chars().next_back().map_or(0, char::len_utf8);
    let level = &home[home.len() - level..];
    let places = resolved.entities.iter().filter(|it| it.class == Class::Place && it.name != words);
    let names = |name: &str| name.chars().count() > 1 && words.contains(name);
    let mut named = places.clone().filter(|it| names(&it.name) || it.aliases.iter().any(|it| names(it)));
    if named.next().is_some() || scene.words.list("venue_head").suffix(words).is_none() {
        return words.to_owned();
    }
    format!("{home}{}", words.strip_prefix(level).unwrap_or(words))
}

/// Returns the place that words name which are the name of what is held: `某某杯某镇站`.
pub(super) fn inside(resolved: &Resolved, units: &[Unit]) -> Option<EntityId> {
    units.iter().rev().find_map(|it| place(resolved, it))
}
