//! Dates and times of the day that begin with a number, and what a time expression can say.
#![expect(clippy::non_ascii_literal, reason = "reads Chinese dates")]
use crate::number::{self, Number, char_at, char_before};

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
    /// The day named last, and none where none is: 大会当天.
    LastNamed,
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

/// What stretches of time are counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Years.
    Years,
    /// Months; half a year is six.
    Months,
    /// Days; a week is seven.
    Days,
}

/// What a time expression says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Time {
    /// `2019年6月26日`, `去年`, `上半年`, `6月底`.
    At(Point),
    /// `2016—2018年`, `3月5日至8日`.
    Between(Point, Point),
    /// `2014年以来`.
    Since(Point),
    /// `近3年` (`before` is true), `四年来`: the stretch up to the article.
    Last {
        /// How many steps.
        count: u32,
        /// Of what.
        step: Step,
        /// A word before the number says so: `近`.
        before: bool,
    },
    /// `三十年前`.
    Ago {
        /// How many steps.
        count: u32,
        /// Of what.
        step: Step,
    },
    /// `“十三五”期间`: the five-year plan of this number.
    Plan(u8),
    /// `上世纪80年代`: the decade that begins with this year.
    Decade(i32),
    /// `目前`, `截至目前`.
    Now,
    /// `近日`.
    Recently,
    /// `近年来`.
    RecentYears,
}

pub(crate) const NOWHEN: Point = Point { year: Year::Unsaid, month: Month::Unsaid, day: Day::Unsaid, weekday: None };

/// Returns where the numeral at a place ends, whatever it is.
pub(crate) fn skip_numeral(text: &str, start: usize) -> usize {
    let first = char_at(text, start).unwrap_or(' ');
    if first.is_ascii_digit() {
        return number::digits_end(text, start);
    }
    number::chinese_end(text, start).max(start + first.len_utf8())
}

/// Reads a number of either kind.
pub(crate) fn number_of(text: &str, start: usize) -> Option<Number> {
    if char_at(text, start)?.is_ascii_digit() { number::arabic(text, start) } else { number::chinese(text, start) }
}

/// Reads a date or a time of the day that begins with a number, at its first character.
///
/// A time of the day has no time within; it is only not a quantity.
pub(crate) fn number_at(text: &str, start: usize) -> Option<(Option<Time>, usize)> {
    let first = char_at(text, start)?;
    let before = char_before(text, start);
    if before == Some('第') || !first.is_ascii_digit() && matches!(before, Some('个' | '几' | '数' | '每')) {
        return None;
    }
    if let Some(it) = plan(text, start) {
        return Some(it);
    }
    if first.is_ascii_digit() {
        if let Some(it) = decade(text, start).or_else(|| written(text, start)).or_else(|| shared(text, start)) {
            return Some((Some(it.0), it.1));
        }
        if let Some(end) = clock(text, start) {
            return Some((None, end));
        }
    } else if let Some(it) = decade(text, start) {
        return Some((Some(it.0), it.1));
    }
    let (point, end) = point(text, start)?;
    Some(between(text, point, end))
}

/// Reads `十三五期间`, with or without quotation marks, from the numeral on.
fn plan(text: &str, start: usize) -> Option<(Option<Time>, usize)> {
    let rest = text.get(start..)?.strip_prefix('十')?;
    let middle = number::digit(rest.chars().next()?)?;
    let after = rest.get(3..)?.strip_prefix('五')?;
    let mut end = text.len() - after.len();
    if !(1..=6).contains(&middle) {
        return None;
    }
    let after = after.strip_prefix('”').inspect(|_| end += '”'.len_utf8()).unwrap_or(after);
    let word = ["期间", "时期", "以来", "末", "开局", "收官"].iter().find(|it| after.starts_with(**it))?;
    if matches!(*word, "期间" | "时期" | "末") {
        end += word.len();
    }
    Some((Some(Time::Plan(10 + middle)), end))
}

