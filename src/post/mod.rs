//! Posts: who holds which office, from the words before a name, behind it, and in a life's list of offices.
mod office;
mod body;
mod career;

use self::office::{
    CENTRE, COMMITTEE, COMMITTEE_HEAD, COMMUNITY, COMPANY, DEPUTY, FIRST, GOVERNMENT, HEAD, LEADER, Lists, OF, Office,
    PARTY, PARTY_SIGN, SECRETARY, VILLAGE,
};
use crate::entity::{Class, EntityId};
use crate::mention::naming::Resolved;
use crate::scene::{Line, Part, Scene, Unit, named};
use crate::segment::Kind;
use crate::statement::{Fact, Post, Statement, UNMEASURED};
use crate::time::period::Period;

/// The most units that a list of posts before a name is followed to the left.
const REACH: usize = 40;
const COMMA: &str = "\u{ff0c}";
/// Marks behind which a clause begins.
const CLAUSES: [&str; 6] = [COMMA, "\u{3002}", "\u{ff1b}", "\u{ff1a}", "\u{201c}", "\u{201d}"];

/// How many statements back the same post of the same sentence may stand.
const RECENT: usize = 40;
/// Who does a job: 护林员.
const WORKER: char = '\u{5458}';
/// How many characters behind a leader's name tell that it is his words that are spoken of.
const SAID: usize = 16;

/// Finds who holds which office.
pub fn find(scene: &Scene<'_>, resolved: &mut Resolved) -> Vec<Statement> {
    let lists = Lists::new(scene.words);
    let mut finder = Finder { scene, lists, resolved, statements: Vec::new(), list: None };
    for (number, line) in scene.lines.iter().enumerate() {
        finder.before_names(line, "post.before");
        finder.behind_names(line);
        finder.careers(line);
        finder.appointments(line);
        finder.own_words(number);
    }
    for line in &scene.bylines {
        finder.before_names(line, "post.byline");
    }
    finder.statements
}

struct Finder<'s, 'a> {
    scene: &'s Scene<'a>,
    lists: Lists<'a>,
    resolved: &'s mut Resolved,
    statements: Vec<Statement>,
    /// A list of appointments goes on from the sentence before: of those who are relieved, or of those appointed.
    list: Option<bool>,
}

impl Finder<'_, '_> {
    /// Offices directly before a name: `县委常委、纪委书记张三`.
    fn before_names(&mut self, line: &Line, rule: &'static str) {
        let mut shared: Option<(Vec<Office>, usize)> = None;
        for at in 0..line.units.len() {
            let Some((person, Class::Person)) = named(self.resolved, &line.units[at]) else { continue };
            let mut offices = self.offices_before(line, at);
            let mut rule = rule;
            if offices.is_empty() {
                // Reporters, deputies and members share the title that stands before the first of them.
                let beside =
                    shared.as_ref().filter(|it| at - it.1 == 1 || at - it.1 == 2 && self.is_gap(line, it.1 + 1));
                if let Some((last, _)) = beside {
                    offices = last.iter().map(Office::copy).collect();
                    rule = "post.shared";
                }
            }
            let end = line.units[at].span.end;
            self.state(line, person, &offices, end, None, rule);
            let last = offices.pop().filter(|it| self.is_shared(&it.title));
            shared = last.map(|it| (vec![it], at));
        }
    }

    /// Tells whether several may hold a title at a time, so that the names behind it share it.
    fn is_shared(&self, title: &str) -> bool {
        self.lists.shared.has(title) || self.lists.shared.suffix(title).is_some() || title.starts_with(DEPUTY)
    }

    fn is_gap(&self, line: &Line, at: usize) -> bool {
        matches!(self.scene.word(&line.units[at]), " " | "\u{3001}")
    }

