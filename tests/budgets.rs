//! What the program may take: measures speed and memory, and prints each beside its budget.
//!
//! `cargo bench` takes 10 MB of text, made of the samples again and again; `cargo bench -- 50` takes 50 MB.
#![expect(clippy::print_stdout, reason = "prints its table")]
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use fangzhi::data::Data;
use fangzhi::folder;
use fangzhi::ontology::Ontology;
use fangzhi::store;
use oxigraph::io::RdfFormat;
use oxigraph::store::Store;

/// The program, built as it is released.
const PROGRAM: &str = env!("CARGO_BIN_EXE_fangzhi");
/// How often a short run is repeated; the fastest counts.
const AGAIN: usize = 7;

/// How long a run took, and the most memory that it had, in MB, where the system tells.
#[derive(Clone, Copy)]
struct Run {
    seconds: f64,
    memory: Option<f64>,
}

fn main() -> anyhow::Result<()> {
    let size = std::env::args().skip(1).find_map(|it| it.parse::<f64>().ok()).unwrap_or(10.0);
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/articles");
    let dir = std::env::temp_dir().join(format!("fangzhi-budgets-{}", std::process::id()));
    fs::create_dir_all(&dir)?;
    let result = measure(&dir, &samples, size);
    fs::remove_dir_all(&dir)?;
    result
}

fn measure(dir: &Path, samples: &Path, size: f64) -> anyhow::Result<()> {
    let (small, corpus) = (corpus(dir, samples, size / 4.0)?, corpus(dir, samples, size)?);
    let (one, many) = (dir.join("one"), dir.join("many"));
    println!("{size} MB of text on {} cores\n", std::thread::available_parallelism()?);
    println!("{:<52} {:>12} {:>12}", "what", "measured", "budget");

    let extract = |jobs: &str| run(["extract".as_ref(), "--jobs".as_ref(), jobs.as_ref(), corpus.as_os_str()]);
    let (single, double) = (extract("1")?, extract("2")?);
    line("extract, one core, MB of text a second", size / single.seconds, ">= 5");
    line("extract, two cores, times one core", single.seconds / double.seconds, ">= 1.8");

    let build =
        |graph: &Path, input: &Path| run(["build".as_ref(), "--graph".as_ref(), graph.as_os_str(), input.as_os_str()]);
    let (less, more) = (build(&dir.join("less"), &small)?, build(&many, &corpus)?);
    let quads = quads(&many)?;
    let count = quads.iter().filter(|it| **it == b'\n').count();
    let started = Instant::now();
    let bare = Store::new()?;
    let mut loader = bare.bulk_loader();
    loader.load_from_slice(RdfFormat::NQuads, &quads)?;
    loader.commit()?;
    let bare = started.elapsed().as_secs_f64();
    line("build, times Oxigraph's load of the same quads", more.seconds / bare, "<= 1.0");
    if let (Some(less), Some(more)) = (less.memory, more.memory) {
        line("build, most memory, MB", more, "");
        // Smaller ones fit into one batch.
        if size >= 40.0 {
            line("build, most memory, times that of a quarter", more / less, "<= 1.3");
        }
    }
    drop(quads);
    let ontology = Ontology::load(&Data::default())?;
    let started = Instant::now();
    let filled = store::open(&many, &ontology)?;
    line(
        "fill memory from the folder, 1000 quads a second",
        count as f64 / 1e3 / started.elapsed().as_secs_f64(),
        ">= 250",
    );
    drop(filled);

    let article = fs::read_dir(samples)?.next().context("no samples")??.path();
    let fresh = |input: &Path| {
        fastest(|| {
            if one.exists() {
                fs::remove_dir_all(&one)?;
            }
            build(&one, input)
        })
    };
    line("one page, start to finish, s", fresh(&article)?, "<= 0.3");
    line("the samples, start to finished graph, s", fresh(samples)?, "<= 0.5");
    let ask = |command: &[&str]| {
        let graph = ["--graph".as_ref(), one.as_os_str()];
        fastest(|| run(graph.into_iter().chain(command.iter().map(AsRef::as_ref))))
    };
    let place = "id:place-141124";
    let secretary = ["query", "party-secretary", &format!("place={place}")];
    line("query on the samples' graph, whole process, s", ask(&secretary)?, "<= 0.3");
    line("show on the samples' graph, whole process, s", ask(&["show", place])?, "<= 0.3");
    line("near on the samples' graph, whole process, s", ask(&["near", place, "--depth", "2"])?, "<= 0.3");
    Ok(())
}

/// Writes the samples again and again, under names of their own, until there are so many megabytes of text.
fn corpus(dir: &Path, samples: &Path, size: f64) -> anyhow::Result<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(samples)?.map(|it| Ok(it?.path())).collect::<anyhow::Result<_>>()?;
    paths.sort();
    let texts: Vec<String> = paths.iter().map(fs::read_to_string).collect::<Result<_, _>>()?;
    let path = dir.join(format!("{size}.jsonl"));
    let mut file = std::io::BufWriter::new(fs::File::create(&path)?);
    let mut written = 0;
    for (number, text) in texts.iter().cycle().enumerate() {
        if written as f64 >= size * 1e6 {
            break;
        }
        writeln!(file, "{}", serde_json::json!({ "id": format!("p{number}"), "text": text, "date": "2020-05-20" }))?;
        written += text.len();
    }
    file.flush()?;
    Ok(path)
}

/// Runs the program, its output thrown away.
fn run<'a>(options: impl IntoIterator<Item = &'a std::ffi::OsStr>) -> anyhow::Result<Run> {
    let started = Instant::now();
    let mut child = Command::new(PROGRAM).args(options).stdout(Stdio::null()).spawn()?;
    let mut memory = None;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        memory = most_memory(child.id()).or(memory);
        std::thread::sleep(Duration::from_millis(2));
    };
    anyhow::ensure!(status.success(), "the program failed: {status}");
    Ok(Run { seconds: started.elapsed().as_secs_f64(), memory })
}

/// Returns the most memory that a running program had, in MB.
fn most_memory(process: u32) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:"))?;
    Some(line.split_whitespace().next()?.parse::<f64>().ok()? / 1e3)
}

/// Returns how many seconds the fastest of several runs took.
fn fastest(mut once: impl FnMut() -> anyhow::Result<Run>) -> anyhow::Result<f64> {
    let mut best = f64::INFINITY;
    for _ in 0..AGAIN {
        best = best.min(once()?.seconds);
    }
    Ok(best)
}

/// Returns the N-Quads of a graph.
fn quads(graph: &Path) -> anyhow::Result<Vec<u8>> {
    let mut quads = Vec::new();
    for (path, whole) in folder::parts(graph, &folder::manifest(graph)?) {
        quads.extend(folder::read(&path, whole)?);
    }
    Ok(quads)
}

fn line(what: &str, measured: f64, budget: &str) {
    println!("{what:<52} {measured:>12.2} {budget:>12}");
}
