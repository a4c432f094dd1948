//! `draw`: a part of the graph as a picture, or for a program that draws.
use std::io::Write;

use fangzhi::draw::{self, Picture};
use fangzhi::graph::{self, View};
use fangzhi::{graph::groups, graph::path};

use super::about::{open, things};
use super::walk::{filter, find, through};
use super::{Outcome, Session, print, tell};
use crate::cli::{Draw, DrawFormat, RowFormat};

/// How many things of a drawing can still be read.
const READABLE: usize = 300;

/// How many paths are drawn, and how many steps they may have.
const PATHS: (usize, usize) = (3, 8);

pub(super) fn run(session: &mut Session, options: &Draw, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let pair = options.names.len() == 2;
    anyhow::ensure!(pair || !options.path, "--path: give two names, where the paths start and where they end");
    let through = &options.through;
    let only_paths = options.path || through.via.is_empty() && through.not.is_empty();
    anyhow::ensure!(only_paths, "--via and --not choose among paths: give --path as well");
    let (ontology, store) = open(session, &options.along.sure)?;
    let Some(found) = options.names.iter().map(|it| things(&store, it)).collect::<Option<Vec<_>>>() else {
        return Ok(Outcome::Partly);
    };
    let Some([via, not]) = self::through(&store, through) else { return Ok(Outcome::Partly) };
    let Some(filter) = filter(&store, &options.along, &options.class)? else { return Ok(Outcome::Partly) };
    let view: View = session.stage("gather", |_| match found.as_slice() {
        [] => graph::load(&store, &ontology, &filter),
        ends if options.path => {
            let steps = options.depth.unwrap_or(PATHS.1);
            let (view, paths) = find(&store, &ontology, &filter, [ends, &via, &not], (PATHS.0, steps));
            path::drawn(&view, &paths)
        }
        found => graph::around(&store, &ontology, &found.concat(), options.depth.unwrap_or(1), &filter),
    });
    if view.graph.node_count() == 0 {
        tell("fangzhi: nothing to draw");
        return Ok(Outcome::Partly);
    }
    if options.explain {
        print(out, &view.edge_list(&ontology), RowFormat::Table)?;
        return Ok(Outcome::Done);
    }
    let groups = options.groups.then(|| session.stage("find groups", |_| groups::groups(&view)));
    let picture = Picture { view: &view, ontology: &ontology, groups: groups.as_deref() };
    let for_programs = matches!(options.format, DrawFormat::Graphml | DrawFormat::Gexf | DrawFormat::Json);
    let most = options.limit.unwrap_or(if for_programs { usize::MAX } else { READABLE });
    let (things, edges) = (view.graph.node_count(), view.graph.edge_count());
    if things > most {
        tell(&format!(
            "fangzhi: {things} things with {edges} edges are more than {most}; a drawing of more than {READABLE} can hardly \
             be read: choose --depth, --class, --place, --from and --to, draw for a program with --format gexf, or give \
             --limit {things}\n{}",
            draw::summary(&picture).trim_end()
        ));
        return Ok(Outcome::TooMuch);
    }
    let drawn = session.stage("draw", |_| match options.format {
        DrawFormat::Dot => draw::dot(&picture),
        DrawFormat::Svg => draw::svg(&picture),
        DrawFormat::Mermaid => draw::mermaid(&picture),
        DrawFormat::Graphml => draw::graphml(&picture),
        DrawFormat::Gexf => draw::gexf(&picture),
        DrawFormat::Json => draw::json(&picture),
    });
    out.write_all(drawn.as_bytes())?;
    Ok(Outcome::Done)
}
