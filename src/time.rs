//! Time expressions: where a text says when, and what it says of it.
#![expect(clippy::non_ascii_literal, reason = "reads Chinese dates")]
use crate::calendar::{Calendar, Word};
use crate::number::{self, Number, char_at, char_before};
use crate::point::{Day, Month, NOWHEN, Point, Year, after_month, after_year, number_of, point, small_number, year_of};
use crate::text::Span;

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

/// A stretch of text that says when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeExpression {
    /// Where, in bytes of the text.
    pub span: Span,
    /// What it says.
    pub time: Time,
    /// It says by when: `4月底前`.
    pub deadline: bool,
}

/// Finds the time expressions of a text, in order.
///
/// Times of the day (`上午10时`), mere durations (`三年`) and what happens again and again
/// (`每年3月`) are none.
pub fn times(calendar: &Calendar, text: &str) -> Vec<TimeExpression> {
    let mut found: Vec<TimeExpression> = Vec::new();
    let mut at = 0;
    while let Some(character) = char_at(text, at) {
        let start = at;
        at += character.len_utf8();
        let numeral = character.is_ascii_digit() || number::begins_chinese(character);
        if !numeral && !calendar.may_begin(character) {
            continue;
        }
        let mut read = calendar.may_begin(character).then(|| word(calendar, text, start)).flatten();
        if read.is_none() && numeral {
            read = numeric(calendar, text, start);
            if read.is_none() {
                at = skip_numeral(text, start);
            }
        }
        let Some((mut time, mut end)) = read else { continue };
        at = end;
        let Some(known) = &mut time else { continue };
        let deadline = suffix(text, known, &mut end);
        at = end;
        if !repeats(text, start) {
            found.push(TimeExpression { span: start..end, time: *known, deadline });
        }
    }
    found
}

/// Says whether the words before make a time one that comes again and again.
fn repeats(text: &str, start: usize) -> bool {
    let before = &text[..start];
    ["每年", "每月", "每", "历年", "逐年", "常年"].iter().any(|it| before.ends_with(it))
}

/// Returns where the numeral at a place ends, whatever it is.
pub(crate) fn skip_numeral(text: &str, start: usize) -> usize {
    let first = char_at(text, start).unwrap_or(' ');
    if first.is_ascii_digit() {
        return number::digits_end(text, start);
    }
    number::chinese_end(text, start).max(start + first.len_utf8())
}

/// Reads a time that begins with a number; none within for a time of the day.
fn numeric(calendar: &Calendar, text: &str, start: usize) -> Option<(Option<Time>, usize)> {
    if let Some((time, end)) = number_at(text, start) {
        return Some(match time {
            Some(Time::At(point)) => {
                let (point, end) = more_of_year(calendar, text, point, end);
                between(text, point, end)
            }
            time => (time, end),
        });
    }
    let (count, step, end) = counted(text, start)?;
    let rest = &text[end..];
    if rest.starts_with("以来") {
        return Some((Some(Time::Last { count, step, before: false }), end + "以来".len()));
    }
    if let Some(after) = rest.strip_prefix('来')
        && !after.starts_with(['到', '自', '临', '访', '了', '源', '得', '说'])
    {
        return Some((Some(Time::Last { count, step, before: false }), end + '来'.len_utf8()));
    }
    for word in ["以前", "之前", "前"] {
        if let Some(after) = rest.strip_prefix(word)
            && !after.starts_with(['期', '往', '来', '列', '三', '景', '沿', '十', '后', '两'])
        {
            return Some((Some(Time::Ago { count, step }), end + word.len()));
        }
    }
    None
}

/// Reads a count of years, months or days: `三十年`, `10多年`, `3个月`.
fn counted(text: &str, start: usize) -> Option<(u32, Step, usize)> {
    let Number { value, mut end, .. } = number_of(text, start)?;
    if char_before(text, start) == Some('第') {
        return None;
    }
    let rest = &text[end..];
    let units = [
        ("个多月", Step::Months, 1),
        ("个半月", Step::Months, 1),
        ("个月", Step::Months, 1),
        ("个年头", Step::Years, 1),
        ("个星期", Step::Days, 7),
        ("星期", Step::Days, 7),
        ("周", Step::Days, 7),
        ("天", Step::Days, 1),
        ("年", Step::Years, 1),
    ];
    let (word, step, factor) = units.iter().find(|it| rest.starts_with(it.0))?;
    end += word.len();
    if let Some('多' | '余') = char_at(text, end) {
        end += '多'.len_utf8();
    }
    let (count, step) = match (value, step) {
        (0.5, Step::Years) => (6, Step::Months),
        (0.5, Step::Months) => (15, Step::Days),
        _ => (value as u32 * factor, *step),
    };
    (count > 0 && value < 1000.0).then_some((count, step, end))
}

