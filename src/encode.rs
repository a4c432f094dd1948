//! Quads: what an article says, in RDF, each fact a node with its roles and its words.
use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{GraphName, Literal, NamedNode, Quad, Term, vocab::rdf, vocab::rdfs, vocab::xsd};
use sha2::{Digest as _, Sha256};

use crate::article::Page;
use crate::entity::{Class, Entity, EntityId};
use crate::iri::{article_iri, article_local, camel, entity_iri, fact_iri, hex};
use crate::ontology::{entities_graph, term};
use crate::pipeline::Reading;
use crate::statement::{Event, Fact, Figure, Flow, Party, Post, Relation, Statement};
use crate::value::{Date, Period, Qualifier};

/// The most thousandths that a confidence is written with: no rule is certain.
const SUREST: f64 = 999.0;

/// What the graph says of the page that an article comes from.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The file, as given to the program.
    pub file: String,
    /// The SHA-256 of the decoded text, in hexadecimal digits.
    pub sha256: String,
    /// The newspaper, where it is known.
    pub publisher: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
}

impl Source {
    /// Returns what the graph says of a page.
    pub fn of(page: &Page) -> Self {
        Self {
            file: page.path.to_string_lossy().into_owned(),
            sha256: hex(&Sha256::digest(page.text.as_bytes())),
            publisher: page.source.clone(),
            url: page.url.clone(),
        }
    }
}

/// Returns what an article says: its facts in the graph of its own name, its entities in theirs.
///
/// The order is that of the reading; `store::nquads` sorts.
pub fn encode(source: &Source, reading: &Reading) -> Vec<Quad> {
    let article = article_iri(&reading.article.id);
    let iris: Vec<NamedNode> = reading.entities.iter().map(entity_iri).collect();
    let mut quads = Quads { graph: article.clone().into(), quads: Vec::new() };
    encode_article(&mut quads, &article, source, reading, &iris);
    for fact in facts(reading, &iris) {
        encode_fact(&mut quads, &article, reading, &fact);
    }
    quads.graph = entities_graph().into();
    for (entity, iri) in reading.entities.iter().zip(&iris) {
        encode_entity(&mut quads, entity, iri, entity.parent.and_then(|it| iris.get(it)));
    }
    quads.quads
}

/// Returns the IRI of each statement of a reading, in order; statements of one fact share theirs,
/// and one without words has none.
pub fn fact_iris(reading: &Reading) -> Vec<Option<NamedNode>> {
    let article = article_local(&reading.article.id);
    let iris: Vec<NamedNode> = reading.entities.iter().map(entity_iri).collect();
    let iri = |statement: &Statement| {
        let (class, roles) = roles(&iris, &statement.fact)?;
        reading.article.text.get(statement.span.clone()).filter(|it| !it.is_empty())?;
        Some(told_iri(&article, class, &roles))
    };
    reading.statements.iter().map(iri).collect()
}

/// The quads of one graph.
struct Quads {
    graph: GraphName,
    quads: Vec<Quad>,
}

impl Quads {
    fn add(&mut self, subject: &NamedNode, predicate: impl Into<NamedNode>, object: impl Into<Term>) {
        self.quads.push(Quad::new(subject.clone(), predicate, object, self.graph.clone()));
    }
}

