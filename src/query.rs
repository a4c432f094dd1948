//! Queries: SPARQL asked of a store, and its answer as a table or in the standard formats.
use std::io::Write;

use anyhow::{Context as _, anyhow};
use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfSerializer};
use oxigraph::model::{NamedNode, Term, Triple, Variable};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{CancellationToken, QueryResults, SparqlEvaluator};
use oxigraph::store::Store;

use crate::ontology::{PREFIXES, shorten};

/// The answer to a query.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Of SELECT.
    Rows {
        /// The variables, in order.
        variables: Vec<Variable>,
        /// A value or none for each variable.
        rows: Vec<Vec<Option<Term>>>,
    },
    /// Of ASK.
    Truth(bool),
    /// Of CONSTRUCT and DESCRIBE, sorted, each once.
    Graph(Vec<Triple>),
}

/// The formats of an answer; tables are for the command line to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Rows as comma-separated values.
    Csv,
    /// Rows as tab-separated terms.
    Tsv,
    /// Rows as SPARQL results in JSON.
    Json,
    /// Rows as SPARQL results in XML.
    Xml,
    /// A graph as Turtle.
    Turtle,
    /// A graph as N-Triples.
    NTriples,
    /// A graph as JSON-LD.
    JsonLd,
}

/// Asks a store; the default graph of the query is the union of all graphs, and the usual prefixes are known.
///
/// `name` stands for the query in messages: a name of the library or a file.
///
/// # Errors
/// Fails where the query is wrong, naming it and the position, or is cancelled.
pub fn ask(
    store: &Store,
    name: &str,
    sparql: &str,
    cancel: Option<CancellationToken>,
) -> anyhow::Result<Answer> {
    let mut evaluator = SparqlEvaluator::new();
    for (prefix, namespace) in PREFIXES {
        evaluator = evaluator.with_prefix(prefix, namespace)?;
    }
    if let Some(cancel) = cancel {
        evaluator = evaluator.with_cancellation_token(cancel);
    }
    let mut query = evaluator
        .parse_query(sparql)
        .map_err(|error| anyhow!("{name}: {}", explain(sparql, &error.to_string())))?;
    if query.dataset().is_default_dataset() {
        query.dataset_mut().set_default_graph_as_union();
    }
    let run = || -> anyhow::Result<Answer> {
        Ok(match query.on_store(store).execute()? {
            QueryResults::Solutions(solutions) => {
                let variables = solutions.variables().to_vec();
                let mut rows = Vec::new();
                for solution in solutions {
                    let solution = solution?;
                    rows.push(
                        variables
                            .iter()
                            .map(|it| solution.get(it).cloned())
                            .collect(),
                    );
                }
                Answer::Rows { variables, rows }
            }
            QueryResults::Boolean(truth) => Answer::Truth(truth),
            QueryResults::Graph(triples) => {
                let mut triples = triples.collect::<Result<Vec<_>, _>>()?;
                triples.sort_by_cached_key(ToString::to_string);
                triples.dedup();
                Answer::Graph(triples)
            }
        })
    };
    run().with_context(|| name.to_owned())
}

/// Adds to a syntax error the line that it speaks of.
fn explain(sparql: &str, error: &str) -> String {
    let line = error
        .split(|it: char| !it.is_ascii_digit())
        .find_map(|it| it.parse::<usize>().ok());
    match line.and_then(|it| sparql.lines().nth(it.checked_sub(1)?)) {
        Some(line) => format!("{error}\n  {}", line.trim()),
        None => error.to_owned(),
    }
}

impl Answer {
    /// Returns the answer as a header and rows of text for people: IRIs short, literals bare.
    pub fn table(&self) -> (Vec<String>, Vec<Vec<String>>) {
        match self {
            Self::Rows { variables, rows } => {
                let header = variables.iter().map(|it| it.as_str().to_owned()).collect();
                let rows = rows
                    .iter()
                    .map(|row| {
                        row.iter()
                            .map(|it| it.as_ref().map(plain).unwrap_or_default())
                            .collect()
                    })
                    .collect();
                (header, rows)
            }
            Self::Truth(truth) => (vec!["answer".to_owned()], vec![vec![truth.to_string()]]),
            Self::Graph(triples) => {
                let header = ["subject", "predicate", "object"]
                    .map(str::to_owned)
                    .to_vec();
                let row = |it: &Triple| {
                    vec![
                        plain(&Term::from(it.subject.clone())),
                        shorten(it.predicate.as_str()),
                        plain(&it.object),
                    ]
                };
                (header, triples.iter().map(row).collect())
            }
        }
    }

