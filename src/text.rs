//! Spans of text, and the map from a repaired text back to the file that it came from.
use std::ops::Range;

/// A half-open stretch of an article's text, in bytes of that text.
pub type Span = Range<usize>;

/// The map from every byte of a derived text to the character of the source file that it stands for.
///
/// Source positions are Unicode scalar values counted from the start of the decoded file, as
/// Python's `str` counts them.
#[derive(Clone, Debug, Default)]
pub struct Offsets {
    source: Vec<u32>,
}

impl Offsets {
    /// Notes that `character`, just appended to the derived text, stands for the source character
    /// at `position`.
    pub fn push(&mut self, character: char, position: usize) {
        let position = u32::try_from(position).unwrap_or(u32::MAX);
        self.source.extend(std::iter::repeat_n(position, character.len_utf8()));
    }

    /// Returns the source characters that a non-empty span of the derived text stands for: from
    /// its first character to just behind its last, whatever was dropped between them.
    pub fn source(&self, span: &Span) -> Range<usize> {
        if span.is_empty() || span.end > self.source.len() {
            return 0..0;
        }
        self.source[span.start] as usize..self.source[span.end - 1] as usize + 1
    }
}
