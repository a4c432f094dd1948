//! Phrases: the noun phrase that begins behind a number, and the word lists by which phrases are read.
use crate::entity::Class;
use crate::lexicon::Tag;
use crate::mention::naming::Resolved;
use crate::rate::is_money;
use crate::scene::{Line, Part, Scene, Unit, named};
use crate::segment::Kind;
use crate::words::{WordList, Words};

/// Reads what stands around numbers.
pub struct Phrases<'s, 'a> {
    pub(crate) scene: &'s Scene<'a>,
    pub(crate) resolved: &'s Resolved,
    pub(crate) lists: Lists<'a>,
}

/// The word lists by which phrases are read.
pub(crate) struct Lists<'a> {
    pub(crate) link: &'a WordList,
    pub(crate) drop: &'a WordList,
    pub(crate) up: &'a WordList,
    pub(crate) down: &'a WordList,
    pub(crate) more: &'a WordList,
    pub(crate) less: &'a WordList,
    pub(crate) frame: &'a WordList,
    pub(crate) household: &'a WordList,
    pub(crate) person: &'a WordList,
    pub(crate) level: &'a WordList,
    pub(crate) governing: &'a WordList,
    pub(crate) soft: &'a WordList,
    pub(crate) particle: &'a WordList,
    pub(crate) area: &'a WordList,
    pub(crate) stop: &'a WordList,
    pub(crate) each: &'a WordList,
    pub(crate) effect: &'a WordList,
    pub(crate) modifier: &'a WordList,
    pub(crate) bound: &'a WordList,
    pub(crate) earn: &'a WordList,
    pub(crate) sell: &'a WordList,
    pub(crate) spend: &'a WordList,
    pub(crate) fund: &'a WordList,
    pub(crate) use_for: &'a WordList,
    pub(crate) size: &'a WordList,
    pub(crate) take: &'a WordList,
    pub(crate) own: &'a WordList,
    pub(crate) stage: &'a WordList,
    pub(crate) outcome: &'a WordList,
    pub(crate) source: &'a WordList,
    pub(crate) local: &'a WordList,
    pub(crate) land: &'a WordList,
    pub(crate) tail: &'a WordList,
    pub(crate) duly: &'a WordList,
}

impl<'a> Lists<'a> {
    fn new(words: &'a Words) -> Self {
        Self {
            link: words.list("figure_link"),
            drop: words.list("figure_drop"),
            up: words.list("change_up"),
            down: words.list("change_down"),
            more: words.list("change_more"),
            less: words.list("change_less"),
            frame: words.list("change_frame"),
            household: words.list("household_noun"),
            person: words.list("person_noun"),
            level: words.list("level_verb"),
            governing: words.list("governing"),
            soft: words.list("governing_soft"),
            particle: words.list("particle"),
            area: words.list("area_word"),
            stop: words.list("figure_stop"),
            each: words.list("figure_each"),
            effect: words.list("figure_effect"),
            modifier: words.list("figure_modifier"),
            bound: words.list("figure_bound"),
            earn: words.list("figure_earn"),
            sell: words.list("figure_sell"),
            spend: words.list("figure_spend"),
            fund: words.list("figure_fund"),
            use_for: words.list("figure_use"),
            size: words.list("figure_size"),
            take: words.list("figure_take"),
            own: words.list("own_word"),
            stage: words.list("figure_stage"),
            outcome: words.list("figure_outcome"),
            source: words.list("figure_source"),
            local: words.list("figure_local"),
            land: words.list("figure_land"),
            tail: words.list("figure_tail"),
            duly: words.list("figure_duly"),
        }
    }
}

/// What stands behind a quantity.
#[derive(Default)]
pub(crate) struct Behind {
    pub(crate) words: String,
    /// It begins with a verb.
    pub(crate) verbal: bool,
    /// It ends where its clause ends.
    pub(crate) closed: bool,
    /// `的` links it to the number.
    pub(crate) of: bool,
    /// The number is how long, broad or high it is: `长的`.
    pub(crate) dimension: bool,
}

impl<'s, 'a> Phrases<'s, 'a> {
    /// Reads the word lists.
    pub fn new(scene: &'s Scene<'a>, resolved: &'s Resolved) -> Self {
        Self { scene, resolved, lists: Lists::new(scene.words) }
    }

