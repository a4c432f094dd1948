//! Events of made-up articles of several counties.
#![expect(clippy::non_ascii_literal, reason = "the articles are Chinese")]
use fangzhi::article::Page;
use fangzhi::data::Data;
use fangzhi::entity::EntityId;
use fangzhi::pipeline::{self, Knowledge, Reading};
use fangzhi::statement::{Event, Fact};

/// Reads an article and writes each event as `type name date place: name role, …`.
fn events(knowledge: &Knowledge, text: &str) -> Vec<String> {
    let page = Page { doc: "a".to_owned(), text: text.to_owned(), ..Page::default() };
    let readings = pipeline::read(knowledge, &page);
    readings.iter().flat_map(|it| it.statements.iter().filter_map(|other| line(it, &other.fact))).collect()
}

fn line(reading: &Reading, fact: &Fact) -> Option<String> {
    let Fact::Event(Event { kind, name, date, place, participants, .. }) = fact else { return None };
    let called = |it: EntityId| reading.entities[it].name.as_str();
    let people: Vec<String> = participants.iter().map(|it| format!("{} {}", called(it.0), it.1)).collect();
    let date = date.map_or("-".to_owned(), |it| it.to_string());
    Some(format!("{kind} {name} {date} {}: {}", place.map_or("-", called), people.join(", ")))
}

const CASES: [(&str, &[&str]); 9] = [
    (
        "渭源县召开2021年经济工作会议\n\n本报讯 2021年4月12日，渭源县召开2021年经济工作会议。县委书记李国强出席会议并讲话，县长赵海主持会议。会上，清源镇党委书记刘文作了交流发言。",
        &["meeting 渭源县2021年经济工作会议 2021-04-12 -: 渭源县 organizer, 李国强 speaker, 赵海 host, 刘文 speaker"],
    ),
    (
        "本报讯 2021年2月20日，宁县第十八届人民代表大会第三次会议在县影剧院闭幕。县委书记孙立作讲话。",
        &["meeting 宁县第十八届人民代表大会第三次会议 2021-02-20 宁县影剧院: 宁县 organizer, 孙立 speaker"],
    ),
    (
        "本报讯 2021年5月8日上午，商洛市第二季度重大项目集中开工仪式在商州区举行。市委书记陈伟宣布开工，市长吴强致辞，市委副书记郑重主持。",
        &[
            "ceremony 商洛市第二季度重大项目集中开工仪式 2021-05-08 商州区: 商洛市 organizer, 陈伟 announcer, 吴强 speaker, 郑重 host",
        ],
    ),
    (
        "本报讯 2020年4月21日，贵州省人民政府正式批准望谟县退出贫困县序列。2019年8月，望谟县光伏电站项目并网发电。",
        &[
            "other 望谟县退出贫困县序列 2020-04-21 -: 望谟县 other, 贵州省人民政府 other",
            "opening 望谟县光伏电站项目并网 2019-08 -: 望谟县光伏电站项目 other",
        ],
    ),
    (
        "本报讯 2021年3月15日，岷县县长张大伟到西寨镇调研春耕生产工作。",
        &["inspection 张大伟到西寨镇调研 2021-03-15 西寨镇: 张大伟 other"],
    ),
    ("本报讯 2021年6月，平塘县顺利通过国家卫生县城验收。", &["inspection 国家卫生县城验收 2021-06 -: 平塘县 other"]),
    // A plan, a habit and a speech tell of nothing that happened.
    ("本报讯 会宁县将于2022年5月举办第三届苹果文化旅游节。县里每年举办苹果文化旅游节。", &[]),
    ("本报讯 “2021年5月，我们召开了全县苹果产业发展大会，大家都说好。”村民李强说。", &[]),
    // What has happened by now happened at no known time.
    ("本报讯 2021年5月6日，记者在会宁县看到，目前18个安置点已全部竣工。", &[]),
];

#[test]
fn events_have_type_name_date_place_and_participants() {
    let knowledge = Knowledge::load(&Data::default()).expect("the data of the program is sound");
    for (text, expected) in CASES {
        assert_eq!(events(&knowledge, text), expected, "{text}");
    }
}
