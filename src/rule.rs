//! Rules: what is written in `data/rules`, checked, compiled, and matched against masked sentences.
//!
//! A rule is a table of a TOML file:
//!
//! | key | means |
//! |---|---|
//! | `pattern` | a regular expression in which `{place}` is a name of that class, `{who:person\|organization}` one of several under a name of its own, `{place+}` a list, `@word_list` any word of `data/words/word_list.txt`, `~` a short gap that crosses no stop or comma, and `(?<text>…)` a stretch of text |
//! | `unless` | where this matches over the same words, the rule does not hold |
//! | `says` | the statement's class and its roles: `class role={slot} role=word` |
//! | `examples` | lines of `text with [class:names] => what it says`, `=> -` for nothing |
//!
//! A sentence is first searched for the words that the rules cannot do without, so most sentences try few rules.
use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use anyhow::{Context, bail, ensure};
use regex::Regex;
use regex_syntax::hir::{Class, Hir, HirKind};
use serde::Deserialize;

use crate::data::Data;
use crate::mask::{self, Masked};
use crate::text::Span;
use crate::words::Words;

/// A rule as written in its file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    pattern: String,
    unless: Option<String>,
    says: Vec<String>,
    examples: String,
}

/// A rule, ready to match.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its file and its key: `relation.firm-branch`.
    pub id: String,
    /// What a match says.
    pub says: Vec<Says>,
    /// Its examples as written, one a line.
    pub examples: String,
    pattern: Regex,
    unless: Option<Regex>,
    /// The names of the slots, which hold names; other named groups hold text.
    slots: Vec<String>,
    /// Of each set of words, by their numbers, a match holds at least one.
    needs: Vec<Vec<usize>>,
}

/// A statement that a match of a rule makes.
#[derive(Clone, Debug, PartialEq)]
pub struct Says {
    /// Its class: a predicate, or a kind of event or flow.
    pub class: String,
    /// Its roles and what fills them.
    pub roles: Vec<(String, Role)>,
}

/// What fills a role.
#[derive(Clone, Debug, PartialEq)]
pub enum Role {
    /// What a slot or named group of the pattern matched.
    Slot(String),
    /// A word that the finder of the fact understands.
    Word(String),
}

/// A match of a rule.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The rule's number in [`Rules::rules`].
    pub rule: usize,
    /// The words that it matched, in bytes of the article's text.
    pub span: Span,
    /// What its slots and named groups matched, by their names.
    pub slots: BTreeMap<String, Slot>,
}

/// What a slot or a named group matched.
#[derive(Clone, Debug, PartialEq)]
pub struct Slot {
    /// Where, in bytes of the article's text.
    pub span: Span,
    /// Of a slot: the numbers of the masked pieces in it. Empty for a stretch of text.
    pub numbers: Vec<usize>,
}

/// All rules, by file and key.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// The rules.
    pub rules: Vec<Rule>,
    /// Finds the words that rules cannot do without.
    words: Option<AhoCorasick>,
}

/// Opening and closing quotes, which may stand around any name.
const OPEN: &str = "[\u{201c}\u{2018}\u{300a}\u{300c}]";
const CLOSE: &str = "[\u{201d}\u{2019}\u{300b}\u{300d}]";
/// What a gap does not cross, and how long it is at most, in characters of masked text.
const STOPS: &str = "\u{3002}\u{ff0c}\u{ff1b}\u{ff01}\u{ff1f}\u{ff1a},;!?:";
const GAP: usize = 14;
/// The largest class of characters that counts as a choice of words.
const CHOICE: usize = 40;

impl Rules {
    /// Reads, checks and compiles every rule of `data/rules`.
    ///
    /// # Errors
    /// Fails where a rule is wrong, naming the file, the rule, and what is wrong with it.
    pub fn load(data: &Data, words: &Words) -> anyhow::Result<Self> {
        let mut rules = Vec::new();
        let mut numbers = BTreeMap::new();
        for path in data.list("data/rules")?.iter().filter(|it| it.ends_with(".toml")) {
            let subject = path.trim_start_matches("data/rules/").trim_end_matches(".toml");
            let table: BTreeMap<String, Written> = toml::from_str(&data.text(path)?).with_context(|| path.clone())?;
            for (key, written) in table {
                let id = format!("{subject}.{key}");
                let rule = compile(id, written, words, &mut numbers);
                rules.push(rule.with_context(|| format!("{path}: rule {key}"))?);
            }
        }
        let mut needed: Vec<(&String, &usize)> = numbers.iter().collect();
        needed.sort_by_key(|it| it.1);
        let automaton =
            AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(needed.into_iter().map(|it| it.0));
        let automaton = automaton.context("data/rules: the words of the rules are too many for one automaton")?;
        Ok(Self { rules, words: Some(automaton) })
    }