    /// Returns the noun phrase directly behind a quantity.
    pub(crate) fn behind(&self, line: &Line, at: usize, people: bool) -> Behind {
        let mut metric = String::new();
        let mut next = at + 1;
        let mut verbal = false;
        let word_at = |it: usize| line.units.get(it).map_or("", |it| self.scene.word(it));
        if self.lists.bound.has(word_at(next)) {
            next += 1;
        }
        // 3块多 is the number's own.
        if word_at(next) == MORE {
            next += 1;
        }
        let dimension = DIMENSIONS.contains(&word_at(next)) && word_at(next + 1) == OF;
        if dimension {
            next += 1;
        }
        let of = word_at(next) == OF;
        if of {
            next += 1;
        }
        // 8位当地篾匠
        if self.lists.local.has(word_at(next)) && line.units.get(next + 1).is_some_and(is_nominal) {
            next += 1;
        }
        // 40人按期脱贫 says what they do.
        if self.lists.duly.has(word_at(next)) {
            return Behind::default();
        }
        if let Some(noun) = self.relative(line, next) {
            next = noun;
        } else if let Some(twin) = self.twin(line, at) {
            return self.behind(line, twin, people);
        }
        while let Some(unit) = line.units.get(next) {
            let word = self.scene.word(unit);
            if word == OF && (verbal || metric.chars().count() == 1) && self.noun_near(line, next) {
                // 受灾农户的情况 counts them.
                if people && self.ends_in_people(&metric) {
                    break;
                }
                // 符合条件的贫困户 counts 贫困户, 村的饮水工程 counts the works of the villages.
                if verbal {
                    metric.clear();
                }
                verbal = false;
                next += 1;
                continue;
            }
            // 驻村 is two words to the lexicon.
            let pair = line.units.get(next + 1).map(|it| self.scene.text(&(unit.span.start..it.span.end)));
            if let Some(pair) = pair.filter(|it| self.lists.modifier.has(it)) {
                metric.push_str(pair);
                next += 2;
                continue;
            }
            let bracket =
                (word == OPEN_BRACKET && !metric.is_empty()).then(|| self.closing(line, next, CLOSE_BRACKET, 8));
            if let Some(close) = bracket.flatten()
                && (line.units.get(close + 1).is_some_and(is_noun) || metric.chars().count() == 1)
            {
                metric.push_str(self.scene.text(&(unit.span.start..line.units[close].span.end)));
                next = close + 1;
                continue;
            }
            let close = if word == OPEN_QUOTE { CLOSE_QUOTE } else { CLOSE_INNER };
            let quote = matches!(word, OPEN_QUOTE | OPEN_INNER).then(|| self.closing(line, next, close, 8));
            if let Some(close) = quote.flatten() {
                let inside = unit.span.end..line.units[close].span.start;
                let goes_on = line.units.get(close + 1).is_some_and(is_noun);
                if !goes_on && !metric.is_empty() {
                    break;
                }
                let whole = unit.span.start..line.units[close].span.end;
                metric.push_str(self.scene.text(if goes_on { &whole } else { &inside }));
                next = close + 1;
                continue;
            }
            let goes_on = match unit.part {
                Part::Name(_) => !matches!(named(self.resolved, unit), Some((_, Class::Person))),
                Part::Token(Kind::Word(tag)) => self.goes_on(line, next, word, tag, &metric, &mut verbal, people),
                Part::Token(
                    Kind::Unknown
                    | Kind::Latin
                    | Kind::Division
                    | Kind::Town
                    | Kind::Place
                    | Kind::National
                    | Kind::Firm,
                ) => true,
                // 2个万人集聚区
                Part::Token(Kind::Quantity(_)) => {
                    metric.is_empty()
                        && self.scene.quantity(unit).is_some_and(|it| it.chinese && !it.measure)
                        && (line.units.get(next + 1).is_some_and(is_noun)
                            || line.units.get(next + 1).is_some_and(is_verb) && self.leads_to_noun(line, next + 1))
                }
                Part::Token(_) => false,
            };
            if !goes_on || next - at > 12 {
                break;
            }
            metric.push_str(word);
            next += 1;
        }
        // 长到30厘米高的时候
        if dimension && WHEN.contains(&metric.as_str()) {
            metric.clear();
        }
        // 带动3千人年均增收: what they do, not what they are.
        if people && self.lists.each.prefix(&metric).is_some() {
            metric.clear();
        }
        if let Some((cut, _)) =
            metric.char_indices().skip(1).find(|it| self.lists.stop.prefix(&metric[it.0..]).is_some())
        {
            metric.truncate(cut);
        }
        // 6名专家常年蹲点
        while let Some(tail) = self.lists.tail.suffix(&metric).filter(|it| it.len() < metric.len()) {
            metric.truncate(metric.len() - tail.len());
        }
        let closed =
            line.units.get(next).is_none_or(|it| matches!(self.scene.word(it), COMMA | "\u{3002}" | "\u{ff1b}"));
        Behind { words: metric, verbal, closed, of, dimension }
    }