/// Reads `20世纪90年代`, `80年代`, `九十年代`.
fn decade(text: &str, start: usize) -> Option<(Time, usize)> {
    let number = number_of(text, start)?;
    if number.decimal || number.over {
        return None;
    }
    let mut value = number.value as i32;
    let mut end = number.end;
    let mut century = None;
    if let Some(after) = text[end..].strip_prefix("世纪")
        && (17..=21).contains(&value)
    {
        let at = text.len() - after.len();
        let number = number_of(text, at)?;
        (century, value, end) = (Some((value - 1) * 100), number.value as i32, number.end);
    }
    let rest = text[end..].strip_prefix("年代")?;
    let rest = rest.strip_prefix(['初', '末', '中', '后']).map_or(rest, |it| it.strip_prefix('期').unwrap_or(it));
    let year = match (century, value) {
        (Some(century), 0..=90) => century + value,
        (None, 30..=90) => 1900 + value,
        (None, 0..=20) => 2000 + value,
        (None, 1800..=2090) => value,
        _ => return None,
    };
    (year % 10 == 0).then_some((Time::Decade(year), text.len() - rest.len()))
}

/// Returns the year of four digits that stand alone, if it can be one.
fn year_of(digits: &str) -> Option<i32> {
    let year: i32 = digits.parse().ok()?;
    (digits.len() == 4 && (1800..=2100).contains(&year)).then_some(year)
}

/// The marks between two ends of a range.
const RANGE_MARKS: [char; 10] = ['—', '-', '–', '~', '～', '－', '―', '─', '〜', '∼'];

/// Reads `2019-06-26`, `2019.6.26`, `2019/6/26`.
fn written(text: &str, start: usize) -> Option<(Time, usize)> {
    let end = number::digits_end(text, start);
    let year = year_of(&text[start..end])?;
    let separator = *text.as_bytes().get(end)?;
    if !matches!(separator, b'-' | b'.' | b'/') {
        return None;
    }
    let second = number::digits_end(text, end + 1);
    let month: u8 = text[end + 1..second].parse().ok()?;
    if text.as_bytes().get(second) != Some(&separator) {
        // In a life's list of offices the office stands right behind the end of the period.
        let listed = text[..start].ends_with(RANGE_MARKS)
            && text[second..].starts_with(|it: char| it.is_alphabetic() || it.is_whitespace());
        let ends = text[second..].starts_with(['—', '-', '至', '，', '。', '；', '、', '）', '\n', ' '])
            || second == text.len()
            || listed
            || range_mark(text, second).is_some();
        if separator == b'/' || second - end != 3 || !ends || !(1..=12).contains(&month) {
            return None;
        }
        let point = Point { year: Year::Given(year), month: Month::Given(month), ..NOWHEN };
        if let Some(mark) = range_mark(text, second)
            && let Some((Time::At(to), end)) = written(text, mark)
        {
            return Some((Time::Between(point, to), end));
        }
        if let Some(mark) = range_mark(text, second)
            && text[mark..].starts_with("至今")
        {
            return Some((Time::Since(point), mark + "至今".len()));
        }
        return Some((Time::At(point), second));
    }
    let third = number::digits_end(text, second + 1);
    let day: u8 = text[second + 1..third].parse().ok()?;
    if !((1..=12).contains(&month) && (1..=31).contains(&day)) {
        return None;
    }
    Some((
        Time::At(Point { year: Year::Given(year), month: Month::Given(month), day: Day::Given(day), weekday: None }),
        third,
    ))
}

/// Reads the mark between two ends of a range.
pub(crate) fn range_mark(text: &str, at: usize) -> Option<usize> {
    let mut end = at;
    while let Some(it) = char_at(text, end).filter(|it| RANGE_MARKS.contains(it)) {
        if end - at >= 6 {
            return None;
        }
        end += it.len_utf8();
    }
    if end > at {
        return Some(end);
    }
    match char_at(text, at) {
        Some(it @ ('至' | '到')) => Some(at + it.len_utf8()),
        _ => None,
    }
}

/// Reads two numbers that share a unit: `2016—2018年`, `1至9月`, `3、4日`.
fn shared(text: &str, start: usize) -> Option<(Time, usize)> {
    let first_end = number::digits_end(text, start);
    let first = &text[start..first_end];
    let mark = range_mark(text, first_end).or_else(|| match char_at(text, first_end) {
        Some(it @ ('、' | '和')) => Some(first_end + it.len_utf8()),
        _ => None,
    })?;
    let second_end = number::digits_end(text, mark);
    let second = text.get(mark..second_end).filter(|it| !it.is_empty())?;
    let unit = char_at(text, second_end)?;
    let (a, b): (u16, u16) = (first.parse().ok()?, second.parse().ok()?);
    let end = second_end + unit.len_utf8();
    let small = |max: u16| (1..=max).contains(&a) && (1..=max).contains(&b) && a < b;
    match unit {
        '年' => {
            let from = year_of(first)?;
            let to = if second.len() == 2 { from / 100 * 100 + i32::from(b) } else { year_of(second)? };
            let (from, to) = (Point { year: Year::Given(from), ..NOWHEN }, Point { year: Year::Given(to), ..NOWHEN });
            Some((Time::Between(from, to), end))
        }
        '月' if small(12) => {
            let end = end + text[end..].strip_prefix('份').map_or(0, |_| '份'.len_utf8());
            let month = |it: u16| Point { month: Month::Given(it as u8), ..NOWHEN };
            Some((Time::Between(month(a), month(b)), end))
        }
        '日' if small(31) => {
            let day = |it: u16| Point { day: Day::Given(it as u8), ..NOWHEN };
            Some((Time::Between(day(a), day(b)), end))
        }
        _ => None,
    }
}

