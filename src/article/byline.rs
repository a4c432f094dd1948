//! By-lines: who wrote and photographed, the words that open a report, and the marks that close it.
use std::ops::Range;

use crate::data::Data;
use crate::glyph::{Gap, Glyph, is_closing, is_han, is_stop};

/// Words in the order of their first characters, the longest first.
#[derive(Debug, Default)]
struct Lexicon(Vec<Vec<char>>);

/// The words that tell by-lines and captions, from `data/words`.
#[derive(Debug, Default)]
pub struct Words {
    leads: Lexicon,
    press: Lexicon,
    persons: Lexicon,
    deeds: Lexicon,
    editors: Lexicon,
    ends: Lexicon,
    captions: Lexicon,
    bodies: Vec<Vec<char>>,
    /// Sorted.
    surnames: Vec<char>,
    /// Sorted.
    compounds: Vec<[char; 2]>,
}

/// A by-line, in numbers of the glyphs that were looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Byline {
    /// All of it.
    pub range: Range<usize>,
    /// The names of those who wrote and photographed.
    pub names: Vec<Range<usize>>,
    /// It is but a photographer's.
    pub photo: bool,
}

/// The longest by-line, in glyphs.
const LONGEST: usize = 60;
/// The longest dateline, in glyphs.
const LONGEST_DATELINE: usize = 22;

impl Words {
    /// Reads the word lists.
    ///
    /// # Errors
    /// Fails where a list is missing.
    pub fn load(data: &Data) -> anyhow::Result<Self> {
        let list = |name: &str| -> anyhow::Result<Vec<Vec<char>>> {
            let text = data.text(&format!("data/words/{name}.txt"))?;
            let lines = text.lines().map(str::trim).filter(|it| !it.is_empty() && !it.starts_with('#'));
            Ok(lines.map(|it| it.chars().collect()).collect())
        };
        let mut words = Self {
            leads: Lexicon::new(list("byline-lead")?),
            press: Lexicon::new(list("byline-press")?),
            persons: Lexicon::new(list("byline-person")?),
            deeds: Lexicon::new(list("byline-deed")?),
            editors: Lexicon::new(list("byline-editor")?),
            ends: Lexicon::new(list("byline-end")?),
            captions: Lexicon::new(list("caption")?),
            bodies: list("byline-body")?,
            ..Self::default()
        };
        // The last column tells the surnames by which an unmarked name is known.
        for line in data.text("data/words/surname.tsv")?.lines() {
            let Some((surname, _)) = line.strip_suffix("\t1").and_then(|it| it.split_once('\t')) else { continue };
            match surname.chars().collect::<Vec<char>>()[..] {
                [one] => words.surnames.push(one),
                [one, two] => words.compounds.push([one, two]),
                _ => {}
            }
        }
        words.surnames.sort_unstable();
        words.compounds.sort_unstable();
        Ok(words)
    }
}

impl Lexicon {
    fn new(mut words: Vec<Vec<char>>) -> Self {
        words.retain(|it| !it.is_empty());
        words.sort_by(|a, b| a[0].cmp(&b[0]).then(b.len().cmp(&a.len())));
        Self(words)
    }

    /// Returns the length of the longest word that begins at `at`.
    fn at(&self, glyphs: &[Glyph], at: usize) -> Option<usize> {
        let first = glyphs.get(at)?.ch;
        let from = self.0.partition_point(|it| it[0] < first);
        let fits =
            |word: &[char]| glyphs.len() - at >= word.len() && word.iter().zip(&glyphs[at..]).all(|(a, b)| *a == b.ch);
        self.0[from..].iter().take_while(|it| it[0] == first).find(|it| fits(it)).map(Vec::len)
    }
}

