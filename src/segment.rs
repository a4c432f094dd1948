//! Segmentation: a sentence cut into words, names of people and places, and what was found before.
//!
//! The cut is the likeliest path through a lattice (Viterbi) whose edges are the words of the
//! lexicon, the names of the gazetteer, the names that the article is known to use, and every
//! stretch that could be a person's name, weighed by how names are made and by the words around.
mod division;

use rustc_hash::FxHashSet;

use crate::dictionary::Dictionary;
use crate::gazetteer::Gazetteer;
use crate::lexicon::{Lexicon, Tag, UNKNOWN, Word};
use crate::text::Span;
use crate::words::{Beginnings, WordList, Words};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A word of the lexicon, or a Han character that is none.
    Word(Tag),
    /// A Han character that the lexicon does not know.
    Unknown,
    /// A division of the gazetteer, in full or in short.
    Division,
    /// A town of the gazetteer, in full.
    Town,
    /// A name that the article is known to use for a place: a village, or a town in short.
    Place,
    /// A person's name.
    Person,
    /// A quantity, by its number.
    Quantity(usize),
    /// A time expression, by its number.
    Time(usize),
    /// A title in book quotes, quotes and all.
    Title,
    /// A body or medium of the whole country.
    National,
    /// The short name of a firm that the article names in full.
    Firm,
    /// Letters and digits.
    Latin,
    /// A punctuation mark or a blank.
    Mark,
}

/// A word or name of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Where, in bytes of the article's text.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
}

/// Names that one article is known to use, found in it or implied by where it is set.
#[derive(Clone, Debug, Default)]
pub struct Known {
    names: Dictionary<Kind>,
    /// What looks like a person's name and is none.
    denied: FxHashSet<String>,
    beginnings: Beginnings,
}

impl Known {
    /// Adds a name. A person stays a person.
    pub fn add(&mut self, name: &str, kind: Kind) {
        self.beginnings.add(name);
        let known = self.names.entry(name, || kind);
        if kind == Kind::Person {
            *known = kind;
        }
    }

    /// Adds what looks like a person's name and is none.
    pub fn deny(&mut self, name: &str) {
        self.beginnings.add(name);
        self.denied.insert(name.to_owned());
    }

    /// Tells whether it looks like a person's name and is none.
    fn denies(&self, name: &str) -> bool {
        !self.denied.is_empty() && self.denied.contains(name)
    }

    /// Tells whether one of the names stands in a text, or what looks like one.
    fn stands_in(&self, text: &str) -> bool {
        let mut second = text.char_indices().skip(1);
        text.char_indices().any(|(start, first)| {
            let Some((middle, second)) = second.next() else { return false };
            let lengths = self.beginnings.lengths([first, second]);
            let mut ends =
                text[middle..].char_indices().map(|(i, it)| middle + i + it.len_utf8()).zip(2..=Beginnings::LONGEST);
            lengths != 0
                && ends.any(|(end, length)| {
                    let name = &text[start..end];
                    lengths >> length & 1 == 1 && (self.names.get(name).is_some() || self.denies(name))
                })
        })
    }

    /// Tells what a name is known as.
    pub fn get(&self, name: &str) -> Option<Kind> {
        self.names.get(name).copied()
    }
}

/// The paths through a run of Han characters; its room is used again for the next run.
#[derive(Default)]
struct Lattice {
    characters: Vec<char>,
    /// Where each character begins, and where the last one ends.
    ends: Vec<usize>,
    /// Of the likeliest path to each place: its weight, where its last word begins, and what that is.
    best: Vec<(f32, usize, Kind)>,
}

impl Lattice {
    /// Begins anew with a run of a text.
    fn start(&mut self, text: &str, run: &Span) {
        self.characters.clear();
        self.ends.clear();
        for (at, character) in text[run.clone()].char_indices() {
            self.characters.push(character);
            self.ends.push(run.start + at);
        }
        self.ends.push(run.end);
        self.best.clear();
        self.best.resize(self.ends.len(), (f32::NEG_INFINITY, 0, Kind::Unknown));
        self.best[0].0 = 0.0;
    }

    /// Adds a word to the likeliest path to where it begins.
    fn edge(&mut self, from: usize, to: usize, weight: f32, kind: Kind) {
        let weight = self.best[from].0 + weight;
        if weight > self.best[to].0 {
            self.best[to] = (weight, from, kind);
        }
    }

    /// Tells whether a word of at most that weight could make a likelier path.
    fn may_gain(&self, from: usize, to: usize, at_most: f32) -> bool {
        self.best[from].0 + at_most > self.best[to].0
    }

