//! Kinds of flow: the word that governs a sum says whether it is given, lent, earned, or no flow at all.
use super::clause::{Clause, OF, OTHER};
use crate::lexicon::Tag;
use crate::scene::{Line, Part, Scene};
use crate::segment::Kind;
use crate::words::{WordList, Words};

/// The kind of what is given for nothing.
pub(super) const GIFT: &str = "donation";
/// The kinds of flow with their word lists; the last, of sums that are none, is empty.
const KINDS: [(&str, &str); 13] = [
    ("", "flow_none"),
    (GIFT, "flow_donation"),
    ("investment", "flow_investment"),
    ("appropriation", "flow_appropriation"),
    ("subsidy", "flow_subsidy"),
    ("compensation", "flow_compensation"),
    ("fee_waiver", "flow_fee_waiver"),
    ("insurance_cover", "flow_insurance_cover"),
    ("sale", "flow_sale"),
    ("purchase", "flow_purchase"),
    ("loan", "flow_loan"),
    ("income", "flow_income"),
    ("fundraising", "flow_fundraising"),
];

/// The farthest that a word may govern a sum across, in characters.
const REACH: usize = 22;
/// `把`, `将`
const TAKEN: [char; 2] = ['\u{628a}', '\u{5c06}'];
/// How many low bits of a character tell it from most others, as a count.
const FIRSTS: usize = 4096;
/// How far behind a sum the noun may stand that says what it is, in characters.
const NOUN: usize = 10;

/// A word of the lists in a clause.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Hit {
    /// The kind of flow; empty where it makes none.
    pub(super) kind: &'static str,
    /// Where it begins in the clause's words.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
    /// The noun behind the sum tells better.
    pub(super) weak: bool,
    /// It only says what the sum is worth or for, and leaves the kind to the word before it.
    pub(super) clear: bool,
    /// It says that a sum is got or given back.
    pub(super) back: bool,
}

/// The lists of words that govern sums.
pub(super) struct Kinds<'a> {
    lists: Vec<(&'static str, &'a WordList)>,
    /// What their words begin with, by the low bits of the character: others that share them are looked up in vain.
    firsts: [bool; FIRSTS],
    weak: &'a WordList,
    clear: &'a WordList,
    back: &'a WordList,
}

impl<'a> Kinds<'a> {
    /// Takes what it needs of the lists.
    pub(super) fn new(words: &'a Words) -> Self {
        let lists: Vec<(&str, &WordList)> = KINDS.iter().map(|it| (it.0, words.list(it.1))).collect();
        let mut firsts = [false; FIRSTS];
        lists.iter().flat_map(|it| it.1.firsts()).for_each(|it| firsts[it as usize % FIRSTS] = true);
        Self {
            firsts,
            lists,
            weak: words.list("flow_weak"),
            clear: words.list("flow_clear"),
            back: words.list("flow_back"),
        }
    }

    /// Tells whether a word of the lists may begin with this character.
    fn begin(&self, character: char) -> bool {
        self.firsts[character as usize % FIRSTS]
    }

