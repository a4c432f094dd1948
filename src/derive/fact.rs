//! Facts as they are compared: what of a figure, a flow, a tenure or a thing decides how it stands to others.
use std::collections::BTreeMap;

use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{NamedOrBlankNode, Quad, Term};
use serde::{Deserialize, Serialize};

use super::concept::{Concept, concept};
use super::lists::Lists;
use crate::ontology::{ID, NS};

/// A fact, or a thing, that can be compared with others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Fact {
    /// A figure.
    Figure(Figure),
    /// A flow of money or goods.
    Flow(Flow),
    /// A tenure.
    Tenure(Tenure),
    /// A thing that an article names.
    Thing(Thing),
}

/// When something holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct When {
    /// As written.
    pub period: String,
    /// The first day; empty where open.
    pub start: String,
    /// The last day, that of the article where the period is open; empty where not known.
    pub end: String,
    /// The text says it; else it is the day of the article.
    pub told: bool,
    /// The first day of the article's date.
    pub article: String,
}

/// A figure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Figure {
    /// The fact.
    pub iri: String,
    /// Its article.
    pub article: String,
    /// Where it stands in the file.
    pub at: u64,
    /// The words.
    pub quote: String,
    /// The sentence around them.
    pub sentence: String,
    /// What it is of: a thing, or else the article.
    pub area: String,
    /// The number and unit as printed.
    pub printed: String,
    /// The value, in the unit of the concept, in thousandths of its last digit.
    pub value: Exact,
    /// The upper end of a range.
    pub max: Option<Exact>,
    /// How far the next printed number is away.
    pub step: Exact,
    /// exact, approx, over or under.
    pub bound: String,
    /// It is a target.
    pub target: bool,
    /// When.
    pub when: When,
    /// What is counted.
    pub concept: Concept,
}

/// A number that is compared, ordered and written as such.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Exact(pub f64);

impl PartialEq for Exact {
    fn eq(&self, other: &Self) -> bool {
        self.0.total_cmp(&other.0).is_eq()
    }
}

impl Eq for Exact {}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

/// One side of a flow.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Side {
    /// The thing, where it has a name.
    pub iri: String,
    /// Its name, or the words of the text; empty where nothing is said.
    pub name: String,
}

/// A flow of money or goods.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Flow {
    /// The fact.
    pub iri: String,
    /// Its article.
    pub article: String,
    /// Where it stands in the file.
    pub at: u64,
    /// The words.
    pub quote: String,
    /// The sentence around them.
    pub sentence: String,
    /// The kind, a local name.
    pub kind: String,
    /// completed, pledged or planned.
    pub status: String,
    /// Who pays.
    pub payer: Side,
    /// Who is paid.
    pub payee: Side,
    /// How much, as the graph writes it.
    pub amount: String,
    /// The upper end of a range, as the graph writes it.
    pub max: String,
    /// In what.
    pub unit: String,
    /// As printed.
    pub printed: String,
    /// The programme.
    pub program: String,
    /// What for.
    pub purpose: String,
    /// When.
    pub when: When,
}

/// A tenure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Tenure {
    /// The fact.
    pub iri: String,
    /// Its article.
    pub article: String,
    /// The day, month or year of the article; empty where not known.
    pub attested: String,
    /// Who holds it.
    pub person: String,
    /// The person's name.
    pub name: String,
    /// The body, or else the place.
    pub body: String,
    /// The office.
    pub title: String,
    /// It is held no more.
    pub former: bool,
    /// From when to when, as the text says; empty where it does not.
    pub period: String,
    /// The office was held all of that time: it is the only one that is told of it.
    pub whole: bool,
}

/// A thing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Thing {
    /// Its IRI.
    pub iri: String,
    /// Its class, a local name.
    pub class: String,
    /// Its name.
    pub name: String,
    /// The division that tells it from others of its name.
    pub anchor: String,
}

impl Fact {
    /// Returns the figure that it is.
    pub fn figure(&self) -> Option<&Figure> {
        match self {
            Fact::Figure(it) => Some(it),
            _ => None,
        }
    }

    /// Returns the flow that it is.
    pub fn flow(&self) -> Option<&Flow> {
        match self {
            Fact::Flow(it) => Some(it),
            _ => None,
        }
    }

    /// Returns the tenure that it is.
    pub fn tenure(&self) -> Option<&Tenure> {
        match self {
            Fact::Tenure(it) => Some(it),
            _ => None,
        }
    }

    /// Returns the thing that it is.
    pub fn thing(&self) -> Option<&Thing> {
        match self {
            Fact::Thing(it) => Some(it),
            _ => None,
        }
    }
}

/// What is said of one node.
type Node<'a> = BTreeMap<&'a str, &'a Term>;

/// Returns what can be compared among the quads of one or more pages, articles and entities included, by IRI.
pub fn facts(lists: &Lists, quads: &[Quad]) -> Vec<Fact> {
    let mut nodes: BTreeMap<&str, Node<'_>> = BTreeMap::new();
    for quad in quads {
        if let NamedOrBlankNode::NamedNode(subject) = &quad.subject {
            nodes.entry(subject.as_str()).or_default().entry(quad.predicate.as_str()).or_insert(&quad.object);
        }
    }
    let mut facts: Vec<Fact> = nodes.iter().filter_map(|(iri, node)| fact(lists, &nodes, iri, node)).collect();
    // Of several offices in one time none need have been held all of it.
    let mut times: BTreeMap<[String; 3], usize> = BTreeMap::new();
    let time = |it: &Tenure| [it.article.clone(), it.person.clone(), it.period.clone()];
    facts.iter().filter_map(Fact::tenure).for_each(|it| *times.entry(time(it)).or_default() += 1);
    for it in &mut facts {
        if let Fact::Tenure(it) = it {
            it.whole &= times.get(&time(it)) == Some(&1);
        }
    }
    facts
}

