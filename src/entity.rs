//! Entities: what mentions stand for, with a canonical name and an identity.
use std::collections::BTreeSet;

use crate::text::Span;

/// The number of an entity in the `entities` of its reading.
pub type EntityId = usize;

/// What kind of thing an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A named person.
    Person,
    /// A named place.
    Place,
    /// A named body.
    Organization,
    /// A named policy, plan, campaign or brand of public work.
    Program,
    /// A named undertaking built or installed at a site.
    Project,
    /// A named document, law, report or media work.
    Document,
    /// A named meeting, ceremony, festival, signing or contest.
    Event,
    /// A product or brand; only ever the object of `produces`, never a mention record.
    Product,
    /// An honour, title or prize; only ever the object of `awarded`, never a mention record.
    Honour,
}

impl Class {
    /// The seven classes of mentions, then the two that only relations know.
    pub const ALL: [Class; 9] = [
        Class::Person,
        Class::Place,
        Class::Organization,
        Class::Program,
        Class::Project,
        Class::Document,
        Class::Event,
        Class::Product,
        Class::Honour,
    ];

    /// Returns the name in the record format and in the ontology.
    pub fn name(self) -> &'static str {
        match self {
            Class::Person => "Person",
            Class::Place => "Place",
            Class::Organization => "Organization",
            Class::Program => "Program",
            Class::Project => "Project",
            Class::Document => "Document",
            Class::Event => "Event",
            Class::Product => "Product",
            Class::Honour => "Honour",
        }
    }
}

/// Something that the article names, once per article however often it is mentioned.
#[derive(Clone, Debug)]
pub struct Entity {
    /// What kind of thing it is.
    pub class: Class,
    /// The full canonical form as far as the article lets one tell.
    pub name: String,
    /// Other forms that the article or the gazetteer gives, without `name`.
    pub aliases: BTreeSet<String>,
    /// Of a resolved place: its code, GB/T 2260 (6 digits) or the statistics bureau's (9, 12).
    pub code: Option<String>,
    /// Of anything but a resolved place: the code of the division that anchors its identity.
    pub anchor: Option<String>,
    /// Codes between which the text does not decide, where `code` is none.
    pub candidates: Vec<String>,
    /// Of a place: the entity of the place that contains it.
    pub parent: Option<EntityId>,
}

/// A stretch of text that names an entity.
#[derive(Clone, Debug)]
pub struct Mention {
    /// Where, in bytes of the article's text.
    pub span: Span,
    /// What it names.
    pub entity: EntityId,
    /// What it was taken for; the entity may know better.
    pub class: Class,
    /// The rule or list that marked it.
    pub rule: String,
}
