//! Goods and cover: what is given or sold by the piece or the ton.
use super::clause::clause_of;
use super::invest::described;
use super::kind::Hit;
use super::party::{LIST, NOBODY, Phrase, Role};
use super::status::holds;
use super::{Reader, Told, date_of, note};
use crate::entity::Class;
use crate::lexicon::Tag;
use crate::mention::naming::Resolved;
use crate::rate::rate;
use crate::scene::{Part, Scene, Unit};
use crate::segment::Kind;
use crate::statement::{Fact, Flow, Party, Statement, UNMEASURED};
use crate::value::Quantity;

/// Goods in all that is known around them.
struct Lot<'a> {
    scene: &'a Scene<'a>,
    resolved: &'a Resolved,
    reader: &'a Reader<'a>,
    told: &'a Told<'a>,
    clause: usize,
    /// Their unit.
    at: usize,
    quantity: &'a Quantity,
}

/// Finds the goods of a sentence that are given, or sold by an agreement.
pub(super) fn find(
    scene: &Scene<'_>,
    resolved: &Resolved,
    reader: &Reader<'_>,
    told: &mut Told<'_>,
    statements: &mut Vec<Statement>,
) {
    let before = told.memory.clone();
    for (at, unit) in told.line.units.iter().enumerate() {
        let Some(quantity) = scene.quantity(unit).filter(|it| !it.share && !it.duration) else { continue };
        let clause = clause_of(&told.clauses, at);
        told.memory = before.clone();
        note(scene, resolved, reader, told, at);
        let lot = Lot { scene, resolved, reader, told, clause, at, quantity };
        let given = agreed(&lot).or_else(|| presented(&lot)).or_else(|| sold_out(&lot));
        statements.extend(given.or_else(|| traded(&lot, "flow_orders")).or_else(|| traded(&lot, "flow_sells")));
    }
}

fn counts_goods(lot: &Lot<'_>) -> bool {
    lot.quantity.unit.as_deref().is_some_and(|it| lot.reader.words.list("flow_goods_unit").has(it))
}

fn phrases(lot: &Lot<'_>, clause: usize) -> Vec<Phrase> {
    let Lot { scene, resolved, reader, told, .. } = lot;
    reader.parties.phrases(scene, resolved, &reader.kinds, &told.memory, told.line, &told.clauses[clause])
}

/// Goods of an agreement on buying and selling: `签订3万吨玉米、500吨大豆购销协议`.
fn agreed(lot: &Lot<'_>) -> Option<Statement> {
    let here = &lot.told.clauses[lot.clause];
    let deal = lot.reader.words.list("flow_deal");
    let behind = &here.text[here.place(lot.at)..];
    if !counts_goods(lot) || !holds(deal, behind) {
        return None;
    }
    let parties = phrases(lot, lot.clause);
    let side = |role: Role| parties.iter().rfind(|it| it.role == role && it.start < lot.at).map(|it| it.party.clone());
    let (payer, payee) = (side(Role::With), side(Role::Subject));
    statement(lot, Given { kind: "sale", payer, payee, status: "pledged", purpose: noun_behind(lot) })
}

/// Goods that found their buyers: `一场直播，3000斤苹果一抢而空`.
fn sold_out(lot: &Lot<'_>) -> Option<Statement> {
    let Lot { reader, told, clause, at, .. } = lot;
    let here = &told.clauses[*clause];
    let gone = reader.words.list("flow_sold_out");
    if !counts_goods(lot) || !holds(gone, &here.text[here.place(*at)..]) {
        return None;
    }
    let seller = |it: &&Phrase| it.role == Role::Subject && !it.loose && it.class.is_some();
    let payee = (0..=*clause).rev().find_map(|it| phrases(lot, it).iter().rfind(seller).cloned());
    let payee = payee.map(|it| it.party).or_else(|| told.memory.own.map(Party::Entity));
    statement(lot, Given { kind: "sale", payer: None, payee, status: "completed", purpose: noun_behind(lot) })
}

