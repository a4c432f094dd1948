//! The one test binary.
mod eval;
mod input;
mod reading;
mod record;
