//! What a SPARQL prompt knows: where a query ends, and how what was begun may go on.
use oxigraph::model::vocab::rdfs;
use oxigraph::model::{NamedOrBlankNode, Term};
use oxigraph::store::Store;

use crate::ontology::{Ontology, PREFIXES, entities_graph, shorten, term};

/// The words of SPARQL that are offered.
const KEYWORDS: [&str; 40] = [
    "ASK",
    "AS",
    "ASC",
    "AVG",
    "BIND",
    "BOUND",
    "COALESCE",
    "CONCAT",
    "CONSTRUCT",
    "CONTAINS",
    "COUNT",
    "DESC",
    "DESCRIBE",
    "DISTINCT",
    "EXISTS",
    "FILTER",
    "FROM",
    "GRAPH",
    "GROUP_CONCAT",
    "HAVING",
    "IF",
    "LANG",
    "LIMIT",
    "MAX",
    "MIN",
    "MINUS",
    "NOT",
    "OFFSET",
    "OPTIONAL",
    "ORDER BY",
    "GROUP BY",
    "PREFIX",
    "REGEX",
    "SELECT",
    "STR",
    "STRSTARTS",
    "SUM",
    "UNION",
    "VALUES",
    "WHERE",
];

/// How many ways to go on are offered at most.
const MOST: usize = 200;

/// What may be typed.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Prefixes with their colon, terms of the vocabulary, words of SPARQL; sorted.
    pub words: Vec<String>,
    /// The names of entities with their short IRIs; sorted.
    pub names: Vec<(String, String)>,
    /// The commands of the prompt, with the dot.
    pub commands: Vec<String>,
    /// The names of the questions of the library.
    pub questions: Vec<String>,
}

/// A way to go on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Offer {
    /// What is shown.
    pub shown: String,
    /// What takes the place of what was begun.
    pub put: String,
}

/// A query in a text of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The number of lines before it.
    pub line: usize,
    /// Its text.
    pub text: String,
}

impl Known {
    /// Gathers what may be typed to ask a graph.
    pub fn of(store: &Store, ontology: &Ontology) -> Self {
        let mut words: Vec<String> = KEYWORDS.iter().map(|it| (*it).to_owned()).collect();
        words.extend(PREFIXES.iter().map(|it| format!("{}:", it.0)));
        words.extend(ontology.types.keys().map(|it| shorten(it)).filter(|it| it.starts_with("fz:")));
        words.extend(["rdf:type", "rdfs:label", "dcterms:identifier", "dcterms:title"].map(str::to_owned));
        words.sort_unstable();
        words.dedup();
        let entities = entities_graph();
        let mut names = Vec::new();
        for property in [term("name"), rdfs::LABEL.into_owned()] {
            let quads = store.quads_for_pattern(None, Some(property.as_ref()), None, Some(entities.as_ref().into()));
            for quad in quads.flatten() {
                if let (NamedOrBlankNode::NamedNode(entity), Term::Literal(name)) = (quad.subject, quad.object) {
                    names.push((name.value().to_owned(), shorten(entity.as_str())));
                }
            }
        }
        names.sort_unstable();
        names.dedup();
        Self { words, names, ..Self::default() }
    }

    /// Returns where the word before the cursor begins, in bytes, and the ways in which it may go on.
    ///
    /// Inside quotes these are names; elsewhere a name goes on as the IRI of what bears it.
    pub fn offers(&self, text: &str, cursor: usize) -> (usize, Vec<Offer>) {
        let before = text.get(..cursor).unwrap_or(text);
        let same = |it: &str| Offer { shown: it.to_owned(), put: it.to_owned() };
        if before.starts_with('.') {
            let start = before.rfind(' ').map_or(0, |it| it + 1);
            let list = if start == 0 { &self.commands } else { &self.questions };
            let fits = list.iter().filter(|it| it.starts_with(&before[start..]));
            return (start, fits.map(|it| same(it)).collect());
        }
        let scan = scan(before);
        let mut offers = Vec::new();
        if let Some(start) = scan.open_string {
            let begun = &before[start..];
            offers.extend(starting(&self.names, begun).map(|it| same(&it.0)));
            offers.dedup();
            offers.truncate(MOST);
            return (start, offers);
        }
        let word = |it: char| it.is_alphanumeric() || "_:-?$.%\u{B7}".contains(it);
        let start = before.char_indices().rev().find(|it| !word(it.1)).map_or(0, |it| it.0 + it.1.len_utf8());
        let begun = &before[start..];
        if begun.is_empty() {
            return (start, offers);
        }
        if begun.starts_with(['?', '$']) {
            let mut variables: Vec<&str> = variables(text).filter(|it| it.starts_with(begun) && *it != begun).collect();
            variables.sort_unstable();
            variables.dedup();
            return (start, variables.into_iter().map(same).collect());
        }
        let fits = |it: &&String| it.get(..begun.len()).is_some_and(|it| it.eq_ignore_ascii_case(begun));
        offers.extend(self.words.iter().filter(fits).map(|it| same(it)));
        offers.extend(
            starting(&self.names, begun).map(|it| Offer { shown: format!("{}  {}", it.0, it.1), put: it.1.clone() }),
        );
        if begun.starts_with("id:") {
            let mut entities: Vec<&str> =
                self.names.iter().map(|it| it.1.as_str()).filter(|it| it.starts_with(begun)).collect();
            entities.sort_unstable();
            entities.dedup();
            offers.extend(entities.into_iter().map(same));
        }
        offers.truncate(MOST);
        (start, offers)
    }
}

