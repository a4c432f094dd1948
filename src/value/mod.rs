//! Quantities: the numbers of a text that count or measure something, with their units.
#![expect(clippy::non_ascii_literal, reason = "reads Chinese bounds, ranges and shares")]
pub mod unit;
pub mod bound;
use crate::number::{self, Number, char_at, char_before};
use crate::text::Span;
use crate::time::TimeExpression;
use crate::time::moment;
pub use crate::time::period::{Date, Period};
pub use crate::value::bound::Qualifier;
use crate::value::bound::{bounded, qualify, vague};
use crate::value::unit::{Kind, Units};

/// A number with its unit, as found in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// Number and unit: `4.3万`, `8.27%`, `1000余人`.
    pub span: Span,
    /// The number alone, with 万 and 亿 and an inner 余 or 多; a range from its first number to its last.
    pub number: Span,
    /// The number, 万 and 亿 expanded.
    pub value: f64,
    /// The upper end of a range.
    pub value_max: Option<f64>,
    /// The unit or counter as written, without 万 and 亿; `CNY` for 元, `CNY/年/人` for a rate. None for
    /// shares (`1/10`, `三成`) and where a noun follows the number (`0.9万贫困劳力`).
    pub unit: Option<String>,
    /// Exact, approximate or a bound, from the words inside and around the span.
    pub qualifier: Qualifier,
    /// Written in Chinese numerals.
    pub chinese: bool,
    /// The unit measures (`亩`, `元`, `%`) and does not merely count; never so for `一` and for a bare
    /// multiplier in Chinese (`一亩`, `万亩`), which are mostly figures of speech.
    pub measure: bool,
    /// A stretch of time (`8年`), an anniversary too.
    pub duration: bool,
    /// A share or ratio without unit: `1/10`, `三分之一`, `七成`, `一半`, `城乡居民收入比1.62`.
    pub share: bool,
}

impl Quantity {
    /// Returns the number as printed, a slice of the text that it was found in.
    pub fn printed<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.span.clone()).unwrap_or("")
    }
}

/// A time expression with what it stands for in its article.
#[derive(Clone, Debug, PartialEq)]
pub struct Time {
    /// Where.
    pub span: Span,
    /// What it stands for, given the article's date.
    pub period: Option<Period>,
}

impl Time {
    /// Puts together an expression and the period found for it.
    pub fn new(expression: &TimeExpression, period: Option<Period>) -> Self {
        Self { span: expression.span.clone(), period }
    }
}

/// Finds the quantities of a text, in order.
///
/// Dates, times of the day, ages, ordinals, codes and whatever stands in a title (`《》`) or in short
/// quotation marks (`“五个不放过”`) are none. A number in Chinese numerals counts only with a unit behind it.
pub fn quantities(units: &Units, text: &str) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find(|it: char| it.is_ascii_digit() || number::begins_chinese(it) || opens(it)) {
        let start = at + next;
        let Some(character) = char_at(text, start) else { break };
        at = start + character.len_utf8();
        if opens(character) {
            at = title_end(text, start, character).unwrap_or(at);
            continue;
        }
        if let Some((_, end)) = moment::number_at(text, start) {
            at = end;
            continue;
        }
        match quantity(units, text, start) {
            Some((quantity, end)) => {
                found.extend(quantity);
                at = end;
            }
            None => at = skip(text, start),
        }
    }
    found
}

/// Says whether a character opens a title or a quotation.
fn opens(character: char) -> bool {
    matches!(character, '《' | '〈' | '“' | '「' | '『' | '‘' | '"')
}