    /// Returns the matches of all rules in a masked sentence, by rule.
    pub fn hits(&self, masked: &Masked) -> Vec<Hit> {
        let mut hits = Vec::new();
        let Some(words) = &self.words else { return hits };
        let mut found = vec![false; words.patterns_len()];
        for word in words.find_overlapping_iter(&masked.text) {
            found[word.pattern().as_usize()] = true;
        }
        for (number, rule) in self.rules.iter().enumerate() {
            if rule.needs.iter().all(|it| it.iter().any(|&it| found[it])) {
                rule.hits(number, masked, &mut hits);
            }
        }
        hits
    }
}

impl Rule {
    /// Adds the matches in a masked sentence that no `unless` touches.
    fn hits(&self, rule: usize, masked: &Masked, hits: &mut Vec<Hit>) {
        let mut barred: Option<Vec<Span>> = None;
        for captures in self.pattern.captures_iter(&masked.text) {
            let span = captures.get_match().range();
            if let Some(unless) = &self.unless {
                let barred =
                    barred.get_or_insert_with(|| unless.find_iter(&masked.text).map(|it| it.range()).collect());
                if barred.iter().any(|it| it.start < span.end && span.start < it.end) {
                    continue;
                }
            }
            let named = self.pattern.capture_names().flatten();
            let slots = named.filter_map(|name| {
                let group = captures.name(name)?;
                let holds_names = self.slots.iter().any(|it| it == name);
                let numbers = if holds_names { mask::numbers(group.as_str()) } else { Vec::new() };
                let slot = Slot { span: masked.original(&group.range()), numbers };
                Some((name.to_owned(), slot))
            });
            hits.push(Hit { rule, span: masked.original(&span), slots: slots.collect() });
        }
    }
}

/// Checks and compiles a rule; `numbers` numbers the words that rules need.
fn compile(id: String, written: Written, words: &Words, numbers: &mut BTreeMap<String, usize>) -> anyhow::Result<Rule> {
    let mut slots = Vec::new();
    let source = expand(&written.pattern, words, &mut slots).context("pattern")?;
    let pattern = Regex::new(&source).context("pattern: not a regular expression")?;
    let unless = match &written.unless {
        Some(unless) => {
            // Nothing reads its slots, so that one may stand in it twice.
            let mut names = Vec::new();
            let mut source = expand(unless, words, &mut names).context("unless")?;
            for name in names {
                source = source.replace(&format!("(?P<{name}>"), "(?:");
            }
            Some(Regex::new(&source).context("unless: not a regular expression")?)
        }
        None => None,
    };
    ensure!(!written.says.is_empty(), "says: says nothing; write the class and the roles of a statement");
    let groups: BTreeSet<&str> = pattern.capture_names().flatten().collect();
    let says: anyhow::Result<Vec<Says>> = written.says.iter().map(|it| parse_says(it, &groups)).collect();
    let tree = regex_syntax::parse(&source).context("pattern: not a regular expression")?;
    let mut needs = Vec::new();
    let mut choices = needed(&tree);
    // Single characters are in every sentence: where there are words to look for, they cost more than they save.
    let private = |it: &String| it.chars().all(mask::is_private);
    let word = |it: &String| it.chars().count() > 1 && !private(it);
    if choices.iter().any(|it| it.iter().all(word)) {
        choices.retain(|it| it.iter().all(|it| word(it) || private(it)));
    }
    for choice in choices {
        let choice = choice.into_iter().map(|word| {
            let next = numbers.len();
            *numbers.entry(word).or_insert(next)
        });
        needs.push(choice.collect());
    }
    Ok(Rule { says: says?, examples: written.examples, pattern, unless, slots, needs, id })
}

/// Reads `class role={slot} role=word`.
fn parse_says(says: &str, groups: &BTreeSet<&str>) -> anyhow::Result<Says> {
    let mut parts = says.split_whitespace();
    let class = parts.next().with_context(|| format!("says: no class in '{says}'"))?.to_owned();
    let mut roles = Vec::new();
    for part in parts {
        let (role, value) = part.split_once('=').with_context(|| format!("says: '{part}' is not role=value"))?;
        let slot = value.strip_prefix('{').and_then(|it| it.strip_suffix('}'));
        if let Some(slot) = slot {
            ensure!(groups.contains(slot), "says: the pattern has no slot {{{slot}}}; it has {groups:?}");
        }
        let value = slot.map_or_else(|| Role::Word(value.to_owned()), |it| Role::Slot(it.to_owned()));
        roles.push((role.to_owned(), value));
    }
    Ok(Says { class, roles })
}

