//! The lexicon: common words with their part of speech and probability, and what Chinese names of people are made of.
use anyhow::Context;
use rustc_hash::FxHashMap;

use crate::data::{self, Data};
use crate::dictionary::Dictionary;
use crate::words::{Beginnings, WordList, Words};

/// What part of speech a word is, as coarsely as names and noun phrases need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// A noun, or a short form that stands for one.
    Noun,
    /// A place name of the lexicon.
    PlaceName,
    /// A verb.
    Verb,
    /// A verb used as a noun.
    VerbalNoun,
    /// An adjective, or a word that only qualifies nouns.
    Adjective,
    /// An adverb.
    Adverb,
    /// A preposition.
    Preposition,
    /// A conjunction.
    Conjunction,
    /// A particle.
    Particle,
    /// A pronoun.
    Pronoun,
    /// A numeral or a counter.
    Number,
    /// A time word.
    Time,
    /// A word of direction.
    Direction,
    /// A set phrase.
    Phrase,
    /// Anything else.
    Other,
}

/// A word of the lexicon.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// The natural logarithm of its share of running text.
    pub weight: f32,
    /// Its part of speech.
    pub tag: Tag,
}

/// The weight of a Han character that the lexicon does not know as a word.
pub const UNKNOWN: f32 = -15.0;
/// Words in the corpus that the lexicon was counted on, by its own frequencies.
const TOTAL: f32 = 6.0e7;
/// About how many words it has, and room for those of the lists.
const WORDS: usize = 100_000;
/// The weight of a word of the department list, about that of a word counted 300 times.
const STEM: f32 = -12.0;

/// What a single character is.
#[derive(Clone, Copy, Debug)]
struct Character {
    word: Option<Word>,
    surname: Option<f32>,
    /// Its weights as the first, second and only character of a given name.
    given: [f32; 3],
}

impl Character {
    /// One of which nothing is known: in names it is rare.
    const UNKNOWN: Self = Self { word: None, surname: None, given: [RARE; 3] };
    /// The characters in common use.
    const COMMON: std::ops::Range<u32> = 0x4e00..0xa000;
}

/// The weight of a character that is rare in given names.
const RARE: f32 = -13.0;

/// Common words, and the characters of names.
#[derive(Clone, Debug)]
pub struct Lexicon {
    words: Dictionary<Word>,
    surnames: Dictionary<f32>,
    /// The characters in common use, by their code points.
    common: Vec<Character>,
    others: FxHashMap<char, Character>,
    beginnings: Beginnings,
}

impl Default for Lexicon {
    fn default() -> Self {
        Self {
            words: Dictionary::with_room(WORDS),
            surnames: Dictionary::default(),
            common: vec![Character::UNKNOWN; Character::COMMON.len()],
            others: FxHashMap::default(),
            beginnings: Beginnings::with_room(WORDS),
        }
    }
}

impl Lexicon {
    /// Reads the lexicon, the surnames and the characters of given names.
    ///
    /// # Errors
    /// Fails where a line lacks a field or a number, naming file and line.
    pub fn load(data: &Data, words: &Words) -> anyhow::Result<Self> {
        let mut lexicon = Self::default();
        let (title, body_head) = (words.list("title"), words.list("body_head"));
        rows(data, "data/words/lexicon.tsv", |word, fields| {
            let [frequency, tag] = fields else { return None };
            let frequency: f32 = frequency.parse().ok()?;
            if !(is_post(title, body_head, word) || *tag == BODY && is_body(body_head, word)) {
                let weight = (frequency.max(1.0) / TOTAL).ln();
                lexicon.add(word, Word { weight, tag: tag_of(tag) });
            }
            Some(())
        })?;
        for (list, tag, weight) in [
            ("stem", Tag::Noun, STEM),
            ("body_head", Tag::Noun, STEM),
            ("place_head", Tag::Noun, STEM),
            ("title", Tag::Noun, STEM + 2.0),
            ("role", Tag::Noun, STEM + 1.0),
            ("program_head", Tag::Noun, STEM),
            ("program_fixed", Tag::Noun, STEM + 1.0),
            ("event_head", Tag::Noun, STEM),
            ("project_head", Tag::Noun, STEM),
            ("governing", Tag::Verb, STEM),
            ("particle", Tag::Particle, STEM),
            ("common_noun", Tag::Noun, STEM + 2.0),
            ("common_manner", Tag::Adjective, STEM),
            ("region", Tag::PlaceName, STEM + 2.0),
            ("country", Tag::PlaceName, STEM + 2.0),
        ] {
            for word in words.list(list).sorted() {
                let known = lexicon.word(word).unwrap_or(Word { weight, tag });
                lexicon.add(word, Word { weight: known.weight.max(weight - 1.0), ..known });
            }
        }
        rows(data, "data/words/surname.tsv", |surname, fields| {
            let [_, ppm, count, _] = fields else { return None };
            let ppm: f32 = ppm.parse().unwrap_or(0.0);
            let count: f32 = count.parse().unwrap_or(0.0);
            // The two sources count millions of names and about 400,000; either may lack a surname.
            let share = (ppm / 1e6).max(count / 4e5).max(1e-6);
            lexicon.surnames.insert(surname, share.ln());
            lexicon.beginnings.add(surname);
            if let Some(character) = single(surname) {
                lexicon.at(character).surname = Some(share.ln());
            }
            Some(())
        })?;
        words.list("national_body").sorted().into_iter().for_each(|it| lexicon.beginnings.add(it));
        rows(data, "data/words/given.tsv", |character, fields| {
            let [ppm, first, second, single] = fields else { return None };
            let character = character.chars().next()?;
            let ppm: f32 = ppm.parse().ok()?;
            let share = |count: &str, total: f32| {
                let count: f32 = count.parse().unwrap_or(0.0);
                (0.5 * ppm / 1e6 + 0.5 * count / total).max(5e-6).ln()
            };
            lexicon.at(character).given = [share(first, 1.3e5), share(second, 1.3e5), share(single, 5.0e4)];
            Some(())
        })?;
        Ok(lexicon)
    }

