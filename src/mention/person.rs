//! People: whom an article surely names, and what only looks like the name of a person.
use std::collections::{BTreeMap, BTreeSet};

use crate::lexicon::Lexicon;
use crate::segment::{Kind, Known, Token, frame, is_framed, is_han};
use crate::text::Span;
use crate::words::{WordList, Words};

/// How sure it is that a name is a person's, by what stands beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Proof {
    /// Nothing tells of a person.
    None,
    /// What stands behind may stand behind a person.
    Behind,
    /// A clause begins with the name, or a list goes on with it.
    Before,
    /// A rank, a role, or a verb of speech.
    Sure,
}

/// The word lists that tell of a person.
struct Signs<'k> {
    title: &'k WordList,
    role: &'k WordList,
    lead: &'k WordList,
    speech: &'k WordList,
    /// What tells that the name of somebody follows.
    sign: &'k WordList,
    /// What somebody is called behind the name.
    elder: &'k WordList,
    /// What somebody is named between.
    frame: [&'k WordList; 2],
    /// Behind these a name is that of a place or a body.
    head: [&'k WordList; 4],
}

/// The people of an article.
pub struct People<'k> {
    signs: Signs<'k>,
    /// The names that something tells to be a person's.
    proved: BTreeSet<String>,
}

/// Marks before a word that is quoted, not before a person.
const OPEN: [char; 4] = ['\u{201c}', '\u{2018}', '\u{300a}', '\u{b7}'];

/// Marks behind what is quoted, and the most characters of a phrase before what looks like a name there.
const CLOSE: [char; 3] = ['\u{201d}', '\u{2019}', '\u{300b}'];
const QUOTED: usize = 4;

/// To say, to call, to take a photograph.
const SAYS: [char; 3] = ['\u{8bf4}', '\u{79f0}', '\u{6444}'];

/// Makes known the people who are named beside a title, a role or a verb of speech, and denies that those are people of
/// whom nothing in the article tells so.
pub fn learn<'k>(
    words: &'k Words,
    lexicon: &Lexicon,
    text: &str,
    sentences: &[Vec<Token>],
    known: &mut Known,
) -> People<'k> {
    let signs = Signs {
        title: words.list("title"),
        role: words.list("role"),
        lead: words.list("name_lead"),
        speech: words.list("speech"),
        sign: words.list("name_sign"),
        elder: words.list("name_tail"),
        frame: frame(words),
        head: [
            words.list("place_head"),
            words.list("body_own_head"),
            words.list("natural_head"),
            words.list("name_not_before"),
        ],
    };
    let mut proofs: BTreeMap<&str, Proof> = BTreeMap::new();
    let mut headed = BTreeSet::new();
    for token in sentences.iter().flatten().filter(|it| it.kind == Kind::Person) {
        let (before, name, after) = (&text[..token.span.start], &text[token.span.clone()], &text[token.span.end..]);
        // Who wrote the article is known.
        let author = known.get(name) == Some(Kind::Person);
        let proof = proofs.entry(name).or_insert(if author { Proof::Sure } else { Proof::None });
        *proof = signs.proof(before, after).max(*proof);
        if signs.head.iter().any(|it| it.prefix(after).is_some()) {
            headed.insert(name);
        }
    }
    for name in proofs.keys().copied().collect::<Vec<_>>() {
        // What stands behind a name at every place belongs to it.
        let whole = proofs.keys().find(|it| it.chars().count() == 3 && it.starts_with(name)).copied();
        let whole = whole.filter(|it| text.matches(name).count() == text.matches(it).count());
        if name.chars().count() == 2
            && proofs[name] == Proof::Sure
            && let Some(whole) = whole.or_else(|| signs.continued(lexicon, text, name))
        {
            proofs.remove(name);
            known.deny(name);
            proofs.insert(whole, Proof::Sure);
        }
    }
    let regions = words.list("region_word");
    let mut proved = BTreeSet::new();
    for (&name, &proof) in &proofs {
        let length = name.chars().count();
        let short = length == 2;
        // A verb behind a name that is found alone too is no part of it.
        let prefix = name.char_indices().nth(2).and_then(|(at, _)| proofs.get(&name[..at]));
        let alone = |short: &str| text.matches(short).count() > text.matches(name).count();
        let longer = length == 3
            && prefix.is_some_and(|it| *it >= Proof::Before && *it >= proof)
            && name.char_indices().nth(2).is_some_and(|(at, _)| alone(&name[..at]));
        let place = known.get(name).is_some_and(|it| it != Kind::Person);
        let sure = match proof {
            _ if longer => false,
            Proof::Sure => true,
            _ if regions.prefix(name).is_some() => false,
            // By its length it is written by sound.
            _ if length > 4 => true,
            Proof::Before => !headed.contains(name),
            Proof::Behind => !headed.contains(name) && !short,
            Proof::None => false,
        };
        if !sure {
            known.deny(name);
            continue;
        }
        proved.insert(name.to_owned());
        if proof == Proof::Sure || !place {
            known.add(name, Kind::Person);
        }
    }
    People { signs, proved }
}