/// Turns the notation of a pattern into a regular expression over masked text, and adds the names of its slots.
fn expand(pattern: &str, words: &Words, slots: &mut Vec<String>) -> anyhow::Result<String> {
    let mut res = String::new();
    let mut rest = pattern;
    while let Some(at) = rest.find(['{', '@', '~']) {
        res.push_str(&rest[..at]);
        let sign = &rest[at..];
        let escaped = res.ends_with('\\');
        let length = match sign.as_bytes()[0] {
            b'~' if !escaped => {
                res.push_str(&format!("[^{STOPS}]{{0,{GAP}}}?"));
                1
            }
            b'@' if !escaped => {
                let end =
                    sign[1..].find(|it: char| !it.is_ascii_lowercase() && it != '_').map_or(sign.len(), |it| it + 1);
                res.push_str(&list(&sign[1..end], words)?);
                end
            }
            b'{' if sign[1..].starts_with(|it: char| it.is_ascii_lowercase()) => {
                let end = sign.find('}').with_context(|| format!("'{sign}' lacks its closing brace"))?;
                res.push_str(&slot(&sign[1..end], words, slots)?);
                end + 1
            }
            _ => {
                res.push_str(&sign[..1]);
                1
            }
        };
        rest = &sign[length..];
    }
    res.push_str(rest);
    Ok(res)
}

/// Turns `name:class|class+` into a regular expression.
fn slot(text: &str, words: &Words, slots: &mut Vec<String>) -> anyhow::Result<String> {
    let (text, many) = text.strip_suffix('+').map_or((text, false), |it| (it, true));
    let (name, classes) = text.split_once(':').unwrap_or((text, text));
    let mut kinds = Vec::new();
    for class in classes.split('|') {
        let kind = mask::kind(class);
        kinds.push(kind.with_context(|| format!("no class '{class}'; there are {}", mask::KINDS.join(", ")))?);
    }
    if name.contains('|') {
        bail!("'{{{text}}}' needs a name, as in {{who:{text}}}");
    }
    slots.push(name.to_owned());
    let one = mask::expression(&kinds);
    let and = if many {
        let conjunction = list("conjunction", words)?;
        format!("(?:(?:{CLOSE}?{conjunction}{OPEN}?|{CLOSE}{OPEN}){one})*")
    } else {
        String::new()
    };
    Ok(format!("{OPEN}?(?P<{name}>{one}{and}){CLOSE}?"))
}

/// Turns a word list into a regular expression, longer words first.
fn list(name: &str, words: &Words) -> anyhow::Result<String> {
    ensure!(words.names().any(|it| it == name), "no word list data/words/{name}.txt; add it, or write another");
    let mut list = words.list(name).sorted();
    list.sort_by_key(|it| std::cmp::Reverse(it.len()));
    let list: Vec<String> = list.into_iter().map(regex::escape).collect();
    ensure!(!list.is_empty(), "the word list data/words/{name}.txt is empty");
    Ok(format!("(?:{})", list.join("|")))
}

/// Returns sets of words, of each of which a match must hold one.
fn needed(tree: &Hir) -> Vec<BTreeSet<String>> {
    match tree.kind() {
        HirKind::Literal(literal) => {
            std::str::from_utf8(&literal.0).map(|it| vec![BTreeSet::from([it.to_owned()])]).unwrap_or_default()
        }
        HirKind::Capture(capture) => needed(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => needed(&repetition.sub),
        HirKind::Concat(parts) => parts.iter().flat_map(needed).collect(),
        HirKind::Alternation(branches) => {
            let mut choice = BTreeSet::new();
            for branch in branches {
                // Of what the branch needs, the set that is rarest: few words, and long ones.
                let rarest = needed(branch).into_iter().min_by_key(|it| {
                    let shortest = it.iter().map(String::len).min().unwrap_or(0);
                    (it.len(), std::cmp::Reverse(shortest))
                });
                match rarest {
                    Some(rarest) => choice.extend(rarest),
                    None => return Vec::new(),
                }
            }
            vec![choice]
        }
        HirKind::Class(Class::Unicode(class)) => {
            let size: usize = class.iter().map(|it| it.len()).sum();
            if size > CHOICE {
                return Vec::new();
            }
            let characters = class.iter().flat_map(|it| it.start()..=it.end());
            vec![characters.map(String::from).collect()]
        }
        _ => Vec::new(),
    }
}
