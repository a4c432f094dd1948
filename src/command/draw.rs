//! `draw`: a part of the graph as a picture, or for a program that draws.
use std::io::Write;

use fangzhi::{draw, graph};

use super::about::{open, things};
use super::walk::filter;
use super::{Outcome, Session};
use crate::cli::{Draw, DrawFormat};

pub(super) fn run(session: &mut Session, options: &Draw, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let (ontology, store) = open(session, &options.along.sure)?;
    let Some(found) = options.names.iter().map(|it| things(&store, it)).collect::<Option<Vec<_>>>() else {
        return Ok(Outcome::Partly);
    };
    let Some(filter) = filter(&store, &options.along, &options.class)? else { return Ok(Outcome::Partly) };
    let take = || graph::around(&store, &ontology, &found.concat(), options.depth.unwrap_or(1), &filter);
    let view = session.stage("gather", |_| take());
    let picture = session.stage("draw", |_| match options.format {
        DrawFormat::Dot => Ok(draw::dot(&view, &ontology, true)),
        _ => draw::svg(&view, &ontology, true),
    })?;
    out.write_all(picture.as_bytes())?;
    Ok(Outcome::Done)
}
