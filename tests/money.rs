//! Facts compared, the ledger, the audit, the workbook and the flow diagram: on the samples as the extractor reads them, and on made-up pages.
#![expect(clippy::non_ascii_literal, reason = "articles to read, names to look for")]
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use fangzhi::audit::{Audited, audit};
use fangzhi::data::Data;
use fangzhi::derive::{self, Lists, VERDICTS, Verdict};
use fangzhi::ledger::{self, Counted, Entry, Wanted, entries, totals};
use fangzhi::lookup::find;
use fangzhi::thing::{Thing, thing};
use fangzhi::value::Date;
use fangzhi::{sankey, store};
use oxigraph::model::Quad;
use oxigraph::store::Store;

use crate::graph::ontology;
use crate::python::python;
use crate::real;

fn lists(same: Option<&str>) -> Lists {
    Lists::load(&Data::default(), same).expect("the lists")
}

/// A store of made-up pages, each of one article with its date, as the extractor reads them, compared.
fn told(pages: &[(&str, &str)], same: Option<&str>) -> Store {
    let mut quads: Vec<Quad> = Vec::new();
    for (number, (date, text)) in pages.iter().enumerate() {
        let date: Date = date.parse().expect("a date");
        let mut page = real::page(&format!("p{number}"), (*text).to_owned());
        (page.date, page.home) = (Some(date), Some("临泽县".to_owned()));
        quads.extend(real::quads(&page));
    }
    let lists = lists(same);
    let found = derive::compare_all(&lists, &derive::facts(&lists, &quads));
    store::memory(quads.into_iter().chain(found).chain(ontology().quads)).expect("a store")
}

fn verdicts(store: &Store) -> Vec<(Verdict, String)> {
    audit(store, &[], &[]).into_iter().map(|it| (it.verdict, it.check)).collect()
}

fn one(store: &Store, name: &str) -> Thing {
    let found = find(store, name).expect("a thing of that name");
    thing(store, &found[0]).expect("a thing")
}

fn ledger(store: &Store, name: &str) -> Vec<Entry> {
    entries(store, &one(store, name), &Wanted::default())
}

#[test]
fn the_verdicts_on_the_samples() {
    use Verdict::{AddsUp, Contradicts, GrowsOverTime, PartOfTotal, RoundsTo, SpentOfPlan, ToldTwice};
    let store = real::store();
    let found = verdicts(&store);
    let alarms = [Verdict::Contradicts, Verdict::DoesNotAddUp, Verdict::CannotBoth, ToldTwice];
    let alarmed: Vec<(Verdict, &str)> =
        found.iter().filter(|it| alarms.contains(&it.0)).map(|it| (it.0, it.1.as_str())).collect();
    // These and no others: an alarm that is none costs whoever follows it a day.
    let expected = [
        (Contradicts, "4.3万 ≠ 4.68万人"),
        (Contradicts, "112个 ≠ 136个"),
        (Contradicts, "99.4万亩 ≠ 122.66万亩"),
        (ToldTwice, "1000万元 = 1000万元"),
        (ToldTwice, "323.65亿元 = 323.65亿元"),
    ];
    assert_eq!(alarmed.iter().copied().collect::<BTreeSet<_>>(), expected.into_iter().collect(), "{alarmed:?}");
    let others = [
        (RoundsTo, "30.59个百分点 ≈ 30.6个百分点"),
        (RoundsTo, "8.27% ≈ 8.3%"),
        (AddsUp, "311个 + 136个 = 447个"),
        (AddsUp, "23543人 + 17910人 = 41453人"),
        (AddsUp, "12412人 + 17910人 = 30322人"),
        (AddsUp, "22064人 + 13318人 = 35382人"),
        (AddsUp, "7012户 + 3910户 = 10922户"),
        (AddsUp, "1850名 × 20万元 = 3.7亿元"),
        (GrowsOverTime, "193MW → 197兆瓦"),
        (PartOfTotal, "10万元 ⊂ 63万元"),
        (SpentOfPlan, "49.1亿元 ← 323.65亿元"),
    ];
    for (verdict, check) in others {
        assert!(found.iter().any(|it| *it == (verdict, check.to_owned())), "{verdict:?} {check}: {found:#?}");
    }
}

