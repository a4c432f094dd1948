//! However its paragraphs are wrapped, a page says the same.
use std::collections::BTreeMap;

use fangzhi::article::Page;
use fangzhi::record::records;
use serde_json::Value;

use crate::real;
use crate::reading::rewrap;

/// Returns what a page says, without where: each record as a line, with how often it is said.
fn said(page: &Page) -> BTreeMap<String, usize> {
    let mut said = BTreeMap::new();
    for record in records(page, &real::read(page)) {
        let mut value: Value = serde_json::from_str(&record.line()).expect("JSON");
        let fields = value.as_object_mut().expect("an object");
        for place in ["start", "end", "spans"] {
            fields.remove(place);
        }
        // The words of the file hold its line breaks.
        if let Some(Value::String(text)) = fields.get_mut("text") {
            text.retain(|it| !it.is_whitespace());
        }
        *said.entry(value.to_string()).or_default() += 1;
    }
    said
}

/// The paragraphs of a page, article by article.
fn paragraphs(page: &Page) -> Vec<String> {
    let readings = real::read(page);
    let of = |it: &fangzhi::pipeline::Reading| -> Vec<String> {
        it.article.paragraphs.iter().map(|span| it.article.text[span.clone()].to_owned()).collect()
    };
    readings.iter().flat_map(of).collect()
}

/// Checks a page: what it says with one line a paragraph, it says at every width.
fn check(page: &Page, differ: &mut Vec<String>) -> usize {
    let paragraphs = paragraphs(page);
    let paragraphs: Vec<&str> = paragraphs.iter().map(String::as_str).collect();
    let whole = said(&Page { text: paragraphs.join("\n") + "\n", ..page.clone() });
    for width in [12, 17, 22, 40] {
        for between in ["\n", "\n\n", "\r\n"] {
            let text = rewrap(&paragraphs, width, |_| 1, between);
            let wrapped = said(&Page { text, ..page.clone() });
            let lost = whole.iter().filter(|it| wrapped.get(it.0) != Some(it.1)).map(|it| format!("- {}", it.0));
            let new = wrapped.iter().filter(|it| whole.get(it.0) != Some(it.1)).map(|it| format!("+ {}", it.0));
            differ.extend(lost.chain(new).map(|it| format!("{} at {width} with {between:?}: {it}", page.doc)));
        }
    }
    whole.len()
}

#[test]
fn wrapping_changes_no_fact() {
    let mut differ = Vec::new();
    let mut checked = 0;
    for page in real::samples().iter().chain(&real::made_up()) {
        checked += check(page, &mut differ);
    }
    assert!(checked > 1000, "{checked} records");
    assert!(differ.is_empty(), "{} differ:\n{}", differ.len(), differ.join("\n"));
}

#[test]
fn a_page_says_the_same_with_one_line_a_paragraph() {
    let mut differ = Vec::new();
    for page in real::samples().iter().chain(&real::made_up()) {
        let told = said(page);
        let whole = said(&Page { text: paragraphs(page).join("\n") + "\n", ..page.clone() });
        let lost = told.iter().filter(|it| whole.get(it.0) != Some(it.1)).map(|it| format!("- {}", it.0));
        let new = whole.iter().filter(|it| told.get(it.0) != Some(it.1)).map(|it| format!("+ {}", it.0));
        differ.extend(lost.chain(new).map(|it| format!("{}: {it}", page.doc)));
    }
    assert!(differ.is_empty(), "{} differ:\n{}", differ.len(), differ.join("\n"));
}
