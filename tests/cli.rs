//! The program from outside: bad inputs, exit codes, what is said about them, and what is not lost.
#![expect(clippy::non_ascii_literal, reason = "articles to read")]
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::views;

const ARTICLE: &str = "青山县召开春耕现场会\n\n本报讯 3月5日，青山县在白水镇召开春耕现场会。县长周正讲话，副县长吴敏主持会议。全县完成春播面积4.3万亩。\n（李明）\n";

pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

pub(crate) fn run(args: &[&str]) -> Ended {
    run_with(args, b"")
}

pub(crate) fn run_with(args: &[&str], input: &[u8]) -> Ended {
    let mut child = Command::new(env!("CARGO_BIN_EXE_fangzhi"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    let mut stdin = child.stdin.take().expect("its input");
    // A program that ends without reading it all has its reason.
    let _ = stdin.write_all(input);
    drop(stdin);
    let output = child.wait_with_output().expect("its end");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Ended { code: output.status.code().expect("an exit code"), out: text(output.stdout), err: text(output.stderr) }
}

/// Makes an empty folder for a test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("cli").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn file(folder: &Path, name: &str, bytes: &[u8]) -> String {
    let path = folder.join(name);
    std::fs::write(&path, bytes).expect("a file");
    path.to_string_lossy().into_owned()
}

fn articles(out: &str) -> usize {
    out.lines().filter(|it| it.starts_with("{\"kind\":\"article\"")).count()
}

/// Checks that of a bad file and a good one, the bad is named with the reason and the good is there.
fn check_skipped(name: &str, bad: &str, bytes: &[u8], reason: &str) {
    let folder = folder(name);
    let bad = file(&folder, bad, bytes);
    let good = file(&folder, "good.txt", ARTICLE.as_bytes());
    let ended = run(&["extract", &bad, &good]);
    assert_eq!(ended.code, 1, "{name}: {}", ended.err);
    assert!(ended.err.contains(&bad) && ended.err.contains(reason), "{name}: {}", ended.err);
    assert_eq!(articles(&ended.out), 1, "{name}: {}", ended.out);
    let graph = folder.join("graph").to_string_lossy().into_owned();
    let ended = run(&["build", &bad, &good, "--graph", &graph]);
    assert_eq!(ended.code, 1, "{name}: {}", ended.err);
    assert!(ended.out.contains("stored    1 articles") && ended.out.contains("skipped   1"), "{name}: {}", ended.out);
    assert!(ended.err.contains(reason), "{name}: {}", ended.err);
}

#[test]
fn an_empty_file_is_skipped() {
    check_skipped("empty", "empty.txt", b"", "empty");
    check_skipped("blank", "blank.txt", b" \r\n\n\t ", "empty");
}

#[test]
fn a_photo_named_txt_is_skipped() {
    let mut photo = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0".to_vec();
    photo.extend((0..4000_u32).map(|it| (it.wrapping_mul(2_654_435_761) >> 11) as u8));
    check_skipped("photo", "photo.txt", &photo, "not text");
}

#[test]
fn a_record_cut_in_half_is_skipped_with_its_line() {
    let folder = folder("half");
    let line = |id: &str| serde_json::json!({"id": id, "text": ARTICLE}).to_string();
    let (first, second, third) = (line("a"), line("b"), line("c"));
    let text = format!("{first}\n{}\n{third}\n", &second[..30]);
    let path = file(&folder, "news.jsonl", text.as_bytes());
    let ended = run(&["extract", &path]);
    assert_eq!(ended.code, 1);
    assert!(ended.err.contains(&format!("{path}:2: skipped: ")), "{}", ended.err);
    assert_eq!(articles(&ended.out), 2, "{}", ended.out);
    assert!(ended.out.contains("\"doc\":\"a\"") && ended.out.contains("\"doc\":\"c\""));
}

#[test]
fn gb18030_is_read_and_counted_in_characters() {
    let folder = folder("gb18030");
    let (bytes, _, lost) = encoding_rs::GB18030.encode(ARTICLE);
    assert!(!lost);
    let (old, new) = (file(&folder, "a.txt", &bytes), folder.join("new"));
    std::fs::create_dir_all(&new).expect("a folder");
    let new = file(&new, "a.txt", ARTICLE.as_bytes());
    let (old, new) = (run(&["extract", &old]), run(&["extract", &new]));
    assert_eq!((old.code, new.code), (0, 0), "{}{}", old.err, new.err);
    assert_eq!(old.out, new.out);
    assert!(old.out.lines().count() > 1, "{}", old.out);
    for line in old.out.lines() {
        let record: Value = serde_json::from_str(line).expect("a record");
        if let (Some(start), Some(end), Some(text)) =
            (record["start"].as_u64(), record["end"].as_u64(), record["text"].as_str())
        {
            let words: String = ARTICLE.chars().skip(start as usize).take((end - start) as usize).collect();
            assert_eq!(words, text);
        }
    }
}

#[test]
fn a_folder_without_articles_and_a_missing_file_are_named() {
    let folder = folder("nothing");
    let folder = folder.to_string_lossy();
    let ended = run(&["build", &folder, "--graph", &format!("{folder}/graph")]);
    assert_eq!(ended.code, 1, "{}", ended.err);
    assert!(ended.err.contains("a folder without articles"), "{}", ended.err);
    let ended = run(&["extract", &format!("{folder}/none.txt")]);
    assert_eq!(ended.code, 1);
    assert!(ended.err.contains("none.txt: skipped: no such file"), "{}", ended.err);
}

#[test]
fn an_unknown_name_gets_near_names() {
    let graph = views::folder("cli-unknown");
    let graph = graph.to_string_lossy();
    for command in ["show", "near", "timeline", "draw", "trace"] {
        let ended = run(&[command, "张建图", "--graph", &graph]);
        assert_eq!(ended.code, 1, "{command}");
        assert!(ended.err.contains("张建图") && ended.err.contains("张建国"), "{command}: {}", ended.err);
        assert_eq!(ended.out, "");
    }
    let ended = run(&["why", "fact:none", "--graph", &graph]);
    assert_eq!(ended.code, 1);
    assert!(ended.err.contains("nothing in the graph has this IRI"), "{}", ended.err);
    let ended = run(&["why", "张建国", "--graph", &graph]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("not an IRI"), "{}", ended.err);
}

#[test]
fn a_malformed_query_is_wrong_use() {
    let graph = views::folder("cli-query");
    let graph = graph.to_string_lossy();
    let ended = run(&["query", "-e", "SELECT ?x {\n  ?x a fz:Person .\n  ?x ?y\n}", "--graph", &graph]);
    assert_eq!((ended.code, ended.out.as_str()), (2, ""), "{}", ended.err);
    assert!(ended.err.contains("error at"), "{}", ended.err);
    let ended = run(&["query", "no-such-question", "--graph", &graph]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("fangzhi queries"), "{}", ended.err);
    let ended = run(&["query", "party-secretary", "nonsense", "--graph", &graph]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("name=value"), "{}", ended.err);
    let ended = run(&["query", "-e", "SELECT ?x { ?x a fz:NoSuchClass }", "--graph", &graph]);
    assert_eq!(ended.code, 1, "nothing found");
}

#[test]
fn no_graph_says_how_to_make_one() {
    let folder = folder("no-graph");
    let graph = folder.join("graph");
    for args in [vec!["show", "x"], vec!["query", "-e", "ASK {}"], vec!["why", "fact:x"]] {
        let ended = run(&[&args[..], &["--graph", &graph.to_string_lossy()]].concat());
        assert_eq!(ended.code, 2);
        assert!(ended.err.contains("fangzhi build"), "{}", ended.err);
    }
}

#[test]
fn wrong_options_are_wrong_use() {
    let cases: [(&[&str], &str); 5] = [
        (&["extract", "--date", "2020-13", "-"], "--date"),
        (&["extract", "--jobs", "0", "-"], "--jobs"),
        (&["extract", "--data", "/no/such/folder", "-"], "--data"),
        (&["eval", "/no/such/folder", "."], "/no/such/folder"),
        (&["nonsense"], "nonsense"),
    ];
    for (args, word) in cases {
        let ended = run(args);
        assert_eq!((ended.code, ended.out.as_str()), (2, ""), "{args:?}");
        assert!(ended.err.contains(word), "{args:?}: {}", ended.err);
    }
}

#[test]
fn every_command_has_help_with_an_example_and_exit_codes() {
    let overview = run(&["--help"]).out;
    let listed = overview.split("Commands:").nth(1).and_then(|it| it.split("Options:").next()).expect("commands");
    let commands: Vec<&str> = listed.lines().filter_map(|it| it.split_whitespace().next()).collect();
    assert!(commands.len() >= 12, "{commands:?}");
    for command in commands.into_iter().filter(|it| *it != "help") {
        let ended = run(&[command, "--help"]);
        assert_eq!(ended.code, 0);
        assert!(ended.out.contains(&format!("  fangzhi {command}")) || ended.out.contains("| fangzhi"), "{command}");
        assert!(ended.out.contains("Exit codes:"), "{command}");
    }
}

#[test]
fn records_come_from_standard_input() {
    let line = serde_json::json!({"id": "x1", "text": ARTICLE, "date": "2021-03-06"}).to_string();
    let ended = run_with(&["extract", "-"], line.as_bytes());
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert!(ended.out.starts_with("{\"kind\":\"article\",\"doc\":\"x1\",\"id\":\"x1#1\""), "{}", ended.out);
    let plain = run_with(&["extract"], ARTICLE.as_bytes());
    assert_eq!((plain.code, articles(&plain.out)), (0, 1), "{}", plain.err);
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_fangzhi"))
        .args(["extract", "--format", "nq", "data/articles"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("its end");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn the_same_bytes_whatever_the_threads_and_the_order() {
    let mut files: Vec<String> = std::fs::read_dir("data/articles")
        .expect("the samples")
        .map(|it| it.expect("a file").path().to_string_lossy().into_owned())
        .collect();
    files.sort();
    let given = |files: &[String], jobs: &str, format: &str| {
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        let ended = run(&[&["extract", "--jobs", jobs, "--format", format], &files[..]].concat());
        assert_eq!(ended.code, 0, "{}", ended.err);
        ended.out
    };
    for format in ["nq", "ttl", "trig"] {
        let first = given(&files, "1", format);
        assert!(first.len() > 10_000);
        files.reverse();
        assert_eq!(first, given(&files, "2", format), "{format}: two threads and another order");
    }
}

#[test]
fn the_evidence_of_a_fact_is_given_by_line_and_column() {
    let graph = views::folder("cli-why");
    let graph = graph.to_string_lossy();
    let shown = run(&["show", "陈国斌", "--format", "json", "--graph", &graph]);
    let rows: Value = serde_json::from_str(&shown.out).expect("JSON");
    let fact = rows[0]["fact"].as_str().expect("a fact");
    let ended = run(&["why", fact, "--format", "json", "--graph", &graph]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    let rows: Value = serde_json::from_str(&ended.out).expect("JSON");
    let row = &rows[0];
    let text = std::fs::read_to_string(row["file"].as_str().expect("a file")).expect("the file");
    let number = |field: &str| row[field].as_u64().expect("a number") as usize;
    let line = text.split('\n').nth(number("line") - 1).expect("the line");
    let rest: String = line.chars().skip(number("column") - 1).collect();
    let first: String = row["words"].as_str().expect("words").chars().take(2).collect();
    assert!(rest.starts_with(&first), "{rest} {first}");
}

#[test]
fn an_iri_is_read_in_every_form_in_which_it_is_handed_on() {
    let graph = views::folder("cli-iri");
    let graph = graph.to_string_lossy();
    let of = |args: &[&str]| run(&[args, &["--graph", &graph]].concat());
    let prefixed = "id:person-张建国-141124";
    let plain = "https://w3id.org/fangzhi/id/person-张建国-141124";
    let coded = fangzhi::export::ascii(plain);
    assert!(coded.contains("%E5%BC%A0"), "{coded}");
    let lower = coded.replace("%E5%BC%A0", "%e5%bc%a0");
    let local = coded.replace("https://w3id.org/fangzhi/id/", "id:");
    let forms = [plain, &coded, &lower, &local, &format!("<{plain}>"), &format!("<{coded}>"), "张建国"];
    for command in ["show", "near", "trace", "timeline", "draw"] {
        let wanted = of(&[command, prefixed]);
        assert!(wanted.code == 0 || command == "trace", "{command}: {}", wanted.err);
        for it in &forms {
            let ended = of(&[command, it]);
            assert_eq!((ended.code, &ended.out), (wanted.code, &wanted.out), "{command} {it}: {}", ended.err);
        }
    }
    let ways = of(&["path", prefixed, "高建峰"]).out;
    assert!(forms.iter().all(|it| of(&["path", it, "高建峰"]).out == ways) && !ways.is_empty());
    assert_eq!(
        of(&["query", "posts-of", &format!("person={coded}")]).out,
        of(&["query", "posts-of", "person=张建国"]).out
    );
    // What the graph itself writes in percent codes stays so, and so does a name that has some.
    for iri in ["id:org-a%2Db-141124", "id:event-%E2%80%9C3367%E2%80%9D", "id:a%zz%E5", "fact:x%", "id:a%E5%BC"] {
        assert_eq!(fangzhi::iri::given(iri), fangzhi::ontology::expand(iri), "{iri}");
    }
    let quoted = "id:event-%E2%80%9C%E9%A1%B9%E7%9B%AE%E2%80%9D";
    assert_eq!(fangzhi::iri::given(quoted), fangzhi::ontology::expand("id:event-%E2%80%9C项目%E2%80%9D"));
}

#[test]
fn the_examples_of_why_resolve_on_the_samples() {
    let graph = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli-why-help");
    let _ = std::fs::remove_dir_all(&graph);
    let graph = graph.to_string_lossy();
    assert_eq!(run(&["build", "data/articles", "--graph", &graph]).code, 0);
    let help = run(&["why", "--help"]).out;
    let examples: Vec<&str> = help.lines().filter_map(|it| it.trim().strip_prefix("fangzhi why fact:")).collect();
    assert!(!examples.is_empty(), "{help}");
    for it in examples {
        let full = fangzhi::export::ascii(&format!("{}{it}", fangzhi::ontology::FACT));
        for iri in [format!("fact:{it}"), full] {
            let ended = run(&["why", &iri, "--graph", &graph]);
            assert!(ended.code == 0 && ended.out.contains("data/articles/"), "{iri}: {}", ended.err);
        }
    }
}

#[test]
fn an_empty_answer_says_so() {
    let graph = views::folder("cli-empty").to_string_lossy().into_owned();
    for args in [
        &["groups", "--class", "Person"][..],
        &["rank", "--class", "Document", "--place", "孝义市"],
        &["timeline", "泰业煤矿", "--from", "2030"],
        &["near", "泰业煤矿", "--from", "2030"],
    ] {
        let ended = run(&[args, &["--graph", &graph]].concat());
        assert_eq!((ended.code, ended.err.lines().count()), (1, 1), "{args:?}: {}", ended.err);
    }
}
