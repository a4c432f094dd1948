//! Areas: the place, body, person or work that a number or a sum is about.
use std::collections::{BTreeMap, BTreeSet};

use crate::entity::{Class, EntityId};
use crate::lexicon::Tag;
use crate::mention::lies_in;
use crate::mention::naming::Resolved;
use crate::scene::{Line, Part, Scene, Unit, named};
use crate::segment::Kind;
use crate::statement::{Fact, Statement};
use crate::words::WordList;

/// Finds what the numbers of an article are about.
pub struct Areas<'s, 'a> {
    pub(super) scene: &'s Scene<'a>,
    pub(super) area_word: &'a WordList,
    body_word: &'a WordList,
    pub(super) work_word: &'a WordList,
    pointer: &'a WordList,
    pub(super) motion: &'a WordList,
    away: &'a WordList,
    benefit: &'a WordList,
    pub(super) personal: &'a WordList,
    own: &'a WordList,
    pub(super) deed: &'a WordList,
    pub(super) speech: &'a WordList,
    stage: &'a WordList,
    firm: &'a WordList,
    accounts: Vec<&'a str>,
    learn: &'a WordList,
    national: &'a WordList,
    manner: &'a WordList,
    founds: &'a WordList,
    site: &'a WordList,
    /// Of a person in office, the place or body that the office is of.
    pub(super) office: BTreeMap<EntityId, EntityId>,
    /// People named with a rank, whatever it is of.
    pub(super) titled: BTreeSet<EntityId>,
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
        let list = |name: &str| scene.words.list(name);
        let mut res = Self {
            scene,
            area_word: list("area_word"),
            body_word: list("body_word"),
            work_word: list("work_word"),
            pointer: list("pointer"),
            motion: list("motion"),
            away: list("area_away"),
            benefit: list("area_benefit"),
            personal: list("personal_word"),
            own: list("own_word"),
            deed: list("personal_deed"),
            speech: list("area_says"),
            stage: list("figure_stage"),
            firm: list("firm_head"),
            accounts: list("own_account").sorted(),
            learn: list("area_learn"),
            national: list("area_national"),
            manner: list("manner"),
            founds: list("figure_founds"),
            site: list("area_site"),
            office: BTreeMap::new(),
            titled: BTreeSet::new(),
            lines: Vec::new(),
        };
        let ministries = list("national_body");
        for statement in posts {
            // What somebody was speaks of him no more.
            if let Fact::Post(post) = &statement.fact
                && !post.former
            {
                // Delegates keep their own households.
                if post.title.ends_with(DELEGATE) {
                    continue;
                }
                let of = post.organization.map(|it| res.stands_for(resolved, it));
                // A ministry's numbers are the whole country's.
                let national = |it: EntityId| ministries.has(&resolved.entities[it].name);
                if of.is_some_and(|it| res.is_office(resolved, it) && national(it)) {
                    continue;
                }
                if let Some(of) =
                    of.filter(|it| post.place.is_none() || !res.is_office(resolved, *it)).or(post.place).or(of)
                {
                    // Of several offices that of the paper's own place tells more than one above it.
                    let kept = res.office.get(&post.person).copied();
                    if kept.is_none_or(|it| res.is_above_home(resolved, it) && !res.is_above_home(resolved, of)) {
                        res.office.insert(post.person, of);
                    }
                }
            }
        }
        let title = list("title");
        for line in &scene.lines {
            for pair in line.units.windows(2) {
                if let Some((person, Class::Person)) = named(resolved, &pair[1])
                    && title.suffix(scene.word(&pair[0])).is_some()
                {
                    res.titled.insert(person);
                }
            }
        }
        res.lines = scene.lines.iter().map(|it| res.subject(resolved, it)).collect();
        res
    }

    /// Returns what the quantity at unit `at` of a line is about.
    pub fn at(&self, resolved: &Resolved, line: usize, at: usize) -> Option<EntityId> {
        let here = &self.scene.lines[line];
        if self.is_national(resolved, here, at) {
            return None;
        }
        let found = self.beside(resolved, here, at);
        let found = found.or_else(|| self.offender(resolved, here, at));
        let found = found.or_else(|| self.person(resolved, line, at));
        let found = found.or_else(|| self.beneficiary(resolved, line, at));
        let found = found.or_else(|| self.pointed_work(resolved, line)).or_else(|| self.before(resolved, line, at));
        // Households are no single person's.
        let homes = self.scene.quantity(&here.units[at]).is_some_and(|it| it.unit.as_deref() == Some(HOUSEHOLD));
        let found = found.filter(|it| !homes || resolved.entities[*it].class != Class::Person);
        if found.is_some() {
            return found;
        }
        if let Some(speaker) = self.speaker(resolved, here).or_else(|| self.speaker_behind(resolved, line)) {
            return Some(speaker);
        }
        let paragraph = here.paragraph;
        let before = (0..line).rev().take_while(|it| self.scene.lines[*it].paragraph == paragraph);
        // What a work is said to have stands in its own sentence, or points to it.
        let lasting = |it: usize| self.lines[it].filter(|it| resolved.entities[it.entity].class != Class::Project);
        let opening = before.clone().find_map(|it| lasting(it).filter(|it| it.opens));
        let first = before.filter_map(lasting).last();
        let behind = (line + 1..self.scene.lines.len()).take_while(|it| self.scene.lines[*it].paragraph == paragraph);
        let other = opening.or(first).or_else(|| behind.filter(|_| self.is_body(here)).find_map(|it| self.lines[it]));
        other.map(|it| it.entity).or_else(|| self.scene_of(resolved, line)).or(self.scene.home)
    }

    /// Tells whether the clause of a quantity begins with the whole country, or one before it in the sentence and no
    /// place is named since.
    fn is_national(&self, resolved: &Resolved, line: &Line, at: usize) -> bool {
        let mut end = at;
        loop {
            let start = line.units[..end].iter().rposition(|it| is_break(self.scene.word(it))).map_or(0, |it| it + 1);
            let clause = &line.units[start..end];
            let opening = clause.iter().find(|it| !is_setting(it));
            if opening.is_some_and(|it| self.national.has(self.scene.word(it))) {
                return true;
            }
            let place = |it: &Unit| matches!(named(resolved, it), Some((_, Class::Place | Class::Organization)));
            if start == 0 || clause.iter().any(place) {
                return false;
            }
            end = start - 1;
        }
    }

    /// Returns the village that the paragraphs before are set in, where they name no place above it since.
    fn scene_of(&self, resolved: &Resolved, line: usize) -> Option<EntityId> {
        let subjects = self.lines[..line].iter().rev().flatten();
        let mut places = subjects.map(|it| self.stands_for(resolved, it.entity));
        let village = self.scene.words.list("village_head");
        let settled = |it: EntityId| village.suffix(&resolved.entities[it].name).is_some();
        // A site or a firm lies somewhere in the same scene.
        places
            .find(|it| {
                let entity = &resolved.entities[*it];
                entity.class == Class::Place && (entity.code.is_some() || settled(*it))
            })
            .filter(|it| settled(*it))
    }

    /// Returns the work that a sentence begins with by pointing to it: `该公路起于甲镇，终点在乙镇，全长60公里`.
    fn pointed_work(&self, resolved: &Resolved, line: usize) -> Option<EntityId> {
        let here = &self.scene.lines[line];
        let opens = |it: usize| here.units.get(it).map(|it| self.scene.word(it));
        let pointed = opens(0).is_some_and(|it| self.pointer.suffix(it).is_some());
        let word = opens(1).filter(|it| pointed && self.work_word.has(it))?;
        self.work_spoken_of(resolved, here.units[1].span.start, word, true)
    }

    /// Tells whether a sentence is none of the headline's.
    fn is_body(&self, line: &Line) -> bool {
        self.scene.article.title.as_ref().is_none_or(|it| it.end <= line.span.start)
    }

    /// Returns the place or body named directly before a quantity: `甲镇480万元、乙镇560万元`.
    fn beside(&self, resolved: &Resolved, line: &Line, at: usize) -> Option<EntityId> {
        let mut name = at.checked_sub(1)?;
        let word = name.saturating_sub(1);
        if let Some(level) = (word..=name).find_map(|it| {
            let whole = self.level_word(line, it)?;
            (line.units[it].span.start + whole.len() == line.units[name].span.end && whole.chars().count() > 1)
                .then_some((it, whole))
        }) {
            let number = self.scene.lines.partition_point(|it| it.span.start < line.span.start);
            return self.spoken_of(resolved, number, line.units[level.0].span.start, level.1);
        }
        if self.scene.word(&line.units[name]) == OF {
            name = name.checked_sub(1)?;
        }
        let (entity, class) = named(resolved, &line.units[name])?;
        let before = name.checked_sub(1).map_or("", |it| self.scene.word(&line.units[it]));
        // 甲镇、乙镇2个乡镇: what is counted is the list itself.
        let division = |it: &Unit| LEVELS.iter().any(|level| self.scene.word(it).ends_with(level));
        let counts_list = before == LIST && line.units.get(at + 1).is_some_and(division);
        let place = class == Class::Place && !self.away.has(before) && !counts_list;
        let listed = class == Class::Organization
            && self.is_firm(resolved, entity)
            && (name == 0 || matches!(before, LIST | COMMA | AMONG));
        (place || listed)
            .then_some(entity)
            .filter(|it| self.is_firm(resolved, *it) || !self.is_above_home(resolved, *it))
    }

    /// Returns what stands nearest before a quantity in its sentence: the first of its clause, or of the clause
    /// before; a body only in the same clause or at the sentence's head.
    fn before(&self, resolved: &Resolved, line: usize, at: usize) -> Option<EntityId> {
        let here = &self.scene.lines[line];
        let mut same_clause = true;
        let mut found = None;
        // Words for a division in a quotation that ends before the number are not about it: “县域经济”等课程8门.
        let mut quoted = 0usize;
        for unit in (0..at).rev() {
            match self.scene.word(&here.units[unit]) {
                CLOSE_QUOTE => quoted += 1,
                OPEN_QUOTE => quoted = quoted.saturating_sub(1),
                _ => {}
            }
            let quotes = quoted > 0 && matches!(here.units[unit].part, Part::Token(_));
            if is_break(self.scene.word(&here.units[unit])) {
                if found.is_some() {
                    break;
                }
                same_clause = false;
            }
            let near = |it: &EntityId| {
                let head = matches!(here.units[unit].part, Part::Token(_))
                    && unit > 0
                    && is_break(self.scene.word(&here.units[unit - 1]));
                // 成立某某合作社，如今社员有50户
                let founded = self.is_founded(here, unit);
                same_clause
                    || unit < 4
                    || head
                    || founded
                    || !matches!(resolved.entities[*it].class, Class::Organization)
            };
            let area = if quotes { None } else { self.area(resolved, line, here, unit, true) };
            // What follows is told of what is founded: 甲村成立乙合作社，吸纳社员136户.
            if !same_clause && area.is_some_and(|it| self.is_firm(resolved, it)) && self.is_founded(here, unit) {
                return area;
            }
            found = area.filter(near).or(found);
        }
        found
    }

    /// Tells whether a unit names what is founded: 成立了某某合作社.
    fn is_founded(&self, line: &Line, unit: usize) -> bool {
        let word = |back: usize| unit.checked_sub(back).map_or("", |it| self.scene.word(&line.units[it]));
        self.founds.has(word(1)) || word(1) == DONE && self.founds.has(word(2))
    }

    /// Returns what a sentence is about: the first place or body that it names as its subject or scene.
    fn subject(&self, resolved: &Resolved, line: &Line) -> Option<Subject> {
        let clause = |at: usize| !line.units[..at].iter().any(|it| is_break(self.scene.word(it)));
        let number = self.scene.lines.partition_point(|it| it.span.start < line.span.start);
        let own = (0..line.units.len()).find_map(|at| {
            Some(Subject {
                entity: self.area(resolved, number, line, at, false)?,
                opens: at < 4 && clause(at) || at < 8 && line.units[..at].iter().all(is_setting),
            })
        });
        own.or_else(|| self.speaker(resolved, line).map(|entity| Subject { entity, opens: true }))
    }

    /// Returns the area that a unit names, where it is one and neither a goal nor one of a list.
    pub(super) fn area(
        &self,
        resolved: &Resolved,
        number: usize,
        line: &Line,
        at: usize,
        persons: bool,
    ) -> Option<EntityId> {
        let unit = &line.units[at];
        let word = self.scene.word(unit);
        let before = at.checked_sub(1).map(|it| &line.units[it]);
        let before_word = before.map_or("", |it| self.scene.word(it));
        let starts = before.is_none_or(|it| matches!(it.part, Part::Token(Kind::Mark)));
        if let Part::Token(Kind::Word(_)) = unit.part {
            if self.motion.has(before_word) {
                return None;
            }
            if let Some(word) = self.level_word(line, at).filter(|it| it.chars().count() > 1 || starts) {
                let speaker =
                    self.speaker(resolved, line).or_else(|| self.speaker_behind(resolved, number)).filter(|it| {
                        LEVELS.iter().any(|level| word.contains(level) && resolved.entities[*it].name.ends_with(level))
                    });
                // 占全市的一半 is about who has the half; 全市有 is about the city, though the paper is the county's.
                let spoken_of = speaker.or_else(|| self.spoken_of(resolved, number, unit.span.start, word));
                return spoken_of.filter(|it| starts && before_word != LIST || !self.is_above_home(resolved, *it));
            }
            if persons && self.own.has(word) && !self.speaks(resolved, line, at) {
                // 某村打造自己的品牌: its own, not that of who spoke before.
                let owner = line.units[..at].iter().rev().find_map(|it| named(resolved, it)).map(|it| it.1);
                if self.scene.words.list("reflexive").has(word)
                    && matches!(owner, Some(Class::Place | Class::Organization))
                {
                    return None;
                }
                let personal = line.units[at..].iter().any(|it| self.personal.has(self.scene.word(it)));
                let person = self.person_before(resolved, number, at)?;
                return if personal || self.is_private(person) {
                    Some(person)
                } else {
                    self.office.get(&person).copied()
                };
            }
            // 该项目, 这条公路
            let behind = at.checked_sub(2).filter(|_| COUNTERS.contains(&before_word));
            let pointing = behind.map_or(before_word, |it| self.scene.word(&line.units[it]));
            let pointed = self.pointer.suffix(pointing).is_some();
            let counted = line.units.get(at + 1).is_some_and(|it| self.scene.quantity(it).is_some());
            if self.body_word.has(word) && (starts && before_word != LIST && !counted || pointed) {
                // “公司实现销售额”，甲公司总经理说: that of who speaks.
                let own = self.speaker_behind(resolved, number).filter(|it| self.is_firm(resolved, *it));
                return own.or_else(|| self.body_spoken_of(resolved, unit.span.start));
            }
            let next = line.units.get(at + 1).map_or("", |it| self.scene.word(it));
            let staged =
                starts && (self.stage.has(word) && next == AFTER || self.work_word.has(word) && self.stage.has(next));
            if staged || pointed && self.work_word.has(word) {
                return self.work_spoken_of(resolved, unit.span.start, word, pointed);
            }
            return None;
        }
        let (entity, class) = named(resolved, unit)?;
        let after = line.units.get(at + 1);
        let after_word = after.map_or("", |it| self.scene.word(it));
        // 甲乡乙村等5个村, “某某”等3家: one of those that are counted.
        let rest = line.units[at + 1..].iter();
        let mut rest = rest.skip_while(|it| matches!(it.part, Part::Name(_)) || self.scene.word(it) == CLOSE_QUOTE);
        let counted = |it: Option<&Unit>| it.is_some_and(|it| self.scene.quantity(it).is_some());
        let among = match rest.next() {
            Some(it) if self.scene.word(it) == ETC => counted(rest.next()),
            it => after_word == CLOSE_QUOTE && resolved.entities[entity].code.is_none() && counted(it),
        };
        let included = after_word == INCLUDED;
        // “青山甲镇”等品牌: a name inside another.
        let unlisted = resolved.entities[entity].code.is_none();
        let inside = after_word == CLOSE_QUOTE && (!starts || unlisted) && class == Class::Place;
        let source = self.learn.has(after_word);
        let way = at.checked_sub(2).is_some_and(|it| {
            self.motion.has(self.scene.text(&(line.units[it].span.start..line.units[at - 1].span.end)))
        });
        if (self.motion.has(before_word) || way) && !source
            || before_word == LIST
            || after_word == LIST
            || among
            || included
            || inside
            || before_word == BY
        {
            return None;
        }
        // 甲镇至乙镇 is a way.
        let ends = |it: &Unit| named(resolved, it).is_some_and(|it| it.1 == Class::Place);
        if matches!(after_word, "\u{81f3}" | "\u{5230}") && line.units.get(at + 2).is_some_and(ends) {
            return None;
        }
        if persons && class == Class::Person {
            return Some(entity).filter(|it| self.is_private(*it) && !self.speaks(resolved, line, at));
        }
        if persons && class != Class::Person && self.leads_to_person(resolved, line, at) {
            return None;
        }
        let stands_for = if class == Class::Organization { self.stands_for(resolved, entity) } else { entity };
        // A committee that is set up has no numbers yet.
        if self.is_office(resolved, stands_for) && self.founds.has(before_word) {
            return None;
        }
        // What lies above the home county is seldom what its paper counts.
        let seat = resolved.seat.get(&entity).copied().unwrap_or(entity);
        let first = line.units[..at].iter().all(is_setting);
        let opens = class == Class::Place
            && (first || is_break(before_word))
            && after.is_some_and(|it| {
                acts(it)
                    || self.manner.has(after_word)
                    || first && qualified(it) && !self.leads_to_person(resolved, line, at)
            });
        if !self.is_firm(resolved, stands_for) && !opens && self.is_above_home(resolved, seat) {
            return None;
        }
        let rule = rule_of(resolved, unit);
        let subject = at == 0 || matches!(before_word, COMMA | "\u{201c}" | "\u{ff1b}");
        match class {
            Class::Place if rule == NATURAL => None,
            // What is found at a small site is its village's.
            Class::Place if self.site.suffix(&resolved.entities[entity].name).is_some() => {
                Some(resolved.entities[entity].parent.unwrap_or(entity))
            }
            Class::Organization if rule == "body.national" && !self.is_firm(resolved, stands_for) => None,
            Class::Place | Class::Organization => Some(stands_for),
            Class::Project => Some(entity).filter(|_| subject),
            Class::Program => Some(entity).filter(|_| subject && rule == "program.brand"),
            _ => None,
        }
    }

    /// Returns the word for a whole division that begins at a unit: `全县`, `村集体`.
    fn level_word(&self, line: &Line, at: usize) -> Option<&'a str> {
        let unit = &line.units[at];
        let next = line.units.get(at + 1).filter(|it| matches!(it.part, Part::Token(_)));
        let both = next.map(|it| self.scene.text(&(unit.span.start..it.span.end)));
        let begins =
            line.units[..at].last().is_none_or(|it| matches!(it.part, Part::Token(Kind::Mark | Kind::Time(_))));
        let collective = both.filter(|_| begins).and_then(|it| self.area_word.prefix(it));
        let collective = collective.filter(|it| it.ends_with(COLLECTIVE));
        both.filter(|it| self.area_word.has(it))
            .or(collective)
            .or_else(|| Some(self.scene.word(unit)).filter(|it| self.area_word.has(it)))
    }

    pub(super) fn is_above_home(&self, resolved: &Resolved, place: EntityId) -> bool {
        let home = self.scene.home.and_then(|it| resolved.entities[it].code.as_deref());
        let code = resolved.entities[place].code.as_deref();
        matches!((home, code), (Some(home), Some(code)) if code.len() == 6 && lies_in(home, code))
    }

    /// Tells whether a body keeps its own accounts: a firm, a school, not an organ of its place.
    pub(super) fn is_firm(&self, resolved: &Resolved, body: EntityId) -> bool {
        let entity = &resolved.entities[body];
        entity.class == Class::Organization
            && (self.firm.suffix(&entity.name).is_some() || self.accounts.iter().any(|it| entity.name.contains(it)))
    }

    fn is_office(&self, resolved: &Resolved, entity: EntityId) -> bool {
        resolved.entities[entity].class == Class::Organization && !self.is_firm(resolved, entity)
    }

    /// Returns what the numbers of a body are about: the firm itself, the place of an organ.
    fn stands_for(&self, resolved: &Resolved, body: EntityId) -> EntityId {
        let seat = resolved.seat.get(&body).copied().filter(|_| !self.is_firm(resolved, body));
        seat.unwrap_or(body)
    }

    /// Returns for whom or where a sum is given or a work is done: `为甲村引进资金3万元`.
    fn beneficiary(&self, resolved: &Resolved, line: usize, at: usize) -> Option<EntityId> {
        let here = &self.scene.lines[line];
        let mut clauses = 0;
        for unit in (1..at).rev() {
            let word = self.scene.word(&here.units[unit]);
            if is_break(word) {
                clauses += 1;
            }
            // 为甲村修路，全镇通了车
            let whole = self.level_word(here, unit).is_some_and(|it| it.starts_with(WHOLE));
            if clauses > 2 || whole && is_break(self.scene.word(&here.units[unit - 1])) {
                return None;
            }
            if !self.benefit.has(self.scene.word(&here.units[unit - 1])) {
                continue;
            }
            if self.own.has(word) {
                return self.person_before(resolved, line, unit).filter(|it| self.is_private(*it));
            }
            match named(resolved, &here.units[unit]) {
                Some(_) if self.is_natural(resolved, &here.units[unit]) => {}
                Some(_) if here.units.get(unit + 1).is_some_and(|it| self.scene.word(it) == LIST) => {}
                Some((it, Class::Place)) if !self.is_above_home(resolved, it) => return Some(it),
                Some((it, Class::Person)) if self.is_private(it) => return Some(it),
                _ => {}
            }
        }
        None
    }

    /// Tells whether a unit names a hill or a river.
    fn is_natural(&self, resolved: &Resolved, unit: &Unit) -> bool {
        rule_of(resolved, unit) == NATURAL
    }
}