#[test]
fn what_is_found_shows_its_sentences_and_why_resolves_it() {
    let store = real::store();
    let found: Vec<Audited> = audit(&store, &[], &[]);
    assert!(found.len() > 20, "{}", found.len());
    for it in &found {
        assert!(it.facts.len() >= 2 && !it.check.is_empty(), "{it:?}");
        for told in it.facts.iter().filter(|_| it.verdict != Verdict::SameEntity) {
            let iri = fangzhi::ontology::expand(&told.fact).expect("an IRI");
            let evidence = fangzhi::show::evidence(&store, &iri);
            assert!(evidence.iter().any(|it| it.sentence == told.sentence), "{told:?}");
            assert!(told.sentence.contains(&told.words), "{told:?}");
        }
    }
    let page = ledger_page(&found);
    assert!(page.contains("矛盾") && page.contains("【112个】") && page.contains("【136个】"), "{page}");
    let about = audit(&store, &[Verdict::Contradicts], &[one(&store, "临县")]);
    assert_eq!(about.len(), 3);
    assert!(audit(&store, &[], &[one(&store, "习近平")]).is_empty());
}

fn ledger_page(found: &[Audited]) -> String {
    fangzhi::audit::page(found, &ontology())
}

#[test]
fn every_verdict_is_in_the_vocabulary() {
    let ontology = ontology();
    for (verdict, name, _, link, _) in VERDICTS {
        assert_eq!(verdict.name(), name);
        assert!(ontology.labels.contains_key(fangzhi::ontology::term(name).as_str()), "{name}");
        if let Some((property, _)) = link {
            assert!(ontology.labels.contains_key(fangzhi::ontology::term(property).as_str()), "{property}");
        }
    }
}

#[test]
fn the_ledgers_of_the_samples_count_each_money_once() {
    let store = real::store();
    let of = |name: &str| ledger(&store, name);
    let amount = |entries: &[Entry], side, group: &str, status: &str| -> (f64, f64, f64) {
        let found = totals(entries)
            .into_iter()
            .find(|it| (it.side, it.group, it.unit.as_str()) == (side, group, "CNY") && it.status == status);
        found.map(|it| (it.attributed, it.unattributed, it.not_money)).expect("a sum")
    };
    use ledger::Side::{From, To};
    let city = of("孝义市");
    assert_eq!(amount(&city, From, "spending", "completed"), (1e7, 0.0, 0.0));
    let again: Vec<&Entry> = city.iter().filter(|it| it.counted == Counted::LeftOut).collect();
    assert!(again.len() == 1 && again[0].same_as.is_some() && again[0].reason.contains("fact:"), "{again:?}");
    let town = of("从罗峪镇");
    assert_eq!(amount(&town, To, "spending", "completed"), (1e5, 5.3e5, 0.0), "63万 contains 10万");
    assert!(town.iter().any(|it| it.part_of.is_some() && it.reason.contains("a part of fact:")));
    let insurer = of("中国太平洋财产保险股份有限公司临县支公司");
    let cover: Vec<&Entry> = insurer.iter().filter(|it| it.amount.to_bits() == 3.7e8f64.to_bits()).collect();
    assert!(
        cover.len() == 1 && cover[0].counted == Counted::NotMoney && cover[0].reason.contains("cover"),
        "{cover:?}"
    );
    let spent: f64 = totals(&insurer).iter().map(fangzhi::ledger::Total::amount).sum();
    assert!(spent < 1e7, "{spent}");
    let battle = of("“3367”项目大会战");
    let planned: f64 = totals(&battle).iter().filter(|it| it.status == "planned").map(ledger::Total::amount).sum();
    assert_eq!(planned.to_bits(), 32_365_000_000f64.to_bits());
    let told = battle.iter().filter(|it| it.amount.to_bits() == 32_365_000_000f64.to_bits());
    assert_eq!(told.clone().count(), 2, "{told:?}");
    assert!(battle.iter().any(|it| it.planned_as.is_some()), "49.1亿 was spent of it");
}

