//! Popolo: who held which post in which body, as JSON, each membership with the sentences that say it as its sources.
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::{Contents, article_id, ascii, id, label, other_names, quiet, url};
use crate::ontology::{Ontology, shorten, term};
use crate::thing::{Roles, all, class, node, role};

/// Returns the document: persons, organizations, areas, posts and memberships.
pub fn document(ontology: &Ontology, contents: &Contents) -> String {
    let mentions = mentions(contents);
    let (mut persons, mut bodies, mut areas) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let (mut posts, mut memberships) = (BTreeMap::new(), Vec::new());
    for (iri, fact) in contents.of("Tenure") {
        let Some(person) = contents.other(fact, "person") else { continue };
        let title = role(fact, "title").unwrap_or_default();
        let [body, place] = ["organization", "place"].map(|it| contents.other(fact, it));
        persons.entry(person.0).or_insert_with(|| thing(person, &mentions));
        let whose = body.or(place);
        let name = format!("{}{title}", whose.map(|it| label(it.0, it.1)).unwrap_or_default());
        // The post of no body is nobody else's.
        let post = id("post", &[whose.map_or(iri, |it| it.0), &title]);
        let mut membership =
            json!({ "id": shorten(iri), "person_id": shorten(person.0), "post_id": post, "role": title });
        let mut seat = json!({ "id": post, "label": name, "role": title });
        if let Some(body) = body {
            bodies.entry(body.0).or_insert_with(|| organization(ontology, body, &mentions));
            membership["organization_id"] = shorten(body.0).into();
            seat["organization_id"] = shorten(body.0).into();
        }
        if let Some(place) = place {
            let mut next = Some(place);
            while let Some(place) = next.filter(|it| !areas.contains_key(it.0)) {
                areas.insert(place.0, area(contents, place));
                next = contents.other(place.1, "within");
            }
            membership["area_id"] = shorten(place.0).into();
            seat["area_id"] = shorten(place.0).into();
        }
        let former = role(fact, "former").map(|_| format!(" ({})", ontology.label(term("former").as_str(), true)));
        membership["label"] = format!("{name}{}", former.unwrap_or_default()).into();
        for (property, name) in [("from", "start_date"), ("to", "end_date")] {
            if let Some(day) = role(fact, property) {
                membership[name] = day.into();
            }
        }
        membership["sources"] = sources(contents, fact).into();
        posts.entry(post).or_insert(seat);
        memberships.push(membership);
    }
    let document = json!({
        "persons": persons.into_values().collect::<Vec<_>>(),
        "organizations": bodies.into_values().collect::<Vec<_>>(),
        "areas": areas.into_values().collect::<Vec<_>>(),
        "posts": posts.into_values().collect::<Vec<_>>(),
        "memberships": memberships,
    });
    quiet(&tidy(document), true) + "\n"
}

/// The articles that name each thing.
type Mentions<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

fn mentions(contents: &Contents) -> Mentions<'_> {
    let mut mentions = Mentions::new();
    for (iri, article) in contents.of("Article") {
        for other in all(article, "mentions").iter().filter_map(node) {
            mentions.entry(other).or_default().insert(iri);
        }
    }
    mentions
}

fn thing((iri, roles): (&str, &Roles), mentions: &Mentions<'_>) -> Value {
    let mut thing = json!({ "id": shorten(iri), "name": label(iri, roles) });
    let names: Vec<Value> = other_names(iri, roles).into_iter().map(|it| json!({ "name": it })).collect();
    if !names.is_empty() {
        thing["other_names"] = names.into();
    }
    let sources = mentions.get(iri).into_iter().flatten().map(|it| json!({ "url": ascii(it) }));
    thing["sources"] = sources.collect::<Vec<_>>().into();
    thing
}

fn organization(ontology: &Ontology, body: (&str, &Roles), mentions: &Mentions<'_>) -> Value {
    let mut thing = thing(body, mentions);
    thing["classification"] = ontology.label(term(&class(body.1)).as_str(), false).into();
    thing
}

fn area(contents: &Contents, (iri, roles): (&str, &Roles)) -> Value {
    let mut area = json!({ "id": shorten(iri), "name": label(iri, roles) });
    for (property, name) in [("code", "identifier"), ("level", "classification")] {
        if let Some(value) = role(roles, property) {
            area[name] = value.into();
        }
    }
    if let Some((wider, _)) = contents.other(roles, "within") {
        area["parent_id"] = shorten(wider).into();
    }
    area
}

/// Returns the places that say a fact: their addresses, and the sentences with the words marked.
fn sources(contents: &Contents, fact: &Roles) -> Vec<Value> {
    let Some((article, roles)) = contents.other(fact, "article") else { return Vec::new() };
    let day = role(roles, "date").map(|it| format!("{it} ")).unwrap_or_default();
    let told = contents.tellings(fact);
    let mut sources: Vec<Value> =
        told.iter().map(|it| json!({ "url": it.address(article), "note": format!("{day}{}", it.marked()) })).collect();
    if let Some(url) = url(roles) {
        sources.push(json!({ "url": url, "note": article_id(article, roles) }));
    }
    sources
}

/// Takes out of every text what would turn, hide or control a line.
fn tidy(value: Value) -> Value {
    match value {
        Value::String(it) => Value::String(crate::table::harmless(&it)),
        Value::Array(it) => it.into_iter().map(tidy).collect(),
        Value::Object(it) => Value::Object(it.into_iter().map(|(name, it)| (name, tidy(it))).collect::<Map<_, _>>()),
        other => other,
    }
}
