"""The pool: questions are sent ahead, slow ones harm nobody, and every process is replaced."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import time
from pathlib import Path

import pytest

from spacekg.graph import GraphStore
from spacekg.pool import QueryPool
from spacekg.queries import Limits, Request

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"
QUAD = "<a:a{0}> <a:b> <a:c{0}> <https://w3id.org/spacekg/id/document/1> .\n"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pooled")
    GraphStore(path=folder).write([QUAD.format(number).encode() for number in range(200)])
    return folder


def use(store: Path, work, **more):
    """What ``work`` gives with a pool that is started before and closed after."""

    async def run():
        pool = QueryPool(store, **{"size": 1, "spare": 0, **more})
        await pool.start()
        try:
            async with asyncio.timeout(90):
                return await work(pool)
        finally:
            await pool.close()
            assert pool.pids == ()

    return asyncio.run(run())


def question(number: int, seconds: float = 60.0) -> Request:
    sparql = f"SELECT ?o {{ <a:a{number}> ?p ?o }}"
    return Request(sparql=sparql, limits=Limits(seconds=seconds))


def runaway(seconds: float) -> Request:
    return Request(sparql=RUNAWAY, limits=Limits(seconds=seconds))


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def until(is_so):
    while not is_so():
        await asyncio.sleep(0.02)


def test_each_gets_the_answer_to_its_own_question(store):
    async def work(pool):
        return await asyncio.gather(*(pool.ask(question(number)) for number in range(200)))

    for number, reply in enumerate(use(store, work, size=2)):
        assert f'"a:c{number}"' in reply.body.decode()


def test_what_waits_behind_a_runaway_is_answered_by_another(store):
    async def work(pool):
        await pool.ask(question(0))
        slow = asyncio.ensure_future(pool.ask(runaway(20)))
        behind = [asyncio.ensure_future(pool.ask(question(number))) for number in range(1, 9)]
        replies = await asyncio.gather(*behind)
        assert not slow.done()
        slow.cancel()
        return replies

    assert [reply.kind for reply in use(store, work)] == ["answered"] * 8


def test_what_was_sent_ahead_outlives_the_process(store):
    async def work(pool):
        await pool.ask(question(0))
        (pid,) = pool.pids
        slow = asyncio.ensure_future(pool.ask(runaway(20)))
        behind = [asyncio.ensure_future(pool.ask(question(number))) for number in range(1, 4)]
        await asyncio.sleep(0)
        os.kill(pid, signal.SIGKILL)
        replies = await asyncio.gather(*behind)
        slow.cancel()
        return replies

    assert [reply.kind for reply in use(store, work)] == ["answered"] * 3


def test_a_runaway_is_late_and_its_process_is_gone(store):
    async def work(pool):
        (pid,) = pool.pids
        start = time.monotonic()
        reply = await pool.ask(runaway(1))
        took = time.monotonic() - start
        await until(lambda: not is_alive(pid))
        return reply, took

    reply, took = use(store, work)
    assert reply.kind == "late" and took >= 1


def test_an_asker_who_leaves_takes_the_process_along(store):
    async def work(pool):
        (pid,) = pool.pids
        asking = asyncio.ensure_future(pool.ask(runaway(60)))
        await asyncio.sleep(0.5)
        asking.cancel()
        await until(lambda: not is_alive(pid))
        return await pool.ask(question(3))

    assert use(store, work).kind == "answered"


def test_one_who_leaves_the_queue_takes_nothing_along(store):
    async def work(pool):
        pids = pool.pids
        leaving = asyncio.ensure_future(pool.ask(question(1)))
        staying = asyncio.ensure_future(pool.ask(question(2)))
        await asyncio.sleep(0)
        staying_behind = asyncio.ensure_future(pool.ask(question(4)))
        await asyncio.sleep(0)
        staying.cancel()
        assert (await leaving).kind == (await staying_behind).kind == "answered"
        return pids == pool.pids

    assert use(store, work)


def test_the_process_that_forks_is_replaced(store):
    async def work(pool):
        forker = pool._staff.disk._forker
        os.kill(forker.pid, signal.SIGKILL)
        await until(lambda: pool._staff.disk._control is None)
        for pid in pool.pids:
            os.kill(pid, signal.SIGKILL)
        return [(await pool.ask(question(number))).kind for number in range(5)]

    assert use(store, work, size=2)[-3:] == ["answered"] * 3


def test_a_runaway_ends_with_the_server(store):
    async def work(pool):
        (pid,) = pool.pids
        asking = asyncio.ensure_future(pool.ask(runaway(60)))
        await asyncio.sleep(0.5)
        # What the system does with the sockets of a server that was killed.
        pool._staff.disk._control.shutdown(socket.SHUT_RDWR)
        await until(lambda: not is_alive(pid))
        return (await asking).kind

    assert use(store, work) == "died"


def test_too_many_are_told_so(store):
    async def work(pool):
        asking = [asyncio.ensure_future(pool.ask(runaway(2))) for _ in range(20)]
        return await asyncio.gather(*asking)

    kinds = [reply.kind for reply in use(store, work, queue=2)]
    assert kinds.count("busy") >= 20 - 2 - 4 - 4 and "late" in kinds
