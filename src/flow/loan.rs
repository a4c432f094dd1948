//! Loans: from the bank that lends to whom it lends.
use super::Case;
use super::around::{Around, Pair, party, spoken_of};
use super::invest::described;
use super::party::{NOBODY, Phrase, Role};
use super::status::holds;
use crate::entity::{Class, EntityId};
use crate::scene::{Part, Unit};
use crate::statement::Party;

/// From the bank to whom `为`, `给` name, else to the subject that is none.
pub(super) fn loan(case: &Case<'_>, around: &Around) -> Pair {
    let bank = case.reader.words.list("flow_bank");
    let lends = |it: &&Phrase| bank.suffix(case.name(&it.party)).is_some();
    let all = || around.here.iter().rev().chain(around.before.iter().rev());
    let payer = all().find(lends);
    let near = case.told.clauses[case.sum.clause].end + NEXT;
    let to = around.to().filter(|it| !lends(it) && it.start <= near);
    // Who is named before a bank that lends has not borrowed.
    let acts = payer.is_some_and(|it| it.role == Role::Subject);
    let own = |it: &&Phrase| it.role == Role::Subject && !it.loose && !lends(it);
    let borrower = all().find(|it| own(it) && (it.class.is_some() || it.party == Party::Words(NOBODY.to_owned())));
    let deal = |it: &&Phrase| matches!(it.role, Role::With | Role::To) && !it.loose && !lends(it);
    let signed = || around.before.iter().rev().find(|it| deal(it) && it.class == Some(Class::Organization));
    let known = || party(borrower).or_else(|| spoken_of(case));
    let payee = party(to).or_else(|| work_lent_to(case)).or_else(|| pointed_to(case, around, lends));
    let payee = payee.or_else(|| firm_spoken_of(case));
    let lender = || lender(case).filter(|_| payee.is_some() || borrower.is_none());
    let by = party(payer).or_else(|| lender().map(Party::Entity));
    let payee = payee.or_else(|| if acts || by.is_some() && payer.is_none() { party(signed()) } else { known() });
    (by, payee)
}

/// Returns the bank last named, where a clause without one tells of lending: `已累计发放贷款3亿元`.
fn lender(case: &Case<'_>) -> Option<EntityId> {
    let clause = &case.told.clauses[case.sum.clause];
    let before = &clause.text[..clause.place(case.sum.unit)];
    let list = |name: &str| case.reader.words.list(name);
    let behind = &clause.text[clause.place(case.sum.unit + 1)..];
    let lends = holds(list("flow_lends"), before) || list("flow_lends").prefix(behind).is_some();
    let lends = lends && !holds(list("flow_gets"), before);
    let bank = |it: &EntityId| list("flow_bank").suffix(&case.resolved.entities[*it].name).is_some();
    case.told.memory.bodies.iter().rev().copied().find(bank).filter(|_| lends)
}

/// Returns the work to which a loan is given, in the text's words: `对某河治理项目授信3亿元`.
fn work_lent_to(case: &Case<'_>) -> Option<Party> {
    let Case { scene, told, sum, .. } = case;
    let clause = &told.clauses[sum.clause];
    let to = scene.words.list("flow_to");
    let to = (clause.start..sum.unit).rfind(|it| to.has(scene.word(&told.line.units[*it])))?;
    let (words, end) = described(scene, told.line, to + 1, sum.unit, "flow_works")?;
    let proper = told.line.units[to + 1..end].iter().any(|it| matches!(it.part, Part::Name(_)));
    proper.then_some(Party::Words(words))
}

/// Returns whom `为其` points to: the one named before who lends nothing, or for whom somebody speaks.
fn pointed_to(case: &Case<'_>, around: &Around, lends: impl Fn(&&Phrase) -> bool) -> Option<Party> {
    let Case { scene, told, sum, resolved, .. } = case;
    let clauses = &told.clauses[..=sum.clause];
    let units = &told.line.units[clauses.first()?.start..sum.unit];
    let to = scene.words.list("flow_to");
    let points = |it: &[Unit]| to.has(scene.word(&it[0])) && scene.word(&it[1]) == ITS;
    if !units.windows(2).any(points) {
        return None;
    }
    let whole = |it: &&Phrase| matches!(it.class, Some(Class::Organization | Class::Person)) && !it.loose;
    let memory = &told.memory;
    let speaks = |it: &Phrase| memory.speaker.is_some_and(|by| it.party == Party::Entity(by));
    let named = around.before.iter().find(|it| whole(it) && !lends(it) && !speaks(it));
    let near = told.number.saturating_sub(memory.firm_line) <= NEAR;
    let firm = || memory.firm.filter(|_| near);
    party(named).or_else(|| firm().or(memory.speaks(resolved)).map(Party::Entity))
}

/// `其`
const ITS: &str = "\u{5176}";
/// How far behind the clause of a loan it may be said to whom it goes, in units.
const NEXT: usize = 3;

/// Returns the firm spoken of, where a bank lends a small sum to `企业`.
fn firm_spoken_of(case: &Case<'_>) -> Option<Party> {
    const LARGEST: f64 = 50_000_000.0;
    let Case { scene, reader, told, sum, .. } = case;
    let clause = &told.clauses[sum.clause];
    let units = &told.line.units[clause.start..clause.end];
    let list = |name: &str| reader.words.list(name);
    let firm = |it: &str| list("flow_firm").has(it) && list("flow_bare").has(it);
    let to = units.windows(2).any(|it| list("flow_to").has(scene.word(&it[0])) && firm(scene.word(&it[1])));
    let small = scene.quantity(&told.line.units[sum.unit]).is_some_and(|it| it.value < LARGEST);
    let near = told.number.saturating_sub(told.memory.firm_line) <= NEAR;
    told.memory.firm.filter(|_| to && small && near).map(Party::Entity)
}

/// The farthest that a firm may be named before, in sentences.
const NEAR: usize = 3;
