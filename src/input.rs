//! Input: files, folders, streams of records and standard input become pages, one after another.
use std::collections::{HashSet, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_16BE, UTF_16LE};
use serde::Deserialize;

use crate::article::Page;
use crate::value::Date;

/// What could not be read, and why; the rest goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The file or folder.
    pub path: PathBuf,
    /// The line of a stream of records, from 1.
    pub line: Option<usize>,
    /// What is wrong, and what to do.
    pub reason: String,
}

/// The endings of the files that are read from a folder.
const ENDINGS: [&str; 5] = ["txt", "md", "markdown", "jsonl", "ndjson"];
/// How many bytes of text a batch holds, about.
const BATCH: usize = 8 << 20;
/// A record longer than this is no article.
const LONGEST_RECORD: u64 = 64 << 20;

/// Reads the pages of files, folders (with all folders in them, sorted), streams of records
/// (`.jsonl`, `.ndjson`) and standard input (`-`), one at a time.
pub fn pages(inputs: &[PathBuf]) -> impl Iterator<Item = Result<Page, Skipped>> + use<> {
    let mut pages =
        Pages { todo: inputs.iter().cloned().map(Todo::Input).collect(), records: None, seen: HashSet::new() };
    std::iter::from_fn(move || pages.next())
}

/// Gathers pages to batches of some megabytes, so that a batch can be worked on in parallel and
/// memory stays bounded.
pub fn batches(pages: impl Iterator<Item = Result<Page, Skipped>>) -> impl Iterator<Item = Vec<Result<Page, Skipped>>> {
    let mut pages = pages.fuse();
    std::iter::from_fn(move || {
        let mut batch = Vec::new();
        let mut size = 0;
        while size < BATCH
            && let Some(page) = pages.next()
        {
            size += 256 + page.as_ref().map_or(0, |it| it.text.len());
            batch.push(page);
        }
        (!batch.is_empty()).then_some(batch)
    })
}

/// Reads a date as `2020`, `2020-05` or `2020-05-12`; a time behind it is not looked at.
///
/// # Errors
/// Fails where it is none of the three, or no day of the calendar.
pub fn date(text: &str) -> Result<Date, String> {
    let fail = || format!("{text:?} is no date: write 2020, 2020-05 or 2020-05-12");
    let text = text.trim();
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    let mut parts = day.split(['-', '/']);
    let number = |part: &str, digits: std::ops::RangeInclusive<usize>| {
        (digits.contains(&part.len()) && part.bytes().all(|it| it.is_ascii_digit()))
            .then(|| part.parse::<u16>().ok())
            .flatten()
    };
    let year = parts.next().and_then(|it| number(it, 4..=4)).filter(|it| *it > 0).ok_or_else(fail)?;
    let month =
        parts.next().map(|it| number(it, 1..=2).filter(|it| (1..=12).contains(it)).ok_or_else(fail)).transpose()?;
    let last = match month {
        Some(2) if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        Some(2) => 28,
        Some(4 | 6 | 9 | 11) => 30,
        _ => 31,
    };
    let day =
        parts.next().map(|it| number(it, 1..=2).filter(|it| (1..=last).contains(it)).ok_or_else(fail)).transpose()?;
    if parts.next().is_some() || text.contains([' ', 'T']) && day.is_none() {
        return Err(fail());
    }
    let small = |it: u16| u8::try_from(it).unwrap_or(0);
    Ok(Date { year: i32::from(year), month: month.map(small), day: day.map(small) })
}

/// Decodes text: UTF-8 and UTF-16 by their marks, UTF-8, GB18030 or Big5 by what it looks like.
///
/// # Errors
/// Fails where the bytes are no text, telling why.
pub fn decode(bytes: Vec<u8>) -> Result<String, String> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        let (text, broken) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return match broken {
            true => Err(format!("broken {} text: save it again as UTF-8", encoding.name())),
            false => checked(text.into_owned()),
        };
    }
    if bytes.contains(&0) {
        return Err("not text: it holds zero bytes".to_owned());
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return checked(text),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            if mostly_utf8(&bytes) {
                return Err(format!("broken UTF-8 at byte {}: save it again as UTF-8", at + 1));
            }
            bytes
        }
    };
    let encoding = guess(&bytes);
    for encoding in [encoding, GB18030, BIG5] {
        if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(&bytes) {
            return checked(text.into_owned());
        }
    }
    Err("not text: neither UTF-8 nor GB18030 nor Big5".to_owned())
}

/// Guesses between the encodings of Chinese.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(1 << 20)], true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    if encoding == BIG5 { BIG5 } else { GB18030 }
}

/// Whether bytes that are not valid UTF-8 were meant to be.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|it| it.len_utf8() == 3).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 20 * bad
}

