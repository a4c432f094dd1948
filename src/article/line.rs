//! Lines: what of a page is not blank, measured, without the signs of a markup language.
use crate::glyph::{Gap, Glyph, is_blank, is_comma, is_final, is_han, is_mark, is_nothing, plain};

/// A line that is not blank.
#[derive(Clone, Copy, Debug, Default)]
pub struct Line {
    /// Its first glyph.
    pub start: usize,
    /// Just behind its last.
    pub end: usize,
    /// Its length in characters, blanks inside it among them.
    pub chars: usize,
    /// Its width, a Chinese character counting two.
    pub width: usize,
    /// The blank lines before it.
    pub gap: usize,
    /// It begins with wide blanks.
    pub indented: bool,
    /// It was marked as a heading.
    pub heading: bool,
    /// It was set wide to fill its column.
    pub spread: bool,
    /// It ends in a mark that may not begin a line.
    pub mark: bool,
}

/// A line longer than this is a paragraph of its own, or the better part of one.
pub const LONG: usize = 60;
/// A headline is no longer.
pub const HEADLINE: usize = 50;

/// Reads the glyphs and the lines of a page.
pub fn read(text: &str) -> (Vec<Glyph>, Vec<Line>) {
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
            Some(ch) if !is_han(ch) && is_blank(ch) => {
                blank += 1;
                wide |= ch == '\u{3000}' || blank > 1;
                at += 1;
                continue;
            }
            Some(ch) if !is_han(ch) && is_nothing(ch) => {
                at += 1;
                continue;
            }
            Some(ch) => {
                let first = glyphs.len() == line.start;
                if first {
                    line.indented = wide;
                    line.chars = usize::from(blank == 1 && !wide);
                    line.width = line.chars;
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
        line.mark = is_mark(glyphs[line.end - 1].ch) || is_comma(glyphs[line.end - 1].ch);
        line.chars += usize::from(trailing);
        line.width += usize::from(trailing);
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
