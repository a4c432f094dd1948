//! The scene: what the finders of facts read of an article, every word and name in its place.
use crate::article::Article;
use crate::entity::{Class, EntityId, Mention};
use crate::mask::{self, Masked, Piece};
use crate::mention::naming::Resolved;
use crate::mention::{Marked, Setting};
use crate::rule::{Hit, Rules};
use crate::segment::{Kind, Token};
use crate::text::Span;
use crate::time::period::{Date, Period};
use crate::value::Quantity;
use crate::words::{Lists, Words};

/// A sentence with its names in place of the words that they are made of.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// Where, in bytes of the article's text.
    pub span: Span,
    /// The number of its paragraph.
    pub paragraph: usize,
    /// Its words and names, in order and apart.
    pub units: Vec<Unit>,
    /// The lists that its words are in, those of names left out.
    pub lists: Lists,
}

/// A word or a name.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Where, in bytes of the article's text.
    pub span: Span,
    /// What it is.
    pub part: Part,
}

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Part {
    /// A mention, by its number in `Resolved::mentions`.
    Name(usize),
    /// A word, quantity, time expression or mark.
    Token(Kind),
}

/// An article as the finders of facts read it.
pub struct Scene<'a> {
    /// All word lists.
    pub words: &'a Words,
    /// All rules.
    pub rules: &'a Rules,
    /// The article.
    pub article: &'a Article,
    /// The day that it reports on or was published.
    pub date: Option<Period>,
    /// Its sentences.
    pub lines: Vec<Line>,
    /// Its by-lines, in which only names and the titles of reporters are looked for.
    pub bylines: Vec<Line>,
    /// The quantities of its text, by start; `Kind::Quantity(i)` is the `i`th.
    pub quantities: &'a [Quantity],
    /// What its time expressions stand for; `Kind::Time(i)` is the `i`th.
    pub times: Vec<Option<Period>>,
    /// Where it is set.
    pub setting: &'a Setting,
    /// The place that it is set in.
    pub home: Option<EntityId>,
    /// Of each sentence, the matches of the rules; the numbers in their slots are those of its units.
    pub hits: Vec<Vec<Hit>>,
}

impl<'a> Scene<'a> {
    /// Puts the names of the sentences in the place of their words.
    #[expect(clippy::too_many_arguments, reason = "called once, by the pipeline, with what each stage found")]
    pub fn new(
        words: &'a Words,
        rules: &'a Rules,
        article: &'a Article,
        date: Option<Period>,
        marked: &[Marked],
        quantities: &'a [Quantity],
        times: Vec<Option<Period>>,
        setting: &'a Setting,
        resolved: &mut Resolved,
    ) -> Self {
        let byline = |it: &&Marked| article.bylines.contains(&it.span);
        let read = |it: &Marked| line(words, article, it, &resolved.mentions);
        let lines: Vec<Line> = marked.iter().filter(|it| !byline(it)).map(read).collect();
        let bylines = marked.iter().filter(byline).map(read).collect();
        let hits = lines.iter().map(|it| rules.hits(&masked(words, article, it, resolved, quantities))).collect();
        let home = setting.home.as_ref().and_then(|code| {
            resolved.entities.iter().position(|it| it.class == Class::Place && it.code.as_ref() == Some(code))
        });
        Self { words, rules, article, date, lines, bylines, quantities, times, setting, home, hits }
    }