/// Finds the words that open a report: `本报讯（记者…）`, `新华社…5月6日电`.
pub fn lead(words: &Words, glyphs: &[Glyph]) -> Option<Byline> {
    let mut end = words.leads.at(glyphs, 0).or_else(|| dateline(words, glyphs))?;
    let mut names = Vec::new();
    if let Some(inner) = bracket_from(glyphs, end)
        && let Some(people) = people(words, &glyphs[inner.clone()], true)
    {
        names = people.shifted(inner.start);
        end = inner.end + 1;
    }
    Some(Byline { range: 0..end, names, photo: false })
}

fn dateline(words: &Words, glyphs: &[Glyph]) -> Option<usize> {
    const WIRE: char = '\u{7535}';
    const REPORT: char = '\u{8baf}';
    const DAY: char = '\u{65e5}';
    let first = glyphs.first()?.ch;
    if !is_han(first) {
        return None;
    }
    let press = words.press.at(glyphs, 0);
    for (i, glyph) in glyphs.iter().enumerate().take(LONGEST_DATELINE).skip(2) {
        if matches!(glyph.ch, WIRE | REPORT) {
            let dated = glyphs[..i].iter().any(|it| it.ch.is_ascii_digit()) && glyphs[i - 1].ch == DAY;
            let apart = glyphs.get(i + 1).is_some_and(|it| it.gap != Gap::None || matches!(it.ch, '(' | '\u{ff08}'));
            let known =
                press.is_some() || (dated || apart) && (3..=8).any(|it| it <= i && ends_in_body(words, &glyphs[..it]));
            return (known && (dated || apart)).then_some(i + 1);
        }
        if !is_han(glyph.ch) && !glyph.ch.is_ascii_digit() {
            return None;
        }
    }
    None
}

/// Takes a whole paragraph for a by-line: `（刘一 王二）`, `□ 新华社记者 …`, `张三 摄`.
pub fn whole(words: &Words, glyphs: &[Glyph]) -> Option<Byline> {
    if glyphs.len() > LONGEST || glyphs.len() < 2 {
        return None;
    }
    let mut inner = 0..glyphs.len();
    let mut marked = false;
    while matches!(glyphs[inner.start].ch, '\u{25a0}'..='\u{25ff}') {
        marked = true;
        inner.start += 1;
        if inner.is_empty() {
            return None;
        }
    }
    if is_opening(glyphs[inner.start].ch) {
        let found = bracket_from(glyphs, inner.start)?;
        if found.end + 1 != inner.end {
            return None;
        }
        marked = true;
        inner = found;
    }
    let part = &glyphs[inner.clone()];
    let range = 0..glyphs.len();
    if marked && words.ends.at(part, 0) == Some(part.len()) {
        return Some(Byline { range, ..Byline::default() });
    }
    let people = people(words, part, marked)?;
    let photo = people.photo;
    (marked || people.role).then(|| Byline { range, names: people.shifted(inner.start), photo })
}

/// Finds the by-line at the end of a paragraph: `……。（刘一 王二）`, `……。 张三摄`.
pub fn tail(words: &Words, glyphs: &[Glyph]) -> Option<Byline> {
    let mut byline: Option<Byline> = None;
    let mut end = glyphs.len();
    while let Some(part) = last_part(&glyphs[..end])
        && part.start > 0
        && let Some(found) = whole(words, &glyphs[part.clone()])
    {
        let mut names: Vec<_> = found.names.into_iter().map(|it| it.start + part.start..it.end + part.start).collect();
        let photo = found.photo && byline.as_ref().is_none_or(|it| it.photo);
        names.extend(byline.into_iter().flat_map(|it| it.names));
        end = part.start;
        byline = Some(Byline { range: part.start..glyphs.len(), names, photo });
    }
    byline
}

/// Whether the paragraph is a picture's caption.
pub fn is_caption(words: &Words, glyphs: &[Glyph]) -> bool {
    glyphs.len() <= 160
        && (0..glyphs.len())
            .any(|it| (it == 0 || is_stop(glyphs[it - 1].ch)) && words.captions.at(glyphs, it).is_some())
}

