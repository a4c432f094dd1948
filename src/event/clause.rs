//! Clauses: sentences cut at their commas, with what the finders of events ask of one.
use crate::entity::{Class, EntityId};
use crate::lexicon::Tag;
use crate::naming::Resolved;
use crate::period::Period;
use crate::scene::{Part, Scene, Unit, named};
use crate::segment::Kind;
use crate::text::Span;

/// A stretch of a sentence between commas.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    /// The number of its sentence.
    pub(super) line: usize,
    /// The number of its paragraph.
    pub(super) paragraph: usize,
    /// Its first unit.
    pub(super) start: usize,
    /// The unit behind its last.
    pub(super) end: usize,
    /// It lies in a speech in quotation marks.
    pub(super) quoted: bool,
}

const OPEN_QUOTE: &str = "\u{201c}";
const CLOSE_QUOTE: &str = "\u{201d}";
/// Full stop, comma, semicolon, exclamation and question mark, colon, dash.
const ENDS: [&str; 11] = [
    "\u{3002}", "\u{ff0c}", ",", "\u{ff1b}", ";", "\u{ff01}", "\u{ff1f}", "\u{ff1a}", ":", "\u{2014}", "\u{3000}",
];

/// Cuts the sentences of an article into clauses.
pub(super) fn clauses(scene: &Scene<'_>) -> Vec<Clause> {
    let mut res = Vec::new();
    let mut speech = false;
    let mut paragraph = usize::MAX;
    for (number, line) in scene.lines.iter().enumerate() {
        if line.paragraph != paragraph {
            speech = false;
            paragraph = line.paragraph;
        }
        let mut start = 0;
        let mut quoted = speech;
        let mut push = |start: usize, end: usize, quoted: bool| {
            if start < end {
                res.push(Clause { line: number, paragraph, start, end, quoted });
            }
        };
        for (at, unit) in line.units.iter().enumerate() {
            if matches!(unit.part, Part::Name(_)) {
                continue;
            }
            let word = scene.word(unit);
            if word == OPEN_QUOTE && !speech && !closes_soon(scene, &line.units[at + 1..]) {
                push(start, at, quoted);
                (start, speech, quoted) = (at + 1, true, true);
            } else if word == CLOSE_QUOTE && speech {
                push(start, at, true);
                (start, speech, quoted) = (at + 1, false, false);
            } else if ENDS.contains(&word) {
                push(start, at, quoted);
                start = at + 1;
            }
        }
        push(start, line.units.len(), quoted);
    }
    res
}

/// Tells whether a quotation ends before a comma or full stop: a name, no speech.
fn closes_soon(scene: &Scene<'_>, units: &[Unit]) -> bool {
    for unit in units {
        match scene.word(unit) {
            CLOSE_QUOTE => return true,
            word if ENDS.contains(&word) => return false,
            _ => {}
        }
    }
    false
}

impl Clause {
    /// Returns its units.
    pub(super) fn units<'s>(&self, scene: &'s Scene<'_>) -> &'s [Unit] {
        &scene.lines[self.line].units[self.start..self.end]
    }

    /// Returns where it stands, in bytes of the article's text.
    pub(super) fn span(&self, scene: &Scene<'_>) -> Span {
        let units = self.units(scene);
        units.first().map_or(0, |it| it.span.start)..units.last().map_or(0, |it| it.span.end)
    }

    /// Returns the first of its units that is a word of the list and no name.
    pub(super) fn find(&self, scene: &Scene<'_>, list: &str) -> Option<usize> {
        let list = scene.words.list(list);
        self.units(scene).iter().position(|it| !matches!(it.part, Part::Name(_)) && list.has(scene.word(it)))
    }

    /// Tells whether one of its units before `end` is a word of the list.
    pub(super) fn has_before(&self, scene: &Scene<'_>, end: usize, list: &str) -> bool {
        self.find(scene, list).is_some_and(|it| it < end)
    }
}