/// Refuses text that holds what no text holds.
fn checked(text: String) -> Result<String, String> {
    let odd = text
        .chars()
        .filter(|it| it.is_control() && !matches!(it, '\n' | '\r' | '\t' | '\u{c}' | '\u{b}' | '\u{1a}' | '\u{85}'))
        .count();
    if odd > 2 && odd * 200 > text.len() {
        return Err("not text: it holds control characters".to_owned());
    }
    if text.trim_matches(|it: char| it.is_whitespace() || it == '\u{feff}' || it == '\u{1a}').is_empty() {
        return Err("empty".to_owned());
    }
    Ok(text)
}

/// One thing to read.
enum Todo {
    /// As given.
    Input(PathBuf),
    /// What a folder holds.
    Folder { path: PathBuf, walk: Box<dyn Iterator<Item = walkdir::Result<walkdir::DirEntry>> + Send>, found: bool },
}

struct Pages {
    todo: VecDeque<Todo>,
    records: Option<Records>,
    /// Hashes of the names of the pages so far.
    seen: HashSet<u64>,
}

impl Pages {
    fn next(&mut self) -> Option<Result<Page, Skipped>> {
        loop {
            if let Some(records) = &mut self.records {
                match records.next() {
                    Some(page) => return Some(self.once(page)),
                    None => self.records = None,
                }
                continue;
            }
            let read = match self.todo.pop_front()? {
                Todo::Input(path) => self.open(path),
                Todo::Folder { path, mut walk, found } => match walk.next() {
                    None if found => None,
                    None => Some(Err(skipped(
                        path,
                        format!("a folder without articles: no file in it ends in .{}", ENDINGS.join(", .")),
                    ))),
                    Some(Err(error)) => {
                        let at = error.path().unwrap_or(&path).to_owned();
                        let reason = error
                            .io_error()
                            .map_or_else(|| "the folder leads back into itself".to_owned(), cannot_read);
                        self.todo.push_front(Todo::Folder { path, walk, found: true });
                        Some(Err(skipped(at, reason)))
                    }
                    Some(Ok(entry)) => {
                        let is_article = entry.file_type().is_file()
                            && ending(entry.path()).is_some_and(|it| ENDINGS.contains(&it.as_str()));
                        self.todo.push_front(Todo::Folder { path, walk, found: found || is_article });
                        if is_article { self.open(entry.into_path()) } else { None }
                    }
                },
            };
            if let Some(read) = read {
                return Some(self.once(read));
            }
        }
    }

    /// Begins with a file, a folder, a stream or standard input.
    fn open(&mut self, path: PathBuf) -> Option<Result<Page, Skipped>> {
        if path.as_os_str() == "-" {
            return self.standard_input(path);
        }
        let kind = match std::fs::metadata(&path) {
            Ok(kind) => kind,
            Err(error) => return Some(Err(skipped(path, cannot_read(&error)))),
        };
        if kind.is_dir() {
            let walk = walkdir::WalkDir::new(&path).follow_links(true).sort_by_file_name().into_iter();
            let walk =
                Box::new(walk.filter_entry(|it| it.depth() == 0 || !it.file_name().to_string_lossy().starts_with('.')));
            self.todo.push_front(Todo::Folder { path, walk, found: false });
            return None;
        }
        let file = match std::fs::File::open(&path) {
            Ok(file) => file,
            Err(error) => return Some(Err(skipped(path, cannot_read(&error)))),
        };
        if matches!(ending(&path).as_deref(), Some("jsonl" | "ndjson")) {
            self.records = Some(Records::new(path, Box::new(BufReader::with_capacity(1 << 18, file))));
            return None;
        }
        let doc = stem(&path);
        Some(plain(path, doc, file))
    }

    /// Reads records if the first line is one, else one plain text.
    fn standard_input(&mut self, path: PathBuf) -> Option<Result<Page, Skipped>> {
        let mut input = BufReader::new(io::stdin());
        let mut head = Vec::new();
        loop {
            let from = head.len();
            match (&mut input).take(LONGEST_RECORD).read_until(b'\n', &mut head) {
                Err(error) => return Some(Err(skipped(path, cannot_read(&error)))),
                Ok(0) => break,
                Ok(_) if head[from..].trim_ascii().is_empty() => {}
                Ok(_) => {
                    let line = head[from..].trim_ascii();
                    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line).trim_ascii_start();
                    if line.starts_with(b"{\"") || serde_json::from_slice::<Record>(line).is_ok() {
                        self.records = Some(Records::new(path, Box::new(Cursor::new(head).chain(input))));
                        return None;
                    }
                    break;
                }
            }
        }
        Some(plain(path, "stdin".to_owned(), Cursor::new(head).chain(input)))
    }

    /// Lets no name through twice.
    fn once(&mut self, page: Result<Page, Skipped>) -> Result<Page, Skipped> {
        let page = page?;
        let mut hasher = DefaultHasher::new();
        page.doc.hash(&mut hasher);
        if self.seen.insert(hasher.finish()) {
            return Ok(page);
        }
        let reason =
            format!("the name {:?} has been read already: give each file or record a name of its own", page.doc);
        Err(Skipped { path: page.path, line: self.records.as_ref().map(|it| it.line), reason })
    }
}

