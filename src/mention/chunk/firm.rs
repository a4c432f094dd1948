//! Firms: what tells that words are a firm's name, who heads it, and its branches.
use super::Chunker;
use crate::lexicon::Tag;
use crate::segment::{Kind, Token, is_place};

impl Chunker<'_> {
    /// Tells whether a word ends the name of a body, whatever stands before it.
    pub(super) fn ends_whole(&self, word: &str) -> bool {
        self.own_head.has(word) || word.chars().count() > 2 && self.body_head.has(word)
    }

    /// Tells whether a head is that of a branch of a body of the whole country: 中国电信甲省公司.
    pub(super) fn branches(&self, head: &str) -> bool {
        [self.branch, self.enterprise, self.own_head].iter().any(|it| it.has(head))
    }

    /// Tells whether a verb at `at` is what a firm is called: it stands behind a place, and nothing that governs names.
    pub(super) fn is_brand(&self, text: &str, tokens: &[Token], at: usize, head: &str) -> bool {
        let word = &text[tokens[at].span.clone()];
        let any = self.firm_strong.has(head) || self.form.has(head);
        let tag = match tokens[at].kind {
            Kind::Word(Tag::Verb) => true,
            Kind::Word(Tag::Adverb | Tag::Adjective) => any,
            _ => false,
        };
        at > 0 && self.own_head.has(head) && tag && is_place(tokens[at - 1].kind) && !self.governing.has(word)
    }

    /// Tells whether who heads a firm is named behind it: 甲果业合作社理事长张三.
    pub(super) fn headed(&self, text: &str, tokens: &[Token], end: usize) -> bool {
        let title = tokens.get(end).is_some_and(|it| self.title.has(&text[it.span.clone()]));
        title && tokens.get(end + 1).is_some_and(|it| it.kind == Kind::Person)
    }
}
