//! Script: a page in traditional characters is read as if it stood in simplified ones.
use anyhow::Context;
use rustc_hash::FxHashMap;

use crate::data::Data;

/// Where the table is.
const PATH: &str = "data/words/traditional.tsv";
/// So many characters beyond ASCII tell in which script a page is.
const TELLING: usize = 2000;
/// A page in traditional characters has at least one in so many that the table holds: about one in three, where a page
/// in simplified ones has one in a thousand.
const SHARE: usize = 20;

/// Traditional characters and their simplified forms.
#[derive(Clone, Debug, Default)]
pub struct Script {
    simplified: FxHashMap<char, char>,
}

impl Script {
    /// Reads the table.
    ///
    /// # Errors
    /// Fails where it is missing or a line is wrong, naming the line.
    pub fn load(data: &Data) -> anyhow::Result<Self> {
        let mut simplified = FxHashMap::default();
        for (at, line) in data.text(PATH)?.lines().enumerate().filter(|it| !it.1.starts_with('#')) {
            let mut characters = line.chars();
            let (Some(from), Some('\t'), Some(to), None) =
                (characters.next(), characters.next(), characters.next(), characters.next())
            else {
                return Err(anyhow::anyhow!("write a character, tab, a character"))
                    .context(format!("{PATH}:{}", at + 1));
            };
            simplified.insert(from, to);
        }
        Ok(Self { simplified })
    }

    /// Whether a page is in traditional characters.
    pub fn is_traditional(&self, text: &str) -> bool {
        let telling = text.chars().filter(|it| !it.is_ascii()).take(TELLING);
        let (mut all, mut traditional) = (0, 0);
        for character in telling {
            all += 1;
            traditional += usize::from(self.simplified.contains_key(&character));
        }
        traditional > 0 && traditional * SHARE >= all
    }

    /// Returns a text in simplified characters, as many of them, so that offsets hold in both.
    pub fn simplified(&self, text: &str) -> String {
        text.chars().map(|it| self.simplified.get(&it).copied().unwrap_or(it)).collect()
    }
}
