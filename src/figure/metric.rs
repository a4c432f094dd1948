//! Metrics: what a number counts or measures, as the words around it say.
//!
//! It stands behind the number (`447个贫困村`), before it (`总规模193兆瓦`), says what those that are counted
//! do (`3万人脱贫`), or is that of a number before (`搬迁安置10922户35382人`).
use crate::entity::Class;
use crate::figure::before::Before;
use crate::figure::phrase::{COMMA, OF, Phrases, is_nominal, is_noun, is_verb};
use crate::lexicon::Tag;
use crate::rate::is_money;
use crate::scene::{Line, Part, Unit, named};
use crate::segment::Kind;
use crate::value::Quantity;

/// What a number measures, and how.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    /// The words for it; empty where none are found.
    pub metric: String,
    /// increase or decrease, where the number is the amount of a change.
    pub change: Option<&'static str>,
    /// It is a level that something moved to.
    pub moved: bool,
    /// The rule that found it.
    pub rule: &'static str,
}

/// A number before in the same paragraph, with what it measures.
#[derive(Clone, Debug)]
pub struct Known {
    /// What it measures.
    pub measured: Measured,
    /// Its unit.
    pub unit: Option<String>,
    /// The number as printed.
    pub printed: String,
    /// It stands in the same sentence.
    pub here: bool,
}

