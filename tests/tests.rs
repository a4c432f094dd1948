//! The one test binary.
mod values;
