//! An office as it is said, and the words that the finder of posts reads.
use crate::entity::EntityId;
use crate::text::Span;
use crate::words::{WordList, Words};

pub(super) struct Lists<'a> {
    pub(super) title: &'a WordList,
    pub(super) prefix: &'a WordList,
    pub(super) modifier: &'a WordList,
    pub(super) former: &'a WordList,
    pub(super) join: &'a WordList,
    pub(super) lead: &'a WordList,
    pub(super) nominee: &'a WordList,
    pub(super) government: &'a WordList,
    pub(super) department: &'a WordList,
    pub(super) body_noun: &'a WordList,
    pub(super) village_noun: &'a WordList,
    pub(super) body_head: &'a WordList,
    pub(super) press: &'a WordList,
    pub(super) shared: &'a WordList,
    pub(super) weak: &'a WordList,
    pub(super) level: &'a WordList,
    pub(super) school: &'a WordList,
    pub(super) own: &'a WordList,
    pub(super) leader: &'a WordList,
    pub(super) firm: &'a WordList,
    pub(super) national: &'a WordList,
    pub(super) appoint: &'a WordList,
    pub(super) relieve: &'a WordList,
    pub(super) being: &'a WordList,
    pub(super) until: &'a WordList,
    pub(super) sent: &'a WordList,
    pub(super) serving: &'a WordList,
    pub(super) first_person: &'a WordList,
    pub(super) pointer: &'a WordList,
    pub(super) chain: &'a WordList,
}

impl<'a> Lists<'a> {
    pub(super) fn new(words: &'a Words) -> Self {
        Self {
            title: words.list("title"),
            prefix: words.list("title_prefix"),
            modifier: words.list("title_modifier"),
            former: words.list("title_former"),
            join: words.list("post_join"),
            lead: words.list("post_lead"),
            nominee: words.list("post_nominee"),
            government: words.list("government_head"),
            department: words.list("party_department"),
            body_noun: words.list("body_noun"),
            village_noun: words.list("village_noun"),
            body_head: words.list("body_head"),
            press: words.list("press_title"),
            shared: words.list("shared_title"),
            weak: words.list("weak_title"),
            level: words.list("level"),
            school: words.list("school_head"),
            own: words.list("body_own_head"),
            leader: words.list("leader_word"),
            firm: words.list("firm_head"),
            national: words.list("national_body"),
            appoint: words.list("post_appoint"),
            relieve: words.list("post_relieve"),
            being: words.list("post_being"),
            until: words.list("post_until"),
            sent: words.list("post_sent"),
            serving: words.list("post_serving"),
            first_person: words.list("first_person"),
            pointer: words.list("pointer"),
            chain: words.list("post_chain"),
        }
    }
}

impl Lists<'_> {
    /// Tells whether a word is a rank, with what may stand before one or without: 教授, 副教授.
    pub(super) fn is_title(&self, word: &str) -> bool {
        let after = |it: &str| self.title.has(&word[it.len()..]);
        self.title.has(word) || self.prefix.prefix(word).is_some_and(after)
    }
}

/// One office of a list: the body or place as far as it is said, and the bare rank.
pub(super) struct Office {
    pub(super) span: Span,
    pub(super) body: Option<EntityId>,
    pub(super) place: Option<EntityId>,
    /// Words for a body that is no mention of its own: `纪委`, `公司`.
    pub(super) words: String,
    /// Where those words stand, and nothing between them.
    pub(super) printed: Option<Span>,
    pub(super) title: String,
    pub(super) former: bool,
    pub(super) nominee: bool,
    /// Its words name the body or place, so that nothing need be implied.
    pub(super) own: bool,
}

impl Office {
    pub(super) fn copy(&self) -> Self {
        Self {
            span: self.span.clone(),
            words: self.words.clone(),
            printed: None,
            title: self.title.clone(),
            body: self.body,
            place: self.place,
            former: self.former,
            nominee: self.nominee,
            own: self.own,
        }
    }
}

pub(super) const GOVERNMENT: &str = "\u{653f}\u{5e9c}";
pub(super) const DEPUTY: char = '\u{526f}';
pub(super) const FIRST: &str = "\u{7b2c}\u{4e00}";
pub(super) const SECRETARY: &str = "\u{4e66}\u{8bb0}";
pub(super) const MEMBER: &str = "\u{5e38}\u{59d4}";
pub(super) const VILLAGE: &str = "\u{6751}";
pub(super) const COMMUNITY: &str = "\u{793e}\u{533a}";
pub(super) const PARTY: &str = "\u{515a}\u{59d4}";
pub(super) const PARTY_SIGN: &str = "\u{515a}";
pub(super) const COMMITTEE_HEAD: &str = "\u{59d4}\u{5458}\u{4f1a}";
pub(super) const COMMITTEE: &str = "\u{59d4}";
pub(super) const ENTERPRISE: &str = "\u{4f01}\u{4e1a}";
pub(super) const COMPANY: &str = "\u{516c}\u{53f8}";
pub(super) const LEADER: &str = "\u{603b}\u{4e66}\u{8bb0}";
pub(super) const CENTRE: &str = "\u{4e2d}\u{5171}\u{4e2d}\u{592e}";
pub(super) const HEAD: &str = "\u{957f}";
pub(super) const SCHOOL: &str = "\u{6821}";
pub(super) const COLON: &str = "\u{ff1a}";
pub(super) const AS: &str = "\u{4e3a}";
pub(super) const ONCE: char = '\u{66fe}';
pub(super) const OF: &str = "\u{7684}";
