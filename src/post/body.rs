//! The bodies that offices are held in: of a place, of another body, and those that only the office names.
use super::Finder;
use super::office::{
    COMMITTEE, COMMUNITY, COMPANY, ENTERPRISE, GOVERNMENT, HEAD, MEMBER, Office, PARTY, PARTY_SIGN, SCHOOL, SECRETARY,
    VILLAGE,
};
use crate::entity::{Class, EntityId, Mention};
use crate::scene::{Line, named};
use crate::statement::Fact;

/// The rule of a body that an office tells of.
const IMPLIED: &str = "body.office";

/// The congress and the conference.
const ASSEMBLIES: [&str; 2] = ["\u{4eba}\u{5927}", "\u{653f}\u{534f}"];

/// What ends the name of a place that has no bureaus of its own.
const LOW: [char; 3] = ['\u{9547}', '\u{4e61}', '\u{6751}'];
/// What the names of towns end in.
const TOWNS: [char; 2] = ['\u{9547}', '\u{4e61}'];
const STREET: &str = "\u{8857}\u{9053}";
const TOWN_WORK: &str = "\u{515a}\u{5de5}\u{59d4}";
/// What ends the names of bodies whose head is the head of a town or village: 党委, 政府, 党支部, 村委会, 村民委员会.
const LED: [&str; 5] =
    ["\u{59d4}", "\u{653f}\u{5e9c}", "\u{652f}\u{90e8}", "\u{59d4}\u{4f1a}", "\u{59d4}\u{5458}\u{4f1a}"];

impl Finder<'_, '_> {
    /// Returns the body of a place that is named by its organ alone.
    pub(super) fn body_of_place(&mut self, place: EntityId, organ: &str) -> EntityId {
        let name = self.resolved.entities[place].name.clone();
        let kind = name.chars().next_back().map_or(String::new(), String::from);
        let base = if name.chars().count() == 2 { format!("{name}{kind}") } else { name.clone() };
        let level = self.lists.level.prefix(organ).filter(|it| name.ends_with(it)).map_or("", |it| it);
        let rest = &organ[level.len()..];
        let full = if rest == COMMITTEE {
            format!("{base}{COMMITTEE}")
        } else if self.lists.department.has(rest) && level.is_empty() {
            format!("{base}{COMMITTEE}{rest}")
        } else {
            format!("{name}{rest}")
        };
        let anchor = self.resolved.entities[place].code.clone();
        let id = self.resolved.make(Class::Organization, &full, anchor.as_deref());
        self.resolved.seat.entry(id).or_insert(place);
        id
    }

    /// Returns the organ of a body: the 党委 of a firm.
    pub(super) fn under(&mut self, body: EntityId, organ: &str) -> EntityId {
        let name = self.resolved.entities[body].name.clone();
        if name.ends_with(organ) {
            return body;
        }
        let anchor = self.resolved.entities[body].anchor.clone();
        let id = self.resolved.make(Class::Organization, &format!("{name}{organ}"), anchor.as_deref());
        if let Some(seat) = self.resolved.seat.get(&body).copied() {
            self.resolved.seat.entry(id).or_insert(seat);
        }
        id
    }

    /// Returns the body whose party organ this is, for an office that is not the party's: 党委书记、董事长.
    pub(super) fn without_organ(&mut self, body: EntityId, title: &str) -> EntityId {
        if title.ends_with(SECRETARY) || title.ends_with(MEMBER) {
            return body;
        }
        let name = self.resolved.entities[body].name.clone();
        let Some(base) = [PARTY, "\u{515a}\u{7ec4}", "\u{515a}\u{652f}\u{90e8}", "\u{56e2}\u{59d4}"]
            .iter()
            .find_map(|it| name.strip_suffix(it))
        else {
            return body;
        };
        let anchor = self.resolved.entities[body].anchor.clone();
        self.resolved.make(Class::Organization, base, anchor.as_deref())
    }

    /// Returns the medium that a by-line begins with.
    pub(super) fn medium(&self, line: &Line, start: usize) -> Option<EntityId> {
        let byline = self.scene.bylines.iter().any(|it| it.span == line.span);
        let bodies = line.units.iter().take_while(|it| it.span.end <= start).filter_map(|it| named(self.resolved, it));
        bodies.filter(|it| byline && it.1 == Class::Organization).map(|it| it.0).next()
    }

    /// Tells whether a body is a congress or conference of a place.
    pub(super) fn is_assembly(&self, body: EntityId) -> bool {
        let name = &self.resolved.entities[body].name;
        ASSEMBLIES.iter().any(|it| name.ends_with(it))
    }

    /// Tells whether a body is a committee, government, congress or conference of a place.
    pub(super) fn is_committee(&self, body: EntityId) -> bool {
        let name = &self.resolved.entities[body].name;
        let organ = [COMMITTEE, GOVERNMENT].iter().any(|it| name.ends_with(it)) && !name.ends_with(PARTY);
        organ || self.is_assembly(body)
    }

