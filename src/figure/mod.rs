//! Figures: stated quantities, with what they measure, where and when.
pub mod area;
pub mod spoken;
pub mod people;
pub mod phrase;
pub mod before;
pub mod metric;
use crate::entity::{Class, EntityId};
use crate::figure::area::Areas;
use crate::figure::metric::Known;
use crate::figure::phrase::{CLOSE_BRACKET, OPEN_BRACKET, Phrases};
use crate::lexicon::Tag;
use crate::mention::naming::Resolved;
use crate::rate::{MONEY, rate};
use crate::scene::{Line, Part, Scene, Unit, named};
use crate::segment::Kind;
use crate::statement::{Fact, Figure, Statement, UNMEASURED};
use crate::time::period::{Date, Period};
use crate::value::Quantity;
use crate::words::WordList;

/// Finds the figures of an article.
pub fn find(scene: &Scene<'_>, resolved: &Resolved, areas: &Areas<'_, '_>) -> Vec<Statement> {
    let words = scene.words;
    let mut finder = Finder {
        scene,
        resolved,
        areas,
        phrases: Phrases::new(scene, resolved),
        plan: words.list("figure_plan"),
        plan_of: words.list("figure_plan_of"),
        plan_verbal: words.list("figure_plan_verbal"),
        plan_part: words.list("figure_plan_part"),
        plan_near: words.list("figure_plan_near"),
        bound: words.list("figure_bound"),
        done: words.list("figure_done"),
        source: words.list("figure_source"),
        founded: words.list("figure_founded"),
        present: words.list("figure_now"),
        past: words.list("figure_past"),
        stage: words.list("figure_stage"),
        level: words.list("level_verb"),
        paragraph: usize::MAX,
        time: None,
        known: Vec::new(),
        topic: topic(scene),
    };
    let mut statements = Vec::new();
    for (number, line) in scene.lines.iter().enumerate() {
        statements.extend(finder.line(number, line));
    }
    statements
}

struct Finder<'s, 'a> {
    scene: &'s Scene<'a>,
    resolved: &'s Resolved,
    areas: &'s Areas<'s, 'a>,
    phrases: Phrases<'s, 'a>,
    plan: &'a WordList,
    plan_of: &'a WordList,
    plan_verbal: &'a WordList,
    plan_part: &'a WordList,
    plan_near: &'a WordList,
    bound: &'a WordList,
    done: &'a WordList,
    source: &'a WordList,
    founded: &'a WordList,
    present: &'a WordList,
    past: &'a WordList,
    stage: &'a WordList,
    level: &'a WordList,
    paragraph: usize,
    /// The time that the paragraph gave last, in figures.
    time: Option<Period>,
    /// The figures of the paragraph so far.
    known: Vec<Known>,
    /// The year that the headline says the article is about.
    topic: Option<Period>,
}

/// The time that holds at a place of a sentence.
#[derive(Default)]
struct Clock {
    /// When, and whether the text gives it in figures, so that it holds for the paragraph.
    time: Option<Period>,
    given: Option<Period>,
    /// What held before an aside, and what ends that.
    outside: Vec<(Option<Period>, End)>,
    /// Nothing tells when: `建成后`.
    timeless: bool,
    /// It was once, nothing tells when: `以前`.
    past: bool,
    /// This sentence gives the time.
    fresh: bool,
}

/// What ends an aside.
#[derive(Clone, Copy, PartialEq)]
enum End {
    /// The next quantity.
    Quantity,
    /// The next comma.
    Clause,
    /// The closing bracket.
    Bracket,
}

impl Clock {
    fn leave(&mut self, end: End) {
        while let Some(at) = self.outside.iter().rposition(|it| it.1 == end) {
            self.time = self.outside[at].0;
            self.outside.truncate(at);
        }
    }
}

