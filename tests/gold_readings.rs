//! Readings made from the gold records, for tests that need what an article says but not the extractor.
#![expect(clippy::non_ascii_literal, reason = "Chinese names decide the class of what gold leaves open")]
use std::collections::BTreeMap;

use fangzhi::article::{Article, Page};
use fangzhi::entity::{Class, Entity, EntityId, Mention};
use fangzhi::pipeline::Reading;
use fangzhi::statement::{Event, Fact, Figure, Flow, Party, Post, Relation, Statement};
use fangzhi::text::{Offsets, Span};
use fangzhi::value::{Date, Period, Qualifier};
use serde_json::Value;

/// The stems of the sample pages.
pub(crate) const DOCS: [&str; 5] = [
    "000_df4539dd1252b2d2",
    "001_3faefed44ed7161b",
    "002_dbe7da7130fec1f1",
    "003_8cc0b663807230ec",
    "004_824c7017f97beabd",
];

/// Returns a sample page and what gold says that its articles say.
pub(crate) fn gold(doc: &str) -> (Page, Vec<Reading>) {
    let root = env!("CARGO_MANIFEST_DIR");
    let path = format!("data/articles/{doc}.txt");
    let text = std::fs::read_to_string(format!("{root}/{path}")).expect("a sample");
    let jsonl = std::fs::read_to_string(format!("{root}/tests/gold/{doc}.jsonl")).expect("its gold");
    let records: Vec<Value> = jsonl.lines().map(|it| serde_json::from_str(it).expect("a record")).collect();
    let mut offsets = Offsets::default();
    for (position, character) in text.chars().enumerate() {
        offsets.push(character, position);
    }
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let page = Page { doc: doc.to_owned(), path: path.into(), text: text.clone(), ..Page::default() };
    let of_kind = |kind: &'static str| records.iter().filter(move |it| it["kind"] == kind);
    let mut readings = Vec::new();
    for article in of_kind("article") {
        let spans: Vec<(usize, usize)> =
            article["spans"].as_array().expect("spans").iter().map(|it| (number(&it[0]), number(&it[1]))).collect();
        let mut build = Build { entities: Vec::new(), names: BTreeMap::new(), bytes: &bytes, text: &text };
        let inside = |it: &&Value| {
            spans.iter().any(|(start, end)| number(&it["start"]) >= *start && number(&it["start"]) < *end)
        };
        let mut mentions = Vec::new();
        for record in of_kind("mention").filter(inside) {
            let class = Class::ALL.into_iter().find(|it| it.name() == record["type"]).expect("a class");
            let entity = build.entity(string(&record["name"]), class);
            let aliases = record["aliases"].as_array().cloned().unwrap_or_default();
            build.entities[entity].aliases.extend(aliases.iter().map(|it| string(it).to_owned()));
            for alias in &aliases {
                build.names.entry(string(alias).to_owned()).or_insert(entity);
            }
            mentions.push(Mention { span: build.span(record), entity, class, rule: "gold".to_owned() });
        }
        for kind in ["post", "event", "flow", "figure", "relation"] {
            debug_assert!(of_kind(kind).all(|it| it["start"].is_number()));
        }
        let statements = records
            .iter()
            .filter(|it| it["start"].is_number() && it["kind"] != "mention")
            .filter(inside)
            .map(|it| build.statement(it))
            .collect();
        let title = article["title"].as_str().and_then(|it| text.find(it).map(|at| at..at + it.len()));
        let authors = article["authors"].as_array().into_iter().flatten();
        let authors = authors.filter_map(|it| text.find(string(it)).map(|at| at..at + string(it).len())).collect();
        let article = Article {
            id: string(&article["id"]).to_owned(),
            doc: doc.to_owned(),
            text: text.clone(),
            offsets: offsets.clone(),
            spans: spans.iter().map(|(start, end)| *start..*end).collect(),
            title,
            authors,
            ..Article::default()
        };
        let date = of_kind("article").find(|it| it["id"] == article.id.as_str()).and_then(|it| period(&it["date"]));
        readings.push(Reading { article, date, sentences: Vec::new(), entities: build.entities, mentions, statements });
    }
    (page, readings)
}

struct Build<'a> {
    entities: Vec<Entity>,
    names: BTreeMap<String, EntityId>,
    bytes: &'a [usize],
    text: &'a str,
}