/// Returns the last bracket, or what follows the last full stop or the last wide gap.
fn last_part(glyphs: &[Glyph]) -> Option<Range<usize>> {
    let last = glyphs.last()?.ch;
    if is_stop(last) {
        return None;
    }
    let end = glyphs.len();
    let from = end.saturating_sub(LONGEST);
    if is_closing(last) {
        let open = (from..end).rev().find(|it| is_opening(glyphs[*it].ch))?;
        let apart = open == 0
            || is_stop(glyphs[open - 1].ch)
            || is_closing(glyphs[open - 1].ch)
            || glyphs[open].gap != Gap::None;
        return apart.then_some(open..end);
    }
    for i in (from + 1..end).rev() {
        if is_stop(glyphs[i - 1].ch) || is_closing(glyphs[i - 1].ch) && glyphs[i].gap != Gap::None {
            return Some(i..end);
        }
        if glyphs[i].gap == Gap::Wide && end - i >= 4 && !is_alone(glyphs, i) {
            return Some(i..end);
        }
    }
    None
}

fn is_alone(glyphs: &[Glyph], i: usize) -> bool {
    let gap = |it: usize| glyphs.get(it).is_none_or(|it| it.gap != Gap::None);
    gap(i) && gap(i + 1) || i > 0 && gap(i - 1) && gap(i)
}

fn is_opening(ch: char) -> bool {
    matches!(ch, '(' | '\u{ff08}' | '\u{3010}' | '[')
}

/// Returns what stands in the bracket that opens at `at`.
fn bracket_from(glyphs: &[Glyph], at: usize) -> Option<Range<usize>> {
    if !is_opening(glyphs.get(at)?.ch) {
        return None;
    }
    let end = glyphs[at..].iter().take(LONGEST).position(|it| is_closing(it.ch))?;
    (end > 1).then_some(at + 1..at + end)
}

#[derive(Debug, Default)]
struct People {
    names: Vec<Range<usize>>,
    role: bool,
    photo: bool,
}

impl People {
    fn shifted(self, by: usize) -> Vec<Range<usize>> {
        self.names.into_iter().map(|it| it.start + by..it.end + by).collect()
    }
}

/// Reads a stretch that holds nothing but names, the words for what they did, and their papers.
fn people(words: &Words, glyphs: &[Glyph], marked: bool) -> Option<People> {
    const TAKEN_BY: char = '\u{6444}';
    let mut people = People::default();
    let mut editor = false;
    let mut named = false;
    let mut other = false;
    let mut introduced = false; // By a word that only a person's name follows.
    let cut = |at: usize| glyphs.get(at).is_none_or(|it| is_between(it.ch) || matches!(it.gap, Gap::Blank | Gap::Wide));
    let role_at = |at: usize| {
        let lists = [&words.persons, &words.deeds, &words.press];
        let len = lists.iter().filter_map(|it| it.at(glyphs, at)).max()?;
        (len > 1 || cut(at + len)).then_some(len)
    };
    let mut i = 0;
    while i < glyphs.len() {
        if is_between(glyphs[i].ch) {
            i += 1;
            continue;
        }
        if let Some(len) = words.editors.at(glyphs, i) {
            (editor, i) = (true, i + len);
            people.role = true;
            continue;
        }
        if let Some(len) = role_at(i) {
            editor = false;
            people.role = true;
            introduced =
                words.persons.at(glyphs, i) == Some(len) || words.deeds.at(glyphs, i) != Some(len) && introduced;
            people.photo |= glyphs[i + len - 1].ch == TAKEN_BY;
            other |= glyphs[i + len - 1].ch != TAKEN_BY;
            i += len;
            continue;
        }
        if !is_han(glyphs[i].ch) {
            return None;
        }
        let mut end = i + 1;
        while !cut(end)
            && (is_han(glyphs[end].ch) || is_dot(glyphs[end].ch))
            && !(end >= i + 2 && (role_at(end).is_some() || words.editors.at(glyphs, end).is_some()))
        {
            end += 1;
        }
        if !cut(end) && role_at(end).is_none() && words.editors.at(glyphs, end).is_none() {
            return None;
        }
        let found = if end == i + 1 {
            // A name of two characters, padded to the width of three.
            if end == glyphs.len()
                || !is_han(glyphs[end].ch)
                || is_between(glyphs[end].ch)
                || !(cut(end + 1) || role_at(end + 1).is_some())
            {
                return None;
            }
            end += 1;
            std::iter::once(i..end).collect()
        } else {
            let stretch = &glyphs[i..end];
            let names = |from: usize, trusted: bool| {
                let found = names_in(words, stretch.get(from..)?, trusted)?;
                Some(found.into_iter().map(|it| it.start + i + from..it.end + i + from).collect::<Vec<_>>())
            };
            if stretch.len() > 3 && ends_in_body(words, stretch) {
                Vec::new()
            } else if let Some(names) = names(0, marked && introduced) {
                names
            } else if role_at(end).is_some_and(|len| len > 1) {
                Vec::new()
            } else {
                // A body and a name without anything between them.
                (3..stretch.len().saturating_sub(1))
                    .find_map(|it| if ends_in_body(words, &stretch[..it]) { names(it, false) } else { None })?
            }
        };
        named |= !found.is_empty();
        if !editor {
            people.names.extend(found);
        }
        i = end;
    }
    people.photo &= !other;
    named.then_some(people)
}

