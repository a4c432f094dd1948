//! Numbers, quantities, times and dates read as the cases say, and any text at all without a fall.
#![expect(clippy::non_ascii_literal, reason = "the sentences under test are Chinese")]
use std::sync::LazyLock;

use fangzhi::data::Data;
use fangzhi::date::{article_date, clues, page_dates};
use fangzhi::text::Span;
use fangzhi::time::calendar::Calendar;
use fangzhi::time::period::{Date, Period};
use fangzhi::time::resolve::{Reference, resolve};
use fangzhi::time::{TimeExpression, times};
use fangzhi::value::unit::Units;
use fangzhi::value::{Qualifier, Quantity, quantities};
use fangzhi::words::Words;

fn units() -> Units {
    Units::load(&Data::default()).expect("units")
}

fn calendar() -> Calendar {
    Calendar::load(&Data::default()).expect("calendar")
}

/// Takes the square brackets out of a case: the text, and the spans that they enclosed.
fn marked(case: &str) -> (String, Vec<Span>) {
    let (mut text, mut spans, mut open) = (String::new(), Vec::new(), 0);
    for character in case.chars() {
        match character {
            '[' => open = text.len(),
            ']' => spans.push(open..text.len()),
            other => text.push(other),
        }
    }
    (text, spans)
}

fn cases(file: &str) -> impl Iterator<Item = &str> {
    file.lines().filter(|it| !it.is_empty() && !it.starts_with('#'))
}

fn written(quantity: &Quantity) -> String {
    let number = |it: f64| format!("{}", (it * 1e6).round() / 1e6);
    let mut out = number(quantity.value);
    if let Some(max) = quantity.value_max {
        out += &format!("..{}", number(max));
    }
    out += match quantity.qualifier {
        Qualifier::Exact => "",
        Qualifier::Approx => "~",
        Qualifier::Over => ">",
        Qualifier::Under => "<",
    };
    if let Some(unit) = &quantity.unit {
        out += &format!(" {unit}");
    }
    if quantity.duration {
        out += " d";
    }
    out
}

