//! Figures of single sentences: who they are about, when they hold, what they measure.
#![expect(clippy::non_ascii_literal, reason = "reads Chinese sentences")]
use fangzhi::article::Page;
use fangzhi::input;
use fangzhi::pipeline::Reading;
use fangzhi::statement::{Fact, Figure};

use crate::real;

/// Says a figure in one line: number, metric, area, time, and whether it is planned.
fn told(reading: &Reading, figure: &Figure) -> String {
    let area = figure.area.map_or("-", |it| reading.entities[it].name.as_str());
    let time = figure.time.map_or_else(|| "-".to_owned(), |it| it.to_string());
    let planned = if figure.planned { " planned" } else { "" };
    format!("{} {} | {area} | {time}{planned}", figure.printed, figure.metric)
}

/// Returns the figures of an article of a paper of 民勤县 of 3 May 2021, in order.
fn figures(text: &str) -> Vec<String> {
    let date = input::date("2021-05-03").expect("a date");
    let page = Page { date: Some(date), home: Some("620621".to_owned()), ..real::page("p", format!("{text}\n")) };
    let mut found = Vec::new();
    for reading in real::read(&page) {
        for statement in &reading.statements {
            if let Fact::Figure(figure) = &statement.fact {
                found.push(told(&reading, figure));
            }
        }
    }
    found
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(figures(text), expected, "{text}");
}

#[test]
fn a_household_has_its_own_figures() {
    check("民勤县夹河镇村民王建国今年种了12亩蜜瓜。", &["12亩 蜜瓜 | 王建国 | 2021"]);
    check("村民王建国很勤快。2018年，他从民勤县农商银行贷款5万元。", &["5万元 贷款 | 王建国 | 2018"]);
    check("民勤县夹河镇镇长王建国说，全镇种植蜜瓜3万亩。", &["3万亩 种植蜜瓜 | 夹河镇 | 2021-05"]);
}

#[test]
fn a_story_stays_in_its_village() {
    let text = "民勤县夹河镇刘案村很热闹。\n村里盖起了车间，几十名妇女在打包。\n“一天能打包600袋，一周收入500元。”\n";
    check(text, &["600袋 打包 | 刘案村 | 2021-05", "500元 收入 | 刘案村 | -"]);
    check("大雨使民勤县夹河镇、苏武镇2个乡镇受灾。", &["2个 乡镇 | 民勤县 | 2021-05"]);
    check(
        "民勤县每年用工3万人次，增加工资性收入超过50万元。",
        &["3万人次 用工 | 民勤县 | -", "50万元 增加工资性收入 | 民勤县 | -"],
    );
    check("民勤县今年产值4亿元，去年产值3亿元。", &["4亿元 产值 | 民勤县 | 2021", "3亿元 产值 | 民勤县 | 2020"]);
    check("村民王建国把山脚2600米长的水渠修好了。", &["2600米 水渠 | 王建国 | 2021-05"]);
}

#[test]
fn the_size_in_a_plants_name_is_no_figure_and_the_plant_keeps_to_its_sentence() {
    check(
        "2021年4月，民勤县华能30兆瓦集中式光伏电站并网。目前，已建成了总规模60兆瓦的电站。",
        &["60兆瓦 总规模 | - | 2021-05"],
    );
}

#[test]
fn what_is_ours_is_the_speakers() {
    check(
        "“我家有14亩果园，去年卖了21万元，除去成本净赚15万元。”村民王建国说。",
        &["14亩 果园 | 王建国 | 2021-05", "21万元 销售收入 | 王建国 | 2020", "15万元 收入 | 王建国 | 2020"],
    );
}

#[test]
fn who_broke_the_rules_answers_for_the_sum() {
    check("民勤县水务局原副局长王建国违规收受礼金2万元。", &["2万元 违规收受礼金 | 王建国 | 2021-05"]);
}

#[test]
fn a_firm_has_its_figures_but_not_those_of_a_list_that_it_heads() {
    check("民勤县红沙农业有限公司收购蜜瓜320吨。", &["320吨 收购蜜瓜 | 民勤县红沙农业有限公司 | 2021-05"]);
    check("民勤县红沙农业有限公司等12家企业签约。", &["12家 企业 | 民勤县 | 2021-05"]);
}

