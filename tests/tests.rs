//! The one test binary.
mod architecture;
mod cli;
mod eval;
mod event;
mod folder;
mod gold_readings;
mod graph;
mod input;
mod measure_graph;
mod questions;
mod reading;
mod readme;
mod record;
mod rules;
mod table;
mod views;