/// Splits Chinese characters into names: one name, or several without anything between them.
fn names_in(words: &Words, glyphs: &[Glyph], trusted: bool) -> Option<Vec<Range<usize>>> {
    let n = glyphs.len();
    if glyphs.iter().any(|it| is_dot(it.ch)) {
        return (trusted && n <= 15).then(|| std::iter::once(0..n).collect());
    }
    let surname = |at: usize| words.surnames.binary_search(&glyphs[at].ch).is_ok();
    let compound = |at: usize| at + 1 < n && words.compounds.binary_search(&[glyphs[at].ch, glyphs[at + 1].ch]).is_ok();
    if n <= 3 && surname(0) || n <= 4 && compound(0) || trusted && n == 3 {
        return Some(std::iter::once(0..n).collect());
    }
    // The cheapest split, from the end: three characters a name, or two, or four.
    let mut cost = vec![(u32::MAX, 0); n + 1];
    cost[n] = (0, 0);
    for at in (0..n).rev() {
        for (len, price) in [(3, 2), (2, 3), (4, 9)] {
            let price = if compound(at) && len >= 3 { 1 } else { price };
            if at + len <= n && (compound(at) && len >= 3 || surname(at)) && cost[at + len].0 != u32::MAX {
                let total = cost[at + len].0 + price;
                if total < cost[at].0 {
                    cost[at] = (total, len);
                }
            }
        }
    }
    if cost[0].0 == u32::MAX {
        return (trusted && n == 4).then(|| std::iter::once(0..n).collect());
    }
    let mut names = Vec::new();
    let mut at = 0;
    while at < n {
        names.push(at..at + cost[at].1);
        at += cost[at].1;
    }
    Some(names)
}

fn ends_in_body(words: &Words, glyphs: &[Glyph]) -> bool {
    words
        .bodies
        .iter()
        .any(|word| glyphs.len() > word.len() && word.iter().rev().zip(glyphs.iter().rev()).all(|(a, b)| *a == b.ch))
}

fn is_dot(ch: char) -> bool {
    matches!(ch, '\u{b7}' | '\u{2022}' | '\u{30fb}')
}

fn is_between(ch: char) -> bool {
    matches!(
        ch,
        '\u{3001}'
            | '\u{ff0c}'
            | ','
            | '\u{ff1b}'
            | ';'
            | '\u{ff1a}'
            | ':'
            | '|'
            | '\u{ff5c}'
            | '\u{4e28}'
            | '/'
            | '\u{25a0}'..='\u{25ff}'
    )
}
