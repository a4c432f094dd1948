//! Names, posts and relations of made-up sentences about counties of many provinces.
#![expect(clippy::non_ascii_literal, reason = "the sentences are Chinese")]
use fangzhi::article::Page;
use fangzhi::pipeline::{self, Reading};
use fangzhi::statement::Fact;

use crate::real;

/// Reads a sentence of a paper whose home is given.
fn read(home: &str, text: &str) -> Vec<Reading> {
    let page = Page {
        doc: "a".to_owned(),
        text: format!("本报讯 2021年5月6日，{text}"),
        home: Some(home.to_owned()),
        ..Page::default()
    };
    pipeline::read(real::knowledge(), &page)
}

/// Writes the mentions as `Class words`.
fn mentions(home: &str, text: &str) -> Vec<String> {
    let line = |it: &Reading| -> Vec<String> {
        let words = |span: &std::ops::Range<usize>| it.article.text[span.clone()].to_owned();
        it.mentions.iter().map(|other| format!("{} {}", other.class.name(), words(&other.span))).collect()
    };
    read(home, text).iter().flat_map(line).collect()
}

/// Writes the posts as `person title body`, with `former` behind those held no more.
fn posts(home: &str, text: &str) -> Vec<String> {
    let line = |it: &Reading| -> Vec<String> {
        let called = |id: usize| it.entities[id].name.clone();
        let post = |fact: &Fact| match fact {
            Fact::Post(post) => Some(format!(
                "{} {} {}{}",
                called(post.person),
                post.title,
                post.organization.map_or("-".to_owned(), called),
                if post.former { " former" } else { "" }
            )),
            _ => None,
        };
        it.statements.iter().filter_map(|other| post(&other.fact)).collect()
    };
    read(home, text).iter().flat_map(line).collect()
}

/// Writes the relations as `subject predicate object`.
fn relations(home: &str, text: &str) -> Vec<String> {
    let line = |it: &Reading| -> Vec<String> {
        let called = |id: usize| it.entities[id].name.clone();
        let relation = |fact: &Fact| match fact {
            Fact::Relation(it) => Some(format!("{} {} {}", called(it.subject), it.predicate, called(it.object))),
            _ => None,
        };
        it.statements.iter().filter_map(|other| relation(&other.fact)).collect()
    };
    read(home, text).iter().flat_map(line).collect()
}

/// Checks what a sentence names, and what it must not name.
#[test]
fn names_are_found_whole_and_common_words_are_none() {
    let cases: &[(&str, &str, &[&str], &[&str])] = &[
        // Names written by sound, with a dot and without.
        ("652826", "县长阿里木·吐尔逊主持会议，牧民扎西卓玛说。", &["Person 阿里木·吐尔逊", "Person 扎西卓玛"], &[]),
        ("150726", "旗委书记宝音特木尔宣布开幕。", &["Person 宝音特木尔"], &[]),
        ("620423", "植树工孙海宁告诉记者，养殖户都来了。", &["Person 孙海宁"], &[]),
        ("620423", "养殖户说，努尔镇都通了路。", &["Place 努尔镇"], &["Person 努尔镇"]),
        // Rare surnames behind a title, a role or a verb of electing.
        ("620423", "上沙沃镇党委书记仉建业参加大会，瓜农粟水根说。", &["Person 仉建业", "Person 粟水根"], &[]),
        ("620423", "会议选举郗忠华为县监察委员会主任。", &["Person 郗忠华"], &["Organization 华为"]),
        // Measures, address and quotations are none.
        (
            "620423",
            "新路路基宽8米，田先生说，油菜花海成了“金海”。",
            &[],
            &["Person 路基宽", "Person 田先生", "Person 金海"],
        ),
        // A number or a common word may be the beginning of a town's or a county's name.
        ("621121", "县里在五里镇开现场会。", &["Place 五里镇"], &[]),
        ("420529", "五峰土家族自治县出台办法，五峰的茶农高兴。", &["Place 五峰土家族自治县", "Place 五峰"], &[]),
        ("220721", "他从前郭县农村商业银行贷款。", &["Organization 前郭县农村商业银行"], &[]),
        // Verbs before a village and grades before a class are no names.
        (
            "620423",
            "记者离开柳树梁村，看望村民，改善村容村貌。",
            &["Place 柳树梁村"],
            &["Place 离开柳树梁村", "Place 村容村"],
        ),
        ("620423", "全县有4A级旅游景区，打通跨省村道。", &[], &["Place 4A级旅游景区", "Place 跨省村"]),
        ("620423", "桃花村的桃子熟了，桃花村今年增收。", &["Place 桃花村"], &[]),
        // Firms are called as counties, people and deeds are.
        ("620423", "公路由贵州路桥集团承建。", &["Organization 贵州路桥集团"], &["Place 贵州路桥"]),
        ("620423", "湖北采花溪茶业股份有限公司签约。", &["Organization 湖北采花溪茶业股份有限公司"], &[]),
        ("620423", "村里领办合作社，党支部领办产业，建了山东省首个村史馆。", &[], &["Organization 党支部领办"]),
        // What somebody does with a programme is no part of its name.
        ("620423", "景泰县启动美丽庭院创建行动。", &["Place 景泰县"], &["Program 景泰县启动美丽庭院创建行动"]),
        ("620423", "要实施好“青山绿水”行动。", &["Program “青山绿水”行动"], &["Program 好“青山绿水”行动"]),
        ("620423", "景泰县今年完成压沙造林工程8万亩。", &["Place 景泰县"], &[]),
        ("620423", "县里大力推行“板凳议事会”，村民都说好。", &["Program 板凳议事会"], &[]),
        ("620423", "协会发布“2020年全国枸杞销售50强”排行榜。", &["Document “2020年全国枸杞销售50强”排行榜"], &[]),
        ("620423", "扎实推进“四美农家院”建设。", &["Program 四美农家院"], &["Program “四美农家院”建设"]),
        ("620423", "景泰县委反馈项目资金问题。", &["Organization 景泰县委"], &["Project 景泰县委反馈项目"]),
    ];
    check(cases);
}