impl Finder<'_, '_> {
    fn line(&mut self, number: usize, line: &Line) -> Vec<Statement> {
        if line.paragraph != self.paragraph {
            self.paragraph = line.paragraph;
            self.time = None;
            self.known.clear();
        }
        self.known.iter_mut().for_each(|it| it.here = false);
        let mut res = Vec::new();
        // What is done by now has no day to come: 到2030年……，目前已完成……
        let done = || line.units.iter().any(|it| self.done.has(self.scene.word(it)));
        self.time = self.time.filter(|it| !self.is_to_come(*it) || !done());
        let mut clock = Clock { time: self.time, given: self.time, ..Clock::default() };
        for at in 0..line.units.len() {
            self.tick(&mut clock, line, at);
            let unit = &line.units[at];
            let Some(quantity) = self.scene.quantity(unit) else { continue };
            if quantity.duration || quantity.chinese && !quantity.measure {
                continue;
            }
            let full = self.unit(line, at, quantity);
            let measured = self.phrases.of(line, at, quantity, full.as_deref(), &self.known);
            let planned = clock.timeless || self.planned(line, at) || clock.time.is_some_and(|it| self.is_to_come(it));
            let time = self.time(&clock, line, at, full.as_deref(), measured.moved);
            // When a target is to be met the text says, or nobody.
            let time = time.filter(|_| !planned || clock.time.is_some());
            clock.leave(End::Quantity);
            if measured.metric.is_empty() {
                continue;
            }
            let area = self.areas.at(self.resolved, number, at);
            let printed = self.scene.text(&quantity.span).to_owned();
            self.known.push(Known {
                measured: measured.clone(),
                unit: full.clone(),
                printed: printed.clone(),
                here: true,
            });
            let rule = format!("{}-{}", measured.rule, self.reach(line, at, area));
            let figure = Figure {
                metric: measured.metric,
                value: quantity.value,
                value_max: quantity.value_max,
                printed,
                unit: full,
                area,
                time,
                qualifier: quantity.qualifier,
                planned,
                change: measured.change,
            };
            res.push(Statement {
                fact: Fact::Figure(figure),
                span: quantity.span.clone(),
                sentence: line.span.clone(),
                rule,
                confidence: UNMEASURED,
            });
        }
        self.time = clock.given;
        res
    }

    /// Tells whether a period begins in a year behind the article's.
    fn is_to_come(&self, period: Period) -> bool {
        period.start.zip(self.scene.today()).is_some_and(|(it, now)| it.year > now.year)
    }

    /// Moves the clock on by a word.
    fn tick(&self, clock: &mut Clock, line: &Line, at: usize) {
        let unit = &line.units[at];
        let word = self.scene.word(unit);
        match unit.part {
            Part::Token(Kind::Mark) => match word {
                OPEN_BRACKET => clock.outside.push((clock.time, End::Bracket)),
                CLOSE_BRACKET => clock.leave(End::Bracket),
                _ if word.starts_with(CLAUSES) => clock.leave(End::Clause),
                _ => {}
            },
            Part::Token(Kind::Time(_)) => {
                let before = at.checked_sub(1).map_or("", |it| self.scene.word(&line.units[it]));
                // 2021—2022年水渠改造项目: the years of a scheme are part of what it is called.
                let called = line.units.get(at + 1).and_then(|it| named(self.resolved, it)).map(|it| it.1);
                let span = self.scene.time(unit).is_some_and(|it| it.end.is_some() && it.start != it.end);
                if span && matches!(called, Some(Class::Program | Class::Project)) {
                    return;
                }
                let Some(time) = self.scene.time(unit) else {
                    if self.present.has(word) {
                        clock.time = self.now();
                        clock.past = false;
                    }
                    return;
                };
                let since = time.end.is_none();
                if let Some(from) = self.source.suffix(before).filter(|_| !since) {
                    // 比上年: what is compared with is not when the number holds. 由2015年的: when the first does.
                    if !matches!(from, "\u{6bd4}" | "\u{8f83}" | "\u{4e0e}" | "\u{540c}" | "\u{8ddf}") {
                        clock.outside.push((clock.time, End::Quantity));
                        clock.time = Some(time);
                    }
                    return;
                }
                if self.founded.suffix(before).is_some() {
                    clock.outside.push((clock.time, End::Clause));
                }
                clock.time =
                    if word.starts_with([YEAR, ALL]) && self.topic.is_some() { self.topic } else { Some(time) };
                clock.timeless = false;
                clock.past = false;
                clock.fresh = true;
                if clock.outside.is_empty() {
                    let holds = self.is_given(word) || self.now().is_some_and(|now| years(now) == years(time));
                    clock.given = clock.time.filter(|_| holds && !self.is_occasion(line, at));
                }
            }
            Part::Token(Kind::Word(_)) => {
                if self.past.has(word) && !clock.fresh && !self.is_stretch(line, at) {
                    clock.past = true;
                }
                if self.present.has(word) {
                    clock.past = false;
                    let past = clock.time.is_some_and(|it| it.end < self.now().and_then(|it| it.end));
                    if past && !clock.fresh {
                        clock.time = self.now();
                    }
                }
                let after = line.units.get(at + 1).map_or("", |it| self.scene.word(it));
                if self.stage.has(word) && after == AFTER
                    || word.ends_with(AFTER) && self.stage.suffix(word.trim_end_matches(AFTER)).is_some()
                {
                    clock.timeless = true;
                }
            }
            _ => {}
        }
    }

