//! From a page to its articles and sentences: layout repair, division, by-lines, offsets.
#![expect(clippy::non_ascii_literal, reason = "Chinese test texts")]
use std::collections::BTreeSet;
use std::path::Path;

use fangzhi::article::byline::Words;
use fangzhi::article::{Article, Page, divide};
use fangzhi::data::Data;
use fangzhi::sentence::split;
use serde_json::Value;

fn words() -> Words {
    Words::load(&Data::default()).expect("the word lists")
}

fn page(doc: &str, text: &str) -> Page {
    Page { doc: doc.to_owned(), text: text.to_owned(), ..Page::default() }
}

fn articles(text: &str) -> Vec<Article> {
    divide(&words(), &page("p", text))
}

/// The only article of a text.
fn article(text: &str) -> Article {
    let mut articles = articles(text);
    assert_eq!(articles.len(), 1, "{text}");
    articles.remove(0)
}

fn paragraphs(article: &Article) -> Vec<&str> {
    article.paragraphs.iter().map(|it| &article.text[it.clone()]).collect()
}

fn authors(article: &Article) -> Vec<&str> {
    article.authors.iter().map(|it| &article.text[it.clone()]).collect()
}

fn title(article: &Article) -> Option<&str> {
    article.title.clone().map(|it| &article.text[it])
}

fn samples() -> Vec<Page> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/articles");
    let inputs = [folder];
    let pages: Vec<Page> = fangzhi::input::pages(&inputs).map(|it| it.expect("a sample")).collect();
    assert_eq!(pages.len(), 5);
    pages
}

/// The characters that an annotated or a found article is made of.
fn characters(spans: impl IntoIterator<Item = std::ops::Range<usize>>) -> BTreeSet<usize> {
    spans.into_iter().flatten().collect()
}

#[test]
fn all_articles_of_the_samples_are_found_with_their_titles_and_authors() {
    let mut found = 0;
    for page in samples() {
        let articles = divide(&words(), &page);
        let gold = std::fs::read_to_string(
            Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/gold/{}.jsonl", page.doc)),
        )
        .expect("gold");
        let gold: Vec<Value> = gold.lines().map(|it| serde_json::from_str(it).expect("a record")).collect();
        let gold: Vec<&Value> = gold.iter().filter(|it| it["kind"] == "article").collect();
        assert_eq!(articles.len(), gold.len(), "{}", page.doc);
        for (article, gold) in articles.iter().zip(gold) {
            let list = gold["spans"].as_array().expect("spans");
            let number = |it: &Value| it.as_u64().expect("a number") as usize;
            let wanted = characters(list.iter().map(|it| number(&it[0])..number(&it[1])));
            let got = characters(article.spans.iter().cloned());
            let common = wanted.intersection(&got).count() as f64;
            assert!(common / wanted.union(&got).count() as f64 >= 0.98, "{} {:?}", article.id, article.spans);
            assert_eq!(article.spans.len(), list.len());
            assert_eq!(gold["id"], article.id.as_str());
            assert_eq!(
                authors(article),
                gold["authors"].as_array().expect("authors").iter().filter_map(Value::as_str).collect::<Vec<_>>()
            );
            let plain = |it: &str| it.replace(['“', '”', '「', '」'], "");
            assert_eq!(title(article).map(plain), gold["title"].as_str().map(plain), "{}", article.id);
            found += 1;
        }
    }
    assert_eq!(found, 13);
}

/// Whether a derived character may stand for a source character.
fn stands_for(derived: char, source: char) -> bool {
    const PAIRS: [(char, &str); 11] = [
        ('，', ","),
        ('；', ";"),
        ('：', ":"),
        ('？', "?"),
        ('！', "!"),
        ('（', "("),
        ('）', ")"),
        ('“', "\"「"),
        ('”', "\"」"),
        ('‘', "『"),
        ('’', "』"),
    ];
    derived == source
        || PAIRS.iter().any(|it| it.0 == derived && it.1.contains(source))
        || derived.is_ascii() && u32::from(source) == u32::from(derived) + 0xfee0
        || derived == ' ' && !source.is_alphanumeric()
}

