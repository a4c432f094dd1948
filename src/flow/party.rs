//! Parties: the noun phrases of a clause that can pay or be paid, each with the part that it plays.
//!
//! A phrase for somebody who cannot be known is nobody, so that no other phrase is taken for it.
use super::clause::{Clause, OF};
use super::kind::Kinds;
use super::memory::{CITY, Memory};
use crate::entity::{Class, EntityId};
use crate::lexicon::Tag;
use crate::mention::naming::Resolved;
use crate::scene::{Line, Part, Scene, Unit, named};
use crate::segment::Kind;
use crate::statement::Party;
use crate::text::Span;
use crate::words::{WordList, Words};

/// The part that a noun phrase plays in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
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
pub(super) struct Phrase {
    /// Whom it names or describes.
    pub(super) party: Party,
    /// Who gives where it gives: the body whose head it names, else itself.
    pub(super) sender: Party,
    /// What it is, where it is a name.
    pub(super) class: Option<Class>,
    /// The part that it plays.
    pub(super) role: Role,
    /// Its first unit.
    pub(super) start: usize,
    /// Behind its last unit.
    pub(super) end: usize,
    /// It only qualifies a noun behind it that is no party.
    pub(super) loose: bool,
}

/// The lists that tell parties.
pub(super) struct Parties<'a> {
    to: &'a WordList,
    from: &'a WordList,
    with: &'a WordList,
    aside: &'a WordList,
    group: &'a WordList,
    speaker: &'a WordList,
    pronoun: &'a WordList,
    village: &'a WordList,
    town: &'a WordList,
    county: &'a WordList,
    here: &'a WordList,
    whole: &'a WordList,
    does: &'a WordList,
    lends: &'a WordList,
    treasury: &'a WordList,
    qualifying: &'a WordList,
    works: &'a WordList,
    body: &'a WordList,
    project: &'a WordList,
    post: &'a WordList,
    bare: &'a WordList,
    onsite: &'a WordList,
    says: &'a WordList,
    plural: &'a WordList,
    head: &'a WordList,
    inside: &'a WordList,
    school: &'a WordList,
    leads: &'a WordList,
    elder: &'a WordList,
    kin: &'a WordList,
    /// What the names of villages, towns and counties end in.
    levels: [&'a WordList; 3],
}

/// The longest description of a group, in characters.
const LONGEST: usize = 22;
/// The words for somebody who cannot be known.
pub(super) const NOBODY: &str = "";
const WHICH: &str = "\u{6240}";
const CLOSE_QUOTE: &str = "\u{201d}";
pub(super) const LIST: &str = "\u{3001}";
/// `了`
const DONE: &str = "\u{4e86}";
const ALL: char = '\u{5168}';

impl<'a> Parties<'a> {
    /// Takes what it needs of the lists.
    pub(super) fn new(words: &'a Words) -> Self {
        Self {
            to: words.list("flow_to"),
            from: words.list("flow_from"),
            with: words.list("flow_with"),
            aside: words.list("flow_at"),
            group: words.list("flow_group"),
            speaker: words.list("flow_speaker"),
            pronoun: words.list("flow_pronoun"),
            village: words.list("flow_own_village"),
            town: words.list("flow_own_town"),
            county: words.list("flow_own_county"),
            here: words.list("flow_own_place"),
            whole: words.list("flow_whole"),
            does: words.list("flow_builds"),
            lends: words.list("flow_lends"),
            treasury: words.list("flow_treasury"),
            qualifying: words.list("flow_qualifying"),
            works: words.list("flow_works"),
            body: words.list("flow_own_body"),
            project: words.list("flow_own_project"),
            post: words.list("title"),
            bare: words.list("flow_bare"),
            onsite: words.list("flow_onsite"),
            says: words.list("flow_says"),
            plural: words.list("flow_plural"),
            head: words.list("flow_speaks_for"),
            inside: words.list("flow_inside"),
            school: words.list("school_head"),
            leads: words.list("flow_leads"),
            elder: words.list("flow_elder"),
            kin: words.list("flow_kin"),
            levels: ["flow_village", "flow_town", "flow_county"].map(|it| words.list(it)),
        }
    }

