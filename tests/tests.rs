//! The one test binary.
mod architecture;
mod cli;
mod eval;
mod gold_readings;
mod graph;
mod input;
mod reading;
mod record;
mod rules;
mod table;
mod views;
mod folder;
mod measure_graph;
mod questions;