/// Checks every character of an article against the source, and every span against the text.
fn check(article: &Article, text: &str) {
    let source: Vec<char> = text.chars().collect();
    let mut covered = 0;
    for (at, ch) in article.text.char_indices() {
        let place = article.offsets.source(&(at..at + ch.len_utf8()));
        assert_eq!(place.len(), 1, "{at} {ch}");
        if ch != '\n' {
            assert!(stands_for(ch, source[place.start]), "{ch} for {}", source[place.start]);
            assert!(article.spans.iter().any(|it| it.contains(&place.start)), "{ch} outside {:?}", article.spans);
            covered += 1;
        }
    }
    assert!(covered > 0);
    let mut end = None;
    for paragraph in &article.paragraphs {
        assert!(end.is_none_or(|it| it + 1 == paragraph.start) && !paragraph.is_empty());
        assert!(!article.text[paragraph.clone()].contains('\n'));
        end = Some(paragraph.end);
    }
    assert_eq!(end, Some(article.text.len()));
    for author in &article.authors {
        assert!(article.bylines.iter().any(|it| it.start <= author.start && author.end <= it.end));
    }
    let mut last = 0;
    for sentence in split(article) {
        assert!(sentence.start >= last && !sentence.is_empty());
        assert!(article.paragraphs.iter().any(|it| it.start <= sentence.start && sentence.end <= it.end));
        assert!(!article.bylines.iter().any(|it| it.start < sentence.end && sentence.start < it.end));
        assert_eq!(article.text[sentence.clone()].trim(), &article.text[sentence.clone()]);
        last = sentence.end;
    }
}

#[test]
fn every_character_leads_back_to_the_file() {
    for page in samples() {
        for article in divide(&words(), &page) {
            check(&article, &page.text);
            let crlf = page.text.replace('\n', "\r\n");
            for article in articles(&crlf) {
                check(&article, &crlf);
            }
        }
    }
    for text in MADE_UP {
        for article in articles(text) {
            check(&article, text);
        }
    }
}

#[test]
fn noise_does_no_harm() {
    // A small generator with a fixed seed: any mixture of what pages are made of.
    let pieces = [
        "。",
        "，",
        "\n",
        "\n\n",
        " ",
        "\u{3000}\u{3000}",
        "本报讯",
        "（",
        "）",
        "王二",
        "□",
        "摄",
        "记者",
        "“",
        "”",
        "\"",
        "《",
        "》",
        "1",
        "2.5",
        "%",
        "(",
        ")",
        "#",
        "**",
        "……",
        "县",
        "召开会议",
        "图为",
        "张三 李四",
        "-",
        "A",
        "\r",
        "\u{feff}",
        "？",
        "·",
        "电",
        "新华社",
    ];
    let mut seed = 7u64;
    for round in 0..400 {
        let mut text = String::new();
        for _ in 0..round % 60 + 1 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text += pieces[(seed >> 33) as usize % pieces.len()];
        }
        let found = articles(&text);
        let visible = text.chars().filter(|it| it.is_alphanumeric()).count();
        let kept: usize = found.iter().map(|it| it.text.chars().filter(|it| it.is_alphanumeric()).count()).sum();
        assert_eq!(kept, visible, "{text:?}");
        found.iter().for_each(|it| check(it, &text));
    }
}

/// How long a character is to a wrapper.
pub(crate) type Length = fn(char) -> usize;

/// Wraps each paragraph at a length, as a column of print does.
pub(crate) fn rewrap(paragraphs: &[&str], length: usize, of: Length, between: &str) -> String {
    let mut text = String::new();
    let mut full = false;
    for paragraph in paragraphs {
        if full {
            // Where the last line was full, only an indentation tells where a paragraph begins.
            text += "\u{3000}\u{3000}";
        }
        let mut filled = 0;
        for ch in paragraph.chars() {
            if filled + of(ch) > length {
                text += between;
                filled = 0;
            }
            filled += of(ch);
            text.push(ch);
        }
        text += between;
        full = filled + of('\u{3000}') > length;
    }
    text
}