    /// Returns the parties of a clause, in order.
    pub(super) fn phrases(
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
                let near = line.units[..clause.end].get(end - 1..).unwrap_or_default().iter().take(2);
                let inside = near.clone().any(|it| self.inside.has(scene.word(it)));
                let role = if inside { Role::Aside } else { role };
                if let Some(phrase) = self.phrase(scene, resolved, memory, line, at..end, role) {
                    fresh &= phrase.loose;
                    phrases.push(phrase);
                }
                at = end;
                continue;
            }
            if let Part::Token(Kind::Word(tag)) = unit.part {
                let listed = at > clause.start && scene.word(&line.units[at - 1]) == LIST;
                let waits = matches!(role, Role::To | Role::From) && fresh;
                let marker = self.marker(word).filter(|it| !(listed || waits && *it == Role::Aside));
                if let Some(new) = marker {
                    (role, fresh) = (new, true);
                } else if word == OF {
                    // What stood before only qualifies what comes.
                    if let Some(last) = phrases.last_mut().filter(|it| it.end == at) {
                        last.loose = true;
                    }
                } else if self.qualifying.has(word) {
                    // 驻村书记, 返乡青年: no verb of the clause.
                } else if kinds.has(word)
                    || matches!(tag, Tag::Verb)
                    || tag == Tag::VerbalNoun && self.before_name(line, clause, at)
                {
                    let waits = matches!(role, Role::To | Role::From) && fresh;
                    role = if waits { role } else { Role::Object };
                }
            }
            at += 1;
        }
        self.no_speaker(scene, line, clause, &mut phrases);
        phrases
    }

    /// Sets aside the person of a clause that only says who speaks: `局长李明介绍`.
    fn no_speaker(&self, scene: &Scene<'_>, line: &Line, clause: &Clause, phrases: &mut [Phrase]) {
        let said = line.units[clause.start..clause.end].iter().rev().take(2).any(|it| self.says.has(scene.word(it)));
        let person = phrases.last_mut().filter(|it| said && it.class == Some(Class::Person));
        if let Some(person) = person.filter(|it| it.role == Role::Subject) {
            person.role = Role::Aside;
        }
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
            if at == start
                && let Some(end) = self.known_end(scene, line, at, clause.end)
            {
                return end;
            }
            let goes_on = match unit.part {
                Part::Name(_) => true,
                Part::Token(Kind::Word(_)) if self.compound(scene, line, clause, at) => {
                    at += 2;
                    continue;
                }
                Part::Token(Kind::Word(Tag::VerbalNoun)) if self.before_name(line, clause, at) => false,
                Part::Token(Kind::Word(tag)) => {
                    let noun = matches!(
                        tag,
                        Tag::Noun | Tag::VerbalNoun | Tag::Adjective | Tag::Other | Tag::PlaceName | Tag::Number
                    );
                    // 200名受灾群众
                    let led = || self.qualifying.has(word) && self.group_behind(scene, line, clause, at);
                    (noun || self.group.has(word) || led()) && !kinds.has(word) && self.marker(word).is_none()
                }
                Part::Token(Kind::Unknown | Kind::Place | Kind::Division | Kind::Town | Kind::Person) => true,
                Part::Token(Kind::Quantity(_)) => scene.quantity(unit).is_some_and(|it| !it.measure && !it.duration),
                Part::Token(Kind::Mark) => at > start && word == CLOSE_QUOTE,
                _ => false,
            };
            // A counted group begins a phrase of its own.
            let counted = at > start && matches!(unit.part, Part::Token(Kind::Quantity(_)));
            if !goes_on || counted {
                break;
            }
            at += 1;
        }
        at
    }

    /// Tells whether a word makes a group with the one behind it: `就业人员`.
    fn compound(&self, scene: &Scene<'_>, line: &Line, clause: &Clause, at: usize) -> bool {
        let Some(next) = line.units[..clause.end].get(at + 1) else { return false };
        let words = scene.text(&(line.units[at].span.start..next.span.end));
        words.len() > scene.word(next).len() && self.group.has(words)
    }

    /// Tells whether a word that describes people stands behind a unit.
    fn group_behind(&self, scene: &Scene<'_>, line: &Line, clause: &Clause, at: usize) -> bool {
        line.units[..clause.end].get(at + 1).is_some_and(|it| self.group.has(scene.word(it)))
    }

    /// Tells whether a verbal noun has a name for its object.
    fn before_name(&self, line: &Line, clause: &Clause, at: usize) -> bool {
        line.units[..clause.end].get(at + 1).is_some_and(|it| matches!(it.part, Part::Name(_)))
    }

    /// Returns where a word that points back ends, the longest that begins at a unit.
    fn known_end(&self, scene: &Scene<'_>, line: &Line, at: usize, stop: usize) -> Option<usize> {
        if !matches!(line.units[at].part, Part::Token(_)) {
            return None;
        }
        let start = line.units[at].span.start;
        let last = line.units.get(at..stop.min(at + 3))?.last()?.span.end;
        let ahead = scene.text(&(start..last));
        let lists = [
            self.kin,
            self.pronoun,
            self.speaker,
            self.village,
            self.town,
            self.county,
            self.here,
            self.body,
            self.project,
        ];
        if lists.iter().all(|it| it.prefix(ahead).is_none()) {
            return None;
        }
        let points = |end: &usize| {
            let word = scene.text(&(start..line.units[*end - 1].span.end));
            // 扶贫项目 is a project of its own, 项目 the one spoken of.
            if self.project.has(word) && word.chars().count() == 2 && at > 0 && qualifies(&line.units[at - 1]) {
                return false;
            }
            self.pronoun.has(word) || self.speaker.has(word) || self.own(word) || self.kin.has(word)
        };
        (at + 1..=stop.min(at + 3)).rev().find(points)
    }

    fn own(&self, word: &str) -> bool {
        [self.village, self.town, self.county, self.here, self.body, self.project].iter().any(|it| it.has(word))
    }

    /// Reads a run of nouns and names as a party.
    fn phrase(
        &self,
        scene: &Scene<'_>,
        resolved: &Resolved,
        memory: &Memory,
        line: &Line,
        run: Span,
        role: Role,
    ) -> Option<Phrase> {
        let Span { start, end } = run;
        let units = &line.units[start..end];
        let text = scene.text(&(units[0].span.start..units[units.len() - 1].span.end));
        let made = |party: Party, class, end, loose| {
            let sender = self.body_of(scene, resolved, units).map_or_else(|| party.clone(), Party::Entity);
            Some(Phrase { party, sender, class, role, start, end, loose })
        };
        if self.known_end(scene, line, start, end) == Some(end) {
            // 全市村级集体收入 is the city's, not of the village spoken of.
            let before = start.checked_sub(1).map_or("", |it| scene.word(&line.units[it]));
            let text = if self.village.has(text) && self.whole.has(before) { before } else { text };
            let Some((entity, class)) = self.known(resolved, text, memory) else {
                // A firm that is never named stays the word for it.
                let firm = self.body.has(text) && self.group.has(text);
                let gone = self.pronoun.has(text)
                    || self.kin.has(text)
                    || [self.village, self.town, self.county, self.here].iter().any(|it| it.has(text));
                let words = if firm { text } else { NOBODY };
                return if firm || gone { made(Party::Words(words.to_owned()), None, end, false) } else { None };
            };
            // `全县` before a noun only says whose.
            let loose = (text.starts_with(ALL) || self.here.has(text)) && line.units.get(end).is_some_and(is_noun);
            return made(Party::Entity(entity), Some(class), end, loose);
        }
        let last = &units[units.len() - 1];
        if let Some((entity, class)) = self.side(resolved, last) {
            return made(Party::Entity(entity), Some(class), end, false);
        }
        let name = units.iter().rev().find(|it| named(resolved, it).is_some()).and_then(|it| self.side(resolved, it));
        // 为所联系村筹款: which ones nobody says.
        if start > 0 && scene.word(&line.units[start - 1]) == WHICH {
            return made(Party::Words(NOBODY.to_owned()), None, end, false);
        }
        // 李明老人
        let elder = |it: &Unit| self.elder.has(scene.word(it));
        if let (Some((person, Class::Person)), [_, tail]) = (name, units)
            && elder(tail)
        {
            return made(Party::Entity(person), Some(Class::Person), end, false);
        }
        if let Some((group_end, words)) = self.described(scene, line, start, end) {
            let rest = line.units.get(group_end..end).unwrap_or_default();
            // 为12户企业办理退税
            let acts = |it: &Unit| {
                matches!(it.part, Part::Token(Kind::Word(Tag::VerbalNoun))) || self.lends.has(scene.word(it))
            };
            let acts = role == Role::To && rest.first().is_some_and(acts);
            let firm = acts || rest.iter().all(|it| self.onsite.has(scene.word(it)));
            if let (Some((entity, class)), true) = (name, self.collective(&words)) {
                return made(Party::Entity(entity), Some(class), end, !firm);
            }
            if firm {
                return made(Party::Words(words), None, end, false);
            }
        }
        let (entity, class) = name?;
        // A name with another noun behind it: an officer, or something of its.
        let after = units.iter().rev().take_while(|it| named(resolved, it).is_none());
        let strange = |it: &&Unit| matches!(it.part, Part::Token(Kind::Unknown));
        let tail = after.clone().count();
        if tail > 1 && after.clone().any(|it| strange(&it)) {
            // Somebody whose name is not known as one: `某村果农某某某`.
            return made(Party::Words(NOBODY.to_owned()), None, end, false);
        }
        // A word right behind a name that is not known, or may be one, is its verb.
        let verb = |it: &Unit| matches!(it.part, Part::Token(Kind::Word(Tag::VerbalNoun) | Kind::Unknown));
        // 精耕, 狠抓: two characters that are no word of the lexicon.
        let two = tail == 2 && after.clone().all(|it| scene.word(it).chars().count() == 1);
        let acts = role == Role::Subject && (two || tail == 1 && after.clone().all(verb));
        // 李明夫妇 are he; 助力某县发展茶业: the county does.
        let lists = [self.onsite, self.pronoun, self.treasury];
        let beside = |it: &Unit| lists.iter().any(|list| list.has(scene.word(it)));
        let mut led = units[units.len() - tail..].iter().skip_while(|it| self.onsite.has(scene.word(it)));
        let does = role == Role::To && led.next().is_some_and(|it| self.does.has(scene.word(it)));
        // 为某公司设计了方案
        let done = line.units.get(end).is_some_and(|it| scene.word(it) == DONE);
        let does = does || role == Role::To && tail == 1 && done && after.clone().all(verb);
        let firm = acts || does || after.clone().all(beside);
        let title = units.last().is_some_and(|it| self.post.has(scene.word(it)));
        made(Party::Entity(entity), Some(class), end, !title && !firm)
    }

    /// Returns whom or what a unit names that can be a side; a programme that is called a project is one.
    fn side(&self, resolved: &Resolved, unit: &Unit) -> Option<(EntityId, Class)> {
        let (entity, class) = named(resolved, unit)?;
        let works = class == Class::Program && self.works.suffix(&resolved.entities[entity].name).is_some();
        let class = if works { Class::Project } else { class };
        may_be_party(class).then_some((entity, class))
    }

    /// Returns the body for which somebody speaks and gives, where a run of nouns ends in its head: `某公司董事长某某`.
    fn body_of(&self, scene: &Scene<'_>, resolved: &Resolved, units: &[Unit]) -> Option<EntityId> {
        let end = units.iter().rposition(|it| !self.onsite.has(scene.word(it)))? + 1;
        let units = &units[..end];
        let [body, post @ .., person] = units else { return None };
        let heads = named(resolved, person).is_some_and(|it| it.1 == Class::Person)
            && post.last().is_some_and(|it| self.head.suffix(scene.word(it)).is_some());
        named(resolved, body).filter(|it| heads && it.1 == Class::Organization).map(|it| it.0)
    }

    /// Returns the longest description of a group with which a run of nouns begins, and where it ends.
    fn described(&self, scene: &Scene<'_>, line: &Line, start: usize, end: usize) -> Option<(usize, String)> {
        // 牵线企业投资: the firms invest.
        let led = end > start + 1 && self.leads.has(scene.word(&line.units[start]));
        let start = start + usize::from(led);
        let first = line.units[start].span.start;
        for stop in (start + 1..=end).rev() {
            let text = scene.text(&(first..line.units[stop - 1].span.end)).trim_end_matches('\u{201d}');
            // 李明个人 is he.
            let himself = self.onsite.has(scene.word(&line.units[stop - 1]));
            if himself || self.group.suffix(text).is_none() || text.chars().count() > LONGEST {
                continue;
            }
            let words: String = text.chars().filter(|it| !it.is_whitespace()).collect();
            if led && self.bare.has(&words) {
                return Some((stop, words));
            }
            let counted = stop == start + 1 && scene.quantity(&line.units[start]).is_some();
            if counted || self.bare.has(&words) {
                return None;
            }
            return Some((stop, words));
        }
        None
    }

    /// Tells whether a described group is only the village as a body: `某村村集体`.
    fn collective(&self, text: &str) -> bool {
        self.village.suffix(text).is_some_and(|it| it.chars().count() > 1)
    }

    /// Returns the place that whoever speaks for it means by `村里`, `县里`.
    fn own_place(&self, resolved: &Resolved, text: &str, memory: &Memory) -> Option<EntityId> {
        let level = [self.village, self.town, self.county].iter().position(|it| it.has(text))?;
        let own = memory.own.filter(|_| memory.official)?;
        let place = &resolved.entities[own];
        (place.class == Class::Place && self.levels[level].suffix(&place.name).is_some()).then_some(own)
    }

    /// Returns what a word that points back stands for.
    fn known(&self, resolved: &Resolved, text: &str, memory: &Memory) -> Option<(EntityId, Class)> {
        if let Some(own) = self.own_place(resolved, text, memory) {
            Some((own, Class::Place))
        } else if self.speaker.has(text) && memory.official && self.plural.has(text) {
            memory.own.map(|it| (it, resolved.entities[it].class))
        } else if self.speaker.has(text) {
            memory.speaker.map(|it| (it, Class::Person))
        } else if self.pronoun.has(text) {
            memory.person.map(|it| (it, Class::Person))
        } else if self.village.has(text) {
            memory.village.map(|it| (it, Class::Place))
        } else if self.town.has(text) {
            memory.town.map(|it| (it, Class::Place))
        } else if self.here.has(text) {
            memory.place.map(|it| (it, Class::Place))
        } else if self.county.has(text) && text.contains(CITY) {
            let county = memory.county.filter(|it| resolved.entities[*it].name.ends_with(CITY));
            memory.city.or(county).map(|it| (it, Class::Place))
        } else if self.county.has(text) {
            memory.county.map(|it| (it, Class::Place))
        } else if self.body.has(text) {
            let school = |it: &EntityId| self.school.suffix(&resolved.entities[*it].name).is_some();
            let schools = || memory.bodies.iter().rev().copied().find(school).filter(|_| self.school.has(text));
            memory.body(resolved, text).or_else(schools).map(|it| (it, Class::Organization))
        } else if self.project.has(text) {
            memory.project.map(|it| (it, Class::Project))
        } else {
            None
        }
    }
}

/// Tells whether a unit may qualify the noun behind it.
fn qualifies(unit: &Unit) -> bool {
    match unit.part {
        Part::Token(Kind::Word(tag)) => {
            matches!(tag, Tag::Noun | Tag::VerbalNoun | Tag::Verb | Tag::Adjective | Tag::Other)
        }
        Part::Token(Kind::Unknown) | Part::Name(_) => true,
        Part::Token(_) => false,
    }
}

/// Tells whether a unit is a noun, a name or a count.
fn is_noun(unit: &Unit) -> bool {
    match unit.part {
        Part::Token(Kind::Word(tag)) => matches!(tag, Tag::Noun | Tag::VerbalNoun | Tag::Adjective | Tag::Other),
        Part::Token(Kind::Quantity(_) | Kind::Unknown) | Part::Name(_) => true,
        Part::Token(_) => false,
    }
}

/// Tells whether something of that class can be a side of a flow.
pub(super) fn may_be_party(class: Class) -> bool {
    matches!(class, Class::Person | Class::Place | Class::Organization | Class::Project)
}
