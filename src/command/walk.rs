//! `path`, `near`, `rank`, `groups` and `timeline`: ways through the graph, each step with its fact.
use std::io::Write;

use anyhow::Context;
use fangzhi::entity::Class;
use fangzhi::graph::path::{self, Paths, Wanted};
use fangzhi::graph::rank::{self, By};
use fangzhi::graph::{self, Area, Filter, View};
use fangzhi::ontology::Ontology;
use fangzhi::table::Table;
use fangzhi::thing::{Thing, all, days, is_fact, roles};
use fangzhi::{graph::groups, graph::timeline, input};
use oxigraph::store::Store;
use petgraph::graph::NodeIndex;

use super::about::{open, things};
use super::{Outcome, Session, print, tell};
use crate::cli::{Along, Groups, Near, Path, Rank, RankBy, RowFormat, Through, Timeline, Told};

pub(super) fn path(session: &mut Session, options: &Path, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let (ontology, store) = open(session, &options.along.sure)?;
    let names = [&options.start, &options.end].into_iter();
    let Some(ends) = names.map(|it| things(&store, it)).collect::<Option<Vec<_>>>() else {
        return Ok(Outcome::Partly);
    };
    let Some([via, not]) = through(&store, &options.through) else { return Ok(Outcome::Partly) };
    let Some(filter) = filter(&store, &options.along, &options.class)? else { return Ok(Outcome::Partly) };
    let limits = (options.limit, options.depth);
    let (view, paths) = session.stage("find paths", |_| find(&store, &ontology, &filter, [&ends, &via, &not], limits));
    if paths.cut {
        tell("fangzhi: too many ways to look at: there may be more; choose --class, --not or a smaller --depth");
    }
    if options.told.explain {
        return explain(&view, &ontology, &options.told, out);
    }
    if paths.paths.is_empty() {
        let (start, end) = (&options.start, &options.end);
        tell(&format!("fangzhi: no path of at most {} steps leads from {start} to {end}", options.depth));
        return Ok(Outcome::Partly);
    }
    let page = || path::page(&view, &paths, &ontology);
    answer(&options.told, page, || path::table(&view, &paths, &ontology), out)
}

/// Returns the things through which paths lead, and those that they leave out; none where one is nobody's name, which is told.
pub(super) fn through(store: &Store, through: &Through) -> Option<[Vec<Vec<Thing>>; 2]> {
    let found = |names: &[String]| names.iter().map(|it| things(store, it)).collect::<Option<Vec<_>>>();
    Some([found(&through.via)?, found(&through.not)?])
}

/// Finds paths between the first two of `ends`, through `via` and without `not`, in the view that they lie in.
pub(super) fn find(
    store: &Store,
    ontology: &Ontology,
    filter: &Filter,
    [ends, via, not]: [&[Vec<Thing>]; 3],
    (most, steps): (usize, usize),
) -> (View, Paths) {
    // What paths must come to is gone to, whatever its class.
    let open = Filter { classes: Vec::new(), ..filter.clone() };
    let kept: Vec<&Thing> = ends.iter().chain(via).flatten().collect();
    let whole = graph::load(store, ontology, &open);
    // Who names an event means what is told of it.
    let is = |asked: &Thing, met: &Thing| {
        let of = || roles(store, met.iri.as_ref());
        let telling = asked.class == "NamedEvent" && is_fact(met.iri.as_str());
        asked.iri == met.iri || telling && all(&of(), "event").contains(&asked.iri.clone().into())
    };
    let keep = |place: NodeIndex| {
        let thing = &whole.graph[place];
        let left_out = not.iter().flatten().any(|it| is(it, thing));
        !left_out && (filter.goes_to(thing) || kept.iter().any(|it| is(it, thing)))
    };
    let view = whole.only(keep, |_| true);
    let places = |things: &Vec<Thing>| -> Vec<NodeIndex> {
        let met = view.graph.node_indices();
        met.filter(|place| things.iter().any(|it| is(it, &view.graph[*place]))).collect()
    };
    let wanted = Wanted {
        from: ends.first().map(places).unwrap_or_default(),
        to: ends.get(1).map(places).unwrap_or_default(),
        via: via.iter().map(places).collect(),
        most,
        steps,
    };
    let paths = path::paths(&view, &wanted);
    (view, paths)
}

pub(super) fn near(session: &mut Session, options: &Near, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let (ontology, store) = open(session, &options.along.sure)?;
    let Some(things) = things(&store, &options.name) else { return Ok(Outcome::Partly) };
    let Some(filter) = filter(&store, &options.along, &options.class)? else { return Ok(Outcome::Partly) };
    let view = session.stage("gather", |_| graph::around(&store, &ontology, &things, options.depth, &filter));
    if options.told.explain {
        return explain(&view, &ontology, &options.told, out);
    }
    if view.graph.edge_count() == 0 {
        tell(&format!("fangzhi: {}: no edge leads from it or to it", options.name));
        return Ok(Outcome::Partly);
    }
    answer(&options.told, || path::near_page(&view, &ontology), || path::near_table(&view, &ontology), out)
}

