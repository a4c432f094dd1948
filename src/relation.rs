//! Relations: the remaining links of the closed list, as names compose them, as rules say them, and where people live.
use std::collections::BTreeSet;

use crate::entity::{Class, EntityId};
use crate::naming::Resolved;
use crate::rule::{Hit, Role, Rule, Says, Slot};
use crate::scene::{Line, Scene, named};
use crate::statement::{Fact, PREDICATES, Relation, Statement};
use crate::text::Span;
use crate::topic::topic;

/// How sure it is what a name is composed of.
const COMPOSED: f32 = 0.97;
const IN_NAME: f32 = 0.85;

/// Finds what an article says of them.
pub fn find(scene: &Scene<'_>, resolved: &mut Resolved) -> Vec<Statement> {
    let mut found = Found::default();
    for (subject, object, span) in resolved.composed.clone() {
        found.add(scene, subject, "located_in", object, &span, "relation.composed", COMPOSED);
    }
    seats(scene, resolved, &mut found);
    bodies(scene, resolved, &mut found);
    for (line, hits) in scene.lines.iter().zip(&scene.hits) {
        for hit in hits {
            let rule = &scene.rules.rules[hit.rule];
            for says in &rule.says {
                if let Some(predicate) = PREDICATES.into_iter().find(|it| *it == says.class) {
                    said(scene, resolved, line, hit, rule, says, predicate, &mut found);
                }
            }
        }
    }
    found.statements
}

/// The statements so far; each is kept once a sentence.
#[derive(Default)]
struct Found {
    statements: Vec<Statement>,
    seen: BTreeSet<(EntityId, &'static str, EntityId, usize)>,
}

impl Found {
    fn add(&mut self, scene: &Scene<'_>, subject: EntityId, predicate: &'static str, object: EntityId, span: &Span, rule: &str, confidence: f32) {
        let Some(line) = scene.lines.iter().find(|it| it.span.start <= span.start && span.end <= it.span.end) else { return };
        if subject == object || !self.seen.insert((subject, predicate, object, line.span.start)) {
            return;
        }
        self.statements.push(Statement {
            fact: Fact::Relation(Relation { subject, predicate, object }),
            span: span.clone(),
            sentence: line.span.clone(),
            rule: rule.to_owned(),
            confidence,
        });
    }
}

/// Adds what a match of a rule says: every subject with every object.
fn said(
    scene: &Scene<'_>,
    resolved: &mut Resolved,
    line: &Line,
    hit: &Hit,
    rule: &Rule,
    says: &Says,
    predicate: &'static str,
    found: &mut Found,
) {
    let mut sides = [Vec::new(), Vec::new()];
    for (side, role) in sides.iter_mut().zip(["subject", "object"]) {
        let value = says.roles.iter().find(|it| it.0 == role).map(|it| &it.1);
        *side = match value {
            Some(Role::Slot(name)) => match hit.slots.get(name) {
                Some(slot) => filler(scene, resolved, line, predicate, role, slot),
                None => return,
            },
            Some(Role::Word(word)) => implied(scene, resolved, line, word, hit.span.start),
            None => return,
        };
    }
    let [subjects, objects] = sides;
    for &subject in &subjects {
        for &object in &objects {
            found.add(scene, subject, predicate, object, &hit.span, &rule.id, rule.confidence);
        }
    }
}

/// Returns what a slot stands for: the names in it, or the product or honour that its words name.
fn filler(scene: &Scene<'_>, resolved: &mut Resolved, line: &Line, predicate: &str, role: &str, slot: &Slot) -> Vec<EntityId> {
    if !slot.numbers.is_empty() {
        let units = slot.numbers.iter().filter_map(|it| line.units.get(*it));
        let vague = scene.words.list("programme_vague");
        let names = units.filter_map(|it| named(resolved, it)).map(|it| it.0);
        return names.filter(|&it| !vague.has(&resolved.entities[it].name)).collect();
    }
    let class = match (predicate, role) {
        ("produces", "object") => Class::Product,
        ("awarded", "object") => Class::Honour,
        ("implements", "object") => Class::Program,
        ("issued", "object") => Class::Document,
        ("built_by", "subject") => Class::Project,
        _ => return Vec::new(),
    };
    let home = scene.home.and_then(|it| resolved.entities[it].code.clone());
    let text = scene.text(&slot.span);
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
        _ => Vec::new(),
    }
}

/// Returns the last thing named before a place of the article that is of the kind wanted.
fn last(resolved: &Resolved, before: usize, wanted: impl Fn(Class, &str) -> bool) -> Vec<EntityId> {
    let named = resolved.mentions.iter().rev().filter(|it| it.span.end <= before);
    let mut entities = named.map(|it| it.entity).filter(|&it| wanted(resolved.entities[it].class, &resolved.entities[it].name));
    entities.next().into_iter().collect()
}

/// Adds where bodies and projects lie whose names say it.
fn seats(scene: &Scene<'_>, resolved: &Resolved, found: &mut Found) {
    for mention in &resolved.mentions {
        let name = scene.text(&mention.span);
        match mention.class {
            Class::Organization if scene.words.list("sited_head").suffix(name).is_some() => {
                let Some(&seat) = resolved.seat.get(&mention.entity) else { continue };
                let small = resolved.entities[seat].code.as_ref().is_none_or(|it| it.len() > 6);
                // A county that the name itself places in its province, `甲省乙县丙公司`.
                let inside = |span: &Span| mention.span.start <= span.start && span.end <= mention.span.end;
                let spelt = resolved.composed.iter().any(|it| it.0 == seat && inside(&it.2));
                if (small || spelt) && resolved.entities[seat].class == Class::Place {
                    found.add(scene, mention.entity, "located_in", seat, &mention.span, "relation.seat", IN_NAME);
                }
            }
            Class::Project => {
                let place = resolved.entities.iter().enumerate().filter(|it| it.1.class == Class::Place);
                let starts = |name: &str, it: &str| name.starts_with(it) && it.chars().count() > 1 && it != name;
                let place = place.filter(|it| starts(name, &it.1.name) || it.1.aliases.iter().any(|it| starts(name, it)));
                if let Some((place, _)) = place.max_by_key(|it| it.1.name.len()) {
                    found.add(scene, mention.entity, "located_in", place, &mention.span, "relation.sited", IN_NAME);
                }
            }
            _ => {}
        }
    }
}

/// Adds the bodies that belong to another, as their names say: a branch of a firm, an organ of a body.
fn bodies(scene: &Scene<'_>, resolved: &mut Resolved, found: &mut Found) {
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
            let above = resolved.entities.iter().enumerate().filter(|it| it.1.class == Class::Organization && holds(&it.1.name));
            above.max_by_key(|it| it.1.name.len()).map(|it| it.0)
        };
        if let Some(parent) = parent {
            found.add(scene, entity, "part_of", parent, &span, "relation.branch", IN_NAME);
        }
    }
}
