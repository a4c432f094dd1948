//! Places: rivers and mountains that the lexicon knows, and what is named by its head.
use super::{ACRE, Chunker, GRADE, ORDINAL, places_before};
use crate::lexicon::Tag;
use crate::number::begins_chinese;
use crate::segment::{Kind, Token, is_place};

/// A community, and a village of Mongols.
const SETTLEMENTS: [&str; 2] = ["\u{793e}\u{533a}", "\u{560e}\u{67e5}"];
/// Villages, communities and gachas.
pub(crate) const VILLAGES: [&str; 3] = ["\u{6751}", "\u{793e}\u{533a}", "\u{560e}\u{67e5}"];
/// The groups of households that a village is made of.
pub(crate) const GROUPS: [char; 3] = ['\u{7ec4}', '\u{793e}', '\u{961f}'];
/// East, west, south and north.
const SIDES: [char; 4] = ['\u{4e1c}', '\u{897f}', '\u{5357}', '\u{5317}'];
/// Of so many stars.
const STARRED: &str = "\u{661f}\u{7ea7}";
/// The built-up part of a town.
const TOWN: &str = "\u{57ce}\u{533a}";
/// The seat of a county, and a county.
const SEAT: &str = "\u{53bf}\u{57ce}";
const COUNTY: char = '\u{53bf}';
/// A stretch of something long.
const STRETCH: &str = "\u{6bb5}";