impl People<'_> {
    /// Tells whether what looks like a name there is that of a person of the article, or surely somebody's.
    pub fn holds(&self, text: &str, span: &Span) -> bool {
        let (before, after) = (&text[..span.start], &text[span.end..]);
        self.proved.contains(&text[span.clone()]) || self.signs.proof(before, after) == Proof::Sure
    }
}

impl Signs<'_> {
    /// Returns a name of two characters with the third that stands behind it wherever it is named, twice or more, and
    /// begins no word there.
    fn continued<'t>(&self, lexicon: &Lexicon, text: &'t str, name: &str) -> Option<&'t str> {
        let at = text.find(name)?;
        let third = text[at + name.len()..].chars().next().filter(|it| is_han(*it))?;
        let goes_on = |after: &str| {
            let word = after.char_indices().nth(2).and_then(|(end, _)| lexicon.word(&after[..end]));
            let tail = [self.speech, self.title, self.elder].into_iter().chain(self.head);
            after.starts_with(third) && word.is_none() && tail.into_iter().all(|it| it.prefix(after).is_none())
        };
        let mut places = text.match_indices(name).map(|(at, _)| &text[at + name.len()..]);
        let whole = places.clone().count() > 1 && places.all(goes_on);
        whole.then(|| &text[at..at + name.len() + third.len_utf8()])
    }

    /// Tells how surely a name is a person's between the words before it and those behind.
    fn proof(&self, before: &str, after: &str) -> Proof {
        let titled = [self.title, self.role, self.lead, self.sign].iter().any(|it| it.suffix(before).is_some());
        let says = self.speech.prefix(after);
        if titled
            || is_framed(&self.frame, before, after)
            || says.is_some_and(|it| it.chars().count() > 1 || it.starts_with(SAYS))
        {
            return Proof::Sure;
        }
        if self.title.prefix(after).is_some() || self.elder.prefix(after).is_some() {
            return Proof::Sure;
        }
        let begins = |it: char| !is_han(it) && !it.is_alphanumeric() && !OPEN.contains(&it);
        if before.chars().next_back().is_none_or(begins) {
            return Proof::Before;
        }
        // “三甲乙丙”: the end of what is quoted.
        let quoted = after.starts_with(CLOSE) && before.chars().rev().take(QUOTED).any(|it| OPEN.contains(&it));
        let ends = says.is_some() || !quoted && after.chars().next().is_none_or(|it| !is_han(it));
        if ends { Proof::Behind } else { Proof::None }
    }
}

/// Stands for a given name that is kept back.
const SOMEBODY: char = '\u{67d0}';
/// The weight of a surname below which it is rarely one before that.
const COMMON: f32 = -7.0;

