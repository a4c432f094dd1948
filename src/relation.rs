//! Relations: the remaining links of the closed list, as names compose them, as rules say them, and where people live.
use std::collections::BTreeSet;

use crate::entity::{Class, EntityId};
use crate::mention::lies_in;
use crate::mention::naming::Resolved;
use crate::rule::{Hit, Role, Says, Slot};
use crate::scene::{Line, Scene, named};
use crate::statement::{Fact, PREDICATES, Relation, Statement, UNMEASURED};
use crate::text::Span;
use crate::topic::topic;

/// The length of a town's code.
const TOWN: usize = 9;
/// The length of the code of a division above it.
const DIVISION: usize = 6;

/// Finds what an article says of them.
pub fn find(scene: &Scene<'_>, resolved: &mut Resolved) -> Vec<Statement> {
    let mut found = Found { scene, statements: Vec::new(), seen: BTreeSet::new() };
    for (subject, object, span) in resolved.composed.clone() {
        // A town in short may be no more than a word in a body's name.
        let child = &resolved.entities[subject];
        let town = child.code.as_ref().is_some_and(|it| it.len() == TOWN);
        if town && !scene.text(&span).ends_with(&child.name) {
            continue;
        }
        found.add(Relation { subject, predicate: "located_in", object }, &span, "relation.composed");
    }
    seats(resolved, &mut found);
    bodies(resolved, &mut found);
    neighbours(resolved, &mut found);
    rallies(resolved, &mut found);
    for (line, hits) in scene.lines.iter().zip(&scene.hits) {
        for hit in hits {
            for says in &scene.rules.rules[hit.rule].says {
                if let Some(predicate) = PREDICATES.into_iter().find(|it| *it == says.class) {
                    said(resolved, line, hit, says, predicate, &mut found);
                }
            }
        }
    }
    found.statements
}