    /// Reads the offices that end before unit `at`.
    fn offices_before(&mut self, line: &Line, at: usize) -> Vec<Office> {
        let at = self.before_bracket(line, at);
        let mut start = at;
        let mut end = at;
        let mut segments: Vec<(usize, usize)> = Vec::new();
        while start > 0 && at - start < REACH && self.is_title(line, end - 1) {
            start = self.segment_start(line, end);
            segments.push((start, end));
            let joined = start > 0 && self.lists.join.has(self.scene.word(&line.units[start - 1]));
            if start < 2 || !joined && !self.goes_on(line, start - 1) {
                break;
            }
            end = start - 1;
        }
        segments.reverse();
        let offices = segments.iter().filter_map(|&(start, end)| self.office(line, start, end)).collect();
        self.complete(offices, line)
    }

    /// Tells whether a comma stands between two offices of a list: what is before it is nothing but an office that
    /// begins with the name of its body, `甲市委常委、统战部部长，乙协会会长张三`.
    fn goes_on(&self, line: &Line, comma: usize) -> bool {
        if self.scene.word(&line.units[comma]) != COMMA || !self.is_title(line, comma - 1) {
            return false;
        }
        let clause = line.units[..comma].iter().rposition(|it| CLAUSES.contains(&self.scene.word(it)));
        let first = clause.map_or(0, |it| it + 1);
        let person = |it: &Unit| matches!(named(self.resolved, it), Some((_, Class::Person)));
        let verb = |it: &Unit| [self.lists.lead, self.lists.being].iter().any(|list| list.has(self.scene.word(it)));
        let named = |it: &Unit| matches!(named(self.resolved, it), Some((_, Class::Organization | Class::Place)));
        named(&line.units[first]) && !line.units[first..comma].iter().any(|it| person(it) || verb(it))
    }

    /// Steps left over a bracket between an office and the name, `副县长（挂职）张三`.
    fn before_bracket(&self, line: &Line, at: usize) -> usize {
        let word = |it: usize| self.scene.word(&line.units[it]);
        if at > 1 && word(at - 1).trim().is_empty() {
            return at - 1;
        }
        if at == 0 || !matches!(word(at - 1), ")" | "\u{ff09}") {
            return at;
        }
        let open = (at.saturating_sub(6)..at).rev().find(|&it| matches!(word(it), "(" | "\u{ff08}"));
        open.filter(|&open| line.units[open..at].iter().all(|it| !matches!(it.part, Part::Name(_)))).unwrap_or(at)
    }

    /// Returns where the office begins whose title ends before unit `end`.
    fn segment_start(&self, line: &Line, end: usize) -> usize {
        let mut start = end - 1;
        while start > 0 {
            let unit = &line.units[start - 1];
            let word = self.scene.word(unit);
            let belongs = match unit.part {
                Part::Name(_) => !matches!(named(self.resolved, unit), Some((_, Class::Person))),
                Part::Token(Kind::Word(_) | Kind::Unknown | Kind::Latin) => {
                    let apart = [self.lists.join, self.lists.lead, self.lists.being].iter().any(|it| it.has(word));
                    !apart && !self.is_title(line, start - 1)
                }
                _ => false,
            };
            if !belongs {
                break;
            }
            start -= 1;
            if matches!(unit.part, Part::Name(_)) {
                let outer = start.checked_sub(1).map(|it| &line.units[it]);
                if !outer
                    .is_some_and(|it| matches!(it.part, Part::Name(_)) || self.lists.modifier.has(self.scene.word(it)))
                {
                    break;
                }
            }
        }
        start
    }

    fn is_title(&self, line: &Line, at: usize) -> bool {
        matches!(line.units[at].part, Part::Token(Kind::Word(_) | Kind::Unknown))
            && (self.lists.is_title(self.scene.word(&line.units[at])) || self.shared_rank(line, at).is_some())
    }