impl Chunker<'_> {
    /// Reads a place that ends before token `end`: its first token and what found it.
    pub(super) fn place(&self, text: &str, tokens: &[Token], end: usize) -> Option<(usize, &'static str)> {
        match tokens[end - 1].kind {
            Kind::Division | Kind::Town | Kind::Place => Some((places_before(tokens, end - 1), "place.gazetteer")),
            _ => self.place_word(text, tokens, end).or_else(|| self.natural(text, tokens, end)),
        }
    }

    /// Reads a river, mountain or the like that the lexicon knows as a place.
    fn natural(&self, text: &str, tokens: &[Token], end: usize) -> Option<(usize, &'static str)> {
        let last = &tokens[end - 1];
        let word = &text[last.span.clone()];
        // 长江甲段: a stretch of a river.
        let river = end.checked_sub(2).filter(|it| word == STRETCH && *it > 0 && is_place(tokens[*it].kind));
        if let Some((start, rule)) = river.and_then(|it| self.natural(text, tokens, it)) {
            return Some((start, rule));
        }
        let long = word.chars().count() > 1;
        let known = last.kind == Kind::Word(Tag::PlaceName)
            && long
            && !self.natural_generic.has(word)
            && self.natural.suffix(word).is_some();
        known.then(|| (places_before(tokens, end - 1), "place.natural"))
    }

    /// Returns where a place ends of which a numbered group of households is named: 甲村3组.
    pub(super) fn group(&self, text: &str, tokens: &[Token], end: usize) -> usize {
        let village = VILLAGES.iter().any(|it| text[tokens[end - 1].span.clone()].ends_with(it));
        let from = tokens[end - 1].span.end;
        let group = |to: &usize| {
            let number = tokens.get(to - 1).and_then(|it| text[from..it.span.end].strip_suffix(GROUPS));
            number.is_some_and(|it| !it.is_empty() && it.chars().all(|it| it.is_ascii_digit() || begins_chinese(it)))
        };
        [end + 1, end + 2].into_iter().find(group).filter(|_| village).unwrap_or(end)
    }

    /// Reads a place that is none of the gazetteer's, by its head.
    pub(super) fn place_word(&self, text: &str, tokens: &[Token], end: usize) -> Option<(usize, &'static str)> {
        let last = &tokens[end - 1];
        let word = &text[last.span.clone()];
        // A village that is called as a famous one, or as any west village: 甲镇西村.
        if last.kind == Kind::Word(Tag::PlaceName)
            && word.ends_with(VILLAGES[0])
            && !self.place_head.has(word)
            && end > 1
        {
            let before = &tokens[end - 2];
            let town = matches!(before.kind, Kind::Town | Kind::Place);
            // Or whose name ends as a word does: 甲山村.
            let noun = matches!(before.kind, Kind::Unknown | Kind::Word(Tag::Noun | Tag::PlaceName));
            let single = noun && text[before.span.clone()].chars().nth(1).is_none();
            let begins = end < 3 || matches!(tokens[end - 3].kind, Kind::Mark | Kind::Town);
            let own = || (single && begins).then_some((places_before(tokens, end - 2), "place.own-name"));
            return if town { Some((places_before(tokens, end - 2), "place.composed")) } else { own() };
        }
        // A village may be called as a county far away is.
        if word == VILLAGES[0] && end > 1 && tokens[end - 2].kind == Kind::Division {
            let namesake = !is_place(tokens.get(end.wrapping_sub(3)).map_or(Kind::Mark, |it| it.kind));
            let short = self.level.suffix(&text[tokens[end - 2].span.clone()]).is_none();
            let behind = tokens.get(end).map_or("", |it| &text[it.span.clone()]);
            return (namesake && short && !self.not_behind.has(behind)).then_some((end - 2, "place.own-name"));
        }
        if !matches!(last.kind, Kind::Word(_) | Kind::Unknown) || !self.place_head.has(word) {
            return None;
        }
        let small = word.chars().count() == 1 || SETTLEMENTS.contains(&word);
        let behind = tokens.get(end).map_or("", |it| &text[it.span.clone()]);
        if small && self.not_behind.has(behind) {
            return None;
        }
        let reach = if small { 5 } else { 8 };
        let mut start = end - 1;
        let mut length = 0;
        let mut named = false;
        let mut specific = false;
        let mut placed = false;
        while start > 0 {
            let token = &tokens[start - 1];
            let before = &text[token.span.clone()];
            match token.kind {
                // The seat of a county that is named with its level is said of it: 甲县县城.
                Kind::Division if word.ends_with(SEAT) && before.ends_with(COUNTY) => return None,
                Kind::Division | Kind::Town | Kind::Place => {
                    start = places_before(tokens, start - 1);
                    placed = true;
                    break;
                }
                Kind::Mark => match self.bracket(text, tokens, start - 1).filter(|_| !small) {
                    Some(open) => start = open,
                    None => break,
                },
                _ if self.level.has(before) && self.venue.has(word) && length == 0 => {
                    let outer = self.place_word(text, tokens, start);
                    return outer.map(|it| (it.0, "place.composed")).or(Some((start - 1, "place.venue")));
                }
                // A measure of land may stand behind a place.
                Kind::Quantity(_)
                    if !small && start > 1 && is_place(tokens[start - 2].kind) && before.ends_with(ACRE) =>
                {
                    start -= 1;
                }
                _ if self.stops(before, token)
                    && (!self.soft.has(before) || self.follows_place(text, tokens, start - 1)) =>
                {
                    break;
                }
                _ if small && length == 0 && (self.village_verb.has(before) || before.starts_with(ORDINAL)) => {
                    return None;
                }
                // A verb may be all that a village is called, 团结村, but not stand before its name.
                // What stands on the ground of a firm is the firm's: 甲公司牧场.
                _ if self.firm_strong.has(before) => return None,
                _ if small && length > 0 && before.chars().count() > 1 && self.soft.has(before) => break,
                // What is done in a manner is no name: 高水平建设甲示范区.
                _ if !small && length > 0 && self.soft.has(before) && self.in_manner(text, tokens, start - 1) => break,
                _ if !small && self.is_deed(text, token) && !self.soft.has(before) => break,
                // What a community does is no part of another name: 甲社区改造乙小区.
                _ if !small && length > 0 && SETTLEMENTS.contains(&before) => break,
                _ => {
                    length += before.chars().count();
                    if small && length > 5 || end - start > reach {
                        return None;
                    }
                    start -= 1;
                    named |= token.kind == Kind::Unknown
                        || self.place_lead.has(before)
                        || matches!(token.kind, Kind::Word(Tag::PlaceName | Tag::Other | Tag::Phrase))
                        || before.chars().count() == 1 && !self.place_generic.has(before);
                    specific |= !self.place_generic.has(before);
                }
            }
        }
        while start + 1 < end
            && !placed
            && !small
            && (self.cannot_begin(&text[tokens[start].span.clone()], &tokens[start])
                || self.soft.has(&text[tokens[start].span.clone()]))
        {
            start += 1;
        }
        // 又快又好: a phrase, not what a place is called.
        let stem: Vec<char> = text[tokens[start].span.start..last.span.start].chars().collect();
        if small && matches!(stem[..], [first, _, third, _] if first == third) {
            return None;
        }
        let alone = start + 1 == end;
        // A county's hall has the county's level before it, a village's its name.
        let near = tokens[start..end - 1].iter().rfind(|it| is_place(it.kind));
        let village = word.chars().count() > 2 && near.is_some_and(|it| matches!(it.kind, Kind::Town | Kind::Place));
        let direct = placed && !small && (!self.venue.has(word) || length > 0 || village);
        if !placed && self.place_weak.has(word) {
            return None;
        }
        if alone || length == 0 && !direct || length == 1 && !placed && small {
            return None;
        }
        let rule = if placed { "place.composed" } else { "place.own-name" };
        let graded = tokens[start..end - 1].iter().take(3).any(|it| text[it.span.clone()].ends_with(GRADE));
        let class = |it: &Token| self.class_inside.has(&text[it.span.clone()]);
        // A number of them is a class: 示范园区5个.
        let counted = tokens.get(end).is_some_and(|it| matches!(it.kind, Kind::Quantity(_)))
            && tokens.get(end + 1).is_none_or(|it| it.kind == Kind::Mark);
        // 甲省五星级园区: what it was awarded, not what it is called.
        // The middle of a town is no place of its own: 甲市中心城区.
        if placed && word.ends_with(TOWN) && !specific {
            return None;
        }
        // 甲县县城 has nothing between.
        if length > 0 && word.ends_with(SEAT) {
            return None;
        }
        // 4A景区: its grade.
        if tokens[start..end - 1].iter().all(|it| it.kind == Kind::Latin) {
            return None;
        }
        let starred = text[tokens[start].span.start..last.span.start].contains(STARRED);
        if starred || !placed && (graded || counted) || tokens[start..end - 1].iter().any(class) {
            return None;
        }
        // 甲镇西村: between a town and its kind a side is a village.
        let side = length == 1 && small && placed && tokens[start].kind == Kind::Town;
        specific |= side && text[tokens[end - 2].span.clone()].starts_with(SIDES);
        let strong = self.strong_place.has(word) && !self.is_deed(text, &tokens[start]);
        (direct || specific && (placed || named || strong)).then_some((start, rule))
    }

    /// Tells whether how it is done stands before a verb at `at`.
    fn in_manner(&self, text: &str, tokens: &[Token], at: usize) -> bool {
        at > 0 && self.manner.has(&text[tokens[at - 1].span.clone()])
    }

    /// Tells whether a verb at `at` stands behind a place: then it is what is done there.
    fn follows_place(&self, text: &str, tokens: &[Token], at: usize) -> bool {
        at > 0 && (is_place(tokens[at - 1].kind) || self.place_head.has(&text[tokens[at - 1].span.clone()]))
    }
}
