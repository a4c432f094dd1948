//! Tables by class: a folder of CSV with `datapackage.json`, which tells what each column is and to which table it refers.
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use super::schema::{self, Class, Kind, Property, comment, local};
use super::{Contents, label, literal, quiet};
use crate::data::Data;
use crate::iri::hex;
use crate::ontology::{ARTICLE, FACT, ID, NS, Ontology, PREFIXES, shorten};
use crate::table::{Cell, Format, Table, harmless, print};
use crate::thing::{Roles, class, node};

/// The classes whose nodes are things that articles name.
const ENTITY: &str = "Entity";
/// The classes whose nodes are what articles say.
const FACTS: &str = "Fact";

/// A table with what `datapackage.json` says of it.
struct Resource {
    name: String,
    /// The class, or the property of a table of links.
    about: String,
    fields: Vec<Field>,
    rows: Vec<Vec<Cell>>,
}

struct Field {
    name: String,
    property: Option<Property>,
    /// The table to which it refers.
    refers: Option<String>,
}

/// Returns the files of the package, by name: `datapackage.json` and a table for each class and each property of several values.
///
/// # Errors
/// Fails where the shapes cannot be read.
pub fn files(data: &Data, ontology: &Ontology, contents: &Contents) -> anyhow::Result<BTreeMap<String, String>> {
    let classes = schema::classes(data)?;
    let mut resources = Vec::new();
    for class in &classes {
        resources.push(nodes(contents, class));
    }
    resources.push(index(contents, &classes, ENTITY, ID));
    resources.push(index(contents, &classes, FACTS, FACT));
    let mut linked = BTreeSet::new();
    for class in &classes {
        for property in class.properties.iter().filter(|it| it.many && !it.inverse) {
            // What stands on nodes of their own has its table; a role has a column in that of its wider property.
            let own = matches!(&property.kind, Kind::Thing(it) if it == "Evidence");
            let wider = class.properties.iter().any(|it| narrower(ontology, it).contains(&property.name().to_owned()));
            let name = format!("{}_{}", table_name(&property.owner), table_name(property.name()));
            if !own && !wider && linked.insert(name.clone()) {
                resources.push(links(contents, ontology, &classes, class, property, name));
            }
        }
    }
    let mut files = BTreeMap::new();
    let mut described = Vec::new();
    for it in &resources {
        let table = Table { columns: it.fields.iter().map(|it| it.name.clone()).collect(), rows: it.rows.clone() };
        let text = print(&table, Format::Csv, None);
        described.push(describe(ontology, it, &text));
        files.insert(format!("{}.csv", it.name), text);
    }
    let prefixes: Map<String, Value> = PREFIXES
        .iter()
        .filter(|it| [ARTICLE, FACT, ID, NS].contains(&it.1))
        .map(|it| (it.0.to_owned(), it.1.into()))
        .collect();
    let package = json!({
        "profile": "tabular-data-package",
        "name": "fangzhi",
        "title": "What newspaper articles say, each fact with its words",
        "description": "One table for each class of the vocabulary; tables of two names joined by _ hold properties of several values. \
            An id is an IRI whose prefix `prefixes` gives; `fangzhi why` shows where in which file a fact stands.",
        "homepage": NS.trim_end_matches('#'),
        "prefixes": prefixes,
        "resources": described,
    });
    files.insert("datapackage.json".to_owned(), quiet(&package, true) + "\n");
    Ok(files)
}

/// Returns the table of a class.
fn nodes(contents: &Contents, class: &Class) -> Resource {
    let properties: Vec<&Property> = class.properties.iter().filter(|it| !it.many || it.inverse).collect();
    let mut fields = vec![Field { name: "id".to_owned(), property: None, refers: None }];
    let field = |it: &&Property| Field {
        name: if it.inverse { FACTS.to_ascii_lowercase() } else { it.name().to_owned() },
        property: Some((*it).clone()),
        refers: refers(it),
    };
    fields.extend(properties.iter().map(field));
    let mut pointing: BTreeMap<&str, &str> = BTreeMap::new();
    for inverse in properties.iter().filter(|it| it.inverse) {
        for (iri, roles) in &contents.nodes {
            let values = roles.get(&inverse.iri).into_iter().flatten();
            pointing.extend(values.filter_map(node).map(|it| (it, iri.as_str())));
        }
    }
    let row = |(iri, roles): (&str, &Roles)| {
        let mut row = vec![Cell::Text(shorten(iri))];
        for it in &properties {
            row.push(match it.inverse {
                true => pointing.get(iri).map(|it| shorten(it)).into(),
                false => roles
                    .get(&it.iri)
                    .and_then(|it| it.first())
                    .map_or(Cell::Empty, |value| cell(contents, &it.kind, value)),
            });
        }
        row
    };
    Resource {
        name: table_name(&class.name),
        about: format!("{NS}{}", class.name),
        rows: contents.of(&class.name).map(row).collect(),
        fields,
    }
}

