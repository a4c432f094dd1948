//! Firms: the short names by which an article calls those that it names in full.
use std::collections::{BTreeMap, BTreeSet};

use crate::entity::Class;
use crate::gazetteer::Gazetteer;
use crate::lexicon::{Lexicon, Tag};
use crate::mention::chunk::Chunk;
use crate::segment::{Kind, Token, inside, is_place};
use crate::words::{WordList, Words};

/// The fewest characters of a name without the form of the firm: all of it, or its beginning.
const WHOLE: usize = 3;
const BEGINNING: usize = 4;
/// Quotation marks, the outer and the inner.
const QUOTES: [[char; 2]; 2] = [['\u{201c}', '\u{201d}'], ['\u{2018}', '\u{2019}']];
/// A group of firms.
const GROUP: &str = "\u{96c6}\u{56e2}";

/// Returns the short names of the firms of an article, with the full names as printed: 乙丙茶业 for 甲省乙丙茶业有限公司.
///
/// A short name is a full name's brand and trade without place and form, where it stands alone too.
pub fn short_names(
    words: &Words,
    lexicon: &Lexicon,
    gazetteer: &Gazetteer,
    text: &str,
    sentences: &[Vec<Token>],
    chunks: &[Vec<Chunk>],
) -> BTreeMap<String, String> {
    let form = words.list("company_form");
    let (called, generic) = (words.list("name_short"), words.list("enterprise"));
    let mut res = BTreeMap::new();
    for (tokens, chunks) in sentences.iter().zip(chunks) {
        for chunk in chunks.iter().filter(|it| it.class == Class::Organization) {
            let full = &text[chunk.span.clone()];
            // What all of its kind are called is nobody's name.
            let short = declared(called, &text[chunk.span.end..]).filter(|it| !generic.has(it));
            if let Some(short) = short {
                res.insert(short.to_owned(), full.to_owned());
            }
            let Some(form) = form.suffix(full).filter(|it| it.chars().count() > 2) else { continue };
            let end = chunk.span.end - form.len();
            let tokens = inside(tokens, &chunk.span);
            // The short name of a place may be a common word too.
            let place = |it: &&Token| is_place(it.kind) || gazetteer.is_division(&text[it.span.clone()]);
            let Some(first) = tokens.iter().find(|it| !place(it)) else { continue };
            if !is_brand(text, first) {
                continue;
            }
            let start = first.span.start;
            let ends = tokens.iter().map(|it| it.span.end).filter(|it| (start..=end).contains(it)).chain([end]);
            let told = |cut: &usize| {
                let (name, rest) = (&text[start..*cut], &text[start..chunk.span.end]);
                let quoted = QUOTES.iter().any(|it| text.contains(&format!("{}{name}{}", it[0], it[1])));
                let least = if quoted {
                    2
                } else if *cut == end {
                    WHOLE
                } else {
                    BEGINNING
                };
                let alone = || quoted || text.matches(name).count() > text.matches(rest).count();
                name.chars().count() >= least && lexicon.word(name).is_none() && alone()
            };
            if let Some(cut) = ends.filter(told).max() {
                res.insert(text[start..cut].to_owned(), full.to_owned());
            }
        }
    }
    res
}

/// Returns the short name that stands in brackets behind a full one: `（以下简称“甲公司”）`.
fn declared<'t>(called: &WordList, after: &'t str) -> Option<&'t str> {
    const LONGEST: usize = 12;
    let inside = after.strip_prefix(['\u{ff08}', '('])?;
    let inside = &inside[..inside.find(['\u{ff09}', ')'])?];
    let name = inside[called.prefix(inside)?.len()..].trim_matches(|it: char| !it.is_alphanumeric());
    let plain = name.chars().all(char::is_alphanumeric);
    (plain && (2..=LONGEST).contains(&name.chars().count())).then_some(name)
}

/// Returns the groups that an article names again and again by a common word alone, 甲乙集团.
pub fn groups(words: &Words, text: &str, sentences: &[Vec<Token>]) -> BTreeSet<String> {
    let (governing, generic) = (words.list("governing"), words.list("firm_generic"));
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for pair in sentences.iter().flat_map(|it| it.windows(2)) {
        let (word, form) = (&text[pair[0].span.clone()], &text[pair[1].span.clone()]);
        let plain = matches!(pair[0].kind, Kind::Word(Tag::Verb | Tag::Adjective | Tag::Noun | Tag::VerbalNoun));
        if form == GROUP && plain && word.chars().count() == 2 && !governing.has(word) && !generic.has(word) {
            *counts.entry(&text[pair[0].span.start..pair[1].span.end]).or_default() += 1;
        }
    }
    counts.into_iter().filter(|it| it.1 > 1).map(|it| it.0.to_owned()).collect()
}

/// Tells whether a firm may be known by a word: it is no common one.
fn is_brand(text: &str, token: &Token) -> bool {
    match token.kind {
        Kind::Unknown | Kind::Person | Kind::Latin | Kind::Word(Tag::Other | Tag::PlaceName) => true,
        Kind::Word(_) => text[token.span.clone()].chars().count() == 1,
        _ => false,
    }
}