#[test]
fn a_ledger_keeps_to_dates_and_statuses_and_follows_the_chain() {
    use ledger::Side::{From, To};
    let store = told(
        &[
            ("2021-03-05", "本报讯 2021年3月2日，临泽县向板桥镇捐赠300万元。"),
            ("2021-06-05", "本报讯 2021年5月2日，板桥镇向红沟村捐赠20万元。红沟村向黑沟村捐赠5万元。"),
        ],
        None,
    );
    let town = one(&store, "板桥镇");
    let own = entries(&store, &town, &Wanted::default());
    assert_eq!(own.iter().map(|it| (it.side, it.amount)).collect::<Vec<_>>(), [(From, 2e5), (To, 3e6)]);
    let chain = entries(&store, &town, &Wanted { depth: 3, ..Wanted::default() });
    let steps: Vec<(u32, f64)> = chain.iter().map(|it| (it.step, it.amount)).collect();
    assert_eq!(steps, [(1, 2e5), (1, 3e6), (2, 5e4)], "on to whom the village paid");
    assert_eq!(totals(&chain), totals(&own), "sums are of the thing's own money");
    let late = Wanted { from: Some("2021-05-01".to_owned()), ..Wanted::default() };
    assert_eq!(entries(&store, &town, &late).iter().map(|it| it.amount).collect::<Vec<_>>(), [2e5]);
    let early = Wanted { to: Some("2021-04-30".to_owned()), ..Wanted::default() };
    assert_eq!(entries(&store, &town, &early).iter().map(|it| it.amount).collect::<Vec<_>>(), [3e6]);
    let none = Wanted { status: vec!["pledged".to_owned()], ..Wanted::default() };
    assert!(entries(&store, &town, &none).is_empty());
}

/// Two articles of one county that tell of one year, and what is found.
#[test]
fn figures_are_at_odds_only_where_all_else_is_alike() {
    let pair = |one: &'static str, other: &'static str| {
        let one = format!("本报讯 记者从临泽县委获悉，{one}");
        let other = format!("本报讯 记者从临泽县委获悉，{other}");
        let store = told(&[("2019-03-05", &one), ("2019-08-06", &other)], None);
        verdicts(&store).into_iter().map(|it| it.0).collect::<Vec<_>>()
    };
    assert_eq!(pair("2018年，全县减贫1.2万人。", "2018年，全县减贫1.5万人。"), [Verdict::Contradicts]);
    assert_eq!(pair("2018年，全县减贫1.2万人。", "2018年，全县减贫12034人。"), [Verdict::RoundsTo]);
    // Something narrows one of them: another half-year, a part, a share of them.
    for other in [
        "2018年上半年，全县减贫5000人。",
        "2018年，全县减贫1.2万人，其中易地搬迁减贫3000人。",
        "2017年，全县减贫1.5万人。",
        "2018年，光伏带动减贫3000人。",
        "2018年，全县第二批减贫3000人。",
    ] {
        let found = pair("2018年，全县减贫1.2万人。", other);
        assert!(!found.contains(&Verdict::Contradicts), "{other}: {found:?}");
    }
}

#[test]
fn sums_are_checked_and_a_near_miss_is_told() {
    let found = |text: &str| verdicts(&told(&[("2019-03-05", text)], None));
    let right = found("本报讯 临泽县共搬迁安置3512人，其中贫困人口2311人、同步搬迁1201人。");
    assert!(right.iter().any(|it| it.0 == Verdict::AddsUp), "{right:?}");
    let wrong = found("本报讯 临泽县共搬迁安置3512人，其中贫困人口2311人、同步搬迁1210人。");
    assert!(wrong.iter().any(|it| it.0 == Verdict::DoesNotAddUp), "{wrong:?}");
    let some = found("本报讯 临泽县共搬迁安置3512人，其中贫困人口311人、老人201人。");
    assert!(!some.iter().any(|it| [Verdict::DoesNotAddUp, Verdict::AddsUp].contains(&it.0)), "{some:?}");
}

#[test]
fn one_office_of_two_people_on_one_day_cannot_be() {
    let pages = |day: &'static str, who: &'static str| {
        let second = format!("本报讯 {who}到新华镇调研。");
        let store = told(&[("2021-03-05", "本报讯 临泽县县长周正明到板桥镇调研。"), (day, &second)], None);
        verdicts(&store).iter().any(|it| it.0 == Verdict::CannotBoth)
    };
    assert!(pages("2021-03-05", "临泽县县长吴敏慧"));
    assert!(!pages("2021-04-05", "临泽县县长吴敏慧"), "there may be a new one");
    assert!(!pages("2021-03-05", "临泽县副县长吴敏慧"), "there are several");
    assert!(!pages("2021-03-05", "临泽县县长周正明"), "the same");
}

