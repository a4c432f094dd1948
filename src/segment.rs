//! Segmentation: a sentence cut into words, names of people and places, and what was found before.
//!
//! The cut is the likeliest path through a lattice (Viterbi) whose edges are the words of the
//! lexicon, the names of the gazetteer, the names that the article is known to use, and every
//! stretch that could be a person's name, weighed by how names are made and by the words around.
use rustc_hash::FxHashMap;

use crate::gazetteer::Gazetteer;
use crate::lexicon::{Lexicon, Tag, UNKNOWN};
use crate::text::Span;
use crate::words::{WordList, Words};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A word of the lexicon, or a Han character that is none.
    Word(Tag),
    /// A Han character that the lexicon does not know.
    Unknown,
    /// A division of the gazetteer, in full or in short.
    Division,
    /// A town of the gazetteer, in full.
    Town,
    /// A name that the article is known to use for a place: a village, or a town in short.
    Place,
    /// A person's name.
    Person,
    /// A quantity, by its number.
    Quantity(usize),
    /// A time expression, by its number.
    Time(usize),
    /// A title in book quotes, quotes and all.
    Title,
    /// A body or medium of the whole country.
    National,
    /// Letters and digits.
    Latin,
    /// A punctuation mark or a blank.
    Mark,
}

/// A word or name of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Where, in bytes of the article's text.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
}

/// Names that one article is known to use, found in it or implied by where it is set.
#[derive(Clone, Debug, Default)]
pub struct Known {
    names: FxHashMap<String, Kind>,
    longest: usize,
}

impl Known {
    /// Adds a name. A person stays a person.
    pub fn add(&mut self, name: &str, kind: Kind) {
        self.longest = self.longest.max(name.len());
        let known = self.names.entry(name.to_owned()).or_insert(kind);
        if kind == Kind::Person {
            *known = kind;
        }
    }

    /// Tells what a name is known as.
    pub fn get(&self, name: &str) -> Option<Kind> {
        if name.len() > self.longest { None } else { self.names.get(name).copied() }
    }
}

/// The lists and weights that segmentation reads.
pub struct Segmenter<'k> {
    /// Common words.
    pub lexicon: &'k Lexicon,
    /// Places.
    pub gazetteer: &'k Gazetteer,
    title: &'k WordList,
    role: &'k WordList,
    speech: &'k WordList,
    stop: &'k WordList,
    national: &'k WordList,
}

/// The weight of a person's name as such, before how it is made and where it stands.
const PERSON: f32 = -6.5;
/// What a rank directly before a name adds.
const AFTER_TITLE: f32 = 7.0;
/// What a word for a kind of person directly before a name adds.
const AFTER_ROLE: f32 = 6.0;
/// What a verb of speech or the like directly behind a name adds.
const BEFORE_SPEECH: f32 = 3.5;
/// What a sentence's edge or a mark beside a name adds.
const BESIDE_MARK: f32 = 1.0;
/// What a character that is rare in names takes away.
const STOP_CHARACTER: f32 = -4.0;
/// What it takes away that the surname is the end of a place's name.
const BROKEN: f32 = -8.0;
/// The weight of a surname below which a name needs a title, a role or a mark before it.
const RARE_SURNAME: f32 = -8.0;
/// The weights of names of the gazetteer in full and in short, and of names the article is known to use.
const DIVISION: f32 = -9.0;
const SHORT_DIVISION: f32 = -11.5;
const TOWN: f32 = -12.0;
/// The weight above which a noun is too common to be taken for a short form of the same letters.
const COMMON: f32 = -12.5;
const KNOWN: f32 = -8.0;
const NATIONAL: f32 = -10.0;
/// The longest name of a place, in characters: a long autonomous prefecture.
const LONGEST: usize = 15;

impl<'k> Segmenter<'k> {
    /// Takes what it needs of the lists.
    pub fn new(words: &'k Words, lexicon: &'k Lexicon, gazetteer: &'k Gazetteer) -> Self {
        Self {
            lexicon,
            gazetteer,
            title: words.list("title"),
            role: words.list("role"),
            speech: words.list("speech"),
            stop: words.list("name_stop_second"),
            national: words.list("national_body"),
        }
    }

