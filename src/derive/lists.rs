//! The word lists that comparing needs: acts, units, names of metrics, and what is said of things by hand.
use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, bail};
use sha2::{Digest as _, Sha256};

use crate::data::Data;
use crate::iri::hex;
use crate::ontology::expand;

/// Words, the longest first.
#[derive(Clone, Debug, Default)]
pub(super) struct List(Vec<String>);

impl List {
    fn new(text: &str) -> Self {
        let words: BTreeSet<&str> = lines(text).flat_map(str::split_whitespace).collect();
        let mut words: Vec<String> = words.into_iter().map(str::to_owned).collect();
        words.sort_by_key(|it| std::cmp::Reverse(it.chars().count()));
        Self(words)
    }

    /// Tells whether the word is in the list.
    pub(super) fn has(&self, word: &str) -> bool {
        self.0.iter().any(|it| it == word)
    }

    /// Returns the first of its words that stands in the text, the longest first.
    pub(super) fn within(&self, text: &str) -> Option<&str> {
        self.0.iter().find(|it| text.contains(it.as_str())).map(String::as_str)
    }

    /// Returns where the last of its words in the text begins and ends, the longest of those that begin there.
    fn last(&self, text: &str) -> Option<(usize, usize)> {
        let found = self.0.iter().filter_map(|it| text.rfind(it.as_str()).map(|at| (at, at + it.len())));
        found.max_by_key(|it| (it.1, std::cmp::Reverse(it.0)))
    }

    /// Returns where the last of its words in the text begins.
    pub(super) fn begins(&self, text: &str) -> Option<usize> {
        self.last(text).map(|it| it.0)
    }

    /// Returns where the last of its words in the text ends.
    pub(super) fn ends(&self, text: &str) -> Option<usize> {
        self.last(text).map(|it| it.1)
    }

    /// Returns the text without its words.
    pub(super) fn without(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, word| text.replace(word.as_str(), " "))
    }

    /// Returns the longest of its words with which the text begins.
    pub(super) fn starting<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.0.iter().find_map(|it| text.starts_with(it.as_str()).then(|| &text[..it.len()]))
    }

    /// Returns the longest of its words with which the text ends.
    pub(super) fn ending<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.0.iter().find_map(|it| text.ends_with(it.as_str()).then(|| &text[text.len() - it.len()..]))
    }
}

/// Words that stand for the first of their line.
#[derive(Clone, Debug, Default)]
pub(super) struct Groups(Vec<(String, String)>);

impl Groups {
    fn new(text: &str) -> Self {
        let mut pairs = Vec::new();
        for line in lines(text) {
            let words: Vec<&str> = line.split_whitespace().collect();
            pairs.extend(words.iter().map(|it| ((*it).to_owned(), words[0].to_owned())));
        }
        pairs.sort_by_key(|it| std::cmp::Reverse(it.0.chars().count()));
        pairs.dedup();
        Self(pairs)
    }

    /// Returns the longest word that stands in the text, and the first of its line.
    pub(super) fn within(&self, text: &str) -> Option<(&str, &str)> {
        self.0.iter().find(|it| text.contains(it.0.as_str())).map(|it| (it.0.as_str(), it.1.as_str()))
    }

    /// Returns how many words the line has that begins with this one.
    pub(super) fn count(&self, first: &str) -> usize {
        self.0.iter().filter(|it| it.1 == first).count()
    }

    /// Returns the first word of the line that has this word.
    pub(super) fn first<'a>(&'a self, word: &'a str) -> &'a str {
        self.0.iter().find(|it| it.0 == word).map_or(word, |it| &it.1)
    }
}

/// What is said of two things by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hand {
    /// Their IRIs, in order.
    pub(super) things: [String; 2],
    /// They are one.
    pub(super) same: bool,
    /// Why.
    pub(super) reason: String,
}

/// The lists.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    pub(super) acts: Groups,
    pub(super) metrics: Groups,
    pub(super) units: BTreeMap<String, (String, f64)>,
    pub(super) implied: Vec<[String; 4]>,
    pub(super) filler: List,
    pub(super) part: List,
    pub(super) left: List,
    pub(super) total: List,
    pub(super) scope: List,
    pub(super) generic: List,
    pub(super) carry: List,
    pub(super) from: List,
    pub(super) became: List,
    pub(super) by: List,
    pub(super) earlier: List,
    pub(super) than: List,
    pub(super) base: List,
    pub(super) share: List,
    pub(super) whole: List,
    pub(super) series: Groups,
    pub(super) singular: List,
    pub(super) turns: List,
    pub(super) money_part: List,
    pub(super) forms: List,
    pub(super) leads: List,
    pub(super) branches: List,
    pub(super) governments: List,
    pub(super) hand: Vec<Hand>,
    /// The hash of all of them.
    pub version: String,
}