    /// Returns the place of the office that the sentence named before, if it was no head of a town or village: heads
    /// of towns are named among those of the county's bureaus.
    pub(super) fn place_beside(&self, line: &Line) -> Option<EntityId> {
        let beside = self.statements.last().filter(|it| it.sentence == line.span);
        let Some(Fact::Post(post)) = beside.map(|it| &it.fact) else { return None };
        let low = |it: &EntityId| self.resolved.entities[*it].name.ends_with(LOW);
        let heads =
            post.organization.is_none_or(|it| LED.iter().any(|led| self.resolved.entities[it].name.ends_with(led)));
        post.place.filter(|it| !low(it) || !heads)
    }

    /// Returns the firm or body last named whose name ends in the noun, or any firm for no noun.
    pub(super) fn last_body(&self, start: usize, noun: &str) -> Option<EntityId> {
        let fits = |id: EntityId| {
            let name = self.resolved.entities[id].name.as_str();
            let government = self.resolved.seat.contains_key(&id) && !name.contains(COMPANY);
            let firm = || self.lists.firm.suffix(name).is_some() && !self.lists.national.has(name);
            if noun.is_empty() {
                !government
            } else {
                name.ends_with(noun) || matches!(noun, COMPANY | ENTERPRISE) && firm()
            }
        };
        self.mentions_before(start).take(40).find(|it| it.1 == Class::Organization && fits(it.0)).map(|it| it.0)
    }

    /// Returns the body last named that somebody of this title is the head of: a 校长 of a school, a 行长 of a bank.
    pub(super) fn led_body(&self, title: &str, start: usize) -> Option<EntityId> {
        const NEAR: usize = 8;
        let kind = self.bare(title);
        let kind = kind.strip_suffix(HEAD).filter(|it| !it.is_empty())?;
        let school = kind == SCHOOL;
        let fits = |id: EntityId| {
            let name = self.resolved.entities[id].name.as_str();
            name.ends_with(kind) || school && self.lists.school.suffix(name).is_some()
        };
        let mut named = self.mentions_before(start).take(NEAR).filter(|it| it.1 == Class::Organization && fits(it.0));
        named.next().map(|it| it.0)
    }

    /// Returns the firm, school or other body without a level to which a bare party organ belongs.
    pub(super) fn last_company(&self, start: usize, organ: &str) -> Option<EntityId> {
        let party = organ.starts_with(PARTY_SIGN);
        if party { self.last_body(start, "") } else { None }
    }

    pub(super) fn last_place(&self, start: usize, noun: &str) -> Option<EntityId> {
        let fits = |id: EntityId| self.resolved.entities[id].name.ends_with(noun);
        self.mentions_before(start).find(|it| it.1 == Class::Place && fits(it.0)).map(|it| it.0)
    }

    /// Returns the town or village last named to which a party organ belongs: a 党委 is a town's, a 党支部 a village's.
    pub(super) fn place_of_party(&self, start: usize, organ: &str) -> Option<EntityId> {
        const NEAR: usize = 6;
        let town = [PARTY, TOWN_WORK].contains(&organ);
        let fits = |it: EntityId| {
            let name = &self.resolved.entities[it].name;
            if town {
                name.ends_with(TOWNS) || name.ends_with(STREET)
            } else {
                name.ends_with(VILLAGE) || name.ends_with(COMMUNITY)
            }
        };
        self.mentions_before(start).take(NEAR).find(|it| it.1 == Class::Place && fits(it.0)).map(|it| it.0)
    }

    /// Takes the word that points off an office's words, and gives it the place or body named before that it points
    /// to: 该镇党委, 该局. Returns whether there is one.
    pub(super) fn point(&self, office: &mut Office) -> bool {
        let pointed = self.lists.pointer.prefix(&office.words).map_or(0, str::len);
        if pointed == 0 {
            return true;
        }
        office.words.drain(..pointed);
        let Some(level) = office.words.chars().next().map(char::len_utf8) else { return false };
        if let Some(place) = self.last_place(office.span.start, &office.words[..level]) {
            office.place = Some(place);
            office.words.drain(..level);
        } else if let Some(body) = self.last_body(office.span.start, &office.words) {
            office.body = Some(body);
            office.words.clear();
        } else {
            return false;
        }
        true
    }

    /// Names the body of an office where its words do, and nothing else found them: 甲市委常委、统战部部长.
    pub(super) fn imply(&mut self, office: &Office) {
        let (Some(body), Some(span)) = (office.body, &office.printed) else { return };
        let printed = self.scene.text(span);
        let known = self.resolved.implied.iter().any(|it| it.span.end == span.end);
        let own = self.is_body(printed) && !self.lists.body_noun.has(printed);
        // 统战部长 is one word in two.
        let apart = self.scene.article.text[span.end..].starts_with(office.title.as_str());
        if printed == office.words && own && apart && printed.chars().count() > 1 && !known {
            // The body that it is part of is named right before it: 甲市委组织部|人才三科.
            let of = |it: &&Mention| it.class == Class::Organization && it.span.end == span.start;
            let whole = self.resolved.mentions.iter().find(of);
            let whole = whole.filter(|it| {
                self.resolved.entities[body].name.starts_with(self.resolved.entities[it.entity].name.as_str())
            });
            let span = whole.map_or(span.start, |it| it.span.start)..span.end;
            let mention = Mention { span, entity: body, class: Class::Organization, rule: IMPLIED.to_owned() };
            self.resolved.implied.push(mention);
        }
    }
}