#[test]
fn wrapping_changes_no_paragraph() {
    let mut texts: Vec<String> = MADE_UP.iter().map(|it| (*it).to_owned()).collect();
    texts.extend(samples().iter().flat_map(|it| divide(&words(), it)).map(|it| it.text));
    let mut checked = 0;
    for text in &texts {
        let whole = articles(text);
        let before: Vec<Vec<&str>> = whole.iter().map(paragraphs).collect();
        let lines: Vec<&str> = before.iter().flatten().copied().collect();
        let by_characters: Length = |_| 1;
        let by_width: Length = |it| if it.is_ascii() { 1 } else { 2 };
        for width in [12, 17, 22, 40, 10_000] {
            for between in ["\n", "\n\n", "\r\n"] {
                for (length, of) in [(width, by_characters), (2 * width, by_width)] {
                    let wrapped = rewrap(&lines, length, of, between);
                    let after = articles(&wrapped);
                    let after: Vec<Vec<&str>> = after.iter().map(paragraphs).collect();
                    let differ = before.iter().flatten().zip(after.iter().flatten()).find(|it| it.0 != it.1);
                    assert!(after == before, "at {length} with {between:?}: {differ:#?}");
                    checked += 1;
                }
            }
        }
    }
    assert!(checked > 400);
}

/// Pages of papers that never were.
const MADE_UP: [&str; 4] = [
    "清河县春耕备耕早安排\n本报讯（记者 周大海 通讯员 钱小雨）3月2日，清河县召开春耕生产工作会议。县长韩立新出席会议并讲话，副县长马春林主持会议。会议指出，今年全县计划播种小麦21.5万亩、玉米1,850亩，落实补贴资金320万元，惠及农户4.6万户。\n会议强调，各乡镇要抓住农时，统筹安排，确保种子、化肥、农膜等农资供应到位，做到不误农时、不误春耕。农业农村局局长孟祥瑞介绍，目前全县已储备化肥3800吨，农膜260吨，各类良种1200吨，能够满足春耕需要。\n“我家种了40多亩地，合作社统一供种、统一耕作，省心多了。”柳林镇大王庄村村民郑福来说。\n临河镇:一枝一叶总关情\n连日来，临河镇组织干部深入12个村走访慰问，帮助群众解决用水、用电、行路等实际困难86件。镇党委书记石磊表示，要把群众的小事当成大事来办，用心用情办好每一件民生实事。\n",
    "云岭县晨光小学新教学楼开工建设\n云岭县水库移民喜迁新居\n本报讯 4月18日，总投资2600万元的晨光小学教学楼项目举行开工仪式，项目占地15亩，建筑面积8600平方米，建成后可容纳1200名学生就读。县教育局局长方志远、承建方负责人白建军参加开工仪式。仪式由副县长米兰主持，各学校负责人50余人参加。（方晓梅 白雪）\n移民村的新生活\n□ 本报记者 罗建平 谭晓\n走进青山镇移民新村，一排排白墙黛瓦的小楼依山而建，水泥路通到每家每户的门口。村支书老罗告诉记者，全村86户312人去年腊月全部搬进新居，户均住房面积达到120平方米。\n“以前喝水要到两里外的山沟里挑，现在水龙头一拧就来。”村民江秀英一边说，一边拧开了自家厨房的水龙头。\n",
    "# 东山县：小木耳撑起大产业\n\n**本报记者 陶然**\n\n走进东山县桦木沟村，一排排木耳大棚整齐排列。村党支部书记阎长河说，全村种植木耳120万袋，年产值达到480万元，带动86户农户增收。\n\n一、统一供种，统一技术。县农技中心派出12名技术员驻村指导，从制菌、摆袋到采收、晾晒，手把手地教。\n\n二、统一销售，订单先行。县供销社与省内外7家企业签订购销合同，去年实现销售收入1.2亿元，同比增长15.6%。\n",
    "　　新华社石门5月6日电（记者 丁一凡）石门县近日出台《关于加快发展茶产业的意见》，提出到2025年全县茶园面积达到18万亩，综合产值突破30亿元。\n　　意见明确，县财政每年安排专项资金2000万元，用于茶园提质、品牌建设、加工升级。\n　　“这几年，茶叶价格年年涨，我们种茶的劲头更足了！”白云乡茶农向桂花说。\n　　（完）\n",
];

