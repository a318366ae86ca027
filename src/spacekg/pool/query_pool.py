"""Query pool: processes kept ready, so that many may ask at once and no one can stop the rest.

A question that runs longer than ``SLOW_AFTER`` is moved aside: its process gets a lower priority,
a spare one takes its place among the quick, and it is retired when it ends. A process that dies is
replaced. The pool itself never runs a question.
"""

from __future__ import annotations

import asyncio
import os
from collections import deque
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from spacekg.errors import StoreError
from spacekg.pool.line import Line
from spacekg.queries import (
    Limits,
    QueryProcess,
    Reply,
    Request,
    late,
)

SLOW_AFTER = 0.25
SLOW_MOST = 4
SPARE = 2
NICE = 10
START = 20.0


class QueryPool:
    """``size`` quick processes over one store, and up to ``SLOW_MOST`` slow ones beside them.

    ``spare`` more stand by for those that are moved aside or die: to start one takes long while
    slow questions hold the cores. ``queue`` questions may wait; the next is told that the pool is
    ``busy``.
    """

    def __init__(
        self,
        store: Path,
        *,
        size: int | None = None,
        queue: int = 256,
        memory: int = Limits().memory,
        spare: int = SPARE,
    ) -> None:
        self.store = store
        self.size = size or max(2, min(8, os.cpu_count() or 2))
        self._queue = queue
        self._spare = spare
        self._memory = memory
        self._idle: deque[Line] = deque()
        self._spares: list[Line] = []
        self._quick: set[Line] = set()
        self._waiters: deque[asyncio.Future[Line | None]] = deque()
        self._lines: set[Line] = set()
        self._slow: set[Line] = set()
        self._hirings: set[asyncio.Task[None]] = set()
        self._endings: set[asyncio.Future[int]] = set()
        self._closed = False

    async def start(self) -> None:
        """Start the processes; a ``StoreError`` when they do not come up."""
        await asyncio.gather(*(self._hire(tries=3) for _ in range(self.size)))
        for _ in range(self._spare):
            self._hire_soon()

    async def close(self) -> None:
        """End every process."""
        self._closed = True
        for task in tuple(self._hirings):
            task.cancel()
        await asyncio.gather(*self._hirings, return_exceptions=True)
        for line in tuple(self._lines):
            self._bury(line)
        await asyncio.gather(*self._endings)

    @property
    def pids(self) -> tuple[int, ...]:
        """The processes that are alive as far as the pool knows."""
        return tuple(sorted(line.process.pid for line in self._lines))

    async def ask(self, request: Request) -> Reply:
        """The reply to a question; waiting for a free process counts as its time.

        A question whose process is killed from outside at once is asked again, once.
        """
        deadline = asyncio.get_running_loop().time() + request.limits.seconds
        if request.limits.memory != self._memory:
            request = replace(request, limits=replace(request.limits, memory=self._memory))
        for is_last in (False, True):
            line = await self._acquire(deadline)
            if line is None:
                break
            reply = await self._ask(line, request, deadline)
            was_slow = line in self._slow
            if reply.kind in ("died", "late") or was_slow:
                self._replace(line)
            else:
                self._release(line)
            if is_last or was_slow or reply.kind != "died" or not line.process.was_killed():
                return reply
        return Reply(kind="busy", message="too many questions wait", advice="ask again later")

    async def _ask(self, line: Line, request: Request, deadline: float) -> Reply:
        """The reply of one process; when it is late the process ends as soon as it is left."""
        loop = asyncio.get_running_loop()
        asked = line.ask(request.encode())
        is_late: list[bool] = []
        timers: list[asyncio.TimerHandle] = []

        def judge() -> None:
            if loop.time() >= deadline:
                is_late.append(True)
                line.close()
            else:
                self._move_aside(line)
                timers.append(loop.call_at(deadline, judge))

        timers.append(loop.call_at(min(loop.time() + SLOW_AFTER, deadline), judge))
        try:
            reply = await asked
        except BaseException:
            # The asker has gone away: nobody wants the answer, so nobody pays for it.
            self._replace(line)
            raise
        finally:
            timers[-1].cancel()
        if is_late:
            return late(request)
        return reply or line.process.obituary(request)

    async def _acquire(self, deadline: float) -> Line | None:
        """A free process, or None when too many wait already or the time is up."""
        if not self._waiters and (line := self._take()) is not None:
            return line
        if len(self._waiters) >= self._queue:
            return None
        loop = asyncio.get_running_loop()
        waiter: asyncio.Future[Line | None] = loop.create_future()
        self._waiters.append(waiter)
        timer = loop.call_at(deadline, self._dismiss, waiter)
        try:
            return await waiter
        except BaseException:
            if waiter in self._waiters:
                self._waiters.remove(waiter)
            elif not waiter.cancelled() and (line := waiter.result()) is not None:
                # It was called after it had given up: the next in the row is called instead.
                self._release(line)
            raise
        finally:
            timer.cancel()

    def _dismiss(self, waiter: asyncio.Future[Line | None]) -> None:
        """Tell one who waits that the time is up."""
        if not waiter.done():
            self._waiters.remove(waiter)
            waiter.set_result(None)

    def _take(self) -> Line | None:
        """A free process that is alive."""
        while self._idle:
            line = self._idle.popleft()
            if line.is_open and line.process.is_alive():
                return line
            self._replace(line)
        return None

    def _release(self, line: Line) -> None:
        """Give a process that is free to who waits longest, or let it wait itself."""
        self._idle.append(line)
        while self._waiters:
            waiter = self._waiters.popleft()
            if waiter.done():
                continue
            free = self._take()
            if free is None:
                self._waiters.appendleft(waiter)
                return
            waiter.set_result(free)

    def _move_aside(self, line: Line) -> None:
        if len(self._slow) >= SLOW_MOST:
            return
        self._quick.discard(line)
        self._slow.add(line)
        # It may have ended just now; then there is nothing to slow down.
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, line.process.pid, NICE)
        self._hire_soon()

    def _replace(self, line: Line) -> None:
        """End a process; a slow one has been replaced already."""
        if line not in self._lines:
            return
        was_slow = line in self._slow
        self._bury(line)
        if not was_slow:
            self._hire_soon()

    def _bury(self, line: Line) -> None:
        """Kill a process; one of low priority takes its time to end, so a thread waits for it."""
        self._lines.discard(line)
        self._quick.discard(line)
        self._slow.discard(line)
        # The socket may be closed only when nobody listens on it: its number is soon used again.
        line.close()
        line.process.kill()
        ending = asyncio.get_running_loop().run_in_executor(None, line.process.close)
        self._endings.add(ending)
        ending.add_done_callback(self._endings.discard)

    def _enlist(self, line: Line) -> None:
        """Let a process that answers in among the quick, or among the spare when all are there."""
        if len(self._quick) < self.size:
            self._quick.add(line)
            self._release(line)
        else:
            self._spares.append(line)

    def _hire_soon(self) -> None:
        """Let a spare process take the place that is free, and start another."""
        while self._spares and len(self._quick) < self.size:
            line = self._spares.pop()
            if line.is_open:
                self._enlist(line)
            else:
                self._replace(line)
        if not self._closed:
            task = asyncio.ensure_future(self._hire())
            self._hirings.add(task)
            task.add_done_callback(self._hirings.discard)

    async def _hire(self, tries: int = 0) -> None:
        """Start a process and let it in once it has answered; try again while it dies."""
        failures = 0
        warm_up = Request(sparql="ASK {}", limits=Limits(seconds=START, memory=self._memory))
        while True:
            line = Line(QueryProcess(self.store, self._memory))
            self._lines.add(line)
            try:
                async with asyncio.timeout(START):
                    reply = await line.ask(warm_up.encode())
            except TimeoutError:
                reply = None
            except asyncio.CancelledError:
                self._bury(line)
                raise
            if reply is not None:
                self._enlist(line)
                return
            self._bury(line)
            failures += 1
            if failures == tries:
                raise StoreError(
                    "no process that answers queries comes up",
                    file=str(self.store),
                    advice="allow more memory",
                )
            await asyncio.sleep(0.5)