impl Build<'_> {
    fn entity(&mut self, name: &str, class: Class) -> EntityId {
        if let Some(entity) = self.names.get(name) {
            return *entity;
        }
        let code = match (class, name) {
            (Class::Place, "临县") => Some("141124"),
            (Class::Place, "孝义市") => Some("141181"),
            (Class::Place, "吕梁市") => Some("141100"),
            (Class::Place, "山西省") => Some("140000"),
            _ => None,
        };
        let anchor = if code.is_none() { Some("141124".to_owned()) } else { None };
        let entity = Entity {
            class,
            name: name.to_owned(),
            aliases: Default::default(),
            code: code.map(str::to_owned),
            anchor,
            candidates: Vec::new(),
            parent: None,
        };
        self.entities.push(entity);
        self.names.insert(name.to_owned(), self.entities.len() - 1);
        if class == Class::Place && name != "山西省" && name.chars().count() > 1 {
            let parent = match name {
                "临县" | "孝义市" => "吕梁市",
                "吕梁市" => "山西省",
                _ => "临县",
            };
            let (entity, parent) = (self.entities.len() - 1, self.entity(parent, Class::Place));
            self.entities[entity].parent = Some(parent);
        }
        self.names[name]
    }

    fn guess(&mut self, value: &Value, or: Class) -> Option<EntityId> {
        let name = value.as_str()?;
        let place = ["县", "市", "省", "镇", "乡", "村", "区"].iter().any(|it| name.ends_with(it));
        Some(self.entity(name, if place { Class::Place } else { or }))
    }

    fn party(&mut self, value: &Value) -> Option<Party> {
        let name = value.as_str()?;
        Some(self.names.get(name).map_or_else(|| Party::Words(name.to_owned()), |it| Party::Entity(*it)))
    }

    fn span(&self, record: &Value) -> Span {
        self.bytes[number(&record["start"])]..self.bytes[number(&record["end"])]
    }

    fn statement(&mut self, record: &Value) -> Statement {
        let span = self.span(record);
        let start = self.text[..span.start].rfind(['。', '！']).map_or(0, |it| it + 3);
        let end = self.text[span.end..].find(['。', '！']).map_or(self.text.len(), |it| span.end + it + 3);
        let fact = match string(&record["kind"]) {
            "post" => Fact::Post(Post {
                person: self.entity(string(&record["person"]), Class::Person),
                title: string(&record["title"]).to_owned(),
                organization: self.guess(&record["organization"], Class::Organization),
                place: self.guess(&record["place"], Class::Place),
                former: record["status"] == "former",
                tenure: None,
            }),
            "event" => Fact::Event(Event {
                kind: name(&record["type"]),
                name: string(&record["name"]).to_owned(),
                entity: self
                    .names
                    .get(string(&record["name"]))
                    .copied()
                    .filter(|it| self.entities[*it].class == Class::Event),
                date: period(&record["date"]),
                place: self.guess(&record["place"], Class::Place),
                participants: record["participants"]
                    .as_array()
                    .expect("participants")
                    .iter()
                    .filter_map(|it| Some((self.guess(&it["name"], Class::Organization)?, name(&it["role"]))))
                    .collect(),
            }),
            "flow" => Fact::Flow(Flow {
                kind: name(&record["type"]),
                payer: self.party(&record["payer"]),
                payee: self.party(&record["payee"]),
                amount: record["amount"].as_f64().expect("an amount"),
                amount_max: record["amount_max"].as_f64(),
                printed: self.text[span.clone()].to_owned(),
                unit: record["unit"].as_str().unwrap_or("CNY").to_owned(),
                qualifier: qualifier(record),
                status: name(&record["status"]),
                purpose: record["purpose"].as_str().map(str::to_owned),
                program: self.guess(&record["program"], Class::Program),
                date: period(&record["date"]),
            }),
            "figure" => Fact::Figure(Figure {
                metric: string(&record["metric"]).to_owned(),
                value: record["value"].as_f64().expect("a value"),
                value_max: record["value_max"].as_f64(),
                printed: string(&record["text"]).to_owned(),
                unit: record["unit"].as_str().map(str::to_owned),
                area: self.guess(&record["area"], Class::Organization),
                time: period(&record["time"]),
                qualifier: qualifier(record),
                planned: record["planned"] == true,
                change: record["change"].as_str().map(|_| name(&record["change"])),
            }),
            _ => {
                let predicate = name(&record["predicate"]);
                let (from, to) = match predicate {
                    "located_in" | "moved_from" | "moved_to" => (Class::Place, Class::Place),
                    "lives_in" => (Class::Person, Class::Place),
                    "implements" => (Class::Organization, Class::Program),
                    "issued" => (Class::Organization, Class::Document),
                    "produces" => (Class::Organization, Class::Product),
                    "awarded" => (Class::Organization, Class::Honour),
                    "employed_by" | "trained_by" => (Class::Person, Class::Organization),
                    "built_by" => (Class::Project, Class::Organization),
                    "part_of" => (Class::Program, Class::Program),
                    _ => (Class::Organization, Class::Organization),
                };
                Fact::Relation(Relation {
                    subject: self.guess(&record["subject"], from).expect("a subject"),
                    predicate,
                    object: self.guess(&record["object"], to).expect("an object"),
                })
            }
        };
        Statement {
            fact,
            span,
            sentence: start..end,
            rule: "gold".to_owned(),
            confidence: if record["optional"] == true { 0.5 } else { 0.9 },
        }
    }
}

fn number(value: &Value) -> usize {
    value.as_u64().expect("a number") as usize
}

fn string(value: &Value) -> &str {
    value.as_str().expect("a string")
}

/// The words of the closed lists live as long as the program does.
fn name(value: &Value) -> &'static str {
    Box::leak(string(value).to_owned().into_boxed_str())
}

fn qualifier(record: &Value) -> Qualifier {
    match record["qualifier"].as_str() {
        Some("approx") => Qualifier::Approx,
        Some("over") => Qualifier::Over,
        Some("under") => Qualifier::Under,
        _ => Qualifier::Exact,
    }
}

fn period(value: &Value) -> Option<Period> {
    let text = value.as_str()?;
    let (start, end) = text.split_once('/').unwrap_or((text, text));
    Some(Period { start: date(start), end: date(end) })
}

fn date(text: &str) -> Option<Date> {
    let mut parts = text.split('-').map(|it| it.parse::<i32>().ok());
    let year = parts.next()??;
    let mut small = || parts.next().flatten().and_then(|it| u8::try_from(it).ok());
    Some(Date { year, month: small(), day: small() })
}
