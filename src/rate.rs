//! Rates: what a sum or count is by, a year, a month, a head, an acre, as the words around it say.
use crate::scene::{Line, Part, Scene};
use crate::segment::Kind;
use crate::value::Quantity;
use crate::words::WordList;

/// The unit of money, as `value` names it.
pub const MONEY: &str = "CNY";

const EACH: char = '\u{6bcf}';
const AVERAGE: char = '\u{5747}';
const ONE: char = '\u{4e00}';
const PIECE: char = '\u{4e2a}';
const LIST: char = '\u{3001}';
const COMMA: &str = "\u{ff0c}";
const YEAR: &str = "\u{5e74}";
const MONTH: &str = "\u{6708}";
const DAY: &str = "\u{65e5}";
const TODAY: &str = "\u{5929}";
const HEAD: &str = "\u{4eba}";
const HOUSEHOLD: &str = "\u{6237}";
const VILLAGE: &str = "\u{6751}";
/// Counters of persons: `每名`, `每位`.
const PERSON_COUNTERS: [char; 2] = ['\u{540d}', '\u{4f4d}'];
/// Stands for a name or a time expression in the words before a quantity.
const OTHER: char = '\u{fffc}';
/// Stands for another quantity there.
const NUMBER: char = '\u{fffb}';
/// The largest sum that may be a month's pay.
const MONTHLY: f64 = 50_000.0;
/// How far the noun may stand behind `每个`, in characters.
const NOUN: usize = 5;

/// What a sum or count is by.
#[derive(Clone, Debug, Default, PartialEq)]
struct Rate {
    /// A stretch of time.
    period: Option<String>,
    /// One of what it is counted over.
    per: Option<String>,
}

/// Returns the full unit of the quantity at `index`: `CNY/年/人`, `户/人`, `人次`; empty where it is no
/// quantity or has no unit.
pub fn rate(scene: &Scene<'_>, line: &Line, index: usize) -> String {
    let Some(quantity) = line.units.get(index).and_then(|it| scene.quantity(it)) else { return String::new() };
    let Some(unit) = quantity.unit.clone() else { return String::new() };
    if unit.contains('/') || !may_have_rate(quantity) {
        return unit;
    }
    if let Some(left) = level_left(scene, line, index) {
        return rate(scene, line, left);
    }
    let found = found(scene, line, index, quantity);
    let mut full = unit.clone();
    for part in [found.period, found.per].into_iter().flatten() {
        let own = part == unit || unit != MONEY && part.chars().count() == 1 && places(&part);
        if !own {
            full.push('/');
            full.push_str(&part);
        }
    }
    full
}

/// Returns the level from which a quantity moved, in its clause: `从每人每月80元提高到95元`.
fn level_left(scene: &Scene<'_>, line: &Line, index: usize) -> Option<usize> {
    const LONGEST: usize = 9;
    let start = clause_start(scene, line, index);
    let left = (start..index).rfind(|it| scene.quantity(&line.units[*it]).is_some())?;
    let unit = |it: usize| scene.quantity(&line.units[it]).and_then(|it| it.unit.as_deref());
    let between = scene.text(&(line.units[left].span.end..line.units[index].span.start));
    let level = scene.words.list("level_verb");
    let moves = between.char_indices().any(|(at, _)| {
        level
            .prefix(&between[at..])
            .is_some_and(|it| between[at + it.len()..].starts_with(['\u{5230}', '\u{81f3}', '\u{4e3a}']))
    });
    (moves && between.chars().count() < LONGEST && !between.contains([LIST, EACH]) && unit(left) == unit(index))
        .then_some(left)
}

/// Tells whether a quantity is money.
pub fn is_money(quantity: &Quantity) -> bool {
    quantity.unit.as_deref().is_some_and(|it| it == MONEY || it.starts_with("CNY/"))
}

/// Tells whether a mark ends a clause; the comma of lists does not.
pub fn ends_clause(mark: &str) -> bool {
    mark.chars().next().is_some_and(|it| {
        matches!(
            it,
            '\u{ff0c}'
                | '\u{3002}'
                | '\u{ff1b}'
                | '\u{ff1a}'
                | '\u{ff01}'
                | '\u{ff1f}'
                | '\u{2026}'
                | ','
                | ';'
                | ':'
                | '!'
                | '?'
        )
    })
}

/// Returns where the clause of a unit begins, as a number of a unit.
pub fn clause_start(scene: &Scene<'_>, line: &Line, index: usize) -> usize {
    let upto = line.units.get(..index).unwrap_or_default();
    upto.iter()
        .rposition(|it| matches!(it.part, Part::Token(Kind::Mark)) && ends_clause(scene.word(it)))
        .map_or(0, |it| it + 1)
}

/// Shares, stretches of time and relative changes have no rate.
fn may_have_rate(quantity: &Quantity) -> bool {
    let unit = quantity.unit.as_deref().unwrap_or_default();
    let relative = matches!(
        unit,
        "%" | "\u{2030}"
            | "\u{767e}\u{5206}\u{70b9}"
            | "\u{5343}\u{5206}\u{70b9}"
            | "\u{500d}"
            | "\u{6444}\u{6c0f}\u{5ea6}"
            | "\u{2103}"
    );
    !quantity.share && !quantity.duration && !relative
}

