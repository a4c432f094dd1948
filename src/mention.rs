//! Mentions: the stretches of an article that name something, outermost names only.
use std::collections::BTreeSet;

use crate::article::Article;
use crate::chunk::{Chunk, Chunker};
use crate::entity::Class;
use crate::gazetteer::Gazetteer;
use crate::lexicon::Lexicon;
use crate::segment::{Kind, Known, Segmenter, Token, is_han};
use crate::text::Span;
use crate::words::Words;
use crate::work::Works;

/// A sentence cut into tokens, with the names found in it.
#[derive(Clone, Debug, Default)]
pub struct Marked {
    /// Where, in bytes of the article's text.
    pub span: Span,
    /// Its words and names.
    pub tokens: Vec<Token>,
    /// Its outermost names, by start.
    pub chunks: Vec<Chunk>,
}

/// Where an article is set: the division that it is about, and those above and named in it.
#[derive(Clone, Debug, Default)]
pub struct Setting {
    /// The code of the division that the article is about: a county, or what is above where no
    /// county is named or given.
    pub home: Option<String>,
    /// The codes of the divisions that the article names, most often named first.
    pub named: Vec<String>,
}

/// Finds the names in the sentences of an article, in two passes: what the first finds for certain
/// (who bears a title, which county is spoken of) helps the second.
pub fn mark(
    words: &Words,
    lexicon: &Lexicon,
    gazetteer: &Gazetteer,
    article: &Article,
    sentences: &[Span],
    fixed: &[Token],
) -> (Vec<Marked>, Setting) {
    let segmenter = Segmenter::new(words, lexicon, gazetteer);
    let text = article.text.as_str();
    let mut known = Known::default();
    for author in &article.authors {
        known.add(&text[author.clone()].replace(' ', ""), Kind::Person);
    }
    let given = article.home.as_deref().and_then(|it| home_given(gazetteer, it));
    if let Some(code) = &given {
        learn_division(gazetteer, code, &mut known);
    }
    let first: Vec<Vec<Token>> = sentences.iter().map(|it| segmenter.cut(text, it, fixed, &known)).collect();
    let setting = setting(gazetteer, text, &first, given);
    for code in setting.home.iter().chain(&setting.named) {
        learn_division(gazetteer, code, &mut known);
    }
    learn_places(lexicon, gazetteer, text, &setting, &first, &mut known);
    learn_people(words, text, &first, &mut known);
    let chunker = Chunker::new(words);
    for tokens in &first {
        learn_villages(text, &chunker.find(text, tokens), &mut known);
    }
    let works = Works::new(words, &chunker);
    let marked = sentences.iter().map(|span| {
        let tokens = segmenter.cut(text, span, fixed, &known);
        let mut chunks = chunker.find(text, &tokens);
        chunks.retain(|it| !stray(gazetteer, text, it, &setting, &known));
        chunks.extend(works.find(text, &tokens));
        let people = tokens.iter().filter(|it| it.kind == Kind::Person);
        chunks.extend(people.map(|it| Chunk { span: it.span.clone(), class: Class::Person, rule: "person.name" }));
        Marked { span: span.clone(), chunks: outermost(chunks), tokens }
    });
    (marked.collect(), setting)
}

/// Returns the titles in book quotes of a text, quotes and all, as tokens. One inside another is part of it.
pub fn titles(text: &str) -> Vec<Token> {
    let mut res = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (i, it) in text.char_indices() {
        match it {
            '\u{300a}' => open.push(i),
            '\u{300b}' => {
                if let Some(start) = open.pop().filter(|_| open.is_empty()) {
                    res.push(Token { span: start..i + it.len_utf8(), kind: Kind::Title });
                }
            }
            '\n' => open.clear(),
            _ => {}
        }
    }
    res
}

/// Tells whether a place is the short form of a county that nothing else in the article speaks of:
/// more likely a common word.
fn stray(gazetteer: &Gazetteer, text: &str, chunk: &Chunk, setting: &Setting, known: &Known) -> bool {
    let name = &text[chunk.span.clone()];
    if chunk.class != Class::Place || known.get(name).is_some() {
        return false;
    }
    let mut divisions = gazetteer.divisions(name).filter(|it| it.last == u16::MAX).peekable();
    let near = |code: &str| {
        setting.home.iter().any(|it| it.get(..2) == code.get(..2))
            || setting.named.iter().filter(|it| it.ends_with("00")).any(|it| lies_in(code, it))
    };
    divisions.peek().is_some() && divisions.all(|it| it.level == 3 && it.short == name && !near(&it.code))
}

