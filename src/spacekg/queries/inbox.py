"""Inbox: where a worker finds its next question, awake while it is likely to come soon."""

from __future__ import annotations

import os
import socket
import time

from spacekg.queries.exchange import HEADER, Request, decode_request, measure

# A processor that idles takes a tenth of a millisecond to wake, as long as a short question. So
# whoever was asked again within SOON looks for the next question for as long as LINGER.
SOON = 500e-6
LINGER = 200e-6
# Others have the processor after each look. If they keep it so long, the machine is busy, and who
# sleeps is waken sooner than who looks; then the next so many times there is no looking.
CONTENDED = 50e-6
_PAUSE = 100
_PIECE = 1 << 16


class Vigil:
    """Looks at ``channel`` for a moment, as long as nobody else wants the processor."""

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel
        self._pause = 0 if (os.cpu_count() or 1) > 1 else -1

    def look(self) -> bytes | None:
        """What has come meanwhile, nothing when the other side has gone; None when to sleep."""
        if self._pause:
            self._pause -= self._pause > 0
            return None
        now = time.perf_counter()
        until = now + LINGER
        while now < until:
            try:
                return self._channel.recv(_PIECE, socket.MSG_DONTWAIT)
            except BlockingIOError:
                os.sched_yield()
            before, now = now, time.perf_counter()
            if now - before > CONTENDED:
                self._pause = _PAUSE
        return None


class Inbox:
    """The questions that come over ``channel``, one after another.

    With ``lingers`` it stays awake for the next one. That is for a worker that one asker has for
    itself: many askers keep a worker busy anyway, and its server wants the processor.
    """

    def __init__(self, channel: socket.socket, *, lingers: bool = False) -> None:
        self._channel = channel
        self._parts = bytearray()
        self._free_since = 0.0
        self._vigil = Vigil(channel) if lingers else None
        self._is_likely = False

    def next(self) -> Request | None:
        """The next question, or None when the asker has gone."""
        parts = self._parts
        size = HEADER
        is_measured = False
        while len(parts) < size or not is_measured:
            if len(parts) >= HEADER and not is_measured:
                head, body = measure(bytes(parts[:HEADER]))
                size += head + body
                is_measured = True
                continue
            part = self._receive()
            if not part:
                return None
            parts += part
        request = decode_request(
            bytes(parts[HEADER : HEADER + head]), bytes(parts[HEADER + head : size])
        )
        del parts[:size]
        return request

    def replied(self) -> None:
        """Note that the answer has been sent."""
        self._free_since = time.perf_counter()

    def _receive(self) -> bytes:
        if self._vigil is None:
            return self._channel.recv(_PIECE)
        part = self._vigil.look() if self._is_likely else None
        if part is None:
            part = self._channel.recv(_PIECE)
            self._is_likely = time.perf_counter() - self._free_since < SOON
        return part
