//! Points in time: year, month and day as far as words in a row say them.
#![expect(clippy::non_ascii_literal, reason = "reads Chinese dates")]
use crate::number::{self, Number, char_at};

/// The year of a point in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Year {
    /// `2019年`.
    Given(i32),
    /// `去年`: so many years after the article's.
    Relative(i32),
    /// `当年`: the year last named.
    Last,
    /// `这一年`: the year last named, or else the article's.
    LastOrArticle,
    /// Not said.
    Unsaid,
}

/// The month of a point in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Month {
    /// `6月`, and `年底` for 12.
    Given(u8),
    /// `上半年`: from one month to another.
    Span(u8, u8),
    /// `上月`: so many months after the article's.
    Relative(i32),
    /// `同月`: the month last named.
    Last,
    /// Not said.
    Unsaid,
}

/// The day of a point in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// `26日`.
    Given(u8),
    /// `昨天`: so many days after the article's.
    Relative(i64),
    /// `次日`: so many days after the one last named.
    Last(i64),
    /// `元宵节`: the festival of this number in the calendar.
    Festival(usize),
    /// Not said.
    Unsaid,
}

/// A point in time as far as the words say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// Its year.
    pub year: Year,
    /// Its month.
    pub month: Month,
    /// Its day.
    pub day: Day,
    /// The day of the week said with it, 1 for Monday.
    pub weekday: Option<u8>,
}

/// Nothing said.
pub(crate) const NOWHEN: Point = Point { year: Year::Unsaid, month: Month::Unsaid, day: Day::Unsaid, weekday: None };

/// Reads a year, a month, a day as far as they follow each other.
pub(crate) fn point(text: &str, start: usize) -> Option<(Point, usize)> {
    let mut point = NOWHEN;
    let end = number::digits_end(text, start);
    let year = if end > start {
        year_of(&text[start..end]).zip(text[end..].strip_prefix('年').map(|_| end + '年'.len_utf8()))
    } else {
        chinese_year(text, start)
    };
    if let Some((year, end)) = year {
        if text[end..].starts_with(['级', '历']) {
            return None;
        }
        point.year = Year::Given(year);
        return Some(after_year(text, point, end));
    }
    month(text, point, start).or_else(|| day(text, point, start))
}

/// Reads `二〇一九年`.
fn chinese_year(text: &str, start: usize) -> Option<(i32, usize)> {
    let mut year = 0;
    let mut end = start;
    for _ in 0..4 {
        let character = char_at(text, end)?;
        year = year * 10 + i32::from(number::digit(character)?);
        end += character.len_utf8();
    }
    text[end..].strip_prefix('年').filter(|_| (1800..=2100).contains(&year)).map(|it| (year, text.len() - it.len()))
}

/// Reads what follows a year: `底`, `度`, or a month.
pub(crate) fn after_year(text: &str, mut point: Point, end: usize) -> (Point, usize) {
    let rest = &text[end..];
    if let Some(after) = rest.strip_prefix(['底', '末'])
        && !after.starts_with(['线', '数', '子', '层', '端'])
    {
        point.month = Month::Given(12);
        return (point, text.len() - after.len());
    }
    if let Some(after) = rest.strip_prefix('初')
        && !after.starts_with(['步', '级', '中', '期', '次', '始', '心', '衷'])
    {
        point.month = Month::Given(1);
        return (point, text.len() - after.len());
    }
    if let Some(after) = rest.strip_prefix('度')
        && !after.starts_with(['假', '过', '日'])
    {
        return (point, text.len() - after.len());
    }
    month(text, point, end).unwrap_or((point, end))
}

/// Reads a month at a place, and what follows it.
fn month(text: &str, mut point: Point, start: usize) -> Option<(Point, usize)> {
    let first = char_at(text, start)?;
    let (value, end) = small_number(text, start, 12)?;
    let after = text[end..].strip_prefix('月')?;
    if after.starts_with(['龄', '薪', '租', '供', '嫂', '有', '革']) {
        return None;
    }
    let next = after.chars().next();
    if !first.is_ascii_digit() && point.year == Year::Unsaid {
        let doubled = value == 1 || next == Some(first);
        let again = next.is_some_and(|it| number::digit(it).is_some() || it == '几');
        let day =
            small_number(text, text.len() - after.len(), 31).is_some_and(|it| text[it.1..].starts_with(['日', '号']));
        if doubled && again && !day {
            return None;
        }
    }
    point.month = Month::Given(value);
    Some(after_month(text, point, text.len() - after.len()))
}

/// Reads what follows a month: `份`, `底`, `上旬`, or a day.
pub(crate) fn after_month(text: &str, point: Point, end: usize) -> (Point, usize) {
    for word in ["上中旬", "中上旬", "中下旬", "上旬", "中旬", "下旬", "份", "底", "末", "初"] {
        if text[end..].starts_with(word) {
            return (point, end + word.len());
        }
    }
    day(text, point, end).unwrap_or((point, end))
}

/// Reads a day of the month, and the day of the week behind it.
fn day(text: &str, mut point: Point, start: usize) -> Option<(Point, usize)> {
    let alone = point.month == Month::Unsaid;
    if alone && !char_at(text, start)?.is_ascii_digit() {
        return None;
    }
    let (value, end) = small_number(text, start, 31)?;
    let after = text[end..].strip_prefix('日').or_else(|| text[end..].strip_prefix('号').filter(|_| !alone))?;
    if alone && after.starts_with(['内', '游', '均', '产', '龄', '常', '以', '之', '间', '元', '本', '用'])
    {
        return None;
    }
    point.day = Day::Given(value);
    let mut end = text.len() - after.len();
    let inner = after.strip_prefix(['（', '(']);
    let week = inner.unwrap_or(after).trim_start_matches(' ');
    if let Some(rest) = week.strip_prefix("星期").or_else(|| week.strip_prefix('周'))
        && let Some(name) = rest.chars().next()
        && let Some(number) =
            if matches!(name, '日' | '天') { Some(7) } else { number::digit(name).filter(|it| (1..=6).contains(it)) }
    {
        let rest = &rest[name.len_utf8()..];
        let closed = rest.strip_prefix(['）', ')']);
        if inner.is_none() || closed.is_some() {
            point.weekday = Some(number);
            end = text.len() - inner.and(closed).unwrap_or(rest).len();
        }
    }
    Some((point, end))
}

/// Reads a whole number up to a limit, in either kind of numerals.
pub(crate) fn small_number(text: &str, start: usize, max: u8) -> Option<(u8, usize)> {
    let number = number_of(text, start)?;
    let whole = number.max.is_none()
        && !number.over
        && !number.approx
        && !number.decimal
        && number.factor == 1.0
        && number.digits <= 2;
    (whole && number.value.fract() == 0.0 && number.value >= 1.0 && number.value <= f64::from(max))
        .then_some((number.value as u8, number.end))
}

/// Reads a number of either kind.
pub(crate) fn number_of(text: &str, start: usize) -> Option<Number> {
    if char_at(text, start)?.is_ascii_digit() { number::arabic(text, start) } else { number::chinese(text, start) }
}

/// Returns the year of four digits that stand alone, if it can be one.
pub(crate) fn year_of(digits: &str) -> Option<i32> {
    let year: i32 = digits.parse().ok()?;
    (digits.len() == 4 && (1800..=2100).contains(&year)).then_some(year)
}