    /// Returns the rank that shares its first character with the body before it: 公安局长 is the 局长 of the 公安局.
    fn shared_rank(&self, line: &Line, at: usize) -> Option<String> {
        let body = self.scene.word(line.units.get(at.checked_sub(1)?)?);
        let rank = format!("{}{HEAD}", body.chars().next_back()?);
        let whole = self.scene.word(&line.units[at]) == HEAD && self.lists.body_head.suffix(body).is_some();
        (whole && self.lists.title.has(&rank)).then_some(rank)
    }

    /// Reads one office from its units, the last of which is its title.
    fn office(&self, line: &Line, start: usize, end: usize) -> Option<Office> {
        let mut title_start = end - 1;
        while title_start > start && self.lists.prefix.has(self.scene.word(&line.units[title_start - 1])) {
            title_start -= 1;
        }
        let mut office = Office {
            span: line.units[start].span.start..line.units[end - 1].span.end,
            body: None,
            place: None,
            words: String::new(),
            printed: None,
            title: self.shared_rank(line, end - 1).unwrap_or_else(|| {
                self.scene.text(&(line.units[title_start].span.start..line.units[end - 1].span.end)).to_owned()
            }),
            former: false,
            nominee: false,
            own: false,
        };
        let mut skip = 0;
        for at in start..title_start {
            let unit = &line.units[at];
            let word = self.scene.word(unit);
            if skip == at + 1 {
                continue;
            }
            // 驻村 is two words to the lexicon.
            let next = line.units[at + 1..title_start].first().filter(|_| matches!(unit.part, Part::Token(_)));
            let pair = next.map(|it| self.scene.text(&(unit.span.start..it.span.end)));
            if pair.is_some_and(|it| self.lists.modifier.has(it)) {
                skip = at + 2;
                self.sent(&mut office, word);
                if office.body.is_none() && office.place.is_none() {
                    office.words.clear();
                }
                continue;
            }
            match named(self.resolved, unit) {
                Some((id, Class::Organization)) => {
                    office.body = Some(id);
                    office.words.clear();
                }
                Some((id, Class::Place)) => {
                    office.place = Some(id);
                    office.words.clear();
                }
                Some(_) => return None,
                None if self.lists.modifier.has(word) => {
                    office.former |= self.lists.former.has(word);
                    self.sent(&mut office, word);
                    if office.body.is_none() && office.place.is_none() {
                        office.words.clear();
                    }
                }
                None if word == OF && office.words.is_empty() => {}
                None => {
                    let start = office
                        .printed
                        .take()
                        .filter(|_| !office.words.is_empty())
                        .map_or(unit.span.start, |it| it.start);
                    office.printed = Some(start..unit.span.end);
                    office.words.push_str(word);
                }
            }
        }
        // One character stands for two: 组织部长 is the 部长 of the 组织部.
        let first = office.title.chars().next().map_or(String::new(), String::from);
        let whole = format!("{}{first}", office.words);
        if !office.words.is_empty() && self.lists.body_head.has(&whole) && !self.lists.body_head.has(&office.words) {
            office.words = whole;
        }
        if !self.point(&mut office) {
            return None;
        }
        office.own = office.body.is_some() || office.place.is_some();
        Some(office)
    }

    /// Takes the body off an office that somebody was sent to by it: `甲局派驻乙村第一书记`.
    fn sent(&self, office: &mut Office, word: &str) {
        if self.lists.sent.has(word) {
            office.body = None;
            office.place = None;
        }
    }

    /// Gives each office its body: its own, the one that its level or title implies, or that of the office before it.
    fn complete(&mut self, offices: Vec<Office>, line: &Line) -> Vec<Office> {
        let mut res: Vec<Office> = Vec::new();
        let mut former = false;
        for mut office in offices {
            former |= office.former;
            office.former = former;
            let before = res.last().map(|it| (it.body, it.place));
            if self.place_in(&mut office, before, line) {
                res.push(office);
            }
        }
        res
    }

