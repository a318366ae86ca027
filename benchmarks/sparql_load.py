"""SPARQL load: the endpoint under many clients, beside questions that never end."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import random
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from sparql_report import Report

from spacekg.pool import QueryPool
from spacekg.queries import Limits
from spacekg.server import create_server, open_port

DIFFERENT = 5000
RATE = 1500
ROUNDS = 3
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def point_question(gene: int) -> str:
    """The findings of one gene."""
    return f"SELECT ?f ?d WHERE {{ ?f skg:about NCBIGene:{gene} ; skg:direction ?d }} LIMIT 5"


class Client(asyncio.Protocol):
    """A client on one open connection that asks again as soon as it is answered.

    With a ``pace`` it asks every so many seconds; a question that it could not send in time counts
    from when it should have been sent.
    """

    def __init__(
        self, messages: list[bytes], until: float, times: list[float], pace: float = 0.0
    ) -> None:
        self._messages, self._until, self._times, self._pace = messages, until, times, pace
        self._got, self._needed, self._asked = bytearray(), 0, 0.0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._due = time.perf_counter() + random.random() * self._pace
        asyncio.get_running_loop().call_later(self._due - time.perf_counter(), self._ask)

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
            self._due = self._due + self._pace if self._pace else now
            if self._due >= self._until or now >= self._until:
                self._transport.close()
            elif self._due > now:
                asyncio.get_running_loop().call_later(self._due - now, self._ask)
            else:
                self._ask()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.done.done():
            self.done.set_result(None)

    def _ask(self) -> None:
        self._asked = self._due
        self._transport.write(random.choice(self._messages))  # type: ignore[attr-defined]


def load(port: int, clients: int, seconds: float, results: object, rate: float = 0.0) -> None:
    """Clients that ask of thousands of genes over open connections, in a process of their own.

    With a ``rate`` they ask so often a second together, without one as often as they can.
    """
    heads = "HTTP/1.1\r\nHost: x\r\nAccept: application/sparql-results+json\r\n\r\n"
    messages = [
        f"GET /sparql?query={quote(point_question(gene))} {heads}".encode()
        for gene in range(1, DIFFERENT + 1)
    ]
    times: list[float] = []
    pace = clients / rate if rate else 0.0

    async def run() -> None:
        loop = asyncio.get_running_loop()
        until = time.perf_counter() + seconds
        asked = [
            await loop.create_connection(
                lambda: Client(messages, until, times, pace), "127.0.0.1", port
            )
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


def processor_time(pid: int) -> float:
    """Seconds of processor time that a process has taken."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure_load(
    port: int, clients: int, seconds: float, pool: QueryPool, rate: float = 0.0
) -> tuple[float, float, float, float, float]:
    """Answers a second, middle and 99th of 100 times in ms, cores of the server and of workers."""
    context = multiprocessing.get_context("spawn")
    results = context.Queue()
    asker = context.Process(target=load, args=(port, clients, seconds, results, rate))
    before = {pid: processor_time(pid) for pid in (os.getpid(), *pool.pids)}
    asker.start()
    times = sorted(results.get(timeout=seconds + 120))
    # Those that have ended meanwhile cannot be asked.
    used = {pid: processor_time(pid) - before[pid] for pid in (os.getpid(), *pool.pids)
            if pid in before}  # fmt: skip
    asker.join()
    server = used.pop(os.getpid())
    p50, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
    cores = (server / seconds, sum(used.values()) / seconds)
    return (len(times) / seconds, p50 * 1e3, p99 * 1e3, *cores)


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


def serve_under_load(store: Path, clients: int, seconds: float, report: Report) -> None:
    """Report the rate and the times of point questions, and how soon runaways are gone."""
    import httpx

    limits = Limits(seconds=2.0)
    pool = QueryPool(store, memory=limits.memory, in_memory="auto")
    with open_port("127.0.0.1", 0) as listening:
        port = listening.getsockname()[1]
        server = create_server(pool, limits)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        before = time.perf_counter()
        while pool.state == "loading":
            time.sleep(0.1)
        took = time.perf_counter() - before
        report.say(
            f"The server answers from {pool.state}"
            + (f"; the copy was there {took:.0f} s after its start." if took > 0.2 else ".")
        )
        measure_load(port, clients, 2.0, pool)
        report.table(
            f"endpoint, {clients} clients", "answers a second", "p50 ms", "p99 ms",
            "cores of the server", "of its workers",
        )  # fmt: skip
        report.row("as many as it holds", *measure_load(port, clients, seconds, pool))
        offered = measure_load(port, clients, seconds, pool, RATE)
        report.row(f"{RATE} a second offered", *offered)
        ratios = []
        for _ in range(ROUNDS):
            alone = measure_load(port, clients, seconds / 2, pool)
            stop = threading.Event()
            threads = list(runaways(port, 2, stop))
            time.sleep(0.5)
            beside = measure_load(port, clients, seconds / 2, pool)
            report.row("alone", *alone)
            report.row("beside two runaways", *beside)
            ratios.append(beside[2] / alone[2])
            stop.set()
            for thread_of_one in threads:
                thread_of_one.join()
        report.say(
            f"p99 beside two runaways over p99 alone: {statistics.median(ratios):.2f} in the "
            f"middle of {ROUNDS} rounds, {max(ratios):.2f} at most."
        )
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False) as one:
            over, after = [], []
            for _ in range(10):
                before = time.perf_counter()
                assert one.get("/sparql", params={"query": RUNAWAY}).status_code == 504
                over.append(time.perf_counter() - before - limits.seconds)
                before = time.perf_counter()
                assert one.get("/sparql", params={"query": "ASK {}"}).status_code == 200
                after.append(time.perf_counter() - before)
        report.say(
            f"Of ten runaways each was gone {max(over) * 1e3:.0f} ms after its limit of "
            f"{limits.seconds:.0f} s at most, and the next ASK {{}} took {max(after) * 1e3:.1f} ms "
            "at most."
        )
        server.should_exit = True
        thread.join()
