//! Sides: who pays and who is paid, by the kind of flow and the parts that the clause's nouns play.
use super::party::{Phrase, Role};
use super::status::holds;
use super::{Reader, Sum, Told};
use crate::entity::Class;
use crate::lexicon::Tag;
use crate::naming::Resolved;
use crate::scene::{Part, Scene};
use crate::segment::Kind;
use crate::statement::Party;

/// The two sides of a flow.
#[derive(Clone, Debug, Default)]
pub(super) struct Sides {
    /// Who gives.
    pub(super) payer: Option<Party>,
    /// Who or what gets.
    pub(super) payee: Option<Party>,
    /// Where the words for them begin, where they stand in the sum's clause.
    pub(super) start: Option<usize>,
}

/// The noun phrases around a sum.
struct Around {
    /// Of its clause.
    here: Vec<Phrase>,
    /// Of the clauses before, the nearest last.
    before: Vec<Phrase>,
    /// Of the clause behind.
    behind: Vec<Phrase>,
    /// The sum's unit.
    unit: usize,
}

impl Around {
    fn last(&self, role: Role) -> Option<&Phrase> {
        let firm = self.here.iter().rev().filter(|it| it.role == role && !it.loose);
        firm.clone().find(|it| it.start < self.unit).or_else(|| firm.clone().next_back())
    }

    fn subject(&self) -> Option<&Phrase> {
        let subjects = self.here.iter().rev().filter(|it| it.role == Role::Subject && it.start < self.unit);
        subjects.clone().find(|it| !it.loose).or_else(|| subjects.clone().next())
    }

    /// The group that a clause before leads, helps or names, where a wage or a rate is of its members.
    fn members(&self) -> Option<&Phrase> {
        let group = |it: &&Phrase| matches!(it.role, Role::To | Role::Object) && matches!(it.party, Party::Words(_));
        self.before.iter().rev().find(group)
    }

    /// The subject of a clause before, the nearest first.
    fn carried(&self) -> Option<&Phrase> {
        let subjects = || self.before.iter().rev().filter(|it| it.role == Role::Subject);
        let whole = |it: &&Phrase| matches!(it.class, Some(Class::Organization | Class::Place));
        subjects().find(|it| !it.loose).or_else(|| subjects().find(whole))
    }

    fn to(&self) -> Option<&Phrase> {
        self.last(Role::To).or_else(|| self.behind.iter().find(|it| it.role == Role::To && !it.loose))
    }
}

/// Returns who pays and who is paid; none where the words make no flow after all.
pub(super) fn sides(
    scene: &Scene<'_>,
    resolved: &Resolved,
    reader: &Reader<'_>,
    told: &Told<'_>,
    sum: &Sum,
) -> Option<Sides> {
    let around = around(scene, resolved, reader, told, sum);
    let clause = &told.clauses[sum.clause];
    let words = &clause.text;
    let (payer, payee) = match sum.hit.kind {
        "income" => income(scene, reader, told, sum, &around, words),
        "sale" => (other_side(&around), seller(scene, resolved, reader, &around, told, sum)),
        "purchase" => (person(&around, told), None),
        "investment" => investment(scene, reader, told, sum, &around),
        "loan" => loan(resolved, reader, &around, told),
        "donation" | "insurance_cover" | "appropriation" | "fundraising" => given(&around, told),
        _ => helped(reader, &around, told),
    };
    let named = around
        .here
        .iter()
        .filter(|it| it.start < sum.unit && (Some(&it.party) == payer.as_ref() || Some(&it.party) == payee.as_ref()));
    let start = named.map(|it| told.line.units[it.start].span.start).min();
    let payer = payer.filter(|it| can_pay(reader, it));
    let payee = payee.filter(|it| Some(it) != payer.as_ref());
    Some(Sides { payer, payee, start })
}

/// Returns the kind of a flow once its sides are known: what the treasury puts in is an appropriation.
pub(super) fn kind(
    reader: &Reader<'_>,
    scene: &Scene<'_>,
    resolved: &Resolved,
    told: &Told<'_>,
    sum: &Sum,
    sides: &Sides,
) -> &'static str {
    let treasury = reader.words.list("flow_treasury");
    let name = match &sides.payer {
        Some(Party::Entity(it)) => resolved.entities[*it].name.as_str(),
        Some(Party::Words(it)) => it.as_str(),
        None => "",
    };
    let clause = &told.clauses[sum.clause];
    let before = scene.text(&(told.line.units[clause.start].span.start..told.line.units[sum.unit].span.start));
    if sum.hit.kind == "investment" && (treasury.suffix(name).is_some() || holds(treasury, before)) {
        "appropriation"
    } else {
        sum.hit.kind
    }
}

