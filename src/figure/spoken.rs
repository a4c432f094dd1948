//! What words point to that was named before: 全县, 该镇, 公司, 该项目.
use crate::entity::{Class, EntityId};
use crate::figure::area::{Areas, COLLECTIVE, LEVELS, LIST, WHOLE};
use crate::mention::naming::Resolved;
use crate::scene::named;

impl Areas<'_, '_> {
    /// Returns the place last named whose level is that of a word: 全县, 该镇, 村里.
    pub(super) fn spoken_of(&self, resolved: &Resolved, line: usize, start: usize, word: &str) -> Option<EntityId> {
        let level = LEVELS.iter().find(|it| word.contains(**it))?;
        let fits = |id: &EntityId| {
            let name = &resolved.entities[*id].name;
            // A community has in common what a village has.
            let fits = name.ends_with(level) || word.ends_with(COLLECTIVE) && name.ends_with(COMMUNITY);
            resolved.entities[*id].class == Class::Place && fits
        };
        let placed = |it: EntityId| if fits(&it) { Some(it) } else { resolved.seat.get(&it).copied().filter(&fits) };
        let count = resolved.mentions.partition_point(|it| it.span.end <= start);
        let nearest = || resolved.mentions[..count].iter().rev().find_map(|it| placed(it.entity));
        let home = self.scene.home.filter(|it| fits(it));
        if !word.starts_with(WHOLE) && !word.starts_with(OUR) {
            return nearest().or(home);
        }
        // The first that its sentence names, or the sentence before.
        let paragraph = self.scene.lines.get(line).map_or(0, |it| it.paragraph);
        let near = self.scene.lines[..self.scene.lines.len().min(line + 1)].iter().rev();
        let near = near.take_while(|it| it.paragraph == paragraph).find_map(|it| {
            let units = it.units.iter().enumerate().take_while(|it| it.1.span.end <= start);
            let mut subjects = units.filter(|(at, _)| {
                at.checked_sub(1).is_none_or(|before| {
                    let word = self.scene.word(&it.units[before]);
                    !self.motion.has(word) && word != LIST
                })
            });
            subjects.find_map(|(_, unit)| named(resolved, unit).and_then(|it| placed(it.0)))
        });
        near.or(home).or_else(nearest)
    }

    /// Returns the firm or body last named that a word stands for.
    pub(super) fn body_spoken_of(&self, resolved: &Resolved, start: usize) -> Option<EntityId> {
        let count = resolved.mentions.partition_point(|it| it.span.end <= start);
        resolved.mentions[..count].iter().rev().map(|it| it.entity).find(|it| self.is_firm(resolved, *it))
    }

    /// Returns the work or the occasion last named that a word stands for: `该项目`, `本届博览会`.
    pub(super) fn work_spoken_of(
        &self,
        resolved: &Resolved,
        start: usize,
        word: &str,
        pointed: bool,
    ) -> Option<EntityId> {
        let count = resolved.mentions.partition_point(|it| it.span.end <= start);
        let last = word.chars().next_back();
        let fits = |it: &&crate::entity::Mention| {
            let entity = &resolved.entities[it.entity];
            match it.class {
                Class::Project => true,
                Class::Event => pointed && entity.name.chars().next_back() == last,
                Class::Place => entity.code.is_none() && self.work_word.suffix(&entity.name).is_some(),
                _ => false,
            }
        };
        resolved.mentions[..count].iter().rev().find(fits).map(|it| it.entity)
    }
}

const COMMUNITY: &str = "\u{793e}\u{533a}";
const OUR: &str = "\u{6211}";