    /// Cuts a stretch of text into tokens. `fixed` are tokens found before, in order and apart.
    pub fn cut(&self, text: &str, span: &Span, fixed: &[Token], known: &Known) -> Vec<Token> {
        let mut tokens = Vec::new();
        let mut start = span.start;
        for token in fixed.iter().filter(|it| span.start <= it.span.start && it.span.end <= span.end) {
            self.cut_free(text, start..token.span.start, known, &mut tokens);
            tokens.push(token.clone());
            start = token.span.end;
        }
        self.cut_free(text, start..span.end, known, &mut tokens);
        tokens
    }

    /// Cuts a stretch that holds no fixed token.
    fn cut_free(&self, text: &str, span: Span, known: &Known, tokens: &mut Vec<Token>) {
        let mut rest = span.start;
        while rest < span.end {
            let first = text[rest..].chars().next().unwrap_or(' ');
            let same = |it: char| if is_han(first) { is_han(it) } else { is_latin(first) && is_latin(it) };
            let length: usize = match text[rest..span.end].char_indices().skip(1).find(|it| !same(it.1)) {
                Some((end, _)) if is_han(first) || is_latin(first) => end,
                None if is_han(first) || is_latin(first) => span.end - rest,
                _ => first.len_utf8(),
            };
            let run = rest..rest + length;
            if is_han(first) {
                self.cut_han(text, run, known, tokens);
            } else {
                let kind = if is_latin(first) { Kind::Latin } else { Kind::Mark };
                tokens.push(Token { span: run, kind });
            }
            rest += length;
        }
    }

    /// Cuts a run of Han characters: the likeliest path.
    fn cut_han(&self, text: &str, run: Span, known: &Known, tokens: &mut Vec<Token>) {
        let mut ends: Vec<usize> = text[run.clone()].char_indices().map(|(i, _)| run.start + i).collect();
        ends.push(run.end);
        let count = ends.len() - 1;
        let mut best: Vec<(f32, usize, Kind)> = vec![(f32::NEG_INFINITY, 0, Kind::Unknown); count + 1];
        best[0].0 = 0.0;
        for from in 0..count {
            let so_far = best[from].0;
            let mut edge = |to: usize, weight: f32, kind: Kind| {
                if so_far + weight > best[to].0 {
                    best[to] = (so_far + weight, from, kind);
                }
            };
            edge(from + 1, UNKNOWN, Kind::Unknown);
            for to in from + 1..=count.min(from + LONGEST) {
                let piece = &text[ends[from]..ends[to]];
                let length = to - from;
                if length <= 8 {
                    if let Some(word) = self.lexicon.word(piece) {
                        edge(to, word.weight, Kind::Word(word.tag));
                    }
                }
                if length == 1 {
                    continue;
                }
                if let Some(kind) = known.get(piece) {
                    edge(to, KNOWN, kind);
                }
                if self.national.has(piece) {
                    edge(to, NATIONAL, Kind::National);
                }
                if let Some(weight) = self.division(piece, text, ends[from], run.start) {
                    edge(to, weight, Kind::Division);
                } else if length >= 3 && self.gazetteer.is_town(piece) {
                    edge(to, TOWN, Kind::Town);
                }
            }
            for length in [1, 2] {
                if from + length > count {
                    break;
                }
                let Some(surname) = self.lexicon.surname(&text[ends[from]..ends[from + length]]) else { continue };
                for given in [1, 2] {
                    let to = from + length + given;
                    if to <= count {
                        let name = &text[ends[from + length]..ends[to]];
                        if let Some(weight) = self.person(text, ends[from], ends[to], surname, name) {
                            edge(to, weight, Kind::Person);
                        }
                    }
                }
            }
        }
        let start = tokens.len();
        let mut at = count;
        while at > 0 {
            let (_, from, kind) = best[at];
            tokens.push(Token { span: ends[from]..ends[at], kind });
            at = from;
        }
        tokens[start..].reverse();
    }