fn around(scene: &Scene<'_>, resolved: &Resolved, reader: &Reader<'_>, told: &Told<'_>, sum: &Sum) -> Around {
    let of = |clause: usize| {
        told.clauses.get(clause).map_or(Vec::new(), |it| {
            reader.parties.phrases(scene, resolved, &reader.kinds, &told.memory, told.line, it)
        })
    };
    let before = (0..sum.clause).flat_map(of).collect();
    // The clause behind belongs to the sum only where it has none of its own.
    let money = |clause: usize| told.hits.get(clause).is_some_and(|it| it.iter().any(|it| !it.weak));
    let behind = if money(sum.clause + 1) { Vec::new() } else { of(sum.clause + 1) };
    Around { here: of(sum.clause), before, behind, unit: sum.unit }
}

fn party(phrase: Option<&Phrase>) -> Option<Party> {
    phrase.map(|it| it.party.clone())
}

/// The one who gives: behind `由`, before the verb, or the subject carried over.
fn giver(around: &Around, told: &Told<'_>) -> Option<Party> {
    let from = around.last(Role::From);
    let here = around.subject().filter(|it| gives(it));
    let named = from.or(here).or_else(|| around.carried().filter(|it| gives(it)));
    party(named).or_else(|| told.memory.subject.clone())
}

fn gives(phrase: &Phrase) -> bool {
    !matches!(phrase.class, Some(Class::Project))
}

/// Tells whether a party can pay: a described group must be of those who have money.
fn can_pay(reader: &Reader<'_>, party: &Party) -> bool {
    match party {
        Party::Entity(_) => true,
        Party::Words(words) => reader.words.list("flow_payer").suffix(words).is_some(),
    }
}

/// A gift or an appropriation: from the subject to whom `向`, `为`, `给` name, or the object.
fn given(around: &Around, told: &Told<'_>) -> (Option<Party>, Option<Party>) {
    let object = around.here.iter().find(|it| it.role == Role::Object && !it.loose);
    let near = || around.before.iter().rev().find(|it| it.role == Role::To && !it.loose);
    // A gift at a ceremony is for the place that holds it.
    let venue = || around.before.iter().rev().find(|it| it.role == Role::Aside && it.class == Some(Class::Place));
    let payee = party(around.to().or(object).or_else(venue).or_else(near));
    let payee = payee.or_else(|| told.memory.receiver.clone());
    (giver(around, told).or_else(|| told.memory.giver.clone()), payee)
}

/// A subsidy, a damage made good, a charge waived: from a body to a person or a group, who may be the subject.
fn helped(reader: &Reader<'_>, around: &Around, told: &Told<'_>) -> (Option<Party>, Option<Party>) {
    let body = |it: &&Phrase| match &it.party {
        Party::Words(words) => reader.words.list("flow_firm").suffix(words).is_some(),
        Party::Entity(_) => matches!(it.class, Some(Class::Organization | Class::Place)),
    };
    let subject = around.subject().or_else(|| around.carried());
    let from = around.last(Role::From).filter(body);
    let object = around.here.iter().find(|it| it.role == Role::Object && !it.loose);
    let payer = party(from.or(subject.filter(body)));
    let to = party(around.to().or(object));
    let gets = subject.filter(|it| !body(it) && !it.loose);
    let story = || if payer.is_none() { spoken_of(told) } else { None };
    let payee = to.or_else(|| party(gets)).or_else(story);
    (payer.or_else(|| told.memory.giver.clone()), payee)
}

/// The subject carried over, if it is no person.
fn impersonal(around: &Around) -> Option<Party> {
    party(around.carried().filter(|it| it.class != Some(Class::Person)))
}