    /// Tells whether a word for what is past is one for a stretch up to now: `过去5年`.
    fn is_stretch(&self, line: &Line, at: usize) -> bool {
        line.units.get(at + 1).is_some_and(|it| matches!(it.part, Part::Token(Kind::Time(_) | Kind::Quantity(_))))
    }

    /// Tells whether a time is given by itself, so that it holds for what follows: not `去年`, `10年前`, `近3年`.
    fn is_given(&self, word: &str) -> bool {
        let numeral =
            word.contains(|it: char| it.is_ascii_digit() || matches!(it, '\u{201c}' | '\u{3007}' | '\u{4e94}'));
        numeral && !word.ends_with([BEFORE, COMING]) && !word.starts_with(NEAR)
    }

    /// Tells whether a time is only when something befell: `2015年返乡时`.
    fn is_occasion(&self, line: &Line, at: usize) -> bool {
        let clause = line.units[at + 1..].iter().take_while(|it| !self.scene.word(it).starts_with(CLAUSES));
        let last = clause.last().filter(|it| !matches!(it.part, Part::Token(Kind::Time(_) | Kind::Quantity(_))));
        last.is_some_and(|it| self.scene.word(it).ends_with(['\u{65f6}', '\u{540e}']))
    }

    /// Returns when the quantity at `at` holds.
    fn time(&self, clock: &Clock, line: &Line, at: usize, unit: Option<&str>, moved: bool) -> Option<Period> {
        let unit = unit.unwrap_or_default();
        // 每年3万元 holds whenever; 2022年人均收入3万元 in that year, and 2022年年收入3亿元 too.
        let year = || clock.time.is_some_and(|it| it.date().is_some_and(|it| it.month.is_none()));
        let dated = clock.fresh && (unit.contains(HEAD) || year());
        if unit.contains(YEARLY) && !dated || clock.timeless || clock.past && !moved {
            return None;
        }
        let own = line.units[..at].iter().rev().take_while(|it| !self.scene.word(it).starts_with(CLAUSES));
        let own = own.clone().any(|it| matches!(it.part, Part::Token(Kind::Time(_))));
        let aside = clock.outside.iter().any(|it| it.1 == End::Quantity);
        // 由39.5%降至0.4%: of the level that was left the text does not say when.
        let span = clock.fresh
            && clock.time.is_some_and(|it| it.start.zip(it.end).is_some_and(|(start, end)| start.year < end.year));
        if !aside && !own && !moved && !span && self.leaves(line, at) {
            return None;
        }
        let by_time = ["/\u{6708}", "/\u{5929}", "/\u{65e5}", "/\u{5468}"].iter().any(|it| unit.contains(it));
        if by_time && unit.starts_with(MONEY) && !clock.fresh {
            return None;
        }
        // 2010年至2020年，从3亿元增加到9亿元: each level is that of its end.
        if let Some(Period { start: Some(start), end: Some(end) }) = clock.time.filter(|_| own || clock.fresh)
            && start.year < end.year
        {
            if self.leaves(line, at) {
                return Some(Date::of_year(start.year).period());
            }
            if moved {
                return Some(Date::of_year(end.year).period());
            }
        }
        clock.time.or(self.now())
    }

    /// Tells whether a quantity is the level from which something moved.
    fn leaves(&self, line: &Line, at: usize) -> bool {
        let from =
            at.checked_sub(1).is_some_and(|it| matches!(self.scene.word(&line.units[it]), "\u{7531}" | "\u{4ece}"));
        // 从5000元左右提高到: what bounds the number stands between.
        let mut behind = line.units[at + 1..].iter().skip_while(|it| self.bound.has(self.scene.word(it)));
        let to = behind.next().is_some_and(|it| self.level.prefix(self.scene.word(it)).is_some());
        from && to
    }