fn encode_article(quads: &mut Quads, iri: &NamedNode, source: &Source, reading: &Reading, entities: &[NamedNode]) {
    let article = &reading.article;
    let dcterms = |name: &str| NamedNode::new_unchecked(format!("http://purl.org/dc/terms/{name}"));
    quads.add(iri, rdf::TYPE, term("Article"));
    quads.add(iri, rdf::TYPE, NamedNode::new_unchecked("https://schema.org/NewsArticle"));
    quads.add(iri, dcterms("identifier"), text(&article.id));
    quads.add(iri, term("doc"), text(&article.doc));
    quads.add(iri, term("sha256"), text(&source.sha256));
    if !source.file.is_empty() {
        quads.add(iri, term("file"), text(&source.file));
    }
    if let Some(title) = article.title.as_ref().and_then(|it| article.text.get(it.clone())) {
        let title = one_line(title);
        quads.add(iri, rdfs::LABEL, chinese(&title));
        quads.add(iri, dcterms("title"), text(&title));
    }
    for author in &article.authors {
        if let Some(author) = article.text.get(author.clone()) {
            quads.add(iri, term("author"), text(&one_line(author)));
        }
    }
    if let Some(publisher) = &source.publisher {
        quads.add(iri, dcterms("publisher"), text(publisher));
    }
    if let Some(url) = &source.url {
        quads.add(iri, NamedNode::new_unchecked("https://schema.org/url"), text(url));
    }
    if let Some(date) = &reading.date {
        for (property, value) in when(date) {
            quads.add(iri, property, value);
        }
    }
    let mentioned: BTreeSet<EntityId> = reading.mentions.iter().map(|it| it.entity).collect();
    for entity in mentioned.into_iter().filter_map(|it| entities.get(it)) {
        quads.add(iri, term("mentions"), entity.clone());
    }
}

fn encode_entity(quads: &mut Quads, entity: &Entity, iri: &NamedNode, parent: Option<&NamedNode>) {
    let class = match entity.class {
        Class::Event => "NamedEvent",
        class => class.name(),
    };
    quads.add(iri, rdf::TYPE, term(class));
    quads.add(iri, rdfs::LABEL, chinese(&entity.name));
    quads.add(iri, term("name"), text(&entity.name));
    for alias in &entity.aliases {
        quads.add(iri, term("name"), text(alias));
    }
    if let Some(code) = &entity.code {
        quads.add(iri, term("code"), text(code));
        if let Some(level) = level(code) {
            quads.add(iri, term("level"), text(level));
        }
    } else if let Some(anchor) = &entity.anchor {
        quads.add(iri, term("anchorCode"), text(anchor));
    }
    for candidate in &entity.candidates {
        quads.add(iri, term("candidateCode"), text(candidate));
    }
    if let Some(parent) = parent.filter(|it| *it != iri) {
        quads.add(iri, term("within"), parent.clone());
    }
}

/// Returns the level of a division, from the length and the zeros of its code.
fn level(code: &str) -> Option<&'static str> {
    match code.len() {
        _ if !code.bytes().all(|it| it.is_ascii_digit()) => None,
        6 if code.ends_with("0000") => Some("province"),
        6 if code.ends_with("00") => Some("prefecture"),
        6 => Some("county"),
        9 => Some("town"),
        12 => Some("village"),
        _ => None,
    }
}

/// One fact of an article: its node, its roles, and all its tellings, the best first.
struct Told<'a> {
    iri: NamedNode,
    class: &'static str,
    roles: Roles,
    tellings: Vec<&'a Statement>,
}

/// The roles of a fact; the first `key` of them tell it from others.
struct Roles {
    key: usize,
    pairs: Vec<(NamedNode, Term)>,
}

/// Gathers the statements of a reading into facts: what is told twice is one fact.
fn facts<'a>(reading: &'a Reading, iris: &[NamedNode]) -> Vec<Told<'a>> {
    let article = article_local(&reading.article.id);
    let mut facts: BTreeMap<String, Told<'_>> = BTreeMap::new();
    for statement in &reading.statements {
        let Some((class, roles)) = roles(iris, &statement.fact) else {
            continue;
        };
        let said = reading.article.text.get(statement.span.clone()).is_some_and(|it| !it.is_empty());
        if !said || reading.article.offsets.source(&statement.span).is_empty() {
            continue;
        }
        let iri = told_iri(&article, class, &roles);
        let told = facts.entry(iri.as_str().to_owned()).or_insert(Told { iri, class, roles, tellings: Vec::new() });
        if !told.tellings.iter().any(|it| it.span == statement.span) {
            told.tellings.push(statement);
        }
    }
    let mut facts: Vec<Told<'_>> = facts.into_values().collect();
    for fact in &mut facts {
        fact.tellings.sort_by(|a, b| {
            b.confidence
                .total_cmp(&a.confidence)
                .then_with(|| (a.span.start, a.span.end).cmp(&(b.span.start, b.span.end)))
        });
    }
    facts
}

