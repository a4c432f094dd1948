//! Dictionaries: what is known of words, found in one look without following a word to its letters.
use rustc_hash::{FxBuildHasher, FxHashMap};

/// A word of at most [`Key::LONGEST`] bytes as two numbers, its length in the highest byte: no two words share them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Key(u64, u64);

impl Key {
    const LONGEST: usize = 15;

    /// Returns the key of a word that is not too long: five Han characters at most.
    #[inline]
    fn of(word: &str) -> Option<Self> {
        let bytes = word.as_bytes();
        let length = bytes.len();
        if length > Self::LONGEST {
            return None;
        }
        let half = |bytes: &[u8; 4]| u64::from(u32::from_le_bytes(*bytes));
        let (low, high) = if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
            // What of the last eight bytes is not among the first eight.
            (u64::from_le_bytes(*first), u64::from_le_bytes(*last) >> (8 * (Self::LONGEST - length)) >> 8)
        } else if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
            (half(first) | half(last) << 32, 0)
        } else if let (Some(&first), Some(&last)) = (bytes.first(), bytes.last()) {
            (u64::from(first) | u64::from(bytes[length / 2]) << 8 | u64::from(last) << 16, 0)
        } else {
            (0, 0)
        };
        Some(Self(low, high | (length as u64) << 56))
    }
}

/// What is known of words.
#[derive(Clone, Debug)]
pub struct Dictionary<V> {
    short: FxHashMap<Key, V>,
    long: FxHashMap<String, V>,
}

impl<V> Default for Dictionary<V> {
    fn default() -> Self {
        Self::with_room(0)
    }
}

impl<V> Dictionary<V> {
    /// Makes room for about so many words.
    pub fn with_room(count: usize) -> Self {
        let short = FxHashMap::with_capacity_and_hasher(count, FxBuildHasher);
        Self { short, long: FxHashMap::default() }
    }

    /// Returns what is known of a word.
    #[inline]
    pub fn get(&self, word: &str) -> Option<&V> {
        match Key::of(word) {
            Some(key) => self.short.get(&key),
            None => self.long.get(word),
        }
    }

    /// Returns what is known of a word, and of a new one makes it so.
    pub fn entry(&mut self, word: &str, new: impl FnOnce() -> V) -> &mut V {
        match Key::of(word) {
            Some(key) => self.short.entry(key).or_insert_with(new),
            None => self.long.entry(word.to_owned()).or_insert_with(new),
        }
    }

    /// Makes a word known, whatever was known of it.
    pub fn insert(&mut self, word: &str, value: V) {
        match Key::of(word) {
            Some(key) => self.short.insert(key, value),
            None => self.long.insert(word.to_owned(), value),
        };
    }
}
