//! Flows: money, goods and cover that go from one side to another.
mod clause;
mod status;
mod kind;
mod memory;
mod party;
mod around;
mod invest;
mod loan;
mod side;
mod goods;

use self::clause::{Clause, clause_of, clauses};
use self::kind::{GIFT, Hit, Kinds, governing};
use self::memory::{Levels, Memory, Whole};
use self::party::{Parties, Phrase, Role};
use crate::entity::{Class, EntityId};
use crate::mention::naming::Resolved;
use crate::rate::{ends_clause, is_money, rate};
use crate::scene::{Line, Part, Scene, Unit, named};
use crate::segment::Kind;
use crate::statement::{Fact, Flow, Party, Statement, UNMEASURED};
use crate::value::{Period, Quantity};
use crate::words::Words;

/// The word lists that tell flows, and what was last spoken of.
struct Reader<'a> {
    kinds: Kinds<'a>,
    parties: Parties<'a>,
    levels: Levels<'a>,
    words: &'a Words,
}

/// A sentence with its clauses, and the words in them that govern sums.
struct Told<'l> {
    /// Its number among the sentences.
    number: usize,
    line: &'l Line,
    clauses: Vec<Clause>,
    hits: Vec<Vec<Hit>>,
    memory: Memory,
}

/// A sum with the word that governs it.
struct Sum {
    /// Its unit.
    unit: usize,
    /// Its clause.
    clause: usize,
    /// The word that governs it.
    hit: Hit,
    /// The clause of that word.
    hit_clause: usize,
    /// Its full unit of measure.
    measure: String,
    /// No word governs it; it is pay for a job.
    job: bool,
    /// It is part of the sum told before.
    part: bool,
    /// It goes on with the sum told before: whose that is, this is.
    on: bool,
}

/// A sum in all that is known around it.
#[derive(Clone, Copy)]
struct Case<'a> {
    scene: &'a Scene<'a>,
    resolved: &'a Resolved,
    reader: &'a Reader<'a>,
    told: &'a Told<'a>,
    sum: &'a Sum,
}

impl Case<'_> {
    /// Returns what a party is called.
    fn name<'s>(&'s self, party: &'s Party) -> &'s str {
        match party {
            Party::Entity(it) => &self.resolved.entities[*it].name,
            Party::Words(it) => it,
        }
    }
}

/// Finds what an article says of them.
pub fn find(scene: &Scene<'_>, resolved: &mut Resolved) -> Vec<Statement> {
    let reader = Reader {
        kinds: Kinds::new(scene.words),
        parties: Parties::new(scene.words),
        levels: Levels::new(scene, resolved),
        words: scene.words,
    };
    let mut statements = Vec::new();
    let mut memory = Memory { county: scene.home, ..Memory::default() };
    let home_is_county = scene.setting.home.as_ref().is_some_and(|it| it.len() == 6 && !it.ends_with("00"));
    let counts = |it: &Line| it.units.iter().any(|it| scene.quantity(it).is_some());
    let counting: Vec<bool> = scene.lines.iter().map(counts).collect();
    // Behind the last quantity nothing flows.
    let last = counting.iter().rposition(|it| *it).map_or(0, |it| it + 1);
    for (number, line) in scene.lines[..last].iter().enumerate() {
        reader.levels.note_speaker(scene, resolved, &mut memory, number);
        let whole = memory.whole.take();
        if counting[number] {
            let clauses = clauses(scene, line);
            let hits = clauses.iter().map(|it| reader.kinds.hits(it)).collect();
            let told = Told { number, line, clauses, hits, memory: Memory { whole, ..memory.clone() } };
            let from = statements.len();
            memory.whole = read(scene, resolved, &reader, told, &mut statements);
            for statement in &statements[from..] {
                if let Fact::Flow(Flow { kind: "donation", payee: Some(payee), .. }) = &statement.fact {
                    memory.receiver.get_or_insert_with(|| payee.clone());
                }
            }
        }
        reader.levels.note(scene, resolved, &mut memory, line, number, line.units.len());
        if home_is_county {
            memory.county = scene.home;
        }
        let behind = scene.lines[number + 1..last].iter().zip(&counting[number + 1..]);
        let asked = behind.take_while(|it| it.0.paragraph == line.paragraph).any(|it| *it.1);
        if number + 1 < last {
            carry(scene, resolved, &reader, &mut memory, line, asked);
        }
    }
    statements
}

