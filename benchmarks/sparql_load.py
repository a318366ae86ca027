"""SPARQL load: the endpoint under many clients, beside questions that never end."""

from __future__ import annotations

import asyncio
import multiprocessing
import random
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from spacekg.pool import QueryPool
from spacekg.queries import Limits
from spacekg.server import create_server, open_port

DIFFERENT = 5000
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def point_question(gene: int) -> str:
    """The findings of one gene."""
    return f"SELECT ?f ?d WHERE {{ ?f skg:about NCBIGene:{gene} ; skg:direction ?d }} LIMIT 5"


class Client(asyncio.Protocol):
    """A client on one open connection that asks again as soon as it is answered."""

    def __init__(self, messages: list[bytes], until: float, times: list[float]) -> None:
        self._messages, self._until, self._times = messages, until, times
        self._got, self._needed, self._asked = bytearray(), 0, 0.0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._ask()

    def data_received(self, data: bytes) -> None:
        got = self._got
        got += data
        if not self._needed and (end := got.find(b"\r\n\r\n")) >= 0:
            length = got[:end].lower().split(b"content-length: ")[1].split(b"\r\n")[0]
            self._needed = end + 4 + int(length)
        if self._needed and len(got) >= self._needed:
            now = time.perf_counter()
            if got.startswith(b"HTTP/1.1 200"):
                self._times.append(now - self._asked)
            got.clear()
            self._needed = 0
            if now < self._until:
                self._ask()
            else:
                self._transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.done.done():
            self.done.set_result(None)

    def _ask(self) -> None:
        self._asked = time.perf_counter()
        self._transport.write(random.choice(self._messages))  # type: ignore[attr-defined]


def load(port: int, clients: int, seconds: float, results: object) -> None:
    """Clients that ask of thousands of genes over open connections, in a process of their own."""
    heads = "HTTP/1.1\r\nHost: x\r\nAccept: application/sparql-results+json\r\n\r\n"
    messages = [
        f"GET /sparql?query={quote(point_question(gene))} {heads}".encode()
        for gene in range(1, DIFFERENT + 1)
    ]
    times: list[float] = []

    async def run() -> None:
        loop = asyncio.get_running_loop()
        until = time.perf_counter() + seconds
        asked = [
            await loop.create_connection(lambda: Client(messages, until, times), "127.0.0.1", port)
            for _ in range(clients)
        ]
        await asyncio.gather(*(client.done for _, client in asked))

    with suppress(ImportError):
        import uvloop

        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(run())
        results.put(times)  # type: ignore[attr-defined]
        return
    asyncio.run(run())
    results.put(times)  # type: ignore[attr-defined]


def measure_load(port: int, clients: int, seconds: float, label: str) -> None:
    context = multiprocessing.get_context("spawn")
    results = context.Queue()
    asker = context.Process(target=load, args=(port, clients, seconds, results))
    asker.start()
    times = sorted(results.get(timeout=seconds + 120))
    asker.join()
    p50, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
    print(f"{label}: {len(times) / seconds:.0f} answers a second, p50 {p50 * 1e3:.1f} ms, "
          f"p99 {p99 * 1e3:.1f} ms, {clients} clients", flush=True)  # fmt: skip


def runaways(port: int, count: int, stop: threading.Event) -> Iterator[threading.Thread]:
    import httpx

    def run() -> None:
        with httpx.Client(timeout=60, trust_env=False) as client:
            while not stop.is_set():
                client.get(f"http://127.0.0.1:{port}/sparql", params={"query": RUNAWAY})

    for _ in range(count):
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        yield thread


def serve_under_load(store: Path, clients: int, seconds: float) -> None:
    """Print the rate and the times of point questions, and how soon runaways are gone."""
    import httpx

    limits = Limits(seconds=2.0)
    pool = QueryPool(store, memory=limits.memory)
    with open_port("127.0.0.1", 0) as listening:
        port = listening.getsockname()[1]
        server = create_server(pool, limits)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        measure_load(port, clients, 2.0, "warming")
        measure_load(port, clients, seconds, "point questions")
        stop = threading.Event()
        threads = list(runaways(port, 2, stop))
        time.sleep(0.5)
        measure_load(port, clients, seconds, "beside two runaways")
        stop.set()
        for one in threads:
            one.join()
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False) as one:
            over, after = [], []
            for _ in range(10):
                before = time.perf_counter()
                assert one.get("/sparql", params={"query": RUNAWAY}).status_code == 504
                over.append(time.perf_counter() - before - limits.seconds)
                before = time.perf_counter()
                assert one.get("/sparql", params={"query": "ASK {}"}).status_code == 200
                after.append(time.perf_counter() - before)
        print(f"a runaway is gone {max(over) * 1e3:.0f} ms after its limit at most, and the next "
              f"ASK {{}} takes {max(after) * 1e3:.1f} ms at most, of 10")  # fmt: skip
        server.should_exit = True
        thread.join()
