//! The one test binary.
mod gold_readings;
mod graph;
mod measure_graph;
mod questions;