    /// Adds the words of the likeliest path.
    fn walk(&self, tokens: &mut Vec<Token>) {
        let start = tokens.len();
        let mut at = self.characters.len();
        while at > 0 {
            let (_, from, kind) = self.best[at];
            tokens.push(Token { span: self.ends[from]..self.ends[at], kind });
            at = from;
        }
        tokens[start..].reverse();
    }
}

/// The lists and weights that segmentation reads.
pub struct Segmenter<'k> {
    /// Common words.
    pub lexicon: &'k Lexicon,
    /// Places.
    pub gazetteer: &'k Gazetteer,
    title: &'k WordList,
    role: &'k WordList,
    lead: &'k WordList,
    measure: &'k WordList,
    address: &'k WordList,
    function: &'k WordList,
    speech: &'k WordList,
    stop: &'k WordList,
    stop_last: &'k WordList,
    goes: &'k WordList,
    homonym: &'k WordList,
    national: &'k WordList,
    country: &'k WordList,
    settled: &'k WordList,
    village_end: &'k WordList,
    sign: &'k WordList,
    frame: [&'k WordList; 2],
}

/// The weight of a person's name as such, before how it is made and where it stands.
const PERSON: f32 = -6.5;
/// What a rank directly before a name adds.
const AFTER_TITLE: f32 = 7.0;
/// What a word for a kind of person directly before a name adds.
const AFTER_ROLE: f32 = 6.0;
/// What a verb of speech or the like directly behind a name adds.
const BEFORE_SPEECH: f32 = 3.5;
/// What a sentence's edge or a mark beside a name adds.
const BESIDE_MARK: f32 = 1.0;
/// What it adds that nothing but a name of three characters stands between two marks, behind another name of a list.
const LISTED: f32 = 2.0;
const LIST: char = '\u{3001}';
/// What it adds that a given name is a word, between a title and a mark or verb of speech.
const WORDED: f32 = 2.5;
/// The weight of a surname above which a given name that is a word is believed.
const BEARER: f32 = -6.6;
/// What a character that is rare in names takes away.
const STOP_CHARACTER: f32 = -4.0;
/// What it takes away that the surname is the end of a place's name.
const BROKEN: f32 = -8.0;
/// The weight above which a single character is one of the commonest words.
const COMMON: f32 = -7.5;
/// The weight of a surname below which a name needs a title, a role or a mark before it.
const RARE_SURNAME: f32 = -8.0;
/// The weights of full names of the gazetteer, and of names the article is known to use.
const DIVISION: f32 = -9.0;
const TOWN: f32 = -12.0;
const KNOWN: f32 = -8.0;
const NATIONAL: f32 = -10.0;
const TOWNSHIP: char = '\u{4e61}';
const VILLAGE: char = '\u{6751}';
/// From, by, and, towards: surnames too, but rare ones.
const LEADS: [char; 4] = ['\u{4ece}', '\u{7531}', '\u{548c}', '\u{5411}'];
const DOOR: char = '\u{95e8}';
const COMMUNITY: [char; 2] = ['\u{793e}', '\u{533a}'];
const OPEN: [char; 2] = ['\u{201c}', '\u{2018}'];
const CLOSE: [char; 2] = ['\u{201d}', '\u{2019}'];

impl<'k> Segmenter<'k> {
    /// Takes what it needs of the lists.
    pub fn new(words: &'k Words, lexicon: &'k Lexicon, gazetteer: &'k Gazetteer) -> Self {
        Self {
            lexicon,
            gazetteer,
            title: words.list("title"),
            role: words.list("role"),
            lead: words.list("name_lead"),
            measure: words.list("measure_character"),
            address: words.list("address"),
            function: words.list("function_character"),
            speech: words.list("speech"),
            stop: words.list("name_stop_second"),
            stop_last: words.list("name_stop_last"),
            goes: words.list("village_verb"),
            homonym: words.list("division_homonym"),
            national: words.list("national_body"),
            country: words.list("country"),
            settled: words.list("name_settlement"),
            village_end: words.list("village_end"),
            sign: words.list("name_sign"),
            frame: frame(words),
        }
    }

    /// Cuts a stretch of text into tokens. `fixed` are tokens found before, in order and apart; `earlier` are
    /// those of a cut by fewer known names, kept where none of the names stands.
    pub fn cut(&self, text: &str, span: &Span, fixed: &[Token], known: &Known, earlier: &[Token]) -> Vec<Token> {
        let mut tokens = Vec::with_capacity(earlier.len());
        let mut lattice = Lattice::default();
        let mut start = span.start;
        let first = fixed.partition_point(|it| it.span.start < span.start);
        for token in fixed[first..].iter().take_while(|it| it.span.end <= span.end) {
            self.cut_free(text, start..token.span.start, known, earlier, &mut lattice, &mut tokens);
            tokens.push(token.clone());
            start = token.span.end;
        }
        self.cut_free(text, start..span.end, known, earlier, &mut lattice, &mut tokens);
        tokens
    }

