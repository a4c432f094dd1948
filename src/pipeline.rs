//! The chain from a page to what its articles say.
use crate::article::{Article, Page};
use crate::confidence::Confidence;
use crate::data::Data;
use crate::date::{self, Clues};
use crate::entity::{Entity, Mention};
use crate::figure::area::Areas;
use crate::gazetteer::Gazetteer;
use crate::lexicon::Lexicon;
use crate::rule::Rules;
use crate::scene::Scene;
use crate::script::Script;
use crate::segment::{Kind, Token};
use crate::statement::Statement;
use crate::text::Span;
use crate::time::calendar::Calendar;
use crate::time::period::Period;
use crate::time::{self, Day, Time, TimeExpression, Year};
use crate::value::unit::Units;
use crate::value::{self, Quantity};
use crate::words::Words;
use crate::{event, figure, flow, mention, mention::naming, post, relation, time::resolve};

/// What one article says: everything that is known of it, and nothing of any other.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The article.
    pub article: Article,
    /// The day that it reports on or was published, as precisely as known.
    pub date: Option<Period>,
    /// Its sentences, in bytes of the article's text.
    pub sentences: Vec<Span>,
    /// What it names.
    pub entities: Vec<Entity>,
    /// Where it names it, by start.
    pub mentions: Vec<Mention>,
    /// What it states, by start.
    pub statements: Vec<Statement>,
}

/// What the program knows before it reads: words, rules, places.
#[derive(Debug, Default)]
pub struct Knowledge {
    /// Traditional characters.
    pub script: Script,
    /// The words that tell by-lines.
    pub byline: crate::article::byline::Words,
    /// All word lists.
    pub words: Words,
    /// What is said in which words.
    pub rules: Rules,
    /// Common words and what names are made of.
    pub lexicon: Lexicon,
    /// Places.
    pub gazetteer: Gazetteer,
    /// Units and counters.
    pub units: Units,
    /// Festivals and words of time.
    pub calendar: Calendar,
    /// How often each rule was right.
    pub confidence: Confidence,
}

impl Knowledge {
    /// Reads and checks words, rules and places.
    ///
    /// # Errors
    /// Fails where a file of the data is missing or wrong, naming the file, the rule and what to do.
    pub fn load(data: &Data) -> anyhow::Result<Self> {
        let words = Words::load(data)?;
        let languages = || rayon::join(|| Rules::load(data, &words), || Lexicon::load(data, &words));
        let ((rules, lexicon), gazetteer) = rayon::join(languages, || Gazetteer::load(data));
        Ok(Self {
            script: Script::load(data)?,
            byline: crate::article::byline::Words::load(data)?,
            rules: rules?,
            lexicon: lexicon?,
            gazetteer: gazetteer?,
            units: Units::load(data)?,
            calendar: Calendar::load(data)?,
            confidence: Confidence::load(data)?,
            words,
        })
    }
}

/// Reads a page: divides it and extracts what each of its articles says. Pure, and cannot fail.
pub fn read(knowledge: &Knowledge, page: &Page) -> Vec<Reading> {
    let script = &knowledge.script;
    let simplified = script.is_traditional(&page.text).then(|| Page {
        text: script.simplified(&page.text),
        title: page.title.as_deref().map(|it| script.simplified(it)),
        ..page.clone()
    });
    let articles = crate::article::divide(&knowledge.byline, simplified.as_ref().unwrap_or(page));
    let calendar = &knowledge.calendar;
    let times: Vec<Vec<TimeExpression>> = articles.iter().map(|it| time::times(calendar, &it.text)).collect();
    let clues: Vec<Clues> = articles
        .iter()
        .zip(&times)
        .map(|(it, times)| date::clues(&knowledge.words, calendar, &it.text, times))
        .collect();
    let dates = date::page_dates(calendar, &clues, page.date);
    let dated = articles.into_iter().zip(times).zip(dates);
    dated.map(|((article, times), date)| reading(knowledge, article, &times, date)).collect()
}