/// Returns where a title or a short quotation without a sentence in it ends: nothing in it is a quantity.
fn title_end(text: &str, start: usize, open: char) -> Option<usize> {
    let (close, longest) = match open {
        '《' => ('》', 60),
        '〈' => ('〉', 40),
        '“' => ('”', 14),
        '「' => ('」', 14),
        '『' => ('』', 14),
        '‘' => ('’', 14),
        '"' => ('"', 14),
        _ => return None,
    };
    let inside = &text[start + open.len_utf8()..];
    for (count, (at, character)) in inside.char_indices().enumerate() {
        if character == close {
            let words = &inside[..at];
            if longest < 20
                && (words.contains(['我', '你', '他', '她', '咱', '俺', '您'])
                    || words.ends_with(['了', '吧', '呢', '啊', '吗']))
            {
                return None;
            }
            return Some(start + open.len_utf8() + at + close.len_utf8());
        }
        if count >= longest
            || character == '\n'
            || longest < 20 && matches!(character, '，' | '。' | '；' | '！' | '？' | '：' | '…')
        {
            return None;
        }
    }
    None
}

/// Returns where to go on behind a number that is no quantity: behind a whole code, as `G20` or `12345-6`.
fn skip(text: &str, start: usize) -> usize {
    if !char_at(text, start).is_some_and(|it| it.is_ascii_digit()) {
        return moment::skip_numeral(text, start);
    }
    let bytes = text.as_bytes();
    let mut at = start;
    while at < bytes.len()
        && (bytes[at].is_ascii_alphanumeric() || matches!(bytes[at], b'.' | b'-' | b'+' | b'/' | b'_' | b':' | b'@'))
    {
        at += 1;
    }
    while let Some(it @ ('万' | '亿' | '千' | '百')) = char_at(text, at) {
        at += it.len_utf8();
    }
    at
}

/// Reads the quantity that begins at a place; none within where what stands there is an age or a
/// percentage sign of a code, so that the reader goes on behind it.
fn quantity(units: &Units, text: &str, start: usize) -> Option<(Option<Quantity>, usize)> {
    let first = char_at(text, start)?;
    let chinese = !first.is_ascii_digit();
    if !may_precede(text, start, first) {
        return None;
    }
    if let Some(it) = share(units, text, start) {
        return Some((Some(it.0), it.1));
    }
    let low = read(text, start)?;
    let mut value = low.value;
    let mut value_max = low.max;
    let mut last = low;
    let mut own = units.at(text, low.end, chinese);
    // A range: `1—2个`, `3000元到5000元`.
    let low_end = own.map_or(low.end, |it| low.end + it.written.len());
    let from = ["从", "由", "自"].iter().any(|it| text[..start].ends_with(it));
    if let Some(mark) = moment::range_mark(text, low_end)
        && let Some(high) =
            char_at(text, mark).filter(|it| it.is_ascii_digit() || chinese).and_then(|_| read(text, mark))
        && let Some(unit) =
            units.at(text, high.end, high.chinese).filter(|it| own.is_none_or(|own| own.name == it.name))
    {
        let shares = own.is_none() && low.factor == 1.0 && high.factor > 1.0 && low.mantissa < high.mantissa;
        let low_value = if shares { low.mantissa * high.factor } else { low.value };
        let together = own.is_none() || !from || text[high.end + unit.written.len()..].starts_with("不等");
        if high.value > low_value && together && unit.kind != Kind::Per {
            (value, value_max, last, own) = (low_value, Some(high.max.unwrap_or(high.value)), high, Some(unit));
        }
    }
    let Some(unit) = own else {
        return bare(text, start, &low);
    };
    if chinese
        && unit.kind == Kind::Counter
        && unit.written != "个"
        && text[last.end + unit.written.len()..].starts_with(['镇', '乡', '县'])
    {
        return None; // 六户镇
    }
    if last.over && char_before(text, last.end) == Some('几') {
        value_max.get_or_insert(value);
    }
    let mut end = last.end + unit.written.len();
    if unit.kind == Kind::Age {
        return Some((None, end));
    }
    let mut duration = unit.kind == Kind::Duration;
    if duration {
        // 一年半, 两个半月
        if let Some(after) = text[end..].strip_prefix('半')
            && unit.written == "年"
            && !after.starts_with(['载'])
        {
            value += 0.5;
            end += '半'.len_utf8();
        }
        duration = true;
    }
    let mut name = unit.name.clone();
    if unit.name.starts_with("个") && duration {
        name = name.replace(['多', '半'], "");
        if unit.written.contains('半') {
            value += 0.5;
        }
    }
    while let Some(slash) = char_at(text, end).filter(|it| matches!(it, '/' | '／')) {
        let Some(per) = units.per(text, end + slash.len_utf8()) else {
            break;
        };
        name.push('/');
        name.push_str(if per.name == "CNY" { "元" } else { &per.name });
        end += slash.len_utf8() + per.written.len();
    }
    let money = unit.written == "块" && value > 1.0 && is_price(&text[..start], &last, &text[end..]);
    if money {
        name = "CNY".to_owned();
    }
    if chinese && idle(text, start, &last, unit.written.as_str(), end) {
        let again = number::chinese_end(text, end);
        return Some((None, if last.round { again } else { end }));
    }
    let round = low.round && !low.over;
    let begin = if round || low.round { rounded_start(text, start) } else { start };
    let one = chinese && value == 1.0 && value_max.is_none();
    let bound = bounded(text, begin, end, &last);
    let qualifier =
        if unit.written.contains('多') { Qualifier::Over } else { bound.unwrap_or_else(|| vague(text, begin, &last)) };
    let quantity = Quantity {
        span: begin..end,
        number: begin..last.end,
        value,
        value_max,
        unit: Some(name),
        qualifier: if begin < start && qualifier != Qualifier::Under { Qualifier::Over } else { qualifier },
        chinese,
        measure: (unit.kind == Kind::Measure || money) && !one && !(round && begin == start && bound.is_none()),
        duration,
        share: false,
    };
    Some((Some(quantity), end))
}

