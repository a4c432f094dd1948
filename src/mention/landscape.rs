//! Landscape: rivers, lakes and mountains that no gazetteer has, by their names and by what stands around them.
use std::collections::{BTreeMap, BTreeSet};

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
    let signs = Signs {
        water: words.list("water_head"),
        head: words.list("landscape_head"),
        before: words.list("landscape_before"),
        after: words.list("landscape_after"),
        behind: words.list("place_not_behind"),
        kind: words.list("village_noun"),
        generic: words.list("natural_generic"),
        class: words.list("place_generic"),
        function: words.list("function_character"),
        lexicon,
    };
    let mut found = signs.repeated(text, sentences);
    found.extend(signs.short(text));
    found.extend(signs.called(text, &signs.stems(text, sentences, chunks)));
    for tokens in sentences {
        found.extend((1..tokens.len()).filter_map(|at| Some(text[signs.told(text, tokens, at)?].to_owned())));
    }
    found.iter().for_each(|it| known.add(it, Kind::Place));
}

/// What tells of a river, a lake or a mountain.
struct Signs<'k> {
    /// What the names of rivers and lakes end in, and those of mountains too.
    water: &'k WordList,
    head: &'k WordList,
    /// What stands before and behind such a name, and behind no name of a place.
    before: &'k WordList,
    after: &'k WordList,
    behind: &'k WordList,
    /// The kinds of settlements.
    kind: &'k WordList,
    /// Words for rivers and mountains that are no names.
    generic: &'k WordList,
    /// Words before a head that leave it a class of places.
    class: &'k WordList,
    function: &'k WordList,
    lexicon: &'k Lexicon,
}

impl Signs<'_> {
    /// Returns what the places of the article are called without their kinds: 甲 of 甲村.
    fn stems<'t>(&self, text: &'t str, sentences: &[Vec<Token>], chunks: &[Vec<Chunk>]) -> BTreeSet<&'t str> {
        let places = sentences.iter().flatten().filter(|it| is_place(it.kind)).map(|it| (&it.span, it.kind));
        let named = chunks.iter().flatten().filter(|it| it.class == Class::Place).map(|it| (&it.span, Kind::Place));
        let stem = |(span, of): (&Span, Kind)| {
            let name = &text[span.clone()];
            let level = self.kind.suffix(name).map_or(0, str::len);
            // What stands behind a county's or province's name in short may begin another.
            (level > 0 || of != Kind::Division).then(|| &name[..name.len() - level])
        };
        places.chain(named).filter_map(stem).collect()
    }

    /// Returns the waters that are called as a place of the article is: 甲河 where there is 甲村.
    fn called(&self, text: &str, stems: &BTreeSet<&str>) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for (at, water) in self.water.sorted().into_iter().flat_map(|it| text.match_indices(it)) {
            let starts = text[..at].char_indices().rev().map(|it| it.0).skip(1).take(LONGEST);
            let after = &text[at + water.len()..];
            let ends = self.water.prefix(after).is_none() && self.behind.prefix(after).is_none();
            let named = |it: &&str| stems.contains(it) && !it.ends_with(water);
            let stem = starts.map(|it| &text[it..at]).filter(named).last().filter(|_| ends);
            found.extend(stem.map(|it| format!("{it}{water}")));
        }
        found
    }

    /// Returns the waters that the article names again, behind other characters: what always stands behind the same
    /// one is the end of a longer name.
    fn repeated(&self, text: &str, sentences: &[Vec<Token>]) -> BTreeSet<String> {
        let length = |it: &Token| text[it.span.clone()].chars().count();
        let word = |it: &Token| matches!(it.kind, Kind::Word(Tag::Noun | Tag::Other) | Kind::Unknown);
        let mut names = BTreeSet::new();
        for part in sentences.iter().flat_map(|it| it.windows(3)) {
            let [before, first, last] = part else { continue };
            let start = match length(first) {
                1 if word(before) && length(before) == 1 => before.span.start,
                2 => first.span.start,
                _ => continue,
            };
            let water = self.water.prefix(&text[last.span.clone()]).filter(|it| it.chars().count() == 1);
            let Some(water) = water.filter(|_| word(first)) else { continue };
            let name = &text[start..last.span.start + water.len()];
            if !name.chars().any(|it| self.is_in(self.function, it)) {
                names.insert(name);
            }
        }
        let whole = |name: &&str| {
            let mut outer = text.match_indices(name).map(|(at, _)| text[..at].chars().next_back());
            outer.next().is_some_and(|one| outer.any(|it| it != one || one.is_none_or(|it| !is_han(it))))
        };
        names.into_iter().filter(whole).map(str::to_owned).collect()
    }

    /// Returns the waters with a name of one character, 甲湖, that is no word and stands behind a mark and several others.
    fn short(&self, text: &str) -> BTreeSet<String> {
        let mut outer: BTreeMap<&str, BTreeSet<Option<char>>> = BTreeMap::new();
        for (at, water) in self.water.sorted().into_iter().flat_map(|it| text.match_indices(it)) {
            let stem = text[..at].char_indices().next_back().filter(|it| is_han(it.1));
            let stem = stem.filter(|it| !self.is_in(self.function, it.1) && !self.is_in(self.class, it.1));
            if let Some((start, _)) = stem.filter(|_| water.chars().count() == 1) {
                let before = text[..start].chars().next_back();
                outer.entry(&text[start..at + water.len()]).or_default().insert(before);
            }
        }
        let apart = |it: &BTreeSet<Option<char>>| it.len() > 2 && it.iter().any(|it| it.is_none_or(|it| !is_han(it)));
        let name = |it: &str| self.lexicon.word(it).is_none() && !self.generic.has(it);
        outer.into_iter().filter(|it| apart(&it.1) && name(it.0)).map(|it| it.0.to_owned()).collect()
    }

    fn is_in(&self, list: &WordList, character: char) -> bool {
        list.has(character.encode_utf8(&mut [0; 4]))
    }

    /// Reads a river or mountain whose name ends in the token `at`, where the words around it tell of one: 跨越甲溪, 乙河两岸.
    fn told(&self, text: &str, tokens: &[Token], at: usize) -> Option<Span> {
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
        let approached = self.before.suffix(&text[..span.start]).is_some();
        let open = edge.is_none_or(|(word, kind)| {
            matches!(kind, Kind::Mark | Kind::Word(Tag::Preposition)) && !word.contains(['\u{201c}', '\u{300a}'])
                || is_place(kind)
        });
        let followed = self.after.prefix(&text[span.end..]).is_some();
        let common = self.lexicon.word(name).is_some_and(|it| it.tag != Tag::PlaceName);
        let name = start < at && !common && !self.generic.has(name);
        (name && (approached || open && followed)).then_some(span)
    }
}