pub(super) fn rank(session: &mut Session, options: &Rank, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    known(&options.class)?;
    let Some((ontology, view)) = whole(session, &options.along, &[])? else { return Ok(Outcome::Partly) };
    if options.told.explain {
        return explain(&view, &ontology, &options.told, out);
    }
    let by = match options.by {
        RankBy::Degree => By::Degree,
        RankBy::Pagerank => By::PageRank,
        RankBy::Betweenness => By::Betweenness,
    };
    let table = session.stage("rank", |_| rank::table(&view, by, &options.class, options.limit));
    print(out, &table, options.told.rows.format)?;
    if table.rows.is_empty() {
        tell("fangzhi: no edge leads to anything of these classes there; --explain prints the edges that there are");
        return Ok(Outcome::Partly);
    }
    Ok(Outcome::Done)
}

pub(super) fn groups(session: &mut Session, options: &Groups, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let Some((ontology, view)) = whole(session, &options.along, &options.class)? else { return Ok(Outcome::Partly) };
    if options.told.explain {
        return explain(&view, &ontology, &options.told, out);
    }
    let found = session.stage("find groups", |_| groups::groups(&view));
    let table = groups::table(&view, &found, options.limit);
    let nothing = table.rows.is_empty();
    answer(&options.told, || groups::page(&view, &found, &ontology, options.limit), || table, out)?;
    if nothing {
        tell("fangzhi: no two such things hang together; --class takes several classes, as Person,Organization");
    }
    Ok(if nothing { Outcome::Partly } else { Outcome::Done })
}

pub(super) fn timeline(session: &mut Session, options: &Timeline, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let facts = ["Tenure", "Event", "Flow", "Figure", "Relation"];
    one_of(&options.class, &facts)?;
    let (ontology, store) = open(session, &options.sure)?;
    let Some(things) = things(&store, &options.name) else { return Ok(Outcome::Partly) };
    if options.explain {
        out.write_all(timeline::sparql(&things).as_bytes())?;
        return Ok(Outcome::Done);
    }
    let filter = Filter {
        classes: options.class.clone(),
        from: day("--from", options.from.as_deref())?.map(|it| it.0),
        to: day("--to", options.to.as_deref())?.map(|it| it.1),
        ..Filter::default()
    };
    let line = session.stage("gather", |_| timeline::timeline(&store, &ontology, &things, &filter));
    if options.rows.format == RowFormat::Table {
        out.write_all(timeline::page(&line, &ontology).as_bytes())?;
    } else {
        print(out, &timeline::table(&line), options.rows.format)?;
        let undated = timeline::undated(&line);
        if !undated.is_empty() {
            tell(&format!("fangzhi: {}", undated.trim_end()));
        }
    }
    if line.moments.is_empty() {
        tell(&format!("fangzhi: {}: no dated fact of it, or none of the days and classes asked for", options.name));
        return Ok(Outcome::Partly);
    }
    Ok(Outcome::Done)
}

/// Loads the whole graph, as far as the options let it.
fn whole(session: &mut Session, along: &Along, classes: &[String]) -> anyhow::Result<Option<(Ontology, View)>> {
    let (ontology, store) = open(session, &along.sure)?;
    let Some(filter) = filter(&store, along, classes)? else { return Ok(None) };
    let view = session.stage("gather", |_| graph::load(&store, &ontology, &filter));
    Ok(Some((ontology, view)))
}

/// Returns what is gone along; none where the place is nobody's name, which is told.
pub(super) fn filter(store: &Store, along: &Along, classes: &[String]) -> anyhow::Result<Option<Filter>> {
    known(classes)?;
    let area = match &along.place {
        Some(place) => match things(store, place) {
            Some(places) => Some(Area::of(store, &places)),
            None => return Ok(None),
        },
        None => None,
    };
    Ok(Some(Filter {
        classes: classes.to_vec(),
        area,
        from: day("--from", along.from.as_deref())?.map(|it| it.0),
        to: day("--to", along.to.as_deref())?.map(|it| it.1),
        within: along.within,
    }))
}

fn day(option: &'static str, date: Option<&str>) -> anyhow::Result<Option<(String, String)>> {
    let Some(date) = date else { return Ok(None) };
    input::date(date).map_err(anyhow::Error::msg).context(option)?;
    Ok(Some(days(date)))
}

fn known(classes: &[String]) -> anyhow::Result<()> {
    one_of(classes, &Class::ALL.map(|it| it.name()))
}

fn one_of(classes: &[String], known: &[&str]) -> anyhow::Result<()> {
    for class in classes {
        let fits = known.iter().any(|it| it.eq_ignore_ascii_case(class));
        anyhow::ensure!(fits, "--class {class}: no such class; there are {}", known.join(" "));
    }
    Ok(())
}

fn explain(view: &View, ontology: &Ontology, told: &Told, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let table = view.edge_list(ontology);
    print(out, &table, told.rows.format)?;
    Ok(if table.rows.is_empty() { Outcome::Partly } else { Outcome::Done })
}

fn answer(
    told: &Told,
    page: impl FnOnce() -> String,
    table: impl FnOnce() -> Table,
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    match told.rows.format {
        RowFormat::Table => out.write_all(page().as_bytes())?,
        format => print(out, &table(), format)?,
    }
    Ok(Outcome::Done)
}
