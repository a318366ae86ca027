"""Answers from a copy of the graph in memory: the same ones, and none is lost when it changes."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse, serialize

from spacekg.errors import StoreError
from spacekg.graph import GraphStore, KnowledgeGraph
from spacekg.pool import QueryPool
from spacekg.pool.warmer import TRIES, fits_memory
from spacekg.queries import Limits, QueryProcess, Request, find_question, read_questions
from spacekg.queries.copy import load_copy

SMALL = Path(__file__).resolve().parents[1] / "queries" / "small.trig"
DOCUMENT = "https://w3id.org/spacekg/id/document/"
WIDE = Limits(seconds=60.0)
# Long enough to be under way while processes are exchanged, short enough to end.
LONG = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }"
DATASETS = (
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
    f"SELECT * FROM <{DOCUMENT}1> {{ ?s ?p ?o }} ORDER BY ?s ?p ?o",
    f"SELECT * FROM NAMED <{DOCUMENT}1> {{ GRAPH ?g {{ ?s ?p ?o }} }} ORDER BY ?s ?p ?o",
    f"SELECT * {{ GRAPH <{DOCUMENT}1> {{ ?s a ?type }} }} ORDER BY ?s ?type",
    "ASK { ?s a skg:Gene }",
    "CONSTRUCT WHERE { ?s a skg:Gene }",
)


def small_quads() -> bytes:
    text = SMALL.read_text(encoding="utf-8")
    quads = serialize(parse(text, format=RdfFormat.TRIG), format=RdfFormat.N_QUADS)
    return KnowledgeGraph.from_quads(quads or b"").to_nquads()


def line(number: int, graph: int = 1) -> bytes:
    return f"<a:a{number}> <a:b> <a:c{number}> <{DOCUMENT}{graph}> .\n".encode()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    GraphStore(path=tmp_path / "st").write([small_quads(), *map(line, range(300))])
    return tmp_path / "st"


def use(store: Path, work, **more):
    """What ``work`` gives with a pool over the copy, started before and closed after."""

    async def run():
        pool = QueryPool(store, **{"size": 2, "spare": 1, "in_memory": "always", **more})
        await pool.start()
        try:
            async with asyncio.timeout(120):
                return await work(pool)
        finally:
            await pool.close()
            assert pool.pids == ()

    return asyncio.run(run())


async def until(is_so):
    async with asyncio.timeout(60):
        while not is_so():
            await asyncio.sleep(0.02)


async def warm(pool: QueryPool) -> None:
    await until(lambda: pool.state == "memory")


def question(number: int) -> Request:
    return Request(sparql=f"SELECT ?o {{ <a:a{number}> ?p ?o }}", limits=WIDE)


def list_children() -> set[str]:
    tasks = Path("/proc/self/task").glob("*/children")
    return {pid for task in tasks for pid in task.read_text("ascii").split()}


def test_every_answer_is_that_of_the_disk(store: Path) -> None:
    texts = [*(text for one in read_questions() for text in {one.sparql, one.bind()}), *DATASETS]
    requests = [Request(sparql=text, rows_format="csv", limits=WIDE) for text in texts]
    requests.append(Request(sparql=DATASETS[0], default_graphs=(f"{DOCUMENT}1",), limits=WIDE))

    async def work(pool):
        await warm(pool)
        return [await pool.ask(one) for one in requests]

    replies = use(store, work)
    process = QueryProcess(store)
    try:
        for request, reply in zip(requests, replies, strict=True):
            told = process.ask(request)
            assert reply.kind == told.kind == "answered", request.sparql
            assert sorted(reply.body.splitlines()) == sorted(told.body.splitlines())
    finally:
        process.close()


def test_a_loaded_graph_is_that_of_the_folder(store: Path) -> None:
    loaded, opened = KnowledgeGraph.load(store), KnowledgeGraph.open(store)
    assert loaded.to_nquads() == opened.to_nquads()
    assert loaded.triples() == opened.triples()
    assert loaded.counts() == opened.counts()
    assert loaded.folder == opened.folder


def test_a_text_that_has_changed_is_not_loaded(store: Path) -> None:
    path = GraphStore(path=store).current() / "graph.nq"
    path.write_bytes(path.read_bytes().replace(b"<a:a7>", b"<a:a8>"))
    with pytest.raises(StoreError, match=r"graph\.nq has changed"):
        KnowledgeGraph.load(store)

    async def work(pool):
        await until(lambda: pool._warmer._failures)
        assert pool._staff.copy is None
        return await pool.ask(question(3))

    # Its table files are as they were, so the answers from disk go on.
    assert use(store, work).kind == "answered"


def test_processes_are_exchanged_while_questions_run(store: Path) -> None:
    async def work(pool):
        before, kinds, number = pool.pids, set(), 0
        long = [asyncio.ensure_future(pool.ask(Request(sparql=LONG, limits=WIDE)))]
        while pool.state != "memory" or set(before) & set(pool.pids):
            number += 1
            replies = await asyncio.gather(*(pool.ask(question(n)) for n in range(20)))
            kinds |= {(one.kind, one.count) for one in replies}
            if not number % 10:
                long.append(asyncio.ensure_future(pool.ask(Request(sparql=LONG, limits=WIDE))))
        replies = await asyncio.gather(*long)
        # The processes share their copy with the one that forked them.
        parents = {Path(f"/proc/{pid}/stat").read_text().split()[3] for pid in pool.pids}
        assert parents == {str(pool._staff.copy._forker.pid)}
        return kinds, {one.kind for one in replies}

    assert use(store, work) == ({("answered", 1)}, {"answered"})


def test_the_next_question_sees_a_new_build(store: Path) -> None:
    async def work(pool):
        await warm(pool)
        old, seen = pool._staff.copy, []
        slow = asyncio.ensure_future(pool.ask(Request(sparql=LONG, limits=WIDE)))
        await asyncio.sleep(0.1)
        GraphStore(path=store).write([line(number) for number in range(400)])
        seen.append((await pool.ask(question(350))).count)
        await until(lambda: pool._staff.copy not in (None, old))
        await warm(pool)
        seen.append((await pool.ask(question(350))).count)
        await until(lambda: not pool._warmer._old)
        return seen, (await slow).kind

    assert use(store, work) == ([1, 1], "answered")


def test_service_goes_on_when_the_copy_dies(store: Path) -> None:
    async def work(pool):
        await warm(pool)
        os.kill(pool._staff.copy._forker.pid, signal.SIGKILL)
        for pid in pool.pids:
            os.kill(pid, signal.SIGKILL)
        kinds = [(await pool.ask(question(n))).kind for n in range(10)]
        await until(lambda: pool._warmer._failures == 1)
        assert pool.state == "loading"
        return kinds

    assert use(store, work)[-5:] == ["answered"] * 5


def test_a_loader_that_is_killed_is_tried_again_and_not_for_ever(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spacekg.pool.warmer.PAUSE", 0.0)
    monkeypatch.setattr("spacekg.pool.warmer.LOOK", 0.02)
    started: list[int] = []

    from spacekg.pool.nursery import Nursery

    start = Nursery._start

    def start_and_kill(self):
        control = start(self)
        if self._in_memory:
            started.append(self._forker.pid)
            os.kill(self._forker.pid, signal.SIGKILL)
        return control

    monkeypatch.setattr(Nursery, "_start", start_and_kill)

    async def work(pool):
        while pool.state != "disk":
            assert (await pool.ask(question(3))).kind == "answered"
        await asyncio.sleep(0.3)
        return await pool.ask(question(4))

    assert use(store, work).kind == "answered"
    assert len(started) == TRIES


def test_a_graph_that_does_not_fit_stays_on_disk(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spacekg.pool.warmer._free_memory", lambda: 500 * 900 * 4)
    assert fits_memory(500) and not fits_memory(501)
    monkeypatch.setattr("spacekg.pool.warmer._free_memory", lambda: 1)

    async def work(pool):
        await until(lambda: pool.state == "disk")
        return pool._staff.copy

    assert use(store, work, in_memory="auto") is None


def test_nobody_copies_unasked(store: Path) -> None:
    async def work(pool):
        await asyncio.sleep(0.2)
        return pool.state, pool._staff.copy

    assert use(store, work, in_memory="never") == ("disk", None)


def test_memory_of_a_worker_is_bounded_beside_the_copy(store: Path) -> None:
    steps = (f"BIND(CONCAT({', '.join([f'?x{n}'] * 8)}) AS ?x{n + 1})" for n in range(8))
    greedy = f'SELECT ?x8 {{ BIND("{"x" * 500}" AS ?x0) {" ".join(steps)} }}'

    async def work(pool):
        await warm(pool)
        return await pool.ask(Request(sparql=greedy, limits=WIDE)), await pool.ask(question(1))

    died, after = use(store, work, memory=400 << 20)
    assert died.kind == "died" and "400 MiB" in died.message and after.kind == "answered"


def test_a_build_while_it_loads_is_noticed(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load = KnowledgeGraph.load

    def load_and_build(path: Path) -> KnowledgeGraph:
        graph = load(path)
        GraphStore(path=store).write([line(1)])
        return graph

    monkeypatch.setattr(KnowledgeGraph, "load", load_and_build)
    with pytest.raises(StoreError, match="has changed while"):
        load_copy(store)


def test_a_server_that_ends_takes_the_loader_along(store: Path) -> None:
    async def run():
        pool = QueryPool(store, size=1, spare=0, in_memory="always")
        await pool.start()
        await asyncio.sleep(0.05)
        during = list_children()
        await pool.close()
        return during

    before = list_children()
    # one forks those that read the disk, the other loads the copy
    assert len(asyncio.run(run()) - before) == 2
    assert list_children() == before


def test_questions_have_the_same_order_where_they_give_one(store: Path) -> None:
    sparql = find_question("findings-about").sparql
    here, there = KnowledgeGraph.load(store), KnowledgeGraph.open(store)
    assert [str(row) for row in here.query(sparql)] == [str(row) for row in there.query(sparql)]
