//! Investments: from who puts the money in, into the work that is named or described.
use super::Case;
use super::around::{Around, Pair, done_by, giver, party};
use super::clause::{OF, clause_of};
use super::party::{Phrase, Role};
use super::status::holds;
use crate::entity::Class;
use crate::scene::{Line, Part, Scene};
use crate::statement::Party;

/// Returns the sides of an investment: the subject of an active verb, and the work that the clause names.
pub(super) fn investment(case: &Case<'_>, around: &Around) -> Pair {
    let Case { reader, told, sum, .. } = case;
    let clause = &told.clauses[sum.clause];
    let before = &clause.text[..clause.place(sum.unit)];
    let work = |it: &&Phrase| is_work(case, it);
    let builds = |text: &str| holds(reader.words.list("flow_builds"), text);
    let headed = head_behind(case);
    let listed = listed_work(case, around);
    let whole = ["flow_total", "flow_spent"].iter().any(|it| holds(reader.words.list(it), before));
    if whole || headed.is_some() && qualifies(case, around) || listed.is_some() {
        let counted = counted_works(case).map(Party::Words);
        let works: Vec<&Phrase> = around.before.iter().filter(work).collect();
        let only = if works.len() == 1 { works.first().copied() } else { None }.or(listed);
        let behind = around.here.iter().filter(work).find(|it| it.start > sum.unit);
        let here = around.here.iter().find(work);
        let payee = party(behind).or(headed.map(Party::Words)).or_else(|| party(here)).or(counted);
        let plans = holds(reader.words.list("flow_plans"), before);
        let body = |it: &&Phrase| matches!(it.class, Some(Class::Organization | Class::Place));
        let payer = around.subject().filter(|it| plans && body(it) && !is_work(case, it));
        let payer = payer.or_else(|| done_by(case, around, &["investment"])).or_else(|| signatory(case, around));
        let before = || told_of(case).filter(|_| around.here.is_empty() && around.before.is_empty());
        return (party(payer), payee.or_else(|| party(only)).or_else(before));
    }
    let guest = invited(case, around);
    let speaker = told.memory.speaks(case.resolved).map(Party::Entity);
    let into = around.here.iter().filter(|it| it.start > sum.unit).find(work);
    let next = told.clauses.get(sum.clause + 1).filter(|it| builds(&it.text));
    let next = next.and_then(|_| around.behind.iter().find(work)).or_else(|| built_for(case, around));
    let built = || work_behind(case, "flow_builds");
    // For whom it is brought in has not paid it.
    let to = party(around.to().filter(|it| it.start < sum.unit));
    let signed = || signatory(case, around).filter(|_| around.subject().is_none());
    let payer =
        party(guest.or_else(signed)).or_else(|| giver(case, around)).or(speaker).filter(|it| Some(it) != to.as_ref());
    let seat = || payer.as_ref().and_then(|it| seat(case, around, it));
    let payee = party(into).or_else(built).or_else(|| party(next)).or(to).or_else(seat);
    (payer, payee)
}

/// Returns the place in which a firm or somebody invests: `在某县投资3亿元`, `投资3亿元，在某县建设新厂`.
fn seat(case: &Case<'_>, around: &Around, payer: &Party) -> Option<Party> {
    let Case { scene, resolved, told, .. } = case;
    let units = &told.line.units;
    let list = |name: &str| case.reader.words.list(name);
    let whole = matches!(payer, Party::Entity(it) if matches!(resolved.entities[*it].class, Class::Organization | Class::Person));
    let at = |it: &usize| scene.word(&units[*it]) == AT;
    let word = |it: usize| units.get(it).map_or("", |it| scene.word(it));
    // 在某镇建设新厂: the run of nouns goes on behind the place.
    let ends = |it: &&Phrase| !it.loose || list("flow_builds").has(word(it.start + 1));
    let place = |it: &&Phrase| {
        it.class == Some(Class::Place)
            && ends(it)
            && it.start.checked_sub(1).as_ref().is_some_and(at)
            && !list("flow_inside").has(word(it.end))
    };
    let builds = |it: &&Phrase| {
        let clause = &told.clauses[clause_of(&told.clauses, it.start)];
        it.end <= case.sum.unit || holds(list("flow_builds"), &clause.text[clause.place(it.start)..])
    };
    let mut near = around.here.iter().chain(around.behind.iter());
    near.find(|it| place(it) && builds(it)).filter(|_| whole).map(|it| it.party.clone())
}