/// Reads one plain text.
fn plain(path: PathBuf, doc: String, mut from: impl Read) -> Result<Page, Skipped> {
    let mut bytes = Vec::new();
    if let Err(error) = from.read_to_end(&mut bytes) {
        return Err(skipped(path, cannot_read(&error)));
    }
    match decode(bytes) {
        Ok(text) => Ok(Page { doc, path, text, ..Page::default() }),
        Err(reason) => Err(skipped(path, reason)),
    }
}

/// A record of a stream.
#[derive(Deserialize)]
struct Record {
    id: Option<serde_json::Value>,
    text: String,
    title: Option<String>,
    date: Option<String>,
    source: Option<String>,
    url: Option<String>,
    home: Option<String>,
}

/// A stream of records, one a line.
struct Records {
    path: PathBuf,
    from: Box<dyn BufRead + Send>,
    line: usize,
    any: bool,
    done: bool,
}

impl Records {
    fn new(path: PathBuf, from: Box<dyn BufRead + Send>) -> Self {
        Self { path, from, line: 0, any: false, done: false }
    }

    fn next(&mut self) -> Option<Result<Page, Skipped>> {
        while !self.done {
            let mut line = Vec::new();
            self.line += 1;
            match (&mut self.from).take(LONGEST_RECORD).read_until(b'\n', &mut line) {
                Err(error) => {
                    self.done = true;
                    return Some(self.skip(cannot_read(&error)));
                }
                Ok(0) => {
                    self.done = true;
                    if !self.any {
                        return Some(Err(skipped(self.path.clone(), "empty".to_owned())));
                    }
                }
                Ok(_) => {
                    if self.line == 1
                        && matches!(Encoding::for_bom(&line), Some((it, _)) if it == UTF_16LE || it == UTF_16BE)
                    {
                        self.done = true;
                        return Some(Err(skipped(
                            self.path.clone(),
                            "records in UTF-16: save them again as UTF-8".to_owned(),
                        )));
                    }
                    let long = line.len() as u64 == LONGEST_RECORD && !line.ends_with(b"\n");
                    if long {
                        self.done = true;
                        return Some(self.skip("a line of more than 64 MB is no record".to_owned()));
                    }
                    if line.trim_ascii().is_empty() || line.trim_ascii() == UTF_8_MARK {
                        continue;
                    }
                    self.any = true;
                    return Some(self.page(line).or_else(|reason| self.skip(reason)));
                }
            }
        }
        None
    }

    fn skip(&self, reason: String) -> Result<Page, Skipped> {
        Err(Skipped { path: self.path.clone(), line: Some(self.line), reason })
    }

    fn page(&self, line: Vec<u8>) -> Result<Page, String> {
        let line = decode(line)?;
        let record: Record = serde_json::from_str(line.trim()).map_err(|error| match error.classify() {
            serde_json::error::Category::Eof => {
                format!("the record is cut off at column {}: one whole JSON object a line", error.column())
            }
            _ => format!("not a record {{\"id\", \"text\"}}: {error}"),
        })?;
        let text = checked(record.text)?;
        let doc = match record.id {
            Some(serde_json::Value::String(id)) if !id.trim().is_empty() => id,
            Some(serde_json::Value::Number(id)) => id.to_string(),
            None | Some(serde_json::Value::Null) => format!("{}-{}", stem(&self.path), self.line),
            Some(_) => return Err("its \"id\" is neither a string nor a number".to_owned()),
        };
        let date = record.date.filter(|it| !it.trim().is_empty()).map(|it| date(&it)).transpose()?;
        Ok(Page {
            doc,
            path: self.path.clone(),
            text,
            title: record.title,
            date,
            source: record.source,
            url: record.url,
            home: record.home,
        })
    }
}

const UTF_8_MARK: &[u8] = b"\xef\xbb\xbf";

fn skipped(path: PathBuf, reason: String) -> Skipped {
    Skipped { path, line: None, reason }
}

fn cannot_read(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "cannot be read: no permission".to_owned(),
        _ => format!("cannot be read: {error}"),
    }
}

fn stem(path: &Path) -> String {
    if path.as_os_str() == "-" {
        return "stdin".to_owned();
    }
    path.file_stem().map_or_else(|| path.display().to_string(), |it| it.to_string_lossy().into_owned())
}

fn ending(path: &Path) -> Option<String> {
    Some(path.extension()?.to_str()?.to_ascii_lowercase())
}
