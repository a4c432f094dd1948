//! Sentences: where they end, inside quotations too, but not in titles of books and not in numbers.
use crate::article::Article;
use crate::glyph::{is_closing, is_han};
use crate::text::Span;

const STOP: char = '\u{3002}';
const QUESTION: char = '\u{ff1f}';
const EXCLAMATION: char = '\u{ff01}';
const ELLIPSIS: char = '\u{2026}';
const OPEN_TITLE: char = '\u{300a}';
const CLOSE_TITLE: char = '\u{300b}';
const OPEN_QUOTE: char = '\u{201c}';
const CLOSE_QUOTE: char = '\u{201d}';
/// A book's title is no longer, in characters; what opens and does not close is a misprint.
const TITLE: usize = 60;

/// Returns the sentences of an article, in bytes of its text; by-lines are none.
pub fn split(article: &Article) -> Vec<Span> {
    let mut sentences = Vec::new();
    let mut bylines = article.bylines.iter().peekable();
    for paragraph in &article.paragraphs {
        let mut from = paragraph.start;
        while let Some(byline) = bylines.next_if(|it| it.end <= paragraph.end) {
            if byline.start >= from {
                split_stretch(&article.text, from..byline.start, &mut sentences);
                from = byline.end;
            }
        }
        split_stretch(&article.text, from..paragraph.end, &mut sentences);
    }
    sentences
}

/// Splits a stretch that holds nothing but sentences.
fn split_stretch(text: &str, stretch: Span, sentences: &mut Vec<Span>) {
    let Some(part) = text.get(stretch.clone()) else {
        return;
    };
    let mut start = 0;
    let mut title = 0usize; // Where the title of a book that is open may last, in characters.
    let mut term = false; // Inside a quotation that is part of its sentence, as a name is.
    let mut before = '\0';
    let mut characters = part.char_indices().peekable();
    while let Some((_, ch)) = characters.next() {
        title = title.saturating_sub(1);
        match ch {
            OPEN_TITLE => title = TITLE,
            CLOSE_TITLE => title = 0,
            OPEN_QUOTE => term = is_han(before) || before.is_ascii_alphanumeric(),
            CLOSE_QUOTE => term = false,
            _ => {}
        }
        let next = characters.peek().map(|it| it.1);
        let ends = match ch {
            STOP => !(before.is_ascii_digit() && next.is_some_and(|it| it.is_ascii_digit())),
            QUESTION | EXCLAMATION | '?' | '!' => !term,
            ELLIPSIS => before == ELLIPSIS && !next.is_some_and(is_pause),
            _ => false,
        };
        before = ch;
        if !ends || title > 0 {
            continue;
        }
        while let Some((_, more)) = characters.next_if(|it| is_closing(it.1) || is_end(it.1)) {
            term &= more != CLOSE_QUOTE;
            before = more;
        }
        if characters.peek().is_some_and(|it| is_pause(it.1)) {
            continue;
        }
        let end = characters.peek().map_or(part.len(), |it| it.0);
        push(part, start..end, stretch.start, sentences);
        start = end;
    }
    push(part, start..part.len(), stretch.start, sentences);
}

fn is_end(ch: char) -> bool {
    matches!(ch, STOP | QUESTION | EXCLAMATION | ELLIPSIS | '?' | '!')
}

/// Whether the sentence goes on behind it whatever was before.
fn is_pause(ch: char) -> bool {
    matches!(ch, '\u{ff0c}' | '\u{3001}' | '\u{ff1b}' | '\u{ff1a}' | ',' | ';' | ':')
}

fn push(part: &str, span: Span, shift: usize, sentences: &mut Vec<Span>) {
    let text = &part[span.clone()];
    let start = span.start + text.len() - text.trim_start().len();
    let end = span.end - (text.len() - text.trim_end().len());
    if part.get(start..end).is_some_and(|it| it.chars().any(char::is_alphanumeric)) {
        sentences.push(start + shift..end + shift);
    }
}
