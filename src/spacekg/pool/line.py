"""Line: a worker process as an event loop speaks to it, one question at a time.

The loop watches the socket itself: a question costs no task, no thread and no timer here.
"""

from __future__ import annotations

import asyncio

from spacekg.queries import HEADER, QueryProcess, Reply, decode_reply, measure

_PIECE = 1 << 18


class Line:
    """The open line to a running ``process``; it must be closed before the process is."""

    def __init__(self, process: QueryProcess) -> None:
        self.process = process
        self._loop = asyncio.get_running_loop()
        self._channel = process.channel
        self._channel.setblocking(False)
        self._parts = bytearray()
        self._needed = HEADER
        self._rest = memoryview(b"")
        self._asked: asyncio.Future[Reply | None] | None = None
        self.is_open = True
        self._loop.add_reader(self._channel, self._read)

    def ask(self, frame: bytes) -> asyncio.Future[Reply | None]:
        """The reply to the question in ``frame``, or None when the process ends first."""
        asked: asyncio.Future[Reply | None] = self._loop.create_future()
        self._asked = asked
        if not self.is_open:
            self._tell(None)
            return asked
        self._parts.clear()
        self._needed = HEADER
        self._rest = memoryview(frame)
        self._write()
        if self._rest and self.is_open:
            self._loop.add_writer(self._channel, self._write)
        return asked

    def close(self) -> None:
        """Listen no more; a question that is open gets None."""
        if self.is_open:
            self.is_open = False
            self._loop.remove_reader(self._channel)
            self._loop.remove_writer(self._channel)
            self._tell(None)

    def _write(self) -> None:
        try:
            sent = self._channel.send(self._rest)
        except BlockingIOError:
            return
        except OSError:
            self.close()
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
            self.close()
            return
        parts = self._parts
        parts += part
        if self._needed == HEADER and len(parts) >= HEADER:
            self._needed += sum(measure(bytes(parts[:HEADER])))
        if self._needed > HEADER and len(parts) >= self._needed:
            head = HEADER + measure(bytes(parts[:HEADER]))[0]
            self._tell(decode_reply(bytes(parts[HEADER:head]), bytes(parts[head : self._needed])))

    def _tell(self, reply: Reply | None) -> None:
        if self._asked is not None and not self._asked.done():
            self._asked.set_result(reply)