fn told_iri(article: &str, class: &str, roles: &Roles) -> NamedNode {
    let key = &roles.pairs[..roles.key];
    fact_iri(article, class, key.iter().map(|(property, value)| format!("{property} {value}\n")).collect())
}

fn encode_fact(quads: &mut Quads, article: &NamedNode, reading: &Reading, fact: &Told<'_>) {
    quads.add(&fact.iri, rdf::TYPE, term(fact.class));
    for (property, value) in &fact.roles.pairs {
        quads.add(&fact.iri, property.clone(), value.clone());
    }
    if let (Fact::Post(_), Some(value)) = (&fact.tellings[0].fact, reading.date.as_ref().and_then(date_literal)) {
        quads.add(&fact.iri, term("attestedOn"), value);
    }
    quads.add(&fact.iri, term("article"), article.clone());
    for (number, telling) in fact.tellings.iter().enumerate() {
        let place = reading.article.offsets.source(&telling.span);
        let mut node = fact.iri.clone();
        if number > 0 {
            node = NamedNode::new_unchecked(format!("{}-{}-{}", fact.iri.as_str(), place.start, place.end));
            quads.add(&fact.iri, term("alsoStated"), node.clone());
            quads.add(&node, rdf::TYPE, term("Evidence"));
        }
        encode_evidence(quads, &node, reading, telling);
    }
}

fn encode_evidence(quads: &mut Quads, node: &NamedNode, reading: &Reading, telling: &Statement) {
    let article = &reading.article;
    let place = article.offsets.source(&telling.span);
    let quote = article.text.get(telling.span.clone()).unwrap_or_default();
    let sentence = article.text.get(telling.sentence.clone()).filter(|it| !it.is_empty()).unwrap_or(quote);
    quads.add(node, term("quote"), text(&one_line(quote)));
    quads.add(node, term("start"), integer(place.start));
    quads.add(node, term("end"), integer(place.end));
    quads.add(node, term("sentence"), text(&one_line(sentence)));
    quads.add(node, term("rule"), text(&telling.rule));
    let confidence = if telling.confidence.is_finite() { telling.confidence.clamp(0.0, 1.0) } else { 0.0 };
    if let Some(value) = decimal((f64::from(confidence) * 1000.0).round().min(SUREST) / 1000.0) {
        quads.add(node, term("confidence"), value);
    }
}

/// The roles of a fact as they are gathered.
struct Gather<'a> {
    /// The IRIs of the entities.
    entities: &'a [NamedNode],
    pairs: Vec<(NamedNode, Term)>,
}

impl Gather<'_> {
    fn add(&mut self, role: &str, value: impl Into<Term>) {
        self.pairs.push((term(role), value.into()));
    }

    fn entity(&mut self, role: &str, entity: Option<EntityId>) {
        if let Some(entity) = entity.and_then(|it| self.entities.get(it)) {
            self.add(role, entity.clone());
        }
    }

    fn party(&mut self, role: &str, party: Option<&Party>) {
        match party {
            Some(Party::Entity(entity)) => self.entity(role, Some(*entity)),
            Some(Party::Words(words)) => self.add(&format!("{role}Text"), text(words)),
            None => {}
        }
    }

    fn number(&mut self, role: &str, value: Option<f64>) {
        if let Some(value) = value.and_then(decimal) {
            self.add(role, value);
        }
    }

    fn period(&mut self, period: Option<&Period>) {
        for (property, value) in period.map(when).unwrap_or_default() {
            self.pairs.push((property, value));
        }
    }

    /// Ends the key: what follows is told of the fact, but does not tell it from others.
    fn close(self) -> (usize, Self) {
        (self.pairs.len(), self)
    }
}

