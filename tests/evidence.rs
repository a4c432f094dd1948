//! Every record and every quad of a fact leads back to the characters of its file, whatever the file holds.
#![expect(clippy::non_ascii_literal, reason = "hostile characters among Chinese text")]
use std::collections::{BTreeMap, BTreeSet};

use fangzhi::article::Page;
use fangzhi::encode::{Source, encode};
use fangzhi::ontology::NS;
use fangzhi::pipeline::Reading;
use fangzhi::query::plain;
use fangzhi::record::{Record, records};
use oxigraph::model::{GraphName, Quad};
use serde_json::Value;

use crate::real;

/// Writes text as the repair of a page leaves it and its file alike: blanks and the signs of a markup language
/// dropped, marks and letters of full width made narrow, all quotation marks one.
pub(crate) fn bare(text: &str) -> String {
    let keep = |it: &char| {
        let nothing = matches!(it, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '#' | '*' | '＊' | '＃');
        !(it.is_whitespace() || it.is_control() || nothing)
    };
    let narrow = |it: char| match it {
        '“' | '”' | '‘' | '’' | '「' | '」' | '『' | '』' | '＂' => '"',
        '．' => '.',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(it as u32 - 0xfee0).unwrap_or(it),
        _ => it,
    };
    text.chars().filter(keep).map(narrow).collect()
}

/// The characters of a page, and of each of its articles those that are its own.
struct File {
    characters: Vec<char>,
    own: BTreeMap<String, BTreeSet<usize>>,
}

impl File {
    fn new(page: &Page, readings: &[Reading]) -> Self {
        let own = |it: &Reading| (it.article.id.clone(), it.article.spans.iter().cloned().flatten().collect());
        Self { characters: page.text.chars().collect(), own: readings.iter().map(own).collect() }
    }

    /// Returns the characters of an article from one place to another.
    fn said(&self, article: &str, start: usize, end: usize) -> String {
        assert!(start < end && end <= self.characters.len(), "{article}: {start}..{end}");
        self.own[article].range(start..end).map(|it| self.characters[*it]).collect()
    }
}

/// Checks every record of a page; returns how many have words of the file.
fn check_records(page: &Page, readings: &[Reading], file: &File) -> usize {
    let mut checked = 0;
    for record in records(page, readings) {
        let value: Value = serde_json::from_str(&record.line()).expect("JSON");
        if let Record::Article(article) = &record {
            for &(start, end) in &article.spans {
                assert!(start < end && end <= file.characters.len(), "{}", record.line());
            }
            continue;
        }
        let span = record.span();
        assert!(span.start < span.end && span.end <= file.characters.len(), "{}", record.line());
        assert!(file.own.contains_key(value["article"].as_str().expect("an article")), "{}", record.line());
        if let Some(text) = value["text"].as_str() {
            let words: String = file.characters[span].iter().collect();
            assert_eq!(words, text, "{}", record.line());
            checked += 1;
        }
    }
    checked
}

/// What the quads say of one node, by the last part of the property.
type Node = BTreeMap<String, Vec<String>>;

/// Checks every quad of a page that tells a fact; returns how many there are.
fn check_quads(page: &Page, readings: &[Reading], file: &File) -> usize {
    let source = Source::of(page);
    let mut checked = 0;
    for reading in readings {
        let quads = encode(&source, reading);
        let told: Vec<&Quad> = quads.iter().filter(|it| matches!(&it.graph_name, GraphName::NamedNode(it) if it.as_str().contains("/article/"))).collect();
        let mut nodes: BTreeMap<String, Node> = BTreeMap::new();
        for quad in &told {
            let property = quad.predicate.as_str().trim_start_matches(NS).to_owned();
            nodes.entry(quad.subject.to_string()).or_default().entry(property).or_default().push(plain(&quad.object));
        }
        for (subject, node) in &nodes {
            if subject.contains("/article/") {
                continue;
            }
            let one = |property: &str| {
                let values = node.get(property).map_or(&[][..], |it| it);
                assert_eq!(values.len(), 1, "{subject} {property}: {node:?}");
                values[0].clone()
            };
            let number = |property: &str| one(property).parse::<usize>().expect("a number");
            let said = file.said(&reading.article.id, number("start"), number("end"));
            assert!(!one("quote").is_empty() && !one("rule").is_empty(), "{subject}: {node:?}");
            assert_eq!(bare(&one("quote")), bare(&said), "{subject}");
            assert!(bare(&one("sentence")).contains(&bare(&one("quote"))), "{subject}: {node:?}");
            checked += node.values().map(Vec::len).sum::<usize>();
        }
        let facts = |it: &&Node| it.contains_key("article");
        assert!(nodes.values().filter(facts).count() <= reading.statements.len());
    }
    checked
}

/// Checks a page; returns how many records and quads were checked.
fn check(page: &Page) -> (usize, usize) {
    let readings = real::read(page);
    let file = File::new(page, &readings);
    (check_records(page, &readings, &file), check_quads(page, &readings, &file))
}

/// Returns a text with its lines broken at a width, as it were a column.
fn wrapped(text: &str, width: usize) -> String {
    let mut lines = String::new();
    for line in text.lines() {
        for (at, character) in line.chars().enumerate() {
            if at > 0 && at % width == 0 {
                lines.push('\n');
            }
            lines.push(character);
        }
        lines.push('\n');
    }
    lines
}

