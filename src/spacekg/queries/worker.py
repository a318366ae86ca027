"""Worker: a process that answers questions one after another and may be killed at any time.

It opens the store read-only by itself, after it was started, unless it was born with a copy of the
graph in memory. The kernel holds its limits: the size of its address space, and an alarm that ends
it if the supervisor is no longer there to do so.
"""

from __future__ import annotations

import faulthandler
import os
import resource
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path

from pyoxigraph import QueryTriples

from spacekg.errors import QueryError, SpaceKGError
from spacekg.graph import KnowledgeGraph
from spacekg.graph.gate import LENGTH
from spacekg.queries.copy import NO_STAMP, Copy, read_stamp
from spacekg.queries.exchange import Reply, Request
from spacekg.queries.federation import LENGTH as FEDERATED_LENGTH
from spacekg.queries.federation import federate
from spacekg.queries.inbox import Inbox
from spacekg.queries.results import write_rows_format, write_triples
from spacekg.vocabulary import read_vocabulary

# How long after its deadline a worker that nobody killed ends itself.
GRACE = 0.4


def serve_questions(
    channel: socket.socket,
    store: Path,
    memory: int,
    copy: Copy | None = None,
    *,
    lingers: bool = False,
) -> None:
    """Answer the questions that come over ``channel`` until it is closed.

    With ``lingers`` it stays awake for a moment after each.
    """
    # Ctrl-C is meant for the supervisor, which then closes the channel.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    # The death of a worker is told by its reply, not by a dump of what it was doing.
    faulthandler.disable()
    # A trace of the engine's death takes it seconds and is read by nobody.
    os.environ["RUST_BACKTRACE"] = "0"
    _limit_memory(memory)
    reader = _Reader(store, copy)
    inbox = Inbox(channel, lingers=lingers)
    with channel:
        while (request := inbox.next()) is not None:
            signal.setitimer(signal.ITIMER_REAL, request.limits.seconds + GRACE)
            reply = _answer(reader, request)
            signal.setitimer(signal.ITIMER_REAL, 0)
            channel.sendall(reply.encode())
            inbox.replied()


class _Reader:
    """The current generation of a store; a later build is seen by the next question.

    A ``copy`` answers as long as the generation counts that it was loaded from.
    """

    def __init__(self, store: Path, copy: Copy | None) -> None:
        self._store = store
        self._copy = copy
        self._stamp = NO_STAMP
        self._graph: KnowledgeGraph | None = None

    def graph(self) -> KnowledgeGraph:
        stamp = read_stamp(self._store)
        if self._copy is not None:
            if stamp == self._copy.stamp:
                return self._copy.graph
            # The pages are the forker's too, so nothing is won by letting go of them.
            self._copy = None
        if self._graph is None or stamp != self._stamp:
            self._graph = KnowledgeGraph.open(self._store)
            self._stamp = stamp
        return self._graph


def _answer(reader: _Reader, request: Request) -> Reply:
    try:
        sparql, length = request.sparql, LENGTH
        if request.limits.services and "service" in sparql.casefold():
            # The supervisor's kill comes later, so the reason is told by us.
            seconds = 0.9 * request.limits.seconds
            sparql = federate(sparql, request.limits.services, seconds)
            length = FEDERATED_LENGTH
        answer = reader.graph().query(
            sparql,
            length=length,
            default_graphs=request.default_graphs,
            named_graphs=request.named_graphs,
        )
        is_triples = isinstance(answer, QueryTriples)
        name = request.triples_format if is_triples else request.rows_format
        if not name:
            return Reply(kind="unacceptable", format="triples" if is_triples else "rows")
        try:
            if isinstance(answer, QueryTriples):
                prefixes = read_vocabulary().prefixes
                written = write_triples(answer, name, request.limits, prefixes)
            else:
                written = write_rows_format(answer, name, request.limits)
        except (OSError, ValueError, RuntimeError) as error:
            raise QueryError(f"the query failed while it ran: {error}") from error
    except QueryError as error:
        return _reply("refused", error)
    except SpaceKGError as error:
        return _reply("broken", error)
    except MemoryError:
        return Reply(
            kind="died",
            message=f"the query needed more than {request.limits.memory >> 20} MiB of memory",
            advice="ask for less at once",
        )
    return Reply(
        kind="answered",
        format=name,
        truncated=written.truncated,
        count=written.count,
        body=written.body,
    )


def _reply(kind: str, error: SpaceKGError) -> Reply:
    return Reply(
        kind="refused" if kind == "refused" else "broken",
        message=error.message,
        place=error.place,
        file=error.file,
        advice=error.advice,
    )


def _limit_memory(memory: int) -> None:
    """Let the process grow by ``memory`` bytes; where the system knows no such limit, by any."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        limit = pages * resource.getpagesize() + memory
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def main() -> None:
    """Serve over the inherited socket: arguments are its number, the store, the memory."""
    number, store, memory = sys.argv[1:4]
    with suppress(BrokenPipeError, ConnectionResetError):
        channel = socket.socket(fileno=int(number))
        serve_questions(channel, Path(store), int(memory), lingers=True)
