//! The resolution of bodies: by the places in their names, by the level that stands for a place, by a short name.
use super::{CITY, COMMITTEE, COUNTY, PROVINCE, Resolver, VILLAGES};
use crate::entity::{Class, Entity, EntityId};
use crate::segment::{Kind, Token, is_place};
use crate::text::Span;

/// The marks that end a clause, and so a list of offices.
const CLAUSE_MARKS: [char; 8] = ['\u{ff0c}', ',', '\u{3002}', '\u{ff1b}', ';', '\u{ff1a}', '\u{201d}', '\n'];
/// A township of Mongols.
const SUM: &str = "\u{82cf}\u{6728}";
/// The party, in short and in full.
const PARTY: [&str; 2] = ["\u{4e2d}\u{5171}", "\u{4e2d}\u{56fd}\u{5171}\u{4ea7}\u{515a}"];
/// The most characters between two offices of a list.
const IN_LIST: usize = 24;

impl Resolver<'_> {
    /// A body: its places resolved, its level replaced by the place that it stands for.
    ///
    /// None where the name is that of a class: a village's party branch where no village is spoken of.
    pub(super) fn body(&mut self, tokens: &[Token], span: &Span) -> Option<EntityId> {
        let printed = &self.text[span.clone()];
        if let Some(id) = self.firm_in_full(printed) {
            self.alias(id, printed);
            self.last_body = Some((id, span.end));
            return Some(id);
        }
        // The committees of the league and of the other parties are called after them, those of the party are not.
        let league = tokens.first().map(|it| &self.text[it.span.clone()]).filter(|it| self.league.has(it));
        let league = league.filter(|_| tokens.get(1).is_some_and(|it| is_place(it.kind)));
        let tokens = &tokens[usize::from(league.is_some())..];
        let league = league.filter(|it| !PARTY.contains(it)).unwrap_or_default();
        let mut chain = tokens.iter().take_while(|it| is_place(it.kind)).count();
        if chain == tokens.len() && chain > 0 {
            chain -= 1;
        }
        // A firm may be called as a county far away is: 甲省乙集团.
        if self.firm.suffix(printed).is_some() && chain > 0 && self.is_brand(&tokens[chain - 1]) {
            chain -= 1;
        }
        // A settlement that the tokens spell out: 甲镇乙村党支部.
        let village = (chain..tokens.len()).find(|&it| {
            let word = &self.text[tokens[it].span.clone()];
            it > 0 && VILLAGES.contains(&word) && it + 1 < tokens.len()
        });
        let chain = village.map_or(chain, |it| it + 1);
        let rest_start = tokens.get(chain).map_or(span.start, |it| it.span.start);
        let rest = &self.text[rest_start..span.end];
        let (name, seat) = if chain > 0 {
            self.hint = self.level.prefix(rest).map(str::to_owned);
            let place = match tokens[chain - 1].kind {
                Kind::Division
                    if self.hint.as_ref().is_some_and(|it| {
                        self.gazetteer.is_unlisted(&self.text[tokens[chain - 1].span.clone()], it)
                    }) =>
                {
                    let hint = self.hint.as_deref().unwrap_or_default();
                    let name = format!("{}{hint}", &self.text[tokens[chain - 1].span.clone()]);
                    self.settlement(&name, None)
                }
                _ => self.place(&tokens[..chain]),
            };
            self.hint = None;
            let last = tokens[..chain].last().map_or("", |it| &self.text[it.span.clone()]);
            // A firm is called by all places that its name begins with, where they are printed in short: 甲乙丙公司.
            let first = &self.text[tokens[0].span.clone()];
            let short = self.form.suffix(printed).is_some() && self.level.suffix(first).is_none();
            let base = match village {
                Some(_) => self.resolved.entities[place].name.clone(),
                None if short => self.text[tokens[0].span.start..rest_start].to_owned(),
                None => last.to_owned(),
            };
            let short_county = rest == COMMITTEE && base.ends_with(COUNTY) && base.chars().count() == 2;
            let joint = if short_county { COUNTY } else { "" };
            (format!("{league}{base}{joint}{rest}"), Some(place))
        } else {
            let low = VILLAGES.iter().chain(&["\u{9547}", "\u{4e61}", SUM]).any(|it| printed.starts_with(it));
            match self.by_level(printed, span.start) {
                (_, None) if low => return None,
                found => found,
            }
        };
        // Once named with the places above it, a firm is the same without: 甲乙公司, 乙公司.
        let without = &self.text[tokens.get(chain.saturating_sub(1)).map_or(span.start, |it| it.span.start)..span.end];
        let same =
            self.form.suffix(printed).and_then(|_| self.index.get(&(Class::Organization, without.to_owned())).copied());
        let id = same.unwrap_or_else(|| self.entity(Class::Organization, &name));
        if chain > 1 && self.form.suffix(printed).is_some() {
            self.index.entry((Class::Organization, without.to_owned())).or_insert(id);
        }
        self.alias(id, printed);
        if self.national.has(&name) {
            self.resolved.entities[id].anchor = None;
        }
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

    /// Returns the firm that the article names in full, of its short name.
    fn firm_in_full(&self, short: &str) -> Option<EntityId> {
        let full = self.setting.firms.get(short)?;
        let named = |it: &Entity| it.class == Class::Organization && (it.name == *full || it.aliases.contains(full));
        self.resolved.entities.iter().position(named)
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
            Some(it)
                if it.name.contains("\u{81ea}\u{6cbb}")
                    && level != "\u{81ea}\u{6cbb}\u{533a}"
                    && !it.short.is_empty() =>
            {
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
            "\u{9547}" | "\u{4e61}" | "\u{8857}\u{9053}" | SUM => return self.last[4],
            _ if VILLAGES.contains(&level) => return self.last[5],
            _ => return None,
        };
        if let Some((body, end)) = self.last_body {
            let seat = self.resolved.seat.get(&body).copied();
            // In one list of offices: 甲县委副书记、县长、县委书记.
            let between = self.text.get(end..start);
            let joined = between.is_some_and(|it| !it.contains(CLAUSE_MARKS) && it.chars().count() <= IN_LIST);
            let seat = seat.filter(|it| joined && self.resolved.entities[*it].name.ends_with(level));
            if seat.is_some() {
                return seat;
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