    /// Finds the body and place of an office. False where there is no saying what it is an office of.
    fn place_in(
        &mut self,
        office: &mut Office,
        before: Option<(Option<EntityId>, Option<EntityId>)>,
        line: &Line,
    ) -> bool {
        let bare = self.bare(&office.title);
        if let Some(body) = office.body {
            if !office.words.is_empty() {
                if !self.is_body(&office.words) {
                    return false;
                }
                office.body = Some(self.under(body, &office.words.clone()));
            }
            let name = &self.resolved.entities[body].name;
            let own = self.lists.own.suffix(name).is_some() || self.lists.school.suffix(name).is_some();
            office.place = office.place.or_else(|| self.resolved.seat.get(&body).copied().filter(|_| !own));
            return true;
        }
        let level = self.government(&office.title).map(str::to_owned);
        if let Some(place) = office.place {
            if !office.words.is_empty() && !self.is_body(&office.words) {
                return !self.lists.weak.has(&bare);
            }
            let site =
                self.resolved.entities[place].code.is_none() && self.resolved.entities[place].candidates.is_empty();
            if site && office.words.is_empty() && !self.is_settlement(place) {
                // A park or scenic area has staff like a body.
                office.body = Some(place);
                office.place = None;
                return true;
            }
            let words = if office.words.is_empty() {
                self.default_body(&office.title, place)
            } else {
                Some(office.words.clone())
            };
            office.body = words.map(|it| self.body_of_place(place, &it));
            return true;
        }
        let context = before.or(None);
        if let Some(level) = level {
            let at = level.chars().next().map_or(String::new(), String::from);
            let seat = context.and_then(|it| it.1.or_else(|| it.0.and_then(|it| self.resolved.seat.get(&it).copied())));
            let seat = seat
                .filter(|it| self.resolved.entities[*it].name.ends_with(&at))
                .or_else(|| self.seat_of_level(&at, line));
            let Some(seat) = seat else { return false };
            office.place = Some(seat);
            let government = if office.words.is_empty() { GOVERNMENT.to_owned() } else { office.words.clone() };
            office.body = Some(self.body_of_place(seat, &government));
            return true;
        }
        if office.words.is_empty() {
            let Some((body, place)) = context else {
                if let Some(led) = self.led_body(&office.title, office.span.start) {
                    office.body = Some(led);
                    office.place = self.resolved.seat.get(&led).copied();
                    return true;
                }
                // Whom a village was sent from above serves the village last spoken of.
                if office.title.starts_with(FIRST) && office.title.ends_with(SECRETARY) {
                    office.place = self.last_place(office.span.start, VILLAGE);
                    return true;
                }
                // 某社甲地3月5日电（记者张三）: the medium at the head of the by-line.
                if self.lists.press.has(&office.title) {
                    office.body = self.medium(line, office.span.start);
                    return office.body.is_some();
                }
                if self.lists.weak.has(&bare) {
                    return false;
                }
                office.body = self.last_body(office.span.start, "");
                return true;
            };
            office.body = body.map(|it| self.without_organ(it, &office.title));
            office.place = place;
            return true;
        }
        if self.lists.body_noun.has(&office.words) || self.lists.village_noun.has(&office.words) {
            let noun = office.words.clone();
            office.body = self.last_body(office.span.start, &noun);
            office.place = if office.body.is_none() { self.last_place(office.span.start, &noun) } else { None };
            if office.body.is_none() && !office.title.ends_with(SECRETARY) {
                office.body = office.place;
            }
            return office.body.is_some() || office.place.is_some() || !self.lists.weak.has(&bare);
        }
        if office.words.contains(OF) {
            return false;
        }
        if !self.is_body(&office.words) {
            // 茶叶产业链链长 heads no body.
            if self.lists.chain.has(&office.title) && office.words.chars().count() <= 8 {
                return true;
            }
            let loose = self.lists.weak.has(&bare) || self.lists.press.has(&office.title);
            return !loose && office.words.chars().count() <= 6 && context.is_none();
        }
        // A bare organ belongs to the body or place of the office before it, else to the home place.
        let words = office.words.clone();
        // 公司茶厂厂长: of the firm spoken of.
        if let Some(part) = words.strip_prefix(COMPANY).filter(|it| !it.is_empty()) {
            let Some(company) = self.last_body(office.span.start, COMPANY) else { return false };
            office.body = Some(self.under(company, part));
            return true;
        }
        if context.is_none()
            && words.chars().count() > 2
            && let Some(body) = self.last_body(office.span.start, &words)
        {
            office.body = Some(body);
            office.place = self.resolved.seat.get(&body).copied();
            return true;
        }
        let own = context.and_then(|it| it.0).filter(|it| words.starts_with(PARTY_SIGN) && !self.is_committee(*it));
        if let Some(body) = own {
            let base = self.without_organ(body, "");
            office.body = Some(self.under(base, &words));
            return true;
        }
        match context {
            // A committee of a conference or congress: 省政协常委、提案委员会主任.
            Some((Some(body), place)) if words.ends_with(COMMITTEE_HEAD) && self.is_assembly(body) => {
                office.place = place;
                office.body = Some(self.under(body, &words));
            }
            Some((body, Some(place))) if body.is_none_or(|it| self.resolved.seat.contains_key(&it)) => {
                office.place = Some(place);
                office.body = Some(self.body_of_place(place, &words));
            }
            Some((Some(body), _)) => {
                let base = self.without_organ(body, &office.title);
                office.body = Some(self.under(base, &words));
            }
            _ => match self.last_company(office.span.start, &words) {
                Some(company) => office.body = Some(self.under(company, &words)),
                None if words.starts_with(PARTY_SIGN) => {
                    // No county has a 党委 or 党支部: a town has, or a village.
                    let Some(place) = self.place_of_party(office.span.start, &words) else { return false };
                    office.place = Some(place);
                    office.body = Some(self.body_of_place(place, &words));
                }
                None => {
                    // Of the place of who was named before in the sentence: 甲镇城管队队长张三、服务中心主任李四.
                    let Some(home) = self.place_beside(line).or(self.scene.home) else { return false };
                    office.place = Some(home);
                    office.body = Some(self.body_of_place(home, &words));
                }
            },
        }
        true
    }

