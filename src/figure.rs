//! Figures: stated quantities, with what they measure, where and when.
//!
//! What a number measures stands behind it (`447个贫困村`) or before it (`总规模193兆瓦`), or is that of the
//! number before (`搬迁安置10922户35382人`).
use crate::area::Areas;
use crate::entity::{Class, EntityId};
use crate::lexicon::Tag;
use crate::naming::Resolved;
use crate::period::Period;
use crate::rate::{is_money, rate};
use crate::scene::{Line, Part, Scene, Unit, named};
use crate::segment::Kind;
use crate::statement::{Fact, Figure, Statement, UNMEASURED};
use crate::value::Quantity;
use crate::words::{WordList, Words};

/// Finds the figures of an article.
pub fn find(scene: &Scene<'_>, resolved: &Resolved, areas: &Areas<'_, '_>) -> Vec<Statement> {
    let lists = Lists::new(scene.words);
    let mut finder = Finder { scene, lists, resolved, areas, paragraph: usize::MAX, time: None };
    let mut statements = Vec::new();
    for (number, line) in scene.lines.iter().enumerate() {
        statements.extend(finder.line(number, line));
    }
    statements
}

struct Lists<'a> {
    link: &'a WordList,
    drop: &'a WordList,
    plan: &'a WordList,
    done: &'a WordList,
    up: &'a WordList,
    down: &'a WordList,
    frame: &'a WordList,
    household: &'a WordList,
    person: &'a WordList,
    level: &'a WordList,
    governing: &'a WordList,
    soft: &'a WordList,
    particle: &'a WordList,
}

impl<'a> Lists<'a> {
    fn new(words: &'a Words) -> Self {
        Self {
            link: words.list("figure_link"),
            drop: words.list("figure_drop"),
            plan: words.list("figure_plan"),
            done: words.list("figure_done"),
            up: words.list("change_up"),
            down: words.list("change_down"),
            frame: words.list("change_frame"),
            household: words.list("household_noun"),
            person: words.list("person_noun"),
            level: words.list("level_verb"),
            governing: words.list("governing"),
            soft: words.list("governing_soft"),
            particle: words.list("particle"),
        }
    }
}

struct Finder<'s, 'a> {
    scene: &'s Scene<'a>,
    lists: Lists<'a>,
    resolved: &'s Resolved,
    areas: &'s Areas<'s, 'a>,
    paragraph: usize,
    /// The time last named in the paragraph.
    time: Option<Period>,
}

/// What a number measures, and how.
#[derive(Clone, Debug, Default)]
struct Measured {
    metric: String,
    change: Option<&'static str>,
    /// The rule that found it.
    rule: &'static str,
}

/// What stands before a quantity in its clause.
#[derive(Default)]
struct Before {
    words: String,
    /// Only links stand between it and the quantity before.
    adjacent: bool,
    /// It is a level that something moved to.
    moved: bool,
    /// Its last word is a verb, whose object the number counts.
    ends_in_verb: bool,
}

