//! Figures: stated quantities, with what they measure, where and when.
//!
//! What a number measures stands behind it (`447个贫困村`) or before it (`总规模193兆瓦`), or is that of the
//! number before (`搬迁安置10922户35382人`).
use crate::entity::{Class, EntityId};
use crate::lexicon::Tag;
use crate::naming::Resolved;
use crate::period::Period;
use crate::rate::{is_money, rate};
use crate::scene::{Line, Part, Scene, named};
use crate::segment::Kind;
use crate::statement::{Fact, Figure, Statement};
use crate::value::Quantity;
use crate::words::{WordList, Words};

const CONFIDENCE: f32 = 0.85;

/// Finds the figures of an article.
pub fn find(scene: &Scene<'_>, resolved: &mut Resolved) -> Vec<Statement> {
    let lists = Lists::new(scene.words);
    let mut finder = Finder { scene, lists, resolved, topic: None, paragraph: usize::MAX, time: None };
    let mut statements = Vec::new();
    for line in &scene.lines {
        statements.extend(finder.line(line));
    }
    statements
}

struct Lists<'a> {
    link: &'a WordList,
    drop: &'a WordList,
    plan: &'a WordList,
    up: &'a WordList,
    down: &'a WordList,
    frame: &'a WordList,
    household: &'a WordList,
    person: &'a WordList,
    area: &'a WordList,
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
            up: words.list("change_up"),
            down: words.list("change_down"),
            frame: words.list("change_frame"),
            household: words.list("household_noun"),
            person: words.list("person_noun"),
            area: words.list("area_word"),
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
    /// The place or body last spoken of in the paragraph.
    topic: Option<EntityId>,
    paragraph: usize,
    /// The time last named in the paragraph.
    time: Option<Period>,
}

/// What a number measures, and how.
#[derive(Clone, Debug, Default)]
struct Measured {
    metric: String,
    change: Option<&'static str>,
}