    /// Cuts a stretch that holds no fixed token.
    fn cut_free(
        &self,
        text: &str,
        span: Span,
        known: &Known,
        earlier: &[Token],
        lattice: &mut Lattice,
        tokens: &mut Vec<Token>,
    ) {
        let mut rest = span.start;
        while rest < span.end {
            let first = text[rest..].chars().next().unwrap_or(' ');
            let same = |it: char| if is_han(first) { is_han(it) } else { is_latin(first) && is_latin(it) };
            let length: usize = match text[rest..span.end].char_indices().skip(1).find(|it| !same(it.1)) {
                Some((end, _)) if is_han(first) || is_latin(first) => end,
                None if is_han(first) || is_latin(first) => span.end - rest,
                _ => first.len_utf8(),
            };
            let run = rest..rest + length;
            if is_han(first) && !earlier.is_empty() && !known.stands_in(&text[run.clone()]) {
                tokens.extend_from_slice(inside(earlier, &run));
            } else if is_han(first) {
                lattice.start(text, &run);
                self.cut_han(text, run.start, known, lattice);
                lattice.walk(tokens);
            } else {
                let kind = if is_latin(first) { Kind::Latin } else { Kind::Mark };
                tokens.push(Token { span: run, kind });
            }
            rest += length;
        }
    }

    /// Finds the likeliest path through a run of Han characters.
    fn cut_han(&self, text: &str, run_start: usize, known: &Known, lattice: &mut Lattice) {
        let count = lattice.characters.len();
        for from in 0..count {
            lattice.edge(from, from + 1, UNKNOWN, Kind::Unknown);
            let start = lattice.ends[from];
            let (single, surname) = self.lexicon.character(lattice.characters[from]);
            if let Some(word) = single {
                lattice.edge(from, from + 1, word.weight, Kind::Word(word.tag));
            }
            let Some(&second) = lattice.characters.get(from + 1) else { continue };
            let pair = [lattice.characters[from], second];
            let (words, places) = (self.lexicon.lengths(pair), self.gazetteer.lengths(pair));
            let names = known.beginnings.lengths(pair);
            let mut lengths = words | places | names;
            while lengths != 0 {
                let length = lengths.trailing_zeros() as usize;
                lengths &= lengths - 1;
                let to = from + length;
                if to > count {
                    break;
                }
                let end = lattice.ends[to];
                let piece = &text[start..end];
                let among = |lengths: u16| lengths >> length & 1 == 1;
                let word = if among(words) { self.lexicon.word(piece) } else { None };
                let shared = self.shares_level(piece, &text[end..]);
                if let Some(word) = word.filter(|_| !(shared && among(places))) {
                    let country = word.tag == Tag::PlaceName && self.country.has(piece);
                    lattice.edge(from, to, word.weight, if country { Kind::Place } else { Kind::Word(word.tag) });
                }
                if among(names)
                    && let Some(kind) = known.get(piece)
                    && !(shared && is_place(kind))
                {
                    lattice.edge(from, to, KNOWN, kind);
                }
                // The ministry of works is not the department of works: one character tells them apart. And 新华社区 is
                // no agency.
                let longer = text[end..].starts_with(DOOR) || ends_community(piece, &text[end..]);
                if among(words) && self.national.has(piece) && !longer {
                    let weight = word.map_or(NATIONAL, |it| NATIONAL.max(it.weight + 0.1));
                    lattice.edge(from, to, weight, Kind::National);
                }
                if !among(places) || shared {
                    continue;
                }
                if let Some(weight) = self.division(piece, word, text, start, run_start) {
                    lattice.edge(from, to, weight, Kind::Division);
                } else if length >= 3 && self.gazetteer.is_town(piece) && !is_countryside(piece, &text[end..]) {
                    lattice.edge(from, to, TOWN, Kind::Town);
                }
            }
            if let Some(weight) = surname {
                self.people(text, from, 1, (weight, single), known, lattice);
            }
            if words >> 2 & 1 == 1 {
                let double = &text[start..lattice.ends[from + 2]];
                if let Some(weight) = self.lexicon.surname(double) {
                    self.people(text, from, 2, (weight, self.lexicon.word(double)), known, lattice);
                }
            }
        }
    }