    /// Adds a word, or says anew what it is.
    fn add(&mut self, text: &str, word: Word) {
        self.words.insert(text, word);
        self.beginnings.add(text);
        if let Some(character) = single(text) {
            self.at(character).word = Some(word);
        }
    }

    /// Returns the place of what is known of a character.
    fn at(&mut self, character: char) -> &mut Character {
        if Character::COMMON.contains(&u32::from(character)) {
            &mut self.common[(u32::from(character) - Character::COMMON.start) as usize]
        } else {
            self.others.entry(character).or_insert(Character::UNKNOWN)
        }
    }

    /// Returns what is known of a character.
    fn known(&self, character: char) -> &Character {
        let place = u32::from(character).wrapping_sub(Character::COMMON.start) as usize;
        self.common.get(place).or_else(|| self.others.get(&character)).unwrap_or(&Character::UNKNOWN)
    }

    /// Returns what a single character is: a word, a surname with its weight.
    pub fn character(&self, character: char) -> (Option<Word>, Option<f32>) {
        let known = self.known(character);
        (known.word, known.surname)
    }

    /// Returns the lengths of the words, surnames and national bodies that begin with two characters.
    pub fn lengths(&self, pair: [char; 2]) -> u16 {
        self.beginnings.lengths(pair)
    }

    /// Returns the word, if it is one.
    pub fn word(&self, text: &str) -> Option<Word> {
        self.words.get(text).copied()
    }

    /// Returns the weight of a surname among surnames, if it is one.
    pub fn surname(&self, text: &str) -> Option<f32> {
        self.surnames.get(text).copied()
    }

    /// Returns the weight of a given name of one or two characters among given names.
    pub fn given(&self, name: &str) -> f32 {
        // About one name in seven has a single given character.
        const SINGLE: f32 = -1.9;
        const DOUBLE: f32 = -0.2;
        let at = |character: char, place: usize| self.known(character).given[place];
        let mut characters = name.chars();
        match (characters.next(), characters.next()) {
            (Some(only), None) => SINGLE + at(only, 2),
            (Some(first), Some(second)) => DOUBLE + at(first, 0) + at(second, 1),
            _ => RARE,
        }
    }
}

/// Returns the character of a word that is a single one.
fn single(word: &str) -> Option<char> {
    let mut characters = word.chars();
    characters.next().filter(|_| characters.next().is_none())
}

/// Reads a TSV file of the data line by line: the first field and the others.
fn rows(data: &Data, path: &str, mut take: impl FnMut(&str, &[&str]) -> Option<()>) -> anyhow::Result<()> {
    const MOST: usize = 6;
    for (number, line) in data::lines(&data.text(path)?).enumerate().filter(|it| is_row(it.1)) {
        let (mut fields, mut count) = ([""; MOST], 0);
        for (place, field) in fields.iter_mut().zip(data::split(line, b'\t')) {
            *place = field;
            count += 1;
        }
        let taken = take(fields[0], &fields[1..count]);
        taken.with_context(|| format!("{path}:{}: a field is missing or no number", number + 1))?;
    }
    Ok(())
}

fn is_row(line: &str) -> bool {
    !line.is_empty() && !line.starts_with('#') && !line.starts_with("surname\t") && !line.starts_with("char\t")
}

/// The tag of bodies in the lexicon's source.
const BODY: &str = "nt";

/// Tells whether a word is the name of a body with its head, `国家体育总局`: to us a head and what stands before it.
fn is_body(body_head: &WordList, word: &str) -> bool {
    body_head.suffix(word).is_some_and(|it| it.len() < word.len() && it.chars().count() > 1)
}

/// Tells whether a word is a body and a rank in one, `县委书记`: two words to us.
fn is_post(title: &WordList, body_head: &WordList, word: &str) -> bool {
    let Some(rank) = title.suffix(word).filter(|it| it.len() < word.len()) else { return false };
    let body = &word[..word.len() - rank.len()];
    let shared = rank.chars().next().map_or(0, char::len_utf8);
    body_head.has(body) || body_head.has(&word[..body.len() + shared])
}

/// Folds the tags of the lexicon's source into ours.
fn tag_of(tag: &str) -> Tag {
    match tag {
        "ns" => Tag::PlaceName,
        "vn" => Tag::VerbalNoun,
        "c" => Tag::Conjunction,
        "p" => Tag::Preposition,
        "m" | "q" | "mq" => Tag::Number,
        "t" | "tg" => Tag::Time,
        "f" | "s" => Tag::Direction,
        "i" | "l" => Tag::Phrase,
        "j" => Tag::Noun,
        _ => match tag.as_bytes().first() {
            Some(b'n' | b'g') => Tag::Noun,
            Some(b'v') => Tag::Verb,
            Some(b'a' | b'b' | b'z') => Tag::Adjective,
            Some(b'd') => Tag::Adverb,
            Some(b'u' | b'y') => Tag::Particle,
            Some(b'r') => Tag::Pronoun,
            _ => Tag::Other,
        },
    }
}
