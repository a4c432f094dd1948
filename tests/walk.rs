//! Ways through the graph: paths, neighbourhoods, ranks, groups and timelines, each row with its fact.
#![expect(clippy::non_ascii_literal, reason = "names to look for")]
use std::collections::{BTreeMap, BTreeSet};

use fangzhi::graph::groups::{groups, modularity};
use fangzhi::graph::path::{Wanted, near_table, paths, table};
use fangzhi::graph::rank::{By, measure};
use fangzhi::graph::timeline::{sparql, timeline};
use fangzhi::graph::{Area, Filter, Link, Told, View, around, load};
use fangzhi::ontology::{derived_graph, expand, term};
use fangzhi::show::{dossier, evidence};
use fangzhi::store::leave_out;
use fangzhi::table::{Cell, Table};
use fangzhi::thing::Thing;
use fangzhi::{graph::rank, query};
use oxigraph::model::{NamedNode, NamedOrBlankNode, Term};
use oxigraph::store::Store;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use serde_json::Value;

use crate::cli::run;
use crate::views::{folder, one, ontology, samples};

/// Makes a view of things 0, 1, … and edges between them.
fn made(things: usize, edges: &[(u32, u32)]) -> View {
    let mut view = View::default();
    for it in 0..things {
        let iri = NamedNode::new_unchecked(format!("https://example.org/{it}"));
        view.graph.add_node(Thing { iri, label: it.to_string(), class: "Person".to_owned() });
    }
    for (from, to) in edges {
        let told = vec![Told {
            fact: NamedNode::new_unchecked(format!("https://example.org/{from}-{to}")),
            detail: None,
            date: None,
            article: String::new(),
            sentence: String::new(),
            confidence: None,
        }];
        view.graph.add_edge((*from).into(), (*to).into(), Link { property: term("partOf"), told });
    }
    view
}

fn numbers(paths: &[Vec<NodeIndex>]) -> Vec<Vec<usize>> {
    paths.iter().map(|path| path.iter().map(|it| it.index()).collect()).collect()
}

#[test]
fn the_shortest_paths_come_first_and_meet_nothing_twice() {
    // A square 0 1 2 3 with a way round 0 4 5 2; edges point either way.
    let view = made(7, &[(0, 1), (2, 1), (2, 3), (3, 0), (0, 4), (4, 5), (5, 2), (0, 1)]);
    let wanted = |via: &[u32], most, steps| Wanted {
        from: vec![0.into()],
        to: vec![2.into()],
        via: via.iter().map(|it| vec![(*it).into()]).collect(),
        most,
        steps,
    };
    let found = |via: &[u32], most, steps| numbers(&paths(&view, &wanted(via, most, steps)).paths);
    let all = vec![vec![0, 1, 2], vec![0, 3, 2], vec![0, 4, 5, 2]];
    assert_eq!(found(&[], 9, 9), all);
    assert_eq!(found(&[], 1, 9), all[..1]);
    assert_eq!(found(&[], 9, 2), all[..2]);
    assert_eq!(found(&[5], 9, 9), all[2..]);
    assert_eq!(found(&[1, 5], 9, 9), Vec::<Vec<usize>>::new());
    assert_eq!(found(&[6], 9, 9), Vec::<Vec<usize>>::new(), "6 hangs on nothing");
    let without = view.only(|it| it.index() != 1, |_| true);
    assert_eq!(without.graph.node_count(), 6);
}

