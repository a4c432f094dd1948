//! Glyphs: the characters of a page that count, each with its place and the blank before it, and how they are written down.
use std::ops::Range;

use crate::text::Offsets;

/// What lies between a glyph and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Nothing.
    None,
    /// One blank.
    Blank,
    /// Several blanks, or a full-width one.
    Wide,
    /// A line break.
    Wrap,
}

/// A character that is no blank, already in the form that every reader expects: Latin letters and
/// digits of normal width, quotation marks as in the capital's papers.
#[derive(Clone, Copy, Debug)]
pub struct Glyph {
    /// The character.
    pub ch: char,
    /// Its place in the page, in characters.
    pub at: u32,
    /// What lies before it.
    pub gap: Gap,
}

const STOP: char = '\u{3002}';
const COMMA: char = '\u{ff0c}';
const SEMICOLON: char = '\u{ff1b}';
const COLON: char = '\u{ff1a}';
const QUESTION: char = '\u{ff1f}';
const EXCLAMATION: char = '\u{ff01}';
const ELLIPSIS: char = '\u{2026}';
const OPEN: char = '\u{ff08}';
const CLOSE: char = '\u{ff09}';
const OPEN_QUOTE: char = '\u{201c}';
const CLOSE_QUOTE: char = '\u{201d}';
const CLOSE_SINGLE: char = '\u{2019}';
const PAUSE: char = '\u{3001}';

