//! The date of an article: the day that it reports on or was published, as far as the text and its neighbours on the page tell.
use crate::text::Span;
use crate::time::calendar::Calendar;
use crate::time::moment::{Day, Month, Point, Year};
use crate::time::period::{Date, Period};
use crate::time::{Time, TimeExpression};
use crate::words::{WordList, Words};

const STOP: char = '\u{3002}';
const COMMA: char = '\u{ff0c}';
const SEMICOLON: char = '\u{ff1b}';

/// What the text of one article tells of its date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clues {
    /// The day reported on, or that of a dateline: month and day.
    day: Option<(u8, u8)>,
    /// Its year, where it is said.
    year: Option<i32>,
    /// The day comes from a dateline (`新华社北京8月29日电`).
    dateline: bool,
    /// The month that the opening speaks of as now.
    month: Option<u8>,
    /// The day of the week of `day`.
    weekday: Option<u8>,
    /// The festival that `day` is said to be.
    festival: Option<(usize, u8, u8)>,
    /// The latest date spoken of as past.
    past: Option<Date>,
    /// How often the year of `past` is named, and three times more where the text counts up to it (`截至`).
    weight: u32,
    /// It speaks of last year.
    last_year: bool,
    /// Not before this date, by the events of the country that it speaks of.
    from: Option<Date>,
    /// Not after this date, by them.
    to: Option<Date>,
}

/// Returns the date of one article by itself.
pub fn article_date(
    words: &Words,
    calendar: &Calendar,
    text: &str,
    times: &[TimeExpression],
    given: Option<Date>,
) -> Option<Period> {
    page_dates(calendar, &[clues(words, calendar, text, times)], given).into_iter().next().flatten()
}

/// Gathers what the text of an article tells of its date.
pub fn clues(words: &Words, calendar: &Calendar, text: &str, times: &[TimeExpression]) -> Clues {
    let mut clues = Clues::default();
    (clues.from, clues.to) = calendar.written_between(text);
    let opening = text.char_indices().nth(260).map_or(text.len(), |it| it.0);
    let mut said_year = 0..0;
    let mut counts: Vec<(i32, u32)> = Vec::new();
    for expression in times {
        let span = &expression.span;
        let (point, open) = match expression.time {
            Time::At(point) => (point, false),
            Time::Since(point) => (point, true),
            Time::Between(_, point) => (point, true),
            Time::Now
            | Time::Recently
            | Time::RecentYears
            | Time::Last { .. }
            | Time::Ago { .. }
            | Time::Plan(_)
            | Time::Decade(_) => continue,
        };
        clues.last_year |= point.year == Year::Relative(-1);
        if let Year::Given(year) = point.year {
            if !future(words, text, span) && !expression.deadline {
                let date = known(point, year);
                if clues.past.is_none_or(|it| latest(date) > latest(it)) {
                    clues.past = Some(date);
                }
                match counts.iter_mut().find(|it| it.0 == year) {
                    Some(it) => it.1 += 1,
                    None => counts.push((year, 1)),
                }
                if words.list("date_until").suffix(&text[..span.start]).is_some() {
                    counts.push((year, 3));
                }
            }
            said_year = span.clone();
        }
        if !open {
            report(words, text, expression, point, span.start < opening, &said_year, &mut clues);
        }
        if let (Day::Festival(festival), Some((month, day)), Year::Unsaid) = (point.day, clues.day, point.year)
            && clues.festival.is_none()
            && near(text, times, span)
        {
            clues.festival = Some((festival, month, day));
        }
    }
    if let Some(past) = clues.past {
        clues.weight = counts.iter().filter(|it| it.0 == past.year).map(|it| it.1).sum();
    }
    clues
}

