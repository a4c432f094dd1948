//! Clauses of a sentence: their words in one string, names and quantities by a sign, and the way back to the units.
use crate::rate::{clause_start, ends_clause};
use crate::scene::{Line, Part, Scene, Unit};
use crate::segment::Kind;

/// Stands for a name, a time expression or a quantity in the words of a clause.
pub(super) const OTHER: char = '\u{fffc}';
/// `的`
pub(super) const OF: &str = "\u{7684}";

/// A stretch of a sentence between two marks that end clauses.
#[derive(Clone, Debug, Default)]
pub(super) struct Clause {
    /// Its first unit.
    pub(super) start: usize,
    /// Behind its last unit.
    pub(super) end: usize,
    /// Its words.
    pub(super) text: String,
    /// Where each of its units begins in `text`; one more at the end.
    at: Vec<usize>,
}

impl Clause {
    /// Returns where a unit of the clause begins in its words.
    pub(super) fn place(&self, unit: usize) -> usize {
        self.at.get(unit.saturating_sub(self.start)).copied().unwrap_or(self.text.len())
    }

    /// Returns the unit that covers a place in its words.
    pub(super) fn unit(&self, place: usize) -> usize {
        self.start + self.at.partition_point(|&it| it <= place).saturating_sub(1)
    }

    /// Tells whether a stretch of its words is one unit.
    pub(super) fn is_unit(&self, start: usize, end: usize) -> bool {
        self.at.binary_search(&start).is_ok_and(|it| self.at.get(it + 1) == Some(&end))
    }
}

/// Returns the clauses of a sentence, in order.
pub(super) fn clauses(scene: &Scene<'_>, line: &Line) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let mut start = 0;
    while start < line.units.len() {
        let end = clause_end(scene, line, start);
        clauses.push(clause(scene, line, start, end));
        start = end + 1;
    }
    clauses
}

/// Returns the clause that a unit stands in, by its number among the sentence's clauses.
pub(super) fn clause_of(clauses: &[Clause], unit: usize) -> usize {
    clauses.partition_point(|it| it.end <= unit).min(clauses.len().saturating_sub(1))
}

fn clause_end(scene: &Scene<'_>, line: &Line, start: usize) -> usize {
    debug_assert!(clause_start(scene, line, start) <= start);
    let ends = |it: &Unit| matches!(it.part, Part::Token(Kind::Mark)) && ends_clause(scene.word(it));
    line.units[start..].iter().position(ends).map_or(line.units.len(), |it| start + it)
}

fn clause(scene: &Scene<'_>, line: &Line, start: usize, end: usize) -> Clause {
    let units = &line.units[start..end];
    let mut text = String::with_capacity(units.iter().map(|it| it.span.len()).sum());
    let mut at = Vec::with_capacity(end - start + 1);
    for unit in units {
        at.push(text.len());
        match unit.part {
            Part::Token(Kind::Time(_) | Kind::Quantity(_)) | Part::Name(_) => text.push(OTHER),
            Part::Token(_) => text.push_str(scene.word(unit)),
        }
    }
    at.push(text.len());
    Clause { start, end, text, at }
}
