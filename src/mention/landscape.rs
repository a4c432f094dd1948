//! Landscape: rivers, lakes and mountains that no gazetteer has, by their names and by what stands around them.
use std::collections::BTreeSet;

use crate::entity::Class;
use crate::lexicon::{Lexicon, Tag};
use crate::mention::chunk::Chunk;
use crate::segment::{Kind, Known, Token, is_han, is_place};
use crate::text::Span;
use crate::words::{WordList, Words};

/// The most characters before the head of such a name.
const LONGEST: usize = 3;

/// Makes the rivers, lakes and mountains of an article known.
pub fn learn(
    words: &Words,
    lexicon: &Lexicon,
    text: &str,
    sentences: &[Vec<Token>],
    chunks: &[Vec<Chunk>],
    known: &mut Known,
) {
    called(words, lexicon, text, sentences, chunks, known);
    let signs = Signs {
        head: words.list("landscape_head"),
        before: words.list("landscape_before"),
        after: words.list("landscape_after"),
        generic: words.list("natural_generic"),
        class: words.list("place_generic"),
        function: words.list("function_character"),
    };
    for tokens in sentences {
        for at in 1..tokens.len() {
            if let Some(span) = signs.told(lexicon, text, tokens, at) {
                known.add(&text[span], Kind::Place);
            }
        }
    }
}

/// Makes the rivers and lakes known that are called as a place of the article is, or that it names again.
fn called(
    words: &Words,
    lexicon: &Lexicon,
    text: &str,
    sentences: &[Vec<Token>],
    chunks: &[Vec<Chunk>],
    known: &mut Known,
) {
    let (generic, class) = (words.list("natural_generic"), words.list("place_generic"));
    let (head, kind, stop) = (words.list("water_head"), words.list("village_noun"), words.list("function_character"));
    let behind = words.list("place_not_behind");
    let mut stems = BTreeSet::new();
    let mut found = BTreeSet::new();
    for (tokens, chunks) in sentences.iter().zip(chunks) {
        let places = tokens.iter().filter(|it| is_place(it.kind)).map(|it| (it.span.clone(), it.kind));
        let named = chunks.iter().filter(|it| it.class == Class::Place).map(|it| (it.span.clone(), Kind::Place));
        for (span, of) in places.chain(named) {
            let name = &text[span];
            let level = kind.suffix(name).map_or(0, str::len);
            // What stands behind a county's or province's name in short may begin another.
            if level > 0 || of != Kind::Division {
                stems.insert(&name[..name.len() - level]);
            }
        }
        for part in tokens.windows(3) {
            let [before, first, last] = part else { continue };
            let length = |it: &Token| text[it.span.clone()].chars().count();
            let word = |it: &Token| matches!(it.kind, Kind::Word(Tag::Noun | Tag::Other) | Kind::Unknown);
            let start = match length(first) {
                1 if word(before) && length(before) == 1 => before.span.start,
                2 => first.span.start,
                _ => continue,
            };
            let Some(head) = head.prefix(&text[last.span.clone()]).filter(|it| it.chars().count() == 1) else {
                continue;
            };
            let name = &text[start..last.span.start + head.len()];
            let mut outer = text.match_indices(name).map(|(at, _)| text[..at].chars().next_back());
            // What always stands behind the same character is the end of a longer name.
            let whole = outer.next().is_some_and(|one| outer.any(|it| it != one || one.is_none_or(|it| !is_han(it))));
            if word(first) && whole && !name.chars().any(|it| stop.has(it.encode_utf8(&mut [0; 4]))) {
                found.insert(name.to_owned());
            }
        }
    }
    // A name of one character, 甲湖, that is no word and stands behind several others.
    for (at, water) in head.sorted().into_iter().flat_map(|it| text.match_indices(it)) {
        let Some((start, stem)) = text[..at].char_indices().next_back().filter(|it| is_han(it.1)) else { continue };
        let name = &text[start..at + water.len()];
        let plain = stop.has(stem.encode_utf8(&mut [0; 4])) || class.has(stem.encode_utf8(&mut [0; 4]));
        let before: BTreeSet<_> = text.match_indices(name).map(|it| text[..it.0].chars().next_back()).collect();
        let apart = before.iter().filter(|it| it.is_none_or(|it| !is_han(it))).count() > 0 && before.len() > 2;
        if water.chars().count() == 1 && !plain && apart && lexicon.word(name).is_none() && !generic.has(name) {
            found.insert(name.to_owned());
        }
    }
    for (at, water) in head.sorted().into_iter().flat_map(|it| text.match_indices(it)) {
        let starts = text[..at].char_indices().rev().map(|it| it.0).skip(1).take(3);
        let after = &text[at + water.len()..];
        let ends = head.prefix(after).is_none() && behind.prefix(after).is_none();
        let named = |it: &&str| stems.contains(it) && !it.ends_with(water);
        let stem = starts.map(|it| &text[it..at]).filter(named).last().filter(|_| ends);
        found.extend(stem.map(|it| format!("{it}{water}")));
    }
    found.iter().for_each(|it| known.add(it, Kind::Place));
}

/// The word lists that tell of a river or mountain.
struct Signs<'k> {
    head: &'k WordList,
    before: &'k WordList,
    after: &'k WordList,
    /// Words for rivers and mountains that are no names.
    generic: &'k WordList,
    /// Words before a head that leave it a class of places.
    class: &'k WordList,
    function: &'k WordList,
}

impl Signs<'_> {
    /// Reads a river or mountain whose name ends in the token `at`, where the words around it tell of one: 跨越甲溪, 乙河两岸.
    fn told(&self, lexicon: &Lexicon, text: &str, tokens: &[Token], at: usize) -> Option<Span> {
        let word = |it: usize| &text[tokens[it].span.clone()];
        let head = self.head.suffix(word(at))?;
        // 大|青山: the word of the head is itself part of the name.
        let alone = head == word(at);
        let mut start = at;
        while start > 0 {
            let before = word(start - 1);
            let single = before.chars().count() == 1;
            let belongs = match tokens[start - 1].kind {
                Kind::Unknown | Kind::Person => true,
                Kind::Word(Tag::Noun | Tag::Other | Tag::PlaceName) => !self.class.has(before),
                Kind::Word(Tag::Adjective | Tag::Verb | Tag::VerbalNoun) => single,
                _ => false,
            };
            let length = text[tokens[start - 1].span.start..tokens[at].span.start].chars().count();
            if !belongs || self.function.has(before) || length > LONGEST || !alone && !single {
                break;
            }
            start -= 1;
        }
        let span = tokens[start].span.start..tokens[at].span.end;
        let name = &text[span.clone()];
        let edge = start.checked_sub(1).map(|it| (word(it), tokens[it].kind));
        let approached = edge.is_some_and(|it| self.before.has(it.0));
        let open = edge.is_none_or(|(word, kind)| {
            matches!(kind, Kind::Mark | Kind::Word(Tag::Preposition)) && !word.contains(['\u{201c}', '\u{300a}'])
                || is_place(kind)
        });
        let followed = self.after.prefix(&text[span.end..]).is_some();
        let common = lexicon.word(name).is_some_and(|it| it.tag != Tag::PlaceName);
        let name = start < at && !common && !self.generic.has(name);
        (name && (approached || open && followed)).then_some(span)
    }
}
