//! Loans: from the bank that lends to whom it lends.
use super::Case;
use super::around::{Around, Pair, party, spoken_of};
use super::party::{NOBODY, Phrase, Role};
use super::status::holds;
use crate::entity::{Class, EntityId};
use crate::statement::Party;

/// From the bank to whom `为`, `给` name, else to the subject that is none.
pub(super) fn loan(case: &Case<'_>, around: &Around) -> Pair {
    let bank = case.reader.words.list("flow_bank");
    let lends = |it: &&Phrase| bank.suffix(case.name(&it.party)).is_some();
    let all = || around.here.iter().rev().chain(around.before.iter().rev());
    let payer = all().find(lends);
    let to = around.to().filter(|it| !lends(it));
    // Who is named before a bank that lends has not borrowed.
    let acts = payer.is_some_and(|it| it.role == Role::Subject);
    let own = |it: &&Phrase| it.role == Role::Subject && !it.loose && !lends(it);
    let borrower = all().find(|it| own(it) && (it.class.is_some() || it.party == Party::Words(NOBODY.to_owned())));
    let deal = |it: &&Phrase| matches!(it.role, Role::With | Role::To) && !it.loose && !lends(it);
    let signed = || around.before.iter().rev().find(|it| deal(it) && it.class == Some(Class::Organization));
    let known = || party(borrower).or_else(|| spoken_of(case));
    let payee = party(to).or_else(|| firm_spoken_of(case));
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
    let lends = holds(list("flow_lends"), before) && !holds(list("flow_gets"), before);
    let bank = |it: &EntityId| list("flow_bank").suffix(&case.resolved.entities[*it].name).is_some();
    case.told.memory.bodies.iter().rev().copied().find(bank).filter(|_| lends)
}

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
