//! The chain from a page to what its articles say.
use crate::article::Article;
use crate::entity::{Entity, Mention};
use crate::statement::Statement;
use crate::text::Span;
use crate::value::Period;

/// What one article says: everything that is known of it, and nothing of any other.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The article.
    pub article: Article,
    /// The day that it reports on or was published, as precisely as known.
    pub date: Option<Period>,
    /// Its sentences, in bytes of the article's text.
    pub sentences: Vec<Span>,
    /// What it names.
    pub entities: Vec<Entity>,
    /// Where it names it, by start.
    pub mentions: Vec<Mention>,
    /// What it states, by start.
    pub statements: Vec<Statement>,
}