#[test]
fn each_of_a_list_has_the_number_behind_it() {
    check(
        "民勤县安排资金900万元，其中夹河镇480万元、苏武镇420万元。",
        &[
            "900万元 安排资金 | 民勤县 | 2021-05",
            "480万元 安排资金 | 夹河镇 | 2021-05",
            "420万元 安排资金 | 苏武镇 | 2021-05",
        ],
    );
}

#[test]
fn what_is_given_is_of_those_it_is_given_for() {
    check(
        "武威市文旅局为夹河镇引进资金60万元，安装路灯150盏。",
        &["60万元 引进资金 | 夹河镇 | 2021-05", "150盏 安装路灯 | 夹河镇 | 2021-05"],
    );
}

#[test]
fn what_the_country_counts_is_no_countys() {
    check("我国新改建农村公路25万公里。", &["25万公里 改建农村公路 | - | 2021-05"]);
}

#[test]
fn the_year_of_the_headline_holds_for_all() {
    check(
        "民勤县2019年国民经济和社会发展统计公报\n全县粮食总产量12万吨。\n年末全县户籍人口26万人。",
        &["12万吨 粮食总产量 | 民勤县 | 2019", "26万人 户籍人口 | 民勤县 | 2019"],
    );
}

#[test]
fn what_is_compared_with_and_what_is_past_is_not_when() {
    check(
        "2020年，民勤县财政收入8亿元，比2016年增长30%。",
        &["8亿元 财政收入 | 民勤县 | 2020", "30% 财政收入 | 民勤县 | 2020"],
    );
    check(
        "民勤县贫困发生率由2014年的15%下降到2020年的1%。",
        &["15% 贫困发生率 | 民勤县 | 2014", "1% 贫困发生率 | 民勤县 | 2020"],
    );
    check("民勤县红沙农业有限公司成立于2006年，现有员工80人。", &["80人 员工 | 民勤县红沙农业有限公司 | 2021-05"]);
    check(
        "去年，民勤县造林3万亩。全县建成灌渠40公里。",
        &["3万亩 造林 | 民勤县 | 2020", "40公里 建成灌渠 | 民勤县 | 2021-05"],
    );
    check("民勤县农业贷款自2018年推出以来，累计发放300笔。", &["300笔 发放 | 民勤县 | 2018/"]);
}

#[test]
fn what_follows_completion_is_planned_and_dateless() {
    check(
        "民勤县夹河光伏发电项目开工。该项目建成后年发电量3亿千瓦时，可治理沙地600亩。",
        &[
            "3亿千瓦时 年发电量 | 民勤县夹河光伏发电项目 | - planned",
            "600亩 治理沙地 | 民勤县夹河光伏发电项目 | - planned",
        ],
    );
}

#[test]
fn a_word_of_planning_inside_a_noun_plans_nothing() {
    check(
        "民勤县造林8万亩，占年度计划的106%。",
        &["8万亩 造林 | 民勤县 | 2021-05", "106% 占年度计划 | 民勤县 | 2021-05"],
    );
}

#[test]
fn what_is_counted_stands_behind_a_verb() {
    check("民勤县签订了300万元的购销协议。", &["300万元 购销协议 | 民勤县 | 2021-05"]);
    check("民勤县3万人脱贫。", &["3万人 脱贫人数 | 民勤县 | 2021-05"]);
    check("民勤县夹河镇全镇412户1986人。", &["412户 户数 | 夹河镇 | 2021-05", "1986人 人口 | 夹河镇 | 2021-05"]);
    check(
        "民勤县资金80万元，其中20万元用于道路维修。",
        &["80万元 资金 | 民勤县 | 2021-05", "20万元 道路维修资金 | 民勤县 | 2021-05"],
    );
}

