//! The one test binary.
mod architecture;
mod cli;
mod eval;
mod gold_readings;
mod graph;
mod record;
mod table;
mod views;
