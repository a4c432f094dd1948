//! Areas: the place, body or person that a number or a sum is about.
use std::collections::BTreeMap;

use crate::entity::{Class, EntityId};
use crate::mention::lies_in;
use crate::naming::Resolved;
use crate::scene::{Line, Part, Scene, named};
use crate::segment::Kind;
use crate::statement::{Fact, Statement};
use crate::words::WordList;

/// Finds what the numbers of an article are about.
pub struct Areas<'s, 'a> {
    scene: &'s Scene<'a>,
    area_word: &'a WordList,
    body_word: &'a WordList,
    motion: &'a WordList,
    personal: &'a WordList,
    /// Of a person in office, the place or body that the office is of.
    office: BTreeMap<EntityId, EntityId>,
    /// Of each line, what it is about by itself.
    lines: Vec<Option<Subject>>,
}

/// What a sentence is about.
#[derive(Clone, Copy)]
struct Subject {
    entity: EntityId,
    /// The sentence begins with it, so that what follows is about it too.
    opens: bool,
}

impl<'s, 'a> Areas<'s, 'a> {
    /// Reads what each sentence is about. `posts` tell what people in office speak for.
    pub fn new(scene: &'s Scene<'a>, resolved: &Resolved, posts: &[Statement]) -> Self {
        let mut office = BTreeMap::new();
        for statement in posts {
            if let Fact::Post(post) = &statement.fact {
                let seat = post.organization.and_then(|it| resolved.seat.get(&it).copied());
                if let Some(of) = seat.or(post.place).or(post.organization) {
                    office.entry(post.person).or_insert(of);
                }
            }
        }
        let mut res = Self {
            scene,
            area_word: scene.words.list("area_word"),
            body_word: scene.words.list("body_word"),
            motion: scene.words.list("motion"),
            personal: scene.words.list("personal_word"),
            office,
            lines: Vec::new(),
        };
        res.lines = scene.lines.iter().map(|it| res.subject(resolved, it)).collect();
        res
    }

    /// Returns what the quantity at unit `at` of a line is about.
    pub fn at(&self, resolved: &Resolved, line: usize, at: usize) -> Option<EntityId> {
        let here = &self.scene.lines[line];
        if let Some(person) = self.person(resolved, line, at) {
            return Some(person);
        }
        // What stands nearest before it wins; a firm only in the same clause or at the sentence's head.
        let mut same_clause = true;
        let mut found = None;
        for unit in (0..at).rev() {
            let word = self.scene.word(&here.units[unit]);
            if matches!(word, "\u{ff0c}" | "\u{ff1b}") {
                if found.is_some() {
                    break;
                }
                same_clause = false;
            }
            let near = |it: &EntityId| same_clause || unit < 4 || resolved.entities[*it].class == Class::Place;
            found = self.area(resolved, here, unit).filter(near).or(found);
        }
        if found.is_some() {
            return found;
        }
        if let Some(speaker) = self.speaker(resolved, here) {
            return Some(speaker);
        }
        let paragraph = here.paragraph;
        let before = (0..line).rev().take_while(|it| self.scene.lines[*it].paragraph == paragraph);
        let opening = before.clone().find_map(|it| self.lines[it].filter(|it| it.opens));
        let first = before.clone().filter_map(|it| self.lines[it]).last();
        let behind = (line + 1..self.scene.lines.len()).take_while(|it| self.scene.lines[*it].paragraph == paragraph);
        let other = opening.or(first).or_else(|| behind.clone().find_map(|it| self.lines[it]));
        other.map(|it| it.entity).or(self.scene.home)
    }

    /// Returns what a sentence is about: the first place or body that it names as its subject or scene.
    fn subject(&self, resolved: &Resolved, line: &Line) -> Option<Subject> {
        let clause = |at: usize| {
            !line.units[..at].iter().any(|it| matches!(self.scene.word(it), "\u{ff0c}" | "\u{ff1b}" | "\u{ff1a}"))
        };
        let own = (0..line.units.len()).find_map(|at| {
            Some(Subject {
                entity: self.area(resolved, line, at)?,
                opens: at < 4 && clause(at) || at < 8 && line.units[..at].iter().all(|it| self.is_setting(it)),
            })
        });
        own.or_else(|| self.speaker(resolved, line).map(|entity| Subject { entity, opens: true }))
    }

