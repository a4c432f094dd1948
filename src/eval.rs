//! Scoring: an extraction against gold, record by record, as the annotation guidelines measure it.
//!
//! Optional gold is neither missing nor wrong; a predicted mention strictly inside a gold mention
//! is ignored; a fact told twice counts once.
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::measure::{Measure, same_number, written};

/// The kinds of the table's main part, in its order.
pub const KINDS: [&str; 13] = [
    "mention.Person",
    "mention.Place",
    "mention.Organization",
    "mention.Program",
    "mention.Document",
    "mention.Event",
    "post",
    "event",
    "event.participant",
    "flow",
    "figure",
    "relation",
    "article",
];

/// All mentions together.
pub const ALL_MENTIONS: &str = "mention (all)";

const MENTIONS: usize = 6;
const FACTS: [&str; 5] = ["post", "event", "flow", "figure", "relation"];

/// How many records were right, wrong and missing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    /// Gold that was found.
    pub found: u32,
    /// Predictions that are no gold.
    pub wrong: u32,
    /// Gold that was not found.
    pub missing: u32,
}

impl Tally {
    /// Returns the share of predictions that are right.
    pub fn precision(&self) -> f64 {
        share(self.found, self.found + self.wrong)
    }

    /// Returns the share of gold that was found.
    pub fn recall(&self) -> f64 {
        share(self.found, self.found + self.missing)
    }

    /// Returns the harmonic mean of precision and recall.
    pub fn f1(&self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
    }
}

/// A record that is missing or wrong.
#[derive(Clone, Debug)]
pub struct Mistake {
    /// The kind of the table.
    pub kind: String,
    /// The document.
    pub doc: String,
    /// Whether gold lacks it, rather than the extraction.
    pub wrong: bool,
    /// The record.
    pub record: Value,
}

/// What a scoring found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// By kind.
    pub tallies: BTreeMap<String, Tally>,
    /// By slot: how often it was right, and how often it was compared.
    pub slots: BTreeMap<String, (u32, u32)>,
    /// By kind (`mention` for all mentions) and rule: how often what it found was right and wrong.
    pub rules: BTreeMap<(String, String), (u32, u32)>,
    /// Everything missing or wrong, in the order of documents and kinds.
    pub mistakes: Vec<Mistake>,
}

impl Report {
    /// Returns the tally of a kind, or of all mentions together.
    pub fn tally(&self, kind: &str) -> Tally {
        if kind != ALL_MENTIONS {
            return self.tallies.get(kind).copied().unwrap_or_default();
        }
        KINDS[..MENTIONS].iter().map(|it| self.tally(it)).fold(Tally::default(), |sum, it| Tally {
            found: sum.found + it.found,
            wrong: sum.wrong + it.wrong,
            missing: sum.missing + it.missing,
        })
    }

    /// Returns the mean F1 of mentions, posts, events, flows, figures and relations.
    pub fn overall(&self) -> f64 {
        (self.tally(ALL_MENTIONS).f1() + FACTS.iter().map(|it| self.tally(it).f1()).sum::<f64>()) / 6.0
    }

    /// Returns the kinds that were tallied, in the order of the table.
    pub fn kinds(&self) -> Vec<&str> {
        let lenient = self.tallies.keys().map(String::as_str).filter(|it| it.starts_with("lenient"));
        let broad = ["post.person+title", "figure.value+unit", "flow.type+amount"];
        let known = |it: &&str| *it == ALL_MENTIONS || self.tallies.contains_key(*it);
        [ALL_MENTIONS].into_iter().chain(KINDS).chain(broad).filter(known).chain(lenient).collect()
    }

    fn slot(&mut self, name: &str, right: bool) {
        let slot = self.slots.entry(name.to_owned()).or_default();
        slot.0 += u32::from(right);
        slot.1 += 1;
    }
}

/// Scores the records of one document and adds what it finds to the report.
pub fn score(report: &mut Report, measure: &mut Measure, doc: &str, gold: &[Value], predicted: &[Value]) {
    let of = |records: &[Value], kind: &str| -> Vec<Value> {
        records.iter().filter(|it| it["kind"] == kind).cloned().collect()
    };
    let mentions = of(gold, "mention");
    measure.aliases = aliases(measure, &mentions);
    let mut scoring = Scoring { report, measure, doc };
    scoring.mentions(&mentions, of(predicted, "mention"));
    scoring.posts(&of(gold, "post"), &of(predicted, "post"));
    scoring.figures(&of(gold, "figure"), &of(predicted, "figure"));
    scoring.flows(&mentions, &of(gold, "flow"), &of(predicted, "flow"));
    scoring.events(&of(gold, "event"), &of(predicted, "event"));
    scoring.relations(&of(gold, "relation"), &of(predicted, "relation"));
    let (gold, predicted) = (of(gold, "article"), of(predicted, "article"));
    scoring.tally("article", &refer(&gold), &refer(&predicted), shared_text, |_| false);
}

