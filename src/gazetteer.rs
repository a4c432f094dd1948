//! The gazetteer: administrative divisions with their codes, towns, and villages by county on demand.
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use anyhow::Context;
use rustc_hash::FxHashMap;

use crate::data::{self, Data};
use crate::dictionary::Dictionary;
use crate::words::Beginnings;

/// Names of districts that are common words: urban area, suburbs, mining area, new area.
const GENERIC: [&str; 5] =
    ["\u{57ce}\u{533a}", "\u{90ca}\u{533a}", "\u{77ff}\u{533a}", "\u{65b0}\u{533a}", "\u{5e02}\u{8f96}\u{533a}"];

/// About how many towns the country has.
const TOWNS: usize = 50_000;

/// What the names of counties, cities, districts and banners end in.
const LEVELS: [&str; 4] = ["\u{53bf}", "\u{5e02}", "\u{533a}", "\u{65d7}"];

/// What the names of towns, townships, subdistricts and sums end in.
const TOWN_KINDS: [&str; 4] = ["\u{9547}", "\u{4e61}", "\u{8857}\u{9053}", "\u{82cf}\u{6728}"];

/// The kind of a township, and what the name of one ends in before it that is of a people.
const TOWNSHIP: &str = "\u{4e61}";
const PEOPLE: char = '\u{65cf}';

/// A division of the level of a county or above.
#[derive(Clone, Debug)]
pub struct Division {
    /// GB/T 2260, six digits.
    pub code: String,
    /// 1 province, 2 prefecture, 3 county.
    pub level: u8,
    /// The official name.
    pub name: String,
    /// The name without its kind, empty where that would leave one character.
    pub short: String,
    /// The first year in which it bore this name.
    pub first: u16,
    /// The last year in which it did, `u16::MAX` if it still does.
    pub last: u16,
}

/// The towns and villages of one county.
#[derive(Clone, Debug, Default)]
pub struct County {
    /// Town names in full, to their nine-digit codes.
    pub towns: BTreeMap<String, String>,
    /// The names of townships of a people without the people, to the same codes.
    pub short_towns: BTreeMap<String, String>,
    /// Village names without their kind, to their twelve-digit codes.
    pub villages: FxHashMap<String, Vec<String>>,
    /// How many characters the longest of them has.
    pub longest_village: usize,
}

/// The counties that have a town of one name: nearly always one, which then needs no room of its own.
#[derive(Clone, Debug, Default)]
struct Counties {
    first: u32,
    others: Vec<u32>,
}

/// All places that have an official code.
#[derive(Debug, Default)]
pub struct Gazetteer {
    divisions: Vec<Division>,
    by_code: FxHashMap<String, usize>,
    by_name: Dictionary<Vec<usize>>,
    /// Town names in full, to the counties that have one of that name.
    towns: Dictionary<Counties>,
    beginnings: Beginnings,
    counties: FxHashMap<u32, OnceLock<County>>,
    /// The villages of each province, by the first two digits of its code.
    provinces: FxHashMap<u32, OnceLock<Cow<'static, str>>>,
    /// The names of the peoples, as townships have them.
    peoples: Vec<String>,
    data: Data,
}

impl County {
    /// Returns the code of the town of that name, in full or without its people.
    pub fn town(&self, name: &str) -> Option<&String> {
        self.towns.get(name).or_else(|| self.short_towns.get(name))
    }
}

