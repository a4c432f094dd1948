//! Figures where they stand in their sentence, so that the words before and between them can be read.
use super::fact::Figure;

/// Marks at which a sentence, or a part of one that is told for itself, ends.
const STOP: [char; 4] = ['\u{3002}', '\u{ff1b}', ';', '\n'];

/// A figure in its sentence.
pub(super) struct Placed<'a> {
    pub(super) figure: &'a Figure,
    /// Where the number begins and ends, in bytes of the sentence.
    pub(super) span: std::ops::Range<usize>,
}

/// Places the figures of one sentence, which are in its order.
pub(super) fn place<'a>(figures: &[&'a Figure]) -> Vec<Placed<'a>> {
    let mut placed = Vec::new();
    let mut from = 0;
    for figure in figures {
        let at = figure.sentence.get(from..).and_then(|it| it.find(&figure.quote));
        if let Some(at) = at.filter(|_| !figure.quote.is_empty()) {
            let start = from + at;
            from = start + figure.quote.len();
            placed.push(Placed { figure, span: start..from });
        }
    }
    placed
}

impl Placed<'_> {
    /// Returns the sentence.
    pub(super) fn sentence(&self) -> &str {
        &self.figure.sentence
    }

    /// Returns what stands between this figure and a later one; nothing where a sentence ends there, or they overlap.
    pub(super) fn until(&self, later: &Placed<'_>) -> Option<&str> {
        self.sentence().get(self.span.end..later.span.start).filter(|it| !it.contains(STOP))
    }

    /// Tells whether the number is exactly what is meant.
    pub(super) fn exact(&self) -> bool {
        self.figure.bound == "exact" && self.figure.max.is_none() && !self.figure.target
    }

    /// Returns by how much the true value may differ from the number as printed: a count not at all.
    pub(super) fn rounding(&self) -> f64 {
        if self.figure.step.0 == 1.0 && self.figure.concept.unit != "%" { 0.0 } else { self.figure.step.0 / 2.0 }
    }
}
