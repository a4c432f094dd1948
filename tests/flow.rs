//! Flows: which sums are money that goes somewhere, of what kind, at what rate, from whom to whom.
#![expect(clippy::non_ascii_literal, reason = "Chinese test texts")]
use std::sync::LazyLock;

use fangzhi::article::Page;
use fangzhi::data::Data;
use fangzhi::pipeline::{Knowledge, Reading, read};
use fangzhi::statement::{Fact, Flow, Party};

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::load(&Data::default()).expect("the data"));

fn party(reading: &Reading, party: Option<&Party>) -> String {
    match party {
        Some(Party::Entity(id)) => reading.entities[*id].name.clone(),
        Some(Party::Words(words)) => words.clone(),
        None => "-".to_owned(),
    }
}

fn told(reading: &Reading, flow: &Flow) -> String {
    let (payer, payee) = (party(reading, flow.payer.as_ref()), party(reading, flow.payee.as_ref()));
    let most = flow.amount_max.map_or(String::new(), |it| format!("-{it}"));
    format!("{} {payer} > {payee} {}{most} {} {}", flow.kind, flow.amount, flow.unit, flow.status)
}

/// Says what flows a text tells, one a line, in order.
fn flows(text: &str) -> Vec<String> {
    let page = Page { doc: "p".to_owned(), text: format!("{text}\n"), ..Page::default() };
    let readings = read(&KNOWLEDGE, &page);
    let mut found = Vec::new();
    for reading in &readings {
        for statement in &reading.statements {
            if let Fact::Flow(flow) = &statement.fact {
                found.push(told(reading, flow));
            }
        }
    }
    found
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(flows(text), expected, "{text}");
}

#[test]
fn gifts_go_from_the_subject_to_whom_the_preposition_names() {
    check("昨日，温县县政府向民勤县捐赠300万元现金。", &["donation 温县县政府 > 民勤县 3000000 CNY completed"]);
    check("当天，12家企业现场捐赠45万元的物资。", &["donation 12家企业 > - 450000 CNY completed"]);
}

#[test]
fn who_gets_the_price_has_sold() {
    check("温县农业企业收到货款2600元。", &["sale - > 温县农业企业 2600 CNY completed"]);
}

#[test]
fn what_is_given_at_a_meeting_is_given_on_its_day() {
    let text = "2023年3月5日，温县召开全县乡村振兴大会。会上，温县红十字会向民勤县捐赠12万元。";
    let page = Page { doc: "p".to_owned(), text: format!("{text}\n"), ..Page::default() };
    let readings = read(&KNOWLEDGE, &page);
    let facts = readings.iter().flat_map(|it| &it.statements).map(|it| &it.fact);
    let days: Vec<_> = facts.filter_map(|it| if let Fact::Flow(it) = it { it.date } else { None }).collect();
    assert_eq!(days.iter().map(ToString::to_string).collect::<Vec<_>>(), ["2023-03-05"]);
}

#[test]
fn goods_count_in_their_own_unit() {
    check(
        "仪式上，民勤县农业企业与温县农业企业签订2万吨小麦、300吨花生购销协议。",
        &["sale 温县农业企业 > 民勤县农业企业 20000 吨 pledged", "sale 温县农业企业 > 民勤县农业企业 300 吨 pledged"],
    );
    check("温县县政府向民勤县捐赠口罩5000只。", &["donation 温县县政府 > 民勤县 5000 只 completed"]);
}

#[test]
fn earnings_are_of_the_subject_or_of_whom_the_clause_helps() {
    check("去年，合作社带动300户农户，户均增收2600元。", &["income - > 300户农户 2600 CNY/户 completed"]);
    check("村民王立新每月工资3200元。", &["income - > 王立新 3200 CNY/月 completed"]);
    check("“在家门口上班，月薪三四千元。”村民王立新说。", &["income - > 王立新 3000-4000 CNY/月 completed"]);
}

#[test]
fn an_average_is_nobodys_own() {
    check("“产业兴旺了，人均增收5000元。”村民王立新说。", &["income - > - 5000 CNY/人 completed"]);
}