    /// Returns the next number of a list that counts the same: `20处、共600立方米土石`, `分别奖励3万元、2万元奖金`.
    fn twin(&self, line: &Line, at: usize) -> Option<usize> {
        let word = |it: usize| line.units.get(it).map_or("", |it| self.scene.word(it));
        let next = (at + 2..line.units.len()).find(|it| !self.lists.link.has(word(*it)))?;
        let quantity = |it: usize| line.units.get(it).and_then(|it| self.scene.quantity(it));
        let (here, there) = (quantity(at)?, quantity(next)?);
        let alike = here.unit == there.unit && is_money(here) || next > at + 2 && there.measure;
        (word(at + 1) == LIST && alike).then_some(next)
    }

    /// Tells whether a word goes on with the noun phrase behind a quantity.
    #[expect(clippy::too_many_arguments, reason = "the state of the walk in `behind`")]
    fn goes_on(
        &self,
        line: &Line,
        at: usize,
        word: &str,
        tag: Tag,
        metric: &str,
        verbal: &mut bool,
        people: bool,
    ) -> bool {
        if self.lists.modifier.has(word) {
            return true;
        }
        let join = matches!(word, AND | "\u{53ca}" | "\u{4e0e}")
            && !metric.is_empty()
            && line
                .units
                .get(at + 1)
                .is_some_and(|it| is_noun(it) || matches!(it.part, Part::Token(Kind::Word(Tag::Adjective))))
            // 70家工厂和众多的果农: what is described apart is counted by none.
            && line.units.get(at + 2).is_none_or(|it| self.scene.word(it) != OF);
        if join {
            return true;
        }
        let empty = metric.is_empty();
        let next = line.units.get(at + 1);
        // 光伏, 玉露: characters that the lexicon knows only apart.
        let apart = |it: &Unit| {
            matches!(it.part, Part::Token(Kind::Word(_) | Kind::Unknown)) && self.is_character(self.scene.word(it))
        };
        if matches!(tag, Tag::Verb | Tag::Adverb) && self.is_character(word) && next.is_some_and(apart) {
            return true;
        }
        // 120家超市: what a counter stands before and the clause ends in is a noun, whatever else it may be.
        let ends = next.is_none_or(|it| matches!(it.part, Part::Token(Kind::Mark)));
        let known = self.lists.governing.has(word) || self.lists.effect.has(word) || self.lists.level.has(word);
        if tag == Tag::Verb && empty && ends && !people && !known && word.chars().count() > 1 {
            return true;
        }
        let change = self.lists.up.has(word) || self.lists.down.has(word) || self.lists.level.has(word);
        let whole = !empty && people && self.ends_in_people(metric);
        // 3个非遗项目: what stands between a counter and a noun qualifies it, whatever else it may be.
        let bare = !self.lists.drop.has(word) && !self.lists.link.has(word);
        let qualifies = bare && empty && next.is_some_and(is_noun);
        let stop = self.lists.particle.has(word)
            || change && empty
            // 县处级以上干部 are so ranked.
            || (empty || !self.lists.bound.has(word))
                && self.lists.governing.has(word)
                && !self.lists.soft.has(word)
                && tag != Tag::Other
            || tag == Tag::Adverb && !qualifies
            || matches!(tag, Tag::Preposition | Tag::Conjunction | Tag::Particle | Tag::Pronoun)
            // 39家沿江企业 lie where the word says.
            || tag == Tag::Direction && (word.chars().count() < 2 || !self.leads_to_noun(line, at))
            || tag == Tag::Verb && (whole || !self.leads_to_noun(line, at)) && self.lists.fund.suffix(word).is_none();
        *verbal |= tag == Tag::Verb && empty && !stop;
        !stop
    }

    /// Tells whether a word is a character that is no word by itself here.
    fn is_character(&self, word: &str) -> bool {
        word.chars().count() == 1
            && ![self.lists.governing, self.lists.particle, self.lists.link, self.lists.drop, self.lists.level]
                .iter()
                .any(|it| it.has(word))
    }