    /// Adds the names of people that begin with a surname of one or two characters: its weight, and what else it is.
    fn people(
        &self,
        text: &str,
        from: usize,
        length: usize,
        (surname, word): (f32, Option<Word>),
        known: &Known,
        lattice: &mut Lattice,
    ) {
        let start = lattice.ends[from];
        let common = word.is_some_and(|it| it.weight > COMMON);
        // Behind a title any surname is as good as a common one, if somebody bears it.
        let raised = if common { surname } else { surname.max(RARE_SURNAME) };
        let mut left = None;
        for to in from + length + 1..lattice.ends.len().min(from + length + 3) {
            let given = &text[lattice.ends[from + length]..lattice.ends[to]];
            let name = PERSON + raised + self.lexicon.given(given);
            if !lattice.may_gain(from, to, name + AFTER_TITLE + BEFORE_SPEECH + WORDED) {
                continue;
            }
            let left = *left.get_or_insert_with(|| self.left(&text[..start]));
            let name = if left < AFTER_ROLE { name - raised + surname } else { name };
            // Framed or worded it may gain more.
            if !lattice.may_gain(from, to, name + left.max(AFTER_ROLE) + BEFORE_SPEECH + WORDED) {
                continue;
            }
            let after = &text[lattice.ends[to]..];
            let Some(right) = self.right(after, surname, common, left) else { continue };
            let whole = &text[start..lattice.ends[to]];
            // 记者从甲公司了解到
            if right == 0.0 && whole.starts_with(LEADS) {
                continue;
            }
            // 甲王村 is a village, not a person called so.
            if left < AFTER_ROLE && ends_in(self.settled, given) && self.lexicon.word(whole).is_none() {
                continue;
            }
            // 甲王庄村 too.
            let village = after.char_indices().nth(1).is_some_and(|it| after[it.0..].starts_with(VILLAGE));
            if left < AFTER_TITLE && village && self.village_end.prefix(after).is_some() {
                continue;
            }
            if self.is_none(whole, &text[..start], given, after, left) || known.denies(whole) {
                continue;
            }
            let broken = if left == 0.0 { self.broken(text, start) } else { 0.0 };
            // What is done begins with it, unless it is said behind a title: 部长甲乙坐表示.
            let verb = given.chars().count() > 1
                && ends_in(self.stop_last, given)
                && after.starts_with(is_han)
                && !(left >= AFTER_TITLE && right >= BEFORE_SPEECH && self.acts(given));
            let stops = self.stops(given, left, right) + if verb { STOP_CHARACTER } else { 0.0 };
            // 对甲来说: what stands before and behind tells, where it is no word.
            let framed = || is_framed(&self.frame, &text[..start], after) && self.lexicon.word(whole).is_none();
            let left = if left < AFTER_ROLE && framed() { AFTER_ROLE } else { left };
            let between = left == BESIDE_MARK && right == BESIDE_MARK && whole.chars().count() > 2;
            let listed = if between && self.follows_name(&text[..start]) { LISTED } else { 0.0 };
            // 局长王建设: between a title and a mark or what he does any word may be a given name.
            let worded = left >= AFTER_ROLE && given.chars().count() == 2 && self.lexicon.word(given).is_some();
            let worded = worded && surname > BEARER && !self.title.has(given) && self.lexicon.word(whole).is_none();
            let (worded, stops) = if worded && right > 0.0 { (WORDED, 0.0) } else { (0.0, stops) };
            lattice.edge(from, to, name + left + right + stops + broken + listed + worded, Kind::Person);
        }
    }

    /// Tells whether nothing but what may be a name stands before the comma that a text ends with.
    fn follows_name(&self, before: &str) -> bool {
        let Some(before) = before.strip_suffix(LIST) else { return false };
        let start = before.char_indices().rev().find(|it| !is_han(it.1)).map_or(0, |(at, it)| at + it.len_utf8());
        let run = &before[start..];
        let surname = run.chars().next().and_then(|it| self.lexicon.character(it).1);
        (2..=3).contains(&run.chars().count()) && surname.is_some_and(|it| it > RARE_SURNAME)
    }

    /// Weighs what stands before a person's name.
    fn left(&self, before: &str) -> f32 {
        if self.title.suffix(before).is_some() {
            AFTER_TITLE
        } else if [self.role, self.lead, self.sign].iter().any(|it| it.suffix(before).is_some()) {
            AFTER_ROLE
        } else if before.chars().next_back().is_none_or(|it| !is_han(it)) {
            BESIDE_MARK
        } else {
            0.0
        }
    }