#[test]
fn made_up_pages_are_divided_as_a_reader_would() {
    let first = articles(MADE_UP[0]);
    assert_eq!(first.len(), 1);
    assert_eq!(title(&first[0]), Some("清河县春耕备耕早安排"));
    assert_eq!(authors(&first[0]), ["周大海", "钱小雨"]);
    assert!(first[0].text.contains("玉米1,850亩") && first[0].text.contains("临河镇：一枝一叶总关情"));
    let second = articles(MADE_UP[1]);
    assert_eq!(second.len(), 2);
    assert_eq!((authors(&second[0]), authors(&second[1])), (vec!["方晓梅", "白雪"], vec!["罗建平", "谭晓"]));
    assert_eq!((title(&second[0]), title(&second[1])), (Some("云岭县水库移民喜迁新居"), Some("移民村的新生活")));
    let third = article(MADE_UP[2]);
    assert_eq!((title(&third), authors(&third)), (Some("东山县：小木耳撑起大产业"), vec!["陶然"]));
    assert!(!third.text.contains(['#', '*']));
    let fourth = article(MADE_UP[3]);
    assert_eq!((title(&fourth), authors(&fourth)), (None, vec!["丁一凡"]));
    assert_eq!(fourth.bylines.len(), 2);
}

#[test]
fn print_is_read_though_marks_hang_over_and_indentations_are_lost() {
    let lines = [
        "沙河县今年以来把修路作为头",
        "等大事来抓，全县新建改建乡村路",
        "286公里，惠及村民6.2万人，县财",
        "政安排资金1.5亿元。",
        "在柳坡镇石门村，新修的水泥",
        "路通到了家家户户的门口，村民们",
        "再也不用踩着泥水出门了，大家说，",
        "这条路修到了心坎上。",
        "据了解，全县还将投资八千万",
        "元，用三年时间改造危桥四十座，",
        "让群众走得安心、走得放心。",
    ];
    for between in ["\n", "\n\n"] {
        let article = article(&lines.join(between));
        let starts: Vec<&str> = paragraphs(&article).iter().map(|it| &it[..12]).collect();
        assert_eq!(starts, ["沙河县今", "在柳坡镇", "据了解，"]);
    }
}

#[test]
fn an_article_cut_in_two_is_put_together() {
    let text = "双桥镇修通致富路\n\n本报讯 近日，双桥镇投资860万元修建的环山公路通车，沿线6个村的群众\n\n本报讯 6月1日，县妇联到沙河小学慰问留守儿童，送去书包、文具等学习用品200余份，价值1.6万元。县妇联主席董玉兰勉励孩子们好好学习。孩子们表演了精彩的节目。\n\n（何小敏 贾亮）\n\n从此告别了出行难的历史。通车仪式上，镇长丁大力说，公路建成后，沿线农产品外运时间缩短了一半以上，预计每年可为群众增收300万元。（何小敏）\n";
    let articles = articles(text);
    assert_eq!(articles.len(), 2);
    assert_eq!(articles[0].spans.len(), 2);
    assert!(articles[0].text.ends_with("增收300万元。（何小敏）") && articles[0].text.starts_with("双桥镇"));
    assert_eq!((authors(&articles[0]), authors(&articles[1])), (vec!["何小敏"], vec!["何小敏", "贾亮"]));
    articles.iter().for_each(|it| check(it, text));
}

