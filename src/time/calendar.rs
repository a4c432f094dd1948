//! The calendar as newspapers speak of it: words of time and festivals, read from `data/words`.
use std::collections::BTreeMap;

use aho_corasick::AhoCorasick;
use anyhow::Context;

use crate::data::Data;
use crate::number::begins_chinese;
use crate::time::period::Date;

/// What a word of time stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    /// So many years after the article's.
    Year(i32),
    /// The year last named.
    SameYear,
    /// The year last named, or the article's.
    ThisYear,
    /// So many months after the article's.
    Month(i32),
    /// The month last named.
    SameMonth,
    /// So many days after the article's.
    Day(i64),
    /// So many days after the one last named.
    SameDay(i64),
    /// A part of a year: its first and its last month.
    Months(u8, u8),
    /// The beginning, middle or end of a year: its month.
    YearPart(u8),
    /// The beginning, middle or end of a month.
    MonthPart,
    /// The article's time.
    Now,
    /// Shortly before the article.
    Recently,
    /// The last years.
    Years,
    /// Stands before a count of years, months or days.
    Last,
    /// Stands before a count of months, from the first month of the year.
    First,
    /// The festival of this number.
    Festival(usize),
    /// The festival of this number, where a word of time follows.
    MaybeFestival(usize),
}

/// Words of time and festivals.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    /// By first character, the longest first.
    words: BTreeMap<char, Vec<(String, Word)>>,
    /// The first characters of words and Chinese numbers, by their number in the basic plane.
    first: Vec<bool>,
    /// Month and day of each festival: one for all years, or one for each from 1990.
    festivals: Vec<Vec<Day>>,
    /// Finds the words of the chronicle.
    chronicle: Option<AhoCorasick>,
    /// The first and the last date at which each of them can have been written.
    bounds: Vec<(Option<Date>, Option<Date>)>,
}

/// The day of a festival: how many years after the year asked for, month and day.
type Day = (i32, u8, u8);

/// The first year of the table of festivals.
const FIRST_YEAR: i32 = 1990;

impl Calendar {
    /// Reads the program's words of time and festivals.
    ///
    /// # Errors
    /// Fails where a file is missing or a line of it is wrong.
    pub fn load(data: &Data) -> anyhow::Result<Self> {
        let [times, festivals, chronicle] =
            ["times", "festivals", "chronicle"].map(|it| data.text(&format!("data/words/{it}.tsv")));
        Self::parse(&times?, &festivals?, &chronicle?)
    }

