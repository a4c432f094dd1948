//! What time expressions stand for, given the article's date and the date last named.
use crate::time::calendar::Calendar;
use crate::time::moment::{Day, Month, Point, Year};
use crate::time::period::{Date, Period};
use crate::time::{Step, Time, TimeExpression};

/// What a time expression is read by.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reference {
    /// The article's date.
    pub article: Option<Date>,
    /// The date that the same sentence or paragraph named last.
    pub last: Option<Date>,
}

/// Returns the period that a time expression stands for, as far as it can be told.
///
/// Vague ones (`now`, `recently`, `in recent years`) stand for the article's month.
pub fn resolve(calendar: &Calendar, expression: &TimeExpression, reference: &Reference) -> Option<Period> {
    match expression.time {
        Time::At(point) => at(calendar, point, expression.deadline, reference),
        Time::Between(from, to) => {
            let end = at(calendar, to, expression.deadline, reference)?.end?;
            // The year of the end, where the start has none of its own.
            let from = if from.year == Year::Unsaid && from.month != Month::Unsaid {
                let year = match (from.month, end.month) {
                    (Month::Given(first), Some(last)) if first > last => end.year - 1,
                    _ => end.year,
                };
                Point { year: Year::Given(year), ..from }
            } else {
                from
            };
            let start = at(calendar, from, expression.deadline, reference)?.start?;
            (start <= end).then(|| Period::between(start, end))
        }
        Time::Since(point) => {
            let period = at(calendar, point, false, reference)?;
            let this_year = point.year == Year::Relative(0) && point.month == Month::Unsaid && point.day == Day::Unsaid;
            if this_year { Some(period) } else { Some(Period { end: None, ..period }) }
        }
        Time::Last { count, step, before } => last(count, step, before, reference.article?),
        Time::Ago { count, step } => Some(ago(count, step, reference.article?).period()),
        Time::Plan(number) => {
            let start = 1951 + 5 * i32::from(number);
            Some(Period::between(Date::of_year(start), Date::of_year(start + 4)))
        }
        Time::Decade(year) => Some(Period::between(Date::of_year(year), Date::of_year(year + 9))),
        Time::Now | Time::Recently | Time::RecentYears => Some(reference.article?.to_month().period()),
    }
}

/// Returns the stretch of so many steps up to the article.
fn last(count: u32, step: Step, before: bool, article: Date) -> Option<Period> {
    let count = i32::try_from(count).ok()?;
    let (start, end) = match step {
        Step::Years => {
            let back = if before { count } else { count - 1 };
            (Date::of_year(article.year - back), Date::of_year(article.year))
        }
        Step::Months if article.month.is_some() => (article.plus_months(-count), article.to_month()),
        Step::Days if article.day.is_some() => (article.plus_days(-i64::from(count)), article),
        Step::Months | Step::Days => (article, article),
    };
    Some(Period::between(start, end))
}

/// Returns the date so many steps before the article.
fn ago(count: u32, step: Step, article: Date) -> Date {
    let count = i32::try_from(count).unwrap_or(i32::MAX);
    match step {
        Step::Years => Date::of_year(article.year.saturating_sub(count)),
        Step::Months => article.plus_months(-count.min(12_000)),
        Step::Days => article.plus_days(-i64::from(count)),
    }
}

/// Returns what a point in time stands for.
fn at(calendar: &Calendar, point: Point, deadline: bool, reference: &Reference) -> Option<Period> {
    let Reference { article, last } = *reference;
    let base = last.or(article);
    let year = match point.year {
        Year::Given(year) => Some(year),
        Year::Relative(years) => Some(article?.year + years),
        Year::Last | Year::LastOrArticle => Some(base?.year),
        Year::Unsaid => None,
    };
    match point.day {
        Day::Relative(days) => {
            return Some(article.filter(|it| it.day.is_some())?.plus_days(days).period());
        }
        Day::LastNamed => return Some(last.filter(|it| it.day.is_some())?.period()),
        Day::Last(days) => {
            return Some(base.filter(|it| it.day.is_some())?.plus_days(days).period());
        }
        Day::Festival(festival) => {
            return Some(celebrated(calendar, festival, year, article, base)?.period());
        }
        Day::Given(day) => {
            let date = match (point.month, year) {
                (Month::Unsaid, None) => return day_alone(day, reference).map(Date::period),
                (Month::Unsaid, Some(_)) => return None,
                (month, year) => one_month(month, year, deadline, reference)?,
            };
            return Some(Date::of_day(date.year, date.month?, day)?.period());
        }
        Day::Unsaid => {}
    }
    match point.month {
        Month::Unsaid => Some(Date::of_year(year?).period()),
        Month::Span(1, 12) => Some(Date::of_year(year.or(article.map(|it| it.year))?).period()),
        Month::Span(first, last_month) => {
            let year = year.or(article.map(|it| it.year))?;
            Some(Period::between(Date::of_month(year, first)?, Date::of_month(year, last_month)?))
        }
        month => Some(one_month(month, year, deadline, reference)?.period()),
    }
}

/// Returns the month that is meant, its year told by the reference where the text does not.
fn one_month(month: Month, year: Option<i32>, deadline: bool, reference: &Reference) -> Option<Date> {
    let Reference { article, last } = *reference;
    match month {
        Month::Given(month) => {
            let year = match (year, last, article) {
                (Some(year), ..) => year,
                (None, Some(last), _) => last.year,
                // December in an article of January is past, and January in one of December to come.
                (None, None, Some(article)) => match article.month {
                    Some(now) if month > now.saturating_add(6) && !deadline && month != 12 => article.year - 1,
                    Some(now) if month == 12 && now <= 3 && !deadline => article.year - 1,
                    _ => article.year,
                },
                _ => return None,
            };
            Date::of_month(year, month)
        }
        Month::Relative(months) => article.filter(|it| it.month.is_some()).map(|it| it.plus_months(months)),
        Month::Last => last.or(article).filter(|it| it.month.is_some()).map(Date::to_month),
        Month::Span(..) | Month::Unsaid => None,
    }
}

/// Returns the day of a bare `9日`: of the month last named, else the last such day up to the article.
fn day_alone(day: u8, reference: &Reference) -> Option<Date> {
    if let Some(last) = reference.last.filter(|it| it.month.is_some()) {
        return Date::of_day(last.year, last.month?, day);
    }
    let article = reference.article?;
    let this = Date::of_day(article.year, article.month?, day);
    if article.day.is_some() && this.is_none_or(|it| it.day_number() > article.day_number() + 3) {
        let before = article.plus_months(-1);
        return Date::of_day(before.year, before.month?, day).or(this);
    }
    this
}

/// Returns the day of a festival: in the year said, or nearest to the article.
fn celebrated(
    calendar: &Calendar,
    festival: usize,
    year: Option<i32>,
    article: Option<Date>,
    base: Option<Date>,
) -> Option<Date> {
    if let Some(year) = year {
        return calendar.festival(festival, year);
    }
    match article.filter(|it| it.month.is_some()) {
        Some(article) => {
            let years = [article.year - 1, article.year, article.year + 1];
            let days = years.iter().filter_map(|it| calendar.festival(festival, *it));
            let middle = article.to_month().day_number() + 15;
            let now = if article.day.is_some() { article.day_number() } else { middle };
            days.min_by_key(|it| (it.day_number() - now).abs())
        }
        None => calendar.festival(festival, base?.year),
    }
}
