//! Entities of FollowTheMoney, one JSON object a line: who held which post, who paid whom, each with its words.
use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;
use oxigraph::store::Store;
use serde::Deserialize;
use serde_json::{Value, json};

use super::money::{Paid, payments};
use super::{Contents, Telling, article_id, ascii, foreign, id, label, named, other_names, quiet, url};
use crate::data::Data;
use crate::ontology::{Ontology, shorten, term};
use crate::show::what;
use crate::table::harmless;
use crate::thing::{Roles, all, class, node, role};

const PATH: &str = "data/export/ftm.toml";
/// The most characters of a value that is no running text.
const LONGEST: usize = 500;
/// The most characters of running text.
const LONGEST_TEXT: usize = 60_000;

/// How the vocabulary is written in FollowTheMoney: `data/export/ftm.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    unnamed: String,
    country: String,
    language: String,
    class: BTreeMap<String, String>,
    body: Vec<Body>,
    payment: Payment,
    relation: BTreeMap<String, Link>,
    link: Link,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    schema: String,
    ends: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Payment {
    kinds: BTreeSet<String>,
    status: String,
    unit: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Link {
    schema: String,
    /// The property of that end, and the schema that it must be of.
    subject: [String; 2],
    object: [String; 2],
}

/// An entity of FollowTheMoney.
#[derive(Clone, Debug, Default)]
struct Entity {
    id: String,
    schema: String,
    properties: BTreeMap<&'static str, BTreeSet<String>>,
}

/// What the entities are made from, and those made so far.
struct Writer<'a> {
    words: Words,
    contents: &'a Contents,
    /// The flows that are payments.
    paid: BTreeMap<&'a str, Paid<'a>>,
    store: &'a Store,
    ontology: &'a Ontology,
    made: BTreeSet<String>,
    entities: Vec<Entity>,
}

/// Returns the lines.
///
/// # Errors
/// Fails where the mapping of the vocabulary cannot be read.
pub fn lines(data: &Data, ontology: &Ontology, store: &Store, contents: &Contents) -> anyhow::Result<Vec<String>> {
    let words: Words = toml::from_str(&data.text(PATH)?).context(PATH)?;
    let Payment { kinds, status, unit } = &words.payment;
    let paid = payments(contents, kinds, status, unit);
    let mut writer = Writer { words, contents, paid, store, ontology, made: BTreeSet::new(), entities: Vec::new() };
    for (iri, article) in contents.of("Article") {
        writer.article(iri, article);
    }
    let classes: Vec<String> = writer.words.class.keys().cloned().collect();
    for (iri, roles) in classes.iter().flat_map(|it| contents.of(it)) {
        writer.thing(iri, roles);
    }
    for (iri, article) in contents.of("Article") {
        writer.mentions(iri, article);
    }
    let kinds = ["Tenure", "Event", "Flow", "Figure", "Relation"];
    for (kind, (iri, fact)) in kinds.iter().flat_map(|kind| contents.of(kind).map(move |it| (kind, it))) {
        match *kind {
            "Tenure" => writer.tenure(iri, fact),
            "Event" => writer.event(iri, fact),
            "Flow" => writer.flow(iri, fact),
            "Figure" => writer.figure(iri, fact),
            _ => writer.relation(iri, fact),
        }
    }
    let line = |it: &Entity| {
        let value: Value = json!({ "id": it.id, "schema": it.schema, "properties": it.properties });
        quiet(&value, false) + "\n"
    };
    Ok(writer.entities.iter().map(line).collect())
}

impl Entity {
    fn new(id: String, schema: &str) -> Self {
        Self { id, schema: schema.to_owned(), ..Self::default() }
    }

    /// Adds a value, without what would be hidden in it, if anything of it can be read.
    fn add(&mut self, property: &'static str, value: &str) {
        let text = ["summary", "description", "purpose"].contains(&property);
        let most = if text { LONGEST_TEXT } else { LONGEST };
        let value: String = harmless(value).trim().chars().take(most).collect();
        if value.chars().any(char::is_alphanumeric) {
            self.properties.entry(property).or_default().insert(value);
        }
    }

    fn add_any(&mut self, property: &'static str, value: Option<String>) {
        if let Some(value) = value {
            self.add(property, &value);
        }
    }
}

