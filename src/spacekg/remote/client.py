"""Client: questions, updates and whole graphs of one SPARQL server."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from spacekg.errors import RemoteContentError, RemoteCutError, RemoteInconsistentError
from spacekg.remote.address import RemoteAddress
from spacekg.remote.answer import JSON_ROWS, Rows, read_boolean, read_rows
from spacekg.remote.exchange import Exchange, Limit, Response

if TYPE_CHECKING:
    import httpx

TRIPLES = "application/n-triples"
_TRIPLES_NAMES = (TRIPLES, "text/plain", "text/ntriples", "application/ntriples")
_FORM = {"Content-Type": "application/x-www-form-urlencoded; charset=UTF-8"}
#: how much of a graph goes in one request; statements may be sent twice, so parts may be, too
PART = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The dataset of a question; both empty: whatever the server takes by itself."""

    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


ALL = Scope()


class SparqlClient:
    """A server's three endpoints, spoken to strictly: an answer is whole, or there is an error."""

    def __init__(self, address: RemoteAddress, login: httpx.Auth | None = None) -> None:
        self.address = address
        self.host = address.host
        self._exchange = Exchange(address.query, login)

    def __enter__(self) -> SparqlClient:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connection."""
        self._exchange.close()

    def select(
        self, sparql: str, *, prologue: str = "", scope: Scope = ALL, limit: Limit | None = None
    ) -> Rows:
        """The rows of a SELECT, as many as the server itself counts.

        ``prologue`` holds the ``PREFIX`` lines; ``sparql`` has none, so that it may stand in
        another question: the one that counts its rows.
        """
        begin = time.monotonic()
        allowed = limit or Limit(seconds=self.address.seconds)
        rows = read_rows(self._ask(prologue + sparql, scope, JSON_ROWS, allowed), self.host)
        rest = Limit(
            seconds=max(0.01, begin + allowed.seconds - time.monotonic()), bytes=allowed.bytes
        )
        counting = f"{prologue}SELECT (COUNT(*) AS ?count) WHERE {{ {{ {sparql}\n}} }}"
        counted = read_rows(self._ask(counting, scope, JSON_ROWS, rest), self.host)
        said = [row.get("count", {}).get("value", "") for row in counted.bindings]
        if said != [str(len(rows.bindings))]:
            number = ", ".join(said) or "none"
            raise RemoteInconsistentError(
                f"the server gives {len(rows.bindings)} rows and counts {number[:40]}",
                file=self.host,
                advice="it cuts answers silently, or the graph has just changed: ask again",
            )
        return rows

    def ask(self, sparql: str, *, scope: Scope = ALL, limit: Limit | None = None) -> bool:
        """The answer of an ASK."""
        return read_boolean(self._ask(sparql, scope, JSON_ROWS, limit), self.host)

    def construct(self, sparql: str, *, scope: Scope = ALL, limit: Limit | None = None) -> bytes:
        """The triples of a CONSTRUCT or DESCRIBE as N-Triples."""
        response = self._ask(sparql, scope, TRIPLES, limit)
        if "x-sparql-maxrows" in response.headers:
            raise RemoteCutError(
                "the server cut the answer at its limit of rows", file=self.host,
                advice="ask for less at once, or raise the limit of the server",
            )  # fmt: skip
        return self._triples(response)

    def update(self, sparql: str, limit: Limit | None = None) -> None:
        """Run an update, once: nobody knows whether one that got no reply was done."""
        body = urlencode({"update": sparql}).encode("ascii")
        self._exchange.send(
            "POST", self.address.update, body=body, headers=_FORM, limit=limit, is_safe=False
        )

    def get_graph(self, graph: str, limit: Limit | None = None) -> bytes:
        """A whole graph as N-Triples."""
        response = self._exchange.send(
            "GET", self._place(graph), headers={"Accept": TRIPLES}, limit=limit, is_safe=True
        )
        return self._triples(response)

    def put_graph(self, graph: str, triples: bytes, limit: Limit | None = None) -> None:
        """Make N-Triples (without blank nodes) the whole of a graph."""
        for number, part in enumerate(_split(triples)):
            self._exchange.send(
                "POST" if number else "PUT",
                self._place(graph),
                body=part,
                headers={"Content-Type": TRIPLES},
                limit=limit,
                is_safe=True,
            )

    def drop_graphs(self, graphs: Iterable[str]) -> None:
        """Remove graphs; one that is not there is no error."""
        named = [f"DROP SILENT GRAPH <{graph}>" for graph in graphs]
        if named:
            self.update(" ;\n".join(named))

    def _ask(self, sparql: str, scope: Scope, accept: str, limit: Limit | None) -> Response:
        fields = [("query", sparql)]
        fields += [("default-graph-uri", graph) for graph in scope.default_graphs]
        fields += [("named-graph-uri", graph) for graph in scope.named_graphs]
        return self._exchange.send(
            "POST",
            self.address.query,
            body=urlencode(fields).encode("ascii"),
            headers={"Accept": accept, **_FORM},
            limit=limit or Limit(seconds=self.address.seconds),
            is_safe=True,
        )

    def _place(self, graph: str) -> str:
        return f"{self.address.data}?{urlencode({self.address.graph: graph})}"

    def _triples(self, response: Response) -> bytes:
        if response.kind not in _TRIPLES_NAMES:
            raise RemoteContentError(
                f"the server answers with '{response.kind[:60] or 'nothing named'}', no N-Triples",
                file=self.host,
                advice="check the paths of the address",
            )
        if not response.framed or (response.body and not response.body.endswith(b"\n")):
            raise RemoteCutError(
                "nothing tells whether the answer is whole", file=self.host,
                advice="ask again; the server must declare the length of its answers",
            )  # fmt: skip
        return response.body


def _split(triples: bytes) -> Iterable[bytes]:
    """The lines in parts of bounded size; one part at least."""
    at = 0
    while True:
        end = (
            len(triples) if len(triples) - at <= PART else triples.rindex(b"\n", at, at + PART) + 1
        )
        yield triples[at:end]
        at = end
        if at >= len(triples):
            return