/// Keeps of overlapping names the longest; of equally long ones the one whose class stands first.
fn outermost(mut chunks: Vec<Chunk>) -> Vec<Chunk> {
    const ORDER: [Class; 7] = [
        Class::Document,
        Class::Event,
        Class::Project,
        Class::Program,
        Class::Organization,
        Class::Place,
        Class::Person,
    ];
    let rank = |class: Class| ORDER.iter().position(|it| *it == class).unwrap_or(ORDER.len());
    chunks.sort_by_key(|it| (std::cmp::Reverse(it.span.len()), rank(it.class), it.span.start));
    let mut kept: Vec<Chunk> = Vec::new();
    for chunk in chunks {
        if kept.iter().all(|it| it.span.end <= chunk.span.start || chunk.span.end <= it.span.start) {
            kept.push(chunk);
        }
    }
    kept.sort_by_key(|it| it.span.start);
    kept
}

/// Finds the division that was given as the paper's home, by code or name.
fn home_given(gazetteer: &Gazetteer, home: &str) -> Option<String> {
    if gazetteer.division(home).is_some() {
        return Some(home.to_owned());
    }
    gazetteer.divisions(home).max_by_key(|it| it.last).map(|it| it.code.clone())
}

/// Decides where an article is set: the division named most often, counties before what is above them.
fn setting(gazetteer: &Gazetteer, text: &str, sentences: &[Vec<Token>], given: Option<String>) -> Setting {
    let mut counts: Vec<(String, usize, usize)> = Vec::new();
    let mut above: Vec<String> = Vec::new();
    let divisions = sentences.iter().flatten().filter(|it| it.kind == Kind::Division);
    for token in divisions {
        let name = &text[token.span.clone()];
        let mut candidates: Vec<&str> = gazetteer.divisions(name).map(|it| it.code.as_str()).collect();
        candidates.sort_unstable();
        candidates.dedup();
        let inside = |code: &&&str| above.iter().any(|it| lies_in(code, it));
        let code = match candidates.as_slice() {
            [] => continue,
            [only] => (*only).to_owned(),
            several => several.iter().find(inside).or(several.first()).map_or(String::new(), |it| (*it).to_owned()),
        };
        if !above.contains(&code) {
            above.push(code.clone());
        }
        match counts.iter_mut().find(|it| it.0 == code) {
            Some(it) => it.1 += 1,
            None => counts.push((code, 1, token.span.start)),
        }
    }
    counts.sort_by_key(|it| (std::cmp::Reverse(it.1), it.2));
    let level = |code: &str| gazetteer.division(code).map_or(0, |it| it.level);
    let total: usize = counts.iter().map(|it| it.1).sum();
    let county = counts.iter().find(|it| level(&it.0) == 3 && it.1 * 5 >= total);
    let home = given.or_else(|| county.or(counts.first()).map(|it| it.0.clone()));
    Setting { home, named: counts.into_iter().map(|it| it.0).collect() }
}

/// Tells whether the division of one code lies in that of another, by the codes alone.
pub fn lies_in(code: &str, above: &str) -> bool {
    let stem = above.trim_end_matches('0');
    let stem = if stem.len() % 2 == 1 && above.len() == 6 { &above[..stem.len() + 1] } else { stem };
    code != above && code.starts_with(stem)
}

/// Makes the names of a division and of those above it known, in full and in short.
fn learn_division(gazetteer: &Gazetteer, code: &str, known: &mut Known) {
    let mut code = Some(code.to_owned());
    while let Some(division) = code.as_deref().and_then(|it| gazetteer.division(it)) {
        known.add(&division.name, Kind::Division);
        if !division.short.is_empty() {
            known.add(&division.short, Kind::Division);
            for (kind, level) in [("\u{81ea}\u{6cbb}\u{53bf}", "\u{53bf}"), ("\u{81ea}\u{6cbb}\u{5dde}", "\u{5dde}")] {
                if division.name.ends_with(kind) {
                    known.add(&format!("{}{level}", division.short), Kind::Division);
                }
            }
        }
        code = gazetteer.parent(&division.code);
    }
}