/// Reads a time of the day: `10时30分`, `8:30`, `下午3点`.
fn clock(text: &str, start: usize) -> Option<usize> {
    let mut end = number::digits_end(text, start);
    let hour: u8 = text[start..end].parse().ok().filter(|it| *it <= 24)?;
    let minutes = |at: usize| {
        let end = number::digits_end(text, at);
        text.get(at..end).and_then(|it| it.parse::<u8>().ok()).filter(|it| *it < 60).map(|_| end)
    };
    match char_at(text, end)? {
        it @ (':' | '：') => {
            end = minutes(end + it.len_utf8()).filter(|to| to - end == it.len_utf8() + 2)?;
            if let Some(it @ (':' | '：')) = char_at(text, end) {
                end = minutes(end + it.len_utf8()).unwrap_or(end);
            }
        }
        it @ ('时' | '点') => {
            let after = end + it.len_utf8();
            let rest = &text[after..];
            let part = [
                "上午", "下午", "凌晨", "早上", "晚上", "中午", "傍晚", "早晨", "清晨", "当晚", "夜里", "日", "晚",
                "早",
            ];
            let said = part.iter().any(|it| text[..start].ends_with(it));
            let goes_on = ["半", "钟", "整", "许", "左右", "前", "，", "。", "至", "到", "—", "-", "起", "开"]
                .iter()
                .any(|it| rest.starts_with(it));
            let with_minutes = minutes(after).filter(|it| text[*it..].starts_with('分'));
            if it == '点' && !(said || with_minutes.is_some() || goes_on && hour > 0)
                || it == '时' && rest.starts_with(['期', '代', '候'])
            {
                return None;
            }
            end = with_minutes.map_or(after, |it| it + '分'.len_utf8());
        }
        _ => return None,
    }
    if let Some(mark) = range_mark(text, end)
        && let Some(other) = char_at(text, mark).filter(char::is_ascii_digit).and_then(|_| clock(text, mark))
    {
        end = other;
    }
    Some(end)
}

/// Reads a year, a month, a day as far as they follow each other.
fn point(text: &str, start: usize) -> Option<(Point, usize)> {
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

/// Reads the second end of a range behind a point.
pub(crate) fn between(text: &str, from: Point, end: usize) -> (Option<Time>, usize) {
    // 今年1—5月, 3月3—5日
    if from.day == Day::Unsaid
        && let Some((Time::Between(first, last), end)) = shared(text, end)
        && first.year == Year::Unsaid
        && (first.month == Month::Unsaid) == (from.month != Month::Unsaid)
    {
        let month = |it: Point| {
            if it.month == Month::Unsaid { from.month } else { it.month }
        };
        let point = |it: Point| Point { year: from.year, month: month(it), ..it };
        return (Some(Time::Between(point(first), point(last))), end);
    }
    let at = end + text[end..].strip_prefix('起').map_or(0, |_| '起'.len_utf8());
    if let Some(mark) = range_mark(text, at)
        && char_at(text, mark).is_some_and(|it| it.is_ascii_digit() || number::digit(it).is_some() || it == '十')
        && let Some((mut to, end)) = point(text, mark)
        && to.year != Year::Given(0)
    {
        let end = end + text[end..].strip_prefix('止').map_or(0, |_| '止'.len_utf8());
        if to.year == Year::Unsaid {
            to.year = from.year;
        }
        if to.month == Month::Unsaid && to.year == from.year && to.day != Day::Unsaid {
            to.month = from.month;
        }
        return (Some(Time::Between(from, to)), end);
    }
    (Some(Time::At(from)), end)
}
