//! Questions: documented SPARQL with parameters, from the library or from a file.
use std::collections::BTreeMap;

use anyhow::{Context as _, bail, ensure};
use oxigraph::model::{Literal, Term, vocab::xsd};
use oxigraph::store::Store;
use regex::Regex;

use crate::data::Data;
use crate::lookup;

/// A SPARQL query with what a user needs to know of it.
///
/// Its text is SPARQL as it stands. Line 1 is `# question in Chinese / in English`; then, in any order, a line for each
/// parameter and each value of the example. A parameter stands in the text as `VALUES ?name {}`, which is filled with terms:
///
/// ```text
/// # param: person entity (name or id of a person)
/// # param: since date = 1949-10-01 (first day)
/// # example: person=…
/// ```
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// Its name: that of its file, without folder and ending.
    pub name: String,
    /// The question in Chinese.
    pub zh: String,
    /// The question in English.
    pub en: String,
    /// Its parameters, in the order of the header.
    pub params: Vec<Param>,
    /// A value for each parameter that has no other, on the sample articles.
    pub example: Vec<(String, String)>,
    /// The SPARQL, header and all.
    pub text: String,
}

/// A parameter of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Param {
    /// Its name, which is that of its variable.
    pub name: String,
    /// What its values are.
    pub kind: Kind,
    /// Its value where none is given.
    pub default: Option<String>,
    /// What it is, for the help.
    pub about: String,
}

/// What the values of a parameter are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A name or an IRI; stands for everything that bears the name.
    Entity,
    /// Any text.
    Text,
    /// A day, a month or a year.
    Date,
    /// A number.
    Number,
}

/// Returns the library, sorted by name; the checks, which must return no row, where `checks` is set.
///
/// # Errors
/// Fails where a query cannot be read or its header is wrong.
pub fn library(data: &Data, checks: bool) -> anyhow::Result<Vec<Question>> {
    let folder = if checks { "queries/check/" } else { "queries/" };
    let mut questions = Vec::new();
    for path in data.list("queries")? {
        if let Some(name) = path
            .strip_prefix(folder)
            .and_then(|it| it.strip_suffix(".rq"))
            && !name.contains('/')
        {
            questions.push(parse(name, &data.text(&path)?).with_context(|| path.clone())?);
        }
    }
    Ok(questions)
}

/// Returns the question of that name.
///
/// # Errors
/// Fails where there is none; the message offers near names.
pub fn find<'a>(questions: &'a [Question], name: &str) -> anyhow::Result<&'a Question> {
    if let Some(question) = questions.iter().find(|it| it.name == name) {
        return Ok(question);
    }
    let names: Vec<String> = questions.iter().map(|it| it.name.clone()).collect();
    match lookup::near(&names, name, 3).as_slice() {
        [] => bail!("{name}: no such query; `fangzhi queries` lists them"),
        near => bail!(
            "{name}: no such query; near: {}; `fangzhi queries` lists them all",
            near.join(" ")
        ),
    }
}

/// Reads a query and its header; a text without one is a question without parameters.
///
/// # Errors
/// Fails where the header does not fit the text.
pub fn parse(name: &str, text: &str) -> anyhow::Result<Question> {
    let mut question = Question {
        name: name.to_owned(),
        text: text.to_owned(),
        ..Question::default()
    };
    for (number, line) in text.lines().enumerate() {
        let Some(comment) = line.strip_prefix('#').map(str::trim) else {
            break;
        };
        let wrong = || format!("line {}: {line}", number + 1);
        if let Some(param) = comment.strip_prefix("param:") {
            question
                .params
                .push(parse_param(param.trim()).with_context(wrong)?);
        } else if let Some(example) = comment.strip_prefix("example:") {
            let (name, value) = example
                .split_once('=')
                .context("an example is written name=value")
                .with_context(wrong)?;
            question
                .example
                .push((name.trim().to_owned(), value.trim().to_owned()));
        } else if number == 0 {
            let (zh, en) = comment.split_once(" / ").unwrap_or((comment, comment));
            question.zh = zh.trim().to_owned();
            question.en = en.trim().to_owned();
        }
    }
    for param in &question.params {
        ensure!(
            slot(&param.name).is_match(text),
            "parameter {}: the text has no `VALUES ?{} {{}}`",
            param.name,
            param.name
        );
    }
    Ok(question)
}