/// Checks that what only looks like a person's name is none, and that what stands behind a name is no part of it.
#[test]
fn people_are_told_by_what_stands_beside_them() {
    let cases: &[(&str, &str, &[&str], &[&str])] = &[
        // What begins behind a name, and a name that is found alone too.
        (
            "620423",
            "村民李振曾有两间土房，县委书记龚岳致欢迎词。",
            &["Person 李振", "Person 龚岳"],
            &["Person 李振曾", "Person 龚岳致"],
        ),
        ("620423", "村民许锐说好。许锐同大家商量，许锐正忙着。", &["Person 许锐"], &["Person 许锐同", "Person 许锐正"]),
        // Fruits, seasons, deeds and doubled characters.
        ("620423", "园里的脆红李子进入盛果期，齐心谋发展。", &[], &["Person 盛果期", "Person 齐心谋", "Person 季李子"]),
        (
            "620423",
            "道旁的红叶石楠和红艳艳的枸杞，方方正正的田。",
            &[],
            &["Person 叶石楠", "Person 红艳艳", "Person 方方正"],
        ),
        ("620423", "赵玉兰老人申领了菌棒，种上了龙竹。", &["Person 赵玉兰"], &["Person 申领", "Person 龙竹"]),
        (
            "620423",
            "统筹山水林田湖草沙治理，田成方、路相通。",
            &[],
            &["Person 林田湖", "Person 田成方", "Person 路相通"],
        ),
        // A brand or a village before its head.
        ("620423", "车开到金柏霖公司，金柏霖公司的人都来了。", &[], &["Person 金柏霖"]),
        ("620423", "来到邓小平理论课堂。", &[], &["Person 邓小平"]),
        // Ranks and ages beside a name.
        ("620423", "61岁的罗克勤有一亩地，老汉名叫韩有田。", &["Person 罗克勤", "Person 韩有田"], &[]),
        ("620423", "由潘定邦局长带队，投递员宋岭忙个不停。", &["Person 潘定邦", "Person 宋岭"], &[]),
        // Given names that are kept back.
        ("620423", "董事长郑某1、经理彭某和会计王某某受贿。", &["Person 郑某1", "Person 彭某", "Person 王某某"], &[]),
        ("620423", "于某日到和某企业谈。", &[], &["Person 于某", "Person 和某"]),
        // Names of the Yi, of Mongols, of Uyghurs behind a firm.
        ("513432", "村支书吉克阿呷告诉记者，村民沙马木果向大家说。", &["Person 吉克阿呷", "Person 沙马木果"], &[]),
        ("150726", "党员格日勒仓作了发言。", &["Person 格日勒仓"], &[]),
        ("652826", "果业集团总经理吐尔洪·热合曼在会上表示。", &["Person 吐尔洪·热合曼"], &[]),
        ("513223", "村民仁青加说，原来在外务工。", &["Person 仁青加"], &[]),
        ("620423", "镇党委书记周玉来反复琢磨。周玉来身上的担子重。", &["Person 周玉来"], &["Person 周玉"]),
        ("620423", "村民赵佳枝家到了，老党员赵佳枝头一批报名。", &["Person 赵佳枝"], &["Person 赵佳"]),
        ("620423", "村民赵丽丽和李建设在地里。", &["Person 赵丽丽"], &[]),
        ("620423", "一段段“净安康美”的路修好了。", &[], &["Person 安康美"]),
        ("620423", "县政协副主席李春明、周跃前、马云阳、孙武平出席。", &["Person 马云阳"], &[]),
        ("620423", "干部们察实情、解民忧、办实事。", &[], &["Person 解民忧"]),
        // A word of time is nobody.
        ("620423", "家长周末带孩子摘枸杞，游客平时少。", &[], &["Person 周末", "Person 平时"]),
    ];
    check(cases);
}