/// Returns the class and the roles of a fact; none where its entities are not in the reading.
fn roles(iris: &[NamedNode], fact: &Fact) -> Option<(&'static str, Roles)> {
    let gather = Gather { entities: iris, pairs: Vec::new() };
    let (class, (key, gather)) = match fact {
        Fact::Post(post) => ("Tenure", post_roles(gather, post)?),
        Fact::Event(event) => ("Event", event_roles(gather, event)),
        Fact::Flow(flow) => ("Flow", flow_roles(gather, flow)?),
        Fact::Figure(figure) => ("Figure", figure_roles(gather, figure)?),
        Fact::Relation(relation) => ("Relation", relation_roles(gather, relation)?),
    };
    Some((class, Roles { key, pairs: gather.pairs }))
}

fn post_roles<'a>(mut gather: Gather<'a>, post: &Post) -> Option<(usize, Gather<'a>)> {
    gather.entities.get(post.person)?;
    gather.entity("person", Some(post.person));
    gather.add("title", text(&post.title));
    gather.entity("organization", post.organization);
    gather.entity("place", post.place);
    if post.former {
        gather.add("former", Literal::from(true));
    }
    if let Some(tenure) = &post.tenure {
        gather.add("period", text(&tenure.to_string()));
        if let Some(from) = tenure.start.and_then(|it| day(it, false)) {
            gather.add("from", from);
        }
        if let Some(to) = tenure.end.and_then(|it| day(it, true)) {
            gather.add("to", to);
        }
    }
    Some(gather.close())
}

fn event_roles<'a>(mut gather: Gather<'a>, event: &Event) -> (usize, Gather<'a>) {
    gather.add("kind", term(&camel(event.kind)));
    gather.add("name", text(&event.name));
    gather.entity("event", event.entity);
    gather.entity("place", event.place);
    gather.period(event.date.as_ref());
    let participants: BTreeSet<_> = event.participants.iter().collect();
    for (entity, role) in participants {
        gather.entity("participant", Some(*entity));
        match *role {
            "other" => gather.entity("actor", Some(*entity)),
            role => gather.entity(&camel(role), Some(*entity)),
        }
    }
    let (key, mut gather) = gather.close();
    gather.pairs.push((rdfs::LABEL.into(), chinese(&event.name)));
    (key, gather)
}

fn flow_roles<'a>(mut gather: Gather<'a>, flow: &Flow) -> Option<(usize, Gather<'a>)> {
    decimal(flow.amount)?;
    gather.add("kind", term(&camel(flow.kind)));
    gather.add("status", term(&camel(flow.status)));
    gather.party("payer", flow.payer.as_ref());
    gather.party("payee", flow.payee.as_ref());
    gather.number("amount", Some(flow.amount));
    gather.number("amountMax", flow.amount_max);
    gather.add("unit", text(&flow.unit));
    gather.add("bound", bound(flow.qualifier));
    if let Some(purpose) = &flow.purpose {
        gather.add("purpose", text(&one_line(purpose)));
    }
    gather.entity("program", flow.program);
    gather.period(flow.date.as_ref());
    let (key, mut gather) = gather.close();
    gather.add("printed", text(&one_line(&flow.printed)));
    Some((key, gather))
}

fn figure_roles<'a>(mut gather: Gather<'a>, figure: &Figure) -> Option<(usize, Gather<'a>)> {
    decimal(figure.value)?;
    gather.add("metric", text(&one_line(&figure.metric)));
    gather.number("value", Some(figure.value));
    gather.number("valueMax", figure.value_max);
    if let Some(unit) = &figure.unit {
        gather.add("unit", text(unit));
    }
    gather.entity("area", figure.area);
    for (property, value) in figure.time.as_ref().map(when).unwrap_or_default() {
        if property != term("date") {
            gather.pairs.push((property, value));
        }
    }
    gather.add("bound", bound(figure.qualifier));
    gather.add("modality", term(if figure.planned { "target" } else { "reported" }));
    if let Some(change) = figure.change {
        gather.add("change", term(&camel(change)));
    }
    let (key, mut gather) = gather.close();
    gather.add("printed", text(&one_line(&figure.printed)));
    Some((key, gather))
}

