//! Resolution: from mentions to entities, with canonical names, codes and the places that names are made of.
use std::collections::BTreeMap;

use crate::article::Article;
use crate::entity::{Class, Entity, EntityId, Mention};
use crate::gazetteer::{Division, Gazetteer};
use crate::mention::{Marked, Setting, lies_in, town_short};
use crate::segment::{Kind, Token};
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
}

impl Resolved {
    /// Returns the entity of that class and name or alias, made if the article did not name it.
    pub fn make(&mut self, class: Class, name: &str, anchor: Option<&str>) -> EntityId {
        let known = self.entities.iter().position(|it| it.class == class && (it.name == name || it.aliases.contains(name)));
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
    text: &'k str,
    setting: &'k Setting,
    /// The last place named of each level: 2 prefecture, 3 county, 4 town, 5 village.
    last: [Option<EntityId>; 6],
    /// The last body named, and where its name ended.
    last_body: Option<(EntityId, usize)>,
    index: BTreeMap<(Class, String), EntityId>,
    resolved: Resolved,
}

const COUNTY: &str = "\u{53bf}";
const CITY: &str = "\u{5e02}";
const PROVINCE: &str = "\u{7701}";
const VILLAGE: &str = "\u{6751}";
const COMMITTEE: &str = "\u{59d4}";
const NATURAL: &str = "\u{81ea}\u{7136}";
const ADMINISTRATIVE: &str = "\u{884c}\u{653f}";

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
        text,
        setting,
        last: [None; 6],
        last_body: None,
        index: BTreeMap::new(),
        resolved: Resolved::default(),
    };
    for sentence in marked {
        for chunk in &sentence.chunks {
            let tokens = inside(&sentence.tokens, &chunk.span);
            let entity = match chunk.class {
                Class::Place => resolver.place(tokens),
                Class::Organization => match resolver.body(tokens, &chunk.span) {
                    Some(entity) => entity,
                    None => continue,
                },
                _ => resolver.plain(chunk.class, &text[chunk.span.clone()]),
            };
            let mention =
                Mention { span: chunk.span.clone(), entity, class: chunk.class, rule: chunk.rule.to_owned() };
            resolver.resolved.mentions.push(mention);
        }
    }
    for author in &article.authors {
        let entity = resolver.plain(Class::Person, &text[author.clone()]);
        let known = |it: &Mention| it.span.start < author.end && author.start < it.span.end;
        resolver.resolved.mentions.retain(|it| !known(it));
        let mention =
            Mention { span: author.clone(), entity, class: Class::Person, rule: "person.byline".to_owned() };
        resolver.resolved.mentions.push(mention);
    }
    resolver.resolved.mentions.sort_by_key(|it| it.span.start);
    resolver.resolved
}

