//! What a figure counts, so that figures of different words compare: the noun, what was done, the unit, and whether anything
//! in the sentence narrows it.
use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

use super::lists::Lists;

/// What a figure counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Concept {
    /// The noun; empty where only what was done is said.
    pub subject: String,
    /// What was done; empty where nothing.
    pub act: String,
    /// The unit.
    pub unit: String,
    /// Of a figure that is a change, which way.
    pub change: String,
    /// What is left over is counted.
    pub left: bool,
    /// What has been added up is counted.
    pub total: bool,
    /// Only a part of what was counted before is.
    pub part: bool,
    /// Nothing in the sentence narrows it.
    pub clear: bool,
    /// The noun says too little alone.
    pub generic: bool,
    /// The words around, of a noun that says too little.
    pub around: String,
}

/// Marks at which a clause ends.
pub(super) const CLAUSE: [char; 8] = ['\u{ff0c}', '\u{3002}', '\u{ff1b}', '\u{ff01}', '\u{ff1f}', '\u{ff1a}', ',', ';'];
/// The mark between the items of a list, and brackets.
const ITEM: [char; 4] = ['\u{3001}', '\u{ff08}', '\u{ff09}', '('];
/// How many characters around a number tell what it is about.
const AROUND: usize = 22;

/// Years, spans of years and their counts.
static TIME: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = "\u{201c}?\u{5341}[\u{4e00}-\u{9fa5}]\u{4e94}\u{201d}?|[0-9]{4}[\u{2014}\u{2013}~\u{ff5e}\u{81f3}\u{5230}-]*([0-9]{2,4})?\u{5e74}?([0-9]+\u{6708})?([0-9]+\u{65e5})?|[\u{4e00}\u{4e8c}\u{4e24}\u{4e09}\u{56db}\u{4e94}\u{516d}\u{4e03}\u{516b}\u{4e5d}\u{5341}]\u{5e74}";
    Regex::new(pattern).unwrap_or_else(|_| unreachable!("a plain pattern"))
});
/// Numbers with the character behind them, which is their unit.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"[0-9]+(\.[0-9]+)?[\x{4e07}\x{4ebf}\x{5343}\x{767e}\x{4f59}\x{591a}]*(\x{5e73}\x{65b9}\x{7c73}|\x{516c}\x{91cc}|\x{5146}\x{74e6}|MW|%|\p{Han})?";
    Regex::new(pattern).unwrap_or_else(|_| unreachable!("a plain pattern"))
});

/// Returns what a figure counts, and by what its value is to be multiplied to be in the concept's unit.
pub(super) fn concept(
    lists: &Lists,
    metric: &str,
    unit: &str,
    change: &str,
    area: &str,
    sentence: &str,
    quote: &str,
) -> (Concept, f64) {
    let (canonical, factor) = lists.unit(unit);
    let found = place(sentence, quote, metric);
    let at = found.unwrap_or(0);
    let end = if found.is_some() { at + quote.len() } else { 0 };
    let clause = sentence[..at].rfind(CLAUSE).map_or(0, |it| next(sentence, it));
    let item = sentence[clause..at].rfind(ITEM).map_or(clause, |it| next(sentence, clause + it));
    let stop = sentence[end..].find(|it: char| CLAUSE.contains(&it) || ITEM.contains(&it) || it.is_ascii_digit());
    let behind = &sentence[end..stop.map_or(sentence.len(), |it| end + it)];
    let own = format!("{} {behind}", &sentence[item..at]);
    let carried = lists.carry.has(metric);

    let words = lists.acts.within(metric).or_else(|| lists.acts.within(&own));
    let words = words.or_else(|| lists.acts.within(&sentence[..at]).filter(|_| carried));
    let (word, act) = words.unwrap_or_default();
    let left_before = lists.left.within(&sentence[clause..at]).or_else(|| lists.left.within(&own));
    let act = if left_before.is_some() { "" } else { act };

    let mut subject = if carried { String::new() } else { bare(metric, word) };
    subject = strip(lists, &subject);
    if left_before.is_some() {
        subject = strip(lists, &lists.left.without(&subject));
    }
    if !act.is_empty() {
        let implied = lists.implied.iter().find(|[of, unit, word, _]| {
            of == act
                && *unit == canonical
                && (word == "-" || own.contains(word.as_str()) || metric.contains(word.as_str()))
        });
        if let Some([.., counted]) = implied {
            subject.clone_from(counted);
        }
    }
    let subject = lists.metrics.first(&subject).to_owned();
    let head = &sentence[clause..item];
    let scoped = lists.scope.within(&own).is_some() || lists.scope.within(head).is_some();
    let part = in_part(lists, &sentence[..at]);
    let rest = residue(lists, &own, metric, word, &subject, area, unit);
    let generic = (subject.is_empty() && act.is_empty()) || lists.generic.has(&subject);
    let around = if generic { around(lists, sentence, at, end, &subject, area) } else { String::new() };
    let clear = found.is_some() && !carried && !scoped && !part && rest.is_empty();
    let total = lists.total.within(&sentence[clause..at]).is_some();
    let concept = Concept {
        subject,
        act: act.to_owned(),
        unit: canonical,
        change: change.to_owned(),
        left: left_before.is_some(),
        total,
        part,
        clear,
        generic,
        around,
    };
    (concept, factor)
}