    /// Tells whether a unit may stand before the subject of a sentence: a time, a mark, an adverb.
    fn is_setting(&self, unit: &crate::scene::Unit) -> bool {
        use crate::lexicon::Tag;
        matches!(
            unit.part,
            Part::Token(
                Kind::Time(_)
                    | Kind::Mark
                    | Kind::Word(Tag::Adverb | Tag::Time | Tag::Conjunction | Tag::Preposition | Tag::Pronoun)
            )
        )
    }

    /// Returns what somebody in office who speaks in a sentence speaks for.
    fn speaker(&self, resolved: &Resolved, line: &Line) -> Option<EntityId> {
        let people = line.units.iter().filter_map(|it| named(resolved, it)).filter(|it| it.1 == Class::Person);
        people.map(|it| it.0).find_map(|it| self.office.get(&it).copied())
    }

    /// Returns the area that a unit names, where it is one and neither a goal nor one of a list.
    fn area(&self, resolved: &Resolved, line: &Line, at: usize) -> Option<EntityId> {
        let unit = &line.units[at];
        let word = self.scene.word(unit);
        if let Part::Token(Kind::Word(_)) = unit.part {
            let before = at.checked_sub(1).map(|it| &line.units[it]);
            let starts = before.is_none_or(|it| matches!(it.part, Part::Token(Kind::Mark)));
            if before.is_some_and(|it| self.motion.has(self.scene.word(it))) {
                return None;
            }
            if self.area_word.has(word) && (word.chars().count() > 1 || starts) {
                let speaker = self.speaker(resolved, line).filter(|it| {
                    LEVELS.iter().any(|level| word.contains(level) && resolved.entities[*it].name.ends_with(level))
                });
                let spoken_of = || self.spoken_of(resolved, line.units[at].span.start, word);
                return speaker.or_else(spoken_of).filter(|it| !self.is_above_home(resolved, *it));
            }
            let pointed = before.is_some_and(|it| matches!(self.scene.word(it), "\u{8be5}" | "\u{672c}"));
            if self.body_word.has(word) && (starts || pointed) {
                return self.body_spoken_of(resolved, line.units[at].span.start, word);
            }
            return None;
        }
        let (entity, class) = named(resolved, unit)?;
        let before = at.checked_sub(1).map_or("", |it| self.scene.word(&line.units[it]));
        let after = line.units.get(at + 1).map_or("", |it| self.scene.word(it));
        if self.motion.has(before) || before == "\u{3001}" || after == "\u{3001}" {
            return None;
        }
        // What lies above the home county is seldom what its paper counts.
        let seat = resolved.seat.get(&entity).copied().unwrap_or(entity);
        if self.is_above_home(resolved, seat) {
            return None;
        }
        let rule = match unit.part {
            Part::Name(i) => resolved.mentions.get(i).map_or("", |it| it.rule.as_str()),
            Part::Token(_) => "",
        };
        let subject = at == 0 || matches!(before, "\u{ff0c}" | "\u{201c}" | "\u{ff1b}");
        match class {
            Class::Place if rule == "place.natural" => None,
            Class::Place => Some(entity),
            Class::Project | Class::Program if subject && (class == Class::Project || rule == "program.brand") => {
                Some(entity)
            }
            Class::Organization => Some(
                resolved.seat.get(&entity).copied().filter(|it| self.governs(resolved, entity, *it)).unwrap_or(entity),
            ),
            _ => None,
        }
    }

    fn is_above_home(&self, resolved: &Resolved, place: EntityId) -> bool {
        let home = self.scene.home.and_then(|it| resolved.entities[it].code.as_deref());
        let code = resolved.entities[place].code.as_deref();
        matches!((home, code), (Some(home), Some(code)) if code.len() == 6 && lies_in(home, code))
    }

    /// Tells whether a body is an organ of its place, not a firm or school in it.
    fn governs(&self, resolved: &Resolved, body: EntityId, _place: EntityId) -> bool {
        let name = &resolved.entities[body].name;
        !FIRMS.iter().any(|it| name.contains(it))
    }