impl Lists {
    /// Reads the lists; `same` is what stands in for `data/same.tsv`.
    ///
    /// # Errors
    /// Fails where a list cannot be read, or a line of one is wrong.
    pub fn load(data: &Data, same: Option<&str>) -> anyhow::Result<Self> {
        let mut hash = Sha256::new();
        let mut text = |path: &str| -> anyhow::Result<String> {
            let text = data.text(path)?.into_owned();
            hash.update(text.as_bytes());
            Ok(text)
        };
        let mut words = |name: &str| text(&format!("data/words/{name}"));
        let mut lists = Self {
            acts: Groups::new(&words("compare_act.tsv")?),
            metrics: Groups::new(&words("compare_same.tsv")?),
            units: units(&words("compare_unit.tsv")?).context("data/words/compare_unit.tsv")?,
            implied: implied(&words("compare_implied.tsv")?).context("data/words/compare_implied.tsv")?,
            filler: List::new(&words("compare_filler.txt")?),
            part: List::new(&words("compare_part.txt")?),
            left: List::new(&words("compare_left.txt")?),
            total: List::new(&words("compare_total.txt")?),
            scope: List::new(&words("compare_scope.txt")?),
            generic: List::new(&words("compare_generic.txt")?),
            carry: List::new(&words("compare_carry.txt")?),
            from: List::new(&words("compare_from.txt")?),
            became: List::new(&words("compare_became.txt")?),
            by: List::new(&words("compare_by.txt")?),
            earlier: List::new(&words("compare_earlier.txt")?),
            than: List::new(&words("compare_than.txt")?),
            base: List::new(&words("compare_base.txt")?),
            share: List::new(&words("compare_share.txt")?),
            whole: List::new(&words("compare_whole.txt")?),
            series: Groups::new(&words("compare_series.txt")?),
            singular: List::new(&words("post_single.txt")?),
            turns: List::new(&words("compare_turns.txt")?),
            money_part: List::new(&words("money_part.txt")?),
            forms: List::new(&words("company_form.txt")?),
            leads: List::new(&words("company_lead.txt")?),
            branches: List::new(&words("company_branch.txt")?),
            governments: List::new(&words("money_government.txt")?),
            ..Self::default()
        };
        let by_hand = match same {
            Some(same) => {
                hash.update(same.as_bytes());
                same.to_owned()
            }
            None => text("data/same.tsv")?,
        };
        lists.hand = by_hand_lines(&by_hand)?;
        lists.version = hex(&hash.finalize());
        Ok(lists)
    }

    /// Returns the unit in which figures of this one compare, and how many of it this one makes.
    pub(super) fn unit(&self, unit: &str) -> (String, f64) {
        self.units.get(unit).cloned().unwrap_or_else(|| (unit.to_owned(), 1.0))
    }
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|it| !it.starts_with('#') && !it.trim().is_empty())
}

fn units(text: &str) -> anyhow::Result<BTreeMap<String, (String, f64)>> {
    let mut units = BTreeMap::new();
    for line in lines(text) {
        let mut words = line.split_whitespace();
        let (Some(unit), Some(factor)) = (words.next(), words.next()) else { bail!("{line}: unit, number, units") };
        let factor: f64 = factor.parse().with_context(|| format!("{line}: the second is no number"))?;
        units.extend(words.map(|it| (it.to_owned(), (unit.to_owned(), factor))));
    }
    Ok(units)
}

fn implied(text: &str) -> anyhow::Result<Vec<[String; 4]>> {
    let row = |line: &str| {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        <[String; 4]>::try_from(words).ok().with_context(|| format!("{line}: act, unit, word, what is counted"))
    };
    lines(text).map(row).collect()
}

/// Reads lines `IRI<tab>same|different<tab>IRI<tab>reason`.
fn by_hand_lines(text: &str) -> anyhow::Result<Vec<Hand>> {
    let mut hand = Vec::new();
    for line in lines(text) {
        let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
        let wrong = || format!("{line}: write an IRI, same or different, another IRI, and why, parted by tabs");
        let [one, word, other, reason] = fields.as_slice() else { bail!(wrong()) };
        let same = match *word {
            "same" => true,
            "different" => false,
            _ => bail!(wrong()),
        };
        let iri = |it: &str| expand(it).map(|it| it.as_str().to_owned()).with_context(wrong);
        let mut things = [iri(one)?, iri(other)?];
        things.sort();
        hand.push(Hand { things, same, reason: (*reason).to_owned() });
    }
    Ok(hand)
}
