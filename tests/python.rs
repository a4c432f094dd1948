//! Other people's programs that read what the tests wrote: they run in the Python that `tests/run` sets up.
use std::process::{Command, Output};

/// Runs Python with `args` from the root of the project. None without the environment variable `PYTHON`: a plain `cargo test` on a
/// machine that has not these packages leaves such checks out, `tests/run` and continuous integration never do.
pub(crate) fn python(args: &[&str]) -> Option<Output> {
    let Some(python) = std::env::var_os("PYTHON") else {
        assert!(std::env::var_os("CI").is_none(), "PYTHON is not set: run tests/run");
        return None;
    };
    Some(Command::new(python).args(args).current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("PYTHON runs"))
}