/// Takes a day or a month of the text for the one that it reports on.
fn report(
    words: &Words,
    text: &str,
    expression: &TimeExpression,
    point: Point,
    opening: bool,
    said_year: &Span,
    clues: &mut Clues,
) {
    let span = &expression.span;
    let same_sentence =
        said_year.end > 0 && said_year.end <= span.start && !text[said_year.end..span.start].contains([STOP, '\n']);
    let own_year = match point.year {
        Year::Given(year) => Some(year),
        Year::Unsaid if !same_sentence => None,
        Year::Relative(0) => None,
        _ => return,
    };
    if expression.deadline || future(words, text, span) {
        return;
    }
    match (point.month, point.day) {
        (Month::Given(month), Day::Given(day)) => {
            let dateline = opening && words.list("date_sent").prefix(&text[span.end..]).is_some();
            let first = clues.day.is_none() && (opening && clues.month.is_none() || own_year.is_none());
            let later = clues.day.is_some_and(|it| {
                own_year.is_none() && !clues.dateline && clues.year.is_none() && follows(it, (month, day))
            });
            if dateline && !clues.dateline || first && (own_year.is_none() || opening) || later {
                clues.day = Some((month, day));
                clues.year = own_year;
                clues.dateline |= dateline;
                clues.weekday = point.weekday;
            }
        }
        (Month::Given(month), Day::Unsaid)
            if opening && clues.month.is_none() && own_year.is_none() && point.year == Year::Unsaid =>
        {
            clues.month = Some(month);
        }
        _ => {}
    }
}

/// Says whether one day of a year lies up to ten days after another.
fn follows(first: (u8, u8), second: (u8, u8)) -> bool {
    let number = |it: (u8, u8)| Date::of_day(2000, it.0, it.1).map(Date::day_number);
    matches!((number(first), number(second)), (Some(a), Some(b)) if (1..=10).contains(&(b - a)))
}

/// Says whether a day of the month is named close before a festival.
fn near(text: &str, times: &[TimeExpression], festival: &Span) -> bool {
    times.iter().any(|it| {
        let dated = matches!(it.time, Time::At(Point { day: Day::Given(_), .. }));
        dated
            && it.span.end <= festival.start
            && festival.start - it.span.end <= 36
            && !text[it.span.end..festival.start].contains(STOP)
    })
}

/// Says whether the words around a date speak of it as to come, or do not tell.
fn future(words: &Words, text: &str, span: &Span) -> bool {
    let before = &text[..span.start];
    if words.list("date_until").suffix(before).is_some() {
        return false;
    }
    if words.list("date_ahead").suffix(before).is_some() {
        return true;
    }
    let mut after = &text[span.end..];
    while let Some(it) =
        after.strip_prefix(COMMA).or_else(|| after.strip_prefix(words.list("date_edge").prefix(after)?))
    {
        after = it;
    }
    let mut window = after.len().min(36);
    while !after.is_char_boundary(window) {
        window -= 1;
    }
    let clause = after[..window].split([COMMA, STOP, SEMICOLON]).next().unwrap_or("");
    words.list("date_plan").prefix(after).is_some() || holds(words.list("date_will"), clause)
}

/// Says whether one of the words stands in the text.
fn holds(words: &WordList, text: &str) -> bool {
    text.char_indices().any(|(at, _)| words.prefix(&text[at..]).is_some())
}

/// Returns what is known of a point in a year.
fn known(point: Point, year: i32) -> Date {
    let date = match (point.month, point.day) {
        (Month::Given(month), Day::Given(day)) => {
            Date::of_day(year, month, day).or_else(|| Date::of_month(year, month))
        }
        (Month::Given(month), _) => Date::of_month(year, month),
        (Month::Span(_, month), _) => Date::of_month(year, month),
        _ => None,
    };
    date.unwrap_or(Date::of_year(year))
}

/// Returns the first day on which something spoken of as past can have been written.
fn latest(date: Date) -> i64 {
    if date.month.is_some() { date.day_number() } else { date.first_day().day_number() }
}

