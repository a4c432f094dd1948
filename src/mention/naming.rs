//! Resolution: from mentions to entities, with canonical names, codes and the places that names are made of.
mod body;

use std::collections::BTreeMap;

use crate::article::Article;
use crate::entity::{Class, Entity, EntityId, Mention};
use crate::gazetteer::{County, Division, Gazetteer};
use crate::mention::chunk::list::LISTED_PLACE;
use crate::mention::chunk::place::{GROUPS, VILLAGES};
use crate::mention::chunk::{Chunk, SHORT_NAME};
use crate::mention::{Marked, Setting, autonomous, lies_in, town_short};
use crate::number::begins_chinese;
use crate::segment::{Kind, Token, inside, is_place};
use crate::text::Span;
use crate::words::{WordList, Words};

/// Everything that an article names, resolved.
#[derive(Clone, Debug, Default)]
pub struct Resolved {
    /// What is named.
    pub entities: Vec<Entity>,
    /// Where, by start.
    pub mentions: Vec<Mention>,
    /// What the text composes: the place or body, what it lies in, and the words that put them together.
    pub composed: Vec<(EntityId, EntityId, Span)>,
    /// The place that a body serves or stands in.
    pub seat: BTreeMap<EntityId, EntityId>,
    /// Where words name a body as only the office behind them tells, 甲市委常委、统战部部长: found with the offices, and
    /// joined to the other mentions when all facts are found, so that their numbers hold.
    pub implied: Vec<Mention>,
}

impl Resolved {
    /// Returns the entity of that class and name or alias, made if the article did not name it.
    pub fn make(&mut self, class: Class, name: &str, anchor: Option<&str>) -> EntityId {
        let known =
            self.entities.iter().position(|it| it.class == class && (it.name == name || it.aliases.contains(name)));
        known.unwrap_or_else(|| {
            self.entities.push(Entity {
                class,
                name: name.to_owned(),
                aliases: std::collections::BTreeSet::new(),
                code: None,
                anchor: anchor.map(str::to_owned),
                candidates: Vec::new(),
                parent: None,
            });
            self.entities.len() - 1
        })
    }
}

/// The state of a walk through an article from its first name to its last.
pub struct Resolver<'k> {
    gazetteer: &'k Gazetteer,
    level: &'k WordList,
    place_head: &'k WordList,
    bare: [&'k WordList; 3],
    firm: &'k WordList,
    form: &'k WordList,
    /// The short forms of schemes, and what they stand for.
    scheme: (&'k WordList, &'k WordList),
    national: &'k WordList,
    country: &'k WordList,
    league: &'k WordList,
    text: &'k str,
    setting: &'k Setting,
    /// The last place named of each level: 2 prefecture, 3 county, 4 town, 5 village.
    last: [Option<EntityId>; 6],
    /// The last body named, and where its name ended.
    last_body: Option<(EntityId, usize)>,
    /// The level that the organ of a body names: 县 of 甲县委.
    hint: Option<String>,
    index: BTreeMap<(Class, String), EntityId>,
    resolved: Resolved,
}

/// How much of a long name its short form keeps at least, in characters: of its beginning and of its end.
const HEAD: usize = 3;
const TAIL: usize = 5;
/// The length of a division's code.
const DIVISION: usize = 6;
const COUNTY: &str = "\u{53bf}";
const CITY: &str = "\u{5e02}";
const PROVINCE: &str = "\u{7701}";
const VILLAGE: &str = "\u{6751}";
/// The shortest name of an event that can stand for a longer one, in characters.
const SHORTEST_EVENT: usize = 7;
const COMMITTEE: &str = "\u{59d4}";
/// What settlements are called that lie in a town or hold other places.
const SETTLED: [&str; 6] =
    [VILLAGE, "\u{793e}\u{533a}", "\u{560e}\u{67e5}", "\u{9547}", "\u{4e61}", "\u{8857}\u{9053}"];
const NATURAL: &str = "\u{81ea}\u{7136}\u{6751}";
const ADMINISTRATIVE: &str = "\u{884c}\u{653f}\u{6751}";

