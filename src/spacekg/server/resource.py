"""Resource: what the graph says of one IRI, as RDF or as a page for people."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from spacekg import queries
from spacekg.errors import QueryError
from spacekg.queries import Parameter, Question
from spacekg.server.endpoint import Endpoint, respond_answer
from spacekg.server.negotiation import PAGE, TRIPLES, Chosen, choose
from spacekg.server.page import CONTENT_SECURITY
from spacekg.server.problem import Problem, describe_failure
from spacekg.server.protocol import read_pairs
from spacekg.vocabulary import read_vocabulary

OURS = "https://w3id.org/spacekg/"
_MOST = 500
_IRI = Parameter(name="iri", kind="iri", description="What is asked about.")


def _question(name: str, text: str) -> Question:
    return Question(name=name, label=name, comment="", select=text, parameters=(_IRI,))


_DESCRIBE = _question("describe", "DESCRIBE ?iri WHERE {\n  VALUES ?iri { UNDEF }\n}")
_FROM = _question(
    "statements",
    f"""SELECT DISTINCT ?property ?node ?label WHERE {{
  VALUES ?iri {{ UNDEF }}
  ?iri ?property ?node .
  OPTIONAL {{ ?node rdfs:label ?label }}
}} ORDER BY ?property ?label ?node LIMIT {_MOST}""",
)
_TO = _question(
    "mentions",
    f"""SELECT DISTINCT ?property ?node ?label WHERE {{
  VALUES ?iri {{ UNDEF }}
  ?node ?property ?iri .
  OPTIONAL {{ ?node rdfs:label ?label }}
}} ORDER BY ?property ?label ?node LIMIT {_MOST}""",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """The nodes of the graph by their IRIs."""

    endpoint: Endpoint

    async def show_ours(self, request: Request) -> Response:
        """An IRI of ours by its path, such as ``/id/mission/RR-1``."""
        path = request.scope.get("raw_path", b"").decode("ascii", "replace").partition("?")[0]
        return await self._show(request, OURS + path.lstrip("/"))

    async def show_any(self, request: Request) -> Response:
        """Any IRI of the graph: ``/resource?iri=…``."""
        found = [value for name, value in read_pairs(request) if name == "iri"]
        if len(found) != 1:
            raise Problem(400, "give one IRI: /resource?iri=…")
        return await self._show(request, found[0])

    async def _show(self, request: Request, iri: str) -> Response:
        chosen = choose(
            ",".join(request.headers.getlist("accept")), (TRIPLES[0], PAGE, *TRIPLES[1:])
        )
        if not chosen.format:
            raise Problem(406, "this is HTML, Turtle, N-Triples, JSON-LD or RDF/XML")
        if chosen.format == "html":
            return await self._page(iri)
        reply = await self._ask(_DESCRIBE, iri, triples=chosen.format)
        if not reply.count:
            raise Problem(404, f"the graph says nothing of {iri}")
        return respond_answer(reply, Chosen(), chosen)

    async def _page(self, iri: str) -> Response:
        tables = [await self._ask(question, iri) for question in (_FROM, _TO)]
        if not any(reply.count for reply in tables):
            raise Problem(404, f"the graph says nothing of {iri}")
        rows = [json.loads(reply.body)["results"]["bindings"] for reply in tables]
        headers = {"Content-Security-Policy": CONTENT_SECURITY, "Vary": "Accept"}
        return Response(
            write_page(iri, rows[0], rows[1]),
            media_type="text/html; charset=utf-8",
            headers=headers,
        )

    async def _ask(
        self, question: Question, iri: str, *, rows: str = "json", triples: str = ""
    ) -> queries.Reply:
        try:
            sparql = question.bind({"iri": iri})
        except QueryError as error:
            raise Problem(400, str(error)) from error
        reply = await self.endpoint.ask(
            queries.Request(sparql=sparql, rows_format=rows, triples_format=triples)
        )
        if reply.kind != "answered":
            raise describe_failure(reply)
        return reply


def write_page(iri: str, said: list[Any], mentions: list[Any]) -> str:
    """A page with what is said of ``iri`` and what mentions it; rows as in SPARQL JSON.

    >>> "&lt;b&gt;" in write_page("https://example.org/<b>", [], [])
    True
    """
    labels = [row["node"]["value"] for row in said if row["property"]["value"].endswith("#label")]
    title = labels[0] if labels else read_vocabulary().compress(iri)
    parts = [
        '<!doctype html><html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}: SpaceKG</title>",
        '<link rel="icon" href="data:,"><link rel="stylesheet" href="/assets/style.css"></head>',
        f'<body><header><p><a href="/">SpaceKG</a></p><h1>{escape(title)}</h1>',
        f'<p class="note">{_outside(iri)}</p></header><main>',
        _table("What is said of it", said),
        _table("What mentions it", mentions),
        "</main></body></html>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _table(heading: str, rows: list[Any]) -> str:
    if not rows:
        return ""
    lines = [
        f"<tr><td>{_inside(row['property']['value'])}</td><td>{_node(row)}</td></tr>"
        for row in rows
    ]
    cut = f'<p class="note">The first {_MOST} are shown.</p>' if len(rows) == _MOST else ""
    return f"<section><h2>{heading}</h2>{cut}<table>{''.join(lines)}</table></section>"


def _node(row: Any) -> str:
    node = row["node"]
    if node["type"] != "uri":
        return escape(str(node["value"]))
    label = row.get("label", {}).get("value", "")
    return _inside(node["value"]) + (f" {escape(label)}" if label else "")


def _inside(iri: str) -> str:
    shown = escape(read_vocabulary().compress(unquote(iri) if iri.isascii() else iri))
    return f'<a href="/resource?iri={quote(iri, safe="")}">{shown}</a>'


def _outside(iri: str) -> str:
    if iri.startswith(("http://", "https://")):
        return f'<a href="{escape(iri)}" rel="noreferrer">{escape(iri)}</a>'
    return escape(iri)