/// Returns the table of all entities, or all facts, for references that may be to any of them.
fn index(contents: &Contents, classes: &[Class], name: &str, namespace: &str) -> Resource {
    let of = |it: &str| classes.iter().any(|class| class.name == it) && it != "Evidence";
    let nodes = contents.nodes.iter().filter(|it| it.0.starts_with(namespace) && of(&class(it.1)));
    let row =
        |(iri, roles): (&String, &Roles)| vec![shorten(iri).into(), class(roles).into(), label(iri, roles).into()];
    let plain = |name: &str| Field { name: name.to_owned(), property: None, refers: None };
    let (mut fields, mut rows): (_, Vec<Vec<Cell>>) =
        (vec![plain("id"), plain("class"), plain("label")], nodes.map(row).collect());
    if name == FACTS {
        fields.pop();
        rows.iter_mut().for_each(|it| it.truncate(2));
    }
    Resource { name: table_name(name), about: format!("{NS}{name}"), fields, rows }
}

/// Returns the table of a property of several values: the thing, a value, and the narrower property that says the same.
fn links(
    contents: &Contents,
    ontology: &Ontology,
    classes: &[Class],
    class: &Class,
    property: &Property,
    name: String,
) -> Resource {
    let whose = property.owner.clone();
    let roles = narrower(ontology, property);
    let mut fields = vec![
        Field { name: table_name(&whose), property: None, refers: Some(table_name(&whose)) },
        Field {
            name: property.name().to_owned(),
            property: Some(Property { required: true, ..property.clone() }),
            refers: refers(property),
        },
    ];
    if !roles.is_empty() {
        fields.push(Field { name: "role".to_owned(), property: None, refers: None });
    }
    let shared: Vec<&str> = match whose.as_str() {
        ENTITY | FACTS => {
            let same =
                |it: &&Class| it.properties.iter().any(|it| it.iri == property.iri && it.owner == property.owner);
            classes.iter().filter(same).map(|it| it.name.as_str()).collect()
        }
        _ => vec![&class.name],
    };
    let mut rows = Vec::new();
    for (iri, own) in shared.iter().flat_map(|it| contents.of(it)) {
        for value in own.get(&property.iri).into_iter().flatten() {
            let mut row = vec![Cell::Text(shorten(iri)), cell(contents, &property.kind, value)];
            if row.contains(&Cell::Empty) {
                continue;
            }
            let plays = |it: &&String| own.get(&format!("{NS}{it}")).is_some_and(|it| it.contains(value));
            let played: Vec<&String> = roles.iter().filter(plays).collect();
            match (roles.is_empty(), played.is_empty()) {
                (true, _) => rows.push(row),
                (false, true) => {
                    row.push(Cell::Empty);
                    rows.push(row);
                }
                _ => rows.extend(played.iter().map(|it| [&row[..], &[Cell::Text((*it).clone())]].concat())),
            }
        }
    }
    Resource { name, about: property.iri.clone(), fields, rows }
}

/// Returns the narrower properties of a property, by local name.
fn narrower(ontology: &Ontology, property: &Property) -> Vec<String> {
    schema::terms(ontology, "http://www.w3.org/2000/01/rdf-schema#subPropertyOf", &property.iri)
}

fn refers(property: &Property) -> Option<String> {
    match &property.kind {
        Kind::Thing(class) => Some(table_name(class)),
        _ => None,
    }
}

/// Returns a class's name as that of a file: `NamedEvent` is `named_event`.
fn table_name(class: &str) -> String {
    let mut name = String::new();
    for it in class.chars() {
        if it.is_ascii_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.push(it.to_ascii_lowercase());
    }
    name
}

