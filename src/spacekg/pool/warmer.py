"""Warmer: has a pool answer from a copy of the graph in memory, whenever there may be one."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import Literal, TypeAlias

from spacekg.errors import SpaceKGError, StoreError
from spacekg.graph import QUAD_BYTES, find_manifest
from spacekg.pool.nursery import Nursery
from spacekg.pool.staff import Staff
from spacekg.queries import NO_STAMP, read_stamp

InMemory: TypeAlias = Literal["auto", "always", "never"]
# Where answers come from; "loading" means from disk until the copy is there.
State: TypeAlias = Literal["disk", "loading", "memory"]

# What the copy may take of the memory that is free: each process makes its own of what it changes,
# which is two fifths of the copy once it has read all of it.
SHARE = 4
LOOK = 0.5
TRIES = 3
PAUSE = 5.0


class Warmer:
    """Watches the pointer of ``store`` and gives ``staff`` the copy of what it points to.

    After a build the old copy goes before the new one is loaded. A generation whose copy fails
    ``TRIES`` times is answered from disk.
    """

    def __init__(self, staff: Staff, store: Path, memory: int, wish: InMemory) -> None:
        self._staff = staff
        self._store = store
        self._memory = memory
        self._wish = wish
        #: What is the case now; other threads may read it.
        self.state: State = "disk" if wish == "never" else "loading"
        self._stamp = NO_STAMP
        self._is_wanted: bool | None = None
        self._failures = 0
        self._next = 0.0
        # Copies that no process is to come from any more; some may still use them.
        self._old: list[Nursery] = []

    async def run(self) -> None:
        """Look again and again, until it is cancelled."""
        while self._wish != "never":
            await self._look()
            await asyncio.sleep(LOOK)

    async def close(self) -> None:
        """End what forks, when the staff has been closed."""
        self._drop()
        for nursery in self._old:
            await nursery.close()

    async def _look(self) -> None:
        stamp = read_stamp(self._store)
        copy = self._staff.copy
        if copy is not None and not copy.is_ready:
            # It has died; what its processes hold they share with nobody new.
            self._fail()
        elif stamp != self._stamp:
            # Its processes answer from disk already.
            self._drop()
        if stamp != self._stamp:
            self._stamp, self._is_wanted, self._failures, self._next = stamp, None, 0, 0.0
            self.state = "loading"
        try:
            if self._staff.copy is None and not self._old and self._may_try():
                await self._load()
            await self._staff.renew()
        except (OSError, StoreError):
            self._fail()
        for nursery in [one for one in self._old if not self._staff.has_any_of(one)]:
            self._old.remove(nursery)
            await nursery.close()
        if self._staff.copy is not None:
            self.state = "memory"
        elif self._is_wanted is False or self._failures >= TRIES:
            self.state = "disk"
        else:
            self.state = "loading"

    def _fail(self) -> None:
        self._drop()
        self._failures += 1
        self._next = asyncio.get_running_loop().time() + PAUSE * self._failures

    def _drop(self) -> None:
        """Let no more processes come from the copy; it goes when the last of them has gone."""
        if self._staff.copy is not None:
            self._old.append(self._staff.copy)
            self._staff.copy = None

    def _may_try(self) -> bool:
        """Whether now is the time; what is free is asked once for each build."""
        if self._failures >= TRIES or asyncio.get_running_loop().time() < self._next:
            return False
        if self._is_wanted is None:
            self._is_wanted = _is_wanted(self._store, self._wish)
        return self._is_wanted

    async def _load(self) -> None:
        """Load the copy, unless another build comes meanwhile; an ``OSError`` if that fails."""
        nursery = Nursery(self._store, self._memory, in_memory=True)
        loading = asyncio.ensure_future(nursery.load())
        try:
            while not loading.done():
                await asyncio.wait([loading], timeout=LOOK)
                if read_stamp(self._store) != self._stamp:
                    return
            loading.result()
            self._staff.copy = nursery
        finally:
            if self._staff.copy is not nursery:
                if not loading.cancel():
                    # It has failed, which is told where it is asked for its result.
                    loading.exception()
                await nursery.close()


def fits_memory(quads: int) -> bool:
    """Whether a copy of so many quads takes at most a share of the memory that is free."""
    free = _free_memory()
    return free is not None and quads * QUAD_BYTES <= free // SHARE


def _is_wanted(store: Path, wish: InMemory) -> bool:
    try:
        return wish == "always" or fits_memory(find_manifest(store).quads)
    except SpaceKGError:
        return False


def _free_memory() -> int | None:
    """Bytes that this machine, or the group of processes we are in, has left; None if unknown."""
    found: list[int] = []
    with suppress(OSError, ValueError, IndexError):
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        found += [int(line.split()[1]) << 10 for line in lines if line.startswith("MemAvailable:")]
    with suppress(OSError, ValueError):
        group = Path("/sys/fs/cgroup")
        most, used = (group / name for name in ("memory.max", "memory.current"))
        found.append(int(most.read_text("ascii")) - int(used.read_text("ascii")))
    return min(found, default=None)