#[test]
fn words_of_a_sum_say_its_rate() {
    check("温县每年安排专项资金800万元。", &["appropriation 温县 > - 8000000 CNY/年 completed"]);
    check("退耕补偿每年每亩900元。", &["compensation - > - 900 CNY/年/亩 completed"]);
    check("技术岗一天280元。", &["income - > - 280 CNY/天 completed"]);
    check("全年电商销售额超过6亿元。", &["sale - > - 600000000 CNY completed"]);
}

#[test]
fn the_cost_of_works_is_planned_until_they_are_built() {
    check("温县实施总投资36亿元的28个农业项目。", &["investment - > 28个农业项目 3600000000 CNY planned"]);
    check("目前，温县建成了总投资36亿元的农业项目。", &["investment - > 农业项目 3600000000 CNY completed"]);
    check(
        "主要包括：温县污水处理厂扩建工程，投资680万元。",
        &["investment - > 温县污水处理厂扩建工程 6800000 CNY completed"],
    );
    check(
        "温县冷链物流园项目总投资4.6亿元，去年开工，明年6月底前可投入使用。",
        &["investment - > 温县冷链物流园项目 460000000 CNY planned"],
    );
    check("温县计划投资36亿元。", &["investment 温县 > - 3600000000 CNY planned"]);
}

#[test]
fn what_the_treasury_puts_in_is_an_appropriation() {
    check("今年，县财政投入1200万元。", &["appropriation - > - 12000000 CNY completed"]);
    check("河南省财政厅紧急下拨温县救灾资金60万元。", &["appropriation 河南省财政厅 > 温县 600000 CNY completed"]);
    check("焦作市红十字会捐款3万元。", &["donation 焦作市红十字会 > - 30000 CNY completed"]);
    check(
        "郑州天宁建材公司、温县青年商会分别向武德镇捐款5万元和2万元。",
        &[
            "donation 郑州天宁建材公司 > 武德镇 50000 CNY completed",
            "donation 温县青年商会 > 武德镇 20000 CNY completed",
        ],
    );
    check("温县财政局拨付补助资金60万元。", &["subsidy 温县财政局 > - 600000 CNY completed"]);
}

#[test]
fn the_noun_behind_a_sum_tells_what_a_weak_verb_does_not() {
    check("王立新拿到20万元贷款。", &["loan - > 王立新 200000 CNY completed"]);
    check("项目为温县带来收益90万元。", &["income - > 温县 900000 CNY completed"]);
}

#[test]
fn statistics_prices_and_thresholds_are_no_flows() {
    for text in [
        "全县地区生产总值达到120亿元。",
        "枸杞产业综合产值突破30亿元。",
        "城镇居民人均可支配收入36000元。",
        "贷款余额达53亿元。",
        "每公斤收购价比市场高0.3元。",
        "农村居民人均消费支出9764元。",
        "被告人被判处罚金20万元。",
        "公司注册资金1亿元。",
        "集体收入50万元以上的村达到25个。",
        "进出口总额同比增加12亿元。",
    ] {
        check(text, &[]);
    }
}

#[test]
fn no_input_is_too_odd() {
    for text in ["元", "投资3万元", "。。。5元", "，，3万元，，全投进去了", "每年每亩每人3元/年/人", "最高300元"]
    {
        assert!(flows(text).len() <= 1, "{text}");
    }
}

#[test]
fn who_speaks_does_not_earn() {
    let firm = "杞县大蒜食品有限公司";
    check(
        &format!("{firm}推出新品，公司负责人李明介绍，去年销售额达2300万元。"),
        &["sale - > 杞县大蒜食品有限公司 23000000 CNY completed"],
    );
    check("“去年村集体收入80万元。”温县黄庄镇党委书记李明说。", &["income - > - 800000 CNY completed"]);
}

#[test]
fn a_work_gets_what_the_clause_before_says_who_puts_in() {
    check(
        "温县冷链物流园项目由温县大河果业有限公司投资建设，总投资1.2亿元。",
        &["investment 温县大河果业有限公司 > 温县冷链物流园项目 120000000 CNY planned"],
    );
}

