//! Confidence: how often each rule was right on the gold articles, `data/confidence.tsv`.
//!
//! A line holds a kind, a rule, how often it was right and wrong on the articles of the project (`data/articles` and
//! the made-up ones of `tests/made` and `tests/unseen`), and how often on other articles with gold, if there were any when the file was
//! written. A rule that was seldom seen is nearly as good as its kind.
use std::collections::BTreeMap;

use anyhow::{Context, ensure};

use crate::data::Data;

/// Where the table is.
const PATH: &str = "data/confidence.tsv";

/// What the table's first line says.
const HEAD: &str = "# kind\trule\tright\twrong\tright elsewhere\twrong elsewhere\n";

/// How often a rule was right and wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// On the articles of the project, real and made up.
    pub here: (u32, u32),
    /// On others.
    pub elsewhere: (u32, u32),
}

impl Count {
    /// Returns the share of what it found that was right, drawn towards a share that is expected where little is known:
    /// by as much as if two more had been found (additive smoothing).
    pub fn share(&self, expected: f64) -> f64 {
        let [right, wrong] = [self.here.0 + self.elsewhere.0, self.here.1 + self.elsewhere.1].map(f64::from);
        (right + 2.0 * expected) / (right + wrong + 2.0)
    }
}

/// The counts of all rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Confidence {
    /// By kind and rule.
    pub rules: BTreeMap<(String, String), Count>,
    /// By kind: all its rules together.
    kinds: BTreeMap<String, Count>,
}

impl Confidence {
    /// Reads the table.
    ///
    /// # Errors
    /// Fails where it is missing or a line is wrong, naming the line.
    pub fn load(data: &Data) -> anyhow::Result<Self> {
        Self::parse(&data.text(PATH)?)
    }

    /// Reads the table from its text.
    ///
    /// # Errors
    /// Fails where a line is wrong, naming it.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        let mut rules = BTreeMap::new();
        for (at, line) in text.lines().enumerate().filter(|it| !it.1.starts_with('#') && !it.1.trim().is_empty()) {
            let place = || format!("{PATH}:{}", at + 1);
            let (key, count) = read(line).with_context(place)?;
            ensure!(rules.insert(key, count).is_none(), "{}: this rule stands above already", place());
        }
        Ok(Self::new(rules))
    }

    /// Makes the table of these counts.
    pub fn new(rules: BTreeMap<(String, String), Count>) -> Self {
        let mut kinds: BTreeMap<String, Count> = BTreeMap::new();
        for ((kind, _), count) in &rules {
            let sum = kinds.entry(kind.clone()).or_default();
            sum.here = (sum.here.0 + count.here.0, sum.here.1 + count.here.1);
            sum.elsewhere = (sum.elsewhere.0 + count.elsewhere.0, sum.elsewhere.1 + count.elsewhere.1);
        }
        Self { rules, kinds }
    }

    /// Returns how often what a rule says is right, 0 to 1; of a rule never seen, how often its kind is; of a kind never
    /// seen, a half.
    pub fn of(&self, kind: &str, rule: &str) -> f32 {
        let of_kind = self.kinds.get(kind).copied().unwrap_or_default().share(0.5);
        let of_rule = self.rules.get(&(kind.to_owned(), rule.to_owned())).map(|it| it.share(of_kind));
        #[expect(clippy::cast_possible_truncation, reason = "between 0 and 1")]
        let share = of_rule.unwrap_or(of_kind) as f32;
        share
    }

    /// Returns the table as it is written.
    pub fn text(&self) -> String {
        let line = |((kind, rule), count): (&(String, String), &Count)| {
            let Count { here, elsewhere } = count;
            format!("{kind}\t{rule}\t{}\t{}\t{}\t{}\n", here.0, here.1, elsewhere.0, elsewhere.1)
        };
        HEAD.to_owned() + &self.rules.iter().map(line).collect::<String>()
    }
}

/// Reads a line.
fn read(line: &str) -> anyhow::Result<((String, String), Count)> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [kind, rule, counts @ ..] = fields.as_slice() else { anyhow::bail!("write kind, tab, rule, tab, counts") };
    ensure!(counts.len() == 4, "four counts are wanted behind the rule");
    let number = |at: usize| counts[at].parse::<u16>().with_context(|| format!("{}: not a count", counts[at]));
    let pair = |at| anyhow::Ok((u32::from(number(at)?), u32::from(number(at + 1)?)));
    Ok((((*kind).to_owned(), (*rule).to_owned()), Count { here: pair(0)?, elsewhere: pair(2)? }))
}
