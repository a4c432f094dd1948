//! Layout repair: from the lines of a page, hard-wrapped or not, to its paragraphs.
use std::ops::Range;

use crate::byline::{self, Byline, Words};
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

/// A line that is not blank.
#[derive(Clone, Copy, Debug, Default)]
struct Line {
    /// Its glyphs.
    start: usize,
    end: usize,
    /// Its length in characters, blanks inside it among them.
    chars: usize,
    /// Its width, a Chinese character counting two.
    width: usize,
    /// The blank lines before it.
    gap: usize,
    indented: bool,
    heading: bool,
    /// It was set wide to fill its column.
    spread: bool,
}

/// The mark between the parts of a list.
const PAUSE: char = '\u{3001}';
/// A line longer than this is a paragraph of its own, or the better part of one.
const LONG: usize = 60;
/// The words that open a report are no longer.
const LEAD: usize = 16;
/// A bracket is closed after no more, in characters.
const BRACKET: usize = 30;
/// A headline is no longer.
const HEADLINE: usize = 50;
/// How far the lines of a column differ in width.
const SLACK: usize = 4;
/// How much narrower a first line is whose indentation got lost.
const INDENT: usize = 8;
/// How many lines before and after it tell whether a line is full.
const NEAR: usize = 6;

/// Finds the paragraphs of a page. `title` is a headline that is known from elsewhere.
pub fn repair(words: &Words, text: &str, title: Option<&str>) -> Layout {
    let (mut glyphs, lines) = read(text);
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
                    Fill::Full => exact || !(has_ended(&glyphs[chunk.start..line.start]) && unindented(&lines, i)),
                    Fill::First => chunk.start == lines[i - 1].start,
                    Fill::Short => false,
                };
                let pulled = columns && line.gap < usual && !is_final(last);
                (!indented && (wrapped || pulled)
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
        while i < chunks.len()
            && breaks_off(
                &glyphs[chunk.start..chunk.end],
                byline::lead(words, &glyphs[chunk.start..chunk.end]).is_some(),
            )
            && !chunk.heading
        {
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
            open: breaks_off(part, lead.is_some()) && !known,
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

/// Whether line `i` is shorter than its neighbours by an indentation that got lost.
fn unindented(lines: &[Line], i: usize) -> bool {
    let Some(next) = lines.get(i + 1) else {
        return false;
    };
    let column = lines[i - 1].width.min(next.width);
    lines[i].width + SLACK - 1 <= column && lines[i].width + INDENT >= column
}

fn usual_gap(lines: &[Line]) -> usize {
    let mut counts = [0; 4];
    for line in lines.iter().skip(1) {
        counts[line.gap.min(3)] += 1;
    }
    (0..4).max_by_key(|it| (counts[*it], std::cmp::Reverse(*it))).unwrap_or(0)
}

/// How far a line fills its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fill {
    /// It does not: nothing follows on it.
    Short,
    /// It does if it is a first line whose indentation got lost.
    First,
    /// It does, so that the next line may go on with it.
    Full,
}

/// Tells of each line whether it fills its column, and whether all columns have one width to the character.
fn fill(glyphs: &[Glyph], lines: &[Line]) -> (Vec<Fill>, bool) {
    // A line that breaks off, and is not shorter than the next, tells the width of its column.
    let ended: Vec<bool> = lines.iter().map(|it| has_ended(&glyphs[it.start..it.end])).collect();
    let tells: Vec<bool> = (0..lines.len())
        .map(|i| {
            let line = &lines[i];
            let Some(next) = lines.get(i + 1) else {
                return false;
            };
            !ended[i]
                && !line.heading
                && line.chars <= LONG
                && line.chars >= 6
                && (line.width + SLACK >= next.width || line.chars >= next.chars)
        })
        .collect();
    if let Some(fill) = exact(glyphs, lines, &ended, &tells, |it| it.chars, 0)
        .or_else(|| exact(glyphs, lines, &ended, &tells, |it| it.width, 1))
    {
        return (fill, true);
    }
    let fill = (0..lines.len())
        .map(|i| {
            let line = &lines[i];
            let Some(next) = lines.get(i + 1) else {
                return Fill::Short;
            };
            if line.spread {
                return Fill::Full;
            }
            if line.chars > LONG || line.heading {
                return Fill::Short;
            }
            let near = i.saturating_sub(NEAR)..(i + 1 + NEAR).min(lines.len());
            let telling = near.clone().filter(|it| tells[*it]).count();
            let odd = near
                .clone()
                .filter(|it| {
                    !ended[*it]
                        && !tells[*it]
                        && lines[*it].width + INDENT < lines[*it + 1 - usize::from(*it + 1 == lines.len())].width
                })
                .count();
            if telling < 3 || odd * 4 > telling {
                return Fill::Short;
            }
            let like = |side: Range<usize>, slack: usize| {
                side.filter(|it| *it != i && tells[*it] && lines[*it].width.abs_diff(line.width) <= slack).count() >= 2
            };
            let beside = |slack: usize| like(near.start..i, slack) || like(i + 1..near.end, slack);
            let narrower = |side: Range<usize>| {
                side.filter(|it| tells[*it] && (line.width..=line.width + INDENT).contains(&lines[*it].width)).count()
                    >= 2
            };
            match (ended[i], tells[i]) {
                (true, _) if beside(SLACK / 2) => Fill::Full,
                (false, true) if beside(SLACK) => Fill::Full,
                (false, _) if line.width + INDENT >= next.width && narrower(i + 1..near.end) => Fill::First,
                _ => Fill::Short,
            }
        })
        .collect();
    (fill, false)
}

/// Whether a sentence ends with the line, or what is as good as one.
fn has_ended(glyphs: &[Glyph]) -> bool {
    let mut back = glyphs.iter().rev().map(|it| it.ch).skip_while(|it| is_closing(*it));
    back.next().is_none_or(|it| is_stop(it) || is_final(it))
}

/// Tells which lines are full where all that break off have one length, and none is longer.
fn exact(
    glyphs: &[Glyph],
    lines: &[Line],
    ended: &[bool],
    tells: &[bool],
    length: impl Fn(&Line) -> usize,
    slack: usize,
) -> Option<Vec<Fill>> {
    // A few longer lines may stand outside the columns; a headline may tell another width.
    let mut lengths: Vec<usize> = (0..lines.len()).filter(|it| tells[*it]).map(|it| length(&lines[it])).collect();
    lengths.sort_unstable();
    let column = *lengths.get((lengths.len() * 9).div_ceil(10).checked_sub(1)?)?;
    let fits = |it: &Line| length(it) + slack >= column && length(it) <= column && !it.heading;
    let prose =
        |it: &Line| glyphs[it.start..it.end].iter().any(|it| is_stop(it.ch) || is_comma(it.ch) && it.ch != PAUSE);
    let full: Vec<&Line> = lines.iter().zip(ended).filter(|it| !it.1 && fits(it.0)).map(|it| it.0).collect();
    let prosaic = full.iter().filter(|it| prose(it)).count();
    let others = lengths.iter().filter(|it| **it + slack < column).count();
    let longer = lines.iter().filter(|it| length(it) > column).count();
    (full.len() >= 2 && prosaic * 3 >= full.len() && others * 2 <= full.len() + 1 && longer * 10 <= lines.len())
        .then(|| lines.iter().map(|it| if fits(it) || it.spread { Fill::Full } else { Fill::Short }).collect())
}

/// Reads the glyphs and the lines of a page.
fn read(text: &str) -> (Vec<Glyph>, Vec<Line>) {
    let mut glyphs: Vec<Glyph> = Vec::with_capacity(text.len() / 3);
    let mut lines: Vec<Line> = Vec::new();
    let old_mac = !text.contains('\n');
    let trailing = text.matches(" \n").count() * 3 > text.matches('\n').count();
    let mut line = Line::default();
    let (mut blank, mut wide) = (0, false);
    let mut gap = 0;
    let mut carried = false;
    let mut at = 0u32;
    let mut characters = text.chars();
    loop {
        let ch = characters.next();
        match ch {
            None | Some('\n' | '\u{c}' | '\u{2028}' | '\u{2029}' | '\u{85}') => {
                end_line(&mut glyphs, &mut lines, &mut line, &mut gap, &mut carried, blank > 0 && !trailing)
            }
            Some('\r') if old_mac => {
                end_line(&mut glyphs, &mut lines, &mut line, &mut gap, &mut carried, blank > 0 && !trailing)
            }
            Some(ch) if is_blank(ch) => {
                blank += 1;
                wide |= ch == '\u{3000}' || blank > 1;
                at += 1;
                continue;
            }
            Some(ch) if is_nothing(ch) => {
                at += 1;
                continue;
            }
            Some(ch) => {
                let first = glyphs.len() == line.start;
                if first {
                    line.indented = wide;
                } else {
                    line.chars += blank;
                    line.width += blank * if wide && blank == 1 { 2 } else { 1 };
                }
                let between = match (blank, wide) {
                    (0, _) => Gap::None,
                    _ if wide => Gap::Wide,
                    _ => Gap::Blank,
                };
                let between = if first && (between != Gap::Blank || trailing) { Gap::None } else { between };
                glyphs.push(Glyph { ch: plain(ch), at, gap: between });
                line.chars += 1;
                line.width += if ch.is_ascii() { 1 } else { 2 };
            }
        }
        (blank, wide) = (0, false);
        at += 1;
        if ch.is_none() {
            spread(&glyphs, &mut lines);
            return (glyphs, lines);
        }
    }
}

/// Gives lines that were set wide, character by character, the width of their column.
fn spread(glyphs: &[Glyph], lines: &mut [Line]) {
    for i in 0..lines.len() {
        let line = lines[i];
        let gaps = glyphs[line.start + 1..line.end].iter().filter(|it| it.gap != Gap::None).count();
        if gaps >= 5 && gaps * 3 >= line.end - line.start {
            let beside =
                [i.wrapping_sub(1), i + 1].into_iter().filter_map(|it| lines.get(it)).filter(|it| it.chars <= LONG);
            let (chars, width) =
                beside.map(|it| (it.chars, it.width)).max_by_key(|it| it.1).unwrap_or((line.chars, line.width));
            lines[i] = Line { chars, width, spread: true, ..line };
        }
    }
}

/// Closes a line: counts it if blank, drops its furniture, and begins the next.
fn end_line(
    glyphs: &mut Vec<Glyph>,
    lines: &mut Vec<Line>,
    line: &mut Line,
    gap: &mut usize,
    carried: &mut bool,
    trailing: bool,
) {
    let start = line.start;
    if glyphs[start..].iter().any(|it| matches!(it.ch, '#' | '*' | '>' | '-' | '+' | '_' | '=' | '~' | '!')) {
        furniture(glyphs, line);
    }
    if glyphs.len() == start {
        *gap += 1;
    } else {
        if *carried && glyphs[start].gap == Gap::None {
            glyphs[start].gap = Gap::Blank;
        }
        line.end = glyphs.len();
        line.gap = *gap;
        lines.push(*line);
        *gap = 0;
        *carried = trailing;
    }
    *line = Line { start: glyphs.len(), ..Line::default() };
}

/// Drops the signs of a markup language that a line begins with.
fn furniture(glyphs: &mut Vec<Glyph>, line: &mut Line) {
    let start = line.start;
    let rule = glyphs[start..].iter().all(|it| matches!(it.ch, '-' | '=' | '*' | '_' | '#' | '~'));
    let picture = glyphs[start].ch == '!' && glyphs.get(start + 1).is_some_and(|it| it.ch == '[');
    if rule && glyphs.len() - start >= 3 || picture {
        glyphs.truncate(start);
        return;
    }
    let hashes = glyphs[start..].iter().take_while(|it| it.ch == '#').count();
    line.heading = hashes > 0;
    let list = hashes == 0
        && matches!(glyphs[start].ch, '-' | '*' | '>' | '+')
        && glyphs.get(start + 1).is_some_and(|it| it.gap != Gap::None);
    let drop = hashes + usize::from(list);
    glyphs.drain(start..start + drop);
    let mut stars = 0;
    if let Some(first) = glyphs[start..].windows(2).position(|it| it[0].ch == '*' && it[1].ch == '*') {
        // Two stars in a row set bold type; one may be a sign of the text.
        let before = glyphs.len();
        let mut to = start + first;
        let mut from = to;
        while from < glyphs.len() {
            if glyphs[from].ch == '*' && glyphs.get(from + 1).is_some_and(|it| it.ch == '*') {
                from += 2;
            } else {
                glyphs[to] = glyphs[from];
                (to, from) = (to + 1, from + 1);
            }
        }
        glyphs.truncate(to);
        stars = before - to;
        line.heading |= first == 0
            && stars == 4
            && glyphs.len() - start <= HEADLINE
            && glyphs.last().is_some_and(|it| !is_final(it.ch));
    }
    let drop = drop + stars;
    line.chars = line.chars.saturating_sub(drop);
    line.width = line.width.saturating_sub(drop);
    if let Some(first) = glyphs.get_mut(start) {
        first.gap = Gap::None;
    }
}