#[test]
fn the_metric_is_what_is_counted_and_not_what_leads_to_it() {
    check(
        "民勤县有非遗工坊12家，非国有企业300家。",
        &["12家 非遗工坊 | 民勤县 | 2021-05", "300家 非国有企业 | 民勤县 | 2021-05"],
    );
    check("民勤县引来39家非公企业。", &["39家 非公企业 | 民勤县 | 2021-05"]);
    check("民勤县开展修渠、架桥等惠民工程17个。", &["17个 惠民工程 | 民勤县 | 2021-05"]);
    check(
        "民勤县完成了12处、累计800立方米塌方体的清理。",
        &["12处 塌方体 | 民勤县 | 2021-05", "800立方米 塌方体 | 民勤县 | 2021-05"],
    );
    check("民勤县举办了5届‘蜜瓜节’。", &["5届 蜜瓜节 | 民勤县 | 2021-05"]);
    check(
        "民勤县对60座塘坝逐个排查，其中8座存在渗漏的隐患。",
        &["60座 塘坝 | 民勤县 | 2021-05", "8座 塘坝 | 民勤县 | 2021-05"],
    );
    check("民勤县护林补助每年每亩9元。", &["9元 护林补助 | 民勤县 | -"]);
    check("这片平均海拔超过1400米的沙地属于民勤县。", &["1400米 平均海拔 | 民勤县 | 2021-05"]);
}

#[test]
fn what_grew_stands_in_the_list_or_the_clause_before() {
    check(
        "民勤县今年生产羊肉13万吨，羊业产值1.4亿元，同比分别增长23.3%、21.8%。",
        &[
            "13万吨 生产羊肉 | 民勤县 | 2021",
            "1.4亿元 羊业产值 | 民勤县 | 2021",
            "23.3% 生产羊肉 | 民勤县 | 2021",
            "21.8% 羊业产值 | 民勤县 | 2021",
        ],
    );
    check("民勤县2020年的蜜瓜产量，比上年增长了15%。", &["15% 蜜瓜产量 | 民勤县 | 2020"]);
}

#[test]
fn what_is_done_for_safety_is_no_plan_and_a_name_in_a_brand_no_area() {
    check("为确保安全，民勤县设置检查站4个。", &["4个 设置检查站 | 民勤县 | 2021-05"]);
    check("民勤县打响“大漠夹河镇”等3个品牌。", &["3个 品牌 | 民勤县 | 2021-05"]);
    check("民勤县通过种树让黑山变绿，如今全县森林覆盖率18%。", &["18% 森林覆盖率 | 民勤县 | 2021-05"]);
}

#[test]
fn a_village_stays_the_scene_beside_its_sites_and_has_its_accounts() {
    check(
        "民勤县夹河镇刘案村很热闹。\n刘案村蜜瓜产业园内，人来人往。\n目前，已有12家企业入驻，村集体经济年收入30万元。\n",
        &["12家 企业 | 刘案村 | 2021-05", "30万元 村集体经济年收入 | 刘案村 | -"],
    );
}

#[test]
fn a_level_that_is_bound_passes_its_metric_on() {
    check(
        "民勤县每亩收入从3000元左右提高到近8000元。",
        &["3000元 收入 | 民勤县 | -", "8000元 收入 | 民勤县 | 2021-05"],
    );
}

#[test]
fn what_is_done_is_no_part_of_the_plan_before_it() {
    let text =
        "规划明确，到2030年，民勤县森林覆盖率达到25%。目前，全县已完成造林12万亩，占计划任务的64%。今年计划造林3万亩。";
    check(
        text,
        &[
            "25% 森林覆盖率 | 民勤县 | 2030 planned",
            "12万亩 造林 | 民勤县 | 2021-05",
            "64% 占计划任务 | 民勤县 | 2021-05",
            "3万亩 造林 | 民勤县 | 2021 planned",
        ],
    );
    check(
        "民勤县今年参保4987户，比上年增加103户。2月中旬，受灾的1734户全部得到赔付。",
        &["4987户 参保户数 | 民勤县 | 2021", "103户 增加户数 | 民勤县 | 2021", "1734户 受灾户数 | 民勤县 | 2021-02"],
    );
}