fn relation_roles<'a>(mut gather: Gather<'a>, relation: &Relation) -> Option<(usize, Gather<'a>)> {
    gather.entities.get(relation.subject)?;
    gather.entities.get(relation.object)?;
    gather.entity("subject", Some(relation.subject));
    gather.add("predicate", term(&camel(relation.predicate)));
    gather.entity("object", Some(relation.object));
    Some(gather.close())
}

fn bound(qualifier: Qualifier) -> NamedNode {
    term(match qualifier {
        Qualifier::Exact => "exact",
        Qualifier::Approx => "approx",
        Qualifier::Over => "over",
        Qualifier::Under => "under",
    })
}

/// Returns when something holds: as written, as a date where it is one, and its first and last day.
fn when(period: &Period) -> Vec<(NamedNode, Term)> {
    let first = period.start.map(|it| day(it, false));
    let last = period.end.map(|it| day(it, true));
    if first == Some(None) || last == Some(None) || (first.is_none() && last.is_none()) {
        return Vec::new(); // No day of the calendar: nothing is better than a wrong date.
    }
    let mut pairs = vec![(term("period"), text(&period.to_string()))];
    pairs.extend(date_literal(period).map(|it| (term("date"), it)));
    pairs.extend(first.flatten().map(|it| (term("periodStart"), it)));
    pairs.extend(last.flatten().map(|it| (term("periodEnd"), it)));
    pairs
}

/// Returns a period that is one date, typed by its precision.
fn date_literal(period: &Period) -> Option<Term> {
    let date = period.start.filter(|it| Some(*it) == period.end)?;
    day(date, false)?;
    let datatype = match (date.month, date.day) {
        (Some(_), Some(_)) => xsd::DATE,
        (Some(_), None) => xsd::G_YEAR_MONTH,
        _ => xsd::G_YEAR,
    };
    Some(Literal::new_typed_literal(date.to_string(), datatype).into())
}

/// Returns the first or the last day of a date; none where the calendar has no such date.
fn day(date: Date, last: bool) -> Option<Term> {
    let Date { year, month, day } = date;
    if !(1..=9999).contains(&year) || (month.is_none() && day.is_some()) {
        return None;
    }
    let month = month.unwrap_or(if last { 12 } else { 1 });
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => return None,
    };
    let day = day.unwrap_or(if last { days } else { 1 });
    if !(1..=days).contains(&day) {
        return None;
    }
    Some(Literal::new_typed_literal(format!("{year:04}-{month:02}-{day:02}"), xsd::DATE).into())
}

/// Returns a number as a decimal of at most 15 digits, so that `8.27` times 10000 is `82700`; none
/// where it is none or beyond what stores keep.
fn decimal(value: f64) -> Option<Term> {
    if !value.is_finite() || value.abs() >= 1e18 {
        return None;
    }
    let value: f64 = format!("{value:.14e}").parse().ok()?;
    let mut digits = format!("{value:.12}");
    digits.truncate(digits.trim_end_matches('0').trim_end_matches('.').len());
    if digits == "-0" {
        digits.remove(0);
    }
    Some(Literal::new_typed_literal(digits, xsd::DECIMAL).into())
}

fn integer(value: usize) -> Term {
    Literal::new_typed_literal(value.to_string(), xsd::INTEGER).into()
}

fn text(value: &str) -> Term {
    Literal::new_simple_literal(value).into()
}

fn chinese(value: &str) -> Term {
    Literal::new_language_tagged_literal_unchecked(value, "zh").into()
}

/// Drops line breaks, and the white space around them.
fn one_line(value: &str) -> String {
    value.lines().map(str::trim).collect()
}
