//! What `export` hands on, read by those who use it: rdflib, FollowTheMoney, Frictionless; and what `diff` tells.
#![expect(clippy::non_ascii_literal, reason = "names and words of articles")]
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use fangzhi::data::Data;
use fangzhi::derive::edges;
use fangzhi::encode::{Source, encode};
use fangzhi::entity::Class;
use fangzhi::folder::Builder;
use fangzhi::ontology::{Ontology, expand};
use fangzhi::pipeline::Reading;
use fangzhi::show::evidence;
use fangzhi::statement::{Event, Fact, Figure, Flow, Party, Post, Relation};
use fangzhi::store;
use fangzhi::value::{Date, Period, Qualifier};
use serde_json::Value;

use crate::python::python;
use crate::record::{entity, joined, statement};
use crate::views;

/// The syntaxes and formats that are one file.
const FILES: [&str; 7] = ["nq", "trig", "ttl", "jsonld", "rdfxml", "ftm", "popolo"];

/// What a name must not do to those who read it: be a formula, end a cell, a line or a tag, turn the line round.
const HOSTILE: [&str; 8] = [
    "=1+1",
    "@SUM(A1:A9)",
    "+cmd|' /C calc'!A0",
    "-2+3\"; DROP TABLE x,\"",
    "<script>alert(\"1\")</script>&amp;",
    "上一行\n下一行\t=2+2",
    "\u{202e}左右\u{200f}\u{2067}相反",
    "响铃\u{7}\u{1b}[31m与\u{c}换页\u{0}\u{fffe}",
];

fn fangzhi(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_fangzhi")).args(args).output().expect("a run")
}

fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

fn printed(args: &[&str]) -> String {
    let output = fangzhi(args);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Makes an empty folder for a test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("export").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// Writes every format of a graph into a folder, as `.ci/exports` expects them.
fn exports(graph: &Path, name: &str) -> PathBuf {
    let folder = folder(name);
    for format in FILES {
        let path = folder.join(format!("graph.{format}"));
        assert_eq!(printed(&["export", "--graph", text(graph), "--format", format, "-o", text(&path)]), "");
    }
    let tables = folder.join("tables");
    assert_eq!(printed(&["export", "--graph", text(graph), "--format", "csv", "-o", text(&tables)]), "");
    folder
}

/// Lets those read it who use such files; none where [`python`] leaves it out.
fn read_by_others(folder: &Path) -> Option<String> {
    let output = python(&[".ci/exports", text(folder)])?;
    let told = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    Some(told)
}

/// A graph of which every name and every word in the text's own is hostile.
fn hostile(name: &str) -> PathBuf {
    let ontology = Ontology::load(&Data::default()).expect("the vocabulary");
    let graph = folder(name).join("graph");
    let builder = Builder::open(&graph).expect("a folder");
    let day = Date { year: 2021, month: Some(3), day: Some(5) };
    let day = Some(Period { start: Some(day), end: Some(day) });
    for (number, it) in HOSTILE.iter().enumerate() {
        let classes = [Class::Person, Class::Organization, Class::Place, Class::Program, Class::Honour, Class::Product];
        let entities = classes.iter().map(|class| entity(*class, it)).collect();
        let own = (*it).to_owned();
        let post =
            Post { person: 0, title: own.clone(), organization: Some(1), place: Some(2), former: true, tenure: day };
        let event = Event {
            kind: "meeting",
            name: own.clone(),
            entity: None,
            date: day,
            place: Some(2),
            participants: vec![(0, "host"), (1, "organizer"), (2, "attendee")],
        };
        let flow = |payee, status, unit: &str| Flow {
            kind: "donation",
            payer: Some(Party::Words(own.clone())),
            payee,
            amount: -12.5e4,
            amount_max: None,
            printed: own.clone(),
            unit: unit.to_owned(),
            qualifier: Qualifier::Over,
            status,
            purpose: Some(own.clone()),
            program: Some(3),
            date: day,
        };
        let figure = Figure {
            metric: own.clone(),
            value: 1.5,
            value_max: None,
            printed: own.clone(),
            unit: Some(own.clone()),
            area: Some(2),
            time: day,
            qualifier: Qualifier::Exact,
            planned: false,
            change: None,
        };
        let facts = [
            Fact::Post(post),
            Fact::Event(event),
            Fact::Flow(flow(None, "completed", "CNY")),
            Fact::Flow(flow(Some(Party::Entity(2)), "planned", "CNY")),
            Fact::Flow(flow(Some(Party::Entity(3)), "completed", it)),
            Fact::Figure(figure),
            Fact::Relation(Relation { subject: 1, predicate: "awarded", object: 4 }),
            Fact::Relation(Relation { subject: 0, predicate: "employed_by", object: 1 }),
        ];
        let mut article = joined(&format!("{it}，又及{it}。"));
        article.id = format!("{it}{number}#1");
        article.doc = format!("{it}{number}");
        article.title = Some(0..article.text.len());
        article.authors.push(0..article.text.len());
        let words: String = it.chars().filter(|it| *it != '\n').collect();
        let statements = facts.into_iter().map(|fact| statement(&article, &words, fact)).collect();
        let (publisher, url, sha256) = (Some(own.clone()), Some(own.clone()), "0".repeat(64));
        let source = Source { file: own.clone(), publisher, url, sha256 };
        let reading = Reading { entities, statements, date: day, article, ..Reading::default() };
        let mut quads = encode(&source, &reading);
        quads.extend(edges(&ontology, &quads));
        builder.put(&format!("p{number}"), "key", &quads).expect("a page");
    }
    builder.finish(None).expect("a graph");
    graph
}

fn entities(folder: &Path) -> Vec<Value> {
    let lines = std::fs::read_to_string(folder.join("graph.ftm")).expect("a file");
    lines.lines().map(|it| serde_json::from_str(it).expect("JSON")).collect()
}

/// Returns the values of a property of an entity of `FollowTheMoney`.
fn values<'a>(entity: &'a Value, property: &str) -> Vec<&'a str> {
    let values = entity["properties"][property].as_array();
    values.into_iter().flatten().map(|it| it.as_str().expect("text")).collect()
}