/// Makes the towns and villages of the county known in which the article is set, and the short
/// forms of the towns that it names.
fn learn_places(lexicon: &Lexicon, gazetteer: &Gazetteer, text: &str, setting: &Setting, sentences: &[Vec<Token>], known: &mut Known) {
    let named: BTreeSet<&str> = sentences
        .iter()
        .flatten()
        .filter(|it| it.kind == Kind::Town)
        .map(|it| &text[it.span.clone()])
        .collect();
    for name in named {
        if let Some(short) = town_short(name) {
            known.add(short, Kind::Place);
        }
    }
    let counties = setting.home.iter().chain(&setting.named).filter(|it| !it.ends_with("00"));
    for code in counties.take(4) {
        let Some(county) = gazetteer.county(code) else { continue };
        let mut towns: Vec<&String> = county.towns.keys().collect();
        towns.sort_unstable();
        for town in towns {
            known.add(town, Kind::Town);
            let short = town_short(town).filter(|it| lexicon.word(it).is_none_or(|it| it.weight < RARE));
            if let Some(short) = short.filter(|it| text.contains(*it)) {
                known.add(short, Kind::Place);
            }
            if let Some(printed) = misprint(text, town) {
                known.add(&printed, Kind::Place);
            }
        }
        let mut villages: Vec<&String> = county.villages.keys().collect();
        villages.sort_unstable();
        for village in villages.into_iter().filter(|it| it.chars().count() > 1) {
            for kind in ["\u{6751}", "\u{793e}\u{533a}"] {
                let name = format!("{village}{kind}");
                if text.contains(&name) {
                    known.add(&name, Kind::Place);
                }
            }
        }
    }
}

/// The weight below which a word of the lexicon is rare enough to be a town's short form instead.
const RARE: f32 = -13.5;

/// Returns how an article prints a town's name where it always prints another first character, at
/// least twice: `从罗峪镇` for `丛罗峪镇`.
fn misprint(text: &str, town: &str) -> Option<String> {
    let first = town.chars().next()?;
    let rest = &town[first.len_utf8()..];
    if rest.chars().count() < 3 || text.contains(town) {
        return None;
    }
    let mut before = text.match_indices(rest).map(|(i, _)| text[..i].chars().next_back());
    let other = before.next()??;
    let same = before.next().is_some_and(|it| it == Some(other)) && before.all(|it| it == Some(other));
    (same && is_han(other)).then(|| format!("{other}{rest}"))
}

/// Returns a town's name without its kind, where two characters or more are left.
pub fn town_short(name: &str) -> Option<&str> {
    let short = ["\u{8857}\u{9053}", "\u{9547}", "\u{4e61}", "\u{82cf}\u{6728}"].iter().find_map(|it| name.strip_suffix(it))?;
    (short.chars().count() > 1).then_some(short)
}

/// Makes known the villages that are named with their kind, also without it where the name is long enough.
fn learn_villages(text: &str, chunks: &[Chunk], known: &mut Known) {
    for chunk in chunks.iter().filter(|it| it.class == Class::Place && it.rule != "place.gazetteer") {
        let name = &text[chunk.span.clone()];
        for kind in ["\u{81ea}\u{7136}\u{6751}", "\u{6751}"] {
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

/// Makes known the people who are named beside a title, a role or a verb of speech.
fn learn_people(words: &Words, text: &str, sentences: &[Vec<Token>], known: &mut Known) {
    let title = words.list("title");
    let role = words.list("role");
    let speech = words.list("speech");
    for tokens in sentences {
        for token in tokens.iter().filter(|it| it.kind == Kind::Person) {
            let before = &text[..token.span.start];
            let after = &text[token.span.end..];
            let beside = title.suffix(before).is_some() || role.suffix(before).is_some() || speech.prefix(after).is_some();
            if beside || before.chars().next_back().is_none_or(|it| !is_han(it)) {
                known.add(&text[token.span.clone()], Kind::Person);
            }
        }
    }
}