#[test]
fn parts_are_of_the_kind_and_the_payer_of_the_whole() {
    check(
        "去年，温县兑现生态补偿资金900万元。其中，黄庄镇兑现300万元，赵堡镇兑现600万元。",
        &[
            "compensation 温县 > - 9000000 CNY completed",
            "compensation 温县 > 黄庄镇 3000000 CNY completed",
            "compensation 温县 > 赵堡镇 6000000 CNY completed",
        ],
    );
    check("温县一般公共预算支出31亿元，其中教育支出7亿元。", &[]);
}

#[test]
fn a_borrower_gets_and_a_bank_lends() {
    check(
        "温县大河果业有限公司获得温县农商银行贷款900万元。",
        &["loan 温县农商银行 > 温县大河果业有限公司 9000000 CNY completed"],
    );
    check("温县农商银行为300户农户授信2000万元。", &["loan 温县农商银行 > 300户农户 20000000 CNY completed"]);
}

#[test]
fn a_verb_of_giving_or_waiving_outranks_its_object() {
    check(
        "温县大河果业有限公司董事长李明来到黄庄镇中心小学，捐赠助学金6万元。",
        &["donation 温县大河果业有限公司 > 黄庄镇中心小学 60000 CNY completed"],
    );
    check("温县为小微企业减免房屋租金260万元。", &["fee_waiver 温县 > 小微企业 2600000 CNY completed"]);
}

#[test]
fn wages_go_from_the_firm_to_its_workers() {
    check(
        "温县大河刺绣专业合作社吸纳40名妇女务工人员就业，支付工资96万元。",
        &["income 温县大河刺绣专业合作社 > 40名妇女务工人员 960000 CNY completed"],
    );
}

#[test]
fn for_whom_an_investment_is_brought_in_has_not_paid_it() {
    check("温县领导为黄庄镇争取到300万元投资。", &["investment - > 黄庄镇 3000000 CNY completed"]);
}

#[test]
fn what_a_plan_lays_down_is_planned() {
    check("《办法》明确，对种植大户每亩补贴180元。", &["subsidy - > 种植大户 180 CNY/亩 planned"]);
}

#[test]
fn somebody_unknown_is_not_replaced_by_somebody_known() {
    check("温县黄庄镇。他捐款5万元。", &["donation - > - 50000 CNY completed"]);
}

#[test]
fn who_holds_an_office_speaks_for_it_in_the_whole_article() {
    check(
        "民勤县县长王立新很忙。\n“我们每年设立50万元专项经费，每月向每名成员发放2000元补助。”王立新介绍。",
        &["appropriation 民勤县 > - 500000 CNY/年 completed", "subsidy 民勤县 > - 2000 CNY/月/人 completed"],
    );
    check("“光给乡亲们的工资就发了10万元。”村民王立新说。", &["income - > 乡亲们 100000 CNY completed"]);
}

#[test]
fn a_group_that_is_only_led_is_called_without_the_verb() {
    check("民勤县精耕“蜜瓜、枸杞”产业，投入6000万元。", &["investment 民勤县 > - 60000000 CNY completed"]);
    check("民勤县为所联系村筹措防汛资金10万元。", &["fundraising 民勤县 > - 100000 CNY completed"]);
    check("小组很忙：牵线企业投资300万元。", &["investment 企业 > - 3000000 CNY completed"]);
}

#[test]
fn a_loan_is_the_bank_s_that_was_named_before() {
    check(
        "5月10日，石台县农商银行向186户茶农发放贷款2300万元。截至5月底，已累计发放“茶农贷”4800万元。",
        &["loan 石台县农商银行 > 186户茶农 23000000 CNY completed", "loan 石台县农商银行 > - 48000000 CNY completed"],
    );
    check(
        "石台县农商银行向江苏远大食品集团授信5000万元，首期贷款2000万元已经到位。",
        &[
            "loan 石台县农商银行 > 江苏远大食品集团 50000000 CNY completed",
            "loan 石台县农商银行 > 江苏远大食品集团 20000000 CNY completed",
        ],
    );
    check("石台县农商银行授信3亿元助力怀远县发展石榴种植。", &["loan 石台县农商银行 > 怀远县 300000000 CNY completed"]);
}

