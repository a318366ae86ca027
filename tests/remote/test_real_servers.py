"""The graph on real servers: loaded, asked, revised, interrupted, and the same as at home."""

from __future__ import annotations

import csv
import io

import pytest
from pyoxigraph import NamedNode

from spacekg.analytics import conflicts, gaps, shared, summary
from spacekg.errors import (
    RemoteCutError,
    RemoteInconsistentError,
    RemoteLoginError,
    RemoteUnreachableError,
    StoreError,
)
from spacekg.graph import KnowledgeGraph, Manifest
from spacekg.graph.publication import publish
from spacekg.graph.remote_state import OURS, STAGING
from spacekg.queries import ask, read_questions, write_answer
from spacekg.remote import SparqlClient, read_address, read_login
from spacekg.validation import validate
from spacekg.vocabulary import read_vocabulary

DOCUMENT = "https://w3id.org/spacekg/id/document/00000000000000d2"
ALL_GRAPHS = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), '%s')) }"


def connect(server: str) -> SparqlClient:
    address = read_address(server)
    return SparqlClient(address, read_login(address))


def put(graph: KnowledgeGraph, server: str, files=(), watch=None, client=None):
    quads = graph.to_nquads()
    manifest = Manifest(
        quads=quads.count(b"\n"), triples=len(graph.triples()), graphs=0, sha256=str(hash(quads))
    )
    return publish(graph._store, manifest, files, client or connect(server), watch)


def rows(graph: KnowledgeGraph, name: str) -> list[list[list[str]]]:
    """The rows as a bag; the parts of a concatenation have no order in SPARQL."""
    table = csv.reader(io.StringIO(write_answer(ask(graph, name), "csv")))
    return sorted([sorted(cell.replace(";", " ").split()) for cell in row] for row in table)


@pytest.fixture
def small(small_quads: bytes) -> KnowledgeGraph:
    return KnowledgeGraph.from_quads(small_quads)


def test_all_named_questions_have_the_rows_of_the_embedded_graph(small, server):
    put(small, server)
    remote = KnowledgeGraph.open(server)
    for question in read_questions():
        assert rows(remote, question.name) == rows(small, question.name), question.name


def test_the_other_commands_say_the_same(small, server):
    put(small, server, [("notes/a.bin", bytes(range(256)) * 50)])
    remote = KnowledgeGraph.open(server)
    for command in (summary, gaps, conflicts, shared):
        assert command(remote) == command(small)
    assert remote.to_nquads() == small.to_nquads()
    assert remote.triples() == small.triples()
    assert remote.counts() == small.counts()
    assert validate(remote).text() == validate(small).text()
    assert set(remote.to_networkx().edges) == set(small.to_networkx().edges)
    assert (remote.folder / "notes" / "a.bin").read_bytes() == bytes(range(256)) * 50


def test_graphs_are_asked_by_name(small, server):
    put(small, server)
    remote = KnowledgeGraph.open(server)
    for question in (
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
        f"SELECT (COUNT(*) AS ?n) FROM <{DOCUMENT}> {{ ?s ?p ?o }}",
        f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{DOCUMENT}> {{ ?s ?p ?o }} }}",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        f"SELECT ?s FROM NAMED <{DOCUMENT}> {{ GRAPH ?g {{ ?s a skg:Study }} }}",
        "ASK { ?s a skg:Gene }",
        "CONSTRUCT { ?s rdfs:label ?l } WHERE { ?s a skg:Mission ; rdfs:label ?l }",
    ):
        assert write_answer(remote.query(question), "table") == write_answer(
            small.query(question), "table"
        ), question
    given = {"p": NamedNode(read_vocabulary().iri("about")), "g": NamedNode(DOCUMENT)}
    pattern = "SELECT ?s ?p ?o ?g { GRAPH ?h { ?s ?p ?o } FILTER(?h != ?g) } ORDER BY ?s ?o"
    assert write_answer(remote.query(pattern, given), "csv") == write_answer(
        small.query(pattern, given), "csv"
    )
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    for graphs in ({"default_graphs": (DOCUMENT,)}, {"named_graphs": (DOCUMENT,)}):
        assert write_answer(remote.query(count, **graphs), "csv") == write_answer(
            small.query(count, **graphs), "csv"
        )


def test_one_document_is_replaced_by_one_graph(small, server):
    put(small, server)
    quads = small.to_nquads().replace(b"Unloaded mice", b"Unloaded mice and rats")
    revised = KnowledgeGraph.from_quads(quads)
    sent: list[tuple[int, int]] = []
    put(revised, server, watch=lambda done, of: sent.append((done, of)))
    assert sent == [(1, 1)]
    assert KnowledgeGraph.open(server).to_nquads() == revised.to_nquads()
    gone = f"<{DOCUMENT}> .".encode()
    lines = (line for line in quads.split(b"\n") if line and not line.endswith(gone))
    without = b"".join(line + b"\n" for line in lines)
    smaller = KnowledgeGraph.from_quads(without)
    sent.clear()
    put(smaller, server, watch=lambda done, of: sent.append((done, of)))
    remote = KnowledgeGraph.open(server)
    assert sent == []
    assert remote.to_nquads() == smaller.to_nquads()
    assert not remote.query(f"ASK {{ GRAPH <{DOCUMENT}> {{ ?s ?p ?o }} }}")
    for name in ("shared-genes", "studies-by-exposure"):
        assert rows(remote, name) == rows(smaller, name)


