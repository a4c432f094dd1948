//! Articles: layout repair, the division of a page into its articles, title, by-line and date.
pub mod byline;
pub mod line;
pub mod column;
pub mod layout;
use rustc_hash::FxHashSet;
use std::ops::Range;
use std::path::PathBuf;

use crate::article::byline::Words;
use crate::article::layout::{Layout, Paragraph};
use crate::glyph;
use crate::text::{Offsets, Span};
use crate::value::Date;

/// A decoded source file, or one record of a JSONL stream.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The file's stem or the record's `id`.
    pub doc: String,
    /// The file it came from, and the line in it for a record of a stream.
    pub path: PathBuf,
    /// The whole text, exactly as it lies on disk after decoding (the byte order mark apart, which
    /// counts as no character).
    pub text: String,
    /// The title that the record gives.
    pub title: Option<String>,
    /// The date of publication that the record or the command line gives.
    pub date: Option<Date>,
    /// The newspaper, where the record names it.
    pub source: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The division that the paper serves, as given: a name or a code.
    pub home: Option<String>,
}

/// One news item of a page, its text repaired.
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// `doc#1`, `doc#2` … in reading order of the page.
    pub id: String,
    /// The page's `doc`.
    pub doc: String,
    /// The repaired text: title and body, one paragraph a line.
    pub text: String,
    /// From bytes of `text` to characters of the page's text.
    pub offsets: Offsets,
    /// The stretches of the page that it is made of, in characters of the page's text.
    pub spans: Vec<std::ops::Range<usize>>,
    /// The title's place in `text`.
    pub title: Option<Span>,
    /// The paragraphs' places in `text`, title lines among them, in order.
    pub paragraphs: Vec<Span>,
    /// The by-line names' places in `text`.
    pub authors: Vec<Span>,
    /// The by-lines themselves (`（李明 王芳）`, `□ 新华社记者 …`, `本报讯`), in which no sentence is looked for.
    pub bylines: Vec<Span>,
    /// The date of publication that was given from outside.
    pub given_date: Option<Date>,
    /// The division that the paper serves, as given from outside: a name or a code.
    pub home: Option<String>,
}

/// Divides a page into its articles. Pure, and cannot fail.
pub fn divide(words: &Words, page: &Page) -> Vec<Article> {
    let layout = layout::repair(words, &page.text, page.title.as_deref());
    let drafts = draft(&layout);
    drafts.iter().enumerate().map(|(i, draft)| write(&layout, page, draft, i + 1)).collect()
}

/// The paragraphs of an article, in reading order, before they are written down.
#[derive(Debug, Default)]
struct Draft {
    paragraphs: Vec<usize>,
    /// How many of them are prose.
    prose: usize,
    /// A by-line has closed it.
    closed: bool,
    /// That by-line is but a photographer's.
    photo: bool,
    /// It broke off in the middle of a sentence when another article began.
    broken: bool,
    /// It begins with a headline.
    titled: bool,
}

/// How many headlines can stand above one article.
const HEADLINES: usize = 5;
/// A paragraph that is shorter does not make an article behind a by-line.
const SHORT: usize = 40;
/// How much of a displaced headline must be found in its article.
const FOUND: f64 = 0.4;

/// Gives each paragraph to its article.
fn draft(layout: &Layout) -> Vec<Draft> {
    let all = &layout.paragraphs;
    let mut drafts = vec![Draft::default()];
    let mut now = 0;
    let mut k = 0;
    while k < all.len() {
        let headlines = all[k..].iter().take_while(|it| it.headline).count();
        if headlines > 0 && k + headlines == all.len() && (drafts[now].closed || drafts.len() > 1) {
            displaced(layout, &mut drafts, now, k);
            break;
        }
        if begins(layout, &drafts, now, k, headlines) {
            let stray = headlines.saturating_sub(HEADLINES);
            (k..k + stray).for_each(|it| add(layout, &mut drafts[now], it));
            drafts[now].broken = headlines == 0 && drafts[now].paragraphs.last().is_some_and(|it| all[*it].open);
            drafts.push(Draft::default());
            now = drafts.len() - 1;
            k += stray;
        } else if headlines == 0 && drafts[now].closed && is_prose(&all[k]) {
            // The rest of an article that another one has cut in two.
            if let Some(broken) = drafts.iter().position(|it| it.broken) {
                now = broken;
                drafts[now].broken = false;
            }
        }
        let end = all[k..].iter().take_while(|it| it.headline).count().max(1) + k;
        (k..end).for_each(|it| add(layout, &mut drafts[now], it));
        k = end;
    }
    drafts.retain(|it| !it.paragraphs.is_empty());
    drafts
}

/// Whether a paragraph can only be an article's body.
fn is_prose(paragraph: &Paragraph) -> bool {
    !paragraph.headline && !paragraph.caption && paragraph.whole.is_none() && paragraph.glyphs.len() >= SHORT
}