/// Checks places that are named after others, and bodies and schemes by their heads.
#[test]
fn places_bodies_and_schemes_are_told_by_their_heads() {
    let cases: &[(&str, &str, &[&str], &[&str])] = &[
        ("420324", "双柏村的双柏河边是双柏水库。", &["Place 双柏河", "Place 双柏水库"], &[]),
        // A list closed by its kind, one character before it, and what shares a place's level.
        ("620423", "尖山、牛拉水等村建起了大棚。", &["Place 尖山", "Place 牛拉水"], &[]),
        ("620423", "寺滩乡毕村变了样，走进毕村，毕村人都说好。", &["Place 寺滩乡毕村", "Place 毕村"], &[]),
        ("620423", "兰州市民孙强从景泰县城出发。", &["Place 兰州", "Person 孙强", "Place 景泰县城"], &["Place 兰州市"]),
        // Waters by what stands around them, other countries.
        ("430921", "船队跨越沱溪，藤江两岸稻子黄了。", &["Place 沱溪", "Place 藤江"], &[]),
        ("430921", "村里的小河流过门前，污水流入水塘。", &[], &["Place 小河", "Place 污水"]),
        ("620423", "枸杞卖到尼泊尔、德国。", &["Place 尼泊尔", "Place 德国"], &[]),
        // Works of water, sights and laboratories by their heads.
        (
            "620423",
            "走进永泰古街、坪城瀑布和寺滩蓄滞洪区。",
            &["Place 寺滩蓄滞洪区", "Place 坪城瀑布"],
            &["Place 古街"],
        ),
        ("620423", "清华大学在景泰县实验室工作。", &["Organization 清华大学", "Organization 景泰县实验室"], &[]),
        ("620822", "汭泾川两边种了树，全县用上复合肥。", &[], &["Place 泾川", "Place 合肥"]),
        // A village is no person, a stretch of a river a place; lakes of one character; what goes along a river.
        ("620423", "石王村种植枸杞多年。", &["Place 石王村"], &["Person 石王村"]),
        ("620423", "黄河甘肃段的堤加固了，人们沿河种草。", &["Place 黄河甘肃段"], &["Place 沿河"]),
        ("420923", "过去，岱湖水差。如今，岱湖清了，走进岱湖，村民守着岱湖。", &["Place 岱湖"], &[]),
        ("620423", "云贵高原的寺滩乡项目负责人说。", &["Place 寺滩乡"], &["Project 寺滩乡项目"]),
        // What a firm does stands in its name; a group that is called by a common word.
        ("620423", "甘肃陇瑞印刷科技有限公司投产。", &["Organization 甘肃陇瑞印刷科技有限公司"], &[]),
        ("620423", "腾飞集团投资建厂。像腾飞集团这样的企业不少。", &["Organization 腾飞集团"], &[]),
        (
            "620423",
            "村务监督委员会开会，景泰县疾病预防控制中心来讲课。",
            &["Organization 景泰县疾病预防控制中心"],
            &["Organization 村务监督委员会"],
        ),
        // The short name of a firm, and a body that an office tells of.
        (
            "620423",
            "甘肃陇塬乳业有限公司投产。陇塬乳业的牛奶销往外地，农民上大学。",
            &["Organization 甘肃陇塬乳业有限公司", "Organization 陇塬乳业"],
            &["Organization 上大学"],
        ),
        (
            "620423",
            "县委常委、统战部部长孙海说，公司总经理李强国出席。",
            &["Organization 统战部"],
            &["Organization 公司"],
        ),
        ("620423", "狮岭河涨水了，狮岭河边修了堤。", &["Place 狮岭河"], &[]),
        ("620423", "采购人员到合肥、许昌等地，又去大连。", &["Place 合肥", "Place 许昌", "Place 大连"], &[]),
        ("360982", "村里新建了广场，沐着日照。", &[], &["Place 新建", "Place 日照"]),
        ("620423", "走新路，柳湾村振兴乡村经济。", &[], &["Place 柳湾村振兴"]),
        ("620423", "路过漫水滩乡万亩枸杞示范区。", &["Place 漫水滩乡万亩枸杞示范区"], &[]),
        (
            "620423",
            "参观景泰县革命历史陈列馆、柳沟会议旧址。",
            &["Place 景泰县革命历史陈列馆", "Place 柳沟会议旧址"],
            &[],
        ),
        ("620423", "按照景泰县河长办的要求，村里成立工作专班。", &["Organization 景泰县河长办"], &[]),
        ("620423", "甘肃十月阳食品有限公司收红薯。", &["Organization 甘肃十月阳食品有限公司"], &[]),
        ("620423", "作为全省“清洁庭院与美丽村庄”活动试点村。", &["Program “清洁庭院与美丽村庄”活动"], &[]),
        ("620423", "“变化靠的是‘户户出力’活动。”他说。", &["Program ‘户户出力’活动"], &[]),
        ("620423", "县里实施“三川战略”，杜绝“形象工程”。", &["Program 三川战略"], &["Program 形象工程"]),
        ("620423", "县里出台“创业新政18条”等举措。", &["Document 创业新政18条"], &[]),
        ("620423", "今年，“云上人家”露营地建成。", &["Project “云上人家”露营地"], &[]),
        ("620423", "景泰县华能30兆瓦集中式光伏电站并网。", &["Project 景泰县华能30兆瓦集中式光伏电站"], &[]),
        ("620423", "县里实施移民户持续增收三年行动。", &["Program 移民户持续增收三年行动"], &[]),
        ("620423", "走过柳湾村文化广场，人很多。", &["Place 柳湾村文化广场"], &[]),
        ("620423", "金桥银行和手机银行都能贷款。", &["Organization 金桥银行"], &["Organization 手机银行"]),
        (
            "620423",
            "景泰县经济商务和信息化局、合肥市住建委出台办法。",
            &["Organization 景泰县经济商务和信息化局", "Organization 合肥市住建委"],
            &[],
        ),
        ("620423", "今年实施枸杞产业振兴行动，他是建档立卡户。", &["Program 枸杞产业振兴行动"], &["Program 建档立卡"]),
        (
            "620423",
            "村里建起“暖心食堂”，办“果农贷”，走“清风驿站”。",
            &["Project 暖心食堂", "Program 果农贷", "Project 清风驿站"],
            &[],
        ),
        ("620423", "他听说县里实施农技员精准提能工程，便报了名。", &["Program 农技员精准提能工程"], &[]),
        ("620423", "通过清河道、清垃圾、清围栏“三清”行动，河更美了。", &["Program “三清”行动"], &[]),
        ("620423", "随着景泰县流域生态补偿机制落地，水清了。", &["Program 景泰县流域生态补偿机制"], &[]),
        ("620423", "启动实施青云湖水源地综合治理行动，划定面积。", &["Program 青云湖水源地综合治理行动"], &[]),
        (
            "620423",
            "兼营市政、建筑装饰工程，有前置抢险工程机械。",
            &[],
            &["Program 建筑装饰工程", "Program 前置抢险工程"],
        ),
        ("620423", "建成清洁能源项目62个。", &[], &["Project 清洁能源项目"]),
        ("620423", "“清新云水路”建设带来了客流。", &["Program 清新云水路"], &["Program “清新云水路”建设"]),
    ];
    check(cases);
}

