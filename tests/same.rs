//! The same bytes from the program for any number of threads, any order of its inputs, and every time.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::real;

/// Runs the program and returns what it prints.
fn run(arguments: &[&str], inputs: &[PathBuf]) -> String {
    let output =
        Command::new(env!("CARGO_BIN_EXE_fangzhi")).args(arguments).args(inputs).output().expect("the program");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Returns the samples and the made-up pages in three orders.
fn orders() -> [Vec<PathBuf>; 3] {
    let mut inputs = real::files("data/articles");
    inputs.extend(real::files("tests/made-up"));
    let backwards = inputs.iter().rev().cloned().collect();
    let mut mixed = inputs.clone();
    mixed.rotate_left(3);
    mixed.swap(0, 6);
    [inputs, backwards, mixed]
}

fn bytes(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(|it| it.expect("an entry").into_path());
    let files = entries.filter(|it| it.is_file());
    files.map(|it| (it.strip_prefix(folder).expect("inside").to_owned(), std::fs::read(&it).expect("a file"))).collect()
}

#[test]
fn quads_are_the_same_for_any_threads_and_order() {
    let [inputs, backwards, mixed] = orders();
    let first = run(&["extract", "--format", "nq", "--jobs", "1"], &inputs);
    assert!(first.lines().count() > 8000, "{} quads", first.lines().count());
    for (jobs, inputs) in [("1", &inputs), ("2", &inputs), ("1", &backwards), ("2", &backwards), ("2", &mixed)] {
        assert!(run(&["extract", "--format", "nq", "--jobs", jobs], inputs) == first, "{jobs} jobs, {inputs:?}");
    }
}

#[test]
fn records_are_the_same_for_any_threads() {
    let [inputs, ..] = orders();
    let first = run(&["extract", "--jobs", "1"], &inputs);
    assert!(first.lines().count() > 1000);
    assert!(run(&["extract", "--jobs", "2"], &inputs) == first);
}

#[test]
fn graphs_are_the_same_for_any_threads_and_order() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("same");
    let _ = std::fs::remove_dir_all(&folder);
    let [inputs, backwards, mixed] = orders();
    let mut graphs = Vec::new();
    for (number, (jobs, inputs)) in
        [("1", &inputs), ("2", &inputs), ("2", &backwards), ("1", &mixed)].iter().enumerate()
    {
        let graph = folder.join(number.to_string());
        let path = graph.to_string_lossy().into_owned();
        run(&["build", "--jobs", jobs, "--graph", &path], inputs);
        graphs.push(bytes(&graph));
        // Once more into the same folder: nothing is new.
        run(&["build", "--jobs", jobs, "--graph", &path], inputs);
        assert!(bytes(&graph) == graphs[number], "built again");
    }
    assert!(graphs[0].len() > 10, "{:?}", graphs[0].keys());
    for other in &graphs[1..] {
        assert!(graphs[0].keys().eq(other.keys()), "{:?} {:?}", graphs[0].keys(), other.keys());
        for (path, bytes) in &graphs[0] {
            assert!(other[path] == *bytes, "{} differs", path.display());
        }
    }
}
