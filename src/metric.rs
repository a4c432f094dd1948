//! Metrics: what a number counts or measures, as the words around it say.
//!
//! It stands behind the number (`447个贫困村`), before it (`总规模193兆瓦`), says what those that are counted
//! do (`3万人脱贫`), or is that of a number before (`搬迁安置10922户35382人`).
use crate::entity::Class;
use crate::lexicon::Tag;
use crate::naming::Resolved;
use crate::rate::is_money;
use crate::scene::{Line, Part, Scene, Unit, named};
use crate::segment::Kind;
use crate::value::Quantity;
use crate::words::{WordList, Words};

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

/// Finds what numbers measure.
pub struct Metrics<'s, 'a> {
    scene: &'s Scene<'a>,
    resolved: &'s Resolved,
    lists: Lists<'a>,
}

struct Lists<'a> {
    link: &'a WordList,
    drop: &'a WordList,
    up: &'a WordList,
    down: &'a WordList,
    frame: &'a WordList,
    household: &'a WordList,
    person: &'a WordList,
    level: &'a WordList,
    governing: &'a WordList,
    soft: &'a WordList,
    particle: &'a WordList,
    area: &'a WordList,
    stop: &'a WordList,
    effect: &'a WordList,
    modifier: &'a WordList,
    bound: &'a WordList,
    earn: &'a WordList,
    sell: &'a WordList,
    spend: &'a WordList,
    fund: &'a WordList,
    use_for: &'a WordList,
    size: &'a WordList,
    take: &'a WordList,
    outcome: &'a WordList,
    source: &'a WordList,
}

impl<'a> Lists<'a> {
    fn new(words: &'a Words) -> Self {
        Self {
            link: words.list("figure_link"),
            drop: words.list("figure_drop"),
            up: words.list("change_up"),
            down: words.list("change_down"),
            frame: words.list("change_frame"),
            household: words.list("household_noun"),
            person: words.list("person_noun"),
            level: words.list("level_verb"),
            governing: words.list("governing"),
            soft: words.list("governing_soft"),
            particle: words.list("particle"),
            area: words.list("area_word"),
            stop: words.list("figure_stop"),
            effect: words.list("figure_effect"),
            modifier: words.list("figure_modifier"),
            bound: words.list("figure_bound"),
            earn: words.list("figure_earn"),
            sell: words.list("figure_sell"),
            spend: words.list("figure_spend"),
            fund: words.list("figure_fund"),
            use_for: words.list("figure_use"),
            size: words.list("figure_size"),
            take: words.list("figure_take"),
            outcome: words.list("figure_outcome"),
            source: words.list("figure_source"),
        }
    }
}

/// What stands before a quantity in its clause.
#[derive(Default)]
struct Before {
    words: String,
    /// Only links stand between it and the quantity before.
    adjacent: bool,
    /// Only a list mark stands between it and what the quantity before counts.
    parallel: bool,
    /// What the quantity before counts ends directly before it.
    follows: bool,
    /// It is a level that something moved to.
    moved: bool,
    /// Its last word, where it is a verb: the number counts its object.
    verb: Option<String>,
    /// What stands before that verb.
    subject: String,
    /// A verb of having or getting links it to the number.
    took: bool,
    /// It ends in those who are counted: `李明等4人`.
    people: bool,
}

/// What stands behind a quantity.
#[derive(Default)]
struct Behind {
    words: String,
    /// It begins with a verb.
    verbal: bool,
    /// It ends where its clause ends.
    closed: bool,
    /// `的` links it to the number.
    of: bool,
}

impl<'s, 'a> Metrics<'s, 'a> {
    /// Reads the word lists.
    pub fn new(scene: &'s Scene<'a>, resolved: &'s Resolved) -> Self {
        Self { scene, resolved, lists: Lists::new(scene.words) }
    }

