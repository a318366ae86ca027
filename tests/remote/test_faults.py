"""Each fault of a server ends in a typed error or the right answer, within the deadline."""

from __future__ import annotations

import socket
import sys
import time

import pytest

from spacekg.errors import (
    RemoteContentError,
    RemoteCutError,
    RemoteError,
    RemoteInconsistentError,
    RemoteLoginError,
    RemoteRefusedError,
    RemoteSizeError,
    RemoteTimeoutError,
    RemoteUnreachableError,
)
from spacekg.graph import KnowledgeGraph, Manifest
from spacekg.graph.publication import publish
from spacekg.remote import Limit, SparqlClient, read_address

faulty = sys.modules["spacekg_fault_server"]

SECONDS = 2.0
#: what a process that is busy with other tests may add
GRACE = 1.0
EXPECTED = {
    "refuses the connection": RemoteUnreachableError,
    "accepts and closes": RemoteCutError,
    "hangs before headers": RemoteTimeoutError,
    "hangs in the body": RemoteTimeoutError,
    "drips the body": RemoteTimeoutError,
    "drips the headers": RemoteTimeoutError,
    "cuts a body of known length": RemoteCutError,
    "cuts a chunked body": RemoteCutError,
    "cuts a body of unknown length": RemoteCutError,
    "leaves out rows": RemoteInconsistentError,
    "gives another content type": RemoteContentError,
    "gives a login page with 200": RemoteContentError,
    "401": RemoteLoginError,
    "403": RemoteLoginError,
    "404": RemoteRefusedError,
    "429 for an hour": RemoteRefusedError,
    "500": RemoteRefusedError,
    "503 for good": RemoteRefusedError,
    "503 once": None,
    "closes once": None,
    "206": RemoteCutError,
    "redirects to itself": RemoteRefusedError,
    "redirects to another host": RemoteRefusedError,
    "sends a gzip bomb": RemoteContentError,
    "never ends the body": RemoteSizeError,
    "gives wrong JSON types": RemoteContentError,
    "counts wrong": RemoteInconsistentError,
    "takes graphs and forgets them": RemoteInconsistentError,
    "says 200 to updates and does none": RemoteInconsistentError,
    "speaks no HTTP": RemoteCutError,
}


WRITING = ("takes graphs and forgets them", "says 200 to updates and does none")


@pytest.fixture(scope="module")
def scoreboard(request):
    """The lines that are printed when all modes have been tried (``pytest -s`` shows them)."""
    lines: list[str] = []
    yield lines
    good = sum(line.endswith("ok") for line in lines)
    print(f"\nfaults of a server: {good} of {len(lines)} as promised")
    print("\n".join(lines))


def attempt(name: str, address: str) -> object:
    """Ask, or where only writing shows the fault, publish; the rows or the error."""
    client = SparqlClient(read_address(address))
    limit = Limit(seconds=SECONDS, bytes=4 * 1024 * 1024)
    try:
        if name in WRITING:
            quads = b'<http://e.org/a> <http://e.org/b> "c" <http://e.org/g> .\n'
            graph = KnowledgeGraph.from_quads(quads)
            manifest = Manifest(quads=1, triples=1, graphs=1, sha256="")
            return publish(graph._store, manifest, (), client)
        rows = client.select("SELECT ?x WHERE { ?s ?p ?x }", limit=limit)
        return tuple(row["x"]["value"] for row in rows.bindings)
    except RemoteError as error:
        return error
    finally:
        client.close()


@pytest.mark.parametrize("name", EXPECTED)
def test_a_fault_is_an_error_of_its_kind_or_the_right_answer(name, scoreboard):
    begin = time.monotonic()
    if name == "refuses the connection":
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            port = one.getsockname()[1]
            result = attempt(name, f"sparql+http://127.0.0.1:{port}/query")
    else:
        with faulty.run_fault_server(faulty.FAULTS[name]) as address:
            result = attempt(name, address)
            seconds = time.monotonic() - begin
    seconds = min(time.monotonic() - begin, seconds if "seconds" in locals() else 10**6)
    expected = EXPECTED[name]
    good = (
        result == faulty.ROWS
        if expected is None
        else type(result) is expected and "\n" not in str(result)
    ) and seconds < SECONDS + GRACE
    told = type(result).__name__ if isinstance(result, Exception) else "the right answer"
    scoreboard.append(f"{name:<34} {told:<26} {seconds:5.2f} s  {'ok' if good else 'BAD'}")
    assert good, (result, seconds)


def test_every_fault_has_a_promise():
    assert {*faulty.FAULTS, "refuses the connection"} == set(EXPECTED)
    assert len(EXPECTED) >= 20


def test_an_update_is_sent_once():
    """Whether it was done is not known when no reply comes; to send it again may do it twice."""
    seen: list[int] = []

    def fault(asked):
        seen.append(asked.number)

    with faulty.run_fault_server(fault) as address, pytest.raises(RemoteError):
        SparqlClient(read_address(address)).update("INSERT DATA { <a:a> <a:b> <a:c> }")
    assert seen == [0]


def test_a_login_is_not_sent_elsewhere(monkeypatch):
    monkeypatch.setenv("SPACEKG_REMOTE_USER", "me")
    monkeypatch.setenv("SPACEKG_REMOTE_PASSWORD", "hush")
    with faulty.run_fault_server(faulty.redirect_away) as address:
        result = attempt("redirects", address)
    assert isinstance(result, RemoteRefusedError)
    assert "hush" not in str(result) and "127.0.0.2" in str(result)
