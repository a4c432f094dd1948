//! Posts that cannot both be: one office of one person, held by two on one day, or by one while another held it.
use std::collections::BTreeMap;

use super::fact::Tenure;
use super::finding::{Finding, Verdict};

/// Some day between two, both included, on which somebody held an office.
#[derive(Clone, Debug)]
struct Held<'a> {
    first: String,
    last: String,
    tenure: &'a Tenure,
}

/// What is told of one holder of an office.
#[derive(Default)]
struct Holder<'a> {
    /// On the days of articles that say so.
    told: Vec<Held<'a>>,
    /// When it began and when it ended, as one article says.
    spans: Vec<[Held<'a>; 2]>,
    /// Some time, or one of several offices in it.
    once: Vec<Held<'a>>,
}

/// Compares the tenures of one office in one body.
pub(super) fn compare(tenures: &[&Tenure]) -> Vec<Finding> {
    let mut tenures = tenures.to_vec();
    tenures.sort_by(|a, b| order(a).cmp(&order(b)));
    // Two of one name are one whose home was read in two ways.
    let mut holders: BTreeMap<&str, Holder<'_>> = BTreeMap::new();
    for it in tenures {
        holders.entry(&it.name).or_default().add(it);
    }
    let mut found = Vec::new();
    for (at, (name, one)) in holders.iter().enumerate() {
        for (other_name, other) in holders.iter().skip(at + 1) {
            let both = one
                .against(other)
                .or_else(|| other.against(one))
                .filter(|_| !name.is_empty() && !other_name.is_empty());
            found.extend(both.map(|(it, other)| finding(it, other)));
        }
    }
    found
}

/// Whose tenure is told first stands first.
fn order(it: &Tenure) -> (&str, &str, &str) {
    (&it.attested, &it.article, &it.iri)
}

impl<'a> Holder<'a> {
    fn add(&mut self, tenure: &'a Tenure) {
        let held = |(first, last)| Held { first, last, tenure };
        let attested = || days(&tenure.attested).filter(|_| !tenure.former).map(held);
        match tenure.period.split_once('/') {
            None if tenure.period.is_empty() => self.told.extend(attested()),
            None => self.once.extend(days(&tenure.period).map(held)),
            Some((from, to)) => {
                let began = days(from).map(held);
                let ended = if to.is_empty() { attested() } else { days(to).map(held) };
                match (began, ended) {
                    (Some(began), Some(ended)) if tenure.whole => self.spans.push([began, ended]),
                    (Some(began), Some(ended)) => self.once.push(Held { last: ended.last, ..began }),
                    (began, ended) => self.once.extend(began.or(ended)),
                }
            }
        }
    }

    /// Returns what of another's cannot be beside this: both on one day, or on a day before and after which this one held it.
    fn against<'b>(&'b self, other: &'b Self) -> Option<(&'b Held<'a>, &'b Held<'a>)> {
        for it in &other.told {
            let one_day = |own: &&Held<'_>| {
                let day = it.first == it.last && (&it.first, &it.last) == (&own.first, &own.last);
                day || it.tenure.article == own.tenure.article
            };
            if let Some(own) = self.told.iter().find(one_day) {
                return Some((own, it));
            }
        }
        // An office that is given up on a day is taken up on it.
        let began = self.told.iter().min_by_key(|it| &it.last);
        let ended = self.told.iter().max_by_key(|it| &it.first);
        let spans = self.spans.iter().map(|[began, ended]| (began, ended)).chain(began.zip(ended));
        let spans: Vec<_> = spans.filter(|(began, ended)| began.last < ended.first).collect();
        let times = other.told.iter().chain(other.spans.iter().flatten()).chain(&other.once);
        times.into_iter().find_map(|it| {
            let within = |span: &&(&Held<'_>, &Held<'_>)| span.0.last < it.first && it.last < span.1.first;
            spans.iter().find(within).map(|span| (span.0, it))
        })
    }
}

fn finding(it: &Held<'_>, other: &Held<'_>) -> Finding {
    let mut both = [it, other];
    both.sort_by_key(|it| order(it.tenure));
    let [one, two] = both.map(|it| it.tenure);
    Finding {
        verdict: Verdict::CannotBoth,
        compares: vec![one.iri.clone(), two.iri.clone()],
        check: format!("{} {} {}", one.name, Verdict::CannotBoth.sign(), two.name),
        basis: format!("{} {} {} {}", one.title, one.name, two.name, other.first),
    }
}

/// Returns the first and the last day of a day, a month or a year; a month has 31.
fn days(date: &str) -> Option<(String, String)> {
    match date.len() {
        4 => Some((format!("{date}-01-01"), format!("{date}-12-31"))),
        7 => Some((format!("{date}-01"), format!("{date}-31"))),
        10 => Some((date.to_owned(), date.to_owned())),
        _ => None,
    }
}