fn parse_param(text: &str) -> anyhow::Result<Param> {
    let (head, about) = text.split_once('(').unwrap_or((text, ""));
    let (head, default) = match head.split_once('=') {
        Some((head, default)) => (head, Some(default.trim().to_owned())),
        None => (head, None),
    };
    let mut words = head.split_whitespace();
    let name = words.next().context("a parameter needs a name")?;
    ensure!(
        name.bytes().all(|it| it.is_ascii_alphanumeric()),
        "the name of a parameter has letters and digits only"
    );
    let kind = match words.next() {
        Some("entity") => Kind::Entity,
        Some("text") | None => Kind::Text,
        Some("date") => Kind::Date,
        Some("number") => Kind::Number,
        Some(kind) => bail!("{kind}: a parameter is entity, text, date or number"),
    };
    Ok(Param {
        name: name.to_owned(),
        kind,
        default,
        about: about.trim().trim_end_matches(')').to_owned(),
    })
}

/// The place of a parameter in the text.
fn slot(name: &str) -> Regex {
    // The name is ASCII letters and digits, so this is a valid pattern.
    Regex::new(&format!(r"(?i:VALUES)\s*\?{name}\s*\{{\s*\}}"))
        .unwrap_or_else(|_| unreachable!("a plain pattern"))
}

/// Returns the SPARQL of a question with its parameters filled in, on the same lines.
///
/// Values become terms before they enter the text, so that whatever they hold they stay values.
///
/// # Errors
/// Fails where a parameter is missing, unknown or no value of its kind, or a name is nobody's.
pub fn fill(
    store: &Store,
    question: &Question,
    values: &BTreeMap<String, String>,
) -> anyhow::Result<String> {
    if let Some(unknown) = values
        .keys()
        .find(|it| !question.params.iter().any(|param| param.name == **it))
    {
        let known: Vec<&str> = question.params.iter().map(|it| it.name.as_str()).collect();
        match known.as_slice() {
            [] => bail!(
                "{}: the query takes no parameters, but was given {unknown}",
                question.name
            ),
            known => bail!(
                "{}: no parameter {unknown}; it takes {}",
                question.name,
                known.join(" ")
            ),
        }
    }
    let mut text = question.text.clone();
    for param in &question.params {
        let value = values.get(&param.name).or(param.default.as_ref());
        let value = value.with_context(|| {
            format!("{}: give {}=…, {}", question.name, param.name, param.about)
        })?;
        let terms = terms(store, param, value)
            .with_context(|| format!("{}: {}={value}", question.name, param.name))?;
        let terms: Vec<String> = terms.iter().map(ToString::to_string).collect();
        let filled = format!("VALUES ?{} {{ {} }}", param.name, terms.join(" "));
        text = slot(&param.name)
            .replace_all(&text, regex::NoExpand(&filled))
            .into_owned();
    }
    Ok(text)
}

fn terms(store: &Store, param: &Param, value: &str) -> anyhow::Result<Vec<Term>> {
    Ok(match param.kind {
        Kind::Entity => lookup::find(store, value)?
            .into_iter()
            .map(Term::from)
            .collect(),
        Kind::Text => vec![Literal::new_simple_literal(value).into()],
        Kind::Date => vec![Literal::new_typed_literal(first_day(value)?, xsd::DATE).into()],
        Kind::Number => {
            let number: f64 = value
                .parse()
                .ok()
                .filter(|it: &f64| it.is_finite())
                .context("not a number")?;
            vec![Literal::new_typed_literal(format!("{number}"), xsd::DECIMAL).into()]
        }
    })
}

/// Completes a day, a month or a year to its first day.
fn first_day(value: &str) -> anyhow::Result<String> {
    let day = match value.len() {
        4 => format!("{value}-01-01"),
        7 => format!("{value}-01"),
        _ => value.to_owned(),
    };
    let shape = day.len() == 10
        && day.bytes().enumerate().all(|(i, it)| {
            if i == 4 || i == 7 {
                it == b'-'
            } else {
                it.is_ascii_digit()
            }
        });
    ensure!(shape, "not a date; write 2020-05-12, 2020-05 or 2020");
    Ok(day)
}