    /// Tells where the area is named: before the number in its sentence, as the article's home, or farther off.
    fn reach(&self, line: &Line, at: usize, area: Option<EntityId>) -> &'static str {
        let names = |it: &Unit| named(self.resolved, it).is_some_and(|it| Some(it.0) == area);
        match area {
            None => "nowhere",
            Some(_) if line.units[..at].iter().any(names) => "here",
            Some(_) if area == self.scene.home => "home",
            Some(_) => "above",
        }
    }

    /// The year of the headline, else the article's month: when a figure holds that says no time.
    fn now(&self) -> Option<Period> {
        self.topic.or_else(|| self.scene.today().map(|it| it.to_month().period()))
    }

    /// The unit, rate and all; the natural counter where the text has none.
    fn unit(&self, line: &Line, at: usize, quantity: &Quantity) -> Option<String> {
        if quantity.unit.is_some() {
            return Some(rate(self.scene, line, at));
        }
        if quantity.share {
            return None;
        }
        self.phrases.counter(line, at).map(str::to_owned)
    }

    /// Tells whether a figure is a target: a word of planning governs its clause, or one before it in the
    /// sentence that no word of what is done ends.
    fn planned(&self, line: &Line, at: usize) -> bool {
        let mut clause = true;
        for unit in (0..at).rev() {
            let word = self.scene.word(&line.units[unit]);
            clause &= !word.starts_with(CLAUSES);
            // 设计水渠，投入9万元: that was to be done, and this was done.
            if !clause && self.plan_near.has(word) {
                continue;
            }
            let next = &line.units[unit + 1..at.min(unit + 2)];
            let pair = next.first().map(|it| self.scene.text(&(line.units[unit].span.start..it.span.end)));
            if self.plan.has(word) && self.is_plan(line, unit) || pair.is_some_and(|it| self.plan.has(it)) {
                return true;
            }
            // 规划了 is a plan all the same.
            let planned = unit > 0 && self.plan.has(self.scene.word(&line.units[unit - 1]));
            if self.done.has(word) && !planned || word == "\u{ff1b}" {
                return false;
            }
        }
        false
    }

    /// Tells whether a word of planning governs what follows: not `年度计划的`, and not `将` for `把`.
    fn is_plan(&self, line: &Line, unit: usize) -> bool {
        let word = self.scene.word(&line.units[unit]);
        let before = unit.checked_sub(1).map_or("", |it| self.scene.word(&line.units[it]));
        let after = line.units.get(unit + 1);
        let verb = |it: &Unit| {
            matches!(
                it.part,
                Part::Token(
                    Kind::Word(Tag::Verb | Tag::VerbalNoun | Tag::Adverb | Tag::Preposition)
                        | Kind::Time(_)
                        | Kind::Quantity(_)
                        | Kind::Mark
                )
            )
        };
        match word {
            // 为确保安全 is what it was done for, 占计划任务的90% a share of it.
            _ if before == FOR || self.plan_part.has(before) => false,
            // 争取到资金5万元 got them, unless a time is to come: 争取到2025年.
            _ if self.plan_verbal.has(word) && after.is_some_and(|it| GOT.contains(&self.scene.word(it))) => {
                line.units.get(unit + 2).is_some_and(|it| self.scene.time(it).is_some())
            }
            // 拟脱贫村 are so called.
            PROPOSED if line.units.get(unit + 2).is_some_and(|it| self.plan_of.has(self.scene.word(it))) => false,
            // 将 may stand for 把, and 争取资金5万元 got them.
            _ if self.plan_verbal.has(word) => after.is_some_and(verb),
            // 运费要60元
            "\u{8981}" => {
                after.is_none_or(|it| self.scene.quantity(it).is_none())
                    && !matches!(before, "\u{90fd}" | "\u{53ea}" | "\u{5c31}" | "\u{8fd8}" | "\u{4e5f}" | "\u{53c8}")
            }
            _ => after.is_none_or(|it| self.scene.word(it) != OF),
        }
    }
}

/// Returns the year that the headline is about: `2022年统计公报`, not the day of its news.
fn topic(scene: &Scene<'_>) -> Option<Period> {
    let title = scene.article.title.as_ref()?;
    let heads = scene.lines.iter().take_while(|it| it.span.start < title.end);
    let times = heads.flat_map(|it| &it.units).filter_map(|it| Some((scene.time(it)?, scene.word(it))));
    let year = times.filter(|it| it.1.starts_with(|it: char| it.is_ascii_digit())).find_map(|it| it.0.date())?;
    let whole = year.month.is_none() && scene.today().is_none_or(|it| it.year > year.year);
    whole.then(|| Date::of_year(year.year).period())
}

/// Returns the years in which a period begins and ends.
fn years(period: Period) -> (Option<i32>, Option<i32>) {
    (period.start.map(|it| it.year), period.end.map(|it| it.year))
}

/// To propose, to intend.
const PROPOSED: &str = "\u{62df}";
/// Behind a verb: that it was got.
const GOT: [&str; 3] = ["\u{5230}", "\u{4e86}", "\u{6765}"];
/// Marks behind which a clause begins.
const CLAUSES: [char; 4] = ['\u{ff0c}', '\u{ff1b}', '\u{ff1a}', ','];
const HEAD: &str = "/\u{4eba}";
const YEARLY: &str = "/\u{5e74}";
const YEAR: char = '\u{5e74}';
const ALL: char = '\u{5168}';
const COMING: char = '\u{6765}';
const BEFORE: char = '\u{524d}';
const NEAR: char = '\u{8fd1}';
const AFTER: &str = "\u{540e}";
const OF: &str = "\u{7684}";
const FOR: &str = "\u{4e3a}";