#[test]
fn displaced_headlines_find_their_articles() {
    let text = "本报讯 7月3日，河口县召开防汛抗旱工作会议，安排部署汛期各项工作。会议要求，各级各部门要克服麻痹思想，落实防汛责任，确保安全度汛。（周敏）\n本报讯 近日，县供电公司组织党员服务队走进柳湾村，为村民检查线路、更换老化电线，受到群众好评。服务队还发放了安全用电手册300册。（吴迪 郑洁）\n供电党员服务队走进柳湾村\n河口县部署防汛抗旱工作\n";
    let articles = articles(text);
    let titles: Vec<_> = articles.iter().map(title).collect();
    assert_eq!(titles, [Some("河口县部署防汛抗旱工作"), Some("供电党员服务队走进柳湾村")]);
    articles.iter().for_each(|it| check(it, text));
}

#[test]
fn a_line_that_leads_on_to_the_body_is_no_title() {
    let text = "粮仓守得严\n平川县纪委监委——\n近日，平川县纪委监委走进12个粮库，查看粮食收购、储存的账目，发现问题86个，督促整改79个。\n";
    assert_eq!(title(&article(text)), Some("粮仓守得严"));
}

#[test]
fn captions_of_one_length_are_no_column() {
    let captions =
        ["代表们走进会场", "先进集体上台来", "乡镇书记作表态", "各村代表在签约", "县长为大家授旗", "会场外座无虚席"];
    let text = format!(
        "东河县召开春耕动员大会\n3月2日，东河县召开春耕动员大会，全县1200人参加，会议安排了小麦、玉米、大豆、花生的播种任务，签订了责任书，表彰了86户种粮大户和12个先进集体，并向他们发放了奖金。\n{}\n",
        captions.join("\n")
    );
    assert_eq!(paragraphs(&article(&text))[2..], captions);
}

#[test]
fn short_lines_divide_nothing() {
    let text = "大田县培育新型农民\n让土地生金\n\n大田县近年来把培育新型职业农民作为乡村振兴的重要抓手，全县累计培训农民3.2万人次。\n抓培训\n“课堂就在田间地头，一听就懂，一学就会。”上完课，种植户管大有高兴地说。\n抓服务\n县农业农村局组建服务队18支，常年在田间服务。\n陈路 摄\n抓示范\n全县建成示范基地26个，带动农户增收的同时，也让更多的年轻人愿意留下来。\n（作者单位：大田县农业农村局）\n投稿邮箱：abc@example.org\n";
    let article = article(text);
    assert_eq!(title(&article), Some("让土地生金"));
    assert_eq!(authors(&article), ["陈路"]);
    assert_eq!(paragraphs(&article).len(), 12);
}

#[test]
fn lists_stay_lists() {
    let text = "赵某某简历\n1990.08—1995.07 河东县城关公社学校教师\n1995.07—1998.03 河东县城关镇副镇长\n1998.03—2003.11 河东县柳林乡党委副书记、乡长\n2003.11—2008.06 河东县水利局局长\n2008.06—2015.01 河东县副县长\n2015.01—2020.04 河东县委常委、副县长\n2020.04 退休\n";
    let article = article(text);
    let expected: Vec<String> = text.lines().map(|it| it.replace(' ', "")).collect();
    assert_eq!(paragraphs(&article), expected);
}