/// Resolves the names of an article.
pub fn resolve(
    words: &Words,
    gazetteer: &Gazetteer,
    article: &Article,
    marked: &[Marked],
    setting: &Setting,
) -> Resolved {
    let text = article.text.as_str();
    let mut resolver = Resolver {
        gazetteer,
        level: words.list("level"),
        place_head: words.list("place_head"),
        firm: words.list("body_own_head"),
        form: words.list("company_form"),
        scheme: (words.list("program_short"), words.list("program_canonical")),
        national: words.list("national_body"),
        country: words.list("country"),
        league: words.list("body_league"),
        bare: [words.list("natural_head"), words.list("venue_head"), words.list("landmark_head")],
        text,
        setting,
        last: [None; 6],
        last_body: None,
        hint: None,
        index: BTreeMap::new(),
        resolved: Resolved::default(),
    };
    // Short names last, when the full ones are known.
    let short = |it: &(&Marked, &Chunk)| it.1.rule == SHORT_NAME;
    let chunks = || marked.iter().flat_map(|it| it.chunks.iter().map(move |chunk| (it, chunk)));
    for (sentence, chunk) in chunks().filter(|it| !short(it)).chain(chunks().filter(short)) {
        let tokens = inside(&sentence.tokens, &chunk.span);
        let entity = match chunk.class {
            // A village of a list may be called as a county far away is.
            Class::Place if chunk.rule == LISTED_PLACE && tokens.iter().all(|it| resolver.is_brand(it)) => {
                resolver.settlement(&text[chunk.span.clone()], None)
            }
            Class::Place => resolver.place(tokens),
            Class::Organization => match resolver.body(tokens, &chunk.span) {
                Some(entity) => entity,
                None => continue,
            },
            class => {
                let id = resolver.plain(class, &text[chunk.span.clone()]);
                if class == Class::Project {
                    resolver.sited(id, tokens);
                }
                id
            }
        };
        let mention = Mention { span: chunk.span.clone(), entity, class: chunk.class, rule: chunk.rule.to_owned() };
        resolver.resolved.mentions.push(mention);
    }
    resolver.resolved.mentions.sort_by_key(|it| it.span.start);
    resolver.resolved
}

