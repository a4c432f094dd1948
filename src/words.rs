//! Word lists: what `data/words` says, one list a file.
use anyhow::Context;

use crate::data::Data;
use crate::dictionary::Dictionary;

/// A set of words.
#[derive(Clone, Debug, Default)]
pub struct WordList {
    /// Its words, sorted.
    words: Vec<String>,
    known: Dictionary<()>,
    /// Bits of the words' marks: a word whose bit is not set is not in the list.
    sieve: Vec<u64>,
    /// Of each character that words begin with, their lengths in bytes.
    begins: Lengths,
    /// The same of each character that words end with.
    ends: Lengths,
    /// Its number among the lists.
    number: usize,
}

impl WordList {
    /// The longest word that a list may hold, in bytes.
    const LONGEST: usize = 63;

    fn new(text: &str, number: usize) -> anyhow::Result<Self> {
        let lines = text.lines().filter(|it| !it.starts_with('#'));
        let words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
        let room = (words.len() / 4).next_power_of_two();
        let (begins, ends) = (Lengths::with_room(words.len()), Lengths::with_room(words.len()));
        let known = Dictionary::with_room(words.len());
        let mut list =
            Self { words: Vec::with_capacity(words.len()), known, sieve: vec![0; room], begins, ends, number };
        for word in words {
            anyhow::ensure!(word.len() <= Self::LONGEST, "'{word}' is longer than {} bytes", Self::LONGEST);
            let mark = mark(word);
            list.sieve[mark >> 6 & (room - 1)] |= 1 << (mark & 63);
            let (first, last) = (word.chars().next(), word.chars().next_back());
            first.into_iter().for_each(|it| list.begins.add(it, word.len()));
            last.into_iter().for_each(|it| list.ends.add(it, word.len()));
            list.known.insert(word, ());
            list.words.push(word.to_owned());
        }
        list.words.sort_unstable();
        list.words.dedup();
        Ok(list)
    }

    /// Tells whether the word is in the list.
    pub fn has(&self, word: &str) -> bool {
        let mark = mark(word);
        let bits = self.sieve.get(mark >> 6 & self.sieve.len().wrapping_sub(1)).copied().unwrap_or(0);
        bits >> (mark & 63) & 1 == 1 && self.known.get(word).is_some()
    }

    /// Returns the longest word of the list with which the text begins.
    pub fn prefix<'t>(&self, text: &'t str) -> Option<&'t str> {
        let lengths = self.begins.get(text.chars().next()?);
        longest_first(lengths).filter_map(|it| text.get(..it)).find(|it| self.has(it))
    }

    /// Returns the longest word of the list with which the text ends.
    pub fn suffix<'t>(&self, text: &'t str) -> Option<&'t str> {
        let lengths = self.ends.get(text.chars().next_back()?);
        longest_first(lengths).filter_map(|it| text.get(text.len().checked_sub(it)?..)).find(|it| self.has(it))
    }

    /// Returns the characters that words of the list begin with, some more than once.
    pub fn firsts(&self) -> impl Iterator<Item = char> {
        self.words.iter().filter_map(|it| it.chars().next())
    }

    /// Returns the words, sorted.
    pub fn sorted(&self) -> Vec<&str> {
        self.words.iter().map(String::as_str).collect()
    }
}

/// Returns a number that tells most words apart, of the bytes at both their ends.
fn mark(word: &str) -> usize {
    let bytes = word.as_bytes();
    let mixed = match (bytes.first_chunk(), bytes.last_chunk(), bytes) {
        (Some(first), Some(last), _) => u32::from_le_bytes(*first) ^ u32::from_le_bytes(*last).rotate_left(13),
        // A single Han character.
        (_, _, &[first, second, third]) => u32::from_le_bytes([first, second, third, 0]),
        _ => bytes.iter().fold(0, |sum, &it| sum << 8 | u32::from(it)),
    };
    (mixed.wrapping_mul(MIXER) >> 8) as usize
}

/// Spreads neighbouring numbers: 2^32 by the golden ratio.
const MIXER: u32 = 0x9E37_79B1;

/// The lengths of words by a character, where one place may serve several: what it tells is looked up anyway.
#[derive(Clone, Debug, Default)]
struct Lengths(Vec<u64>);

impl Lengths {
    fn with_room(count: usize) -> Self {
        Self(vec![0; (2 * count).next_power_of_two()])
    }

    fn add(&mut self, character: char, length: usize) {
        let place = self.place(character);
        self.0[place] |= 1 << length;
    }

