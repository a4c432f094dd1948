//! Divisions: what short and full names of provinces, prefectures and counties weigh, and where they end.
use super::{COMMON, DIVISION, LIST, Segmenter};
use crate::gazetteer::Division;
use crate::lexicon::{Tag, Word};

/// People, the walls of a town and its districts: with the level before them they are words.
const SHARES_LEVEL: [char; 3] = ['\u{6c11}', '\u{57ce}', '\u{533a}'];
/// What the names of towns and villages end in, and of the districts that there were.
const SETTLED: [char; 4] = ['\u{9547}', '\u{4e61}', '\u{6751}', '\u{533a}'];
/// The most characters of a division's short name in a list.
const LONGEST_SHORT: usize = 4;
/// The head of a division, 县长, and the seat of a province.
const HEAD: char = '\u{957f}';
const CAPITAL: [char; 2] = ['\u{7701}', '\u{4f1a}'];
/// The weight of a division's short name.
const SHORT_DIVISION: f32 = -11.5;

impl Segmenter<'_> {
    /// Weighs a name of a division, `word` if that is what else it is; none where it is no division, or a short
    /// form that is a common word.
    pub(super) fn division(
        &self,
        piece: &str,
        word: Option<Word>,
        text: &str,
        start: usize,
        run_start: usize,
    ) -> Option<f32> {
        if !self.gazetteer.is_division(piece) {
            return None;
        }
        // The lexicon's own weight of the same name must not win over it.
        let at_least = |weight: f32| Some(word.map_or(weight, |it| weight.max(it.weight + 0.1)));
        if self.gazetteer.divisions(piece).any(|it| it.name == piece) {
            // A county name of two characters may be the end of one word and the start of another.
            let short = piece.chars().count() == 2;
            let inside = short && start > run_start && (self.ends_word(text, start, piece) || self.common(piece));
            return if inside { None } else { at_least(if short { DIVISION - 1.0 } else { DIVISION }) };
        }
        match word {
            _ if self.homonym.has(piece) => None,
            Some(word) if word.tag == Tag::PlaceName || self.gazetteer.is_prefecture(piece) => at_least(SHORT_DIVISION),
            Some(_) => at_least(SHORT_DIVISION).filter(|_| self.behind_parent(piece, &text[..start])),
            None => at_least(SHORT_DIVISION - 2.0),
        }
    }

    /// Tells whether the province or prefecture of a division stands right before its short name, 甲省乙, or another
    /// division of the province in a list, 甲、乙.
    fn behind_parent(&self, piece: &str, before: &str) -> bool {
        let listed = before.strip_suffix(LIST).is_some_and(|list| {
            let starts = list.char_indices().rev().map(|it| it.0).take(LONGEST_SHORT).skip(1);
            let provinces = |name: &str| self.gazetteer.divisions(name).map(|it| it.code[..2].to_owned()).collect();
            let here: Vec<String> = provinces(piece);
            let near = |name: &str| {
                let there: Vec<String> = provinces(name);
                there.iter().any(|it| here.contains(it))
            };
            starts.map(|it| &list[it..]).any(near)
        });
        if listed {
            return true;
        }
        let called = |it: &Division| before.ends_with(it.short.as_str()) || before.ends_with(it.name.as_str());
        self.gazetteer.divisions(piece).any(|it| {
            let parents = [2, 4].map(|length| it.code.get(..length).map(|stem| format!("{stem:0<6}")));
            parents
                .iter()
                .flatten()
                .filter(|code| **code != it.code)
                .any(|code| self.gazetteer.division(code).is_some_and(|it| !it.short.is_empty() && called(it)))
        })
    }

    /// Tells whether the level that a place's name ends in begins the next word: 甲市民 are the 市民 of 甲, 甲县城 its
    /// 县城.
    pub(super) fn shares_level(&self, piece: &str, after: &str) -> bool {
        let mut characters = after.chars();
        let (Some(level), Some(next)) = (piece.chars().next_back(), characters.next()) else { return false };
        let word = |parts: [char; 2]| self.lexicon.word(&String::from_iter(parts)).is_some();
        if [level, next] == CAPITAL {
            let city = characters.as_str().char_indices().nth(2).map(|it| &characters.as_str()[..it.0]);
            return city.is_some_and(|it| self.gazetteer.is_prefecture(it));
        }
        // A county of one character keeps its level: 甲县长.
        let head = next == HEAD && piece.chars().nth(2).is_some() && !self.begins_place(after);
        (head || SHARES_LEVEL.contains(&next))
            && word([level, next])
            && !characters.next().is_some_and(|it| word([next, it]))
    }

    /// Tells whether a text begins with the name of a place, whether the gazetteer has it or not.
    fn begins_place(&self, text: &str) -> bool {
        const LONGEST: usize = 6;
        let ends = text.char_indices().map(|it| it.0).chain([text.len()]).skip(2).take(LONGEST - 1);
        ends.map(|end| &text[..end]).any(|it| {
            // 县长到村里 went there.
            let goes = || it.strip_suffix(SETTLED).is_some_and(|it| self.goes.suffix(it).is_some());
            it.ends_with(SETTLED) && !goes() || self.gazetteer.is_division(it) || self.gazetteer.is_town(it)
        })
    }

    /// Tells whether the first character of `piece`, which begins at `start`, ends a common word.
    fn ends_word(&self, text: &str, start: usize, piece: &str) -> bool {
        let first = piece.chars().next().map_or(0, char::len_utf8);
        let before = text[..start].chars().next_back().map_or(0, char::len_utf8);
        self.lexicon.word(&text[start - before..start + first]).is_some_and(|it| it.weight > -13.0)
    }

    /// Tells whether the first character of `piece` is one of the commonest words.
    fn common(&self, piece: &str) -> bool {
        let first = piece.chars().next().and_then(|it| self.lexicon.character(it).0);
        first.is_some_and(|it| it.weight > COMMON)
    }
}
