//! The chain from a page to what its articles say.
use crate::article::{Article, Page};
use crate::data::Data;
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

/// What the program knows before it reads: words, rules, places.
#[derive(Debug, Default)]
pub struct Knowledge {}

impl Knowledge {
    /// Reads and checks words, rules and places.
    ///
    /// # Errors
    /// Fails where a file of the data is missing or wrong, naming the file, the rule and what to do.
    pub fn load(_data: &Data) -> anyhow::Result<Self> {
        Ok(Self {})
    }
}

/// Reads a page: divides it and extracts what each of its articles says. Pure, and cannot fail.
pub fn read(_knowledge: &Knowledge, page: &Page) -> Vec<Reading> {
    let articles = crate::article::divide(page);
    articles.into_iter().map(|article| Reading { article, ..Reading::default() }).collect()
}
