//! Offices that verbs give, take and tell of, and those of a life's list.
use super::office::{AS, COLON, OF, ONCE, Office};
use super::{Finder, WORKER};
use crate::entity::{Class, EntityId};
use crate::lexicon::Tag;
use crate::scene::{Line, Part, Unit, named};
use crate::segment::{Kind, is_han};
use crate::time::period::Period;

/// How many words behind an office somebody may be named who holds it: `曾任镇长的老党员张三`.
const BEHIND: usize = 4;
/// How many names back somebody may be named whom a pronoun stands for.
const NEAR: usize = 6;
/// He and she.
const PRONOUNS: [&str; 2] = ["\u{4ed6}", "\u{5979}"];
const DONE: &str = "\u{4e86}";
const LIST: &str = "\u{3001}";
const OPEN_QUOTE: &str = "\u{201c}";

impl Finder<'_, '_> {
    /// Offices that a verb gives to the subject: `张三当选为省人大代表`, `历任甲县委书记、乙市副市长`.
    pub(super) fn careers(&mut self, line: &Line) {
        let mut subject = None;
        let mut period: Option<Period> = None;
        let mut at = 0;
        let starts_with_time = matches!(line.units.first().map(|it| it.part), Some(Part::Token(Kind::Time(_))));
        while at < line.units.len() {
            let unit = &line.units[at];
            let word = self.scene.word(unit);
            if let Some((person, Class::Person)) = named(self.resolved, unit) {
                subject = Some(person);
            }
            // 他接任书记: who was named before.
            if subject.is_none() && PRONOUNS.contains(&word) {
                subject = self.person_before(unit.span.start);
            }
            if let Some(time) = self.scene.time(unit) {
                period = Some(time);
            }
            let serving = self.lists.serving.has(word);
            // 当上 is two words to the lexicon.
            let pair = line.units.get(at + 1).map_or("", |it| self.scene.text(&(unit.span.start..it.span.end)));
            let paired = matches!(unit.part, Part::Token(_)) && self.lists.lead.has(pair);
            let lead = self.lists.lead.has(word) || serving || paired;
            let clause = at > 0 && matches!(self.scene.word(&line.units[at - 1]), "\u{ff0c}" | "\u{ff1b}");
            // In a life's list of offices a period stands for the verb.
            let listed = !lead
                && clause
                && starts_with_time
                && at < 4
                && matches!(line.units[0].part, Part::Token(Kind::Time(_)));
            // Without a subject in the sentence the article's main person is meant, if the clause begins so.
            let clause_start =
                line.units[..at].iter().rposition(|it| it.part == Part::Token(Kind::Mark)).map_or(0, |it| it + 1);
            let setting = |it: &crate::scene::Unit| {
                matches!(it.part, Part::Token(Kind::Time(_) | Kind::Word(Tag::Adverb | Tag::Time)))
            };
            // 1995.10—2000.10 stands before each office of a list that is not written in clauses.
            let entry = !lead && at > 0 && self.is_entry(&line.units[at - 1]);
            if entry {
                subject = None;
            }
            let listed = listed || entry;
            let opens = listed || line.units[clause_start..at].iter().all(setting);
            // 我当选为副市长 is said by nobody who is named; in a list nothing but an office stands behind the period.
            let nobody = lead && at > 0 && self.lists.first_person.has(self.scene.word(&line.units[at - 1]));
            let deed = listed && !entry && self.acts(line, at);
            let said = subject.is_some() || opens || lead && self.stands_before_holder(line, at);
            if (lead || listed) && !nobody && !deed && said {
                let from = at + usize::from(lead) + usize::from(paired);
                let (offices, next) = self.offices_behind(line, from);
                // 当选镇长后，张三: who is said to hold it stands in the next clause.
                let until = line.units.get(next).is_some_and(|it| self.lists.until.has(self.scene.word(it)));
                let behind = line.units[next.min(line.units.len())..].iter();
                let behind = behind.take(if until { line.units.len() } else { BEHIND });
                let of = line.units.get(next).is_some_and(|it| self.scene.word(it) == OF);
                // 曾任镇长的老党员张三, 作为镇长，张三
                let told = behind.filter(|_| until || of || serving).filter_map(|it| named(self.resolved, it));
                let told = told.take(1).find(|it| it.1 == Class::Person).map(|it| it.0);
                let person = match told {
                    Some(person) if of || serving => Some(person),
                    None if serving => subject,
                    told => subject.or(told).or_else(|| self.main_person()),
                };
                if let (Some(person), false) = (person, offices.is_empty()) {
                    let former =
                        self.lists.former.has(word) || period.is_some_and(|it| it.end.is_some() && it.start != it.end);
                    let mut offices: Vec<Office> =
                        offices.into_iter().map(|it| Office { former: former || it.former, ..it }).collect();
                    // 当上了林区巡护员: what the job is at is part of its name.
                    for office in offices.iter_mut().filter(|it| paired && it.title.ends_with(WORKER)) {
                        if office.body.is_none() && office.place.is_none() {
                            office.title.insert_str(0, &std::mem::take(&mut office.words));
                        }
                    }
                    let end = offices.last().map_or(unit.span.end, |it| it.span.end);
                    self.state(
                        line,
                        person,
                        &offices,
                        end,
                        period,
                        if lead { "post.career" } else { "post.career-listed" },
                    );
                    // The time was theirs: 2003年任局长，后任县长.
                    period = None;
                    at = next.max(at + 1);
                    continue;
                }
            }
            at += 1;
        }
    }

