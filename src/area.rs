//! Areas: the place, body or person that a number or a sum is about.
use std::collections::BTreeMap;

use crate::entity::{Class, EntityId};
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
    lines: Vec<Option<EntityId>>,
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
        let mut first = None;
        for unit in (0..at).rev() {
            let word = self.scene.word(&here.units[unit]);
            let clause = word == "\u{ff0c}" || word == "\u{ff1b}";
            if let Some(area) = self.area(resolved, here, unit) {
                first = Some(area);
            }
            // What stands nearest in the same clause wins, else what the sentence begins with.
            if clause && first.is_some() {
                return first;
            }
        }
        if first.is_some() {
            return first;
        }
        if let Some(speaker) = self.speaker(resolved, here) {
            return Some(speaker);
        }
        let paragraph = here.paragraph;
        let before = (0..line).rev().take_while(|it| self.scene.lines[*it].paragraph == paragraph);
        let behind = (line..self.scene.lines.len()).take_while(|it| self.scene.lines[*it].paragraph == paragraph);
        before.chain(behind).find_map(|it| self.lines[it]).or(self.scene.home)
    }

    /// Returns what a sentence is about: the first place or body that it names as its subject or scene.
    fn subject(&self, resolved: &Resolved, line: &Line) -> Option<EntityId> {
        let own = (0..line.units.len()).find_map(|it| self.area(resolved, line, it));
        own.or_else(|| self.speaker(resolved, line))
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
            if self.area_word.has(word) && (word.chars().count() > 1 || starts) {
                return self.spoken_of(resolved, line.units[at].span.start, word);
            }
            if self.body_word.has(word) && starts {
                return self.body_spoken_of(resolved, line.units[at].span.start, word);
            }
            return None;
        }
        let (entity, class) = named(resolved, unit)?;
        let before = at.checked_sub(1).map_or("", |it| self.scene.word(&line.units[it]));
        let after = line.units.get(at + 1).map_or("", |it| self.scene.word(it));
        if self.motion.has(before) || before == "\u{3001}" || after == "\u{3001}" && class == Class::Place {
            return None;
        }
        match class {
            Class::Place => Some(entity),
            Class::Organization => Some(resolved.seat.get(&entity).copied().filter(|it| self.governs(resolved, entity, *it)).unwrap_or(entity)),
            _ => None,
        }
    }

    /// Tells whether a body is an organ of its place, not a firm or school in it.
    fn governs(&self, resolved: &Resolved, body: EntityId, _place: EntityId) -> bool {
        let name = &resolved.entities[body].name;
        !FIRMS.iter().any(|it| name.contains(it))
    }

    /// Returns the place last named whose level is that of a word: 全县, 该镇, 村里.
    fn spoken_of(&self, resolved: &Resolved, start: usize, word: &str) -> Option<EntityId> {
        let level = LEVELS.iter().find(|it| word.contains(**it))?;
        let fits = |id: &EntityId| resolved.entities[*id].class == Class::Place && resolved.entities[*id].name.ends_with(level);
        let count = resolved.mentions.partition_point(|it| it.span.end <= start);
        let nearest = resolved.mentions[..count].iter().rev().map(|it| it.entity).find(|it| {
            fits(it) || resolved.seat.get(it).is_some_and(|it| fits(it))
        });
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

    /// Returns the person whose household's figure it is.
    fn person(&self, resolved: &Resolved, line: usize, at: usize) -> Option<EntityId> {
        let here = &self.scene.lines[line];
        let mut start = at;
        while start > 0 && !matches!(self.scene.word(&here.units[start - 1]), "\u{3002}" | "\u{ff1b}") {
            start -= 1;
        }
        let personal = here.units[start..at].iter().any(|it| self.personal.has(self.scene.word(it)));
        if !personal {
            return None;
        }
        let private = |line: &Line| {
            let people = line.units.iter().filter_map(|it| named(resolved, it)).filter(|it| it.1 == Class::Person);
            people.map(|it| it.0).next().filter(|it| !self.office.contains_key(it))
        };
        let places = here.units[start..at].iter().any(|it| self.area_word.has(self.scene.word(it)));
        if places {
            return None;
        }
        private(here)
    }
}

const LEVELS: [&str; 9] = ["\u{53bf}", "\u{5e02}", "\u{533a}", "\u{65d7}", "\u{5dde}", "\u{7701}", "\u{9547}", "\u{4e61}", "\u{6751}"];
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
