//! Masks: a sentence in which every name, quantity and time is two private-use characters, its kind and
//! its number, so that one regular expression reads words and names alike.
use crate::entity::Class;
use crate::text::Span;

/// What a slot of a rule may ask for: the classes of names, then what else is masked.
pub const KINDS: [&str; 14] = [
    "person",
    "place",
    "organization",
    "program",
    "project",
    "document",
    "event",
    "product",
    "honour",
    "time",
    "quantity",
    "money",
    "settlement",
    "firm",
];

/// The kind of a time expression.
pub const TIME: u8 = 9;
/// The kind of a quantity that is no sum of money.
pub const QUANTITY: u8 = 10;
/// The kind of a sum of money, which is a quantity.
pub const MONEY: u8 = 11;
/// The kind of a village or the like, which is a place.
pub const SETTLEMENT: u8 = 12;
/// The kind of a firm, which is an organization.
pub const FIRM: u8 = 13;
/// The kinds that a slot takes too where it takes the kind before them.
const NARROWER: [(u8, u8); 3] = [(QUANTITY, MONEY), (1, SETTLEMENT), (2, FIRM)];

/// First of the characters that stand for kinds.
const KIND: u32 = 0xE000;
/// First and last of the characters that stand for numbers.
const NUMBER: u32 = 0xF0000;
const LAST: u32 = 0xFFFFD;
/// What stands for a private-use character of the text itself.
const OTHER: char = '\u{fffd}';

/// A stretch that is masked.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Where, in bytes of the article's text.
    pub span: Span,
    /// Its place in [`KINDS`].
    pub kind: u8,
    /// Its number, by which whoever masked it knows it.
    pub number: usize,
}

/// A masked sentence.
#[derive(Clone, Debug, Default)]
pub struct Masked {
    /// The sentence, masked.
    pub text: String,
    /// Where its parts start: in the masked text, and in the article's.
    starts: Vec<(usize, usize)>,
}

impl Masked {
    /// Masks a stretch of an article's text. The pieces are in order and apart.
    pub fn new(text: &str, span: &Span, pieces: impl Iterator<Item = Piece>) -> Self {
        let mut res = Self { text: String::with_capacity(span.len()), starts: vec![(0, span.start)] };
        let mut at = span.start;
        for piece in pieces {
            let number = u32::try_from(piece.number).ok().and_then(|it| char::from_u32(NUMBER.checked_add(it)?));
            let (Some(kind), Some(number)) = (kind_char(piece.kind), number) else { continue };
            if piece.span.start < at || piece.span.end > span.end || u32::from(number) > LAST {
                continue;
            }
            res.plain(text, at..piece.span.start);
            res.starts.push((res.text.len(), piece.span.start));
            res.text.push(kind);
            res.text.push(number);
            res.starts.push((res.text.len(), piece.span.end));
            at = piece.span.end;
        }
        res.plain(text, at..span.end);
        res
    }

    /// Appends a stretch that holds no piece.
    fn plain(&mut self, text: &str, span: Span) {
        let part = text.get(span.clone()).unwrap_or_default();
        if !part.contains(is_private) {
            self.text.push_str(part);
            return;
        }
        for (at, character) in part.char_indices() {
            if is_private(character) {
                self.text.push(OTHER);
                self.starts.push((self.text.len(), span.start + at + character.len_utf8()));
            } else {
                self.text.push(character);
            }
        }
    }

    /// Returns what a span of the masked text stands for, in bytes of the article's text.
    pub fn original(&self, span: &Span) -> Span {
        let at = |masked: usize| {
            let part = self.starts.partition_point(|it| it.0 <= masked).saturating_sub(1);
            let next = self.starts.get(part + 1).map_or(usize::MAX, |it| it.1);
            self.starts.get(part).map_or(0, |it| (it.1 + masked - it.0).min(next))
        };
        at(span.start)..at(span.end)
    }
}

/// Returns the number of a kind in [`KINDS`] by its name.
pub fn kind(name: &str) -> Option<u8> {
    KINDS.iter().position(|it| *it == name).and_then(|it| u8::try_from(it).ok())
}

/// Returns the kind of the names of a class.
pub fn kind_of(class: Class) -> u8 {
    Class::ALL.iter().position(|it| *it == class).and_then(|it| u8::try_from(it).ok()).unwrap_or_default()
}

/// Returns the regular expression of one masked piece of any of the kinds.
pub fn expression(kinds: &[u8]) -> String {
    let mut kinds = kinds.to_vec();
    for (wide, narrow) in NARROWER {
        if kinds.contains(&wide) {
            kinds.push(narrow);
        }
    }
    kinds.sort_unstable();
    kinds.dedup();
    let kinds: String = kinds.into_iter().filter_map(kind_char).collect();
    format!("[{kinds}][\u{F0000}-\u{FFFFD}]")
}

/// Returns the numbers of the pieces in a stretch of masked text.
pub fn numbers(masked: &str) -> Vec<usize> {
    let numbers = masked.chars().map(u32::from).filter(|it| (NUMBER..=LAST).contains(it));
    numbers.map(|it| (it - NUMBER) as usize).collect()
}

fn kind_char(kind: u8) -> Option<char> {
    char::from_u32(KIND + u32::from(kind))
}

/// Tells whether a character is one of those that stand for something masked.
pub fn is_private(character: char) -> bool {
    matches!(u32::from(character), 0xE000..=0xF8FF | 0xF0000..=0x10_FFFF)
}