    /// Bit `n` is set if a word of `n` bytes may begin or end so.
    fn get(&self, character: char) -> u64 {
        self.0.get(self.place(character)).copied().unwrap_or(0)
    }

    fn place(&self, character: char) -> usize {
        (u32::from(character).wrapping_mul(MIXER) >> 8) as usize & self.0.len().wrapping_sub(1)
    }
}

/// Returns the lengths of a set of bits, the longest first.
fn longest_first(mut lengths: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let longest = lengths.checked_ilog2()?;
        lengths ^= 1 << longest;
        Some(longest as usize)
    })
}

/// The lengths of the entries of a dictionary by their first two characters, which tells at most places
/// of a text that no entry begins there. Seldom two pairs share a place: what it tells is looked up anyway.
#[derive(Clone, Debug)]
pub struct Beginnings(Vec<u16>);

impl Default for Beginnings {
    fn default() -> Self {
        Self::with_room(100)
    }
}

impl Beginnings {
    /// The longest entry that is told of, in characters.
    pub const LONGEST: usize = 15;

    /// Makes room for about so many entries.
    pub fn with_room(count: usize) -> Self {
        Self(vec![0; (4 * count).next_power_of_two()])
    }

    /// Adds an entry; one of a single character, or a longer one than [`Self::LONGEST`], is left out.
    pub fn add(&mut self, entry: &str) {
        let mut characters = entry.chars();
        if let (Some(first), Some(second)) = (characters.next(), characters.next()) {
            let length = 2 + characters.count();
            if length <= Self::LONGEST {
                let place = self.place([first, second]);
                self.0[place] |= 1 << length;
            }
        }
    }

    /// Adds an entry of two characters.
    pub fn add_pair(&mut self, pair: [char; 2]) {
        let place = self.place(pair);
        self.0[place] |= 1 << 2;
    }

    /// Returns the lengths of the entries that may begin with two characters: bit `n` for `n` characters.
    pub fn lengths(&self, pair: [char; 2]) -> u16 {
        self.0[self.place(pair)]
    }

    fn place(&self, [first, second]: [char; 2]) -> usize {
        let mixed = u32::from(first).rotate_left(16) ^ u32::from(second);
        let spread = u64::from(mixed).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
        spread as usize & (self.0.len() - 1)
    }
}

/// A set of word lists, which may tell of a list that is not in it, but never leaves one out.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lists([u64; Self::ROOM]);

impl Lists {
    const ROOM: usize = 7;

    /// Tells whether a list may be in the set.
    pub fn may_have(&self, list: &WordList) -> bool {
        self.0[(list.number >> 6) % Self::ROOM] >> (list.number & 63) & 1 == 1
    }

    /// Adds the lists of another set.
    pub fn add(&mut self, other: &Self) {
        self.0.iter_mut().zip(other.0).for_each(|(known, other)| *known |= other);
    }

    fn add_list(&mut self, number: usize) {
        self.0[(number >> 6) % Self::ROOM] |= 1 << (number & 63);
    }
}

/// All word lists, by the names of their files.
#[derive(Clone, Debug, Default)]
pub struct Words {
    lists: Dictionary<WordList>,
    /// Of each word the lists that it is in.
    holding: Dictionary<Lists>,
    names: Vec<String>,
    none: WordList,
}

impl Words {
    /// Reads every list of `data/words`.
    ///
    /// # Errors
    /// Fails where a list cannot be read as UTF-8, or holds a word that is too long.
    pub fn load(data: &Data) -> anyhow::Result<Self> {
        let mut res = Self::default();
        for path in data.list("data/words")? {
            let name = path.trim_start_matches("data/words/");
            if let Some(name) = name.strip_suffix(".txt") {
                let number = res.names.len();
                let list = WordList::new(&data.text(&path)?, number).with_context(|| path.clone())?;
                list.words.iter().for_each(|it| res.holding.entry(it, Lists::default).add_list(number));
                res.lists.insert(name, list);
                res.names.push(name.to_owned());
            }
        }
        res.names.sort_unstable();
        Ok(res)
    }

    /// Returns the list of that name; an empty one where there is none, which a test rules out for
    /// every name that the program uses.
    #[inline]
    pub fn list(&self, name: &str) -> &WordList {
        self.lists.get(name).unwrap_or(&self.none)
    }

    /// Returns the lists that a word is in, if it is in any.
    pub fn holding(&self, word: &str) -> Option<&Lists> {
        self.holding.get(word)
    }

    /// Returns the names of the lists, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }
}
