//! Flows: money, goods and cover that go from one side to another.
use crate::naming::Resolved;
use crate::scene::Scene;
use crate::statement::Statement;

/// Finds what an article says of them.
pub fn find(_scene: &Scene<'_>, _resolved: &mut Resolved) -> Vec<Statement> {
    Vec::new()
}
