//! Where words, rules, places, the ontology and the queries come from: the binary, or a folder.
use std::borrow::Cow;
use std::path::PathBuf;

use anyhow::Context;
use rust_embed::RustEmbed;

/// The folders that the binary carries, read from disk in a debug build.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR"]
#[include = "data/words/*"]
#[include = "data/rules/*"]
#[include = "data/export/*"]
#[include = "data/gazetteer/*"]
#[include = "data/same.tsv"]
#[include = "data/confidence.tsv"]
#[include = "data/eval.toml"]
#[include = "ontology/*"]
#[include = "queries/*"]
struct Embedded;

/// The data that the program runs on.
#[derive(Clone, Debug, Default)]
pub struct Data {
    /// A folder that stands in for the carried `data`, from `--data DIR`.
    pub dir: Option<PathBuf>,
}

impl Data {
    /// Returns the file at `path`, which begins with `data/`, `ontology/` or `queries/`.
    ///
    /// # Errors
    /// Fails where there is no such file, or it cannot be read.
    pub fn bytes(&self, path: &str) -> anyhow::Result<Cow<'static, [u8]>> {
        if let (Some(dir), Some(rest)) = (&self.dir, path.strip_prefix("data/")) {
            let path = dir.join(rest);
            return Ok(Cow::Owned(std::fs::read(&path).with_context(|| format!("{}", path.display()))?));
        }
        let file = Embedded::get(path).with_context(|| format!("{path}: no such file in the program's data"))?;
        Ok(file.data)
    }

    /// Returns the file at `path` as text.
    ///
    /// # Errors
    /// Fails as [`Data::bytes`] does, and where the file is not UTF-8.
    pub fn text(&self, path: &str) -> anyhow::Result<Cow<'static, str>> {
        match self.bytes(path)? {
            Cow::Borrowed(it) => Ok(Cow::Borrowed(std::str::from_utf8(it).with_context(|| path.to_owned())?)),
            Cow::Owned(it) => Ok(Cow::Owned(String::from_utf8(it).with_context(|| path.to_owned())?)),
        }
    }

    /// Returns the paths of the files under a folder, sorted.
    ///
    /// # Errors
    /// Fails where a folder given by `--data` cannot be read.
    pub fn list(&self, folder: &str) -> anyhow::Result<Vec<String>> {
        let mut paths = Vec::new();
        match (&self.dir, folder.strip_prefix("data/")) {
            (Some(dir), Some(rest)) => {
                let dir = dir.join(rest);
                for entry in std::fs::read_dir(&dir).with_context(|| format!("{}", dir.display()))? {
                    let entry = entry?;
                    if entry.file_type()?.is_file() {
                        paths.push(format!("{folder}/{}", entry.file_name().to_string_lossy()));
                    }
                }
            }
            _ => {
                let prefix = format!("{folder}/");
                paths.extend(Embedded::iter().filter(|it| it.starts_with(&prefix)).map(Cow::into_owned));
            }
        }
        paths.sort();
        Ok(paths)
    }
}

/// Returns the parts of a text between the places of an ASCII character: the lines of a table, the fields of a line.
/// The large tables are read at each start, and the standard library takes twice as long.
pub fn split(text: &str, at: u8) -> impl Iterator<Item = &str> {
    let mut start = 0;
    memchr::memchr_iter(at, text.as_bytes()).chain([text.len()]).map(move |end| {
        let part = &text[start..end];
        start = end + 1;
        part
    })
}

/// Returns the lines of a table.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    let lines = split(text.strip_suffix('\n').unwrap_or(text), b'\n');
    lines.map(|it| it.strip_suffix('\r').unwrap_or(it))
}
