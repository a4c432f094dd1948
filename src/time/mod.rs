//! Time expressions: where a text says when, and what it says of it.
#![expect(clippy::non_ascii_literal, reason = "reads Chinese dates")]
pub mod period;
pub mod calendar;
pub mod moment;
pub mod resolve;
use crate::number::{self, Number, char_at, char_before};
use crate::text::Span;
use crate::time::calendar::{Calendar, Word};
pub use crate::time::moment::{Day, Month, Point, Step, Time, Year};
use crate::time::moment::{NOWHEN, after_month, after_year, between, number_at, number_of, skip_numeral, small_number};

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
    while let Some(next) = text[at..].find(|it: char| it.is_ascii_digit() || calendar.may_begin(it)) {
        let start = at + next;
        let Some(character) = char_at(text, start) else { break };
        at = start + character.len_utf8();
        let numeral = character.is_ascii_digit() || number::begins_chinese(character);
        let mut read = calendar.may_begin(character).then(|| word(calendar, text, start)).flatten();
        if read.is_none() && numeral {
            read = numeric(calendar, text, start);
            if read.is_none() {
                at = skip_numeral(text, start);
            }
        }
        let Some((mut time, mut end)) = read else {
            continue;
        };
        at = end;
        let Some(known) = &mut time else { continue };
        let deadline = suffix(text, known, &mut end);
        at = end;
        if let Time::At(point) = *known
            && begun(text, start, end)
        {
            *known = Time::Since(point);
        }
        if !repeats(text, start) {
            found.push(TimeExpression { span: start..end, time: *known, deadline });
        }
    }
    found
}

/// Says whether a time is the beginning of a stretch that ends now: `自2018年推出以来`.
fn begun(text: &str, start: usize, end: usize) -> bool {
    let clause = || text[end..].chars().take(16).take_while(|it| !matches!(it, '，' | '。' | '；' | ','));
    text[..start].ends_with(['自', '从']) && clause().collect::<String>().contains("以来")
}

/// Says whether the words before make a time one that comes again and again.
fn repeats(text: &str, start: usize) -> bool {
    let before = &text[..start];
    ["每年", "每月", "每", "历年", "逐年", "常年"].iter().any(|it| before.ends_with(it))
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
            ) && !text[start..].starts_with('今')
                || text[start..].starts_with("后年") && ('\u{4e00}'..='\u{9fff}').contains(&before);
            // 当年产 may end in 年产; 今年产值 cannot.
            let whole = ["今年", "去年", "明年", "前年", "上年"].iter().any(|it| text[start..].starts_with(it));
            if split
                || matches!(after, '级' | '龄' | '纪' | '轻')
                || !whole && matches!(after, '产' | '迈' | '过' | '近')
            {
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
        // 大会当天: that day, whether it is told or not.
        Word::SameDay(0) if OCCASION.contains(&before) => (Point { day: Day::LastNamed, ..NOWHEN }, end),
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
        Word::Recently => {
            let counted = text[..end].ends_with("最近").then(|| counted(text, end)).flatten();
            return Some(match counted {
                Some((count, step, end)) => (Some(Time::Last { count, step, before: true }), end),
                None => (Some(Time::Recently), end),
            });
        }
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
    let Some((word, after)) = calendar.word_at(text, end) else {
        return (point, end);
    };
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

/// Reads what follows a time: `以来`, `起`, `至今`, `前`; returns whether it is a deadline.
fn suffix(text: &str, time: &mut Time, end: &mut usize) -> bool {
    let rest = &text[*end..];
    let after = |word: &str| rest.strip_prefix(word);
    match *time {
        Time::At(point) => {
            for word in ["以来", "至今", "开始", "起"] {
                let Some(next) = after(word) else { continue };
                if word == "至今" && next.starts_with(['年', '日', '天', '后']) {
                    continue;
                }
                if word == "起" && next.starts_with(['来', '步', '草', '点', '伏', '源', '立', '重'])
                    || matches!(point.day, Day::Last(0) | Day::LastNamed)
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
                    && !matches!(point.day, Day::Relative(_) | Day::Last(_) | Day::LastNamed)
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

/// What words for an occasion end in: 大会, 仪式, 开业, 开幕, 采摘节, 活动, 典礼, 比赛.
const OCCASION: [char; 8] = ['会', '式', '业', '幕', '节', '动', '礼', '赛'];