#[test]
fn one_office_is_not_held_while_another_holds_it() {
    let found = |pages: &[(&str, &str)]| {
        let pages: Vec<(&str, String)> = pages.iter().map(|(day, text)| (*day, format!("本报讯 {text}"))).collect();
        let pages: Vec<(&str, &str)> = pages.iter().map(|(day, text)| (*day, text.as_str())).collect();
        let found = verdicts(&told(&pages, None)).into_iter().filter(|it| it.0 == Verdict::CannotBoth);
        found.map(|it| it.1).collect::<Vec<_>>()
    };
    let (one, other) = ("临泽县县长周正明到板桥镇调研。", "临泽县县长吴敏慧到新华镇调研。");
    // Articles that are dated to the month only.
    assert_eq!(found(&[("2021-03", one), ("2021-04", other), ("2021-05", one)]), ["周正明 ≠ 吴敏慧"]);
    assert_eq!(found(&[("2021-03-05", one), ("2021-04", other), ("2022", one)]), ["周正明 ≠ 吴敏慧"]);
    let nothing: [&str; 0] = [];
    assert_eq!(found(&[("2021-03", one), ("2021-03", other)]), nothing, "one may follow the other");
    assert_eq!(found(&[("2021-03", one), ("2021-03", other), ("2021-04", other)]), nothing);
    assert_eq!(found(&[("2021-03", one), ("2021", other), ("2021-05", one)]), nothing, "the year is longer");
    // Times of office that the text tells.
    let span = "周正明2015年3月至2019年5月任临泽县县长。";
    assert_eq!(found(&[("2021-03-05", span), ("2017-06", other)]).len(), 1);
    assert_eq!(found(&[("2021-03-05", span), ("2021-03-06", "吴敏慧2018年1月至2020年5月任临泽县县长。")]).len(), 1);
    assert_eq!(found(&[("2021-03-05", span), ("2021-03-06", "吴敏慧2019年5月至2020年5月任临泽县县长。")]), nothing);
    assert_eq!(found(&[("2021-03-05", span), ("2019-05", other)]), nothing, "the month in which it ended");
    let turns = "周正明2015年3月至2019年5月先后任临泽县副县长、县长。";
    assert_eq!(found(&[("2021-03-05", turns), ("2017-06", other)]), nothing, "who knows which when");
    assert_eq!(found(&[("2021-03-05", span), ("2017-06", "临泽县副县长吴敏慧到新华镇调研。")]), nothing);
}

/// Returns which sums in a text were checked, and whether they add up.
fn checked(text: &str) -> Vec<(bool, String)> {
    use Verdict::{AddsUp, DoesNotAddUp};
    let text = format!("本报讯 记者从临泽县委获悉，{text}");
    let found = verdicts(&told(&[("2021-03-05", &text)], None));
    let found = found.into_iter().filter(|it| [AddsUp, DoesNotAddUp].contains(&it.0));
    found.map(|it| (it.0 == AddsUp, it.1)).collect()
}

fn right(text: &str, check: &str) {
    assert_eq!(checked(text), [(true, check.to_owned())], "{text}");
}

fn wrong(text: &str, check: &str) {
    assert_eq!(checked(text), [(false, check.to_owned())], "{text}");
}

fn nothing(text: &str) {
    assert_eq!(checked(text), [], "{text}");
}

#[test]
fn a_level_its_change_and_the_level_after_must_fit() {
    right("贫困发生率由2014年的32.5%降至0.4%，下降32.1个百分点。", "32.5% − 32.1个百分点 = 0.4%");
    wrong("贫困发生率由2014年的32.5%降至0.4%，下降30.1个百分点。", "32.5% − 30.1个百分点 ≠ 0.4%");
    right("贫困发生率由2014年的32.54%降至0.41%，下降32.1个百分点。", "32.54% − 32.1个百分点 = 0.41%");
    right("全县森林覆盖率从31.5%提高到36.2%，提高了4.7个百分点。", "31.5% + 4.7个百分点 = 36.2%");
    wrong("全县合作社由120个增加到180个，增加了80个。", "120个 + 80个 ≠ 180个");
    wrong("全县贫困村由112个减少到36个，净减78个。", "112个 − 78个 ≠ 36个");
    right("全县粮食产量达到12.5万吨，比上年的12.1万吨增加0.4万吨。", "12.1万吨 + 0.4万吨 = 12.5万吨");
    wrong("全县粮食产量达到12.5万吨，比上年的12.1万吨增加0.9万吨。", "12.1万吨 + 0.9万吨 ≠ 12.5万吨");
    right("全县合作社由120个增加到180个，增长50%。", "120个 × (1 + 50%) = 180个");
    wrong("全县合作社由120个增加到180个，增长60%。", "120个 × (1 + 60%) ≠ 180个");
    // Counted from another year, of another thing, only about so much, in other prices, or who knows.
    nothing("全县合作社由2015年的120个增加到180个，比上年增长8%。");
    nothing("全县合作社由2015年的120个增加到180个，年均增加8个。");
    nothing("全县合作社由120个增加到180个，增长近六成，新增社员800个。");
    nothing("全县合作社由120个增加到180个，2020年增加20个。");
    nothing("全县合作社由120个、农场由30个增加到180个、40个，增加60个、10个。");
    nothing("全县合作社由120个增加到180多个，增加70个。");
    nothing("全县生产总值由100亿元增加到150亿元，增长30%。");
    nothing("全县贫困发生率由6.5%降至0.5%，下降92%。");
}

