//! The run in the README is a real one: its commands print what stands there. `UPDATE=1` writes what they print.
use std::path::{Path, PathBuf};
use std::process::Command;

use regex::Regex;

/// Runs a command line of the README in a folder that holds the samples.
fn output(folder: &Path, line: &str) -> String {
    let mut words = line.split_whitespace();
    assert_eq!(words.next(), Some("fangzhi"), "{line}");
    let output = Command::new(env!("CARGO_BIN_EXE_fangzhi")).args(words).current_dir(folder).output().expect("a run");
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Makes a folder with a way to the samples and no graph.
fn folder() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("readme");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("data/articles")).expect("a folder");
    for entry in std::fs::read_dir("data/articles").expect("the samples") {
        let path = entry.expect("a sample").path();
        std::fs::copy(&path, folder.join(&path)).expect("a copy");
    }
    folder
}

#[test]
fn the_run_in_the_readme_is_a_real_one() {
    let readme = std::fs::read_to_string("README.md").expect("README.md");
    let block = Regex::new(r"(?s)```console\n(.*?)```").expect("a pattern");
    let seconds = Regex::new(r"\([0-9.]+ s\)").expect("a pattern");
    let written = block.captures(&readme).expect("a run")[1].to_owned();
    let folder = folder();
    let mut printed = String::new();
    for line in written.lines().filter_map(|it| it.strip_prefix("$ ")) {
        printed += &format!("$ {line}\n{}\n", output(&folder, line));
    }
    assert!(printed.matches("$ fangzhi").count() >= 3);
    let timeless = |text: &str| seconds.replace_all(text, "(s)").trim().to_owned();
    if std::env::var_os("UPDATE").is_some() {
        let printed = format!("```console\n{}\n```", printed.trim());
        std::fs::write("README.md", block.replace(&readme, regex::NoExpand(&printed)).as_bytes()).expect("README.md");
        let drawing = Regex::new(r"`(fangzhi draw [^`]*)`:").expect("a pattern");
        let drawing = drawing.captures(&readme).expect("a drawing")[1].to_owned();
        std::fs::write("tests/drawing.svg", output(&folder, &drawing)).expect("the drawing");
        return;
    }
    assert_eq!(timeless(&written), timeless(&printed), "`UPDATE=1 tests/run readme` writes what is printed now");
}