    /// Returns the natural counter of a number that has none: `0.9万贫困劳力`.
    pub fn counter(&self, line: &Line, at: usize) -> Option<&'static str> {
        let behind = self.behind(line, at, true).words;
        let before = if behind.is_empty() { self.before(line, at).words } else { String::new() };
        let noun = if behind.is_empty() { &before } else { &behind };
        if self.lists.household.suffix(noun).is_some() {
            return Some(HOUSEHOLD);
        }
        let person = self.lists.person.suffix(noun).or_else(|| {
            noun.char_indices()
                .skip(1)
                .find_map(|(it, _)| self.lists.person.suffix(&noun[..it]).filter(|it| it.chars().count() > 1))
        });
        person.map(|_| PERSON)
    }

    /// Returns what the quantity at `at` measures; `full` is its unit, `known` the numbers before it.
    pub fn of(&self, line: &Line, at: usize, quantity: &Quantity, full: Option<&str>, known: &[Known]) -> Measured {
        let counts = !quantity.measure && !is_money(quantity);
        let people = matches!(quantity.unit.as_deref(), Some(PERSON | HOUSEHOLD | "\u{540d}" | "\u{4f4d}"));
        let behind = self.behind(line, at, people);
        let before = self.before(line, at);
        let measured = |metric: String, rule| Measured { metric, change: None, moved: before.moved, rule };
        let size = behind.words.chars().count();
        let noun =
            !behind.verbal || self.lists.fund.suffix(&behind.words).is_some() || behind.closed && !is_money(quantity);
        let sized = self.lists.size.suffix(&before.words).is_some();
        let governed = before.verb.is_some() || before.took || behind.of && before.words.is_empty();
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
            return measured(format!("{verb}{number}"), "figure.deed");
        }
        if let Some(deal) = self.deal(&before, full, quantity) {
            return measured(deal, "figure.deal");
        }
        let last = known.last();
        let (metric, change) = self.without_change(&before.words);
        if let Some(group) = last.filter(|it| it.here).and_then(|it| self.group(&before.words, it)) {
            return measured(group, "figure.group");
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
                return Measured { change, ..measured(last.measured.metric.clone(), "figure.inherited") };
            }
            if short && size == 0 {
                if let Some(noun) = self.clause_before(line, at).filter(|_| people) {
                    return measured(noun, "figure.topic");
                }
            }
            let plain = self.plain(quantity, &before, last);
            if let Some(plain) = plain.filter(|_| people && metric.is_empty() || before.follows) {
                let verb = if before.follows { self.verb_before_last(line, at) } else { "" };
                return measured(format!("{verb}{plain}"), "figure.plain");
            }
        }
        // 甲镇兑现3万元: what was paid out before in the paragraph.
        if is_money(quantity) && before.subject.is_empty() {
            if let Some(verb) = before.verb.as_deref().filter(|it| it.chars().count() > 1) {
                let same =
                    known.iter().rev().find(|it| it.unit.as_deref() == full && it.measured.metric.starts_with(verb));
                if let Some(same) = same.filter(|it| it.measured.metric != verb) {
                    return measured(same.measured.metric.clone(), "figure.again");
                }
            }
        }
        if counts && size > 0 || metric.is_empty() {
            return Measured { change, ..measured(format!("{metric}{}", behind.words), "figure.around") };
        }
        Measured { change, ..measured(metric, "figure.before") }
    }

    /// Returns the noun phrase directly behind a quantity.
    fn behind(&self, line: &Line, at: usize, people: bool) -> Behind {
        let mut metric = String::new();
        let mut next = at + 1;
        let mut verbal = false;
        let word_at = |it: usize| line.units.get(it).map_or("", |it| self.scene.word(it));
        if DIMENSIONS.contains(&word_at(next)) && word_at(next + 1) == OF {
            next += 1;
        }
        let of = word_at(next) == OF;
        if of {
            next += 1;
        }
        if let Some(noun) = self.relative(line, next) {
            next = noun;
        }
        while let Some(unit) = line.units.get(next) {
            let word = self.scene.word(unit);
            if word == OF && (verbal || metric.chars().count() == 1) && self.noun_near(line, next) {
                // 符合条件的贫困户 counts 贫困户, 村的饮水工程 counts the works of the villages.
                if verbal {
                    metric.clear();
                }
                verbal = false;
                next += 1;
                continue;
            }
            if word == OPEN_BRACKET && !metric.is_empty() {
                if let Some(close) = self.closing(line, next, CLOSE_BRACKET, 8) {
                    let goes_on = line.units.get(close + 1).is_some_and(is_noun) || metric.chars().count() == 1;
                    if goes_on {
                        metric.push_str(self.scene.text(&(unit.span.start..line.units[close].span.end)));
                        next = close + 1;
                        continue;
                    }
                }
            }
            if word == OPEN_QUOTE {
                if let Some(close) = self.closing(line, next, CLOSE_QUOTE, 8) {
                    let inside = unit.span.end..line.units[close].span.start;
                    let goes_on = line.units.get(close + 1).is_some_and(is_noun);
                    if !goes_on && !metric.is_empty() {
                        break;
                    }
                    let whole = unit.span.start..line.units[close].span.end;
                    metric.push_str(self.scene.text(if goes_on { &whole } else { &inside }));
                    next = close + 1;
                    continue;
                }
            }
            let goes_on = match unit.part {
                Part::Name(_) => !matches!(named(self.resolved, unit), Some((_, Class::Person))),
                Part::Token(Kind::Word(tag)) => self.goes_on(line, next, word, tag, &metric, &mut verbal, people),
                Part::Token(
                    Kind::Unknown | Kind::Latin | Kind::Division | Kind::Town | Kind::Place | Kind::National,
                ) => true,
                // 2个万人集聚区
                Part::Token(Kind::Quantity(_)) => {
                    metric.is_empty()
                        && self.scene.quantity(unit).is_some_and(|it| it.chinese && !it.measure)
                        && line.units.get(next + 1).is_some_and(is_noun)
                }
                Part::Token(_) => false,
            };
            if !goes_on || next - at > 12 {
                break;
            }
            metric.push_str(word);
            next += 1;
        }
        if let Some((cut, _)) =
            metric.char_indices().skip(1).find(|it| self.lists.stop.prefix(&metric[it.0..]).is_some())
        {
            metric.truncate(cut);
        }
        let closed =
            line.units.get(next).is_none_or(|it| matches!(self.scene.word(it), COMMA | "\u{3002}" | "\u{ff1b}"));
        Behind { words: metric, verbal, closed, of }
    }

    /// Tells whether a word goes on with the noun phrase behind a quantity.
    #[expect(clippy::too_many_arguments, reason = "the state of the walk in `behind`")]
    fn goes_on(
        &self,
        line: &Line,
        at: usize,
        word: &str,
        tag: Tag,
        metric: &str,
        verbal: &mut bool,
        people: bool,
    ) -> bool {
        if self.lists.modifier.has(word) {
            return true;
        }
        let join = matches!(word, AND | "\u{53ca}" | "\u{4e0e}")
            && !metric.is_empty()
            && line
                .units
                .get(at + 1)
                .is_some_and(|it| is_noun(it) || matches!(it.part, Part::Token(Kind::Word(Tag::Adjective))));
        if join {
            return true;
        }
        let empty = metric.is_empty();
        let change = self.lists.up.has(word) || self.lists.down.has(word) || self.lists.level.has(word);
        let whole = !empty && people && self.ends_in_people(metric);
        let stop = self.lists.particle.has(word)
            || change && empty
            || self.lists.governing.has(word) && !self.lists.soft.has(word)
            || matches!(
                tag,
                Tag::Adverb | Tag::Preposition | Tag::Conjunction | Tag::Particle | Tag::Pronoun | Tag::Direction
            )
            || tag == Tag::Verb && (whole || !self.leads_to_noun(line, at)) && self.lists.fund.suffix(word).is_none();
        *verbal |= tag == Tag::Verb && empty && !stop;
        !stop
    }

    fn ends_in_people(&self, noun: &str) -> bool {
        let person = self.lists.person.suffix(noun).is_some_and(|it| it.chars().count() > 1);
        person || self.lists.household.suffix(noun).is_some() || noun.ends_with(FIRM)
    }

    /// Returns where the noun begins that a relative clause at `start` stands before: `有任务的企业`.
    fn relative(&self, line: &Line, start: usize) -> Option<usize> {
        let first = line.units.get(start)?;
        if !matches!(first.part, Part::Token(Kind::Word(Tag::Verb | Tag::Adverb | Tag::Time))) {
            return None;
        }
        for at in start + 1..line.units.len().min(start + 9) {
            let unit = &line.units[at];
            if self.scene.word(unit) == OF {
                return line.units.get(at + 1).is_some_and(is_nominal).then_some(at + 1);
            }
            if matches!(unit.part, Part::Token(Kind::Mark | Kind::Quantity(_))) {
                return None;
            }
        }
        None
    }

    /// Returns where the bracket or quotation that opens at `open` closes, if it does so soon.
    fn closing(&self, line: &Line, open: usize, close: &str, reach: usize) -> Option<usize> {
        (open + 1..line.units.len().min(open + reach)).find(|it| self.scene.word(&line.units[*it]) == close)
    }

    /// Tells whether a verb stands inside a noun phrase: before a noun, or before one more verb and a noun.
    fn leads_to_noun(&self, line: &Line, at: usize) -> bool {
        let noun = |it: usize| line.units.get(it).is_some_and(is_noun);
        noun(at + 1) || line.units.get(at + 1).is_some_and(is_verb) && noun(at + 2)
    }

    /// Tells whether a noun is among the next words, nothing but what qualifies it between.
    fn noun_near(&self, line: &Line, at: usize) -> bool {
        let next = line.units.iter().skip(at + 1).take(3);
        next.take_while(|it| is_nominal(it)).any(is_noun)
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
        let pair = line.units.get(at + 1).zip(line.units.get(at + 2));
        let pair = pair.map(|it| self.scene.text(&(it.0.span.start..it.1.span.end)));
        if let Some(pair) = pair.filter(|it| self.lists.outcome.has(it)) {
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

    /// Returns the noun that the clause before ends in, of which `共有74户` tells how many.
    fn clause_before(&self, line: &Line, at: usize) -> Option<String> {
        let comma = line.units[..at].iter().rposition(|it| matches!(it.part, Part::Token(Kind::Mark)))?;
        let units = &line.units[..comma];
        let count = units.iter().rev().take_while(|it| is_noun(it)).count();
        let words: String = units[units.len() - count..].iter().map(|it| self.scene.word(it)).collect();
        (self.scene.word(&line.units[comma]) == COMMA && self.ends_in_people(&words)).then_some(words)
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
        } else if self.lists.sell.has(verb) && full.is_some_and(|it| it.contains('/') && !it.contains(TIMES)) {
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

    /// Returns what stands before a quantity in its clause.
    fn before(&self, line: &Line, at: usize) -> Before {
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
        self.trim(line, start, limit, &mut res);
        res
    }

    /// Takes links off the end of what stands before a quantity, and what is no part of a metric off its start.
    fn trim(&self, line: &Line, mut start: usize, limit: usize, res: &mut Before) {
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
        // 覆盖率由治理前的不到10%提高到: what moved stands before the level that it left.
        let moves = |it: &Unit| self.lists.level.prefix(self.scene.word(it)).is_some();
        if line.units.get(limit + 1).is_some_and(moves) {
            let from = |it: &Unit| matches!(self.scene.word(it), "\u{7531}" | "\u{4ece}");
            let left = line.units[start..end].iter().rposition(from).filter(|it| *it > 0);
            end = left.map_or(end, |it| start + it);
            while end > start && self.is_link(line, end - 1) {
                end -= 1;
            }
        }
        while start < end && self.is_dropped(line, start) {
            start += 1;
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
        let text = |units: &[Unit]| -> String {
            // 比2016年下降: the time that is compared with is no part of what is measured.
            let compared = |at: usize| {
                let time = units.get(at).is_some_and(|it| matches!(it.part, Part::Token(Kind::Time(_))));
                time && at.checked_sub(1).is_some_and(|it| self.lists.source.has(self.scene.word(&units[it])))
            };
            let kept = units.iter().enumerate().filter(|(at, _)| !compared(*at) && !compared(at + 1));
            kept.map(|it| self.scene.word(it.1)).collect()
        };
        res.words = self.clean(&text(&line.units[start..end]));
        let last = line.units[start..end].last();
        if last.and_then(|it| named(self.resolved, it)).is_some_and(|it| it.1 == Class::Person) {
            res.words.clear();
            res.people = true;
            return;
        }
        if let Some(last) = line.units[start..end].last() {
            let word = self.scene.word(last);
            let deal = [self.lists.earn, self.lists.sell, self.lists.spend].iter().any(|it| it.has(word));
            let verb = matches!(last.part, Part::Token(Kind::Word(Tag::Verb | Tag::Direction)));
            let known = self.lists.governing.has(word) || self.lists.effect.has(word);
            if deal || verb || known && is_verb(last) {
                res.verb = Some(word.to_owned());
                let mut to = end - 1;
                while to > start && (self.is_link(line, to - 1) || self.is_dropped(line, to - 1)) {
                    to -= 1;
                }
                let noun = to > start && is_noun(&line.units[to - 1]);
                res.subject = if noun { self.clean(&text(&line.units[start..to])) } else { String::new() };
            }
        }
    }

    /// Takes marks and words for the whole division off what stands before a quantity.
    fn clean(&self, words: &str) -> String {
        let open = words.rfind(CLOSE_QUOTE).filter(|it| !words[..*it].contains(OPEN_QUOTE));
        let words = open.map_or(words, |it| &words[it + CLOSE_QUOTE.len()..]);
        let mut words = words.trim_matches([',', '\u{3001}', ' ', '\u{201c}', '\u{201d}', '\u{ff08}', '\u{ff09}']);
        while let Some(area) = self.lists.area.prefix(words) {
            words = &words[area.len()..];
        }
        while let Some(link) = self.lists.link.suffix(words).filter(|it| it.chars().count() > 1) {
            words = &words[..words.len() - link.len()];
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
                self.lists.drop.has(word)
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

    /// Takes the verb of change off the end of a metric: `贫困发生率下降` measures 贫困发生率.
    fn without_change(&self, before: &str) -> (String, Option<&'static str>) {
        for (list, change) in [(self.lists.up, "increase"), (self.lists.down, "decrease")] {
            if let Some(verb) = list.suffix(before) {
                let mut metric = &before[..before.len() - verb.len()];
                while let Some(frame) = self.lists.frame.suffix(metric) {
                    metric = &metric[..metric.len() - frame.len()];
                }
                return (metric.to_owned(), Some(change));
            }
        }
        (before.to_owned(), None)
    }
}

fn is_noun(unit: &Unit) -> bool {
    matches!(unit.part, Part::Token(Kind::Word(Tag::Noun | Tag::VerbalNoun)))
}

fn is_verb(unit: &Unit) -> bool {
    matches!(unit.part, Part::Token(Kind::Word(Tag::Verb | Tag::VerbalNoun)))
}

/// Tells whether a unit may be part of a noun phrase.
fn is_nominal(unit: &Unit) -> bool {
    matches!(
        unit.part,
        Part::Name(_)
            | Part::Token(
                Kind::Word(Tag::Noun | Tag::VerbalNoun | Tag::Adjective | Tag::PlaceName | Tag::Other | Tag::Phrase)
                    | Kind::Unknown
                    | Kind::Latin
            )
    )
}

/// Households.
pub const HOUSEHOLD: &str = "\u{6237}";
/// People.
pub const PERSON: &str = "\u{4eba}";
/// Years, months and days in a rate.
const TIMES: [char; 4] = ['\u{5e74}', '\u{6708}', '\u{65e5}', '\u{5929}'];
/// How a measure lies: long, broad, high, deep, thick.
const DIMENSIONS: [&str; 5] = ["\u{957f}", "\u{5bbd}", "\u{9ad8}", "\u{6df1}", "\u{539a}"];
const HOUSEHOLDS: &str = "\u{6237}\u{6570}";
const PEOPLE: &str = "\u{4eba}\u{6570}";
/// What opens a bracket.
pub const OPEN_BRACKET: &str = "\u{ff08}";
/// What closes a bracket.
pub const CLOSE_BRACKET: &str = "\u{ff09}";
const OPEN_QUOTE: &str = "\u{201c}";
const CLOSE_QUOTE: &str = "\u{201d}";
const OF: &str = "\u{7684}";
const AND: &str = "\u{548c}";
const LIST: &str = "\u{3001}";
const COMMA: &str = "\u{ff0c}";
const DONE: &str = "\u{4e86}";
const SHARE: char = '\u{5360}';
const EACH: &str = "\u{6bcf}";
const FIRM: &str = "\u{4f01}\u{4e1a}";
const FUNDS: &str = "\u{8d44}\u{91d1}";