#[test]
fn shares_of_one_whole_and_a_part_of_a_total_must_fit() {
    right("全县第一产业占比12%，第二产业占比48%，第三产业占比40%。", "12% + 48% + 40% = 100%");
    wrong("全县第一产业占比12%，第二产业占比48%，第三产业占比45%。", "12% + 48% + 45% ≠ 100%");
    wrong("全县第一产业占比12%，第二产业占比48%，第三产业占比30%。", "12% + 48% + 30% ≠ 100%");
    right("种植业产值占全县农业总产值的45.2%，养殖业占34.7%，林业占20.1%。", "45.2% + 34.7% + 20.1% = 100%");
    wrong("种植业产值占全县农业总产值的45.2%，养殖业占35.7%，林业占20.1%。", "45.2% + 35.7% + 20.1% ≠ 100%");
    // What need be no part of the same: two marks of one group, some of the parts, shares of different wholes.
    nothing("全县党员中女性占60%，高中以上学历占55%。");
    nothing("种植业产值占全县农业总产值的45.2%，养殖业占30.1%，林业占10.1%。");
    nothing("全县蔬菜产量占全市的60%，苹果产量占全省的55%，玉米产量占全国的3%。");
    nothing("全县造林、退耕面积分别占全省的7.2%、92.8%。");
    wrong("全县共有贫困户3120户，其中因病致贫1560户，占48%。", "1560户 ÷ 3120户 ≠ 48%");
    right("全县共有贫困户3120户，其中因病致贫1560户，占50%。", "1560户 ÷ 3120户 = 50%");
    right("全县共有贫困户3112户，其中因病致贫1560户，占50.1%。", "1560户 ÷ 3112户 = 50.1%");
    nothing("全县共有贫困户3110户，其中因病致贫1560户，占50.1%。");
    wrong("全县共有党员5600名，其中农村党员2800名，占全县党员的60%。", "2800名 ÷ 5600名 ≠ 60%");
    // Of another whole, or who knows of which.
    nothing("全县共有党员5600名，其中农村党员2800名，占全县人口的5%。");
    nothing("全县新建大棚2000座，其中板桥镇500座，占总数的5%。");
    nothing("全县共有贫困户3120户8000人，其中板桥镇520户1400人，占16.7%。");
    nothing("全县共有贫困户3120户8000人，其中板桥镇520户，占16.7%、17.5%。");
    nothing("全县共有贫困户3120户，其中因病致贫1560户，占近一半。");
}

#[test]
fn things_are_one_until_the_user_says_otherwise() {
    let pages = [
        ("2021-03-05", "本报讯 白水绿源农业开发有限公司向临泽县捐赠10万元。"),
        ("2021-04-05", "本报讯 白水绿源农业开发有限责任公司向临泽县捐赠20万元。"),
    ];
    let same = |same: Option<&str>| {
        let found = verdicts(&told(&pages, same));
        found.iter().filter(|it| it.0 == Verdict::SameEntity).count()
    };
    assert_eq!(same(None), 1);
    let store = told(&pages, None);
    let (one, other) = (one(&store, "白水绿源农业开发有限公司"), one(&store, "白水绿源农业开发有限责任公司"));
    assert!(entries(&store, &one, &Wanted::default()).len() >= 2, "the ledger of one has the money of both");
    let line = format!("{}\tdifferent\t{}\tseen in the register\n", one.iri, other.iri);
    assert_eq!(same(Some(&line)), 0);
    assert_eq!(same(Some(&line.replace("different", "same"))), 1);
    let error = Lists::load(&Data::default(), Some("a\tsame\tb\n")).expect_err("no IRI");
    assert!(format!("{error:#}").contains("a\tsame\tb"), "{error:#}");
}

