//! The graph on disk: a folder of sorted, compressed N-Quads and a manifest with hashes, written so that a killed build loses nothing.
//!
//! `articles/<doc>.nq.gz` is everything that one page says. It has two gzip members: the graphs of its articles, then
//! its share of the graphs that all articles write together. `entities.nq.gz` and `derived.nq.gz` are the unions of those
//! shares; they are merged from sorted runs, so that memory is bounded whatever the size of the graph. `compared.nq.gz` has the
//! graphs of what follows from the facts of all pages together. While a build runs the manifest says that it is not complete, and a
//! reader takes the shares themselves instead of the unions.
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use flate2::bufread::{GzDecoder, MultiGzDecoder};
use flate2::{Compression, GzBuilder};
use oxigraph::model::{GraphName, Quad};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::article::Page;
use crate::compared::compared;
use crate::derive::Lists;
use crate::iri::{hex, safe};
use crate::ontology::{derived_graph, entities_graph};
use crate::union::{Part, Share, union};

/// The version of the folder's layout.
const FORMAT: u32 = 1;
/// How often a running build notes in the manifest how far it is.
const NOTE: Duration = Duration::from_secs(10);

/// What the folder holds, by page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of the layout.
    pub format: u32,
    /// False while a build runs, and after one was killed.
    pub complete: bool,
    /// The pages, by `doc`.
    pub pages: BTreeMap<String, Entry>,
    /// The graph of the entities, once complete.
    pub entities: Option<Part>,
    /// The graph of what is derived, once complete.
    pub derived: Option<Part>,
    /// The graphs of what is found by comparing, once complete; none where that was not wanted.
    #[serde(default)]
    pub compared: Option<Part>,
    /// The hash of everything that they were made from.
    #[serde(default)]
    pub compared_key: String,
}

/// The file of one page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its path in the folder.
    pub file: String,
    /// The hash of everything that it was made from.
    pub key: String,
    /// How many articles it holds.
    pub articles: usize,
    /// How many quads its articles have.
    pub quads: usize,
    /// The SHA-256 of the file.
    pub sha256: String,
    /// Where the second gzip member, its share, starts.
    pub share: u64,
    /// The SHA-256 of the text of its share.
    pub share_sha256: String,
}

/// Returns quads as sorted lines of N-Quads, each once.
pub fn nquads<'q>(quads: impl IntoIterator<Item = &'q Quad>) -> Vec<String> {
    let mut lines: Vec<String> = quads.into_iter().map(|it| format!("{it} .\n")).collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}

/// Returns the hash of everything that the quads of a page are made from: its text, what is known of it, and the version of
/// the program's rules and data.
pub fn key(page: &Page, version: &str) -> String {
    let known = [
        page.doc.as_str(),
        &page.path.to_string_lossy(),
        page.title.as_deref().unwrap_or_default(),
        &page.date.map(|it| it.to_string()).unwrap_or_default(),
        page.source.as_deref().unwrap_or_default(),
        page.url.as_deref().unwrap_or_default(),
        page.home.as_deref().unwrap_or_default(),
        version,
        &page.text,
    ]
    .map(|it| format!("{}:{it}", it.len()));
    hex(&Sha256::digest(known.concat().as_bytes()))
}

/// Reads the manifest of a folder.
///
/// # Errors
/// Fails where there is no graph, or one that this version cannot read; the message says what to do.
pub fn manifest(dir: &Path) -> anyhow::Result<Manifest> {
    let path = dir.join("manifest.json");
    let json = match fs::read(&path) {
        Ok(json) => json,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            bail!("{}: no graph there; make one with `fangzhi build INPUT --graph {}`", dir.display(), dir.display())
        }
        Err(error) => return Err(error).with_context(|| format!("{}", path.display())),
    };
    let hint =
        || format!("{}: not a manifest that this version can read; delete the folder and build again", path.display());
    let manifest: Manifest = serde_json::from_slice(&json).with_context(hint)?;
    if manifest.format != FORMAT {
        bail!("{}", hint());
    }
    Ok(manifest)
}

