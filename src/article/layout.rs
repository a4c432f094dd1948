//! Layout repair: from the lines of a page, hard-wrapped or not, to its paragraphs.
use std::ops::Range;

use crate::article::byline::{self, Byline, Words};
use crate::article::column::{Fill, fill, has_ended, unindented};
use crate::article::line::{self, HEADLINE, LONG, Line};
use crate::glyph::{Gap, Glyph, is_blank, is_closing, is_comma, is_final, is_han, is_nothing, is_stop, plain};

/// A page taken apart: its glyphs, and the paragraphs as stretches of them.
#[derive(Debug, Default)]
pub struct Layout {
    /// All that can be seen on the page, in the order of its paragraphs.
    pub glyphs: Vec<Glyph>,
    /// The paragraphs, none empty.
    pub paragraphs: Vec<Paragraph>,
}

/// A paragraph of a page.
#[derive(Clone, Debug, Default)]
pub struct Paragraph {
    /// Its glyphs.
    pub glyphs: Range<usize>,
    /// It was marked as a heading.
    pub heading: bool,
    /// It is indented as the first line of a paragraph of the body is.
    pub indented: bool,
    /// The words that open a report.
    pub lead: Option<Byline>,
    /// It is a by-line and nothing else.
    pub whole: Option<Byline>,
    /// The by-line at its end.
    pub tail: Option<Byline>,
    /// It is a picture's caption.
    pub caption: bool,
    /// It breaks off in the middle of a sentence.
    pub open: bool,
    /// It stands for itself, without an end that a sentence has.
    pub headline: bool,
}

/// The words that open a report are no longer.
const LEAD: usize = 16;
/// A bracket is closed after no more, in characters.
const BRACKET: usize = 30;

/// Finds the paragraphs of a page. `title` is a headline that is known from elsewhere.
pub fn repair(words: &Words, text: &str, title: Option<&str>) -> Layout {
    let (mut glyphs, lines) = line::read(text);
    let (fill, exact) = fill(&glyphs, &lines);
    let columns = fill.iter().filter(|it| **it == Fill::Full).count() * 3 >= lines.len();
    let usual = usual_gap(&lines);
    let indents = lines.iter().filter(|it| it.indented).count() * 10 < lines.len() * 7;
    let title: Vec<char> =
        title.unwrap_or_default().chars().filter(|it| !is_blank(*it) && !is_nothing(*it)).map(plain).collect();

    // Lines to chunks: by their width.
    let mut chunks: Vec<Chunk> = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let starts = starts(words, &glyphs[line.start..line.end]);
        let joined = match chunks.last() {
            Some(chunk) if !starts && !line.heading && !lines[i - 1].heading && line.gap <= usual => {
                let last = glyphs[line.start - 1].ch;
                let indented = line.indented && (indents || is_final(last));
                let wrapped = match fill[i - 1] {
                    Fill::Full => {
                        let first = fill[i] == Fill::First || unindented(&lines, i);
                        exact || !(first && has_ended(&glyphs[chunk.start..line.start]))
                    }
                    Fill::First => chunk.start == lines[i - 1].start,
                    Fill::Short => false,
                };
                let lead_only = chunk.starts
                    && byline::lead(words, &glyphs[chunk.start..line.start])
                        .is_some_and(|it| it.range.end == line.start - chunk.start);
                let pulled = columns && line.gap < usual && !is_final(last);
                (!indented && (wrapped || pulled || lead_only)
                    || in_bracket(&glyphs[chunk.start..line.end], line.start - chunk.start))
                    && !ends(words, &glyphs[chunk.start..line.start])
                    && !is_title(&title, &glyphs[chunk.start..line.start])
            }
            _ => false,
        };
        if joined && let Some(chunk) = chunks.last_mut() {
            let at = line.start;
            if glyphs[at].gap == Gap::None {
                glyphs[at].gap = Gap::Wrap;
            }
            chunk.end = line.end;
        } else {
            chunks.push(Chunk {
                start: line.start,
                end: line.end,
                gap: line.gap,
                indented: line.indented,
                heading: line.heading,
                starts,
            });
        }
    }
    join(words, &mut glyphs, chunks, usual, &title)
}

/// Lines that belong together by their width.
#[derive(Clone, Copy, Debug)]
struct Chunk {
    start: usize,
    end: usize,
    gap: usize,
    indented: bool,
    heading: bool,
    starts: bool,
}