impl Finder<'_, '_> {
    fn line(&mut self, line: &Line) -> Vec<Statement> {
        if line.paragraph != self.paragraph {
            self.paragraph = line.paragraph;
            self.topic = None;
            self.time = None;
        }
        let mut res = Vec::new();
        let mut last: Option<(usize, Measured)> = None;
        let mut time = self.time;
        let mut area = None;
        for at in 0..line.units.len() {
            let unit = &line.units[at];
            if let Some(it) = self.scene.time(unit) {
                time = Some(it);
            }
            if let Some((entity, Class::Place | Class::Organization)) = named(self.resolved, unit) {
                area = Some(entity);
            } else if self.lists.area.has(self.scene.word(unit)) {
                area = self.scene.home.or(area);
            }
            let Some(quantity) = self.scene.quantity(unit) else { continue };
            if quantity.duration || quantity.chinese && !quantity.measure {
                continue;
            }
            let measured = self.measured(line, at, quantity, last.as_ref());
            if measured.metric.is_empty() {
                continue;
            }
            last = Some((at, measured.clone()));
            let unit_text = self.unit(line, at, quantity);
            let yearly = unit_text.as_deref().is_some_and(|it| it.contains(YEARLY));
            let figure = Figure {
                metric: measured.metric,
                value: quantity.value,
                value_max: quantity.value_max,
                printed: self.scene.text(&quantity.span).to_owned(),
                unit: unit_text,
                area: area.or(self.topic).or(self.scene.home),
                time: if yearly { None } else { time.or(self.now()) },
                qualifier: quantity.qualifier,
                planned: self.planned(line, at),
                change: measured.change,
            };
            res.push(Statement {
                fact: Fact::Figure(figure),
                span: quantity.span.clone(),
                sentence: line.span.clone(),
                rule: "figure.quantity".to_owned(),
                confidence: CONFIDENCE,
            });
        }
        self.topic = area.or(self.topic);
        self.time = time;
        res
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

    /// Tells whether a figure is a target.
    fn planned(&self, line: &Line, at: usize) -> bool {
        let mut start = at;
        while start > 0 && !matches!(self.scene.word(&line.units[start - 1]), "\u{3002}" | "\u{ff1b}" | "\u{ff0c}") {
            start -= 1;
        }
        line.units[start..at].iter().any(|it| self.lists.plan.has(self.scene.word(it)))
    }

    fn measured(&self, line: &Line, at: usize, quantity: &Quantity, last: Option<&(usize, Measured)>) -> Measured {
        let behind = self.behind(line, at);
        let counts = !quantity.measure && !is_money(quantity);
        if counts && behind.chars().count() > 1 {
            return Measured { metric: behind, change: None };
        }
        let (before, adjacent) = self.before(line, at);
        let (metric, change) = self.without_change(&before);
        let inherited = last.filter(|it| adjacent == Some(it.0) || change.is_some() || metric.is_empty());
        if metric.chars().count() < 2 {
            if behind.chars().count() > 1 {
                return Measured { metric: behind, change };
            }
            if let Some((_, last)) = inherited {
                return Measured { metric: last.metric.clone(), change };
            }
        }
        if metric.is_empty() {
            return Measured { metric: behind, change };
        }
        Measured { metric, change }
    }

    /// Returns the noun phrase directly behind a quantity.
    fn behind(&self, line: &Line, at: usize) -> String {
        let mut metric = String::new();
        let mut next = at + 1;
        if line.units.get(next).is_some_and(|it| self.scene.word(it) == OF) {
            next += 1;
        }
        while let Some(unit) = line.units.get(next) {
            let word = self.scene.word(unit);
            let goes_on = match unit.part {
                Part::Name(_) => !matches!(named(self.resolved, unit), Some((_, Class::Person))),
                Part::Token(Kind::Word(tag)) => {
                    let join = matches!(word, "\u{548c}" | "\u{53ca}" | "\u{4e0e}")
                        && !metric.is_empty()
                        && line.units.get(next + 1).is_some_and(|it| {
                            matches!(it.part, Part::Token(Kind::Word(Tag::Noun | Tag::VerbalNoun | Tag::Adjective)))
                        });
                    let stop = self.lists.particle.has(word)
                        || self.lists.governing.has(word) && !self.lists.soft.has(word)
                        || matches!(tag, Tag::Adverb | Tag::Preposition | Tag::Conjunction | Tag::Particle | Tag::Pronoun | Tag::Direction)
                        || tag == Tag::Verb && !metric.is_empty() && !self.noun_follows(line, next);
                    join || !stop
                }
                Part::Token(Kind::Unknown | Kind::Latin | Kind::Division | Kind::Town | Kind::Place | Kind::National) => true,
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

    /// Returns what stands before a quantity in its clause, and the quantity it follows with no word between.
    fn before(&self, line: &Line, at: usize) -> (String, Option<usize>) {
        let mut start = at;
        let mut adjacent = None;
        let mut depth = 0;
        while start > 0 {
            let unit = &line.units[start - 1];
            let word = self.scene.word(unit);
            match unit.part {
                Part::Token(Kind::Quantity(_)) => {
                    let between = &line.units[start..at];
                    if between.iter().all(|it| self.lists.link.has(self.scene.word(it)) || matches!(self.scene.word(it), "\u{3001}" | "\u{548c}")) {
                        adjacent = Some(start - 1);
                    }
                    break;
                }
                Part::Token(Kind::Mark) => match word {
                    "\u{201d}" | "\u{ff09}" => depth += 1,
                    "\u{201c}" | "\u{ff08}" if depth > 0 => depth -= 1,
                    "\u{3001}" | " " | "\u{b7}" | "-" | "+" => {}
                    _ => break,
                },
                Part::Token(Kind::Time(_)) => {
                    if start < at {
                        break;
                    }
                }
                _ => {}
            }
            start -= 1;
        }
        let mut end = at;
        while end > start && self.is_link(line, end - 1) {
            end -= 1;
        }
        while start < end && self.is_dropped(line, start) {
            start += 1;
        }
        let metric: String = line.units[start..end].iter().map(|it| self.scene.word(it)).collect();
        (metric.trim_matches(['\u{3001}', ' ', '\u{201c}', '\u{ff08}']).to_owned(), adjacent)
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
                    || matches!(tag, Tag::Adverb | Tag::Preposition | Tag::Conjunction | Tag::Particle | Tag::Pronoun | Tag::Time)
            }
            Part::Name(_) => matches!(named(self.resolved, unit), Some((_, Class::Place | Class::Person | Class::Organization))),
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

const OF: &str = "\u{7684}";
const YEARLY: &str = "/\u{5e74}";
const HOUSEHOLD: &str = "\u{6237}";
const PERSON: &str = "\u{4eba}";