    /// Returns the words of the lists in a clause, the longest at each place, in order and apart.
    pub(super) fn hits(&self, clause: &Clause) -> Vec<Hit> {
        let text = clause.text.as_str();
        let mut hits = Vec::new();
        let mut at = 0;
        while let Some(first) = text[at..].chars().next() {
            if !self.begin(first) {
                at += first.len_utf8();
                continue;
            }
            let rest = &text[at..];
            let mut best: Option<(&'static str, &str)> = None;
            for (kind, list) in &self.lists {
                if let Some(word) = list.prefix(rest).filter(|it| best.is_none_or(|best| best.1.len() < it.len())) {
                    best = Some((kind, word));
                }
            }
            let end = at + best.map_or(0, |it| it.1.len());
            let single = best.is_some_and(|it| it.1.len() == first.len_utf8());
            match best {
                Some((kind, word)) if !single || clause.is_unit(at, end) => {
                    let (weak, clear, back) = (self.weak.has(word), self.clear.has(word), self.back.has(word));
                    hits.push(Hit { kind, start: at, end, weak, clear, back });
                    at = end;
                }
                _ => at += first.len_utf8(),
            }
        }
        hits
    }

    /// Tells whether a text may report a gift.
    pub(super) fn may_give(&self, text: &str) -> bool {
        self.lists.iter().filter(|it| it.0 == GIFT).any(|it| super::status::holds(it.1, text))
    }

    /// Tells whether a word governs sums.
    pub(super) fn has(&self, word: &str) -> bool {
        word.starts_with(|it| self.begin(it)) && self.lists.iter().any(|it| it.1.has(word))
    }
}

/// Returns the word that governs the sum at `unit` within its clause.
pub(super) fn governing(scene: &Scene<'_>, line: &Line, clause: &Clause, hits: &[Hit], unit: usize) -> Option<Hit> {
    let (start, end) = (clause.place(unit), clause.place(unit + 1));
    let before = hits.iter().rev().filter(|it| it.end <= start);
    let near = before.clone().find(|it| !it.clear || it.start == 0).or(before.clone().next());
    let clear = before.clone().next().is_some_and(|it| it.clear);
    let near = near.copied().filter(|it| reaches(&clause.text[it.end..start], clear));
    let near = near.map(|it| given(hits, clause, it));
    let behind = noun_behind(scene, line, clause, hits, unit, end);
    // 把奖金5万元捐给某校
    let gives = |it: &&Hit| it.kind == GIFT && it.start >= end && reaches(&clause.text[end..it.start], false);
    if near.is_some_and(|it| clause.text[..it.start].ends_with(TAKEN))
        && let Some(gives) = hits.iter().find(gives)
    {
        return Some(*gives);
    }
    match (near, behind) {
        (Some(near), Some(behind)) => {
            let between = &clause.text[near.end..start];
            // 被拖欠的9万元租金: the noun behind it tells what it is.
            let other = between.chars().count() > NOUN || between == OF;
            Some(if near.weak && !behind.weak || near.kind.is_empty() && other { behind } else { near })
        }
        // 拿出300万元奖励教师: what is done with it tells what it is.
        (Some(near), None) if near.weak && matches!(near.kind, "investment" | "appropriation") => {
            let aid = |it: &&Hit| it.start >= end && !it.weak && matches!(it.kind, GIFT | "subsidy");
            hits.iter().find(aid).copied().or(Some(near))
        }
        (near, behind) => near.or(behind),
    }
}

/// Returns the verb of giving, waiving or getting back whose object a word is: `减免房屋租金`, `捐赠助学金`, `追回货款`.
fn given(hits: &[Hit], clause: &Clause, near: Hit) -> Hit {
    const OBJECT: usize = 6;
    let verb = hits.iter().rev().find(|it| it.end <= near.start).copied();
    let object = |it: &Hit| {
        let between = &clause.text[it.end..near.start];
        between.chars().count() <= OBJECT && !between.contains(OTHER)
    };
    let back = |it: &Hit| it.back && near.kind != "compensation";
    let outranks = |it: &Hit| back(it) || matches!(it.kind, "donation" | "fee_waiver") && !it.weak;
    verb.filter(|it| outranks(it) && object(it)).unwrap_or(near)
}

/// Tells whether a word may govern a sum across these words.
fn reaches(between: &str, clear: bool) -> bool {
    between.chars().count() <= if clear { 2 * REACH } else { REACH }
}

/// Returns the head of the noun phrase that the sum counts: `300万元专项资金`, `3万元的收益`.
fn noun_behind(scene: &Scene<'_>, line: &Line, clause: &Clause, hits: &[Hit], unit: usize, end: usize) -> Option<Hit> {
    let mut stop = end;
    let begins = |at: usize| hits.iter().any(|it| it.start == clause.place(at) && at < clause.end);
    for (at, unit) in line.units.iter().enumerate().take(clause.end).skip(unit + 1) {
        let word = scene.word(unit);
        let place = clause.place(at);
        let hit = hits.iter().any(|it| it.start <= place && place < it.end);
        let goes_on = match unit.part {
            // 30万元安家补贴
            Part::Token(Kind::Word(Tag::Verb)) => hit || place == stop && begins(at + 1),
            Part::Token(Kind::Word(tag)) => {
                hit || matches!(
                    tag,
                    Tag::Noun | Tag::VerbalNoun | Tag::Adjective | Tag::Other | Tag::Number | Tag::Phrase
                ) || scene.words.list("flow_of").has(word)
            }
            Part::Token(Kind::Mark) => scene.words.list("flow_of").has(word),
            Part::Token(Kind::Quantity(_)) => place == stop && scene.quantity(unit).is_some_and(crate::rate::is_money),
            Part::Token(Kind::Unknown | Kind::Latin) => true,
            _ => false,
        };
        if !goes_on || clause.text[end..place].chars().count() > NOUN {
            break;
        }
        stop = clause.place(at + 1);
    }
    hits.iter().rev().find(|it| end <= it.start && it.start < stop).copied()
}
