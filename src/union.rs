//! The graphs that all articles write together, as the union of their shares: merged from sorted runs, so that memory is
//! bounded whatever the size of the graph.
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use flate2::bufread::GzDecoder;
use flate2::{Compression, GzBuilder, write::GzEncoder};
use oxigraph::model::vocab::rdfs;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::iri::hex;
use crate::ontology::derived_graph;

/// How many bytes of lines the union keeps in memory before it writes a sorted run.
const RUN: usize = 64 << 20;

/// The share of a page: the second gzip member of its file.
#[derive(Clone, Debug)]
pub struct Share {
    /// The file.
    pub path: PathBuf,
    /// Where the member starts.
    pub at: u64,
}

/// A file of a graph that all articles write together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its path in the folder.
    pub file: String,
    /// How many quads it has.
    pub quads: usize,
    /// Its SHA-256.
    pub sha256: String,
}

/// Lines that are sorted, each given once: in memory while they are few, else in sorted runs on disk.
#[derive(Debug)]
pub(crate) struct Sorter {
    temporary: PathBuf,
    runs: Vec<PathBuf>,
    lines: BTreeSet<String>,
    bytes: usize,
}

impl Sorter {
    /// Makes a sorter whose runs are called like the temporary file.
    pub(crate) fn new(temporary: PathBuf) -> Self {
        Self { temporary, runs: Vec::new(), lines: BTreeSet::new(), bytes: 0 }
    }

    /// Takes a line in.
    pub(crate) fn push(&mut self, line: &str) {
        if !self.lines.contains(line) {
            self.bytes += line.len() + 64;
            self.lines.insert(line.to_owned());
        }
    }

    /// Writes a run where there are many lines in memory.
    pub(crate) fn rest(&mut self) -> anyhow::Result<()> {
        if self.bytes > RUN {
            self.runs.push(write_run(&self.temporary, self.runs.len(), &std::mem::take(&mut self.lines))?);
            self.bytes = 0;
        }
        Ok(())
    }

    /// Gives the lines in order.
    pub(crate) fn finish(mut self, mut emit: impl FnMut(&str) -> anyhow::Result<()>) -> anyhow::Result<()> {
        if self.runs.is_empty() {
            return self.lines.iter().try_for_each(|it| emit(it));
        }
        self.runs.push(write_run(&self.temporary, self.runs.len(), &self.lines)?);
        let mut previous = String::new();
        merge(&self.runs, |line| {
            if line == previous {
                return Ok(());
            }
            line.clone_into(&mut previous);
            emit(line)
        })?;
        Ok(self.runs.iter().try_for_each(fs::remove_file)?)
    }
}

/// Makes the graphs of the entities and of what is derived: the union of the pages' shares.
///
/// # Errors
/// Fails where a share cannot be read, or the union cannot be written.
pub fn union(dir: &Path, shares: &[Share], temporary: &Path) -> anyhow::Result<(Part, Part)> {
    let mut sorter = Sorter::new(temporary.to_owned());
    for chunk in shares.chunks(64) {
        let shares: Vec<anyhow::Result<String>> = chunk.par_iter().map(read_share).collect();
        for share in shares {
            share?.lines().for_each(|it| sorter.push(it));
        }
        sorter.rest()?;
    }
    let mut entities = Writer::create(dir, "entities", temporary)?;
    let mut derived = Writer::create(dir, "derived", temporary)?;
    let ending = format!(" {} .", derived_graph());
    let mut labelled = String::new();
    sorter.finish(|line| {
        if line.ends_with(&ending) {
            return derived.line(line);
        }
        // One label an entity: where articles differ, the first; all are names.
        if let Some((subject, _)) = line.split_once(&format!(" {} ", rdfs::LABEL)) {
            if subject == labelled {
                return Ok(());
            }
            subject.clone_into(&mut labelled);
        }
        entities.line(line)
    })?;
    Ok((entities.finish(dir)?, derived.finish(dir)?))
}

fn read_share(share: &Share) -> anyhow::Result<String> {
    let read = || -> std::io::Result<String> {
        let mut file = File::open(&share.path)?;
        file.seek(SeekFrom::Start(share.at))?;
        let mut text = String::new();
        GzDecoder::new(BufReader::new(file)).read_to_string(&mut text)?;
        Ok(text)
    };
    read().with_context(|| format!("{}: cannot be read; delete it and build again", share.path.display()))
}

fn write_run(temporary: &Path, number: usize, lines: &BTreeSet<String>) -> anyhow::Result<PathBuf> {
    let path = temporary.with_extension(format!("run{number}"));
    let mut encoder = GzEncoder::new(File::create(&path)?, Compression::fast());
    for line in lines {
        encoder.write_all(line.as_bytes())?;
        encoder.write_all(b"\n")?;
    }
    encoder.finish()?;
    Ok(path)
}

/// Gives the lines of sorted runs in order.
fn merge(runs: &[PathBuf], mut emit: impl FnMut(&str) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let open = |path: &PathBuf| -> anyhow::Result<_> {
        Ok(BufReader::new(GzDecoder::new(BufReader::new(File::open(path)?))).lines())
    };
    let mut readers = runs.iter().map(open).collect::<anyhow::Result<Vec<_>>>()?;
    let mut heap = BinaryHeap::new();
    for (number, reader) in readers.iter_mut().enumerate() {
        if let Some(line) = reader.next() {
            heap.push(Reverse((line?, number)));
        }
    }
    while let Some(Reverse((line, number))) = heap.pop() {
        emit(&line)?;
        if let Some(line) = readers[number].next() {
            heap.push(Reverse((line?, number)));
        }
    }
    Ok(())
}

/// A union as it is written: it takes the place of the one before only where it differs.
pub(crate) struct Writer {
    encoder: GzEncoder<File>,
    temporary: PathBuf,
    part: Part,
}

impl Writer {
    /// Begins the file of that name in a folder.
    pub(crate) fn create(dir: &Path, name: &str, temporary: &Path) -> anyhow::Result<Self> {
        let temporary = temporary.with_extension(name);
        let file = File::create(&temporary).with_context(|| format!("{}: cannot be written", dir.display()))?;
        let encoder = GzBuilder::new().mtime(0).write(file, Compression::fast());
        let part = Part { file: format!("{name}.nq.gz"), ..Part::default() };
        Ok(Self { encoder, temporary, part })
    }

    /// Writes a line.
    pub(crate) fn line(&mut self, line: &str) -> anyhow::Result<()> {
        self.part.quads += 1;
        self.encoder.write_all(line.as_bytes())?;
        Ok(self.encoder.write_all(b"\n")?)
    }

    /// Ends the file and moves it to its place.
    pub(crate) fn finish(mut self, dir: &Path) -> anyhow::Result<Part> {
        self.encoder.finish()?;
        self.part.sha256 = hash(&self.temporary)?;
        let path = dir.join(&self.part.file);
        if path.exists() && hash(&path)? == self.part.sha256 {
            fs::remove_file(&self.temporary)?;
        } else {
            fs::rename(&self.temporary, &path).with_context(|| format!("{}: cannot be written", path.display()))?;
        }
        Ok(self.part)
    }
}

fn hash(path: &Path) -> anyhow::Result<String> {
    let mut sha256 = Sha256::new();
    let mut file = BufReader::new(File::open(path)?);
    loop {
        let bytes = file.fill_buf()?;
        if bytes.is_empty() {
            return Ok(hex(&sha256.finalize()));
        }
        sha256.update(bytes);
        let length = bytes.len();
        file.consume(length);
    }
}
