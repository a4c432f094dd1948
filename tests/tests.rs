//! The one test binary.
mod input;
mod reading;
