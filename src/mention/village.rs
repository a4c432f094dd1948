//! Villages: what an article tells of their names, so that it can be read with them.
use std::collections::BTreeMap;

use crate::entity::Class;
use crate::gazetteer::Gazetteer;
use crate::lexicon::{Lexicon, Tag};
use crate::mention::chunk::Chunk;
use crate::mention::chunk::place::VILLAGES;
use crate::segment::{Kind, Known, Token, is_place};
use crate::text::Span;
use crate::words::{WordList, Words};

/// What towns and villages are called.
const TOWNS: [&str; 3] = ["\u{8857}\u{9053}", "\u{9547}", "\u{4e61}"];
const VILLAGE: char = '\u{6751}';

/// Makes known the villages that an article names: where somebody goes to or stands for them, with their kind behind a
/// name that is no word, and again and again.
pub fn learn(
    words: &Words,
    lexicon: &Lexicon,
    text: &str,
    sentences: &[Vec<Token>],
    named: &[Vec<Chunk>],
    known: &mut Known,
) {
    let frames = Frames::new(words);
    for tokens in sentences {
        for name in frames.find(text, tokens) {
            known.add(name, Kind::Place);
        }
    }
    // Twice, as a village of one sentence tells what stands before it in another.
    let named = || sentences.iter().zip(named);
    for (tokens, chunks) in named().chain(named()) {
        learn_villages(words, lexicon, text, tokens, chunks, known);
    }
    learn_repeated(words, text, sentences, known);
}

/// The words between which a village is named.
struct Frames<'k> {
    /// What leads to a place: 走进甲村.
    lead: &'k WordList,
    /// Who and what a village has: 甲村村民.
    tail: &'k WordList,
    generic: &'k WordList,
    class: &'k WordList,
    not_in: &'k WordList,
    not_behind: &'k WordList,
}

impl<'k> Frames<'k> {
    fn new(words: &'k Words) -> Self {
        Self {
            lead: words.list("village_lead"),
            tail: words.list("village_tail"),
            generic: words.list("place_generic"),
            class: words.list("class_word"),
            not_in: words.list("village_not_in"),
            not_behind: words.list("place_not_behind"),
        }
    }

    /// Returns the villages that a sentence names in a frame.
    fn find<'t>(&self, text: &'t str, tokens: &[Token]) -> Vec<&'t str> {
        (1..tokens.len()).filter_map(|at| self.village(text, tokens, at)).collect()
    }

    /// Returns the village whose kind ends or begins a token: 甲村, 乙社区|居民.
    fn village<'t>(&self, text: &'t str, tokens: &[Token], end: usize) -> Option<&'t str> {
        const LONGEST: usize = 4;
        let Token { span, kind } = &tokens[end];
        let last = &text[span.clone()];
        let is_tail = |it: &str| self.tail.prefix(it).is_some();
        let ends = |head: &str| last == head || *kind == Kind::Word(Tag::PlaceName) && last.ends_with(head);
        let begins = |head: &str| last.strip_prefix(head).is_some_and(is_tail);
        let (head, close) = match VILLAGES.iter().find(|it| ends(it)) {
            Some(head) => (head, span.end),
            None => VILLAGES.iter().find(|it| begins(it)).map(|it| (it, span.start + it.len()))?,
        };
        let behind = &text[close..tokens[tokens.len() - 1].span.end];
        let rest = tokens.get(end + 1).map_or("", |it| &text[it.span.clone()]);
        if close == span.end && self.not_behind.has(rest) {
            return None;
        }
        for start in (1..=end).rev() {
            let stem = &text[tokens[start].span.start..close - head.len()];
            let length = stem.chars().count();
            let before = &tokens[start - 1];
            let led = before.kind == Kind::Town || self.lead.has(&text[before.span.clone()]);
            if (2..=LONGEST).contains(&length) && (led || is_tail(behind) && before.kind == Kind::Mark) {
                let own = close == span.end && last.len() > head.len();
                let names = &tokens[start..end + usize::from(own)];
                return self.may_name(text, names, stem).then(|| &text[tokens[start].span.start..close]);
            }
            if length > LONGEST || matches!(before.kind, Kind::Mark | Kind::Quantity(_) | Kind::Time(_)) {
                return None;
            }
        }
        None
    }

    /// Tells whether tokens may be what a village is called.
    fn may_name(&self, text: &str, tokens: &[Token], stem: &str) -> bool {
        let alone = tokens.len() == 1;
        let part = |it: &Token| match it.kind {
            Kind::Word(Tag::Verb | Tag::Adverb | Tag::Pronoun) => text[it.span.clone()].chars().count() == 1,
            Kind::Word(_) | Kind::Unknown | Kind::Person => true,
            // A village may be called as a county far away is.
            Kind::Division => alone,
            _ => false,
        };
        let last = tokens.last().map_or("", |it| &text[it.span.clone()]);
        let class = self.generic.has(stem)
            || self.class.has(stem)
            || stem.chars().next().is_some_and(|it| self.not_in.has(it.encode_utf8(&mut [0; 4])))
            || last.chars().count() > 1 && self.generic.has(last)
            || tokens.iter().any(|it| self.not_in.has(&text[it.span.clone()]));
        !class && tokens.iter().all(part)
    }
}

