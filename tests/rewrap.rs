//! However its paragraphs are wrapped, a page says the same.
use std::collections::BTreeMap;

use fangzhi::article::Page;
use fangzhi::record::records;
use fangzhi::text::Span;
use serde_json::Value;

use crate::evidence::bare;
use crate::reading::rewrap;
use crate::real;

/// Returns what a page says, without where: each record as a line, with how often it is said.
fn said(page: &Page) -> BTreeMap<String, usize> {
    let mut said = BTreeMap::new();
    for record in records(page, &real::read(page)) {
        let mut value: Value = serde_json::from_str(&record.line()).expect("JSON");
        let fields = value.as_object_mut().expect("an object");
        for place in ["start", "end", "spans"] {
            fields.remove(place);
        }
        // The words of the file hold its line breaks and its forms of digits and marks.
        if let Some(Value::String(text)) = fields.get_mut("text") {
            *text = bare(text);
        }
        *said.entry(value.to_string()).or_default() += 1;
    }
    said
}

/// The paragraphs of a page, in the order of the page.
fn paragraphs(page: &Page) -> Vec<String> {
    let readings = real::read(page);
    let of = |it: &fangzhi::pipeline::Reading| -> Vec<(usize, String)> {
        let article = &it.article;
        let text = |span: &Span| (article.offsets.source(span).start, article.text[span.clone()].to_owned());
        article.paragraphs.iter().map(text).collect()
    };
    let mut all: Vec<(usize, String)> = readings.iter().flat_map(of).collect();
    all.sort();
    all.into_iter().map(|it| it.1).collect()
}

/// The width at which nothing is wrapped.
const WHOLE: usize = 10_000;

#[test]
fn wrapping_changes_no_fact() {
    let mut differ = Vec::new();
    let mut checked = 0;
    for page in real::samples().iter().chain(&real::made_up()) {
        let told = said(page);
        checked += told.len();
        let paragraphs = paragraphs(page);
        let paragraphs: Vec<&str> = paragraphs.iter().map(String::as_str).collect();
        for width in [12, 17, 22, 40, WHOLE] {
            for between in ["\n", "\n\n", "\r\n"] {
                let text = rewrap(&paragraphs, width, |_| 1, between);
                let wrapped = said(&Page { text, ..page.clone() });
                let lost = told.iter().filter(|it| wrapped.get(it.0) != Some(it.1)).map(|it| format!("- {}", it.0));
                let new = wrapped.iter().filter(|it| told.get(it.0) != Some(it.1)).map(|it| format!("+ {}", it.0));
                let form = format!("{} at {width} with {between:?}", page.doc);
                differ.extend(lost.chain(new).map(|it| format!("{form}: {it}")));
            }
        }
    }
    assert!(checked > 1000, "{checked} records");
    assert!(differ.is_empty(), "{} differ:\n{}", differ.len(), differ.join("\n"));
}
