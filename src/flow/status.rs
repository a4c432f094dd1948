//! Whether a flow is done, promised or planned, and what it is for.
use super::clause::Clause;
use super::{Case, Sum, Told};
use crate::lexicon::Tag;
use crate::rate::is_money;
use crate::scene::{Part, Scene};
use crate::segment::Kind;
use crate::words::WordList;

/// `将`
const WILL: &str = "\u{5c06}";
/// `预算内`
const BUDGETED: &str = "\u{9884}\u{7b97}\u{5185}";
/// The longest purpose, in characters.
const LONGEST: usize = 30;

/// Returns completed, pledged or planned.
pub(super) fn status(case: &Case<'_>) -> &'static str {
    let Case { reader, told, sum, .. } = case;
    let list = |name: &str| reader.words.list(name);
    let clause = &told.clauses[sum.clause];
    let before = &clause.text[..clause.place(sum.unit)];
    let sentence: String = told.clauses[..sum.clause].iter().map(|it| it.text.as_str()).collect();
    if holds(list("flow_total"), before) && sum.hit.kind == "investment" {
        let done = |it: &Clause| {
            holds(list("flow_built"), &it.text)
                && !["flow_planned", "flow_planned_soft"].iter().any(|not| holds(list(not), &it.text))
        };
        return if told.clauses.iter().any(done) { "completed" } else { "planned" };
    }
    let done = holds(list("flow_done"), before);
    let previous = told.clauses[..sum.clause].last().map_or("", |it| it.text.as_str());
    let planned = list("flow_planned");
    // 中央预算内投资 is no plan.
    let before = &before.replace(BUDGETED, "");
    let decreed = told.clauses[..sum.clause].iter().any(|it| list("flow_decrees").suffix(&it.text).is_some());
    if decreed || holds(planned, before) || !done && (holds(planned, previous) || soft(case)) {
        return "planned";
    }
    if holds(list("flow_pledged"), before)
        || matches!(sum.hit.kind, "donation") && holds(list("flow_pledged"), &sentence)
    {
        return "pledged";
    }
    "completed"
}

/// Tells whether a word of the list stands in a text.
pub(super) fn holds(list: &WordList, text: &str) -> bool {
    text.char_indices().any(|(at, _)| list.prefix(&text[at..]).is_some())
}

/// Tells whether a word for the future stands before the sum, and is not the `将` that stands for `把`.
fn soft(case: &Case<'_>) -> bool {
    let Case { scene, reader, told, sum, .. } = case;
    // 去年将报酬提高到2万元: what is past was done.
    let named = super::date_of(scene, told, sum.unit, true);
    if named.and_then(|it| it.end).zip(scene.today()).is_some_and(|(end, today)| end.year < today.year) {
        return false;
    }
    let list = reader.words.list("flow_planned_soft");
    let clause = &told.clauses[sum.clause];
    (clause.start..sum.unit).any(|at| {
        // 将3000万元投入产业园: 把.
        let money = told.line.units.get(at + 1).and_then(|it| scene.quantity(it)).is_some_and(is_money);
        let word = scene.word(&told.line.units[at]);
        list.has(word)
            && !(money && word == WILL)
            && told.line.units.get(at + 1).is_some_and(|next| {
                matches!(
                    next.part,
                    Part::Token(
                        Kind::Word(Tag::Verb | Tag::VerbalNoun | Tag::Adverb | Tag::Preposition | Tag::Adjective)
                            | Kind::Quantity(_)
                    )
                )
            })
    })
}

/// Returns what a sum is for, in the text's words: what follows `用于`, or the nouns around the word that governs it.
pub(super) fn purpose(scene: &Scene<'_>, told: &Told<'_>, sum: &Sum) -> Option<String> {
    let clause = &told.clauses[sum.clause];
    let units = &told.line.units;
    let use_for = scene.words.list("flow_use");
    if let Some(at) = (sum.unit + 1..clause.end).find(|&it| use_for.has(scene.word(&units[it]))) {
        return cut(scene, told, at + 1, clause.end);
    }
    if sum.hit_clause != sum.clause {
        return None;
    }
    let first = clause.unit(sum.hit.start);
    let last = clause.unit(sum.hit.end.saturating_sub(1));
    let mut start = first;
    while start > clause.start && noun(scene, told, start - 1) {
        start -= 1;
    }
    let mut end = last + 1;
    while end < sum.unit && noun(scene, told, end) {
        end += 1;
    }
    cut(scene, told, start, end).filter(|it| it.chars().any(char::is_alphanumeric))
}

fn noun(scene: &Scene<'_>, told: &Told<'_>, at: usize) -> bool {
    let unit = &told.line.units[at];
    match unit.part {
        Part::Token(Kind::Word(tag)) => {
            matches!(tag, Tag::Noun | Tag::VerbalNoun | Tag::Other | Tag::Adjective)
                && !scene.words.list("flow_to").has(scene.word(unit))
        }
        Part::Token(Kind::Unknown) => true,
        _ => false,
    }
}

fn cut(scene: &Scene<'_>, told: &Told<'_>, start: usize, end: usize) -> Option<String> {
    let units = told.line.units.get(start..end)?;
    let text = scene.text(&(units.first()?.span.start..units.last()?.span.end));
    let clean: String = text.chars().filter(|it| !it.is_whitespace()).collect();
    (clean.chars().count() <= LONGEST && !clean.is_empty()).then_some(clean)
}
