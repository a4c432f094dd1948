//! What words that point back stand for: the person, village, county and body last spoken of.
use crate::entity::{Class, EntityId};
use crate::naming::Resolved;
use crate::scene::{Line, Part, Scene, named};
use crate::segment::Kind;
use crate::statement::Party;
use crate::words::{WordList, Words};

/// What was last spoken of before a sentence.
#[derive(Clone, Debug, Default)]
pub(super) struct Memory {
    /// The person last named.
    pub(super) person: Option<EntityId>,
    /// Who speaks in the sentence.
    pub(super) speaker: Option<EntityId>,
    /// The village last named.
    pub(super) village: Option<EntityId>,
    /// The town last named.
    pub(super) town: Option<EntityId>,
    /// The county last named, or the article's own.
    pub(super) county: Option<EntityId>,
    /// The firms and bodies named, the last one last.
    pub(super) bodies: Vec<EntityId>,
    /// The project last named.
    pub(super) project: Option<EntityId>,
    /// The subject of the sentence before in the same paragraph.
    pub(super) subject: Option<Party>,
    /// Who gives, in a report of a gift.
    pub(super) giver: Option<Party>,
    /// Who was given something first.
    pub(super) receiver: Option<Party>,
    /// The sentence in which the person was named.
    pub(super) person_line: usize,
}

impl Memory {
    /// Returns the body last named that a word such as `该公司`, `合作社` stands for: its name ends so.
    pub(super) fn body(&self, resolved: &Resolved, word: &str) -> Option<EntityId> {
        const LEAST: usize = 3;
        let ends = |length: &usize| word.char_indices().nth(*length).map(|it| &word[it.0..]);
        let named = |end: &str| self.bodies.iter().rev().copied().find(|it| resolved.entities[*it].name.ends_with(end));
        (0..LEAST).filter_map(|it| ends(&it)).find_map(named)
    }

    /// Returns the body last named.
    pub(super) fn last_body(&self) -> Option<EntityId> {
        self.bodies.last().copied()
    }
}

/// The lists that tell what level a place is of, and who speaks.
pub(super) struct Levels<'a> {
    village: &'a WordList,
    town: &'a WordList,
    county: &'a WordList,
    speech: &'a WordList,
}

const OPEN_QUOTE: &str = "\u{201c}";

impl<'a> Levels<'a> {
    /// Takes what it needs of the lists.
    pub(super) fn new(words: &'a Words) -> Self {
        Self {
            village: words.list("flow_village"),
            town: words.list("flow_town"),
            county: words.list("flow_county"),
            speech: words.list("flow_says"),
        }
    }

    /// Notes what the units of a sentence name, up to one of them.
    pub(super) fn note(&self, resolved: &Resolved, memory: &mut Memory, line: &Line, number: usize, upto: usize) {
        for unit in line.units.iter().take(upto) {
            let Some((entity, class)) = named(resolved, unit) else { continue };
            match class {
                Class::Person => {
                    memory.person = Some(entity);
                    memory.person_line = number;
                }
                Class::Place => self.place(resolved, memory, entity),
                Class::Organization => {
                    memory.bodies.push(entity);
                    if let Some(&seat) = resolved.seat.get(&entity) {
                        self.place(resolved, memory, seat);
                    }
                }
                Class::Project => memory.project = Some(entity),
                _ => {}
            }
        }
    }

    /// Notes a place by its level.
    fn place(&self, resolved: &Resolved, memory: &mut Memory, entity: EntityId) {
        let place = &resolved.entities[entity];
        if self.village.suffix(&place.name).is_some() {
            memory.village = Some(entity);
        } else if self.town.suffix(&place.name).is_some() {
            memory.town = Some(entity);
        } else if self.county.suffix(&place.name).is_some() && place.code.as_ref().is_some_and(|it| it.len() == 6) {
            memory.county = Some(entity);
        }
    }

    /// Returns who speaks the words of a sentence: the person before its quotation, or behind it.
    pub(super) fn speaker(&self, scene: &Scene<'_>, resolved: &Resolved, number: usize) -> Option<EntityId> {
        let line = scene.lines.get(number)?;
        let quote = line.units.iter().position(|it| scene.word(it) == OPEN_QUOTE);
        let introduced = |quote: usize| {
            let before = line.units[..quote].iter().rev().take(2);
            before.clone().any(|it| self.speech.has(scene.word(it)) || matches!(scene.word(it), "\u{ff1a}" | ":"))
        };
        if let Some(quote) = quote.filter(|it| introduced(*it)) {
            let before = line.units[..quote].iter().rev();
            let person = before.filter_map(|it| named(resolved, it)).find(|it| it.1 == Class::Person);
            if let Some((person, _)) = person {
                return Some(person);
            }
        }
        self.says(scene, resolved, line, 0).or_else(|| {
            let next = scene.lines.get(number + 1).filter(|it| it.paragraph == line.paragraph)?;
            self.says(scene, resolved, next, 0)
        })
    }

    /// Returns the person with a verb of speech behind it in the first words of a sentence.
    fn says(&self, scene: &Scene<'_>, resolved: &Resolved, line: &Line, from: usize) -> Option<EntityId> {
        let units = line.units.get(from..)?;
        for (at, unit) in units.iter().enumerate().take(8) {
            if matches!(unit.part, Part::Token(Kind::Mark)) {
                return None;
            }
            let Some((person, Class::Person)) = named(resolved, unit) else { continue };
            let next = units.get(at + 1..).unwrap_or_default().iter().take(4);
            let mut next = next.take_while(|it| !matches!(it.part, Part::Token(Kind::Mark)));
            return next.any(|it| self.speech.has(scene.word(it))).then_some(person);
        }
        None
    }
}