/// Checks that a sentence names the first, and not the second.
fn check(cases: &[(&str, &str, &[&str], &[&str])]) {
    for (home, text, there, not) in cases {
        let found = mentions(home, text);
        for it in *there {
            assert!(found.iter().any(|other| other == it), "{text}: {it} is missing of {found:?}");
        }
        for it in *not {
            assert!(!found.iter().any(|other| other == it), "{text}: {it} is wrong in {found:?}");
        }
    }
}

#[test]
fn offices_are_held_for_a_time_listed_sent_and_shared() {
    let cases: [(&str, &str, &[&str]); 26] = [
        // A head of a town among the county's bureaus, and the bodies of the town itself.
        (
            "620423",
            "景泰县召开会议，寺滩乡党委书记郝德成、水务局局长石维国作了发言。",
            &["郝德成 书记 寺滩乡党委", "石维国 局长 景泰县水务局"],
        ),
        (
            "620423",
            "寺滩乡城管队队长郝德成、服务中心主任石维国到场。",
            &["郝德成 队长 寺滩乡城管队", "石维国 主任 寺滩乡服务中心"],
        ),
        // Of what was named before, and of nobody where nothing was.
        (
            "620423",
            "甘肃陇塬乳业有限公司在寺滩乡建厂。该公司董事长郝德成、该乡党委书记石维国剪彩。",
            &["郝德成 董事长 甘肃陇塬乳业有限公司", "石维国 书记 寺滩乡党委"],
        ),
        ("620423", "该局局长郝德成说。", &[]),
        // A gacha has its own, a job is called after what it is at.
        ("150526", "在巴雅尔吐胡硕镇雅图特嘎查，嘎查党支部书记白俊峰说。", &["白俊峰 书记 雅图特嘎查党支部"]),
        ("620423", "石维国领到了补贴，还当上了林区巡护员。", &["石维国 林区巡护员 -"]),
        // Taken over, told of oneself, named behind the office, and of a town's party.
        ("620423", "郝德成从县财政局来到寺滩乡永川村，接任驻村第一书记。", &["郝德成 第一书记 -"]),
        ("620423", "郝德成是能人。2021年，他接任寺滩乡永川村党支部书记。", &["郝德成 书记 永川村党支部"]),
        ("620423", "“我是寺滩乡永川村党支部书记，我不带头谁带头？”郝德成说。", &["郝德成 书记 永川村党支部"]),
        ("620423", "被选派到寺滩乡永川村担任第一书记的郝德成说。", &["郝德成 第一书记 -"]),
        ("620423", "郝德成从县财政局来到寺滩乡，担任党委书记。", &["郝德成 书记 寺滩乡党委"]),
        ("620423", "景泰县陇塬乳业有限公司招工，石维国担任公司茶厂厂长。", &["石维国 厂长 景泰县陇塬乳业有限公司茶厂"]),
        ("620423", "景泰县委常委、枸杞产业链链长郝德成说。", &["郝德成 常委 景泰县委", "郝德成 链长 -"]),
        (
            "620423",
            "寺滩乡水利站站长郝德成、自然资源所所长石维国到场。",
            &["郝德成 站长 寺滩乡水利站", "石维国 所长 寺滩乡自然资源所"],
        ),
        ("620423", "景泰县水务局派驻寺滩乡永川村第一书记郝德成介绍。", &["郝德成 第一书记 -"]),
        ("620423", "作为景泰县水务局局长，郝德成心里着急。", &["郝德成 局长 景泰县水务局"]),
        ("620423", "曾任景泰县水务局局长的老党员郝德成说。", &["郝德成 局长 景泰县水务局 former"]),
        ("620423", "现任景泰县水务局局长郝德成说。", &["郝德成 局长 景泰县水务局"]),
        (
            "620423",
            "郝德成，1998年至2003年任景泰县水务局局长，2003年至今任景泰县农业农村局局长。",
            &["郝德成 局长 景泰县水务局 former", "郝德成 局长 景泰县农业农村局"],
        ),
        (
            "620423",
            "郝德成1998年至2003年任景泰县水务局局长，后任景泰县农业农村局局长。",
            &["郝德成 局长 景泰县水务局 former", "郝德成 局长 景泰县农业农村局"],
        ),
        ("620423", "共青团景泰县委书记石维国参加活动。", &["石维国 书记 共青团景泰县委"]),
        ("620423", "兰州大学草地农业科技学院院长石维国说。", &["石维国 院长 兰州大学草地农业科技学院"]),
        ("620423", "景泰县县长王海东主持会议。", &["王海东 县长 景泰县政府"]),
        ("620423", "景泰县人民政府县长王海东主持会议。", &["王海东 县长 景泰县人民政府"]),
        ("620423", "我是村里的会计，我叫不出他的名字。", &[]),
        ("620423", "农业银行景泰县支行行长石维国说。", &["石维国 行长 农业银行景泰县支行"]),
    ];
    for (home, text, wanted) in cases {
        assert_eq!(posts(home, text), wanted, "{text}");
    }
}

