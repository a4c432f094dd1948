//! The report of what looks like a fact and from which nothing was taken.
#![expect(clippy::non_ascii_literal, reason = "articles to read")]
use std::process::Command;

use fangzhi::gaps::{self, Gap, Gaps};
use fangzhi::table::Cell;

use crate::real;

const TEXT: &str = "怀远县春耕忙\n\n本报讯 怀远县委书记周正讲话。全县完成春播面积4.3万亩。仓库编号为7743。书记们说了三年。这里风景优美。马家沟村有两个水塘。朝阳区拨付资金800万元。\n（李明）\n";

/// Returns the gaps of a text with one article.
fn gaps_of(text: &str, least: f32) -> (String, Gaps) {
    let readings = real::read(&real::page("a", text.to_owned()));
    let [reading] = readings.as_slice() else { panic!("{} articles", readings.len()) };
    (reading.article.text.clone(), gaps::find(real::knowledge(), reading, least))
}

/// Returns kind, words and reason of each gap.
fn told(text: &str, gaps: &[Gap]) -> Vec<(&'static str, String, &'static str)> {
    gaps.iter().map(|it| (it.kind, text[it.span.clone()].to_owned(), it.reason)).collect()
}

#[test]
fn what_was_not_taken_is_told_with_its_reason() {
    let (text, gaps) = gaps_of(TEXT, 0.0);
    let told = told(&text, &gaps.gaps);
    for (kind, words, reason) in [
        ("number", "7743", "digits that were read neither as a quantity nor as a time"),
        ("number", "三年", "a stretch of time"),
        ("number", "两个", "in Chinese numerals without a unit of measure"),
        ("title", "书记", "no name beside it"),
        ("sentence", "书记们说了三年。", "nothing taken"),
        ("sentence", "马家沟村有两个水塘。", "nothing taken"),
        ("place", "马家沟村", "not in the gazetteer"),
    ] {
        let gap = (kind, words.to_owned(), reason);
        assert!(told.contains(&gap), "{gap:?} is not among {told:#?}");
    }
    let words = |word: &str| told.iter().filter(|it| it.1.contains(word)).collect::<Vec<_>>();
    for taken in ["周正", "4.3万亩", "800万元", "风景", "怀远县委书记"] {
        assert!(words(taken).is_empty(), "{:?}", words(taken));
    }
    assert_eq!(gaps.totals["sum"], (1, 0));
    assert_eq!(gaps.totals["number"].1 as usize, told.iter().filter(|it| it.0 == "number").count());
}

#[test]
fn names_between_which_nothing_decides_are_listed() {
    let (text, gaps) = gaps_of("春耕忙\n\n本报讯 白水镇完成播种面积300亩。\n", 0.0);
    let place = gaps.gaps.iter().find(|it| it.kind == "place").expect("a place");
    assert_eq!(&text[place.span.clone()], "白水镇");
    assert_eq!(place.reason, "several places of this name, and nothing decides");
    assert!(place.detail.contains(", ") && place.detail.ends_with(" more"), "{}", place.detail);
}

#[test]
fn facts_of_rules_that_are_right_too_seldom_are_gaps() {
    let (text, gaps) = gaps_of(TEXT, 1.0);
    let weak: Vec<&Gap> = gaps.gaps.iter().filter(|it| it.reason.starts_with("found by a rule")).collect();
    let words: Vec<&str> = weak.iter().map(|it| &text[it.span.clone()]).collect();
    for word in ["4.3万亩", "800万元", "书记"] {
        assert!(words.contains(&word), "{word} is not among {words:?}");
    }
    assert!(weak.iter().all(|it| it.detail.contains(" 0.")), "{weak:?}");
    assert_eq!(gaps.totals["sentence"].0, gaps.totals["sentence"].1);
}

#[test]
fn the_samples_are_counted_and_add_up() {
    let pages: Vec<_> = real::samples().into_iter().map(|page| (real::read(&page), page)).collect();
    let mut found = Vec::new();
    for (readings, page) in &pages {
        found.extend(readings.iter().map(|it| (page, it, gaps::find(real::knowledge(), it, 0.0))));
    }
    let totals = gaps::totals(found.iter().map(|it| (it.1, &it.2)));
    let number = |row: usize, column: usize| match totals.rows[row][column] {
        Cell::Number(it) => it,
        _ => panic!("no number"),
    };
    assert_eq!(totals.rows.len(), 14);
    for column in 1..totals.columns.len() {
        let sum: f64 = (0..13).map(|row| number(row, column)).sum();
        assert!((sum - number(13, column)).abs() < 0.5, "{}", totals.columns[column]);
        if column % 2 == 0 {
            assert!(number(13, column) <= number(13, column - 1), "{}", totals.columns[column]);
        }
    }
    assert!(
        number(13, 1) > 150.0 && number(13, 3) > 300.0 && number(13, 5) > 50.0 && number(13, 9) > 50.0,
        "{totals:?}"
    );
    // Most figures are taken: what is left are mostly numbers in Chinese numerals and stretches of time.
    assert!(number(13, 4) < number(13, 3) / 3.0, "{totals:?}");
    let rows = gaps::table(found.iter().map(|it| (it.0, it.1, &it.2)));
    let gaps: f64 = (2..totals.columns.len()).step_by(2).map(|column| number(13, column)).sum();
    assert_eq!(rows.rows.len(), gaps as usize);
    for (row, gap) in rows.rows.iter().zip(found.iter().flat_map(|it| &it.2.gaps)) {
        assert_eq!(row.len(), rows.columns.len());
        assert!(
            !gap.reason.is_empty() && gap.sentence.start <= gap.span.start && gap.span.end <= gap.sentence.end,
            "{gap:?}"
        );
    }
}

#[test]
fn the_command_prints_every_format() {
    let run = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_fangzhi")).arg("gaps").args(args).output().expect("a run");
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let page = "tests/made-up/road.txt";
    let head = "article,line,start,end,kind,words,reason,detail,sentence\n";
    assert!(run(&[page, "--format", "csv"]).starts_with(head));
    assert!(run(&[page, "--format", "tsv"]).starts_with(&head.replace(',', "\t")));
    let rows: serde_json::Value = serde_json::from_str(&run(&[page, "--format", "json"])).expect("JSON");
    assert!(rows.as_array().is_some_and(|it| !it.is_empty()));
    let table = run(&[page]);
    assert!(table.contains("telling sentences") && table.contains("\nkind "), "{table}");
    let totals = run(&[page, "--totals", "--format", "csv"]);
    assert!(totals.starts_with("article,telling sentences,silent,") && totals.contains("\nall,"), "{totals}");
}
