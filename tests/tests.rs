//! The one test binary.
mod eval;
mod record;
mod rules;
