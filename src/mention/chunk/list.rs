//! Firms of a list that a count closes.
use super::{Chunk, Chunker};
use crate::entity::Class;
use crate::segment::{Kind, Token};

impl Chunker<'_> {
    /// Finds the firms of a list that a count closes: `甲能源、乙煤矿等11家企业`.
    pub(super) fn listed(&self, text: &str, tokens: &[Token], chunks: &mut Vec<Chunk>) {
        for i in 1..tokens.len() {
            let Kind::Quantity(_) = tokens[i].kind else { continue };
            if &text[tokens[i - 1].span.clone()] != "\u{7b49}" {
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
                if start == 0 || &text[tokens[start - 1].span.clone()] != "\u{3001}" {
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
}