/// Returns the cells of a file of CSV, row by row.
fn cells(csv: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut characters = csv.chars().peekable();
    while let Some(it) = characters.next() {
        match it {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            it => cell.push(it),
        }
    }
    assert!(!quoted && row.is_empty(), "an open cell");
    rows
}

/// Returns the rows of every table, by name, each a map of its columns.
fn tables(folder: &Path) -> BTreeMap<String, Vec<BTreeMap<String, String>>> {
    let mut tables = BTreeMap::new();
    for entry in std::fs::read_dir(folder.join("tables")).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|it| it == "csv") {
            let mut rows = cells(&std::fs::read_to_string(&path).expect("a table")).into_iter();
            let header = rows.next().expect("a header");
            let rows = rows.map(|it| {
                assert_eq!(it.len(), header.len(), "{path:?}: {it:?}");
                header.iter().cloned().zip(it).collect()
            });
            tables.insert(path.file_stem().expect("a name").to_string_lossy().into_owned(), rows.collect());
        }
    }
    tables
}

#[test]
fn others_read_every_format_of_the_samples() {
    let graph = folder("others-graph").join("graph");
    printed(&["build", "data/articles", "--graph", text(&graph)]);
    let folder = exports(&graph, "others");
    let tables = tables(&folder);
    let verdicts: BTreeSet<&str> = tables["finding"].iter().map(|it| it["verdict"].as_str()).collect();
    assert!(verdicts.contains("contradicts") && tables["finding_compares"].len() >= 2 * tables["finding"].len());
    let entities = entities(&folder);
    let payments = entities.iter().filter(|it| it["schema"] == "Payment" && values(it, "amount") == ["10000000"]);
    assert_eq!(payments.count(), 1, "told twice, paid once");
    // Who adds up the payments by their sides has each money once: the gift of one firm is a part of that of eleven.
    let names: BTreeMap<&str, &str> =
        entities.iter().filter_map(|it| Some((it["id"].as_str()?, *values(it, "name").first()?))).collect();
    let sum = |side: &str, name: &str| -> f64 {
        let payments = entities.iter().filter(|it| it["schema"] == "Payment" && names[values(it, side)[0]] == name);
        payments.map(|it| values(it, "amount")[0].parse::<f64>().expect("a number")).sum()
    };
    for (side, name, of) in [
        ("beneficiary", "从罗峪镇", 630_000.0),
        ("payer", "泰业煤矿", 100_000.0),
        ("payer", "11家企业", 530_000.0),
        ("payer", "孝义市政府", 10_000_000.0 + 30_000_000.0),
        ("payer", "孝义市", 0.0),
    ] {
        assert!((sum(side, name) - of).abs() < 1e-6, "{name}: {}", sum(side, name));
    }
    let told_of: Vec<_> =
        entities.iter().filter(|it| values(it, "summary").iter().any(|it| it.contains("63万元 − 10万元"))).collect();
    assert!(told_of.len() == 1 && values(told_of[0], "summary").len() == 2, "{told_of:?}");
    let again = |it: &&Value| {
        it["schema"] == "UnknownLink" && values(it, "summary").iter().any(|it| it.starts_with("同一笔钱 fact:"))
    };
    assert!(entities.iter().any(|it| again(&it)), "the other telling keeps its words");
    if let Some(told) = read_by_others(&folder) {
        assert!(told.contains("rdf: ") && told.contains(" foreign keys") && told.contains("Occupancy"), "{told}");
    }
}

