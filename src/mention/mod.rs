//! Mentions: the stretches of an article that name something, outermost names only.
pub mod foreign;
pub mod person;
pub mod chunk;
pub mod landscape;
pub mod firm;
pub mod village;
pub mod work;
pub mod naming;
use std::collections::{BTreeMap, BTreeSet};

use crate::article::Article;
use crate::entity::Class;
use crate::gazetteer::{Division, Gazetteer};
use crate::lexicon::{Lexicon, Tag};
use crate::mention::chunk::list::LISTED_PLACE;
use crate::mention::chunk::{Chunk, Chunker};
use crate::mention::work::Works;
use crate::segment::{Kind, Known, Segmenter, Token, is_han};
use crate::text::Span;
use crate::words::{Beginnings, Words};

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
    /// The short names of the firms that the article names in full, with the full ones as printed.
    pub firms: BTreeMap<String, String>,
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
    let fixed = &fixed_names(words, lexicon, gazetteer, text, fixed);
    let mut known = Known::default();
    for author in &article.authors {
        known.add(&text[author.clone()].replace(' ', ""), Kind::Person);
    }
    let given = article.home.as_deref().and_then(|it| home_given(gazetteer, it));
    if let Some(code) = &given {
        learn_division(gazetteer, code, &mut known);
    }
    let first: Vec<Vec<Token>> = sentences.iter().map(|it| segmenter.cut(text, it, fixed, &known, &[])).collect();
    let mut setting = setting(gazetteer, text, &first, given);
    for code in setting.home.iter().chain(&setting.named) {
        learn_division(gazetteer, code, &mut known);
    }
    learn_places(lexicon, gazetteer, text, &setting, &first, &mut known);
    let people = person::learn(words, lexicon, text, &first, &mut known);
    let brands = brands(words, text);
    let chunker = Chunker::new(words);
    let named: Vec<Vec<Chunk>> = first.iter().map(|it| chunker.find(text, it)).collect();
    village::learn(words, lexicon, text, &first, &named, &mut known);
    landscape::learn(words, lexicon, text, &first, &named, &mut known);
    firm::groups(words, text, &first).iter().for_each(|it| known.add(it, Kind::Firm));
    setting.firms = firm::short_names(words, lexicon, gazetteer, text, &first, &named);
    setting.firms.keys().for_each(|it| known.add(it, Kind::Firm));
    let works = Works::new(words, &chunker);
    let bylines = article.bylines.iter().map(|span| {
        let tokens = segmenter.cut(text, span, fixed, &known, &[]);
        // Where a report was sent from stands before its day.
        let media = chunker.find(text, &tokens).into_iter();
        let media = media.filter(|it| it.class == Class::Organization || it.rule == "place.gazetteer");
        let people = article.authors.iter().filter(|it| span.start <= it.start && it.end <= span.end);
        let people = people.map(|it| Chunk { span: it.clone(), class: Class::Person, rule: "person.byline" });
        let chunks = outermost(media.chain(people).collect());
        Marked { span: span.clone(), tokens, chunks }
    });
    let bylines: Vec<Marked> = bylines.collect();
    let marked = sentences.iter().zip(first.iter().zip(named)).map(|(span, (earlier, named))| {
        let tokens = segmenter.cut(text, span, fixed, &known, earlier);
        let mut chunks = if tokens == *earlier { named } else { chunker.find(text, &tokens) };
        chunks.iter_mut().for_each(|it| unlisted(gazetteer, text, it, &tokens));
        chunks.retain(|it| !stray(gazetteer, text, it, &tokens, &setting, &known));
        chunks.extend(works.find(text, &tokens));
        // An honour is no place, and nothing in its name is named.
        let honours: Vec<Span> =
            chunks.iter().filter(|it| is_honour(words, text, it)).map(|it| it.span.clone()).collect();
        let inside = |it: &Span| honours.iter().any(|honour| honour.start <= it.start && it.end <= honour.end);
        chunks.retain(|it| !inside(&it.span));
        let named = tokens.iter().filter(|it| it.kind == Kind::Person);
        let named = named.filter(|it| people.holds(text, &it.span));
        for brand in &brands {
            let found =
                text[span.clone()].match_indices(brand).map(|(i, _)| span.start + i..span.start + i + brand.len());
            chunks.extend(found.map(|span| Chunk { span, class: Class::Program, rule: "program.brand" }));
        }
        chunks.extend(named.map(|it| Chunk { span: it.span.clone(), class: Class::Person, rule: "person.name" }));
        Marked { span: span.clone(), chunks: outermost(chunks), tokens }
    });
    let mut marked: Vec<Marked> = marked.chain(bylines).collect();
    marked.sort_by_key(|it| it.span.start);
    (marked, setting)
}

