//! Columns: which lines of a page fill the column that they stand in, so that the next may go on with them.
use std::ops::Range;

use crate::article::line::{LONG, Line};
use crate::glyph::{Glyph, is_closing, is_comma, is_final, is_stop};

/// The mark between the parts of a list.
const PAUSE: char = '\u{3001}';
/// How far the lines of a column differ in width.
const SLACK: usize = 4;
/// How much narrower a first line is whose indentation got lost.
const INDENT: usize = 8;
/// How many lines before and after it tell whether a line is full.
const NEAR: usize = 6;

/// How far a line fills its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// It does not: nothing follows on it.
    Short,
    /// It does if it is a first line whose indentation got lost.
    First,
    /// It does, so that the next line may go on with it.
    Full,
}

/// Tells of each line whether it fills its column, and whether all columns have one width to the character.
pub fn fill(glyphs: &[Glyph], lines: &[Line]) -> (Vec<Fill>, bool) {
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
    let prose: Vec<bool> = lines
        .iter()
        .map(|it| glyphs[it.start..it.end].iter().any(|it| is_stop(it.ch) || is_comma(it.ch) && it.ch != PAUSE))
        .collect();
    let [by_chars, by_width] = [1, 2].map(|unit| columns(lines, &ended, &tells, &prose, unit));
    let full = |it: &Option<Columns>| it.as_ref().map_or(0, |it| it.full);
    let columns = if full(&by_width) > full(&by_chars) { by_width } else { by_chars };
    if let Some(columns) = columns {
        return (columns.fill, !columns.unindented);
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
            let prosaic = near.clone().filter(|it| tells[*it] && prose[*it]).count();
            let odd = near
                .clone()
                .filter(|it| {
                    !ended[*it]
                        && !tells[*it]
                        && lines[*it].width + INDENT < lines[*it + 1 - usize::from(*it + 1 == lines.len())].width
                })
                .count();
            if telling < 3 || odd * 4 > telling || prosaic * 3 < telling {
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
pub fn has_ended(glyphs: &[Glyph]) -> bool {
    let mut back = glyphs.iter().rev().map(|it| it.ch).skip_while(|it| is_closing(*it));
    back.next().is_none_or(|it| is_stop(it) || is_final(it))
}

/// How the lines of a page fill columns of one width.
struct Columns {
    fill: Vec<Fill>,
    /// How many lines break off at just that width.
    full: usize,
    /// The first lines of paragraphs have lost their indentation.
    unindented: bool,
}

/// Finds the one width of all columns, if there is one, measured in `unit`s to a Chinese character.
fn columns(lines: &[Line], ended: &[bool], tells: &[bool], prose: &[bool], unit: usize) -> Option<Columns> {
    let length = |it: &Line| if unit == 1 { it.chars } else { it.width };
    let slack = unit - 1;
    let mut counts = [0usize; 2 * LONG + 1];
    for (line, _) in lines.iter().zip(tells).filter(|it| *it.1) {
        counts[length(line).min(2 * LONG)] += 1;
    }
    let like = |it: usize| counts[it.saturating_sub(slack)..=it].iter().sum::<usize>();
    let column = (6..=2 * LONG).max_by_key(|it| (like(*it), *it))?;
    // A mark that may not begin a line hangs over the edge.
    let fits = |it: &Line| {
        let over = length(it).saturating_sub(column);
        length(it) + slack >= column && (over == 0 || it.mark && over <= 3 * unit) && !it.heading
    };
    let begins = |i: usize| i == 0 || ended[i - 1] || !fits(&lines[i - 1]);
    let lost = |i: usize| {
        let missing = column.saturating_sub(length(&lines[i]));
        let goes_on = !ended[i] || lines.get(i + 1).is_some_and(fits);
        goes_on && !lines[i].heading && (2 * unit..=2 * unit + slack + 1).contains(&missing) && begins(i)
    };
    let full: Vec<usize> = (0..lines.len()).filter(|it| !ended[*it] && fits(&lines[*it])).collect();
    let firsts = (0..lines.len()).filter(|it| lost(*it)).count();
    let indented = full.iter().filter(|it| **it == 0 || ended[**it - 1] && !fits(&lines[**it - 1])).count();
    let unindented = firsts >= 2 && firsts >= 3 * indented;
    let others = (0..lines.len()).filter(|it| tells[*it] && length(&lines[*it]) + slack < column);
    let others = others.filter(|it| !(unindented && lost(*it))).count();
    let longer = lines.iter().filter(|it| length(it) > column && !fits(it)).count();
    let prosaic = full.iter().filter(|it| prose[**it]).count();
    let fill = |i: usize| match &lines[i] {
        it if fits(it) || it.spread => Fill::Full,
        _ if unindented && lost(i) => Fill::First,
        _ => Fill::Short,
    };
    let certain =
        full.len() >= 2 && prosaic * 3 >= full.len() && others * 2 <= full.len() + 1 && longer * 10 <= lines.len();
    certain.then(|| Columns { fill: (0..lines.len()).map(fill).collect(), full: full.len(), unindented })
}

/// Whether line `i` is shorter than its neighbours by an indentation that got lost.
pub fn unindented(lines: &[Line], i: usize) -> bool {
    let Some(next) = lines.get(i + 1) else {
        return false;
    };
    let column = lines[i - 1].width.min(next.width);
    lines[i].width + SLACK - 1 <= column && lines[i].width + INDENT >= column
}
