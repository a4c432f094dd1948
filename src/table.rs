//! Tables: rows of cells, printed aligned by display width, or as CSV, TSV or JSON.
use serde_json::{Map, Value};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How rows are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Aligned columns, for reading.
    Table,
    /// Comma-separated values, safe to open in a spreadsheet.
    Csv,
    /// Tab-separated values.
    Tsv,
    /// An array of objects.
    Json,
}

/// What stands in one row and column.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// A number.
    Number(f64),
}

/// Rows under named columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows, each as long as `columns`.
    pub rows: Vec<Vec<Cell>>,
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Cell::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Cell::Text(text)
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Cell::Number(number)
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Cell::Number(f64::from(number))
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Cell::Empty, Into::into)
    }
}

impl Table {
    /// Makes a table without rows.
    pub fn new(columns: &[&str]) -> Self {
        Self { columns: columns.iter().map(|it| (*it).to_owned()).collect(), rows: Vec::new() }
    }
}

/// Prints a table; `width` is the width of the terminal, to which long cells are cut.
pub fn print(table: &Table, format: Format, width: Option<usize>) -> String {
    match format {
        Format::Table => aligned(table, width),
        Format::Csv => separated(table, ',', csv),
        Format::Tsv => separated(table, '\t', tsv),
        Format::Json => json(table),
    }
}

/// Returns a number as it is read: whole without a point, never in powers of ten.
pub fn number(value: f64) -> String {
    format!("{value}")
}

/// Returns text that does nothing to a terminal: on one line, without control or direction marks, and that XML can hold.
pub fn harmless(text: &str) -> String {
    let mut harmless = String::with_capacity(text.len());
    for it in text.chars() {
        match it {
            '\n' | '\r' | '\t' => harmless.push(' '),
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                harmless.push('\u{fffd}')
            }
            '\u{fffe}' | '\u{ffff}' => harmless.push('\u{fffd}'),
            it if it.is_control() => harmless.push('\u{fffd}'),
            it => harmless.push(it),
        }
    }
    harmless
}

fn written(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(it) => it.clone(),
        Cell::Number(it) => number(*it),
    }
}

/// The least width to which a column is cut.
const NARROWEST: usize = 8;

fn aligned(table: &Table, width: Option<usize>) -> String {
    let rows: Vec<Vec<String>> =
        table.rows.iter().map(|row| row.iter().map(|it| harmless(&written(it))).collect()).collect();
    let mut widths: Vec<usize> = table.columns.iter().map(|it| it.width()).collect();
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.width().max(*width);
        }
    }
    if let Some(room) = width {
        narrow(&mut widths, room);
    }
    let right = |column: usize| {
        let cells = || table.rows.iter().filter_map(|row| row.get(column));
        cells().any(|it| matches!(it, Cell::Number(_))) && !cells().any(|it| matches!(it, Cell::Text(_)))
    };
    let right: Vec<bool> = (0..widths.len()).map(right).collect();
    let mut text = String::new();
    let rule: Vec<String> = widths.iter().map(|it| "-".repeat(*it)).collect();
    for row in [&table.columns, &rule].into_iter().chain(&rows) {
        let mut line = String::new();
        for ((cell, width), right) in row.iter().zip(&widths).zip(&right) {
            let cell = cut(cell, *width);
            let pad = " ".repeat(width.saturating_sub(cell.width()));
            line.push_str(&if *right { pad + &cell } else { cell + &pad });
            line.push_str("  ");
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// Narrows the widest columns until all fit into the room, two blanks between them.
fn narrow(widths: &mut [usize], room: usize) {
    let between = 2 * widths.len().saturating_sub(1);
    while widths.iter().sum::<usize>() + between > room {
        let Some(widest) = widths.iter_mut().max().filter(|it| **it > NARROWEST) else { return };
        *widest -= 1;
    }
}

fn cut(text: &str, room: usize) -> String {
    if text.width() <= room {
        return text.to_owned();
    }
    let mut short = String::new();
    let mut used = 1;
    for it in text.chars() {
        used += it.width().unwrap_or_default();
        if used > room {
            break;
        }
        short.push(it);
    }
    short.push('\u{2026}');
    short
}

fn separated(table: &Table, separator: char, escape: fn(&Cell) -> String) -> String {
    let mut text = String::new();
    let header: Vec<Cell> = table.columns.iter().map(|it| Cell::Text(it.clone())).collect();
    for row in [&header].into_iter().chain(&table.rows) {
        for (at, cell) in row.iter().enumerate() {
            if at > 0 {
                text.push(separator);
            }
            text.push_str(&escape(cell));
        }
        text.push('\n');
    }
    text
}

/// Writes a cell for CSV; text that a spreadsheet would run as a formula gets an apostrophe before it.
fn csv(cell: &Cell) -> String {
    let Cell::Text(text) = cell else { return written(cell) };
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.parse::<f64>().is_err();
    let text = if formula { format!("'{text}") } else { text.clone() };
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

fn tsv(cell: &Cell) -> String {
    written(cell).replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r")
}

fn json(table: &Table) -> String {
    let value = |cell: &Cell| match cell {
        Cell::Empty => Value::Null,
        Cell::Text(it) => Value::String(it.clone()),
        #[expect(clippy::cast_possible_truncation, reason = "whole and small enough, as just seen")]
        Cell::Number(it) if it.fract() == 0.0 && it.abs() < 9e15 => Value::from(*it as i64),
        Cell::Number(it) => Value::from(*it),
    };
    let row = |row: &Vec<Cell>| {
        let fields: Map<String, Value> = table.columns.iter().cloned().zip(row.iter().map(value)).collect();
        Value::Object(fields).to_string()
    };
    let rows: Vec<String> = table.rows.iter().map(row).collect();
    if rows.is_empty() { "[]\n".to_owned() } else { format!("[\n{}\n]\n", rows.join(",\n")) }
}
