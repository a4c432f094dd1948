//! The noun phrases around a sum, and those among them that every kind of flow asks for.
use super::Case;
use super::clause::{Clause, clause_of};
use super::party::{LIST, NOBODY, Phrase, Role, may_be_party};
use crate::entity::Class;
use crate::rate::is_money;
use crate::scene::{Unit, named};
use crate::statement::Party;

/// The noun phrases around a sum.
pub(super) struct Around {
    /// Of its clause.
    pub(super) here: Vec<Phrase>,
    /// Of the clauses before, the nearest last.
    pub(super) before: Vec<Phrase>,
    /// Of the clause behind.
    pub(super) behind: Vec<Phrase>,
    /// The sum's unit.
    unit: usize,
}

impl Around {
    pub(super) fn last(&self, role: Role) -> Option<&Phrase> {
        let firm = self.here.iter().rev().filter(|it| it.role == role && !it.loose);
        firm.clone().find(|it| it.start < self.unit).or_else(|| firm.clone().next_back())
    }

    pub(super) fn subject(&self) -> Option<&Phrase> {
        let subjects = self.here.iter().rev().filter(|it| it.role == Role::Subject && it.start < self.unit);
        subjects.clone().find(|it| !it.loose).or_else(|| subjects.clone().next())
    }

    /// The group that a clause before leads, helps or names, where a wage or a rate is of its members.
    pub(super) fn members(&self, case: &Case<'_>) -> Option<&Phrase> {
        let firm = case.reader.words.list("flow_firm");
        let people = |it: &Party| matches!(it, Party::Words(words) if firm.suffix(words).is_none());
        let group = |it: &&Phrase| matches!(it.role, Role::To | Role::Object | Role::With) && people(&it.party);
        self.before.iter().rev().find(group)
    }

    /// The subject of a clause before, the nearest first.
    pub(super) fn carried(&self) -> Option<&Phrase> {
        let subjects = || self.before.iter().rev().filter(|it| it.role == Role::Subject);
        let whole = |it: &&Phrase| matches!(it.class, Some(Class::Organization | Class::Place));
        subjects().find(|it| !it.loose).or_else(|| subjects().find(whole))
    }

    pub(super) fn to(&self) -> Option<&Phrase> {
        self.last(Role::To).or_else(|| self.behind.iter().find(|it| it.role == Role::To && !it.loose))
    }
}

/// The two sides, each of which may be unknown.
pub(super) type Pair = (Option<Party>, Option<Party>);

/// Returns the noun phrases of the sum's clause and of those beside it.
pub(super) fn around(case: &Case<'_>) -> Around {
    let Case { scene, resolved, reader, told, sum } = case;
    let of = |clause: usize| {
        told.clauses.get(clause).map_or(Vec::new(), |it| {
            reader.parties.phrases(scene, resolved, &reader.kinds, &told.memory, told.line, it)
        })
    };
    let before = (0..sum.clause).flat_map(of).collect();
    // The clause behind belongs to the sum only where it has none of its own.
    let governed = |clause: usize| told.hits.get(clause).is_some_and(|it| it.iter().any(|it| !it.weak));
    let counts = |it: &Unit| scene.quantity(it).is_some_and(is_money);
    let sums = |it: &Clause| told.line.units[it.start..it.end].iter().any(counts);
    let money = |clause: usize| governed(clause) || told.clauses.get(clause).is_some_and(sums);
    let behind = if money(sum.clause + 1) { Vec::new() } else { of(sum.clause + 1) };
    Around { here: of(sum.clause), before, behind, unit: sum.unit }
}

/// Returns whom a phrase names.
pub(super) fn party(phrase: Option<&Phrase>) -> Option<Party> {
    phrase.map(|it| it.party.clone())
}

/// A person of a story is spoken of in the sentences that follow.
pub(super) fn spoken_of(case: &Case<'_>) -> Option<Party> {
    let memory = &case.told.memory;
    let near = case.told.number.saturating_sub(memory.person_line) <= 2 && !memory.official;
    memory.speaks(case.resolved).or(memory.person.filter(|_| near)).map(Party::Entity)
}

