//! The command line as clap reads it: commands, options, help. Types only.
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Returns the examples of a command and what the exit codes mean.
macro_rules! help {
    ($command:literal) => {
        concat!(
            include_str!(concat!("../data/help/", $command, ".txt")),
            "
",
            include_str!("../data/help/exit.txt")
        )
    };
}

/// Turn Chinese local newspaper articles into a knowledge graph whose every fact points back to its words
#[derive(Debug, Parser)]
#[command(name = "fangzhi", version, after_help = include_str!("../data/help/exit.txt"), max_term_width = 100)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) common: Common,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Args, Debug)]
pub(crate) struct Common {
    /// The folder of the graph
    #[arg(long, value_name = "DIR", default_value = "graph", global = true)]
    pub(crate) graph: PathBuf,
    /// A folder of words, rules and places to use instead of those that the program carries
    #[arg(long, value_name = "DIR", global = true)]
    pub(crate) data: Option<PathBuf>,
    /// How many threads to use [default: one a core]
    #[arg(long, value_name = "N", global = true)]
    pub(crate) jobs: Option<usize>,
    /// Tell on standard error how long each stage took
    #[arg(long, global = true)]
    pub(crate) timings: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read articles and store what they say as a graph
    #[command(after_help = help!("build"))]
    Build(Build),
    /// Print what articles say, without a graph
    #[command(after_help = help!("extract"))]
    Extract(Extract),
    /// Ask the graph: a question of the library, a file, or SPARQL
    #[command(after_help = help!("query"))]
    Query(Query),
    /// List the questions of the library
    #[command(after_help = help!("queries"))]
    Queries(Rows),
    /// Show all that the graph says of one thing
    #[command(after_help = help!("show"))]
    Show(About),
    /// Show where a fact stands: file, line, sentence and rule
    #[command(after_help = help!("why"))]
    Why(Why),
    /// Find how two things hang together: the shortest ways, each step with its facts
    #[command(after_help = help!("path"))]
    Path(Path),
    /// List what lies within a few steps of a thing
    #[command(after_help = help!("near"))]
    Near(Near),
    /// Rank things by how much hangs on them
    #[command(after_help = help!("rank"))]
    Rank(Rank),
    /// Find groups of things that hang together
    #[command(after_help = help!("groups"))]
    Groups(Groups),
    /// List the dated facts of a thing or a place in the order of time
    #[command(after_help = help!("timeline"))]
    Timeline(Timeline),
    /// Draw what surrounds things, the paths between two, or the whole graph
    #[command(after_help = help!("draw"))]
    Draw(Draw),
    /// Follow the money from, to or for one thing
    #[command(after_help = help!("trace"))]
    Trace(Trace),
    /// Compare the facts of all articles: what disagrees, adds up or is told twice
    #[command(after_help = help!("audit"))]
    Audit(Audit),
    /// Hand the graph on to other tools
    #[command(after_help = help!("export"))]
    Export(Export),
    /// Compare two graphs: facts and entities gained and lost
    #[command(after_help = help!("diff"))]
    Diff(Diff),
    /// Score an extraction against gold
    #[command(after_help = help!("eval"))]
    Eval(Eval),
    /// List what looks like a fact and from which nothing was taken, and why
    #[command(after_help = help!("gaps"))]
    Gaps(Gaps),
    /// Show what the rules make of one sentence
    #[command(after_help = help!("try"))]
    Try(Try),
    /// Print completions for a shell
    #[command(after_help = help!("completions"))]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// What is read, and what is known of it from outside.
#[derive(Args, Clone, Debug)]
pub(crate) struct Input {
    /// Text files, JSONL files, folders of them, or - for standard input
    #[arg(value_name = "INPUT")]
    pub(crate) paths: Vec<PathBuf>,
    /// The division that the paper serves, where the text does not tell: a name or a code
    #[arg(long, value_name = "PLACE")]
    pub(crate) home: Option<String>,
    /// The date of publication, where the text does not tell: 2020, 2020-05 or 2020-05-12
    #[arg(long, value_name = "DATE")]
    pub(crate) date: Option<String>,
    /// Leave out facts of rules that are right less often than this, 0 to 1
    #[arg(long, value_name = "SHARE", default_value_t = 0.0)]
    pub(crate) min_confidence: f32,
}

#[derive(Args, Debug)]
pub(crate) struct Build {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Do not compare the facts of all articles: no money told twice, no figures that agree or differ
    #[arg(long)]
    pub(crate) no_derive: bool,
    /// A table of things that are one, or not one, instead of the program's
    #[arg(long, value_name = "FILE", conflicts_with = "no_derive")]
    pub(crate) same: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(crate) struct Extract {
    #[command(flatten)]
    pub(crate) input: Input,
    /// What to print
    #[arg(long, value_enum, default_value_t = ExtractFormat::Jsonl)]
    pub(crate) format: ExtractFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExtractFormat {
    /// The records of the annotation guidelines, one a line
    Jsonl,
    /// N-Quads
    Nq,
    /// Turtle, all graphs in one
    Ttl,
    /// `TriG`
    Trig,
}

#[derive(Args, Debug)]
pub(crate) struct Query {
    /// A question of the library (see `fangzhi queries`) or a file that ends in .rq; without it, a prompt opens, or
    /// queries are read from standard input
    #[arg(value_name = "NAME|FILE.rq")]
    pub(crate) name: Option<String>,
    /// What the question's parameters stand for
    #[arg(value_name = "NAME=VALUE")]
    pub(crate) parameters: Vec<String>,
    #[command(flatten)]
    pub(crate) sure: Sure,
    /// SPARQL, with the usual prefixes known
    #[arg(short, long, value_name = "SPARQL", conflicts_with_all = ["name", "parameters"])]
    pub(crate) expression: Option<String>,
    /// How to print: rows in the first five, graphs in the last three
    #[arg(long, value_enum)]
    pub(crate) format: Option<QueryFormat>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum QueryFormat {
    Table,
    Csv,
    Tsv,
    Json,
    Xml,
    Ttl,
    Nt,
    Jsonld,
}

#[derive(Args, Debug)]
pub(crate) struct Rows {
    /// How to print
    #[arg(long, value_enum, default_value_t = RowFormat::Table)]
    pub(crate) format: RowFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RowFormat {
    Table,
    Csv,
    Tsv,
    Json,
}

#[derive(Args, Debug)]
pub(crate) struct About {
    /// A name, or an IRI as the graph writes it
    #[arg(value_name = "NAME|IRI")]
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) sure: Sure,
    #[command(flatten)]
    pub(crate) rows: Rows,
}

/// What is believed.
#[derive(Args, Debug)]
pub(crate) struct Sure {
    /// Leave out facts of rules that are right less often than this, 0 to 1
    #[arg(long, value_name = "SHARE", default_value_t = 0.0)]
    pub(crate) min_confidence: f64,
}

#[derive(Args, Debug)]
pub(crate) struct Trace {
    #[command(flatten)]
    pub(crate) about: About,
    /// Print the sums instead of the flows; a table has both
    #[arg(long)]
    pub(crate) sums: bool,
    /// How many steps to follow the money: on to whom the paid pay, back to who pays the payer
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=20))]
    pub(crate) depth: u32,
    /// Only money of this date or later: 2020, 2020-05 or 2020-05-12
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<String>,
    /// Only money of this date or earlier
    #[arg(long, value_name = "DATE")]
    pub(crate) to: Option<String>,
    /// Only money that is completed, pledged or planned
    #[arg(long, value_name = "STATUS", value_delimiter = ',')]
    pub(crate) status: Vec<String>,
    /// Print CSV: short for --format csv
    #[arg(long, conflicts_with_all = ["dot", "svg", "xlsx", "format"])]
    pub(crate) csv: bool,
    /// Write a workbook: the flows, and sums that are formulas over them
    #[arg(long, value_name = "FILE", conflicts_with_all = ["dot", "svg", "sums"])]
    pub(crate) xlsx: Option<PathBuf>,
    /// Print a flow diagram in GraphViz's language
    #[arg(long, conflicts_with_all = ["svg", "sums"])]
    pub(crate) dot: bool,
    /// Print a flow diagram as a picture, each flow as wide as its amount
    #[arg(long, conflicts_with = "sums")]
    pub(crate) svg: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Audit {
    /// Only what concerns one thing: a name, or an IRI as the graph writes it
    #[arg(value_name = "NAME|IRI")]
    pub(crate) name: Option<String>,
    /// Only these verdicts, as `contradicts` or `roundsTo`
    #[arg(long, value_name = "VERDICT", value_delimiter = ',')]
    pub(crate) verdict: Vec<String>,
    #[command(flatten)]
    pub(crate) sure: Sure,
    #[command(flatten)]
    pub(crate) rows: Rows,
}

#[derive(Args, Debug)]
pub(crate) struct Why {
    /// The IRI of a fact
    pub(crate) iri: String,
    #[command(flatten)]
    pub(crate) rows: Rows,
}

/// Which facts are gone along.
#[derive(Args, Debug)]
pub(crate) struct Along {
    #[command(flatten)]
    pub(crate) sure: Sure,
    /// Only facts that have to do with this place or what lies in it
    #[arg(long, value_name = "PLACE")]
    pub(crate) place: Option<String>,
    /// Only facts of this day, month or year, or later; of a fact without a date, that of its article counts
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<String>,
    /// Only facts of this day, month or year, or earlier
    #[arg(long, value_name = "DATE")]
    pub(crate) to: Option<String>,
    /// Go also from a place to what it lies in, which no sentence says
    #[arg(long)]
    pub(crate) within: bool,
}

/// Where paths lead through.
#[derive(Args, Debug)]
pub(crate) struct Through {
    /// Only paths through this thing; may be given again
    #[arg(long, value_name = "NAME")]
    pub(crate) via: Vec<String>,
    /// Only paths that leave out this thing; may be given again
    #[arg(long, value_name = "NAME")]
    pub(crate) not: Vec<String>,
}

/// How a traversal is printed.
#[derive(Args, Debug)]
pub(crate) struct Told {
    #[command(flatten)]
    pub(crate) rows: Rows,
    /// Print the edges that it ran on, one a fact, instead of the answer
    #[arg(long)]
    pub(crate) explain: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Path {
    /// Where it starts: a name or an IRI
    #[arg(value_name = "NAME|IRI")]
    pub(crate) start: String,
    /// Where it ends: a name or an IRI
    #[arg(value_name = "NAME|IRI")]
    pub(crate) end: String,
    #[command(flatten)]
    pub(crate) through: Through,
    /// Go only through things of these classes, as `Person` or `Place`
    #[arg(long, value_name = "CLASS", value_delimiter = ',')]
    pub(crate) class: Vec<String>,
    /// How many paths to find
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(crate) limit: usize,
    /// How many steps a path may have
    #[arg(long, value_name = "N", default_value_t = 8)]
    pub(crate) depth: usize,
    #[command(flatten)]
    pub(crate) along: Along,
    #[command(flatten)]
    pub(crate) told: Told,
}

#[derive(Args, Debug)]
pub(crate) struct Near {
    /// A name, or an IRI as the graph writes it
    #[arg(value_name = "NAME|IRI")]
    pub(crate) name: String,
    /// How many steps to go
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) depth: usize,
    /// Go only to things of these classes, as `Person` or `Place`
    #[arg(long, value_name = "CLASS", value_delimiter = ',')]
    pub(crate) class: Vec<String>,
    #[command(flatten)]
    pub(crate) along: Along,
    #[command(flatten)]
    pub(crate) told: Told,
}

#[derive(Args, Debug)]
pub(crate) struct Rank {
    /// What to rank by
    #[arg(long, value_enum, default_value_t = RankBy::Degree)]
    pub(crate) by: RankBy,
    /// List only things of these classes, as `Person` or `Place`; all are counted
    #[arg(long, value_name = "CLASS", value_delimiter = ',')]
    pub(crate) class: Vec<String>,
    /// How many to list
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,
    #[command(flatten)]
    pub(crate) along: Along,
    #[command(flatten)]
    pub(crate) told: Told,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RankBy {
    /// How many neighbours a thing has
    Degree,
    /// How often one comes to it who goes from neighbour to neighbour
    Pagerank,
    /// The share of the shortest ways between others that lead through it
    Betweenness,
}

#[derive(Args, Debug)]
pub(crate) struct Groups {
    /// Only things of these classes, as `Person` or `Place`
    #[arg(long, value_name = "CLASS", value_delimiter = ',')]
    pub(crate) class: Vec<String>,
    /// How many groups to list, the largest first
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) limit: usize,
    #[command(flatten)]
    pub(crate) along: Along,
    #[command(flatten)]
    pub(crate) told: Told,
}

#[derive(Args, Debug)]
pub(crate) struct Timeline {
    /// A name, or an IRI as the graph writes it; of a place, all that lies in it counts
    #[arg(value_name = "NAME|IRI")]
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) sure: Sure,
    /// Only facts of these classes, of Tenure, Event, Flow, Figure and Relation
    #[arg(long, value_name = "CLASS", value_delimiter = ',')]
    pub(crate) class: Vec<String>,
    /// Only facts of this day, month or year, or later
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<String>,
    /// Only facts of this day, month or year, or earlier
    #[arg(long, value_name = "DATE")]
    pub(crate) to: Option<String>,
    #[command(flatten)]
    pub(crate) rows: Rows,
    /// Print the SPARQL that gets the same facts instead
    #[arg(long)]
    pub(crate) explain: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Draw {
    /// Names, or IRIs as the graph writes them; without any, the whole graph
    #[arg(value_name = "NAME|IRI")]
    pub(crate) names: Vec<String>,
    /// Draw the paths between two things
    #[arg(long)]
    pub(crate) path: bool,
    #[command(flatten)]
    pub(crate) through: Through,
    /// Colour groups of things that hang together
    #[arg(long)]
    pub(crate) groups: bool,
    /// How many steps to go [default: 1; of paths, 8]
    #[arg(long, value_name = "N")]
    pub(crate) depth: Option<usize>,
    /// Go only to things of these classes, as `Person` or `Place`
    #[arg(long, value_name = "CLASS", value_delimiter = ',')]
    pub(crate) class: Vec<String>,
    #[command(flatten)]
    pub(crate) along: Along,
    /// How many things a drawing may have [default: 300, of GraphML, GEXF and JSON any number]
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    /// What to print
    #[arg(long, value_enum, default_value_t = DrawFormat::Dot)]
    pub(crate) format: DrawFormat,
    /// Print the edges that are drawn, one a fact, instead
    #[arg(long)]
    pub(crate) explain: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DrawFormat {
    /// GraphViz's language
    Dot,
    /// A picture, with links to the facts
    Svg,
    /// Mermaid, for Markdown
    Mermaid,
    /// GraphML, for yEd and Gephi
    Graphml,
    /// GEXF, for Gephi
    Gexf,
    /// Nodes and links in JSON, for D3 and networkx
    Json,
}

#[derive(Args, Debug)]
pub(crate) struct Export {
    /// What to write
    #[arg(long, value_enum, default_value_t = ExportFormat::Nq)]
    pub(crate) format: ExportFormat,
    /// The file, or of csv the folder, to write to [default: standard output]
    #[arg(short, long, value_name = "FILE|DIR")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) sure: Sure,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// N-Quads, sorted
    Nq,
    /// `TriG`
    Trig,
    /// Turtle, all graphs in one
    Ttl,
    /// JSON-LD
    Jsonld,
    /// RDF/XML, all graphs in one
    Rdfxml,
    /// Tables by class, a Frictionless data package
    Csv,
    /// Entities of `FollowTheMoney`, JSON lines
    Ftm,
    /// Posts as Popolo JSON
    Popolo,
}

#[derive(Args, Debug)]
pub(crate) struct Diff {
    /// The folder of the graph as it was
    #[arg(value_name = "BEFORE")]
    pub(crate) before: PathBuf,
    /// The folder of the graph as it is
    #[arg(value_name = "AFTER")]
    pub(crate) after: PathBuf,
    #[command(flatten)]
    pub(crate) sure: Sure,
    #[command(flatten)]
    pub(crate) rows: Rows,
}

#[derive(Args, Debug)]
pub(crate) struct Eval {
    /// The folder of gold files
    pub(crate) gold: PathBuf,
    /// The folder of texts, or of records of the same names
    pub(crate) input: PathBuf,
    /// List what is missing and wrong of a kind, as `post` or `mention.Place`
    #[arg(long, value_name = "KIND")]
    pub(crate) errors: Option<String>,
    /// Count how often what each rule found is right and wrong
    #[arg(long, conflicts_with = "errors")]
    pub(crate) rules: bool,
    /// Score only documents whose name contains this
    #[arg(long, value_name = "STEM")]
    pub(crate) doc: Option<String>,
    /// A file of lines `stem<tab>date`: when the texts were published
    #[arg(long, value_name = "TSV")]
    pub(crate) dates: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) rows: Rows,
}

#[derive(Args, Debug)]
pub(crate) struct Gaps {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Print only how many there are of each kind, by article and in total
    #[arg(long)]
    pub(crate) totals: bool,
    #[command(flatten)]
    pub(crate) rows: Rows,
}

#[derive(Args, Debug)]
pub(crate) struct Try {
    /// The sentence
    pub(crate) sentence: String,
    /// The division that the paper serves: a name or a code
    #[arg(long, value_name = "PLACE")]
    pub(crate) home: Option<String>,
    /// The date of publication: 2020, 2020-05 or 2020-05-12
    #[arg(long, value_name = "DATE")]
    pub(crate) date: Option<String>,
}
