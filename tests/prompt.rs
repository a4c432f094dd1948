//! The prompt: where a query ends, what completes a word, and how it is talked to through a pipe and on a terminal.
#![expect(clippy::non_ascii_literal, reason = "names to complete")]
use std::process::Command;

use fangzhi::prompt::{Known, Part, command, is_whole, parts};

use crate::cli::run_with;
use crate::views::{folder, ontology, samples};

#[test]
fn a_query_ends_with_its_last_bracket() {
    let whole = [
        "ASK {}",
        "SELECT ?x { ?x a fz:Person ; rdfs:label ?y }",
        "SELECT (COUNT(*) AS ?n)\n{ ?x ?y \"}{\" }",
        "DESCRIBE id:place-141124",
        "SELECT ?x { ?x ?y <https://example.org/a#b> } # {",
        "SELECT ?x { ?x ?y 5 FILTER(?x < 5 && ?y > 3) }",
        "nonsense;",
        "nonsense\n",
        "ASK { ?x ?y '''a\n{''' }",
        "ASK } {",
    ];
    let begun = [
        "SELECT ?x",
        "SELECT ?x {",
        "SELECT ?x { ?x a fz:Person ; # }",
        "PREFIX a: <https://example.org/#>",
        "ASK { ?x ?y \"a}",
        "ASK { ?x ?y '''a}'",
        "SELECT (COUNT(*)",
        "SELECT ?describe",
        "",
    ];
    for it in whole {
        assert!(is_whole(it), "{it}");
    }
    for it in begun {
        assert!(!is_whole(it), "{it}");
    }
}

#[test]
fn a_text_is_parted_into_queries_that_keep_their_lines() {
    let text = "# first\nPREFIX a: <https://example.org/#>\n\nASK { ?x a a:b ; a:c ?d .\n\n}\n\n.format csv\n\nDESCRIBE id:x\n\nASK {}; ASK { ?x ?y \";\" } ;\n# the end\n";
    let part = |line, text: &str| Part { line, text: text.to_owned() };
    let expected = [
        part(0, "# first\nPREFIX a: <https://example.org/#>\n\nASK { ?x a a:b ; a:c ?d .\n\n}"),
        part(7, ".format csv"),
        part(9, "DESCRIBE id:x"),
        part(11, "ASK {}"),
        part(11, "        ASK { ?x ?y \";\" }"),
    ];
    assert_eq!(parts(text), expected);
    assert_eq!(parts(" \n# nothing\n\n"), []);
    assert_eq!(parts("ASK {"), [part(0, "ASK {")]);
    assert_eq!(parts(";;;\n;"), []);
}

#[test]
fn no_text_makes_it_fail() {
    let pieces =
        ["\"", "'", "'''", "\\", "<", ">", "#", ";", "{", "}", "\n", "描", "d", "describe", ".", "?", " ", "\u{0}"];
    let known = Known { words: vec!["fz:名".to_owned()], ..Known::default() };
    let mut lot = 7_usize;
    for _ in 0..3000 {
        let mut text = String::new();
        for _ in 0..12 {
            lot = lot.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[(lot >> 40) % pieces.len()]);
        }
        let _ = is_whole(&text);
        for it in parts(&text) {
            assert!(!it.text.trim().is_empty(), "{text:?}");
        }
        for (at, _) in text.char_indices() {
            let (start, _) = known.offers(&text, at);
            assert!(start <= at && text.is_char_boundary(start), "{text:?}");
        }
    }
}

#[test]
fn prefixes_terms_names_and_variables_are_completed() {
    let mut known = Known::of(&samples("prompt-complete"), &ontology());
    known.commands = vec![".format".to_owned(), ".quit".to_owned()];
    known.questions = vec!["who-held".to_owned(), "who-wrote".to_owned()];
    let offered = |text: &str| -> (usize, Vec<String>) {
        let (start, offers) = known.offers(text, text.len());
        (start, offers.into_iter().map(|it| it.put).collect())
    };
    let one = |start: usize, put: &str| (start, vec![put.to_owned()]);
    assert_eq!(offered("sel"), one(0, "SELECT"));
    assert_eq!(offered("SELECT ?x { ?x a fz:Ten"), one(17, "fz:Tenure"));
    assert_eq!(
        offered("SELECT ?x { ?x dct"),
        (15, ["dcterms:", "dcterms:identifier", "dcterms:title"].map(str::to_owned).to_vec())
    );
    assert_eq!(offered("ASK { ?x rdfs:label \"张建"), one("ASK { ?x rdfs:label \"".len(), "张建国"));
    assert_eq!(offered("ASK { 张建"), one(6, "id:person-张建国-141124"));
    assert_eq!(offered("ASK { id:person-张建"), one(6, "id:person-张建国-141124"));
    assert_eq!(offered("SELECT ?person { ?p"), one(17, "?person"));
    assert_eq!(offered("ASK { ").1, Vec::<String>::new());
    assert_eq!(offered(".f"), one(0, ".format"));
    assert_eq!(offered(".run who-h"), one(5, "who-held"));
    let (_, offers) = known.offers("ASK { 张建", "ASK { 张建".len());
    assert!(offers[0].shown.contains("张建国  id:person-"), "{offers:?}");
}

