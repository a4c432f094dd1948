//! Chunks: names of bodies, places and works put together from the tokens of a sentence.
//!
//! Chinese noun phrases end in their head, so a name is found at its head (`局`, `村`, `工程`) and
//! followed to the left as far as its parts reach.
pub mod place;
pub mod list;
mod firm;

use crate::entity::Class;
use crate::lexicon::Tag;
use crate::segment::{Kind, Token, is_han, is_place};
use crate::text::Span;
use crate::words::{WordList, Words};

/// A name found in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Chunk {
    /// Where, in bytes of the article's text.
    pub span: Span,
    /// What it is taken for.
    pub class: Class,
    /// What found it.
    pub rule: &'static str,
}

/// The word lists that chunking reads.
pub struct Chunker<'k> {
    pub(crate) governing: &'k WordList,
    particle: &'k WordList,
    soft: &'k WordList,
    function: &'k WordList,
    task: &'k WordList,
    strong_place: &'k WordList,
    national_lead: &'k WordList,
    modifier: &'k WordList,
    pub(crate) class_word: &'k WordList,
    site: &'k WordList,
    place_weak: &'k WordList,
    village_verb: &'k WordList,
    school: &'k WordList,
    league: &'k WordList,
    help: &'k WordList,
    manner: &'k WordList,
    natural: &'k WordList,
    natural_generic: &'k WordList,
    place_lead: &'k WordList,
    venue: &'k WordList,
    conjunction: &'k WordList,
    level: &'k WordList,
    settlement: &'k WordList,
    body_head: &'k WordList,
    weak_head: &'k WordList,
    own_head: &'k WordList,
    branch: &'k WordList,
    organ: &'k WordList,
    body_generic: &'k WordList,
    stem: &'k WordList,
    title: &'k WordList,
    place_head: &'k WordList,
    place_generic: &'k WordList,
    enterprise: &'k WordList,
    counted: &'k WordList,
    reject: &'k WordList,
    class_inside: &'k WordList,
    not_behind: &'k WordList,
    party_organ: &'k WordList,
    firm_stop: &'k WordList,
    firm_generic: &'k WordList,
    firm_strong: &'k WordList,
    invites: &'k WordList,
    not_first: &'k WordList,
    form: &'k WordList,
    bank: &'k WordList,
    bank_generic: &'k WordList,
}

/// What the names of central bodies begin with.
const NATION: [char; 2] = ['\u{4e2d}', '\u{56fd}'];
/// The rule of the short name of a firm.
pub const SHORT_NAME: &str = "body.short-name";
const GRADUATES: &str = "\u{6bd5}\u{4e1a}";
/// The sections of a department.
const SECTIONS: [&str; 4] = ["\u{79d1}", "\u{5904}", "\u{5ba4}", "\u{80a1}"];
const COMPANY: &str = "\u{516c}\u{53f8}";
const COOPERATIVE: &str = "\u{5408}\u{4f5c}\u{793e}";
const OWNER: &str = "\u{4e3b}";
const COMMITTEE: &str = "\u{59d4}";
/// The unit of land, 15 to a hectare.
const ACRE: char = '\u{4ea9}';
const GRADE: char = '\u{7ea7}';
const ORDINAL: &str = "\u{7b2c}";
/// The most tokens that a name is followed to the left.
const REACH: usize = 14;

impl<'k> Chunker<'k> {
    /// Takes what it needs of the lists.
    pub fn new(words: &'k Words) -> Self {
        Self {
            governing: words.list("governing"),
            particle: words.list("particle"),
            soft: words.list("governing_soft"),
            function: words.list("function_character"),
            task: words.list("task_head"),
            strong_place: words.list("place_strong_head"),
            national_lead: words.list("national_lead"),
            modifier: words.list("title_modifier"),
            class_word: words.list("class_word"),
            site: words.list("site_head"),
            place_weak: words.list("place_weak_head"),
            village_verb: words.list("village_verb"),
            school: words.list("school_head"),
            league: words.list("body_league"),
            help: words.list("help_verb"),
            manner: words.list("manner"),
            natural: words.list("natural_head"),
            natural_generic: words.list("natural_generic"),
            place_lead: words.list("place_lead"),
            venue: words.list("venue_head"),
            conjunction: words.list("conjunction"),
            level: words.list("level"),
            settlement: words.list("settlement_head"),
            body_head: words.list("body_head"),
            weak_head: words.list("body_weak_head"),
            own_head: words.list("body_own_head"),
            branch: words.list("body_branch"),
            organ: words.list("body_organ"),
            body_generic: words.list("body_generic"),
            stem: words.list("stem"),
            title: words.list("title"),
            place_head: words.list("place_head"),
            place_generic: words.list("place_generic"),
            enterprise: words.list("enterprise"),
            counted: words.list("counted_bodies"),
            reject: words.list("body_reject"),
            class_inside: words.list("body_class_inside"),
            not_behind: words.list("place_not_behind"),
            party_organ: words.list("party_organ"),
            firm_stop: words.list("firm_stop"),
            firm_generic: words.list("firm_generic"),
            firm_strong: words.list("firm_strong"),
            invites: words.list("invites"),
            not_first: words.list("name_not_first"),
            form: words.list("company_form"),
            bank: words.list("bank_head"),
            bank_generic: words.list("bank_generic"),
        }
    }