#[test]
fn hostile_names_are_harmless_in_every_format() {
    let folder = exports(&hostile("hostile-graph"), "hostile");
    read_by_others(&folder);
    let tables = tables(&folder);
    assert_eq!(tables["tenure"].len(), HOSTILE.len());
    let mut apostrophes = 0;
    for (name, row) in tables.iter().flat_map(|(name, rows)| rows.iter().map(move |it| (name, it))) {
        for (column, cell) in row {
            let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
            assert!(!formula, "{name}.{column}: {cell:?}");
            let control = cell
                .chars()
                .any(|it| it.is_control() || matches!(it, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'));
            assert!(!control, "{name}.{column}: {cell:?}");
            apostrophes += u32::from(cell.starts_with("'="));
        }
    }
    assert!(apostrophes > 5, "{apostrophes}");
    for format in ["ftm", "popolo"] {
        let text = std::fs::read_to_string(folder.join(format!("graph.{format}"))).expect("a file");
        assert!(!text.contains(['\u{202e}', '\u{7}', '\u{1b}', '\u{200f}']), "{format}");
        assert!(text.contains("<script>alert(\\\"1\\\")</script>"), "{format}: names are kept");
    }
}

#[test]
fn every_row_carries_an_iri_that_has_evidence() {
    let graph = views::folder("export-why");
    let folder = exports(&graph, "why");
    let store = store::open(&graph, &Ontology::load(&Data::default()).expect("the vocabulary")).expect("a graph");
    let mut seen = BTreeSet::new();
    let mut check = |iri: &str, quote: Option<&str>| {
        let found = evidence(&store, &expand(iri).unwrap_or_else(|| panic!("{iri}: no IRI")));
        assert!(!found.is_empty(), "{iri}");
        assert!(quote.is_none_or(|quote| found.iter().any(|it| it.quote == quote)), "{iri}: {quote:?}");
        seen.insert(iri.to_owned());
    };
    let tables = tables(&folder);
    for name in ["tenure", "event", "flow", "figure", "relation"] {
        assert!(tables[name].len() > 10, "{name}");
        for row in &tables[name] {
            check(&row["id"], Some(&row["quote"]));
            assert!(row["sentence"].contains(&row["quote"]) && row["article"].starts_with("article:"), "{row:?}");
        }
    }
    tables["evidence"].iter().for_each(|it| check(&it["fact"], Some(&it["quote"])));
    tables["event_participant"].iter().for_each(|it| check(&it["event"], None));
    for it in entities(&folder).iter().filter(|it| it["properties"]["recordId"].is_array()) {
        check(values(it, "recordId")[0], None);
        let told = values(it, "description").join("\n");
        assert!(told.contains("characters") && told.contains('【'), "{told}");
    }
    let popolo = std::fs::read_to_string(folder.join("graph.popolo")).expect("a file");
    let popolo: Value = serde_json::from_str(&popolo).expect("JSON");
    for it in popolo["memberships"].as_array().expect("memberships") {
        check(it["id"].as_str().expect("an id"), None);
        assert!(it["sources"][0]["note"].as_str().is_some_and(|it| it.contains('【')), "{it}");
    }
    assert_eq!(seen.len(), tables["fact"].len());
}

#[test]
fn money_that_did_not_go_is_no_payment() {
    let folder = exports(&views::folder("export-money"), "money");
    let (flows, entities) = (tables(&folder).remove("flow").expect("flows"), entities(&folder));
    let of = |schema: &str| entities.iter().filter(|it| it["schema"] == schema).collect::<Vec<_>>();
    let payments: BTreeSet<&str> = of("Payment").iter().map(|it| values(it, "recordId")[0]).collect();
    let links: BTreeSet<&str> = of("UnknownLink").iter().map(|it| values(it, "recordId")[0]).collect();
    assert!(payments.len() > 5, "{payments:?}");
    let (mut planned, mut cover) = (0, 0);
    for flow in &flows {
        let id = flow["id"].as_str();
        assert!(payments.contains(id) != links.contains(id), "{flow:?}");
        // What was pledged has gone where it is a part of what went.
        let whole = flows.iter().find(|it| !flow["partOfMoney"].is_empty() && it["id"] == flow["partOfMoney"]);
        let went =
            [Some(flow), whole].into_iter().flatten().any(|it| it["status"] == "completed" && it["unit"] == "CNY");
        assert!(went || links.contains(id), "{flow:?}");
        planned += u32::from(flow["status"] == "planned");
        if flow["kind"] == "insuranceCover" {
            assert!(links.contains(id), "{flow:?}");
            cover += 1;
        }
    }
    assert!(planned > 0 && cover > 0);
    let names: BTreeMap<&str, &str> =
        entities.iter().filter_map(|it| Some((it["id"].as_str()?, *values(it, "name").first()?))).collect();
    let told: Vec<[&str; 2]> = (of("Payment").iter())
        .filter(|it| values(it, "amount") == ["10000000"])
        .map(|it| ["payer", "beneficiary"].map(|side| names[values(it, side)[0]]))
        .collect();
    assert!(told.contains(&["孝义市政府", "临县"]), "{told:?}");
}

#[test]
fn popolo_tells_who_held_which_post() {
    let popolo = printed(&["export", "--graph", text(&views::folder("export-popolo")), "--format", "popolo"]);
    let popolo: Value = serde_json::from_str(&popolo).expect("JSON");
    let one = |kind: &str, id: &Value| {
        let all = popolo[kind].as_array().expect("a list");
        all.iter().find(|it| it["id"] == *id).unwrap_or_else(|| panic!("{kind}: {id}")).clone()
    };
    let mut posts = BTreeSet::new();
    for it in popolo["memberships"].as_array().expect("memberships") {
        if one("persons", &it["person_id"])["name"] == "张建国" {
            let post = one("posts", &it["post_id"]);
            let body = one("organizations", &post["organization_id"]);
            posts.insert(format!(
                "{} {}",
                body["name"].as_str().expect("a name"),
                post["role"].as_str().expect("a role")
            ));
        }
    }
    assert_eq!(posts.into_iter().collect::<Vec<_>>(), ["临县县委 书记", "吕梁市人大常委会 副主任"]);
}

#[test]
fn the_filter_and_the_graph_say_the_same_and_always_in_the_same_bytes() {
    let graph = folder("bytes").join("graph");
    printed(&["build", "data/articles", "--no-derive", "--graph", text(&graph)]);
    for format in ["nq", "ttl", "trig"] {
        let exported = printed(&["export", "--graph", text(&graph), "--format", format]);
        assert_eq!(exported, printed(&["extract", "data/articles", "--format", format]), "{format}");
    }
    for format in ["jsonld", "rdfxml", "ftm", "popolo"] {
        let again = || printed(&["export", "--graph", text(&graph), "--format", format]);
        assert_eq!(again(), again(), "{format}");
    }
}

#[test]
fn unsure_facts_are_left_out_of_every_format() {
    let graph = folder("unsure").join("graph");
    printed(&["build", "data/articles", "--graph", text(&graph)]);
    let lines = |format: &str, least: &str| {
        printed(&["export", "--graph", text(&graph), "--format", format, "--min-confidence", least]).lines().count()
    };
    // The rules of posts, of which Popolo tells, are right more often than others.
    for (format, least) in [("nq", "0.9"), ("ftm", "0.9"), ("popolo", "0.97")] {
        let (all, some, none) = (lines(format, "0"), lines(format, least), lines(format, "1.1"));
        assert!(all > some && some > none, "{format}: {all} {some} {none}");
    }
}

#[test]
fn wrong_use_is_told_with_what_to_do() {
    let graph = views::folder("export-wrong");
    let here = folder("wrong");
    let cases = [
        (vec!["export", "--format", "csv"], "-o DIR"),
        (vec!["export", "-o", text(&here)], "name a file"),
        (vec!["export", "-o", "no/such/folder/x.nq"], "no/such/folder/x.nq"),
        (vec!["export", "--format", "excel"], "rdfxml"),
        (vec!["export", "--graph", "no/such/graph"], "fangzhi build"),
        (vec!["diff", "no/such/graph", text(&graph)], "fangzhi build"),
    ];
    for (args, word) in cases {
        let graph = if args.contains(&"--graph") || args[0] == "diff" { vec![] } else { vec!["--graph", text(&graph)] };
        let output = fangzhi(&[&args[..], &graph[..]].concat());
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {told}");
        assert!(told.contains(word), "{args:?}: {told}");
    }
    assert_eq!(std::fs::read_dir(&here).expect("a folder").count(), 0, "nothing half written");
}

#[test]
fn diff_tells_facts_gained_and_lost_with_their_sentences() {
    let here = folder("diff");
    let build = |name: &str, text: &str| {
        std::fs::write(here.join("page.txt"), text).expect("a page");
        let run = Command::new(env!("CARGO_BIN_EXE_fangzhi"))
            .args(["build", "page.txt", "--graph", name])
            .current_dir(&here)
            .output()
            .expect("a run");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        here.join(name)
    };
    let page = "青山县召开春耕现场会\n\n本报讯 3月5日，青山县在白水镇召开春耕现场会。县长周正讲话。全县完成春播面积4.3万亩。\n";
    let before = build("before", page);
    let after = build("after", &page.replace("周正", "吴敏").replace("4.3", "5.3"));
    let same = fangzhi(&["diff", text(&before), text(&before)]);
    assert_eq!((same.status.code(), same.stdout.len()), (Some(0), 0));
    let differ = |format: &str| {
        let output = fangzhi(&["diff", text(&before), text(&after), "--format", format]);
        assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let rows: Value = serde_json::from_str(&differ("json")).expect("JSON");
    let rows: Vec<[&str; 4]> = (rows.as_array().expect("rows").iter())
        .map(|it| ["change", "class", "what", "sentence"].map(|column| it[column].as_str().expect("text")))
        .collect();
    let sentence = |number: &str| format!("全县完成春播面积【{number}万亩】。");
    let area = |change, number: &str| {
        rows.iter()
            .any(|it| it[0] == change && it[1] == "Figure" && it[2].contains(number) && it[3] == sentence(number))
    };
    assert!(area("gained", "5.3") && area("lost", "4.3"), "{rows:?}");
    let person = |change, name| rows.iter().any(|it| it[..3] == [change, "Person", name]);
    assert!(person("gained", "吴敏") && person("lost", "周正"), "{rows:?}");
    assert!(!rows.iter().any(|it| it[2].contains("白水镇") && it[1] == "Place"), "{rows:?}");
    let page = differ("table");
    assert!(page.contains("gained 1, lost 1, changed 0") && page.contains(&sentence("5.3")), "{page}");
    assert_eq!(cells(&differ("csv")).len(), rows.len() + 1);
}

#[test]
fn a_fact_has_changed_where_its_own_words_have_and_both_are_shown() {
    let here = folder("diff-changed");
    let build = |name: &str, pages: &[&str]| {
        let texts = here.join("pages");
        let _ = std::fs::remove_dir_all(&texts);
        std::fs::create_dir_all(&texts).expect("a folder");
        for (number, it) in pages.iter().enumerate() {
            std::fs::write(texts.join(format!("page{number}.txt")), it).expect("a page");
        }
        printed(&["build", text(&texts), "--graph", text(&here.join(name))]);
        here.join(name)
    };
    let one = "青山县捐赠白水镇\n\n本报讯 2021年3月5日，青山县向白水镇捐赠1234万元。青山县共有合作社1203家。\n";
    let two = "青山县援助白水镇\n\n本报讯 2021年3月5日，青山县向白水镇捐赠1234万元。青山县共有合作社1203家。\n";
    let differ = |before: &Path, after: &Path, format: &str| {
        let output = fangzhi(&["diff", text(before), text(after), "--format", format]);
        assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    // A second article tells the same: what the first says stays as it was, though it has links now.
    let (alone, both) = (build("alone", &[one]), build("both", &[one, two]));
    let rows: Value = serde_json::from_str(&differ(&alone, &both, "json")).expect("JSON");
    let rows = rows.as_array().expect("rows");
    assert!(rows.iter().any(|it| it["class"] == "Finding" && it["change"] == "gained"), "{rows:?}");
    assert!(!rows.iter().any(|it| it["change"] == "changed"), "{rows:?}");
    // Another telling of the same: the words of both.
    let told = build("told", &[&one.replace("1234万元。", "1234万元，深受好评。")]);
    let rows: Value = serde_json::from_str(&differ(&alone, &told, "json")).expect("JSON");
    let changed = rows.as_array().expect("rows").iter().find(|it| it["class"] == "Flow" && it["change"] == "changed");
    let changed = changed.unwrap_or_else(|| panic!("{rows:?}"));
    let of = |column: &str| changed[column].as_str().expect("text").to_owned();
    assert!(of("properties").contains("sentence") && of("sentence").contains("好评"), "{changed:?}");
    assert!(of("sentence_before").ends_with("万元】。") && of("what_before").contains("1234万元"), "{changed:?}");
    let page = differ(&alone, &told, "table");
    let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("{words}: {page}"));
    assert!(
        at("    before ") < at("捐赠1234万元】。") && at("    after ") < at("捐赠1234万元】，深受好评。"),
        "{page}"
    );
    assert!(!page.contains("1203家"), "what only stands further down has not changed: {page}");
}

#[test]
fn a_stream_of_the_folder_is_what_the_store_says() {
    let graph = views::folder("export-stream");
    let streamed = printed(&["export", "--graph", text(&graph)]);
    let loaded = printed(&["export", "--graph", text(&graph), "--min-confidence", "0.000001"]);
    assert!(streamed.lines().count() > 5000 && streamed == loaded);
    assert!(streamed.lines().zip(streamed.lines().skip(1)).all(|(one, next)| one < next), "sorted, each once");
}