/// Earnings: to whom `为`, `带动` name, else to the subject.
fn income(
    scene: &Scene<'_>,
    reader: &Reader<'_>,
    told: &Told<'_>,
    sum: &Sum,
    around: &Around,
    words: &str,
) -> (Option<Party>, Option<Party>) {
    if let Some(to) = around.last(Role::To) {
        let payer = around.subject().filter(|it| matches!(it.class, Some(Class::Organization | Class::Project)));
        return (party(payer), party(Some(to)));
    }
    let here = around.subject();
    let body = |it: &&Phrase| matches!(it.class, Some(Class::Organization | Class::Project | Class::Place));
    let pays = holds(reader.words.list("flow_pays"), words);
    if pays && let Some(payer) = here.filter(body) {
        let object = around.here.iter().find(|it| it.role == Role::Object && !it.loose);
        return (party(Some(payer)), party(object));
    }
    let from = party(around.last(Role::From));
    let each = HEADS.iter().any(|it| sum.measure.contains(it));
    if here.is_none()
        && each
        && let Some(members) = around.members()
    {
        return (from, party(Some(members)));
    }
    if sum.job {
        return (from, party(here).or_else(|| party(around.members())));
    }
    let public = || holds(reader.words.list("flow_public"), words);
    let payee = party(here)
        .or_else(|| if public() || !personal(scene, told, sum) { impersonal(around) } else { subject(around, told) });
    (from, payee)
}

/// A month's pay, and what is earned by head or household.
const HEADS: [&str; 3] = ["/\u{6708}", "/\u{4eba}", "/\u{6237}"];

/// The seller: the subject, or the firm spoken of.
fn seller(
    scene: &Scene<'_>,
    resolved: &Resolved,
    reader: &Reader<'_>,
    around: &Around,
    told: &Told<'_>,
    sum: &Sum,
) -> Option<Party> {
    let firm = reader.words.list("flow_firm");
    let spoken = || told.memory.last_body().filter(|it| firm.suffix(&resolved.entities[*it].name).is_some());
    let sells = |it: &&Phrase| can_pay(reader, &it.party);
    let subject = party(around.subject().filter(sells).or_else(|| around.carried().filter(sells)));
    subject
        .or_else(|| spoken().map(Party::Entity))
        .or_else(|| told.memory.speaker.filter(|_| personal(scene, told, sum)).map(Party::Entity))
}

/// The subject of the clause, of one before, or the person spoken of.
fn subject(around: &Around, told: &Told<'_>) -> Option<Party> {
    let speaker = told.memory.speaker.map(Party::Entity);
    let here = party(around.subject());
    here.or(speaker).or_else(|| party(around.carried())).or_else(|| spoken_of(told))
}

/// A person of a story is spoken of in the sentences that follow.
fn spoken_of(told: &Told<'_>) -> Option<Party> {
    let near = told.number.saturating_sub(told.memory.person_line) <= 2;
    told.memory.speaker.or(told.memory.person.filter(|_| near)).map(Party::Entity)
}

/// Tells whether a sum may be one person's where the clause names nobody: it is small, no average, and
/// the clause has no subject of its own.
fn personal(scene: &Scene<'_>, told: &Told<'_>, sum: &Sum) -> bool {
    const LARGEST: f64 = 1_000_000.0;
    let small = scene.quantity(&told.line.units[sum.unit]).is_some_and(|it| it.value < LARGEST);
    let average = HEADS[1..].iter().any(|it| sum.measure.contains(it));
    let clause = &told.clauses[sum.clause];
    let units = &told.line.units[clause.start..sum.unit];
    let hit = clause.unit(sum.hit.start);
    let is = |at: usize, tag: Tag| told.line.units[at].part == Part::Token(Kind::Word(tag));
    let listed = |at: usize| told.hits[sum.clause].iter().any(|it| clause.unit(it.start) == at);
    let noun = |at: usize| (is(at, Tag::Noun) || is(at, Tag::VerbalNoun)) && !listed(at);
    let own = (clause.start..hit.min(sum.unit)).find(|at| noun(*at));
    let acts = own.is_some_and(|own| (own + 1..hit).any(|at| is(at, Tag::Verb)));
    small && !average && !(acts && units.len() > 2)
}

fn person(around: &Around, told: &Told<'_>) -> Option<Party> {
    let buys = |it: &&Phrase| !matches!(it.class, Some(Class::Project));
    party(around.subject().filter(buys).or_else(|| around.carried().filter(buys))).or_else(|| spoken_of(told))
}

