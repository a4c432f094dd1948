//! Numbers, quantities, dates and periods: stretches of text turned into values.
#![expect(clippy::non_ascii_literal, reason = "the one module that reads Chinese numerals and dates")]
use std::fmt;

use crate::text::Span;

/// How a number stands to what it measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Qualifier {
    /// The number as it is.
    Exact,
    /// About the number.
    Approx,
    /// At least, or more than, the number.
    Over,
    /// At most, or less than, the number.
    Under,
}

/// A date of any precision: a year, a month or a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// The year of the Gregorian calendar.
    pub year: i32,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31; only with a month.
    pub day: Option<u8>,
}

/// When something holds: a date, or a span with an open or a closed end.
///
/// Written `2018-12`, `2019`, `2016/2018`, `2014/` or `/2018-12`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Its start; none where open.
    pub start: Option<Date>,
    /// Its end; none where open. The same as `start` where the period is one date.
    pub end: Option<Date>,
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.start, self.end) {
            (Some(start), Some(end)) if start == end => write!(f, "{start}"),
            (start, end) => {
                if let Some(start) = start {
                    write!(f, "{start}")?;
                }
                write!(f, "/")?;
                if let Some(end) = end {
                    write!(f, "{end}")?;
                }
                Ok(())
            }
        }
    }
}

/// A number with its unit, as found in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// Number and unit: `4.3万`, `8.27%`, `1000余人`.
    pub span: Span,
    /// The number alone, with 万 and 亿 and an inner 余 or 多.
    pub number: Span,
    /// The number, 万 and 亿 expanded.
    pub value: f64,
    /// The upper end of a range.
    pub value_max: Option<f64>,
    /// The unit or counter as written, without 万 and 亿; `CNY` for 元.
    pub unit: Option<String>,
    /// Exact, approximate or a bound, from the words inside and around the span.
    pub qualifier: Qualifier,
    /// Written in Chinese numerals.
    pub chinese: bool,
}

/// A time expression, as found in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Time {
    /// Where.
    pub span: Span,
    /// What it stands for, given the article's date.
    pub period: Option<Period>,
}
