//! The runs in the README and in `commands.md` are real ones: their commands print what stands there. `UPDATE=1` writes
//! what they print.
use std::path::{Path, PathBuf};
use std::process::Command;

use regex::Regex;

/// Runs a command line in a folder that holds the samples, as a shell does.
fn output(folder: &Path, line: &str) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_fangzhi")).parent().expect("a folder").to_path_buf();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(std::iter::once(program).chain(std::env::split_paths(&path))).expect("a path");
    let output = Command::new("sh").args(["-c", line]).current_dir(folder).env("PATH", path).output().expect("a run");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && errors.is_empty(), "{line}: {errors}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Makes a folder with a way to the samples and their gold and no graph.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    for part in ["data/articles", "tests/gold"] {
        std::fs::create_dir_all(folder.join(part)).expect("a folder");
        for entry in std::fs::read_dir(part).expect("the samples") {
            let path = entry.expect("a sample").path();
            if path.is_file() {
                std::fs::copy(&path, folder.join(&path)).expect("a copy");
            }
        }
    }
    folder
}

/// Checks that the commands of a page print what stands behind them there; returns the commands.
fn check_page(page: &str) -> Vec<String> {
    let text = std::fs::read_to_string(page).expect("a page");
    let block = Regex::new(r"(?s)```console\n(.*?)```").expect("a pattern");
    let seconds = Regex::new(r"\([0-9.]+ s\)").expect("a pattern");
    let folder = folder(page.rsplit('/').next().unwrap_or_default());
    let mut commands = Vec::new();
    let mut run = |written: &str| {
        let mut printed = String::new();
        for line in written.lines().filter_map(|it| it.strip_prefix("$ ")) {
            printed += &format!("$ {line}\n{}\n", output(&folder, line));
            commands.push(line.to_owned());
        }
        format!("```console\n{}\n```", printed.trim_end())
    };
    let printed = block.replace_all(&text, |it: &regex::Captures<'_>| run(&it[1])).into_owned();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(page, &printed).expect("a page");
    } else {
        let timeless = |text: &str| seconds.replace_all(text, "(s)").into_owned();
        assert_eq!(timeless(&text), timeless(&printed), "`UPDATE=1 tests/run readme` writes what is printed now");
    }
    commands
}

#[test]
fn the_run_in_the_readme_is_a_real_one() {
    assert!(check_page("README.md").len() >= 3);
    if std::env::var_os("UPDATE").is_some() {
        let readme = std::fs::read_to_string("README.md").expect("README.md");
        let drawing = Regex::new(r"`(fangzhi draw [^`]*)`:").expect("a pattern");
        let drawing = drawing.captures(&readme).expect("a drawing")[1].to_owned();
        let folder = folder("drawing");
        output(&folder, "fangzhi build data/articles");
        std::fs::write("tests/drawing.svg", output(&folder, &drawing)).expect("the drawing");
    }
}

#[test]
fn the_run_of_every_command_is_a_real_one() {
    let commands = check_page("tests/commands.md");
    let help = Command::new(env!("CARGO_BIN_EXE_fangzhi")).arg("--help").output().expect("a run");
    let help = String::from_utf8(help.stdout).expect("UTF-8");
    let listed = help.split("Commands:").nth(1).and_then(|it| it.split("Options:").next()).expect("commands");
    for command in listed.lines().filter_map(|it| it.split_whitespace().next()).filter(|it| *it != "help") {
        let shown = commands.iter().any(|it| it.starts_with(&format!("fangzhi {command}")));
        assert!(shown, "{command}: not in tests/commands.md");
    }
}