    /// Tells whether an office behind a verb stands before who holds it: `到甲村担任第一书记的张三`.
    fn stands_before_holder(&self, line: &Line, verb: usize) -> bool {
        const REACH: usize = 16;
        let units = &line.units[verb + 1..line.units.len().min(verb + REACH)];
        let breaks = |it: &Unit| it.part == Part::Token(Kind::Mark) && self.scene.word(it) != LIST;
        let of = units.iter().take_while(|it| !breaks(it)).position(|it| self.scene.word(it) == OF);
        let Some(of) = of.filter(|it| *it > 0 && self.is_title(line, verb + it)) else { return false };
        let person = |it: &Unit| matches!(named(self.resolved, it), Some((_, Class::Person)));
        units[of + 1..].iter().take(BEHIND - 1).any(person)
    }

    /// Returns who was named last before a point of the text.
    fn person_before(&self, start: usize) -> Option<EntityId> {
        self.mentions_before(start).take(NEAR).find(|it| it.1 == Class::Person).map(|it| it.0)
    }

    /// Offices that somebody tells of his own, `“我是甲村党支部书记。”张三说`.
    pub(super) fn own_words(&mut self, number: usize) {
        let line = &self.scene.lines[number];
        for at in 0..line.units.len().saturating_sub(1) {
            if !self.lists.first_person.has(self.scene.word(&line.units[at])) {
                continue;
            }
            let adverb = |it: &&Unit| matches!(it.part, Part::Token(Kind::Word(Tag::Adverb | Tag::Time)));
            let verb = at + 1 + line.units[at + 1..].iter().take_while(adverb).count();
            let is = line.units.get(verb).map_or("", |it| self.scene.word(it));
            if !self.lists.being.has(is) && !self.lists.lead.has(is) {
                continue;
            }
            let Some(person) = self.speaker(number, at) else { continue };
            let (mut offices, _) = self.offices_behind(line, verb + 1);
            offices.retain(|it| it.own || it.body.is_some());
            let end = offices.last().map_or(line.span.start, |it| it.span.end);
            self.state(line, person, &offices, end, None, "post.own-words");
        }
    }