impl Writer<'_> {
    fn put(&mut self, entity: Entity) {
        if self.made.insert(entity.id.clone()) {
            self.entities.push(entity);
        }
    }

    fn article(&mut self, iri: &str, article: &Roles) {
        let mut entity = Entity::new(node_id(iri), "Article");
        let title = foreign(article, "http://purl.org/dc/terms/title");
        let name = article_id(iri, article);
        entity.add("name", title.as_deref().unwrap_or(&name));
        entity.add_any("title", title);
        let file = role(article, "file").and_then(|it| it.rsplit(['/', '\\']).next().map(str::to_owned));
        entity.add("fileName", &file.filter(|it| it != "-").unwrap_or(name));
        for author in all(article, "author") {
            entity.add("author", &crate::query::plain(author));
        }
        entity.add_any("publishedAt", role(article, "date"));
        entity.add_any("publisher", foreign(article, "http://purl.org/dc/terms/publisher"));
        entity.add("sourceUrl", &ascii(iri));
        entity.add_any("sourceUrl", url(article));
        entity.add("language", &self.words.language.clone());
        self.put(entity);
    }

    /// Adds what articles name.
    fn thing(&mut self, iri: &str, roles: &Roles) {
        let Some(schema) = self.schema(iri, roles) else { return };
        let mut entity = Entity::new(node_id(iri), &schema);
        let name = label(iri, roles);
        entity.add("name", &name);
        for other in other_names(iri, roles) {
            entity.add("alias", &other);
        }
        entity.add("sourceUrl", &ascii(iri));
        entity.add("country", &self.words.country.clone());
        match schema.as_str() {
            "Address" => {
                let whole = self.whole(iri, roles);
                entity.add("full", &whole);
                entity.add_any("remarks", role(roles, "code"));
            }
            "Document" => {
                entity.add("title", &name);
                entity.add("fileName", &name);
            }
            _ => entity.add("keywords", self.ontology.label(term(&class(roles)).as_str(), true)),
        }
        self.put(entity);
    }

    /// Adds that an article names things: those that may be a party are mentioned, the others documented.
    fn mentions(&mut self, iri: &str, article: &Roles) {
        for other in all(article, "mentions").iter().filter_map(node) {
            let Some((_, roles)) = self.contents.node(other) else { continue };
            let Some(schema) = self.schema(other, roles) else { continue };
            let party = is(&schema, "LegalEntity");
            let mut entity = Entity::new(id("mention", &[iri, other]), if party { "Mention" } else { "Documentation" });
            entity.add("document", &node_id(iri));
            if party {
                entity.add("name", &label(other, roles));
                entity.add("resolved", &node_id(other));
                entity.add("detectedSchema", &schema);
            } else {
                entity.add("entity", &node_id(other));
                entity.add("role", self.ontology.label(term("mentions").as_str(), true));
                entity.add("proof", &node_id(iri));
            }
            self.put(entity);
        }
    }

    fn tenure(&mut self, iri: &str, fact: &Roles) {
        let Some((person, _)) = self.contents.other(fact, "person") else { return };
        let title = role(fact, "title").unwrap_or_default();
        let body = self.contents.other(fact, "organization").or_else(|| self.contents.other(fact, "place"));
        let named = body.map(|it| label(it.0, it.1)).unwrap_or_default();
        // The post of no body is nobody else's.
        let mut post = Entity::new(id("position", &[body.map_or(iri, |it| it.0), &title]), "Position");
        post.add("name", &format!("{named}{title}"));
        post.add("country", &self.words.country.clone());
        if let Some((body, roles)) = body {
            match self.schema(body, roles).is_some_and(|it| is(&it, "Organization")) {
                true => post.add("organization", &node_id(body)),
                false => post.add("subnationalArea", &named),
            }
        }
        let mut held = self.fact(iri, fact, "Occupancy");
        held.add("holder", &node_id(person));
        held.add("post", &post.id);
        held.add_any("startDate", role(fact, "from"));
        held.add_any("endDate", role(fact, "to"));
        held.add_any("date", role(fact, "attestedOn"));
        if role(fact, "former").is_some() {
            held.add("status", "ended");
        }
        self.put(post);
        self.put(held);
    }

    fn event(&mut self, iri: &str, fact: &Roles) {
        let mut event = self.fact(iri, fact, "Event");
        event.add("name", &label(iri, fact));
        event.add("keywords", &self.called(fact, "kind"));
        dates(&mut event, fact);
        if let Some((place, roles)) = self.contents.other(fact, "place") {
            event.add("location", &self.whole(place, roles));
            if self.schema(place, roles).as_deref() == Some("Address") {
                event.add("addressEntity", &node_id(place));
            }
        }
        let organizers = all(fact, "organizer");
        for party in all(fact, "participant") {
            let property = if organizers.contains(party) { "organizer" } else { "involved" };
            if let Some((other, roles)) = node(party).and_then(|it| self.contents.node(it)) {
                let party = self.party(other, roles);
                event.add(property, &party);
            }
        }
        let telling = event.id.clone();
        self.put(event);
        if let Some((of, _)) = self.contents.other(fact, "event") {
            let mut link = self.fact(iri, fact, "UnknownLink");
            link.id = id("link", &[iri, of]);
            link.add("subject", &telling);
            link.add("object", &node_id(of));
            link.add("role", self.ontology.label(term("event").as_str(), true));
            self.put(link);
        }
    }

    /// Adds money that went as a payment, each money once so that payments can be added up, and any other flow as a link, which
    /// nobody adds up. What is told of the same money elsewhere, and which parts were taken off, stands in the summary.
    fn flow(&mut self, iri: &str, fact: &Roles) {
        let paid = self.paid.get(iri).cloned();
        let (payer, payee) = (self.side(iri, fact, "payer"), self.side(iri, fact, "payee"));
        let mut flow = self.fact(iri, fact, if paid.is_some() { "Payment" } else { "UnknownLink" });
        dates(&mut flow, fact);
        for name in ["sameMoney", "partOfMoney", "plannedFor"] {
            for other in all(fact, name).iter().filter_map(node) {
                let told = self.ontology.label(term(name).as_str(), true).to_owned();
                flow.add("summary", &format!("{told} {}", shorten(other)));
            }
        }
        let Some(paid) = paid else {
            flow.add("subject", &payer);
            flow.add("object", &payee);
            let words = [self.called(fact, "kind"), role(fact, "printed").unwrap_or_default()];
            flow.add("role", &words.join(" "));
            flow.add("status", &self.called(fact, "status"));
            return self.put(flow);
        };
        flow.add("payer", &payer);
        flow.add("beneficiary", &payee);
        let printed = |it: &Roles| role(it, "printed").unwrap_or_default();
        let amount = if paid.less.is_empty() { role(fact, "amount") } else { Some(paid.amount.to_string()) };
        for (part, roles) in paid.less.iter().filter_map(|it| self.contents.node(it)) {
            flow.add("summary", &format!("{} \u{2212} {} {}", printed(fact), printed(roles), shorten(part)));
        }
        flow.add_any("amount", amount);
        flow.add_any("currency", role(fact, "unit"));
        flow.add_any("purpose", role(fact, "purpose"));
        if let Some((programme, roles)) = self.contents.other(fact, "program") {
            flow.add("programme", &label(programme, roles));
            if self.schema(programme, roles).as_deref() == Some("Project") {
                flow.add("project", &node_id(programme));
            }
        }
        self.put(flow);
    }

    /// Adds a figure as a note on what it is about: there is no schema of figures.
    fn figure(&mut self, iri: &str, fact: &Roles) {
        let mut note = self.fact(iri, fact, "Note");
        note.add("name", &what(self.store, self.ontology, "Figure", fact));
        note.add_any("keywords", role(fact, "metric"));
        if let Some((area, _)) = self.contents.other(fact, "area") {
            note.add("entity", &node_id(area));
        }
        self.put(note);
    }

    fn relation(&mut self, iri: &str, fact: &Roles) {
        let [Some(subject), Some(object)] = ["subject", "object"].map(|it| self.contents.other(fact, it)) else {
            return;
        };
        let predicate =
            role(fact, "predicate").and_then(|it| it.rsplit('#').next().map(str::to_owned)).unwrap_or_default();
        let [Some(from), Some(to)] = [subject, object].map(|it| self.schema(it.0, it.1)) else { return };
        let fits = |it: &&Link| is(&from, &it.subject[1]) && is(&to, &it.object[1]);
        let link = self.words.relation.get(&predicate).filter(fits).unwrap_or(&self.words.link);
        let ends =
            [(&link.subject[0], subject.0), (&link.object[0], object.0)].map(|it| (property(it.0), node_id(it.1)));
        let schema = link.schema.clone();
        let mut entity = self.fact(iri, fact, &schema);
        for (property, value) in ends {
            entity.add(property, &value);
        }
        entity.add("role", &self.called(fact, "predicate"));
        self.put(entity);
    }

    /// Returns an entity for a fact, with its evidence.
    fn fact(&self, iri: &str, fact: &Roles, schema: &str) -> Entity {
        let mut entity = Entity::new(node_id(iri), schema);
        entity.add("summary", &what(self.store, self.ontology, &class(fact), fact));
        let Some((article, roles)) = self.contents.other(fact, "article") else { return entity };
        entity.add("proof", &node_id(article));
        if schema != "Note" {
            entity.add("recordId", &shorten(iri));
        }
        for it in self.contents.tellings(fact) {
            entity.add("description", &it.marked());
            entity.add("description", &self.place(iri, &article_id(article, roles), &it));
            entity.add("sourceUrl", &it.address(article));
        }
        entity.add_any("sourceUrl", url(roles));
        entity.add_any("publisher", foreign(roles, "http://purl.org/dc/terms/publisher"));
        entity
    }

    /// Says where the words stand and which rule found them.
    fn place(&self, iri: &str, article: &str, it: &Telling) -> String {
        let label = |name: &str| self.ontology.label(term(name).as_str(), false).to_owned();
        let [start, rule, confidence] = ["article", "rule", "confidence"].map(label);
        let Telling { start: from, end, rule: found, confidence: share, .. } = it;
        format!("{} {start} {article} characters {from}-{end} {rule} {found} {confidence} {share}", shorten(iri))
    }

    /// Returns the id of a side of a flow: a thing, words for one, or somebody of whom nothing is said.
    fn side(&mut self, iri: &str, fact: &Roles, name: &str) -> String {
        if let Some((other, roles)) = self.contents.other(fact, name) {
            return self.party(other, roles);
        }
        let label = self.ontology.label(term(name).as_str(), true).to_owned();
        let nobody = || format!("{}{label} {}", self.words.unnamed, shorten(iri));
        let words = role(fact, &format!("{name}Text")).unwrap_or_else(nobody);
        let mut party = Entity::new(id("party", &[iri, name]), "LegalEntity");
        party.add("name", &words);
        party.add("keywords", &label);
        party.add_any("proof", self.contents.other(fact, "article").map(|it| node_id(it.0)));
        let id = party.id.clone();
        self.put(party);
        id
    }

    /// Returns the id of what may be a party: of the thing, or of what stands for a place or an undertaking.
    fn party(&mut self, iri: &str, roles: &Roles) -> String {
        let schema = self.schema(iri, roles).unwrap_or_default();
        if is(&schema, "LegalEntity") {
            return node_id(iri);
        }
        let mut party = Entity::new(id("party", &[iri]), "LegalEntity");
        party.add("name", &label(iri, roles));
        party.add("country", &self.words.country.clone());
        party.add("keywords", self.ontology.label(term(&class(roles)).as_str(), true));
        party.add("sourceUrl", &ascii(iri));
        if schema == "Address" {
            party.add("addressEntity", &node_id(iri));
        }
        let id = party.id.clone();
        self.put(party);
        id
    }

    /// Returns the schema of what articles name; none where the graph knows it by no class.
    fn schema(&self, iri: &str, roles: &Roles) -> Option<String> {
        let name = class(roles);
        let schema = self.words.class.get(&name)?;
        let called = label(iri, roles);
        let body = (self.words.body.iter()).find(|it| it.ends.iter().any(|it| called.ends_with(it.as_str())));
        Some(body.filter(|_| name == "Organization").map_or(schema, |it| &it.schema).clone())
    }

    /// Returns the name of a place with those in which it lies before it.
    fn whole(&self, iri: &str, roles: &Roles) -> String {
        let (mut names, mut seen) = (vec![label(iri, roles)], BTreeSet::from([iri.to_owned()]));
        let mut next = self.contents.other(roles, "within");
        while let Some((wider, roles)) = next.filter(|it| seen.insert(it.0.to_owned())) {
            names.push(label(wider, roles));
            next = self.contents.other(roles, "within");
        }
        names.reverse();
        names.concat()
    }

    fn called(&self, fact: &Roles, name: &str) -> String {
        role(fact, name).map(|it| self.ontology.label(named(&it).as_str(), true).to_owned()).unwrap_or_default()
    }
}

/// Tells whether what has the schema may stand where the other is asked for.
fn is(schema: &str, range: &str) -> bool {
    let wider: &[&str] = match schema {
        "Company" | "PublicBody" => &["Organization", "LegalEntity"],
        "Person" | "Organization" => &["LegalEntity"],
        _ => &[],
    };
    range == "Thing" || schema == range || wider.contains(&range)
}

fn property(name: &str) -> &'static str {
    let known = ["employee", "employer", "project", "participant", "subject", "object"];
    known.into_iter().find(|it| *it == name).unwrap_or("keywords")
}

fn dates(entity: &mut Entity, fact: &Roles) {
    match role(fact, "date") {
        Some(date) => entity.add("date", &date),
        None => {
            entity.add_any("startDate", role(fact, "periodStart"));
            entity.add_any("endDate", role(fact, "periodEnd"));
        }
    }
}

fn node_id(iri: &str) -> String {
    id("fangzhi", &[iri])
}
