"""Forker: a process that has everything imported and forks a worker whenever one is wanted.

A fresh interpreter takes a third of a second of processor time before it can answer; a fork takes
a tenth of that. The server cannot fork itself, because it has threads. A forker that has loaded
the graph into memory shares it with its workers.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import socket
import struct
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from spacekg.errors import SpaceKGError
from spacekg.queries.copy import Copy, load_copy
from spacekg.queries.worker import serve_questions
from spacekg.vocabulary import read_vocabulary

# How long a worker that has ended by itself gets to say so before it is killed.
PATIENCE = 0.01
# A worker's number, or 0 with a socket for one who is to be born.
WANTED = struct.Struct("!q")
# A worker's number and its exit status, and whether it has ended.
TOLD = struct.Struct("!qi?")
# In place of a worker's number: the graph is in memory.
LOADED = -1
# Loading is work beside that of the server, and it can wait.
_NICE = 5
_LOOK = 0.05


def serve_forks(
    control: socket.socket, store: Path, memory: int, *, in_memory: bool = False
) -> None:
    """Fork a worker for each socket that comes, end the worker whose number comes.

    The answer to a socket is the number of the worker's process; the answer to a number is that
    number and the exit status, negative for a signal. A process is waited for only after it was
    asked for, so that its number stays its own until then. When the socket is closed all end.

    With ``in_memory`` the graph is loaded first, and ``LOADED`` is told; it returns at once when
    that fails.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    read_vocabulary()
    copy = _load(control, store) if in_memory else None
    if in_memory and copy is None:
        return
    # What is here now is shared by all workers; collecting it would copy it into each.
    gc.collect()
    gc.freeze()
    if copy is not None:
        control.sendall(TOLD.pack(LOADED, 0, False))
    children: set[int] = set()
    try:
        _serve(control, store, memory, copy, children)
    finally:
        # Nobody waits for the answers any more, whatever became of the server.
        for pid in children:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def _load(control: socket.socket, store: Path) -> Copy | None:
    """The graph in memory; None when it cannot be had, or when the server has gone meanwhile."""
    found: list[Copy] = []

    def load() -> None:
        # A process could not raise its priority again, but this thread ends.
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
        # Workers go on with the store on disk.
        with suppress(SpaceKGError, OSError, MemoryError):
            found.append(load_copy(store))

    with suppress(OSError):
        # Where memory runs out, the system ends this process before others.
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    thread = threading.Thread(target=load, daemon=True)
    thread.start()
    while thread.is_alive():
        # Nothing is sent to a forker that has not loaded yet, so this is the end of the server.
        if select.select([control], [], [], _LOOK)[0]:
            os._exit(0)
    return found[0] if found and _is_alone() else None


def _is_alone() -> bool:
    """Whether this process has one thread, as it must before it forks; the last may take a while.

    Where the system does not tell, Python's own count is believed.
    """
    for _ in range(100):
        try:
            threads = len(os.listdir("/proc/self/task"))
        except OSError:
            threads = threading.active_count()
        if threads == 1:
            return True
        time.sleep(0.02)
    return False


def _serve(
    control: socket.socket, store: Path, memory: int, copy: Copy | None, children: set[int]
) -> None:
    dying: dict[int, float] = {}
    while True:
        if select.select([control], [], [], PATIENCE / 2 if dying else None)[0]:
            message, channels, _, _ = socket.recv_fds(control, WANTED.size, 1)
            if not message:
                return
            if channels:
                pid = _fork(control, channels[0], store, memory, copy)
                if pid:
                    children.add(pid)
                control.sendall(TOLD.pack(pid, 0, False))
            else:
                dying[WANTED.unpack(message)[0]] = time.monotonic() + PATIENCE
        for pid, patience in tuple(dying.items()):
            done, status = os.waitpid(pid, os.WNOHANG)
            if done:
                del dying[pid]
                children.discard(pid)
                control.sendall(TOLD.pack(pid, os.waitstatus_to_exitcode(status), True))
            elif time.monotonic() > patience:
                os.kill(pid, signal.SIGKILL)


def _fork(control: socket.socket, channel: int, store: Path, memory: int, copy: Copy | None) -> int:
    """The number of a new worker that serves ``channel``; 0 when the system has none left."""
    try:
        pid = os.fork()
    except OSError:
        pid = 0
        os.close(channel)
        return pid
    if pid:
        os.close(channel)
        return pid
    code = 1
    try:
        control.close()
        with suppress(BrokenPipeError, ConnectionResetError):
            serve_questions(socket.socket(fileno=channel), store, memory, copy)
        code = 0
    finally:
        os._exit(code)


def main() -> None:
    """Serve over the inherited socket: arguments are its number, the store, the memory.

    A fourth argument has the graph loaded into memory first.
    """
    number, store, memory, *more = sys.argv[1:]
    with suppress(BrokenPipeError, ConnectionResetError):
        serve_forks(
            socket.socket(fileno=int(number)), Path(store), int(memory), in_memory=bool(more)
        )