#[test]
fn names_begin_and_end_where_they_are_printed() {
    let cases: &[(&str, &str, &[&str], &[&str])] = &[
        ("620423", "景泰县推行“河长制”，办“惠农e贷”。", &["Program 河长制"], &[]),
        ("620423", "寺滩乡永川村3组的石维国说。", &["Place 寺滩乡永川村3组"], &[]),
        (
            "620423",
            "景泰县陇原枸杞有限公司（以下简称“陇原枸杞”）投产。陇原枸杞今年招工。",
            &["Organization 陇原枸杞"],
            &[],
        ),
        ("620423", "景泰县和古浪县、天祝县签了协议。", &["Place 景泰县", "Place 古浪县", "Place 天祝县"], &[]),
        ("620423", "记者在黄河石林度假区看到游客。", &["Place 黄河石林度假区"], &[]),
        ("620423", "全民健身运动会上，石维国跑了第一。", &[], &["Person 全民健"]),
    ];
    check(cases);
}

#[test]
fn villages_are_told_by_what_stands_beside_them() {
    let cases: &[(&str, &str, &[&str], &[&str])] = &[
        // Villages called as a clan, a number, a word, a county far away are, and behind their towns.
        ("620423", "记者来到周家村采访，孟家村发展果树。", &["Place 周家村", "Place 孟家村"], &[]),
        ("620423", "在寺滩乡五家村，村民石维国笑了。", &["Place 寺滩乡五家村"], &[]),
        ("620423", "寺滩乡三个村都通了路。", &["Place 寺滩乡"], &["Place 寺滩乡三个村"]),
        ("620423", "走进民主村，记者看到新房。民主村变了样。", &["Place 民主村"], &[]),
        ("620423", "崇左村党支部书记石维国说。", &["Organization 崇左村党支部"], &["Place 崇左"]),
        ("620423", "崔山村去年摘了帽，张兰庄村今年修了路。", &["Place 崔山村", "Place 张兰庄村"], &["Person 张兰"]),
        ("620423", "寺滩乡西村、寺滩乡代家村都去了。", &["Place 寺滩乡西村", "Place 寺滩乡代家村"], &[]),
        ("620423", "工作队走进示范村、驻村干部来到帮扶村。", &[], &["Place 示范村", "Place 帮扶村", "Place 驻村"]),
        (
            "620423",
            "景泰县新建起苹果产业园，建成了4A景区。",
            &["Place 苹果产业园"],
            &["Place 起苹果产业园", "Place 4A景区"],
        ),
        // Communities.
        ("620423", "记者走进鹦鹉社区，新华社区居民石维国说。", &["Place 鹦鹉社区", "Place 新华社区"], &[]),
        ("620423", "太平桥社区改造老旧小区12个。", &["Place 太平桥社区"], &["Place 太平桥社区改造老旧小区"]),
        // A section and its department are one name, as an institute and its seat are.
        (
            "620423",
            "景泰县委组织部人才三科科长石维国、中国科学院兰州分院副院长郝德成、甘肃农业大学葡萄酒工程实验室主任李霁昕到了。",
            &[
                "Organization 景泰县委组织部人才三科",
                "Organization 中国科学院兰州分院",
                "Organization 甘肃农业大学葡萄酒工程实验室",
            ],
            &["Organization 景泰县委组织部", "Organization 中国科学院", "Project 甘肃农业大学葡萄酒工程"],
        ),
        ("620423", "都卖给“绿塬”。景泰县绿塬粮油有限公司董事长石维国说。", &["Organization 绿塬"], &[]),
        ("620423", "走进污水处理厂扩建项目施工现场，工人忙碌。", &["Project 污水处理厂扩建项目"], &[]),
        ("620423", "皋兰，甘肃省会兰州的市辖县。", &["Place 甘肃", "Place 兰州"], &[]),
        // Brands that are words, by the form in law or who heads them, and what governs them.
        (
            "620423",
            "宏达林业有限公司招工，红旗养殖合作社理事长石维国说，县里支持绿塬农牧有限公司，记者从永盛果业有限公司了解到。",
            &[
                "Organization 宏达林业有限公司",
                "Organization 红旗养殖合作社",
                "Organization 绿塬农牧有限公司",
                "Organization 永盛果业有限公司",
            ],
            &["Person 从永盛"],
        ),
        (
            "620423",
            "大型养殖合作社和食品有限公司都来了。",
            &[],
            &["Organization 大型养殖合作社", "Organization 食品有限公司"],
        ),
        // Who is brought in.
        (
            "620423",
            "周家村引进甘肃陇塬乳业有限公司，孟家村引进绿塬公司。",
            &["Place 周家村", "Organization 甘肃陇塬乳业有限公司", "Place 孟家村", "Organization 绿塬公司"],
            &[],
        ),
        // Honours are no places, what is built is one.
        (
            "620423",
            "景泰县成为全国文明县、甘肃省乡村治理示范区，建成甘肃省现代农业示范区。",
            &["Place 甘肃省现代农业示范区"],
            &["Place 甘肃省乡村治理示范区", "Place 甘肃省"],
        ),
        // A township of a people, without the people.
        ("451027", "朝里乡六作村通了路。", &["Place 朝里乡六作村"], &[]),
    ];
    check(cases);
}

