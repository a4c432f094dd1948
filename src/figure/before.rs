//! What stands before a number in its clause: the words for what it measures, or the verb whose object it counts.
use crate::entity::Class;
use crate::figure::phrase::{
    AND, CLOSE_BRACKET, CLOSE_QUOTE, LIST, OPEN_BRACKET, OPEN_QUOTE, Phrases, is_nominal, is_noun, is_verb,
};
use crate::lexicon::Tag;
use crate::scene::{Line, Part, Unit, named};
use crate::segment::Kind;

/// What stands before a quantity in its clause.
#[derive(Default)]
pub(crate) struct Before {
    pub(crate) words: String,
    /// Only links stand between it and the quantity before.
    pub(crate) adjacent: bool,
    /// Only a list mark stands between it and what the quantity before counts.
    pub(crate) parallel: bool,
    /// What the quantity before counts ends directly before it.
    pub(crate) follows: bool,
    /// It is a level that something moved to.
    pub(crate) moved: bool,
    /// The time that it is compared with stands before it: 比上年低.
    pub(crate) compared: bool,
    /// Its last word, where it is a verb: the number counts its object.
    pub(crate) verb: Option<String>,
    /// What stands before that verb.
    pub(crate) subject: String,
    /// It ends in a noun that is no name.
    pub(crate) noun: bool,
    /// A verb of having or getting links it to the number.
    pub(crate) took: bool,
    /// It says no more than of what each has the number: `每人`.
    pub(crate) each: Option<String>,
    /// It ends in those who are counted: `李明等4人`.
    pub(crate) people: bool,
    /// One of them is spoken of: `一幅画`.
    pub(crate) one: bool,
}

impl Phrases<'_, '_> {
    /// Returns what stands before a quantity in its clause.
    pub(crate) fn before(&self, line: &Line, at: usize, people: bool) -> Before {
        let mut start = at;
        let mut limit = at;
        let mut res = Before::default();
        let mut depth = 0;
        while start > 0 {
            let unit = &line.units[start - 1];
            let word = self.scene.word(unit);
            let between = &line.units[start..limit];
            let links = between.iter().all(|it| self.lists.link.has(self.scene.word(it)));
            match unit.part {
                Part::Token(Kind::Quantity(_)) => {
                    let idle = self.scene.quantity(unit).is_some_and(|it| it.duration || it.chinese && !it.measure);
                    if idle && links {
                        start -= 1;
                        limit = start;
                        continue;
                    }
                    res.one =
                        word.starts_with(ONE) && self.scene.quantity(unit).is_some_and(|it| it.chinese && !it.duration);
                    let joins = |it: &Unit| matches!(self.scene.word(it), LIST | AND);
                    res.adjacent = between.iter().all(|it| self.lists.link.has(self.scene.word(it)) || joins(it));
                    res.parallel = !res.adjacent && between.last().is_some_and(joins);
                    let nouns = between.iter().all(|it| is_nominal(it) && !joins(it));
                    res.follows = !res.adjacent && nouns && limit == at;
                    break;
                }
                Part::Token(Kind::Mark) => match word {
                    CLOSE_QUOTE | CLOSE_BRACKET => depth += 1,
                    OPEN_QUOTE | OPEN_BRACKET if depth > 0 => depth -= 1,
                    LIST | " " | "\u{b7}" | "-" | "+" => {}
                    _ => break,
                },
                // A time beside the number stands inside the clause, as does one that is compared with;
                // elsewhere it begins what is said.
                Part::Token(Kind::Time(_)) => {
                    let compared =
                        start > 1 && self.lists.source.suffix(self.scene.word(&line.units[start - 2])).is_some();
                    if !links && !compared {
                        break;
                    }
                }
                _ => {}
            }
            start -= 1;
        }
        if res.parallel {
            return res;
        }
        self.trim(line, start, limit, people, &mut res);
        res
    }

