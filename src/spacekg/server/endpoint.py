"""Endpoint: questions over HTTP, in SPARQL or by name, answered whole or not at all."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import asdict, dataclass, replace
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

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
        """Whether a question is answered at this moment."""
        reply = await self.ask(queries.Request(sparql="ASK {}"))
        if reply.kind != "answered":
            raise describe_failure(reply)
        return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})

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
        reply = await _while_connected(request, self.ask(question))
        if reply is None:
            return Response(status_code=499)
        if reply.kind != "answered":
            raise describe_failure(reply)
        return respond_answer(reply, asked.rows, asked.triples)


def respond_answer(reply: Reply, rows: Chosen, triples: Chosen) -> Response:
    """A whole answer with its length; a cap that cut it is told in a header."""
    chosen = rows if reply.format == rows.format else triples
    headers = {"Vary": "Accept", "Cache-Control": "no-cache", "SpaceKG-Rows": str(reply.count)}
    if reply.truncated:
        headers["SpaceKG-Truncated"] = reply.truncated
    return Response(reply.body, media_type=chosen.content_type(), headers=headers)


async def _while_connected(request: Request, work: Coroutine[Any, Any, Reply]) -> Reply | None:
    """The result of the work, or None when the client has gone away and the work was stopped."""
    task = asyncio.ensure_future(work)
    # Most answers are ready at once; only the others are worth a second task.
    done, _ = await asyncio.wait({task}, timeout=0.1)
    if done:
        return task.result()
    gone = asyncio.ensure_future(_disconnect(request))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        return task.result() if task.done() else None
    finally:
        gone.cancel()
        task.cancel()


async def _disconnect(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
