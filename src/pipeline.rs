//! The chain from a page to what its articles say.
use crate::article::{Article, Page};
use crate::data::Data;
use crate::entity::{Entity, Mention};
use crate::gazetteer::Gazetteer;
use crate::lexicon::Lexicon;
use crate::words::Words;
use crate::{mention, naming};
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
    /// All word lists.
    pub words: Words,
    /// Common words and what names are made of.
    pub lexicon: Lexicon,
    /// Places.
    pub gazetteer: Gazetteer,
}

impl Knowledge {
    /// Reads and checks words, rules and places.
    ///
    /// # Errors
    /// Fails where a file of the data is missing or wrong, naming the file, the rule and what to do.
    pub fn load(data: &Data) -> anyhow::Result<Self> {
        let words = Words::load(data)?;
        Ok(Self {
            byline: crate::byline::Words::load(data)?,
            lexicon: Lexicon::load(data, &words)?,
            gazetteer: Gazetteer::load(data)?,
            words,
        })
    }
}

/// Reads a page: divides it and extracts what each of its articles says. Pure, and cannot fail.
pub fn read(knowledge: &Knowledge, page: &Page) -> Vec<Reading> {
    let articles = crate::article::divide(&knowledge.byline, page);
    articles.into_iter().map(|article| reading(knowledge, article)).collect()
}

/// Extracts what one article says.
fn reading(knowledge: &Knowledge, article: Article) -> Reading {
    let Knowledge { words, lexicon, gazetteer, .. } = knowledge;
    let sentences = crate::sentence::split(&article);
    let mut fixed = mention::titles(&article.text);
    let mut digits: Option<usize> = None;
    for (i, it) in article.text.char_indices() {
        match (it.is_ascii_digit() || it == '.', digits) {
            (true, None) => digits = Some(i),
            (false, Some(start)) => {
                fixed.push(crate::segment::Token { span: start..i, kind: crate::segment::Kind::Quantity(0) });
                digits = None;
            }
            _ => {}
        }
    }
    fixed.sort_by_key(|it| it.span.start);
    let mut end = 0;
    fixed.retain(|it| {
        let apart = end <= it.span.start;
        end = end.max(it.span.end);
        apart
    });
    let (marked, setting) = mention::mark(words, lexicon, gazetteer, &article, &sentences, &fixed);
    let resolved = naming::resolve(words, gazetteer, &article, &marked, &setting);
    Reading {
        sentences,
        entities: resolved.entities,
        mentions: resolved.mentions,
        article,
        ..Reading::default()
    }
}