impl Gazetteer {
    /// Reads divisions and town names; the villages of a county are read when first asked for.
    ///
    /// # Errors
    /// Fails where a file is missing or a line lacks a field, naming file and line.
    pub fn load(data: &Data) -> anyhow::Result<Self> {
        let beginnings = Beginnings::with_room(TOWNS);
        let mut res = Self { data: data.clone(), beginnings, towns: Dictionary::with_room(TOWNS), ..Self::default() };
        let path = "data/gazetteer/divisions.tsv";
        for (number, line) in data::lines(&data.text(path)?).enumerate().filter(|it| !it.1.starts_with('#')) {
            let division = division(line).with_context(|| format!("{path}:{}: not a division", number + 1))?;
            // Names given up before the years that the newspapers cover would only be found by accident.
            let generic = GENERIC.contains(&division.name.as_str());
            if division.level > 3 || division.last < 2000 || generic {
                continue;
            }
            let id = res.divisions.len();
            for name in [&division.name, &division.short] {
                if name.chars().count() > 1 {
                    res.beginnings.add(name);
                    res.by_name.entry(name, Vec::new).push(id);
                }
            }
            if division.last == u16::MAX || !res.by_code.contains_key(&division.code) {
                res.by_code.insert(division.code.clone(), id);
            }
            res.divisions.push(division);
        }
        let peoples = data.text("data/words/people.txt")?;
        let peoples = peoples.lines().filter(|it| !it.starts_with('#')).flat_map(str::split_whitespace);
        res.peoples = peoples.map(str::to_owned).collect();
        let path = "data/gazetteer/towns.tsv";
        let mut last = 0;
        for (number, line) in data::lines(&data.text(path)?).enumerate().filter(|it| !it.1.starts_with('#')) {
            let mut fields = data::split(line, b'\t');
            let (Some(county), Some(name)) = (fields.next().and_then(|it| it.parse().ok()), fields.next()) else {
                anyhow::bail!("{path}:{}: not a town", number + 1);
            };
            if county != last {
                res.counties.entry(county).or_default();
                res.provinces.entry(county / 10_000).or_default();
                last = county;
            }
            // Farms, parks and zones that the statistics count as towns are no names of towns.
            if TOWN_KINDS.iter().any(|it| name.ends_with(it)) && name.chars().count() > 2 {
                res.beginnings.add(name);
                let counties = res.towns.entry(name, Counties::default);
                if counties.first == 0 {
                    counties.first = county;
                } else {
                    counties.others.push(county);
                }
            }
        }
        Ok(res)
    }

    /// Returns the lengths of the names of divisions and towns that begin with two characters.
    pub fn lengths(&self, pair: [char; 2]) -> u16 {
        self.beginnings.lengths(pair)
    }

    /// Returns the divisions of that full or short name, and none for a name of one character.
    pub fn divisions(&self, name: &str) -> impl Iterator<Item = &Division> {
        self.by_name.get(name).into_iter().flatten().map(|&it| &self.divisions[it])
    }

    /// Tells whether any division has that full or short name.
    pub fn is_division(&self, name: &str) -> bool {
        self.by_name.get(name).is_some()
    }

    /// Tells whether a prefecture or province of today has that short name.
    pub fn is_prefecture(&self, short: &str) -> bool {
        self.divisions(short).any(|it| it.level < 3 && it.short == short && it.last == u16::MAX)
    }

    /// Tells whether a level behind the short form of a county makes a name that no division has: 乙县 where there is
    /// but a district 乙区.
    pub fn is_unlisted(&self, short: &str, level: &str) -> bool {
        let mut divisions = self.divisions(short).peekable();
        LEVELS.contains(&level)
            && divisions.peek().is_some()
            && divisions.all(|it| it.level == 3 && it.short == short && !it.name.ends_with(level))
    }

    /// Tells whether any county has a town of that full name.
    pub fn is_town(&self, name: &str) -> bool {
        self.towns.get(name).is_some()
    }

    /// Returns the six-digit codes of the counties that have a town of that full name.
    pub fn counties_with_town(&self, name: &str) -> Vec<String> {
        let counties = self.towns.get(name).into_iter().flat_map(|it| std::iter::once(&it.first).chain(&it.others));
        counties.map(|it| format!("{it:06}")).collect()
    }

    /// Returns the division of that code.
    pub fn division(&self, code: &str) -> Option<&Division> {
        self.by_code.get(code).map(|&it| &self.divisions[it])
    }

