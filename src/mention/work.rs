//! Works: names of programmes, projects, events and documents, found by their heads and quotation marks.
mod event;
mod quoted;

use crate::entity::Class;
use crate::lexicon::Tag;
use crate::mention::chunk::{Chunk, Chunker};
use crate::segment::{Kind, Token, is_han, is_place};
use crate::words::{WordList, Words};

/// The word lists that the search for works reads.
pub struct Works<'k> {
    chunker: &'k Chunker<'k>,
    soft: &'k WordList,
    program_head: &'k WordList,
    program_generic: &'k WordList,
    program_scheme: &'k WordList,
    program_fixed: &'k WordList,
    program_local: &'k WordList,
    quoted_head: &'k WordList,
    event_head: &'k WordList,
    event_bare: &'k WordList,
    event_fixed: &'k WordList,
    event_govern: &'k WordList,
    event_on: &'k WordList,
    event_shown: &'k WordList,
    event_now: &'k WordList,
    project_head: &'k WordList,
    project_generic: &'k WordList,
    bare: &'k WordList,
    counter: &'k WordList,
    weak: &'k WordList,
    part: &'k WordList,
    media: &'k WordList,
    national: &'k WordList,
    join: &'k WordList,
    aid: &'k WordList,
    name_verb: &'k WordList,
    event_verb: &'k WordList,
    scheme_tail: &'k WordList,
    build_verb: &'k WordList,
    place_head: &'k WordList,
    deed: &'k WordList,
    document_head: &'k WordList,
    made: &'k WordList,
    trial: &'k WordList,
    started: &'k WordList,
    far: &'k WordList,
    site: &'k WordList,
    whole: &'k WordList,
    first: &'k WordList,
    idea: &'k WordList,
    brand: &'k WordList,
    rarely: &'k WordList,
    carry: &'k WordList,
    lead: &'k WordList,
    body_own: &'k WordList,
    complement: &'k WordList,
    level: &'k WordList,
    help: &'k WordList,
    now: &'k WordList,
    ground: &'k WordList,
}