#[test]
fn a_clause_of_its_own_goes_on_with_the_sum_before() {
    check("怀远县旅游收入由2018年的3亿元，增长到去年的8亿元。", &["income - > 怀远县 800000000 CNY completed"]);
    check(
        "去年，怀远县旅游收入6亿元，今年预计可达8亿元。",
        &["income - > 怀远县 600000000 CNY completed", "income - > 怀远县 800000000 CNY planned"],
    );
    check("怀远县去年产值6亿元，今年预计可达8亿元。", &[]);
    check(
        "温县县政府向民勤县捐赠图书3000册，价值12万元。",
        &["donation 温县县政府 > 民勤县 120000 CNY completed", "donation 温县县政府 > 民勤县 3000 册 completed"],
    );
    check(
        "温县县政府向民勤县捐赠口罩5000只，防护服200套。",
        &["donation 温县县政府 > 民勤县 5000 只 completed", "donation 温县县政府 > 民勤县 200 套 completed"],
    );
}

#[test]
fn who_gets_public_money_is_its_payee() {
    check("2022年，宁强县争取中央财政衔接资金1.2亿元。", &["appropriation - > 宁强县 120000000 CNY completed"]);
    check("宁强县获得80万元“强村”资金。", &["appropriation - > 宁强县 800000 CNY completed"]);
    check("中央财政下达宁强县林业保护资金600万元。", &["appropriation 中央财政 > 宁强县 6000000 CNY completed"]);
    check(
        "陕西省财政厅下达宁强县救灾资金500万元，其中产业发展资金300万元。",
        &[
            "appropriation 陕西省财政厅 > 宁强县 5000000 CNY completed",
            "appropriation 陕西省财政厅 > - 3000000 CNY completed",
        ],
    );
    check(
        "5月18日，灵璧县红十字会收到江苏远大食品集团捐款50万元。",
        &["donation 江苏远大食品集团 > 灵璧县红十字会 500000 CNY completed"],
    );
    check("国家开发银行成功发行90亿元“三农”专题债券。", &["fundraising - > 国家开发银行 9000000000 CNY completed"]);
}

#[test]
fn who_is_brought_in_or_has_signed_invests() {
    check(
        "灵璧县引进江苏远大食品集团，投资3亿元建成速冻蔬菜加工厂。",
        &["investment 江苏远大食品集团 > - 300000000 CNY completed"],
    );
    check(
        "怀远县与江苏远大食品集团签约，投资2亿元建设冷库。",
        &["investment 江苏远大食品集团 > - 200000000 CNY completed"],
    );
}

#[test]
fn what_is_done_with_a_sum_tells_its_kind() {
    check("怀远县拿出300万元对120名优秀教师进行奖励。", &["subsidy 怀远县 > 120名优秀教师 3000000 CNY completed"]);
    check("怀远县税务局为312家企业办理退税1.6亿元。", &["fee_waiver 怀远县税务局 > 312家企业 160000000 CNY completed"]);
    check("石台县农民领到拖欠的2.4万元土地租金。", &["income - > 石台县农民 24000 CNY completed"]);
    check("怀远县教育经费支出从2亿元提高到3亿元。", &[]);
}

#[test]
fn a_whole_city_is_not_the_village_spoken_of() {
    check(
        "宿州市召开会议。灵璧县渔沟镇在全国出名。2021年，全市茶叶总收入达5亿元。",
        &["income - > 宿州市 500000000 CNY completed"],
    );
}

#[test]
fn goods_that_found_buyers_are_sold() {
    check("昨天，渔沟镇主播赵淑芳走进直播间，半个小时，3000斤苹果一抢而空。", &["sale - > 赵淑芳 3000 斤 completed"]);
    check("昨天，渔沟镇主播赵淑芳走进果园，3000斤苹果已经成熟。", &[]);
}