/// Tells whether something is a kind of place, by which only money is given a rate.
fn places(part: &str) -> bool {
    matches!(part, VILLAGE | "\u{4e61}" | "\u{9547}" | "\u{53bf}" | "\u{6821}" | "\u{73ed}" | "\u{7ec4}" | "\u{6b21}")
}

/// Finds the rate in the clause before, in a bare clause before that, or behind the quantity.
fn found(scene: &Scene<'_>, line: &Line, index: usize, quantity: &Quantity) -> Rate {
    let start = clause_start(scene, line, index);
    let here = context(scene, line, start, index);
    let total = scene.words.list("rate_total");
    let (from, fresh) = reach(&here, total);
    let mut rate = read(scene, &here, from, fresh);
    if rate == Rate::default() && start > 0 && !totals(&here, total) {
        let before_start = clause_start(scene, line, start - 1);
        let before = context(scene, line, before_start, start - 1);
        let extreme = here.chars().count() <= 6 && scene.words.list("rate_extreme").prefix(&here).is_some();
        // 一斤12元，48元入账: the rate is that of the price.
        if extreme || is_money(quantity) && before.chars().count() <= 4 && !before.contains(NUMBER) {
            rate = read(scene, &before, 0, 0);
        }
    }
    behind(scene, line, index, &mut rate);
    let money = is_money(quantity);
    if money && rate == Rate::default() && !here.contains(OTHER) && yearly_before(scene, line, start) {
        rate.period = Some(YEAR.to_owned());
    }
    if money && rate.period.is_none() && quantity.value < MONTHLY {
        let wage = scene.words.list("rate_wage");
        if rate.per.is_none() && here.char_indices().any(|(at, _)| wage.prefix(&here[at..]).is_some()) {
            rate.period = Some(MONTH.to_owned());
        }
    }
    rate
}

/// Tells whether a clause shortly before in the sentence begins with `每年`, which holds for what follows:
/// `每年请工3万人次，多付工资50万元`.
fn yearly_before(scene: &Scene<'_>, line: &Line, start: usize) -> bool {
    const NEAR: usize = 2;
    let mut end = start;
    for _ in 0..NEAR {
        if end == 0 || scene.word(&line.units[end - 1]) != COMMA {
            return false;
        }
        let from = clause_start(scene, line, end - 1);
        let words = context(scene, line, from, end - 1);
        if words.trim_start_matches(OTHER).strip_prefix(EACH).is_some_and(|it| it.starts_with(YEAR)) {
            return true;
        }
        if words.contains(OTHER) {
            return false;
        }
        end = from;
    }
    false
}

/// Returns the words between two units; names, times and quantities but `一年`, `一亩` by a sign.
fn context(scene: &Scene<'_>, line: &Line, start: usize, end: usize) -> String {
    let per = scene.words.list("rate_per");
    let mut words = String::new();
    for unit in line.units.get(start..end).unwrap_or_default() {
        match unit.part {
            Part::Token(Kind::Quantity(_)) if scene.quantity(unit).is_some_and(|it| is_one(it, per)) => {
                words.push_str(scene.word(unit));
            }
            Part::Token(Kind::Quantity(_)) => words.push(NUMBER),
            Part::Token(Kind::Time(_)) | Part::Name(_) => words.push(OTHER),
            Part::Token(_) => words.extend(scene.word(unit).chars().filter(|it| !it.is_whitespace())),
        }
    }
    words
}

/// Tells whether a quantity is one of what rates are by.
fn is_one(quantity: &Quantity, per: &WordList) -> bool {
    let name = quantity.unit.as_deref().unwrap_or_default();
    let name = name.strip_prefix(PIECE).unwrap_or(name);
    quantity.chinese && quantity.value == 1.0 && quantity.value_max.is_none() && per.has(name)
}

/// Returns from where a clause's words may give a rate, and from where any word may: behind the last
/// word for a total, and behind the last member of a list that has its own quantity.
fn reach(here: &str, total: &WordList) -> (usize, usize) {
    let totals = here.char_indices().filter_map(|(at, _)| total.prefix(&here[at..]).map(|it| at + it.len()));
    let from = totals.max().unwrap_or(0);
    let listed = here.rfind(LIST).filter(|&at| here[..at].ends_with([OTHER, NUMBER])).unwrap_or(0);
    (from, listed.max(from))
}

fn totals(here: &str, total: &WordList) -> bool {
    here.char_indices().any(|(at, _)| total.prefix(&here[at..]).is_some())
}