/// The one who gives: behind `由`, before the verb, or the subject carried over.
pub(super) fn giver(case: &Case<'_>, around: &Around) -> Option<Party> {
    let from = around.last(Role::From);
    let pays = |it: &&Phrase| gives(it) && (it.party == Party::Words(NOBODY.to_owned()) || can_pay(case, &it.party));
    let here = around.subject().filter(pays);
    let by = || done_by(case, around, &AID).filter(|it| it.role == Role::From);
    let named = from.or(here).or_else(by).or_else(|| around.carried().filter(pays));
    let memory = &case.told.memory;
    let gift = || memory.giver.clone().filter(|_| case.sum.hit.kind == "donation");
    // 某项目已投入3亿元: whoever the sentence before is about has not.
    let own = around.subject().is_some_and(|it| it.class == Some(Class::Project));
    let before = || memory.subject.clone().filter(|_| !own);
    named.map(|it| it.sender.clone()).or_else(gift).or_else(before)
}

/// Returns the one of a list of names whose sum stands in the same place of a list of sums: `甲厂、乙社分别捐款5万元和2万元`.
pub(super) fn respective(case: &Case<'_>) -> Option<Party> {
    let Case { scene, resolved, told, sum, .. } = case;
    let list = |name: &str| case.reader.words.list(name);
    let units = &told.line.units;
    let clause = &told.clauses[sum.clause];
    let word = |it: usize| scene.word(&units[it]);
    let each = (clause.start..sum.unit).rfind(|it| list("flow_each").has(word(*it)))?;
    let party = |it: usize| named(resolved, &units[it]).filter(|it| may_be_party(it.1)).map(|it| Party::Entity(it.0));
    let both = each > 0 && list("flow_both").has(word(each - 1));
    let from = if both { told.clauses[..sum.clause].last()?.start } else { clause.start };
    let joins = |it: usize| word(it) == LIST || list("flow_with").has(word(it));
    let mut names: Vec<Party> = if both {
        (from..clause.start).filter_map(party).collect()
    } else {
        (from..each).rev().take_while(|it| party(*it).is_some() || joins(*it)).filter_map(party).collect()
    };
    if !both {
        names.reverse();
    }
    let sums: Vec<usize> = (each..clause.end).filter(|it| scene.quantity(&units[*it]).is_some_and(is_money)).collect();
    let at = sums.iter().position(|it| *it == sum.unit)?;
    (names.len() == sums.len()).then(|| names.swap_remove(at))
}

/// What public and other givers do.
const AID: [&str; 4] = ["subsidy", "appropriation", "donation", "investment"];

/// Tells whether somebody can give: no project, and no place that only owns who does.
pub(super) fn gives(phrase: &Phrase) -> bool {
    match phrase.class {
        Some(Class::Project) => false,
        Some(Class::Place) => !phrase.loose,
        _ => true,
    }
}

/// Tells whether a party can pay: a described group must be of those who have money.
pub(super) fn can_pay(case: &Case<'_>, party: &Party) -> bool {
    match party {
        Party::Entity(_) => true,
        Party::Words(words) => case.reader.words.list("flow_payer").suffix(words).is_some(),
    }
}

/// Returns who did what a clause before has a word for, as `由某公司投资建设`.
pub(super) fn done_by<'p>(case: &Case<'_>, around: &'p Around, kinds: &[&str]) -> Option<&'p Phrase> {
    let told = case.told;
    around.before.iter().rev().find(|it| {
        let clause = clause_of(&told.clauses, it.start);
        let place = told.clauses[clause].place(it.end - 1);
        let governs = told.hits[clause].iter().any(|hit| kinds.contains(&hit.kind) && hit.start >= place);
        governs
            && !it.loose
            && (it.role == Role::From || it.role == Role::Subject && it.class == Some(Class::Organization))
    })
}
