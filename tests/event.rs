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

const CASES: [(&str, &[&str]); 105] = [
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
            "opening 望谟县光伏电站项目并网发电 2019-08 -: 望谟县光伏电站项目 other",
        ],
    ),
    (
        "本报讯 2021年3月15日，岷县县长张大伟到西寨镇调研春耕生产工作。",
        &["inspection 张大伟到西寨镇调研 2021-03-15 西寨镇: 张大伟 other"],
    ),
    ("本报讯 2021年6月，平塘县顺利通过国家卫生县城验收。", &["inspection 国家卫生县城验收 2021-06 -: 平塘县 other"]),
    // Where it is held does not hold it, were the word before not known.
    (
        "本报讯 2020年10月29日，岷县在兰州市举办当归推介会，副县长李明到会祝贺。",
        &["meeting 岷县当归推介会 2020-10-29 兰州市: 岷县 organizer, 李明 attendee"],
    ),
    // That a work begins is part of its ceremony.
    (
        "岷县举行光伏治沙项目开工仪式\n\n2021年4月9日，岷县光伏治沙项目在西寨镇开工，县委书记李明宣布开工，副县长王刚主持开工仪式。",
        &["ceremony 岷县光伏治沙项目开工仪式 2021-04-09 -: 岷县 organizer, 李明 announcer, 王刚 host"],
    ),
    // Where no ceremony is named, people take part in the opening.
    (
        "本报讯 2019年8月22日，岷县光伏电站在西寨镇开工建设。县长李明宣布开工，副县长王刚讲话。",
        &["opening 岷县光伏电站开工建设 2019-08-22 西寨镇: 岷县光伏电站 other, 李明 announcer, 王刚 speaker"],
    ),
    // Those present at a signing sign nothing.
    (
        "本报讯 2021年3月30日，西寨镇举行结对帮扶签约仪式，岷县大河食品有限公司等6家企业与6个村签约。副县长王刚见证签约。",
        &[
            "signing 西寨镇结对帮扶签约仪式 2021-03-30 -: 西寨镇 organizer, 王刚 attendee, 岷县大河食品有限公司 signatory",
        ],
    ),
    // A ceremony of which no more is said than who was there.
    (
        "本报讯 2022年11月22日，兰州市向岷县拨付资金600万元。县长李明、副县长王刚参加了资金拨付仪式。",
        &["ceremony 资金拨付仪式 2022-11-22 -: 李明 attendee, 王刚 attendee"],
    ),
    // Who visits and speaks is heard; who goes along is there.
    (
        "本报讯 2021年5月16日，岷县县长张大伟到西寨镇调研春耕生产工作，副县长王刚陪同。张大伟指出，要抓好春耕。",
        &["inspection 张大伟到西寨镇调研 2021-05-16 西寨镇: 张大伟 speaker, 王刚 attendee"],
    ),
    (
        "本报讯 2021年6月24日，岷县县委在县文化中心召开表彰大会。西寨镇党委书记刘文被授予“优秀书记”称号。",
        &["ceremony 岷县县委表彰大会 2021-06-24 岷县文化中心: 岷县县委 organizer, 刘文 honoree"],
    ),
    (
        "本报讯 岷县原副县长李明涉嫌严重违纪违法，目前正接受定西市纪委监委纪律审查和监察调查。",
        &["other 李明接受纪律审查和监察调查 - -: 李明 other, 定西市纪委监委 other"],
    ),
    // What rules tell by their verbs: who was judged, came, was sent, gave, signed.
    (
        "本报讯 2021年3月，岷县水利局原局长李明被判处有期徒刑三年。2021年4月，岷县农业局副局长王刚受到党内警告处分。",
        &["other 李明被判处有期徒刑三年 2021-03 -: 李明 other", "other 王刚受到党内警告处分 2021-04 -: 王刚 other"],
    ),
    (
        "2021年8月5日上午，李明率领12名医生赶到西寨镇，为村民看病。",
        &["visit 李明率领12名医生赶到西寨镇 2021-08-05 西寨镇: 李明 other"],
    ),
    (
        "本报讯 2021年8月6日，岷县教育局又选派20名教师奔赴西寨镇支教。",
        &["other 岷县教育局又选派20名教师奔赴西寨镇 2021-08-06 -: 岷县教育局 other"],
    ),
    (
        "本报讯 2021年7月9日，岷县大河食品有限公司分别向西寨镇、岷县第一中学捐款5万元和3万元。",
        &[
            "donation 向西寨镇、岷县第一中学捐款5万元和3万元 2021-07-09 -: 岷县大河食品有限公司 other, 西寨镇 honoree, 岷县第一中学 honoree",
        ],
    ),
    (
        "本报讯 2021年7月9日，岷县人民医院成功实施首例心脏搭桥手术。",
        &["other 首例心脏搭桥手术 2021-07-09 -: 岷县人民医院 other"],
    ),
    // The body at hand, of the last place of its level.
    (
        "西寨村在岷县南部。2021年4月，村两委组织召开恳谈会，商量修路。",
        &["meeting 西寨村两委恳谈会 2021-04 -: 西寨村两委 organizer"],
    ),
    // A place named in a clause before; a work named in quotes.
    ("本报讯 西寨镇地处岷县南部，2018年脱贫摘帽，但产业仍不强。", &["other 西寨镇脱贫摘帽 2018 -: 西寨镇 other"]),
    ("2021年8月，“高山人家”营地建成，有30人就业。", &["opening “高山人家”营地建成 2021-08 -: “高山人家”营地 other"]),
    // A day in the life of one who is named; not what he says, nor when he was born.
    (
        "本报讯 2021年3月29日，岷县县长李明给乡亲示范当归移栽，众人称好。",
        &["other 李明给乡亲示范当归移栽 2021-03-29 -: 李明 other"],
    ),
    ("本报讯 2021年3月29日，岷县县长李明告诉记者，今年当归长势好。", &[]),
    ("2021年8月6日，记者王刚来到西寨镇，看到村民正在采茶。", &[]),
    (
        "本报讯 2021年3月，岷县成为国家级中药材示范基地。",
        &["other 岷县成为国家级中药材示范基地 2021-03 -: 岷县 honoree"],
    ),
    (
        "本报讯 2021年3月21日，岷县“当归湖”水库工程初步设计通过审查。",
        &["other 岷县“当归湖”水库工程初步设计通过审查 2021-03-21 -: 岷县“当归湖”水库工程 other"],
    ),
    ("本报讯 2021年3月，李明在岷县考察时首次提出种药兴县。", &["inspection 李明在岷县考察 2021-03 岷县: 李明 speaker"]),
    ("本报讯 2021年3月6日，岷县当归协会宣告成立。", &["opening 岷县当归协会宣告成立 2021-03-06 -: 岷县当归协会 other"]),
    // Elected, assigned, punished.
    ("2020年11月，李明当选为渭源县人大代表。", &["other 李明当选为渭源县人大代表 2020-11 -: 李明 other"]),
    ("2020年底当选为县人大代表后，李明走访了多个村组。", &["other 当选为县人大代表 2020-12 -: 李明 other"]),
    ("2020年2月，王国梁从单位被选派驻村。", &["other 王国梁从单位被选派驻村 2020-02 -: 王国梁 other"]),
    ("本报讯 2023年3月，李明主动投案。", &["other 李明主动投案 2023-03 -: 李明 other"]),
    // Earthquakes, floods, accidents; not what is prevented or practised.
    ("2022年5月7日6时40分在甘肃渭源县发生4.7级地震。", &["other 甘肃渭源县发生4.7级地震 2022-05-07 渭源县: "]),
    (
        "2021年7月15日深夜，莲峰镇遭遇大暴雨并引发山洪，村民连夜转移。",
        &["other 莲峰镇遭遇大暴雨并引发山洪 2021-07-15 莲峰镇: "],
    ),
    ("2020年9月3日，一辆客车在县道上发生侧翻。", &["other 一辆客车在县道上发生侧翻 2020-09-03 -: "]),
    ("2020年9月3日，莲峰镇演练如何防止发生火灾。", &[]),
    (
        "2022年7月31日，绽坡村180名村民为躲避山洪紧急撤离。",
        &["other 绽坡村180名村民为躲避山洪紧急撤离 2022-07-31 绽坡村: 绽坡村 other"],
    ),
    ("2022年7月31日，绽坡村180名村民即将撤离。", &[]),
    // Who leads others somewhere.
    (
        "2022年8月6日一早，莲峰镇大坝上，渭源县水利局局长李明，带领30多名民兵加固河堤。",
        &["other 李明，带领30多名民兵加固河堤 2022-08-06 -: 李明 other"],
    ),
    (
        "2021年12月19日，接到要求值班的电话后，莲峰镇驻村第一书记李明连夜清扫积雪的村道。",
        &["other 李明连夜清扫积雪的村道 2021-12-19 -: 李明 other"],
    ),
    (
        "2022年8月底，游客李明带着老母亲，换乘三趟车，赶到渭源县莲峰镇，看村里的篮球赛。",
        &["visit 李明带着老母亲，换乘三趟车，赶到渭源县莲峰镇 2022-08 莲峰镇: 李明 other"],
    ),
    (
        "2009年3月2日，时任渭源县县长李明到这里考察，谈到种药兴县。",
        &["inspection 李明到这里考察 2009-03-02 -: 李明 other"],
    ),
    ("2022年7月18日，莲峰镇组织人手抢修供水管道。", &["other 莲峰镇组织人手抢修供水管道 2022-07-18 -: 莲峰镇 other"]),
    // What bodies start, found, issue and hold.
    (
        "本报讯 渭源县农村商业银行2022年3月在兰州市成功发行20亿元小微金融债券。",
        &["other 渭源县农村商业银行在兰州市成功发行20亿元小微金融债券 2022-03 -: 渭源县农村商业银行 other"],
    ),
    (
        "2022年3月，渭源县农村商业银行联合渭源县公安局、渭源县金融办等部门，共同走进莲峰镇绽坡村，开展“反诈进万家”宣传活动。",
        &[
            "other “反诈进万家”宣传活动 2022-03 绽坡村: 渭源县农村商业银行 organizer, 渭源县公安局 organizer, 渭源县金融办 organizer",
        ],
    ),
    ("2022年3月，渭源县农村商业银行持续开展“反诈进万家”宣传活动。", &[]),
    ("2019年5月，渭源县启动马铃薯良种繁育工程。", &["other 渭源县启动马铃薯良种繁育工程 2019-05 -: 渭源县 organizer"]),
    ("2019年5月，渭源县将启动马铃薯良种繁育工程。", &[]),
    (
        "2021年5月，武山县和兰州大学联合成立当归育种研究中心。",
        &["opening 武山县和兰州大学联合成立当归育种研究中心 2021-05 -: 武山县 organizer, 兰州大学 organizer"],
    ),
    (
        "2021年，渭源县与西北师范大学签约。",
        &["signing 渭源县与西北师范大学签约 2021 -: 渭源县 signatory, 西北师范大学 signatory"],
    ),
    (
        "2022年4月，渭源县纪委监委在绽坡村开展第一轮“入户问需”工作时，村民王刚说起修路。",
        &["visit 渭源县纪委监委在绽坡村开展第一轮“入户问需”工作 2022-04 绽坡村: 渭源县纪委监委 other"],
    ),
    (
        "2022年10月8日上午，渭源县莲峰镇绽坡村，社区老年餐厅准时开放。",
        &["opening 社区老年餐厅准时开放 2022-10-08 绽坡村: "],
    ),
    // Shows and honours, and who heard of something at a press conference.
    (
        "“山花烂漫——渭源县脱贫成果展”2022年4月12日在渭源县开展以来，看的人很多。",
        &["festival “山花烂漫——渭源县脱贫成果展” 2022-04-12 渭源县: "],
    ),
    (
        "2019年，在全国农业劳动模范表彰大会上，绽坡村荣获“全国农业先进集体”称号。",
        &["ceremony 全国农业劳动模范表彰大会 2019 -: 绽坡村 honoree"],
    ),
    (
        "2022年5月，渭源县入选首批全国农业科技县（市）示范名单。",
        &["other 渭源县入选首批全国农业科技县（市）示范名单 2022-05 -: 渭源县 honoree"],
    ),
    (
        "2022年5月6日，记者从甘肃省教育厅新闻发布会上获悉，甘肃省今年招聘教师。",
        &["press_conference 甘肃省教育厅新闻发布会 2022-05-06 -: "],
    ),
    // Who appoints and awards, who learns and calls a meeting.
    (
        "2023年2月8日，渭源县人大常委会决定任命李明为副县长。",
        &["other 渭源县人大常委会决定任命李明为副县长 2023-02-08 -: 李明 other, 渭源县人大常委会 other"],
    ),
    (
        "2022年9月2日，李明在全省技能大赛中获得金奖。",
        &["other 李明在全省技能大赛中获得金奖 2022-09-02 -: 李明 honoree"],
    ),
    (
        "2022年3月，渭源县组织50名种植大户赴兰州市参观学习。",
        &["training 渭源县组织50名种植大户赴兰州市参观学习 2022-03 -: 渭源县 organizer"],
    ),
    ("2022年3月，渭源县多次组织种植大户赴兰州市参观学习。", &[]),
    ("2022年9月，李明参加了县里组织的电商培训。", &["training 李明参加了县里组织的电商培训 2022-09 -: 李明 attendee"]),
    (
        "2022年3月，绽坡村党支部书记李明召集村民开会，商量种药的事。",
        &["meeting 李明召集村民开会 2022-03 -: 李明 organizer"],
    ),
    (
        "2022年9月9日，甘肃省民政厅副厅长王强在全省救灾工作新闻发布会上表示，款已到账。",
        &["press_conference 全省救灾工作新闻发布会 2022-09-09 -: 王强 speaker"],
    ),
    // What opens, is built, comes or is honoured in a month.
    ("2022年9月，绽坡村幸福餐厅正式运营。", &["opening 绽坡村幸福餐厅正式运营 2022-09 绽坡村: "]),
    ("预计2022年9月，绽坡村幸福餐厅正式运营。", &[]),
    ("2022年10月，绽坡村建起了第一座冷库。", &["opening 绽坡村建起了第一座冷库 2022-10 -: 绽坡村 organizer"]),
    ("2022年6月，“党参论坛”在渭源县开幕。", &["meeting “党参论坛” 2022-06 渭源县: "]),
    ("2022年8月20日，首批棉被运抵莲峰镇。", &["other 首批棉被运抵莲峰镇 2022-08-20 莲峰镇: "]),
    ("2022年8月29日，渭源县党参首次出口新加坡。", &["other 渭源县党参首次出口新加坡 2022-08-29 渭源县: "]),
    (
        "2022年11月，渭源县党参获国家地理标志产品登记。",
        &["other 渭源县党参获国家地理标志产品登记 2022-11 -: 渭源县 honoree"],
    ),
    (
        "2022年7月5日，兰州大学支教团一行12人来到绽坡村小学，开展支教。",
        &["visit 兰州大学支教团一行12人来到绽坡村小学 2022-07-05 绽坡村小学: 兰州大学 other"],
    ),
    ("2022年9月5日，渭源县委书记李明带队检查防汛工作。", &["other 李明带队检查防汛工作 2022-09-05 -: 李明 other"]),
    // Campaigns that are counted, given together or hosted by somebody; goods that come as a gift.
    (
        "渭源县人民医院在莲峰镇举办第8届“光明行”义诊活动，为200名老人检查视力。",
        &["other 第8届“光明行”义诊活动 - 莲峰镇: 渭源县人民医院 organizer"],
    ),
    (
        "2022年4月3日，由渭源县向兰州市第一医院赠送的10吨党参运抵兰州市。",
        &[
            "donation 由渭源县向兰州市第一医院赠送的10吨党参运抵兰州市 2022-04-03 兰州市: 渭源县 other, 兰州市第一医院 honoree",
        ],
    ),
    // Missions that end, places that are open, sites that open at once.
    (
        "2022年1月28日至3月20日，渭源县医疗队历经53天奋战，圆满完成任务。",
        &["other 渭源县医疗队历经53天奋战，圆满完成任务 2022-01-28/2022-03-20 -: 渭源县医疗队 other"],
    ),
    ("2022年3月，渭源县医疗队确保圆满完成任务。", &[]),
    (
        "2022年5月1日，除渭源古镇正式开街外，地处莲峰镇的4个分村同时开放，迎接游客。",
        &["opening 地处莲峰镇的4个分村同时开放 2022-05-01 -: 渭源古镇 other"],
    ),
    // A government sends bodies to see; a town mends something.
    (
        "2022年6月3日，渭源县人民政府组织渭源县水利局到莲峰镇绽坡村现场办公。",
        &[
            "inspection 渭源县人民政府组织渭源县水利局到莲峰镇绽坡村现场办公 2022-06-03 绽坡村: 渭源县人民政府 organizer, 渭源县水利局 attendee",
        ],
    ),
    (
        "2022年6月5日，莲峰镇通过清洗水池、更换水泵等措施，对绽坡村管网进行升级改造，保障供水。",
        &["other 莲峰镇通过清洗水池、更换水泵等措施，对绽坡村管网进行升级改造 2022-06-05 -: 莲峰镇 other"],
    ),
    // What somebody did in a year that is over, not what a year brought or what goes on.
    ("2014年，返乡大学生李明牵头成立合作社，种植党参。", &["other 李明牵头成立合作社 2014 -: 李明 other"]),
    ("2019年，渭源县实现产值3亿元，完成投资5000万元。", &[]),
    ("截至2022年8月，渭源县派出工作队94个。", &[]),
    ("2022年以来，渭源县引进企业3家。", &[]),
    // Who chairs, takes part, speaks in a council; experts who come to look or to help; laws in force.
    ("2022年4月10日，渭源县县长李明主持召开会商会，研判汛情。", &["meeting 会商会 2022-04-10 -: 李明 host"]),
    ("2021年7月1日，李明在兰州市参加庆祝大会。", &["meeting 庆祝大会 2021-07-01 兰州市: 李明 attendee"]),
    ("2018年3月，李明参加定西代表团审议时强调，要种好药。", &["meeting 定西代表团审议 2018-03 -: 李明 speaker"]),
    (
        "2022年8月，渭源县农业农村局专家到绽坡村查看受灾的党参。",
        &["inspection 渭源县农业农村局专家到绽坡村查看 2022-08 绽坡村: 渭源县农业农村局 other"],
    ),
    (
        "2022年9月，渭源县农业农村局专家到绽坡村开展指导。",
        &["visit 渭源县农业农村局专家到绽坡村开展 2022-09 绽坡村: 渭源县农业农村局 other"],
    ),
    ("2022年9月，渭源县农业农村局专家定期到绽坡村开展指导。", &[]),
    ("2022年9月1日，新修订的《渭源河管理办法》施行。", &["other 《渭源河管理办法》施行 2022-09-01 -: "]),
    // A place open since a day; campaigns hosted by two; first deals; what a village opened.
    ("2022年3月20日对外开放以来，渭源古镇已接待游客3万人次。", &["opening 对外开放 2022-03-20 -: 渭源古镇 other"]),
    (
        "2022年8月16日，渭源农商银行成功发放首笔“碳汇贷”500万元。",
        &["other 渭源农商银行成功发放首笔“碳汇贷”500万元 2022-08-16 -: 渭源农商银行 other"],
    ),
    ("绽坡村在渭源县。2017年，村里办起了第一家老年食堂。", &["opening 村里办起了第一家老年食堂 2017 -: "]),
    (
        "2022年9月12日，由渭源县总工会主办的“党参大讲堂”活动走进绽坡村。",
        &["other “党参大讲堂”活动 2022-09-12 绽坡村: 渭源县总工会 organizer"],
    ),
    // Whoever did it may stand before the year; a month in somebody's life.
    ("绽坡村2021年被授予“法治示范村”称号。", &["other 绽坡村被授予“法治示范村”称号 2021 -: 绽坡村 other"]),
    (
        "2022年4月，经层层选拔，绽坡村党支部书记李明顺利进入省农科院。",
        &["other 李明顺利进入省农科院 2022-04 -: 李明 other"],
    ),
    ("2022年4月，在李明的动员下，村民都入了社。", &[]),
    ("2012年6月，李明总理来到绽坡村，看望乡亲。", &["inspection 李明总理来到绽坡村 2012-06 绽坡村: 李明 other"]),
    ("2022年4月，李明被查出患有重病。", &[]),
    // By then it is to be ready.
    ("本报讯 2021年3月6日，岷县光伏产业园一期6月底前建成。", &[]),
    // A plan, a habit and a speech tell of nothing that happened.
    ("本报讯 会宁县将于2022年5月举办第三届苹果文化旅游节。县里每年举办苹果文化旅游节。", &[]),
    ("本报讯 “2021年5月，我们召开了全县苹果产业发展大会，大家都说好。”村民李强说。", &[]),
    // Who is asked in a village has not spoken at the meeting in the county town.
    (
        "本报讯 2021年5月6日，岷县当归产业推进会在岷县文化中心召开。县长李明主持会议。\n在西寨镇西寨村，村民正在锄草。\n村党支部书记王刚介绍，村里种了当归。",
        &["meeting 岷县当归产业推进会 2021-05-06 岷县文化中心: 岷县 organizer, 李明 host"],
    ),
    // What has happened by now happened at no known time.
    ("本报讯 2021年5月6日，记者在会宁县看到，目前18个安置点已全部竣工。", &[]),
];

#[test]
fn events_have_type_name_date_place_and_participants() {
    let knowledge = Knowledge::load(&Data::default()).expect("the data of the program is sound");
    let wrong: Vec<String> = CASES
        .iter()
        .map(|(text, expected)| (text, expected, events(&knowledge, text)))
        .filter(|it| it.1 != &it.2)
        .map(|it| format!("{}\n  wanted {:?}\n  got    {:?}", it.0, it.1, it.2))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
