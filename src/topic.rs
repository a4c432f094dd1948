//! The topic: who or where a clause is about that names no subject of its own.
use crate::entity::{Class, EntityId};
use crate::lexicon::Tag;
use crate::mention::naming::Resolved;
use crate::scene::{Line, Part, Scene, Unit, named};
use crate::segment::Kind;

/// Marks behind which a clause begins.
const BREAKS: [char; 9] =
    ['\u{ff0c}', '\u{ff1b}', '\u{ff1a}', '\u{3002}', '\u{201c}', '\u{2018}', '\u{ff01}', '\u{ff1f}', '\u{2014}'];
/// The mark between the members of a list.
const AND: &str = "\u{3001}";
/// The word between two verbs with one subject.
const AND_DO: &str = "\u{5e76}";

/// How many clauses back somebody is looked for who is honoured.
const NEAR: usize = 2;
/// How many words behind a body its office and who holds it may stand.
const HOLDER: usize = 5;

/// Returns the places and bodies that do what the words at `before`, in bytes of the article's text,
/// say: those named directly before them, else at the start of a clause of the sentence, the nearest
/// first, else where the article is set. With `people`, people too, and nothing where the sentence
/// names nobody.
pub fn topic(scene: &Scene<'_>, resolved: &Resolved, line: &Line, before: usize, people: bool) -> Vec<EntityId> {
    let end = line.units.partition_point(|it| it.span.end <= before);
    let units = &line.units[..end];
    let near = direct(scene, resolved, units, people);
    if !near.is_empty() {
        return near;
    }
    let mut start = end;
    let mut clauses = 0;
    while start > 0 {
        start -= 1;
        if start > 0 && !is_break(scene, &units[start - 1]) {
            continue;
        }
        clauses += 1;
        if people && clauses > NEAR {
            break;
        }
        match clause(scene, resolved, &units[start..], people) {
            Subject::Names(names) => return names,
            Subject::Other => break,
            Subject::None => {}
        }
    }
    // What the capital says is done by nobody here.
    let above = units.iter().any(|it| scene.words.list("topic_above").has(scene.word(it)));
    if people || above { Vec::new() } else { scene.home.into_iter().collect() }
}

/// What a clause begins with.
enum Subject {
    /// Places or bodies that do something.
    Names(Vec<EntityId>),
    /// A level that stands for where the article is set, or somebody who speaks for it.
    Other,
    /// Nothing that does something.
    None,
}

/// Returns the names that stand directly before the end of these units, adverbs and the like between.
fn direct(scene: &Scene<'_>, resolved: &Resolved, units: &[Unit], people: bool) -> Vec<EntityId> {
    let mut at = units.len();
    while at > 0 && may_stand_between(scene, &units[at - 1]) {
        // Two verbs with one subject: it stands before the first.
        let second = scene.word(&units[at - 1]) == AND_DO && at > 1 && is_verb(&units[at - 2]);
        at -= if second { 2 } else { 1 };
    }
    let mut names = Vec::new();
    while let Some(name) = at.checked_sub(1).and_then(|it| actor(resolved, &units[it], people)) {
        names.push(name);
        at -= 1;
        if at >= 2 && is_and(scene, &units[at - 1]) && actor(resolved, &units[at - 2], people).is_some() {
            at -= 1;
        } else {
            break;
        }
    }
    let governed = at.checked_sub(1).is_some_and(|it| scene.words.list("topic_stop").has(scene.word(&units[it])));
    if governed {
        return Vec::new();
    }
    names.reverse();
    names
}

/// Reads the start of a clause.
fn clause(scene: &Scene<'_>, resolved: &Resolved, units: &[Unit], people: bool) -> Subject {
    let mut at = 0;
    while units.get(at).is_some_and(may_stand_before) {
        at += 1;
    }
    let mut names = Vec::new();
    while let Some(unit) = units.get(at) {
        if let Some(name) = actor(resolved, unit, people) {
            names.push(name);
        } else {
            break;
        }
        at += 1;
        if units.get(at).is_some_and(|it| is_and(scene, it))
            && units.get(at + 1).is_some_and(|it| actor(resolved, it, people).is_some())
        {
            at += 1;
        } else {
            break;
        }
    }
    let Some(next) = units.get(at) else { return Subject::None };
    if names.is_empty() {
        let word = scene.word(next);
        return if scene.words.list("topic_level").has(word) { Subject::Other } else { Subject::None };
    }
    let holder = units[at..].iter().take(HOLDER).find(|it| matches!(named(resolved, it), Some((_, Class::Person))));
    if let Some((person, _)) = holder.filter(|_| people).and_then(|it| named(resolved, it)) {
        return Subject::Names(vec![person]);
    }
    match next.part {
        Part::Name(_) if matches!(named(resolved, next), Some((_, Class::Person))) => Subject::Other,
        Part::Token(Kind::Word(
            Tag::Verb | Tag::VerbalNoun | Tag::Adverb | Tag::Preposition | Tag::Time | Tag::Conjunction,
        ))
        | Part::Token(Kind::Time(_)) => Subject::Names(names),
        Part::Token(Kind::Mark) if is_break(scene, next) => Subject::Names(names),
        _ if scene.words.list("manner").has(scene.word(next)) => Subject::Names(names),
        _ if scene.words.list("title").has(scene.word(next)) => Subject::Other,
        _ => Subject::None,
    }
}

/// Returns the place or body, or with `people` the person, that a unit names.
fn actor(resolved: &Resolved, unit: &Unit, people: bool) -> Option<EntityId> {
    let fits = |class| matches!(class, Class::Place | Class::Organization) || people && class == Class::Person;
    named(resolved, unit).filter(|it| fits(it.1)).map(|it| it.0)
}

fn is_break(scene: &Scene<'_>, unit: &Unit) -> bool {
    matches!(unit.part, Part::Token(Kind::Mark)) && scene.word(unit).starts_with(BREAKS)
}

fn is_and(scene: &Scene<'_>, unit: &Unit) -> bool {
    let word = scene.word(unit);
    word == AND || scene.words.list("conjunction").has(word)
}

fn is_verb(unit: &Unit) -> bool {
    matches!(unit.part, Part::Token(Kind::Word(Tag::Verb | Tag::VerbalNoun)))
}

/// Tells whether a unit may stand between a subject and its verb.
fn may_stand_between(scene: &Scene<'_>, unit: &Unit) -> bool {
    matches!(unit.part, Part::Token(Kind::Word(Tag::Adverb | Tag::Time | Tag::Adjective) | Kind::Time(_)))
        || scene.words.list("manner").has(scene.word(unit))
}

/// Tells whether a unit may stand before the subject of its clause.
fn may_stand_before(unit: &Unit) -> bool {
    matches!(unit.part, Part::Token(Kind::Word(Tag::Adverb | Tag::Time | Tag::Conjunction) | Kind::Time(_)))
}