/// Notes the subject of a sentence for those behind it in the paragraph, if they are `asked` for one, and who
/// gives where it reports a gift.
fn carry(scene: &Scene<'_>, resolved: &Resolved, reader: &Reader<'_>, memory: &mut Memory, line: &Line, asked: bool) {
    if !asked {
        (memory.subject, memory.whole) = (None, None);
    }
    let gives = memory.giver.is_none() && reader.kinds.may_give(scene.text(&line.span));
    if !asked && !gives {
        return;
    }
    let mut subject = None;
    for clause in &clauses(scene, line) {
        if subject.is_none() {
            let phrases = reader.parties.phrases(scene, resolved, &reader.kinds, memory, line, clause);
            let is_subject = |it: &Phrase| it.role == Role::Subject && !it.loose && it.class.is_some();
            let found = phrases.into_iter().rev().find(is_subject);
            subject = found.filter(|it| it.class != Some(Class::Project)).map(|it| it.sender);
        }
        let given = || reader.kinds.hits(clause).iter().any(|it| it.kind == GIFT);
        if gives && memory.giver.is_none() && subject.is_some() && given() {
            memory.giver.clone_from(&subject);
        }
    }
    if asked && subject.is_some() {
        memory.subject = subject;
    }
}

/// Reads the flows of a sentence; returns the sum of which the next sentence may tell the parts.
fn read(
    scene: &Scene<'_>,
    resolved: &Resolved,
    reader: &Reader<'_>,
    mut told: Told<'_>,
    statements: &mut Vec<Statement>,
) -> Option<Whole> {
    let before = told.memory.clone();
    let mut whole = before.whole.clone();
    let mut last: Option<Hit> = None;
    let from = statements.len();
    for (unit, quantity) in money(scene, told.line) {
        told.memory = Memory { whole: whole.clone(), ..before.clone() };
        note(scene, resolved, reader, &mut told, unit);
        let Some(sum) = sum(scene, reader, &told, unit, last) else {
            last = None;
            continue;
        };
        last = Some(sum.hit).filter(|it| !it.kind.is_empty() && !is_price(reader, &sum));
        if last.is_none() {
            whole = Some(Whole { kind: "", payer: None });
            continue;
        }
        let mut statement = flow(Case { scene, resolved, reader, told: &told, sum: &sum }, quantity);
        if let (Fact::Flow(flow), Some(Fact::Flow(first)), true) =
            (&mut statement.fact, statements[from..].last().map(|it| &it.fact), sum.on)
        {
            flow.payer = flow.payer.take().or_else(|| first.payer.clone());
            flow.payee = flow.payee.take().or_else(|| first.payee.clone());
        }
        if let (Fact::Flow(flow), false) = (&statement.fact, sum.part) {
            whole = Some(Whole { kind: sum.hit.kind, payer: flow.payer.clone() });
        }
        statements.push(statement);
    }
    told.memory = before;
    goods::find(scene, resolved, reader, &mut told, statements);
    whole
}

/// Notes what a sentence names before one of its units; the article's own county stays the county.
fn note(scene: &Scene<'_>, resolved: &Resolved, reader: &Reader<'_>, told: &mut Told<'_>, unit: usize) {
    let county = told.memory.county;
    reader.levels.note(scene, resolved, &mut told.memory, told.line, told.number, unit);
    if scene.home.is_some() && county == scene.home {
        told.memory.county = county;
    }
}

/// Tells whether a character ends a clause.
fn is_pause(character: char) -> bool {
    ends_clause(character.encode_utf8(&mut [0; 4]))
}

/// Returns the sums of money of a sentence, by their units.
fn money<'s>(scene: &Scene<'s>, line: &Line) -> Vec<(usize, &'s Quantity)> {
    let units = line.units.iter().enumerate();
    units.filter_map(|(at, unit)| Some((at, scene.quantity(unit).filter(|it| is_money(it))?))).collect()
}

