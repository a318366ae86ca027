"""A real server on loopback over the small graph of ``tests/queries``."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
from pyoxigraph import RdfFormat, parse, serialize

from spacekg.graph import GraphStore, KnowledgeGraph
from spacekg.pool import QueryPool
from spacekg.queries import Limits
from spacekg.server import create_server, open_port

SMALL = Path(__file__).resolve().parents[1] / "queries" / "small.trig"
PATIENCE = 60.0


def small_quads() -> bytes:
    text = SMALL.read_text(encoding="utf-8")
    quads = serialize(parse(text, format=RdfFormat.TRIG), format=RdfFormat.N_QUADS)
    return KnowledgeGraph.from_quads(quads or b"").to_nquads()


@pytest.fixture(scope="session")
def small_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served")
    GraphStore(path=folder).write([small_quads()])
    return folder


class Served:
    """A running server: its pool, its client and its store."""

    def __init__(self, store: Path, limits: Limits, size: int, queue: int) -> None:
        self.store = store
        self.pool = QueryPool(store, size=size, queue=queue, memory=limits.memory)
        self._socket = open_port("127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self.server = create_server(self.pool, limits)
        self._thread = threading.Thread(
            target=self.server.run, kwargs={"sockets": [self._socket]}, daemon=True
        )

    def __enter__(self) -> Served:
        self._thread.start()
        deadline = time.monotonic() + PATIENCE
        while not self.server.started:
            assert self._thread.is_alive() and time.monotonic() < deadline, "no server came up"
            time.sleep(0.02)
        self.client = httpx.Client(base_url=self.url, timeout=PATIENCE, trust_env=False)
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()
        self.server.should_exit = True
        self._thread.join(PATIENCE)
        self._socket.close()
        assert not self._thread.is_alive()

    def ask(self, sparql: str, accept: str = "", **more: Any) -> httpx.Response:
        headers = {"Accept": accept} if accept else {}
        return self.client.post("/sparql", data={"query": sparql}, headers=headers, **more)


Serve = Callable[..., Served]


@pytest.fixture(scope="session")
def serve_store() -> Iterator[Serve]:
    with ExitStack() as stack:

        def start(
            store: Path, limits: Limits | None = None, size: int = 2, queue: int = 64
        ) -> Served:
            return stack.enter_context(Served(store, limits or Limits(seconds=20), size, queue))

        yield start


@pytest.fixture(scope="session")
def served(serve_store: Serve, small_store: Path) -> Served:
    return serve_store(small_store)
