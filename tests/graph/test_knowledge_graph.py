"""KnowledgeGraph: right answers, the same view each time, and nothing reached outside."""

import socket
import threading

import pyoxigraph
import pytest

from spacekg.errors import QueryError, SpaceKGError, StoreError
from spacekg.graph import KnowledgeGraph

STUDY = "https://doi.org/10.1234/tiny"


@pytest.fixture
def graph(tiny, graph_of):
    return graph_of(tiny.record, tiny.other(1))


def rows(graph, sparql, **substitutions):
    return [[term.value for term in row] for row in graph.query(sparql, substitutions or None)]


def test_prefixes_of_the_ontology_need_no_declaration(graph):
    assert rows(graph, "SELECT ?l { <https://doi.org/10.1234/tiny> rdfs:label ?l }") == [
        ["Mice in flight"]
    ]
    assert bool(graph.query("ASK { ?f a skg:Finding ; skg:about NCBIGene:67731 }"))


def test_a_triple_of_two_graphs_counts_once(tiny, graph_of, shard):
    twice = shard(tiny.record) + shard(tiny.record).replace(
        b"document/abababababababab> .", b"document/0000000000000000> ."
    )
    graph = KnowledgeGraph.from_quads(twice)
    assert rows(graph, "SELECT (COUNT(*) AS ?n) { ?s a skg:Study }") == [["1"]]
    assert rows(graph, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s a skg:Study } }") == [["2"]]
    assert graph.counts()["Study"] == 1
    assert len(graph.dataset) == len(graph.triples())


def test_a_variable_can_be_given_its_value(graph):
    gene = pyoxigraph.NamedNode("http://www.ncbi.nlm.nih.gov/gene/67731")
    asked = "SELECT ?gene ?label { ?gene rdfs:label ?label }"
    assert rows(graph, asked, gene=gene) == [[gene.value, "Fbxo32"]]
    with pytest.raises(QueryError, match="gene"):
        graph.query("SELECT ?label { ?gene rdfs:label ?label }", {"gene": gene})


def test_counts_and_views(graph):
    counts = graph.counts()
    assert (counts["Study"], counts["Document"], counts["Finding"]) == (2, 2, 2)
    assert list(counts) == sorted(counts)
    network = graph.to_networkx()
    assert network.nodes[STUDY] == {"type": "Study", "label": "Mice in flight", "curie": ""}
    gene = "http://www.ncbi.nlm.nih.gov/gene/67731"
    assert network.nodes[gene]["curie"] == "NCBIGene:67731"
    assert "reportsGene" in network[STUDY][gene]
    assert list(network.nodes) == sorted(network.nodes)
    assert sum(1 for _ in graph.quads()) == graph.to_nquads().count(b"\n")


# rdflib calls properties of its own that it has deprecated.
@pytest.mark.filterwarnings("ignore:Dataset.:DeprecationWarning")
def test_the_dataset_answers_like_the_graph(graph):
    import rdflib

    dataset = graph.dataset
    answer = dataset.query("SELECT ?s { ?s a skg:Study } ORDER BY ?s")
    assert [str(row[0]) for row in answer] == ["https://doi.org/10.1234/1", STUDY]
    assert len(list(dataset.triples((rdflib.URIRef(STUDY), None, None)))) == len(
        rows(graph, f"SELECT * {{ <{STUDY}> ?p ?o }}")
    )
    assert len(list(dataset.quads())) == graph.to_nquads().count(b"\n")
    named = [one for one in dataset.graphs() if "document" in str(one.identifier)]
    assert len(named) == 2
    assert all(len(one) > 10 for one in named)
    written = dataset.serialize(format="nquads")
    assert len([line for line in written.splitlines() if line]) == len(list(graph.quads()))


def test_the_dataset_cannot_be_changed(graph):
    import rdflib

    dataset = graph.dataset
    before = graph.to_nquads()
    triple = (rdflib.URIRef("a:a"), rdflib.URIRef("a:b"), rdflib.URIRef("a:c"))
    for change in (
        lambda: dataset.add(triple),
        lambda: dataset.addN([(*triple, dataset.graph(rdflib.URIRef("g:1")))]),
        lambda: dataset.remove((None, None, None)),
        lambda: dataset.update("DROP ALL"),
        lambda: dataset.parse(data="<a:a> <a:b> <a:c> .", format="turtle"),
        lambda: dataset.remove_graph(rdflib.URIRef("g:1")),
    ):
        with pytest.raises(StoreError, match="read-only"):
            change()
    assert graph.to_nquads() == before


@pytest.fixture
def listener():
    """A server that notes every connection."""
    met = []
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.05)
    stop = threading.Event()

    def listen():
        while not stop.is_set():
            try:
                connection, _ = server.accept()
            except TimeoutError:
                continue
            met.append(connection)
            connection.close()

    thread = threading.Thread(target=listen)
    thread.start()
    yield server.getsockname()[1], met
    stop.set()
    thread.join()
    server.close()


def test_no_query_reaches_outside(graph, listener, tmp_path):
    port, met = listener
    secret = tmp_path / "secret.nt"
    secret.write_text('<a:a> <a:b> "secret" .\n')
    here = f"http://127.0.0.1:{port}/"
    hostile = [
        f"SELECT * {{ SERVICE <{here}> {{ ?s ?p ?o }} }}",
        f"PREFIX e: <{here}> SELECT * {{ SERVICEe:x {{ ?s ?p ?o }} }}",
        f"ASK {{ FILTER(?a<?b+'>'+'') SERVICE <{here}> {{}} FILTER(''='') }}",
        f"LOAD <{here}>",
        f"SELECT * FROM <{here}> {{ ?s ?p ?o }}",
        f"SELECT * FROM <{secret.as_uri()}> {{ ?s ?p ?o }}",
        f"SELECT * FROM NAMED <{secret.as_uri()}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    ]
    for sparql in hostile:
        for ask in (graph.query, graph.dataset.query):
            with pytest.raises(SpaceKGError):
                list(ask(sparql))
    assert not met
    assert bool(graph.query("ASK {}"))


@pytest.mark.parametrize("sparql", ["SELECT", "SELECT * { ?s ?p }", "ASK { ?s unknown:p ?o }", "π"])
def test_a_broken_query_is_one_clear_line(graph, sparql):
    for ask in (graph.query, graph.dataset.query):
        with pytest.raises(QueryError) as caught:
            ask(sparql)
        assert "\n" not in str(caught.value)


def test_text_that_is_no_graph_is_refused():
    with pytest.raises(StoreError):
        KnowledgeGraph.from_quads(b"nonsense")


def test_named_questions_pass_the_gate(graph):
    from spacekg.queries import ask, read_questions

    for question in read_questions():
        assert list(ask(graph, question.name)) is not None