/// Chunks to paragraphs: a sentence that breaks off goes on in the next, or behind the caption
/// that stands between.
fn join(words: &Words, glyphs: &mut Vec<Glyph>, mut chunks: Vec<Chunk>, usual: usize, title: &[char]) -> Layout {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut i = 0;
    while i < chunks.len() {
        let mut chunk = chunks[i];
        i += 1;
        while i < chunks.len() && breaks_off(&glyphs[chunk.start..chunk.end], chunk.starts) && !chunk.heading {
            let captions = chunks[i..]
                .iter()
                .take(2)
                .take_while(|it| byline::is_caption(words, &glyphs[it.start..it.end]))
                .count();
            let Some(next) = chunks.get(i + captions).copied() else {
                break;
            };
            if next.starts
                || next.heading
                || next.indented
                || next.gap > usual
                || is_headline(&glyphs[next.start..next.end])
            {
                break;
            }
            glyphs[chunk.end..next.end].rotate_left(next.start - chunk.end);
            let len = next.end - next.start;
            if glyphs[chunk.end].gap == Gap::None {
                glyphs[chunk.end].gap = Gap::Wrap;
            }
            chunk.end += len;
            for k in (i..i + captions).rev() {
                chunks[k + 1] = chunks[k];
                chunks[k + 1].start += len;
                chunks[k + 1].end += len;
            }
            i += 1;
            if captions > 0 {
                break;
            }
        }
        let part = &glyphs[chunk.start..chunk.end];
        let lead = byline::lead(words, part);
        let whole = byline::whole(words, part);
        let tail = if whole.is_none() { byline::tail(words, part) } else { None };
        let caption = byline::is_caption(words, part);
        let known = !title.is_empty() && is_title(title, part);
        paragraphs.push(Paragraph {
            headline: lead.is_none() && whole.is_none() && !caption && (chunk.heading || known || is_headline(part)),
            open: breaks_off(part, chunk.starts) && !known,
            heading: chunk.heading || known,
            indented: chunk.indented,
            glyphs: chunk.start..chunk.end,
            lead,
            whole,
            tail,
            caption,
        });
    }
    Layout { glyphs: std::mem::take(glyphs), paragraphs }
}

/// Whether it is prose that ends within a sentence; a report's first paragraph is always prose.
fn breaks_off(glyphs: &[Glyph], prose: bool) -> bool {
    let Some(last) = glyphs.last().map(|it| it.ch) else {
        return false;
    };
    if is_comma(last) {
        return true;
    }
    !is_final(last)
        && (prose && glyphs.len() > LEAD
            || glyphs.iter().any(|it| is_stop(it.ch) || (glyphs.len() > LONG && is_comma(it.ch))))
}

/// Whether it can be a headline: short, and no sentence.
fn is_headline(glyphs: &[Glyph]) -> bool {
    const STOP: char = '\u{3002}';
    let Some(last) = glyphs.last().map(|it| it.ch) else {
        return false;
    };
    let commas = glyphs.iter().filter(|it| is_comma(it.ch)).count();
    glyphs.len() <= HEADLINE
        && commas <= 3
        && !is_comma(last)
        && !matches!(last, '\u{ff1b}' | ';' | '\u{ff1a}' | ':' | '.')
        && glyphs.iter().any(|it| is_han(it.ch))
        && glyphs.iter().all(|it| it.ch != STOP)
        && !(is_closing(last) && glyphs.len() > 1 && is_stop(glyphs[glyphs.len() - 2].ch))
}

/// Whether a line opens a paragraph by its words or signs.
fn starts(words: &Words, glyphs: &[Glyph]) -> bool {
    matches!(glyphs[0].ch, '\u{25a0}'..='\u{25ff}') || byline::lead(words, glyphs).is_some()
}

/// Whether a by-line ends here, so that nothing can follow it.
fn ends(words: &Words, glyphs: &[Glyph]) -> bool {
    const TAKEN_BY: char = '\u{6444}';
    let last = glyphs[glyphs.len() - 1].ch;
    (last == TAKEN_BY || matches!(last, ')' | '\u{ff09}' | '\u{3011}'))
        && (byline::whole(words, glyphs).is_some() || byline::tail(words, glyphs).is_some())
}

/// Whether a bracket is open before `at` and closed soon behind it.
fn in_bracket(glyphs: &[Glyph], at: usize) -> bool {
    let is_open = |ch: char| matches!(ch, '(' | '\u{ff08}' | '\u{300a}');
    let is_close = |ch: char| matches!(ch, ')' | '\u{ff09}' | '\u{300b}');
    let mut before = glyphs[..at].iter().rev().take(BRACKET).map(|it| it.ch);
    let mut after = glyphs[at..].iter().take(BRACKET).map(|it| it.ch);
    before.find(|it| is_open(*it) || is_close(*it)).is_some_and(is_open)
        && after.find(|it| is_open(*it) || is_close(*it)).is_some_and(is_close)
}

fn is_title(title: &[char], glyphs: &[Glyph]) -> bool {
    !title.is_empty() && glyphs.len() == title.len() && glyphs.iter().zip(title).all(|(a, b)| a.ch == *b)
}

fn usual_gap(lines: &[Line]) -> usize {
    let mut counts = [0; 4];
    for line in lines.iter().skip(1) {
        counts[line.gap.min(3)] += 1;
    }
    (0..4).max_by_key(|it| (counts[*it], std::cmp::Reverse(*it))).unwrap_or(0)
}
