//! `export` and `diff`: the graph as other tools read it, and what one graph has and another has not.
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use fangzhi::export::rdf::{self, Syntax};
use fangzhi::export::{contents, ftm, package, popolo};
use fangzhi::ontology::Ontology;
use fangzhi::{diff, store};

use super::read::Progress;
use super::{Outcome, Session, open, print, tell};
use crate::cli::{Diff, Export, ExportFormat, RowFormat};

pub(super) fn run(session: &mut Session, options: &Export, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    if let (ExportFormat::Csv, None) = (options.format, &options.output) {
        anyhow::bail!("--format csv writes a folder of tables: name it with -o DIR");
    }
    let ontology = session.stage("load the vocabulary", |it| Ontology::load(&it.data))?;
    let progress = Progress::new("bytes written");
    if options.format == ExportFormat::Nq && options.sure.min_confidence <= 0.0 {
        let dir = session.graph.clone();
        let count = |out: &mut dyn Write| {
            let mut out = BufWriter::new(Counted { out, progress: &progress });
            rdf::sorted(&dir, &mut out)?;
            Ok(out.flush()?)
        };
        session.stage("write", |_| match &options.output {
            Some(path) => file(path, count),
            None => count(out),
        })?;
        progress.end();
        return Ok(Outcome::Done);
    }
    let store = open(session, &ontology, &options.sure)?;
    let data = session.data.clone();
    let write = |out: &mut dyn Write| -> anyhow::Result<()> {
        let syntax = match options.format {
            ExportFormat::Nq => Syntax::NQuads,
            ExportFormat::Trig => Syntax::TriG,
            ExportFormat::Ttl => Syntax::Turtle,
            ExportFormat::Jsonld => Syntax::JsonLd,
            ExportFormat::Rdfxml => Syntax::Xml,
            ExportFormat::Ftm => {
                let contents = contents(&store)?;
                let lines = ftm::lines(&data, &ontology, &store, &contents)?;
                return Ok(lines.iter().try_for_each(|it| out.write_all(it.as_bytes()))?);
            }
            ExportFormat::Popolo => {
                return Ok(out.write_all(popolo::document(&ontology, &contents(&store)?).as_bytes())?);
            }
            ExportFormat::Csv => return Ok(()),
        };
        rdf::write(rdf::quads(&store)?, syntax, out)
    };
    let count = |out: &mut dyn Write| {
        let mut out = BufWriter::new(Counted { out, progress: &progress });
        write(&mut out)?;
        Ok(out.flush()?)
    };
    session.stage("write", |it| match (&options.output, options.format) {
        (Some(dir), ExportFormat::Csv) => folder(dir, &package::files(&it.data, &ontology, &contents(&store)?)?),
        (Some(path), _) => file(path, count),
        (None, _) => count(out),
    })?;
    progress.end();
    Ok(Outcome::Done)
}

pub(super) fn diff(session: &mut Session, options: &Diff, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let ontology = session.stage("load the vocabulary", |it| Ontology::load(&it.data))?;
    let mut stores = Vec::new();
    for dir in [&options.before, &options.after] {
        let store = session.stage("open the graphs", |_| store::open(dir, &ontology))?;
        if options.sure.min_confidence > 0.0 {
            session.stage("leave out", |_| store::leave_out(&store, &ontology, options.sure.min_confidence))?;
        }
        stores.push(store);
    }
    let differences = session.stage("compare", |_| diff::differences(&ontology, &stores[0], &stores[1]))?;
    match options.rows.format {
        RowFormat::Table => out.write_all(diff::page(&differences, &ontology).as_bytes())?,
        format => print(out, &diff::table(&differences), format)?,
    }
    Ok(if differences.is_empty() { Outcome::Done } else { Outcome::Partly })
}

/// Writes a file beside its place, then moves it there, so that nobody ever sees half of it.
fn file(path: &Path, write: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>) -> anyhow::Result<()> {
    anyhow::ensure!(!path.is_dir(), "-o {}: a folder; name a file", path.display());
    let mut name = path.file_name().with_context(|| format!("-o {}: no name of a file", path.display()))?.to_owned();
    name.push(".part");
    let part = path.with_file_name(name);
    let hint = || format!("-o {}: cannot be written", path.display());
    let mut out = BufWriter::new(File::create(&part).with_context(hint)?);
    let written = write(&mut out).and_then(|()| Ok(out.flush()?));
    if let Err(error) = written {
        let _ = fs::remove_file(&part);
        return Err(error).with_context(hint);
    }
    fs::rename(&part, path).with_context(hint)
}

/// Writes the files of a folder, and says which.
fn folder(dir: &Path, files: &BTreeMap<String, String>) -> anyhow::Result<()> {
    anyhow::ensure!(!dir.is_file(), "-o {}: a file; name a folder", dir.display());
    fs::create_dir_all(dir).with_context(|| format!("-o {}: cannot be made", dir.display()))?;
    for (name, text) in files {
        let path: PathBuf = dir.join(name);
        file(&path, |out| Ok(out.write_all(text.as_bytes())?))?;
    }
    tell(&format!("{}: {} tables and datapackage.json", dir.display(), files.len() - 1));
    Ok(())
}

/// Tells the progress how much was written.
struct Counted<'a> {
    out: &'a mut dyn Write,
    progress: &'a Progress,
}

impl Write for Counted<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.progress.step(written as u64);
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}