    pub(crate) fn ends_in_people(&self, noun: &str) -> bool {
        let person = self.lists.person.suffix(noun).is_some_and(|it| it.chars().count() > 1);
        person || self.lists.household.suffix(noun).is_some() || noun.ends_with(FIRM)
    }

    /// Returns where the noun begins that a relative clause at `start` stands before: `有任务的企业`.
    fn relative(&self, line: &Line, start: usize) -> Option<usize> {
        let first = line.units.get(start)?;
        if !matches!(first.part, Part::Token(Kind::Word(Tag::Verb | Tag::Adverb | Tag::Time | Tag::Preposition))) {
            return None;
        }
        for at in start + 1..line.units.len().min(start + 9) {
            let unit = &line.units[at];
            if self.scene.word(unit) == OF {
                return line.units.get(at + 1).is_some_and(is_nominal).then_some(at + 1);
            }
            if matches!(unit.part, Part::Token(Kind::Mark | Kind::Quantity(_))) || self.scene.word(unit) == AND {
                return None;
            }
        }
        None
    }

    /// Returns where the bracket or quotation that opens at `open` closes, if it does so soon.
    fn closing(&self, line: &Line, open: usize, close: &str, reach: usize) -> Option<usize> {
        (open + 1..line.units.len().min(open + reach)).find(|it| self.scene.word(&line.units[*it]) == close)
    }

    /// Tells whether a verb stands inside a noun phrase: before a noun, or before one more verb and a noun.
    fn leads_to_noun(&self, line: &Line, at: usize) -> bool {
        let noun = |it: usize| line.units.get(it).is_some_and(|it| is_noun(it) || self.scene.word(it) == VILLAGE);
        let fund = line.units.get(at + 1).is_some_and(|it| self.lists.fund.has(self.scene.word(it)));
        fund || noun(at + 1) || line.units.get(at + 1).is_some_and(is_verb) && noun(at + 2)
    }

    /// Tells whether a noun is among the next words, nothing but what qualifies it between.
    fn noun_near(&self, line: &Line, at: usize) -> bool {
        let next = line.units.iter().skip(at + 1).take(3);
        next.take_while(|it| is_nominal(it)).any(is_noun)
    }
}

pub(crate) fn is_noun(unit: &Unit) -> bool {
    matches!(unit.part, Part::Token(Kind::Word(Tag::Noun | Tag::VerbalNoun)))
}

pub(crate) fn is_verb(unit: &Unit) -> bool {
    matches!(unit.part, Part::Token(Kind::Word(Tag::Verb | Tag::VerbalNoun)))
}

/// Tells whether a unit may be part of a noun phrase.
pub(crate) fn is_nominal(unit: &Unit) -> bool {
    matches!(
        unit.part,
        Part::Name(_)
            | Part::Token(
                Kind::Word(Tag::Noun | Tag::VerbalNoun | Tag::Adjective | Tag::PlaceName | Tag::Other | Tag::Phrase)
                    | Kind::Unknown
                    | Kind::Latin
            )
    )
}

/// What opens a bracket.
pub const OPEN_BRACKET: &str = "\u{ff08}";
/// What closes a bracket.
pub const CLOSE_BRACKET: &str = "\u{ff09}";
pub(crate) const OPEN_QUOTE: &str = "\u{201c}";
pub(crate) const CLOSE_QUOTE: &str = "\u{201d}";
/// Marks of a quotation inside another.
const OPEN_INNER: &str = "\u{2018}";
const CLOSE_INNER: &str = "\u{2019}";
const VILLAGE: &str = "\u{6751}";
pub(crate) const OF: &str = "\u{7684}";
pub(crate) const AND: &str = "\u{548c}";
pub(crate) const LIST: &str = "\u{3001}";
pub(crate) const COMMA: &str = "\u{ff0c}";
/// Words for a time or place behind a measure.
const WHEN: [&str; 3] = ["\u{65f6}\u{5019}", "\u{65f6}", "\u{5730}\u{65b9}"];
/// How a measure lies: long, broad, high, deep, thick.
const DIMENSIONS: [&str; 5] = ["\u{957f}", "\u{5bbd}", "\u{9ad8}", "\u{6df1}", "\u{539a}"];
const MORE: &str = "\u{591a}";
const FIRM: &str = "\u{4f01}\u{4e1a}";
