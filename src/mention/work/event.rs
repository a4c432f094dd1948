//! Events: meetings, festivals and contests, found by what they end in or known by name.
use super::{AND_SO_ON, CLOSE_BRACKET, CLOSE_QUOTE, LIST_MARK, OPEN_BRACKET, OPEN_QUOTE, ORDINAL, Works, head_at};
use crate::entity::Class;
use crate::lexicon::Tag;
use crate::mention::chunk::Chunk;
use crate::number::begins_chinese;
use crate::segment::{Kind, Token, is_han};

const SESSION: char = '\u{5c4a}';
const MEETING: &str = "\u{4f1a}";
const ONE: &str = "\u{4e00}";
const OF: &str = "\u{7684}";
const AT: &str = "\u{5728}";
/// The most tokens of an event's name.
const LONGEST_EVENT: usize = 24;

impl Works<'_> {
    pub(super) fn event(&self, text: &str, tokens: &[Token], end: usize) -> Option<Chunk> {
        let (head, first) = head_at(self.event_head, text, tokens, end)?;
        let last = head.chars().next_back()?;
        // `节` before `节节高` is no festival.
        if head.chars().count() == 1 && text[tokens[end - 1].span.end..].starts_with(last) {
            return None;
        }
        let free = self.left(text, tokens, first, true);
        let governed = self.governed(text, tokens, first, end);
        if governed == Some(first) {
            return None;
        }
        let mut start = governed.unwrap_or(free);
        while governed.is_none() && start < first && matches!(tokens[start].kind, Kind::Time(_) | Kind::Word(Tag::Time))
        {
            start += 1;
        }
        let now = self.event_now.prefix(&text[tokens[start].span.start..tokens[first].span.start]).map_or(0, str::len);
        let inner = text[tokens[start].span.start + now..tokens[first].span.start].trim();
        let length = inner.chars().filter(|it| is_han(*it)).count();
        let parts = tokens[start..first].iter().map(|it| &text[it.span.clone()]);
        let specific = parts.clone().filter(|it| !self.program_generic.has(it)).count();
        let quoted = inner.contains(OPEN_QUOTE);
        let enough = if self.event_bare.has(head) {
            quoted || specific >= 1 && length >= 4
        } else {
            specific >= 1 && length >= 2
        };
        let span = tokens[start].span.start + now..tokens[end - 1].span.end;
        enough.then_some(Chunk { span, class: Class::Event, rule: "event.head" })
    }

    /// Returns where the name of an event begins that a verb of holding or attending governs, that stands
    /// in `at … on`, or that follows another in a list.
    fn governed(&self, text: &str, tokens: &[Token], first: usize, end: usize) -> Option<usize> {
        let meeting = text[..tokens[end - 1].span.end].ends_with(MEETING);
        let on = tokens.get(end).is_some_and(|it| self.event_on.has(&text[it.span.clone()]));
        let mut open = 0;
        for at in (first.saturating_sub(LONGEST_EVENT)..first).rev() {
            let token = &tokens[at];
            let word = &text[token.span.clone()];
            match token.kind {
                Kind::Mark => match word {
                    CLOSE_QUOTE => open += 1,
                    OPEN_QUOTE if open == 0 => return None,
                    OPEN_QUOTE => open -= 1,
                    _ if open > 0 => {}
                    LIST_MARK if self.event_head.suffix(&text[..token.span.start]).is_some() => return Some(at + 1),
                    LIST_MARK | OPEN_BRACKET | CLOSE_BRACKET => {}
                    _ => return None,
                },
                _ if open > 0 => {}
                _ if matches!(word, OF | AND_SO_ON) => return None,
                Kind::Word(_) if word != AT && word.chars().count() == 1 && (at + 1 < first || !meeting) => {}
                Kind::Word(_) if self.event_govern.has(word) || on && word == AT => {
                    let mut start = at + 1;
                    while start < first
                        && (tokens[start].kind == Kind::Word(Tag::Particle)
                            || matches!(tokens[start].kind, Kind::Quantity(_))
                                && text[tokens[start].span.clone()].starts_with(ONE))
                    {
                        start += 1;
                    }
                    return Some(start);
                }
                Kind::Word(Tag::Conjunction) if self.event_head.suffix(&text[..token.span.start]).is_some() => {
                    return Some(at + 1);
                }
                _ => {}
            }
        }
        None
    }

    /// Congresses and the like, by their usual names.
    /// An event that is known by its name, with where it is held and the how manieth it is: `甲市第十届省运会`.
    pub(super) fn fixed_event(&self, text: &str, tokens: &[Token], at: usize) -> Option<Chunk> {
        let name = self.event_fixed.prefix(&text[tokens[at].span.start..])?;
        // 第十九届 may be several words.
        let before = &text[..tokens[at].span.start];
        let number = |it: char| it.is_ascii_digit() || begins_chinese(it);
        let which = before.strip_suffix(SESSION).map(|it| it.trim_end_matches(number));
        let which = which.and_then(|it| it.strip_suffix(ORDINAL)).map(str::len);
        let ordinal = which.and_then(|it| tokens[..at].iter().rposition(|token| token.span.start == it)).unwrap_or(at);
        let games = name.ends_with(MEETING);
        let place = ordinal.checked_sub(1).filter(|it| games && tokens[*it].kind == Kind::Division);
        let span = tokens[place.unwrap_or(ordinal)].span.start..tokens[at].span.start + name.len();
        Some(Chunk { span, class: Class::Event, rule: "event.fixed" })
    }
}
