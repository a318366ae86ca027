"""Processes: a supervisor that hands one item at a time to workers of its own and watches them.

An item that takes too long, needs too much memory or ends its worker is tried once more in a
fresh process, then given up by name; where the worker was killed, which others may have done, it
is tried a few times more. ``multiprocessing.Pool`` hangs when a worker is killed and
``ProcessPoolExecutor`` loses everything; hence our own (``decisions/0003-workers.md``).
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, Pipe, wait
from pickle import UnpicklingError
from typing import Generic

from spacekg.engines.outcome import KILLS, TRIES, Item, Outcome, Result, Work, attempt
from spacekg.errors import SpaceKGError

#: how long a process may take to be ready for its first item
START = 60.0
DIED = "died"
#: after so many that died before they were ready, one after the other, there is no hope
STILLBORN = 6
#: so many items a worker has at once: it need not wait while what it gave is dealt with
AHEAD = 2
#: without being told, no more processes than this, and none for fewer documents than this
MOST_JOBS = 8
FEWEST_TASKS = 4
_PROGRAM = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from spacekg.engines.processes import serve; serve(int(sys.argv[2]))"
)


def choose_jobs(jobs: int | None, tasks: int) -> int:
    """As many processes as asked for, or as there are processors and work for."""
    if jobs is not None:
        return jobs
    return max(1, min(os.cpu_count() or 1, MOST_JOBS, tasks // FEWEST_TASKS))


@dataclass(slots=True, kw_only=True)
class _Worker(Generic[Item]):
    process: subprocess.Popen[bytes]
    pipe: Connection
    deadline: float
    #: places of the items it was given, the one it works on first
    given: deque[int] = field(default_factory=deque)
    is_ready: bool = False


def supervise(
    start: Callable[[], Work[Item, Result]],
    items: Sequence[Item],
    *,
    jobs: int,
    seconds: float,
    memory: int,
    meanwhile: Callable[[], object] | None = None,
) -> Iterator[Outcome[Item, Result]]:
    """Yield the outcome of each item as it is ready, worked on in ``jobs`` processes.

    ``meanwhile`` is called once, while they start.
    """
    crew: _Crew[Item, Result] = _Crew(start, items, seconds=seconds, memory=memory)
    try:
        for _ in range(jobs):
            crew.hire()
        if meanwhile is not None:
            meanwhile()
        while crew.is_busy():
            yield from crew.turn()
    finally:
        crew.dismiss()


class _Crew(Generic[Item, Result]):
    """The workers, what waits, and how often each item was tried."""

    def __init__(
        self,
        start: Callable[[], Work[Item, Result]],
        items: Sequence[Item],
        *,
        seconds: float,
        memory: int,
    ) -> None:
        self._start, self._items = start, items
        self._seconds, self._memory = seconds, memory
        self._waiting = deque(range(len(items)))
        self._tries = [0] * len(items)
        self._workers: list[_Worker[Item]] = []
        self._stillborn = 0

    def is_busy(self) -> bool:
        """Whether anything waits or is being worked on."""
        return bool(self._waiting) or any(one.given for one in self._workers)

    def hire(self) -> None:
        """Start one more worker; it says so when it is ready."""
        ours, theirs = Pipe()
        with theirs:
            # A fork would copy open stores and the terminal's threads, and multiprocessing's
            # spawn runs the caller's script once more. A group of its own hears no Ctrl-C.
            process = subprocess.Popen(
                [sys.executable, "-c", _PROGRAM, json.dumps(sys.path), str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                process_group=0,
            )
        worker = _Worker[Item](process=process, pipe=ours, deadline=time.monotonic() + START)
        self._workers.append(worker)
        # one that is gone already is seen at the next turn
        with suppress(OSError):
            ours.send((self._start, self._memory))

    def turn(self) -> Iterator[Outcome[Item, Result]]:
        """Wait until something happens, and deal with it."""
        deadlines = [one.deadline for one in self._workers if one.given or not one.is_ready]
        if self._waiting and any(one.is_ready and not one.given for one in self._workers):
            # what came back from one that failed is for one that has nothing to do
            deadlines.clear()
        soonest = min(deadlines, default=0.0)
        wait([one.pipe for one in self._workers], max(0.0, soonest - time.monotonic()))
        for worker in list(self._workers):
            outcome = self._attend(worker)
            if outcome is not None:
                yield outcome

    def dismiss(self) -> None:
        """End every worker."""
        for worker in self._workers:
            # each that has nothing to do ends by itself
            worker.pipe.close()
        for worker in self._workers:
            _end(worker)

    def _attend(self, worker: _Worker[Item]) -> Outcome[Item, Result] | None:
        """Hear one worker, replace it if it has failed, give it the next item if it is free."""
        outcome: Outcome[Item, Result] | None = None
        if worker.pipe.poll():
            try:
                told = worker.pipe.recv()
            except (EOFError, OSError, UnpicklingError):
                return self._replace(worker, DIED)
            if not worker.is_ready:
                if told:
                    raise SpaceKGError(f"the work cannot begin: {told}")
                worker.is_ready, self._stillborn = True, 0
            elif worker.given:
                result, failure = told
                item = self._items[worker.given.popleft()]
                outcome = Outcome(item=item, result=result, failure=failure)
                worker.deadline = time.monotonic() + self._seconds
        elif worker.process.poll() is not None:
            return self._replace(worker, DIED)
        elif time.monotonic() > worker.deadline and (worker.given or not worker.is_ready):
            return self._replace(worker, f"took more than {self._seconds:g} seconds")
        # of the last few each worker has its own
        while (
            worker.is_ready
            and self._waiting
            and (
                not worker.given
                or (len(worker.given) < AHEAD and len(self._waiting) >= len(self._workers))
            )
        ):
            self._hand(worker, self._waiting.popleft())
        return outcome

    def _hand(self, worker: _Worker[Item], index: int) -> None:
        if not worker.given:
            worker.deadline = time.monotonic() + self._seconds
        worker.given.append(index)
        try:
            worker.pipe.send(self._items[index])
        except OSError:
            # the worker is gone: it is seen at the next turn and another one hired
            worker.deadline = time.monotonic()

    def _replace(self, worker: _Worker[Item], reason: str) -> Outcome[Item, Result] | None:
        """Bury a worker; what it worked on waits again, or is given up."""
        self._workers.remove(worker)
        was_killed = _end(worker)
        if not worker.is_ready:
            self._stillborn += 1
            if self._stillborn >= (STILLBORN if not was_killed else 20 * STILLBORN):
                raise SpaceKGError(
                    "no worker process comes up", advice="free some memory, or try fewer --jobs"
                )
        outcome: Outcome[Item, Result] | None = None
        if worker.given:
            index = worker.given.popleft()
            # those behind it were not begun
            self._waiting.extendleft(reversed(worker.given))
            self._tries[index] += 1
            # who is killed from outside may be innocent of it
            tries = KILLS if was_killed and reason == DIED else TRIES
            if self._tries[index] < tries:
                self._waiting.append(index)
            else:
                failure = f"given up after {tries} tries: its worker {reason}"
                outcome = Outcome(item=self._items[index], failure=failure)
        free = sum(not one.given for one in self._workers)
        if free < len(self._waiting):
            self.hire()
        return outcome


def _end(worker: _Worker[Item]) -> bool:
    """End a worker; whether it had been killed before."""
    worker.pipe.close()
    # one that is dying closes its end before it is gone
    with suppress(subprocess.TimeoutExpired):
        worker.process.wait(timeout=0.2)
    was_killed = worker.process.returncode == -signal.SIGKILL
    if worker.process.poll() is None:
        worker.process.kill()
    worker.process.wait()
    return was_killed


def serve(handle: int) -> None:
    """What a worker does: say that it is ready, then answer one item after the other."""
    pipe = Connection(handle)
    try:
        try:
            start, memory = pipe.recv()
            # its own memory and its threads'; files mapped for reading, as the lexicon, are not it
            resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
            work = start()
        except (EOFError, ConnectionError):
            return
        except (Exception, MemoryError) as error:
            pipe.send(f"{type(error).__name__}: {' '.join(str(error).split())}")
            return
        # what is loaded now stays; the collector need not look at it again
        gc.freeze()
        pipe.send("")
        while True:
            outcome = attempt(work, pipe.recv())
            pipe.send((outcome.result, outcome.failure))
    except (EOFError, ConnectionError):
        # whoever supervises has gone, or has no more work; nothing here is left to be put in order
        os._exit(0)
