//! Works: names of programmes, projects, events and documents, found by their heads and quotation marks.
use crate::chunk::{Chunk, Chunker};
use crate::entity::Class;
use crate::lexicon::Tag;
use crate::segment::{Kind, Token, is_han};
use crate::words::{WordList, Words};

/// The word lists that the search for works reads.
pub struct Works<'k> {
    chunker: &'k Chunker<'k>,
    soft: &'k WordList,
    program_head: &'k WordList,
    program_generic: &'k WordList,
    program_scheme: &'k WordList,
    program_fixed: &'k WordList,
    quoted_head: &'k WordList,
    event_head: &'k WordList,
    event_bare: &'k WordList,
    project_head: &'k WordList,
    project_generic: &'k WordList,
    media: &'k WordList,
    national: &'k WordList,
    join: &'k WordList,
    aid: &'k WordList,
}

/// The most tokens that a name is followed to the left.
const REACH: usize = 18;
const OPEN_QUOTE: &str = "\u{201c}";
const CLOSE_QUOTE: &str = "\u{201d}";
const OPEN_BRACKET: &str = "\u{ff08}";
const CLOSE_BRACKET: &str = "\u{ff09}";

impl<'k> Works<'k> {
    /// Takes what it needs of the lists.
    pub fn new(words: &'k Words, chunker: &'k Chunker<'k>) -> Self {
        Self {
            chunker,
            soft: words.list("governing_soft"),
            program_head: words.list("program_head"),
            program_generic: words.list("program_generic"),
            program_scheme: words.list("program_scheme"),
            program_fixed: words.list("program_fixed"),
            quoted_head: words.list("quoted_head"),
            event_head: words.list("event_head"),
            event_bare: words.list("event_bare"),
            project_head: words.list("project_head"),
            project_generic: words.list("project_generic"),
            media: words.list("media_head"),
            national: words.list("national_body"),
            join: words.list("name_join"),
            aid: words.list("aid_word"),
        }
    }

    /// Finds the names of works in a sentence. They may overlap each other and the names of bodies and places.
    pub fn find(&self, text: &str, tokens: &[Token]) -> Vec<Chunk> {
        let mut chunks = Vec::new();
        for end in 1..=tokens.len() {
            let last = &tokens[end - 1];
            let word = &text[last.span.clone()];
            if last.kind == Kind::Title {
                chunks.extend(self.titled(text, last));
                continue;
            }
            if word == CLOSE_QUOTE {
                chunks.extend(self.quoted(text, tokens, end - 1));
            }
            if matches!(last.kind, Kind::Word(_)) {
                chunks.extend(self.scheme(text, tokens, end));
                chunks.extend(self.event(text, tokens, end));
                chunks.extend(self.program(text, tokens, end));
                chunks.extend(self.project(text, tokens, end));
            }
        }
        chunks
    }

    /// A title in book quotes: a document, or a newspaper or station.
    fn titled(&self, text: &str, token: &Token) -> Option<Chunk> {
        let whole = &text[token.span.clone()];
        let quote = whole.chars().next().map_or(0, char::len_utf8);
        let span = token.span.start + quote..token.span.end - quote;
        let name = text.get(span.clone()).filter(|it| !it.is_empty())?;
        let media = self.national.has(name) || self.media.suffix(name).is_some() && name.chars().count() <= 10;
        let class = if media { Class::Organization } else { Class::Document };
        Some(Chunk { span, class, rule: "work.titled" })
    }

