//! Identity: the IRIs of articles, entities and facts, each a pure function of what it names.
use std::fmt::Write as _;

use oxigraph::model::NamedNode;
use sha2::{Digest as _, Sha256};

use crate::entity::{Class, Entity};
use crate::ontology::{ARTICLE, FACT, ID, expand};

/// Returns the IRI of an article, and of its graph, from its `id`, `doc#1`.
pub fn article_iri(id: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{ARTICLE}{}", article_local(id)))
}

/// Returns the IRI of an entity: its class, and the code of a place, or name and anchor.
pub fn entity_iri(entity: &Entity) -> NamedNode {
    let class = match entity.class {
        Class::Person => "person",
        Class::Place => "place",
        Class::Organization => "org",
        Class::Program => "program",
        Class::Project => "project",
        Class::Document => "document",
        Class::Event => "event",
        Class::Product => "product",
        Class::Honour => "honour",
    };
    let mut local = format!("{class}-");
    if let (Class::Place, Some(code)) = (entity.class, &entity.code) {
        local.push_str(&safe(code, false));
    } else {
        // A nameless code is told from a name of digits by the escaped first digit of the latter.
        let digits = entity.class == Class::Place && entity.name.bytes().all(|it| it.is_ascii_digit());
        match entity.name.chars().next().filter(|_| digits) {
            Some(first) => {
                percent(&mut local, first);
                local.push_str(&entity.name[first.len_utf8()..]);
            }
            None => local.push_str(&safe(&entity.name, false)),
        }
        if let Some(anchor) = &entity.anchor {
            local.push('-');
            local.push_str(&safe(anchor, false));
        }
    }
    NamedNode::new_unchecked(format!("{ID}{local}"))
}

/// Returns `name` as part of a local name that needs no escape in Turtle and SPARQL: other
/// characters, and `-` and `.` unless `loose`, as the percent codes of their UTF-8.
///
/// Different names stay different.
pub fn safe(name: &str, loose: bool) -> String {
    let mut safe = String::with_capacity(name.len());
    for (i, character) in name.chars().enumerate() {
        let plain = match character {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '_' => true,
            '-' | '.' => loose && i > 0,
            '\u{B7}' => i > 0,
            '\u{C0}'..='\u{2FF}' => character != '\u{D7}' && character != '\u{F7}',
            '\u{370}'..='\u{1FFF}' => character != '\u{37E}',
            '\u{2070}'..='\u{218F}'
            | '\u{2C00}'..='\u{2FEF}'
            | '\u{3001}'..='\u{D7FF}'
            | '\u{F900}'..='\u{FDCF}'
            | '\u{FDF0}'..='\u{FFEF}'
            | '\u{10000}'..='\u{1FFFD}'
            | '\u{20000}'..='\u{2FFFD}'
            | '\u{30000}'..='\u{3FFFD}' => true,
            _ => false,
        };
        if plain {
            safe.push(character);
        } else {
            percent(&mut safe, character);
        }
    }
    safe
}

/// Reads an IRI as a user writes it, also one that another program wrote in ASCII: what stands there as the percent codes of its
/// UTF-8 is as [`safe`] writes it.
pub fn given(text: &str) -> Option<NamedNode> {
    let iri = expand(text)?;
    let own = [ARTICLE, FACT, ID].into_iter().find(|it| iri.as_str().starts_with(it));
    let Some(local) = own.and_then(|it| iri.as_str().strip_prefix(it)) else { return Some(iri) };
    let mut bytes = Vec::with_capacity(local.len());
    let mut rest = local.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let code = |it: &[u8]| u8::from_str_radix(std::str::from_utf8(it).ok()?, 16).ok();
        let coded = behind.get(..2).and_then(code).filter(|it| *first == b'%' && !it.is_ascii());
        bytes.push(coded.unwrap_or(*first));
        rest = if coded.is_some() { &behind[2..] } else { behind };
    }
    let Ok(decoded) = String::from_utf8(bytes) else { return Some(iri) };
    let mut name = own.unwrap_or_default().to_owned();
    for it in decoded.chars() {
        match it {
            '\u{B7}' => name.push(it),
            it if it.is_ascii() => name.push(it),
            it => name.push_str(&safe(it.encode_utf8(&mut [0; 4]), false)),
        }
    }
    NamedNode::new(name).ok()
}

fn percent(text: &mut String, character: char) {
    for byte in character.encode_utf8(&mut [0; 4]).bytes() {
        let _ = write!(text, "%{byte:02X}");
    }
}

/// Returns bytes in hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Returns the local name of an article's IRI, with which those of its facts begin.
///
/// The number behind the last `#` parts the articles of a page, so that `-` may stand in its stem.
pub fn article_local(id: &str) -> String {
    match id.rsplit_once('#') {
        Some((doc, number)) if !doc.is_empty() && number.bytes().all(|it| it.is_ascii_digit()) => {
            format!("{}-{number}", safe(doc, true))
        }
        _ => safe(id, false),
    }
}

/// Returns the local name in the vocabulary of a word of the record format: `press_conference` is `pressConference`.
pub fn camel(word: &str) -> String {
    let mut camel = String::with_capacity(word.len());
    let mut upper = false;
    for character in word.chars() {
        match character {
            '_' => upper = true,
            _ if upper => {
                camel.push(character.to_ascii_uppercase());
                upper = false;
            }
            _ => camel.push(character),
        }
    }
    camel
}

/// Returns the IRI of a fact: its article, its class and a hash of the roles that tell it from others.
pub fn fact_iri(article: &str, class: &str, mut key: Vec<String>) -> NamedNode {
    key.sort();
    key.dedup();
    let hash = hex(&Sha256::digest(key.concat().as_bytes())[..6]);
    NamedNode::new_unchecked(format!("{FACT}{article}-{}-{hash}", class.to_ascii_lowercase()))
}