/// Tells whether a sum is what something is sold or bought for by the piece or by weight.
fn is_price(reader: &Reader<'_>, sum: &Sum) -> bool {
    let goods = reader.words.list("flow_goods_unit");
    matches!(sum.hit.kind, "sale" | "purchase") && sum.measure.rsplit_once('/').is_some_and(|it| goods.has(it.1))
}

/// Finds the word that governs a sum; its kind is empty where it makes no flow.
fn sum(scene: &Scene<'_>, reader: &Reader<'_>, told: &Told<'_>, unit: usize, last: Option<Hit>) -> Option<Sum> {
    let clause = clause_of(&told.clauses, unit);
    let here = told.clauses.get(clause)?;
    let measure = rate(scene, told.line, unit);
    let made = |hit: Hit, hit_clause: usize| {
        Some(Sum { unit, clause, hit, hit_clause, measure: measure.clone(), job: false, part: false, on: false })
    };
    let at = here.place(unit);
    let bare = |kind: &'static str| Hit { kind, start: at, end: at + 1, weak: false, clear: false, back: false };
    if only_compares(scene, reader, told, here, unit) {
        return None;
    }
    let found = governing(scene, told.line, here, &told.hits[clause], unit);
    let found = match found {
        Some(hit) if !hit.weak => found,
        _ => named_loan(scene, told, clause, unit).or_else(|| fund(scene, told, clause, unit)).map(bare).or(found),
    };
    // What the gift of the clause before is worth: `，价值12万元`.
    let worth = found.is_some_and(|it| it.clear && it.start == 0 && it.kind.is_empty());
    let gift = told.hits[..clause].last().and_then(|it| it.last()).filter(|it| worth && it.kind == GIFT);
    if let Some(hit) = gift {
        return made(*hit, clause - 1);
    }
    // What a part is called, as 产业发展资金, says no more of its kind than the whole.
    let called = |it: Hit| it.end <= at && reader.words.list("flow_fund").suffix(&here.text[..it.end]).is_some();
    if let Some(whole) = told.memory.whole.as_ref().filter(|_| found.is_none_or(|it| it.weak || called(it))) {
        let parts = reader.words.list("flow_part");
        if told.clauses[..=clause].iter().any(|it| parts.prefix(&it.text).is_some()) {
            return made(bare(whole.kind), clause).map(|it| Sum { part: true, ..it });
        }
        // What somebody gets of it: `某人领到9800元`.
        let gets = found.filter(|it| it.kind == "income" && matches!(whole.kind, "subsidy" | "compensation"));
        if let Some(hit) = gets {
            return made(Hit { kind: whole.kind, ..hit }, clause);
        }
    }
    if let Some(hit) = found {
        return made(hit, clause);
    }
    // What it has risen to, or comes to in all, is told in a clause of its own: `，增长到去年的90万元`.
    let goes_on =
        ["flow_change_to", "flow_sums_up"].iter().any(|it| reader.words.list(it).prefix(&here.text).is_some());
    let before = told.hits[..clause].last().and_then(|it| it.last());
    if let Some(hit) = before.filter(|_| goes_on && at <= NEAR || level(scene, reader, told, clause, unit)) {
        return made(*hit, clause - 1).map(|it| Sum { on: true, ..it });
    }
    // Only the ends of what the clause before was about: `最高10800元`.
    let extreme = at <= 12 && reader.words.list("rate_extreme").prefix(&here.text).is_some();
    if extreme && let Some(hit) = last {
        return made(hit, clause);
    }
    // What each one gets of what the clause before tells: `每人2000元`.
    let each = here.text.starts_with(EACH) && at <= 4 * EACH.len_utf8() && clause > 0;
    let aid = |it: &&Hit| matches!(it.kind, "donation" | "subsidy" | "compensation" | "fee_waiver" | "insurance_cover");
    if let Some(hit) = told.hits[clause.saturating_sub(1)].last().filter(|it| each && aid(it)) {
        return made(bare(hit.kind), clause);
    }
    // A day's or month's sum for a job needs no verb.
    let job = reader.words.list("flow_job");
    if [MONTH, DAY, TODAY].iter().any(|it| measure.contains(it)) && status::holds(job, &here.text[..at]) {
        return made(bare("income"), clause).map(|it| Sum { job: true, ..it });
    }
    // What is done with it comes in a short clause of its own: `全投进去了`.
    let next = told.clauses.get(clause + 1).filter(|it| it.text.chars().count() <= 8 && here.end == unit + 1)?;
    let done = |it: &&Hit| matches!(it.kind, "investment" | "donation" | "purchase");
    let quiet = !next.text.contains(clause::OTHER);
    let hit = told.hits[clause + 1].first().filter(done).filter(|_| quiet)?;
    made(*hit, clause + 1)
}

