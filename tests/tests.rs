//! The one test binary.
mod eval;
mod record;
mod gold_readings;
mod graph;
mod views;
