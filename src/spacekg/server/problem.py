"""Problem: what went wrong, as the one line of JSON that HTTP clients know (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from spacekg.errors import SpaceKGError
from spacekg.queries import Reply

STATUS = {
    "refused": 400, "unacceptable": 406, "died": 500, "broken": 503, "busy": 503, "late": 504,
}  # fmt: skip
_UNACCEPTABLE = {
    "rows": "a SELECT or ASK is answered as JSON, XML, CSV or TSV",
    "triples": "a CONSTRUCT or DESCRIBE is answered as Turtle, N-Triples, JSON-LD or RDF/XML",
}


class Problem(Exception):  # noqa: N818 - the name RFC 9457 gives it
    """A request that cannot be answered; ``status`` is the HTTP code."""

    def __init__(self, status: int, detail: str) -> None:
        self.status = status
        self.detail = detail
        super().__init__(detail)


def describe_failure(reply: Reply) -> Problem:
    """The problem that a reply without an answer stands for."""
    if reply.kind == "unacceptable":
        return Problem(406, _UNACCEPTABLE[reply.format])
    error = SpaceKGError(reply.message, place=reply.place, advice=reply.advice)
    return Problem(STATUS[reply.kind], str(error))


def respond(status: int, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """A problem as a response."""
    more = {"Retry-After": "1"} if status == 503 else {}
    return JSONResponse(
        {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status,
         "detail": detail},
        status_code=status,
        media_type="application/problem+json",
        headers={**more, **(headers or {}), "Cache-Control": "no-store"},
    )  # fmt: skip


async def on_problem(_: Request, error: Exception) -> Response:
    """Handle a ``Problem`` or a foreseen error of ours."""
    if isinstance(error, Problem):
        return respond(error.status, error.detail)
    # An error of ours can name a file of this machine; that is for its owner, not for the client.
    message = error.message if isinstance(error, SpaceKGError) else "the server failed"
    return respond(503, message)


async def on_http_error(_: Request, error: Exception) -> Response:
    """Handle what the router refuses: no such page, no such method."""
    if isinstance(error, HTTPException):
        return respond(error.status_code, error.detail, error.headers)
    return respond(500, "the server failed")