/// Reads a time that begins with a word of the calendar.
fn word(calendar: &Calendar, text: &str, start: usize) -> Option<(Option<Time>, usize)> {
    let (word, end) = calendar.word_at(text, start)?;
    let before = char_before(text, start).unwrap_or(' ');
    let after = char_at(text, end).unwrap_or(' ');
    let (point, end) = match word {
        Word::Year(_) | Word::SameYear | Word::ThisYear => {
            let split = matches!(
                before,
                '年' | '十'
                    | '百'
                    | '千'
                    | '多'
                    | '当'
                    | '以'
                    | '今'
                    | '之'
                    | '几'
                    | '请'
                    | '回'
                    | '带'
                    | '招'
                    | '引'
                    | '而'
            ) && !text[start..].starts_with('今');
            if split || matches!(after, '级' | '龄' | '纪' | '轻' | '产' | '迈' | '过' | '近') {
                return None;
            }
            let year = match word {
                Word::Year(years) => Year::Relative(years),
                Word::SameYear => Year::Last,
                _ => Year::LastOrArticle,
            };
            let (point, end) = after_year(text, Point { year, ..NOWHEN }, end);
            let (point, end) = more_of_year(calendar, text, point, end);
            return Some(between(text, point, end));
        }
        Word::Month(months) => return Some(in_month(text, Month::Relative(months), end)),
        Word::SameMonth => return Some(in_month(text, Month::Last, end)),
        Word::Day(_) | Word::SameDay(_) if matches!(before, '先' | '天' | '之' | '今' | '以' | '年' | '月' | '往') =>
        {
            return None;
        }
        Word::Day(days) => (Point { day: Day::Relative(days), ..NOWHEN }, end),
        Word::SameDay(days) => (Point { day: Day::Last(days), ..NOWHEN }, end),
        Word::Months(..) if matches!(after, '龄') => return None,
        Word::Months(first, last) => (Point { month: Month::Span(first, last), ..NOWHEN }, end),
        Word::YearPart(_) if matches!(before, '每' | '历') => return None,
        Word::YearPart(month) => (Point { year: Year::Relative(0), month: Month::Given(month), ..NOWHEN }, end),
        Word::MonthPart if matches!(before, '正' | '腊' | '冬') || number::digit(after).is_some() || after == '十' =>
        {
            return None;
        }
        Word::MonthPart => (Point { month: Month::Relative(0), ..NOWHEN }, end),
        Word::Festival(it) => (Point { day: Day::Festival(it), ..NOWHEN }, end),
        Word::MaybeFestival(it) => {
            festive(text, end)?;
            (Point { day: Day::Festival(it), ..NOWHEN }, end)
        }
        Word::First => {
            let (months, end) = small_number(text, end, 11)?;
            let rest = text[end..].strip_prefix("个月").or_else(|| text[end..].strip_prefix('月'))?;
            (Point { month: Month::Span(1, months), ..NOWHEN }, text.len() - rest.len())
        }
        Word::Now
            if text[..end].ends_with("至今")
                && matches!(after, '年' | '日' | '天' | '后' | '春' | '夏' | '秋' | '冬') =>
        {
            return None;
        }
        Word::Now => return Some((Some(Time::Now), end)),
        Word::Recently | Word::Years if matches!(before, '最' | '临' | '附' | '靠' | '接' | '将' | '远') => {
            return None;
        }
        Word::Recently if text[..end].ends_with("最近") && matches!(after, '的' | '处' | '点' | '者' | '距') => {
            return None;
        }
        Word::Years if matches!(after, '轻' | '龄') => return None,
        Word::Recently => return Some((Some(Time::Recently), end)),
        Word::Years => return Some((Some(Time::RecentYears), end)),
        Word::Last => {
            let spent = matches!(
                before,
                '了' | '职'
                    | '着'
                    | '过'
                    | '达'
                    | '时'
                    | '有'
                    | '龄'
                    | '期'
                    | '续'
                    | '历'
                    | '经'
                    | '积'
                    | '已'
                    | '用'
                    | '前'
                    | '第'
            );
            if spent || matches!(before, '最' | '临' | '附' | '靠' | '接' | '将' | '远' | '新') {
                return None;
            }
            let (count, step, mut end) = counted(text, end)?;
            for word in ["以来", "时间里", "时间", "来", "里", "间"] {
                if text[end..].starts_with(word) && !text[end + word.len()..].starts_with(['到', '自', '临', '隔'])
                {
                    end += word.len();
                    break;
                }
            }
            return Some((Some(Time::Last { count, step, before: true }), end));
        }
    };
    Some((Some(Time::At(point)), end))
}