/// Finds the quoted words, where they are no part of a longer number; of several places the one nearest to the metric.
fn place(sentence: &str, quote: &str, metric: &str) -> Option<usize> {
    let whole = |at: &usize| {
        let before = sentence[..*at].chars().next_back();
        !before.is_some_and(|it| it.is_ascii_digit() || it == '.') || !quote.starts_with(|it: char| it.is_ascii_digit())
    };
    let near = sentence.find(metric).unwrap_or(0);
    let places = sentence.match_indices(quote).map(|it| it.0).filter(whole);
    places.min_by_key(|it| it.abs_diff(near)).filter(|_| !quote.is_empty())
}

fn next(text: &str, at: usize) -> usize {
    at + text[at..].chars().next().map_or(0, char::len_utf8)
}

/// Returns a metric without the word of what is done.
fn bare(metric: &str, act: &str) -> String {
    if act.is_empty() { metric.to_owned() } else { metric.replace(act, " ") }
}

/// Takes the words off both ends that leave what is counted as it is.
fn strip(lists: &Lists, text: &str) -> String {
    let mut text: String = text.chars().filter(|it| it.is_alphanumeric()).collect();
    loop {
        let before = text.len();
        let head = lists.filler.starting(&text).map_or(0, str::len);
        text.drain(..head);
        let tail = lists.filler.ending(&text).map_or(0, str::len);
        text.truncate(text.len() - tail);
        if text.len() == before {
            return text;
        }
    }
}

/// Tells whether what stands before a number says that it counts a part only: behind the word for it, or in a bracket.
fn in_part(lists: &Lists, before: &str) -> bool {
    let from = before.rfind(['\u{ff1b}', ';']).unwrap_or(0);
    let opened = before.rfind(['\u{ff08}', '(']);
    let closed = before.rfind(['\u{ff09}', ')']);
    lists.part.within(&before[from..]).is_some() || opened > closed
}

/// Returns what is left of the words around a number without those that are understood.
fn residue(lists: &Lists, own: &str, metric: &str, act: &str, subject: &str, area: &str, unit: &str) -> String {
    let mut text = own.replace([' ', '\u{3000}'], "");
    text = time(&text);
    for word in [metric, subject, act, area, unit] {
        if !word.is_empty() {
            text = text.replace(word, " ");
        }
    }
    text = NUMBER.replace_all(&text, " ").into_owned();
    text = lists.filler.without(&lists.left.without(&lists.total.without(&text)));
    text.chars().filter(|it| it.is_alphanumeric()).collect()
}

/// Returns a text without years, spans of years and days.
pub(super) fn time(text: &str) -> String {
    TIME.replace_all(text, " ").into_owned()
}

/// Returns the words around a number that tell what it is about.
fn around(lists: &Lists, sentence: &str, at: usize, end: usize, subject: &str, area: &str) -> String {
    let before: Vec<char> = sentence[..at].chars().rev().take(AROUND).collect();
    let mut text: String = before.into_iter().rev().chain([' ']).chain(sentence[end..].chars().take(AROUND)).collect();
    for word in [subject, area].into_iter().filter(|it| !it.is_empty()) {
        text = text.replace(word, " ");
    }
    lists.generic.without(&lists.filler.without(&NUMBER.replace_all(&text, " ")))
}

/// Tells whether the words around two numbers have something in common.
pub(super) fn alike(a: &str, b: &str) -> bool {
    let a: Vec<char> = a.chars().collect();
    let han = |it: &char| ('\u{4e00}'..='\u{9fff}').contains(it);
    a.windows(2).any(|it| it.iter().all(han) && b.contains(&it.iter().collect::<String>()))
}