/// Returns the compressed files that together hold the graph, in a fixed order, and whether to read all members of each.
pub fn parts(dir: &Path, manifest: &Manifest) -> Vec<(PathBuf, bool)> {
    let whole = !manifest.complete;
    let mut files: Vec<_> = manifest.pages.values().map(|it| (dir.join(&it.file), whole)).collect();
    if manifest.complete {
        files.extend(
            [&manifest.entities, &manifest.derived, &manifest.compared]
                .into_iter()
                .flatten()
                .map(|it| (dir.join(&it.file), false)),
        );
    }
    files
}

/// Reads the text of a compressed file: its first member, or all of them.
///
/// # Errors
/// Fails where the file is missing or damaged; the message says what to do.
pub fn read(path: &Path, whole: bool) -> anyhow::Result<Vec<u8>> {
    let hint = || format!("{}: cannot be read; build the graph again", path.display());
    let packed = fs::read(path).with_context(hint)?;
    let mut text = Vec::with_capacity(packed.len() * 8);
    if whole {
        MultiGzDecoder::new(packed.as_slice()).read_to_end(&mut text).with_context(hint)?;
    } else {
        GzDecoder::new(packed.as_slice()).read_to_end(&mut text).with_context(hint)?;
    }
    Ok(text)
}

/// A build in progress; only one at a time in a folder.
#[derive(Debug)]
pub struct Builder {
    dir: PathBuf,
    state: Mutex<State>,
    _lock: File,
}

#[derive(Debug)]
struct State {
    manifest: Manifest,
    /// The pages given to this build.
    seen: BTreeSet<String>,
    /// Something differs from what the manifest on disk says.
    changed: bool,
    /// The unions must be made again.
    stale: bool,
    noted: Instant,
    temporary: usize,
}

/// What became of a page given to a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    /// Its file was written.
    Written,
    /// Its file says the same as before.
    Unchanged,
    /// Another page of the same `doc` was given before, and this one was left out.
    Double,
}

/// What a build did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Pages in the graph.
    pub pages: usize,
    /// Articles in the graph.
    pub articles: usize,
    /// Quads in the graph.
    pub quads: usize,
}

impl Builder {
    /// Opens a folder for building, making it where there is none; sweeps what a killed build left.
    ///
    /// # Errors
    /// Fails where another build is at work there, the folder holds something else, or it cannot be written.
    pub fn open(dir: &Path) -> anyhow::Result<Self> {
        fs::create_dir_all(dir.join("articles"))
            .with_context(|| format!("{}: cannot make the folder", dir.display()))?;
        let path = dir.join(".lock");
        let lock = File::create(&path).with_context(|| format!("{}", path.display()))?;
        if let Err(error) = lock.try_lock() {
            return Err(error)
                .with_context(|| format!("{}: another build is at work there; wait for it to end", dir.display()));
        }
        let manifest = if dir.join("manifest.json").exists() {
            manifest(dir)?
        } else {
            Manifest { format: FORMAT, ..Manifest::default() }
        };
        let stale = !manifest.complete;
        let state =
            State { changed: stale, stale, manifest, seen: BTreeSet::new(), noted: Instant::now(), temporary: 0 };
        let builder = Self { dir: dir.to_owned(), state: Mutex::new(state), _lock: lock };
        builder.sweep(|name| name.starts_with(".tmp-"))?;
        Ok(builder)
    }

    /// Returns the pages in the graph.
    pub fn docs(&self) -> Vec<String> {
        self.state().manifest.pages.keys().cloned().collect()
    }

    /// Says whether the graph holds the page as it would be made from that key, so that it need not be read again.
    pub fn holds(&self, doc: &str, key: &str) -> bool {
        let mut state = self.state();
        let holds = state.manifest.pages.get(doc).is_some_and(|it| it.key == key && self.dir.join(&it.file).exists());
        if holds {
            state.seen.insert(doc.to_owned());
        }
        holds
    }