    /// Returns the code of the division above: of a town its county, of a county its prefecture or,
    /// where it has none, its province.
    pub fn parent(&self, code: &str) -> Option<String> {
        match code.len() {
            12 => Some(code[..9].to_owned()),
            9 => Some(code[..6].to_owned()),
            6 => {
                let prefecture = format!("{}00", &code[..4]);
                let province = format!("{}0000", &code[..2]);
                let above = if code.ends_with("00") { vec![province] } else { vec![prefecture, province] };
                above.into_iter().find(|it| it != code && self.by_code.contains_key(it))
            }
            _ => None,
        }
    }

    /// Returns the towns and villages of a county, read from its province's file at the first call.
    pub fn county(&self, code: &str) -> Option<&County> {
        let number: u32 = code.parse().ok()?;
        let cell = self.counties.get(&number)?;
        Some(cell.get_or_init(|| {
            let Some(province) = self.provinces.get(&(number / 10_000)) else { return County::default() };
            let path = || format!("data/gazetteer/villages/{:02}.txt", number / 10_000);
            let mut county = county(province.get_or_init(|| self.data.text(&path()).unwrap_or_default()), code);
            let short = county.towns.iter().filter_map(|it| Some((without_people(&self.peoples, it.0)?, it.1.clone())));
            county.short_towns = short.filter(|it| !county.towns.contains_key(&it.0)).collect();
            county
        }))
    }

    /// Returns the full name of the town or division of that code, or of a village its name alone.
    pub fn name(&self, code: &str) -> Option<String> {
        match code.len() {
            6 => self.division(code).map(|it| it.name.clone()),
            9 => {
                let county = self.county(&code[..6])?;
                county.towns.iter().filter(|it| it.1 == code).map(|it| it.0).min().cloned()
            }
            _ => None,
        }
    }
}

fn division(line: &str) -> Option<Division> {
    let fields: Vec<&str> = data::split(line, b'\t').collect();
    let [code, level, name, short, first, last, ..] = fields[..] else { return None };
    Some(Division {
        code: code.to_owned(),
        level: level.parse().ok()?,
        name: name.to_owned(),
        short: short.to_owned(),
        first: first.parse().ok()?,
        last: if last.is_empty() { u16::MAX } else { last.parse().ok()? },
    })
}

/// Returns the name of a township of a people without the people, as papers print it, where two characters are left.
fn without_people(peoples: &[String], name: &str) -> Option<String> {
    let mut stem = name.strip_suffix(TOWNSHIP).filter(|it| it.ends_with(PEOPLE))?;
    while let Some(rest) = peoples.iter().find_map(|it| stem.strip_suffix(it.as_str())) {
        stem = rest;
    }
    let left = stem.chars().count() > 1 && !stem.ends_with(PEOPLE);
    left.then(|| format!("{stem}{TOWNSHIP}"))
}

/// Reads the towns and villages of one county out of its province's file.
fn county(text: &str, code: &str) -> County {
    let mut res = County::default();
    let mark = format!("@{code}");
    let Some(start) = memchr::memmem::find(text.as_bytes(), mark.as_bytes()) else { return res };
    let mut town = String::new();
    for line in data::lines(&text[start..]) {
        if let Some(rest) = line.strip_prefix('@') {
            if !rest.starts_with(code) {
                break;
            }
            let (number, name) = rest.split_once('\t').unwrap_or((rest, ""));
            number.clone_into(&mut town);
            let name = name.split(':').next().unwrap_or(name);
            res.towns.insert(name.to_owned(), town.clone());
        } else {
            let mut fields = data::split(line, b'\t');
            if let (Some(number), Some(name)) = (fields.next(), fields.next()) {
                res.longest_village = res.longest_village.max(name.chars().count());
                res.villages.entry(name.to_owned()).or_default().push(format!("{town}{number}"));
            }
        }
    }
    res
}
