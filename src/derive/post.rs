//! Posts that cannot both be: one office of one person, held by two on one day, or by one before and after another.
use super::fact::Tenure;
use super::finding::{Finding, Verdict};

/// Compares the tenures of one office in one body.
pub(super) fn compare(tenures: &[&Tenure]) -> Vec<Finding> {
    let mut tenures: Vec<&Tenure> = tenures.iter().copied().filter(|it| it.attested.len() == 10).collect();
    tenures.sort_by(|a, b| (&a.attested, &a.article, &a.iri).cmp(&(&b.attested, &b.article, &b.iri)));
    let mut found: Vec<Finding> = Vec::new();
    for (at, it) in tenures.iter().enumerate() {
        for other in &tenures[at + 1..] {
            let again = |held: &&&Tenure| held.person == it.person && held.attested > other.attested;
            let both = other.attested == it.attested || tenures.iter().any(|held| again(&held));
            let known = |finding: &Finding| finding.basis.contains(&it.name) && finding.basis.contains(&other.name);
            // Two of one name are one whose home was read in two ways.
            if it.name != other.name && both && !found.iter().any(known) {
                found.push(Finding {
                    verdict: Verdict::CannotBoth,
                    compares: vec![it.iri.clone(), other.iri.clone()],
                    check: format!("{} {} {}", it.name, Verdict::CannotBoth.sign(), other.name),
                    basis: format!("{} {} {} {}", it.title, it.name, other.name, other.attested),
                });
            }
        }
    }
    found
}
