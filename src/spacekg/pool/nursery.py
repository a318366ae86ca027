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

from spacekg.queries import LOADED, TOLD, WANTED

_PROGRAM = "from spacekg.queries.forker import main; main()"


# Each arena of the allocator reserves 64 MiB of the address space.
_ON_DISK = {"MALLOC_ARENA_MAX": "2"}
# Where a graph is in memory, large pages make a fork 20 times quicker: there is less to copy. The
# allocator asks for them in its first arena only.
_IN_MEMORY = {"MALLOC_ARENA_MAX": "1", "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}


class Worker:
    """A worker process ``pid``, the socket by which it is asked, and where it is from."""

    def __init__(self, pid: int, channel: socket.socket, nursery: Nursery) -> None:
        self.pid = pid
        self.channel = channel
        self.nursery = nursery

    def end(self) -> asyncio.Future[int]:
        """The exit status of the process, once it is gone; it is killed unless it ends at once."""
        return self.nursery.end(self)


class Nursery:
    """Workers over the folder ``store``; the process that forks them is started when one is wanted.

    A ``ConnectionError`` from ``hatch`` means that this process has died; the next call starts
    another. With ``in_memory`` it has to ``load`` the graph first, and is not started again.
    """

    def __init__(self, store: Path, memory: int, *, in_memory: bool = False) -> None:
        self._store = store
        self._memory = memory
        self._in_memory = in_memory
        #: Whether workers can be had at once, or as soon as a process has started.
        self.is_ready = not in_memory
        self._loading: asyncio.Future[None] | None = None
        self._forker: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._parts = bytearray()
        self._births: deque[asyncio.Future[int]] = deque()
        self._endings: dict[int, asyncio.Future[int]] = {}
        self._reapings: set[asyncio.Future[None]] = set()

    async def load(self) -> None:
        """Load the graph into memory; a ``ConnectionError`` when that fails."""
        self._loading = asyncio.get_running_loop().create_future()
        self._start()
        await self._loading
        self.is_ready = True

    async def hatch(self) -> Worker:
        """A new worker; it has not answered anything yet."""
        if not self.is_ready:
            raise ConnectionError("the graph is not in memory")
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
        return Worker(pid, ours, self)

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
            more, settings = (["load"], _IN_MEMORY) if self._in_memory else ([], _ON_DISK)
            arguments = [str(number), str(self._store), str(self._memory), *more]
            self._forker = subprocess.Popen(
                [sys.executable, "-c", _PROGRAM, *arguments],
                pass_fds=[number],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, **settings},
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
            if pid == LOADED:
                if self._loading is not None and not self._loading.done():
                    self._loading.set_result(None)
            elif not has_ended:
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
        self.is_ready = not self._in_memory
        if self._loading is not None and not self._loading.done():
            self._loading.set_exception(ConnectionError("the graph cannot be loaded"))
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
