"""Pool: query processes kept ready, so that many may ask at once and no one can stop the rest.

A question that runs longer than ``SLOW_AFTER`` is moved aside: its process gets a lower priority,
a fresh one takes its place among the quick, and it is retired when it ends. A process that dies is
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
from spacekg.queries import (
    HEADER,
    Limits,
    QueryProcess,
    Reply,
    Request,
    decode_reply,
    late,
    measure,
)

SLOW_AFTER = 0.25
SLOW_MOST = 4
NICE = 10
START = 20.0


class QueryPool:
    """``size`` quick processes over one store, and up to ``SLOW_MOST`` slow ones beside them.

    ``queue`` questions may wait; the next is told that the pool is ``busy``.
    """

    def __init__(
        self,
        store: Path,
        *,
        size: int | None = None,
        queue: int = 256,
        memory: int = Limits().memory,
    ) -> None:
        self.store = store
        self.size = size or max(2, min(8, os.cpu_count() or 2))
        self._queue = queue
        self._memory = memory
        self._idle: deque[QueryProcess] = deque()
        self._waiters: deque[asyncio.Future[None]] = deque()
        self._processes: set[QueryProcess] = set()
        self._slow: set[QueryProcess] = set()
        self._hirings: set[asyncio.Task[None]] = set()
        self._endings: set[asyncio.Future[int]] = set()
        self._closed = False

    async def start(self) -> None:
        """Start the processes; a ``StoreError`` when they do not come up."""
        await asyncio.gather(*(self._hire(tries=3) for _ in range(self.size)))

    async def close(self) -> None:
        """End every process."""
        self._closed = True
        for task in tuple(self._hirings):
            task.cancel()
        await asyncio.gather(*self._hirings, return_exceptions=True)
        for process in tuple(self._processes):
            self._bury(process)
        await asyncio.gather(*self._endings)

    @property
    def pids(self) -> tuple[int, ...]:
        """The processes that are alive as far as the pool knows."""
        return tuple(sorted(process.pid for process in self._processes))

    async def ask(self, request: Request) -> Reply:
        """The reply to a question; waiting for a free process counts as its time.

        A question whose process is killed from outside at once is asked again, once.
        """
        deadline = asyncio.get_running_loop().time() + request.limits.seconds
        request = replace(request, limits=replace(request.limits, memory=self._memory))
        for is_last in (False, True):
            process = await self._acquire(deadline)
            if process is None:
                break
            reply = await self._ask(process, request, deadline)
            was_slow = process in self._slow
            if reply.kind in ("died", "late") or was_slow:
                self._replace(process)
            else:
                self._release(process)
            if is_last or was_slow or reply.kind != "died" or not process.was_killed():
                return reply
        return Reply(kind="busy", message="too many questions wait", advice="ask again later")

    async def _ask(self, process: QueryProcess, request: Request, deadline: float) -> Reply:
        """The reply of one process; when it is late the process ends as soon as it is left."""
        task = asyncio.ensure_future(self._converse(process, request))
        # The socket may be closed only when nobody listens on it: its number is soon used again.
        task.add_done_callback(lambda done: self._replace(process) if done.cancelled() else None)
        try:
            reply = await self._await_reply(task, process, deadline)
        except BaseException:
            # The asker has gone away: nobody wants the answer, so nobody pays for it.
            if not task.cancel():
                self._replace(process)
            raise
        if not task.done():
            task.cancel()
            await asyncio.wait({task})
            return late(request)
        return reply or process.obituary(request)

    async def _await_reply(
        self, task: asyncio.Future[Reply | None], process: QueryProcess, deadline: float
    ) -> Reply | None:
        """The reply, or None when the process ended or the time is up."""
        loop = asyncio.get_running_loop()
        for seconds in (SLOW_AFTER, float("inf")):
            rest = max(0.0, deadline - loop.time())
            done, _ = await asyncio.wait({task}, timeout=min(seconds, rest))
            if done:
                return task.result()
            if rest > SLOW_AFTER:
                self._move_aside(process)
        return None

    async def _acquire(self, deadline: float) -> QueryProcess | None:
        """A free process, or None when too many wait already or the time is up."""
        loop = asyncio.get_running_loop()
        if not self._waiters and (process := self._take()) is not None:
            return process
        if len(self._waiters) >= self._queue:
            return None
        waiter = loop.create_future()
        self._waiters.append(waiter)
        try:
            async with asyncio.timeout_at(deadline):
                await waiter
        except TimeoutError:
            return None
        finally:
            if waiter in self._waiters:
                self._waiters.remove(waiter)
            elif waiter.cancelled():
                # It was called after it had given up: the next in the row is called instead.
                self._wake()
        return self._take() or await self._acquire(deadline)

    def _take(self) -> QueryProcess | None:
        """A free process that is alive."""
        while self._idle:
            process = self._idle.popleft()
            if process.is_alive():
                return process
            self._replace(process)
        return None

    def _release(self, process: QueryProcess) -> None:
        self._idle.append(process)
        self._wake()

    def _wake(self) -> None:
        """Call as many of those who wait as there are free processes."""
        free = len(self._idle)
        while free and self._waiters:
            waiter = self._waiters.popleft()
            if not waiter.done():
                waiter.set_result(None)
                free -= 1

    def _move_aside(self, process: QueryProcess) -> None:
        if len(self._slow) >= SLOW_MOST:
            return
        self._slow.add(process)
        # It may have ended just now; then there is nothing to slow down.
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, process.pid, NICE)
        self._hire_soon()

    def _replace(self, process: QueryProcess) -> None:
        """End a process; a slow one has been replaced already."""
        if process not in self._processes:
            return
        was_slow = process in self._slow
        self._bury(process)
        if not was_slow:
            self._hire_soon()

    def _bury(self, process: QueryProcess) -> None:
        """Kill a process; one of low priority takes its time to end, so a thread waits for it."""
        self._processes.discard(process)
        self._slow.discard(process)
        process.kill()
        ending = asyncio.get_running_loop().run_in_executor(None, process.close)
        self._endings.add(ending)
        ending.add_done_callback(self._endings.discard)

    def _hire_soon(self) -> None:
        if not self._closed:
            task = asyncio.ensure_future(self._hire())
            self._hirings.add(task)
            task.add_done_callback(self._hirings.discard)

    async def _hire(self, tries: int = 0) -> None:
        """Start a process and let it in once it has answered; try again while it dies."""
        failures = 0
        warm_up = Request(sparql="ASK {}", limits=Limits(seconds=START, memory=self._memory))
        while True:
            process = QueryProcess(self.store, self._memory)
            process.channel.setblocking(False)
            self._processes.add(process)
            try:
                async with asyncio.timeout(START):
                    reply = await self._converse(process, warm_up)
            except TimeoutError:
                reply = None
            except asyncio.CancelledError:
                self._bury(process)
                raise
            if reply is not None:
                self._release(process)
                return
            self._bury(process)
            failures += 1
            if failures == tries:
                raise StoreError(
                    "no process that answers queries comes up",
                    file=str(self.store),
                    advice="allow more memory",
                )
            await asyncio.sleep(0.5)

    async def _converse(self, process: QueryProcess, request: Request) -> Reply | None:
        """The reply of a process, or None when it ended first."""
        loop = asyncio.get_running_loop()
        parts = bytearray()
        needed = HEADER
        head = body = 0
        try:
            await loop.sock_sendall(process.channel, request.encode())
            while len(parts) < needed:
                part = await loop.sock_recv(process.channel, 1 << 18)
                if not part:
                    return None
                parts += part
                if needed == HEADER and len(parts) >= HEADER:
                    head, body = measure(bytes(parts[:HEADER]))
                    needed += head + body
        except OSError:
            return None
        at = HEADER + head
        return decode_reply(bytes(parts[HEADER:at]), bytes(parts[at : at + body]))
