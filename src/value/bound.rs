//! Bounds: the words in and around a number that say whether it is more, less or about.
#![expect(clippy::non_ascii_literal, reason = "reads Chinese bounds")]
use crate::number::Number;

/// How a number stands to what it measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Qualifier {
    /// The number as it is.
    Exact,
    /// About the number.
    Approx,
    /// At least, or more than, the number.
    Over,
    /// At most, or less than, the number.
    Under,
}

/// Returns how the number stands to what it measures, by what stands in it and around it.
pub(crate) fn qualify(text: &str, start: usize, end: usize, number: &Number) -> Qualifier {
    bounded(text, start, end, number).unwrap_or_else(|| vague(text, start, number))
}

/// Returns how a number without a bound is to be taken.
pub(crate) fn vague(text: &str, start: usize, number: &Number) -> Qualifier {
    if number.approx || hedged(&text[..start]) { Qualifier::Approx } else { Qualifier::Exact }
}

/// Returns how the number is bounded, by what stands in it and directly around it.
pub(crate) fn bounded(text: &str, start: usize, end: usize, number: &Number) -> Option<Qualifier> {
    let (before, after) = (&text[..start], &text[end..]);
    if number.over {
        return Some(Qualifier::Over);
    }
    for (words, qualifier) in [
        (&AFTER_OVER[..], Qualifier::Over),
        (&AFTER_UNDER[..], Qualifier::Under),
        (&AFTER_APPROX[..], Qualifier::Approx),
    ] {
        if words.iter().any(|it| after.starts_with(it)) {
            return Some(qualifier);
        }
    }
    if let Some(rest) = after.strip_prefix(['多', '余'])
        && !rest.starts_with(['元', '次', '样', '年', '种', '措', '点', '地', '方', '项', '个', '家', '位', '名', '人'])
    {
        return Some(Qualifier::Over);
    }
    if number.round && before.ends_with(['过', '破']) {
        return Some(Qualifier::Over);
    }
    if let Some(it) = bound_before(before) {
        return Some(it);
    }
    let mut near = before;
    for _ in 0..2 {
        near = near.trim_end_matches([
            '有', '为', '占', '了', '是', '可', '达', '需', '要', '能', '在', '到', '挣', '赚', '拿', '花', '卖',
        ]);
        if let Some(it) = far_bound(near) {
            return Some(it);
        }
    }
    None
}

const AFTER_OVER: [&str; 5] = ["以上", "之上", "有余", "开外", "以外"];
const AFTER_UNDER: [&str; 3] = ["以下", "以内", "之内"];
const AFTER_APPROX: [&str; 2] = ["左右", "上下"];

/// Reads the bound that stands directly before a number.
fn bound_before(before: &str) -> Option<Qualifier> {
    if let Some(it) = far_bound(before) {
        return Some(it);
    }
    let last = before.chars().next_back()?;
    let rest = &before[..before.len() - last.len_utf8()];
    let previous = rest.chars().next_back().unwrap_or(' ');
    match last {
        '近' if !matches!(previous, '最' | '附' | '临' | '靠' | '贴' | '新' | '邻' | '就') => {
            Some(Qualifier::Approx)
        }
        '约' if !matches!(
            previous,
            '签' | '节'
                | '预'
                | '契'
                | '条'
                | '公'
                | '违'
                | '履'
                | '集'
                | '合'
                | '特'
                | '邀'
                | '制'
                | '缔'
                | '相'
                | '守'
        ) =>
        {
            Some(Qualifier::Approx)
        }
        '超' if !matches!(previous, '高' | '赶' | '反') => Some(Qualifier::Over),
        '逾' => Some(Qualifier::Over),
        '过' if matches!(previous, '已' | '早' | '均') => Some(Qualifier::Over),
        '破' if matches!(previous, '突' | '首' | '已' | '均' | '额') => Some(Qualifier::Over),
        _ => None,
    }
}

/// Reads a bound of two characters or more at the end of what stands before.
fn far_bound(before: &str) -> Option<Qualifier> {
    const WORDS: [(&str, Qualifier); 48] = [
        ("不超过", Qualifier::Under),
        ("不得超过", Qualifier::Under),
        ("未超过", Qualifier::Under),
        ("不高于", Qualifier::Under),
        ("不多于", Qualifier::Under),
        ("不大于", Qualifier::Under),
        ("不低于", Qualifier::Over),
        ("不得低于", Qualifier::Over),
        ("不少于", Qualifier::Over),
        ("不得少于", Qualifier::Over),
        ("不小于", Qualifier::Over),
        ("超过", Qualifier::Over),
        ("超出", Qualifier::Over),
        ("超越", Qualifier::Over),
        ("突破", Qualifier::Over),
        ("高于", Qualifier::Over),
        ("多于", Qualifier::Over),
        ("大于", Qualifier::Over),
        ("至少", Qualifier::Over),
        ("最少", Qualifier::Over),
        ("起码", Qualifier::Over),
        ("少说", Qualifier::Over),
        ("不止", Qualifier::Over),
        ("远超", Qualifier::Over),
        ("已超", Qualifier::Over),
        ("低于", Qualifier::Under),
        ("少于", Qualifier::Under),
        ("小于", Qualifier::Under),
        ("不足", Qualifier::Under),
        ("不到", Qualifier::Under),
        ("未满", Qualifier::Under),
        ("不满", Qualifier::Under),
        ("未达", Qualifier::Under),
        ("未到", Qualifier::Under),
        ("至多", Qualifier::Under),
        ("最多", Qualifier::Under),
        ("大约", Qualifier::Approx),
        ("大概", Qualifier::Approx),
        ("约为", Qualifier::Approx),
        ("约有", Qualifier::Approx),
        ("约占", Qualifier::Approx),
        ("约合", Qualifier::Approx),
        ("约计", Qualifier::Approx),
        ("将近", Qualifier::Approx),
        ("接近", Qualifier::Approx),
        ("近乎", Qualifier::Approx),
        ("差不多", Qualifier::Approx),
        ("几乎", Qualifier::Approx),
    ];
    let last = before.chars().next_back()?;
    let may_end = "过于出越破少码说止超足到满达多约概为有占合计近乎".contains(last);
    if !may_end {
        return None;
    }
    WORDS.iter().find(|it| before.ends_with(it.0)).map(|it| it.1)
}

/// Says whether a hedge stands a few characters before, in the same clause and with no other number between.
fn hedged(before: &str) -> bool {
    let mut near: Vec<char> = Vec::with_capacity(10);
    for character in before.chars().rev().take(10) {
        if character.is_ascii_digit() || matches!(character, '，' | '。' | '；' | '、' | '：' | '！' | '？' | '\n')
        {
            break;
        }
        near.push(character);
    }
    near.windows(2).any(|it| matches!(it, ['约' | '概', '大']))
}
