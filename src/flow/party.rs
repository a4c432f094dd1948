//! Parties: the noun phrases of a clause that can pay or be paid, each with the part that it plays.
use super::clause::{Clause, OTHER};
use super::kind::Kinds;
use super::memory::Memory;
use crate::entity::Class;
use crate::lexicon::Tag;
use crate::naming::Resolved;
use crate::scene::{Line, Part, Scene, named};
use crate::segment::Kind;
use crate::statement::Party;
use crate::words::{WordList, Words};

/// The part that a noun phrase plays in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Before the verb.
    Subject,
    /// Behind `向`, `为`, `给`, `带动`.
    To,
    /// Behind `由`, `从`.
    From,
    /// Behind `与`, `和`.
    With,
    /// Behind `在`, `把` and the like.
    Aside,
    /// Behind the verb.
    Object,
}

/// A noun phrase that can be a side of a flow.
#[derive(Clone, Debug)]
pub struct Phrase {
    /// Whom it names or describes.
    pub party: Party,
    /// What it is, where it is a name.
    pub class: Option<Class>,
    /// The part that it plays.
    pub role: Role,
    /// Its first unit.
    pub start: usize,
    /// Behind its last unit.
    pub end: usize,
    /// It only qualifies a noun behind it that is no party.
    pub loose: bool,
}

/// The lists that tell parties.
pub struct Parties<'a> {
    to: &'a WordList,
    from: &'a WordList,
    with: &'a WordList,
    aside: &'a WordList,
    group: &'a WordList,
    group_not: &'a WordList,
    speaker: &'a WordList,
    pronoun: &'a WordList,
    village: &'a WordList,
    town: &'a WordList,
    county: &'a WordList,
    body: &'a WordList,
    post: &'a WordList,
}

/// The longest description of a group, in characters.
const LONGEST: usize = 22;
const OF: &str = "\u{7684}";
const AND: [&str; 2] = ["\u{3001}", "\u{201d}"];

impl<'a> Parties<'a> {
    /// Takes what it needs of the lists.
    pub fn new(words: &'a Words) -> Self {
        Self {
            to: words.list("flow_to"),
            from: words.list("flow_from"),
            with: words.list("flow_with"),
            aside: words.list("flow_at"),
            group: words.list("flow_group"),
            group_not: words.list("flow_group_not"),
            speaker: words.list("flow_speaker"),
            pronoun: words.list("flow_pronoun"),
            village: words.list("flow_own_village"),
            town: words.list("flow_own_town"),
            county: words.list("flow_own_county"),
            body: words.list("flow_own_body"),
            post: words.list("title"),
        }
    }

    /// Returns the parties of a clause, in order.
    pub fn phrases(
        &self,
        scene: &Scene<'_>,
        resolved: &Resolved,
        kinds: &Kinds<'_>,
        memory: &Memory,
        line: &Line,
        clause: &Clause,
    ) -> Vec<Phrase> {
        let mut phrases: Vec<Phrase> = Vec::new();
        let mut role = Role::Subject;
        let mut fresh = true;
        let mut at = clause.start;
        while at < clause.end {
            let unit = &line.units[at];
            let word = scene.word(unit);
            let end = self.run_end(scene, kinds, line, clause, at);
            if end > at {
                if let Some(phrase) = self.phrase(scene, resolved, memory, line, at, end, role) {
                    phrases.push(phrase);
                    fresh = false;
                }
                at = end;
                continue;
            }
            if let Part::Token(Kind::Word(tag)) = unit.part {
                if let Some(new) = self.marker(word) {
                    (role, fresh) = (new, true);
                } else if word == OF {
                    // What stood before only qualifies what comes.
                    if let Some(last) = phrases.last_mut().filter(|it| it.end == at) {
                        last.loose = true;
                    }
                } else if kinds.has(word) || matches!(tag, Tag::Verb) {
                    let waits = matches!(role, Role::To | Role::From) && fresh;
                    role = if waits { role } else { Role::Object };
                }
            }
            at += 1;
        }
        phrases
    }

    /// Returns the part that the phrase behind a word plays.
    fn marker(&self, word: &str) -> Option<Role> {
        if self.to.has(word) {
            Some(Role::To)
        } else if self.from.has(word) {
            Some(Role::From)
        } else if self.with.has(word) {
            Some(Role::With)
        } else if self.aside.has(word) {
            Some(Role::Aside)
        } else {
            None
        }
    }

