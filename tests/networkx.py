"""Reads drawings with networkx and prints what it finds: `networkx.py FILE…`, a line of JSON for each."""

import json
import sys

try:
    import networkx
    from networkx.algorithms.link_analysis.pagerank_alg import _pagerank_python
except ImportError:
    sys.exit(3)


def read(path):
    if path.endswith(".graphml"):
        return networkx.read_graphml(path, force_multigraph=True)
    if path.endswith(".gexf"):
        return networkx.read_gexf(path)
    with open(path, encoding="utf-8") as file:
        return networkx.node_link_graph(json.load(file), edges="edges")


for path in sys.argv[1:]:
    graph = read(path)
    plain = networkx.Graph(graph)
    names = networkx.get_node_attributes(graph, "iri") or {it: it for it in graph}
    types = {}
    for _, values in list(graph.nodes(data=True)) + [it[1:] for it in graph.edges(data=True)]:
        for name, value in values.items():
            types.setdefault(name, set()).add(type(value).__name__)
    groups = {}
    for node, group in graph.nodes(data="group"):
        groups.setdefault(group, set()).add(node)
    weighted = networkx.Graph()
    weighted.add_nodes_from(graph)
    for one, other in graph.edges():
        weight = weighted.get_edge_data(one, other, {"weight": 0})["weight"]
        weighted.add_edge(one, other, weight=weight + 1)
    found = {
        "nodes": graph.number_of_nodes(),
        "edges": graph.number_of_edges(),
        "directed": graph.is_directed(),
        "labels": sorted(str(it) for _, it in graph.nodes(data="label")),
        "facts": sorted({it for _, _, it in graph.edges(data="fact") if it}),
        "types": {name: sorted(it) for name, it in sorted(types.items())},
        "degree": {names[it]: degree for it, degree in plain.degree()},
        "pagerank": {names[it]: rank for it, rank in _pagerank_python(plain, tol=1e-12, max_iter=500).items()},
        "betweenness": {names[it]: value for it, value in networkx.betweenness_centrality(plain).items()},
        "modularity": networkx.community.modularity(weighted, groups.values()),
        "connected": all(networkx.is_connected(plain.subgraph(it)) for it in groups.values()),
    }
    print(json.dumps(found, ensure_ascii=False))
