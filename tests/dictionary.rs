//! Dictionaries and word lists: a word is found, and no other word is taken for it.
#![expect(clippy::non_ascii_literal, reason = "words are Chinese")]
use std::collections::BTreeSet;

use fangzhi::data::{Data, lines, split};
use fangzhi::dictionary::Dictionary;
use fangzhi::words::Words;

/// Words of every length about the longest that is stored as numbers, alike but for a byte anywhere.
fn alike() -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for length in 0..20 {
        words.insert("a".repeat(length));
        for at in 0..length {
            for other in ["b", "\0", "A"] {
                words.insert(format!("{}{other}{}", "a".repeat(at), "a".repeat(length - at - 1)));
            }
        }
    }
    words.extend(
        ["县", "乡镇", "乡长", "长乡", "合作社", "人民政府", "人民法院", "专业合作社", "农民专业合作社"]
            .map(String::from),
    );
    words
}

#[test]
fn words_that_differ_in_one_byte_are_told_apart() {
    let words = alike();
    let mut known = Dictionary::default();
    for (number, word) in words.iter().enumerate() {
        assert!(known.get(word).is_none(), "{word:?} is taken for an earlier one");
        known.insert(word, number);
    }
    for (number, word) in words.iter().enumerate() {
        assert_eq!(known.get(word), Some(&number), "{word:?}");
        assert_eq!(known.entry(word, || 0), &number, "{word:?}");
    }
}

#[test]
fn a_list_has_its_words_and_is_among_the_lists_of_each() {
    let words = Words::load(&Data::default()).expect("the lists can be read");
    let mut count = 0;
    for name in words.names() {
        let list = words.list(name);
        for word in list.sorted() {
            count += 1;
            assert!(list.has(word), "{name} {word}");
            assert!(!list.has(&format!("{word}\u{1}")), "{name} {word}");
            assert_eq!(list.prefix(&format!("{word}\u{1}")), Some(word), "{name}");
            assert_eq!(list.suffix(&format!("\u{1}{word}")), Some(word), "{name}");
            assert!(words.holding(word).is_some_and(|it| it.may_have(list)), "{name} {word}");
        }
    }
    assert!(count > 5000, "only {count} words");
    assert!(words.holding("没有这个词").is_none());
    assert!(!words.list("title").has("没有这个词") && !words.list("no such list").has("县长"));
}

#[test]
fn tables_are_cut_at_line_ends_and_tabs() {
    let cut = |text| lines(text).map(|it| split(it, b'\t').collect()).collect::<Vec<Vec<&str>>>();
    assert_eq!(cut("甲\t1\r\n乙\t\n"), [vec!["甲", "1"], vec!["乙", ""]]);
    assert_eq!(cut("甲\n\n乙"), [vec!["甲"], vec![""], vec!["乙"]]);
}
