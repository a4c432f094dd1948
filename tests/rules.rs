//! Every example written beside a rule holds, and a rule that is wrong is told so in words that help.
#![expect(clippy::non_ascii_literal, reason = "rules are Chinese")]
use fangzhi::data::Data;
use fangzhi::pipeline::Knowledge;
use fangzhi::rule::Rules;
use fangzhi::statement::PREDICATES;
use fangzhi::words::Words;
use fangzhi::{example, mask};

#[test]
fn examples_hold() {
    let words = Words::load(&Data::default()).unwrap();
    let rules = Rules::load(&Data::default(), &words).unwrap();
    assert!(!rules.rules.is_empty());
    let faults: Vec<String> = (0..rules.rules.len()).flat_map(|it| example::faults(&rules, it)).collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn relation_rules_say_known_predicates_with_subject_and_object() {
    let knowledge = Knowledge::load(&Data::default()).unwrap();
    for rule in knowledge.rules.rules.iter().filter(|it| it.id.starts_with("relation")) {
        for says in &rule.says {
            assert!(PREDICATES.contains(&says.class.as_str()), "{}: {}", rule.id, says.class);
            let roles: Vec<&str> = says.roles.iter().map(|it| it.0.as_str()).collect();
            assert_eq!(roles, ["subject", "object"], "{}", rule.id);
        }
    }
}

/// Loads one rule from a folder of data made for it, and returns what is said of it.
fn complaint(name: &str, rule: &str) -> String {
    let dir = std::env::temp_dir().join(format!("fangzhi-rules-{}-{name}", std::process::id()));
    std::fs::create_dir_all(dir.join("rules")).unwrap();
    std::fs::create_dir_all(dir.join("words")).unwrap();
    std::fs::write(dir.join("words/conjunction.txt"), "、 和").unwrap();
    std::fs::write(dir.join("words/go.txt"), "来到 到").unwrap();
    std::fs::write(dir.join("rules/visit.toml"), rule).unwrap();
    let data = Data { dir: Some(dir.clone()) };
    let words = Words::load(&data).unwrap();
    let res = match Rules::load(&data, &words) {
        Ok(rules) => example::faults(&rules, 0).join("\n"),
        Err(error) => format!("{error:#}"),
    };
    std::fs::remove_dir_all(&dir).unwrap();
    res
}

#[test]
fn a_good_rule_has_no_faults() {
    let rule = "
[go]
pattern  = '{who:person+}(一行)?@go{place+}~调研'
unless   = '拟@go'
says     = ['visit who={who} place={place} status=done']
examples = '''
[person:李明]、[person:王芳]一行来到[place:青山镇]和[place:白水乡]调研 => visit who=李明,王芳 place=青山镇,白水乡 status=done
[person:李明]拟到[place:青山镇]调研 => -
'''";
    assert_eq!(complaint("good", rule), "");
}

#[test]
fn a_wrong_rule_is_named_with_what_is_wrong() {
    let rule = |pattern: &str, says: &str, examples: &str| {
        format!("[go]\npattern = '{pattern}'\nsays = ['{says}']\nexamples = '''\n{examples}\n'''")
    };
    let cases = [
        (
            "list",
            rule("{person}@walk", "visit who={person}", ""),
            "data/rules/visit.toml: rule go: pattern: no word list data/words/walk.txt",
        ),
        ("class", rule("{village}到", "visit who={village}", ""), "no class 'village'; there are person, place"),
        ("slot", rule("{person}到", "visit who={place}", ""), "the pattern has no slot {place}"),
        ("name", rule("{person|place}到", "visit", ""), "needs a name, as in {who:person|place}"),
        ("regex", rule("{person}(到", "visit", ""), "not a regular expression"),
        ("brace", rule("{person到", "visit", ""), "lacks its closing brace"),
        ("none", rule("{person}到", "visit who={person}", "[person:李明]到 => visit who=李明"), "one that must not"),
        ("holds", rule("{person}到", "visit who={person}", "[person:李明]走 => visit who=李明\n李明 => -"), "wanted"),
        ("key", "[go]\npatern = 'x'".to_owned(), "data/rules/visit.toml"),
    ];
    for (name, rule, wanted) in cases {
        let complaint = complaint(name, &rule);
        assert!(complaint.contains(wanted), "{name}: {complaint}");
    }
}

#[test]
fn masks_map_back_and_bear_private_characters_of_the_text() {
    let text = "前\u{e001}言：李明到青山镇";
    let at = |part: &str| text.find(part).map(|it| it..it + part.len()).unwrap();
    let pieces = [("李明", 0), ("青山镇", 1)];
    let pieces = pieces.iter().map(|&(it, kind)| mask::Piece { span: at(it), kind, number: 7 });
    let masked = mask::Masked::new(text, &(0..text.len()), pieces);
    assert_eq!(mask::numbers(&masked.text), [7, 7]);
    let go = masked.text.find('到').unwrap();
    assert_eq!(masked.original(&(go..go + 3)), at("到"));
    assert_eq!(masked.original(&(0..masked.text.len())), 0..text.len());
    let name = go - 7..go;
    assert_eq!(&text[masked.original(&name)], "李明");
}