    /// Reads words of time (`word ⇥ meaning`), festivals (`name ⇥ forms ⇥ forms that need a word behind ⇥ days`)
    /// and the chronicle (`words ⇥ not before ⇥ not after`).
    ///
    /// # Errors
    /// Fails at a line that means nothing, naming its file and number.
    pub fn parse(times: &str, festivals: &str, chronicle: &str) -> anyhow::Result<Self> {
        let numeral = |it: u32| char::from_u32(it).is_some_and(begins_chinese);
        let mut calendar = Self { first: (0..0x1_0000).map(numeral).collect(), ..Self::default() };
        for (number, line) in times.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (word, meaning) =
                line.split_once('\t').with_context(|| format!("times.tsv, line {}: no tab", number + 1))?;
            let meaning =
                meaning_of(meaning).with_context(|| format!("times.tsv, line {}: unknown meaning", number + 1))?;
            calendar.add(word, meaning);
        }
        for (number, line) in festivals.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let mut fields = line.split('\t').skip(1);
            let (forms, maybe) = (fields.next().unwrap_or(""), fields.next().unwrap_or(""));
            let days: Option<Vec<Day>> = fields.next().unwrap_or("").split_whitespace().map(month_and_day).collect();
            let days = days
                .filter(|it| !it.is_empty())
                .with_context(|| format!("festivals.tsv, line {}: no days", number + 1))?;
            let festival = calendar.festivals.len();
            calendar.festivals.push(days);
            for form in forms.split_whitespace() {
                calendar.add(form, Word::Festival(festival));
            }
            for form in maybe.split_whitespace() {
                calendar.add(form, Word::MaybeFestival(festival));
            }
        }
        let mut words = Vec::new();
        for (number, line) in chronicle.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let mut fields = line.split('\t');
            words.push(fields.next().unwrap_or(""));
            let mut date = || fields.next().filter(|it| !it.is_empty()).map(str::parse::<Date>).transpose();
            let bounds = date().and_then(|first| Ok((first, date()?)));
            calendar.bounds.push(bounds.with_context(|| format!("chronicle.tsv, line {}", number + 1))?);
        }
        calendar.chronicle = Some(AhoCorasick::new(words)?);
        for words in calendar.words.values_mut() {
            words.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        }
        Ok(calendar)
    }

    fn add(&mut self, form: &str, word: Word) {
        if let Some(first) = form.chars().next() {
            self.words.entry(first).or_default().push((form.to_owned(), word));
            if let Some(it) = self.first.get_mut(first as usize) {
                *it = true;
            }
        }
    }

    /// Says whether a word or a Chinese number may begin with this character.
    pub(crate) fn may_begin(&self, first: char) -> bool {
        self.first.get(first as usize).copied().unwrap_or(false)
    }

    /// Returns the longest word at a place, and where it ends.
    pub(crate) fn word_at(&self, text: &str, at: usize) -> Option<(Word, usize)> {
        let rest = text.get(at..)?;
        let words = self.words.get(&rest.chars().next()?)?;
        words.iter().find(|it| rest.starts_with(it.0.as_str())).map(|it| (it.1, at + it.0.len()))
    }

    /// Returns between which dates a text can have been written, by the country's events that it speaks of.
    pub(crate) fn written_between(&self, text: &str) -> (Option<Date>, Option<Date>) {
        let (mut first, mut last): (Option<Date>, Option<Date>) = (None, None);
        for found in self.chronicle.iter().flat_map(|it| it.find_overlapping_iter(text)) {
            let (from, to) = self.bounds[found.pattern().as_usize()];
            first = first.max(from);
            last = match (last, to) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
        }
        (first, last)
    }

    /// Returns the day on which a festival falls in a year, where the table has it.
    pub(crate) fn festival(&self, festival: usize, year: i32) -> Option<Date> {
        let days = self.festivals.get(festival)?;
        let (years, month, day) = match days.as_slice() {
            [one] => *one,
            all => *all.get(usize::try_from(year - FIRST_YEAR).ok()?)?,
        };
        Date::of_day(year + years, month, day)
    }
}

fn month_and_day(text: &str) -> Option<Day> {
    let years = if text.starts_with('-') { -1 } else { 0 };
    let number: u16 = text.trim_start_matches('-').parse().ok()?;
    let (month, day) = ((number / 100) as u8, (number % 100) as u8);
    Date::of_day(2000, month, day).map(|_| (years, month, day))
}

fn meaning_of(code: &str) -> Option<Word> {
    let (name, number) = code.split_once(' ').unwrap_or((code, "0"));
    let number: i32 = number.parse().ok()?;
    let quarter = u8::try_from(number).ok().filter(|it| (1..=4).contains(it));
    Some(match name {
        "year" => Word::Year(number),
        "same-year" => Word::SameYear,
        "this-year" => Word::ThisYear,
        "month" => Word::Month(number),
        "same-month" => Word::SameMonth,
        "day" => Word::Day(i64::from(number)),
        "same-day" => Word::SameDay(i64::from(number)),
        "half" => Word::Months(quarter? * 6 - 5, quarter? * 6),
        "quarter" => Word::Months(quarter? * 3 - 2, quarter? * 3),
        "quarters" => Word::Months(1, quarter? * 3),
        "year-whole" => Word::Months(1, 12),
        "year-start" => Word::YearPart(1),
        "year-middle" => Word::YearPart(6),
        "year-end" => Word::YearPart(12),
        "month-start" | "month-middle" | "month-end" => Word::MonthPart,
        "now" => Word::Now,
        "recently" => Word::Recently,
        "years" => Word::Years,
        "last" => Word::Last,
        "first" => Word::First,
        _ => return None,
    })
}