#[test]
fn people_are_named_in_frames() {
    let cases: &[(&str, &str, &[&str], &[&str])] = &[
        ("620423", "记者见到石维国时，他正在地里干活。", &["Person 石维国"], &[]),
        ("620423", "对石维国来说，这是件大事。像郝德成这样的还不少。", &["Person 石维国", "Person 郝德成"], &[]),
        ("620423", "在郝德成的带动下，村里把石维国请来讲课。", &["Person 石维国", "Person 郝德成"], &[]),
        (
            "620423",
            "对高校来说是好事，遇到高温也不怕，给白酒的影响大。",
            &[],
            &["Person 高校", "Person 高温", "Person 白酒"],
        ),
    ];
    check(cases);
}

#[test]
fn offices_are_given_taken_and_told() {
    let cases: [(&str, &str, &[&str]); 21] = [
        (
            "620423",
            "任命：郝德成为景泰县人民政府副县长；石维国为景泰县水务局局长。免去：秦大河的景泰县财政局局长职务。",
            &["郝德成 副县长 景泰县人民政府", "石维国 局长 景泰县水务局", "秦大河 局长 景泰县财政局 former"],
        ),
        // What a list of offices names last, not the paper's home.
        (
            "620423",
            "赵国平简历：历任民乐县委副书记、县长、县委书记，省政协常委、提案委员会主任。",
            &[
                "赵国平 副书记 民乐县委 former",
                "赵国平 县长 民乐县政府 former",
                "赵国平 书记 民乐县委 former",
                "赵国平 常委 甘肃省政协 former",
                "赵国平 主任 甘肃省政协提案委员会 former",
            ],
        ),
        ("620423", "寺滩乡永川村驻村第一书记赵国平介绍。", &["赵国平 第一书记 -"]),
        (
            "620423",
            "景泰县水务局四级主任科员赵国平说，甘肃陇塬乳业有限公司技术负责人孙海说。",
            &["赵国平 四级主任科员 景泰县水务局", "孙海 技术负责人 甘肃陇塬乳业有限公司"],
        ),
        ("620423", "景泰县文旅局文化和体育科科长孙海介绍。", &["孙海 科长 景泰县文旅局文化和体育科"]),
        // Deputies and members share the title before the first of them, heads do not.
        (
            "620423",
            "副县长赵国平、孙永强，县政协委员李秀云、王桂芳参加。",
            &[
                "赵国平 副县长 景泰县政府",
                "孙永强 副县长 景泰县政府",
                "李秀云 委员 景泰县政协",
                "王桂芳 委员 景泰县政协",
            ],
        ),
        ("620423", "景泰县县长王海东、孙永强参加。", &["王海东 县长 景泰县政府"]),
        ("620423", "寺滩乡武装部长孙永强上了堤。", &["孙永强 部长 寺滩乡武装部"]),
        ("620423", "景泰县陇原枸杞有限公司里机器轰鸣。企业负责人孙永强说。", &["孙永强 负责人 景泰县陇原枸杞有限公司"]),
        (
            "620423",
            "孙永强被查。2018年1月，景泰县供销社原党委副书记、主任赵国平被判刑。",
            &["赵国平 副书记 景泰县供销社党委 former", "赵国平 主任 景泰县供销社 former"],
        ),
        ("620423", "寺滩乡司法所所长赵国平说。", &["赵国平 所长 寺滩乡司法所"]),
        (
            "500240",
            "会议任命冉文明为石柱土家族自治县交通局局长，免去秦大河的石柱土家族自治县水利局局长职务。",
            &["冉文明 局长 石柱土家族自治县交通局", "秦大河 局长 石柱土家族自治县水利局 former"],
        ),
        ("371621", "会议选举郝德成为惠民县人民政府县长。", &["郝德成 县长 惠民县人民政府"]),
        (
            "632126",
            "在会上，县委常委、副县长（挂职）赵国平汇报工作。",
            &["赵国平 常委 互助县委", "赵国平 副县长 互助土族自治县政府"],
        ),
        ("430626", "县委常委、统战部长方细平出席。", &["方细平 常委 平江县委", "方细平 部长 平江县委统战部"]),
        ("430626", "在会上，县公安局长方细平出席。", &["方细平 局长 平江县公安局"]),
        ("620423", "又请甘肃农业大学副教授石维国到地头指导。", &["石维国 副教授 甘肃农业大学"]),
        (
            "620423",
            "孙秀云是景泰县一条山镇居民，也是景泰县条山刺绣专业合作社的负责人。",
            &["孙秀云 负责人 景泰县条山刺绣专业合作社"],
        ),
        ("620423", "捐赠仪式在景泰县第四中学举行，校长张晓红接受捐赠。", &["张晓红 校长 景泰县第四中学"]),
        ("620423", "县委书记李明强、县长王海东一行来到寺滩乡。", &["李明强 书记 景泰县委", "王海东 县长 景泰县政府"]),
        // What a leader said is a document, no office.
        ("620423", "全县贯彻习近平总书记重要讲话精神。", &[]),
    ];
    for (home, text, wanted) in cases {
        assert_eq!(posts(home, text), wanted, "{text}");
    }
}

