"""Forker: a process that has everything imported and forks a worker whenever one is wanted.

A fresh interpreter takes a third of a second of processor time before it can answer; a fork takes
a tenth of that. The server cannot fork itself, because it has threads.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import socket
import struct
import sys
import time
from contextlib import suppress
from pathlib import Path

from spacekg.queries.worker import serve_questions
from spacekg.vocabulary import read_vocabulary

# How long a worker that has ended by itself gets to say so before it is killed.
PATIENCE = 0.01
# A worker's number, or 0 with a socket for one who is to be born.
WANTED = struct.Struct("!q")
# A worker's number and its exit status, and whether it has ended.
TOLD = struct.Struct("!qi?")


def serve_forks(control: socket.socket, store: Path, memory: int) -> None:
    """Fork a worker for each socket that comes, end the worker whose number comes.

    The answer to a socket is the number of the worker's process; the answer to a number is that
    number and the exit status, negative for a signal. A process is waited for only after it was
    asked for, so that its number stays its own until then. When the socket is closed all end.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    read_vocabulary()
    # What is here now is shared by all workers; collecting it would copy it into each.
    gc.collect()
    gc.freeze()
    children: set[int] = set()
    try:
        _serve(control, store, memory, children)
    finally:
        # Nobody waits for the answers any more, whatever became of the server.
        for pid in children:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def _serve(control: socket.socket, store: Path, memory: int, children: set[int]) -> None:
    dying: dict[int, float] = {}
    while True:
        if select.select([control], [], [], PATIENCE / 2 if dying else None)[0]:
            message, channels, _, _ = socket.recv_fds(control, WANTED.size, 1)
            if not message:
                return
            if channels:
                pid = _fork(control, channels[0], store, memory)
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


def _fork(control: socket.socket, channel: int, store: Path, memory: int) -> int:
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
            serve_questions(socket.socket(fileno=channel), store, memory)
        code = 0
    finally:
        os._exit(code)


def main() -> None:
    """Serve over the inherited socket: arguments are its number, the store, the memory."""
    number, store, memory = sys.argv[1:4]
    with suppress(BrokenPipeError, ConnectionResetError):
        serve_forks(socket.socket(fileno=int(number)), Path(store), int(memory))
