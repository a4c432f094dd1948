//! Articles: layout repair, the division of a page into its articles, title, by-line and date.
use std::path::PathBuf;

use crate::text::{Offsets, Span};
use crate::value::Date;

/// A decoded source file, or one record of a JSONL stream.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The file's stem or the record's `id`.
    pub doc: String,
    /// The file it came from, and the line in it for a record of a stream.
    pub path: PathBuf,
    /// The whole text, exactly as it lies on disk after decoding (the byte order mark apart, which
    /// counts as no character).
    pub text: String,
    /// The title that the record gives.
    pub title: Option<String>,
    /// The date of publication that the record or the command line gives.
    pub date: Option<Date>,
    /// The newspaper, where the record names it.
    pub source: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The division that the paper serves, as given: a name or a code.
    pub home: Option<String>,
}

/// One news item of a page, its text repaired.
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// `doc#1`, `doc#2` … in reading order of the page.
    pub id: String,
    /// The page's `doc`.
    pub doc: String,
    /// The repaired text: title and body, one paragraph a line.
    pub text: String,
    /// From bytes of `text` to characters of the page's text.
    pub offsets: Offsets,
    /// The stretches of the page that it is made of, in characters of the page's text.
    pub spans: Vec<std::ops::Range<usize>>,
    /// The title's place in `text`.
    pub title: Option<Span>,
    /// The paragraphs' places in `text`, title lines among them, in order.
    pub paragraphs: Vec<Span>,
    /// The by-line names' places in `text`.
    pub authors: Vec<Span>,
    /// The by-lines themselves (`（刘生锋 严晓声）`, `□ 新华社记者 …`, `本报讯`), in which no sentence is looked for.
    pub bylines: Vec<Span>,
    /// The date of publication that was given from outside.
    pub given_date: Option<Date>,
    /// The division that the paper serves, as given from outside: a name or a code.
    pub home: Option<String>,
}

/// Divides a page into its articles.
pub fn divide(_page: &Page) -> Vec<Article> {
    Vec::new()
}