#[test]
fn measures_are_those_of_the_textbook() {
    let line = made(5, &[(0, 1), (2, 1), (2, 3), (3, 4), (3, 4)]);
    assert_eq!(measure(&line, By::Degree), [1.0, 2.0, 2.0, 2.0, 1.0]);
    let expected = [0.0, 0.5, 2.0 / 3.0, 0.5, 0.0];
    for (found, expected) in measure(&line, By::Betweenness).iter().zip(expected) {
        assert!((found - expected).abs() < 1e-12, "{found} {expected}");
    }
    let star = made(4, &[(0, 1), (0, 2), (3, 0)]);
    let rank = measure(&star, By::PageRank);
    assert!((rank.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    // r0 = 0.15/4 + 0.85·3·r1 and r1 = 0.15/4 + 0.85·r0/3
    let hub = (0.0375 + 0.85 * 3.0 * 0.0375) / (1.0 - 0.85 * 0.85);
    assert!((rank[0] - hub).abs() < 1e-9 && (rank[1] - rank[3]).abs() < 1e-12, "{rank:?}");
}

#[test]
fn groups_are_what_hangs_together() {
    let triangles = made(7, &[(3, 4), (4, 5), (5, 3), (0, 1), (1, 2), (2, 0), (2, 3)]);
    let found = groups(&triangles);
    assert_eq!(found, [0, 0, 0, 1, 1, 1, 2]);
    assert!((modularity(&triangles, &found) - 5.0 / 14.0).abs() < 1e-12);
    assert_eq!(groups(&View::default()), Vec::<usize>::new());
    let view = load(&samples("walk-groups"), &ontology(), &Filter::default());
    let found = groups(&view);
    assert_eq!(found, groups(&view));
    let apart: Vec<usize> = (0..view.graph.node_count()).collect();
    assert!(modularity(&view, &found) > 0.3 && modularity(&view, &apart) < 0.0);
    let sizes = found.iter().fold(BTreeMap::<usize, usize>::new(), |mut sizes, it| {
        *sizes.entry(*it).or_default() += 1;
        sizes
    });
    let sizes: Vec<usize> = sizes.into_values().collect();
    assert!(sizes.len() > 5 && sizes.is_sorted_by(|a, b| a >= b), "{sizes:?}");
}

/// The direct edges of a store, one of each that holds both ways.
fn direct(store: &Store) -> BTreeSet<(String, String, String)> {
    let symmetric = term("signedWith");
    let derived = derived_graph();
    let quads = store.quads_for_pattern(None, None, None, Some(derived.as_ref().into())).flatten();
    let ends = |it: oxigraph::model::Quad| match (it.subject, it.object) {
        (NamedOrBlankNode::NamedNode(from), Term::NamedNode(to)) => {
            let turned = it.predicate == symmetric && to < from;
            let known = ontology().edges.iter().any(|edge| edge.property == it.predicate);
            let ends = (from.into_string(), it.predicate.into_string(), to.into_string());
            (known && !turned).then_some(ends)
        }
        _ => None,
    };
    quads.filter_map(ends).collect()
}

fn ends(view: &View) -> BTreeSet<(String, String, String)> {
    let iri = |it: NodeIndex| view.graph[it].iri.as_str().to_owned();
    view.graph
        .edge_indices()
        .filter_map(|it| {
            let (from, to) = view.graph.edge_endpoints(it)?;
            Some((iri(from), view.graph[it].property.as_str().to_owned(), iri(to)))
        })
        .collect()
}

#[test]
fn the_edges_are_the_direct_edges_each_with_facts() {
    let (store, ontology) = (samples("walk-edges"), ontology());
    let view = load(&store, &ontology, &Filter::default());
    assert_eq!(ends(&view), direct(&store));
    assert!(view.graph.edge_count() > 150);
    assert!(view.graph.edge_weights().all(|it| !it.told.is_empty()));
    let centre = one(&store, "张建国");
    let near = around(&store, &ontology, std::slice::from_ref(&centre), 1, &Filter::default());
    let touching = |it: &(String, String, String)| it.0 == centre.iri.as_str() || it.2 == centre.iri.as_str();
    let own = |edges: BTreeSet<_>| edges.into_iter().filter(touching).collect::<BTreeSet<_>>();
    assert_eq!(own(ends(&near)), own(ends(&view)));
    // At the rim, all edges between what is there.
    let there: BTreeSet<&str> = near.graph.node_weights().map(|it| it.iri.as_str()).collect();
    let inside = ends(&view).into_iter().filter(|it| there.contains(it.0.as_str()) && there.contains(it.2.as_str()));
    assert_eq!(ends(&near), inside.collect());
    // What lies in what has no fact, and is gone along only where that is asked for.
    let within = Filter { within: true, ..Filter::default() };
    let more = load(&store, &ontology, &within);
    let bare = more.graph.edge_weights().filter(|it| it.told.is_empty()).count();
    assert!(bare > 10 && more.graph.edge_count() == view.graph.edge_count() + bare);
    let places = around(&store, &ontology, &[one(&store, "临县")], 1, &within);
    assert!(places.graph.node_weights().any(|it| it.label == "吕梁市"));
}

fn column(table: &Table, name: &str) -> Vec<String> {
    let at = table.columns.iter().position(|it| it == name).expect(name);
    let text = |row: &Vec<Cell>| match &row[at] {
        Cell::Text(it) => it.clone(),
        other => format!("{other:?}"),
    };
    table.rows.iter().map(text).collect()
}

#[test]
fn every_row_has_a_fact_that_why_resolves() {
    let (store, ontology) = (samples("walk-rows"), ontology());
    let view = load(&store, &ontology, &Filter::default());
    let found = groups(&view);
    let place = |name: &str| {
        let iri = one(&store, name).iri;
        view.graph.node_indices().find(|it| view.graph[*it].iri == iri).expect(name)
    };
    let wanted =
        Wanted { from: vec![place("张建国")], to: vec![place("李考玉")], via: Vec::new(), most: 3, steps: 6 };
    let ways = paths(&view, &wanted);
    assert_eq!(ways.paths.len(), 3);
    assert!(ways.paths.is_sorted_by_key(Vec::len));
    let around = around(&store, &ontology, &[one(&store, "临县")], 2, &Filter::default());
    let line = timeline(&store, &ontology, &[one(&store, "临县")], &Filter::default());
    let tables = [
        table(&view, &ways, &ontology),
        near_table(&around, &ontology),
        rank::table(&view, By::Betweenness, &[], 1000),
        fangzhi::graph::groups::table(&view, &found, 1000),
        fangzhi::graph::timeline::table(&line),
        view.edge_list(&ontology),
    ];
    for table in tables {
        assert!(table.rows.len() > 5, "{:?}", table.columns);
        for (fact, sentence) in column(&table, "fact").iter().zip(column(&table, "sentence")) {
            let found = evidence(&store, &expand(fact).expect("an IRI"));
            assert_eq!(found.first().map(|it| it.sentence.clone()), Some(sentence), "{fact}");
        }
    }
}

#[test]
fn filters_leave_out_what_is_not_asked_for() {
    let (store, ontology) = (samples("walk-filters"), ontology());
    let edges = |filter: Filter| load(&store, &ontology, &filter).graph;
    let all = edges(Filter::default());
    let day = |it: &str| Some(it.to_owned());
    let (early, late) = (
        edges(Filter { to: day("2019-12-31"), ..Filter::default() }),
        edges(Filter { from: day("2020-01-01"), ..Filter::default() }),
    );
    assert!(early.edge_count() > 20 && late.edge_count() > 20);
    assert!(early.edge_count() < all.edge_count() && late.edge_count() < all.edge_count());
    let told = |graph: &petgraph::graph::DiGraph<Thing, Link>| -> BTreeSet<String> {
        graph.edge_weights().flat_map(|it| &it.told).map(|it| it.fact.as_str().to_owned()).collect()
    };
    let both: BTreeSet<String> = told(&early).union(&told(&late)).cloned().collect();
    assert_eq!(both, told(&all), "each sample has a date");
    for it in early.edge_weights().flat_map(|it| &it.told).filter_map(|it| it.date.as_deref()) {
        assert!(it < "2020", "{it}");
    }
    let people = edges(Filter { classes: vec!["person".to_owned(), "event".to_owned()], ..Filter::default() });
    assert!(people.edge_count() > 5);
    assert!(people.node_weights().all(|it| ["Person", "Event", "NamedEvent"].contains(&it.class.as_str())));
    let town = Area::of(&store, &[one(&store, "从罗峪镇")]);
    let there = edges(Filter { area: Some(town), ..Filter::default() });
    assert!((1..40).contains(&there.edge_count()), "{}", there.edge_count());
    assert!(there.node_weights().any(|it| it.label == "李考玉"));
    leave_out(&store, &ontology, 0.9).expect("a store");
    let sure = edges(Filter::default());
    assert!(sure.edge_count() <= all.edge_count());
    assert!(sure.edge_weights().flat_map(|it| &it.told).all(|it| it.confidence >= Some(0.9)));
}

#[test]
fn a_timeline_is_in_order_counts_the_undated_and_shows_its_sparql() {
    let (store, ontology) = (samples("walk-timeline"), ontology());
    for name in ["张建国", "临县", "光伏扶贫"] {
        let thing = one(&store, name);
        let line = timeline(&store, &ontology, std::slice::from_ref(&thing), &Filter::default());
        let dates: Vec<&str> = line.moments.iter().map(|it| it.dated.start.as_str()).collect();
        assert!(dates.is_sorted(), "{name}: {dates:?}");
        let undated: usize = line.undated.values().sum();
        let own = dossier(&store, &ontology, &thing).lines.len();
        assert!(line.moments.len() + undated >= own, "{name}");
        let query::Answer::Rows { variables, rows } =
            query::ask(&store, "explain", &sparql(&[thing]), None).expect("SPARQL")
        else {
            panic!("rows")
        };
        let names: Vec<&str> = variables.iter().map(|it| it.as_str()).collect();
        assert_eq!(names, ["start", "class", "fact", "sentence"]);
        let facts = |dated: bool| -> BTreeSet<String> {
            let rows = rows.iter().filter(|it| it[0].is_some() == dated);
            rows.filter_map(|it| it[2].as_ref()).map(query::plain).collect()
        };
        assert_eq!(facts(true), line.moments.iter().map(|it| it.fact.clone()).collect(), "{name}");
        assert_eq!(facts(false).len(), undated, "{name}");
    }
}

#[test]
fn commands_end_with_the_code_of_the_help() {
    let graph = folder("walk-cli");
    let graph = graph.to_string_lossy();
    let ended = |args: &[&str]| run(&[args, &["--graph", &graph]].concat());
    let lines = |args: &[&str]| {
        let ended = ended(args);
        assert_eq!((ended.code, ended.err.as_str()), (0, ""), "{args:?}");
        ended.out.lines().count()
    };
    assert!(lines(&["path", "张建国", "李考玉"]) > 6);
    assert!(lines(&["near", "张建国", "--format", "csv"]) > 8);
    assert_eq!(lines(&["rank", "--class", "Person", "--limit", "5", "--by", "pagerank", "--format", "tsv"]), 6);
    assert!(lines(&["groups", "--limit", "2"]) > 4);
    assert!(lines(&["timeline", "张建国", "--class", "tenure"]) > 4);
    assert!(lines(&["rank", "--explain", "--format", "csv"]) > 150);
    let json: Value =
        serde_json::from_str(&ended(&["path", "张建国", "李考玉", "--format", "json"]).out).expect("JSON");
    assert_eq!((&json[0]["path"], &json[0]["step"]), (&Value::from(1), &Value::from(1)));
    let partly: [(&[&str], &str); 5] = [
        (&["path", "张建国", "李考"], "李考玉"),
        (&["path", "张建国", "李考玉", "--depth", "1"], "at most 1 steps"),
        (&["path", "张建国", "李考玉", "--via", "没有此人"], "没有此人"),
        (&["near", "张建国", "--place", "没有此地"], "没有此地"),
        (&["near", "张建国", "--class", "Honour"], "no edge"),
    ];
    for (args, word) in partly {
        let ended = ended(args);
        assert_eq!((ended.code, ended.out.as_str()), (1, ""), "{args:?}");
        assert!(ended.err.contains(word), "{args:?}: {}", ended.err);
    }
    let wrong: [(&[&str], &str); 4] = [
        (&["near", "张建国", "--class", "Nothing"], "Person"),
        (&["timeline", "张建国", "--class", "Person"], "Tenure"),
        (&["rank", "--from", "yesterday"], "--from"),
        (&["path", "张建国"], "NAME"),
    ];
    for (args, word) in wrong {
        let ended = ended(args);
        assert_eq!((ended.code, ended.out.as_str()), (2, ""), "{args:?}");
        assert!(ended.err.contains(word), "{args:?}: {}", ended.err);
    }
    let through = ended(&["path", "张建国", "李考玉", "--via", "临县", "--not", "临县县委", "--format", "csv"]);
    assert_eq!(through.code, 0, "{}", through.err);
    assert!(through.out.contains(",id:place-141124") && !through.out.contains("id:org-临县县委-141124"));
}

#[test]
fn drawn_paths_lead_through_and_past_what_is_asked() {
    let graph = folder("walk-drawn");
    let graph = graph.to_string_lossy();
    let ends = ["张建国", "高建峰"];
    let drawn = |options: &[&str]| {
        let ended = run(&[&["draw"], &ends[..], options, &["--format", "json", "--graph", &graph]].concat());
        let value: Value = serde_json::from_str(&ended.out).unwrap_or(Value::Null);
        let nodes = value["nodes"].as_array().cloned().unwrap_or_default().into_iter();
        nodes.map(|it| it["label"].as_str().expect("a label").to_owned()).collect::<BTreeSet<_>>()
    };
    let all = drawn(&["--path"]);
    let between: Vec<&String> = all.iter().filter(|it| !ends.contains(&it.as_str())).collect();
    let mut past = 0;
    for it in &between {
        let without = drawn(&["--path", "--not", it]);
        assert!(!without.contains(*it), "{it}: {without:?}");
        past += usize::from(ends.iter().all(|end| without.contains(*end)));
        assert!(drawn(&["--path", "--via", it]).contains(*it), "{it}");
    }
    assert!(between.len() > 2 && past > 0, "{between:?}");
    let wrong = run(&["draw", "张建国", "--not", "临县", "--graph", &graph]);
    assert!(wrong.code == 2 && wrong.err.contains("--path"), "{}", wrong.err);
    let nobody = run(&["draw", "张建国", "高建峰", "--path", "--via", "从罗峪", "--graph", &graph]);
    assert!(nobody.code == 1 && nobody.err.contains("从罗峪镇"), "{}", nobody.err);
}

#[test]
fn an_event_is_one_step_from_where_it_took_place() {
    let store = samples("walk-venues");
    let town = one(&store, "从罗峪镇");
    let view = around(&store, &ontology(), std::slice::from_ref(&town), 2, &Filter::default());
    let venue = |it: &petgraph::graph::EdgeReference<'_, Link>| it.weight().property == term("tookPlaceAt");
    let held: Vec<_> = view.graph.edge_references().filter(venue).collect();
    assert!(!held.is_empty());
    for it in held {
        let (event, place) = (&view.graph[it.source()], &view.graph[it.target()]);
        assert!(fangzhi::thing::is_fact(event.iri.as_str()) && event.class == "Event" && place.class == "Place");
        let told = &it.weight().told;
        assert_eq!(told.iter().map(|it| &it.fact).collect::<Vec<_>>(), [&event.iri], "the event says it itself");
        let said = fangzhi::thing::roles(&store, event.iri.as_ref());
        assert!(fangzhi::thing::all(&said, "place").contains(&Term::from(place.iri.clone())), "{said:?}");
    }
    // Who took part is two steps from the place, and the edge is no role that the place plays in the event.
    let met = query::ask(
        &store,
        "met",
        "SELECT ?who { ?who fz:tookPartIn/fz:tookPlaceAt ?place . ?place rdfs:label '从罗峪镇'@zh . ?who a fz:Person }",
        None,
    );
    assert!(!met.expect("rows").is_empty());
    let roles: BTreeSet<String> = fangzhi::thing::facts(&store, town.iri.as_ref()).into_values().flatten().collect();
    assert!(roles.contains("place") && !roles.contains("tookPlaceAt"), "{roles:?}");
    let edges = store.quads_for_pattern(None, Some(term("tookPlaceAt").as_ref()), None, None).flatten();
    assert!(
        edges.count() > 0
            && store
                .quads_for_pattern(None, None, None, None)
                .flatten()
                .all(|it| { it.predicate != term("tookPlaceAt") || it.graph_name == derived_graph().into() })
    );
}
