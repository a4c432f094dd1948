//! fangzhi: from newspaper pages to a knowledge graph whose every fact points back to its words.
//!
//! ```text
//! file ─read─▶ Page ─divide─▶ Article ─split─▶ Sentence ─mark─▶ Mention ─resolve─▶ Entity ─relate─▶ Statement ─encode─▶ Quad ─▶ Oxigraph
//! ```
//!
//! The modules are in reading order; each may use only those above it, which a test enforces.
//! Up to [`statement`] everything is pure: values in, values out, no I/O and no failure.
pub mod data;
pub mod dictionary;
pub mod words;
pub mod text;
pub mod number;
pub mod time;
pub mod value;
pub mod script;
pub mod glyph;
pub mod date;
pub mod article;
pub mod lexicon;
pub mod gazetteer;
pub mod segment;
pub mod input;
pub mod sentence;
pub mod entity;
pub mod mention;
pub mod statement;
pub mod confidence;
pub mod mask;
pub mod rule;
pub mod example;
pub mod scene;
pub mod topic;
pub mod rate;
pub mod post;
pub mod figure;
pub mod relation;
pub mod event;
pub mod flow;
pub mod pipeline;
pub mod record;
pub mod measure;
pub mod eval;
pub mod table;
pub mod gaps;
pub mod ontology;
pub mod iri;
pub mod encode;
pub mod derive;
pub mod union;
pub mod compared;
pub mod folder;
pub mod store;
pub mod lookup;
pub mod question;
pub mod query;
pub mod prompt;
pub mod thing;
pub mod show;
pub mod graph;
pub mod draw;
pub mod audit;
pub mod ledger;
pub mod sankey;
pub mod export;
pub mod diff;