/// `在`
const AT: &str = "\u{5728}";

/// Returns whom the clause behind builds for: `，为某村修了2公里路`, `，援建某县医院`.
fn built_for<'p>(case: &Case<'_>, around: &'p Around) -> Option<&'p Phrase> {
    let Case { scene, told, sum, .. } = case;
    let next = told.clauses.get(sum.clause + 1)?;
    let first = scene.word(told.line.units.get(next.start)?);
    let list = |name: &str| case.reader.words.list(name);
    let aided = list("flow_aids").has(first) || list("flow_to").has(first) && holds(list("flow_builds"), &next.text);
    let whole = |it: &&Phrase| matches!(it.class, Some(Class::Organization | Class::Place)) && !it.loose;
    around.behind.first().filter(|it| aided && it.start == next.start + 1).filter(whole)
}

/// Returns the work that the clause before ends in, where nothing but the words for the sum stands in its own:
/// `某镇水厂扩建工程，投资680万元`.
fn listed_work<'p>(case: &Case<'_>, around: &'p Around) -> Option<&'p Phrase> {
    let told = case.told;
    let clause = &told.clauses[case.sum.clause];
    let begins = case.sum.hit_clause == case.sum.clause && clause.unit(case.sum.hit.start) == clause.start;
    let before = told.clauses[..case.sum.clause].last().filter(|_| begins)?;
    around.before.iter().rev().find(|it| it.end == before.end && is_work(case, it))
}

/// Returns the work that the sentence before is about: `某水库开工。总投资6亿元。`
fn told_of(case: &Case<'_>) -> Option<Party> {
    let memory = &case.told.memory;
    let near = case.told.number == memory.project_line + 1;
    memory.project.filter(|_| near && case.sum.clause == 0).map(Party::Entity)
}

/// Returns the firm that the clause before has brought in: `引进某集团，投资3亿元建厂`.
fn invited<'p>(case: &Case<'_>, around: &'p Around) -> Option<&'p Phrase> {
    if around.subject().is_some() {
        return None;
    }
    let before = case.told.clauses[..case.sum.clause].last()?;
    let invites = holds(case.reader.words.list("invites"), &before.text);
    let guest = |it: &&Phrase| it.role == Role::Object && !it.loose && it.class == Some(Class::Organization);
    around.before.iter().rev().filter(|it| it.start >= before.start).find(guest).filter(|_| invites)
}

/// Returns the firm that has signed for a work in a clause before.
fn signatory<'p>(case: &Case<'_>, around: &'p Around) -> Option<&'p Phrase> {
    let sign = case.reader.words.list("event_sign");
    let signs = case.told.clauses[..case.sum.clause].iter().any(|it| holds(sign, &it.text));
    let firm = case.reader.words.list("firm_head");
    let is_firm = |it: &&Phrase| it.class == Some(Class::Organization) && firm.suffix(case.name(&it.party)).is_some();
    around.before.iter().find(is_firm).filter(|_| signs)
}

/// Returns the work behind the sum that a verb of the list governs, in the text's words: `建设某镇冷库`.
pub(super) fn work_behind(case: &Case<'_>, verbs: &str) -> Option<Party> {
    let Case { scene, told, sum, .. } = case;
    let clause = &told.clauses[sum.clause];
    let verbs = scene.words.list(verbs);
    let verb = (sum.unit + 1..clause.end).find(|&it| verbs.has(scene.word(&told.line.units[it])))?;
    let heads = ["project_head", "flow_site"];
    let end = heads.iter().filter_map(|it| described(scene, told.line, verb + 1, clause.end, it)).min_by_key(|it| it.1);
    let (words, end) = end?;
    let proper = told.line.units[verb + 1..end].iter().any(|it| matches!(it.part, Part::Name(_)));
    proper.then_some(Party::Words(words))
}