    /// Finds the names of bodies and places in a sentence, outermost first come.
    pub fn find(&self, text: &str, tokens: &[Token]) -> Vec<Chunk> {
        let mut chunks = Vec::new();
        let mut end = tokens.len();
        while end > 0 {
            if let Some((start, rule)) = self.body(text, tokens, end) {
                let span = tokens[start].span.start..tokens[end - 1].span.end;
                chunks.push(Chunk { span, class: Class::Organization, rule });
                end = start;
            } else if let Some((start, rule)) = self.place(text, tokens, end) {
                let span = tokens[start].span.start..tokens[self.group(text, tokens, end) - 1].span.end;
                chunks.push(Chunk { span, class: Class::Place, rule });
                end = start;
            } else {
                end -= 1;
            }
        }
        self.listed(text, tokens, &mut chunks);
        self.listed_places(text, tokens, &mut chunks);
        chunks.reverse();
        self.join(text, tokens, &mut chunks);
        chunks
    }

    /// Tells whether a word is an organ that names its level: `县委`.
    pub(crate) fn is_organ(&self, word: &str) -> bool {
        self.organ.has(word) || {
            let level = self.level.prefix(word).map_or(0, str::len);
            level > 0 && word[level..].chars().count() > 1 && self.body_head.has(&word[level..])
        }
    }

    /// Tells whether the name of a body ends before this token, read from right to left.
    fn ends_body(&self, word: &str, token: &Token) -> bool {
        if word.chars().count() == 1 && matches!(token.kind, Kind::Word(_)) {
            return self.function.has(word) || self.modifier.has(word);
        }
        let verb = token.kind == Kind::Word(Tag::Verb) && !self.stem.has(word);
        (verb || self.stops(word, token)) && !self.soft.has(word)
    }

    /// Tells whether a name read from right to left ends before this token.
    pub(crate) fn stops(&self, word: &str, token: &Token) -> bool {
        match token.kind {
            Kind::Mark | Kind::Person | Kind::Quantity(_) | Kind::Time(_) | Kind::Title => true,
            Kind::Word(tag) => {
                self.governing.has(word)
                    || self.particle.has(word)
                    || self.conjunction.has(word)
                    || self.title.has(word) && !self.body_head.has(word)
                    || matches!(tag, Tag::Particle | Tag::Pronoun | Tag::Preposition | Tag::Adverb | Tag::Conjunction)
                        && !self.stem.has(word)
                        && !self.level.has(word)
            }
            _ => false,
        }
    }

