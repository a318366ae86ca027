"""Engines: where the work on each document runs — here, in several processes, on a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from spacekg.engines.cluster import run_on_cluster
from spacekg.engines.outcome import (
    KILLS,
    MEMORY,
    SECONDS,
    TRIES,
    Item,
    Outcome,
    Result,
    Start,
    Work,
    attempt,
)
from spacekg.engines.processes import choose_jobs, supervise
from spacekg.errors import UsageError

ENGINES = ("processes", "dask")

__all__ = [
    "ENGINES", "KILLS", "MEMORY", "SECONDS", "TRIES", "Outcome", "Start", "Work", "attempt",
    "choose_jobs", "run", "run_on_cluster", "supervise",
]  # fmt: skip


def run(
    start: Callable[[], Work[Item, Result]],
    items: Sequence[Item],
    *,
    jobs: int = 0,
    seconds: float = SECONDS,
    memory: int = MEMORY,
    engine: str = "processes",
    scheduler: str = "",
    meanwhile: Callable[[], object] | None = None,
) -> Iterator[Outcome[Item, Result]]:
    """Yield the outcome of each item as it is ready; ``start()`` makes the work where it runs.

    With ``jobs`` of 0 the work runs in this process, in order and without limits. Otherwise each
    of ``jobs`` processes has ``memory`` bytes, and an item ``seconds``; while they start
    ``meanwhile`` is called, which only gets something ready.

    >>> [outcome.result for outcome in run(lambda: str.upper, ["a", "b"])]
    ['A', 'B']
    """
    if engine not in ENGINES:
        raise UsageError(
            f"there is no engine '{engine}'", advice=f"use one of: {', '.join(ENGINES)}"
        )
    if not items:
        return
    if engine == "dask":
        yield from run_on_cluster(
            start, items, jobs=jobs, seconds=seconds, memory=memory, scheduler=scheduler
        )
    elif jobs < 1:
        work = start()
        for item in items:
            yield attempt(work, item)
    else:
        yield from supervise(
            start, items, jobs=min(jobs, len(items)), seconds=seconds, memory=memory,
            meanwhile=meanwhile,
        )  # fmt: skip