impl Resolver<'_> {
    /// Returns the entity of that class and name, made if it is new.
    fn entity(&mut self, class: Class, name: &str) -> EntityId {
        if let Some(&id) = self.index.get(&(class, name.to_owned())) {
            return id;
        }
        let id = self.resolved.entities.len();
        self.index.insert((class, name.to_owned()), id);
        self.resolved.entities.push(Entity {
            class,
            name: name.to_owned(),
            aliases: std::collections::BTreeSet::new(),
            code: None,
            anchor: self.setting.home.clone(),
            candidates: Vec::new(),
            parent: None,
        });
        id
    }

    fn alias(&mut self, id: EntityId, name: &str) {
        let entity = &mut self.resolved.entities[id];
        if entity.name != name {
            entity.aliases.insert(name.to_owned());
        }
    }

    /// A person, programme, project, document or event: the name is what is printed.
    fn plain(&mut self, class: Class, printed: &str) -> EntityId {
        let name: String = if class == Class::Person { printed.replace(' ', "") } else { printed.to_owned() };
        let scheme = self.scheme.0.has(&name).then(|| {
            let first: String = name.chars().take(2).collect();
            self.scheme.1.sorted().into_iter().find(|it| it.starts_with(&first)).map(str::to_owned)
        });
        if let Some(Some(scheme)) = scheme.filter(|_| class == Class::Program) {
            let id = self.entity(class, &scheme);
            self.alias(id, &name);
            return id;
        }
        let id = match class {
            Class::Event => self.event(&name),
            _ => self.shortened(class, &name).unwrap_or_else(|| self.entity(class, &name)),
        };
        self.alias(id, &name);
        let bare: String = name.chars().filter(|it| !matches!(it, '\u{201c}' | '\u{201d}')).collect();
        self.alias(id, &bare);
        id
    }

    /// Returns the work named before of which this name is the beginning and the end: a short form.
    fn shortened(&self, class: Class, name: &str) -> Option<EntityId> {
        let work = |class| matches!(class, Class::Program | Class::Project);
        if !work(class) || self.index.contains_key(&(class, name.to_owned())) {
            return None;
        }
        let cuts: Vec<usize> = name.char_indices().map(|it| it.0).skip(HEAD).collect();
        let tail = |cut: usize| name[cut..].chars().count() >= TAIL;
        let is_short = |long: &str| {
            long.len() > name.len()
                && cuts.iter().any(|&cut| tail(cut) && long.starts_with(&name[..cut]) && long.ends_with(&name[cut..]))
        };
        self.resolved.entities.iter().position(|it| work(it.class) && is_short(&it.name))
    }

    /// An event: the one named before that this is the end of, or that is the end of this.
    fn event(&mut self, name: &str) -> EntityId {
        let alike = |it: &Entity| {
            let (long, short) =
                if it.name.len() < name.len() { (name, it.name.as_str()) } else { (it.name.as_str(), name) };
            it.class == Class::Event
                && long != short
                && long.ends_with(short)
                && short.chars().count() >= SHORTEST_EVENT
        };
        let mut known = self.resolved.entities.iter().enumerate().filter(|it| alike(it.1)).map(|it| it.0);
        let (Some(id), None, false) =
            (known.next(), known.next(), self.index.contains_key(&(Class::Event, name.to_owned())))
        else {
            return self.entity(Class::Event, name);
        };
        let entity = &mut self.resolved.entities[id];
        if entity.name.len() < name.len() {
            let short = std::mem::replace(&mut entity.name, name.to_owned());
            entity.aliases.insert(short);
        } else {
            entity.aliases.insert(name.to_owned());
        }
        self.index.insert((Class::Event, name.to_owned()), id);
        id
    }

    /// A place, composed of one or more parts: `甲县乙镇丙村`.
    fn place(&mut self, tokens: &[Token]) -> EntityId {
        let mut above: Option<EntityId> = None;
        let mut at = 0;
        let start = tokens.first().map_or(0, |it| it.span.start);
        let mut id = None;
        let mut before = start;
        while at < tokens.len() {
            let token = &tokens[at];
            if let Some(place) = above.filter(|_| self.is_bare_head(tokens, at)) {
                return self.landmark(place, &(before..tokens[tokens.len() - 1].span.end), &(before..token.span.start));
            }
            let printed = &self.text[token.span.clone()];
            // A common word may be the short form of a county far away: 新建某某产业园.
            let word = at == 0 && tokens.len() > 1 && !is_place(tokens[1].kind) && self.is_brand(token);
            let word = word || at + 1 < tokens.len() && above.is_some_and(|it| self.lies_elsewhere(printed, it));
            let (part, next) = match token.kind {
                // A settlement that the gazetteer does not have, before what lies there: 甲村|乙湿地公园.
                _ if self.settled(tokens, at).is_some() => {
                    let next = self.settled(tokens, at).unwrap_or(at) + 1;
                    (self.settlement(&self.text[token.span.start..tokens[next - 1].span.end], above), next)
                }
                Kind::Division if at + 1 < tokens.len() && self.is_village(printed, &tokens[at + 1]) => {
                    (self.settlement(&self.text[token.span.start..tokens[at + 1].span.end], above), at + 2)
                }
                Kind::Division
                    if at + 1 < tokens.len()
                        && self.gazetteer.is_unlisted(printed, &self.text[tokens[at + 1].span.clone()]) =>
                {
                    (self.settlement(&self.text[token.span.start..tokens[at + 1].span.end], above), at + 2)
                }
                Kind::Division if word => {
                    let span = token.span.start..tokens[tokens.len() - 1].span.end;
                    (self.settlement(&self.text[span], above), tokens.len())
                }
                Kind::Division => (self.division(printed, above), at + 1),
                Kind::Town => (self.town(printed, above), at + 1),
                Kind::Place
                    if at + 1 < tokens.len() && tokens[at + 1].kind != Kind::Place && !self.is_part(tokens, at) =>
                {
                    let span = token.span.start..tokens[tokens.len() - 1].span.end;
                    (self.settlement(&self.text[span], above), tokens.len())
                }
                Kind::Place => (self.settlement(printed, above), at + 1),
                _ => {
                    // A group of households is called after its village: 甲村3组.
                    let rest = &self.text[token.span.start..tokens[tokens.len() - 1].span.end];
                    let number = |it: char| it.is_ascii_digit() || begins_chinese(it);
                    let group = before < token.span.start
                        && rest.starts_with(number)
                        && rest.trim_start_matches(number).strip_suffix(GROUPS) == Some("");
                    let from = if group { before } else { token.span.start };
                    let span = from..tokens[tokens.len() - 1].span.end;
                    (self.settlement(&self.text[span], above), tokens.len())
                }
            };
            let end = tokens[next - 1].span.end;
            self.alias(part, &self.text[start..end]);
            let division = token.kind == Kind::Division;
            if let Some(above) = above.filter(|&it| !division || self.may_lie_in(part, it)) {
                self.resolved.composed.push((part, above, start..end));
                self.resolved.entities[part].parent.get_or_insert(above);
            }
            above = Some(part);
            id = Some(part);
            before = token.span.start;
            at = next;
        }
        id.unwrap_or_else(|| self.plain(Class::Place, &self.text[start..tokens.last().map_or(start, |it| it.span.end)]))
    }

    /// Tells whether the short name of a county and the token behind it name a village.
    fn is_village(&self, short: &str, next: &Token) -> bool {
        &self.text[next.span.clone()] == VILLAGE && self.level.suffix(short).is_none()
    }

    /// Tells whether the short name of a county stands behind a place that it does not lie in: 甲镇乙坡村 is no part of a
    /// county far away.
    fn lies_elsewhere(&self, printed: &str, above: EntityId) -> bool {
        let above = &self.resolved.entities[above];
        let code = above.code.as_deref().filter(|it| it.len() == DIVISION);
        let may_hold = |it: &Division| code.is_some_and(|above| it.code == above || lies_in(&it.code, above));
        let mut divisions = self.gazetteer.divisions(printed).peekable();
        let settled = ["\u{9547}", "\u{4e61}", VILLAGE, "\u{8857}\u{9053}"].iter().any(|it| above.name.ends_with(it));
        divisions.peek().is_some()
            && divisions.all(|it| it.name != printed && !may_hold(it))
            && (code.is_some() || settled)
    }

    /// Gives a project its place where its name begins with several: `甲县乙镇丙村“丁园”`.
    fn sited(&mut self, project: EntityId, tokens: &[Token]) {
        let (mut chain, mut parts) = (0, 0);
        while let Some(token) = tokens.get(chain) {
            let spelt = self.settled(tokens, chain).filter(|_| chain > 0);
            match spelt {
                Some(last) => chain = last + 1,
                None if is_place(token.kind) => chain += 1,
                None => break,
            }
            parts += 1;
        }
        if parts > 1 && chain < tokens.len() {
            let place = self.place(&tokens[..chain]);
            self.resolved.seat.insert(project, place);
        }
    }

    /// Returns the token that ends a settlement which the tokens from `at` on spell out before another place.
    fn settled(&self, tokens: &[Token], at: usize) -> Option<usize> {
        const LONGEST: usize = 4;
        const REST: usize = 2;
        let count = |from: usize, to: usize| self.text[from..to].chars().count();
        let (start, end) = (tokens[at].span.start, tokens.last()?.span.end);
        (at..tokens.len() - 1).find(|&it| {
            let (word, named) = (&self.text[tokens[it].span.clone()], &self.text[start..tokens[it].span.end]);
            let kind = SETTLED.iter().find(|kind| if it == at { word.ends_with(**kind) } else { word == **kind });
            let stem = kind.and_then(|it| named.strip_suffix(it)).map_or(0, |it| it.chars().count());
            (2..=LONGEST).contains(&stem)
                && !(it == at && is_place(tokens[it].kind))
                && count(tokens[it].span.end, end) >= REST
                && !self.text[tokens[it + 1].span.clone()].starts_with(|it: char| it.is_ascii_digit())
        })
    }

    /// Tells whether the codes of two places allow that one lies in the other.
    fn may_lie_in(&self, place: EntityId, above: EntityId) -> bool {
        match (&self.resolved.entities[place].code, &self.resolved.entities[above].code) {
            (Some(code), Some(above)) => code == above || lies_in(code, above),
            (None, Some(above)) => {
                let candidates = &self.resolved.entities[place].candidates;
                candidates.is_empty() || candidates.iter().any(|it| lies_in(it, above))
            }
            _ => true,
        }
    }

    /// Tells whether a token is the short form of a county that the article does not otherwise speak of.
    fn is_brand(&self, token: &Token) -> bool {
        let printed = &self.text[token.span.clone()];
        let mut divisions = self.gazetteer.divisions(printed).filter(|it| it.last == u16::MAX).peekable();
        let spoken = |it: &Division| {
            let forms = autonomous(it);
            let printed = |form: &String| self.text.contains(form.as_str());
            self.setting.home.as_ref() == Some(&it.code) || printed(&it.name) || forms.iter().any(printed)
        };
        token.kind == Kind::Division
            && divisions.peek().is_some()
            && divisions.all(|it| it.level == 3 && it.short == printed && !spoken(it))
    }

    /// Tells whether what is left of a name is a head alone, which names nothing without the place before it.
    fn is_bare_head(&self, tokens: &[Token], at: usize) -> bool {
        let rest = &self.text[tokens[at].span.start..tokens[tokens.len() - 1].span.end];
        !matches!(tokens[at].kind, Kind::Division | Kind::Town) && self.bare.iter().any(|it| it.has(rest))
    }

    /// A landmark named for a division, `甲县水库`: it lies there where the division is named in full.
    fn landmark(&mut self, place: EntityId, whole: &Span, division: &Span) -> EntityId {
        let printed = &self.text[whole.clone()];
        let id = self.entity(Class::Place, printed);
        if self.resolved.entities[place].name == self.text[division.clone()] {
            self.resolved.composed.push((id, place, whole.clone()));
            self.resolved.entities[id].parent.get_or_insert(place);
        }
        id
    }

    /// Tells whether a known place inside a longer name is a part of its own: a village, not a town in short.
    fn is_part(&self, tokens: &[Token], at: usize) -> bool {
        self.place_head.suffix(&self.text[tokens[at].span.clone()]).is_some()
    }

    /// A division, by the place before it, the places named in the article, and its home.
    fn division(&mut self, printed: &str, above: Option<EntityId>) -> EntityId {
        let above_code = above.and_then(|it| self.resolved.entities[it].code.clone());
        let mut candidates: Vec<&Division> = self.gazetteer.divisions(printed).collect();
        if candidates.is_empty() {
            // The short form of an autonomous county or prefecture with its level behind it.
            let near = self.setting.home.iter().chain(&self.setting.named).filter_map(|it| self.gazetteer.division(it));
            candidates = near.filter(|it| autonomous(it).iter().any(|it| it == printed)).take(1).collect();
            let stem: String = printed.chars().take(printed.chars().count().saturating_sub(1)).collect();
            if candidates.is_empty() {
                candidates = self.gazetteer.divisions(&stem).collect();
            }
        }
        if let Some(hint) = self.hint.as_deref()
            && candidates.iter().any(|it| it.name.ends_with(hint))
        {
            candidates.retain(|it| it.name.ends_with(hint));
        }
        let current = candidates.iter().any(|it| it.last == u16::MAX);
        candidates.retain(|it| it.last == u16::MAX || !current);
        let context: Vec<&String> = above_code.iter().chain(&self.setting.home).chain(&self.setting.named).collect();
        let chosen = match candidates.as_slice() {
            [only] => Some(*only),
            several => context.iter().find_map(|code| {
                several
                    .iter()
                    .copied()
                    .find(|it| &&it.code == code || lies_in(&it.code, code) || lies_in(code, &it.code))
            }),
        };
        let (name, code) = match chosen {
            Some(it) => (it.name.clone(), Some(it.code.clone())),
            None => (candidates.first().map_or(printed.to_owned(), |it| it.name.clone()), None),
        };
        let id = self.entity(Class::Place, &name);
        self.alias(id, printed);
        match code {
            Some(code) => {
                let level = self.gazetteer.division(&code).map_or(0, |it| it.level);
                self.last[usize::from(level)] = Some(id);
                if level < 3 {
                    self.last[3] = self.last[3]
                        .filter(|it| self.resolved.entities[*it].code.as_deref().is_some_and(|it| lies_in(it, &code)));
                }
                self.resolved.entities[id].code = Some(code);
            }
            None => self.resolved.entities[id].candidates = candidates.iter().map(|it| it.code.clone()).collect(),
        }
        id
    }

    /// A town of the gazetteer, in the county before it, last named or home.
    fn town(&mut self, printed: &str, above: Option<EntityId>) -> EntityId {
        let id = self.entity(Class::Place, printed);
        let named = above.or(self.last[3]).and_then(|it| self.resolved.entities[it].code.clone());
        let holders = self.gazetteer.counties_with_town(printed);
        let county = named
            .iter()
            .chain(&self.setting.home)
            .chain(&self.setting.named)
            .find(|it| {
                let short = |it: &County| it.short_towns.contains_key(printed);
                holders.contains(it) || self.gazetteer.county(it).is_some_and(short)
            })
            .cloned()
            .or_else(|| if let [only] = holders.as_slice() { Some(only.clone()) } else { None });
        match county.as_deref().and_then(|it| self.gazetteer.county(it)?.town(printed)) {
            Some(code) => self.resolved.entities[id].code = Some(code.clone()),
            None if self.resolved.entities[id].code.is_none() => self.resolved.entities[id].candidates = holders,
            None => {}
        }
        self.last[4] = Some(id);
        self.last[5] = None;
        id
    }

    /// A village, community, park or other place that is no division or town, or a town in short.
    fn settlement(&mut self, printed: &str, above: Option<EntityId>) -> EntityId {
        if self.country.has(printed) {
            let id = self.entity(Class::Place, printed);
            self.resolved.entities[id].anchor = None;
            return id;
        }
        let above = above.or(self.last[4]).or(self.last[3]);
        let above_code = above.and_then(|it| self.resolved.entities[it].code.clone());
        for kind in ["\u{9547}", "\u{4e61}", "\u{8857}\u{9053}"] {
            let town = format!("{printed}{kind}");
            if town_short(&town) == Some(printed) && self.county_has_town(&town) {
                let id = self.town(&town, None);
                self.alias(id, printed);
                return id;
            }
        }
        if let Some((town, code)) = self.misprinted(printed) {
            let id = self.entity(Class::Place, printed);
            self.alias(id, &town);
            self.resolved.entities[id].code = Some(code);
            self.last[4] = Some(id);
            self.last[5] = None;
            return id;
        }
        let mut name = printed.replace(NATURAL, VILLAGE).replace(ADMINISTRATIVE, VILLAGE);
        if name.chars().count() < 2 {
            name = printed.to_owned();
        }
        let id = self.entity(Class::Place, &name);
        self.alias(id, printed);
        if let Some(stem) = VILLAGES.iter().find_map(|it| name.strip_suffix(it)) {
            self.last[5] = Some(id);
            if self.resolved.entities[id].code.is_none() {
                let county = above_code.as_deref().and_then(|it| it.get(..6)).map(str::to_owned);
                let county = county.or_else(|| self.setting.home.clone());
                let codes = county.as_deref().and_then(|it| self.gazetteer.county(it)?.villages.get(stem)).cloned();
                let mut codes = codes.unwrap_or_default();
                if let Some(above) = above_code.as_deref().filter(|it| it.len() > 6) {
                    codes.retain(|it| it.starts_with(above));
                }
                match codes.as_slice() {
                    [only] => self.resolved.entities[id].code = Some(only.clone()),
                    _ => self.resolved.entities[id].candidates = codes,
                }
            }
        }
        id
    }

    /// Returns the one town of the county that is printed with another first character, and its code.
    fn misprinted(&self, printed: &str) -> Option<(String, String)> {
        let first = printed.chars().next()?.len_utf8();
        let rest = &printed[first..];
        if town_short(printed).is_none() || rest.chars().count() < 3 || self.gazetteer.is_town(printed) {
            return None;
        }
        let counties = self.setting.home.iter().chain(&self.setting.named).filter(|it| !it.ends_with("00"));
        let towns = counties.take(4).filter_map(|it| self.gazetteer.county(it)).flat_map(|it| it.towns.iter());
        let mut towns = towns.filter(|it| it.0.len() == printed.len() && it.0.ends_with(rest));
        let (town, code) = towns.next()?;
        towns.all(|it| it.0 == town).then(|| (town.clone(), code.clone()))
    }

    fn county_has_town(&self, town: &str) -> bool {
        let counties = self.setting.home.iter().chain(&self.setting.named).filter(|it| !it.ends_with("00"));
        counties.take(4).any(|it| self.gazetteer.county(it).is_some_and(|it| it.towns.contains_key(town)))
    }
}
