//! Numerals, Arabic and Chinese: the characters at a place in a text turned into a number.
#![expect(clippy::non_ascii_literal, reason = "reads Chinese numerals")]

/// A number as it stands in a text, its multipliers folded in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// Just behind its last byte, an inner 余 or 多 included.
    pub end: usize,
    /// The number; the lower end where it is a range by itself (`三四万`, `几十`).
    pub value: f64,
    /// The upper end of `三四万`, `几十`.
    pub max: Option<f64>,
    /// An inner 余, 多, 来 or 几 says that it is more.
    pub over: bool,
    /// It is vague by itself: `几十`, `千`.
    pub approx: bool,
    /// Written in Chinese numerals.
    pub chinese: bool,
    /// A multiplier alone, as in `万亩`.
    pub round: bool,
    /// The factor of its multipliers: 10000 for `1—2万`.
    pub factor: f64,
    /// The number before its multipliers.
    pub mantissa: f64,
    /// How many digits stand before the decimal point.
    pub digits: usize,
    /// Written with a decimal point.
    pub decimal: bool,
}

/// A decimal number: `digits` × 10^`exponent`.
#[derive(Clone, Copy, Debug)]
struct Decimal {
    digits: u64,
    exponent: i32,
}

impl Decimal {
    fn value(self) -> f64 {
        let digits = self.digits as f64;
        if self.exponent >= 0 { digits * 10f64.powi(self.exponent) } else { digits / 10f64.powi(-self.exponent) }
    }
}