    /// Returns where a run of nouns and names that begins at a unit ends; the unit itself where none does.
    fn run_end(&self, scene: &Scene<'_>, kinds: &Kinds<'_>, line: &Line, clause: &Clause, start: usize) -> usize {
        let mut at = start;
        while at < clause.end {
            let unit = &line.units[at];
            let word = scene.word(unit);
            let known = self.pronoun.has(word) || self.speaker.has(word) || self.own(word);
            let goes_on = match unit.part {
                Part::Name(_) => true,
                Part::Token(Kind::Word(tag)) => {
                    let noun = matches!(
                        tag,
                        Tag::Noun | Tag::VerbalNoun | Tag::Adjective | Tag::Other | Tag::PlaceName | Tag::Number
                    );
                    known || (noun || self.group.has(word)) && !kinds.has(word) && self.marker(word).is_none()
                }
                Part::Token(Kind::Unknown | Kind::Place | Kind::Division | Kind::Town | Kind::Person) => true,
                Part::Token(Kind::Quantity(_)) => scene.quantity(unit).is_some_and(|it| !it.measure && !it.duration),
                Part::Token(Kind::Mark) => at > start && AND[1] == word,
                _ => false,
            };
            // A counted group begins a phrase of its own.
            let counted = at > start && matches!(unit.part, Part::Token(Kind::Quantity(_)));
            if !goes_on || counted || known && at > start {
                break;
            }
            at += 1;
            if known {
                break;
            }
        }
        at
    }

    fn own(&self, word: &str) -> bool {
        self.village.has(word) || self.town.has(word) || self.county.has(word) || self.body.has(word)
    }

    /// Reads a run of nouns and names as a party.
    fn phrase(
        &self,
        scene: &Scene<'_>,
        resolved: &Resolved,
        memory: &Memory,
        line: &Line,
        start: usize,
        end: usize,
        role: Role,
    ) -> Option<Phrase> {
        let units = &line.units[start..end];
        let text = scene.text(&(units[0].span.start..units[units.len() - 1].span.end));
        let made = |party, class, loose| Some(Phrase { party, class, role, start, end, loose });
        if let Some((entity, class)) = self.known(text, memory) {
            return made(Party::Entity(entity), Some(class), false);
        }
        let last = &units[units.len() - 1];
        if let Some((entity, class)) = named(resolved, last).filter(|it| may_be_party(it.1)) {
            return made(Party::Entity(entity), Some(class), false);
        }
        let text = text.trim_end_matches('\u{201d}');
        let group = self.group.suffix(text).is_some_and(|it| it.chars().count() > 1 || text.len() > it.len());
        let name = units.iter().rev().find_map(|it| named(resolved, it)).filter(|it| may_be_party(it.1));
        if group && text.chars().count() <= LONGEST {
            if let (Some((entity, class)), true) = (name, self.collective(text)) {
                return made(Party::Entity(entity), Some(class), false);
            }
            let clean: String = text.chars().filter(|it| !it.is_whitespace()).collect();
            return made(Party::Words(clean), None, false);
        }
        let (entity, class) = name?;
        // A name with another noun behind it: an officer, or something of its.
        let title = units.last().is_some_and(|it| self.post.has(scene.word(it)));
        made(Party::Entity(entity), Some(class), !title)
    }

    /// Tells whether a described group is only the village as a body: `某村村集体`.
    fn collective(&self, text: &str) -> bool {
        self.village.suffix(text).is_some_and(|it| it.chars().count() > 1)
    }

    /// Returns what a word that points back stands for.
    fn known(&self, text: &str, memory: &Memory) -> Option<(usize, Class)> {
        if self.speaker.has(text) {
            memory.speaker.map(|it| (it, Class::Person))
        } else if self.pronoun.has(text) {
            memory.person.map(|it| (it, Class::Person))
        } else if self.village.has(text) {
            memory.village.map(|it| (it, Class::Place))
        } else if self.town.has(text) {
            memory.town.map(|it| (it, Class::Place))
        } else if self.county.has(text) {
            memory.county.map(|it| (it, Class::Place))
        } else if self.body.has(text) {
            memory.body
        } else {
            None
        }
    }

    /// Tells whether a described group is no party by the word behind it.
    pub fn no_group(&self, text: &str) -> bool {
        self.group_not.prefix(text).is_some()
    }
}

/// Tells whether something of that class can be a side of a flow.
pub fn may_be_party(class: Class) -> bool {
    matches!(class, Class::Person | Class::Place | Class::Organization | Class::Project)
}

/// Returns the words of a clause behind a unit, names by a sign.
pub fn words_behind(clause: &Clause, unit: usize) -> &str {
    debug_assert!(clause.text.is_empty() || clause.text.contains(OTHER) || !clause.text.contains('\u{0}'));
    clause.text.get(clause.place(unit)..).unwrap_or_default()
}