/// Takes the numbers out that are part of a place's name, 五里镇, and puts the names of people in that are written by sound.
fn fixed_names(words: &Words, lexicon: &Lexicon, gazetteer: &Gazetteer, text: &str, fixed: &[Token]) -> Vec<Token> {
    let mile = words.list("mile_tail");
    let in_place = |token: &Token| {
        let here = &text[token.span.start..];
        let mut characters = here.chars();
        let (Some(first), Some(second)) = (characters.next(), characters.next()) else { return false };
        let number = matches!(token.kind, Kind::Quantity(_)) && is_han(first);
        let mut lengths = if number { gazetteer.lengths([first, second]) } else { 0 };
        let name = &text[token.span.clone()];
        while lengths != 0 {
            let length = lengths.trailing_zeros() as usize;
            lengths &= lengths - 1;
            let end = here.char_indices().nth(length).map_or(here.len(), |it| it.0);
            let piece = &here[..end];
            let full = || gazetteer.is_town(piece) || gazetteer.divisions(piece).any(|it| it.name == piece);
            let short = || gazetteer.divisions(piece).any(|it| text.contains(it.name.as_str()));
            if piece.chars().count() == length && piece.len() >= name.len() && (full() || short()) {
                return true;
            }
        }
        number
            && (name.ends_with(MILE) && mile.prefix(&text[token.span.end..]).is_some()
                || in_word(lexicon, text, &token.span)
                || village::begins(gazetteer, text, &token.span))
    };
    let mut res: Vec<Token> = fixed.iter().filter(|it| !in_place(it)).cloned().collect();
    let masked = person::masked(words, lexicon, text);
    res.retain(|it| masked.iter().all(|name| it.span.end <= name.span.start || name.span.end <= it.span.start));
    let nicknames = person::nicknames(words, lexicon, text);
    for name in foreign::names(words, lexicon, text).into_iter().chain(masked).chain(nicknames) {
        let at = res.partition_point(|it| it.span.end <= name.span.start);
        if res.get(at).is_none_or(|it| name.span.end <= it.span.start) {
            res.insert(at, name);
        }
    }
    res
}

/// Tells whether a number of Han characters stands inside a noun that begins before it: 红十字会.
fn in_word(lexicon: &Lexicon, text: &str, number: &Span) -> bool {
    const LONGEST: usize = 5;
    let Some((start, _)) = text[..number.start].char_indices().next_back() else { return false };
    let ends = text[start..].char_indices().map(|it| start + it.0).skip(2).take(LONGEST).chain([text.len()]);
    let noun = |end: usize| {
        let word = lexicon.word(&text[start..end]);
        word.is_some_and(|it| matches!(it.tag, Tag::Noun | Tag::Other))
    };
    ends.filter(|end| *end >= number.end && end - start <= LONGEST * 3).any(noun)
}

/// What parts clauses, and the members of a list.
const CLAUSE: [char; 5] = ['\u{ff0c}', '\u{3002}', '\u{ff1b}', '\u{ff1a}', '\n'];
const LIST: char = '\u{3001}';
const AND_SO_ON: char = '\u{7b49}';
const MILE: char = '\u{91cc}';

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
fn stray(gazetteer: &Gazetteer, text: &str, chunk: &Chunk, tokens: &[Token], setting: &Setting, known: &Known) -> bool {
    let name = &text[chunk.span.clone()];
    if chunk.class != Class::Place || chunk.rule == LISTED_PLACE || known.get(name).is_some() {
        return false;
    }
    let mut divisions = gazetteer.divisions(name).filter(|it| it.last == u16::MAX).peekable();
    let near = |code: &str| {
        setting.home.iter().any(|it| it.get(..2) == code.get(..2))
            || setting.named.iter().filter(|it| it.ends_with("00")).any(|it| lies_in(code, it))
    };
    let before = &tokens[..tokens.partition_point(|it| it.span.end <= chunk.span.start)];
    let cut = is_cut_off(text, before, chunk.span.start);
    let short = gazetteer.is_division(name) && gazetteer.divisions(name).all(|it| it.name != name);
    (divisions.peek().is_some() || short)
        && divisions.all(|it| it.level == 3 && it.short == name && (cut || !near(&it.code)))
}

/// Tells whether a name at `start` stands right behind a character that is no word: it is the end of a longer name then,
/// 甲乙川 is not 乙川.
fn is_cut_off(text: &str, before: &[Token], start: usize) -> bool {
    before.last().is_some_and(|it| {
        let single = text[it.span.clone()].chars().nth(1).is_none();
        it.span.end == start && single && matches!(it.kind, Kind::Unknown | Kind::Word(Tag::PlaceName))
    })
}