    /// Weighs what stands behind a person's name, where it may be one at all; `left` is the weight of what stands
    /// before, `common` tells that the surname is one of the commonest words.
    fn right(&self, after: &str, surname: f32, common: bool, left: f32) -> Option<f32> {
        let right = if self.speech.prefix(after).is_some() {
            BEFORE_SPEECH
        } else if after.chars().next().is_none_or(|it| !is_han(it)) {
            BESIDE_MARK
        } else {
            0.0
        };
        if left < AFTER_TITLE && surname < RARE_SURNAME && right == 0.0 {
            return None;
        }
        let weak = surname < RARE_SURNAME && (left == 0.0 || right < BEFORE_SPEECH) || surname < -6.5 && common;
        (left >= AFTER_ROLE || !weak).then_some(right)
    }

    /// Tells whether what looks like a name is none: an address, a word of time, a word in quotation marks, or what
    /// a number behind it measures, 路基宽.
    fn is_none(&self, whole: &str, before: &str, given: &str, after: &str, left: f32) -> bool {
        let quoted = left < AFTER_ROLE && before.ends_with(OPEN) && after.starts_with(CLOSE);
        let measure = after.starts_with(|it: char| it.is_ascii_digit()) && ends_in(self.measure, given);
        let day = || self.lexicon.word(whole).is_some_and(|it| it.tag == Tag::Time);
        self.address.has(given) || quoted || measure || day()
    }

    /// Weighs the characters of a given name that are rare in names; between a title and a verb of speech only
    /// words of grammar are none of the name.
    fn stops(&self, given: &str, left: f32, right: f32) -> f32 {
        let mut buffer = [0; 4];
        let stops = given.chars().filter(|it| self.stop.has(it.encode_utf8(&mut buffer))).count();
        let between = left >= AFTER_TITLE && right >= BEFORE_SPEECH;
        if stops == 1 && between && ends_in(self.stop, given) && !ends_in(self.function, given) {
            return 0.0;
        }
        f32::from(u8::try_from(stops).unwrap_or(2)) * STOP_CHARACTER
    }

    /// Tells whether the last character of a word is a verb.
    fn acts(&self, word: &str) -> bool {
        let last = word.chars().next_back().and_then(|it| self.lexicon.character(it).0);
        last.is_some_and(|it| it.tag == Tag::Verb)
    }

    /// Weighs that the surname at `start` may be the end of a province's short name, and so none.
    fn broken(&self, text: &str, start: usize) -> f32 {
        let before = text[..start].chars().next_back().map_or(0, char::len_utf8);
        let first = text[start..].chars().next().map_or(0, char::len_utf8);
        if before > 0 && self.gazetteer.is_division(&text[start - before..start + first]) { BROKEN } else { 0.0 }
    }
}

/// Tells whether the level of a town begins the word for countryside.
fn is_countryside(piece: &str, after: &str) -> bool {
    let (level, next) = (piece.chars().next_back(), after.chars().next());
    level == Some(TOWNSHIP) && next == Some(VILLAGE)
}

/// Returns the words between which people are named, those before and those behind.
pub fn frame(words: &Words) -> [&WordList; 2] {
    [words.list("name_frame_before"), words.list("name_frame_behind")]
}

/// Tells whether somebody may be named between what stands before and behind: 对甲来说.
pub fn is_framed(frame: &[&WordList; 2], before: &str, after: &str) -> bool {
    frame[1].prefix(after).is_some() && frame[0].suffix(before).is_some()
}

/// Tells whether the last character of a name begins the word for a community.
fn ends_community(piece: &str, after: &str) -> bool {
    COMMUNITY.map(Some) == [piece.chars().next_back(), after.chars().next()]
}

/// Tells whether the last character of a word is in a list.
fn ends_in(list: &WordList, word: &str) -> bool {
    word.chars().next_back().is_some_and(|it| list.has(it.encode_utf8(&mut [0; 4])))
}

/// Returns the tokens that lie in a span.
pub fn inside<'t>(tokens: &'t [Token], span: &Span) -> &'t [Token] {
    let start = tokens.partition_point(|it| it.span.start < span.start);
    let end = tokens.partition_point(|it| it.span.end <= span.end);
    &tokens[start..end.max(start)]
}

/// Tells whether a token of that kind is a place.
pub fn is_place(kind: Kind) -> bool {
    matches!(kind, Kind::Division | Kind::Town | Kind::Place)
}

/// Tells whether a character is a Han character.
pub fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '\u{3007}')
}

/// Tells whether a character is a letter or digit of another script.
pub fn is_latin(character: char) -> bool {
    // Most others are the marks of Chinese texts.
    !matches!(character, '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{ff00}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}')
        && !is_han(character)
        && character.is_alphanumeric()
}
