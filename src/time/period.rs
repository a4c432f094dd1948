//! Dates of any precision, periods, and the arithmetic of the Gregorian calendar.
use std::fmt;
use std::str::FromStr;

/// A date of any precision: a year, a month or a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    /// Its start; none where open.
    pub start: Option<Date>,
    /// Its end; none where open. The same as `start` where the period is one date.
    pub end: Option<Date>,
}

/// A date or period that is not written as one, or a day that no calendar has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotADate;

impl fmt::Display for NotADate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a date: write 2019, 2019-06 or 2019-06-26; a period as 2016/2018, 2014/ or /2018-12")
    }
}

impl std::error::Error for NotADate {}

/// Returns how many days a month has.
pub fn month_length(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

impl Date {
    /// Returns the year as a date.
    pub fn of_year(year: i32) -> Self {
        Self { year, month: None, day: None }
    }

    /// Returns a month, if there is such a one.
    pub fn of_month(year: i32, month: u8) -> Option<Self> {
        (1..=12).contains(&month).then_some(Self { year, month: Some(month), day: None })
    }

    /// Returns a day, if the calendar has it.
    pub fn of_day(year: i32, month: u8, day: u8) -> Option<Self> {
        ((1..=12).contains(&month) && (1..=month_length(year, month)).contains(&day)).then_some(Self {
            year,
            month: Some(month),
            day: Some(day),
        })
    }

    /// Returns the date as a period.
    pub fn period(self) -> Period {
        Period { start: Some(self), end: Some(self) }
    }

    /// Returns the date without its day.
    pub fn to_month(self) -> Self {
        Self { day: None, ..self }
    }

    /// Returns the first day of the date.
    pub fn first_day(self) -> Self {
        Self { year: self.year, month: Some(self.month.unwrap_or(1)), day: Some(self.day.unwrap_or(1)) }
    }

    /// Returns the last day of the date.
    pub fn last_day(self) -> Self {
        let month = self.month.unwrap_or(12);
        Self { year: self.year, month: Some(month), day: Some(self.day.unwrap_or(month_length(self.year, month))) }
    }

    /// Says whether one of the two dates lies in the other: `2019-06` and `2019-06-26`.
    pub fn agrees(self, other: Self) -> bool {
        let same = |a: Option<u8>, b: Option<u8>| a.is_none() || b.is_none() || a == b;
        self.year == other.year && same(self.month, other.month) && same(self.day, other.day)
    }

    /// Returns the days from 1970-01-01 to the first day of the date.
    pub fn day_number(self) -> i64 {
        // Days of the civil calendar, years counted from March.
        let Self { year, month, day } = self.first_day();
        let (month, day) = (i64::from(month.unwrap_or(1)), i64::from(day.unwrap_or(1)));
        let year = i64::from(year) - i64::from(month <= 2);
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }

    /// Returns the day that lies so many days after 1970-01-01.
    pub fn from_day_number(days: i64) -> Self {
        let days = days + 719_468;
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Self { year: year as i32, month: Some(month as u8), day: Some(day as u8) }
    }

    /// Returns the day so many days later, or the date itself where it is no day.
    pub fn plus_days(self, days: i64) -> Self {
        if self.day.is_none() { self } else { Self::from_day_number(self.day_number() + days) }
    }

    /// Returns the month so many months later, without a day; a year stays as it is.
    pub fn plus_months(self, months: i32) -> Self {
        let Some(month) = self.month else { return self };
        let all = self.year * 12 + i32::from(month) - 1 + months;
        Self { year: all.div_euclid(12), month: Some((all.rem_euclid(12) + 1) as u8), day: None }
    }

    /// Returns the day of the week of the date's first day, 1 for Monday to 7 for Sunday.
    pub fn weekday(self) -> u8 {
        ((self.day_number() + 3).rem_euclid(7) + 1) as u8
    }
}

impl Period {
    /// Returns the span from one date to another.
    pub fn between(start: Date, end: Date) -> Self {
        Self { start: Some(start), end: Some(end) }
    }

    /// Returns the span that begins with a date and has no end.
    pub fn since(start: Date) -> Self {
        Self { start: Some(start), end: None }
    }

    /// Returns the date, where the period is one.
    pub fn date(&self) -> Option<Date> {
        self.start.filter(|_| self.start == self.end)
    }

    /// Returns the first day as `YYYY-MM-DD`; none where the start is open.
    pub fn first_day(&self) -> Option<String> {
        self.start.map(|it| it.first_day().to_string())
    }

    /// Returns the last day as `YYYY-MM-DD`; none where the end is open.
    pub fn last_day(&self) -> Option<String> {
        self.end.map(|it| it.last_day().to_string())
    }
}

impl From<Date> for Period {
    fn from(date: Date) -> Self {
        date.period()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
            if let Some(day) = self.day {
                write!(f, "-{day:02}")?;
            }
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

impl FromStr for Date {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        fn number(text: &str, digits: usize) -> Result<u16, NotADate> {
            let plain = text.len() == digits && text.bytes().all(|it| it.is_ascii_digit());
            if plain { text.parse().map_err(|_| NotADate) } else { Err(NotADate) }
        }
        let mut parts = text.split('-');
        let year = i32::from(number(parts.next().unwrap_or(""), 4)?);
        let month = parts.next().map(|it| number(it, 2)).transpose()?;
        let day = parts.next().map(|it| number(it, 2)).transpose()?;
        if parts.next().is_some() {
            return Err(NotADate);
        }
        match (month, day) {
            (Some(month), Some(day)) => Self::of_day(year, month as u8, day as u8).ok_or(NotADate),
            (Some(month), None) => Self::of_month(year, month as u8).ok_or(NotADate),
            _ => Ok(Self::of_year(year)),
        }
    }
}

impl FromStr for Period {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        let date = |it: &str| {
            if it.is_empty() { Ok(None) } else { it.parse().map(Some) }
        };
        match text.split_once('/') {
            None => Ok(text.parse::<Date>()?.period()),
            Some((start, end)) => match (date(start)?, date(end)?) {
                (None, None) => Err(NotADate),
                (start, end) => Ok(Self { start, end }),
            },
        }
    }
}