/// Returns the dates of the articles of one page, in their order: a gap is filled with the month of the others.
///
/// A date of publication given from outside stands for all; where it is coarser than a day, the text may refine it.
pub fn page_dates(calendar: &Calendar, clues: &[Clues], given: Option<Date>) -> Vec<Option<Period>> {
    if let Some(given) = given.filter(|it| it.day.is_some()) {
        return vec![Some(given.period()); clues.len()];
    }
    if let Some(given) = given {
        let refined = |it: &Clues| it.day.and_then(|(month, day)| nearest(given, month, day)).unwrap_or(given);
        return clues.iter().map(|it| Some(refined(it).period())).collect();
    }
    let page = Clues {
        past: clues.iter().filter_map(|it| it.past).max_by_key(|it| latest(*it)),
        from: clues.iter().filter_map(|it| it.from).max(),
        to: clues.iter().filter_map(|it| it.to).min(),
        ..Clues::default()
    };
    let mut dates: Vec<Option<Date>> = clues.iter().map(|it| dated(calendar, it, &page)).collect();
    let month = dates.iter().flatten().filter(|it| it.month.is_some()).max().map(|it| it.to_month());
    for (date, clues) in dates.iter_mut().zip(clues) {
        if date.is_none() {
            *date = month.or_else(|| reviewed(clues));
        }
    }
    dates.into_iter().map(|it| it.map(Date::period)).collect()
}

/// Returns the date of a text that counts up to a month or a year (`截至2020年12月底`), or dwells on a year.
fn reviewed(clues: &Clues) -> Option<Date> {
    let past = clues.past.filter(|_| clues.weight >= 3)?;
    // Speaking of last year and of its end, it is of the next.
    Some(if clues.last_year && past.month == Some(12) { Date::of_year(past.year + 1) } else { past })
}

/// Returns the day of a year that lies up to seventy days before the end of a coarse date, in it or at most before it.
fn nearest(given: Date, month: u8, day: u8) -> Option<Date> {
    let end = given.last_day().day_number();
    let start = given.first_day().day_number() - 40;
    [given.year, given.year - 1]
        .iter()
        .filter_map(|it| Date::of_day(*it, month, day))
        .find(|it| (start..=end).contains(&it.day_number()))
}

/// Returns the date that the clues of an article tell, with those of its page where its own do not.
fn dated(calendar: &Calendar, clues: &Clues, page: &Clues) -> Option<Date> {
    let make = |year: i32| match (clues.day, clues.month) {
        (Some((month, day)), _) => Date::of_day(year, month, day),
        (None, Some(month)) => Date::of_month(year, month),
        _ => None,
    };
    if let Some(year) = clues.year {
        let date = make(year)?;
        return clues.past.is_none_or(|it| it.agrees(date) || latest(it) <= date.day_number() + 15).then_some(date);
    }
    let early = |date: Option<Date>, slack: i64| date.map(|it| latest(it) - slack);
    let narrow = |it: &Clues| matches!((it.from, it.to), (Some(from), Some(to)) if to.last_day().day_number() - from.day_number() <= 800);
    if clues.past.or(page.past).is_none() && !narrow(clues) && !narrow(page) {
        return None;
    }
    let own = early(clues.past, 15).max(early(clues.from, 0));
    let first = own.max(early(page.past, 60)).max(early(page.from, 60))?;
    let last = clues.to.or(page.to).map(|it| it.last_day().day_number());
    let fits = |date: &Date| {
        let weekday = clues.weekday.is_none_or(|it| date.day.is_none() || it == date.weekday());
        let festival = clues.festival.is_none_or(|(number, month, day)| {
            let days = calendar.festival(number, date.year).map(Date::day_number);
            let told = Date::of_day(date.year, month, day).map(Date::day_number);
            matches!((days, told), (Some(a), Some(b)) if (a - b).abs() <= 5)
        });
        date.last_day().day_number() >= first && weekday && festival
    };
    let start = Date::from_day_number(first).year;
    let candidates: Vec<Date> =
        (start..start + 8).filter_map(make).filter(|it| it.last_day().day_number() >= first).take(8).collect();
    let found = candidates.iter().copied().find(fits).or(candidates.first().copied())?;
    if let Some(last) = last
        && found.day_number() > last
    {
        return None;
    }
    Some(found)
}