/// Says whether a bare `块` counts money: where nothing follows that it could count, and the number is a
/// sum by its size or by the verb before it.
fn is_price(before: &str, number: &Number, after: &str) -> bool {
    let alone = after.chars().next().is_none_or(|it| matches!(it, '，' | '。' | '；' | '！' | '？' | '”' | '’'));
    let verb = before.trim_end_matches('了').ends_with(['涨', '赚', '挣', '花', '卖', '补', '付', '降', '贵']);
    alone && (verb || number.factor >= 10_000.0)
}

/// Reads a number of either kind.
fn read(text: &str, start: usize) -> Option<Number> {
    if char_at(text, start)?.is_ascii_digit() { number::arabic(text, start) } else { number::chinese(text, start) }
}

/// Says whether a quantity may begin behind the character before it.
fn may_precede(text: &str, start: usize, first: char) -> bool {
    let before = char_before(text, start).unwrap_or(' ');
    if first.is_ascii_digit() {
        let code = before.is_ascii_alphanumeric()
            || matches!(before, '第' | '+' | '＋' | '.' | '_' | '@' | '#' | '＃' | '·' | '№' | '/' | '￥' | '¥' | '$');
        if matches!(before, '￥' | '¥' | '$') {
            return true;
        }
        let end = number::digits_end(text, start);
        let zero = end - start > 1 && text.as_bytes()[start] == b'0';
        let after = char_at(text, end).unwrap_or(' ');
        let sum = matches!(after, '+' | '＋' | '@' | '_' | '·');
        let ratio = matches!(after, ':' | '：' | '∶' | '-')
            && char_at(text, end + after.len_utf8()).is_some_and(|it| it.is_ascii_digit());
        let phone = after == '-' && end - start > 4;
        let tail = before == '-' && char_before(text, start - 1).is_some_and(|it| it.is_ascii_alphanumeric());
        let scored = matches!(before, ':' | '：' | '∶')
            && char_before(text, start - before.len_utf8()).is_some_and(|it| it.is_ascii_digit());
        return !(code || zero || sum || phone || tail || scored || ratio && after != '-');
    }
    match first {
        '半' => !matches!(before, '上' | '下' | '前' | '后' | '大' | '多' | '过' | '对' | '一' | '夜' | '参'),
        '数' => !matches!(
            before,
            '人' | '户'
                | '总'
                | '次'
                | '多'
                | '少'
                | '岁'
                | '指'
                | '分'
                | '点'
                | '无'
                | '倍'
                | '基'
                | '件'
                | '系'
                | '级'
                | '个'
                | '函'
                | '参'
                | '为'
                | '计'
                | '天'
        ),
        '两' => before != '斤',
        '几' => !matches!(before, '十' | '茶' | '好'),
        '一' => !matches!(
            before,
            '第' | '周'
                | '统'
                | '唯'
                | '单'
                | '同'
                | '逐'
                | '归'
                | '某'
                | '每'
                | '任'
                | '初'
                | '之'
                | '期'
                | '万'
                | '进'
                | '另'
                | '不'
                | '专'
                | '划'
                | '合'
                | '这'
                | '那'
                | '前'
                | '独'
                | '十'
        ),
        _ => !matches!(before, '第' | '周' | '初' | '老' | '高' | '期' | '〇'),
    }
}

