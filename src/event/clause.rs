//! Clauses: sentences cut at their commas, with what the finders of events ask of one.
use crate::entity::{Class, EntityId};
use crate::lexicon::Tag;
use crate::mention::naming::Resolved;
use crate::scene::{Part, Scene, Unit, named};
use crate::segment::Kind;
use crate::text::Span;
use crate::time::period::Period;

/// A stretch of a sentence between commas.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    /// The number of its sentence.
    pub(super) line: usize,
    /// The number of its paragraph.
    pub(super) paragraph: usize,
    /// Its first unit.
    pub(super) start: usize,
    /// The unit behind its last.
    pub(super) end: usize,
    /// It lies in a speech in quotation marks.
    pub(super) quoted: bool,
}

const OPEN_QUOTE: char = '\u{201c}';
const CLOSE_QUOTE: char = '\u{201d}';
/// Full stop, comma, semicolon, exclamation and question mark, colon, dash, wide blank, and
/// the bracket that closes a heading.
const ENDS: [char; 12] = [
    '\u{3002}', '\u{ff0c}', ',', '\u{ff1b}', ';', '\u{ff01}', '\u{ff1f}', '\u{ff1a}', ':', '\u{2014}', '\u{3000}',
    '\u{3011}',
];

/// Cuts the sentences of an article into clauses.
pub(super) fn clauses(scene: &Scene<'_>) -> Vec<Clause> {
    let speeches: Vec<Span> =
        scene.article.paragraphs.iter().flat_map(|it| speeches(scene.text(it), it.start)).collect();
    let speech_at = |at: usize| speeches.iter().position(|it| it.start < at && at < it.end);
    let mut res: Vec<Clause> = Vec::new();
    for (number, line) in scene.lines.iter().enumerate() {
        let mut open: Option<Clause> = None;
        let mut last = None;
        for (at, unit) in line.units.iter().enumerate() {
            let speech = speech_at(unit.span.start);
            let name = matches!(unit.part, Part::Name(_));
            if !name && scene.word(unit).starts_with(ENDS) || speech != last {
                res.extend(open.take());
            }
            last = speech;
            if !name && scene.word(unit).starts_with(ENDS) {
                continue;
            }
            let fresh =
                || Clause { line: number, paragraph: line.paragraph, start: at, end: at, quoted: speech.is_some() };
            open.get_or_insert_with(fresh).end = at + 1;
        }
        res.extend(open);
    }
    res
}

/// Returns the quotations of a paragraph that are speech: those with a comma or full stop in them.
fn speeches(text: &str, offset: usize) -> Vec<Span> {
    let mut res = Vec::new();
    let mut start = None;
    let mut depth = 0;
    for (at, it) in text.char_indices() {
        match it {
            OPEN_QUOTE => {
                if depth == 0 {
                    start = Some(at);
                }
                depth += 1;
            }
            CLOSE_QUOTE => {
                depth -= i32::from(depth > 0);
                if let Some(start) = start.take_if(|_| depth == 0)
                    && text[start..at].contains(['\u{ff0c}', '\u{3002}', '\u{ff01}', '\u{ff1f}'])
                {
                    res.push(offset + start..offset + at);
                }
            }
            _ => {}
        }
    }
    res
}

impl Clause {
    /// Returns its units.
    pub(super) fn units<'s>(&self, scene: &'s Scene<'_>) -> &'s [Unit] {
        &scene.lines[self.line].units[self.start..self.end]
    }

    /// Returns where it stands, in bytes of the article's text.
    pub(super) fn span(&self, scene: &Scene<'_>) -> Span {
        let units = self.units(scene);
        units.first().map_or(0, |it| it.span.start)..units.last().map_or(0, |it| it.span.end)
    }

    /// Returns the first of its units that is a word of the list and no name.
    pub(super) fn find(&self, scene: &Scene<'_>, list: &str) -> Option<usize> {
        let list = scene.words.list(list);
        if !scene.lines[self.line].lists.may_have(list) {
            return None;
        }
        self.units(scene).iter().position(|it| !matches!(it.part, Part::Name(_)) && list.has(scene.word(it)))
    }

    /// Tells whether one of its units before `end` is a word of the list.
    pub(super) fn has_before(&self, scene: &Scene<'_>, end: usize, list: &str) -> bool {
        self.find(scene, list).is_some_and(|it| it < end)
    }
}

/// Returns the entity of a unit that names a place or a body.
pub(super) fn party(resolved: &Resolved, unit: &Unit) -> Option<EntityId> {
    named(resolved, unit).filter(|it| matches!(it.1, Class::Place | Class::Organization)).map(|it| it.0)
}

/// Returns the entity of a unit that names a person.
pub(super) fn person(resolved: &Resolved, unit: &Unit) -> Option<EntityId> {
    named(resolved, unit).filter(|it| it.1 == Class::Person).map(|it| it.0)
}

/// Returns the places and bodies that act in a stretch of units: those that no preposition of place or
/// direction governs and that own nothing.
pub(super) fn actors(scene: &Scene<'_>, resolved: &Resolved, units: &[Unit]) -> Vec<EntityId> {
    let at = scene.words.list("event_at");
    let of = scene.words.list("event_of");
    let mut res = Vec::new();
    let mut governed = false;
    for (i, unit) in units.iter().enumerate() {
        if let Some(entity) = party(resolved, unit) {
            governed |= i > 0 && is_in(scene, &units[..i]);
            let owns = units.get(i + 1).is_some_and(|it| of.has(scene.word(it)));
            if !governed && !owns && !attributive(scene, resolved, units, i) && !res.contains(&entity) {
                res.push(entity);
            }
        } else if at.has(scene.word(unit)) {
            governed = true;
        } else if matches!(unit.part, Part::Token(Kind::Word(Tag::Verb))) {
            governed = false;
        }
    }
    res
}