    /// Steps left from `start` over what belongs to a name, as `class` allows.
    fn left(&self, text: &str, tokens: &[Token], mut start: usize, event: bool) -> usize {
        let end = start;
        while start > 0 && end - start < REACH {
            let token = &tokens[start - 1];
            let word = &text[token.span.clone()];
            match token.kind {
                Kind::Mark => {
                    let open = match word {
                        CLOSE_QUOTE => open_before(text, tokens, start - 1, OPEN_QUOTE),
                        CLOSE_BRACKET => open_before(text, tokens, start - 1, OPEN_BRACKET).filter(|it| start - it < 6),
                        _ => None,
                    };
                    match open {
                        Some(open) => start = open,
                        None => break,
                    }
                }
                Kind::Division | Kind::Town | Kind::Place | Kind::National | Kind::Latin | Kind::Unknown => start -= 1,
                Kind::Time(_) if event => start -= 1,
                Kind::Quantity(_) if event && is_ordinal(text, token) => start -= 1,
                Kind::Person | Kind::Title | Kind::Quantity(_) | Kind::Time(_) => break,
                Kind::Word(tag) => {
                    // A verb behind a place or body is what it does, not what the thing is called.
                    let subject = start > 1 && tag == Tag::Verb && start < end && match tokens[start - 2].kind {
                        Kind::Division | Kind::Town | Kind::Place | Kind::National => true,
                        Kind::Word(_) => self.chunker.is_organ(&text[tokens[start - 2].span.clone()]),
                        _ => false,
                    };
                    let soft = self.soft.has(word) && !subject;
                    let joins = self.join.has(word) && start > 1 && start < end && {
                        let outer = &tokens[start - 2];
                        matches!(outer.kind, Kind::Word(Tag::Noun | Tag::VerbalNoun | Tag::Verb | Tag::Adjective | Tag::Phrase) | Kind::Unknown)
                            && !self.chunker.governing.has(&text[outer.span.clone()])
                    };
                    if !soft && !joins && (self.chunker.stops(word, token) || tag == Tag::Time) {
                        break;
                    }
                    start -= 1;
                }
            }
        }
        // What governs the name is not part of it.
        while start < end {
            let token = &tokens[start];
            let word = &text[token.span.clone()];
            let verb = match token.kind {
                Kind::Word(tag) => {
                    self.join.has(word)
                        || matches!(tag, Tag::Adverb | Tag::Preposition | Tag::Conjunction | Tag::Pronoun | Tag::Direction)
                        || self.soft.has(word) && tag == Tag::Verb && start + 1 < end && !self.inner_verb(text, tokens, start)
                }
                _ => false,
            };
            if !verb {
                break;
            }
            start += 1;
        }
        start
    }

    /// Tells whether the verb at `at` begins a name rather than governs it: two verbs in a row, as in `决战完胜`.
    fn inner_verb(&self, text: &str, tokens: &[Token], at: usize) -> bool {
        matches!(tokens[at + 1].kind, Kind::Word(Tag::Verb)) && self.soft.has(&text[tokens[at + 1].span.clone()])
    }

    /// `光伏扶贫`, `易地扶贫搬迁`, and the schemes of the whole country.
    fn scheme(&self, text: &str, tokens: &[Token], end: usize) -> Option<Chunk> {
        let stop = tokens[end - 1].span.end;
        for count in (1..=5).rev().filter(|it| *it <= end) {
            let span = tokens[end - count].span.start..stop;
            let name = &text[span.clone()];
            let aid = self.aid.suffix(name).is_some_and(|aid| self.program_scheme.has(&name[..name.len() - aid.len()]));
            if self.program_fixed.has(name) || aid {
                return Some(Chunk { span, class: Class::Program, rule: "program.scheme" });
            }
        }
        None
    }

    /// A quotation with what follows it: `“头雁”工程`.
    fn quoted(&self, text: &str, tokens: &[Token], close: usize) -> Option<Chunk> {
        let open = open_before(text, tokens, close, OPEN_QUOTE)?;
        let after = &text[tokens[close].span.end..];
        let head = self.quoted_head.prefix(after)?;
        let inside = tokens[close].span.start - tokens[open].span.end;
        if inside == 0 || inside > 90 {
            return None;
        }
        let start = self.left(text, tokens, open, false);
        let span = tokens[start].span.start..tokens[close].span.end + head.len();
        Some(Chunk { span, class: Class::Program, rule: "program.quoted" })
    }