impl<'a> Phrases<'_, 'a> {
    /// Returns the natural counter of a number that has none: `0.9万贫困劳力`.
    pub fn counter(&self, line: &Line, at: usize) -> Option<&'static str> {
        let behind = self.behind(line, at, true).words;
        let before = if behind.is_empty() { self.before(line, at, true).words } else { String::new() };
        let noun = if behind.is_empty() { &before } else { &behind };
        if self.lists.household.suffix(noun).is_some() {
            return Some(HOUSEHOLD);
        }
        let person = self.lists.person.suffix(noun).or_else(|| {
            noun.char_indices()
                .skip(1)
                .find_map(|(it, _)| self.lists.person.suffix(&noun[..it]).filter(|it| it.chars().count() > 1))
        });
        // 20万甲县人
        let natives = noun.ends_with(PERSON) && !noun.ends_with(ROBOT);
        person.map(|_| PERSON).or(natives.then_some(PERSON))
    }

    /// Returns what the quantity at `at` measures; `full` is its unit, `known` the numbers before it.
    pub fn of(&self, line: &Line, at: usize, quantity: &Quantity, full: Option<&str>, known: &[Known]) -> Measured {
        let counts = !quantity.measure && !is_money(quantity);
        let people = matches!(quantity.unit.as_deref(), Some(PERSON | HOUSEHOLD | "\u{540d}" | "\u{4f4d}"));
        let behind = self.behind(line, at, people);
        let before = self.before(line, at, people);
        let measured = |metric: String, rule| Measured { metric, change: None, moved: before.moved, rule };
        let size = behind.words.chars().count();
        if size == 0
            && quantity.unit.as_deref() == Some("\u{4ea9}")
            && line.units.get(at + 1).is_some_and(|it| self.scene.word(it) == "\u{5730}")
        {
            // 承包的80亩地, 9亩地入股: what is done with it tells which.
            let done = |it: &&str| self.lists.land.has(it);
            let after = line.units.get(at + 2).map(|it| self.scene.word(it)).filter(done);
            let deed = before.verb.as_deref().filter(done).or(after).unwrap_or_default();
            return measured(format!("{deed}{LAND}"), "figure.counted");
        }
        // 其中2个已建成: of those counted before.
        let among = at.checked_sub(1).is_some_and(|it| self.scene.word(&line.units[it]) == AMONG);
        let does = |it: &Unit| matches!(it.part, Part::Token(Kind::Word(Tag::Verb | Tag::Adverb)));
        if counts && !people && among && line.units.get(at + 1).is_some_and(does) {
            let whole = known.iter().rev().find(|it| it.here && it.unit.as_deref() == full);
            if let Some(whole) = whole {
                return measured(whole.measured.metric.clone(), "figure.inherited");
            }
        }
        let noun =
            !behind.verbal || self.lists.fund.suffix(&behind.words).is_some() || behind.closed && !is_money(quantity);
        let sized = self.lists.size.suffix(&before.words).is_some();
        // 总规模3兆瓦的电站 has a size, 收入低于5万元的村 are sorted out by their income.
        let own = behind.of && (behind.dimension || !before.noun);
        let governed = before.verb.is_some() || before.took || own;
        let effect = || {
            let verb = before.verb.as_deref().filter(|it| self.lists.effect.has(it));
            let verb = verb.filter(|_| people || !counts && quantity.unit.is_none());
            format!("{}{}", verb.unwrap_or_default(), behind.words)
        };
        if counts && (size > 1 || size == 1 && (before.follows || before.parallel)) {
            return measured(effect(), "figure.counted");
        }
        if size > 1 && noun && (governed || before.parallel) && !sized && !self.is_deal(&before) {
            return measured(behind.words, "figure.object");
        }
        let effective = before.verb.as_deref().is_none_or(|it| self.lists.effect.has(it));
        if counts
            && effective
            && (before.words.is_empty() || before.verb.is_some() || before.follows || before.parallel)
            && let Some(outcome) = self.outcome(line, at, quantity)
        {
            return measured(outcome, "figure.outcome");
        }
        if people
            && size == 0
            && let Some(verb) = before.verb.as_deref().filter(|it| it.chars().count() > 1)
        {
            let number = if quantity.unit.as_deref() == Some(HOUSEHOLD) { HOUSEHOLDS } else { PEOPLE };
            // 车间年带动妇女稳定就业: what it brings about begins with the verb for that.
            let effect = before.words.char_indices().map(|it| &before.words[it.0..]);
            let effect = effect.into_iter().find(|it| self.lists.effect.prefix(it).is_some());
            let short = |it: &&str| it.chars().count() < LONG_DEED;
            let deed = Some(before.words.as_str()).filter(|it| it.chars().count() < 7);
            let deed = deed.or(effect.filter(short)).unwrap_or(verb);
            return measured(format!("{deed}{number}"), "figure.deed");
        }
        if let Some(deal) = self.deal(&before, full, quantity) {
            return measured(deal, "figure.deal");
        }
        let last = known.last();
        let (metric, change) = self.without_change(&before.words, before.compared);
        // 从5000元左右提高到1万元: the level before, about which only its bound stands between.
        let level = last.filter(|it| it.here && it.unit.as_deref() == full);
        if let Some(level) = level.filter(|_| self.lists.bound.prefix(&before.words).is_some()) {
            return Measured { change, ..measured(level.measured.metric.clone(), "figure.inherited") };
        }
        if let Some(group) = last.filter(|it| it.here).and_then(|it| self.group(&before.words, it)) {
            return measured(group, "figure.group");
        }
        if let Some(each) = self.respective(line, at, known) {
            // 分别增长5%、8%: the verb stands before the first alone.
            let change = change.or(last.filter(|_| before.adjacent).and_then(|it| it.measured.change));
            return Measured { change, ..measured(each, "figure.inherited") };
        }
        let short = metric.chars().count() < 2;
        let relative = matches!(quantity.unit.as_deref(), Some("%" | "\u{767e}\u{5206}\u{70b9}" | "\u{500d}"));
        if short || before.follows && size == 0 {
            if size > 1 && noun {
                return Measured { change, ..measured(behind.words, "figure.behind") };
            }
            if size == 1 && counts {
                return Measured { change, ..measured(behind.words, "figure.counted") };
            }
            if let Some(purpose) = self.purpose(line, at).filter(|_| is_money(quantity)) {
                return measured(purpose, "figure.purpose");
            }
            let plain = |unit: Option<&str>| unit.map(|it| it.split('/').next().unwrap_or(it).to_owned());
            let alike = |it: &Known| plain(it.unit.as_deref()) == plain(full) || change.is_some() && relative;
            let inherits = |it: &&Known| {
                it.here && (before.adjacent || before.moved && alike(it)) || alike(it) && (it.here || change.is_some())
            };
            if let Some(last) =
                last.filter(inherits).filter(|it| short && !before.people && it.measured.rule != "figure.plain")
            {
                // 分别增长3.2%、5.1%: both grew.
                let change = change.or(last.measured.change.filter(|_| before.adjacent && alike(last)));
                return Measured { change, ..measured(last.measured.metric.clone(), "figure.inherited") };
            }
            if short
                && size == 0
                && (people || change.is_some())
                && let Some(noun) = self.clause_before(line, at, people)
            {
                return measured(noun, "figure.topic");
            }
            let plain = self.plain(quantity, &before, last);
            if let Some(plain) = plain.filter(|_| people && metric.is_empty() || before.follows) {
                let verb = if before.follows { self.verb_before_last(line, at) } else { "" };
                return measured(format!("{verb}{plain}"), "figure.plain");
            }
        }
        // 甲镇兑现3万元: what was paid out before in the paragraph.
        let paid = before.verb.as_deref().filter(|it| is_money(quantity) && it.chars().count() > 1);
        if before.subject.is_empty()
            && let Some(verb) = paid
        {
            let same = known.iter().rev().find(|it| it.unit.as_deref() == full && it.measured.metric.starts_with(verb));
            if let Some(same) = same.filter(|it| it.measured.metric != verb) {
                return measured(same.measured.metric.clone(), "figure.again");
            }
        }
        if metric.is_empty()
            && size == 0
            && let Some(each) = &before.each
        {
            return measured(format!("{each}{STANDARD}"), "figure.each");
        }
        if counts && size > 0 || metric.is_empty() {
            return Measured { change, ..measured(format!("{metric}{}", behind.words), "figure.around") };
        }
        Measured { change, ..measured(metric, "figure.before") }
    }

    /// Returns what those do who are counted, as what is counted: `3万人脱贫`, `5次报道甲县做法`.
    fn outcome(&self, line: &Line, at: usize, quantity: &Quantity) -> Option<String> {
        let number = match quantity.unit.as_deref() {
            Some(HOUSEHOLD) => HOUSEHOLDS,
            Some("\u{6b21}") => "\u{6b21}\u{6570}",
            None | Some(PERSON | "\u{540d}") => PEOPLE,
            _ => return None,
        };
        let mut words = String::new();
        let duly = line.units[at + 1..].iter().take_while(|it| self.lists.duly.has(self.scene.word(it))).count();
        let at = at + duly;
        let pair = line.units.get(at + 1).zip(line.units.get(at + 2));
        let pair = pair.map(|it| self.scene.text(&(it.0.span.start..it.1.span.end)));
        let first = line.units.get(at + 1).map(|it| self.scene.word(it));
        if let Some(pair) =
            first.filter(|it| self.lists.outcome.has(it)).or(pair).filter(|it| self.lists.outcome.has(it))
        {
            return Some(format!("{pair}{number}"));
        }
        for (count, unit) in line.units.iter().skip(at + 1).enumerate() {
            let word = self.scene.word(unit);
            match unit.part {
                _ if word == OF => return None,
                Part::Token(Kind::Word(Tag::Verb | Tag::VerbalNoun)) if count == 0 => {
                    if self.lists.link.has(word) || self.lists.level.has(word) {
                        return None;
                    }
                    words.push_str(word);
                }
                _ if count == 0 || count > 5 => break,
                Part::Token(Kind::Word(Tag::Noun | Tag::VerbalNoun | Tag::Adjective) | Kind::Unknown) => {
                    words.push_str(word);
                }
                Part::Token(Kind::Word(Tag::Direction | Tag::Particle)) if count == 1 => {}
                Part::Name(_) if !matches!(named(self.resolved, unit), Some((_, Class::Person))) => {
                    words.push_str(word)
                }
                _ => break,
            }
        }
        (words.chars().count() > 1).then(|| words + number)
    }

    /// Returns what a sum is used for, as what it is: `20万元用于道路维修`.
    fn purpose(&self, line: &Line, at: usize) -> Option<String> {
        let mut units = line.units.iter().skip(at + 1);
        units.next().filter(|it| self.lists.use_for.has(self.scene.word(it)))?;
        let purpose: String = units
            .take_while(|it| {
                let word = self.scene.word(it);
                !matches!(it.part, Part::Token(Kind::Mark | Kind::Quantity(_))) && !self.lists.particle.has(word)
            })
            .map(|it| self.scene.word(it))
            .collect();
        (purpose.chars().count() > 1).then(|| purpose + FUNDS)
    }

    /// Returns what the number of the same place in a list before measures: `产量3万吨、产值2亿元，同比分别增长5%、8%`.
    fn respective(&self, line: &Line, at: usize, known: &[Known]) -> Option<String> {
        let clause = line.units[..at].iter().rposition(|it| self.scene.word(it) == COMMA)? + 1;
        let each = (clause..at).rfind(|it| self.scene.word(&line.units[*it]) == RESPECTIVELY)?;
        let bare = |it: &Unit| self.lists.frame.has(self.scene.word(it)) || self.lists.link.has(self.scene.word(it));
        if !line.units[clause..each].iter().all(bare) {
            return None;
        }
        let counts = |from: usize, to: usize| {
            let units = line.units[from..to].iter().take_while(|it| self.scene.word(it) != COMMA);
            units.filter(|it| self.scene.quantity(it).is_some()).count()
        };
        let (before, all) = (counts(each, at), counts(each, line.units.len()));
        let base: Vec<&Known> = known.iter().rev().skip(before).take_while(|it| it.here).take(all).collect();
        let same = base.get(all.checked_sub(before + 1)?).filter(|_| base.len() == all && all > 1)?;
        Some(same.measured.metric.clone())
    }

    /// Returns the noun that the clause before ends in, of which `共有74户` tells how many, `比上年增长8%` how it moved.
    fn clause_before(&self, line: &Line, at: usize, people: bool) -> Option<String> {
        let comma = line.units[..at].iter().rposition(|it| matches!(it.part, Part::Token(Kind::Mark)))?;
        let units = &line.units[..comma];
        let nouns = |it: &Unit| if people { is_noun(it) } else { is_nominal(it) || is_verb(it) };
        let count = units.iter().rev().take_while(|it| nouns(it)).count();
        let words: String = units[units.len() - count..].iter().map(|it| self.scene.word(it)).collect();
        let fits = if people { self.ends_in_people(&words) } else { words.chars().count() > 1 };
        (self.scene.word(&line.units[comma]) == COMMA && fits).then_some(words)
    }

    /// Returns the verb that governs the quantity before: `涉及10个乡镇450户`.
    fn verb_before_last(&self, line: &Line, at: usize) -> &'a str {
        let last = line.units[..at].iter().rposition(|it| self.scene.quantity(it).is_some());
        let verb = last.and_then(|it| it.checked_sub(1)).map_or("", |it| self.scene.word(&line.units[it]));
        if self.lists.effect.has(verb) { verb } else { "" }
    }

    /// Returns the plain words for a number of people or households of which nothing more is said.
    fn plain(&self, quantity: &Quantity, before: &Before, last: Option<&Known>) -> Option<&'static str> {
        match quantity.unit.as_deref() {
            Some(HOUSEHOLD) => Some(HOUSEHOLDS),
            Some(PERSON | "\u{540d}" | "\u{4f4d}") => {
                let homes = last.is_some_and(|it| it.here && it.unit.as_deref() == Some(HOUSEHOLD));
                Some(if homes && before.adjacent { "\u{4eba}\u{53e3}" } else { PEOPLE })
            }
            _ => None,
        }
    }

    /// Returns the metric of a share of a group that the number before bounds: `收入50万元以上的村占60%`.
    fn group(&self, before: &str, last: &Known) -> Option<String> {
        let bound = self.lists.bound.prefix(before)?;
        let rest = before[bound.len()..].trim_start_matches(OF);
        let rest = self.lists.link.suffix(rest).map_or(rest, |it| &rest[..rest.len() - it.len()]);
        Some(format!("{}{}{bound}{}{rest}", last.measured.metric, last.printed, if rest.is_empty() { "" } else { OF }))
    }

    fn is_deal(&self, before: &Before) -> bool {
        before.verb.as_deref().is_some_and(|it| self.lists.earn.has(it))
    }

    /// Returns the noun for a sum that a plain verb of earning, selling or spending stands before.
    fn deal(&self, before: &Before, full: Option<&str>, quantity: &Quantity) -> Option<String> {
        let verb = before.verb.as_deref().filter(|_| is_money(quantity))?;
        let noun = if self.lists.earn.has(verb) {
            "\u{6536}\u{5165}"
        } else if self.lists.sell.has(verb)
            && (before.one || full.is_some_and(|it| it.contains('/') && !it.contains(TIMES)))
        {
            "\u{4ef7}\u{683c}"
        } else if self.lists.sell.has(verb) {
            "\u{9500}\u{552e}\u{6536}\u{5165}"
        } else if self.lists.spend.has(verb) {
            "\u{82b1}\u{8d39}"
        } else {
            return None;
        };
        let unit = full.unwrap_or_default();
        let period = ["/\u{5e74}", "/\u{6708}", "/\u{65e5}"].into_iter().find(|it| unit.contains(it)).unwrap_or("/");
        let period = if noun.chars().count() == 2 { &period[1..] } else { "" };
        Some(format!("{}{period}{noun}", before.subject))
    }

    /// Takes the verb of change off the end of a metric: `贫困发生率下降` measures 贫困发生率.
    fn without_change(&self, before: &str, compared: bool) -> (String, Option<&'static str>) {
        for (list, change) in [(self.lists.up, "increase"), (self.lists.down, "decrease")] {
            if let Some(verb) = list.suffix(before) {
                let mut metric = &before[..before.len() - verb.len()];
                while let Some(frame) = self.lists.frame.suffix(metric) {
                    metric = &metric[..metric.len() - frame.len()];
                }
                return (metric.to_owned(), Some(change));
            }
        }
        // 比去年同期低: how it compares tells the change.
        for (list, change) in [(self.lists.more, "increase"), (self.lists.less, "decrease")] {
            let rest = list.suffix(before).map(|it| &before[..before.len() - it.len()]);
            if let Some(mut metric) = rest.filter(|it| compared || self.lists.frame.suffix(it).is_some()) {
                while let Some(frame) = self.lists.frame.suffix(metric) {
                    metric = &metric[..metric.len() - frame.len()];
                }
                return (metric.to_owned(), Some(change));
            }
        }
        (before.to_owned(), None)
    }
}

/// The fewest characters of what is too long to be called a deed.
const LONG_DEED: usize = 12;
/// Households.
const HOUSEHOLD: &str = "\u{6237}";
const ROBOT: &str = "\u{673a}\u{5668}\u{4eba}";
/// People.
const PERSON: &str = "\u{4eba}";
/// Years, months and days in a rate.
const TIMES: [char; 4] = ['\u{5e74}', '\u{6708}', '\u{65e5}', '\u{5929}'];
const HOUSEHOLDS: &str = "\u{6237}\u{6570}";
const PEOPLE: &str = "\u{4eba}\u{6570}";
const STANDARD: &str = "\u{6807}\u{51c6}";
const AMONG: &str = "\u{5176}\u{4e2d}";
const LAND: &str = "\u{571f}\u{5730}";
const RESPECTIVELY: &str = "\u{5206}\u{522b}";
const FUNDS: &str = "\u{8d44}\u{91d1}";