#[test]
fn help_goes_to_whom_it_supports() {
    check(
        "国家发展改革委紧急安排救灾资金5000万元，支持甘肃省灾后恢复。",
        &["appropriation 国家发展改革委 > 甘肃省 50000000 CNY completed"],
    );
    check(
        "国家粮食和物资储备局向甘肃省紧急调拨棉被3000床。",
        &["appropriation 国家粮食和物资储备局 > 甘肃省 3000 床 completed"],
    );
    check("民勤县民政局为王学文家发放救助金8000元。", &["subsidy 民勤县民政局 > 王学文 8000 CNY completed"]);
    check("温县对新来的博士每人给予30万元安家补贴。", &["subsidy 温县 > - 300000 CNY/人 completed"]);
    check("浙江省慈溪市对口支援温县，先后投入资金2.6亿元。", &["investment 慈溪市 > - 260000000 CNY completed"]);
}

#[test]
fn a_work_is_paid_for_whose_cost_is_told() {
    check(
        "5月8日，祁连山引水工程开工。总投资6.8亿元，占地300亩。",
        &["investment - > 祁连山引水工程 680000000 CNY planned"],
    );
    check("温县投资3.2亿元实施“清水润民”工程。", &["investment 温县 > “清水润民”工程 320000000 CNY completed"]);
    check("民勤县建起投资超8亿元、占地600亩的祁连山产业园。", &["investment - > 祁连山产业园 800000000 CNY completed"]);
}

#[test]
fn a_bank_that_backs_projects_lends() {
    check(
        "石台县农商银行已为40个合作社提供近2亿元的资金支持。",
        &["loan 石台县农商银行 > 40个合作社 200000000 CNY completed"],
    );
    check("温县为25个项目提供3亿元资金支持。", &[]);
}

#[test]
fn who_speaks_behind_a_quotation_of_sentences_speaks_them_all() {
    check(
        "“去年公司卖出蜜瓜很多，实现销售额900万元。带动就业60人，支付工人工资90万元。”民勤县绿海食品有限公司负责人陈卫国说。",
        &[
            "sale - > 民勤县绿海食品有限公司 9000000 CNY completed",
            "income 民勤县绿海食品有限公司 > 工人 900000 CNY completed",
        ],
    );
    check(
        "陈卫国担任岷县清水镇西沟村第一书记。\n“我们修了路。去年村集体收入30万元。”陈卫国说。",
        &["income - > 西沟村 300000 CNY completed"],
    );
    check(
        "“路修好了。茶也卖完了。”陈卫国说。\n“今年雨水好。去年我挣了2万元。”李桂花说。",
        &["income - > 李桂花 20000 CNY completed"],
    );
}

#[test]
fn goods_are_ordered_and_sold_by_who_is_known() {
    check(
        "温县供销社共预订化肥3000吨、种子200吨。",
        &["purchase 温县供销社 > - 3000 吨 pledged", "purchase 温县供销社 > - 200 吨 pledged"],
    );
    check("岷县县长陈卫国介绍，截至5月10日，全县已销售蔬菜3000吨。", &["sale - > 岷县 3000 吨 completed"]);
    check("由温县向民勤县的医护人员赠送的20吨山药运到。", &["donation 温县 > 医护人员 20 吨 completed"]);
    for none in ["民勤县年销售蜜瓜3万吨。", "每天能卖出2吨西瓜。", "民勤县计划销售蜜瓜500吨。", "今年预订化肥200吨。"]
    {
        check(none, &[]);
    }
}

#[test]
fn a_price_by_weight_is_no_sale_and_what_is_in_quotes_sells_itself() {
    check("陈卫国种的蜜瓜每斤卖3元。", &[]);
    check(
        "民勤县绿海食品有限公司办了网店。今年以来，“助农专区”累计销售额800万元。",
        &["sale - > - 8000000 CNY completed"],
    );
}

#[test]
fn a_prize_goes_to_whom_the_clause_before_chooses_or_describes() {
    check("民勤县每年评选出10个先进村，配套50万元奖励资金。", &["subsidy 民勤县 > 10个先进村 500000 CNY/年 completed"]);
    check("凡在民勤县新办企业的大学生，县财政给予5万元奖励。", &["subsidy 民勤县 > 大学生 50000 CNY completed"]);
    check("民勤县规定，返乡创业的大学生，给予一次性补贴1万元。", &["subsidy 民勤县 > 大学生 10000 CNY planned"]);
}

