//! Files, folders, streams, encodings, and what cannot be read.
#![expect(clippy::non_ascii_literal, reason = "Chinese test texts")]
use std::path::{Path, PathBuf};

use fangzhi::article::Page;
use fangzhi::input::{Skipped, batches, date, decode, pages};

const TEXT: &str = "本报讯 5月6日，清河县召开农田水利建设会议，部署全年工作。会议由县长主持，各乡镇负责人参加会议。\n";

/// An empty folder of its own for a test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("input").join(name);
    _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder for the test");
    folder
}

fn write(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    std::fs::write(&path, bytes).expect("a file");
    path
}

fn all(inputs: &[PathBuf]) -> (Vec<Page>, Vec<Skipped>) {
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for page in pages(inputs) {
        match page {
            Ok(page) => good.push(page),
            Err(skipped) => bad.push(skipped),
        }
    }
    (good, bad)
}

#[test]
fn a_folder_is_read_with_all_folders_in_it_and_sorted() {
    let folder = folder("sorted");
    for name in ["b.txt", "a.md", "c/z.txt", "c/y.txt", ".hidden/x.txt", "photo.jpg"] {
        write(&folder, name, TEXT);
    }
    let (good, bad) = all(std::slice::from_ref(&folder));
    assert_eq!(good.iter().map(|it| it.doc.as_str()).collect::<Vec<_>>(), ["a", "b", "y", "z"]);
    assert_eq!(bad, []);
    assert!(good.iter().all(|it| it.text == TEXT));
}

#[test]
fn records_bring_their_title_date_and_home() {
    let folder = folder("records");
    let lines = "\u{feff}{\"id\": \"甲-1\", \"text\": \"第一篇。\", \"title\": \"题\", \"date\": \"2021-03-04\", \"source\": \"清河日报\", \"url\": \"http://example.org/1\", \"home\": \"清河县\"}\r\n\n{\"text\":\"第三行。\",\"id\":7,\"more\":[1]}\n{\"text\":\"没有号。\"}";
    let path = write(&folder, "stream.jsonl", lines);
    let (good, bad) = all(&[path]);
    assert_eq!(bad, []);
    assert_eq!(good.iter().map(|it| it.doc.as_str()).collect::<Vec<_>>(), ["甲-1", "7", "stream-4"]);
    let first = &good[0];
    assert_eq!(
        (first.text.as_str(), first.title.as_deref(), first.home.as_deref()),
        ("第一篇。", Some("题"), Some("清河县"))
    );
    assert_eq!((first.source.as_deref(), first.url.as_deref()), (Some("清河日报"), Some("http://example.org/1")));
    assert_eq!(first.date.map(|it| it.to_string()).as_deref(), Some("2021-03-04"));
}

#[test]
fn every_encoding_of_chinese_gives_the_same_text() {
    let simple = TEXT.replace('\n', "\r\n").repeat(3);
    let traditional = "本報訊 五月六日，清河縣召開農田水利建設會議，部署全年工作。會議由縣長主持，各鄉鎮負責人參加會議，並討論灌溉工程的經費。\r\n".repeat(3);
    let utf16 = |big: bool| {
        let mut bytes: Vec<u8> = if big { vec![0xfe, 0xff] } else { vec![0xff, 0xfe] };
        bytes.extend(simple.encode_utf16().flat_map(|it| if big { it.to_be_bytes() } else { it.to_le_bytes() }));
        bytes
    };
    let gb = encoding_rs::GB18030.encode(&simple).0.into_owned();
    assert_ne!(gb, simple.as_bytes());
    for bytes in [simple.clone().into_bytes(), format!("\u{feff}{simple}").into_bytes(), gb, utf16(true), utf16(false)]
    {
        assert_eq!(decode(bytes).as_deref(), Ok(simple.as_str()));
    }
    let big5 = encoding_rs::BIG5.encode(&traditional).0.into_owned();
    assert_eq!(decode(big5).as_deref(), Ok(traditional.as_str()));
    // Short texts too.
    let short = "清河县召开会议。";
    assert_eq!(decode(encoding_rs::GB18030.encode(short).0.into_owned()).as_deref(), Ok(short));
}

