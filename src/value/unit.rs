//! Units of measure, counters and durations, read from `data/words/units.tsv`.
use std::collections::BTreeMap;

use anyhow::Context;

use crate::data::Data;

const LIST_MARK: char = '\u{3001}';

/// What a unit does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Measures: an area, a sum of money, a share.
    Measure,
    /// Counts things or acts.
    Counter,
    /// Counts stretches of time.
    Duration,
    /// Tells an age; no quantity.
    Age,
    /// Stands only behind the slash of a rate.
    Per,
}

/// The numbers that a unit stands behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numerals {
    /// All.
    Any,
    /// Those in Arabic digits.
    Arabic,
    /// Those with a decimal point: an earthquake of 5.6级, but no 3级 hospital.
    Decimal,
    /// Those in Arabic digits before one more number: 2车8人, but no 2车道.
    Listed,
}

/// A unit as written.
#[derive(Clone, Debug)]
pub struct Unit {
    /// As written.
    pub written: String,
    /// As recorded.
    pub name: String,
    /// What it does.
    pub kind: Kind,
    /// The numbers that it stands behind.
    pub numerals: Numerals,
    /// The words that may not follow directly.
    not_before: Vec<String>,
}

/// The known units.
#[derive(Clone, Debug, Default)]
pub struct Units {
    /// By first character, the longest first.
    by_first: BTreeMap<char, Vec<Unit>>,
}

impl Units {
    /// Reads the program's units.
    ///
    /// # Errors
    /// Fails where the file is missing or a line of it is wrong.
    pub fn load(data: &Data) -> anyhow::Result<Self> {
        let path = "data/words/units.tsv";
        Self::parse(&data.text(path)?).context(path)
    }

    /// Reads units from lines of tab-separated fields: unit, kind, name, numerals, words that may not follow.
    ///
    /// # Errors
    /// Fails at a line without a known kind, naming its number.
    pub fn parse(lines: &str) -> anyhow::Result<Self> {
        let mut by_first: BTreeMap<char, Vec<Unit>> = BTreeMap::new();
        for (number, line) in lines.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let mut fields = line.split('\t').map(str::trim);
            let written = fields.next().unwrap_or_default();
            let kind = match fields.next() {
                Some("measure") => Kind::Measure,
                Some("counter") => Kind::Counter,
                Some("duration") => Kind::Duration,
                Some("age") => Kind::Age,
                Some("per") => Kind::Per,
                _ => anyhow::bail!(
                    "line {}: the second field must be measure, counter, duration, age or per",
                    number + 1
                ),
            };
            let first = written.chars().next().with_context(|| format!("line {}: no unit", number + 1))?;
            let name = fields.next().filter(|it| !it.is_empty()).unwrap_or(written).to_owned();
            let numerals = match fields.next().unwrap_or_default() {
                "" => Numerals::Any,
                "arabic" => Numerals::Arabic,
                "decimal" => Numerals::Decimal,
                "listed" => Numerals::Listed,
                _ => anyhow::bail!("line {}: the fourth field must be arabic, decimal, listed or empty", number + 1),
            };
            let not_before = fields.next().unwrap_or_default().split_whitespace().map(str::to_owned).collect();
            let unit = Unit { written: written.to_owned(), name, kind, numerals, not_before };
            by_first.entry(first).or_default().push(unit);
        }
        for units in by_first.values_mut() {
            units.sort_by(|a, b| b.written.len().cmp(&a.written.len()).then_with(|| a.written.cmp(&b.written)));
        }
        Ok(Self { by_first })
    }

    /// Returns the longest unit that stands at a place behind a number.
    pub fn at(&self, text: &str, at: usize, chinese: bool) -> Option<&Unit> {
        let rest = text.get(at..)?;
        let units = self.by_first.get(&rest.chars().next()?)?;
        let number = text[..at].trim_end_matches(|it: char| it.is_ascii_digit());
        let fits = |it: &Unit| match it.numerals {
            Numerals::Any => true,
            Numerals::Arabic => !chinese,
            Numerals::Decimal => number.ends_with('.'),
            Numerals::Listed => !chinese && it.is_listed(rest),
        };
        units.iter().find(|it| it.kind != Kind::Per && fits(it) && it.stands(rest))
    }

    /// Returns the longest unit that stands at a place behind a slash.
    pub fn per(&self, text: &str, at: usize) -> Option<&Unit> {
        let rest = text.get(at..)?;
        self.by_first.get(&rest.chars().next()?)?.iter().find(|it| rest.starts_with(&it.written) && it.is_whole(rest))
    }
}

impl Unit {
    /// Says whether the text begins with this unit and goes on as it may.
    fn stands(&self, rest: &str) -> bool {
        let Some(after) = rest.strip_prefix(self.written.as_str()) else {
            return false;
        };
        self.is_whole(rest) && !self.not_before.iter().any(|it| after.starts_with(it.as_str()))
    }

    /// Says whether one more number follows, behind a list mark or none.
    fn is_listed(&self, rest: &str) -> bool {
        let after = rest.strip_prefix(self.written.as_str()).unwrap_or_default();
        let after = after.strip_prefix(LIST_MARK).unwrap_or(after);
        after.starts_with(|it: char| it.is_ascii_digit())
    }

    /// Says whether a unit in Latin letters ends where the letters end.
    fn is_whole(&self, rest: &str) -> bool {
        let next = rest.as_bytes().get(self.written.len()).copied().unwrap_or(b' ');
        !(self.written.ends_with(|it: char| it.is_ascii_alphanumeric()) && next.is_ascii_alphanumeric())
    }
}
