"""Process: one worker seen from outside: started, asked, and killed when its time is up."""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from spacekg.errors import QueryError, SpaceKGError, StoreError
from spacekg.queries.copy import Copy
from spacekg.queries.exchange import HEADER, Limits, Reply, Request, decode_reply, measure
from spacekg.queries.inbox import Vigil
from spacekg.queries.worker import serve_questions

_PIECE = 1 << 20
_PROGRAM = "from spacekg.queries.worker import main; main()"


class QueryProcess:
    """A worker process over the store folder ``store``; it is gone when ``close`` returns.

    With ``fork`` it is a copy of this process, which must have no other threads, and may answer
    from a ``copy`` in memory; else a fresh interpreter, which takes 70 times longer to start.
    """

    def __init__(
        self,
        store: Path,
        memory: int = Limits().memory,
        *,
        fork: bool = False,
        copy: Copy | None = None,
    ) -> None:
        self.channel, theirs = socket.socketpair()
        with theirs:
            if fork:
                self.pid = self._fork(theirs, store, memory, copy)
                self._fresh: subprocess.Popen[bytes] | None = None
            else:
                number = theirs.fileno()
                self._fresh = subprocess.Popen(
                    [sys.executable, "-c", _PROGRAM, str(number), str(store), str(memory)],
                    pass_fds=[number],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    # Each arena of the allocator reserves 64 MiB of the address space.
                    env={**os.environ, "MALLOC_ARENA_MAX": "2"},
                )
                self.pid = self._fresh.pid
        self._status: int | None = None
        self._parts = bytearray()
        self._vigil = Vigil(self.channel)
        self._poll = select.poll()
        self._poll.register(self.channel, select.POLLIN)
        self.channel.setblocking(False)

    def _fork(self, theirs: socket.socket, store: Path, memory: int, copy: Copy | None) -> int:
        pid = os.fork()
        if pid:
            return pid
        code = 1
        try:
            self.channel.close()
            serve_questions(theirs, store, memory, copy, lingers=True)
            code = 0
        finally:
            # Nothing of the parent's (buffers, exit handlers, tests) may run here.
            os._exit(code)

    def ask(self, request: Request) -> Reply:
        """The reply, within the time the question is allowed; the process may be dead after it."""
        deadline = time.monotonic() + request.limits.seconds
        try:
            self._send(request.encode(), deadline)
            head, body = measure(self._receive(HEADER, deadline))
            return decode_reply(self._receive(head, deadline), self._receive(body, deadline))
        except TimeoutError:
            self.close()
            return late(request)
        except (EOFError, OSError):
            return obituary(request, self.close())

    def is_alive(self) -> bool:
        """Whether the process still runs; known for fresh interpreters only."""
        return self._status is None and (self._fresh is None or self._fresh.poll() is None)

    def close(self) -> int:
        """Kill the process if it still runs; its exit status, negative for a signal."""
        if self._status is None:
            self.channel.close()
            if self._fresh is not None:
                self._status = _reap(self._fresh)
            else:
                self._status = _reap_fork(self.pid)
        return self._status

    def _send(self, frame: bytes, deadline: float) -> None:
        while frame:
            try:
                frame = frame[self.channel.send(frame) :]
            except BlockingIOError:
                # It is busy with a question that nobody waits for any more.
                if time.monotonic() > deadline:
                    raise TimeoutError from None
                time.sleep(0.001)

    def _receive(self, size: int, deadline: float) -> bytes:
        parts = self._parts
        while len(parts) < size:
            part = self._read(deadline)
            if not part:
                raise EOFError
            parts += part
        taken = bytes(parts[:size])
        del parts[:size]
        return taken

    def _read(self, deadline: float) -> bytes:
        # A short answer comes before this process would have fallen asleep.
        part = self._vigil.look()
        if part is not None:
            return part
        while True:
            rest = deadline - time.monotonic()
            if rest <= 0:
                raise TimeoutError
            self._poll.poll(1000 * rest)
            with suppress(BlockingIOError):
                return self.channel.recv(_PIECE)


def ask_once(store: Path, request: Request) -> Reply:
    """The reply to one question, asked in a process of its own that is gone afterwards."""
    # A fork takes 2 ms and a fresh interpreter 150, but a fork beside threads may hang.
    alone = threading.active_count() == 1
    process = QueryProcess(store, request.limits.memory, fork=alone)
    try:
        return process.ask(request)
    finally:
        process.close()


def raise_failure(reply: Reply) -> None:
    """Raise the error that a reply stands for; nothing when it is an answer."""
    if reply.kind == "answered":
        return
    error: type[SpaceKGError] = StoreError if reply.kind == "broken" else QueryError
    raise error(reply.message, place=reply.place, file=reply.file, advice=reply.advice)


def obituary(request: Request, status: int) -> Reply:
    """What to say of a process that ended by itself with this exit status.

    >>> obituary(Request(sparql=""), -signal.SIGSEGV).message
    'the process that ran the query ended by signal 11 (Segmentation fault)'
    """
    if -status == signal.SIGALRM:
        return late(request)
    advice = "ask for less at once"
    if -status == signal.SIGABRT:
        # The engine gives up in the same way when it gets no memory and when it meets a fault.
        most = request.limits.memory >> 20
        message = f"the engine failed at this query, or needed more than {most} MiB of memory"
        advice = "ask for less at once, or in other words"
    elif -status == signal.SIGKILL:
        message = "the process that ran the query was killed: memory may have run out"
    elif status < 0:
        name = signal.strsignal(-status) or "unknown"
        message = f"the process that ran the query ended by signal {-status} ({name})"
    else:
        message = f"the process that ran the query ended with exit status {status}"
    return Reply(kind="died", message=message, advice=advice)


def late(request: Request) -> Reply:
    """The reply to a question whose time is up."""
    return Reply(
        kind="late",
        message=f"the query took more than {request.limits.seconds:g} seconds and was stopped",
        advice="narrow it (LIMIT, a named entity), or allow more time",
    )


def _reap(process: subprocess.Popen[bytes]) -> int:
    # A worker that was about to exit tells more by its own status than by our signal.
    with suppress(subprocess.TimeoutExpired):
        return process.wait(timeout=0.01)
    process.kill()
    return process.wait()


def _reap_fork(pid: int) -> int:
    for _ in range(10):
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.001)
    os.kill(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