#[test]
fn what_cannot_be_read_is_named_with_its_reason_and_the_rest_goes_on() {
    let folder = folder("bad");
    write(&folder, "a-empty.txt", "");
    write(&folder, "b-blank.txt", "\u{feff} \r\n\u{3000}\n");
    write(&folder, "c-photo.txt", [0xff, 0xd8, 0xff, 0xe0, 0, 0x10, b'J', b'F', b'I', b'F', 0, 1]);
    write(&folder, "d-noise.txt", (0..400u32).map(|it| (it * 37 % 251) as u8 | 1).collect::<Vec<_>>());
    let mut broken = TEXT.repeat(4).into_bytes();
    broken.truncate(broken.len() - 2);
    write(&folder, "e-broken.txt", broken);
    write(&folder, "f-good.txt", TEXT);
    write(
        &folder,
        "g.jsonl",
        "{\"id\":\"g1\",\"text\":\"好。\"}\n{\"id\":\"g2\",\"te\n{\"id\":\"g3\"}\n{\"id\":\"g4\",\"text\":\"\"}\n{\"id\":\"g5\",\"text\":\"好。\",\"date\":\"2021-02-30\"}\n{\"id\":[],\"text\":\"好。\"}\n{\"id\":\"g7\",\"text\":\"好。\"}\n",
    );
    write(&folder, "h.jsonl", "");
    let missing = folder.join("missing.txt");
    let (good, bad) = all(&[folder.clone(), missing]);
    assert_eq!(good.iter().map(|it| it.doc.as_str()).collect::<Vec<_>>(), ["f-good", "g1", "g7"]);
    let name = |it: &Skipped| it.path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let told: Vec<String> =
        bad.iter().map(|it| format!("{}:{} {}", name(it), it.line.unwrap_or(0), it.reason)).collect();
    let expected = [
        "a-empty.txt:0 empty",
        "b-blank.txt:0 empty",
        "c-photo.txt:0 not text: it holds zero bytes",
        "d-noise.txt:0 not text",
        "e-broken.txt:0 broken UTF-8 at byte",
        "g.jsonl:2 the record is cut off at column",
        "g.jsonl:3 not a record",
        "g.jsonl:4 empty",
        "g.jsonl:5 \"2021-02-30\" is no date",
        "g.jsonl:6 its \"id\" is neither a string nor a number",
        "h.jsonl:0 empty",
        "missing.txt:0 no such file or folder",
    ];
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    for (told, expected) in told.iter().zip(expected) {
        assert!(told.starts_with(expected), "{told} is not {expected}");
    }
}

#[test]
fn a_folder_without_articles_is_an_error() {
    let folder = folder("none");
    write(&folder, "photo.jpg", [1, 2, 3]);
    let (good, bad) = all(std::slice::from_ref(&folder));
    assert!(good.is_empty());
    assert_eq!(bad.len(), 1);
    assert_eq!(bad[0].path, folder);
    assert!(bad[0].reason.starts_with("a folder without articles"), "{}", bad[0].reason);
}

#[test]
fn the_second_page_of_a_name_is_skipped() {
    let folder = folder("twice");
    let first = write(&folder, "one/a.txt", TEXT);
    write(&folder, "two/a.md", TEXT);
    let stream = write(&folder, "two/b.jsonl", "{\"id\":\"c\",\"text\":\"好。\"}\n{\"id\":\"a\",\"text\":\"好。\"}\n");
    let (good, bad) = all(&[folder.clone(), first.clone()]);
    assert_eq!(good.iter().map(|it| it.doc.as_str()).collect::<Vec<_>>(), ["a", "c"]);
    let told: Vec<_> = bad.iter().map(|it| (it.path.clone(), it.line)).collect();
    assert_eq!(told, [(folder.join("two/a.md"), None), (stream, Some(2)), (first, None)]);
    assert!(bad.iter().all(|it| { it.reason.starts_with("the name \"a\" has been read already") }));
}

#[test]
fn batches_hold_every_page_once_and_are_bounded() {
    let folder = folder("batches");
    let line = |i: usize| format!("{{\"id\":\"r{i}\",\"text\":\"{}\"}}\n", "水".repeat(100_000));
    let path = write(&folder, "big.jsonl", (0..100).map(line).collect::<String>());
    let sizes: Vec<usize> = batches(pages(&[path])).map(|it| it.len()).collect();
    assert_eq!(sizes.iter().sum::<usize>(), 100);
    assert!(sizes.len() >= 3 && sizes.iter().all(|it| *it <= 30), "{sizes:?}");
}

#[test]
fn dates_are_checked() {
    for (text, expected) in [
        ("2020", Some("2020")),
        ("2020-05", Some("2020-05")),
        ("2020-5-2", Some("2020-05-02")),
        (" 2020-02-29 ", Some("2020-02-29")),
        ("2020-05-12T08:00:00+08:00", Some("2020-05-12")),
        ("2020-05-12 08:00", Some("2020-05-12")),
        ("2021-02-29", None),
        ("2020-13", None),
        ("2020-00-01", None),
        ("2020-04-31", None),
        ("20200512", None),
        ("2020-05-12-01", None),
        ("2020 May", None),
        ("", None),
        ("二〇二〇", None),
    ] {
        assert_eq!(date(text).ok().map(|it| it.to_string()).as_deref(), expected, "{text:?}");
    }
}