/// The most tokens that a name is followed to the left.
const REACH: usize = 18;
/// The numbers that slogans are made of: hundred, thousand, ten thousand.
const ROUND: [char; 3] = ['\u{767e}', '\u{5343}', '\u{4e07}'];
const COMMITTEE: &str = "\u{59d4}";
const OPEN_QUOTE: &str = "\u{201c}";
const CLOSE_QUOTE: &str = "\u{201d}";
const OPEN_INNER: &str = "\u{2018}";
const CLOSE_INNER: &str = "\u{2019}";
const ARTICLES: char = '\u{6761}';
const LIST_MARK: &str = "\u{3001}";
const YEAR: char = '\u{5e74}';
const AND_SO_ON: &str = "\u{7b49}";
const ORDINAL: char = '\u{7b2c}';
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
            program_local: words.list("program_local"),
            counter: words.list("project_counter"),
            weak: words.list("program_weak_head"),
            part: words.list("project_part"),
            quoted_head: words.list("quoted_head"),
            event_head: words.list("event_head"),
            event_bare: words.list("event_bare"),
            event_fixed: words.list("event_fixed"),
            event_govern: words.list("event_govern"),
            event_on: words.list("event_on"),
            event_shown: words.list("event_shown"),
            event_now: words.list("event_now"),
            project_head: words.list("project_head"),
            project_generic: words.list("project_generic"),
            bare: words.list("project_bare"),
            media: words.list("media_head"),
            national: words.list("national_body"),
            join: words.list("name_join"),
            aid: words.list("aid_word"),
            name_verb: words.list("name_verb"),
            event_verb: words.list("event_verb"),
            scheme_tail: words.list("scheme_tail"),
            build_verb: words.list("build_verb"),
            place_head: words.list("place_head"),
            deed: words.list("deed"),
            document_head: words.list("document_head"),
            made: words.list("program_made"),
            trial: words.list("program_trial"),
            started: words.list("program_started"),
            far: words.list("program_far"),
            site: words.list("quoted_site"),
            whole: words.list("quoted_whole"),
            first: words.list("body_class_inside"),
            idea: words.list("idea_head"),
            brand: words.list("brand_head"),
            rarely: words.list("join_rarely"),
            carry: words.list("carry_out"),
            lead: words.list("place_lead"),
            body_own: words.list("body_own_head"),
            complement: words.list("complement"),
            level: words.list("level"),
            help: words.list("help_verb"),
            now: words.list("time_now"),
            ground: words.list("building_ground"),
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
            if matches!(last.kind, Kind::Word(_) | Kind::Unknown | Kind::Quantity(_) | Kind::Time(_) | Kind::Division) {
                chunks.extend(self.fixed_event(text, tokens, end - 1));
            }
            if word == CLOSE_QUOTE || word == CLOSE_INNER {
                chunks.extend(self.quoted(text, tokens, end - 1));
            }
            // A doctrine may be called after somebody.
            if matches!(last.kind, Kind::Time(_) | Kind::Person) {
                chunks.extend(self.scheme(text, tokens, end - 1));
            }
            if matches!(last.kind, Kind::Word(_)) {
                chunks.extend(self.scheme(text, tokens, end - 1));
                chunks.extend(self.event(text, tokens, end));
                chunks.extend(self.program(text, tokens, end).or_else(|| self.local(text, tokens, end)));
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
        let event = name.chars().count() > 4 && self.event_shown.suffix(name).is_some();
        let class = if media {
            Class::Organization
        } else if event {
            Class::Event
        } else {
            Class::Document
        };
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
                Kind::Division
                | Kind::Town
                | Kind::Place
                | Kind::National
                | Kind::Firm
                | Kind::Latin
                | Kind::Unknown => start -= 1,
                Kind::Time(_) if !event && self.now.prefix(word).is_some() => break,
                Kind::Time(_) if event || start < end && !word.contains(|it: char| it.is_ascii_digit()) => start -= 1,
                Kind::Time(_) | Kind::Quantity(_)
                    if word.ends_with(YEAR) && !word.contains(|it: char| it.is_ascii_digit()) =>
                {
                    start -= 1;
                }
                Kind::Quantity(_) if event && is_ordinal(text, token) => start -= 1,
                // A number in Chinese belongs to a slogan, 万人培训; a measure behind a name to a plant, 甲镇30兆瓦电站.
                Kind::Quantity(_) if start < end && !word.contains(|it: char| it.is_ascii_digit()) => start -= 1,
                Kind::Quantity(_) if start < end && start > 1 && self.owned(text, &tokens[..start - 1]) => start -= 1,
                Kind::Person | Kind::Title | Kind::Quantity(_) | Kind::Time(_) => break,
                // 全国“某某”工程: of the whole country, not so called.
                Kind::Word(_)
                    if !event
                        && self.chunker.class_word.has(word)
                        && tokens[start..end].first().is_some_and(|it| &text[it.span.clone()] == OPEN_QUOTE) =>
                {
                    break;
                }
                Kind::Word(tag) => {
                    // A verb behind a place or body is what it does, not what the thing is called.
                    let subject = start > 1
                        && match tokens[start - 2].kind {
                            Kind::Division | Kind::Town | Kind::Place | Kind::National | Kind::Firm => {
                                start < end && (tag == Tag::Verb || !event && self.deed.has(word))
                            }
                            Kind::Word(_) => {
                                let outer = &text[tokens[start - 2].span.clone()];
                                let organ = self.chunker.is_organ(outer) || outer == COMMITTEE;
                                let acts = tag == Tag::Verb || !event && self.deed.has(word);
                                organ && matches!(tag, Tag::Verb | Tag::VerbalNoun)
                                    || start < end && (self.place_head.has(outer) || self.body(outer)) && acts
                            }
                            _ => false,
                        };
                    let soft = self.soft.has(word) && !subject;
                    let joins = self.join.has(word) && start > 1 && start < end && {
                        let outer = &tokens[start - 2];
                        let rarely = tokens.get(end).is_some_and(|it| self.rarely.has(&text[it.span.clone()]));
                        let noun = (event || !rarely) && matches!(outer.kind, Kind::Word(Tag::Noun) | Kind::Unknown);
                        (noun
                            || matches!(
                                outer.kind,
                                Kind::Word(Tag::VerbalNoun | Tag::Verb | Tag::Adjective | Tag::Phrase)
                            ))
                            && !self.chunker.governing.has(&text[outer.span.clone()])
                            && !self.is_head(&text[outer.span.clone()])
                    };
                    if subject && (soft || self.deed.has(word))
                        || !soft && !joins && (self.chunker.stops(word, token) || tag == Tag::Time)
                    {
                        break;
                    }
                    start -= 1;
                }
            }
        }
        // What governs the name is not part of it.
        while start < end {
            let next = start + 1 < end && self.governs(text, &tokens[start + 1], event);
            let qualifies = matches!(tokens[start].kind, Kind::Word(Tag::Adjective | Tag::Phrase));
            let rest = start > 0
                && (self.chunker.governing.has(&text[tokens[start - 1].span.clone()])
                    || matches!(tokens[start - 1].kind, Kind::Word(Tag::Verb | Tag::VerbalNoun)))
                && self.complement.has(&text[tokens[start].span.clone()]);
            if !(self.governs(text, &tokens[start], event) || qualifies && next || rest) {
                break;
            }
            start += 1;
        }
        start
    }

    /// Tells whether tokens end in a place, or in the name of a firm behind one: 甲县华能, before 30兆瓦电站.
    fn owned(&self, text: &str, tokens: &[Token]) -> bool {
        const NAME: usize = 3;
        let own = |it: &&Token| match it.kind {
            Kind::Unknown | Kind::Latin => true,
            Kind::Word(_) => !self.chunker.stops(&text[it.span.clone()], it) && !self.deed.has(&text[it.span.clone()]),
            _ => false,
        };
        let name = tokens.iter().rev().take(NAME).take_while(own).count();
        tokens.len().checked_sub(name + 1).is_some_and(|it| is_place(tokens[it].kind))
    }

    /// Tells whether a word ends the name of a body.
    fn body(&self, word: &str) -> bool {
        self.body_own.has(word) || self.chunker.is_organ(word)
    }

    /// Tells whether what stands behind a head makes another word with it: 工程机械.
    fn part_behind(&self, text: &str, tokens: &[Token], end: usize) -> bool {
        tokens.get(end).is_some_and(|it| self.part.has(&text[it.span.clone()]))
    }

    /// Tells whether a word ends a name, so that what a conjunction joins to it is another name.
    fn is_head(&self, word: &str) -> bool {
        self.program_head.has(word)
            || self.event_head.has(word)
            || self.project_head.has(word)
            || self.quoted_head.has(word)
    }

    /// Tells whether a word before a name governs it and is not the first word of it.
    fn governs(&self, text: &str, token: &Token, event: bool) -> bool {
        let word = &text[token.span.clone()];
        if matches!(token.kind, Kind::Quantity(_)) && !is_ordinal(text, token) {
            // A round number of people or places is part of a slogan, 万人培训; any other counts the thing.
            return !word.starts_with(ROUND);
        }
        let Kind::Word(tag) = token.kind else { return false };
        let function = matches!(tag, Tag::Adverb | Tag::Preposition | Tag::Conjunction | Tag::Pronoun | Tag::Direction)
            || tag == Tag::Number && !(event && is_ordinal(text, token));
        if self.lead.has(word) {
            return false;
        }
        if !event && self.chunker.class_word.has(word) {
            return true;
        }
        if self.chunker.cannot_begin(word, token) && word.chars().count() == 1 {
            return true;
        }
        let begins = self.name_verb.has(word) || event && self.event_verb.has(word);
        self.join.has(word) || !begins && (function || tag == Tag::Verb || self.chunker.governing.has(word))
    }

    /// `光伏扶贫`, `易地扶贫搬迁`, and the schemes of the whole country, from where a word begins.
    fn scheme(&self, text: &str, tokens: &[Token], at: usize) -> Option<Chunk> {
        let token = &tokens[at];
        let rest = &text[token.span.start..];
        let fixed = self.program_fixed.prefix(rest).map_or(0, str::len);
        let scheme = self
            .program_scheme
            .prefix(rest)
            .map_or(0, |scheme| self.aid.prefix(&rest[scheme.len()..]).map_or(0, |aid| scheme.len() + aid.len()));
        let length = fixed.max(scheme);
        if length == 0 {
            return None;
        }
        // The last word may go on only with what such a scheme is carried out on: 搬迁户.
        let end = token.span.start + length;
        let last = tokens[at..].iter().find(|it| it.span.start < end && end <= it.span.end)?;
        let tail = &text[end..last.span.end];
        if !tail.is_empty() && !self.scheme_tail.has(tail) {
            return None;
        }
        // Before a place it is what is done there: 对口支援甲省.
        let next = tokens.get(tokens.partition_point(|it| it.span.start < end));
        if self.help.has(&rest[..length]) && next.is_some_and(|it| is_place(it.kind)) {
            return None;
        }
        Some(Chunk { span: token.span.start..end, class: Class::Program, rule: "program.scheme" })
    }

    fn program(&self, text: &str, tokens: &[Token], end: usize) -> Option<Chunk> {
        let (head, first) = head_at(self.program_head, text, tokens, end)?;
        let free = self.left(text, tokens, first, false);
        // A campaign of the whole country is called by its head alone, whatever is done with it.
        // One of a list of them is named for what it is for.
        let listed = free > 0 && &text[tokens[free - 1].span.clone()] == LIST_MARK;
        if self.program_fixed.has(head)
            && !listed
            && !text[tokens[free].span.start..tokens[first].span.start].contains(OPEN_QUOTE)
        {
            return None;
        }
        let started = self.started(text, tokens, first, free, self.far.suffix(head).is_some());
        // So general a head makes a name only of what is said to be carried out, in so many words.
        let weak = self.weak.has(head);
        let quoted = text[..tokens[first].span.start].ends_with(['\u{201d}', '\u{2019}']);
        let quoted = quoted && (weak || self.quoted_head.has(head));
        if quoted || weak && started.is_none() || self.part_behind(text, tokens, end) {
            return None;
        }
        let start = started.unwrap_or(free);
        // The trial of a campaign is not the campaign.
        if self.trial.has(head) && start < first && self.program_head.has(&text[tokens[first - 1].span.clone()]) {
            return None;
        }
        let inner = text[tokens[start].span.start..tokens[first].span.start].trim();
        let length = inner.chars().filter(|it| is_han(*it)).count();
        let parts = tokens[start..first].iter().map(|it| &text[it.span.clone()]);
        let specific = parts.filter(|it| !self.program_generic.has(it)).count();
        let span = tokens[start].span.start..tokens[end - 1].span.end;
        let scheme = self.scheme(text, tokens, start).is_some_and(|it| it.span.end == tokens[first].span.start);
        let least = if weak { 5 } else { 4 };
        ((specific >= 1 || scheme) && length >= least).then_some(Chunk {
            span,
            class: Class::Program,
            rule: "program.head",
        })
    }

    /// A mechanism or trial of a place is a scheme of its own: `某某湖水权交易机制`.
    fn local(&self, text: &str, tokens: &[Token], end: usize) -> Option<Chunk> {
        const LEAST: usize = 4;
        let (_, first) = head_at(self.program_local, text, tokens, end)?;
        let start = self.left(text, tokens, first, false);
        let inner = &tokens[start..first];
        let placed = inner.first().is_some_and(|it| is_place(it.kind));
        let plain = inner.iter().skip(1).all(|it| match it.kind {
            Kind::Word(tag) => tag != Tag::Verb && !self.body(&text[it.span.clone()]),
            Kind::Unknown => true,
            kind => is_place(kind),
        });
        let length: usize = inner.iter().skip(1).map(|it| text[it.span.clone()].chars().count()).sum();
        let specific = inner.iter().skip(1).filter(|it| !self.program_generic.has(&text[it.span.clone()])).count();
        let span = tokens[start].span.start..tokens[end - 1].span.end;
        (placed && plain && specific > 0 && length >= LEAST).then_some(Chunk {
            span,
            class: Class::Program,
            rule: "program.local",
        })
    }

    /// Returns where a scheme begins that is said to be carried out: behind the verb, which may lie inside what was
    /// followed to the left, or before it where the head tells of a scheme.
    fn started(&self, text: &str, tokens: &[Token], first: usize, free: usize, further: bool) -> Option<usize> {
        let reach = if further { free.min(first.saturating_sub(8)) } else { free };
        for at in (reach..first).rev() {
            let (token, word) = (&tokens[at], &text[tokens[at].span.clone()]);
            if self.started.has(word) {
                return (at + 1 < first).then_some(at + 1);
            }
            let part = match token.kind {
                Kind::Word(Tag::Noun | Tag::VerbalNoun | Tag::Verb | Tag::Adjective | Tag::Phrase | Tag::Other) => true,
                kind => is_place(kind) || kind == Kind::Unknown,
            };
            if at < free && !part {
                return None;
            }
        }
        None
    }

    fn project(&self, text: &str, tokens: &[Token], end: usize) -> Option<Chunk> {
        let (head, first) = head_at(self.project_head, text, tokens, end)?;
        let start = self.left(text, tokens, first, false);
        let inner = &tokens[start..first];
        // A body's work, 某县某局项目, is not called after it; nor is a machine for works one of them.
        let body = inner.last().is_some_and(|it| self.chunker.is_organ(&text[it.span.clone()]));
        // What stands in quotation marks right before such a head is a scheme's name: “双百双千”工程.
        let scheme = inner.last().is_some_and(|it| &text[it.span.clone()] == CLOSE_QUOTE) && self.quoted_head.has(head);
        // What a place has besides is not told by its name alone: 甲村项目.
        let placed = self.bare.has(head) && inner.iter().all(|it| is_place(it.kind));
        if body || scheme || placed || self.part_behind(text, tokens, end) {
            return None;
        }
        let named = inner.iter().any(|it| match it.kind {
            Kind::Division | Kind::Town | Kind::Place | Kind::Unknown => true,
            Kind::National | Kind::Firm => !self.bare.has(head),
            Kind::Word(tag) => tag == Tag::PlaceName || self.lead.has(&text[it.span.clone()]),
            _ => false,
        });
        let length: usize = inner.iter().map(|it| text[it.span.clone()].chars().count()).sum();
        let specific = inner.iter().filter(|it| !self.project_generic.has(&text[it.span.clone()])).count();
        // What is said to be built is a thing of its own.
        let built =
            start > 0 && specific > 1 && length > 3 && self.build_verb.has(&text[tokens[start - 1].span.clone()]);
        // What is counted behind its head is a class of works.
        let counted = tokens.get(end).is_some_and(|it| {
            matches!(it.kind, Kind::Quantity(_)) && self.counter.suffix(&text[it.span.clone()]).is_some()
        });
        // A sight is a thing of its own where more than one word calls it: 竹编技艺体验馆.
        let sight = specific > 1 && length > 3 && self.site.has(head);
        // Where it is built it is one of its own: 甲项目施工现场.
        let ground = specific > 0
            && length > 3
            && self.bare.has(head)
            && self.ground.prefix(&text[tokens[end - 1].span.end..]).is_some();
        let named = (named || built || sight || ground) && !counted;
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
    heads.suffix(&text[..stop])?;
    (1..=4.min(end)).rev().find_map(|count| {
        let first = end - count;
        let whole = &text[tokens[first].span.start..stop];
        heads.has(whole).then_some((whole, first))
    })
}

/// Returns where the quotation or bracket that closes at `close` opens.
fn open_before(text: &str, tokens: &[Token], close: usize, open: &str) -> Option<usize> {
    (0..close).rev().take(40).find(|&it| &text[tokens[it].span.clone()] == open)
}

/// Tells whether a quantity is an ordinal that names an event: `第五届`.
fn is_ordinal(text: &str, token: &Token) -> bool {
    text[token.span.clone()].starts_with(ORDINAL)
}
