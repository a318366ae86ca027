"""Query pool: processes kept ready, so that many may ask at once and no one can stop the rest.

A question that takes long is moved aside: what was sent ahead to it goes to others, a spare
process takes its place among the quick, it gets a lower priority as soon as many ask, and it is
retired when it ends. A process that dies is replaced. The pool itself never runs a question.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from spacekg.errors import StoreError
from spacekg.pool.line import Asked, Line, Outcome
from spacekg.pool.nursery import Nursery
from spacekg.queries import Limits, Reply, Request, late, obituary

# How often the times of questions are looked at while there are any.
TICK = 0.025
# A question is slow after so much processor time since it was first looked at, or by the clock:
# on a busy machine a short one may wait that long for the processor.
SLOW_USED = 0.025
SLOW_AFTER = 0.25
SLOW_MOST = 4
# How many questions a process may have: one that it answers, the others sent ahead; and how long
# its last answer may have taken for that.
AHEAD = 4
AHEAD_AFTER = 0.01
SPARE = 2
# A slow question gives way when so many others come within a tick, or when any has to wait: a
# lower priority would make it wait for the rest of the machine as well.
MANY = 3
NICE = 10
START = 20.0


class QueryPool:
    """``size`` quick processes over one store, and up to ``SLOW_MOST`` slow ones beside them.

    ``spare`` more stand by for those that are moved aside or die. ``queue`` questions may wait
    beside those that were sent to a process; the next is told that the pool is ``busy``.
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
        self._nursery = Nursery(store, memory)
        self._spares: list[Line] = []
        self._quick: list[Line] = []
        self._slow: set[Line] = set()
        self._giving_way: set[Line] = set()
        self._starting: set[Line] = set()
        self._lines: set[Line] = set()
        self._waiting: deque[Asked] = deque()
        self._hirings: set[asyncio.Task[None]] = set()
        self._endings: set[asyncio.Future[int]] = set()
        self._ticking: asyncio.TimerHandle | None = None
        self._came = 0
        self._closed = False

    async def start(self) -> None:
        """Start the processes; a ``StoreError`` when they do not come up."""
        await asyncio.gather(*(self._hire(tries=3) for _ in range(self.size)))
        for _ in range(self._spare):
            self._hire_soon()

    async def close(self) -> None:
        """End every process."""
        self._closed = True
        if self._ticking is not None:
            self._ticking.cancel()
        for task in tuple(self._hirings):
            task.cancel()
        await asyncio.gather(*self._hirings, return_exceptions=True)
        for line in tuple(self._lines):
            self._bury(line)
        await asyncio.gather(*self._endings)
        await self._nursery.close()

    @property
    def pids(self) -> tuple[int, ...]:
        """The processes that are alive as far as the pool knows."""
        return tuple(sorted(line.worker.pid for line in self._lines))

    async def ask(self, request: Request) -> Reply:
        """The reply to a question; waiting for a process counts as its time.

        A question whose process is killed from outside at once is asked again, once.
        """
        loop = asyncio.get_running_loop()
        if request.limits.memory != self._memory:
            request = replace(request, limits=replace(request.limits, memory=self._memory))
        frame, deadline = request.encode(), loop.time() + request.limits.seconds
        for is_last in (False, True):
            asked = Asked(frame, deadline, loop.create_future())
            self._accept(asked)
            try:
                outcome = await asked.outcome
            except BaseException:
                # The asker has gone away: nobody wants the answer, so nobody pays for it.
                self._forget(asked)
                raise
            if isinstance(outcome, Reply):
                return outcome
            if outcome == "late":
                return late(request)
            if outcome == "busy":
                break
            line = asked.line
            status = await asyncio.shield(line.ending) if line and line.ending else 0
            if is_last or status != -signal.SIGKILL or (line and line.is_spent):
                return obituary(request, status)
        return Reply(kind="busy", message="too many questions wait", advice="ask again later")

    def _accept(self, asked: Asked) -> None:
        """Send a question to the process that has the least to do, or let it wait."""
        if self._ticking is None:
            self._ticking = asyncio.get_running_loop().call_later(TICK, self._tick)
        self._came += 1
        line = None if self._waiting else self._choose()
        if line is not None:
            line.ask(asked)
        elif len(self._waiting) < self._queue:
            self._waiting.append(asked)
        else:
            asked.tell("busy")

    def _choose(self) -> Line | None:
        """The quick process with the fewest questions, unless all have as many as they may."""
        best, fewest = None, AHEAD
        for line in self._quick:
            count = len(line.under_way)
            if count < fewest and not line.is_spent and (not count or line.took < AHEAD_AFTER):
                best, fewest = line, count
        return best

    def _call(self) -> None:
        """Send those who wait to processes that have room."""
        while self._waiting and (line := self._choose()) is not None:
            asked = self._waiting.popleft()
            if not asked.outcome.done():
                line.ask(asked)

    def _requeue(self, over: Iterable[Asked]) -> None:
        """Let questions that were sent ahead in vain wait before all others."""
        self._waiting.extendleft(one for one in reversed(list(over)) if not one.outcome.done())
        self._call()

    def _on_reply(self, line: Line) -> None:
        if line.is_spent:
            self._replace(line)
        elif self._waiting:
            self._call()

    def _tick(self) -> None:
        """Look for questions that take long, whose time is up, or that nobody waits for."""
        loop = asyncio.get_running_loop()
        now = loop.time()
        for line in tuple(self._lines):
            if not line.under_way:
                continue
            first = line.under_way[0]
            if now >= first.deadline:
                self._replace(line, "late")
            elif now - line.since < TICK or line in self._slow or line in self._starting:
                continue
            elif line.used_since(now) >= SLOW_USED or now - line.since >= SLOW_AFTER:
                if first.outcome.done():
                    self._replace(line)
                else:
                    self._move_aside(line)
        if self._waiting or self._came >= MANY:
            self._give_way()
        self._came = 0
        for asked in [one for one in self._waiting if now >= one.deadline]:
            self._waiting.remove(asked)
            asked.tell("busy")
        is_busy = self._waiting or any(line.under_way for line in self._lines)
        self._ticking = loop.call_later(TICK, self._tick) if is_busy else None

    def _move_aside(self, line: Line) -> None:
        """Take back what waits behind a slow question, and let another process take its place."""
        over = line.pass_over()
        if line in self._quick and len(self._slow) < SLOW_MOST:
            self._quick.remove(line)
            self._slow.add(line)
            self._hire_soon()
        self._requeue(over)

    def _give_way(self) -> None:
        """Give slow questions a lower priority; it cannot be raised again."""
        for line in self._slow - self._giving_way:
            self._giving_way.add(line)
            # It may have ended just now; then there is nothing to slow down.
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, line.worker.pid, NICE)

    def _forget(self, asked: Asked) -> None:
        """End the process of a question that nobody waits for; one sent ahead ends when begun."""
        line = asked.line
        if asked in self._waiting:
            self._waiting.remove(asked)
        elif line is not None and line.under_way and line.under_way[0] is asked:
            self._replace(line)

    def _replace(self, line: Line, outcome: Outcome = "ended") -> None:
        """End a process and tell whoever it answered; a slow one has been replaced already."""
        if line not in self._lines:
            return
        was_quick = line not in self._slow and line not in self._starting
        first, *over = self._bury(line) or (None,)
        if first is not None:
            first.tell(outcome)
        if was_quick:
            self._hire_soon()
        self._requeue(over)

    def _bury(self, line: Line) -> list[Asked]:
        """End a process; the questions that it had."""
        self._lines.discard(line)
        for group in (self._slow, self._giving_way, self._starting):
            group.discard(line)
        for some in (self._quick, self._spares):
            if line in some:
                some.remove(line)
        # The socket may be closed only when nobody listens on it: its number is soon used again.
        left = line.close()
        line.ending = self._nursery.end(line.worker)
        self._endings.add(line.ending)
        line.ending.add_done_callback(self._endings.discard)
        return left

    def _hire_soon(self) -> None:
        """Let a spare process take the place that is free, and start another."""
        while self._spares and len(self._quick) < self.size:
            self._quick.append(self._spares.pop())
        if not self._closed:
            task = asyncio.ensure_future(self._hire())
            self._hirings.add(task)
            task.add_done_callback(self._hirings.discard)

    async def _hire(self, tries: int = 0) -> None:
        """Start a process and let it in once it has answered; try again while it dies."""
        failures = 0
        while not await self._try_to_hire():
            failures += 1
            if failures == tries:
                raise StoreError(
                    "no process that answers queries comes up",
                    file=str(self.store),
                    advice="allow more memory",
                )
            await asyncio.sleep(0.5)

    async def _try_to_hire(self) -> bool:
        loop = asyncio.get_running_loop()
        warm_up = Request(sparql="ASK {}", limits=Limits(seconds=START, memory=self._memory))
        try:
            worker = await self._nursery.hatch()
        except OSError:
            return False
        line = Line(worker, self._on_reply, self._replace)
        self._lines.add(line)
        asked = Asked(warm_up.encode(), loop.time() + START, loop.create_future())
        self._starting.add(line)
        line.ask(asked)
        try:
            async with asyncio.timeout(START):
                outcome = await asked.outcome
        except TimeoutError:
            outcome = "late"
        except asyncio.CancelledError:
            if line in self._lines:
                self._bury(line)
            raise
        if not isinstance(outcome, Reply):
            if line in self._lines:
                self._bury(line)
            return False
        self._starting.discard(line)
        (self._quick if len(self._quick) < self.size else self._spares).append(line)
        self._call()
        return True