    /// Weighs a name of a division; none where it is no division, or a short form that is a common word.
    fn division(&self, piece: &str, text: &str, start: usize, run_start: usize) -> Option<f32> {
        if !self.gazetteer.is_division(piece) {
            return None;
        }
        let word = self.lexicon.word(piece);
        // The lexicon's own weight of the same name must not win over it.
        let at_least = |weight: f32| Some(word.map_or(weight, |it| weight.max(it.weight + 0.1)));
        if self.gazetteer.divisions(piece).any(|it| it.name == piece) {
            // A county name of two characters may be the end of one word and the start of another.
            let short = piece.chars().count() == 2;
            let inside = short && start > run_start && (self.ends_word(text, start, piece) || self.common(piece));
            return if inside { None } else { at_least(if short { DIVISION - 1.0 } else { DIVISION }) };
        }
        match word {
            Some(word) if word.tag == Tag::PlaceName => at_least(SHORT_DIVISION),
            Some(word) if word.tag != Tag::Noun || word.weight > COMMON => None,
            _ => at_least(SHORT_DIVISION - 2.0),
        }
    }

    /// Tells whether the first character of `piece`, which begins at `start`, ends a common word.
    fn ends_word(&self, text: &str, start: usize, piece: &str) -> bool {
        let first = piece.chars().next().map_or(0, char::len_utf8);
        let before = text[..start].chars().next_back().map_or(0, char::len_utf8);
        self.lexicon.word(&text[start - before..start + first]).is_some_and(|it| it.weight > -13.0)
    }

    /// Tells whether the first character of `piece` is one of the commonest words.
    fn common(&self, piece: &str) -> bool {
        let first = piece.chars().next().map_or(0, char::len_utf8);
        self.lexicon.word(&piece[..first]).is_some_and(|it| it.weight > -7.5)
    }

    /// Weighs a stretch as a person's name by its parts and by the words around it.
    fn person(&self, text: &str, start: usize, end: usize, surname: f32, given: &str) -> Option<f32> {
        let before = &text[..start];
        let after = &text[end..];
        let left = if self.title.suffix(before).is_some() {
            AFTER_TITLE
        } else if self.role.suffix(before).is_some() {
            AFTER_ROLE
        } else if before.chars().next_back().is_none_or(|it| !is_han(it)) {
            BESIDE_MARK
        } else {
            0.0
        };
        let common = || matches!(self.lexicon.word(&text[start..end - given.len()]), Some(it) if it.weight > -7.5);
        let right = if self.speech.prefix(after).is_some() {
            BEFORE_SPEECH
        } else if after.chars().next().is_none_or(|it| !is_han(it)) {
            BESIDE_MARK
        } else {
            0.0
        };
        if left < AFTER_ROLE && (surname < RARE_SURNAME && (left == 0.0 || right < BEFORE_SPEECH) || surname < -6.5 && common()) {
            return None;
        }
        let mut buffer = [0; 4];
        let stops = given.chars().filter(|it| self.stop.has(it.encode_utf8(&mut buffer))).count();
        // The end of a province's short name is no surname.
        let broken = before.char_indices().next_back().is_some_and(|(i, _)| {
            let second = text[start..].chars().next().map_or(0, char::len_utf8);
            left == 0.0 && self.gazetteer.is_division(&text[i..start + second])
        });
        let stops = f32::from(u8::try_from(stops).unwrap_or(2)) * STOP_CHARACTER;
        Some(PERSON + surname + self.lexicon.given(given) + left + right + stops + if broken { BROKEN } else { 0.0 })
    }
}

/// Tells whether a character is a Han character.
pub fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '\u{3007}')
}

/// Tells whether a character is a letter or digit of another script.
pub fn is_latin(character: char) -> bool {
    character.is_alphanumeric() && !is_han(character)
}
