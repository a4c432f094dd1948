//! Records: what an article says as one JSON object a line, the interface for whoever does not want RDF.
use std::collections::BTreeSet;
use std::ops::Range;

use serde::{Serialize, Serializer};

use crate::article::Page;
use crate::entity::{Class, Entity, EntityId, Mention};
use crate::pipeline::Reading;
use crate::statement::{self, Fact, Party, Statement};
use crate::text::Span;
use crate::value::{Period, Qualifier};

/// One record; positions are characters of the file.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Record {
    /// One news item.
    Article(Article),
    /// A name.
    Mention(Named),
    /// Somebody holds an office.
    Post(Post),
    /// Something happened.
    Event(Event),
    /// Money, goods or cover goes or is to go.
    Flow(Flow),
    /// A stated quantity.
    Figure(Figure),
    /// A link of the closed list.
    Relation(Relation),
}

/// One news item of a page.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the record format")]
pub struct Article {
    pub doc: String,
    pub id: String,
    pub spans: Vec<(usize, usize)>,
    pub title: Option<String>,
    pub date: Option<String>,
    pub authors: Vec<String>,
}

/// A stretch of the file that names something.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the record format")]
pub struct Named {
    pub doc: String,
    pub start: usize,
    pub end: usize,
    pub text: String,
    #[serde(rename = "type")]
    pub class: &'static str,
    pub name: String,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub aliases: BTreeSet<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<String>,
    pub article: String,
    pub rule: String,
}

/// A person holds or held an office.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the record format")]
pub struct Post {
    pub doc: String,
    pub start: usize,
    pub end: usize,
    pub person: String,
    pub title: String,
    pub organization: Option<String>,
    pub place: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tenure: Option<String>,
    #[serde(flatten)]
    pub source: Source,
}

/// Something that happened at a time with named participants.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the record format")]
pub struct Event {
    pub doc: String,
    pub start: usize,
    pub end: usize,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub name: String,
    pub date: Option<String>,
    pub place: Option<String>,
    pub participants: Vec<Participant>,
    #[serde(flatten)]
    pub source: Source,
}

/// Who took part, and as what.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the record format")]
pub struct Participant {
    pub name: String,
    pub role: &'static str,
}

/// Money, goods or cover that goes or is to go from one side to another.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the record format")]
pub struct Flow {
    pub doc: String,
    pub start: usize,
    pub end: usize,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub payer: Option<String>,
    pub payee: Option<String>,
    #[serde(serialize_with = "number")]
    pub amount: f64,
    #[serde(serialize_with = "optional_number", skip_serializing_if = "Option::is_none")]
    pub amount_max: Option<f64>,
    pub unit: String,
    pub status: &'static str,
    pub qualifier: &'static str,
    pub purpose: Option<String>,
    pub program: Option<String>,
    pub date: Option<String>,
    #[serde(flatten)]
    pub source: Source,
}

/// A stated quantity.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the record format")]
pub struct Figure {
    pub doc: String,
    pub start: usize,
    pub end: usize,
    pub text: String,
    pub metric: String,
    #[serde(serialize_with = "number")]
    pub value: f64,
    #[serde(serialize_with = "optional_number", skip_serializing_if = "Option::is_none")]
    pub value_max: Option<f64>,
    pub unit: Option<String>,
    pub area: Option<String>,
    pub time: Option<String>,
    pub qualifier: &'static str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub planned: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<&'static str>,
    #[serde(flatten)]
    pub source: Source,
}

/// A link between two named things.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the record format")]
pub struct Relation {
    pub doc: String,
    pub start: usize,
    pub end: usize,
    pub subject: String,
    pub predicate: &'static str,
    pub object: String,
    #[serde(flatten)]
    pub source: Source,
}

/// Where a fact comes from, beyond what the guidelines ask for.
#[derive(Clone, Debug, Serialize)]
pub struct Source {
    /// The article's id.
    pub article: String,
    /// The rule that fired.
    pub rule: String,
    /// How often that rule is right, rounded to a hundredth.
    #[serde(serialize_with = "number")]
    pub confidence: f64,
}