/// Returns the character that begins at a byte, if one does.
pub(crate) fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Returns the character that ends just before a byte, if one does.
pub(crate) fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// Returns the value of a Chinese digit.
pub(crate) fn digit(character: char) -> Option<u8> {
    Some(match character {
        '〇' | '零' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// Returns the power of ten of a Chinese multiplier.
fn power(character: char) -> Option<i32> {
    Some(match character {
        '十' => 1,
        '百' => 2,
        '千' => 3,
        '万' => 4,
        '亿' => 8,
        _ => return None,
    })
}

/// Says whether a Chinese number may begin with this character.
pub(crate) fn begins_chinese(character: char) -> bool {
    matches!(
        character,
        '一' | '二'
            | '两'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
            | '万'
            | '亿'
            | '几'
            | '数'
            | '半'
            | '〇'
            | '零'
    )
}

/// Says whether a multiplier is in fact the first character of a unit (`千瓦`, `百分点`).
fn is_unit(power: char, next: Option<char>) -> bool {
    match power {
        '千' => matches!(next, Some('瓦' | '克' | '米' | '伏' | '卡' | '帕' | '赫' | '焦' | '分')),
        '百' => next == Some('分'),
        _ => false,
    }
}

/// Returns where a plain run of ASCII digits ends.
pub(crate) fn digits_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    while at < bytes.len() && bytes[at].is_ascii_digit() {
        at += 1;
    }
    at
}

/// Reads digits with thousands separators and a decimal point; returns the number, its end and
/// how many digits stand before the point.
fn arabic_digits(text: &str, start: usize) -> Option<(Decimal, usize, usize)> {
    let bytes = text.as_bytes();
    let mut end = digits_end(text, start);
    let mut number: u64 = text.get(start..end)?.parse().ok()?;
    let mut count = end - start;
    let grouped = count <= 3 && bytes[start] != b'0';
    while grouped && count <= 15 {
        let comma = match char_at(text, end) {
            Some(it @ (',' | '，')) => it.len_utf8(),
            _ => break,
        };
        let group = digits_end(text, end + comma);
        if group - (end + comma) != 3 {
            break;
        }
        number = number * 1000 + text[end + comma..group].parse::<u64>().ok()?;
        count += 3;
        end = group;
    }
    let mut exponent = 0;
    let point = match char_at(text, end) {
        Some(it @ ('.' | '．')) => it.len_utf8(),
        _ => 0,
    };
    let fraction = digits_end(text, end + point);
    if point > 0 && fraction > end + point && count + (fraction - end - point) <= 18 {
        for byte in &bytes[end + point..fraction] {
            number = number.checked_mul(10)?.checked_add(u64::from(byte - b'0'))?;
            exponent -= 1;
        }
        end = fraction;
    }
    Some((Decimal { digits: number, exponent }, end, count))
}

/// Reads 余, 多, 来 or 几 at a place: more than what stands before.
fn more(text: &str, at: usize) -> Option<usize> {
    match char_at(text, at) {
        Some(it @ ('余' | '多' | '来' | '几')) => Some(at + it.len_utf8()),
        _ => None,
    }
}

/// Reads a number that begins with ASCII digits: `4.3万`, `20余万`, `1.2亿`, `3万5千`.
///
/// Numbers of more than 18 digits are none.
pub fn arabic(text: &str, start: usize) -> Option<Number> {
    let (decimal, mut end, digits) = arabic_digits(text, start)?;
    let mut over = false;
    let mut scale = decimal.exponent;
    let mut powers = 0;
    if let Some(next) = more(text, end)
        && let Some(character) = char_at(text, next)
        && power(character).is_some()
        && !is_unit(character, char_at(text, next + character.len_utf8()))
    {
        over = true;
        end = next;
    }
    while let Some(character) = char_at(text, end)
        && let Some(step) = power(character)
        && (step > 1)
        && !is_unit(character, char_at(text, end + character.len_utf8()))
        && powers + step <= 16
    {
        powers += step;
        end += character.len_utf8();
    }
    scale += powers;
    let mut value = Decimal { digits: decimal.digits, exponent: scale }.value();
    if powers >= 2
        && !over
        && text.as_bytes().get(end).is_some_and(u8::is_ascii_digit)
        && decimal.exponent == 0
        && let Some(rest) = arabic(text, end)
        && rest.value < 10f64.powi(powers)
        && (rest.factor > 1.0 || rest.digits >= 3)
    {
        value += rest.value;
        end = rest.end;
        over = rest.over;
    } else if !over && let Some(next) = more(text, end) {
        over = true;
        end = next;
    }
    Some(Number {
        end,
        value,
        max: None,
        over,
        approx: false,
        chinese: false,
        round: false,
        factor: 10f64.powi(powers),
        mantissa: decimal.value(),
        digits,
        decimal: decimal.exponent < 0,
    })
}

/// The sum of a Chinese number as it is read, once for its lower and once for its upper end.
#[derive(Clone, Copy, Default)]
struct Sum {
    /// What stands before the last 亿.
    high: u64,
    /// What stands before the last 万, since the last 亿.
    middle: u64,
    /// What stands since the last 万.
    low: u64,
    /// The digit just read.
    digit: Option<u64>,
}

impl Sum {
    fn power(&mut self, step: i32) {
        match step {
            8 => {
                let all = self.middle + self.low + self.digit.unwrap_or(0);
                self.high = self.high.saturating_add(all.max(u64::from(self.high == 0))).saturating_mul(100_000_000);
                (self.middle, self.low) = (0, 0);
            }
            4 => {
                let all = self.low + self.digit.unwrap_or(0);
                self.middle = all.max(1).saturating_mul(10_000);
                self.low = 0;
            }
            _ => {
                self.low =
                    self.low.saturating_add(self.digit.unwrap_or(1).saturating_mul(10u64.pow(step.unsigned_abs())))
            }
        }
        self.digit = None;
    }

    fn total(self) -> f64 {
        self.high.saturating_add(self.middle).saturating_add(self.low).saturating_add(self.digit.unwrap_or(0)) as f64
    }
}

/// Returns where a run of Chinese numerals ends.
pub(crate) fn chinese_end(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or("");
    start + rest.find(|it| digit(it).is_none() && power(it).is_none()).unwrap_or(rest.len())
}

/// Reads a Chinese number: `三十六`, `两万五千`, `十几`, `三四万`, `几十`, `数百`, `二十余万`, `三点五`, `半`.
///
/// A string of digits (`二〇一九`), `几` alone and such runs as `五一` are none.
pub fn chinese(text: &str, start: usize) -> Option<Number> {
    let first = char_at(text, start)?;
    let mut number = Number {
        end: start + first.len_utf8(),
        value: 0.5,
        max: None,
        over: false,
        approx: false,
        chinese: true,
        round: false,
        factor: 1.0,
        mantissa: 0.5,
        digits: 0,
        decimal: false,
    };
    if first == '半' {
        return Some(number);
    }
    let (mut low, mut high) = (Sum::default(), Sum::default());
    let mut at = start;
    let mut last_power = 0; // the power just read, 0 after a digit
    let mut tail = 0; // the power just before the last digit
    let mut smallest = i32::MAX; // the last power since the last 万 or 亿
    let mut ranged = false;
    let mut zero = false;
    let mut seen_digit = false;
    while let Some(character) = char_at(text, at) {
        let next = at + character.len_utf8();
        let following = char_at(text, next);
        if let Some(value) = digit(character) {
            let value = u64::from(value);
            if value == 0 {
                if at == start || low.digit.is_some() {
                    return None;
                }
                zero = true;
            } else if character == '两' && last_power == 1 {
                break;
            } else if let Some(before) = low.digit {
                let pair = value == before + 1 && before != 0 || before == 3 && value == 5;
                if ranged || !pair || before == 3 && value == 5 && tail != 0 {
                    return None;
                }
                ranged = true;
                high.digit = Some(value);
            } else {
                if last_power > 0 && !seen_digit && last_power != 1 {
                    break; // 万一, 千一
                }
                (low.digit, high.digit) = (Some(value), Some(value));
                (tail, last_power) = (last_power, 0);
            }
            seen_digit |= value > 0;
        } else if let Some(step) = power(character) {
            let share = text[next..].starts_with("分之");
            if is_unit(character, following) && !share && (character != '千' || following != Some('米')) {
                break;
            }
            if low.digit.is_none() && !(last_power > 0 && step >= 4 || at == start || step == 1 && zero) {
                break;
            }
            if low.digit.is_some() && step < 4 && step >= smallest {
                return None;
            }
            if at == start && step > 1 {
                number.round = true;
            }
            low.power(step);
            high.power(step);
            last_power = step;
            smallest = if step >= 4 { i32::MAX } else { step };
            zero = false;
        } else if matches!(character, '几' | '数') {
            if number.approx || low.digit.is_some() || at > start && (character == '数' || last_power == 0) {
                break;
            }
            if at == start && following.is_none_or(|it| power(it).is_none()) {
                return None;
            }
            (low.digit, high.digit) = (Some(1), Some(9));
            (tail, last_power) = (last_power, 0);
            number.approx = true;
            seen_digit = true;
        } else if matches!(character, '余' | '多' | '来') {
            if number.over || number.approx {
                break;
            }
            // 十余万: only a larger multiplier may follow inside.
            number.over = true;
            number.end = next;
            if let Some(step) = following.and_then(power)
                && step >= 4
            {
                low.power(step);
                high.power(step);
                number.end = next + following.map_or(0, char::len_utf8);
            }
            break;
        } else {
            break;
        }
        at = next;
        number.end = at;
    }
    if number.end <= start || low.total() <= 0.0 {
        return None;
    }
    // 一百五, 三万六: the digit counts tens, thousands.
    if let Some(value) = low.digit
        && tail >= 2
        && !(zero || ranged || number.approx)
    {
        let scaled = value.saturating_mul(10u64.pow(tail.unsigned_abs() - 1));
        (low.digit, high.digit) = (Some(scaled), Some(scaled));
    }
    number.value = low.total();
    if ranged || number.approx {
        number.max = Some(high.total());
    }
    if seen_digit {
        number.round = false;
    }
    number.mantissa = number.value;
    if let Some((value, end)) = fraction(text, number.end, number.value)
        && !ranged
        && !number.over
        && !number.approx
    {
        (number.value, number.mantissa, number.end, number.decimal) = (value, value, end, true);
        while let Some(character) = char_at(text, number.end)
            && let Some(step) = power(character)
            && step >= 4
        {
            number.value *= 10f64.powi(step);
            number.end += character.len_utf8();
        }
    }
    number.approx |= number.round && !number.over;
    Some(number)
}

/// Reads the `点五` of `三点五`.
fn fraction(text: &str, at: usize, whole: f64) -> Option<(f64, usize)> {
    let mut rest = text.get(at..)?.strip_prefix('点')?.chars();
    let mut end = at + '点'.len_utf8();
    let (mut value, mut exponent) = (whole as u64, 0);
    while let Some(character) = rest.clone().next()
        && character != '两'
        && let Some(digit) = digit(character)
        && exponent > -9
    {
        rest.next();
        value = value.checked_mul(10)?.checked_add(u64::from(digit))?;
        exponent -= 1;
        end += character.len_utf8();
    }
    (exponent < 0).then(|| (Decimal { digits: value, exponent }.value(), end))
}