fn fangzhi(arguments: &[&str], graph: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fangzhi"));
    command.args(arguments).arg("--graph").arg(graph).output().expect("the program")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// An empty folder of that name.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("money").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

#[test]
fn a_build_compares_unless_told_not_to_and_says_the_same_every_time() {
    let folder = folder("build");
    let graph = folder.join("graph");
    let articles = format!("{}/data/articles", env!("CARGO_MANIFEST_DIR"));
    let compared = graph.join("compared.nq.gz");
    assert!(fangzhi(&["build", &articles], &graph).status.success());
    let first = std::fs::read(&compared).expect("what was found");
    assert!(fangzhi(&["build", "--no-derive", &articles], &graph).status.success());
    assert!(!compared.exists());
    let nothing = fangzhi(&["audit"], &graph);
    assert_eq!((nothing.status.code(), text(&nothing.stdout).as_str()), (Some(1), ""));
    assert!(text(&nothing.stderr).contains("--no-derive"));
    assert!(fangzhi(&["build", "--jobs", "1", &articles], &graph).status.success());
    assert!(std::fs::read(&compared).expect("found again") == first, "the same bytes");
    // The folder and the comparison in memory say the same.
    let of = |store: &Store| {
        let own = |it: &Quad| VERDICTS.iter().any(|of| it.graph_name == derive::finding_graph(of.2).into());
        store.iter().flatten().filter(own).map(|it| it.to_string()).collect::<BTreeSet<_>>()
    };
    let opened = store::open(&graph, &ontology()).expect("the graph");
    let memory = of(&real::store());
    assert!(memory.len() > 100);
    assert_eq!(of(&opened), memory);
    let found = fangzhi(&["audit", "--verdict", "contradicts", "--format", "csv"], &graph);
    assert!(found.status.success());
    let rows = text(&found.stdout);
    assert!(rows.starts_with("verdict,check,basis,words,date,article,sentence,fact,finding\n"), "{rows}");
    let wrong = fangzhi(&["audit", "--verdict", "contradict"], &graph);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(text(&wrong.stderr).contains("near: contradicts"), "{}", text(&wrong.stderr));
    let unknown = fangzhi(&["audit", "从罗峪"], &graph);
    assert_eq!(unknown.status.code(), Some(1));
    assert!(text(&unknown.stderr).contains("从罗峪镇"));
    for (arguments, told) in [
        (["trace", "临县", "--status", "done"], "completed pledged planned"),
        (["trace", "临县", "--from", "gestern"], "2019-06"),
    ] {
        let wrong = fangzhi(&arguments, &graph);
        assert_eq!(wrong.status.code(), Some(2));
        assert!(text(&wrong.stderr).contains(told), "{}", text(&wrong.stderr));
    }
    workbook_adds_up(&folder, &graph);
}

/// What openpyxl reads in the workbook: formulas that give the ledger's totals, and no other.
const WORKBOOK: &str = r#"
import csv, json, sys
import openpyxl
path, sums = sys.argv[1:]
book, cached = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
flows = [dict(zip([c.value for c in book["flows"][1]], [c.value for c in row])) for row in book["flows"].iter_rows(min_row=2)]
assert flows and not any(c.data_type == "f" for row in book["flows"].iter_rows() for c in row), "a formula among the flows"
head = [c.value for c in book["sums"][1]]
told = list(csv.DictReader(open(sums, encoding="utf-8")))
rows = list(book["sums"].iter_rows(min_row=2))
assert len(rows) == len(told), (len(rows), len(told))
letters = {c.column_letter: c.value for c in book["flows"][1]}
for row, want in zip(rows, told):
    own = dict(zip(head, [c.value for c in row]))
    seen = dict(zip(head, [cached["sums"].cell(c.row, c.column).value for c in row]))
    for name, counted, column in [("attributed", "attributed", "counted"), ("unattributed", "unattributed", "counted"),
                                  ("not money", "not money", "counted"), ("left out", "left out", "amount")]:
        formula = own[name]
        assert formula.startswith("=SUMIFS(flows!$"), formula
        assert letters[formula.split("$")[1]] == column, formula
        added = sum(f[column] for f in flows if f["sums line"] == own["line"] and f["counted_as"] == counted)
        expected = float(want[name.replace(" ", "_")])
        assert abs(added - expected) < 1e-6 and abs(float(seen[name]) - expected) < 1e-6, (name, added, expected, seen[name])
    assert own["total"] == f"=J{row[0].row}+K{row[0].row}", own["total"]
    assert abs(float(seen["total"]) - float(want["total"])) < 1e-6
print(len(rows), len(flows))
"#;

fn workbook_adds_up(folder: &Path, graph: &Path) {
    let (book, sums) = (folder.join("ledger.xlsx"), folder.join("sums.csv"));
    let (book, sums) = (book.to_string_lossy().into_owned(), sums.to_string_lossy().into_owned());
    for name in ["临县", "从罗峪镇", "孝义市"] {
        assert!(fangzhi(&["trace", name, "--xlsx", &book], graph).status.success());
        let rows = fangzhi(&["trace", name, "--csv"], graph).stdout;
        assert!(!rows.is_empty() && rows == fangzhi(&["trace", name, "--format", "csv"], graph).stdout, "{name}");
        let told = fangzhi(&["trace", name, "--sums", "--format", "csv"], graph);
        std::fs::write(&sums, &told.stdout).expect("a file");
        let Some(output) = python(&["-c", WORKBOOK, &book, &sums]) else { return };
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn hostile_names_stay_text_in_a_workbook_and_a_flow_diagram() {
    let store = real::store();
    let town = one(&store, "从罗峪镇");
    let mut entries = ledger(&store, "从罗峪镇");
    let hostile = "=HYPERLINK(\"http://x\")\n<script>alert(1)</script>\u{202e}";
    for it in &mut entries {
        it.payer = Some(hostile.to_owned());
        it.sentence = hostile.to_owned();
    }
    let ledgers = [(town, entries)];
    let svg = sankey::svg(&ledgers).expect("a picture");
    assert!(svg.contains("&lt;script&gt;") && !svg.contains("<script>") && !svg.contains('\u{202e}'), "{svg}");
    assert!(svg.matches("<path ").count() >= 2 && svg.contains("从罗峪镇"), "{svg}");
    let dot = sankey::dot(&ledgers).expect("a drawing");
    assert!(dot.contains("=HYPERLINK(\\\"http://x\\\") <script>"), "{dot}");
    let bytes = ledger::workbook(&ledgers).expect("a workbook");
    assert!(bytes.starts_with(b"PK") && bytes == ledger::workbook(&ledgers).expect("again"));
    let csv = fangzhi::table::print(&ledger::table(&ledgers), fangzhi::table::Format::Csv, None);
    assert!(csv.contains("'=HYPERLINK"), "{csv}");
}

#[test]
fn graphviz_reads_a_flow_diagram_and_widths_go_by_amount() {
    let store = real::store();
    let ledgers = [(one(&store, "从罗峪镇"), ledger(&store, "从罗峪镇"))];
    let dot = sankey::dot(&ledgers).expect("a drawing");
    let folder = folder("dot");
    let path = folder.join("flow.dot");
    std::fs::write(&path, &dot).expect("a file");
    let output = Command::new("dot").arg("-Tsvg").arg(&path).output().expect("Graphviz: tests/run installs it");
    assert!(output.status.success() && output.stderr.is_empty(), "{}", text(&output.stderr));
    let width = |attribute: &str, of: &str| -> Vec<f64> {
        let mark = format!("{attribute}=");
        let parts = of.split(&mark).skip(1);
        let number = |it: &str| it.trim_matches('"').split(['"', ' ', ']']).next().and_then(|it| it.parse().ok());
        parts.filter_map(number).collect()
    };
    // 10万 of a named firm, and 53万 of the rest of the eleven.
    let widths = width("penwidth", &dot);
    assert!(
        widths.len() == 2 && (widths[0] / widths[1] - 53.0 / 10.0).abs() < 0.05
            || (widths[1] / widths[0] - 5.3).abs() < 0.05,
        "{widths:?}"
    );
    let svg = sankey::svg(&ledgers).expect("a picture");
    let widths = width("stroke-width", &svg);
    assert!(widths.len() == 2, "{widths:?}");
    let (least, most) = (widths[0].min(widths[1]), widths[0].max(widths[1]));
    assert!((most / least - 5.3).abs() < 0.05, "{widths:?}");
}
