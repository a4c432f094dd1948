//! Events: what happened, when, where and with whom.
use crate::naming::Resolved;
use crate::scene::Scene;
use crate::statement::Statement;

/// Finds what an article says of them.
pub fn find(_scene: &Scene<'_>, _resolved: &mut Resolved) -> Vec<Statement> {
    Vec::new()
}