    /// Returns the place last named whose level is that of a word: 全县, 该镇, 村里.
    fn spoken_of(&self, resolved: &Resolved, start: usize, word: &str) -> Option<EntityId> {
        let level = LEVELS.iter().find(|it| word.contains(**it))?;
        let fits = |id: &EntityId| {
            resolved.entities[*id].class == Class::Place && resolved.entities[*id].name.ends_with(level)
        };
        let count = resolved.mentions.partition_point(|it| it.span.end <= start);
        let nearest = resolved.mentions[..count]
            .iter()
            .rev()
            .map(|it| it.entity)
            .find(|it| fits(it) || resolved.seat.get(it).is_some_and(&fits));
        let nearest = nearest.map(|it| if fits(&it) { it } else { resolved.seat.get(&it).copied().unwrap_or(it) });
        let home = self.scene.home.filter(|it| fits(it));
        let whole = word.starts_with(WHOLE) || word.starts_with(OUR);
        if whole { home.or(nearest) } else { nearest.or(home) }
    }

    /// Returns the firm or body last named that a word stands for.
    fn body_spoken_of(&self, resolved: &Resolved, start: usize, _word: &str) -> Option<EntityId> {
        let count = resolved.mentions.partition_point(|it| it.span.end <= start);
        let bodies = resolved.mentions[..count].iter().rev().filter(|it| it.class == Class::Organization);
        bodies.map(|it| it.entity).find(|it| FIRMS.iter().any(|firm| resolved.entities[*it].name.contains(firm)))
    }

    /// Returns the person whose household's figure it is: the one named last, or who speaks next.
    fn person(&self, resolved: &Resolved, line: usize, at: usize) -> Option<EntityId> {
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
        let private = |id: &EntityId| !self.office.contains_key(id);
        let people = |units: &[crate::scene::Unit]| -> Vec<EntityId> {
            units
                .iter()
                .filter_map(|it| named(resolved, it))
                .filter(|it| it.1 == Class::Person)
                .map(|it| it.0)
                .collect()
        };
        if let Some(last) = people(&here.units[..at]).into_iter().next_back() {
            return Some(last).filter(private);
        }
        // A place named between the person and the number takes its place.
        if (0..at).any(|it| self.area(resolved, here, it).is_some()) {
            return None;
        }
        if let Some(next) = people(&here.units[at..]).into_iter().next() {
            return Some(next).filter(private);
        }
        let same = |it: &usize| self.scene.lines[*it].paragraph == here.paragraph;
        let before =
            (0..line).rev().take_while(same).find_map(|it| people(&self.scene.lines[it].units).into_iter().next_back());
        let behind = || {
            (line + 1..self.scene.lines.len())
                .take_while(same)
                .find_map(|it| people(&self.scene.lines[it].units).into_iter().next())
        };
        let pronoun = here.units.iter().any(|it| matches!(self.scene.word(it), "\u{4ed6}" | "\u{5979}"));
        let earlier = || {
            (0..line)
                .rev()
                .find_map(|it| people(&self.scene.lines[it].units).into_iter().next_back())
                .filter(|_| pronoun)
        };
        before.or_else(behind).or_else(earlier).filter(private)
    }
}

const LEVELS: [&str; 10] = [
    "\u{793e}\u{533a}",
    "\u{53bf}",
    "\u{5e02}",
    "\u{533a}",
    "\u{65d7}",
    "\u{5dde}",
    "\u{7701}",
    "\u{9547}",
    "\u{4e61}",
    "\u{6751}",
];
const WHOLE: &str = "\u{5168}";
const OUR: &str = "\u{6211}";
/// What the names of firms, co-operatives, schools and hospitals contain.
const FIRMS: [&str; 9] = [
    "\u{516c}\u{53f8}",
    "\u{96c6}\u{56e2}",
    "\u{5408}\u{4f5c}\u{793e}",
    "\u{5382}",
    "\u{5b66}\u{6821}",
    "\u{533b}\u{9662}",
    "\u{94f6}\u{884c}",
    "\u{4f01}\u{4e1a}",
    "\u{5e73}\u{53f0}",
];
