//! Sides: who pays and who is paid, by the kind of flow and the parts that the clause's nouns play.
use super::Case;
use super::around::{Around, Pair, around, can_pay, giver, gives, party, respective, spoken_of};
use super::clause::OF;
use super::invest::{described, investment, work_behind};
use super::loan::loan;
use super::party::{NOBODY, Phrase, Role};
use super::status::holds;
use crate::entity::{Class, EntityId};
use crate::lexicon::Tag;
use crate::scene::{Part, named};
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

/// Returns who pays and who is paid.
pub(super) fn sides(case: &Case<'_>) -> Sides {
    let around = around(case);
    let (payer, payee) = match case.sum.hit.kind {
        _ if case.sum.part => part(case, &around),
        "income" => income(case, &around),
        "sale" => (other_side(&around), seller(case, &around)),
        // 收到货款: who gets the price has sold.
        "purchase" if gets(case, "flow_gets") => (other_side(&around), seller(case, &around)),
        "purchase" => purchase(case, &around),
        "investment" if gets(case, "flow_brings") => (None, party(around.to())),
        "investment" => investment(case, &around),
        "loan" => loan(case, &around),
        "appropriation" if gets(case, "flow_gets") || gets(case, "flow_brings") => own(&around),
        "donation" if gets(case, "flow_receives") || gets(case, "flow_brings") => received(case, &around),
        "fundraising" if gets(case, "flow_raises") => own(&around),
        "donation" | "insurance_cover" | "appropriation" | "fundraising" => given(case, &around),
        _ => helped(case, &around),
    };
    let (payer, payee) = match respective(case) {
        each @ Some(_) if case.sum.hit.kind == "income" => (payer, each),
        each @ Some(_) => (each, payee),
        None => (payer, payee),
    };
    let unit = case.sum.unit;
    let named = around
        .here
        .iter()
        .filter(|it| it.start < unit && (Some(&it.party) == payer.as_ref() || Some(&it.party) == payee.as_ref()));
    let start = named.map(|it| case.told.line.units[it.start].span.start).min();
    let payer = payer.filter(|it| can_pay(case, it));
    let payee = payee.filter(|it| Some(it) != payer.as_ref() && *it != Party::Words(NOBODY.to_owned()));
    Sides { payer, payee, start }
}

