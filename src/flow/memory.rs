//! What words that point back stand for: the person, village, county and body last spoken of.
use std::collections::BTreeMap;

use crate::entity::{Class, EntityId};
use crate::mention::naming::Resolved;
use crate::scene::{Line, Part, Scene, named};
use crate::segment::Kind;
use crate::statement::Party;
use crate::words::WordList;

/// What was last spoken of before a sentence.
#[derive(Clone, Debug, Default)]
pub(super) struct Memory {
    /// The person last named.
    pub(super) person: Option<EntityId>,
    /// Who speaks in the sentence.
    pub(super) speaker: Option<EntityId>,
    /// Whoever speaks does so for a body.
    pub(super) official: bool,
    /// The firm that the speaker speaks for, or the place of the body.
    pub(super) own: Option<EntityId>,
    /// What was told last in the paragraph, of which parts may follow.
    pub(super) whole: Option<Whole>,
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
    /// The sentence in which it was named.
    pub(super) project_line: usize,
    /// The subject of the sentence before in the same paragraph.
    pub(super) subject: Option<Party>,
    /// Who gives, in a report of a gift.
    pub(super) giver: Option<Party>,
    /// Who was given something first.
    pub(super) receiver: Option<Party>,
    /// The firm last named.
    pub(super) firm: Option<EntityId>,
    /// The sentence in which it was named.
    pub(super) firm_line: usize,
    /// The city last named, be it a county's or a prefecture's.
    pub(super) city: Option<EntityId>,
    /// The place last named.
    pub(super) place: Option<EntityId>,
    /// The sentence in which the person was named.
    pub(super) person_line: usize,
}

/// A sum of which the parts may be told next.
#[derive(Clone, Debug)]
pub(super) struct Whole {
    /// The kind of flow; empty where it is none.
    pub(super) kind: &'static str,
    /// Who paid it.
    pub(super) payer: Option<Party>,
}

impl Memory {
    /// Returns whose the words of the sentence are: the speaker's, or the firm's for which he speaks.
    pub(super) fn speaks(&self, resolved: &Resolved) -> Option<EntityId> {
        let firm = || self.own.filter(|it| resolved.entities[*it].class == Class::Organization);
        if self.official { firm() } else { self.speaker }
    }

    /// Returns the body last named that a word such as `该公司`, `合作社` stands for: its name ends so.
    pub(super) fn body(&self, resolved: &Resolved, word: &str) -> Option<EntityId> {
        const LEAST: usize = 3;
        let ends = |length: &usize| word.char_indices().nth(*length).map(|it| &word[it.0..]);
        // Who speaks for one means it.
        let own = self.own.filter(|it| self.official && resolved.entities[*it].class == Class::Organization);
        let bodies = || own.into_iter().chain(self.bodies.iter().rev().copied());
        let named = |end: &str| bodies().find(|it| resolved.entities[*it].name.ends_with(end));
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
    post: &'a WordList,
    firm: &'a WordList,
    works: &'a WordList,
    being: &'a WordList,
    /// Of those whom the article names with a public office, the place that they speak for.
    offices: BTreeMap<EntityId, EntityId>,
    /// Of each sentence, whether a quotation of its paragraph is open behind it.
    open: Vec<bool>,
}

/// What the names of cities end in.
pub(super) const CITY: char = '\u{5e02}';
const OPEN_QUOTE: &str = "\u{201c}";
/// Between the offices of one person.
const LIST: &str = "\u{3001}";
const CLOSE_QUOTE: &str = "\u{201d}";

impl<'a> Levels<'a> {
    /// Takes what it needs of the lists, and reads who holds an office.
    pub(super) fn new(scene: &Scene<'a>, resolved: &Resolved) -> Self {
        let words = scene.words;
        let mut res = Self {
            village: words.list("flow_village"),
            town: words.list("flow_town"),
            county: words.list("flow_county"),
            speech: words.list("flow_says"),
            post: words.list("flow_speaks_for"),
            firm: words.list("flow_firm"),
            works: words.list("flow_works"),
            being: words.list("flow_holds"),
            offices: BTreeMap::new(),
            open: open_quotes(scene),
        };
        for line in &scene.lines {
            for (at, unit) in line.units.iter().enumerate() {
                if let Some((person, Class::Person)) = named(resolved, unit)
                    && let Some(Some(office)) = res
                        .office(scene, resolved, line, at)
                        .or_else(|| res.office_behind(scene, resolved, line, at).map(Some))
                    && resolved.entities[office].class == Class::Place
                {
                    res.offices.entry(person).or_insert(office);
                }
            }
        }
        res
    }