    /// Takes links off the end of what stands before a quantity, and what is no part of a metric off its start.
    fn trim(&self, line: &Line, mut start: usize, limit: usize, people: bool, res: &mut Before) {
        let mut end = limit;
        loop {
            if end > start && self.is_link(line, end - 1) {
                res.took |= self.lists.take.has(self.scene.word(&line.units[end - 1]));
                let goal = matches!(self.scene.word(&line.units[end - 1]), "\u{5230}" | "\u{81f3}" | "\u{4e3a}");
                end -= 1;
                // 提高到, 降至: the level that is reached, not the amount of the change.
                if goal && end > start && self.lists.level.has(self.scene.word(&line.units[end - 1])) {
                    end -= 1;
                    res.moved = true;
                }
            } else if end > start + 1 && self.is_scope(&line.units[end - 1]) && self.governs(&line.units[end - 2]) {
                end -= 1;
            } else {
                break;
            }
        }
        // 普及率由改造前的不足10%升到: what moved stands before the level that it left.
        let moves = |it: &Unit| self.lists.level.prefix(self.scene.word(it)).is_some();
        if line.units.get(limit + 1).is_some_and(moves) {
            let from = |it: &Unit| matches!(self.scene.word(it), "\u{7531}" | "\u{4ece}");
            let left = line.units[start..end].iter().rposition(from).filter(|it| *it > 0);
            end = left.map_or(end, |it| start + it);
            while end > start && self.is_link(line, end - 1) {
                end -= 1;
            }
        }
        let first = start;
        while start < end && self.is_dropped(line, start) {
            start += 1;
        }
        // A site that is no division of the country may be what is counted: 甲级景区46家.
        let site = |it: &Unit| {
            named(self.resolved, it)
                .map(|(id, class)| (class, &self.resolved.entities[id]))
                .is_some_and(|(class, it)| class == Class::Place && it.code.is_none() && !it.name.ends_with(TOWNS))
        };
        if start == end && end > first && site(&line.units[end - 1]) {
            start -= 1;
        }
        // What stands before a name is said of it, not counted.
        let names = (start..end).rev().filter(|it| self.is_actor(&line.units[*it]));
        let rest = |from: usize| -> usize {
            let from = (from..end).find(|it| !self.is_dropped(line, *it)).unwrap_or(end);
            line.units[from..end].iter().map(|it| self.scene.word(it).chars().count()).sum()
        };
        if let Some(name) = names.into_iter().find(|it| rest(it + 1) > 1) {
            start = name + 1;
            while start < end && self.is_dropped(line, start) {
                start += 1;
            }
        }
        start = self.head_of(line, start, end);
        let text = |units: &[Unit]| -> String {
            // 比2016年下降: the time that is compared with is no part of what is measured.
            let compared = |at: usize| {
                let time = units.get(at).is_some_and(|it| matches!(it.part, Part::Token(Kind::Time(_))));
                time && at.checked_sub(1).is_some_and(|it| self.lists.source.has(self.scene.word(&units[it])))
            };
            let kept = units.iter().enumerate().filter(|(at, _)| !compared(*at) && !compared(at + 1));
            kept.map(|it| self.scene.word(it.1)).collect()
        };
        let whole = text(&line.units[start..end]);
        res.compared = whole.len() < line.units[start..end].iter().map(|it| self.scene.word(it).len()).sum();
        res.words = self.clean(&whole);
        res.each = (res.words.is_empty() && whole.starts_with(EACH)).then_some(whole);
        let last = line.units[start..end].last();
        res.noun = last.is_some_and(is_noun);
        if people && last.and_then(|it| named(self.resolved, it)).is_some_and(|it| it.1 == Class::Person) {
            res.words.clear();
            res.people = true;
            return;
        }
        if let Some(last) = line.units[start..end].last() {
            let word = self.scene.word(last);
            let deal = [self.lists.earn, self.lists.sell, self.lists.spend].iter().any(|it| it.has(word));
            let done = line.units.get(end).is_some_and(|it| self.scene.word(it) == DONE);
            let verb = matches!(last.part, Part::Token(Kind::Word(Tag::Verb | Tag::Direction)))
                || done && matches!(last.part, Part::Token(Kind::Word(Tag::VerbalNoun)));
            let known = [self.lists.governing, self.lists.soft, self.lists.effect].iter().any(|it| it.has(word));
            // 规划了 is a verb, whatever the word is elsewhere.
            if deal || verb || known && (is_verb(last) || done) {
                res.verb = Some(word.to_owned());
                let mut to = end - 1;
                while to > start && (self.is_link(line, to - 1) || self.is_dropped(line, to - 1)) {
                    to -= 1;
                }
                // 除去成本净赚5万元 is what is left of the costs, not theirs.
                let less = self.scene.words.list("figure_less");
                let left = start > 0 && less.has(self.scene.word(&line.units[start - 1]));
                let noun = to > start && is_noun(&line.units[to - 1]) && !left;
                res.subject = if noun { self.clean(&text(&line.units[start..to])) } else { String::new() };
            }
        }
    }

    /// Returns where the words for what is measured begin, behind what only leads to them: `决定将低保标准`,
    /// `实现全村经济收入`, `包括某某在内的`, `修路、架桥等工程`.
    fn head_of(&self, line: &Line, start: usize, end: usize) -> usize {
        let word = |it: usize| self.scene.word(&line.units[it]);
        let rest = |from: usize| -> usize { (from..end).map(|it| word(it).chars().count()).sum() };
        let leads = |it: usize| {
            let listed = || (start..it).any(|it| matches!(word(it), LIST | CLOSE_QUOTE));
            match word(it) {
                "\u{5c06}" | "\u{628a}" | "\u{5728}\u{5185}" => true,
                ETC => listed() && line.units[it + 1..end].iter().all(is_nominal),
                it_word => {
                    it > start
                        && self.lists.area.has(it_word)
                        && self.lists.drop.has(word(it - 1))
                        && !self.lists.source.has(word(it - 1))
                }
            }
        };
        let Some(head) = (start..end).rev().find(|it| leads(*it) && rest(it + 1) > 1) else { return start };
        (head + 1..end).find(|it| !self.is_dropped(line, *it)).unwrap_or(start)
    }