/// Reads a share: `三分之一`, `百分之三点五`, `1/10`, `七成`, `一半`.
fn share(units: &Units, text: &str, start: usize) -> Option<(Quantity, usize)> {
    let number = read(text, start)?;
    let chinese = number.chinese;
    let plain = number.max.is_none() && !number.over;
    let rest = &text[number.end..];
    let made = |value: f64, value_max: Option<f64>, last: &Number, end: usize, unit: Option<&str>| {
        let quantity = Quantity {
            span: start..end,
            number: start..end,
            value,
            value_max,
            unit: unit.map(str::to_owned),
            qualifier: qualify(text, start, end, last),
            chinese,
            measure: true,
            duration: false,
            share: unit.is_none(),
        };
        Some((quantity, end))
    };
    if rest.starts_with("分之") && plain {
        let upper = read(text, number.end + "分之".len())?;
        let (value, max) = (upper.value, upper.max);
        return match number.value {
            100.0 if chinese => made(value, max, &upper, upper.end, Some("%")),
            1000.0 if chinese => made(value, max, &upper, upper.end, Some("‰")),
            lower if value < lower => made(value / lower, max.map(|it| it / lower), &upper, upper.end, None),
            _ => None,
        };
    }
    if !chinese && rest.starts_with('/') && plain && !number.decimal && number.factor == 1.0 {
        let end = number::digits_end(text, number.end + 1);
        let lower: f64 = text[number.end + 1..end].parse().ok()?;
        let next = char_at(text, end).unwrap_or(' ');
        let code = next.is_ascii_alphanumeric() || matches!(next, '/' | '.' | '-' | '%');
        if code
            || lower <= number.value
            || lower > 10_000.0
            || units.at(text, end, false).is_some_and(|it| it.kind == Kind::Measure)
        {
            return None;
        }
        return made(number.value / lower, None, &number, end, None);
    }
    if let Some(after) = rest.strip_prefix('成')
        && number.factor == 1.0
        && number.value <= 10.0
        && !number.decimal
        && !after.starts_with([
            '立', '为', '功', '果', '员', '绩', '熟', '品', '本', '长', '都', '交', '分', '片', '型', '套', '龙', '批',
            '不', '了', '人', '效', '就', '年', '型', '渝', '县', '份',
        ])
    {
        return made(number.value / 10.0, number.max.map(|it| it / 10.0), &number, number.end + '成'.len_utf8(), None);
    }
    if chinese && number.value == 1.0 && rest.starts_with('半') {
        let end = number.end + '半'.len_utf8();
        if text[end..].starts_with('是') {
            return None;
        }
        return made(0.5, None, &number, end, None);
    }
    None
}

