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
pub struct Knowledge {
    /// The words that tell by-lines.
    pub byline: crate::byline::Words,
}

impl Knowledge {
    /// Reads and checks words, rules and places.
    ///
    /// # Errors
    /// Fails where a file of the data is missing or wrong, naming the file, the rule and what to do.
    pub fn load(data: &Data) -> anyhow::Result<Self> {
        Ok(Self { byline: crate::byline::Words::load(data)? })
    }
}

/// Reads a page: divides it and extracts what each of its articles says. Pure, and cannot fail.
pub fn read(knowledge: &Knowledge, page: &Page) -> Vec<Reading> {
    let articles = crate::article::divide(&knowledge.byline, page);
    let reading = |article| Reading { sentences: crate::sentence::split(&article), article, ..Reading::default() };
    articles.into_iter().map(reading).collect()
}