class Dying(SparqlClient):
    """A client whose machine loses its power before a given step."""

    def arm(self, puts: int = 10**9, updates: int = 10**9) -> Dying:
        self.left = {"put": puts, "update": updates}
        return self

    def _live(self, step: str) -> None:
        self.left[step] -= 1
        if self.left[step] < 0:
            raise RemoteUnreachableError("the plug is pulled")

    def put_graph(self, *given) -> None:
        self._live("put")
        super().put_graph(*given)

    def update(self, *given) -> None:
        self._live("update")
        super().update(*given)


def test_an_interrupted_upload_leaves_the_old_answers(small, server):
    put(small, server)
    before = KnowledgeGraph.open(server)
    quads = small.to_nquads().replace(b"skeletal muscle", b"striated muscle").replace(b"37", b"38")
    revised = KnowledgeGraph.from_quads(quads)
    address = read_address(server)
    for fatal in ({"puts": 0}, {"puts": 1}, {"puts": 3}, {"updates": 0}):
        dying = Dying(address, read_login(address)).arm(**fatal)
        with pytest.raises(RemoteUnreachableError, match="plug"):
            put(revised, server, client=dying)
        assert KnowledgeGraph.open(server).to_nquads() == small.to_nquads()
        assert rows(before, "genes-by-tissue") == rows(small, "genes-by-tissue")
    put(revised, server)
    assert KnowledgeGraph.open(server).to_nquads() == revised.to_nquads()
    # The one that was open sees the new generation, whole.
    assert rows(before, "genes-by-tissue") == rows(revised, "genes-by-tissue")
    left = connect(server).select(ALL_GRAPHS % STAGING)
    assert left.bindings == ()
    assert len(connect(server).select(ALL_GRAPHS % OURS).bindings) == 3


def test_a_half_done_move_is_seen_and_cured(small, server, monkeypatch):
    put(small, server)
    reader = KnowledgeGraph.open(server)
    monkeypatch.setattr("spacekg.graph.publication.BATCH", 2)
    quads = small.to_nquads().replace(b"37", b"39")
    revised = KnowledgeGraph.from_quads(quads)
    address = read_address(server)
    with pytest.raises(RemoteUnreachableError, match="plug"):
        put(revised, server, client=Dying(address, read_login(address)).arm(updates=1))
    # The union answers as before; what would read graphs that are being moved is refused.
    assert rows(reader, "shared-genes") == rows(small, "shared-genes")
    with pytest.raises(RemoteInconsistentError, match="being moved in"):
        reader.query("SELECT ?g { GRAPH ?g { ?s a skg:Gene } }")
    with pytest.raises(RemoteInconsistentError):
        KnowledgeGraph.open(server).to_nquads()
    put(revised, server)
    assert KnowledgeGraph.open(server).to_nquads() == revised.to_nquads()
    assert reader.query("ASK { GRAPH ?g { ?s a skg:Gene } }")


def test_what_another_writer_damages_is_found(small, server):
    put(small, server)
    graph = KnowledgeGraph.open(server)
    connect(server).put_graph(DOCUMENT, b"<http://e.org/a> <http://e.org/b> <http://e.org/c> .\n")
    with pytest.raises(RemoteInconsistentError, match="not the"):
        graph.to_nquads()
    connect(server).update(f"CLEAR GRAPH <{OURS}pointer>")
    with pytest.raises(StoreError, match="no graph of ours"):
        KnowledgeGraph.open(server)


def test_a_server_that_caps_its_rows_is_found_out(small, virtuoso_server, login):
    put(small, virtuoso_server)
    remote = KnowledgeGraph.open(virtuoso_server)
    with pytest.raises(RemoteCutError, match="limit of rows"):
        remote.query("SELECT ?s ?p ?o { ?s ?p ?o }")
    with pytest.raises(RemoteCutError, match="limit of rows"):
        remote.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    # The whole graph is larger than what it gives at once, and is fetched in parts.
    assert remote.to_nquads() == small.to_nquads()


def test_who_may_not_write_is_told(small, virtuoso_server, monkeypatch):
    monkeypatch.delenv("SPACEKG_REMOTE_USER", raising=False)
    monkeypatch.setenv("HOME", "/nowhere")
    with pytest.raises(RemoteLoginError, match="401"):
        put(small, virtuoso_server)
    monkeypatch.setenv("SPACEKG_REMOTE_USER", "dba")
    monkeypatch.setenv("SPACEKG_REMOTE_PASSWORD", "wrong-password")
    with pytest.raises(RemoteLoginError) as caught:
        put(small, virtuoso_server)
    assert "wrong-password" not in str(caught.value)