    /// Notes what the units of a sentence name, up to one of them.
    pub(super) fn note(
        &self,
        scene: &Scene<'_>,
        resolved: &Resolved,
        memory: &mut Memory,
        line: &Line,
        number: usize,
        upto: usize,
    ) {
        for (at, unit) in line.units.iter().enumerate().take(upto) {
            let Some((entity, class)) = named(resolved, unit) else { continue };
            let word = |it: Option<usize>| it.and_then(|it| line.units.get(it)).map_or("", |it| scene.word(it));
            match class {
                // “青山甲镇”: a name inside another.
                Class::Place if word(Some(at + 1)) == CLOSE_QUOTE && word(at.checked_sub(1)) != OPEN_QUOTE => {}
                Class::Person => {
                    memory.person = Some(entity);
                    memory.person_line = number;
                }
                Class::Place => self.place(resolved, memory, entity),
                Class::Organization => {
                    memory.bodies.push(entity);
                    if self.firm.suffix(&resolved.entities[entity].name).is_some() {
                        (memory.firm, memory.firm_line) = (Some(entity), number);
                    }
                    if let Some(&seat) = resolved.seat.get(&entity) {
                        self.place(resolved, memory, seat);
                    }
                }
                Class::Project => (memory.project, memory.project_line) = (Some(entity), number),
                // “强村”项目: what is called a project is spoken of as one.
                Class::Program if self.works.suffix(&resolved.entities[entity].name).is_some() => {
                    (memory.project, memory.project_line) = (Some(entity), number);
                }
                _ => {}
            }
        }
    }

    /// Notes a place by its level.
    fn place(&self, resolved: &Resolved, memory: &mut Memory, entity: EntityId) {
        let place = &resolved.entities[entity];
        memory.place = Some(entity);
        if place.code.is_some() && place.name.ends_with(CITY) {
            memory.city = Some(entity);
        }
        if self.village.suffix(&place.name).is_some() {
            memory.village = Some(entity);
        } else if self.town.suffix(&place.name).is_some() {
            memory.town = Some(entity);
        } else if self.county.suffix(&place.name).is_some() && place.code.as_ref().is_some_and(|it| it.len() == 6) {
            memory.county = Some(entity);
        }
    }

    /// Notes who speaks the words of a sentence, and for whom.
    pub(super) fn note_speaker(&self, scene: &Scene<'_>, resolved: &Resolved, memory: &mut Memory, number: usize) {
        (memory.speaker, memory.official, memory.own) = (None, false, None);
        let Some((line, at)) = self.speaker(scene, resolved, number) else { return };
        memory.speaker = named(resolved, &line.units[at]).map(|it| it.0);
        let known = || memory.speaker.and_then(|it| self.offices.get(&it).copied()).map(Some);
        if let Some(office) = self.office(scene, resolved, line, at).or_else(known) {
            (memory.official, memory.own) = (true, office);
        }
    }

    /// Returns what somebody speaks for who is named with an office: the firm, the place of another body.
    fn office(&self, scene: &Scene<'_>, resolved: &Resolved, line: &Line, at: usize) -> Option<Option<EntityId>> {
        let before = &line.units[..at];
        before.last().filter(|it| self.post.suffix(scene.word(it)).is_some())?;
        let near =
            before.iter().rev().take_while(|it| !matches!(it.part, Part::Token(Kind::Mark)) || scene.word(it) == LIST);
        let sits = |it: &(EntityId, Class)| !matches!(it.1, Class::Program | Class::Person);
        let body = near.filter_map(|it| named(resolved, it)).find(sits);
        Some(body.and_then(|(body, class)| match class {
            Class::Organization if self.firm.suffix(&resolved.entities[body].name).is_some() => Some(body),
            Class::Organization => resolved.seat.get(&body).copied(),
            Class::Place => Some(body),
            _ => None,
        }))
    }