/// How far into a clause the sum may stand that goes on with the one before, in bytes.
const NEAR: usize = 30;

/// Tells whether nothing but when and how much stands before a sum in its clause: `，今年有望突破100万元`.
fn level(scene: &Scene<'_>, reader: &Reader<'_>, told: &Told<'_>, clause: usize, unit: usize) -> bool {
    let list = reader.words.list("flow_level");
    let units = &told.line.units[told.clauses[clause].start..unit];
    let says = |it: &Unit| list.has(scene.word(it));
    units.iter().any(says) && units.iter().all(|it| matches!(it.part, Part::Token(Kind::Time(_))) || says(it))
}

/// Tells a sum that is lent by a named kind of credit: `10万元“惠农贷”`, `发放“惠农贷”300万元`, `已累计发放4亿元`
/// behind `“惠农贷”`.
fn named_loan(scene: &Scene<'_>, told: &Told<'_>, clause: usize, unit: usize) -> Option<&'static str> {
    const LONGEST: usize = 8;
    let line = told.line;
    let here = &told.clauses[clause];
    let marks = |it: char| matches!(it, '\u{201c}' | '\u{201d}');
    let span = &line.units[unit].span;
    let first = line.units[here.start].span.start;
    let before = scene.text(&(first..span.start)).trim_end_matches(marks);
    let behind = scene.text(&(span.end..line.span.end)).trim_start_matches('\u{7684}');
    let quoted = behind.strip_prefix('\u{201c}').and_then(|it| it.split_once('\u{201d}')).map_or("", |it| it.0);
    let credit = |it: &str| it.ends_with(CREDIT);
    let near = credit(before) || credit(quoted) && quoted.chars().count() <= LONGEST;
    let lends = || status::holds(scene.words.list("flow_lends"), &here.text[..here.place(unit)]);
    let earlier = || scene.text(&(line.span.start..first)).contains(NAMED_CREDIT) && lends();
    let list = |name: &str| scene.words.list(name);
    // 某银行为25个项目提供30亿元资金支持
    let named_bank = || status::holds(list("flow_bank"), scene.text(&(line.span.start..span.start)));
    let backs = || list("flow_backing").prefix(behind).is_some() && lends() && named_bank();
    (near || earlier() || backs()).then_some("loan")
}

/// What the names of kinds of credit end in.
const CREDIT: char = '\u{8d37}';
/// The same, in quotes.
const NAMED_CREDIT: &str = "\u{8d37}\u{201d}";

/// Tells a sum that is got as the money of a fund: `获得80万元“强村”资金`.
fn fund(scene: &Scene<'_>, told: &Told<'_>, clause: usize, unit: usize) -> Option<&'static str> {
    const LONGEST: usize = 12;
    let here = &told.clauses[clause];
    let list = |name: &str| scene.words.list(name);
    let got = status::holds(list("flow_gets"), &here.text[..here.place(unit)]);
    let behind = told.line.units[unit + 1..here.end].iter().take_while(|it| scene.word(it) != party::LIST);
    let end = behind
        .take_while(|it| scene.quantity(it).is_none())
        .find(|it| list("flow_fund").suffix(scene.word(it)).is_some())?;
    let far = scene.text(&(told.line.units[unit].span.end..end.span.start)).chars().count() > LONGEST;
    (got && !far).then_some("appropriation")
}