impl Finder<'_, '_> {
    fn line(&mut self, number: usize, line: &Line) -> Vec<Statement> {
        if line.paragraph != self.paragraph {
            self.paragraph = line.paragraph;
            self.time = None;
        }
        let mut res = Vec::new();
        let mut last: Option<(usize, Measured)> = None;
        let mut time = self.time;
        let mut outside = None;
        for at in 0..line.units.len() {
            let unit = &line.units[at];
            // A time in brackets holds in them only.
            match self.scene.word(unit) {
                OPEN_BRACKET => outside = Some(time),
                CLOSE_BRACKET => time = outside.take().unwrap_or(time),
                _ => {}
            }
            if let Some(it) = self.scene.time(unit) {
                time = Some(it);
            }
            let Some(quantity) = self.scene.quantity(unit) else { continue };
            if quantity.duration || quantity.chinese && !quantity.measure {
                continue;
            }
            let measured = self.measured(line, at, quantity, last.as_ref());
            if measured.metric.is_empty() {
                continue;
            }
            let area = self.areas.at(self.resolved, number, at);
            let rule = format!("{}-{}", measured.rule, self.reach(line, at, area));
            last = Some((at, measured.clone()));
            let unit_text = self.unit(line, at, quantity);
            let yearly = unit_text.as_deref().is_some_and(|it| it.contains(YEARLY));
            let figure = Figure {
                metric: measured.metric,
                value: quantity.value,
                value_max: quantity.value_max,
                printed: self.scene.text(&quantity.span).to_owned(),
                unit: unit_text,
                area,
                time: if yearly { None } else { time.or(self.now()) },
                qualifier: quantity.qualifier,
                planned: self.planned(line, at),
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
        self.time = time;
        res
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

    /// The article's month: when a figure holds that says no time.
    fn now(&self) -> Option<Period> {
        self.scene.today().map(|it| it.to_month().period())
    }

    /// The unit, rate and all; the natural counter where the text has none.
    fn unit(&self, line: &Line, at: usize, quantity: &Quantity) -> Option<String> {
        if quantity.unit.is_some() {
            return Some(rate(self.scene, line, at));
        }
        if quantity.share {
            return None;
        }
        let noun = self.behind(line, at);
        if self.lists.household.suffix(&noun).is_some() {
            return Some(HOUSEHOLD.to_owned());
        }
        self.lists.person.suffix(&noun).map(|_| PERSON.to_owned())
    }

    /// Tells whether a figure is a target: a word of planning governs its clause, or one before it in the
    /// sentence that no word of what is done ends.
    fn planned(&self, line: &Line, at: usize) -> bool {
        for unit in line.units[..at].iter().rev() {
            let word = self.scene.word(unit);
            if self.lists.plan.has(word) {
                return true;
            }
            if self.lists.done.has(word) || word == "\u{ff1b}" {
                return false;
            }
        }
        false
    }

    fn measured(&self, line: &Line, at: usize, quantity: &Quantity, last: Option<&(usize, Measured)>) -> Measured {
        let behind = self.behind(line, at);
        let named = behind.chars().count() > 1;
        let counts = !quantity.measure && !is_money(quantity);
        if counts && named {
            return Measured { metric: behind, change: None, rule: "figure.counted" };
        }
        let before = self.before(line, at);
        if named && before.ends_in_verb {
            return Measured { metric: behind, change: None, rule: "figure.object" };
        }
        let (metric, change) = self.without_change(&before.words);
        if metric.chars().count() < 2 {
            if named {
                return Measured { metric: behind, change, rule: "figure.behind" };
            }
            let inherits = before.adjacent || before.moved || change.is_some() || metric.is_empty();
            if let Some((_, last)) = last.filter(|_| inherits) {
                return Measured { metric: last.metric.clone(), change, rule: "figure.inherited" };
            }
        }
        if counts && !behind.is_empty() || metric.is_empty() {
            return Measured { metric: format!("{metric}{behind}"), change, rule: "figure.around" };
        }
        Measured { metric, change, rule: "figure.before" }
    }

    /// Returns the noun phrase directly behind a quantity.
    fn behind(&self, line: &Line, at: usize) -> String {
        let mut metric = String::new();
        let mut next = at + 1;
        let mut verbal = false;
        if line.units.get(next).is_some_and(|it| self.scene.word(it) == OF) {
            next += 1;
        }
        while let Some(unit) = line.units.get(next) {
            let word = self.scene.word(unit);
            if word == OF && (verbal || metric.chars().count() == 1) && self.noun_follows(line, next) {
                // 符合条件的贫困户 counts 贫困户, 村的饮水工程 counts the works of the villages.
                if verbal {
                    metric.clear();
                }
                verbal = false;
                next += 1;
                continue;
            }
            if word == OPEN_BRACKET && !metric.is_empty() {
                let close = (next..line.units.len().min(next + 6))
                    .find(|it| self.scene.word(&line.units[*it]) == CLOSE_BRACKET);
                if let Some(close) = close.filter(|it| {
                    line.units.get(it + 1).is_some_and(|it| matches!(it.part, Part::Token(Kind::Word(Tag::Noun))))
                }) {
                    metric.push_str(self.scene.text(&(unit.span.start..line.units[close].span.end)));
                    next = close + 1;
                    continue;
                }
            }
            let goes_on = match unit.part {
                Part::Name(_) => !matches!(named(self.resolved, unit), Some((_, Class::Person))),
                Part::Token(Kind::Word(tag)) => {
                    let join = matches!(word, "\u{548c}" | "\u{53ca}" | "\u{4e0e}")
                        && !metric.is_empty()
                        && line.units.get(next + 1).is_some_and(|it| {
                            matches!(it.part, Part::Token(Kind::Word(Tag::Noun | Tag::VerbalNoun | Tag::Adjective)))
                        });
                    let change = self.lists.up.has(word) || self.lists.down.has(word) || self.lists.level.has(word);
                    let stop = self.lists.particle.has(word)
                        || change && metric.is_empty()
                        || self.lists.governing.has(word) && !self.lists.soft.has(word)
                        || matches!(
                            tag,
                            Tag::Adverb
                                | Tag::Preposition
                                | Tag::Conjunction
                                | Tag::Particle
                                | Tag::Pronoun
                                | Tag::Direction
                        )
                        || tag == Tag::Verb && !self.noun_follows(line, next);
                    verbal |= tag == Tag::Verb && metric.is_empty() && !stop;
                    join || !stop
                }
                Part::Token(
                    Kind::Unknown | Kind::Latin | Kind::Division | Kind::Town | Kind::Place | Kind::National,
                ) => true,
                Part::Token(_) => false,
            };
            if !goes_on || next - at > 12 {
                break;
            }
            metric.push_str(word);
            next += 1;
        }
        metric
    }

    fn noun_follows(&self, line: &Line, at: usize) -> bool {
        line.units.get(at + 1).is_some_and(|it| matches!(it.part, Part::Token(Kind::Word(Tag::Noun | Tag::VerbalNoun))))
    }

    /// Returns what stands before a quantity in its clause.
    fn before(&self, line: &Line, at: usize) -> Before {
        let mut start = at;
        let mut res = Before::default();
        let mut depth = 0;
        while start > 0 {
            let unit = &line.units[start - 1];
            let word = self.scene.word(unit);
            let between = &line.units[start..at];
            match unit.part {
                Part::Token(Kind::Quantity(_)) => {
                    res.adjacent = between.iter().all(|it| {
                        let word = self.scene.word(it);
                        self.lists.link.has(word) || matches!(word, "\u{3001}" | "\u{548c}")
                    });
                    break;
                }
                Part::Token(Kind::Mark) => match word {
                    "\u{201d}" | CLOSE_BRACKET => depth += 1,
                    "\u{201c}" | OPEN_BRACKET if depth > 0 => depth -= 1,
                    "\u{3001}" | " " | "\u{b7}" | "-" | "+" => {}
                    _ => break,
                },
                // A time beside the number stands inside the clause; elsewhere it begins what is said.
                Part::Token(Kind::Time(_)) if !between.iter().all(|it| self.lists.link.has(self.scene.word(it))) => {
                    break;
                }
                _ => {}
            }
            start -= 1;
        }
        let mut end = at;
        while end > start && self.is_link(line, end - 1) {
            let goal = matches!(self.scene.word(&line.units[end - 1]), "\u{5230}" | "\u{81f3}" | "\u{4e3a}");
            end -= 1;
            // 提高到, 降至: the level that is reached, not the amount of the change.
            if goal && end > start && self.lists.level.has(self.scene.word(&line.units[end - 1])) {
                end -= 1;
                res.moved = true;
            }
        }
        while start < end && self.is_dropped(line, start) {
            start += 1;
        }
        let words: String = line.units[start..end].iter().map(|it| self.scene.word(it)).collect();
        res.words = words.trim_matches(['\u{3001}', ' ', '\u{201c}', '\u{ff08}']).to_owned();
        res.ends_in_verb = line.units[start..end].last().is_some_and(|it| {
            let word = self.scene.word(it);
            let verb = matches!(it.part, Part::Token(Kind::Word(Tag::Verb | Tag::Direction)));
            verb && (self.lists.governing.has(word) || end - start == 1)
        });
        res
    }

    fn is_link(&self, line: &Line, at: usize) -> bool {
        let unit = &line.units[at];
        let word = self.scene.word(unit);
        self.lists.link.has(word) || matches!(unit.part, Part::Token(Kind::Mark | Kind::Word(Tag::Adverb)))
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

const OPEN_BRACKET: &str = "\u{ff08}";
const CLOSE_BRACKET: &str = "\u{ff09}";
const OF: &str = "\u{7684}";
const YEARLY: &str = "/\u{5e74}";
const HOUSEHOLD: &str = "\u{6237}";
const PERSON: &str = "\u{4eba}";