/// Returns the entity of a unit that names a place or a body.
pub(super) fn party(resolved: &Resolved, unit: &Unit) -> Option<EntityId> {
    named(resolved, unit).filter(|it| matches!(it.1, Class::Place | Class::Organization)).map(|it| it.0)
}

/// Returns the entity of a unit that names a person.
pub(super) fn person(resolved: &Resolved, unit: &Unit) -> Option<EntityId> {
    named(resolved, unit).filter(|it| it.1 == Class::Person).map(|it| it.0)
}

/// Returns the places and bodies that act in a stretch of units: those that no preposition of place or
/// direction governs and that own nothing.
pub(super) fn actors(scene: &Scene<'_>, resolved: &Resolved, units: &[Unit]) -> Vec<EntityId> {
    let at = scene.words.list("event_at");
    let of = scene.words.list("event_of");
    let mut res = Vec::new();
    let mut governed = false;
    for (i, unit) in units.iter().enumerate() {
        if let Some(entity) = party(resolved, unit) {
            let owns = units.get(i + 1).is_some_and(|it| of.has(scene.word(it)));
            if !governed && !owns && !res.contains(&entity) {
                res.push(entity);
            }
        } else if at.has(scene.word(unit)) {
            governed = true;
        } else if matches!(unit.part, Part::Token(Kind::Word(Tag::Verb))) {
            governed = false;
        }
    }
    res
}

/// Returns the places and bodies with which a clause begins, behind words of time and manner.
pub(super) fn leading(scene: &Scene<'_>, resolved: &Resolved, clause: &Clause) -> Vec<EntityId> {
    let and = scene.words.list("conjunction");
    let mut res = Vec::new();
    for unit in clause.units(scene) {
        let skipped = match unit.part {
            Part::Token(Kind::Time(_) | Kind::Mark) => true,
            Part::Token(Kind::Word(Tag::Time | Tag::Adverb | Tag::Conjunction)) => true,
            Part::Token(_) => and.has(scene.word(unit)),
            Part::Name(_) => false,
        };
        match party(resolved, unit) {
            Some(entity) => res.push(entity),
            None if skipped => {}
            None => break,
        }
    }
    res
}

/// Returns what a clause without a subject is about: what the nearest clause before it in its paragraph
/// begins with, else the place that the article is set in.
pub(super) fn topic(scene: &Scene<'_>, resolved: &Resolved, clauses: &[Clause], at: usize) -> Vec<EntityId> {
    let here = clauses[..at].iter().rev().take_while(|it| it.paragraph == clauses[at].paragraph);
    let found = here.filter(|it| !it.quoted).map(|it| leading(scene, resolved, it)).find(|it| !it.is_empty());
    found.unwrap_or_else(|| scene.home.into_iter().collect())
}

/// Returns when what a clause tells before its unit `verb` happened: the last time in it before that,
/// else the last time with which a clause before it in its sentence begins.
pub(super) fn when(scene: &Scene<'_>, clauses: &[Clause], at: usize, verb: usize) -> Option<Period> {
    let clause = &clauses[at];
    let here = clause.units(scene)[..verb].iter().rev().find_map(|it| scene.time(it));
    here.or_else(|| {
        let before = clauses[..at].iter().rev().take_while(|it| it.line == clause.line);
        before.filter_map(|it| it.units(scene).iter().take(3).find_map(|it| scene.time(it))).next()
    })
}

/// Returns the text of units from `start` to `end` of a clause.
pub(super) fn text<'a>(scene: &Scene<'a>, units: &[Unit]) -> &'a str {
    match (units.first(), units.last()) {
        (Some(first), Some(last)) => scene.text(&(first.span.start..last.span.end)),
        _ => "",
    }
}

/// Returns the first time expression's period of a stretch of units.
pub(super) fn text_time(scene: &Scene<'_>, units: &[Unit]) -> Option<Period> {
    units.iter().find_map(|it| scene.time(it))
}