/// Reads a number without unit: `0.9万贫困劳力`, `9部门`.
fn bare(text: &str, start: usize, number: &Number) -> Option<(Option<Quantity>, usize)> {
    if number.chinese {
        return None;
    }
    let rest = &text[number.end..];
    let noun = rest.chars().next().is_some_and(|it| ('\u{4e00}'..='\u{9fff}').contains(&it));
    let counted = COUNTED.iter().any(|it| rest.starts_with(it)) && number.digits <= 4 && !number.decimal;
    let end = rest.chars().next().is_none_or(|it| matches!(it, '，' | '。' | '；' | '、' | '）' | '”' | '！' | '\n'));
    let ratio = number.decimal && is_ratio(&text[..start]) && (end || rest.starts_with(MOVES));
    if !(ratio || noun && (number.over || counted) || (noun || end) && number.factor >= 10_000.0) {
        return None;
    }
    if char_before(text, number.end) == Some('来') || rest.starts_with(['级', '后', '强']) {
        return None;
    }
    let quantity = Quantity {
        span: start..number.end,
        number: start..number.end,
        value: number.value,
        value_max: number.max,
        unit: None,
        qualifier: qualify(text, start, number.end, number),
        chinese: false,
        measure: ratio,
        duration: false,
        share: ratio,
    };
    Some((Some(quantity), number.end))
}

/// What is given as a number without unit, and what it does next.
const RATIOS: [&str; 10] = ["收入比", "倍差", "消费比", "城乡比", "性别比", "存贷比", "比值", "指数", "系数", "容积率"];
const MOVES: [char; 8] = ['缩', '降', '下', '升', '提', '扩', '增', '减'];

/// Says whether a clause names what is given as a number without unit: `城乡收入比降到1.62`.
fn is_ratio(before: &str) -> bool {
    const REACH: usize = 24;
    let clause = before.rsplit(['，', '。', '；', '、']).next().unwrap_or_default();
    let start = clause.char_indices().rev().nth(REACH).map_or(0, |it| it.0);
    RATIOS.iter().any(|it| clause[start..].contains(it))
}

/// Nouns that are counted without a counter.
const COUNTED: [&str; 24] = [
    "部门",
    "部委",
    "省份",
    "省区",
    "省市",
    "省（",
    "县市",
    "县区",
    "县（",
    "市县",
    "乡镇",
    "镇街",
    "街道",
    "行政村",
    "自然村",
    "村民",
    "贫困",
    "单位",
    "企业",
    "学生",
    "学子",
    "农户",
    "职工",
    "群众",
];

/// Says whether a Chinese number with a counter is a figure of speech: `一批`, `千家万户`, `一个个`.
fn idle(text: &str, start: usize, number: &Number, unit: &str, end: usize) -> bool {
    let rest = &text[end..];
    if rest.starts_with(unit) && number.value == 1.0 {
        return true;
    }
    if number.value == 1.0 && number.max.is_none() {
        return matches!(
            unit,
            "批" | "起"
                | "面"
                | "道"
                | "种"
                | "样"
                | "度"
                | "方"
                | "手"
                | "口"
                | "头"
                | "片"
                | "带"
                | "代"
                | "类"
                | "段"
                | "遍"
                | "回"
                | "次"
                | "番"
                | "身"
                | "级"
                | "点"
                | "线"
                | "路"
                | "方面"
                | "系列"
                | "环节"
                | "场"
                | "把"
                | "份"
                | "层"
        );
    }
    let tail = &text[number.end..end];
    if number.value == 4.0 && tail == "处" {
        return true; // 四处
    }
    if number.round && !number.over && rest.starts_with(['百', '千', '万', '亿']) {
        return true; // 千家万户
    }
    let before = char_before(text, start);
    number.round && !number.over && before.is_some_and(|it| number::begins_chinese(it) || tail.starts_with(it))
}

/// Returns where a bare multiplier begins with the 上 of `上千人`.
fn rounded_start(text: &str, start: usize) -> usize {
    match text[..start].strip_suffix('上') {
        Some(before)
            if !before.ends_with([
                '以', '之', '网', '线', '会', '路', '车', '身', '地', '村', '山', '市', '史', '世', '早', '晚', '台',
                '桌', '手', '际', '度', '面', '基', '程',
            ]) =>
        {
            before.len()
        }
        _ => start,
    }
}