/// Extracts what one article says.
fn reading(knowledge: &Knowledge, article: Article, times: &[TimeExpression], date: Option<Period>) -> Reading {
    let Knowledge { words, rules, lexicon, gazetteer, units, calendar, .. } = knowledge;
    let sentences = crate::sentence::split(&article);
    let quantities = value::quantities(units, &article.text);
    let fixed = fixed(&article.text, &quantities, times);
    let (marked, setting) = mention::mark(words, lexicon, gazetteer, &article, &sentences, &fixed);
    let mut resolved = naming::resolve(words, gazetteer, &article, &marked, &setting);
    let periods = periods(calendar, &article, date, times);
    let scene = Scene::new(words, rules, &article, date, &marked, &quantities, periods, &setting, &mut resolved);
    let mut statements = Vec::new();
    for find in [post::find, relation::find, event::find, flow::find] {
        statements.extend(find(&scene, &mut resolved));
    }
    let areas = Areas::new(&scene, &resolved, &statements);
    statements.extend(figure::find(&scene, &resolved, &areas));
    // What is named inside a longer name is not named of its own.
    let inside =
        |it: &Span| resolved.implied.iter().any(|whole| whole.span.start <= it.start && it.end <= whole.span.end);
    resolved.mentions.retain(|it| !inside(&it.span));
    resolved.mentions.append(&mut resolved.implied);
    resolved.mentions.sort_by_key(|it| it.span.start);
    for it in &mut statements {
        it.confidence = knowledge.confidence.of(it.fact.kind(), &it.rule);
    }
    statements.sort_by_key(|it| (it.span.start, it.span.end));
    statements.iter_mut().for_each(|it| widen(&sentences, it));
    Reading { date, sentences, entities: resolved.entities, mentions: resolved.mentions, statements, article }
}

/// Lets what is said in several sentences have them all.
fn widen(sentences: &[Span], statement: &mut Statement) {
    let Statement { span, sentence, .. } = statement;
    let around = sentences.iter().filter(|it| it.start < span.end && span.start < it.end);
    let (start, end) =
        around.fold((sentence.start, sentence.end), |(start, end), it| (start.min(it.start), end.max(it.end)));
    *sentence = start.min(span.start)..end.max(span.end);
}

/// Than, and against.
const COMPARES: [char; 2] = ['\u{6bd4}', '\u{8f83}'];

/// Returns what the time expressions of an article stand for, each read by the one before it in its paragraph.
fn periods(
    calendar: &Calendar,
    article: &Article,
    date: Option<Period>,
    times: &[TimeExpression],
) -> Vec<Option<Period>> {
    let article_date = date.and_then(|it| it.date().or(it.end));
    let mut last = None;
    // What was named last in any paragraph: 当年 goes back to it, 仪式当天 to the last day.
    let mut earlier = None;
    let mut day = None;
    let mut paragraph = 0;
    let mut res = Vec::new();
    for time in times {
        let here = article.paragraphs.partition_point(|it| it.end <= time.span.start);
        if here != paragraph {
            last = None;
            paragraph = here;
        }
        let before = match time.time {
            Time::At(point) if point.day == Day::LastNamed => day,
            Time::At(point) if point.year == Year::Last => last.or(earlier),
            _ => last,
        };
        let reference = resolve::Reference { article: article_date, last: before };
        let period = resolve::resolve(calendar, time, &reference);
        // What is only compared with, 比上年增加, is no day that the next one is told from.
        let compared = article.text[..time.span.start].ends_with(COMPARES);
        if let Some(date) = period.and_then(|it| it.date()).filter(|_| !compared) {
            last = Some(date);
            earlier = last;
            day = last.filter(|it| it.day.is_some()).or(day);
        }
        res.push(period);
    }
    res
}

/// Returns the stretches that are taken whole: titles in book quotes, time expressions and quantities,
/// of overlapping ones the one that stands first here.
pub(crate) fn fixed(text: &str, quantities: &[Quantity], times: &[TimeExpression]) -> Vec<Token> {
    let titles = mention::titles(text);
    let mut all: Vec<(usize, Token)> = titles.into_iter().map(|it| (0, it)).collect();
    let token = |span: &Span, kind| Token { span: span.clone(), kind };
    all.extend(times.iter().enumerate().map(|(i, it)| (1, token(&it.span, Kind::Time(i)))));
    all.extend(quantities.iter().enumerate().map(|(i, it)| (2, token(&it.span, Kind::Quantity(i)))));
    all.sort_by_key(|it| (it.0, it.1.span.start));
    let mut kept: std::collections::BTreeMap<usize, Token> = std::collections::BTreeMap::new();
    for (_, token) in all {
        let before = kept.range(..token.span.end).next_back();
        if before.is_none_or(|it| it.1.span.end <= token.span.start) {
            kept.insert(token.span.start, token);
        }
    }
    kept.into_values().collect()
}