/// Goods that somebody known orders or sells, by the verb right before them: `预订化肥80吨`, `销售280吨`.
fn traded(lot: &Lot<'_>, verbs: &str) -> Option<Statement> {
    let Lot { scene, reader, told, clause, at, .. } = lot;
    let here = &told.clauses[*clause];
    let list = |name: &str| reader.words.list(name);
    if !counts_goods(lot) || !list("flow_weight").has(lot.quantity.unit.as_deref()?) || only_of(scene, told, *at) {
        return None;
    }
    let verb = verb_before(lot, verbs)?;
    // 每天销售5吨, 可售出5吨: what is usual, or may be.
    let usual = list("flow_usual").suffix(&here.text[..here.place(verb)]).is_some();
    if usual || rate(scene, told.line, *at).contains('/') {
        return None;
    }
    let compared = ["flow_none", "flow_compared"].iter().any(|it| holds(list(it), &here.text[..here.place(*at)]));
    if compared || list("flow_of").has(told.line.units.get(verb + 1).map_or("", |it| scene.word(it))) {
        return None;
    }
    let parties = phrases(lot, *clause);
    let subject = |it: &&Phrase| it.role == Role::Subject && !it.loose && it.class != Some(Class::Project);
    let known = |it: &&Phrase| subject(it) && it.start < verb;
    let first = told.line.units[here.start..verb].iter().any(is_thing);
    let before = || (0..*clause).rev().find_map(|it| phrases(lot, it).iter().rfind(subject).cloned());
    let spoken = || told.memory.speaks(lot.resolved).or(told.memory.own).map(Party::Entity);
    let carried = || before().map(|it| it.party).or_else(spoken).or_else(|| told.memory.subject.clone());
    let by = parties.iter().rfind(known).map(|it| it.party.clone());
    let by = by.or_else(|| if first { None } else { carried() })?;
    // 某县委: the county sells, not its committee.
    let organs = ["body_organ", "party_organ"].map(|it| reader.words.list(it));
    let by = match by {
        Party::Entity(body) if organs.iter().any(|it| it.suffix(&lot.resolved.entities[body].name).is_some()) => {
            Party::Entity(*lot.resolved.seat.get(&body)?)
        }
        other => other,
    };
    let can_trade = match &by {
        Party::Entity(it) => {
            matches!(lot.resolved.entities[*it].class, Class::Organization | Class::Place | Class::Person)
        }
        Party::Words(words) => reader.words.list("flow_payer").suffix(words).is_some(),
    };
    if !can_trade {
        return None;
    }
    let other = |it: &&Phrase| matches!(it.role, Role::With | Role::To) && !it.loose && it.end <= verb;
    let to = parties.iter().rfind(other).map(|it| it.party.clone());
    let purpose = noun_behind(lot);
    let given = if verbs == "flow_orders" {
        Given { kind: "purchase", payer: Some(by), payee: to, status: "pledged", purpose }
    } else {
        Given { kind: "sale", payer: to, payee: Some(by), status: "completed", purpose }
    };
    statement(lot, given)
}

/// Returns the verb of the list that governs a quantity, goods between them or a list of goods.
fn verb_before(lot: &Lot<'_>, verbs: &str) -> Option<usize> {
    const FAR: usize = 9;
    let Lot { scene, reader, told, clause, at, .. } = lot;
    let list = reader.words.list(verbs);
    let from = told.clauses[*clause].start.max(at.saturating_sub(FAR));
    let verb = (from..*at).rev().find(|it| list.has(scene.word(&told.line.units[*it])))?;
    let between = &told.line.units[verb + 1..*at];
    let goods = |it: &Unit| match it.part {
        Part::Token(Kind::Word(tag)) => {
            !matches!(tag, Tag::Verb | Tag::Preposition | Tag::Conjunction) || scene.word(it) == "\u{4e86}"
        }
        Part::Token(Kind::Unknown | Kind::Quantity(_) | Kind::Latin) | Part::Name(_) => true,
        Part::Token(Kind::Mark) => scene.word(it) == LIST,
        Part::Token(_) => false,
    };
    between.iter().all(goods).then_some(verb)
}

/// Tells whether a unit is a noun that may be somebody or something.
fn is_thing(unit: &Unit) -> bool {
    matches!(unit.part, Part::Name(_) | Part::Token(Kind::Word(Tag::Noun) | Kind::Unknown))
}

