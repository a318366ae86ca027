"""A question to two local servers: what is not on the list is never asked, what is, strictly."""

from __future__ import annotations

import socket
import sys
import time
from pathlib import Path

import pytest

from spacekg.errors import QueryError, StoreError
from spacekg.graph import GraphStore, guard
from spacekg.queries import query
from spacekg.queries.federation import federate
from spacekg.remote import SparqlClient, read_address

faulty = sys.modules["spacekg_fault_server"]

WORLD = """<http://world.org/1> <http://world.org/geneId> <http://www.ncbi.nlm.nih.gov/gene/67731> .
<http://world.org/1> <http://world.org/name> "F-box protein 32, \\"atrogin-1\\"" .
<http://world.org/2> <http://world.org/geneId> <http://www.ncbi.nlm.nih.gov/gene/12842> .
<http://world.org/2> <http://world.org/name> "collagen, type I, alpha 1"@en .
<http://world.org/3> <http://world.org/geneId> <http://www.ncbi.nlm.nih.gov/gene/1> .
"""
QUESTION = """PREFIX world: <http://world.org/>
SELECT ?label ?name WHERE {
  ?gene a skg:Gene ; rdfs:label ?label .
  SERVICE <%s> { ?item world:geneId ?gene OPTIONAL { ?item world:name ?name } }
} ORDER BY ?label"""


@pytest.fixture(scope="module")
def store(tmp_path_factory, small_quads) -> Path:
    folder = tmp_path_factory.mktemp("federation") / "store"
    GraphStore(path=folder).write([small_quads])
    return folder


@pytest.fixture
def world(oxigraph_server: str) -> str:
    """The endpoint of another server, with facts of its own in its default graph."""
    address = read_address(oxigraph_server)
    with SparqlClient(address) as client:
        client.update(f"INSERT DATA {{ {WORLD} }}")
    return address.query


def test_the_rows_of_two_servers_are_joined(store, world):
    answer = query(store, QUESTION % world, output="csv", services=[world])
    assert answer.replace("\r", "") == (
        'label,name\nCol1a1,"collagen, type I, alpha 1"\nFbxo32,"F-box protein 32, ""atrogin-1"""\n'
    )
    nothing = f"SELECT ?x {{ SERVICE <{world}> {{ <http://world.org/1> <a:b> ?x }} }}"
    assert query(store, nothing, output="csv", services=[world]).split() == ["x"]
    constant = (
        f"ASK {{ ?g a skg:Gene SERVICE <{world}> {{ <http://world.org/1> <http://world.org/name> "
        "?any } }"
    )
    assert query(store, constant, services=[world]) == "yes\n"


def test_a_server_that_is_not_listed_is_not_asked(store, world):
    with socket.create_server(("127.0.0.1", 0)) as waiting:
        waiting.settimeout(0.2)
        other = f"http://127.0.0.1:{waiting.getsockname()[1]}/query"
        for services in ((), (world,)):
            with pytest.raises(QueryError, match="SERVICE is refused"):
                query(store, QUESTION % other, services=services)
        with pytest.raises(TimeoutError):
            waiting.accept()


@pytest.mark.parametrize(
    "part",
    [
        "SERVICE SILENT <%s> { ?s ?p ?o }",
        "VALUES ?e { <%s> } SERVICE ?e { ?s ?p ?o }",
        "SERVICE <%s#> { ?s ?p ?o }",
        "SERVICE <%s/../x> { ?s ?p ?o }",
        "SERVICE\\u0020<%s> { ?s ?p ?o }",
        "SERVICE <%s> { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SERVICEx:y { ?s ?p ?o }",
    ],
)
def test_what_is_written_otherwise_is_refused(part):
    listed = "http://127.0.0.1:9/query"
    text = "SELECT * { " + (part % listed if "%s" in part else part) + " }"
    with pytest.raises(QueryError):
        guard(text, services=(listed,))


def test_a_service_in_a_service_is_refused():
    listed = "http://127.0.0.1:9/query"
    text = f"SELECT * {{ SERVICE <{listed}> {{ SERVICE <{listed}> {{ ?s ?p ?o }} }} }}"
    with pytest.raises(QueryError, match="in a SERVICE"):
        federate(text, (listed,), 1)


@pytest.mark.parametrize(
    "fault", ["hangs before headers", "drips the body", "leaves out rows", "never ends the body",
              "gives a login page with 200", "redirects to another host"],
)  # fmt: skip
def test_a_service_that_fails_is_an_error_within_the_deadline(store, fault):
    with faulty.run_fault_server(faulty.FAULTS[fault]) as address:
        service = read_address(address).query
        text = f"SELECT * {{ SERVICE <{service}> {{ ?s ?p ?x }} }}"
        begin = time.monotonic()
        with pytest.raises((StoreError, QueryError)) as caught:
            query(store, text, services=[service], timeout=3)
        assert time.monotonic() - begin < 4.5
    assert "\n" not in str(caught.value)
