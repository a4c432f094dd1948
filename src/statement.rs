//! Statements: what an article says, each with the words that say it.
use crate::entity::EntityId;
use crate::text::Span;
use crate::value::{Period, Qualifier};

/// One fact as one article tells it.
#[derive(Clone, Debug)]
pub struct Statement {
    /// What is said.
    pub fact: Fact,
    /// The words that say it, in bytes of the article's text.
    pub span: Span,
    /// The sentence around them, in bytes of the article's text.
    pub sentence: Span,
    /// The rule that fired, `file.rule`, or the name of the function that found it.
    pub rule: String,
    /// How often the rule was right on the gold articles, 0 to 1.
    pub confidence: f32,
}

/// The confidence of a statement until the pipeline gives it that of its rule.
pub const UNMEASURED: f32 = 0.5;

/// A fact of one of the five kinds.
#[derive(Clone, Debug)]
pub enum Fact {
    /// Somebody holds an office.
    Post(Post),
    /// Something happened.
    Event(Event),
    /// Money, goods or cover went or is to go somewhere.
    Flow(Flow),
    /// A stated quantity.
    Figure(Figure),
    /// A link of the closed list.
    Relation(Relation),
}

impl Fact {
    /// Returns the kind as the records name it.
    pub fn kind(&self) -> &'static str {
        match self {
            Fact::Post(_) => "post",
            Fact::Event(_) => "event",
            Fact::Flow(_) => "flow",
            Fact::Figure(_) => "figure",
            Fact::Relation(_) => "relation",
        }
    }
}

/// A person holds an office or job.
#[derive(Clone, Debug)]
pub struct Post {
    /// Who holds it.
    pub person: EntityId,
    /// The bare rank.
    pub title: String,
    /// The body in which it is held.
    pub organization: Option<EntityId>,
    /// The administrative place that it serves.
    pub place: Option<EntityId>,
    /// The text says that it is held no more.
    pub former: bool,
    /// From when to when, where the text says so.
    pub tenure: Option<Period>,
}

/// Something that happened at a time with named participants.
#[derive(Clone, Debug)]
pub struct Event {
    /// meeting, ceremony, signing, donation, training, inspection, press_conference, festival,
    /// contest, opening, visit or other.
    pub kind: &'static str,
    /// Its name, cut from the text.
    pub name: String,
    /// The event as an entity, where the text names it.
    pub entity: Option<EntityId>,
    /// When it happened.
    pub date: Option<Period>,
    /// The venue.
    pub place: Option<EntityId>,
    /// Who took part, and as what.
    pub participants: Vec<(EntityId, &'static str)>,
}

/// A side of a flow: something named, or the words for a described group.
#[derive(Clone, Debug, PartialEq)]
pub enum Party {
    /// An entity.
    Entity(EntityId),
    /// Words of the text, as `11家企业`.
    Words(String),
}

/// Money, goods or cover that goes or is to go from one side to another.
#[derive(Clone, Debug)]
pub struct Flow {
    /// donation, investment, appropriation, subsidy, compensation, fee_waiver, insurance_cover,
    /// sale, purchase, loan, income or fundraising.
    pub kind: &'static str,
    /// Who gives.
    pub payer: Option<Party>,
    /// Who or what gets.
    pub payee: Option<Party>,
    /// How much, in plain units.
    pub amount: f64,
    /// The upper end of a range.
    pub amount_max: Option<f64>,
    /// The amount as printed.
    pub printed: String,
    /// As in figures, `CNY` for yuan.
    pub unit: String,
    /// Exact, approximate or a bound.
    pub qualifier: Qualifier,
    /// completed, pledged or planned.
    pub status: &'static str,
    /// What for, in the text's words.
    pub purpose: Option<String>,
    /// The programme that it belongs to.
    pub program: Option<EntityId>,
    /// When.
    pub date: Option<Period>,
}

/// A stated quantity.
#[derive(Clone, Debug)]
pub struct Figure {
    /// What is counted or measured, in the article's words.
    pub metric: String,
    /// The number, 万 and 亿 expanded.
    pub value: f64,
    /// The upper end of a range.
    pub value_max: Option<f64>,
    /// The number and unit as printed.
    pub printed: String,
    /// The unit or counter, `CNY` for yuan, rates as `CNY/年/人`.
    pub unit: Option<String>,
    /// The place or body that it is about.
    pub area: Option<EntityId>,
    /// When it holds.
    pub time: Option<Period>,
    /// Exact, approximate or a bound.
    pub qualifier: Qualifier,
    /// A target.
    pub planned: bool,
    /// increase or decrease, where the figure is the amount of a change.
    pub change: Option<&'static str>,
}

/// The predicates of relations, the closed list of the guidelines.
pub const PREDICATES: [&str; 14] = [
    "located_in",
    "part_of",
    "assists",
    "signed_with",
    "built_by",
    "implements",
    "issued",
    "produces",
    "lives_in",
    "moved_from",
    "moved_to",
    "awarded",
    "trained_by",
    "employed_by",
];

/// A link of the closed list of the guidelines.
#[derive(Clone, Debug)]
pub struct Relation {
    /// Where it starts.
    pub subject: EntityId,
    /// located_in, part_of, assists, signed_with, built_by, implements, issued, produces,
    /// lives_in, moved_from, moved_to, awarded, trained_by or employed_by.
    pub predicate: &'static str,
    /// Where it ends.
    pub object: EntityId,
}