    /// Returns the words of a span.
    pub fn text(&self, span: &Span) -> &'a str {
        let article: &'a Article = self.article;
        article.text.get(span.clone()).unwrap_or_default()
    }

    /// Returns the text of a unit.
    pub fn word(&self, unit: &Unit) -> &'a str {
        self.text(&unit.span)
    }

    /// Returns the quantity of a unit that is one.
    pub fn quantity(&self, unit: &Unit) -> Option<&'a Quantity> {
        match unit.part {
            Part::Token(Kind::Quantity(i)) => self.quantities.get(i),
            _ => None,
        }
    }

    /// Returns what the time expression of a unit stands for.
    pub fn time(&self, unit: &Unit) -> Option<Period> {
        match unit.part {
            Part::Token(Kind::Time(i)) => self.times.get(i).copied().flatten(),
            _ => None,
        }
    }

    /// Returns the day of which the sentences before tell, where a sentence begins at what is told of: `会上，`.
    pub fn day_there(&self, line: &Line) -> Option<Period> {
        const REACH: usize = 4;
        let first = line.units.iter().find(|it| !matches!(it.part, Part::Token(Kind::Mark)))?;
        let text = self.text(&(first.span.start..line.span.end));
        let there = self.words.list("event_there").prefix(text)?;
        if text[there.len()..].starts_with(DURING) {
            return None;
        }
        let number = self.lines.partition_point(|it| it.span.start < line.span.start);
        let day = |it: &Unit| self.time(it).filter(|it| it.date().is_some_and(|it| it.day.is_some()));
        self.lines[..number].iter().rev().take(REACH).find_map(|it| it.units.iter().find_map(day))
    }

    /// Returns the article's date as one date, where it is one.
    pub fn today(&self) -> Option<Date> {
        self.date.and_then(|it| it.date().or(it.end))
    }
}

/// Returns the entity that a unit names, with its class.
pub fn named(resolved: &Resolved, unit: &Unit) -> Option<(EntityId, Class)> {
    match unit.part {
        Part::Name(i) => resolved.mentions.get(i).map(|it| (it.entity, it.class)),
        Part::Token(_) => None,
    }
}

/// Masks a sentence for the rules; the number of a piece is that of its unit.
fn masked(words: &Words, article: &Article, line: &Line, resolved: &Resolved, quantities: &[Quantity]) -> Masked {
    let ends_in = |list: &str, id: EntityId| words.list(list).suffix(&resolved.entities[id].name).is_some();
    let pieces = line.units.iter().enumerate().filter_map(|(number, unit)| {
        let kind = match unit.part {
            Part::Name(_) => match named(resolved, unit)? {
                (id, Class::Place) if ends_in("settlement_head", id) && !ends_in("resort_head", id) => mask::SETTLEMENT,
                (id, Class::Organization) if ends_in("firm_head", id) => mask::FIRM,
                (_, class) => mask::kind_of(class),
            },
            Part::Token(Kind::Time(_)) => mask::TIME,
            Part::Token(Kind::Quantity(i)) => {
                let money = quantities.get(i).and_then(|it| it.unit.as_deref()).is_some_and(|it| it.starts_with(YUAN));
                if money { mask::MONEY } else { mask::QUANTITY }
            }
            Part::Token(_) => return None,
        };
        Some(Piece { span: unit.span.clone(), kind, number })
    });
    Masked::new(&article.text, &line.span, pieces)
}

/// In the course of it: no single day.
const DURING: &str = "\u{671f}\u{95f4}";
/// The unit of sums of money.
const YUAN: &str = "CNY";

/// Puts the names of a sentence in the place of their words.
fn line(words: &Words, article: &Article, marked: &Marked, mentions: &[Mention]) -> Line {
    let mut units = Vec::with_capacity(marked.tokens.len());
    let mut at = mentions.partition_point(|it| it.span.start < marked.span.start);
    let mut tokens = marked.tokens.iter().peekable();
    while let Some(token) = tokens.next() {
        if let Some(mention) = mentions.get(at).filter(|it| it.span.start < token.span.end) {
            let before = token.span.start..mention.span.start.max(token.span.start);
            if !before.is_empty() {
                units.push(Unit { span: before, part: Part::Token(token.kind) });
            }
            units.push(Unit { span: mention.span.clone(), part: Part::Name(at) });
            at += 1;
            let mut end = token.span.end;
            let stop = mention.span.end;
            while let Some(next) = tokens.next_if(|it: &&Token| it.span.start < stop) {
                end = next.span.end;
            }
            if stop < end {
                units.push(Unit { span: stop..end, part: Part::Token(Kind::Mark) });
            }
        } else {
            units.push(Unit { span: token.span.clone(), part: Part::Token(token.kind) });
        }
    }
    let paragraph = article.paragraphs.partition_point(|it| it.end <= marked.span.start);
    let mut lists = Lists::default();
    for unit in units.iter().filter(|it| matches!(it.part, Part::Token(_))) {
        let word = article.text.get(unit.span.clone()).unwrap_or_default();
        words.holding(word).into_iter().for_each(|it| lists.add(it));
    }
    Line { span: marked.span.clone(), paragraph, units, lists }
}
