"""Workers: the processes of a cluster on this machine, each replaced as soon as it is gone.

The cluster's own keeper gives a worker up that is killed while it starts; with the last one gone
the build would wait for ever.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from tempfile import TemporaryDirectory
from typing import Any

from spacekg.errors import SpaceKGError

#: after so many deaths with nothing done between them there is no hope
HOPELESS = 120
_PROGRAM = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from spacekg.engines.workers import serve_cluster; "
    "serve_cluster(sys.argv[2], int(sys.argv[3]), sys.argv[4])"
)


class LocalWorkers:
    """So many processes that work for the scheduler at ``address``, each with ``memory`` bytes."""

    def __init__(self, address: str, *, jobs: int, memory: int) -> None:
        self._address, self._memory = address, memory
        self._deaths = 0
        self._scratch = TemporaryDirectory(prefix="spacekg-")
        self._processes = [self._hire() for _ in range(jobs)]

    def tend(self) -> None:
        """Replace those that are gone."""
        for at, process in enumerate(self._processes):
            if process.poll() is None:
                continue
            self._deaths += 1
            if self._deaths >= HOPELESS:
                raise SpaceKGError(
                    "no worker process comes up", advice="free some memory, or try fewer --jobs"
                )
            self._processes[at] = self._hire()

    def praise(self) -> None:
        """Something was done: the deaths before it do not count."""
        self._deaths = 0

    def dismiss(self) -> None:
        """End every worker."""
        for process in self._processes:
            process.kill()
        for process in self._processes:
            process.wait()
        self._scratch.cleanup()

    def _hire(self) -> subprocess.Popen[bytes]:
        # a group of its own hears no Ctrl-C; the builder ends it
        return subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, json.dumps(sys.path), self._address,
             str(self._memory), self._scratch.name],
            stdin=subprocess.DEVNULL,
            process_group=0,
        )  # fmt: skip


def serve_cluster(address: str, memory: int, scratch: str) -> None:
    """What a worker does until the scheduler has gone."""
    import asyncio
    import logging

    import distributed

    untyped: Any = distributed

    async def work() -> None:
        # the limit of memory is set below: a document that needs more fails, its worker lives on
        async with untyped.Worker(
            address, nthreads=1, memory_limit=0, local_directory=scratch
        ) as worker:
            await worker.finished()

    # its own memory and its threads'; files mapped for reading, as the lexicon, are not it
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    asyncio.run(work())
