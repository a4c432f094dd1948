//! Gaps: what an article has that looks like a fact and from which nothing was taken, and why.
//!
//! Candidates are numbers, titles, sums of money and places, and sentences that hold one of them or a word
//! of money. Dates, ordinals and whatever stands inside a name are none.
use std::collections::BTreeMap;

use crate::article::Page;
use crate::entity::{Class, Mention};
use crate::mention::{self, Marked};
use crate::pipeline::{Knowledge, Reading, fixed};
use crate::rate::is_money;
use crate::record::characters;
use crate::segment::{Kind, Token};
use crate::statement::{Fact, Statement};
use crate::table::{Cell, Table};
use crate::text::Span;
use crate::value::Quantity;
use crate::words::Words;
use crate::{time, value};

/// The kinds of gaps, in the order of the totals, each with the names of its columns there: candidates and gaps.
pub const KINDS: [(&str, &str, &str); 5] = [
    ("sentence", "telling sentences", "silent"),
    ("number", "numbers", "without figure"),
    ("title", "titles", "without post"),
    ("sum", "sums", "without flow"),
    ("place", "places", "without code"),
];

/// The lists of words that speak of money that goes from one to another.
const MONEY: [&str; 12] = [
    "flow_donation",
    "flow_investment",
    "flow_appropriation",
    "flow_subsidy",
    "flow_compensation",
    "flow_fee_waiver",
    "flow_insurance_cover",
    "flow_sale",
    "flow_purchase",
    "flow_loan",
    "flow_income",
    "flow_fundraising",
];

/// How many places of one name are listed.
const LISTED: usize = 5;

/// A candidate from which nothing was taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// sentence, number, title, sum or place.
    pub kind: &'static str,
    /// Where, in bytes of the article's text.
    pub span: Span,
    /// The sentence around it.
    pub sentence: Span,
    /// Why.
    pub reason: &'static str,
    /// What is known beyond that.
    pub detail: String,
}

/// The gaps of an article.
#[derive(Clone, Debug, Default)]
pub struct Gaps {
    /// By start.
    pub gaps: Vec<Gap>,
    /// By kind: how many candidates there are, and how many of them are gaps.
    pub totals: BTreeMap<&'static str, (u32, u32)>,
}

/// Finds the gaps of an article. Facts of rules that are right less often than `least` count as not taken.
pub fn find(knowledge: &Knowledge, reading: &Reading, least: f32) -> Gaps {
    let article = &reading.article;
    let times = time::times(&knowledge.calendar, &article.text);
    let quantities = value::quantities(&knowledge.units, &article.text);
    let tokens = fixed(&article.text, &quantities, &times);
    let Knowledge { words, lexicon, gazetteer, .. } = knowledge;
    let (marked, _) = mention::mark(words, lexicon, gazetteer, article, &reading.sentences, &tokens);
    let mut finder = Finder { words, reading, quantities: &quantities, least, gaps: Gaps::default() };
    for sentence in marked.iter().filter(|it| !article.bylines.contains(&it.span)) {
        finder.sentence(sentence);
    }
    finder.places(knowledge);
    let mut gaps = finder.gaps;
    let rank = |it: &Gap| KINDS.iter().position(|kind| kind.0 == it.kind);
    gaps.gaps.sort_by_key(|it| (it.sentence.start, rank(it), it.span.start));
    gaps
}

struct Finder<'a> {
    words: &'a Words,
    reading: &'a Reading,
    quantities: &'a [Quantity],
    least: f32,
    gaps: Gaps,
}

impl<'a> Finder<'a> {
    fn sentence(&mut self, sentence: &Marked) {
        let mut holds = [false; 3];
        for (at, token) in sentence.tokens.iter().enumerate() {
            if self.mention_at(&token.span).is_some() {
                continue;
            }
            let word = self.text(&token.span);
            match token.kind {
                Kind::Quantity(number) => {
                    holds[0] = true;
                    self.number(sentence, &self.quantities[number]);
                }
                Kind::Latin if word.contains(|it: char| it.is_ascii_digit()) => {
                    let why = ("digits that were read neither as a quantity nor as a time", String::new());
                    self.add("number", &token.span, sentence, Some(why));
                }
                Kind::Word(_) | Kind::Unknown if self.words.list("title").has(word) => {
                    holds[1] = true;
                    self.title(sentence, at, token);
                }
                Kind::Word(_) => holds[2] |= MONEY.iter().any(|it| self.words.list(it).has(word)),
                _ => {}
            }
        }
        if holds == [false; 3] {
            return;
        }
        let held = ["a number", "a title", "a word of money"].into_iter().zip(holds).filter(|it| it.1);
        let held = held.map(|it| it.0).collect::<Vec<_>>().join(", ");
        let headline = self.reading.article.title.as_ref().is_some_and(|it| sentence.span.start < it.end);
        let reason = if headline { "nothing taken from a headline" } else { "nothing taken" };
        let why = (!self.taken(&sentence.span, |_| true)).then_some((reason, held));
        self.add("sentence", &sentence.span, sentence, why);
    }