/// Whether another article begins at paragraph `k`, with so many headlines.
fn begins(layout: &Layout, drafts: &[Draft], now: usize, k: usize, headlines: usize) -> bool {
    let draft = &drafts[now];
    let (Some(first), Some(last)) = (layout.paragraphs.get(k + headlines), draft.paragraphs.last()) else {
        return false;
    };
    if draft.prose == 0 {
        return false;
    }
    if first.lead.is_some() {
        return true;
    }
    if headlines == 0 {
        return false;
    }
    match &first.whole {
        Some(byline) => {
            !byline.photo
                && !layout.paragraphs[*last].open
                && layout.paragraphs.get(k + headlines + 1).is_some_and(is_prose)
        }
        None => draft.closed && is_prose(first) && (!draft.photo || drafts.len() > 1 && draft.prose <= 2),
    }
}

/// Puts paragraph `k` at the end of an article.
fn add(layout: &Layout, draft: &mut Draft, k: usize) {
    let paragraph = &layout.paragraphs[k];
    draft.titled |= paragraph.headline && draft.prose == 0;
    draft.paragraphs.push(k);
    let byline = paragraph.whole.as_ref().or(paragraph.tail.as_ref());
    if !paragraph.headline && paragraph.whole.is_none() {
        draft.prose += 1;
    }
    draft.closed = byline.is_some() && draft.prose > 0;
    draft.photo = byline.is_some_and(|it| it.photo);
}

/// Gives the headlines that have slipped to the end of the page back to the articles that lack one.
fn displaced(layout: &Layout, drafts: &mut [Draft], now: usize, from: usize) {
    let pairs = |k: usize| layout.glyphs[layout.paragraphs[k].glyphs.clone()].windows(2).map(|it| (it[0].ch, it[1].ch));
    let mut scores = Vec::new();
    for (i, draft) in drafts.iter().enumerate().filter(|it| !it.1.titled) {
        let body: FxHashSet<(char, char)> = draft.paragraphs.iter().flat_map(|it| pairs(*it)).collect();
        for k in from..layout.paragraphs.len() {
            let found = pairs(k).filter(|it| body.contains(it)).count();
            let all = pairs(k).count();
            if all >= 5 && found as f64 >= FOUND * all as f64 {
                scores.push((found as f64 / all as f64, i, k));
            }
        }
    }
    scores.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut given = vec![false; layout.paragraphs.len() - from];
    for (_, i, k) in scores {
        if !drafts[i].titled && !given[k - from] {
            drafts[i].titled = true;
            drafts[i].paragraphs.insert(0, k);
            given[k - from] = true;
        }
    }
    (from..layout.paragraphs.len()).filter(|it| !given[it - from]).for_each(|it| drafts[now].paragraphs.push(it));
}

/// Writes an article down.
fn write(layout: &Layout, page: &Page, draft: &Draft, number: usize) -> Article {
    let mut article = Article {
        id: format!("{}#{number}", page.doc),
        doc: page.doc.clone(),
        given_date: page.date,
        home: page.home.clone(),
        ..Article::default()
    };
    let title = title(layout, draft);
    let (mut starts, mut bylines, mut names) = (Vec::new(), Vec::new(), Vec::new());
    let (mut before, mut last_paragraph) = (None, None);
    for &k in &draft.paragraphs {
        let paragraph = &layout.paragraphs[k];
        let glyphs = &layout.glyphs[paragraph.glyphs.clone()];
        let (Some(first), Some(last)) = (glyphs.first(), glyphs.last()) else {
            continue;
        };
        if let Some(before) = before.replace(last.at as usize + 1) {
            article.text.push('\n');
            article.offsets.push('\n', before);
        }
        bylines.clear();
        names.clear();
        for byline in [&paragraph.lead, &paragraph.whole, &paragraph.tail].into_iter().flatten() {
            bylines.push(byline.range.clone());
            names.extend(byline.names.iter().cloned());
        }
        let start = article.text.len();
        glyph::write(glyphs, &bylines, &names, &mut article.text, &mut article.offsets, &mut starts);
        let place = |it: &Range<usize>| {
            starts[it.start]
                ..starts[it.end - 1] + article.text[starts[it.end - 1]..].chars().next().map_or(0, char::len_utf8)
        };
        article.bylines.extend(bylines.iter().filter(|it| !it.is_empty()).map(place));
        article.authors.extend(names.iter().filter(|it| !it.is_empty()).map(place));
        article.paragraphs.push(start..article.text.len());
        if title == Some(k) {
            article.title = Some(start..article.text.len());
        }
        let (from, to) = (first.at as usize, last.at as usize + 1);
        match article.spans.last_mut() {
            Some(span) if last_paragraph.is_some_and(|it| it + 1 == k) => {
                *span = span.start.min(from)..span.end.max(to);
            }
            _ => article.spans.push(from..to),
        }
        last_paragraph = Some(k);
    }
    article
}

/// Finds the headline among those above an article.
fn title(layout: &Layout, draft: &Draft) -> Option<usize> {
    const DASH: char = '\u{2014}';
    const FEW: usize = 4;
    let above = || draft.paragraphs.iter().copied().take_while(|it| layout.paragraphs[*it].headline);
    let plain = |it: &usize| {
        let paragraph = &layout.paragraphs[*it];
        let glyphs = &layout.glyphs[paragraph.glyphs.clone()];
        let dashed = [glyphs.first(), glyphs.last()].into_iter().flatten().any(|it| it.ch == DASH);
        !paragraph.indented && glyphs.len() > FEW && !dashed
    };
    above()
        .find(|it| layout.paragraphs[*it].heading)
        .or_else(|| above().filter(plain).last())
        .or_else(|| above().last())
}