/// Tells whether a phrase names a work: a project, or a site that is built.
fn is_work(case: &Case<'_>, phrase: &Phrase) -> bool {
    match (phrase.class, &phrase.party) {
        (Some(Class::Project), _) => true,
        (Some(Class::Place), Party::Entity(place)) => {
            let place = &case.resolved.entities[*place];
            place.code.is_none() && case.reader.words.list("flow_site").suffix(&place.name).is_some()
        }
        _ => false,
    }
}

/// Tells whether the words for a sum only qualify the work behind it: nobody stands right before them.
fn qualifies(case: &Case<'_>, around: &Around) -> bool {
    let clause = &case.told.clauses[case.sum.hit_clause];
    let hit = clause.unit(case.sum.hit.start);
    case.sum.hit_clause == case.sum.clause && hit > clause.start && !around.here.iter().any(|it| it.end == hit)
}

/// Returns the head of the noun phrase that a sum qualifies: `总投资5亿元的12个农业项目`.
fn head_behind(case: &Case<'_>) -> Option<String> {
    let Case { scene, told, sum, .. } = case;
    let units = &told.line.units;
    let clause = &told.clauses[sum.clause];
    let of = (sum.unit + 1..clause.end).take(FAR).find(|&it| scene.word(&units[it]) == OF)?;
    let heads = ["flow_group", "flow_site"].iter();
    let (words, _) =
        heads.filter_map(|it| described(scene, told.line, of + 1, clause.end, it)).min_by_key(|it| it.1)?;
    (!scene.words.list("flow_bare").has(&words)).then_some(words)
}

/// The farthest that what a sum qualifies may stand behind it, in units.
const FAR: usize = 8;

/// Returns the counted group of works that a sentence speaks of before a sum: `5个重点项目`.
fn counted_works(case: &Case<'_>) -> Option<String> {
    let Case { scene, told, sum, .. } = case;
    let first = told.clauses[sum.clause].start;
    let counts = |it: &usize| scene.quantity(&told.line.units[*it]).is_some_and(|it| !it.measure && !it.duration);
    let works = |it: usize| described(scene, told.line, it, first, "flow_works").map(|it| it.0);
    (0..first).rev().filter(counts).find_map(works)
}

/// Reads the words from a unit to the first head of a group, verbs inside it and all: `5个品质提升项目`.
pub(super) fn described(
    scene: &Scene<'_>,
    line: &Line,
    start: usize,
    stop: usize,
    heads: &str,
) -> Option<(String, usize)> {
    const LONGEST: usize = 20;
    let heads = scene.words.list(heads);
    let units = line.units.get(start..stop)?;
    let first = units.first()?.span.start;
    let counted = usize::from(scene.quantity(&units[0]).is_some());
    for (at, unit) in units.iter().enumerate().skip(counted) {
        let whole = scene.text(&(first..unit.span.end));
        // A name may begin with the group, as that of a ceremony for works.
        let name = matches!(unit.part, Part::Name(_));
        let inner = unit.span.start - first;
        let ends = whole.char_indices().map(|it| it.0).filter(|it| name && *it > inner).chain([whole.len()]);
        for text in ends.map(|it| &whole[..it]) {
            if text.chars().any(crate::flow::is_pause) || text.chars().count() > LONGEST {
                return None;
            }
            if heads.suffix(text).is_some_and(|it| it.chars().count() > 1) {
                let words: String = text.chars().filter(|it| !it.is_whitespace()).collect();
                return Some((words, start + at + 1));
            }
        }
    }
    None
}