/// Makes known the villages whose names are common words, 桃花村, where they are named again and again.
fn learn_repeated(words: &Words, text: &str, sentences: &[Vec<Token>], known: &mut Known) {
    let (head, generic, class) = (words.list("village_head"), words.list("place_generic"), words.list("class_word"));
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for pair in sentences.iter().flat_map(|it| it.windows(2)) {
        let (word, kind) = (&text[pair[0].span.clone()], &text[pair[1].span.clone()]);
        let noun = pair[0].kind == Kind::Word(Tag::Noun) && (2..=3).contains(&word.chars().count());
        if noun && head.has(kind) && !generic.has(word) && !class.has(word) {
            *counts.entry(&text[pair[0].span.start..pair[1].span.end]).or_default() += 1;
        }
    }
    for (name, _) in counts.iter().filter(|it| *it.1 > 1) {
        known.add(name, Kind::Place);
    }
}

/// Makes known the villages that are named with their kind, also without it where the name is long enough.
fn learn_villages(words: &Words, lexicon: &Lexicon, text: &str, tokens: &[Token], chunks: &[Chunk], known: &mut Known) {
    let generic = words.list("place_generic");
    let unlisted = || chunks.iter().filter(|it| it.class == Class::Place && it.rule != "place.gazetteer");
    // What stands behind a place is the name of a village there, wherever it is named again.
    for chunk in unlisted().filter(|it| it.rule == "place.composed") {
        let last = tokens.iter().rfind(|it| it.span.start < chunk.span.end && is_place(it.kind));
        let Some(last) = last.filter(|it| it.span.start >= chunk.span.start) else { continue };
        let name = &text[last.span.end..chunk.span.end];
        // A town that the gazetteer does not have stands before its village: 甲县乙乡丙村.
        let town = TOWNS.iter().find_map(|kind| {
            let end = name.find(kind)? + kind.len();
            let (town, village) = (&name[..end], &name[end..]);
            let spelt = town.chars().count() > 2 && village.chars().count() > 2 && lexicon.word(town).is_none();
            (spelt && village.ends_with(VILLAGE)).then_some(town)
        });
        town.into_iter().for_each(|it| known.add(it, Kind::Town));
        let name = town.map_or(name, |it| &name[it.len()..]);
        let kind = ["\u{81ea}\u{7136}\u{6751}", "\u{884c}\u{653f}\u{6751}"].iter().any(|it| name.ends_with(it));
        if let Some(stem) = name.strip_suffix("\u{7247}\u{533a}").filter(|it| (3..=5).contains(&it.chars().count())) {
            known.add(stem, Kind::Place);
        }
        // A name of one character must be no word with its kind, 乙村, and stand alone too.
        let short = || {
            let stem = name.char_indices().nth(1).map_or("", |it| &name[..it.0]);
            lexicon.word(name).is_none() && !generic.has(stem) && text.matches(name).count() > 2
        };
        let named = match name.chars().count() {
            2 => short(),
            length => (3..=6).contains(&length),
        };
        if name.ends_with("\u{6751}") && named && !kind {
            known.add(name, Kind::Place);
        }
    }
    for chunk in unlisted() {
        let name = &text[chunk.span.clone()];
        // A verb before a village that is known makes no village of its own.
        let known_end = name.char_indices().skip(1).any(|(at, _)| known.get(&name[at..]).is_some_and(is_place));
        if known_end {
            continue;
        }
        for kind in ["\u{81ea}\u{7136}\u{6751}", "\u{6751}", "\u{7247}\u{533a}"] {
            if let Some(stem) = name.strip_suffix(kind) {
                if chunk.rule == "place.own-name" && (3..=5).contains(&stem.chars().count()) {
                    known.add(stem, Kind::Place);
                    known.add(name, Kind::Place);
                }
                break;
            }
        }
    }
}

/// Tells whether a number of Han characters begins the name of a village behind its town: 甲镇五家村.
pub fn begins(gazetteer: &Gazetteer, text: &str, number: &Span) -> bool {
    const COUNTER: char = '\u{4e2a}';
    const LONGEST: usize = 6;
    let mut before = text[..number.start].char_indices().rev().take(LONGEST);
    text[number.end..].starts_with(VILLAGE)
        && !text[number.clone()].ends_with(COUNTER)
        && before.any(|(at, _)| gazetteer.is_town(&text[at..number.start]))
}
