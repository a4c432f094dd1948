//! Findings: how two or more facts stand to each other, as a node of a graph of its own with the facts it compares.
use oxigraph::model::{Literal, NamedNode, Quad, vocab::rdf};
use sha2::{Digest as _, Sha256};

use crate::iri::hex;
use crate::ontology::{FINDING, GRAPH, term};

/// How facts stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Two figures cannot both be right.
    Contradicts,
    /// Parts do not make the total.
    DoesNotAddUp,
    /// Two posts cannot both be held.
    CannotBoth,
    /// Two flows tell of one sum of money.
    ToldTwice,
    /// A flow is a part of another.
    PartOfTotal,
    /// A flow is what was spent of one that was planned.
    SpentOfPlan,
    /// One figure is the other, rounded.
    RoundsTo,
    /// One figure lies within what the other says.
    WithinBound,
    /// Parts make the total.
    AddsUp,
    /// The same metric, higher at a later time.
    GrowsOverTime,
    /// One figure is a target, the other what came of it.
    PlanAndActual,
    /// The same figure.
    Agrees,
    /// The same metric, told of something narrower or wider.
    OtherScope,
    /// Two things are one.
    SameEntity,
}

/// The direct link that goes with a verdict, and whether it holds both ways.
pub type Link = Option<(&'static str, bool)>;

/// Every verdict: its term, the graph that keeps it, the direct link that goes with it, whether that holds both ways, and the
/// sign between what is compared.
pub const VERDICTS: [(Verdict, &str, &str, Link, &str); 14] = [
    (Verdict::Contradicts, "contradicts", "figures", None, "\u{2260}"),
    (Verdict::DoesNotAddUp, "doesNotAddUp", "figures", None, "\u{2260}"),
    (Verdict::CannotBoth, "cannotBoth", "posts", None, "\u{2260}"),
    (Verdict::ToldTwice, "toldTwice", "money", Some(("sameMoney", true)), "="),
    (Verdict::PartOfTotal, "partOfTotal", "money", Some(("partOfMoney", false)), "\u{2282}"),
    (Verdict::SpentOfPlan, "spentOfPlan", "money", Some(("plannedFor", false)), "\u{2190}"),
    (Verdict::RoundsTo, "roundsTo", "figures", Some(("sameFigure", true)), "\u{2248}"),
    (Verdict::WithinBound, "withinBound", "figures", Some(("sameFigure", true)), "\u{2248}"),
    (Verdict::AddsUp, "addsUp", "figures", None, "="),
    (Verdict::GrowsOverTime, "growsOverTime", "figures", None, "\u{2192}"),
    (Verdict::PlanAndActual, "planAndActual", "figures", None, "\u{2192}"),
    (Verdict::Agrees, "agrees", "figures", Some(("sameFigure", true)), "="),
    (Verdict::OtherScope, "otherScope", "figures", None, "|"),
    (Verdict::SameEntity, "sameThing", "same", Some(("sameEntity", true)), "="),
];

/// How two or more facts stand to each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How.
    pub verdict: Verdict,
    /// The IRIs of what is compared, in order.
    pub compares: Vec<String>,
    /// What was compared in short, as `311 + 136 = 447`.
    pub check: String,
    /// What they have in common, or why.
    pub basis: String,
}

impl Verdict {
    fn row(self) -> &'static (Verdict, &'static str, &'static str, Link, &'static str) {
        // Every verdict is in the list, which a test of the vocabulary holds to.
        VERDICTS.iter().find(|it| it.0 == self).unwrap_or(&VERDICTS[0])
    }

    /// Returns the local name of its term.
    pub fn name(self) -> &'static str {
        self.row().1
    }

    /// Returns the sign between what is compared.
    pub(super) fn sign(self) -> &'static str {
        self.row().4
    }
}

/// Returns the graph of that name among those of what is found by comparing.
pub fn finding_graph(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{GRAPH}{name}"))
}

/// Returns a finding as quads of its graph.
pub fn quads(finding: &Finding) -> Vec<Quad> {
    let (_, verdict, name, link, _) = *finding.verdict.row();
    let graph = finding_graph(name);
    let mut key = finding.compares.clone();
    key.sort();
    let hash = hex(&Sha256::digest(format!("{verdict}\n{}", key.join("\n")).as_bytes())[..8]);
    let node = NamedNode::new_unchecked(format!("{FINDING}{verdict}-{hash}"));
    let text = |it: &str| Literal::new_simple_literal(it);
    let quad =
        |property: NamedNode, value: oxigraph::model::Term| Quad::new(node.clone(), property, value, graph.clone());
    let mut quads = vec![
        quad(rdf::TYPE.into_owned(), term("Finding").into()),
        quad(term("verdict"), term(verdict).into()),
        quad(term("check"), text(&finding.check).into()),
        quad(term("basis"), text(&finding.basis).into()),
    ];
    let compared: Vec<NamedNode> = finding.compares.iter().map(|it| NamedNode::new_unchecked(it.as_str())).collect();
    quads.extend(compared.iter().map(|it| quad(term("compares"), it.clone().into())));
    if let (Some((property, both)), [one, other]) = (link, compared.as_slice()) {
        quads.push(Quad::new(one.clone(), term(property), other.clone(), graph.clone()));
        if both {
            quads.push(Quad::new(other.clone(), term(property), one.clone(), graph.clone()));
        }
    }
    quads
}