/// The buyer of a sale: `向` or `与` somebody.
fn other_side(around: &Around) -> Option<Party> {
    party(around.last(Role::With))
}

/// An investment: from the subject of an active verb, into the work that the clause names.
fn investment(
    scene: &Scene<'_>,
    reader: &Reader<'_>,
    told: &Told<'_>,
    sum: &Sum,
    around: &Around,
) -> (Option<Party>, Option<Party>) {
    let clause = &told.clauses[sum.clause];
    let before = &clause.text[..clause.place(sum.unit)];
    let work = |it: &&Phrase| it.class == Some(Class::Project);
    let builds = |text: &str| holds(reader.words.list("flow_builds"), text);
    if holds(reader.words.list("flow_total"), before) {
        let counted = counted_works(scene, told, sum).map(Party::Words);
        let headed = head_behind(scene, told, sum).map(Party::Words);
        let works: Vec<&Phrase> = around.before.iter().filter(work).collect();
        let only = if works.len() == 1 { works.first().copied() } else { None };
        let behind = around.here.iter().filter(work).find(|it| it.start > sum.unit);
        let here = around.here.iter().find(work);
        let payee = party(behind).or(headed).or_else(|| party(here)).or(counted).or_else(|| party(only));
        let plans = holds(reader.words.list("flow_plans"), before);
        let body = |it: &&Phrase| matches!(it.class, Some(Class::Organization | Class::Place));
        return (party(around.subject().filter(|it| plans && body(it))), payee);
    }
    let payer = giver(around, told).or_else(|| told.memory.speaker.map(Party::Entity));
    let into = around.here.iter().filter(|it| it.start > sum.unit).find(work);
    let next = told.clauses.get(sum.clause + 1).filter(|it| builds(&it.text));
    let next = next.and_then(|_| around.behind.iter().find(work));
    (payer, party(into.or(next)))
}

/// Returns the head of the noun phrase that a sum qualifies: `总投资5亿元的12个农业项目`.
fn head_behind(scene: &Scene<'_>, told: &Told<'_>, sum: &Sum) -> Option<String> {
    let units = &told.line.units;
    let clause = &told.clauses[sum.clause];
    let of = (sum.unit + 1..clause.end).take(6).find(|&it| scene.word(&units[it]) == "\u{7684}")?;
    let (words, _) = described(scene, told, of + 1, clause.end, "flow_group")?;
    (!scene.words.list("flow_bare").has(&words)).then_some(words)
}

/// Returns the counted group of works that a sentence speaks of before a sum: `5个重点项目`.
fn counted_works(scene: &Scene<'_>, told: &Told<'_>, sum: &Sum) -> Option<String> {
    let first = told.clauses[sum.clause].start;
    let counts = |it: &usize| scene.quantity(&told.line.units[*it]).is_some_and(|it| !it.measure && !it.duration);
    let works = |it: usize| described(scene, told, it, first, "flow_works").map(|it| it.0);
    (0..first).rev().filter(counts).find_map(works)
}

/// Reads the words from a unit to the first head of a group, verbs inside it and all: `5个品质提升项目`.
pub(super) fn described(
    scene: &Scene<'_>,
    told: &Told<'_>,
    start: usize,
    stop: usize,
    heads: &str,
) -> Option<(String, usize)> {
    const LONGEST: usize = 20;
    let heads = scene.words.list(heads);
    let units = told.line.units.get(start..stop)?;
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

/// A loan: from the bank to whom `为`, `给` name, or to the subject that is none.
fn loan(resolved: &Resolved, reader: &Reader<'_>, around: &Around, told: &Told<'_>) -> (Option<Party>, Option<Party>) {
    let bank = reader.words.list("flow_bank");
    let lends = |it: &&Phrase| match &it.party {
        Party::Entity(id) => bank.suffix(&resolved.entities[*id].name).is_some(),
        Party::Words(words) => bank.suffix(words).is_some(),
    };
    let all = || around.here.iter().rev().chain(around.before.iter().rev());
    let payer = all().find(lends);
    let to = around.to().filter(|it| !lends(it));
    let borrower = all().find(|it| it.role == Role::Subject && !it.loose && !lends(it) && it.class.is_some());
    let payee = party(to).or_else(|| if payer.is_some() { None } else { party(borrower).or_else(|| spoken_of(told)) });
    (party(payer), payee)
}