/// Returns the tokens that lie in a span.
pub fn inside<'t>(tokens: &'t [Token], span: &Span) -> &'t [Token] {
    let start = tokens.partition_point(|it| it.span.start < span.start);
    let end = tokens.partition_point(|it| it.span.end <= span.end);
    &tokens[start..end.max(start)]
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
        let id = self.entity(class, &name);
        let bare: String = name.chars().filter(|it| !matches!(it, '\u{201c}' | '\u{201d}')).collect();
        self.alias(id, &bare);
        id
    }

    /// A place, composed of one or more parts: `甲县乙镇丙村`.
    fn place(&mut self, tokens: &[Token]) -> EntityId {
        let mut above: Option<EntityId> = None;
        let mut at = 0;
        let start = tokens.first().map_or(0, |it| it.span.start);
        let mut id = None;
        while at < tokens.len() {
            let token = &tokens[at];
            let printed = &self.text[token.span.clone()];
            let (part, next) = match token.kind {
                Kind::Division => (self.division(printed, above), at + 1),
                Kind::Town => (self.town(printed, above), at + 1),
                Kind::Place if at + 1 < tokens.len() && tokens[at + 1].kind != Kind::Place && !self.is_part(tokens, at) => {
                    let span = token.span.start..tokens[tokens.len() - 1].span.end;
                    (self.settlement(&self.text[span], above), tokens.len())
                }
                Kind::Place => (self.settlement(printed, above), at + 1),
                _ => {
                    let span = token.span.start..tokens[tokens.len() - 1].span.end;
                    (self.settlement(&self.text[span], above), tokens.len())
                }
            };
            let end = tokens[next - 1].span.end;
            self.alias(part, &self.text[start..end]);
            if let Some(above) = above {
                self.resolved.composed.push((part, above, start..end));
                self.resolved.entities[part].parent.get_or_insert(above);
            }
            above = Some(part);
            id = Some(part);
            at = next;
        }
        id.unwrap_or_else(|| self.plain(Class::Place, &self.text[start..tokens.last().map_or(start, |it| it.span.end)]))
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
            let stem: String = printed.chars().take(printed.chars().count().saturating_sub(1)).collect();
            candidates = self.gazetteer.divisions(&stem).collect();
        }
        let current = candidates.iter().any(|it| it.last == u16::MAX);
        candidates.retain(|it| it.last == u16::MAX || !current);
        let context: Vec<&String> =
            above_code.iter().chain(&self.setting.home).chain(&self.setting.named).collect();
        let chosen = match candidates.as_slice() {
            [only] => Some(*only),
            several => context.iter().find_map(|code| {
                several.iter().copied().find(|it| &&it.code == code || lies_in(&it.code, code) || lies_in(code, &it.code))
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
                    self.last[3] = self.last[3].filter(|it| {
                        self.resolved.entities[*it].code.as_deref().is_some_and(|it| lies_in(it, &code))
                    });
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
            .find(|it| holders.contains(it))
            .cloned()
            .or_else(|| if let [only] = holders.as_slice() { Some(only.clone()) } else { None });
        match county.as_deref().and_then(|it| self.gazetteer.county(it)?.towns.get(printed)) {
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
        let mut name = printed.replace(NATURAL, "").replace(ADMINISTRATIVE, "");
        if name.chars().count() < 2 {
            name = printed.to_owned();
        }
        let id = self.entity(Class::Place, &name);
        self.alias(id, printed);
        if let Some(stem) = name.strip_suffix(VILLAGE).or_else(|| name.strip_suffix("\u{793e}\u{533a}")) {
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

    fn county_has_town(&self, town: &str) -> bool {
        let counties = self.setting.home.iter().chain(&self.setting.named).filter(|it| !it.ends_with("00"));
        counties.take(4).any(|it| self.gazetteer.county(it).is_some_and(|it| it.towns.contains_key(town)))
    }

    /// A body: its places resolved, its level replaced by the place that it stands for.
    ///
    /// None where the name is that of a class: a village's party branch where no village is spoken of.
    fn body(&mut self, tokens: &[Token], span: &Span) -> Option<EntityId> {
        let printed = &self.text[span.clone()];
        let mut chain = tokens.iter().take_while(|it| is_place(it.kind)).count();
        if chain == tokens.len() && chain > 0 {
            chain -= 1;
        }
        // A settlement that the tokens spell out: 甲镇乙村党支部.
        let village = (chain..tokens.len()).find(|&it| {
            let word = &self.text[tokens[it].span.clone()];
            it > 0 && (word == VILLAGE || word == "\u{793e}\u{533a}") && it + 1 < tokens.len()
        });
        let chain = village.map_or(chain, |it| it + 1);
        let rest_start = tokens.get(chain).map_or(span.start, |it| it.span.start);
        let rest = &self.text[rest_start..span.end];
        let (name, seat) = if chain > 0 {
            let place = self.place(&tokens[..chain]);
            let last = tokens[..chain].last().map_or("", |it| &self.text[it.span.clone()]);
            let base = match village {
                Some(_) => self.resolved.entities[place].name.clone(),
                None => last.to_owned(),
            };
            let short_county = rest == COMMITTEE && base.ends_with(COUNTY) && base.chars().count() == 2;
            let joint = if short_county { COUNTY } else { "" };
            (format!("{base}{joint}{rest}"), Some(place))
        } else {
            let low = [VILLAGE, "\u{9547}", "\u{4e61}", "\u{793e}\u{533a}"].iter().any(|it| printed.starts_with(it));
            match self.by_level(printed, span.start) {
                (_, None) if low => return None,
                found => found,
            }
        };
        let id = self.entity(Class::Organization, &name);
        self.alias(id, printed);
        if let Some(seat) = seat {
            self.resolved.seat.insert(id, seat);
            let code = self.resolved.entities[seat].code.clone();
            if code.is_some() {
                self.resolved.entities[id].anchor = code;
            }
        }
        self.last_body = Some((id, span.end));
        Some(id)
    }

    /// A body named by its level alone, `县委`, `市人社局`: the place that the level stands for here.
    fn by_level(&mut self, printed: &str, start: usize) -> (String, Option<EntityId>) {
        let Some(level) = self.level.prefix(printed) else { return (printed.to_owned(), None) };
        let Some(place) = self.place_of_level(level, start) else { return (printed.to_owned(), None) };
        let rest = &printed[level.len()..];
        let name = self.resolved.entities[place].name.clone();
        let short = rest.starts_with(COMMITTEE) && name.chars().count() == 2 && level == COUNTY;
        let base = if short { format!("{name}{COUNTY}") } else { self.base(place, level, &name) };
        (format!("{base}{rest}"), Some(place))
    }

    /// Returns a division's name as the names of its bodies use it.
    fn base(&self, place: EntityId, level: &str, name: &str) -> String {
        let code = self.resolved.entities[place].code.as_deref();
        let division = code.and_then(|it| self.gazetteer.division(it));
        match division {
            Some(it) if it.name.contains("\u{81ea}\u{6cbb}") && level != "\u{81ea}\u{6cbb}\u{533a}" && !it.short.is_empty() => {
                format!("{}{level}", it.short)
            }
            _ => name.to_owned(),
        }
    }

    /// Returns the place that a level stands for: of the body just named beside it, the home division or
    /// what is above it, else the last place named of that level.
    pub fn place_of_level(&mut self, level: &str, start: usize) -> Option<EntityId> {
        let wanted: u8 = match level {
            PROVINCE | "\u{81ea}\u{6cbb}\u{533a}" => 1,
            CITY | "\u{5dde}" | "\u{76df}" | "\u{5730}\u{533a}" => 2,
            COUNTY | "\u{533a}" | "\u{65d7}" => 3,
            "\u{9547}" | "\u{4e61}" | "\u{8857}\u{9053}" => return self.last[4],
            VILLAGE | "\u{793e}\u{533a}" => return self.last[5],
            _ => return None,
        };
        if let Some((body, end)) = self.last_body {
            let seat = self.resolved.seat.get(&body).copied();
            let joined = start >= end && self.text[end..start].chars().count() <= 1;
            if let Some(seat) = seat.filter(|_| joined) {
                if self.resolved.entities[seat].name.ends_with(level) {
                    return Some(seat);
                }
            }
        }
        let mut code = self.setting.home.clone();
        while let Some(division) = code.as_deref().and_then(|it| self.gazetteer.division(it)) {
            if division.level == wanted || wanted == 2 && division.name.ends_with(level) {
                let (name, code) = (division.name.clone(), division.code.clone());
                let id = self.entity(Class::Place, &name);
                self.resolved.entities[id].code = Some(code);
                return Some(id);
            }
            code = self.gazetteer.parent(&division.code);
        }
        self.last[usize::from(wanted)]
    }
}

fn is_place(kind: Kind) -> bool {
    matches!(kind, Kind::Division | Kind::Town | Kind::Place)
}