    /// Returns the place whose office somebody is said to hold: `李明担任某村第一书记`.
    fn office_behind(&self, scene: &Scene<'_>, resolved: &Resolved, line: &Line, at: usize) -> Option<EntityId> {
        const FAR: usize = 5;
        line.units.get(at + 1).filter(|it| self.being.has(scene.word(it)))?;
        let office = line.units.get(at + 2..)?.iter().take(FAR);
        let mut office = office.take_while(|it| !matches!(it.part, Part::Token(Kind::Mark)));
        let (place, _) = office.next().and_then(|it| named(resolved, it)).filter(|it| it.1 == Class::Place)?;
        office.any(|it| self.post.suffix(scene.word(it)).is_some()).then_some(place)
    }

    /// Returns the unit of who speaks the words of a sentence: the person before its quotation, or behind it.
    fn speaker<'s>(&self, scene: &'s Scene<'_>, resolved: &Resolved, number: usize) -> Option<(&'s Line, usize)> {
        const LONGEST: usize = 8;
        let line = scene.lines.get(number)?;
        let here = self.introduced(scene, resolved, line).or_else(|| self.says(scene, resolved, line));
        if let Some(here) = here {
            return Some((line, here));
        }
        // The quotation was opened sentences before.
        let continued = |it: usize| {
            let before = it.checked_sub(1)?;
            (self.open[before] && scene.lines[before].paragraph == line.paragraph).then_some(before)
        };
        let opened = (0..LONGEST).try_fold(number, |it, _| continued(it).ok_or(it));
        if let Err(first) = opened
            && first < number
        {
            let opener = &scene.lines[first];
            let by = self.introduced(scene, resolved, opener).or_else(|| self.says(scene, resolved, opener));
            if let Some(by) = by {
                return Some((opener, by));
            }
        }
        let said = |line: &Line| self.says(scene, resolved, line).or_else(|| self.introduced(scene, resolved, line));
        for last in (number..scene.lines.len()).take(LONGEST) {
            let closed = || scene.text(&scene.lines[last].span).trim_end().ends_with(CLOSE_QUOTE);
            let next = scene.lines.get(last + 1).filter(|it| it.paragraph == line.paragraph)?;
            if !self.open[last] {
                return said(next).filter(|_| closed()).map(|it| (next, it));
            }
            // A sentence that somebody else opens.
            if let Some(by) = said(next) {
                return Some((next, by));
            }
        }
        None
    }

    /// Returns the person whose words a quotation in the sentence is said to be before it.
    fn introduced(&self, scene: &Scene<'_>, resolved: &Resolved, line: &Line) -> Option<usize> {
        let quote = line.units.iter().position(|it| scene.word(it) == OPEN_QUOTE);
        let introduced = |quote: usize| {
            let before = line.units[..quote].iter().rev().take(2);
            before.clone().any(|it| self.speech.has(scene.word(it)) || matches!(scene.word(it), "\u{ff1a}" | ":"))
        };
        let quote = quote.filter(|it| introduced(*it))?;
        let person = |it: &usize| named(resolved, &line.units[*it]).is_some_and(|it| it.1 == Class::Person);
        (0..quote).rev().find(person)
    }

    /// Returns the person with a verb of speech behind it in the first words of a sentence.
    fn says(&self, scene: &Scene<'_>, resolved: &Resolved, line: &Line) -> Option<usize> {
        for (at, unit) in line.units.iter().enumerate().take(8) {
            if matches!(unit.part, Part::Token(Kind::Mark)) {
                return None;
            }
            let Some((_, Class::Person)) = named(resolved, unit) else { continue };
            let next = line.units.get(at + 1..).unwrap_or_default().iter().take(4);
            let mut next = next.take_while(|it| !matches!(it.part, Part::Token(Kind::Mark)));
            return next.any(|it| self.speech.has(scene.word(it))).then_some(at);
        }
        None
    }
}

/// Tells of each sentence whether a quotation of its paragraph is open behind it.
fn open_quotes(scene: &Scene<'_>) -> Vec<bool> {
    let (mut paragraph, mut opened, mut closed) = (None, 0, 0);
    let mut open = Vec::with_capacity(scene.lines.len());
    for line in &scene.lines {
        if paragraph != Some(line.paragraph) {
            (paragraph, opened, closed) = (Some(line.paragraph), 0, 0);
        }
        let text = scene.text(&line.span);
        opened += text.matches(OPEN_QUOTE).count();
        closed += text.matches(CLOSE_QUOTE).count();
        open.push(opened > closed);
    }
    open
}
