"""Centrality, communities and priorities, beside networkx and by hand."""

import pytest

from spacekg.analytics import central, communities, priorities
from spacekg.analytics.centrality import build_bipartite, rank_nodes
from spacekg.analytics.column_file import read_columns
from spacekg.errors import UsageError
from spacekg.graph import KnowledgeGraph

LINKS = {"Study": ("hasOrganism", "investigatesTissue", "reportsGene", "hasExposure",
                   "usesDataset", "partOfMission")}  # fmt: skip


@pytest.fixture
def graph(tiny, graph_of):
    far = {"organism": "NCBITaxon:9606", "tissue": "UBERON:0001134", "exposure": "skgx:bed-rest"}
    return graph_of(
        tiny.record, tiny.other(1), tiny.other(2, curie="NCBIGene:12575"),
        tiny.other(3, curie="NCBIGene:114907", **far),
        tiny.other(4, curie="NCBIGene:114907", **far),
    )  # fmt: skip


def test_ranks_are_those_of_networkx(graph):
    import networkx

    view = graph.to_networkx()
    plain = networkx.Graph(
        (study, entity) for study, entity, name in view.edges(keys=True) if name in LINKS["Study"]
    )
    expected = networkx.pagerank(plain, tol=1e-14, max_iter=1000)
    columns = read_columns(graph)
    nodes, network = build_bipartite(columns)
    ranks = dict(zip((columns.iris[one] for one in nodes), rank_nodes(network), strict=True))
    assert ranks.keys() == expected.keys()
    for iri, rank in expected.items():
        assert ranks[iri] == pytest.approx(rank * len(expected), rel=1e-8)
    assert sum(ranks.values()) == pytest.approx(len(ranks))


def test_central_nodes_come_first(graph):
    rows = central(graph, type="gene")
    assert [row.label for row in rows] == ["FBXO32", "Fbxo32", "Cdkn1a"]
    assert [row.links for row in rows] == [2, 2, 1]
    assert len(central(graph, type="study", most=2)) == 2
    everything = central(graph)
    assert everything == central(graph)
    assert [row.rank for row in everything] == sorted(
        (row.rank for row in everything), reverse=True
    )
    with pytest.raises(UsageError):
        central(graph, most=0)
    with pytest.raises(UsageError):
        central(graph, type="genes")


def test_mice_in_flight_and_people_in_bed_are_two_communities(graph):
    first, second = communities(graph)
    assert (len(first.studies), len(second.studies)) == (3, 2)
    assert "Mus musculus" in first.central
    assert "Homo sapiens" in second.central
    assert first.modularity == pytest.approx(second.modularity)
    assert 0.2 < first.modularity < 1
    assert communities(graph) == communities(graph)
    with pytest.raises(UsageError):
        communities(graph, resolution=0)


def test_priorities_follow_their_formula(graph):
    from math import log2

    rows = priorities(graph)
    assert rows
    for row in rows:
        assert row.score == pytest.approx(
            row.asked * log2(2 + row.bearing) * log2(2 + row.importance)
        )
        assert row.asked >= 1
    assert [row.score for row in rows] == sorted((row.score for row in rows), reverse=True)


def test_an_empty_graph_has_none():
    graph = KnowledgeGraph.from_quads(b"")
    assert central(graph) == communities(graph) == priorities(graph) == ()