#[test]
fn honours_are_listed_and_summed_up() {
    let text = "景泰县获评全国文明县、甘肃省全域旅游示范区等称号。";
    let found = relations("620423", text);
    assert_eq!(found, ["景泰县 awarded 全国文明县", "景泰县 awarded 甘肃省全域旅游示范区"], "{text}");
}

#[test]
fn relations_are_said_by_clauses() {
    let cases: &[(&str, &str, &[&str], &[&str])] = &[
        ("620423", "寺滩乡的民宿主人柳雪梅说，客房天天客满。", &["柳雪梅 lives_in 寺滩乡"], &[]),
        ("620423", "孙永强是寺滩乡永川村的建档立卡贫困户。", &["孙永强 lives_in 永川村"], &[]),
        (
            "620423",
            "甘肃凌云电子科技有限公司投资12亿元建设线束生产基地，年产值8亿元。",
            &["线束生产基地 built_by 甘肃凌云电子科技有限公司"],
            &[],
        ),
        ("620423", "景泰光伏项目在寺滩乡开工。", &["景泰光伏项目 located_in 寺滩乡"], &[]),
        ("620423", "安宁区向景泰县援助财政资金3100万元。", &["安宁区 assists 景泰县"], &[]),
        ("620423", "江苏天宁纺织集团捐赠设备。", &[], &["天宁区 located_in 江苏省"]),
        (
            "620423",
            "甘肃仙草药业有限公司被省工信厅评为省级绿色工厂。",
            &["甘肃仙草药业有限公司 awarded 省级绿色工厂"],
            &[],
        ),
        ("620423", "公路由贵州路桥集团承建。", &[], &["路桥区 located_in 贵州省"]),
    ];
    for (home, text, there, not) in cases {
        let found = relations(home, text);
        for it in *there {
            assert!(found.iter().any(|other| other == it), "{text}: {it} is missing of {found:?}");
        }
        for it in *not {
            assert!(!found.iter().any(|other| other == it), "{text}: {it} is wrong in {found:?}");
        }
    }
}