    /// Takes marks and words for the whole division off what stands before a quantity.
    fn clean(&self, words: &str) -> String {
        let open = words.rfind(CLOSE_QUOTE).filter(|it| !words[..*it].contains(OPEN_QUOTE));
        let words = open.map_or(words, |it| &words[it + CLOSE_QUOTE.len()..]);
        let mut words = words.trim_matches([',', '\u{3001}', ' ', '\u{201c}', '\u{201d}', '\u{ff08}', '\u{ff09}']);
        while let Some(area) = self.lists.area.prefix(words).filter(|it| !it.ends_with(COLLECTIVE)) {
            words = &words[area.len()..];
        }
        while let Some(link) = self.lists.link.suffix(words).filter(|it| it.chars().count() > 1) {
            words = &words[..words.len() - link.len()];
        }
        // 建成了占地100亩的园区 measures 占地.
        let done = words.rfind(DONE).map(|it| &words[it + DONE.len()..]).filter(|it| it.chars().count() > 1);
        words = done.unwrap_or(words);
        // 项目建成后年发电量 measures 年发电量.
        let stage = words.find(AFTER).filter(|it| self.lists.stage.suffix(&words[..*it]).is_some());
        words = stage.map_or(words, |it| &words[it + AFTER.len_utf8()..]);
        let bracket = words.rfind(OPEN_BRACKET).filter(|it| !words[*it..].contains(CLOSE_BRACKET));
        words = bracket.map_or(words, |it| &words[..it]);
        // 保费每亩每季40元: the unit says what it is for each of.
        while let Some(each) = words.rfind(EACH).filter(|it| words[*it..].chars().count() < 4) {
            if words[..each].chars().count() < 2 {
                break;
            }
            words = &words[..each];
        }
        // 每公斤6.8元 says no more than the unit.
        if words.starts_with(EACH) && words.chars().count() < 4 { String::new() } else { words.to_owned() }
    }

    /// Tells whether a unit may govern the place or body behind it; what something is a share of is part of a metric.
    fn governs(&self, unit: &Unit) -> bool {
        let word = self.scene.word(unit);
        (is_verb(unit) || word == DONE) && !word.starts_with(SHARE)
    }

    fn is_scope(&self, unit: &Unit) -> bool {
        self.lists.area.has(self.scene.word(unit))
            || self.lists.own.has(self.scene.word(unit))
            || matches!(named(self.resolved, unit), Some((_, Class::Place | Class::Organization)))
    }

    /// Tells whether a unit names who acts: a person, a place or a body.
    fn is_actor(&self, unit: &Unit) -> bool {
        matches!(named(self.resolved, unit), Some((_, Class::Place | Class::Person | Class::Organization)))
            || matches!(unit.part, Part::Token(Kind::Person | Kind::Word(Tag::Pronoun)))
    }

    fn is_link(&self, line: &Line, at: usize) -> bool {
        let unit = &line.units[at];
        let word = self.scene.word(unit);
        self.lists.link.has(word)
            || matches!(unit.part, Part::Token(Kind::Mark | Kind::Time(_) | Kind::Word(Tag::Adverb)))
    }

    fn is_dropped(&self, line: &Line, at: usize) -> bool {
        let unit = &line.units[at];
        let word = self.scene.word(unit);
        match unit.part {
            Part::Token(Kind::Time(_) | Kind::Mark) => true,
            Part::Token(Kind::Word(tag)) => {
                // 这片山地: the counter of a pronoun.
                let counter = || {
                    word.chars().count() == 1
                        && at.checked_sub(1).is_some_and(|it| POINTERS.contains(&self.scene.word(&line.units[it])))
                };
                self.lists.drop.has(word)
                    || counter()
                    || matches!(
                        tag,
                        Tag::Adverb | Tag::Preposition | Tag::Conjunction | Tag::Particle | Tag::Pronoun | Tag::Time
                    )
            }
            Part::Name(_) => {
                matches!(named(self.resolved, unit), Some((_, Class::Place | Class::Person | Class::Organization)))
            }
            Part::Token(_) => false,
        }
    }
}

/// What towns and villages are called.
const TOWNS: [char; 3] = ['\u{9547}', '\u{4e61}', '\u{6751}'];
const DONE: &str = "\u{4e86}";
const ETC: &str = "\u{7b49}";
/// Pronouns that a counter stands behind.
const POINTERS: [&str; 2] = ["\u{8fd9}", "\u{90a3}"];
const COLLECTIVE: &str = "\u{96c6}\u{4f53}";
const ONE: char = '\u{4e00}';
const SHARE: char = '\u{5360}';
const AFTER: char = '\u{540e}';
const EACH: &str = "\u{6bcf}";
