"""Listener: the server on a port of this machine, until it is told to stop."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import get_args

import uvicorn

from spacekg.errors import UsageError
from spacekg.graph import find_manifest
from spacekg.pool import InMemory, QueryPool
from spacekg.queries import Limits
from spacekg.server.application import SAFE, create_application


def serve(
    store: Path | str = "exports/store",
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    timeout: float = Limits().seconds,
    workers: int | None = None,
    queue: int = 256,
    watch: Callable[[str], None] | None = None,
    services: Sequence[str] = (),
    in_memory: InMemory = "auto",
) -> None:
    """Serve the graph of ``store`` read-only over HTTP until interrupted.

    A question may take ``timeout`` seconds; ``port`` 0 takes a free one; ``watch`` is told the
    address once it is known. ``SERVICE`` may ask those servers that ``services`` lists.
    Answers come from a copy of the graph in memory, once that is loaded: with ``in_memory``
    "auto" if it takes a quarter of the free memory at most, else "always" or "never".
    """
    if in_memory not in (wishes := get_args(InMemory)):
        raise UsageError(f"'{in_memory}' is no such choice", advice=f"use {', '.join(wishes)}")
    folder = Path(store)
    find_manifest(folder)
    allowed = Limits(seconds=timeout, services=tuple(services))
    pool = QueryPool(folder, size=workers, queue=queue, memory=allowed.memory, in_memory=in_memory)
    with open_port(host, port) as listening:
        if watch is not None:
            name = f"[{host}]" if ":" in host else host
            watch(f"spacekg: {folder} is served at http://{name}:{listening.getsockname()[1]}/")
        create_server(pool, allowed).run(sockets=[listening])


def open_port(host: str, port: int) -> socket.socket:
    """A listening socket, or a ``UsageError`` when the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(1024)
    except (OSError, OverflowError) as error:
        listening.close()
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(
            f"{host} port {port} cannot be used: {reason}", advice="choose another with --port"
        ) from error
    return listening


def create_server(pool: QueryPool, limits: Limits) -> uvicorn.Server:
    """The HTTP server, silent and bounded; it listens when it is run."""
    config = uvicorn.Config(
        create_application(pool, limits),
        log_level="error",
        access_log=False,
        server_header=False,
        date_header=True,
        headers=[(name.decode(), value.decode()) for name, value in SAFE],
        timeout_keep_alive=30,
        timeout_graceful_shutdown=5,
        ws="none",
    )
    return uvicorn.Server(config)
