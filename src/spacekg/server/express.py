"""Express: the plain GET of a question, answered without the layers that it does not need.

Most programs ask by ``GET /sparql?query=…`` and nothing else. That is read here, and each other
request is left to the application.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import unquote_to_bytes

from starlette.types import ASGIApp, Receive, Scope, Send

from spacekg.queries import Reply, Request
from spacekg.server.endpoint import Endpoint, describe_answer, while_connected
from spacekg.server.negotiation import ROWS, TRIPLES, Chosen, choose
from spacekg.server.problem import describe_failure, respond
from spacekg.server.protocol import LONGEST_QUERY

_PATH = "/sparql"
# A page of another origin is told by headers of its own that it may read the answer.
_MORE = (b"origin",)
_ACCEPTS = 64
_REMEMBERED = 256


class Express:
    """The ASGI application ``app`` with a short way to ``endpoint`` for plain questions."""

    def __init__(self, app: ASGIApp, endpoint: Endpoint) -> None:
        self._app = app
        self._endpoint = endpoint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a plain question; leave everything else to the application."""
        found = _read(scope) if scope["type"] == "http" and scope["path"] == _PATH else None
        if found is None:
            await self._app(scope, receive, send)
            return
        sparql, rows, triples = found
        request = Request(
            sparql=sparql,
            rows_format=rows.format,
            triples_format=triples.format,
            limits=self._endpoint.limits,
        )
        reply = await while_connected(receive, self._endpoint.pool.ask(request))
        if reply is None:
            return
        if reply.kind != "answered":
            problem = describe_failure(reply)
            await respond(problem.status, problem.detail)(scope, receive, send)
            return
        await _send(reply, rows, triples, send)


async def _send(reply: Reply, rows: Chosen, triples: Chosen, send: Send) -> None:
    chosen = rows if reply.format == rows.format else triples
    lines = [
        *_write_headers(reply.format, reply.truncated, reply.count, chosen),
        (b"content-length", b"%d" % len(reply.body)),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": lines})
    await send({"type": "http.response.body", "body": reply.body})


@lru_cache(maxsize=_REMEMBERED)
def _write_headers(
    format: str, truncated: str, count: int, chosen: Chosen
) -> tuple[tuple[bytes, bytes], ...]:
    """The headers of an answer but for its length; most answers have a few rows."""
    reply = Reply(kind="answered", format=format, truncated=truncated, count=count)
    media, headers = describe_answer(reply, chosen, chosen)
    lines = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    return (*lines, (b"content-type", media.encode()))


def _read(scope: Scope) -> tuple[str, Chosen, Chosen] | None:
    """Question and formats of a plain GET; None for what is not as plain as that."""
    query = scope["query_string"]
    if scope["method"] != "GET" or not query.startswith(b"query=") or b"&" in query:
        return None
    accepted = b""
    for name, value in scope["headers"]:
        if name == b"accept":
            accepted = accepted + b"," + value if accepted else value
        elif name in _MORE:
            return None
    rows, triples = _choose(accepted.decode("latin-1"))
    if len(query) > LONGEST_QUERY or not query.isascii() or not (rows.format or triples.format):
        return None
    try:
        # What is left is one value, which needs no parser of forms.
        sparql = unquote_to_bytes(query[6:].replace(b"+", b" ")).decode("utf-8")
    except ValueError:
        return None
    return (sparql, rows, triples) if sparql else None


@lru_cache(maxsize=_ACCEPTS)
def _choose(accept: str) -> tuple[Chosen, Chosen]:
    return choose(accept, ROWS), choose(accept, TRIPLES)
