//! The ledger as a workbook: a sheet of flows, and one of sums that are formulas over it.
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError};

use super::print::{COLUMNS, cells};
use super::total::line;
use super::{Counted, Entry, side, totals};
use crate::ontology::shorten;
use crate::table::Cell;
use crate::thing::Thing;

/// The column of flows that says in which line of the sums it is counted.
const LINE: usize = COLUMNS.len();
/// The columns of the sums, before which stand the number of the line and what is added.
const SUMS: [&str; 14] = [
    "line",
    "thing",
    "side",
    "group",
    "status",
    "unit",
    "goods",
    "bound",
    "total",
    "attributed",
    "unattributed",
    "not money",
    "left out",
    "total_max",
];

/// Returns ledgers as a workbook.
///
/// # Errors
/// Fails where there are more flows than a sheet has rows.
pub fn workbook(ledgers: &[(Thing, Vec<Entry>)]) -> anyhow::Result<Vec<u8>> {
    let mut book = Workbook::new();
    fill(&mut book, ledgers)?;
    Ok(book.save_to_buffer()?)
}

fn fill(book: &mut Workbook, ledgers: &[(Thing, Vec<Entry>)]) -> Result<(), XlsxError> {
    // The same bytes every time.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&day));
    let bold = Format::new().set_bold();
    let money = Format::new().set_num_format("#,##0.####");
    let rows: usize = ledgers.iter().map(|it| it.1.len()).sum();
    let mut flows = Worksheet::new();
    flows.set_name("flows")?.set_freeze_panes(1, 0)?;
    let mut sums = Worksheet::new();
    sums.set_name("sums")?.set_freeze_panes(1, 0)?;
    for (column, name) in (0u16..).zip(COLUMNS.iter().chain(&["sums line"])) {
        flows.write_string_with_format(0, column, *name, &bold)?;
    }
    for (column, name) in (0u16..).zip(SUMS) {
        sums.write_string_with_format(0, column, name, &bold)?;
    }
    let column = |name: &str| letter(COLUMNS.iter().position(|it| *it == name).unwrap_or(LINE));
    let range = |letter: &str| format!("flows!${letter}$2:${letter}${}", rows + 1);
    let (mut row, mut sum_row) = (0u32, 0u32);
    for (thing, entries) in ledgers {
        let totals = totals(entries);
        for it in entries {
            row += 1;
            for (place, cell) in (0u16..).zip(cells(thing, it)) {
                match cell {
                    Cell::Empty => {}
                    // A string stays a string, whatever it begins with.
                    Cell::Text(text) => drop(flows.write_string(row, place, text)?),
                    Cell::Number(number) => drop(flows.write_number_with_format(row, place, number, &money)?),
                }
            }
            if let Some(line) = line(&totals, it) {
                flows.write_number(
                    row,
                    u16::try_from(LINE).unwrap_or(u16::MAX),
                    f64::from(sum_row) + line as f64 + 1.0,
                )?;
            }
        }
        for it in &totals {
            sum_row += 1;
            let own = sum_row + 1;
            sums.write_number(sum_row, 0, f64::from(sum_row))?;
            let words = [
                shorten(thing.iri.as_str()),
                side(it.side).to_owned(),
                it.group.to_owned(),
                it.status.clone(),
                it.unit.clone(),
                it.goods.clone().unwrap_or_default(),
                it.bound.clone(),
            ];
            for (place, word) in (1u16..).zip(words) {
                sums.write_string(sum_row, place, word)?;
            }
            let added = |of: Counted, amount: &str| {
                format!(
                    "=SUMIFS({},{},$A{own},{},\"{}\")",
                    range(&column(amount)),
                    range(&letter(LINE)),
                    range(&column("counted_as")),
                    super::print::counted(of)
                )
            };
            let formulas = [
                (8, format!("=J{own}+K{own}"), it.amount()),
                (9, added(Counted::Attributed, "counted"), it.attributed),
                (10, added(Counted::Unattributed, "counted"), it.unattributed),
                (11, added(Counted::NotMoney, "counted"), it.not_money),
                (12, added(Counted::LeftOut, "amount"), it.left_out),
            ];
            for (place, formula, result) in formulas {
                let formula = Formula::new(formula).set_result(crate::table::number(result));
                sums.write_formula_with_format(sum_row, place, formula, &money)?;
            }
            if let Some(most) = it.amount_max {
                sums.write_number_with_format(sum_row, 13, most, &money)?;
            }
        }
    }
    flows.autofilter(0, 0, row, u16::try_from(LINE).unwrap_or(u16::MAX))?;
    book.push_worksheet(sums);
    book.push_worksheet(flows);
    Ok(())
}

/// Returns the letters of a column from 0.
fn letter(column: usize) -> String {
    let first = char::from(b'A' + u8::try_from(column % 26).unwrap_or(0));
    if column < 26 { first.to_string() } else { letter(column / 26 - 1) + &first.to_string() }
}