/// Tells whether words end in a preposition of place, were it only in a word that is not known: `某县在`.
pub(super) fn is_in(scene: &Scene<'_>, units: &[Unit]) -> bool {
    scene.words.list("event_in").suffix(text(scene, units)).is_some()
}

/// Returns the places and bodies with which a clause begins, behind words of time and manner.
pub(super) fn leading(scene: &Scene<'_>, resolved: &Resolved, clause: &Clause) -> Vec<EntityId> {
    let and = scene.words.list("conjunction");
    let mut res = Vec::new();
    let units = clause.units(scene);
    for (i, unit) in units.iter().enumerate() {
        let skipped = match unit.part {
            Part::Token(Kind::Time(_) | Kind::Mark) => true,
            Part::Token(Kind::Word(Tag::Time | Tag::Adverb | Tag::Conjunction)) => true,
            Part::Token(_) => and.has(scene.word(unit)),
            Part::Name(_) => false,
        };
        match party(resolved, unit) {
            Some(_) if units.get(i + 1).is_some_and(|it| scene.quantity(it).is_some()) => break,
            Some(entity) => res.push(entity),
            None if skipped => {}
            None => break,
        }
    }
    res
}

/// Returns what a clause without a subject is about: what the nearest clause before it in its paragraph
/// begins with, else the place that the article is set in. Nothing where somebody else has acted in its sentence.
pub(super) fn topic(scene: &Scene<'_>, resolved: &Resolved, clauses: &[Clause], at: usize) -> Vec<EntityId> {
    let here = clauses[..at].iter().rev().take_while(|it| it.paragraph == clauses[at].paragraph);
    for clause in here.filter(|it| !it.quoted) {
        let found = leading(scene, resolved, clause);
        let units = clause.units(scene);
        let first = units.iter().find(|it| {
            scene.time(it).is_none() && !matches!(it.part, Part::Token(Kind::Word(Tag::Time | Tag::Adverb)))
        });
        let subject = first.is_some_and(|it| matches!(it.part, Part::Token(Kind::Word(Tag::Noun | Tag::VerbalNoun))));
        let other = subject || units.iter().any(|it| person(resolved, it).is_some());
        if !found.is_empty() || other && clause.line == clauses[at].line {
            return found;
        }
    }
    scene.home.into_iter().collect()
}

/// Returns when what a clause tells before its unit `verb` happened: the last time in it before that,
/// else the last time with which a clause before it in its sentence begins.
pub(super) fn when(scene: &Scene<'_>, clauses: &[Clause], at: usize, verb: usize) -> Option<Period> {
    let clause = &clauses[at];
    let here = clause.units(scene)[..verb].iter().rev().find_map(|it| point(scene, it));
    here.or_else(|| {
        let before = clauses[..at].iter().rev().take_while(|it| it.line == clause.line);
        before.filter_map(|it| it.units(scene).iter().take(3).find_map(|it| point(scene, it))).next()
    })
}

/// Returns what a time expression stands for at which something can happen: not `now` or `up to now`.
pub(super) fn point(scene: &Scene<'_>, unit: &Unit) -> Option<Period> {
    let status = scene.words.list("event_status_time");
    let word = scene.word(unit);
    scene.time(unit).filter(|_| status.prefix(word).is_none() && status.suffix(word).is_none())
}

/// Returns the year of which a paragraph says in its first words that it tells of it: `这一年`.
pub(super) fn year_told(scene: &Scene<'_>, clauses: &[Clause], at: usize) -> Option<Period> {
    let first = clauses.iter().find(|it| it.paragraph == clauses[at].paragraph)?;
    let told = scene.words.list("event_this_year").prefix(text(scene, first.units(scene))).is_some();
    let year = scene.date?.end?.year;
    told.then(|| crate::time::period::Date::of_year(year).period())
}

/// Tells whether a place only qualifies the noun behind it: `某市农业企业`.
pub(super) fn attributive(scene: &Scene<'_>, resolved: &Resolved, units: &[Unit], at: usize) -> bool {
    let place = named(resolved, &units[at]).is_some_and(|it| it.1 == Class::Place);
    let Some(next) = units.get(at + 1).filter(|_| place) else { return false };
    let open = scene.text(&(units[at].span.end..next.span.end)).starts_with(OPEN_QUOTE);
    matches!(next.part, Part::Token(Kind::Word(Tag::Noun | Tag::Other) | Kind::Unknown | Kind::Latin))
        && !open
        && !scene.words.list("event_hold").has(scene.word(next))
        && !scene.words.list("event_adverb").has(scene.word(next))
}

/// Returns the text of units from `start` to `end` of a clause.
pub(super) fn text<'a>(scene: &Scene<'a>, units: &[Unit]) -> &'a str {
    match (units.first(), units.last()) {
        (Some(first), Some(last)) => scene.text(&(first.span.start..last.span.end)),
        _ => "",
    }
}

/// Returns the first time expression's period of a stretch of units.
pub(super) fn text_time(scene: &Scene<'_>, units: &[Unit]) -> Option<Period> {
    units.iter().find_map(|it| point(scene, it))
}