/// Tells whether a sum only sorts out, or is what a level moves from or by.
fn only_compares(scene: &Scene<'_>, reader: &Reader<'_>, told: &Told<'_>, clause: &Clause, unit: usize) -> bool {
    let list = |name: &str| reader.words.list(name);
    let quantity = &told.line.units[unit];
    let behind = scene.text(&(quantity.span.end..told.line.span.end)).trim_start();
    if list("flow_threshold").prefix(behind).is_some() {
        return true;
    }
    let before = &clause.text[..clause.place(unit)];
    if before.char_indices().any(|(at, _)| list("flow_compared").prefix(&before[at..]).is_some()) {
        return true;
    }
    // 每公斤比市场高0.3元
    if list("flow_apart").suffix(before).is_some() && status::holds(list("flow_than"), before) {
        return true;
    }
    let from = before.chars().any(|it| matches!(it, '\u{4ece}' | '\u{7531}'));
    from && list("flow_change_to")
        .prefix(behind.trim_start_matches(['\u{5de6}', '\u{53f3}', '\u{ff0c}', ',']))
        .is_some()
}

/// Makes the statement of a flow.
fn flow(case: Case<'_>, quantity: &Quantity) -> Statement {
    let Case { scene, resolved, told, sum, .. } = case;
    let sides = side::sides(&case);
    let future = |it: Period| it.start.zip(scene.today()).is_some_and(|(it, today)| it.year > today.year);
    let later = date_of(scene, told, sum.unit, true).is_some_and(future);
    let status = if later { "planned" } else { status::status(&case) };
    let is_rate = [YEAR, MONTH, DAY, TODAY].iter().any(|it| sum.measure.contains(it));
    let date = date_of(scene, told, sum.unit, is_rate || status == "planned");
    let unit = &told.line.units[sum.unit];
    let hit = &told.clauses[sum.hit_clause];
    let start = told.line.units[hit.unit(sum.hit.start)].span.start.min(unit.span.start);
    let end = told.line.units[hit.unit(sum.hit.end.saturating_sub(1))].span.end.max(unit.span.end);
    let kind = side::kind(&case, &sides);
    let rule = if sum.part {
        "part"
    } else if sum.hit_clause == sum.clause {
        kind
    } else {
        "next-clause"
    };
    let flow = Flow {
        kind,
        payer: sides.payer,
        payee: sides.payee,
        amount: quantity.value,
        amount_max: quantity.value_max,
        printed: scene.word(unit).to_owned(),
        unit: sum.measure.clone(),
        qualifier: quantity.qualifier,
        status,
        purpose: if sum.job { None } else { status::purpose(scene, told, sum) },
        program: program(resolved, told, sum.unit),
        date,
    };
    let start = start.min(sides.start.unwrap_or(start));
    Statement {
        fact: Fact::Flow(flow),
        span: start..end,
        sentence: told.line.span.clone(),
        rule: format!("flow.{rule}"),
        confidence: UNMEASURED,
    }
}

/// What stands before one of those who get something.
const EACH: char = '\u{6bcf}';

const YEAR: &str = "/\u{5e74}";
const MONTH: &str = "/\u{6708}";
const DAY: &str = "/\u{65e5}";
const TODAY: &str = "/\u{5929}";

/// Returns when money went: the nearest time before it in its sentence; the article's day where none
/// is named, but for a bare rate.
fn date_of(scene: &Scene<'_>, told: &Told<'_>, unit: usize, bare: bool) -> Option<Period> {
    let before = told.line.units[..unit].iter().rev();
    let named = before.filter_map(|it| scene.time(it)).next();
    let there = || scene.day_there(told.line).or(scene.date).filter(|_| !bare);
    named.or_else(there)
}

/// Returns the programme that a sentence names, the nearest before the sum first.
fn program(resolved: &Resolved, told: &Told<'_>, unit: usize) -> Option<EntityId> {
    let programs = |it: &Unit| named(resolved, it).filter(|it| it.1 == Class::Program).map(|it| it.0);
    let before = told.line.units[..unit].iter().rev().find_map(programs);
    before.or_else(|| told.line.units[unit..].iter().find_map(programs))
}
