//! Sides: who pays and who is paid, by the kind of flow and the parts that the clause's nouns play.
use super::party::{Phrase, Role};
use super::status::holds;
use super::{Reader, Sum, Told};
use crate::entity::Class;
use crate::naming::Resolved;
use crate::scene::Scene;
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
        firm.clone().find(|it| it.start < self.unit).or_else(|| firm.clone().last())
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
        self.before.iter().rev().find(|it| it.role == Role::Subject && !it.loose)
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
    let pays = holds(reader.words.list("flow_pays"), words);
    let (payer, payee) = match sum.hit.kind {
        "income" => income(told, sum, &around, pays),
        "sale" => (other_side(&around), seller(resolved, reader, &around, told)),
        "purchase" => (person(&around, told), None),
        "investment" => investment(scene, reader, told, sum, &around),
        "loan" => loan(resolved, reader, &around, told),
        "donation" | "insurance_cover" | "appropriation" | "fundraising" => given(&around, told),
        _ => helped(&around, told),
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
    let payee = party(around.to().or(object).or_else(near));
    (giver(around, told).or_else(|| told.memory.giver.clone()), payee)
}

/// A subsidy, a damage made good, a charge waived: from a body to a person or a group, who may be the subject.
fn helped(around: &Around, told: &Told<'_>) -> (Option<Party>, Option<Party>) {
    let body = |it: &&Phrase| matches!(it.class, Some(Class::Organization | Class::Place));
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

/// Earnings: to whom `为`, `带动` name, else to the subject.
fn income(told: &Told<'_>, sum: &Sum, around: &Around, pays: bool) -> (Option<Party>, Option<Party>) {
    if let Some(to) = around.last(Role::To) {
        let payer = around.subject().filter(|it| matches!(it.class, Some(Class::Organization | Class::Project)));
        return (party(payer), party(Some(to)));
    }
    let here = around.subject();
    let body = |it: &&Phrase| matches!(it.class, Some(Class::Organization | Class::Project | Class::Place));
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
    (from, subject(around, told))
}

/// A month's pay, and what is earned by head or household.
const HEADS: [&str; 3] = ["/\u{6708}", "/\u{4eba}", "/\u{6237}"];

/// The seller: the subject, or the firm spoken of.
fn seller(resolved: &Resolved, reader: &Reader<'_>, around: &Around, told: &Told<'_>) -> Option<Party> {
    let firm = reader.words.list("flow_firm");
    let spoken = || told.memory.body.filter(|it| firm.suffix(&resolved.entities[*it].name).is_some());
    let subject = party(around.subject().or_else(|| around.carried()));
    subject.or_else(|| spoken().map(Party::Entity)).or_else(|| spoken_of(told))
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
        let headed = head_behind(scene, told, sum).map(|words| Party::Words(words));
        let works: Vec<&Phrase> = around.before.iter().filter(work).collect();
        let only = if works.len() == 1 { works.first().copied() } else { None };
        let named = around.here.iter().find(work).or(only);
        return (
            None,
            party(around.here.iter().filter(work).find(|it| it.start > sum.unit)).or(headed).or(party(named)),
        );
    }
    let payer = giver(around, told).or_else(|| told.memory.speaker.map(Party::Entity));
    let into = around.here.iter().filter(|it| it.start > sum.unit).filter(work).next();
    let next = told.clauses.get(sum.clause + 1).filter(|it| builds(&it.text));
    let next = next.and_then(|_| around.behind.iter().find(work));
    (payer, party(into.or(next)))
}

/// Returns the head of the noun phrase that a sum qualifies: `总投资5亿元的12个农业项目`.
fn head_behind(scene: &Scene<'_>, told: &Told<'_>, sum: &Sum) -> Option<String> {
    let units = &told.line.units;
    let clause = &told.clauses[sum.clause];
    let group = scene.words.list("flow_group");
    let of = (sum.unit + 1..clause.end).take(6).find(|&it| scene.word(&units[it]) == "\u{7684}")?;
    let start = units.get(of + 1)?.span.start;
    let mut best = None;
    for unit in units.get(of + 1..clause.end)?.iter().take(8) {
        if super::goods::is_verb(unit) {
            break;
        }
        let words = scene.text(&(start..unit.span.end));
        if group.suffix(words).is_some() {
            best = Some(words);
        }
    }
    best.map(|it| it.chars().filter(|it| !it.is_whitespace()).collect())
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