#[test]
fn quantities_are_read_as_the_cases_say() {
    let units = units();
    let mut wrong = Vec::new();
    let mut count = 0;
    for case in cases(include_str!("cases/quantity.tsv")) {
        let (case, expected) = case.split_once('\t').unwrap_or((case, ""));
        let (text, spans) = marked(case);
        let found = quantities(&units, &text);
        let values: Vec<String> = found.iter().map(written).collect();
        let places: Vec<Span> = found.iter().map(|it| it.span.clone()).collect();
        if values.join("; ") != expected || places != spans {
            let printed: Vec<&str> = found.iter().map(|it| it.printed(&text)).collect();
            wrong.push(format!("{case}: {} {printed:?}, not {expected}", values.join("; ")));
        }
        count += 1;
    }
    assert!(count >= 250, "{count} cases");
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn times_are_read_as_the_cases_say() {
    let calendar = calendar();
    let mut wrong = Vec::new();
    let mut count = 0;
    for case in cases(include_str!("cases/time.tsv")) {
        let fields: Vec<&str> = case.split('\t').collect();
        let field = |it: usize| fields.get(it).copied().filter(|it| !it.is_empty());
        let (text, spans) = marked(fields[0]);
        let date = |it: &str| it.parse::<Date>().expect("a date");
        let reference = Reference { article: Some(date(field(2).unwrap_or("2020-06-15"))), last: field(3).map(date) };
        let found = times(&calendar, &text);
        let told: Vec<String> = found
            .iter()
            .map(|it| resolve(&calendar, it, &reference).map_or("?".to_owned(), |it| it.to_string()))
            .collect();
        let places: Vec<Span> = found.iter().map(|it| it.span.clone()).collect();
        if told.join("; ") != field(1).unwrap_or("") || places != spans {
            let printed: Vec<&str> = places.iter().map(|it| &text[it.clone()]).collect();
            wrong.push(format!("{}: {} {printed:?}, not {}", fields[0], told.join("; "), field(1).unwrap_or("")));
        }
        count += 1;
    }
    assert!(count >= 150, "{count} cases");
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn measures_shares_and_numbers_are_told_apart() {
    let units = units();
    let one = |text: &str| quantities(&units, text).into_iter().next().expect("a quantity");
    assert!(one("六十平方米").measure && one("六十平方米").chinese);
    assert!(!one("六十名").measure);
    assert!(!one("一亩").measure, "mostly a figure of speech");
    assert!(!one("万亩果园").measure);
    assert!(one("近万元").measure);
    assert!(one("三分之一").share && one("三分之一").unit.is_none());
    assert!(!one("0.9万劳力").share);
    let text = "收入2900多万元";
    let it = one(text);
    assert_eq!((&text[it.number.clone()], it.printed(text)), ("2900多万", "2900多万元"));
}

#[test]
fn periods_are_written_read_and_bounded() {
    for text in ["2019", "2019-06", "2019-06-26", "2016/2018", "2014/", "/2018-12", "2023-01/2023-06"] {
        assert_eq!(text.parse::<Period>().expect(text).to_string(), text);
    }
    for text in ["", "/", "19", "2019-13", "2019-02-29", "2019-6-1", "2019-06-26-01", "x", "+019", "2019/x"] {
        assert!(text.parse::<Period>().is_err(), "{text}");
    }
    let bounds = |text: &str| {
        let period: Period = text.parse().expect(text);
        (period.first_day().unwrap_or_default(), period.last_day().unwrap_or_default())
    };
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(bounds("2020-02"), pair("2020-02-01", "2020-02-29"));
    assert_eq!(bounds("2019-02"), pair("2019-02-01", "2019-02-28"));
    assert_eq!(bounds("1900-02"), pair("1900-02-01", "1900-02-28"));
    assert_eq!(bounds("2000"), pair("2000-01-01", "2000-12-31"));
    assert_eq!(bounds("2014/"), pair("2014-01-01", ""));
    assert_eq!(bounds("/2018-12"), pair("", "2018-12-31"));
}

#[test]
fn days_are_counted_through_leap_years() {
    let mut day = Date::of_day(1899, 12, 31).expect("a day");
    let mut weekday = 7;
    for _ in 0..100_000 {
        let next = day.plus_days(1);
        assert!(next > day && next.day_number() == day.day_number() + 1);
        assert_eq!(Date::of_day(next.year, next.month.expect("month"), next.day.expect("day")), Some(next));
        assert_eq!(day.weekday(), weekday, "{day}");
        weekday = weekday % 7 + 1;
        day = next;
    }
}

#[test]
fn the_lantern_festival_is_fourteen_days_after_the_new_year() {
    let calendar = calendar();
    let day = |text: String| {
        let found = times(&calendar, &text);
        let period = resolve(&calendar, found.first().expect("a time"), &Reference::default());
        period.and_then(|it| it.date()).expect("a day")
    };
    for year in 1990..=2035 {
        let spring = day(format!("{year}年春节"));
        assert_eq!(day(format!("{year}年除夕")).plus_days(1), spring);
        assert_eq!(day(format!("{year}年元宵节")), spring.plus_days(14));
        assert_eq!(spring.year, year);
    }
}

fn dated(text: &str) -> Option<String> {
    let calendar = calendar();
    article_date(words(), &calendar, text, &times(&calendar, text), None).map(|it| it.to_string())
}

#[test]
fn an_article_is_dated_by_its_words() {
    let day = |it: &str| Some(it.to_owned());
    assert_eq!(dated("新华社济南2021年5月3日电 某县举行开工仪式。"), day("2021-05-03"));
    assert_eq!(
        dated("本报讯2月19日，也就是元宵佳节，某县召开大会，总结2018年工作，部署2019年工作。"),
        day("2019-02-19")
    );
    assert_eq!(dated("3月9日，某县召开会议。2019年全县退出，要克服新冠肺炎疫情影响。"), day("2020-03-09"));
    assert_eq!(dated("6月26日（星期三），某县召开会议。2016年以来，成效明显。"), day("2019-06-26"));
    assert_eq!(dated("金秋十月的某县大地。2019年6月26日，某县作了介绍。"), day("2019-10"));
    assert_eq!(dated("2020年，某县成绩喜人。截至2020年12月底，建成5个。2021年是新的开始。"), day("2020-12"));
    assert_eq!(dated("该公司成立于2018年，生产箱包。"), None);
    assert_eq!(dated("某县天气晴好。"), None);
    assert_eq!(dated("到2035年，基本实现现代化。"), None);
    let calendar = calendar();
    let given = Date::of_day(2023, 8, 11);
    let text = "8月9日，某县召开会议。";
    assert_eq!(article_date(words(), &calendar, text, &times(&calendar, text), given), given.map(Date::period));
    let month = Date::of_month(2020, 4);
    let text = "3月27日，某市公示。3月30日，再次公示。";
    assert_eq!(
        article_date(words(), &calendar, text, &times(&calendar, text), month),
        Date::of_day(2020, 3, 30).map(Date::period)
    );
}

#[test]
fn gaps_on_a_page_are_filled_by_the_neighbours() {
    let calendar = calendar();
    let page = [
        "本报讯近日，两县签约，介绍2020年总体思路。",
        "本报讯5月12日，某县召开会议。",
        "车间生产忙。该公司成立于2018年。",
    ];
    let clues: Vec<_> = page.iter().map(|it| clues(words(), &calendar, it, &times(&calendar, it))).collect();
    let dates: Vec<String> =
        page_dates(&calendar, &clues, None).iter().map(|it| it.map_or("?".to_owned(), |it| it.to_string())).collect();
    assert_eq!(dates, ["2020-05", "2020-05-12", "2020-05"]);
}

/// A small generator of pseudo-random numbers, so that a failing run can be repeated.
fn next(state: &mut u64) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) as usize
}