impl Record {
    /// Returns the kind as the record names it.
    pub fn kind(&self) -> &'static str {
        match self {
            Record::Article(_) => "article",
            Record::Mention(_) => "mention",
            Record::Post(_) => "post",
            Record::Event(_) => "event",
            Record::Flow(_) => "flow",
            Record::Figure(_) => "figure",
            Record::Relation(_) => "relation",
        }
    }

    /// Returns where the record stands, in characters of the file; nowhere for an article.
    pub fn span(&self) -> Range<usize> {
        match self {
            Record::Article(_) => 0..0,
            Record::Mention(it) => it.start..it.end,
            Record::Post(it) => it.start..it.end,
            Record::Event(it) => it.start..it.end,
            Record::Flow(it) => it.start..it.end,
            Record::Figure(it) => it.start..it.end,
            Record::Relation(it) => it.start..it.end,
        }
    }

    /// Returns the record as a line of JSON, without the line's end.
    pub fn line(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Returns the records of a page: its articles, then everything else by start.
pub fn records(page: &Page, readings: &[Reading]) -> Vec<Record> {
    let characters = characters(&page.text);
    let mut records: Vec<Record> = readings.iter().map(|it| Record::Article(article(it))).collect();
    let mut rest = Vec::new();
    for reading in readings {
        rest.extend(reading.mentions.iter().filter_map(|it| mention(page, &characters, reading, it)));
        rest.extend(reading.statements.iter().filter_map(|it| fact(page, &characters, reading, it)));
    }
    let key = |it: &Record| (it.span().start, rank(it), it.span().end);
    rest.sort_by(|a, b| key(a).cmp(&key(b)).then_with(|| a.line().cmp(&b.line())));
    records.extend(rest);
    records
}

/// Returns the byte at which each character of the text starts, and the text's length.
pub fn characters(text: &str) -> Vec<usize> {
    text.char_indices().map(|(at, _)| at).chain([text.len()]).collect()
}

/// Returns the characters `span` of the text, given what [`characters`] returned for it.
pub fn slice<'a>(text: &'a str, characters: &[usize], span: &Range<usize>) -> &'a str {
    match (characters.get(span.start), characters.get(span.end)) {
        (Some(&start), Some(&end)) => text.get(start..end).unwrap_or_default(),
        _ => "",
    }
}

fn rank(record: &Record) -> u8 {
    match record {
        Record::Article(_) => 0,
        Record::Mention(_) => 1,
        Record::Post(_) => 2,
        Record::Event(_) => 3,
        Record::Flow(_) => 4,
        Record::Figure(_) => 5,
        Record::Relation(_) => 6,
    }
}

fn article(reading: &Reading) -> Article {
    let article = &reading.article;
    let text = |span: &Span| article.text.get(span.clone()).unwrap_or_default().to_owned();
    Article {
        doc: article.doc.clone(),
        id: article.id.clone(),
        spans: article.spans.iter().map(|it| (it.start, it.end)).collect(),
        title: article.title.as_ref().map(text),
        date: reading.date.map(|it| it.to_string()),
        authors: article.authors.iter().map(text).collect(),
    }
}

fn mention(page: &Page, characters: &[usize], reading: &Reading, mention: &Mention) -> Option<Record> {
    let entity = reading.entities.get(mention.entity)?;
    if matches!(entity.class, Class::Product | Class::Honour) {
        return None;
    }
    let source = place(reading, &mention.span)?;
    Some(Record::Mention(Named {
        doc: reading.article.doc.clone(),
        start: source.start,
        end: source.end,
        text: slice(&page.text, characters, &source).to_owned(),
        class: entity.class.name(),
        name: entity.name.clone(),
        aliases: entity.aliases.clone(),
        code: entity.code.clone(),
        candidates: entity.candidates.clone(),
        article: reading.article.id.clone(),
        rule: mention.rule.clone(),
    }))
}

