"""Staff: the processes of a pool by what they do now, and how they come and go."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from spacekg.errors import StoreError
from spacekg.pool.line import Asked, Line
from spacekg.pool.nursery import Nursery
from spacekg.queries import Limits, Reply, Request

START = 20.0
_PAUSE = 0.5


class Staff:
    """Processes over one store: ``size`` quick ones, and ``spare`` more that stand by.

    ``on_reply`` and ``on_end`` are told of each process; ``on_over`` gets back the questions that
    were sent ahead to one that was let go, or none when there is room for more.
    """

    def __init__(
        self,
        store: Path,
        *,
        size: int,
        spare: int,
        memory: int,
        on_reply: Callable[[Line], None],
        on_end: Callable[[Line], None],
        on_over: Callable[[Iterable[Asked]], None],
    ) -> None:
        self.quick: list[Line] = []
        self.slow: set[Line] = set()
        self.starting: set[Line] = set()
        #: All that are alive as far as the pool knows.
        self.lines: set[Line] = set()
        #: Where processes come from that open the store, and where those that have a copy of it.
        self.disk = Nursery(store, memory)
        self.copy: Nursery | None = None
        self._store = store
        self._size = size
        self._spare = spare
        self._memory = memory
        self._on_reply = on_reply
        self._on_end = on_end
        self._on_over = on_over
        self._spares: list[Line] = []
        self._hirings: set[asyncio.Task[None]] = set()
        self._endings: set[asyncio.Future[int]] = set()
        self._closed = False

    @property
    def source(self) -> Nursery:
        """Where the next process comes from."""
        return self.copy if self.copy is not None and self.copy.is_ready else self.disk

    async def start(self) -> None:
        """Start the processes; a ``StoreError`` when they do not come up."""
        await asyncio.gather(*(self._hire(tries=3) for _ in range(self._size)))
        for _ in range(self._spare):
            self.hire_soon()

    async def close(self) -> None:
        """End every process."""
        self._closed = True
        for task in tuple(self._hirings):
            task.cancel()
        await asyncio.gather(*self._hirings, return_exceptions=True)
        for line in tuple(self.lines):
            self.bury(line)
        await asyncio.gather(*self._endings)
        await self.disk.close()

    async def renew(self) -> None:
        """Replace whoever is of another source than the next would be, one after another.

        Each goes only when another has come, and has answered the question it is at. A
        ``StoreError`` when none comes.
        """
        for line in (*self._spares, *self.quick):
            if line.worker.nursery is self.source or not self._stands_by(line):
                continue
            await self._hire(tries=3)
            if self._stands_by(line):
                self._on_over(self._retire(line))
        # One may have ended by itself meanwhile, and was replaced twice.
        while len(self._spares) > self._spare:
            self.bury(self._spares[0])

    def has_any_of(self, nursery: Nursery) -> bool:
        """Whether a process that came from there is still alive."""
        return any(line.worker.nursery is nursery for line in self.lines)

    def hire_soon(self) -> None:
        """Let a spare process take the place that is free, and start another."""
        self._fill()
        if not self._closed:
            task = asyncio.ensure_future(self._hire())
            self._hirings.add(task)
            task.add_done_callback(self._hirings.discard)

    def move_aside(self, line: Line) -> None:
        """Let a process be slow, and another take its place."""
        self.quick.remove(line)
        self.slow.add(line)
        self.hire_soon()

    def bury(self, line: Line) -> list[Asked]:
        """End a process; the questions that it had."""
        self.lines.discard(line)
        self.slow.discard(line)
        self.starting.discard(line)
        self._take_out(line)
        # The socket may be closed only when nobody listens on it: its number is soon used again.
        left = line.close()
        line.ending = line.worker.end()
        self._endings.add(line.ending)
        line.ending.add_done_callback(self._endings.discard)
        return left

    def _retire(self, line: Line) -> list[Asked]:
        """Let a process go once it has answered; the questions that were sent ahead to it."""
        if not line.under_way:
            self.bury(line)
            self._fill()
            return []
        self._take_out(line)
        self.slow.add(line)
        self._fill()
        return line.pass_over()

    def _stands_by(self, line: Line) -> bool:
        return line in self.quick or line in self._spares

    def _take_out(self, line: Line) -> None:
        for some in (self.quick, self._spares):
            if line in some:
                some.remove(line)

    def _fill(self) -> None:
        while self._spares and len(self.quick) < self._size:
            self.quick.append(self._spares.pop())

    async def _hire(self, tries: int = 0) -> None:
        """Start a process and let it in once it has answered; try again while it dies."""
        failures = 0
        while not await self._try_to_hire():
            failures += 1
            if failures == tries:
                raise StoreError(
                    "no process that answers queries comes up",
                    file=str(self._store),
                    advice="allow more memory",
                )
            await asyncio.sleep(_PAUSE)

    async def _try_to_hire(self) -> bool:
        loop = asyncio.get_running_loop()
        warm_up = Request(sparql="ASK {}", limits=Limits(seconds=START, memory=self._memory))
        try:
            worker = await self.source.hatch()
        except OSError:
            return False
        line = Line(worker, self._on_reply, self._on_end)
        self.lines.add(line)
        asked = Asked(warm_up.encode(), loop.time() + START, loop.create_future())
        self.starting.add(line)
        line.ask(asked)
        outcome: object = "late"
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(START):
                    outcome = await asked.outcome
        except asyncio.CancelledError:
            if line in self.lines:
                self.bury(line)
            raise
        if not isinstance(outcome, Reply):
            if line in self.lines:
                self.bury(line)
            return False
        self.starting.discard(line)
        (self.quick if len(self.quick) < self._size else self._spares).append(line)
        self._on_over(())
        return True