#[test]
fn damage_is_made_good_to_whom_the_story_or_the_verb_names() {
    check(
        "人保财险民勤支公司已赔付受灾农户120万元。",
        &["compensation 人保财险民勤支公司 > 受灾农户 1200000 CNY completed"],
    );
    check("退赔群众资金20万余元。", &["compensation - > 群众 200000 CNY completed"]);
    check("民勤县人民检察院追回扶贫资金35万元。", &[]);
}

#[test]
fn whom_the_clause_behind_builds_for_gets_an_investment() {
    check(
        "盐池县绿海公司投入60万元，为青山乡修建了3公里水泥路。",
        &["investment 盐池县绿海公司 > 青山乡 600000 CNY completed"],
    );
    check(
        "绿海公司投入资金1000万元，援建民勤县人民医院。",
        &["investment 绿海公司 > 民勤县人民医院 10000000 CNY completed"],
    );
    check("陈卫国投入60万元，为的是青山乡。", &["investment 陈卫国 > - 600000 CNY completed"]);
}

#[test]
fn a_loan_goes_to_the_work_or_the_one_that_is_pointed_to() {
    check(
        "农业银行岷县支行对蔬菜加工产业园项目给予授信5亿元。目前，支行完成首笔贷款1200万元投放。",
        &[
            "loan 农业银行岷县支行 > 蔬菜加工产业园项目 500000000 CNY completed",
            "loan 农业银行岷县支行 > - 12000000 CNY completed",
        ],
    );
    check(
        "农业银行岷县支行走访了岷县绿海药业有限公司，为其设计产品，提供贷款200万元。",
        &["loan 农业银行岷县支行 > 岷县绿海药业有限公司 2000000 CNY completed"],
    );
}

#[test]
fn a_firm_invests_in_the_place_that_it_builds_in() {
    check(
        "江苏洪泽水产集团投资2000万元在岷县清水镇建设水产加工厂。",
        &["investment 江苏洪泽水产集团 > 清水镇 20000000 CNY completed"],
    );
    check(
        "浙江正阳药业有限公司投资5亿元，在岷县建设甘草加工厂。",
        &["investment 浙江正阳药业有限公司 > 岷县 500000000 CNY completed"],
    );
    check(
        "浙江正阳药业有限公司在岷县的会上说，今年投资5亿元。",
        &["investment 浙江正阳药业有限公司 > - 500000000 CNY completed"],
    );
    check(
        "国家发展改革委紧急下达中央预算内投资2.5亿元。",
        &["appropriation 国家发展改革委 > - 250000000 CNY completed"],
    );
}

#[test]
fn who_only_tells_helps_or_judges_is_no_side() {
    check(
        "岷县清水镇西沟村党支部书记陈卫国算了一笔账：一亩当归纯收入4000元。",
        &["income - > - 4000 CNY/亩 completed"],
    );
    check("国家电网帮扶岷县，帮助销售农产品3000万元。", &["sale - > - 30000000 CNY completed"]);
    check(
        "陈卫国说，他受了伤。岷县人民法院判决赔偿陈卫国医药费3.2万元。",
        &["compensation - > 陈卫国 32000 CNY completed"],
    );
    check(
        "陈卫国种了两亩地，收入8000元。妻子在车间打工，每月能挣2500元。",
        &["income - > 陈卫国 8000 CNY completed", "income - > - 2500 CNY/月 completed"],
    );
    check("岷县清水镇西沟村建起电站，每年给村集体带来20万元收入。", &["income - > 西沟村 200000 CNY/年 completed"]);
}

#[test]
fn what_is_received_comes_from_whom_the_clause_names() {
    check("岷县红十字会接收兰州商会捐赠的棉衣500件。", &["donation 兰州商会 > 岷县红十字会 500 件 completed"]);
    check("李永强老师把奖金5万元全部捐给了岷县第一中学。", &["donation 李永强 > 岷县第一中学 50000 CNY completed"]);
    check("岷县为5.2万名参保老人发放养老金6800万元。", &["subsidy 岷县 > 5.2万名参保老人 68000000 CNY completed"]);
    check(
        "工商银行甘肃省分行为岷县绿海药业有限公司发放3000万元贷款。",
        &["loan 工商银行甘肃省分行 > 岷县绿海药业有限公司 30000000 CNY completed"],
    );
}
