//! Tables: alignment by display width, and formats that a spreadsheet or a terminal cannot be tricked with.
#![expect(clippy::non_ascii_literal, reason = "wide characters to align")]
use fangzhi::table::{Cell, Format, Table, harmless, print};
use unicode_width::UnicodeWidthStr;

fn table() -> Table {
    let mut table = Table::new(&["name", "amount"]);
    table.rows.push(vec!["青山县".into(), Cell::Number(12.5)]);
    table.rows.push(vec!["=SUM(A1),\"x\"".into(), Cell::Number(-300.0)]);
    table.rows.push(vec!["a\tb\nc".into(), Cell::Empty]);
    table
}

#[test]
fn columns_are_aligned_by_width_and_numbers_to_the_right() {
    let expected = "name          amount\n------------  ------\n青山县          12.5\n=SUM(A1),\"x\"    -300\na b c\n";
    assert_eq!(print(&table(), Format::Table, None), expected);
}

#[test]
fn long_cells_are_cut_to_the_terminal_only() {
    let mut table = Table::new(&["n", "sentence"]);
    table.rows.push(vec!["1".into(), "青山县".repeat(40).into()]);
    let cut = print(&table, Format::Table, Some(30));
    assert!(cut.lines().all(|it| it.width() <= 30), "{cut}");
    assert!(cut.contains('\u{2026}'));
    assert!(print(&table, Format::Table, None).contains(&"青山县".repeat(40)));
}

#[test]
fn csv_runs_no_formula_and_keeps_numbers() {
    let csv = print(&table(), Format::Csv, None);
    assert_eq!(csv, "name,amount\n青山县,12.5\n\"'=SUM(A1),\"\"x\"\"\",-300\n\"a\tb\nc\",\n");
    let mut table = Table::new(&["x"]);
    table.rows.extend(["+1", "-2.5", "@x", "-x", "+cmd|x"].map(|it| vec![it.into()]));
    assert_eq!(print(&table, Format::Csv, None), "x\n+1\n-2.5\n'@x\n'-x\n'+cmd|x\n");
}

#[test]
fn tsv_escapes_and_json_types() {
    assert!(print(&table(), Format::Tsv, None).ends_with("a\\tb\\nc\t\n"));
    let json: serde_json::Value = serde_json::from_str(&print(&table(), Format::Json, None)).expect("JSON");
    assert_eq!(json[0]["name"], "青山县");
    assert_eq!(json[1]["amount"], -300);
    assert!(json[2]["amount"].is_null());
    assert_eq!(print(&Table::new(&["x"]), Format::Json, None), "[]\n");
}

#[test]
fn terminals_get_no_control_characters() {
    assert_eq!(harmless("a\u{1b}[31m\u{202e}\r\nb"), "a\u{fffd}[31m\u{fffd}  b");
}