    fn number(&mut self, sentence: &Marked, quantity: &Quantity) {
        // The words of a flow may reach over other sums than its own.
        let printed = self.text(&quantity.span);
        let is_flow = |it: &Fact| matches!(it, Fact::Flow(flow) if flow.printed == printed);
        let is_figure = |it: &Fact| matches!(it, Fact::Figure(_));
        let flow = self.taken(&quantity.span, is_flow);
        let figure = self.taken(&quantity.span, is_figure);
        let why = if flow || figure {
            None
        } else if let Some(weak) = self.weak(&quantity.span, is_figure) {
            Some((WEAK, weak))
        } else if quantity.duration {
            Some(("a stretch of time", String::new()))
        } else if quantity.chinese && !quantity.measure {
            Some(("in Chinese numerals without a unit of measure", String::new()))
        } else {
            Some(("no words say what it measures", String::new()))
        };
        self.add("number", &quantity.span, sentence, why);
        if is_money(quantity) {
            let weak = self.weak(&quantity.span, is_flow).map(|it| (WEAK, it));
            let why = weak.unwrap_or(("no words say that it goes from one to another", String::new()));
            self.add("sum", &quantity.span, sentence, (!flow).then_some(why));
        }
    }

    fn title(&mut self, sentence: &Marked, at: usize, token: &Token) {
        let word = self.text(&token.span);
        let is_post =
            |it: &Fact| matches!(it, Fact::Post(post) if post.title.contains(word) || word.contains(&post.title));
        let person = |it: Option<&Token>| {
            let mention = it.and_then(|it| self.mention_at(&it.span)).filter(|it| it.class == Class::Person);
            mention.map(|it| self.text(&it.span).to_owned())
        };
        let before = at.checked_sub(1).and_then(|it| person(sentence.tokens.get(it)));
        let why = if self.taken(&token.span, is_post) {
            None
        } else if let Some(weak) = self.weak(&token.span, is_post) {
            Some((WEAK, weak))
        } else if let Some(name) = person(sentence.tokens.get(at + 1)) {
            Some(("before a name, but no body or place is known for it", name))
        } else if let Some(name) = before {
            Some(("behind a name", name))
        } else {
            Some(("no name beside it", String::new()))
        };
        self.add("title", &token.span, sentence, why);
    }

    /// Places whose code is not known, each once.
    fn places(&mut self, knowledge: &Knowledge) {
        for (id, entity) in self.reading.entities.iter().enumerate().filter(|it| it.1.class == Class::Place) {
            let Some(mention) = self.reading.mentions.iter().find(|it| it.entity == id) else { continue };
            let named =
                |code: &String| knowledge.gazetteer.name(code).map_or(code.clone(), |it| format!("{code} {it}"));
            let mut detail: Vec<String> = entity.candidates.iter().take(LISTED).map(named).collect();
            if entity.candidates.len() > LISTED {
                detail.push(format!("and {} more", entity.candidates.len() - LISTED));
            }
            let reason = match entity.candidates.len() {
                0 => "not in the gazetteer",
                _ => "several places of this name, and nothing decides",
            };
            let why = entity.code.is_none().then(|| (reason, detail.join(", ")));
            let sentences = &self.reading.sentences;
            let around = sentences.iter().find(|it| it.start <= mention.span.start && mention.span.end <= it.end);
            let span = around.unwrap_or(&mention.span).clone();
            self.add("place", &mention.span, &Marked { span, ..Marked::default() }, why);
        }
    }