/// Returns the names that keep the given name back, a surname and 'somebody', in order.
pub fn masked(words: &Words, lexicon: &Lexicon, text: &str) -> Vec<Token> {
    let before = [words.list("title"), words.list("role"), words.list("name_lead"), words.list("name_sign")];
    let (speech, function) = (words.list("speech"), words.list("function_character"));
    let mut res: Vec<Token> = Vec::new();
    for (at, _) in text.match_indices(SOMEBODY) {
        let Some(surname) = text[..at].chars().next_back() else { continue };
        let start = at - surname.len_utf8();
        let common = lexicon.character(surname).1.is_some_and(|it| it > COMMON);
        if !common || function.has(&text[start..at]) || res.last().is_some_and(|it| start < it.span.end) {
            continue;
        }
        let rest = text[at..].trim_start_matches(SOMEBODY);
        let digit = rest.chars().next().filter(char::is_ascii_digit).map_or(0, char::len_utf8);
        let end = text.len() - rest.len() + digit;
        let after = &text[end..];
        let whole = digit > 0 || text[at..end].chars().count() > 1;
        let open = |it: Option<char>| it.is_none_or(|it| !is_han(it));
        let left =
            open(text[..start].chars().next_back()) || before.iter().any(|it| it.suffix(&text[..start]).is_some());
        let right = open(after.chars().next()) || speech.prefix(after).is_some();
        let number = after.starts_with(|it: char| it.is_ascii_digit());
        if left && (right || whole) && text[at..end].chars().count() < 4 && !number {
            res.push(Token { span: start..end, kind: Kind::Person });
        }
    }
    res
}

/// The weight of a surname that somebody bears, before a word for the old or near.
const BORNE: f32 = -10.0;
/// What stands before a surname in what somebody is called: little, old.
const CALLED: [char; 3] = ['\u{5c0f}', '\u{8001}', '\u{963f}'];

/// Returns the names that somebody is called by instead of the given name, 小贺 or 童大爷, in order: somewhere such a
/// name stands alone before a verb of speech or behind a title, or again and again where a clause begins.
pub fn nicknames(words: &Words, lexicon: &Lexicon, text: &str) -> Vec<Token> {
    let (speech, function) = (words.list("speech"), words.list("function_character"));
    let kin = words.list("nick_tail");
    let before = [words.list("title"), words.list("role")];
    let borne = |it: char| lexicon.character(it).1.is_some_and(|it| it > BORNE);
    let ends = |after: &str| {
        let next = after.chars().next();
        next.is_none_or(|it| !is_han(it) || function.has(it.encode_utf8(&mut [0; 4]))) || speech.prefix(after).is_some()
    };
    let mut sure: BTreeSet<&str> = BTreeSet::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, first) in text.char_indices() {
        let Some(second) = text[at + first.len_utf8()..].chars().next() else { break };
        let called = CALLED.contains(&first);
        let tail = if called { None } else { kin.prefix(&text[at + first.len_utf8()..]) };
        let length = match tail {
            Some(tail) if borne(first) => first.len_utf8() + tail.len(),
            None if called && borne(second) => first.len_utf8() + second.len_utf8(),
            _ => continue,
        };
        let name = &text[at..at + length];
        let after = &text[at + length..];
        let says = speech.prefix(after).is_some_and(|it| it.starts_with(SAYS) || it.chars().count() > 1);
        let open = text[..at].chars().next_back().is_none_or(|it| !is_han(it));
        let titled = before.iter().any(|it| it.suffix(&text[..at]).is_some());
        if lexicon.word(name).is_some() {
            continue;
        }
        // Or again and again, where a clause begins with it.
        let alone = counts.entry(name).or_insert(0);
        *alone += usize::from(called && open && ends(after));
        if open && says || titled && ends(after) || *alone > 0 && text.matches(name).count() > 4 - (*alone).min(2) {
            sure.insert(name);
        }
    }
    let mut res: Vec<Token> = Vec::new();
    for name in sure {
        for (at, _) in text.match_indices(name) {
            // 小龙虾 is another word.
            let whole = &text[at..];
            let longer =
                |count: usize| whole.char_indices().nth(count).is_some_and(|it| lexicon.word(&whole[..it.0]).is_some());
            let free = name.chars().count() == 2 && counts[name] > 0 && !longer(3) && !longer(4);
            if free || ends(&text[at + name.len()..]) {
                res.push(Token { span: at..at + name.len(), kind: Kind::Person });
            }
        }
    }
    res.sort_by_key(|it| it.span.start);
    res
}
