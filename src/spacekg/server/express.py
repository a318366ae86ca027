"""Express: the plain GET of a question, answered without the layers that it does not need.

Most programs ask by ``GET /sparql?query=…`` and nothing else. That is read here, and each other
request is left to the application.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import parse_qsl

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
    media, headers = describe_answer(reply, rows, triples)
    lines = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    lines.append((b"content-type", media.encode()))
    lines.append((b"content-length", str(len(reply.body)).encode()))
    await send({"type": "http.response.start", "status": 200, "headers": lines})
    await send({"type": "http.response.body", "body": reply.body})


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
    if len(query) > LONGEST_QUERY or not (rows.format or triples.format):
        return None
    try:
        pairs = parse_qsl(query.decode("ascii"), keep_blank_values=True, errors="strict")
    except ValueError:
        return None
    sparql = pairs[0][1]
    return (sparql, rows, triples) if sparql else None


@lru_cache(maxsize=_ACCEPTS)
def _choose(accept: str) -> tuple[Chosen, Chosen]:
    return choose(accept, ROWS), choose(accept, TRIPLES)