struct Scoring<'a> {
    report: &'a mut Report,
    measure: &'a Measure,
    doc: &'a str,
}

impl Scoring<'_> {
    /// Pairs gold with predictions, counts, and returns the pairs.
    fn tally<'a>(
        &mut self,
        kind: &str,
        gold: &[&'a Value],
        predicted: &[&'a Value],
        same: impl Fn(&Value, &Value) -> f64,
        ignore: impl Fn(&Value) -> bool,
    ) -> Vec<(&'a Value, &'a Value)> {
        let pairs = pair(gold, predicted, same);
        let (of_gold, of_predicted): (BTreeMap<_, _>, BTreeSet<_>) =
            (pairs.iter().copied().collect(), pairs.iter().map(|it| it.1).collect());
        let tally = self.report.tallies.entry(kind.to_owned()).or_default();
        let mut mistakes = Vec::new();
        for (at, record) in gold.iter().enumerate().filter(|it| !optional(it.1)) {
            if of_gold.contains_key(&at) {
                tally.found += 1;
            } else {
                tally.missing += 1;
                mistakes.push((false, *record));
            }
        }
        for (at, record) in predicted.iter().enumerate() {
            if !of_predicted.contains(&at) && !ignore(record) {
                tally.wrong += 1;
                mistakes.push((true, *record));
            }
        }
        let mistake = |(wrong, record): (bool, &Value)| Mistake {
            kind: kind.to_owned(),
            doc: self.doc.to_owned(),
            wrong,
            record: record.clone(),
        };
        let by_rule =
            if kind.starts_with("mention.") { Some("mention") } else { FACTS.into_iter().find(|it| *it == kind) };
        for (at, record) in predicted.iter().enumerate() {
            let right = of_predicted.contains(&at);
            let (Some(kind), Some(rule)) = (by_rule, record["rule"].as_str()) else { continue };
            if right || !ignore(record) {
                let count = self.report.rules.entry((kind.to_owned(), rule.to_owned())).or_default();
                if right { count.0 += 1 } else { count.1 += 1 }
            }
        }
        self.report.mistakes.extend(mistakes.into_iter().map(mistake));
        pairs.into_iter().map(|(g, p)| (gold[g], predicted[p])).collect()
    }

    fn mentions(&mut self, gold: &[Value], mut predicted: Vec<Value>) {
        let measure = self.measure;
        for it in &mut predicted {
            for gold in gold {
                let other = gold["type_aliases"].as_array().is_some_and(|types| types.contains(&it["type"]));
                if other && trimmed(measure, gold) == trimmed(measure, it) {
                    it["type"] = gold["type"].clone();
                }
            }
        }
        let ignore = |p: &Value| gold.iter().any(|g| inside(p, g) || optional(g) && overlap(g, p) > 0);
        for kind in &KINDS[..MENTIONS] {
            let class = kind.rsplit('.').next().unwrap_or_default();
            let of = |it: &&Value| it["type"] == class || class == "Program" && it["type"] == "Project";
            let gold: Vec<&Value> = gold.iter().filter(of).collect();
            let predicted: Vec<&Value> = predicted.iter().filter(of).collect();
            let same = |g: &Value, p: &Value| truth(trimmed(measure, g) == trimmed(measure, p));
            for (g, p) in self.tally(kind, &gold, &predicted, same, ignore) {
                let mut names = vec![&g["name"]];
                names.extend(list(&g["aliases"]).chain(list(&g["name_aliases"])));
                self.report.slot(&format!("{kind}.name"), names.iter().any(|it| measure.same_entity(it, &p["name"])));
            }
            #[expect(clippy::cast_precision_loss, reason = "lengths of names")]
            let pairs = pair(&gold, &predicted, |g, p| overlap(g, p).max(0) as f64);
            let paired = |at: usize, of: fn(&(usize, usize)) -> usize| pairs.iter().any(|it| of(it) == at);
            let tally = self.report.tallies.entry(format!("lenient.{class}")).or_default();
            for (at, _) in gold.iter().enumerate().filter(|it| !optional(it.1)) {
                if paired(at, |it| it.0) { tally.found += 1 } else { tally.missing += 1 }
            }
            let wrong = |it: &(usize, &&Value)| !paired(it.0, |it| it.1) && !ignore(it.1);
            tally.wrong += predicted.iter().enumerate().filter(wrong).map(|_| 1).sum::<u32>();
        }
    }

    fn posts(&mut self, gold: &[Value], predicted: &[Value]) {
        let measure = self.measure;
        let bare = |it: &Value| (measure.plain_value(&it["person"]), measure.plain_value(&it["title"]));
        let full = |it: &Value| (bare(it), measure.organization_value(&it["organization"]));
        let same = |g: &Value, p: &Value| {
            if bare(g) != bare(p) {
                0.0
            } else if either(g, "organization").iter().any(|it| measure.same_entity(it, &p["organization"])) {
                2.0
            } else {
                truth(g["organization"].is_null() && measure.same_place_value(&g["place"], &p["place"]))
            }
        };
        self.tally("post", &unique(gold, full), &unique(predicted, full), same, |_| false);
        let (gold, predicted) = (unique(gold, bare), unique(predicted, bare));
        self.tally("post.person+title", &gold, &predicted, |g, p| truth(bare(g) == bare(p)), |_| false);
    }

    fn figures(&mut self, gold: &[Value], predicted: &[Value]) {
        let measure = self.measure;
        let value = |g: &Value, p: &Value| {
            overlap(g, p) > 0
                && either(g, "value").iter().any(|it| same_number(it, &p["value"]))
                && either(g, "unit").iter().any(|it| measure.same_unit(it, &p["unit"]))
        };
        let metric = |g: &Value, p: &Value| measure.same_metric(&either(g, "metric"), &p["metric"]);
        let area = |g: &Value, p: &Value| either(g, "area").iter().any(|it| measure.same_entity(it, &p["area"]));
        let time = |g: &Value, p: &Value| {
            let yearly = || written(&g["unit"]).is_some_and(|it| it.contains(&measure.yearly));
            either(g, "time").iter().any(|it| measure.same_time(it, &p["time"]))
                || yearly() && (!truthy(&p["time"]) || !truthy(&g["time"]))
        };
        let ignore = |p: &Value| gold.iter().any(|g| optional(g) && overlap(g, p) > 0);
        let (all, found) = (refer(gold), refer(predicted));
        for (g, p) in self.tally("figure.value+unit", &all, &found, |g, p| truth(value(g, p)), ignore) {
            if optional(g) {
                continue;
            }
            self.report.slot("figure.metric", metric(g, p));
            self.report.slot("figure.area", area(g, p));
            self.report.slot("figure.time", time(g, p));
            self.report.slot("figure.qualifier", g["qualifier"] == p["qualifier"]);
            self.report.slot("figure.planned", truthy(&g["planned"]) == truthy(&p["planned"]));
            self.report.slot("figure.change", g["change"] == p["change"]);
        }
        let same = |g: &Value, p: &Value| truth(value(g, p) && metric(g, p) && area(g, p) && time(g, p));
        self.tally("figure", &all, &found, same, ignore);
    }

    /// Flows are scored as a ledger: one entry a payer, payee and amount.
    fn flows(&mut self, mentions: &[Value], all: &[Value], predicted: &[Value]) {
        let measure = self.measure;
        let key = |it: &Value| {
            let amount = it["amount"].as_f64().map_or_else(|| written(&it["amount"]), |it| Some(it.to_string()));
            let parties = (measure.organization_value(&it["payer"]), measure.organization_value(&it["payee"]));
            (written(&it["type"]), amount, measure.plain_value(&it["unit"]), parties)
        };
        let amount = |g: &Value, p: &Value| {
            either(g, "type").contains(&&p["type"])
                && same_number(&g["amount"], &p["amount"])
                && either(g, "unit").iter().any(|it| measure.same_unit(it, &p["unit"]))
        };
        let names = |it: &Value| {
            [&it["name"]]
                .into_iter()
                .chain(list(&it["aliases"]))
                .filter_map(|it| measure.plain_value(it))
                .collect::<Vec<_>>()
        };
        let named: BTreeSet<String> = mentions.iter().flat_map(names).collect();
        let side = |g: &Value, p: &Value, field: &str| {
            let described = || measure.plain_value(&g[field]).is_none_or(|it| !named.contains(&it));
            either(g, field).iter().any(|it| measure.same_entity(it, &p[field])) || !truthy(&p[field]) && described()
        };
        let ignore = |p: &Value| all.iter().any(|g| optional(g) && amount(g, p));
        let (gold, predicted) = (unique(all, key), unique(predicted, key));
        for (g, p) in self.tally("flow.type+amount", &gold, &predicted, |g, p| truth(amount(g, p)), ignore) {
            if optional(g) {
                continue;
            }
            self.report.slot("flow.payer", side(g, p, "payer"));
            self.report.slot("flow.payee", side(g, p, "payee"));
            self.report.slot("flow.status", either(g, "status").contains(&&p["status"]));
        }
        let same = |g: &Value, p: &Value| truth(amount(g, p) && side(g, p, "payer") && side(g, p, "payee"));
        self.tally("flow", &gold, &predicted, same, ignore);
    }

    fn events(&mut self, gold: &[Value], predicted: &[Value]) {
        let measure = self.measure;
        let same = |g: &Value, p: &Value| {
            if !either(g, "type").contains(&&p["type"]) {
                return 0.0;
            }
            let alike = measure.overlap_of_characters(&g["name"], &p["name"]);
            if overlap(g, p) <= 0 && alike < 0.7 {
                return 0.0;
            }
            1.0 + alike + truth(measure.same_text(&g["date"], &p["date"]))
        };
        let ignore = |p: &Value| gold.iter().any(|g| optional(g) && overlap(g, p) > 0);
        for (g, p) in self.tally("event", &refer(gold), &refer(predicted), same, ignore) {
            if optional(g) {
                continue;
            }
            self.report.slot("event.date", measure.same_text(&g["date"], &p["date"]));
            self.report.slot("event.place", either(g, "place").iter().any(|it| measure.same_entity(it, &p["place"])));
        }
        let taking_part = |events: &[&Value]| -> Vec<Value> { events.iter().flat_map(|it| participants(it)).collect() };
        let (optional, required): (Vec<&Value>, Vec<&Value>) = gold.iter().partition(|it| optional(it));
        let (perhaps, gold, predicted) =
            (taking_part(&optional), taking_part(&required), taking_part(&refer(predicted)));
        let key = |it: &Value| (measure.organization_value(&it["name"]), written(&it["role"]));
        let same = |g: &Value, p: &Value| truth(g["role"] == p["role"] && measure.same_entity(&g["name"], &p["name"]));
        let ignore = |p: &Value| perhaps.iter().any(|g| measure.same_entity(&g["name"], &p["name"]));
        self.tally("event.participant", &unique(&gold, key), &unique(&predicted, key), same, ignore);
    }

    fn relations(&mut self, all: &[Value], predicted: &[Value]) {
        let measure = self.measure;
        let same = |g: &Value, p: &Value| {
            if g["predicate"] != p["predicate"] {
                return 0.0;
            }
            let names = |field: &str, it: &Value| either(g, field).iter().any(|name| measure.same_entity(name, it));
            if names("subject", &p["subject"]) && names("object", &p["object"]) {
                return 2.0;
            }
            truth(g["predicate"] == "signed_with" && names("subject", &p["object"]) && names("object", &p["subject"]))
        };
        let key = |it: &Value| {
            (
                measure.organization_value(&it["subject"]),
                written(&it["predicate"]),
                measure.organization_value(&it["object"]),
            )
        };
        let perhaps =
            |p: &Value| all.iter().any(|g| optional(g) && overlap(g, p) > 0 && g["predicate"] == p["predicate"]);
        let ignore = |p: &Value| p["predicate"] == "part_of" || perhaps(p);
        self.tally("relation", &unique(all, key), &unique(predicted, key), same, ignore);
    }
}

