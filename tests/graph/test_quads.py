"""Quads: bytes that every reader of N-Quads understands as they were meant."""

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacekg.errors import StoreError, UnknownTermError
from spacekg.graph import KnowledgeGraph, merge_shards, write_quads
from spacekg.graph.quads import is_named, write_literal
from spacekg.model import Edge, Node
from spacekg.vocabulary import read_vocabulary

GRAPH = "https://w3id.org/spacekg/id/graph/entities"
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
VALUE = st.one_of(
    TEXT, st.integers(), st.booleans(), st.floats(allow_nan=False, allow_infinity=False)
)


def quad_of(value):
    return f"<a:a> <a:b> {write_literal(value)} <g:1> .\n".encode()


@given(VALUE)
def test_the_engine_writes_a_literal_as_we_do(value):
    line = quad_of(value)
    graph = KnowledgeGraph.from_quads(line)
    assert graph.to_nquads() == line
    assert is_named(line.strip())
    if isinstance(value, str):
        assert [quad.object.value for quad in graph.quads()] == [value]


@given(st.floats(min_value=1e-16, max_value=1e15))
def test_a_number_keeps_its_value(value):
    written = write_literal(value).split('"')[1]
    assert float(written) == pytest.approx(value, rel=1e-2, abs=1e-18)


def test_a_lone_surrogate_does_not_stop_a_build():
    assert quad_of("a\ud800b") == quad_of("a?b")


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(value):
    with pytest.raises(StoreError):
        write_literal(value)


@pytest.mark.parametrize(
    "iri",
    ["", "relative", "http://a b", "http://a>", 'http://a"b', "http://a\nb", "http://a{b}", " a:b"],
)
def test_a_damaged_iri_is_refused(iri):
    with pytest.raises(StoreError, match="IRI"):
        write_quads([Node(id=iri, type="Gene", label="x")], GRAPH, read_vocabulary())
    with pytest.raises(StoreError, match="IRI"):
        edge = Edge(subject="a:b", predicate="within", object=iri)
        write_quads([edge], GRAPH, read_vocabulary())


def test_a_term_that_is_not_in_the_ontology_cannot_be_written():
    for part in (
        Node(id="a:b", type="Genes", label="x"),
        Node(id="a:b", type="Gene", label="x", properties=(("colour", "red"),)),
        Edge(subject="a:b", predicate="eats", object="a:c"),
    ):
        with pytest.raises(UnknownTermError):
            write_quads([part], GRAPH, read_vocabulary())


def test_hostile_labels_arrive_whole():
    labels = [
        'say "hi"',
        "a\nb\r\n",
        "back\\slash \\u0041",
        "\x00\x7f\u2028",
        "𝒜 α 中文",
        " <g:2> .",
    ]
    nodes = [Node(id=f"a:{at}", type="Gene", label=label) for at, label in enumerate(labels)]
    written = write_quads(nodes, GRAPH, read_vocabulary())
    graph = KnowledgeGraph.from_quads(written)
    rows = graph.query("SELECT ?label { ?s rdfs:label ?label } ORDER BY STR(?s)")
    assert [row["label"].value for row in rows] == labels
    assert graph.to_nquads() == written
    assert {quad.graph_name.value for quad in graph.quads()} == {GRAPH}


def test_lines_are_sorted_and_unique():
    shards = [quad_of("b") + quad_of("a"), quad_of("a"), b""]
    assert merge_shards(shards) == quad_of("a") + quad_of("b")
    assert merge_shards([]) == b""


def test_the_ontology_gets_a_graph_of_its_own():
    from spacekg.graph import read_turtle
    from spacekg.resources import find_resource

    iri = "https://w3id.org/spacekg/vocab/"
    quads = read_turtle(find_resource("ontology", "spacekg.ttl"), iri)
    assert quads == read_turtle(find_resource("ontology", "spacekg.ttl"), iri)
    parsed = list(pyoxigraph.parse(quads, format=pyoxigraph.RdfFormat.N_QUADS))
    assert {quad.graph_name.value for quad in parsed} == {iri}
