"""Cluster: the work on many machines, by dask.distributed.

A task is a part of the documents; its worker writes their shards to a folder that all machines
share, so that only names come back. The documents of a part whose worker died are tried again one
by one; a document whose worker dies again and again is given up by name.
"""

from __future__ import annotations

import asyncio
import os
import threading
import time
from asyncio import CancelledError
from collections.abc import Callable, Iterator, Sequence
from concurrent import futures as threads
from contextlib import ExitStack
from typing import Any

from spacekg.engines.outcome import KILLS, Item, Outcome, Result, Work, attempt
from spacekg.engines.workers import LocalWorkers
from spacekg.errors import SpaceKGError, UsageError

#: documents in a task: its cost of some 2 ms is small beside them, and so is what a death costs
PART = 20
CONNECT = 30.0
#: how often it is seen to that the workers on this machine are there
TEND = 0.02
_WORKS = "spacekg-work"


def run_on_cluster(
    start: Callable[[], Work[Item, Result]],
    items: Sequence[Item],
    *,
    jobs: int,
    seconds: float,
    memory: int,
    scheduler: str = "",
) -> Iterator[Outcome[Item, Result]]:
    """Yield the outcome of each item as its part is ready.

    ``scheduler`` is the address of a running one (``tcp://host:8786``); without it a cluster of
    ``jobs`` processes is started on this machine.
    """
    try:
        import distributed
        from distributed.scheduler import KilledWorker
    except ImportError as error:
        raise UsageError("dask is not installed", advice="pip install 'spacekg[dask]'") from error
    with ExitStack() as stack:
        client, workers = _connect(stack, jobs, memory, scheduler)
        parts = [tuple(items[at : at + PART]) for at in range(0, len(items), PART)]
        futures = {_submit(client, start, part, seconds): (part, 1) for part in parts}
        completed: Any = distributed.as_completed(list(futures))  # type: ignore[no-untyped-call]
        while not completed.is_empty():
            if not completed.has_ready():
                if workers is not None:
                    workers.tend()
                time.sleep(TEND)
                continue
            future = next(completed)
            part, tries = futures.pop(future)
            try:
                yield from _fetch(client, future, workers)
                continue
            except KilledWorker:
                pass
            except (
                OSError, RuntimeError, CancelledError, threads.CancelledError, ImportError,
            ) as error:  # fmt: skip
                raise SpaceKGError(
                    f"the cluster failed: {type(error).__name__}: {error}",
                    advice="check that it runs and that its workers have the same SpaceKG",
                ) from error
            for item in part:
                if tries >= KILLS:
                    failure = f"given up after {tries} tries: its worker died or took too long"
                    yield Outcome(item=item, failure=failure)
                    continue
                again = _submit(client, start, (item,), seconds)
                futures[again] = ((item,), tries + 1)
                completed.add(again)


def _fetch(client: Any, future: Any, workers: LocalWorkers | None) -> Any:
    """The result of a future; it is made once more where the worker that held it has died."""
    # a time limit would leave a task behind that complains when its worker dies too
    asked = asyncio.run_coroutine_threadsafe(
        client.gather([future], asynchronous=True), client.loop.asyncio_loop
    )
    while not asked.done():
        if workers is not None:
            workers.tend()
        time.sleep(TEND)
    (result,) = asked.result()
    if workers is not None:
        workers.praise()
    return result


def work_part(
    start: Callable[[], Work[Item, Result]], part: Sequence[Item], seconds: float
) -> list[Outcome[Item, Result]]:
    """What a worker does with a part: the outcome of each of its items."""
    work = _keep_work(start)
    outcomes = []
    for item in part:
        # a thread cannot be stopped: a worker that takes too long ends as a whole
        alarm = threading.Timer(seconds, os._exit, (1,))
        alarm.daemon = True
        alarm.start()
        outcomes.append(attempt(work, item))
        alarm.cancel()
    return outcomes


def _keep_work(start: Callable[[], Work[Item, Result]]) -> Work[Item, Result]:
    """The work, made once a worker process: a lexicon is not opened for each part."""
    from distributed import get_worker

    kept: dict[Any, Any] = get_worker().__dict__.setdefault(_WORKS, {})
    if start not in kept:
        kept[start] = start()
    known: Work[Item, Result] = kept[start]
    return known


def _submit(
    client: Any, start: Callable[[], Work[Item, Result]], part: Sequence[Item], seconds: float
) -> Any:
    # not pure: a part that was given up and is asked for again is worked on again
    return client.submit(work_part, start, part, seconds, pure=False)


def _connect(
    stack: ExitStack, jobs: int, memory: int, scheduler: str
) -> tuple[Any, LocalWorkers | None]:
    """A client of the scheduler and, where that is our own, its workers."""
    import dask
    import distributed

    untyped: Any = distributed

    stack.enter_context(dask.config.set({"distributed.scheduler.allowed-failures": 0}))
    try:
        if scheduler:
            return stack.enter_context(untyped.Client(scheduler, timeout=CONNECT)), None
        cluster = untyped.LocalCluster(
            n_workers=0, processes=True, dashboard_address=None, protocol="tcp",
            host="127.0.0.1", silence_logs=50,
        )  # fmt: skip
        stack.enter_context(cluster)
        client = stack.enter_context(untyped.Client(cluster, timeout=CONNECT))
        workers = LocalWorkers(cluster.scheduler_address, jobs=max(1, jobs), memory=memory)
        stack.callback(workers.dismiss)
        return client, workers
    except (OSError, TimeoutError) as error:
        raise UsageError(
            f"the scheduler cannot be reached: {error}", file=scheduler,
            advice="check its address (tcp://host:8786) and that it runs",
        ) from error  # fmt: skip
