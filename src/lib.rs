//! fangzhi: from newspaper pages to a knowledge graph whose every fact points back to its words.
//!
//! ```text
//! file ─read─▶ Page ─divide─▶ Article ─split─▶ Sentence ─mark─▶ Mention ─resolve─▶ Entity ─relate─▶ Statement ─encode─▶ Quad ─▶ Oxigraph
//! ```
//!
//! The modules are in reading order; each may use only those above it, which a test enforces.
//! Up to [`statement`] everything is pure: values in, values out, no I/O and no failure.
pub mod data;
pub mod text;
pub mod number;
pub mod period;
pub mod calendar;
pub mod moment;
pub mod time;
pub mod resolve;
pub mod unit;
pub mod bound;
pub mod value;
pub mod date;
pub mod article;
pub mod entity;
pub mod statement;
pub mod pipeline;
