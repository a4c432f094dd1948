//! Word lists: what `data/words` says, one list a file.
use rustc_hash::{FxHashMap, FxHashSet};

use crate::data::Data;

/// A set of words.
#[derive(Clone, Debug, Default)]
pub struct WordList {
    words: FxHashSet<String>,
    /// Of each character that words begin with, their lengths in bytes, the longest first.
    begins: FxHashMap<char, Vec<usize>>,
    /// The same of each character that words end with.
    ends: FxHashMap<char, Vec<usize>>,
}

impl WordList {
    fn new(text: &str) -> Self {
        let lines = text.lines().filter(|it| !it.starts_with('#'));
        let mut list = Self::default();
        for word in lines.flat_map(str::split_whitespace) {
            let (mut characters, length) = (word.chars(), word.len());
            let Some(first) = characters.next() else { continue };
            let last = characters.next_back().unwrap_or(first);
            for lengths in [list.begins.entry(first).or_default(), list.ends.entry(last).or_default()] {
                let place = lengths.partition_point(|it| *it > length);
                if lengths.get(place) != Some(&length) {
                    lengths.insert(place, length);
                }
            }
            list.words.insert(word.to_owned());
        }
        list
    }

    /// Tells whether the word is in the list.
    pub fn has(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// Returns the characters that words of the list begin with, in no order.
    pub fn firsts(&self) -> impl Iterator<Item = char> {
        self.begins.keys().copied()
    }

    /// Returns the longest word of the list with which the text begins.
    pub fn prefix<'t>(&self, text: &'t str) -> Option<&'t str> {
        let lengths = self.begins.get(&text.chars().next()?)?;
        lengths.iter().filter_map(|&it| text.get(..it)).find(|it| self.words.contains(*it))
    }

    /// Returns the longest word of the list with which the text ends.
    pub fn suffix<'t>(&self, text: &'t str) -> Option<&'t str> {
        let lengths = self.ends.get(&text.chars().next_back()?)?;
        let mut tails = lengths.iter().filter_map(|&it| text.get(text.len().checked_sub(it)?..));
        tails.find(|it| self.words.contains(*it))
    }

    /// Returns the words, sorted.
    pub fn sorted(&self) -> Vec<&str> {
        let mut words: Vec<&str> = self.words.iter().map(String::as_str).collect();
        words.sort_unstable();
        words
    }
}

/// The lengths of the entries of a dictionary by their first two characters, which tells at most places
/// of a text that no entry begins there.
#[derive(Clone, Debug, Default)]
pub struct Beginnings(FxHashMap<u64, u16>);

impl Beginnings {
    /// The longest entry that is told of, in characters.
    pub const LONGEST: usize = 15;

    /// Adds an entry; one of a single character, or a longer one than [`Self::LONGEST`], is left out.
    pub fn add(&mut self, entry: &str) {
        let mut characters = entry.chars();
        if let (Some(first), Some(second)) = (characters.next(), characters.next()) {
            let length = 2 + characters.count();
            if length <= Self::LONGEST {
                *self.0.entry(Self::key([first, second])).or_default() |= 1 << length;
            }
        }
    }

    /// Returns the lengths of the entries that begin with two characters: bit `n` for `n` characters.
    pub fn lengths(&self, pair: [char; 2]) -> u16 {
        self.0.get(&Self::key(pair)).copied().unwrap_or(0)
    }

    fn key([first, second]: [char; 2]) -> u64 {
        u64::from(first) << 32 | u64::from(second)
    }
}

/// All word lists, by the names of their files.
#[derive(Clone, Debug, Default)]
pub struct Words {
    lists: FxHashMap<String, WordList>,
    none: WordList,
}

impl Words {
    /// Reads every list of `data/words`.
    ///
    /// # Errors
    /// Fails where a list cannot be read as UTF-8.
    pub fn load(data: &Data) -> anyhow::Result<Self> {
        let mut lists = FxHashMap::default();
        for path in data.list("data/words")? {
            let name = path.trim_start_matches("data/words/");
            if let Some(name) = name.strip_suffix(".txt") {
                lists.insert(name.to_owned(), WordList::new(&data.text(&path)?));
            }
        }
        Ok(Self { lists, none: WordList::default() })
    }

    /// Returns the list of that name; an empty one where there is none, which a test rules out for
    /// every name that the program uses.
    pub fn list(&self, name: &str) -> &WordList {
        self.lists.get(name).unwrap_or(&self.none)
    }

    /// Returns the names of the lists, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let mut names: Vec<&str> = self.lists.keys().map(String::as_str).collect();
        names.sort_unstable();
        names.into_iter()
    }
}