/// Reads the rate that some words give; the last word wins. Up to `fresh` only `每` counts.
fn read(scene: &Scene<'_>, here: &str, from: usize, fresh: usize) -> Rate {
    let per = scene.words.list("rate_per");
    let mut rate = Rate::default();
    let mut before = OTHER;
    for (at, character) in here.char_indices() {
        let rest = &here[at + character.len_utf8()..];
        let found = if at < from {
            None
        } else if character == EACH {
            // 每公斤6.8元 is by the kilogram, what follows is not.
            each(rest, per).filter(|it| !rest[rest.find(it).unwrap_or(0) + it.len()..].starts_with(NUMBER))
        } else if at < fresh {
            None
        } else if character == AVERAGE {
            average(&here[..at], per)
        } else if character == ONE {
            one(scene, rest, before, per)
        } else {
            timed(scene, character, rest, before)
        };
        if let Some(name) = found {
            set(&mut rate, name);
        }
        before = character;
    }
    let annual = scene.words.list("rate_annual");
    if rate.per.as_deref() == Some(HEAD) && rate.period.is_none() {
        let counted = here.char_indices().filter(|it| it.0 >= from).any(|(at, _)| annual.prefix(&here[at..]).is_some());
        if counted {
            rate.period = Some(YEAR.to_owned());
        }
    }
    rate
}

/// Puts a unit where it belongs: a stretch of time, or what is counted over.
fn set(rate: &mut Rate, name: &str) {
    if is_period(name) {
        rate.period = Some(name.to_owned());
    } else {
        rate.per = Some(name.to_owned());
    }
}

fn is_period(name: &str) -> bool {
    matches!(
        name,
        YEAR | MONTH
            | DAY
            | TODAY
            | "\u{5b63}"
            | "\u{5b63}\u{5ea6}"
            | "\u{5b66}\u{671f}"
            | "\u{5b66}\u{5e74}"
            | "\u{5468}"
            | "\u{5c0f}\u{65f6}"
    )
}

/// Reads what follows `每`: `每年`, `每个月`, `每名学生`, `每个贫困村`.
fn each<'t>(rest: &'t str, per: &WordList) -> Option<&'t str> {
    if let Some(name) = per.prefix(rest) {
        return Some(name);
    }
    let counter = rest.chars().next()?;
    if PERSON_COUNTERS.contains(&counter) {
        return Some(HEAD);
    }
    let noun = rest.strip_prefix(PIECE)?;
    let time = per.prefix(noun).filter(|it| is_period(it) || *it == VILLAGE || *it == HEAD);
    time.or_else(|| {
        let mut near = noun.chars().take(NOUN);
        near.find_map(|it| match it {
            '\u{6751}' => Some(VILLAGE),
            '\u{6237}' => Some(HOUSEHOLD),
            '\u{4eba}' => Some(HEAD),
            _ => None,
        })
    })
}

/// Reads what stands before `均`: `人均`, `户均`.
fn average<'t>(before: &'t str, per: &WordList) -> Option<&'t str> {
    per.suffix(before).filter(|it| it.chars().count() == 1)
}

/// Reads what follows `一`: `一年能挣`, `一亩地`; not `一年来`, `近一年`.
fn one<'t>(scene: &Scene<'_>, rest: &'t str, before: char, per: &WordList) -> Option<&'t str> {
    let rest = rest.strip_prefix(PIECE).unwrap_or(rest);
    let name = per.prefix(rest)?;
    let after = &rest[name.len()..];
    let point = scene.words.list("rate_point").prefix(after).is_some();
    (!point && !not_before(scene, before)).then_some(name)
}

/// Reads `年收入`, `月薪`, `日处理`; not `去年收入`.
fn timed<'t>(scene: &Scene<'_>, character: char, rest: &str, before: char) -> Option<&'t str> {
    let name = match character {
        '\u{5e74}' => YEAR,
        '\u{6708}' => MONTH,
        '\u{65e5}' => DAY,
        _ => return None,
    };
    let metric =
        scene.words.list("rate_metric").prefix(rest).is_some() || rest.is_empty() && !matches!(before, OTHER | NUMBER);
    let point = !matches!(before, OTHER | NUMBER) && not_before(scene, before) || before.is_ascii_digit();
    (metric && !point).then_some(name)
}

fn not_before(scene: &Scene<'_>, character: char) -> bool {
    let mut buffer = [0; 4];
    scene.words.list("rate_not_before").has(character.encode_utf8(&mut buffer))
}

/// Reads what stands behind a quantity: `3000元一个月`, `10元每斤`, `2.4万元/年/人`.
fn behind(scene: &Scene<'_>, line: &Line, index: usize, rate: &mut Rate) {
    let per = scene.words.list("rate_per");
    let units = line.units.get(index + 1..).unwrap_or_default();
    let Some(first) = units.first() else { return };
    if let Some(quantity) = scene.quantity(first).filter(|it| is_one(it, per)) {
        let name = quantity.unit.as_deref().unwrap_or_default();
        set(rate, name.strip_prefix(PIECE).unwrap_or(name));
        return;
    }
    let end = line.units.get(index).map_or(line.span.end, |it| it.span.end);
    let after: String = scene.text(&(end..line.span.end)).chars().filter(|it| !it.is_whitespace()).take(12).collect();
    let mut rest = after.as_str();
    while let Some(slashed) = rest.strip_prefix(['/', '\u{ff0f}', EACH]) {
        let Some(name) = per.prefix(slashed) else { break };
        set(rate, name);
        rest = &slashed[name.len()..];
    }
}