    fn is_settlement(&self, place: EntityId) -> bool {
        let name = &self.resolved.entities[place].name;
        [VILLAGE, COMMUNITY, "\u{9547}", "\u{4e61}", "\u{8857}\u{9053}", "\u{53bf}", "\u{5e02}", "\u{533a}"]
            .iter()
            .any(|it| name.ends_with(it))
            && !["\u{666f}\u{533a}", "\u{56ed}\u{533a}"].iter().any(|it| name.ends_with(it))
    }

    /// Returns a title without what may stand before a rank: 副局长 → 局长.
    fn bare(&self, title: &str) -> String {
        self.lists.title.suffix(title).unwrap_or(title).to_owned()
    }

    /// Returns the head of a government that a title names, with what may stand before it: 代县长, but no 乡村振兴专员.
    fn government<'t>(&self, title: &'t str) -> Option<&'t str> {
        let head = self.lists.government.suffix(title)?;
        let before = &title[..title.len() - head.len()];
        (before.is_empty() || self.lists.prefix.has(before)).then_some(head)
    }

    fn is_body(&self, words: &str) -> bool {
        self.lists.body_head.suffix(words).is_some()
    }

    /// Returns the body that an office of a place belongs to where none is said.
    fn default_body(&self, title: &str, place: EntityId) -> Option<String> {
        if self.government(title).is_some() {
            return Some(GOVERNMENT.to_owned());
        }
        let name = &self.resolved.entities[place].name;
        let kind = name.chars().next_back().map_or(String::new(), String::from);
        if !title.ends_with(SECRETARY) || kind == VILLAGE || name.ends_with(COMMUNITY) {
            return None;
        }
        let town = ["\u{9547}", "\u{4e61}", "\u{9053}"].contains(&kind.as_str());
        Some(if town { PARTY.to_owned() } else { COMMITTEE.to_owned() })
    }

    /// Returns the place that a level stands for: the home division or what is above it.
    fn seat_of_level(&self, level: &str, line: &Line) -> Option<EntityId> {
        let fits = |id: &EntityId| {
            let entity = &self.resolved.entities[*id];
            entity.class == Class::Place && entity.name.ends_with(level)
        };
        if let Some(home) = self.scene.home.filter(|it| fits(it)) {
            return Some(home);
        }
        self.mentions_before(line.span.end).map(|it| it.0).find(|it| fits(it))
    }

    /// The names before a point of the text, the nearest first.
    fn mentions_before(&self, end: usize) -> impl Iterator<Item = (EntityId, Class)> + '_ {
        let mentions = &self.resolved.mentions;
        let count = mentions.partition_point(|it| it.span.end <= end);
        mentions[..count].iter().rev().map(|it| (it.entity, it.class))
    }

    /// A title directly behind a name: `张三同志` is none, `张三县长` is one.
    fn behind_names(&mut self, line: &Line) {
        for at in 0..line.units.len().saturating_sub(1) {
            let Some((person, Class::Person)) = named(self.resolved, &line.units[at]) else { continue };
            let behind = &self.scene.text(&line.span)[line.units[at + 1].span.end - line.span.start..];
            let said = behind.split(['\u{ff0c}', '\u{3002}', '\u{ff1b}', ',']).next().unwrap_or_default();
            let said: String = said.chars().take(SAID).collect();
            // What he said is a document: 习近平总书记重要讲话精神.
            let speech = said.char_indices().any(|(i, _)| self.lists.leader.prefix(&said[i..]).is_some());
            if self.scene.word(&line.units[at + 1]) == LEADER && !speech {
                let body = self.resolved.make(Class::Organization, CENTRE, None);
                let span = line.units[at].span.start..line.units[at + 1].span.end;
                let office = Office {
                    span,
                    body: Some(body),
                    place: None,
                    words: String::new(),
                    printed: None,
                    title: LEADER.to_owned(),
                    former: false,
                    nominee: false,
                    own: true,
                };
                let end = line.units[at + 1].span.end;
                // Who leads the country is no one of the county.
                self.resolved.entities[person].anchor = None;
                self.state(line, person, &[office], end, None, "post.behind");
            }
        }
    }

    fn state(
        &mut self,
        line: &Line,
        person: EntityId,
        offices: &[Office],
        end: usize,
        tenure: Option<Period>,
        rule: &str,
    ) {
        for office in offices.iter().filter(|it| !it.nominee) {
            self.imply(office);
            // What one way of telling found in a sentence another need not tell again.
            let told = |it: &Statement| match &it.fact {
                Fact::Post(post) => {
                    it.sentence == line.span
                        && (post.person, post.organization, &post.title) == (person, office.body, &office.title)
                }
                _ => false,
            };
            // A job of no body that is said again is the one that was told before: 他当上了护林员.
            let job = !office.own && office.title.ends_with(WORKER) && !self.lists.weak.has(&office.title);
            let again = |it: &Statement| match &it.fact {
                Fact::Post(post) => job && (post.person, &post.title) == (person, &office.title),
                _ => false,
            };
            let known = self.statements.iter().rev().take(RECENT).any(|it| told(it) || again(it));
            if rule != "post.before" && known {
                continue;
            }
            let start = office.span.start;
            let span = start.min(end)..end.max(office.span.end);
            self.statements.push(Statement {
                fact: Fact::Post(Post {
                    person,
                    title: office.title.clone(),
                    organization: office.body,
                    place: office.place,
                    former: office.former,
                    tenure,
                }),
                span,
                sentence: line.span.clone(),
                rule: if office.own || rule != "post.before" {
                    rule.to_owned()
                } else {
                    "post.before-implied".to_owned()
                },
                confidence: UNMEASURED,
            });
        }
    }
}