    /// Returns who says what stands at a unit of a sentence: named before it with a verb of speech, or first in the
    /// sentence behind the quotation.
    fn speaker(&self, number: usize, at: usize) -> Option<EntityId> {
        let line = &self.scene.lines[number];
        let speech = self.scene.words.list("speech");
        let person = |it: &Unit| named(self.resolved, it).filter(|it| it.1 == Class::Person).map(|it| it.0);
        let says = |it: &Unit| speech.has(self.scene.word(it));
        let open = line.units[..at].iter().rposition(|it| self.scene.word(it) == OPEN_QUOTE);
        let before = open.and_then(|it| line.units[..it].iter().rposition(|it| person(it).is_some()));
        if let Some((open, last)) = open.zip(before) {
            return person(&line.units[last]).filter(|_| line.units[last + 1..open].iter().any(says));
        }
        let next = self.scene.lines[number + 1..].iter().find(|it| it.units.iter().any(|it| person(it).is_some()))?;
        let first = next.units.iter().position(|it| it.part != Part::Token(Kind::Mark))?;
        let who = next.paragraph == line.paragraph && next.units.get(first + 1).is_some_and(says);
        person(&next.units[first]).filter(|_| who)
    }

    /// Tells whether a verb that sends nobody stands before the first title behind a period: `2021年初，某市建立驻村干部`.
    fn acts(&self, line: &Line, at: usize) -> bool {
        let words = line.units[at..].iter().enumerate().take_while(|it| !self.is_title(line, at + it.0));
        words.map(|it| it.1).any(|it| {
            let verb = matches!(it.part, Part::Token(Kind::Word(Tag::Verb)));
            let word = self.scene.word(it);
            verb && ![self.lists.modifier, self.lists.lead, self.lists.body_head].iter().any(|it| it.has(word))
        })
    }

    /// Tells whether a unit is a period as it is written in lists: `1995.10—2000.10`.
    fn is_entry(&self, unit: &Unit) -> bool {
        let word = self.scene.word(unit);
        let period = self.scene.time(unit).is_some_and(|it| it.start != it.end);
        period && word.starts_with(|it: char| it.is_ascii_digit()) && word.contains('.')
    }

    /// Offices that somebody is given or relieved of, `任命张三为甲县民政局局长`, or that he is said to hold, `张三是甲公司董事长`.
    ///
    /// Behind `任命：` and `免去：` a list goes on with names alone, sentence by sentence, while there are any.
    pub(super) fn appointments(&mut self, line: &Line) {
        let mut list = self.list.take();
        for at in 0..line.units.len() {
            let word = self.scene.word(&line.units[at]);
            let before = at.checked_sub(1).map_or("", |it| self.scene.word(&line.units[it]));
            if word == COLON && (self.lists.appoint.has(before) || self.lists.relieve.has(before)) {
                list = Some(self.lists.relieve.has(before));
                self.list = list;
            }
            let Some((person, Class::Person)) = named(self.resolved, &line.units[at]) else { continue };
            let link = line.units.get(at + 1).map_or("", |it| self.scene.word(it));
            let opens = before.chars().all(|it| !is_han(it));
            // 曾是 is two words.
            let pair = line.units.get(at + 1..at + 3).map(|it| self.scene.text(&(it[0].span.start..it[1].span.end)));
            let was = pair.is_some_and(|it| self.lists.being.has(it));
            let (former, rule) = match link {
                _ if was => (pair.is_some_and(|it| it.starts_with(ONCE)), "post.being"),
                AS if self.lists.appoint.has(before) => (false, "post.appointed"),
                OF if self.lists.relieve.has(before) => (true, "post.relieved"),
                AS if opens && list == Some(false) => (false, "post.listed"),
                OF if opens && list == Some(true) => (true, "post.listed"),
                _ if self.lists.being.has(link) => (false, "post.being"),
                _ => continue,
            };
            if rule == "post.listed" {
                self.list = list;
            }
            let being = matches!(rule, "post.being" | "post.listed");
            let (mut offices, next) = self.offices_behind(line, at + 2 + usize::from(was));
            if being && offices.is_empty() {
                offices = self.also(line, next);
            }
            offices.retain(|it| rule != "post.being" || it.own);
            let start = line.units[if being { at } else { at - 1 }].span.start;
            for office in &mut offices {
                office.former |= former;
                office.span.start = start;
            }
            let end = offices.last().map_or(start, |it| it.span.end);
            self.state(line, person, &offices, end, None, rule);
        }
    }