/// Returns a text with its digits in full width.
fn wide(text: &str) -> String {
    text.chars().map(|it| if it.is_ascii_digit() { char::from_u32(it as u32 + 0xfee0).unwrap_or(it) } else { it }).collect()
}

#[test]
fn the_samples_lead_back_to_their_files() {
    let (mut texts, mut quads) = (0, 0);
    for page in real::samples() {
        let (a, b) = check(&page);
        (texts, quads) = (texts + a, quads + b);
        for text in [page.text.replace('\n', "\r\n"), wide(&page.text), wrapped(&page.text, 18)] {
            check(&Page { text, ..page.clone() });
        }
    }
    assert!(texts > 700 && quads > 5000, "{texts} texts, {quads} quads");
}

#[test]
fn made_up_articles_lead_back_to_their_files() {
    let mut checked = 0;
    let mut all = String::new();
    for page in real::made_up() {
        let text = &page.text;
        let forms = [text.clone(), text.replace('\n', "\r\n"), wide(text), wrapped(text, 16), wrapped(&wide(text), 21).replace('\n', "\r\n")];
        for text in forms {
            let (texts, quads) = check(&Page { text, ..page.clone() });
            assert!(texts > 5 && quads > 50, "{}: {texts} texts, {quads} quads", page.doc);
            checked += quads;
        }
        all += &page.text;
        all += "\n\n";
    }
    let (texts, quads) = check(&real::page("all", all));
    assert!(texts > 60 && quads > 500 && checked > 5000, "{texts} texts, {quads} and {checked} quads");
}

/// A linear congruential generator, so that a seed gives the same text everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides.max(1)
    }
}

/// What a page may hold by accident or malice.
const HOSTILE: [&str; 40] = [
    "\"", "<", ">", "\\", "'", "“", "”", "《", "》", "（", "）", "{}", "\u{1}", "\u{7}", "\u{1b}[31m", "\u{7f}", "\u{85}", "𠮷", "𡈽",
    "\u{202e}", "\u{200f}", "\u{200b}", "\u{feff}", "\u{fffd}", "\u{e001}", "\u{e000}１", "\u{f8ff}", "\u{301}", "👨‍👩‍👧", "\t", "\r", "\u{2028}",
    "99999999999999999999999亿元", "0.0.0", "1e309", "二〇二〇年十三月四十日", "-1%", "十百千万亿", "１／０", "。。。！？……",
];

/// Makes a page of cuts and mixes of made-up sentences, with hostile characters between and inside them.
fn noise(dice: &mut Dice, sentences: &[String]) -> String {
    let mut text = String::new();
    for _ in 0..=dice.roll(24) {
        let characters: Vec<char> = sentences[dice.roll(sentences.len())].chars().collect();
        let (mut start, mut end) = (0, characters.len());
        if dice.roll(3) == 0 {
            start = dice.roll(end);
        }
        if dice.roll(3) == 0 {
            end = start + dice.roll(end - start + 1);
        }
        let cut = start + dice.roll(end - start + 1);
        text.extend(&characters[start..cut]);
        if dice.roll(3) == 0 {
            text += HOSTILE[dice.roll(HOSTILE.len())];
        }
        text.extend(&characters[cut..end]);
        text += ["", "", "。", "\n", "\n\n", "\r\n", "\n　　", " ", "（李明 摄）\n", "\n本报讯 "][dice.roll(10)];
    }
    text
}

#[test]
fn any_text_is_read_without_harm_and_leads_back() {
    let all: String = real::made_up().into_iter().map(|it| it.text).collect();
    let sentences: Vec<String> = all.split_inclusive(['。', '\n']).map(str::to_owned).collect();
    assert!(sentences.len() > 40);
    let mut dice = Dice(20_261_122);
    let (mut texts, mut quads) = (0, 0);
    for round in 0..300 {
        let text = noise(&mut dice, &sentences);
        let text = if round % 3 == 0 { wrapped(&text, 10 + round % 31) } else { text };
        let page = real::page("noise", text);
        let checked = std::panic::catch_unwind(|| check(&page));
        let Ok((a, b)) = checked else { panic!("round {round}: {:?}", page.text) };
        (texts, quads) = (texts + a, quads + b);
    }
    assert!(texts > 2000 && quads > 10_000, "{texts} texts, {quads} quads");
}

#[test]
fn characters_alone_are_read_without_harm() {
    let mut dice = Dice(7);
    let samples: Vec<char> = real::samples().iter().chain(&real::made_up()).flat_map(|it| it.text.chars().collect::<Vec<_>>()).collect();
    for _ in 0..200 {
        let count = dice.roll(300);
        let text: String = (0..count).map(|_| match dice.roll(40) {
            0 => char::from_u32(dice.roll(0x11_0000) as u32).filter(|it| *it != '\0').unwrap_or('\u{3000}'),
            1 => '\n',
            _ => samples[dice.roll(samples.len())],
        }).collect();
        let page = real::page("noise", text);
        assert!(std::panic::catch_unwind(|| check(&page)).is_ok(), "{:?}", page.text);
    }
    for text in ["", "\n", "\u{feff}", "。", "　", "1", "元", "本报讯", "（", "\u{e001}\u{e002}"] {
        assert_eq!(check(&real::page("little", text.to_owned())).1, 0, "{text:?}");
    }
}