fn cell(contents: &Contents, kind: &Kind, value: &oxigraph::model::Term) -> Cell {
    match (kind, value) {
        // What is not believed is left out, and so is what refers to it.
        (Kind::Thing(_), value) if node(value).is_none_or(|it| contents.node(it).is_none()) => Cell::Empty,
        (Kind::Integer | Kind::Decimal, oxigraph::model::Term::Literal(it)) => it.value().parse::<f64>().ok().into(),
        (Kind::Term(_), _) => node(value).map(local).into(),
        (_, value) => node(value).map(shorten).or_else(|| literal(value).map(harmless)).into(),
    }
}

fn describe(ontology: &Ontology, resource: &Resource, text: &str) -> Value {
    let own = resource.fields.first().is_some_and(|it| it.name == "id");
    let fields: Vec<Value> = resource.fields.iter().map(|it| field(ontology, it)).collect();
    let keys: Vec<Value> = (resource.fields.iter())
        .filter_map(|it| {
            let table = it.refers.as_ref()?;
            Some(json!({ "fields": it.name, "reference": { "resource": table, "fields": "id" } }))
        })
        .collect();
    let mut schema = json!({ "fields": fields, "missingValues": [""] });
    if own {
        schema["primaryKey"] = "id".into();
    }
    if !keys.is_empty() {
        schema["foreignKeys"] = keys.into();
    }
    json!({
        "profile": "tabular-data-resource",
        "name": resource.name,
        "path": format!("{}.csv", resource.name),
        "title": both(ontology, &resource.about),
        "description": described(ontology, &resource.about),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": { "delimiter": ",", "lineTerminator": "\n", "quoteChar": "\"", "doubleQuote": true, "skipInitialSpace": false, "header": true },
        "bytes": text.len(),
        "hash": format!("sha256:{}", hex(&Sha256::digest(text.as_bytes()))),
        "schema": schema,
    })
}

fn field(ontology: &Ontology, field: &Field) -> Value {
    let (mut about, mut constraints) = (Map::new(), Map::new());
    about.insert("name".to_owned(), field.name.as_str().into());
    let mut kind = "string";
    if let Some(property) = &field.property {
        let [name, description] = &property.notes;
        let or = |own: String, other: &str| if other.is_empty() { own } else { other.to_owned() };
        about.insert("title".to_owned(), or(both(ontology, &property.iri), name).into());
        about.insert("description".to_owned(), or(described(ontology, &property.iri), description).into());
        about.insert("rdfType".to_owned(), property.iri.as_str().into());
        if property.required {
            constraints.insert("required".to_owned(), true.into());
        }
        let any = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?";
        match &property.kind {
            Kind::Integer => kind = "integer",
            Kind::Decimal => kind = "number",
            Kind::Truth => kind = "boolean",
            Kind::Day => kind = "date",
            Kind::Date => drop(constraints.insert("pattern".to_owned(), any.into())),
            Kind::Text(Some(pattern)) => drop(constraints.insert("pattern".to_owned(), pattern.as_str().into())),
            Kind::Word(words) => drop(constraints.insert("enum".to_owned(), words.clone().into())),
            Kind::Term(Some(scheme)) => {
                let of = |property: &str| schema::terms(ontology, property, scheme);
                let mut words = of("http://www.w3.org/2004/02/skos/core#inScheme");
                words.extend(of(&format!("{NS}edgeOf")));
                constraints.insert("enum".to_owned(), words.into());
            }
            Kind::Text(None) | Kind::Term(None) | Kind::Thing(_) => {}
        }
    } else {
        let told = match field.name.as_str() {
            "id" => "The IRI, with a prefix.",
            "class" => "The class, and so the table that has the row of this id.",
            "role" => "The part that was played in it.",
            _ => "",
        };
        if !told.is_empty() {
            about.insert("description".to_owned(), told.into());
        }
        if field.name == "role" {
            about.insert("description".to_owned(), told.into());
        } else {
            constraints.insert("required".to_owned(), true.into());
        }
    }
    about.insert("type".to_owned(), kind.into());
    if !constraints.is_empty() {
        about.insert("constraints".to_owned(), constraints.into());
    }
    about.into()
}

/// Returns what a term is called, in English and Chinese.
fn both(ontology: &Ontology, iri: &str) -> String {
    match ontology.labels.get(iri) {
        Some(it) if it.zh != it.en => format!("{} {}", it.en, it.zh),
        _ => ontology.label(iri, false).to_owned(),
    }
}

/// Returns what a term is, in English and Chinese.
fn described(ontology: &Ontology, iri: &str) -> String {
    format!("{} {}", comment(ontology, iri, "en"), comment(ontology, iri, "zh")).trim().to_owned()
}
