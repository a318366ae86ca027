"""Engines: where the work on each document runs, in this process or in several.

Each worker process is given one document at a time by a supervisor that watches the clock and the
process itself: a document that takes too long or kills its worker is tried once more in a fresh
process, then given up by name. ``multiprocessing.Pool`` hangs when a worker is killed and
``ProcessPoolExecutor`` loses everything; hence our own (``decisions/0003-workers.md``).
"""

from __future__ import annotations

import multiprocessing
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Generic, TypeAlias, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Work: TypeAlias = Callable[[Item], Result]

TRIES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Generic[Item, Result]):
    """What became of one item: its ``result``, or the ``failure`` in one line."""

    item: Item
    result: Result | None = None
    failure: str = ""


def run(
    start: Callable[[], Work[Item, Result]],
    items: Sequence[Item],
    *,
    jobs: int = 1,
    seconds: float = 120.0,
) -> Iterator[Outcome[Item, Result]]:
    """Yield the outcome of each item as it is ready; ``start()`` makes the work in each process.

    With ``jobs`` of 1 the work runs here, in order, without a limit in ``seconds``; exceptions
    of the work itself are the caller's to handle inside it.

    >>> [outcome.result for outcome in run(lambda: str.upper, ["a", "b"])]
    ['A', 'B']
    """
    if jobs <= 1 or len(items) < 2:
        work = start()
        for item in items:
            yield Outcome(item=item, result=work(item))
        return
    yield from _supervise(start, items, jobs=min(jobs, len(items)), seconds=seconds)


@dataclass(slots=True, kw_only=True)
class _Worker(Generic[Item]):
    process: BaseProcess
    pipe: Connection
    index: int | None = None
    deadline: float = 0.0


def _supervise(
    start: Callable[[], Work[Item, Result]], items: Sequence[Item], *, jobs: int, seconds: float
) -> Iterator[Outcome[Item, Result]]:
    waiting = deque(range(len(items)))
    tries = [0] * len(items)
    workers: list[_Worker[Item]] = [_hire(start) for _ in range(jobs)]
    try:
        while waiting or any(worker.index is not None for worker in workers):
            for worker in workers:
                if worker.index is None and waiting:
                    _hand(worker, waiting.popleft(), items, tries, seconds)
            busy = [worker for worker in workers if worker.index is not None]
            soonest = min(worker.deadline for worker in busy)
            wait([worker.pipe for worker in busy], max(0.0, soonest - time.monotonic()))
            for place, worker in enumerate(workers):
                if worker.index is None:
                    continue
                index = worker.index
                outcome: Outcome[Item, Result] | None = None
                if worker.pipe.poll():
                    try:
                        outcome = Outcome(item=items[index], result=worker.pipe.recv())
                        worker.index = None
                    except EOFError:
                        outcome = _replace(workers, place, start, items, tries, waiting, "died")
                elif not worker.process.is_alive():
                    outcome = _replace(workers, place, start, items, tries, waiting, "died")
                elif time.monotonic() > worker.deadline:
                    reason = f"took more than {seconds:g} seconds"
                    outcome = _replace(workers, place, start, items, tries, waiting, reason)
                if outcome is not None:
                    yield outcome
    finally:
        for worker in workers:
            _dismiss(worker)


def _hire(start: Callable[[], Work[Item, Result]]) -> _Worker[Item]:
    # spawn: a fork would copy open stores and the terminal's progress thread
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, start), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process=process, pipe=ours)


def _serve(pipe: Connection, start: Callable[[], Work[Item, Result]]) -> None:
    work = start()
    while True:
        try:
            item = pipe.recv()
        except EOFError:
            return
        pipe.send(work(item))


def _hand(
    worker: _Worker[Item], index: int, items: Sequence[Item], tries: list[int], seconds: float
) -> None:
    worker.index = index
    tries[index] += 1
    worker.deadline = time.monotonic() + seconds
    try:
        worker.pipe.send(items[index])
    except (BrokenPipeError, OSError):
        # the worker is gone: the supervisor sees it at the next turn and hires another
        worker.deadline = time.monotonic()


def _replace(
    workers: list[_Worker[Item]],
    place: int,
    start: Callable[[], Work[Item, Result]],
    items: Sequence[Item],
    tries: list[int],
    waiting: deque[int],
    reason: str,
) -> Outcome[Item, Result] | None:
    worker = workers[place]
    index = worker.index
    _dismiss(worker)
    workers[place] = _hire(start)
    if index is None:
        return None
    if tries[index] < TRIES:
        waiting.append(index)
        return None
    return Outcome(item=items[index], failure=f"given up after {TRIES} tries: its worker {reason}")


def _dismiss(worker: _Worker[Item]) -> None:
    worker.pipe.close()
    if worker.process.is_alive():
        worker.process.kill()
    worker.process.join(timeout=5)