    /// Reads a body that ends before token `end`: its first token and what found it.
    fn body(&self, text: &str, tokens: &[Token], end: usize) -> Option<(usize, &'static str)> {
        let last = &tokens[end - 1];
        let word = &text[last.span.clone()];
        // What is called the nation's or the centre's has no place before it.
        if last.kind == Kind::National && word.starts_with(NATION) {
            return Some((end - 1, "body.national"));
        }
        if last.kind == Kind::National {
            return Some((places_before(tokens, end - 1), "body.national"));
        }
        if last.kind == Kind::Firm {
            return Some((end - 1, SHORT_NAME));
        }
        if !matches!(last.kind, Kind::Word(_) | Kind::Unknown) || self.reject.has(word) {
            return None;
        }
        if self.is_organ(word) {
            return self.organ(text, tokens, end);
        }
        let head = self.body_head.suffix(word)?;
        // A place has no section of its own: 甲湾科创走廊.
        let section = SECTIONS.contains(&head) && end.checked_sub(2).is_some_and(|it| is_place(tokens[it].kind));
        if section {
            return None;
        }
        // 家庭农场主 is somebody who has one.
        if tokens.get(end).is_some_and(|it| &text[it.span.clone()] == OWNER) {
            return None;
        }
        let owner = end.checked_sub(2).map(|it| &text[tokens[it].span.clone()]);
        if self.party_organ.has(word) && owner.is_some_and(|it| self.own_head.suffix(it).is_some()) {
            return self.body(text, tokens, end - 1);
        }
        // A head of one character is a word of its own, or stands behind what departments do.
        if head != word && head.chars().count() == 1 && !self.stem.has(&word[..word.len() - head.len()]) {
            return None;
        }
        let mut start = end - 1;
        let mut anchored = false;
        let mut placed = false;
        let mut named = false;
        let mut core = head != word;
        let firm = self.firm_strong.has(head) || self.form.has(head) || head == COOPERATIVE;
        while start > 0 && end - start < REACH {
            let token = &tokens[start - 1];
            let before = &text[token.span.clone()];
            match token.kind {
                Kind::Division | Kind::Town | Kind::Place => {
                    // A verb behind a place is what the place does, not the name of its body.
                    if core
                        && start + 1 < end
                        && !self.task.has(head)
                        && self.is_deed(text, &tokens[start])
                        && !self.is_brand(text, tokens, start, head)
                    {
                        start += 1;
                        break;
                    }
                    // A firm may be called as a county is: 甲省乙集团.
                    let outer = start > 1 && is_place(tokens[start - 2].kind);
                    core |= outer && start + 1 == end && self.own_head.has(head) && self.level.suffix(before).is_none();
                    start = places_before(tokens, start - 1);
                    anchored = true;
                    placed = true;
                    // The committee of a county: 甲县委.
                    if self.is_league(text, tokens, start) {
                        start -= 1;
                        core = true;
                        break;
                    }
                    core |= head == COMMITTEE && tokens[start..end - 1].iter().all(|it| is_place(it.kind));
                    // A branch's place stands behind the name of what it is a branch of.
                    if start > 0 && tokens[start - 1].kind == Kind::National && self.branches(head) {
                        start -= 1;
                        core = true;
                        break;
                    }
                    if start > 0 && self.branch.has(head) && !core {
                        let outer = &tokens[start - 1];
                        if !self.ends_body(&text[outer.span.clone()], outer) && !is_place(outer.kind) {
                            start -= 1;
                            core = true;
                            continue;
                        }
                    }
                    // What a team of one place is for in another: 甲省支援乙省医疗队.
                    let helps = start > 1 && self.help.has(&text[tokens[start - 1].span.clone()]);
                    if helps && is_place(tokens[start - 2].kind) && self.task.suffix(head).is_some() {
                        start = places_before(tokens, start - 2);
                        core = true;
                        break;
                    }
                    let team = core && !self.own_head.has(head);
                    start = self.outer_level(text, tokens, start).filter(|_| team).unwrap_or(start);
                    break;
                }
                Kind::Firm => {
                    start -= 1;
                    named = true;
                    core = true;
                }
                Kind::National => {
                    start = places_before(tokens, start - 1);
                    anchored = true;
                    core = true;
                    break;
                }
                Kind::Mark => match self.bracket(text, tokens, start - 1) {
                    Some(open) => {
                        start = open;
                        named = true;
                        core = true;
                    }
                    None => break,
                },
                _ if self.level.has(before) => {
                    start -= 1;
                    anchored = true;
                    let further = start > 0 && {
                        let outer = &text[tokens[start - 1].span.clone()];
                        self.place_head.has(before) || self.level.has(outer) && outer != before
                    };
                    // A level with the name before it is a place of its own: X村, X社区.
                    if let Some((first, _)) = self.place(text, tokens, start + 1).filter(|_| further) {
                        start = first;
                        placed = true;
                    } else if start > 0 && is_place(tokens[start - 1].kind) {
                        start = places_before(tokens, start - 1);
                        placed = true;
                    }
                    break;
                }
                // Who is brought in: 甲村引进乙公司.
                _ if self.invites.has(before) && start + 1 < end && start > 1 => break,
                // 甲县支持乙公司: before its name such a verb governs it.
                _ if named && self.soft.has(before) && firm => break,
                // What a body does with another: 甲分行联合乙银行.
                // Right before the form of a firm it is what the firm does: 甲药业发展有限公司.
                _ if self.soft.has(before)
                    && start > 1
                    && self.ends_whole(&text[tokens[start - 2].span.clone()])
                    && !(start + 1 == end && self.firm_strong.has(head)) =>
                {
                    break;
                }
                // A firm may be called as a person is.
                // Farms are called so with nothing but what they are behind the name: 张三家庭农场.
                Kind::Person
                    if self.own_head.has(head)
                        && (core || self.firm_strong.has(head))
                        && !self.school.has(head)
                        && self.title.suffix(&text[..token.span.start]).is_none() =>
                {
                    start -= 1;
                    named = true;
                    core = true;
                }
                // Firms are called by any character but those of grammar.
                Kind::Word(_)
                    if core
                        && before.chars().count() == 1
                        && self.firm_strong.has(head)
                        && !self.firm_stop.has(before) =>
                {
                    start -= 1;
                    named = true;
                }
                // What a firm does stands between its name and its form: 甲乙印刷有限公司.
                Kind::Word(Tag::Verb)
                    if !named
                        && self.firm_strong.has(head)
                        && !self.governing.has(before)
                        && !self.soft.has(before) =>
                {
                    start -= 1;
                }
                // Or as a day or a number is.
                Kind::Time(_) | Kind::Quantity(_)
                    if core
                        && self.firm_strong.has(head)
                        && before.chars().all(is_han)
                        && start > 1
                        && is_place(tokens[start - 2].kind) =>
                {
                    start -= 1;
                    named = true;
                }
                _ if self.ends_body(before, token)
                    && !self.joined(text, tokens, start, head)
                    && !self.is_brand(text, tokens, start - 1, head) =>
                {
                    break;
                }
                _ => {
                    if let Some((first, _)) = self.place_word(text, tokens, start) {
                        start = first;
                        anchored = true;
                        placed = true;
                        break;
                    }
                    // What a firm owns is not the firm.
                    if self.site.has(head) && self.own_head.suffix(before).is_some() {
                        return None;
                    }
                    start -= 1;
                    if self.national_lead.has(before) {
                        anchored = true;
                        core = true;
                        // An institute of a body of the whole country: 中国某科学院国家甲研究院.
                        let owner = start > 0 && tokens[start - 1].kind == Kind::National && self.own_head.has(head);
                        start -= usize::from(owner);
                        break;
                    }
                    // The last character of a verb behind an organ is no office of it.
                    let stray = self.weak_head.has(head)
                        && start + 1 < end - 1
                        && text[tokens[end - 2].span.clone()].chars().count() == 1;
                    if self.is_organ(before) && stray {
                        return None;
                    }
                    if self.is_organ(before) {
                        // Before an organ that names its level stands only its place.
                        let place = start > 0 && is_place(tokens[start - 1].kind);
                        placed |= place;
                        start = if place { places_before(tokens, start - 1) } else { start };
                        anchored = true;
                        core = true;
                        break;
                    }
                    named |= token.kind == Kind::Unknown
                        || matches!(token.kind, Kind::Word(Tag::PlaceName | Tag::Other | Tag::Phrase))
                        || before.chars().count() == 1;
                    core |= !self.body_generic.has(before);
                }
            }
        }
        // Words that cannot begin a name are not part of it.
        while start + 1 < end && !anchored && self.cannot_begin(&text[tokens[start].span.clone()], &tokens[start]) {
            start += 1;
        }
        let first = &text[tokens[start].span.clone()];
        let before = tokens[..start].last().map_or("", |it| &text[it.span.clone()]);
        let alone = start + 1 == end;
        let class = |it: &Token| self.class_inside.has(&text[it.span.clone()]);
        if alone || tokens[start..end - 1].iter().any(class) {
            return None;
        }
        let counted = start > 0 && matches!(tokens[start - 1].kind, Kind::Quantity(_));
        if (counted || self.generic_before(before)) && !placed {
            return None;
        }
        named |= first.starts_with(ORDINAL);
        // Common words make a firm's name, if there are two of them: 甲乙优选专业合作社.
        let generic = |word: &str| self.body_generic.has(word) || self.firm_generic.has(word);
        let plain = tokens[start..end - 1].iter().filter(|it| !generic(&text[it.span.clone()])).count();
        // The form of a company in law tells that what stands before it is a name, as who heads it does.
        let headed = || self.headed(text, tokens, end);
        let legal = |it: &str| self.form.has(it) && it.ends_with(COMPANY) && it.chars().count() > 2;
        named |= plain > 1 && self.firm_strong.has(head)
            || plain > 0 && (legal(head) || firm && headed()) && start + 2 < end
            || start + 2 == end && self.bank.has(head) && !self.bank_generic.has(first);
        // 张三大学毕业: a school of no name.
        let school = self.school.has(head) && text[last.span.end..].starts_with(GRADUATES);
        if school && !anchored && text[tokens[start].span.start..last.span.start].chars().count() < 2 {
            return None;
        }
        let weak = self.weak_head.has(head);
        if anchored {
            let enough = core || !weak;
            let levelled = self.level.has(first);
            let class = levelled && start + 2 < end && !core;
            return (enough && !class && (levelled || !self.body_generic.has(first)))
                .then_some((start, "body.anchored"));
        }
        let quoted = first == "\u{201c}" && self.task.has(head);
        let own = quoted || self.own_head.suffix(word).is_some() || first.starts_with(ORDINAL) && self.task.has(head);
        (own && named && core && !self.body_generic.has(first)).then_some((start, "body.own-name"))
    }