/// One scheme has one entity, a town's misprint the town's code, and a leader or ministry no county.
#[test]
fn identities_hold() {
    let text = "易地搬迁让人安居，易地扶贫搬迁惠民。习近平总书记在财政部说。景泰县委、青山县委书记李明强出席。";
    let readings = read("620423", text);
    let reading = &readings[0];
    let of = |name: &'static str| reading.entities.iter().filter(move |it| it.name == name);
    assert_eq!(of("易地扶贫搬迁").count(), 1);
    assert_eq!(of("易地搬迁").count(), 0);
    assert!(of("习近平").all(|it| it.anchor.is_none()) && of("习近平").count() == 1);
    assert!(of("财政部").all(|it| it.anchor.is_none()) && of("财政部").count() == 1);
    assert_eq!(of("李明强").count(), 1);
    assert!(of("青山区").next().is_none(), "an unknown county is no district of its name");
    let readings = read("141124", "在从罗峪镇，红枣熟了。从罗峪镇的群众高兴。");
    let towns: Vec<_> = readings[0].entities.iter().filter(|it| it.aliases.contains("丛罗峪镇")).collect();
    assert_eq!(towns.len(), 1);
    assert_eq!(towns[0].code.as_deref(), Some("141124111"));
}

/// A reporter whose by-line begins with a medium writes for it.
#[test]
fn a_by_line_tells_the_medium() {
    let page = Page {
        doc: "a".to_owned(),
        text: "寺滩乡枸杞丰收\n中新网白银8月6日电(记者 孙强)景泰县寺滩乡的枸杞丰收了，种植面积达2万亩。\n".to_owned(),
        home: Some("620423".to_owned()),
        ..Page::default()
    };
    let readings = pipeline::read(real::knowledge(), &page);
    let post = readings[0].statements.iter().find_map(|it| match &it.fact {
        Fact::Post(post) => Some(post),
        _ => None,
    });
    let post = post.expect("a post");
    let name = |id: usize| readings[0].entities[id].name.as_str();
    assert_eq!((name(post.person), post.title.as_str(), post.organization.map(name)), ("孙强", "记者", Some("中新网")));
}