#[test]
fn any_text_is_read_without_a_fall() {
    let (units, calendar) = (units(), calendar());
    let pieces: Vec<char> = "0123456789.,，。、：:/-—~至到％%+（）()“”《》 \n\t一二三四五六七八九十百千万亿两半几数零〇余多来成分之点年月日号时底初来前以今去明近约超过达不足元亩人户个家公里吨米岁第上下季度春节中秋星期截目现这同当次起止MWkm²x\u{200b}\u{feff}😀é"
        .chars()
        .collect();
    let references =
        [Reference::default(), Reference { article: Date::of_day(2020, 2, 29), last: Date::of_month(1, 1) }];
    for seed in 0..6000_u64 {
        let mut state = seed;
        let length = next(&mut state) % 40;
        let text: String = (0..length).map(|_| pieces[next(&mut state) % pieces.len()]).collect();
        let mut end = 0;
        for quantity in quantities(&units, &text) {
            assert!(quantity.span.start >= end && !quantity.printed(&text).is_empty(), "{text:?}: {quantity:?}");
            assert!(
                text.get(quantity.number.clone()).is_some() && quantity.value.is_finite(),
                "{text:?}: {quantity:?}"
            );
            assert!(quantity.value_max.is_none_or(|it| it >= quantity.value), "{text:?}: {quantity:?}");
            end = quantity.span.end;
        }
        let found: Vec<TimeExpression> = times(&calendar, &text);
        let mut end = 0;
        for expression in &found {
            assert!(
                expression.span.start >= end && text.get(expression.span.clone()).is_some(),
                "{text:?}: {expression:?}"
            );
            end = expression.span.end;
            for reference in &references {
                if let Some(period) = resolve(&calendar, expression, reference) {
                    assert!(period.start.is_some() || period.end.is_some(), "{text:?}");
                }
            }
        }
        article_date(words(), &calendar, &text, &found, None);
    }
}

/// The word lists of the project.
fn words() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| Words::load(&Data::default()).expect("the word lists are read"));
    &WORDS
}