    /// Tells whether the name of an organization of the whole country stands before a place in which it has a
    /// committee: 共青团甲县委.
    fn is_league(&self, text: &str, tokens: &[Token], start: usize) -> bool {
        start > 0 && self.league.has(&text[tokens[start - 1].span.clone()])
    }

    /// Reads an organ that names its level, `县委`, with the place before it.
    fn organ(&self, text: &str, tokens: &[Token], end: usize) -> Option<(usize, &'static str)> {
        let start = end - 1;
        let before = tokens[..start].last();
        if before.is_some_and(|it| is_place(it.kind)) {
            let first = places_before(tokens, start - 1);
            return Some((first - usize::from(self.is_league(text, tokens, first)), "body.anchored"));
        }
        let counted = before.is_some_and(|it| matches!(it.kind, Kind::Quantity(_)));
        let class = before.is_some_and(|it| self.class_word.has(&text[it.span.clone()]));
        (!counted && !class).then_some((start, "body.organ"))
    }

    /// Looks past a place inside a name for the level that the name begins with: `市支援甲县抗洪领导小组`.
    fn outer_level(&self, text: &str, tokens: &[Token], start: usize) -> Option<usize> {
        for at in (start.saturating_sub(4)..start).rev() {
            let token = &tokens[at];
            let word = &text[token.span.clone()];
            if self.level.has(word) && at + 1 < start {
                return Some(at);
            }
            let hard = self.governing.has(word) && !self.soft.has(word);
            if !matches!(token.kind, Kind::Word(Tag::Verb | Tag::VerbalNoun | Tag::Noun)) || hard {
                return None;
            }
        }
        None
    }

