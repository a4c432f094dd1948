//! The one test binary.
mod eval;
mod input;
mod reading;
mod record;
mod rules;
mod gold_readings;
mod graph;
mod views;
mod folder;
mod measure_graph;
mod questions;