/// Says whether a word of time follows that makes `中秋` a day; returns its end.
fn festive(text: &str, end: usize) -> Option<usize> {
    const WORDS: [&str; 22] = [
        "期间",
        "假期",
        "小长假",
        "长假",
        "当天",
        "当日",
        "前夕",
        "前后",
        "佳节",
        "时节",
        "节气",
        "之际",
        "来临",
        "到来",
        "将至",
        "临近",
        "这天",
        "这一天",
        "刚过",
        "过后",
        "双节",
        "节前",
    ];
    let rest = text[end..].trim_start_matches('”');
    WORDS.iter().find(|it| rest.starts_with(**it)).map(|it| end + it.len())
}

/// Reads what may follow `去年` or `2019年` beside a month: `上半年`, `国庆节`, `年底`.
fn more_of_year(calendar: &Calendar, text: &str, point: Point, end: usize) -> (Point, usize) {
    if point.month != Month::Unsaid || point.year == Year::Unsaid {
        return (point, end);
    }
    let Some((word, after)) = calendar.word_at(text, end) else { return (point, end) };
    match word {
        Word::First => match small_number(text, after, 11) {
            Some((months, at)) if text[at..].starts_with("个月") => {
                (Point { month: Month::Span(1, months), ..point }, at + "个月".len())
            }
            Some((months, at)) if text[at..].starts_with('月') => {
                (Point { month: Month::Span(1, months), ..point }, at + '月'.len_utf8())
            }
            _ => (point, end),
        },
        Word::Months(first, last) => (Point { month: Month::Span(first, last), ..point }, after),
        Word::YearPart(month) => (Point { month: Month::Given(month), ..point }, after),
        Word::Festival(it) | Word::MaybeFestival(it) => (Point { day: Day::Festival(it), ..point }, after),
        _ => (point, end),
    }
}

/// Reads the day or the part of a month behind `上月`.
fn in_month(text: &str, month: Month, end: usize) -> (Option<Time>, usize) {
    let (point, end) = after_month(text, Point { month, ..NOWHEN }, end);
    between(text, point, end)
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
        let ends = text[second..].starts_with(['—', '-', '至', '，', '。', '；', '、', '）', '\n', ' '])
            || second == text.len();
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
    while let Some(it @ ('—' | '-' | '–' | '~' | '～' | '－' | '―' | '─' | '〜' | '∼')) = char_at(text, end)
    {
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

/// Reads the second end of a range behind a point.
fn between(text: &str, from: Point, end: usize) -> (Option<Time>, usize) {
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

/// Reads what follows a time: `以来`, `起`, `至今`, `前`; returns whether it is a deadline.
fn suffix(text: &str, time: &mut Time, end: &mut usize) -> bool {
    let rest = &text[*end..];
    let after = |word: &str| rest.strip_prefix(word);
    match *time {
        Time::At(point) => {
            for word in ["以来", "至今", "开始", "起"] {
                let Some(next) = after(word) else { continue };
                if word == "起" && next.starts_with(['来', '步', '草', '点', '伏', '源', '立', '重'])
                    || point.day == Day::Last(0)
                {
                    continue;
                }
                *time = Time::Since(point);
                *end += word.len();
                return false;
            }
            for word in ["之前", "以前", "前"] {
                if let Some(next) = after(word)
                    && !next.starts_with(|it: char| it.is_ascii_digit())
                    && !next.starts_with([
                        '期', '后', '夕', '往', '来', '列', '三', '十', '景', '沿', '线', '两', '五', '进', '端', '瞻',
                        '所',
                    ])
                    && !matches!(point.day, Day::Relative(_) | Day::Last(_))
                {
                    *end += word.len();
                    return true;
                }
            }
            if after("期间").is_some() {
                *end += "期间".len();
            }
            false
        }
        Time::Plan(_) if after("以来").is_some() => {
            if let Time::Plan(number) = *time {
                *time = Time::Since(Point { year: Year::Given(1951 + 5 * i32::from(number)), ..NOWHEN });
            }
            *end += "以来".len();
            false
        }
        _ => false,
    }
}
