"""Line: a worker process as an event loop speaks to it.

Some questions are sent ahead while one is answered, so that under load a worker need not be waken
for each. The loop watches the socket itself: a question costs no task, no thread and no timer.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Literal, TypeAlias

from spacekg.pool.nursery import Worker
from spacekg.queries import HEADER, Reply, decode_reply, measure

_PIECE = 1 << 18

# What a question gets: its reply; "ended" when the process ended over it, "late" when its time was
# up, "busy" when it found no process in time.
Outcome: TypeAlias = Reply | Literal["ended", "late", "busy"]


class Asked:
    """A question: its frame, when its time is up, what becomes of it, and who has it."""

    __slots__ = ("deadline", "frame", "line", "outcome")

    def __init__(self, frame: bytes, deadline: float, outcome: asyncio.Future[Outcome]) -> None:
        self.frame = frame
        self.deadline = deadline
        self.outcome = outcome
        self.line: Line | None = None

    def tell(self, outcome: Outcome) -> None:
        """Tell whoever asked, if anybody still waits."""
        if not self.outcome.done():
            self.outcome.set_result(outcome)


class Line:
    """The open line to a ``worker``; it must be closed before the worker is ended.

    ``on_reply`` is called after each reply, ``on_end`` when the worker has hung up.
    """

    def __init__(
        self,
        worker: Worker,
        on_reply: Callable[[Line], None],
        on_end: Callable[[Line], None],
    ) -> None:
        self.worker = worker
        # The first of these is being answered, since ``since``; the others were sent ahead.
        self.under_way: deque[Asked] = deque()
        self.since = 0.0
        # How long the last answer took: what follows a long one is not sent ahead.
        self.took = 0.0
        # What the process had used when its question was first found to take long.
        self.used: float | None = None
        self.ending: asyncio.Future[int] | None = None
        # Once questions were taken back, replies come that nobody waits for.
        self.is_spent = False
        # Whether its process has been given a lower priority.
        self.gives_way = False
        self.is_open = True
        self._on_reply = on_reply
        self._on_end = on_end
        self._loop = asyncio.get_running_loop()
        self._channel = worker.channel
        self._channel.setblocking(False)
        self._parts = bytearray()
        self._rest = b""
        self._loop.add_reader(self._channel, self._read)

    def ask(self, asked: Asked) -> None:
        """Send a question; it is answered after those that were sent before."""
        asked.line = self
        if not self.under_way:
            self.since = self._loop.time()
        self.under_way.append(asked)
        if self._rest:
            self._rest += asked.frame
            return
        self._rest = asked.frame
        self._write()
        if self._rest and self.is_open:
            self._loop.add_writer(self._channel, self._write)

    def pass_over(self) -> list[Asked]:
        """Take back what was sent ahead; after its one reply the line is of no more use."""
        first, *over = self.under_way
        self.under_way.clear()
        self.under_way.append(first)
        self.is_spent = True
        return over

    def used_since(self, now: float) -> float:
        """Seconds of processor time since this was first asked of the question that it answers.

        Where the system does not tell, what has passed by the clock.
        """
        try:
            path = Path(f"/proc/{self.worker.pid}/schedstat")
            used = int(path.read_text(encoding="ascii").split()[0]) * 1e-9
        except (OSError, ValueError, IndexError):
            used = now
        if self.used is None:
            self.used = used
        return used - self.used

    def close(self) -> list[Asked]:
        """Listen no more; the questions that were under way."""
        left = list(self.under_way)
        self.under_way.clear()
        if self.is_open:
            self.is_open = False
            self._loop.remove_reader(self._channel)
            self._loop.remove_writer(self._channel)
        return left

    def _write(self) -> None:
        try:
            sent = self._channel.send(self._rest)
        except BlockingIOError:
            return
        except OSError:
            # The reader is told of it too, after what was answered before.
            self._rest = b""
            self._loop.remove_writer(self._channel)
            return
        self._rest = self._rest[sent:]
        if not self._rest:
            self._loop.remove_writer(self._channel)

    def _read(self) -> None:
        try:
            part = self._channel.recv(_PIECE)
        except BlockingIOError:
            return
        except OSError:
            part = b""
        if not part:
            self._on_end(self)
            return
        parts = self._parts
        parts += part
        while self.is_open and len(parts) >= HEADER:
            head, body = measure(bytes(parts[:HEADER]))
            start, end = HEADER + head, HEADER + head + body
            if len(parts) < end:
                break
            reply = decode_reply(bytes(parts[HEADER:start]), bytes(parts[start:end]))
            del parts[:end]
            if self.under_way:
                now = self._loop.time()
                self.took, self.since, self.used = now - self.since, now, None
                self.under_way.popleft().tell(reply)
            self._on_reply(self)
