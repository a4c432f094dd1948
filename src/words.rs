//! Word lists: what `data/words` says, one list a file.
use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::data::Data;

/// A set of words.
#[derive(Clone, Debug, Default)]
pub struct WordList {
    words: FxHashSet<String>,
    longest: usize,
}

impl WordList {
    fn new(text: &str) -> Self {
        let lines = text.lines().filter(|it| !it.starts_with('#'));
        let words: FxHashSet<String> = lines.flat_map(str::split_whitespace).map(str::to_owned).collect();
        let longest = words.iter().map(String::len).max().unwrap_or(0);
        Self { words, longest }
    }

    /// Tells whether the word is in the list.
    pub fn has(&self, word: &str) -> bool {
        word.len() <= self.longest && self.words.contains(word)
    }

    /// Returns the longest word of the list with which the text begins.
    pub fn prefix<'t>(&self, text: &'t str) -> Option<&'t str> {
        let ends = text.char_indices().map(|(i, it)| i + it.len_utf8()).take_while(|&end| end <= self.longest);
        ends.map(|end| &text[..end]).filter(|it| self.words.contains(*it)).last()
    }

    /// Returns the longest word of the list with which the text ends.
    pub fn suffix<'t>(&self, text: &'t str) -> Option<&'t str> {
        let starts = text.char_indices().rev().map(|(i, _)| i).take_while(|&start| text.len() - start <= self.longest);
        starts.map(|start| &text[start..]).filter(|it| self.words.contains(*it)).last()
    }

    /// Returns the words, sorted.
    pub fn sorted(&self) -> Vec<&str> {
        let mut words: Vec<&str> = self.words.iter().map(String::as_str).collect();
        words.sort_unstable();
        words
    }
}

/// All word lists, by the names of their files.
#[derive(Clone, Debug, Default)]
pub struct Words {
    lists: BTreeMap<String, WordList>,
    none: WordList,
}

impl Words {
    /// Reads every list of `data/words`.
    ///
    /// # Errors
    /// Fails where a list cannot be read as UTF-8.
    pub fn load(data: &Data) -> anyhow::Result<Self> {
        let mut lists = BTreeMap::new();
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
        self.lists.keys().map(String::as_str)
    }
}