    fn is_deed(&self, text: &str, token: &Token) -> bool {
        let word = &text[token.span.clone()];
        token.kind == Kind::Word(Tag::Verb) && word.chars().count() > 1 && !self.stem.has(word)
    }

    /// Tells whether a conjunction or quantity before `start` belongs to the name of a department.
    fn joined(&self, text: &str, tokens: &[Token], start: usize, head: &str) -> bool {
        let stem = |it: usize| tokens.get(it).is_some_and(|it| self.stem.has(&text[it.span.clone()]));
        let word = &text[tokens[start - 1].span.clone()];
        // 文化和体育科: the departments of a ministry or hall.
        if self.conjunction.has(word) && self.weak_head.has(head) {
            return stem(start) && start.checked_sub(2).is_some_and(stem);
        }
        self.stem.has(word) || matches!(tokens[start - 1].kind, Kind::Word(Tag::Number))
    }

    /// Tells whether the word before a name makes it a class: `各县委`, `全市`.
    fn generic_before(&self, word: &str) -> bool {
        self.class_word.has(word)
    }

    pub(crate) fn cannot_begin(&self, word: &str, token: &Token) -> bool {
        match token.kind {
            // 建起甲园
            Kind::Word(_) if self.not_first.has(word) => true,
            Kind::Word(_) if word.chars().count() == 1 => self.governing.has(word),
            Kind::Word(_) if word.starts_with(ORDINAL) || self.place_lead.has(word) => false,
            Kind::Word(tag) => {
                matches!(tag, Tag::Verb | Tag::Direction | Tag::Number | Tag::Time) && !self.stem.has(word)
                    || self.body_generic.has(word)
            }
            _ => false,
        }
    }

    /// Returns where a short bracket or quotation that closes at `close` opens.
    fn bracket(&self, text: &str, tokens: &[Token], close: usize) -> Option<usize> {
        let open = match &text[tokens[close].span.clone()] {
            "\u{ff09}" => "\u{ff08}",
            "\u{201d}" => "\u{201c}",
            _ => return None,
        };
        let first = close.saturating_sub(8);
        let at = (first..close).rev().find(|&it| &text[tokens[it].span.clone()] == open)?;
        let inside = &tokens[at + 1..close];
        (!inside.is_empty() && inside.iter().all(|it| it.kind != Kind::Mark)).then_some(at)
    }
}

/// Steps left over a chain of places; `at` is one of them or a national body.
fn places_before(tokens: &[Token], at: usize) -> usize {
    let mut start = at;
    while start > 0 && is_place(tokens[start - 1].kind) {
        start -= 1;
    }
    start
}
