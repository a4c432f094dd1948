//! Names of people that are written by sound: with a dot inside, or of the parts that Tibetan, Mongol, Uyghur and
//! Kazakh names are made of.
use rustc_hash::FxHashSet;

use crate::lexicon::Lexicon;
use crate::segment::{Kind, Token, is_han};
use crate::text::Span;
use crate::words::{WordList, Words};

/// The dots that stand inside such names.
const DOTS: [char; 3] = ['\u{b7}', '\u{2022}', '\u{30fb}'];
/// The shortest and the longest name without a dot, in characters.
const SHORTEST: usize = 3;
const LONGEST: usize = 8;
/// The most characters of a rank that are looked at.
const RANK: usize = 2;
/// The longest part on one side of a dot.
const PART: usize = 7;
/// The weight of a surname from which on a name of four characters and more may be the Chinese name and a word.
const COMMON: f32 = -8.0;

/// What the search reads.
struct Search<'k> {
    lexicon: &'k Lexicon,
    part: &'k WordList,
    before: [&'k WordList; 3],
    behind: &'k WordList,
    /// Behind such a word a name by sound is that of a place or a body.
    head: [&'k WordList; 3],
    characters: FxHashSet<char>,
}

/// Returns the names by sound of a text, in order and apart.
pub fn names(words: &Words, lexicon: &Lexicon, text: &str) -> Vec<Token> {
    let search = Search {
        lexicon,
        part: words.list("foreign_part"),
        before: [words.list("title"), words.list("role"), words.list("name_lead")],
        behind: words.list("speech"),
        head: [words.list("place_head"), words.list("body_own_head"), words.list("level")],
        characters: words.list("foreign_character").firsts().collect(),
    };
    let mut res = Vec::new();
    let mut run: Option<Span> = None;
    let mut covered = 0; // How far the known parts reach.
    for (at, character) in text.char_indices().chain([(text.len(), ' ')]) {
        covered = covered.max(search.part.prefix(&text[at..]).map_or(0, |it| at + it.len()));
        let sound = at < covered || search.characters.contains(&character);
        if sound || run.is_some() && DOTS.contains(&character) {
            let start = run.map_or(at, |it| it.start);
            run = Some(start..at + character.len_utf8());
        } else if let Some(mut run) = run.take() {
            // The last characters of a rank may be among those by which sounds are written.
            let within = text[run.clone()].char_indices().map(|it| run.start + it.0).skip(1).take(RANK);
            run.start = within.filter(|&it| search.begins(text, it)).last().unwrap_or(run.start);
            let name = search.name(text, run);
            res.extend(name.map(|span| Token { span, kind: Kind::Person }));
        }
    }
    res
}

impl Search<'_> {
    /// Tells whether a name begins there, behind a rank, a role or the like.
    fn begins(&self, text: &str, start: usize) -> bool {
        self.before.iter().any(|it| it.suffix(&text[..start]).is_some())
    }

    /// Returns the name in a run of characters by which sounds are written, if it holds one.
    fn name(&self, text: &str, run: Span) -> Option<Span> {
        let whole = &text[run.clone()];
        let length = whole.chars().count();
        if length < SHORTEST {
            return None;
        }
        let titled = self.begins(text, run.start);
        let edge = text[..run.start].chars().next_back().is_none_or(|it| !is_han(it));
        if whole.contains(DOTS) {
            let end = self.edge(text, &run)?;
            let mut parts = text[run.start..end].split(DOTS).map(|it| it.chars().count());
            let first = parts.next().unwrap_or(0);
            let fits = (1..=PART).contains(&first) && parts.all(|it| (1..=PART).contains(&it));
            return (fits && (titled || edge || first > 1) && text[run.start..end].contains(DOTS))
                .then_some(run.start..end);
        }
        let end = self.edge(text, &run)?;
        let name = &text[run.start..end];
        let length = name.chars().count();
        let parts = name.char_indices().find_map(|(at, _)| Some((at, self.parts(&name[at..])?)));
        if let Some((at, count)) = parts
            && count > 1
            && (at == 0 || !titled)
        {
            return Some(run.start + at..end);
        }
        let surname = name.chars().next().and_then(|it| self.lexicon.character(it).1);
        let chinese = surname.is_some_and(|it| length == SHORTEST || it > COMMON);
        let known = parts.is_some() || self.part.prefix(name).is_some();
        let enough = titled && (known || !chinese) && self.ends_before(&text[end..]);
        (enough && (SHORTEST..=LONGEST).contains(&length)).then_some(run.start..end)
    }

    /// Returns how many known parts a name is made of, if it is made of them alone.
    fn parts(&self, name: &str) -> Option<usize> {
        let mut rest = name;
        let mut count = 0;
        while !rest.is_empty() {
            rest = &rest[self.part.prefix(rest)?.len()..];
            count += 1;
        }
        Some(count)
    }

    /// Returns where a name that begins the run ends: before the last word that may follow one, else with the run.
    fn edge(&self, text: &str, run: &Span) -> Option<usize> {
        let ends = text[run.clone()].char_indices().map(|it| run.start + it.0).skip(SHORTEST);
        let dotted = text[run.clone()].rfind(DOTS).map_or(0, |it| run.start + it);
        let end = ends.chain([run.end]).filter(|&it| it > dotted && self.ends_before(&text[it..])).last();
        let end = end.unwrap_or(run.end);
        let after = &text[end..];
        let placed = self.head.iter().any(|it| it.prefix(after).is_some());
        (!placed).then_some(end)
    }

    /// Tells whether a name may end before these words.
    fn ends_before(&self, after: &str) -> bool {
        after.chars().next().is_none_or(|it| !is_han(it)) || self.behind.prefix(after).is_some()
    }
}