    /// Reads what somebody is besides: `张三是甲村村民，也是乙合作社的负责人`.
    fn also(&mut self, line: &Line, from: usize) -> Vec<Office> {
        let person = |it: &usize| matches!(named(self.resolved, &line.units[*it]), Some((_, Class::Person)));
        let mut rest = (from..line.units.len()).take_while(|it| !person(it));
        let also = rest.find(|&it| self.lists.being.has(self.scene.word(&line.units[it])));
        also.map_or_else(Vec::new, |it| self.offices_behind(line, it + 1).0)
    }

    /// Returns the person whom the article names most often: the one whose life it tells.
    fn main_person(&self) -> Option<EntityId> {
        let people =
            self.resolved.mentions.iter().filter(|it| it.class == Class::Person && !it.rule.ends_with("byline"));
        let mut counts: Vec<(EntityId, usize)> = Vec::new();
        for person in people {
            match counts.iter_mut().find(|it| it.0 == person.entity) {
                Some(it) => it.1 += 1,
                None => counts.push((person.entity, 1)),
            }
        }
        counts.into_iter().rev().max_by_key(|it| it.1).map(|it| it.0)
    }

    /// Reads a list of offices from unit `from` on: the offices and the unit behind them.
    fn offices_behind(&mut self, line: &Line, from: usize) -> (Vec<Office>, usize) {
        let mut offices = Vec::new();
        // 当上了书记
        let done = line.units.get(from).is_some_and(|it| self.scene.word(it) == DONE);
        let mut start = from + usize::from(done);
        let mut at = start;
        while at < line.units.len() && at - start < 16 {
            let unit = &line.units[at];
            let word = self.scene.word(unit);
            let person = matches!(named(self.resolved, unit), Some((_, Class::Person)));
            if person && at > start && self.is_title(line, at - 1) {
                // What ends in somebody's name is said of him: 2018年1月，某社党委书记、主任李四.
                return (Vec::new(), at);
            }
            if person || matches!(word, "\u{3002}" | "\u{ff1b}") {
                break;
            }
            // Another time or verb begins a list of its own: 1998年至2003年任局长，2003年起任县长.
            let anew = matches!(unit.part, Part::Token(Kind::Time(_))) || self.lists.lead.has(word);
            if !offices.is_empty() && anew {
                at = start;
                break;
            }
            let ends = line.units.get(at + 1).is_none_or(|it| {
                let next = self.scene.word(it);
                // 担任书记的时候
                let person = |it: &&Unit| matches!(named(self.resolved, it), Some((_, Class::Person)));
                let near = || line.units[at + 1..].iter().skip(1).take(BEHIND - 1).any(|it| person(&it));
                if next == OF && near() {
                    return true;
                }
                let until = if next == OF { line.units.get(at + 2).map_or("", |it| self.scene.word(it)) } else { next };
                // 我是会长嘞
                let particle = it.part == Part::Token(Kind::Word(Tag::Particle)) && next != OF;
                !next.chars().all(is_han)
                    || particle
                    || self.lists.until.has(until)
                    || matches!(it.part, Part::Token(Kind::Quantity(_) | Kind::Time(_)))
                    || self.lists.join.has(next)
                    || self.lists.nominee.has(next)
                    || next == "\u{7b49}"
                    || next == "\u{804c}\u{52a1}"
            });
            if self.is_title(line, at) && ends {
                let nominee = line.units.get(at + 1).is_some_and(|it| self.lists.nominee.has(self.scene.word(it)));
                if let Some(office) = self.office(line, start, at + 1).filter(|_| !nominee) {
                    offices.push(office);
                }
                let next = line.units.get(at + 1).map_or("", |it| self.scene.word(it));
                if !(self.lists.join.has(next) || next == "\u{ff0c}") {
                    at += 1;
                    break;
                }
                start = at + 2;
                at = start;
                continue;
            }
            if matches!(unit.part, Part::Token(Kind::Mark | Kind::Quantity(_))) {
                break;
            }
            at += 1;
        }
        (self.complete(offices, line), at)
    }
}
