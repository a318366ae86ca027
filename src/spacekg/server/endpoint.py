"""Endpoint: questions over HTTP, in SPARQL or by name, answered whole or not at all."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import asdict, dataclass, replace
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive

from spacekg import queries
from spacekg.errors import QueryError
from spacekg.pool import QueryPool
from spacekg.queries import Limits, Reply, find_question, read_questions
from spacekg.server.description import describe_service
from spacekg.server.negotiation import PAGE, TRIPLES, Chosen, choose
from spacekg.server.page import read_asset
from spacekg.server.problem import Problem, describe_failure
from spacekg.server.protocol import Asked, choose_formats, read_pairs, read_question


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """The questions of one server: the pool that answers them and what each may cost."""

    pool: QueryPool
    limits: Limits

    async def answer_sparql(self, request: Request) -> Response:
        """A SPARQL question; without one a person gets the editor, a machine the description."""
        asked = await read_question(request)
        if asked is None:
            return await self.describe(request)
        return await self._answer(request, asked)

    async def answer_named(self, request: Request) -> Response:
        """A named question; its parameters are those of the address."""
        pairs = read_pairs(request)
        rows, triples = choose_formats(request, pairs)
        values = {name: value for name, value in pairs if name != "format"}
        try:
            question = find_question(request.path_params["name"])
        except QueryError as error:
            raise Problem(404, str(error)) from error
        try:
            sparql = question.bind(values)
        except QueryError as error:
            raise Problem(400, str(error)) from error
        asked = Asked(sparql=sparql, default_graphs=(), named_graphs=(), rows=rows, triples=triples)
        return await self._answer(request, asked)

    async def list_named(self, _: Request) -> Response:
        """The named questions with their texts and parameters."""
        listed = [{**asdict(one), "sparql": one.sparql} for one in read_questions()]
        for one in listed:
            del one["select"]
        return JSONResponse(listed)

    async def describe(self, request: Request) -> Response:
        """The service description and VoID, or the editor for a browser."""
        accept = ",".join(request.headers.getlist("accept"))
        chosen = choose(accept, (TRIPLES[0], PAGE, *TRIPLES[1:]))
        if not chosen.format:
            raise Problem(406, "this page is HTML, Turtle, N-Triples, JSON-LD or RDF/XML")
        if chosen.format == "html":
            return read_asset("index.html")
        body = describe_service(self.pool.store, str(request.base_url), self.limits, chosen.format)
        return Response(body, media_type=chosen.content_type(), headers={"Vary": "Accept"})

    async def check_health(self, _: Request) -> Response:
        """Whether a question is answered at this moment, and where from."""
        reply = await self.ask(queries.Request(sparql="ASK {}"))
        if reply.kind != "answered":
            raise describe_failure(reply)
        return JSONResponse(
            {"status": "ok", "graph": self.pool.state}, headers={"Cache-Control": "no-store"}
        )

    async def ask(self, question: queries.Request) -> Reply:
        """The reply of the pool, under the limits of this server."""
        return await self.pool.ask(replace(question, limits=self.limits))

    async def _answer(self, request: Request, asked: Asked) -> Response:
        question = queries.Request(
            sparql=asked.sparql,
            rows_format=asked.rows.format,
            triples_format=asked.triples.format,
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
        )
        reply = await while_connected(request.receive, self.ask(question))
        if reply is None:
            return Response(status_code=499)
        if reply.kind != "answered":
            raise describe_failure(reply)
        return respond_answer(reply, asked.rows, asked.triples)


def respond_answer(reply: Reply, rows: Chosen, triples: Chosen) -> Response:
    """A whole answer with its length; a cap that cut it is told in a header."""
    media, headers = describe_answer(reply, rows, triples)
    return Response(reply.body, media_type=media, headers=headers)


def describe_answer(reply: Reply, rows: Chosen, triples: Chosen) -> tuple[str, dict[str, str]]:
    """Content type and headers of an answer."""
    chosen = rows if reply.format == rows.format else triples
    headers = {"Vary": "Accept", "Cache-Control": "no-cache", "SpaceKG-Rows": str(reply.count)}
    if reply.truncated:
        headers["SpaceKG-Truncated"] = reply.truncated
    return chosen.content_type(), headers


async def while_connected(receive: Receive, work: Coroutine[Any, Any, Reply]) -> Reply | None:
    """The result of the work, or None when the client has gone away and the work was stopped."""
    asking = asyncio.current_task()
    leaving: list[asyncio.Task[None]] = []

    def stop(gone: asyncio.Task[None]) -> None:
        if asking is not None and not gone.cancelled():
            asking.cancel()

    def watch() -> None:
        leaving.append(asyncio.ensure_future(_disconnect(receive)))
        leaving[0].add_done_callback(stop)

    # Most answers are ready at once; only the others are worth a second task.
    timer = asyncio.get_running_loop().call_later(0.1, watch)
    try:
        return await work
    except asyncio.CancelledError:
        if asking is None or not (leaving and leaving[0].done()):
            raise
        asking.uncancel()
        return None
    finally:
        timer.cancel()
        for one in leaving:
            one.remove_done_callback(stop)
            one.cancel()


async def _disconnect(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