#[test]
fn characters_are_made_uniform() {
    for (text, expected) in [
        (
            "全县 ６８００ 名教师,人均 ２.４ 万元 /年 /人;增长８．５％。",
            "全县6800名教师，人均2.4万元/年/人；增长8.5%。",
        ),
        ("会议10:30开始(大会),投资1,000万元!", "会议10:30开始（大会），投资1,000万元！"),
        ("他说:\"好,很好!\"大家问:\"真的?\"", "他说：“好，很好！”大家问：“真的？”"),
        ("「青山」『绿水』", "“青山”‘绿水’"),
        ("三 年 来 ，全 县 共建成 12 座 水 库。", "三年来，全县共建成12座水库。"),
        (
            "会议由省委、市 委 农 村 工 作 暨 扶 贫\n领导小组召开，会议要求抓落实。",
            "会议由省委、市委农村工作暨扶贫领导小组召开，会议要求抓落实。",
        ),
        ("抢抓机遇 真抓实干 再创佳绩", "抢抓机遇 真抓实干 再创佳绩"),
        (
            "全县建成了新居，贫户20\n19户，贫困人口15 6\n00人，都已经住进新居，\n生活有保障。",
            "全县建成了新居，贫户2019户，贫困人口15 600人，都已经住进新居，生活有保障。",
        ),
        ("Wi-Fi (2.4 GHz) is on, too: 5 km", "Wi-Fi (2.4GHz) is on, too: 5km"),
        ("\u{feff}## 第一节：总则", "第一节：总则"),
    ] {
        let articles = articles(text);
        assert_eq!(articles.len(), 1, "{text}");
        assert_eq!(articles[0].text, expected);
        check(&articles[0], text);
    }
}

#[test]
fn bylines_give_their_names_and_nothing_else() {
    let body = "清河县近日建成首座日处理3万吨的污水处理厂，惠及县城及周边5个乡镇的12万名群众。";
    for (before, after, names) in [
        ("", "（刘一平 王二妮）", vec!["刘一平", "王二妮"]),
        ("", "（文/图 刘一平 王　妮）", vec!["刘一平", "王妮"]),
        ("", " (本报记者 周通 实习生 欧阳小红)", vec!["周通", "欧阳小红"]),
        ("", "（特约记者周通秦小光通讯员谢函）【编辑:朱延】", vec!["周通", "秦小光", "谢函"]),
        ("", "（记者多吉次）", vec!["多吉次"]),
        ("", "\n（本报记者\u{a0}\u{a0}王\u{a0}\u{a0}浩\u{a0}\u{a0}窦\u{a0}\u{a0}皓）", vec!["王浩", "窦皓"]),
        ("", "\n陈路 摄", vec!["陈路"]),
        ("", "陈路摄", vec!["陈路"]),
        ("", "\n文/张小三　图/李小四", vec!["张小三", "李小四"]),
        ("", "（县委宣传部 孙大圣）", vec!["孙大圣"]),
        ("", "（清河日报记者 孙大圣、古丽·买买提）", vec!["孙大圣", "古丽·买买提"]),
        ("", "（刘一平\n王二妮）", vec!["刘一平", "王二妮"]),
        ("□文/图 刘一平\n", "", vec!["刘一平"]),
        ("□ 新华社记者 柴大亮 吕二琦\n", "", vec!["柴大亮", "吕二琦"]),
        ("本报记者 张三丰 李四光\n", "", vec!["张三丰", "李四光"]),
        ("记者 张三丰 通讯员 李四光 报道\n", "", vec!["张三丰", "李四光"]),
        ("本报讯（记者张三丰 通讯员李四光）", "", vec!["张三丰", "李四光"]),
        ("本报讯 （本报记者王某某）", "", vec!["王某某"]),
        ("本报清河5月6日电（记者张三丰、李四光）", "", vec!["张三丰", "李四光"]),
        ("清河日报讯 （记者 张三丰）", "", vec!["张三丰"]),
        ("", "（试行）", vec![]),
        ("", "（三期工程）", vec![]),
        ("", "（高质量发展调研行）", vec![]),
        ("", "（作者为清河县水利局干部）", vec![]),
        ("", "（完）", vec![]),
        ("记者调查\n", "", vec![]),
        ("据记者张三丰报道，", "", vec![]),
    ] {
        let article = article(&format!("清河县建成污水处理厂\n{before}{body}{after}\n"));
        assert_eq!(authors(&article), names, "{before}…{after}");
    }
}