    /// Counts a candidate, and notes it where there is a reason why nothing was taken from it.
    fn add(&mut self, kind: &'static str, span: &Span, sentence: &Marked, why: Option<(&'static str, String)>) {
        let total = self.gaps.totals.entry(kind).or_default();
        total.0 += 1;
        if let Some((reason, detail)) = why {
            total.1 += 1;
            let (span, sentence) = (span.clone(), sentence.span.clone());
            self.gaps.gaps.push(Gap { kind, span, sentence, reason, detail });
        }
    }

    fn text(&self, span: &Span) -> &'a str {
        let reading: &'a Reading = self.reading;
        reading.article.text.get(span.clone()).unwrap_or_default()
    }

    fn mention_at(&self, span: &Span) -> Option<&Mention> {
        let mentions = &self.reading.mentions;
        let at = mentions.partition_point(|it| it.span.end <= span.start);
        mentions.get(at).filter(|it| it.span.start < span.end)
    }

    fn told(&self, span: &Span, fits: impl Fn(&Fact) -> bool) -> impl Iterator<Item = &Statement> {
        let over = move |it: &&Statement| it.span.start < span.end && span.start < it.span.end && fits(&it.fact);
        self.reading.statements.iter().filter(over)
    }

    fn taken(&self, span: &Span, fits: impl Fn(&Fact) -> bool) -> bool {
        self.told(span, fits).any(|it| it.confidence >= self.least)
    }

    /// Returns the rule that found something here, but is right too seldom.
    fn weak(&self, span: &Span, fits: impl Fn(&Fact) -> bool) -> Option<String> {
        let weak = self.told(span, fits).find(|it| it.confidence < self.least);
        weak.map(|it| format!("{} {:.2}", it.rule, it.confidence))
    }
}

const WEAK: &str = "found by a rule that is right too seldom";

/// Returns the gaps of some pages as rows.
pub fn table<'a>(found: impl IntoIterator<Item = (&'a Page, &'a Reading, &'a Gaps)>) -> Table {
    let mut table = Table::new(&["article", "line", "start", "end", "kind", "words", "reason", "detail", "sentence"]);
    for (page, reading, gaps) in found {
        let bytes = characters(&page.text);
        let article = &reading.article;
        let words = |span: &Span| Cell::from(article.text.get(span.clone()).unwrap_or_default());
        for gap in &gaps.gaps {
            let place = article.offsets.source(&gap.span);
            let before = bytes.get(place.start).and_then(|it| page.text.get(..*it)).unwrap_or_default();
            let whole = gap.kind == "sentence";
            table.rows.push(vec![
                article.id.as_str().into(),
                number(before.matches('\n').count() + 1),
                number(place.start),
                number(place.end),
                gap.kind.into(),
                if whole { Cell::Empty } else { words(&gap.span) },
                gap.reason.into(),
                Some(gap.detail.as_str()).filter(|it| !it.is_empty()).into(),
                words(&gap.sentence),
            ]);
        }
    }
    table
}

/// Returns how many candidates each article has and how many of them are gaps, all articles last.
pub fn totals<'a>(found: impl IntoIterator<Item = (&'a Reading, &'a Gaps)>) -> Table {
    let columns: Vec<&str> = ["article"].into_iter().chain(KINDS.iter().flat_map(|it| [it.1, it.2])).collect();
    let mut table = Table::new(&columns);
    let mut all: BTreeMap<&'static str, (u32, u32)> = BTreeMap::new();
    let row = |name: &str, totals: &BTreeMap<&'static str, (u32, u32)>| -> Vec<Cell> {
        let counts = KINDS.iter().map(|it| totals.get(it.0).copied().unwrap_or_default());
        [Cell::from(name)].into_iter().chain(counts.flat_map(|it| [Cell::from(it.0), Cell::from(it.1)])).collect()
    };
    for (reading, gaps) in found {
        for (kind, (candidates, left)) in &gaps.totals {
            let sum = all.entry(kind).or_default();
            *sum = (sum.0 + candidates, sum.1 + left);
        }
        table.rows.push(row(&reading.article.id, &gaps.totals));
    }
    table.rows.push(row("all", &all));
    table
}

/// Returns how often each reason is given, all articles together.
pub fn reasons<'a>(found: impl IntoIterator<Item = &'a Gaps>) -> Table {
    let mut counts: BTreeMap<(usize, &str), u32> = BTreeMap::new();
    for gap in found.into_iter().flat_map(|it| &it.gaps) {
        let rank = KINDS.iter().position(|it| it.0 == gap.kind).unwrap_or_default();
        *counts.entry((rank, gap.reason)).or_default() += 1;
    }
    let mut table = Table::new(&["kind", "reason", "count"]);
    table.rows = counts
        .iter()
        .map(|((kind, reason), count)| vec![KINDS[*kind].0.into(), (*reason).into(), (*count).into()])
        .collect();
    table
}

fn number(value: usize) -> Cell {
    u32::try_from(value).map_or(Cell::Empty, Cell::from)
}
