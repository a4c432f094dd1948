//! The one test binary.
mod folder;
mod gold_readings;
mod graph;
mod measure_graph;
mod questions;
