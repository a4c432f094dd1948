//! The measure's idea of sameness: when two names, units, numbers, times or spans count as one.
use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;
use regex::Regex;
use serde::Deserialize;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use crate::data::Data;

/// The file that says which words the measure sees through.
const FILE: &str = "data/eval.toml";

/// What the measure sees through, and the names of the document that is being scored.
#[derive(Debug)]
pub struct Measure {
    text: Vec<(Regex, String)>,
    organization: Vec<(Regex, String)>,
    place: Vec<(Regex, String)>,
    place_tail: Regex,
    /// What stands before a name and is no part of it.
    pub before: String,
    /// What stands behind a name and is no part of it.
    pub behind: String,
    /// What marks a unit as a sum by the year.
    pub yearly: String,
    unit: BTreeMap<String, String>,
    /// A name of the gold document, to all names of what it names.
    pub aliases: BTreeMap<String, BTreeSet<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    text: Vec<(String, String)>,
    organization: Vec<(String, String)>,
    place: Vec<(String, String)>,
    place_tail: String,
    before: String,
    behind: String,
    yearly: String,
    unit: BTreeMap<String, String>,
}

impl Measure {
    /// Reads what the measure sees through.
    ///
    /// # Errors
    /// Fails where the file is missing or wrong.
    pub fn load(data: &Data) -> anyhow::Result<Self> {
        let written: Written = toml::from_str(&data.text(FILE)?).context(FILE)?;
        Ok(Self {
            text: compile(written.text)?,
            organization: compile(written.organization)?,
            place: compile(written.place)?,
            place_tail: Regex::new(&written.place_tail).context(FILE)?,
            before: written.before,
            behind: written.behind,
            yearly: written.yearly,
            unit: written.unit,
            aliases: BTreeMap::new(),
        })
    }

    /// Returns the text as it is compared: NFKC, without blanks and quotation marks.
    pub fn plain(&self, text: &str) -> String {
        let text: String = text.nfkc().filter(|it| !it.is_whitespace()).collect();
        replace(&self.text, text)
    }

    /// Returns the name of a body as it is compared.
    pub fn organization(&self, text: &str) -> String {
        replace(&self.organization, self.plain(text))
    }

    fn place(&self, text: &str) -> String {
        replace(&self.place, self.plain(text))
    }

    /// Tells whether two values name one entity; nothing and nothing are one.
    pub fn same_entity(&self, a: &Value, b: &Value) -> bool {
        match (written(a), written(b)) {
            (None, None) => true,
            (Some(a), Some(b)) => {
                let known = || self.aliases.get(&self.plain(&a)).is_some_and(|it| it.contains(&self.plain(&b)));
                self.same_organization(&a, &b) || self.same_place(&a, &b) || known()
            }
            _ => false,
        }
    }

    fn same_organization(&self, a: &str, b: &str) -> bool {
        let (a, b) = (self.organization(a), self.organization(b));
        a == b
            || !a.is_empty()
                && !b.is_empty()
                && (length(&a) >= 3 && b.ends_with(&a) || length(&b) >= 3 && a.ends_with(&b))
    }

    fn same_place(&self, a: &str, b: &str) -> bool {
        let (a, b) = (self.place(a), self.place(b));
        a == b
            || self.place_tail.replace(&a, "") == self.place_tail.replace(&b, "")
            || length(&a) > 2 && b.ends_with(&a)
            || length(&b) > 2 && a.ends_with(&b)
    }

    /// Tells whether two values name one place; nothing and nothing are one.
    pub fn same_place_value(&self, a: &Value, b: &Value) -> bool {
        match (written(a), written(b)) {
            (None, None) => true,
            (Some(a), Some(b)) => self.same_place(&a, &b),
            _ => false,
        }
    }

    /// Tells whether two texts are one once made plain.
    pub fn same_text(&self, a: &Value, b: &Value) -> bool {
        self.plain_value(a) == self.plain_value(b)
    }

    /// Returns the plain text of a value.
    pub fn plain_value(&self, value: &Value) -> Option<String> {
        written(value).map(|it| self.plain(&it))
    }

    /// Returns the plain name of a body of a value.
    pub fn organization_value(&self, value: &Value) -> Option<String> {
        written(value).map(|it| self.organization(&it))
    }

    /// Tells whether two units are one.
    pub fn same_unit(&self, a: &Value, b: &Value) -> bool {
        let known = |it: Option<String>| it.map(|it| self.unit.get(&it).cloned().unwrap_or(it));
        known(self.plain_value(a)) == known(self.plain_value(b))
    }

    /// Returns how many characters two texts share, as the harmonic mean of the shares.
    pub fn overlap_of_characters(&self, a: &Value, b: &Value) -> f64 {
        let (a, b) = (self.plain_value(a).unwrap_or_default(), self.plain_value(b).unwrap_or_default());
        shared_characters(&a, &b)
    }

    /// Tells whether a metric is one of the acceptable ones, or nearly.
    pub fn same_metric(&self, acceptable: &[&Value], metric: &Value) -> bool {
        let Some(metric) = self.plain_value(metric).filter(|it| !it.is_empty()) else { return false };
        acceptable.iter().any(|it| {
            let it = self.plain_value(it).unwrap_or_default();
            shared_characters(&it, &metric) >= 0.55
                || length(&it) >= 2 && (metric.contains(&it) || length(&metric) >= 2 && it.contains(&metric))
        })
    }

    /// Tells whether two times agree in the years of their start and end.
    pub fn same_time(&self, a: &Value, b: &Value) -> bool {
        let (a, b) = (self.plain_value(a).unwrap_or_default(), self.plain_value(b).unwrap_or_default());
        let years = |it: &str| -> (String, String) {
            let year = |it: Option<&str>| it.unwrap_or_default().chars().take(4).collect();
            (year(it.split('/').next()), year(it.rsplit('/').next()))
        };
        a == b || !a.is_empty() && !b.is_empty() && years(&a) == years(&b)
    }
}

/// Tells whether two values are the same number.
pub fn same_number(a: &Value, b: &Value) -> bool {
    let number = |it: &Value| it.as_f64().or_else(|| it.as_str()?.trim().parse().ok());
    match (number(a), number(b)) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-6 * a.abs().max(b.abs()).max(1.0),
        _ => false,
    }
}

/// Returns the text of a value; none of `null`.
pub fn written(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(it) => Some(it.clone()),
        other => Some(other.to_string()),
    }
}

fn compile(pairs: Vec<(String, String)>) -> anyhow::Result<Vec<(Regex, String)>> {
    let compile = |(pattern, by): (String, String)| Ok((Regex::new(&pattern).context(FILE)?, by));
    pairs.into_iter().map(compile).collect()
}

fn replace(pairs: &[(Regex, String)], text: String) -> String {
    pairs.iter().fold(text, |text, (pattern, by)| pattern.replace_all(&text, by).into_owned())
}

fn length(text: &str) -> usize {
    text.chars().count()
}

fn shared_characters(a: &str, b: &str) -> f64 {
    let mut left: BTreeMap<char, usize> = BTreeMap::new();
    for it in b.chars() {
        *left.entry(it).or_default() += 1;
    }
    let mut shared = 0_u32;
    for it in a.chars() {
        if let Some(count) = left.get_mut(&it).filter(|it| **it > 0) {
            *count -= 1;
            shared += 1;
        }
    }
    let total = u32::try_from(length(a) + length(b)).unwrap_or(u32::MAX);
    if shared == 0 { 0.0 } else { 2.0 * f64::from(shared) / f64::from(total) }
}
