//! The one test binary.
mod eval;
mod input;
mod reading;
mod record;
mod gold_readings;
mod graph;
mod views;
mod values;
