"""Nursery: where the pool gets its workers from, and where they end."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections import deque
from pathlib import Path

from spacekg.queries import TOLD, WANTED

_PROGRAM = "from spacekg.queries.forker import main; main()"


class Worker:
    """A worker process ``pid`` and the socket by which it is asked."""

    def __init__(self, pid: int, channel: socket.socket) -> None:
        self.pid = pid
        self.channel = channel


class Nursery:
    """Workers over the folder ``store``; the process that forks them is started when one is wanted.

    A ``ConnectionError`` from ``hatch`` means that this process has died; the next call starts
    another.
    """

    def __init__(self, store: Path, memory: int) -> None:
        self._store = store
        self._memory = memory
        self._forker: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._parts = bytearray()
        self._births: deque[asyncio.Future[int]] = deque()
        self._endings: dict[int, asyncio.Future[int]] = {}
        self._reapings: set[asyncio.Future[None]] = set()

    async def hatch(self) -> Worker:
        """A new worker; it has not answered anything yet."""
        control = self._control or self._start()
        ours, theirs = socket.socketpair()
        born: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        try:
            with theirs:
                socket.send_fds(control, [WANTED.pack(0)], [theirs.fileno()])
            self._births.append(born)
            pid = await asyncio.shield(born)
            if not pid:
                raise ConnectionError("the system starts no more processes")
        except BaseException:
            # Whoever is born later finds its socket closed and ends.
            ours.close()
            born.add_done_callback(self._end_unwanted)
            raise
        return Worker(pid, ours)

    def end(self, worker: Worker) -> asyncio.Future[int]:
        """The exit status of a worker, once it is gone; it is killed unless it ends at once."""
        worker.channel.close()
        return self._end(worker.pid)

    async def close(self) -> None:
        """End the process that forks, when its workers have been ended."""
        await asyncio.gather(*self._endings.values(), return_exceptions=True)
        self._lose()
        await asyncio.gather(*self._reapings)

    def _end(self, pid: int) -> asyncio.Future[int]:
        ending: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        if self._control is None:
            # Its parent is gone, and so nobody keeps its number: its closed socket ends it.
            ending.set_result(-signal.SIGKILL)
            return ending
        self._endings[pid] = ending
        try:
            self._control.sendall(WANTED.pack(pid))
        except OSError:
            self._lose()
        return ending

    def _end_unwanted(self, born: asyncio.Future[int]) -> None:
        if not born.cancelled() and born.exception() is None and born.result():
            self._end(born.result())

    def _start(self) -> socket.socket:
        ours, theirs = socket.socketpair()
        with theirs:
            number = theirs.fileno()
            self._forker = subprocess.Popen(
                [sys.executable, "-c", _PROGRAM, str(number), str(self._store), str(self._memory)],
                pass_fds=[number],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                # Each arena of the allocator reserves 64 MiB of the address space.
                env={**os.environ, "MALLOC_ARENA_MAX": "2"},
            )
        ours.setblocking(False)
        self._control = ours
        asyncio.get_running_loop().add_reader(ours, self._read)
        return ours

    def _read(self) -> None:
        try:
            part = self._control.recv(1024) if self._control is not None else b""
        except BlockingIOError:
            return
        except OSError:
            part = b""
        if not part:
            self._lose()
            return
        self._parts += part
        while len(self._parts) >= TOLD.size:
            pid, status, has_ended = TOLD.unpack(self._parts[: TOLD.size])
            del self._parts[: TOLD.size]
            if not has_ended:
                self._births.popleft().set_result(pid)
            elif (ending := self._endings.pop(pid, None)) is not None and not ending.done():
                ending.set_result(status)

    def _lose(self) -> None:
        """Let go of the process that forks: it has died, or it is wanted no more."""
        control, self._control = self._control, None
        if control is not None:
            asyncio.get_running_loop().remove_reader(control)
            control.close()
        self._parts.clear()
        while self._births:
            self._births.popleft().set_exception(ConnectionError("no worker can be started"))
        for ending in self._endings.values():
            if not ending.done():
                ending.set_result(-signal.SIGKILL)
        self._endings.clear()
        forker, self._forker = self._forker, None
        if forker is not None:
            reaping = asyncio.get_running_loop().run_in_executor(None, _reap, forker)
            self._reapings.add(reaping)
            reaping.add_done_callback(self._reapings.discard)


def _reap(forker: subprocess.Popen[bytes]) -> None:
    """Wait for a process whose socket was closed; kill it if it does not mind that."""
    try:
        forker.wait(timeout=5)
    except subprocess.TimeoutExpired:
        forker.kill()
        forker.wait()