/// The statements so far; each is kept once a sentence.
struct Found<'s, 'a> {
    scene: &'s Scene<'a>,
    statements: Vec<Statement>,
    seen: BTreeSet<(EntityId, &'static str, EntityId, usize)>,
}

impl Found<'_, '_> {
    fn add(&mut self, relation: Relation, span: &Span, rule: &str) {
        let Some(line) = line_of(self.scene, span) else { return };
        let Relation { subject, predicate, object } = relation;
        if subject == object || !self.seen.insert((subject, predicate, object, line.span.start)) {
            return;
        }
        self.statements.push(Statement {
            fact: Fact::Relation(relation),
            span: span.clone(),
            sentence: line.span.clone(),
            rule: rule.to_owned(),
            confidence: UNMEASURED,
        });
    }
}

/// Returns the sentence that a span lies in.
fn line_of<'s>(scene: &'s Scene<'_>, span: &Span) -> Option<&'s Line> {
    let at = scene.lines.partition_point(|it| it.span.end < span.end);
    scene.lines.get(at).filter(|it| it.span.start <= span.start)
}

/// Adds what a match of a rule says: every subject with every object.
fn said(
    resolved: &mut Resolved,
    line: &Line,
    hit: &Hit,
    says: &Says,
    predicate: &'static str,
    found: &mut Found<'_, '_>,
) {
    let scene = found.scene;
    let rule = &scene.rules.rules[hit.rule];
    let mut sides = [Vec::new(), Vec::new()];
    for (side, role) in sides.iter_mut().zip(["subject", "object"]) {
        let value = says.roles.iter().find(|it| it.0 == role).map(|it| &it.1);
        *side = match value {
            Some(Role::Slot(name)) => match hit.slots.get(name) {
                Some(slot) => filler(scene, resolved, line, (predicate, role), slot),
                None => return,
            },
            Some(Role::Word(word)) => implied(scene, resolved, line, word, hit.span.start),
            None => return,
        };
    }
    let [mut subjects, objects] = sides;
    // The honour that a ministry gives is not its own.
    let ministries = scene.words.list("national_body");
    subjects.retain(|&it| predicate != "awarded" || !ministries.has(&resolved.entities[it].name));
    if subjects.is_empty() && predicate == "awarded" {
        // A county's honour without a subject is that of the county where the article is set.
        subjects.extend(scene.home.filter(|&home| {
            let last = |it: EntityId| resolved.entities[it].name.chars().next_back();
            objects.iter().all(|&it| last(it) == last(home))
        }));
    }
    let fits = |subject: EntityId, object: EntityId| {
        // A county's honour is no person's.
        let level = scene.words.list("level").suffix(&resolved.entities[object].name).is_some();
        resolved.entities[object].class != Class::Honour || resolved.entities[subject].class != Class::Person || !level
    };
    for &subject in &subjects {
        for &object in objects.iter().filter(|it| fits(subject, **it)) {
            found.add(Relation { subject, predicate, object }, &hit.span, &rule.id);
        }
    }
}

/// Returns what a slot stands for: the names in it, or the product or honour that its words name.
fn filler(scene: &Scene<'_>, resolved: &mut Resolved, line: &Line, side: (&str, &str), slot: &Slot) -> Vec<EntityId> {
    if !slot.numbers.is_empty() {
        let units = slot.numbers.iter().filter_map(|it| line.units.get(*it));
        let vague = scene.words.list("programme_vague");
        let names = units.filter_map(|it| named(resolved, it)).map(|it| it.0);
        return names.filter(|&it| !vague.has(&resolved.entities[it].name)).collect();
    }
    let class = match side {
        ("produces", "object") => Class::Product,
        ("awarded", "object") => Class::Honour,
        ("implements", "object") => Class::Program,
        ("issued", "object") => Class::Document,
        ("built_by" | "located_in", "subject") => Class::Project,
        _ => return Vec::new(),
    };
    let home = scene.home.and_then(|it| resolved.entities[it].code.clone());
    // 甲示范县等称号: the last of a list ends before what sums it up.
    let whole = scene.text(&slot.span);
    let summed = whole.rsplit_once(AND_SO_ON).filter(|it| scene.words.list("honour_sum").has(it.1));
    let text = summed.map_or(whole, |it| it.0);
    let listed = matches!(class, Class::Product | Class::Honour);
    let members = if listed { members(text) } else { vec![bare(text)] };
    let is_place = |name: &str| resolved.entities.iter().any(|it| it.class == Class::Place && it.name == name);
    let members: Vec<String> = members.into_iter().filter(|it| !is_place(it)).collect();
    members.into_iter().map(|it| resolved.make(class, &it, home.as_deref())).collect()
}

/// Quotes that hold a name, and the mark between the members of a list.
const OPEN: [char; 2] = ['\u{201c}', '\u{2018}'];
const CLOSE: [char; 2] = ['\u{201d}', '\u{2019}'];
const AND: char = '\u{3001}';
const LIST: &str = "\u{3001}";
const AND_SO_ON: char = '\u{7b49}';

/// Returns the members of a list, quotes around a whole member dropped.
fn members(text: &str) -> Vec<String> {
    let mut members = vec![String::new()];
    let mut depth = 0usize;
    let mut before = ' ';
    for character in text.chars() {
        let apart = CLOSE.contains(&before) && OPEN.contains(&character);
        if depth == 0 && (character == AND || apart) {
            members.push(String::new());
        }
        if OPEN.contains(&character) {
            depth += 1;
        } else if CLOSE.contains(&character) {
            depth = depth.saturating_sub(1);
        }
        if let Some(last) = members.last_mut().filter(|_| depth > 0 || character != AND) {
            last.push(character);
        }
        before = character;
    }
    members.iter().map(|it| bare(it)).filter(|it| it.chars().count() > 1).collect()
}

/// Drops quotes around a whole name.
fn bare(name: &str) -> String {
    let inner = name.strip_prefix(OPEN).and_then(|it| it.strip_suffix(CLOSE));
    inner.filter(|it| !it.contains(OPEN)).unwrap_or(name).to_owned()
}

/// Returns what a word of a rule stands for where its words begin at `before`.
fn implied(scene: &Scene<'_>, resolved: &Resolved, line: &Line, word: &str, before: usize) -> Vec<EntityId> {
    match word {
        "topic" => topic(scene, resolved, line, before, false),
        "honoured" => topic(scene, resolved, line, before, true),
        "home" => scene.home.into_iter().collect(),
        "firm" => last(resolved, before, |class, name| {
            class == Class::Organization && scene.words.list("firm_head").suffix(name).is_some()
        }),
        "settlement" => last(resolved, before, |class, name| {
            class == Class::Place && scene.words.list("settlement_head").suffix(name).is_some()
        }),
        "person" => last(resolved, before, |class, _| class == Class::Person),
        "project" => last(resolved, before, |class, _| class == Class::Project),
        "one-side" => sides(resolved, before).map(|it| it.0).into_iter().collect(),
        "other-side" => sides(resolved, before).map(|it| it.1).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// Returns the two counties that both sides of an agreement stand for: the last two of one level that were named,
/// themselves or by their bodies, the first named first.
fn sides(resolved: &Resolved, before: usize) -> Option<(EntityId, EntityId)> {
    const NEAR: usize = 12;
    let named = resolved.mentions.iter().rev().filter(|it| it.span.end <= before).take(NEAR);
    let place = |entity: EntityId| match resolved.entities[entity].class {
        Class::Place => Some(entity),
        _ => resolved.seat.get(&entity).copied(),
    };
    let level = |it: &EntityId| {
        let code = resolved.entities[*it].code.as_deref().filter(|it| it.len() == DIVISION)?;
        Some(code.trim_end_matches("00").len())
    };
    let mut places: Vec<EntityId> = Vec::new();
    for it in named.filter_map(|it| place(it.entity)).filter(|it| level(it).is_some()) {
        if !places.contains(&it) && places.first().is_none_or(|first| level(first) == level(&it)) {
            places.push(it);
        }
    }
    match places.as_slice() {
        [other, one] => Some((*one, *other)),
        _ => None,
    }
}

/// Returns the last thing named before a place of the article that is of the kind wanted.
fn last(resolved: &Resolved, before: usize, wanted: impl Fn(Class, &str) -> bool) -> Vec<EntityId> {
    let named = resolved.mentions.iter().rev().filter(|it| it.span.end <= before);
    let mut entities =
        named.map(|it| it.entity).filter(|&it| wanted(resolved.entities[it].class, &resolved.entities[it].name));
    entities.next().into_iter().collect()
}

/// Adds where bodies and projects lie whose names say it.
fn seats(resolved: &Resolved, found: &mut Found<'_, '_>) {
    let scene = found.scene;
    for mention in &resolved.mentions {
        let name = scene.text(&mention.span);
        match mention.class {
            Class::Organization if scene.words.list("sited_head").suffix(name).is_some() => {
                let Some(&seat) = resolved.seat.get(&mention.entity) else { continue };
                let small = resolved.entities[seat].code.as_ref().is_none_or(|it| it.len() > 6);
                // A county that the name itself places in its province, `甲省乙县丙公司`.
                let inside = |span: &Span| mention.span.start <= span.start && span.end <= mention.span.end;
                let spelt = resolved.composed.iter().any(|it| it.0 == seat && inside(&it.2));
                let full = name.contains(&resolved.entities[seat].name);
                if full && (small || spelt) && resolved.entities[seat].class == Class::Place {
                    found.add(
                        Relation { subject: mention.entity, predicate: "located_in", object: seat },
                        &mention.span,
                        "relation.seat",
                    );
                }
            }
            Class::Project => {
                let place = resolved.entities.iter().enumerate().filter(|it| it.1.class == Class::Place);
                let place = place.filter(|it| name.starts_with(&it.1.name) && name.len() > it.1.name.len());
                let place = place.max_by_key(|it| it.1.name.len()).map(|it| it.0);
                if let Some(place) = resolved.seat.get(&mention.entity).copied().or(place) {
                    found.add(
                        Relation { subject: mention.entity, predicate: "located_in", object: place },
                        &mention.span,
                        "relation.sited",
                    );
                }
            }
            _ => {}
        }
    }
}

/// Adds the bodies that belong to another, as their names say: a branch of a firm, an organ of a body.
fn bodies(resolved: &mut Resolved, found: &mut Found<'_, '_>) {
    let scene = found.scene;
    let branches = scene.words.list("body_branch");
    let firms = scene.words.list("firm_head");
    for at in 0..resolved.mentions.len() {
        let (entity, class, span) = {
            let it = &resolved.mentions[at];
            (it.entity, it.class, it.span.clone())
        };
        if class != Class::Organization {
            continue;
        }
        let name = resolved.entities[entity].name.clone();
        let parent = if branches.suffix(&name).is_some() {
            // The firm's name is the longest beginning of the branch's that ends as firms' names do.
            let ends = name.char_indices().map(|it| it.0).skip(3);
            let firm = ends.filter(|&end| firms.suffix(&name[..end]).is_some()).last();
            firm.map(|end| resolved.make(Class::Organization, &name[..end], None))
        } else {
            let holds = |it: &str| name.len() > it.len() + 3 && it.chars().count() > 2 && name.starts_with(it);
            let above = resolved
                .entities
                .iter()
                .enumerate()
                .filter(|it| it.1.class == Class::Organization && holds(&it.1.name));
            above.max_by_key(|it| it.1.name.len()).map(|it| it.0)
        };
        if let Some(parent) = parent {
            found.add(Relation { subject: entity, predicate: "part_of", object: parent }, &span, "relation.branch");
        }
    }
}

/// Adds places that share what stands before the first of a list.
fn neighbours(resolved: &Resolved, found: &mut Found<'_, '_>) {
    let scene = found.scene;
    for pair in resolved.mentions.windows(2) {
        let [one, other] = pair else { continue };
        if one.class != Class::Place
            || other.class != Class::Place
            || scene.text(&(one.span.end..other.span.start)) != LIST
        {
            continue;
        }
        let composed =
            |id: EntityId, span: &Span| resolved.composed.iter().find(|it| it.0 == id && it.2.end == span.end);
        let Some(above) = composed(one.entity, &one.span).map(|it| it.1) else { continue };
        let codes = (&resolved.entities[other.entity].code, &resolved.entities[above].code);
        let alone = composed(other.entity, &other.span).is_none();
        if matches!(codes, (Some(code), Some(outer)) if alone && lies_in(code, outer)) {
            let relation = Relation { subject: other.entity, predicate: "located_in", object: above };
            found.add(relation, &(one.span.start..other.span.end), "relation.list");
        }
    }
}

/// Adds the campaigns that a rally is held for.
fn rallies(resolved: &mut Resolved, found: &mut Found<'_, '_>) {
    let scene = found.scene;
    for at in 0..resolved.mentions.len() {
        let mention = resolved.mentions[at].clone();
        let name = scene.text(&mention.span);
        let rally = scene.words.list("rally").suffix(name).filter(|_| mention.class == Class::Event);
        let Some(campaign) = rally.and_then(|it| name.strip_suffix(it)) else { continue };
        if scene
            .words
            .list("program_head")
            .suffix(campaign)
            .is_none_or(|it| campaign.chars().count() < it.chars().count() + 3)
        {
            continue;
        }
        let Some(line) = line_of(scene, &mention.span) else { continue };
        let verb = scene.article.text[line.span.start..mention.span.start].trim_end_matches(OPEN);
        let Some(verb) = scene.words.list("hold").suffix(verb).map(|it| line.span.start + verb.len() - it.len()) else {
            continue;
        };
        let hosts = topic(scene, resolved, line, verb, false);
        let campaign = resolved.make(Class::Program, campaign, None);
        for host in hosts {
            found.add(
                Relation { subject: host, predicate: "implements", object: campaign },
                &(verb..mention.span.end),
                "relation.rally",
            );
        }
    }
}