/// Whether it is a Chinese character.
pub fn is_han(ch: char) -> bool {
    matches!(ch, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{3007}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// Whether it is a mark of Chinese print: full-width punctuation, quotation marks, dashes.
pub fn is_mark(ch: char) -> bool {
    matches!(ch, '\u{3001}'..='\u{3006}' | '\u{3008}'..='\u{303f}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}'
        | '\u{2014}'..='\u{2026}' | '\u{b7}' | '\u{25a0}'..='\u{25ff}' | '\u{ffe5}')
}

/// Whether a sentence ends at it.
pub fn is_stop(ch: char) -> bool {
    matches!(ch, STOP | QUESTION | EXCLAMATION | ELLIPSIS | '!' | '?')
}

/// Whether a line that ends in it may well be the last of its paragraph.
pub fn is_final(ch: char) -> bool {
    is_stop(ch) || is_closing(ch) || matches!(ch, SEMICOLON | COLON | ';' | ':')
}

/// Whether it closes a bracket or a quotation.
pub fn is_closing(ch: char) -> bool {
    matches!(ch, CLOSE_QUOTE | CLOSE_SINGLE | CLOSE | ')' | '\u{300b}' | '\u{3011}' | ']' | '"')
}

/// Whether it is a comma of any kind.
pub fn is_comma(ch: char) -> bool {
    matches!(ch, COMMA | PAUSE | ',')
}

/// Whether a blank: no glyph, but a gap between glyphs.
pub fn is_blank(ch: char) -> bool {
    matches!(ch, ' ' | '\t' | '\u{a0}' | '\u{3000}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}')
}

/// Whether it is nothing to a reader: a control character, a byte order mark, a joiner.
pub fn is_nothing(ch: char) -> bool {
    matches!(ch, '\0'..='\u{8}' | '\u{b}' | '\r' | '\u{e}'..='\u{1f}' | '\u{7f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Returns the form of a character that does not depend on its neighbours.
pub fn plain(ch: char) -> char {
    match ch {
        '\u{ff10}'..='\u{ff19}'
        | '\u{ff21}'..='\u{ff3a}'
        | '\u{ff41}'..='\u{ff5a}'
        | '\u{ff05}'
        | '\u{ff0b}'
        | '\u{ff0f}' => char::from_u32(ch as u32 - 0xfee0).unwrap_or(ch),
        '\u{300c}' => OPEN_QUOTE,
        '\u{300d}' => CLOSE_QUOTE,
        '\u{300e}' => '\u{2018}',
        '\u{300f}' => CLOSE_SINGLE,
        _ => ch,
    }
}

/// Appends a paragraph to a text: wraps and stray blanks dropped, ASCII punctuation among Chinese
/// made Chinese. `bylines` and `names` are in numbers of the glyphs; a blank inside a name is
/// dropped, one between the names of a by-line stays. Notes in `starts` where each glyph begins.
pub fn write(
    glyphs: &[Glyph],
    bylines: &[Range<usize>],
    names: &[Range<usize>],
    text: &mut String,
    offsets: &mut Offsets,
    starts: &mut Vec<usize>,
) {
    starts.clear();
    let spaced = spaced_out(glyphs, bylines);
    let mut straight_open = false;
    let mut bracket_made = None;
    let mut before = None;
    for (i, glyph) in glyphs.iter().enumerate() {
        let next = glyphs.get(i + 1).map(|it| it.ch);
        let last = i.checked_sub(1).map(|it| glyphs[it].ch);
        let chinese = last.is_some_and(is_chinese) || next.is_some_and(is_chinese);
        let between_digits = last.is_some_and(|it| it.is_ascii_digit()) && next.is_some_and(|it| it.is_ascii_digit());
        let ch = match glyph.ch {
            '"' => {
                straight_open = !straight_open;
                if straight_open { OPEN_QUOTE } else { CLOSE_QUOTE }
            }
            '(' => {
                bracket_made = Some(chinese);
                if chinese { OPEN } else { '(' }
            }
            ')' => {
                let made = bracket_made.take().unwrap_or(chinese);
                if made { CLOSE } else { ')' }
            }
            '\u{ff0e}' if between_digits => '.',
            ',' if chinese && !between_digits => COMMA,
            ';' if chinese => SEMICOLON,
            ':' if chinese && !between_digits => COLON,
            '?' if chinese => QUESTION,
            '!' if chinese => EXCLAMATION,
            it => it,
        };
        if let Some(before) = before
            && matches!(glyph.gap, Gap::Blank | Gap::Wide)
            && !spaced.get(i).copied().unwrap_or(false)
            && !names.iter().any(|it| it.start < i && i < it.end)
            && keeps_blank(before, ch)
        {
            text.push(' ');
            offsets.push(' ', glyphs[i - 1].at as usize + 1);
        }
        starts.push(text.len());
        text.push(ch);
        offsets.push(ch, glyph.at as usize);
        before = Some(ch);
    }
    starts.push(text.len());
}

fn is_chinese(ch: char) -> bool {
    is_han(ch) || is_mark(ch)
}

/// Whether a blank between two characters says something.
fn keeps_blank(before: char, after: char) -> bool {
    if is_han(before) && is_han(after) {
        return true;
    }
    if !before.is_ascii() || !after.is_ascii() {
        return false;
    }
    if before.is_ascii_digit() {
        return after.is_ascii_digit();
    }
    (before.is_ascii_alphabetic() || matches!(before, ',' | '.' | ';' | ':' | '!' | '?' | ')'))
        && (after.is_ascii_alphanumeric() || after == '(')
}

/// Tells of each glyph whether the blank before it is but letterspacing: single characters, three
/// or more in a row, or two that belong together. Empty where there is none.
fn spaced_out(glyphs: &[Glyph], bylines: &[Range<usize>]) -> Vec<bool> {
    let blank = |i: usize| glyphs.get(i).is_none_or(|it| it.gap != Gap::None);
    let real_blank = |i: usize| glyphs.get(i).is_some_and(|it| matches!(it.gap, Gap::Blank | Gap::Wide));
    let alone = |i: usize| {
        is_han(glyphs[i].ch)
            && (i == 0 || blank(i) || is_mark(glyphs[i - 1].ch))
            && (i + 1 == glyphs.len() || blank(i + 1) || is_mark(glyphs[i + 1].ch) || is_comma(glyphs[i + 1].ch))
    };
    let mut spaced = Vec::new();
    let mut i = 0;
    while i < glyphs.len() {
        if !(is_han(glyphs[i].ch) && (real_blank(i) || real_blank(i + 1)) && alone(i))
            || bylines.iter().any(|it| it.contains(&i))
        {
            i += 1;
            continue;
        }
        let start = i;
        let mut singles = 0;
        while i < glyphs.len() && (alone(i) || (singles > 0 && (is_mark(glyphs[i].ch) || is_comma(glyphs[i].ch)))) {
            singles += usize::from(is_han(glyphs[i].ch));
            i += 1;
        }
        if singles >= 2 {
            spaced.resize(glyphs.len(), false);
            let edge = usize::from(singles < 3);
            for it in &mut spaced[start + edge..(i + 1 - edge).min(glyphs.len())] {
                *it = true;
            }
        }
    }
    spaced
}