/// Tells whether what looks like a zone is an honour in a list of them: 成为全国文明县、甲省示范区.
fn is_honour(words: &Words, text: &str, chunk: &Chunk) -> bool {
    let name = &text[chunk.span.clone()];
    let zone = chunk.rule == "place.composed" && words.list("honour_zone").suffix(name).is_some();
    let (before, after) = (&text[..chunk.span.start], text[chunk.span.end..].chars().next());
    let start = before.char_indices().rev().find(|it| CLAUSE.contains(&it.1)).map_or(0, |(at, it)| at + it.len_utf8());
    let clause = before[start..].split(LIST).next().unwrap_or_default();
    let becomes = words.list("honour_becomes");
    zone && after.is_none_or(|it| [LIST, AND_SO_ON].contains(&it) || CLAUSE.contains(&it))
        && (becomes.suffix(&before[start..]).is_some()
            || before.ends_with(LIST) && clause.char_indices().any(|it| becomes.prefix(&clause[it.0..]).is_some()))
}

/// Gives a county that the gazetteer does not know, 乙县, its level: the short form alone is that of another division.
fn unlisted(gazetteer: &Gazetteer, text: &str, chunk: &mut Chunk, tokens: &[Token]) {
    let last = tokens.partition_point(|it| it.span.end <= chunk.span.end);
    let (Some(short), Some(level)) = (last.checked_sub(1).map(|it| &tokens[it]), tokens.get(last)) else { return };
    if chunk.class == Class::Place
        && short.kind == Kind::Division
        && gazetteer.is_unlisted(&text[short.span.clone()], &text[level.span.clone()])
    {
        chunk.span.end = level.span.end;
        chunk.rule = "place.unlisted";
    }
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
    let tokens = sentences.iter().flat_map(|it| it.iter().enumerate().map(move |(at, token)| (&it[..at], token)));
    for (before, token) in tokens.filter(|it| it.1.kind == Kind::Division) {
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
        // A county in short is only counted beside its own province or prefecture: too many are common words.
        let full = gazetteer.divisions(name).any(|it| it.name == name)
            || gazetteer.division(&code).is_some_and(|it| it.level < 3);
        let near = above.iter().any(|it| it.get(..2) == code.get(..2));
        if !full && (!near || is_cut_off(text, before, token.span.start)) {
            continue;
        }
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
    Setting { home, named: counts.into_iter().map(|it| it.0).collect(), firms: BTreeMap::new() }
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
            for form in autonomous(division) {
                known.add(&form, Kind::Division);
            }
        }
        code = gazetteer.parent(&division.code);
    }
}

/// Returns the short forms of an autonomous county or prefecture that keep its level: 丙丁县, of a long name its
/// first two characters.
pub fn autonomous(division: &Division) -> Vec<String> {
    let kinds = [("\u{81ea}\u{6cbb}\u{53bf}", "\u{53bf}"), ("\u{81ea}\u{6cbb}\u{5dde}", "\u{5dde}")];
    let Some((_, level)) = kinds.iter().find(|it| division.name.ends_with(it.0)) else { return Vec::new() };
    let first: String = division.short.chars().take(2).collect();
    let mut forms = vec![format!("{}{level}", division.short)];
    if division.short.chars().count() > 2 {
        forms.push(format!("{first}{level}"));
    }
    forms
}

