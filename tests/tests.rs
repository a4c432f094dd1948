//! The one test binary.
mod architecture;
mod cli;
mod eval;
mod gold_readings;
mod graph;
mod input;
mod reading;
mod record;
mod table;
mod views;
