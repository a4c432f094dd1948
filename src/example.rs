//! Examples: the lines beside a rule, `text with [class:names] => what it says`, and whether they hold.
use std::fmt::Write;

use anyhow::Context;

use crate::mask::{self, Masked, Piece};
use crate::rule::{Hit, Role, Rule, Rules, Says, Slot};

/// An example of a rule.
#[derive(Clone, Debug, Default)]
pub struct Example {
    /// The text, without the brackets around its names.
    pub text: String,
    /// Its names.
    pub pieces: Vec<Piece>,
    /// What the rule is to say, as `class role=names; …`; nothing where it must not hold.
    pub says: Vec<String>,
}

/// Reads an example line.
///
/// # Errors
/// Fails where the line is none, saying what it lacks.
pub fn parse(line: &str) -> anyhow::Result<Example> {
    let (left, right) = line.split_once("=>").with_context(|| format!("no '=>' in the example '{line}'"))?;
    let mut example = Example::default();
    let mut rest = left.trim();
    while let Some((before, after)) = rest.split_once('[') {
        example.text.push_str(before);
        let (inside, after) = after.split_once(']').with_context(|| format!("no ']' in the example '{line}'"))?;
        let (class, name) = inside.split_once(':').with_context(|| format!("'[{inside}]' is not [class:name]"))?;
        let kind =
            mask::kind(class).with_context(|| format!("no class '{class}'; there are {}", mask::KINDS.join(", ")))?;
        let start = example.text.len();
        example.text.push_str(name);
        example.pieces.push(Piece { span: start..example.text.len(), kind, number: example.pieces.len() });
        rest = after;
    }
    example.text.push_str(rest);
    if right.trim() != "-" {
        example.says = right.split(';').map(|it| it.trim().to_owned()).collect();
    }
    Ok(example)
}

/// Returns what is wrong with the examples of a rule; nothing where all hold, one at least says
/// something and one says nothing.
pub fn faults(rules: &Rules, number: usize) -> Vec<String> {
    let Some(rule) = rules.rules.get(number) else { return Vec::new() };
    let mut faults = Vec::new();
    let (mut yes, mut no) = (false, false);
    for line in rule.examples.lines().filter(|it| !it.trim().is_empty()) {
        let example = match parse(line) {
            Ok(example) => example,
            Err(error) => {
                faults.push(format!("{}: {error:#}", rule.id));
                continue;
            }
        };
        *if example.says.is_empty() { &mut no } else { &mut yes } = true;
        // Shifted by a character, so that no rule takes the start of a text for granted.
        for shift in ["", "\u{3000}"] {
            let got = said(rules, number, &example, shift);
            if got != example.says {
                faults.push(format!("{}: {}\n  wanted {:?}\n  got    {got:?}", rule.id, example.text, example.says));
                break;
            }
        }
    }
    if !yes || !no {
        faults.push(format!("{}: needs an example that holds and one that must not (=> -)", rule.id));
    }
    faults
}

/// Returns what a rule says of an example that stands behind `shift` in its article.
fn said(rules: &Rules, number: usize, example: &Example, shift: &str) -> Vec<String> {
    let text = format!("{shift}{}", example.text);
    let pieces = example
        .pieces
        .iter()
        .map(|it| Piece { span: it.span.start + shift.len()..it.span.end + shift.len(), ..it.clone() });
    let masked = Masked::new(&text, &(shift.len()..text.len()), pieces);
    let hits = rules.hits(&masked);
    let hits = hits.iter().filter(|it| it.rule == number);
    let rule: &Rule = &rules.rules[number];
    let names = |slot: &Slot| -> String {
        if slot.numbers.is_empty() {
            return text[slot.span.clone()].to_owned();
        }
        let names =
            slot.numbers.iter().filter_map(|it| example.pieces.get(*it)).map(|it| &example.text[it.span.clone()]);
        names.collect::<Vec<_>>().join(",")
    };
    hits.flat_map(|hit| rule.says.iter().map(move |says| (hit, says)))
        .map(|(hit, says)| line(hit, says, &names))
        .collect()
}

/// Writes what a match says, as `class role=names`.
fn line(hit: &Hit, says: &Says, names: &dyn Fn(&Slot) -> String) -> String {
    let mut res = says.class.clone();
    for (role, value) in &says.roles {
        let value = match value {
            Role::Word(word) => word.clone(),
            Role::Slot(name) => match hit.slots.get(name) {
                Some(slot) => names(slot),
                None => continue,
            },
        };
        let _ = write!(res, " {role}={value}");
    }
    res
}
