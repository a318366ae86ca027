"""Application: the addresses of the server and what answers at each."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from spacekg.errors import SpaceKGError
from spacekg.pool import QueryPool
from spacekg.queries import Limits
from spacekg.server.endpoint import Endpoint
from spacekg.server.express import Express
from spacekg.server.openapi import describe_interface
from spacekg.server.page import ASSETS, read_asset
from spacekg.server.problem import Problem, on_http_error, on_problem
from spacekg.server.resource import Resource
from spacekg.vocabulary import read_vocabulary

SEEN = ("Retry-After", "SpaceKG-Rows", "SpaceKG-Truncated")
SAFE = ((b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer"))


def create_application(pool: QueryPool, limits: Limits) -> ASGIApp:
    """The whole server as an ASGI application; it starts the pool and ends it."""
    endpoint = Endpoint(pool=pool, limits=limits)
    resource = Resource(endpoint=endpoint)

    async def show_asset(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in ASSETS:
            raise Problem(404, "there is no such page")
        return read_asset(name)

    async def show_yasgui(_: Request) -> Response:
        return read_asset("yasgui.html")

    async def show_interface(_: Request) -> Response:
        return JSONResponse(describe_interface(limits))

    async def show_prefixes(_: Request) -> Response:
        return JSONResponse(dict(read_vocabulary().prefixes))

    @asynccontextmanager
    async def live(_: Starlette) -> AsyncIterator[None]:
        await pool.start()
        try:
            yield
        finally:
            await pool.close()

    application = Starlette(
        routes=[
            Route("/", endpoint.describe),
            Route("/sparql", endpoint.answer_sparql, methods=["GET", "POST"]),
            Route("/queries", endpoint.list_named),
            Route("/queries/{name}", endpoint.answer_named),
            Route("/.well-known/void", endpoint.describe),
            Route("/health", endpoint.check_health),
            Route("/prefixes", show_prefixes),
            Route("/openapi.json", show_interface),
            Route("/editor", show_yasgui),
            Route("/assets/{name}", show_asset),
            Route("/resource", resource.show_any),
            Route("/id/{path:path}", resource.show_ours),
            Route("/vocab/{path:path}", resource.show_ours),
        ],
        middleware=[
            # Open data without accounts: any page may ask, none may send credentials.
            Middleware(
                CORSMiddleware,
                allow_origins=["*"],
                allow_methods=["GET", "POST"],
                allow_headers=["*"],
                expose_headers=list(SEEN),
            ),
        ],
        exception_handlers={
            Problem: on_problem,
            SpaceKGError: on_problem,
            HTTPException: on_http_error,
            Exception: on_http_error,
        },
        lifespan=live,
    )
    return Express(application, endpoint)