#[test]
fn what_is_counted_is_told_apart_from_where_it_is_from_and_what_is_done() {
    check("民勤县夹河镇村民王建国请来8位当地篾匠，一起开店。", &["8位 篾匠 | 王建国 | 2021-05"]);
    check("民勤县培训了70名科级以上干部。", &["70名 培训科级以上干部 | 民勤县 | 2021-05"]);
    check(
        "村民王建国承包的80亩地丰收了，他把9亩地入股。",
        &["80亩 承包土地 | 王建国 | 2021-05", "9亩 入股土地 | 王建国 | 2021-05"],
    );
    check("民勤县收成好，一幅年画能卖120元。", &["120元 年画价格 | 民勤县 | 2021-05"]);
    // A division in a quotation that is only a name is not what the number is about.
    let text = "民勤县夹河镇党委书记王建国说。甘肃已编写“县域经济”等教材36册。";
    check(text, &["36册 教材 | 甘肃省 | 2021-05"]);
    // What is founded has what is told behind it.
    let text = "民勤县夹河镇刘案村成立了民勤县绿塬种植专业合作社，吸纳社员136户。";
    check(text, &["136户 吸纳社员 | 民勤县绿塬种植专业合作社 | 2021-05"]);
    check(
        "民勤县夹河镇争取到产业资金180万元，派出6名专家常年蹲点。",
        &["180万元 产业资金 | 夹河镇 | 2021-05", "6名 派出专家 | 夹河镇 | 2021-05"],
    );
    // How they do it is not what is counted, who is to do something has not planned it, what was planned is.
    check("民勤县有40人按期脱贫。", &["40人 脱贫人数 | 民勤县 | 2021-05"]);
    check("民勤县各村党支部书记，2021年拟脱贫村负责人共50人到会。", &["50人 拟脱贫村负责人 | 民勤县 | 2021"]);
    check("民勤县规划了6个停车场。", &["6个 停车场 | 民勤县 | - planned"]);
    let text = "民勤县财政收入3.1亿元，同口径增长6.5%。";
    check(text, &["3.1亿元 财政收入 | 民勤县 | 2021-05", "6.5% 财政收入 | 民勤县 | 2021-05"]);
    // The day of an occasion is that of the one told before, or nobody's.
    check("民勤县4月8日办了庙会。\n庙会当天，民勤县来了6万人。\n", &["6万人 来 | 民勤县 | 2021-04-08"]);
    // Sites belong to their villages.
    check("民勤县夹河镇刘案村红旗驿站有图书300册。", &["300册 图书 | 刘案村 | 2021-05"]);
}

#[test]
fn a_plan_has_steps_and_a_ministry_no_county() {
    check(
        "民勤县计划到2025年建成温室3000座，明年先建500座。",
        &["3000座 建成温室 | 民勤县 | 2025 planned", "500座 建成温室 | 民勤县 | 2022 planned"],
    );
    check("去年，农业农村部推广良种800万亩。", &["800万亩 推广良种 | - | 2020"]);
    check("民勤县蜜瓜亩产量比去年同期低12公斤。", &["12公斤 蜜瓜亩产量 | 民勤县 | 2021-05"]);
    check("2019年，民勤县修路。\n当年种植梭梭3万亩。\n", &["3万亩 种植梭梭 | 民勤县 | 2019"]);
}

#[test]
fn what_is_compared_with_a_year_changed_and_a_list_changed_alike() {
    let changes = |text: &str| -> Vec<String> {
        let page = Page { home: Some("620621".to_owned()), ..real::page("p", format!("{text}\n")) };
        let readings = real::read(&page);
        let facts = readings.iter().flat_map(|it| &it.statements).filter_map(|it| match &it.fact {
            Fact::Figure(it) => Some(format!("{} {} {}", it.printed, it.metric, it.change.unwrap_or("-"))),
            _ => None,
        });
        facts.collect()
    };
    assert_eq!(changes("民勤县蜜瓜亩产量比上年低12公斤。"), ["12公斤 蜜瓜亩产量 decrease"]);
    assert_eq!(
        changes("民勤县粮食产量、蔬菜产量分别增长3.2%、5.1%。"),
        ["3.2% 粮食产量、蔬菜产量 increase", "5.1% 粮食产量、蔬菜产量 increase"]
    );
}