fn fact(lists: &Lists, nodes: &BTreeMap<&str, Node<'_>>, iri: &str, node: &Node<'_>) -> Option<Fact> {
    let class = value(node.get(rdf::TYPE.as_str())?).strip_prefix(NS)?;
    if iri.starts_with(ID) {
        let name = node.get(rdfs::LABEL.as_str()).map(|it| value(it))?.to_owned();
        let anchor = role(node, "anchorCode").to_owned();
        return Some(Fact::Thing(Thing { iri: iri.to_owned(), class: class.to_owned(), name, anchor }));
    }
    let article = role(node, "article").to_owned();
    let none = Node::new();
    let dated = nodes.get(article.as_str()).unwrap_or(&none);
    let local = |name: &str| role(node, name).rsplit('#').next().unwrap_or_default().to_owned();
    let named = |iri: &str| nodes.get(iri).and_then(|it| it.get(rdfs::LABEL.as_str())).map(|it| value(it).to_owned());
    let text = |name: &str| role(node, name).to_owned();
    let at = role(node, "start").parse().unwrap_or_default();
    let iri = iri.to_owned();
    Some(match class {
        "Figure" => {
            let area = Some(text("area")).filter(|it| !it.is_empty());
            let area_name = area.as_deref().and_then(named).unwrap_or_default();
            let (quote, sentence, metric) = (text("quote"), text("sentence"), text("metric"));
            let (concept, factor) =
                concept(lists, &metric, role(node, "unit"), &local("change"), &area_name, &sentence, &quote);
            let number = |name: &str| role(node, name).parse::<f64>().ok().map(|it| Exact(it * factor));
            let printed = text("printed");
            let number_value = number("value")?;
            Fact::Figure(Figure {
                step: Exact(step(&printed, number_value.0 / factor) * factor),
                value: number_value,
                max: number("valueMax"),
                bound: local("bound"),
                target: local("modality") == "target",
                when: when(node, dated),
                area: area.unwrap_or_else(|| article.clone()),
                iri,
                article,
                at,
                quote,
                sentence,
                printed,
                concept,
            })
        }
        "Flow" => {
            let side = |name: &str| {
                let iri = text(name);
                let name = named(&iri).unwrap_or_else(|| text(&format!("{name}Text")));
                Side { iri, name }
            };
            Fact::Flow(Flow {
                kind: local("kind"),
                status: local("status"),
                payer: side("payer"),
                payee: side("payee"),
                amount: text("amount"),
                max: text("amountMax"),
                unit: text("unit"),
                printed: text("printed"),
                program: text("program"),
                purpose: text("purpose"),
                when: when(node, dated),
                quote: text("quote"),
                sentence: text("sentence"),
                iri,
                article,
                at,
            })
        }
        "Tenure" => {
            let body = Some(text("organization")).filter(|it| !it.is_empty()).unwrap_or_else(|| text("place"));
            let person = text("person");
            Fact::Tenure(Tenure {
                attested: text("attestedOn"),
                name: named(&person).unwrap_or_default(),
                person,
                title: text("title"),
                former: role(node, "former") == "true",
                period: text("period"),
                whole: lists.turns.within(role(node, "sentence")).is_none(),
                body: Some(body).filter(|it| !it.is_empty())?,
                iri,
                article,
            })
        }
        _ => return None,
    })
}

fn when(node: &Node<'_>, article: &Node<'_>) -> When {
    let text = |node: &Node<'_>, name: &str| role(node, name).to_owned();
    let (period, dated) = (text(node, "period"), text(article, "period"));
    let own = !period.is_empty();
    let source = if own { node } else { article };
    let end = Some(text(source, "periodEnd")).filter(|it| !it.is_empty());
    When {
        told: own && period != dated,
        start: text(source, "periodStart"),
        end: end.unwrap_or_else(|| text(article, "periodEnd")),
        period: if own { period } else { dated },
        article: text(article, "periodStart"),
    }
}

fn value(term: &Term) -> &str {
    match term {
        Term::NamedNode(it) => it.as_str(),
        Term::Literal(it) => it.value(),
        Term::BlankNode(_) => "",
    }
}

fn role<'a>(node: &Node<'a>, name: &str) -> &'a str {
    node.get(format!("{NS}{name}").as_str()).map_or("", |it| value(it))
}

/// Returns how far the next number is away that could be printed with as many digits.
fn step(printed: &str, value: f64) -> f64 {
    let digits: String = printed
        .chars()
        .skip_while(|it| !it.is_ascii_digit())
        .take_while(|it| it.is_ascii_digit() || *it == '.')
        .collect();
    let Ok(number) = digits.parse::<f64>() else {
        // Chinese numerals: as many digits as the value has before its zeros.
        let mut step = 1.0;
        while value != 0.0 && value % (step * 10.0) == 0.0 {
            step *= 10.0;
        }
        return step;
    };
    let places = digits.split_once('.').map_or(0, |it| it.1.len());
    let scale = if number == 0.0 { 1.0 } else { (value / number).abs() };
    scale * 10f64.powi(-i32::try_from(places).unwrap_or(0))
}

/// Tells whether two periods have a day in common.
pub(super) fn overlap(a: &When, b: &When) -> bool {
    let before = |end: &str, start: &str| !end.is_empty() && !start.is_empty() && end < start;
    !before(&a.end, &b.start) && !before(&b.end, &a.start)
}

/// Tells whether a period is of more than one year.
pub(super) fn span(when: &When) -> bool {
    matches!((when.start.get(..4), when.end.get(..4)), (Some(a), Some(b)) if a != b)
}