/// Goods or cover given: `捐赠口罩5000只`, `为300名干部赠送意外险`.
fn presented(lot: &Lot<'_>) -> Option<Statement> {
    let Lot { scene, reader, told, clause, at, quantity, .. } = lot;
    let here = &told.clauses[*clause];
    let sends = reader.words.list("flow_dispatch");
    let sent = |it: &&Hit| it.kind == "appropriation" && sends.has(&here.text[it.start..it.end]);
    let gives = told.hits[*clause].iter().find(|it| it.kind == "donation" || sent(it));
    let Some(gives) = gives else { return listed(lot) };
    let verb = here.unit(gives.start);
    let covered = holds(reader.words.list("flow_cover"), &here.text[gives.end..]);
    let person = quantity.unit.as_deref().is_some_and(|it| reader.words.list("flow_person_unit").has(it));
    let parties = phrases(lot, *clause);
    let goods = counts_goods(lot) && verb < *at && !only_of(scene, told, *at);
    if !(goods || person && covered && *at < verb) {
        return None;
    }
    let to = if goods {
        let to = |it: &&Phrase| it.role == Role::To && !it.loose;
        let earlier = || (0..*clause).rev().find_map(|it| phrases(lot, it).into_iter().rev().find(|it| to(&it)));
        parties.iter().rev().find(to).cloned().or_else(earlier)
    } else {
        // Who is counted is who gets it.
        let near = parties.iter().find(|it| it.role == Role::To && it.end > *at && it.start < verb)?;
        Some(near.clone())
    };
    let counted = if goods { None } else { described(scene, told.line, *at, verb, "flow_group") };
    let to = counted.map(|it| Party::Words(it.0)).or_else(|| to.map(|it| it.party));
    let giver = |it: &&Phrase| it.role == Role::Subject && !it.loose && it.class != Some(Class::Project);
    // 由某县向某市捐赠的20吨大米
    let by = |it: &&Phrase| it.role == Role::From && !it.loose && it.end <= verb;
    let subject = parties.iter().rfind(|it| by(it)).or(parties.iter().rfind(giver)).cloned();
    // 某红十字会接收某商会捐赠的棉衣500件
    let receives = holds(reader.words.list("flow_receives"), &here.text[..gives.start]);
    if receives && goods {
        let donor = parties.iter().rfind(|it| it.role == Role::Object && !it.loose && it.end <= verb)?;
        let (payer, payee) = (Some(donor.party.clone()), subject.map(|it| it.party));
        let purpose = noun_behind(lot);
        return statement(lot, Given { kind: gives.kind, payer, payee, status: "completed", purpose });
    }
    let before = || (0..*clause).rev().find_map(|it| phrases(lot, it).iter().rfind(giver).cloned());
    let payer = subject.or_else(before).map(|it| it.sender).or_else(|| told.memory.giver.clone());
    let purpose = noun_behind(lot).filter(|_| goods);
    statement(lot, Given { kind: gives.kind, payer, payee: to, status: "completed", purpose })
}

/// Goods of a list that a gift in the clause before begins: `捐赠口罩5000只，防护服200套`.
fn listed(lot: &Lot<'_>) -> Option<Statement> {
    const LONGEST: usize = 3;
    let Lot { scene, told, clause, at, .. } = lot;
    let here = &told.clauses[*clause];
    let before = clause.checked_sub(1)?;
    let noun = |it: usize| !matches!(told.line.units[it].part, Part::Token(Kind::Quantity(_) | Kind::Time(_)));
    let bare = *at > here.start && *at - here.start <= LONGEST && *at + 1 == here.end && (here.start..*at).all(noun);
    if !bare || !counts_goods(lot) || !told.hits[*clause].is_empty() {
        return None;
    }
    let first = told.clauses[before].start..told.clauses[before].end;
    let quantity = |it: usize| scene.quantity(&told.line.units[it]).is_some();
    let last = first.end.checked_sub(1).filter(|it| quantity(*it))?;
    let gift = Lot { clause: before, at: last, quantity: scene.quantity(&told.line.units[last])?, ..*lot };
    let Fact::Flow(flow) = presented(&gift)?.fact else { return None };
    let given = Given { kind: flow.kind, payer: flow.payer, payee: flow.payee, status: flow.status, purpose: None };
    statement(lot, given)
}

/// Tells whether a quantity counts who gives or gets: the word behind is none for goods.
fn only_of(scene: &Scene<'_>, told: &Told<'_>, at: usize) -> bool {
    let next = told.line.units.get(at + 1);
    next.is_some_and(|it| scene.words.list("flow_group").has(scene.word(it)))
}

fn noun_behind(lot: &Lot<'_>) -> Option<String> {
    let next = lot.told.line.units.get(lot.at + 1)?;
    let noun = matches!(next.part, Part::Token(Kind::Word(Tag::Noun | Tag::VerbalNoun) | Kind::Unknown));
    noun.then(|| lot.scene.word(next).to_owned())
}

/// What is said of goods.
struct Given {
    kind: &'static str,
    payer: Option<Party>,
    payee: Option<Party>,
    status: &'static str,
    purpose: Option<String>,
}

fn statement(lot: &Lot<'_>, given: Given) -> Option<Statement> {
    let Lot { scene, told, quantity, .. } = lot;
    let unit = &told.line.units[lot.at];
    let known = |it: &Party| *it != Party::Words(NOBODY.to_owned());
    let flow = Flow {
        kind: given.kind,
        payee: given.payee.filter(|it| known(it) && Some(it) != given.payer.as_ref()),
        payer: given.payer.filter(known),
        amount: quantity.value,
        amount_max: quantity.value_max,
        printed: scene.word(unit).to_owned(),
        unit: quantity.unit.clone()?,
        qualifier: quantity.qualifier,
        status: given.status,
        purpose: given.purpose,
        program: None,
        date: date_of(scene, told, lot.at, false),
    };
    Some(Statement {
        fact: Fact::Flow(flow),
        span: unit.span.clone(),
        sentence: told.line.span.clone(),
        rule: format!("flow.goods-{}", if given.kind == "sale" { "agreed" } else { "given" }),
        confidence: UNMEASURED,
    })
}