fn fact(page: &Page, characters: &[usize], reading: &Reading, statement: &Statement) -> Option<Record> {
    let span = place(reading, &statement.span)?;
    let source = Source {
        article: reading.article.id.clone(),
        rule: statement.rule.clone(),
        confidence: (f64::from(statement.confidence) * 100.0).round().min(99.0) / 100.0,
    };
    let doc = reading.article.doc.clone();
    Some(match &statement.fact {
        Fact::Post(it) => Record::Post(post(doc, span, reading, it, source)?),
        Fact::Event(it) => Record::Event(event(doc, span, reading, it, source)),
        Fact::Flow(it) => Record::Flow(flow(doc, span, reading, it, source)),
        Fact::Figure(it) => {
            let text = slice(&page.text, characters, &span).to_owned();
            Record::Figure(figure(doc, span, text, reading, it, source))
        }
        Fact::Relation(it) => Record::Relation(Relation {
            doc,
            start: span.start,
            end: span.end,
            subject: name(reading, it.subject)?,
            predicate: it.predicate,
            object: name(reading, it.object)?,
            source,
        }),
    })
}

fn post(doc: String, span: Range<usize>, reading: &Reading, post: &statement::Post, source: Source) -> Option<Post> {
    Some(Post {
        doc,
        start: span.start,
        end: span.end,
        person: name(reading, post.person)?,
        title: post.title.clone(),
        organization: post.organization.and_then(|it| name(reading, it)),
        place: post.place.and_then(|it| name(reading, it)),
        status: post.former.then_some("former"),
        tenure: written(post.tenure),
        source,
    })
}

fn event(doc: String, span: Range<usize>, reading: &Reading, event: &statement::Event, source: Source) -> Event {
    let participant =
        |&(entity, role): &(EntityId, &'static str)| Some(Participant { name: name(reading, entity)?, role });
    Event {
        doc,
        start: span.start,
        end: span.end,
        kind: event.kind,
        name: event.name.clone(),
        date: written(event.date),
        place: event.place.and_then(|it| name(reading, it)),
        participants: event.participants.iter().filter_map(participant).collect(),
        source,
    }
}

fn flow(doc: String, span: Range<usize>, reading: &Reading, flow: &statement::Flow, source: Source) -> Flow {
    let party = |party: &Option<Party>| match party {
        Some(Party::Entity(it)) => name(reading, *it),
        Some(Party::Words(it)) => Some(it.clone()),
        None => None,
    };
    Flow {
        doc,
        start: span.start,
        end: span.end,
        kind: flow.kind,
        payer: party(&flow.payer),
        payee: party(&flow.payee),
        amount: flow.amount,
        amount_max: flow.amount_max,
        unit: flow.unit.clone(),
        status: flow.status,
        qualifier: qualifier(flow.qualifier),
        purpose: flow.purpose.clone(),
        program: flow.program.and_then(|it| name(reading, it)),
        date: written(flow.date),
        source,
    }
}

fn figure(
    doc: String,
    span: Range<usize>,
    text: String,
    reading: &Reading,
    figure: &statement::Figure,
    source: Source,
) -> Figure {
    Figure {
        doc,
        start: span.start,
        end: span.end,
        text,
        metric: figure.metric.clone(),
        value: figure.value,
        value_max: figure.value_max,
        unit: figure.unit.clone(),
        area: figure.area.and_then(|it| name(reading, it)),
        time: written(figure.time),
        qualifier: qualifier(figure.qualifier),
        planned: figure.planned,
        change: figure.change,
        source,
    }
}

/// Returns the word of the record format.
pub fn qualifier(qualifier: Qualifier) -> &'static str {
    match qualifier {
        Qualifier::Exact => "exact",
        Qualifier::Approx => "approx",
        Qualifier::Over => "over",
        Qualifier::Under => "under",
    }
}

fn place(reading: &Reading, span: &Span) -> Option<Range<usize>> {
    let source = reading.article.offsets.source(span);
    (!source.is_empty()).then_some(source)
}

fn name(reading: &Reading, entity: EntityId) -> Option<String> {
    reading.entities.get(entity).map(|it: &Entity| it.name.clone())
}

fn written(period: Option<Period>) -> Option<String> {
    period.map(|it| it.to_string())
}

/// Writes a whole number without a decimal point, as the guidelines do.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
fn number<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    #[expect(clippy::cast_possible_truncation, reason = "whole and small enough, as just seen")]
    if value.fract() == 0.0 && value.abs() < 9e15 {
        serializer.serialize_i64(*value as i64)
    } else {
        serializer.serialize_f64(*value)
    }
}

fn optional_number<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => number(value, serializer),
        None => serializer.serialize_none(),
    }
}