    fn event(&self, text: &str, tokens: &[Token], end: usize) -> Option<Chunk> {
        let (head, first) = head_at(self.event_head, text, tokens, end)?;
        let start = self.left(text, tokens, first, true);
        let inner = text[tokens[start].span.start..tokens[first].span.start].trim();
        let length = inner.chars().filter(|it| is_han(*it)).count();
        let parts = tokens[start..first].iter().map(|it| &text[it.span.clone()]);
        let specific = parts.clone().filter(|it| !self.program_generic.has(it)).count();
        let quoted = inner.contains(OPEN_QUOTE);
        let enough = if self.event_bare.has(head) { quoted || specific >= 1 && length >= 4 } else { specific >= 1 && length >= 2 };
        let span = tokens[start].span.start..tokens[end - 1].span.end;
        enough.then_some(Chunk { span, class: Class::Event, rule: "event.head" })
    }

    fn program(&self, text: &str, tokens: &[Token], end: usize) -> Option<Chunk> {
        let (_, first) = head_at(self.program_head, text, tokens, end)?;
        let start = self.left(text, tokens, first, false);
        let inner = text[tokens[start].span.start..tokens[first].span.start].trim();
        let length = inner.chars().filter(|it| is_han(*it)).count();
        let parts = tokens[start..first].iter().map(|it| &text[it.span.clone()]);
        let specific = parts.filter(|it| !self.program_generic.has(it)).count();
        let span = tokens[start].span.start..tokens[end - 1].span.end;
        (specific >= 1 && length >= 4).then_some(Chunk { span, class: Class::Program, rule: "program.head" })
    }

    fn project(&self, text: &str, tokens: &[Token], end: usize) -> Option<Chunk> {
        let (_, first) = head_at(self.project_head, text, tokens, end)?;
        let start = self.left(text, tokens, first, false);
        let inner = &tokens[start..first];
        let named = inner.iter().any(|it| match it.kind {
            Kind::Division | Kind::Town | Kind::Place | Kind::Unknown => true,
            Kind::Word(tag) => tag == Tag::PlaceName,
            _ => false,
        });
        let length: usize = inner.iter().map(|it| text[it.span.clone()].chars().count()).sum();
        let specific = inner.iter().filter(|it| !self.project_generic.has(&text[it.span.clone()])).count();
        let mut close = end;
        // A phase in brackets belongs to the name.
        if end < tokens.len() && &text[tokens[end].span.clone()] == OPEN_BRACKET {
            let last = tokens.len().min(end + 6);
            close = (end..last).find(|&it| &text[tokens[it].span.clone()] == CLOSE_BRACKET).map_or(end, |it| it + 1);
        }
        let span = tokens[start].span.start..tokens[close - 1].span.end;
        (named && specific >= 1 && length >= 2).then_some(Chunk { span, class: Class::Project, rule: "project.head" })
    }
}

/// Returns the longest head of the list that ends before token `end`, and the token at which it begins.
fn head_at<'t>(heads: &WordList, text: &'t str, tokens: &[Token], end: usize) -> Option<(&'t str, usize)> {
    let stop = tokens[end - 1].span.end;
    let longest = (1..=4.min(end)).rev().find_map(|count| {
        let first = end - count;
        let whole = &text[tokens[first].span.start..stop];
        heads.has(whole).then_some((whole, first))
    });
    longest
}

/// Returns where the quotation or bracket that closes at `close` opens.
fn open_before(text: &str, tokens: &[Token], close: usize, open: &str) -> Option<usize> {
    (0..close).rev().take(40).find(|&it| &text[tokens[it].span.clone()] == open)
}

/// Tells whether a quantity is an ordinal that names an event: `第五届`.
fn is_ordinal(text: &str, token: &Token) -> bool {
    text[token.span.clone()].starts_with('\u{7b2c}')
}