/// Tells whether a unit may stand before the subject of a sentence: a time, a mark, an adverb.
fn is_setting(unit: &Unit) -> bool {
    matches!(
        unit.part,
        Part::Token(
            Kind::Time(_)
                | Kind::Mark
                | Kind::Word(Tag::Adverb | Tag::Time | Tag::Conjunction | Tag::Preposition | Tag::Pronoun)
        )
    )
}

/// Returns the rule that found a name.
fn rule_of<'r>(resolved: &'r Resolved, unit: &Unit) -> &'r str {
    match unit.part {
        Part::Name(i) => resolved.mentions.get(i).map_or("", |it| it.rule.as_str()),
        Part::Token(_) => "",
    }
}

/// Tells whether a unit may begin what its subject does.
fn acts(unit: &Unit) -> bool {
    matches!(unit.part, Part::Token(Kind::Time(_) | Kind::Word(Tag::Verb | Tag::Adverb | Tag::Preposition | Tag::Time)))
}

/// Tells whether a unit may be what its place has: `某市粮食产量`.
fn qualified(unit: &Unit) -> bool {
    matches!(unit.part, Part::Token(Kind::Unknown | Kind::Word(Tag::Noun | Tag::VerbalNoun | Tag::Adjective)))
}

/// Tells whether a mark ends a clause.
pub(super) fn is_break(word: &str) -> bool {
    matches!(word, COMMA | "," | "\u{ff1b}" | "\u{ff1a}")
}