    /// Stores what a page says: quads of its articles' graphs, of the entities' and of the derived one, in any order.
    ///
    /// # Errors
    /// Fails where the file cannot be written.
    pub fn put(&self, doc: &str, key: &str, quads: &[Quad]) -> anyhow::Result<Put> {
        let graphs = [GraphName::from(entities_graph()), GraphName::from(derived_graph())];
        let (shares, said): (Vec<&Quad>, Vec<&Quad>) = quads.iter().partition(|it| graphs.contains(&it.graph_name));
        let (said, share) = (nquads(said), nquads(shares).concat());
        let articles: BTreeSet<&str> = said.iter().filter_map(|it| it.rsplit(' ').nth(1)).collect();
        let mut packed = pack(said.concat().as_bytes())?;
        let at = packed.len() as u64;
        packed.extend(pack(share.as_bytes())?);
        let entry = Entry {
            file: file_name(doc),
            key: key.to_owned(),
            articles: articles.len(),
            quads: said.len(),
            sha256: hex(&Sha256::digest(&packed)),
            share: at,
            share_sha256: hex(&Sha256::digest(share.as_bytes())),
        };
        let mut state = self.state();
        if !state.seen.insert(doc.to_owned()) {
            return Ok(Put::Double);
        }
        let before = state.manifest.pages.get(doc);
        let path = self.dir.join(&entry.file);
        let same = before.is_some_and(|it| it.sha256 == entry.sha256) && path.exists();
        let stale = before.is_none_or(|it| it.share_sha256 != entry.share_sha256);
        if before == Some(&entry) && same {
            return Ok(Put::Unchanged);
        }
        state.stale |= stale;
        self.begin(&mut state)?;
        if !same {
            let temporary = self.temporary(&mut state);
            drop(state); // Pages are written in parallel.
            replace(&temporary, &path, &packed)?;
            state = self.state();
        }
        state.manifest.pages.insert(doc.to_owned(), entry);
        if state.noted.elapsed() > NOTE {
            self.note(&mut state)?;
        }
        Ok(if same { Put::Unchanged } else { Put::Written })
    }

    /// Takes a page out of the graph.
    ///
    /// # Errors
    /// Fails where the manifest cannot be written.
    pub fn forget(&self, doc: &str) -> anyhow::Result<()> {
        let mut state = self.state();
        if state.manifest.pages.contains_key(doc) {
            self.begin(&mut state)?;
            state.manifest.pages.remove(doc);
            state.stale = true;
        }
        Ok(())
    }

    /// Ends the build: makes the unions, and what is found by comparing where there are lists for it, again where they changed,
    /// and says in the manifest that the graph is complete.
    ///
    /// # Errors
    /// Fails where a file cannot be read or written.
    pub fn finish(self, lists: Option<&Lists>) -> anyhow::Result<Summary> {
        let mut state = self.state();
        let missing = [&state.manifest.entities, &state.manifest.derived]
            .into_iter()
            .any(|it| it.as_ref().is_none_or(|it| !self.dir.join(&it.file).exists()));
        if state.stale || missing {
            self.begin(&mut state)?;
            let temporary = self.temporary(&mut state);
            let shares: Vec<Share> = (state.manifest.pages.values())
                .map(|it| Share { path: self.dir.join(&it.file), at: it.share })
                .collect();
            let (entities, derived) = union(&self.dir, &shares, &temporary)?;
            state.manifest.entities = Some(entities);
            state.manifest.derived = Some(derived);
        }
        self.compare(&mut state, lists)?;
        if state.changed {
            state.manifest.complete = true;
            self.note(&mut state)?;
            let files: BTreeSet<String> = state.manifest.pages.values().map(|it| it.file.clone()).collect();
            self.sweep(|name| name.ends_with(".nq.gz") && !files.contains(&format!("articles/{name}")))?;
        }
        let manifest = &state.manifest;
        let mut summary = Summary { pages: manifest.pages.len(), ..Summary::default() };
        for entry in manifest.pages.values() {
            summary.articles += entry.articles;
            summary.quads += entry.quads;
        }
        summary.quads += [&manifest.entities, &manifest.derived, &manifest.compared]
            .into_iter()
            .flatten()
            .map(|it| it.quads)
            .sum::<usize>();
        Ok(summary)
    }