#[test]
fn queries_come_through_a_pipe() {
    let graph = folder("prompt-pipe");
    let graph = graph.to_string_lossy();
    let ended = |text: &str, more: &[&str]| run_with(&[&["query", "--graph", &graph], more].concat(), text.as_bytes());
    let two = "SELECT ?n {\n  id:place-141124 rdfs:label ?n\n}\n\nASK { id:place-141124 a fz:Place };\n.run posts-of person=张建国\n";
    let all = ended(two, &[]);
    assert_eq!((all.code, all.err.as_str()), (0, ""), "{}", all.out);
    assert!(all.out.starts_with("n\n----\n临县\n\nanswer\n------\ntrue\n"), "{}", all.out);
    assert!(all.out.contains("书记"), "{}", all.out);
    let csv = ended(two, &["--format", "csv"]);
    assert!(csv.out.starts_with("n\n临县\nanswer\ntrue\n"), "{}", csv.out);
    assert_eq!(ended(".format csv\nASK {}\n", &[]).out, "answer\ntrue\n");
    assert_eq!(ended("ASK {};\n.quit\nASK {}", &["--format", "csv"]).out, "answer\ntrue\n");
    assert_eq!(ended("SELECT ?x { ?x a fz:None }", &[]).code, 1);
    let wrong = ended("ASK {};\n\nSELECT ?x {\n  ?x ?y\n};\nASK {};\n.nothing\n", &["--format", "csv"]);
    assert_eq!((wrong.code, wrong.out.as_str()), (2, "answer\ntrue\nanswer\ntrue\n"));
    assert!(wrong.err.contains("standard input: error at 5:"), "the line of the whole input: {}", wrong.err);
    assert!(wrong.err.contains(".nothing: no such command"), "{}", wrong.err);
    assert!(wrong.err.contains("2 of 4 queries"), "{}", wrong.err);
    let nothing = ended("", &[]);
    assert_eq!(nothing.code, 2);
    assert!(nothing.err.contains("no query"), "{}", nothing.err);
    assert!(ended(".help\n.queries\n", &[]).out.contains("who-wrote"));
}

/// Types into the program as on a terminal, and prints what it shows.
const TYPIST: &str = r#"
import os, pty, select, sys, time
program, graph, state = sys.argv[1:4]
child, terminal = pty.fork()
if child == 0:
    os.environ.update(XDG_STATE_HOME=state, TERM="xterm", COLUMNS="200")
    os.execv(program, [program, "query", "--graph", graph])
shown = b""
def wait(for_what):
    global shown
    until = time.time() + 60
    while for_what not in shown and time.time() < until:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                shown += os.read(terminal, 65536)
            except OSError:
                return
    seen, found, shown = shown.partition(for_what)
    sys.stdout.buffer.write(seen + found)
    if not found:
        sys.exit("not shown: %r" % for_what)
wait(b"[?2004h")
for typed, answer in zip(sys.argv[4::2], sys.argv[5::2]):
    os.write(terminal, typed.encode())
    wait(answer.encode())
os.write(terminal, b".quit\r")
_, status = os.waitpid(child, 0)
sys.exit(os.waitstatus_to_exitcode(status))
"#;

/// What tells that the next line is waited for: what is typed before it is dropped.
const READY: &str = "[?2004h";

#[cfg(unix)]
#[test]
fn a_terminal_gets_a_prompt() {
    let graph = folder("prompt-terminal");
    let state = graph.join("state");
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let talk = [
        ("SELECT ?n {\r", "\n"),
        ("  id:place-141124 rdfs:la\t", "rdfs:label"),
        (" ?n }\r", "临县"),
        ("", READY),
        ("SELECT ?x { ?x ?y }\r", "error at 1:"),
        ("", READY),
        (".format csv\r", READY),
        (".run who-wr\t", "who-wrote"),
        ("\r", READY),
    ];
    let typed = talk.iter().flat_map(|it| [it.0, it.1]);
    let output = Command::new(python)
        .args(["-c", TYPIST, env!("CARGO_BIN_EXE_fangzhi")])
        .args([&graph, &state])
        .args(typed)
        .output()
        .expect("Python");
    let shown = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{shown}");
    let history = std::fs::read_to_string(state.join("fangzhi/history")).expect("a history");
    assert!(history.contains("rdfs:label") && history.contains(".format csv"), "{history}");
}

#[test]
fn a_command_on_the_last_line_gives_up_what_was_begun() {
    let commands = [".quit".to_owned(), ".run".to_owned()];
    for (typed, told) in [
        (".quit", Some(".quit")),
        ("SELECT * WHERE { ?a ?b ?c\n.quit\n", Some(".quit")),
        ("SELECT * WHERE {\n  .run posts-of person=张建国", Some(".run posts-of person=张建国")),
        ("SELECT * WHERE { ?a ?b ?c\n. ?a ?d ?e }", None),
        ("SELECT * WHERE {\n.quitter", None),
        ("", None),
    ] {
        assert_eq!(command(typed, &commands), told, "{typed:?}");
    }
}