pub(super) const LEVELS: [&str; 11] = [
    "\u{793e}\u{533a}",
    "\u{53bf}",
    "\u{5e02}",
    "\u{533a}",
    "\u{65d7}",
    "\u{5dde}",
    "\u{76df}",
    "\u{7701}",
    "\u{9547}",
    "\u{4e61}",
    "\u{6751}",
];
const HOUSEHOLD: &str = "\u{6237}";
const NATURAL: &str = "place.natural";
/// What a village has in common: `村集体经济`.
pub(super) const COLLECTIVE: &str = "\u{96c6}\u{4f53}";
pub(super) const WHOLE: &str = "\u{5168}";
const OF: &str = "\u{7684}";
pub(super) const LIST: &str = "\u{3001}";
const COMMA: &str = "\u{ff0c}";
const AMONG: &str = "\u{5176}\u{4e2d}";
const ETC: &str = "\u{7b49}";
const BY: &str = "\u{7531}";
const DELEGATE: &str = "\u{4ee3}\u{8868}";
const DONE: &str = "\u{4e86}";
const AFTER: &str = "\u{540e}";
const OPEN_QUOTE: &str = "\u{201c}";
const CLOSE_QUOTE: &str = "\u{201d}";
const INCLUDED: &str = "\u{5728}\u{5185}";
/// Counters between a pointer and what it points to.
const COUNTERS: [&str; 5] = ["\u{6761}", "\u{5ea7}", "\u{5c4a}", "\u{9879}", "\u{4e2a}"];