    /// Makes what is found by comparing again where the pages or the lists changed; takes it away where it is not wanted.
    fn compare(&self, state: &mut State, lists: Option<&Lists>) -> anyhow::Result<()> {
        let mut hash = Sha256::new();
        if let Some(lists) = lists {
            hash.update(format!("{} {}\n", env!("CARGO_PKG_VERSION"), lists.version));
        }
        state.manifest.pages.values().for_each(|it| hash.update(&it.sha256));
        let key = if lists.is_some() { hex(&hash.finalize()) } else { String::new() };
        let there = state.manifest.compared.as_ref().is_none_or(|it| self.dir.join(&it.file).exists());
        if state.manifest.compared_key == key && state.manifest.compared.is_some() == lists.is_some() && there {
            return Ok(());
        }
        self.begin(state)?;
        let temporary = self.temporary(state);
        let old = state.manifest.compared.take();
        if let Some(lists) = lists {
            let files: Vec<PathBuf> = state.manifest.pages.values().map(|it| self.dir.join(&it.file)).collect();
            let page = |at: usize| files.get(at).map_or_else(|| Ok(Vec::new()), |it| read(it, true));
            state.manifest.compared = Some(compared(&self.dir, lists, files.len(), page, &temporary)?);
        } else if let Some(old) = old {
            // The manifest does not name it any more, so that nobody reads it.
            let _ = fs::remove_file(self.dir.join(old.file));
        }
        state.manifest.compared_key = key;
        Ok(())
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says in the manifest that a build is at work, before it changes the first file.
    fn begin(&self, state: &mut State) -> anyhow::Result<()> {
        if !state.changed || state.manifest.complete {
            state.changed = true;
            state.manifest.complete = false;
            self.note(state)?;
        }
        Ok(())
    }

    fn note(&self, state: &mut State) -> anyhow::Result<()> {
        state.noted = Instant::now();
        let mut json = serde_json::to_vec_pretty(&state.manifest)?;
        json.push(b'\n');
        let temporary = self.temporary(state);
        replace(&temporary, &self.dir.join("manifest.json"), &json)
    }

    fn temporary(&self, state: &mut State) -> PathBuf {
        state.temporary += 1;
        self.dir.join("articles").join(format!(".tmp-{}-{}", std::process::id(), state.temporary))
    }

    fn sweep(&self, useless: impl Fn(&str) -> bool) -> anyhow::Result<()> {
        let articles = self.dir.join("articles");
        for entry in fs::read_dir(&articles).with_context(|| format!("{}", articles.display()))? {
            let entry = entry?;
            if useless(&entry.file_name().to_string_lossy()) {
                fs::remove_file(entry.path()).with_context(|| format!("{}", entry.path().display()))?;
            }
        }
        Ok(())
    }
}

/// Returns the path in the folder of a page's file; of a long name the first part, and its hash.
fn file_name(doc: &str) -> String {
    let mut name = safe(doc, true);
    if name.len() > 160 {
        let cut = (0..=140).rev().find(|it| name.is_char_boundary(*it)).unwrap_or(0);
        name.truncate(cut);
        name = format!("{name}-{}", &hex(&Sha256::digest(doc.as_bytes()))[..16]);
    }
    format!("articles/{name}.nq.gz")
}

/// Compresses a text, with nothing in the header that differs from run to run.
fn pack(text: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut encoder = GzBuilder::new().mtime(0).write(Vec::new(), Compression::fast());
    encoder.write_all(text)?;
    Ok(encoder.finish()?)
}

/// Writes a file beside its place, then moves it there, so that nobody ever sees half of it.
fn replace(temporary: &Path, path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let write = || fs::write(temporary, bytes).and_then(|()| fs::rename(temporary, path));
    write().with_context(|| format!("{}: cannot be written", path.display()))
}
