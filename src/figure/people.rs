//! People: whose household a number is of, for whom somebody speaks, and who broke a rule by a sum.
use crate::entity::{Class, EntityId};
use crate::figure::area::{Areas, is_break};
use crate::lexicon::Tag;
use crate::mention::naming::Resolved;
use crate::scene::{Line, Part, Unit, named};
use crate::segment::Kind;

impl Areas<'_, '_> {
    /// Tells whether somebody who holds no office is named behind a name as of that place or body: `甲村村民王五`.
    pub(super) fn leads_to_person(&self, resolved: &Resolved, line: &Line, at: usize) -> bool {
        for next in at + 1..line.units.len().min(at + 5) {
            let unit = &line.units[next];
            if let Some((person, Class::Person)) = named(resolved, unit) {
                return self.is_private(person) && !self.speaks(resolved, line, next);
            }
            let noun = matches!(
                unit.part,
                Part::Name(_) | Part::Token(Kind::Unknown | Kind::Word(Tag::Noun | Tag::Adjective | Tag::VerbalNoun))
            );
            if !noun && self.scene.word(unit) != OF {
                return false;
            }
        }
        false
    }

    /// Tells whether who stands at a place of a sentence says something there.
    pub(super) fn speaks(&self, resolved: &Resolved, line: &Line, at: usize) -> bool {
        let behind = line.units.iter().skip(at + 1).take(4);
        let mut clause = behind.take_while(|it| !is_break(self.scene.word(it)));
        clause.any(|it| named(resolved, it).is_none() && self.speech.prefix(self.scene.word(it)).is_some())
    }

    /// Tells whether somebody is named without rank or office.
    pub(super) fn is_private(&self, person: EntityId) -> bool {
        !self.office.contains_key(&person) && !self.titled.contains(&person)
    }

    /// Returns who broke a rule by the sum at `at`, in office or not.
    pub(super) fn offender(&self, resolved: &Resolved, line: &Line, at: usize) -> Option<EntityId> {
        let start = line.units[..at].iter().rposition(|it| self.scene.word(it) == "\u{ff1b}").map_or(0, |it| it + 1);
        let before = &line.units[start..at];
        before.iter().any(|it| self.deed.has(self.scene.word(it))).then(|| people(resolved, before).last())?
    }

    /// Returns the last person named before a unit.
    pub(super) fn person_before(&self, resolved: &Resolved, line: usize, at: usize) -> Option<EntityId> {
        let here = &self.scene.lines[line];
        let own = people(resolved, &here.units[..at]).last();
        let earlier = || (0..line).rev().find_map(|it| people(resolved, &self.scene.lines[it].units).last());
        own.or_else(earlier)
    }

    /// Returns the person whose household's figure it is: the one named last, or who speaks next.
    pub(super) fn person(&self, resolved: &Resolved, line: usize, at: usize) -> Option<EntityId> {
        let here = &self.scene.lines[line];
        let mut start = at;
        while start > 0 && !matches!(self.scene.word(&here.units[start - 1]), "\u{3002}" | "\u{ff1b}") {
            start -= 1;
        }
        let near = &here.units[start..(at + 4).min(here.units.len())];
        let personal = near.iter().any(|it| self.personal.has(self.scene.word(it)));
        let public = near.iter().any(|it| self.area_word.has(self.scene.word(it)));
        if !personal || public {
            return None;
        }
        let private = |id: &EntityId| self.is_private(*id);
        if let Some(last) = people(resolved, &here.units[start..at]).last() {
            return Some(last).filter(private);
        }
        // A place named between the person and the number takes its place.
        if (0..at).any(|it| self.area(resolved, line, here, it, false).is_some()) {
            return None;
        }
        if let Some(next) = people(resolved, &here.units[at..]).next() {
            return Some(next).filter(private);
        }
        let same = |it: &usize| self.scene.lines[*it].paragraph == here.paragraph;
        let last = |it: usize| people(resolved, &self.scene.lines[it].units).last();
        let before = (0..line).rev().take_while(same).find_map(last);
        let first = |it: usize| people(resolved, &self.scene.lines[it].units).next();
        let behind = || (line + 1..self.scene.lines.len()).take_while(same).find_map(first);
        let pronoun = here.units.iter().any(|it| matches!(self.scene.word(it), "\u{4ed6}" | "\u{5979}"));
        let earlier = || (0..line).rev().find_map(last).filter(|_| pronoun);
        before.or_else(behind).or_else(earlier).filter(private)
    }

    /// Returns what somebody in office who speaks in a sentence speaks for.
    pub(super) fn speaker(&self, resolved: &Resolved, line: &Line) -> Option<EntityId> {
        people(resolved, &line.units)
            .find_map(|it| self.office.get(&it).copied().filter(|it| !self.is_above_home(resolved, *it)))
    }

    /// Returns what the one speaks for who is named right behind the quotation that a sentence ends.
    pub(super) fn speaker_behind(&self, resolved: &Resolved, line: usize) -> Option<EntityId> {
        let (here, next) = (&self.scene.lines[line], self.scene.lines.get(line + 1)?);
        let close = next.units.first().is_some_and(|it| self.scene.word(it) == CLOSE_QUOTE);
        let quoted = close || self.scene.text(&here.span).trim_end().ends_with(CLOSE_QUOTE);
        if !quoted || next.paragraph != here.paragraph {
            return None;
        }
        let person = |at: usize| named(resolved, &next.units[at]).filter(|it| it.1 == Class::Person).map(|it| it.0);
        let at = (0..next.units.len()).find(|at| person(*at).is_some() && self.speaks(resolved, next, *at))?;
        let of = self.office.get(&person(at)?).copied()?;
        (!self.is_above_home(resolved, of)).then_some(of)
    }
}

/// Returns the people that some units name, in order.
fn people<'u>(resolved: &'u Resolved, units: &'u [Unit]) -> impl Iterator<Item = EntityId> + use<'u> {
    units.iter().filter_map(|it| named(resolved, it)).filter(|it| it.1 == Class::Person).map(|it| it.0)
}

const OF: &str = "\u{7684}";
const CLOSE_QUOTE: &str = "\u{201d}";
