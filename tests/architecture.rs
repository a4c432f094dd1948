//! The order of the modules, the language of the code, and that nothing of the samples sits in code, rules or words.
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use regex::Regex;
use serde_json::Value;

/// The modules that read Chinese numerals, dates and characters, and so hold some.
const CHINESE: [&str; 5] =
    ["src/number.rs", "src/time/mod.rs", "src/time/moment.rs", "src/value/bound.rs", "src/value/mod.rs"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the files under a folder of the project, with their texts, by path.
fn files(folder: &str, ending: &str) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let folder = root().join(folder);
    for entry in walkdir::WalkDir::new(&folder).into_iter().filter(|_| folder.is_dir()) {
        let path = entry.expect("an entry").into_path();
        if path.is_file() && path.to_string_lossy().ends_with(ending) {
            let name = path.strip_prefix(root()).expect("inside").to_string_lossy().into_owned();
            if name.starts_with("src/bin/") {
                continue; // Tools of whoever works here, no part of the project.
            }
            files.insert(name, std::fs::read_to_string(&path).expect("a text"));
        }
    }
    files
}

fn modules() -> Vec<String> {
    let text = std::fs::read_to_string(root().join("src/lib.rs")).expect("lib.rs");
    text.lines().filter_map(|it| it.strip_prefix("pub mod ")?.strip_suffix(';').map(str::to_owned)).collect()
}

/// Returns the files of a module: its own, and those of its folder.
fn files_of(module: &str) -> Vec<PathBuf> {
    let mut paths = vec![root().join(format!("src/{module}.rs"))];
    let folder = root().join(format!("src/{module}"));
    if folder.is_dir() {
        paths.extend(walkdir::WalkDir::new(folder).into_iter().flatten().map(walkdir::DirEntry::into_path));
    }
    paths.into_iter().filter(|it| it.is_file()).collect()
}

#[test]
fn a_module_uses_only_those_above_it() {
    let modules = modules();
    assert!(modules.len() > 20, "{modules:?}");
    let one = Regex::new(r"crate::([a-z_]+)").expect("a pattern");
    let many = Regex::new(r"crate::\{([^;]*)\}\s*;").expect("a pattern");
    let head = Regex::new(r"(?:^|,)\s*([a-z_]+)").expect("a pattern");
    let mut wrong = Vec::new();
    for (place, module) in modules.iter().enumerate() {
        let paths = files_of(module);
        assert!(!paths.is_empty(), "{module}: no file");
        for path in paths {
            let text = std::fs::read_to_string(&path).expect("a text");
            let mut used: BTreeSet<String> = one.captures_iter(&text).map(|it| it[1].to_owned()).collect();
            for group in many.captures_iter(&text) {
                used.extend(head.captures_iter(&group[1]).map(|it| it[1].to_owned()));
            }
            for other in used {
                if modules.iter().position(|it| *it == other).is_some_and(|it| it > place) {
                    wrong.push(format!("{module} uses {other}, which is below it"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_part_of_a_folder_uses_only_the_parts_above_it() {
    let listed = Regex::new(r"(?m)^(?:pub )?mod ([a-z_]+);").expect("a pattern");
    let (mut folders, mut wrong) = (0, Vec::new());
    for module in modules() {
        let Ok(text) = std::fs::read_to_string(root().join(format!("src/{module}/mod.rs"))) else { continue };
        let parts: Vec<&str> = listed.captures_iter(&text).map(|it| it.get(1).expect("a name").as_str()).collect();
        folders += 1;
        for (place, part) in parts.iter().enumerate() {
            for path in files_of(&format!("{module}/{part}")) {
                let text = std::fs::read_to_string(&path).expect("a text");
                for below in &parts[place + 1..] {
                    let used = Regex::new(&format!(r"(crate::{module}|super)::{below}\b")).expect("a pattern");
                    if used.is_match(&text) {
                        wrong.push(format!("{module}::{part} uses {module}::{below}, which is below it"));
                    }
                }
            }
        }
    }
    assert!(folders > 10, "{folders}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_is_listed_opens_with_its_purpose_and_is_not_too_long() {
    let modules = modules();
    let mut wrong = Vec::new();
    for (path, text) in files("src", ".rs") {
        let module = path.trim_start_matches("src/").split(['/', '.']).next().unwrap_or_default().to_owned();
        let program = ["main", "lib", "cli", "command"].contains(&module.as_str());
        if !program && !modules.contains(&module) {
            wrong.push(format!("{path}: not listed in src/lib.rs"));
        }
        if !text.starts_with("//! ") {
            wrong.push(format!("{path}: does not open with //!"));
        }
        if text.lines().count() > 600 {
            wrong.push(format!("{path}: {} lines", text.lines().count()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn chinese_lives_in_data() {
    let chinese = Regex::new(r"\p{Han}").expect("a pattern");
    let mut wrong = Vec::new();
    for (path, text) in files("src", ".rs").into_iter().filter(|it| !CHINESE.contains(&it.0.as_str())) {
        // Comments may show what they speak of.
        let code = |it: &&str| !it.trim_start().starts_with("//");
        let lines = text.lines().enumerate().filter(|it| code(&it.1));
        let lines = lines.filter(|it| chinese.is_match(it.1.split(" // ").next().unwrap_or_default()));
        wrong.extend(lines.map(|(at, line)| format!("{path}:{}: {}", at + 1, line.trim())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_of_the_samples_is_in_code_rules_or_words() {
    let bodies = ["Person", "Organization", "Project", "Program"];
    let national = std::fs::read_to_string(root().join("tests/national.txt")).expect("a list");
    let national: BTreeSet<&str> = national.lines().collect();
    let mut names = BTreeSet::new();
    for text in files("tests/gold", ".jsonl").into_values() {
        for line in text.lines() {
            let record: Value = serde_json::from_str(line).expect("a record");
            let name = record["name"].as_str().unwrap_or_default();
            let named = record["kind"] == "mention" && record["type"].as_str().is_some_and(|it| bodies.contains(&it));
            if named && name.chars().count() >= 3 && !national.contains(name) {
                names.insert(name.to_owned());
            }
        }
    }
    assert!(names.len() > 100, "{}", names.len());
    let texts = [files("src", ".rs"), files("data/rules", ".toml"), files("data/words", ".txt")];
    let mut wrong = Vec::new();
    for (path, text) in texts.iter().flatten() {
        wrong.extend(names.iter().filter(|it| text.contains(*it)).map(|it| format!("{path}: {it}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
