//! Names that stand in quotation marks, or begin with them: schemes, sites, measures.
use super::{ARTICLES, CLOSE_INNER, LIST_MARK, OPEN_INNER, OPEN_QUOTE, Works, open_before};
use crate::entity::Class;
use crate::lexicon::Tag;
use crate::mention::chunk::Chunk;
use crate::segment::{Kind, Token, is_han, is_place};
use crate::text::Span;

/// What a level of government is called by, 市级.
const LEVEL: &str = "\u{7ea7}";

impl Works<'_> {
    /// A quotation with what follows it up to a head: `“头雁”培育工程`.
    pub(super) fn quoted(&self, text: &str, tokens: &[Token], close: usize) -> Option<Chunk> {
        let inner = &text[tokens[close].span.clone()] == CLOSE_INNER;
        let open = open_before(text, tokens, close, if inner { OPEN_INNER } else { OPEN_QUOTE })?;
        let inside = tokens[open].span.end..tokens[close].span.start;
        // “三农” is what a scheme is for, not what it is called.
        if inside.is_empty() || inside.len() > 90 || self.program_generic.has(&text[inside.clone()]) {
            return None;
        }
        let behind = &text[tokens[close].span.end..tokens.last().map_or(0, |it| it.span.end)];
        let long = text[inside.clone()].chars().count() > 4;
        // A list or report that is published has its head behind the quotation.
        if let Some(head) = self.document_head.prefix(behind).filter(|_| long) {
            let span = tokens[open].span.start..tokens[close].span.end + head.len();
            return Some(Chunk { span, class: Class::Document, rule: "document.quoted" });
        }
        // What is built or created is called what stands in quotation marks: “三好家园”建设.
        let next = tokens.get(close + 1).map_or("", |it| &text[it.span.clone()]);
        let last = tokens.get(close + 2).is_none_or(|it| {
            !matches!(it.kind, Kind::Word(Tag::Noun | Tag::VerbalNoun | Tag::Other))
                || self.chunker.stops(&text[it.span.clone()], it)
        });
        if self.program_fixed.has(&text[inside.clone()]) || long && self.made.has(next) && last {
            return Some(Chunk { span: inside, class: Class::Program, rule: "program.scheme" });
        }
        // Measures are called by their number: “惠企八法12条”.
        let numbered =
            text[inside.clone()].strip_suffix(ARTICLES).is_some_and(|it| it.ends_with(|it: char| it.is_ascii_digit()));
        if long && numbered {
            return Some(Chunk { span: inside, class: Class::Document, rule: "document.quoted" });
        }
        let (mut end, mut site) = (None, false);
        for (at, token) in tokens.iter().enumerate().skip(close + 1).take(7) {
            let word = &text[token.span.clone()];
            if at == close + 1 && word.trim().is_empty() {
                continue;
            }
            let Kind::Word(tag) = token.kind else { break };
            // A trial of a campaign, or the place of one, is not the campaign.
            if end.is_some() && self.trial.prefix(word).is_some() {
                break;
            }
            let sited = self.site.suffix(&text[tokens[close].span.end..token.span.end]).is_some();
            if sited || self.quoted_head.suffix(word).is_some() || self.program_head.has(word) {
                (end, site) = (Some(at), sited);
            } else if !matches!(
                tag,
                Tag::Noun | Tag::VerbalNoun | Tag::Verb | Tag::Adjective | Tag::Phrase | Tag::Other
            ) || self.chunker.governing.has(word) && !self.soft.has(word)
            {
                break;
            }
        }
        let Some(end) = end else {
            return self.whole(text, inside).or_else(|| self.carried(text, tokens, open, close));
        };
        let mut start = self.left(text, tokens, open, false);
        // What is done with the name stands before it.
        let verb = |it: &Token| {
            let word = &text[it.span.clone()];
            matches!(it.kind, Kind::Word(_))
                && (self.chunker.governing.has(word) || self.first.has(word) || self.chunker.class_word.has(word))
        };
        start = tokens[start..open].iter().rposition(verb).map_or(start, |it| start + it + 1);
        // A number sums up the list before it: 甲、乙、丙“三清”行动.
        let word = |at: usize| start.checked_sub(at).map_or("", |it| &text[tokens[it].span.clone()]);
        let member = word(1) == LIST_MARK || word(2) == LIST_MARK && word(1).chars().count() == 1;
        if start < open && member {
            start = open;
        }
        if start + 1 == open && self.complement.has(&text[tokens[start].span.clone()]) {
            start = open;
        }
        // Whose scheme it is, is not what it is called: 甲县“双百”行动, but 甲县“彩虹”公路工程.
        let level = |it: &str| self.level.has(it.strip_suffix(LEVEL).unwrap_or(it));
        let owner = |it: &Token| is_place(it.kind) || level(&text[it.span.clone()]);
        if end == close + 1 && tokens[start..open].iter().all(owner) {
            start = open;
        }
        let span = tokens[start].span.start..tokens[end].span.end;
        let (class, rule) = if site { (Class::Project, "project.quoted") } else { (Class::Program, "program.quoted") };
        Some(Chunk { span, class, rule })
    }

    /// A quotation in which the whole name stands: `“三县战略”`, `“清风驿站”`.
    fn whole(&self, text: &str, inside: Span) -> Option<Chunk> {
        let name = &text[inside.clone()];
        let stem = |tail: &str| name.strip_suffix(tail).filter(|it| it.chars().nth(1).is_some());
        let own = |it: &str| !self.program_generic.has(it) && self.aid.suffix(it).is_none();
        if self.site.suffix(name).and_then(stem).is_some_and(own) {
            return Some(Chunk { span: inside, class: Class::Project, rule: "project.quoted" });
        }
        let scheme = self.whole.suffix(name).and_then(stem).is_some_and(own);
        scheme.then_some(Chunk { span: inside, class: Class::Program, rule: "program.scheme" })
    }

    /// A quotation that is carried out, with the nouns behind it up to a mark: `开展“双送双促”技能培训，`.
    fn carried(&self, text: &str, tokens: &[Token], open: usize, close: usize) -> Option<Chunk> {
        let verb = open.checked_sub(1).is_some_and(|it| self.carry.has(&text[tokens[it].span.clone()]));
        let inside = &text[tokens[open].span.end..tokens[close].span.start];
        let length = inside.chars().filter(|it| is_han(*it)).count();
        let behind = &tokens[close + 1..];
        let words = behind.iter().take_while(|it| it.kind != Kind::Mark);
        let count = words.clone().count();
        let plain = words.clone().all(|it| {
            let word = &text[it.span.clone()];
            matches!(it.kind, Kind::Word(Tag::Noun | Tag::VerbalNoun))
                && (!self.chunker.governing.has(word) || self.soft.has(word))
                && !self.idea.has(word)
        });
        let brand = self.aid.suffix(inside).is_some() || self.brand.suffix(inside).is_some();
        let long = length > 4 || count > 0 || brand;
        if !verb || !(3..=12).contains(&length) || !plain || !long || count > 3 {
            return None;
        }
        let span = match words.last() {
            Some(last) => tokens[open].span.start..last.span.end,
            None => tokens[open].span.end..tokens[close].span.start,
        };
        Some(Chunk { span, class: Class::Program, rule: "program.carried" })
    }
}