#[test]
fn the_title_of_a_record_tells_its_headline() {
    let text = "专题报道\n清河县推进厕所革命\n改厕 改水 改习惯\n清河县今年计划改造农村户厕1.2万座，目前已完成8600座，占年度任务的七成以上。\n";
    let mut page = page("r", text);
    assert_eq!(title(&divide(&words(), &page)[0]), Some("改厕 改水 改习惯"));
    page.title = Some("清河县推进厕所革命".to_owned());
    assert_eq!(title(&divide(&words(), &page)[0]), Some("清河县推进厕所革命"));
    page.title = Some("别的题目".to_owned());
    assert!(!divide(&words(), &page)[0].text.contains("别的题目"));
}

#[test]
fn sentences_end_where_a_reader_ends_them() {
    for (text, expected) in [
        ("会议召开。县长讲话；书记总结。", vec!["会议召开。", "县长讲话；书记总结。"]),
        ("他说：“水通了。路也通了！”大家都笑了。", vec!["他说：“水通了。", "路也通了！”", "大家都笑了。"]),
        ("会议学习了《谁来种地？怎么种地！》一书。很好。", vec!["会议学习了《谁来种地？怎么种地！》一书。", "很好。"]),
        ("增长8.27%，达到3.5亿元。明年再增。", vec!["增长8.27%，达到3.5亿元。", "明年再增。"]),
        ("种树、修路……样样都干。", vec!["种树、修路……", "样样都干。"]),
        ("树、路……，样样都有。", vec!["树、路……，样样都有。"]),
        ("开展“学党史，我们怎么做？”主题活动。", vec!["开展“学党史，我们怎么做？”主题活动。"]),
        ("全部完工（其中二期除外。）群众满意。", vec!["全部完工（其中二期除外。）", "群众满意。"]),
        ("清河县换新颜\n城市变美了。（刘一平）", vec!["清河县换新颜", "城市变美了。"]),
        ("本报讯 县里开会。", vec!["县里开会。"]),
        ("没有句号的一段话，就这么完了", vec!["没有句号的一段话，就这么完了"]),
    ] {
        let article = article(text);
        let found: Vec<&str> = split(&article).into_iter().map(|it| &article.text[it]).collect();
        assert_eq!(found, expected);
    }
}

#[test]
fn a_page_in_traditional_characters_says_what_it_says_in_simplified_ones() {
    let traditional = "海晏縣召開農業工作會議\n本報訊（記者 陳國棟）3月5日，海晏縣召開農業工作會議，縣長馬萬里出席會議並講話。會議指出，今年全縣計劃種植油菜2.6萬畝，投資850萬元修建灌溉渠道18公里。";
    let simplified = "海晏县召开农业工作会议\n本报讯（记者 陈国栋）3月5日，海晏县召开农业工作会议，县长马万里出席会议并讲话。会议指出，今年全县计划种植油菜2.6万亩，投资850万元修建灌溉渠道18公里。";
    let said = |text: &str| -> (Vec<Value>, Vec<String>) {
        let page = page("p", text);
        let text: Vec<char> = page.text.chars().collect();
        let parse = |it: fangzhi::record::Record| serde_json::from_str(&it.line()).expect("a record");
        let mut records: Vec<Value> =
            fangzhi::record::records(&page, &crate::real::read(&page)).into_iter().map(parse).collect();
        let printed = |it: &mut Value| -> Option<String> {
            let words = it.as_object_mut()?.remove("text")?.as_str()?.to_owned();
            let [start, end] = ["start", "end"].map(|at| usize::try_from(it[at].as_u64()?).ok());
            assert_eq!(words, text[start?..end?].iter().collect::<String>());
            Some(words)
        };
        let words = records.iter_mut().filter_map(printed).collect();
        (records, words)
    };
    let ((in_traditional, printed), (in_simplified, _)) = (said(traditional), said(simplified));
    assert!(in_simplified.len() >= 8, "{in_simplified:?}");
    assert_eq!(in_traditional, in_simplified);
    // The words of the file stay as they are printed.
    assert!(printed.iter().any(|it| it == "海晏縣"), "{printed:?}");
}