    /// Returns how many rows or triples the answer has.
    pub fn len(&self) -> usize {
        match self {
            Self::Rows { rows, .. } => rows.len(),
            Self::Truth(_) => 1,
            Self::Graph(triples) => triples.len(),
        }
    }

    /// Says whether the answer has no row and no triple.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Writes the answer.
    ///
    /// # Errors
    /// Fails where the format is not for this kind of answer, or writing does.
    pub fn write(&self, format: Format, out: impl Write) -> anyhow::Result<()> {
        match (self, format) {
            (
                Self::Rows { variables, rows },
                Format::Csv | Format::Tsv | Format::Json | Format::Xml,
            ) => {
                let serializer = QueryResultsSerializer::from_format(results(format));
                let mut writer =
                    serializer.serialize_solutions_to_writer(out, variables.clone())?;
                for row in rows {
                    let bound = variables.iter().zip(row).filter_map(|(name, value)| {
                        Some((name.as_ref(), value.as_ref()?.as_ref()))
                    });
                    writer.serialize(bound)?;
                }
                writer.finish()?;
            }
            (Self::Truth(truth), Format::Csv | Format::Tsv | Format::Json | Format::Xml) => {
                QueryResultsSerializer::from_format(results(format))
                    .serialize_boolean_to_writer(out, *truth)?;
            }
            (Self::Graph(triples), Format::Turtle | Format::NTriples | Format::JsonLd) => {
                write_graph(triples, format, out)?
            }
            (Self::Graph(_), _) => anyhow::bail!(
                "CONSTRUCT and DESCRIBE give a graph: take turtle, ntriples or jsonld"
            ),
            _ => anyhow::bail!("SELECT and ASK give rows: take table, csv, tsv, json or xml"),
        }
        Ok(())
    }
}

fn results(format: Format) -> QueryResultsFormat {
    match format {
        Format::Csv => QueryResultsFormat::Csv,
        Format::Tsv => QueryResultsFormat::Tsv,
        Format::Xml => QueryResultsFormat::Xml,
        _ => QueryResultsFormat::Json,
    }
}

/// Writes triples, with the prefixes that they use.
fn write_graph(triples: &[Triple], format: Format, out: impl Write) -> anyhow::Result<()> {
    let mut serializer = RdfSerializer::from_format(match format {
        Format::Turtle => RdfFormat::Turtle,
        Format::JsonLd => RdfFormat::JsonLd {
            profile: JsonLdProfileSet::empty(),
        },
        _ => RdfFormat::NTriples,
    });
    let uses = |node: &NamedNode, namespace: &str| node.as_str().starts_with(namespace);
    for (prefix, namespace) in PREFIXES {
        let used = triples.iter().any(|triple| {
            let subject = matches!(&triple.subject, oxigraph::model::NamedOrBlankNode::NamedNode(it) if uses(it, namespace));
            let object = match &triple.object {
                Term::NamedNode(it) => uses(it, namespace),
                Term::Literal(it) => it.datatype().as_str().starts_with(namespace),
                Term::BlankNode(_) => false,
            };
            subject || object || uses(&triple.predicate, namespace)
        });
        if used {
            serializer = serializer.with_prefix(prefix, namespace)?;
        }
    }
    let mut writer = serializer.for_writer(out);
    for triple in triples {
        writer.serialize_triple(triple)?;
    }
    writer.finish()?;
    Ok(())
}

/// Returns a term for people.
pub fn plain(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => shorten(node.as_str()),
        Term::BlankNode(node) => node.to_string(),
        Term::Literal(literal) => literal.value().to_owned(),
    }
}
