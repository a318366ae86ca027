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

from spacekg.pool.line import Asked, Line, Outcome
from spacekg.pool.staff import Staff
from spacekg.pool.warmer import InMemory, State, Warmer
from spacekg.queries import Limits, Reply, Request, late, obituary

# How often the times of questions are looked at while there are any.
TICK = 0.01
# A question is slow after so much processor time since it was first looked at, or by the clock:
# on a busy machine a short one may wait that long for the processor.
SLOW_USED = 0.01
SLOW_AFTER = 0.25
SLOW_MOST = 4
# How many questions a process may have: one that it answers, the others sent ahead; and how long
# its last answer may have taken for that.
AHEAD = 4
AHEAD_AFTER = 0.01
SPARE = 2
# A slow question gives way when so many others come within a tick, or when any has to wait: it
# then waits for the rest of the machine as well. A short one takes the processor from it at once,
# which a mere lower priority does not promise.
MANY = 3
NICE = 10


class QueryPool:
    """``size`` quick processes over one store, and up to ``SLOW_MOST`` slow ones beside them.

    ``spare`` more stand by for those that are moved aside or die. ``queue`` questions may wait
    beside those that were sent to a process; the next is told that the pool is ``busy``. With
    ``in_memory`` "always", or with "auto" where there is enough, the processes soon share a copy
    of the graph in memory; until then, and after a build, they read it from disk.
    """

    def __init__(
        self,
        store: Path,
        *,
        size: int | None = None,
        queue: int = 256,
        memory: int = Limits().memory,
        spare: int = SPARE,
        in_memory: InMemory = "never",
    ) -> None:
        self.store = store
        self.size = size or max(2, min(8, os.cpu_count() or 2))
        self._queue = queue
        self._memory = memory
        self._staff = Staff(
            store,
            size=self.size,
            spare=spare,
            memory=memory,
            on_reply=self._on_reply,
            on_end=self._replace,
            on_over=self._requeue,
        )
        self._warmer = Warmer(self._staff, store, memory, in_memory)
        self._warming: asyncio.Task[None] | None = None
        self._waiting: deque[Asked] = deque()
        self._ticking: asyncio.TimerHandle | None = None
        self._came = 0

    async def start(self) -> None:
        """Start the processes; a ``StoreError`` when they do not come up."""
        await self._staff.start()
        self._warming = asyncio.ensure_future(self._warmer.run())

    async def close(self) -> None:
        """End every process."""
        if self._warming is not None:
            self._warming.cancel()
            await asyncio.gather(self._warming, return_exceptions=True)
        if self._ticking is not None:
            self._ticking.cancel()
        await self._staff.close()
        await self._warmer.close()

    @property
    def state(self) -> State:
        """Where the answers come from: disk, disk while a copy is loaded, or memory."""
        return self._warmer.state

    @property
    def pids(self) -> tuple[int, ...]:
        """The processes that are alive as far as the pool knows."""
        return tuple(sorted(line.worker.pid for line in self._staff.lines))

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
        for line in self._staff.quick:
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
        loop, staff = asyncio.get_running_loop(), self._staff
        now = loop.time()
        for line in tuple(staff.lines):
            if not line.under_way:
                continue
            first = line.under_way[0]
            if now >= first.deadline:
                self._replace(line, "late")
            elif now - line.since < TICK or line in staff.slow or line in staff.starting:
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
        is_busy = self._waiting or any(line.under_way for line in staff.lines)
        self._ticking = loop.call_later(TICK, self._tick) if is_busy else None

    def _move_aside(self, line: Line) -> None:
        """Take back what waits behind a slow question, and let another process take its place."""
        over = line.pass_over()
        if line in self._staff.quick and len(self._staff.slow) < SLOW_MOST:
            self._staff.move_aside(line)
        self._requeue(over)

    def _give_way(self) -> None:
        """Let slow questions run when no other wants to, where the system can; for good."""
        for line in self._staff.slow:
            if line.gives_way:
                continue
            line.gives_way = True
            # It may have ended just now; then there is nothing to slow down.
            with suppress(OSError):
                if hasattr(os, "SCHED_IDLE"):
                    os.sched_setscheduler(line.worker.pid, os.SCHED_IDLE, os.sched_param(0))
                else:
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
        if line not in self._staff.lines:
            return
        was_quick = line not in self._staff.slow and line not in self._staff.starting
        first, *over = self._staff.bury(line) or (None,)
        if first is not None:
            first.tell(outcome)
        if was_quick:
            self._staff.hire_soon()
        self._requeue(over)