/// Returns the kind of a flow once its sides are known: what the treasury puts in is an appropriation, a price that is
/// got a sale.
pub(super) fn kind(case: &Case<'_>, sides: &Sides) -> &'static str {
    let Case { scene, told, sum, .. } = case;
    let treasury = case.reader.words.list("flow_treasury");
    let name = sides.payer.as_ref().map_or("", |it| case.name(it));
    let clause = &told.clauses[sum.clause];
    let before = scene.text(&(told.line.units[clause.start].span.start..told.line.units[sum.unit].span.start));
    if sum.hit.kind == "investment" && (treasury.suffix(name).is_some() || holds(treasury, before)) {
        "appropriation"
    } else if sum.hit.kind == "purchase" && gets(case, "flow_gets") {
        "sale"
    } else {
        sum.hit.kind
    }
}

/// A part of the sum told before: from whom that came, to what the words beside it or behind `用于` name.
fn part(case: &Case<'_>, around: &Around) -> Pair {
    let unit = case.sum.unit;
    let firm = |it: &&Phrase| !it.loose || matches!(it.class, Some(Class::Project | Class::Organization));
    let used = around.here.iter().find(|it| it.role == Role::To && it.start > unit).filter(firm);
    let beside = around.here.iter().rfind(|it| it.start < unit && !it.loose && it.class != Some(Class::Person));
    let payee = work_behind(case, "flow_use").or_else(|| party(used.or(beside)));
    (case.told.memory.whole.as_ref().and_then(|it| it.payer.clone()), payee)
}

/// A gift or an appropriation: from the subject to whom `向`, `为`, `给` name, or the object.
fn given(case: &Case<'_>, around: &Around) -> Pair {
    let object = around.here.iter().find(|it| it.role == Role::Object && !it.loose);
    // 向国内捐款: to whom it goes is said, but nobody known.
    let clause = &case.told.clauses[case.sum.clause];
    let ahead = &case.told.line.units[clause.start..clause.unit(case.sum.hit.start).min(case.sum.unit)];
    let said = ahead.iter().any(|it| case.scene.word(it) == TOWARDS);
    let near = || around.before.iter().rev().find(|it| it.role == Role::To && !it.loose && !said);
    // A gift at a ceremony is for the place that holds it, or for whom one has come to.
    let seat = |it: &&Phrase| matches!(it.class, Some(Class::Place | Class::Organization)) && !it.loose;
    let venue = || around.before.iter().rev().find(|it| it.role == Role::Aside && seat(it));
    let payee = party(around.to().or(object).or_else(|| first_object(case, around)).or_else(venue).or_else(near));
    // 下拨资金5000万元，支持某省灾后恢复
    let supports = |it: &&Phrase| it.role == Role::To && it.class == Some(Class::Place) && it.start <= clause.end + 2;
    let payee = payee.or_else(|| party(around.behind.iter().find(supports)));
    let memory = &case.told.memory;
    let gift = matches!(case.sum.hit.kind, "donation" | "insurance_cover");
    let payer = giver(case, around).or_else(|| memory.giver.clone().filter(|_| gift));
    (payer, payee.or_else(|| memory.receiver.clone().filter(|_| gift && !said)))
}

/// `向`
const TOWARDS: &str = "\u{5411}";

/// Returns the place or body right behind the verb, before what it gets: `下拨某县救灾资金150万元`.
fn first_object<'p>(case: &Case<'_>, around: &'p Around) -> Option<&'p Phrase> {
    let clause = &case.told.clauses[case.sum.clause];
    let behind = clause.unit(case.sum.hit.end.saturating_sub(1)) + 1;
    let first = around.here.iter().find(|it| it.role == Role::Object && it.start < case.sum.unit)?;
    let names = matches!(first.class, Some(Class::Place | Class::Organization));
    let governed = case.sum.hit_clause == case.sum.clause && first.start <= behind;
    let led = case.told.line.units.get(first.start);
    (names && governed && led.is_some_and(|it| matches!(it.part, crate::scene::Part::Name(_)))).then_some(first)
}

/// A subsidy, a damage made good, a charge waived: from a body to a person or a group, who may be the subject.
fn helped(case: &Case<'_>, around: &Around) -> Pair {
    let body = |it: &&Phrase| match &it.party {
        Party::Words(words) => case.reader.words.list("flow_firm").suffix(words).is_some(),
        Party::Entity(_) => matches!(it.class, Some(Class::Organization | Class::Place)) && gives(it),
    };
    let subject = around.subject().or_else(|| around.carried());
    let from = around.last(Role::From).filter(body);
    let object = around.here.iter().find(|it| it.role == Role::Object && !it.loose);
    let decreed = || decrees(case, around).filter(|it| matches!(it.class, Some(Class::Organization | Class::Place)));
    // 法院判决被告赔偿: the court does not pay.
    let judges = case.reader.words.list("flow_judges");
    let damage = case.sum.hit.kind == "compensation";
    let pays = |it: &Party| !(damage && judges.suffix(case.name(it)).is_some());
    let payer = party(from.or(subject.filter(body)).or_else(decreed)).filter(pays);
    let to = party(around.to().or(object));
    // 某某为企业颁发奖金: he gives it.
    let gives = sends(case);
    let gets = subject.filter(|it| !body(it) && !it.loose && !gives);
    // 保险公司每亩赔付500元: to him whom the story is about.
    let story = || if (payer.is_none() || damage) && !gives && personal(case) { spoken_of(case) } else { None };
    let named = whose_damage(case).or(to).or_else(|| chosen(case)).or_else(|| party(gets));
    let payee = named.or_else(|| qualified(case, around).filter(|_| payer.is_some())).or_else(story);
    let memory = &case.told.memory;
    let giver = memory.giver.clone().filter(|_| case.sum.hit.kind != "subsidy");
    // 对新认定的企业给予10万元奖励: the place that the sentence before is about does.
    let words = &case.told.clauses[case.sum.clause].text;
    let grants = case.sum.hit.kind == "subsidy" && holds(case.reader.words.list("flow_grants"), words);
    let before = || told_of(case).filter(|it| grants && around.carried().is_none() && Some(it) != payee.as_ref());
    (payer.or(giver).or_else(before), payee)
}

/// Returns the group right behind the word for damage made good: `退赔群众资金20万元`.
fn whose_damage(case: &Case<'_>) -> Option<Party> {
    let Case { scene, told, sum, .. } = case;
    let clause = &told.clauses[sum.clause];
    let behind = clause.unit(sum.hit.end.saturating_sub(1)) + 1;
    let near = sum.hit.kind == "compensation" && sum.hit_clause == sum.clause && behind < sum.unit;
    // 赔偿李明医药费3万元
    let named = named(case.resolved, told.line.units.get(behind)?);
    let whom = named.filter(|it| near && matches!(it.1, Class::Person | Class::Organization));
    if let Some((whom, _)) = whom {
        return Some(Party::Entity(whom));
    }
    let (words, _) = if near { described(scene, told.line, behind, sum.unit, "flow_group") } else { None }?;
    (!scene.words.list("flow_bare").has(&words)).then_some(Party::Words(words))
}

/// The longest group that is chosen, in characters.
const LONGEST: usize = 16;

/// Returns the group that the clause before has chosen for a prize: `评选出20个先进村，奖励50万元`.
fn chosen(case: &Case<'_>) -> Option<Party> {
    let Case { scene, told, sum, .. } = case;
    let chooses = scene.words.list("flow_chooses");
    let before = told.clauses[..sum.clause].last().filter(|_| sum.hit.kind == "subsidy")?;
    let units = &told.line.units;
    let verb = (before.start..before.end).rfind(|it| chooses.has(scene.word(&units[*it])))?;
    let counts = |it: &usize| scene.quantity(&units[*it]).is_some_and(|it| !it.measure && !it.duration);
    let first = (verb + 1..before.end).take(2).find(counts)?;
    let text = scene.text(&(units[first].span.start..units[before.end - 1].span.end));
    let words: String = text.chars().filter(|it| !it.is_whitespace()).collect();
    let group = scene.words.list("flow_group").suffix(&words).is_some() && words.chars().count() <= LONGEST;
    group.then_some(Party::Words(words))
}

/// Returns the subject of a clause before that ends in laying something down: `某县规定，返乡创业的大学生补贴1万元`.
fn decrees<'p>(case: &Case<'_>, around: &'p Around) -> Option<&'p Phrase> {
    let told = case.told;
    let list = case.reader.words.list("flow_decrees");
    let ends = |it: &&super::Clause| list.suffix(&it.text).is_some();
    let clause = told.clauses[..case.sum.clause].iter().rev().find(ends)?;
    let within = |it: &&Phrase| it.start >= clause.start && it.end <= clause.end;
    around.before.iter().filter(within).find(|it| it.role == Role::Subject)
}

/// Returns the group that the clause before ends in, of which this one tells what it gets:
/// `在本县办企业的大学生，县财政奖励5万元`.
fn qualified(case: &Case<'_>, around: &Around) -> Option<Party> {
    let before = case.told.clauses[..case.sum.clause].last()?;
    let group = around.before.last().filter(|it| it.end == before.end && !it.loose)?;
    let people = |it: &&Party| matches!(it, Party::Words(words) if words != NOBODY);
    let of = group.start.checked_sub(1).is_some_and(|it| case.scene.word(&case.told.line.units[it]) == OF);
    Some(&group.party).filter(|it| people(it) && of).cloned()
}

/// Tells whether a verb of giving, and behind which preposition somebody gets it, stand before the sum.
fn sends(case: &Case<'_>) -> bool {
    let clause = &case.told.clauses[case.sum.clause];
    let mut words = case.told.line.units[clause.start..case.sum.unit].iter().map(|it| case.scene.word(it));
    let list = |name: &str| case.reader.words.list(name);
    words.any(|it| list("flow_to").has(it)) && words.any(|it| list("flow_grants").has(it))
}

/// The subject carried over, if it is no person.
fn impersonal(around: &Around) -> Option<Party> {
    party(around.carried().filter(|it| it.class != Some(Class::Person)))
}

/// Earnings: to whom `为`, `带动` name, else to the subject.
fn income(case: &Case<'_>, around: &Around) -> Pair {
    let words = &case.told.clauses[case.sum.clause].text;
    // 给乡亲们的工资发了9万元: theirs, whoever speaks of it.
    let clause = &case.told.clauses[case.sum.clause];
    let hit = clause.unit(case.sum.hit.start);
    let of = |it: &&Phrase| it.end + 1 == hit && case.scene.word(&case.told.line.units[it.end]) == OF;
    let owed = around.here.iter().find(|it| it.role == Role::To && it.loose && of(it));
    if let Some(to) = around.last(Role::To).or(owed.filter(|_| case.sum.hit_clause == case.sum.clause)) {
        let body = |it: &&Phrase| match it.class {
            Some(Class::Organization | Class::Project) => true,
            Some(Class::Place) => pays(case),
            _ => false,
        };
        let before = || around.carried().filter(|it| pays(case) && around.subject().is_none() && body(it));
        // 某村建起电站，每年给村集体带来20万元: who gets it has not paid it.
        let payer = party(around.subject().filter(body).or_else(before)).filter(|it| *it != to.party);
        return (payer, party(Some(to)));
    }
    let here = around.subject();
    let firm = |it: &Party| matches!(it, Party::Words(words) if case.reader.words.list("flow_firm").has(words));
    let body =
        |it: &&Phrase| matches!(it.class, Some(Class::Organization | Class::Project | Class::Place)) || firm(&it.party);
    // 某村村民入股合作社，每年分红400元: the village does not pay.
    let paying = |it: &&Phrase| body(it) && !(it.loose && it.class == Some(Class::Place));
    let payer =
        party(here.filter(body).or_else(|| around.carried().filter(paying))).or_else(|| speaking_firm(case, here));
    if pays(case)
        && let Some(payer) = payer
    {
        let object = around.here.iter().find(|it| it.role == Role::Object && !it.loose);
        let gets = here.filter(|it| !body(it) && !it.loose);
        return (Some(payer), party(object.or(gets).or_else(|| around.members(case))));
    }
    let from = party(around.last(Role::From));
    let each = HEADS.iter().any(|it| case.sum.measure.contains(it));
    if here.is_none()
        && each
        && let Some(members) = around.members(case)
    {
        return (from, party(Some(members)));
    }
    if case.sum.job {
        return (from, party(here).or_else(|| party(around.members(case))));
    }
    let public = || holds(case.reader.words.list("flow_public"), words);
    // 全市村级集体经济收入 is no village's of which the sentence before spoke.
    let whole = |it: &Party| {
        let divisions = case.reader.words.list("flow_whole");
        let mut named = words.char_indices().filter_map(|(at, _)| divisions.prefix(&words[at..])?.chars().next_back());
        named.all(|level| case.name(it).ends_with(level))
    };
    let whose = || {
        if public() {
            impersonal(around).or_else(|| told_of(case))
        } else if !personal(case) {
            impersonal(around)
        } else {
            subject(case, around)
        }
    };
    let payee = party(here).or_else(whose);
    // 人均增收1万元 is no firm's.
    let firms =
        |it: &Party| matches!(it, Party::Words(words) if case.reader.words.list("flow_firm").suffix(words).is_some());
    let head = HEADS[1..].iter().any(|it| case.sum.measure.contains(it));
    let payee = payee.filter(|it| (here.is_some() || whole(it)) && !(head && firms(it)));
    (from, payee)
}

/// Returns the firm for which somebody speaks where a clause without a subject tells of paying.
fn speaking_firm(case: &Case<'_>, here: Option<&Phrase>) -> Option<Party> {
    let memory = &case.told.memory;
    memory.speaks(case.resolved).filter(|_| memory.official && here.is_none()).map(Party::Entity)
}

/// The firm or place for which somebody speaks, or the one that the sentence before is about.
fn told_of(case: &Case<'_>) -> Option<Party> {
    let memory = &case.told.memory;
    let whole = |it: &EntityId| matches!(case.resolved.entities[*it].class, Class::Organization | Class::Place);
    let before = || match memory.subject {
        Some(Party::Entity(it)) => Some(it),
        _ => None,
    };
    memory.own.filter(|_| memory.official).or_else(before).filter(whole).map(Party::Entity)
}

/// Tells whether a verb of the list stands before the sum.
fn gets(case: &Case<'_>, verbs: &str) -> bool {
    let clause = &case.told.clauses[case.sum.clause];
    holds(case.reader.words.list(verbs), &clause.text[..clause.place(case.sum.unit)])
}

/// Money that the subject gets for itself, or for whom `为` names.
fn own(around: &Around) -> Pair {
    (None, party(around.to().or_else(|| around.subject()).or_else(|| around.carried())))
}

/// A gift of which the one who gets it is the subject: `某中心收到某公司捐款`.
fn received(case: &Case<'_>, around: &Around) -> Pair {
    let gives = |it: &&Phrase| matches!(it.role, Role::Object | Role::From) && it.start < case.sum.unit;
    let giver = around.here.iter().find(|it| gives(it) && can_pay(case, &it.party));
    (party(giver), own(around).1)
}

/// Tells whether a clause has a verb of paying out.
fn pays(case: &Case<'_>) -> bool {
    let clause = &case.told.clauses[case.sum.clause];
    let list = case.reader.words.list("flow_pays");
    case.told.line.units[clause.start..clause.end].iter().any(|it| list.has(case.scene.word(it)))
}

/// A month's pay, and what is earned by head or household.
const HEADS: [&str; 3] = ["/\u{6708}", "/\u{4eba}", "/\u{6237}"];

/// The seller: the subject, or the firm spoken of.
fn seller(case: &Case<'_>, around: &Around) -> Option<Party> {
    let firm = case.reader.words.list("flow_firm");
    let memory = &case.told.memory;
    let spoken = || memory.last_body().filter(|it| firm.suffix(&case.resolved.entities[*it].name).is_some());
    let sells = |it: &&Phrase| can_pay(case, &it.party) || it.party == Party::Words(NOBODY.to_owned());
    // 帮助销售农产品300万元: those who are helped do.
    let clause = &case.told.clauses[case.sum.clause];
    let helps = case.reader.words.list("flow_helps").suffix(&clause.text[..case.sum.hit.start]).is_some();
    if helps && case.sum.hit_clause == case.sum.clause {
        return party(around.to());
    }
    let here = party(around.subject().filter(sells));
    if here.is_none() && strange(case) {
        return None;
    }
    let subject = here.or_else(|| party(around.carried().filter(sells)));
    let own = || memory.own.filter(|_| memory.official);
    subject
        .or_else(|| own().or_else(spoken).map(Party::Entity))
        .or_else(|| memory.speaks(case.resolved).filter(|_| personal(case)).map(Party::Entity))
        .or_else(|| told_of(case))
}

/// Tells whether a clause has a subject of its own that is not known: a firm never named, or what stands in quotes.
fn strange(case: &Case<'_>) -> bool {
    let Case { scene, told, sum, reader, .. } = case;
    let clause = &told.clauses[sum.clause];
    let hit = clause.unit(sum.hit.start);
    let list = |name: &str| reader.words.list(name);
    let firm = |it: &str| list("flow_firm").has(it) && list("flow_bare").has(it) && !list("flow_own_body").has(it);
    let mut units = told.line.units[clause.start..hit.max(clause.start)].iter().map(|it| scene.word(it));
    let quoted = units.clone().any(|it| it == CLOSE_QUOTE);
    sum.hit_clause == sum.clause && (quoted || units.next().is_some_and(firm))
}

/// `”`
const CLOSE_QUOTE: &str = "\u{201d}";

/// The subject of the clause, of one before, or the person spoken of.
fn subject(case: &Case<'_>, around: &Around) -> Option<Party> {
    let speaker = case.told.memory.speaks(case.resolved).map(Party::Entity);
    let here = party(around.subject());
    // 村支书李明算账: he tells of others.
    let memory = &case.told.memory;
    let tells = |it: &Party| memory.official && memory.speaker.is_some_and(|by| *it == Party::Entity(by));
    let carried = || party(around.carried()).filter(|it| !tells(it));
    here.or(speaker).or_else(carried).or_else(|| spoken_of(case))
}

/// Tells whether a sum may be one person's where the clause names nobody: it is small, no average, and
/// the clause has no subject of its own.
fn personal(case: &Case<'_>) -> bool {
    const LARGEST: f64 = 1_000_000.0;
    let Case { scene, told, sum, .. } = case;
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

/// What is bought: by the subject, from those whom it pays.
fn purchase(case: &Case<'_>, around: &Around) -> Pair {
    let buys = |it: &&Phrase| !matches!(it.class, Some(Class::Project));
    let buyer = around.subject().filter(buys).or_else(|| around.carried().filter(buys));
    let paid = around.here.iter().find(|it| pays(case) && it.role == Role::Object && !it.loose);
    (party(buyer).or_else(|| spoken_of(case)), party(paid))
}

/// The buyer of a sale: `向` or `与` somebody.
fn other_side(around: &Around) -> Option<Party> {
    party(around.last(Role::With))
}