/// Returns the names that begin so.
fn starting<'a>(names: &'a [(String, String)], begun: &'a str) -> impl Iterator<Item = &'a (String, String)> {
    let first = names.partition_point(|it| it.0.as_str() < begun);
    names[first..].iter().take_while(move |it| it.0.starts_with(begun))
}

/// Returns the variables of a text.
fn variables(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices(['?', '$']).map(|(at, _)| {
        let end = text[at + 1..].find(|it: char| !it.is_alphanumeric() && it != '_');
        &text[at..end.map_or(text.len(), |it| at + 1 + it)]
    })
}

/// Returns the command that stands on the last line of what was typed: it gives up the query before it.
pub fn command<'t>(text: &'t str, commands: &[String]) -> Option<&'t str> {
    let line = text.trim_end().lines().next_back()?.trim();
    let first = line.split_whitespace().next()?;
    commands.iter().any(|it| it == first).then_some(line)
}

/// Tells whether what was typed is a whole query: its brackets are closed, and it has some, or it ends in `;` or an empty line.
pub fn is_whole(text: &str) -> bool {
    let scan = scan(text);
    let asked = scan.braces > 0 || scan.describes || scan.end.is_some() || text.ends_with('\n');
    scan.depth <= 0 && scan.open_string.is_none() && asked
}

/// Divides a text into queries: at each `;` that stands in no bracket, and at empty lines between whole queries.
///
/// A line that begins with a dot between two queries is a command, and stands alone.
pub fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let (mut begun, mut first) = (String::new(), 0);
    let mut end = |begun: &mut String, first: usize| {
        let text = std::mem::take(begun);
        let spoken = text.lines().any(|it| !it.trim().is_empty() && !it.trim_start().starts_with('#'));
        if spoken {
            parts.push(Part { line: first, text: text.trim_end().to_owned() });
        }
    };
    for (number, line) in text.lines().enumerate() {
        if begun.trim().is_empty() {
            (begun, first) = (String::new(), number);
            if line.trim_start().starts_with('.') {
                end(&mut line.trim().to_owned(), number);
                continue;
            }
        }
        let before = scan(&begun);
        if line.trim().is_empty()
            && before.depth <= 0
            && before.open_string.is_none()
            && (before.braces > 0 || before.describes)
        {
            end(&mut begun, first);
            continue;
        }
        let mut rest = line;
        loop {
            let whole = format!("{begun}{rest}");
            match scan(&whole).end {
                Some(at) => {
                    let mut query = whole[..at].to_owned();
                    end(&mut query, first);
                    // The next query keeps its column, so that errors are found.
                    let start = at + 1 - begun.len();
                    begun = " ".repeat(rest[..start].chars().count());
                    (rest, first) = (&rest[start..], number);
                }
                None => {
                    begun.push_str(rest);
                    begun.push('\n');
                    break;
                }
            }
        }
    }
    end(&mut begun, first);
    parts
}

/// What the characters of a text amount to, outside strings, IRIs and comments.
#[derive(Clone, Copy, Debug, Default)]
struct Scan {
    /// How many brackets are open.
    depth: i32,
    /// How many braces were opened.
    braces: usize,
    /// Where a string begins that does not end.
    open_string: Option<usize>,
    /// Where a `;` stands in no bracket.
    end: Option<usize>,
    /// It has the word DESCRIBE, which needs no braces.
    describes: bool,
}

fn scan(text: &str) -> Scan {
    let mut scan = Scan::default();
    let mut at = 0;
    while let Some(character) = text[at..].chars().next() {
        let rest = &text[at..];
        let length = match character {
            '"' | '\'' => match string_end(rest, character) {
                Some(length) => length,
                None => {
                    let long = rest.starts_with(&character.to_string().repeat(3));
                    scan.open_string = Some(at + if long { 3 } else { 1 });
                    return scan;
                }
            },
            '<' => iri_end(rest),
            '#' => rest.find('\n').unwrap_or(rest.len()),
            'D' | 'd' => {
                let word = rest.get(..8).is_some_and(|it| it.eq_ignore_ascii_case("describe"));
                let apart = !text[..at].ends_with(|it: char| it.is_alphanumeric() || "?$:_-".contains(it));
                scan.describes |= word && apart && rest[8..].starts_with(char::is_whitespace);
                1
            }
            _ => {
                match character {
                    '{' | '(' | '[' => scan.depth += 1,
                    '}' | ')' | ']' => scan.depth -= 1,
                    _ => {}
                }
                scan.braces += usize::from(character == '{');
                if character == ';' && scan.depth <= 0 && scan.end.is_none() {
                    scan.end = Some(at);
                }
                character.len_utf8()
            }
        };
        at += length;
    }
    scan
}

/// Returns the length of the string with which a text begins; none where it does not end.
fn string_end(text: &str, quote: char) -> Option<usize> {
    let long = quote.to_string().repeat(3);
    let (open, close) = if text.starts_with(&long) { (3, long.as_str()) } else { (1, &long[..1]) };
    let mut at = open;
    while let Some(character) = text[at..].chars().next() {
        if text[at..].starts_with(close) {
            return Some(at + close.len());
        }
        if open == 1 && character == '\n' {
            return Some(at); // No string goes over a line: the parser will say so.
        }
        at += character.len_utf8();
        if character == '\\' {
            at += text[at..].chars().next().map_or(0, char::len_utf8);
        }
    }
    None
}

/// Returns the length of the IRI with which a text begins; 1 where `<` is a comparison.
fn iri_end(text: &str) -> usize {
    let end = text[1..].find(|it: char| it <= ' ' || "<>\"{}|^`\\".contains(it));
    end.filter(|it| text[1 + it..].starts_with('>')).map_or(1, |it| it + 2)
}