/// Pairs greedily, best first, one to one; `same` says how well two records fit, 0 for not at all.
fn pair(gold: &[&Value], predicted: &[&Value], same: impl Fn(&Value, &Value) -> f64) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (g, gold) in gold.iter().enumerate() {
        for (p, predicted) in predicted.iter().enumerate() {
            let fit = same(gold, predicted);
            if fit > 0.0 {
                candidates.push((fit, g, p));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut golds, mut predictions) = (BTreeSet::new(), BTreeSet::new());
    let free = |&(_, g, p): &(f64, usize, usize)| {
        let free = !golds.contains(&g) && !predictions.contains(&p);
        if free {
            golds.insert(g);
            predictions.insert(p);
        }
        free
    };
    candidates.into_iter().filter(free).map(|(_, g, p)| (g, p)).collect()
}

/// Keeps one record a key: the first, or the first that is not optional.
fn unique<K: Ord>(records: &[Value], key: impl Fn(&Value) -> K) -> Vec<&Value> {
    let mut places: BTreeMap<K, usize> = BTreeMap::new();
    let mut kept: Vec<&Value> = Vec::new();
    for record in records {
        let place = *places.entry(key(record)).or_insert(kept.len());
        match kept.get_mut(place) {
            None => kept.push(record),
            Some(it) if optional(it) && !optional(record) => *it = record,
            Some(_) => {}
        }
    }
    kept
}

fn aliases(measure: &Measure, mentions: &[Value]) -> BTreeMap<String, BTreeSet<String>> {
    let mut aliases: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for it in mentions {
        let names = [&it["name"]].into_iter().chain(list(&it["aliases"])).chain(list(&it["name_aliases"]));
        let names: BTreeSet<String> = names.filter(|it| truthy(it)).filter_map(|it| measure.plain_value(it)).collect();
        for name in &names {
            aliases.entry(name.clone()).or_default().extend(names.iter().cloned());
        }
    }
    aliases
}

/// Returns the participants of an event, each with the event's place in the text.
fn participants(event: &Value) -> Vec<Value> {
    let whole = |it: &Value| serde_json::json!({"name": it["name"], "role": it["role"], "start": event["start"], "end": event["end"]});
    list(&event["participants"]).map(whole).collect()
}

fn shared_text(g: &Value, p: &Value) -> f64 {
    let characters = |it: &Value| -> BTreeSet<u64> {
        let bound = |it: &Value| it.as_u64().unwrap_or_default().min(1 << 24);
        list(&it["spans"]).flat_map(|it| bound(&it[0])..bound(&it[1])).collect()
    };
    let (g, p) = (characters(g), characters(p));
    let shared = u32::try_from(g.intersection(&p).count()).unwrap_or(u32::MAX);
    let all = u32::try_from(g.union(&p).count().max(1)).unwrap_or(u32::MAX);
    Some(f64::from(shared) / f64::from(all)).filter(|it| *it >= 0.8).unwrap_or_default()
}

/// Returns the bounds of a mention without what stands around its name.
fn trimmed(measure: &Measure, record: &Value) -> (i64, i64) {
    let text = record["text"].as_str().unwrap_or_default();
    let count = |it: &str| i64::try_from(it.chars().count()).unwrap_or_default();
    let before = count(text) - count(text.trim_start_matches(|it| measure.before.contains(it)));
    let behind = count(text) - count(text.trim_end_matches(|it| measure.behind.contains(it)));
    let (start, end) = bounds(record);
    (start + before, end - behind)
}

fn bounds(record: &Value) -> (i64, i64) {
    (record["start"].as_i64().unwrap_or_default(), record["end"].as_i64().unwrap_or_default())
}

/// Returns how many characters two records share, 0 or less for none.
fn overlap(a: &Value, b: &Value) -> i64 {
    let (a, b) = (bounds(a), bounds(b));
    a.1.min(b.1) - a.0.max(b.0)
}

fn inside(inner: &Value, outer: &Value) -> bool {
    let (inner, outer) = (bounds(inner), bounds(outer));
    outer.0 <= inner.0 && inner.1 <= outer.1 && inner.1 - inner.0 < outer.1 - outer.0
}

/// Returns the value of a field and the other acceptable ones.
fn either<'a>(record: &'a Value, field: &str) -> Vec<&'a Value> {
    [&record[field]].into_iter().chain(list(&record[format!("{field}_aliases")])).collect()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn refer(records: &[Value]) -> Vec<&Value> {
    records.iter().collect()
}

fn optional(record: &Value) -> bool {
    truthy(&record["optional"])
}

fn truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(it) => *it,
        Value::Number(it) => it.as_f64() != Some(0.0),
        Value::String(it) => !it.is_empty(),
        Value::Array(it) => !it.is_empty(),
        Value::Object(it) => !it.is_empty(),
    }
}

fn truth(it: bool) -> f64 {
    f64::from(u8::from(it))
}

fn share(part: u32, whole: u32) -> f64 {
    if whole == 0 { 0.0 } else { f64::from(part) / f64::from(whole) }
}
