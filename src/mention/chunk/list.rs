//! Firms of a list that a count closes, and places of one that their kind closes.
use super::{Chunk, Chunker};
use crate::entity::Class;
use crate::lexicon::Tag;
use crate::segment::{Kind, Token};
use crate::text::Span;

/// The most characters of a village's name in a list.
const LONGEST: usize = 4;
/// 'And others', before what the things of a list are.
const OTHERS: &str = "\u{7b49}";
/// The rule of a place in a list.
pub const LISTED_PLACE: &str = "place.listed";
const HYPHEN: &str = "-";
const NATIONAL: &str = "body.national";
const LIST: &str = "\u{3001}";

impl Chunker<'_> {
    /// Finds the firms of a list that a count closes: `甲能源、乙煤矿等11家企业`.
    pub(super) fn listed(&self, text: &str, tokens: &[Token], chunks: &mut Vec<Chunk>) {
        for i in 1..tokens.len() {
            let Kind::Quantity(_) = tokens[i].kind else { continue };
            if &text[tokens[i - 1].span.clone()] != OTHERS {
                continue;
            }
            let after: String = tokens[i + 1..].iter().take(4).map(|it| &text[it.span.clone()]).collect();
            if self.counted.prefix(&after).is_none() && self.enterprise.prefix(&after).is_none() {
                continue;
            }
            let mut end = i - 1;
            let mut items = Vec::new();
            while end > 0 {
                let mut start = end;
                while start > 0 && tokens[start - 1].kind != Kind::Mark && end - start < 6 {
                    if matches!(tokens[start - 1].kind, Kind::Quantity(_) | Kind::Time(_) | Kind::Person)
                        || self.governing.has(&text[tokens[start - 1].span.clone()])
                    {
                        break;
                    }
                    start -= 1;
                }
                if start == end {
                    break;
                }
                items.push(tokens[start].span.start..tokens[end - 1].span.end);
                if start == 0 || &text[tokens[start - 1].span.clone()] != LIST {
                    break;
                }
                end = start - 1;
            }
            if items.len() < 2 {
                continue;
            }
            for span in items {
                let length = text[span.clone()].chars().count();
                if (2..=15).contains(&length)
                    && !chunks.iter().any(|it| {
                        it.span.start < span.end
                            && span.start < it.span.end
                            && it.span != span
                            && it.class == Class::Organization
                    })
                {
                    chunks.retain(|it| it.span.end <= span.start || span.end <= it.span.start);
                    chunks.push(Chunk { span, class: Class::Organization, rule: "body.listed" });
                }
            }
        }
        chunks.sort_by_key(|it| std::cmp::Reverse(it.span.start));
    }

    /// Joins a department to the firm before it, 甲银行乙分行营业部, and two media by a hyphen.
    pub(super) fn join(&self, text: &str, tokens: &[Token], chunks: &mut Vec<Chunk>) {
        const NAME: usize = 3;
        for chunk in chunks.iter_mut().filter(|it| it.class == Class::Organization) {
            let after = &tokens[tokens.partition_point(|it| it.span.start < chunk.span.end)..];
            let word = |it: &Token| &text[it.span.clone()];
            let name = after.iter().take_while(|it| it.kind == Kind::Word(Tag::Noun) && !self.branch.has(word(it)));
            let department = after.get(name.take(NAME).count()).filter(|it| self.branch.has(word(it)));
            if let Some(department) = department.filter(|_| self.own_head.suffix(&text[chunk.span.clone()]).is_some()) {
                chunk.span.end = department.span.end;
            }
        }
        chunks.dedup_by(|next, before| {
            let hyphen = text.get(before.span.end..next.span.start) == Some(HYPHEN);
            let joined = hyphen && before.rule == NATIONAL && next.rule == NATIONAL;
            if joined {
                before.span.end = next.span.end;
            }
            joined
        });
    }

    /// Finds the places of a list that their kind closes: `甲家沟、乙台子等村`.
    pub(super) fn listed_places(&self, text: &str, tokens: &[Token], chunks: &mut Vec<Chunk>) {
        let word = |at: usize| &text[tokens[at].span.clone()];
        for others in (2..tokens.len().saturating_sub(1)).filter(|&it| word(it) == OTHERS) {
            let counted = matches!(tokens[others + 1].kind, Kind::Quantity(_));
            let kind = tokens.get(others + 1 + usize::from(counted)).map_or("", |it| &text[it.span.clone()]);
            let counter = || counted && self.settlement.suffix(word(others + 1)).is_some();
            if !(self.settlement.has(kind) || counter()) {
                continue;
            }
            let mut end = others;
            let mut items = Vec::new();
            while end > 0 {
                let mut start = end;
                while start > 0 && end - start < LONGEST && self.names_village(word(start - 1), &tokens[start - 1]) {
                    start -= 1;
                }
                let edge = start == 0 || !matches!(tokens[start - 1].kind, Kind::Word(Tag::Noun | Tag::Adjective));
                if start == end || !edge {
                    break;
                }
                items.push(tokens[start].span.start..tokens[end - 1].span.end);
                if start == 0 || word(start - 1) != LIST {
                    break;
                }
                end = start - 1;
            }
            let free = |span: &Span| {
                chunks.iter().all(|it| it.span.end <= span.start || span.end <= it.span.start || it.span == *span)
            };
            let named = |it: &Span| (2..=LONGEST).contains(&text[it.clone()].chars().count()) && free(it);
            if items.len() < 2 || !items.iter().all(named) {
                continue;
            }
            for span in items {
                chunks.retain(|it| it.span != span);
                chunks.push(Chunk { span, class: Class::Place, rule: LISTED_PLACE });
            }
        }
        chunks.sort_by_key(|it| std::cmp::Reverse(it.span.start));
    }

    /// Tells whether a token may be of a village's name in a list.
    fn names_village(&self, word: &str, token: &Token) -> bool {
        let plain = match token.kind {
            Kind::Person | Kind::Division | Kind::Town | Kind::Place | Kind::Unknown => true,
            Kind::Word(tag) => matches!(tag, Tag::Noun | Tag::PlaceName | Tag::Other | Tag::Direction | Tag::Number),
            _ => false,
        };
        plain && !self.governing.has(word) && !self.particle.has(word) && !self.class_word.has(word)
    }
}