/// Makes the towns and villages of the county known in which the article is set, and the short
/// forms of the towns that it names.
fn learn_places(
    lexicon: &Lexicon,
    gazetteer: &Gazetteer,
    text: &str,
    setting: &Setting,
    sentences: &[Vec<Token>],
    known: &mut Known,
) {
    let named: BTreeSet<&str> =
        sentences.iter().flatten().filter(|it| it.kind == Kind::Town).map(|it| &text[it.span.clone()]).collect();
    for name in named {
        if let Some(short) =
            town_short(name).filter(|it| lexicon.word(it).is_none_or(|it| it.weight < RARE || it.tag == Tag::PlaceName))
        {
            known.add(short, Kind::Place);
        }
    }
    let counties = setting.home.iter().chain(&setting.named).filter(|it| !it.ends_with("00"));
    let mut pairs = Beginnings::with_room(text.len() / 3);
    text.chars().zip(text.chars().skip(1)).for_each(|(first, second)| pairs.add_pair([first, second]));
    for code in counties.take(4) {
        let Some(county) = gazetteer.county(code) else { continue };
        county.short_towns.keys().for_each(|it| known.add(it, Kind::Town));
        for town in county.towns.keys() {
            known.add(town, Kind::Town);
            let short = town_short(town)
                .filter(|it| lexicon.word(it).is_none_or(|it| it.weight < RARE || it.tag == Tag::PlaceName));
            if let Some(short) = short.filter(|it| may_hold(&pairs, it) && text.contains(*it)) {
                known.add(short, Kind::Place);
            }
            // 甲街 is how some cities call 甲街道.
            if let Some(street) = town.strip_suffix(ROAD).filter(|it| it.chars().count() > 3 && text.contains(*it)) {
                known.add(street, Kind::Place);
            }
            if let Some(printed) = misprint(text, &pairs, town) {
                known.add(&printed, Kind::Place);
            }
        }
        for kind in ["\u{6751}", "\u{793e}\u{533a}"] {
            for (end, _) in text.match_indices(kind) {
                let starts = text[..end].char_indices().rev().map(|it| it.0).take(county.longest_village);
                for village in starts.skip(1).map(|it| &text[it..end]).filter(|it| county.villages.contains_key(*it)) {
                    known.add(&text[end - village.len()..end + kind.len()], Kind::Place);
                    if village.chars().count() > 2 {
                        known.add(village, Kind::Place);
                    }
                }
            }
        }
    }
}

/// Tells whether a text may hold a word: it holds each pair of characters that the word is made of.
fn may_hold(pairs: &Beginnings, word: &str) -> bool {
    word.chars().zip(word.chars().skip(1)).all(|(first, second)| pairs.lengths([first, second]) != 0)
}

/// The weight below which a word of the lexicon is rare enough to be a town's short form instead.
const RARE: f32 = -13.5;

/// Returns how an article prints a town's name where it always prints another first character, at
/// least twice or behind a mark: a homophone, or a variant of the character.
fn misprint(text: &str, pairs: &Beginnings, town: &str) -> Option<String> {
    let first = town.chars().next()?;
    let rest = &town[first.len_utf8()..];
    if rest.chars().count() < 3 || !may_hold(pairs, rest) || text.contains(town) {
        return None;
    }
    let first = text.find(rest)?;
    let other = text[..first].chars().next_back()?;
    let edge = text[..first - other.len_utf8()].chars().next_back().is_none_or(|it| !is_han(it));
    let mut before = text.match_indices(rest).map(|(i, _)| text[..i].chars().next_back());
    let same = before.all(|it| it == Some(other)) && (edge || text.matches(rest).count() > 1);
    (same && is_han(other)).then(|| format!("{other}{rest}"))
}

/// Returns a town's name without its kind, where two characters or more are left.
pub fn town_short(name: &str) -> Option<&str> {
    let short =
        ["\u{8857}\u{9053}", "\u{9547}", "\u{4e61}", "\u{82cf}\u{6728}"].iter().find_map(|it| name.strip_suffix(it))?;
    // Without its level a township of a people has the name of the people.
    (short.chars().count() > 1 && !short.ends_with('\u{65cf}')).then_some(short)
}

/// The second character of what subdistricts are called.
const ROAD: char = '\u{9053}';

/// Characters that make a quotation a phrase, not a name.
const PHRASE: [char; 6] = ['\u{7684}', '\u{4e3a}', '\u{662f}', '\u{4e0d}', '\u{4e86}', '\u{8981}'];

/// Returns what an article puts in quotation marks and names again: brands and schemes.
fn brands<'t>(words: &Words, text: &'t str) -> BTreeSet<&'t str> {
    let head = words.list("brand_head");
    let verb = words.list("brand_verb");
    let mut res = BTreeSet::new();
    let mut rest = 0;
    while let Some(open) = text[rest..].find('\u{201c}').map(|it| rest + it + '\u{201c}'.len_utf8()) {
        let Some(close) = text[open..].find('\u{201d}').map(|it| open + it) else { break };
        rest = close;
        let name = &text[open..close];
        let length = name.chars().count();
        let plain = name.chars().all(|it| is_han(it) || it.is_ascii_digit())
            && name.chars().filter(|it| is_han(*it)).count() > 1;
        let phrase = name.contains(PHRASE);
        let after = &text[close + '\u{201d}'.len_utf8()..];
        let before = &text[..open - '\u{201c}'.len_utf8()];
        if !(3..=8).contains(&length) || !plain || phrase {
            continue;
        }
        let headed = head.prefix(after).is_some() || head.suffix(name).is_some();
        let called = headed || verb.suffix(before).is_some();
        if called && text.matches(name).count() > (if headed { 1 } else { 2 }) {
            res.insert(name);
        }
    }
    res
}
