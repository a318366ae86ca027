"""Pipeline: the whole story from files to a graph.

    files ─ fingerprint ─► tasks ─ run(work) ─► shards ─► a new generation, or the last one revised

Every document gives a shard, named by a digest of all that makes it (``spacekg.work``). A build
works on documents without a shard, changes the graph of those that came, went or changed, and
ends with the bytes that a build from nothing gives. A document that cannot be read, or holds no
spaceflight biology, is refused by name and never stops the others.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from itertools import chain, islice
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from spacekg.engines import MEMORY, SECONDS, Start, choose_jobs, run
from spacekg.errors import ReadError, StoreError
from spacekg.fingerprint import Digests, fingerprint, join_versions, read_digests
from spacekg.folders import MAX_BYTES, list_files, stand_together
from spacekg.graph import (
    LEDGER,
    Entry,
    GraphStore,
    Ledger,
    Manifest,
    Shard,
    ShardFolder,
    Writer,
    check_generation,
    choose_workplace,
    publish_store,
    read_ledger,
    write_atomic,
)
from spacekg.refusal import Task, refuse
from spacekg.remote import is_remote
from spacekg.report import BuildReport, write_report
from spacekg.resources import find_resource

if TYPE_CHECKING:
    from spacekg.assembly import Assembly

DATA = "data/studies"
SHARDS = "shards"
DIGESTS = "digests.json"
#: what readers of a graph on a server need of the files beside it
BESIDE = ("columns.npz", "backgrounds/*.npz")


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """How a build is made: where the work runs, and within which limits."""

    jobs: int | None = 0
    engine: str = "processes"
    scheduler: str = ""
    seconds: float = SECONDS
    memory: int = MEMORY
    clean: bool = False
    shards: str = ""


def build(
    paths: Sequence[Path | str] = (),
    *,
    store: Path | str = "exports/store",
    jobs: int | None = 0,
    watch: Callable[[int, int], None] | None = None,
    engine: str = "processes",
    scheduler: str = "",
    seconds: float = SECONDS,
    memory: int = MEMORY,
    clean: bool = False,
    shards: str = "",
) -> BuildReport:
    """Read files and folders and make their graph the current one of ``store``.

    With no paths the studies of ``data/studies`` are read. ``jobs`` processes do the work, none
    but this one with 0, one a processor with None; ``engine`` "dask" spreads it over the machines
    of a ``scheduler``. A document may take ``seconds`` and ``memory`` bytes. ``clean`` believes
    nothing that was made before; ``shards`` is a folder or a URL for what each document gives.
    ``watch`` is told how many documents of how many are done. When nothing could be read, or
    nothing has changed, the last graph stays as it was.
    """
    if is_remote(store):
        # Built here, then published: what the server holds is replaced as a whole or not at all.
        here = choose_workplace(store)
        report = build(
            paths, store=here, jobs=jobs, watch=watch, engine=engine, scheduler=scheduler,
            seconds=seconds, memory=memory, clean=clean, shards=shards,
        )  # fmt: skip
        if report.read:
            publish_store(here, store, BESIDE)
        return replace(report, store=Path(store))
    folder = Path(store)
    was_there = folder.exists()
    files = list_files(paths or (find_resource(*DATA.split("/")),), without=folder)
    method = Method(
        jobs=jobs, engine=engine, scheduler=scheduler, seconds=seconds, memory=memory,
        clean=clean, shards=shards or str(folder.absolute() / SHARDS),
    )  # fmt: skip
    with GraphStore(path=folder).writing() as writer:
        report = _Build(writer, method, watch).make(files)
    if not report.read and not was_there:
        shutil.rmtree(folder, ignore_errors=True)
    return report


class _Build:
    """One build: what it knows of the last one, and what it has found out."""

    def __init__(
        self, writer: Writer, method: Method, watch: Callable[[int, int], None] | None
    ) -> None:
        self._writer, self._method, self._watch = writer, method, watch
        self._store = GraphStore(path=writer.path)
        self._shards = ShardFolder(place=method.shards)
        self._digests = self._read_digests()
        self._versions = fingerprint(self._digests)
        self._pipeline = join_versions(self._versions)
        self._base, self._last = (None, None) if method.clean else self._read_last()
        self._assembled: Assembly | None = None

    def make(self, files: Sequence[str]) -> BuildReport:
        """The report of a build of files, which is then the current one."""
        tasks = [self._plan(path, beside) for path, beside in stand_together(files)]
        entries, left, fresh = self._recall_all(tasks)
        follow = self._follow(left, len(tasks))
        self._revises = self._last is not None and not self._last.is_much(fresh)
        if left and not self._revises:
            # the work begins before what it is gathered with is loaded
            entries.extend(islice(follow, 1))
            return self._gather(chain(entries, follow), len(left))
        if left:
            entries.extend(follow)
        made = tuple(sorted(entries, key=attrgetter("place")))
        return self._assemble(made, len(left))

    def _assembly(self) -> Assembly:
        # it takes as long to load as a worker to start, and what has not changed needs none
        if self._assembled is None:
            kind: type[Assembly] = import_module("spacekg.assembly").Assembly
            self._assembled = kind(
                writer=self._writer, versions=self._versions, base=self._base, last=self._last,
                fetch=self._fetch,
            )  # fmt: skip
        return self._assembled

    def _gather(self, entries: Iterable[Entry], worked: int) -> BuildReport:
        """The report of a build whose shards are gathered while others are made."""
        told: dict[tuple[Entry, ...], BuildReport] = {}

        def tell(made: tuple[Entry, ...]) -> tuple[str, ...] | None:
            report = told[made] = write_report(made, self._writer.path, worked)
            return tuple(report.lines()) if report.read else None

        manifest = self._assembly().gather(entries, tell)
        ((made, report),) = told.items()
        if manifest is None:
            return report
        self._tidy(made)
        return replace(report, counts=manifest.counts, is_new=True)

    def _assemble(self, entries: tuple[Entry, ...], worked: int) -> BuildReport:
        report = write_report(entries, self._writer.path, worked)
        if not report.read:
            return report
        kept = self._keep(entries)
        manifest = kept or self._assembly().assemble(entries, tuple(report.lines()))
        self._tidy(entries)
        return replace(report, counts=manifest.counts, is_new=kept is None)

    def _keep(self, entries: tuple[Entry, ...]) -> Manifest | None:
        """The manifest of the last generation when nothing has changed and it is whole."""
        if self._base is None or self._last is None or entries != self._last.entries:
            return None
        try:
            return check_generation(self._base)
        except StoreError:
            return None

    def _plan(self, path: str, beside: tuple[str, ...]) -> Task:
        """What is known of a document before it is read."""
        try:
            if os.stat(path).st_size > MAX_BYTES:
                # refused by its size when it is read, whatever is in it
                return Task(path=path, sha256="")
            sha256 = self._digests.digest(path)
        except (OSError, ValueError):
            return Task(path=path, sha256="")
        told = []
        for other in beside:
            try:
                told.append(f"{Path(other).name} {self._digests.digest(other)}")
            except (OSError, ValueError):
                told.append(f"{Path(other).name} unreadable")
        return Task(path=path, sha256=sha256, beside=tuple(told))

    def _recall_all(self, tasks: Sequence[Task]) -> tuple[list[Entry], list[Task], int]:
        """The entries of documents that have a shard already, the others, and how many of these
        are texts that the last generation has not seen.
        """
        known = {entry.key: entry for entry in self._last.entries} if self._last else {}
        entries: list[Entry] = []
        left: list[Task] = []
        fresh: set[str] = set()
        for task in tasks:
            entry = known.get(task.key(self._pipeline)) or self._recall(task)
            if entry is None and task.sha256:
                fresh.add(task.sha256)
            if entry is None or entry.again:
                left.append(task)
            else:
                entries.append(entry)
        return entries, left, len(fresh)

    def _follow(self, tasks: Sequence[Task], number: int) -> Iterator[Entry]:
        """The entries of documents as they are made, told to who watches."""
        before = number - len(tasks)
        for done, entry in enumerate(self._make(tasks), 1):
            if self._watch is not None:
                self._watch(before + done, number)
            yield entry

    def _recall(self, task: Task) -> Entry | None:
        """The entry of a shard that an earlier build, or one that was stopped, has left."""
        if self._method.clean or not task.sha256:
            return None
        shard = self._shards.read(task.key(self._pipeline))
        return shard.entry if shard is not None else None

    def _make(self, tasks: Sequence[Task]) -> Iterator[Entry]:
        """Have the shards of documents made."""
        start = Start(
            module="spacekg.work", function="start_work",
            arguments=(self._shards.place, self._pipeline),
        )  # fmt: skip
        method = self._method
        outcomes = run(
            start, tasks, jobs=choose_jobs(method.jobs, len(tasks)), seconds=method.seconds,
            memory=method.memory, engine=method.engine, scheduler=method.scheduler,
            meanwhile=lambda: self._assembly().prepare(revises=self._revises),
        )  # fmt: skip
        for outcome in outcomes:
            entry: Entry | None = outcome.result
            if entry is None:
                shard = refuse(outcome.item, outcome.failure, self._pipeline, again=True)
                self._shards.write(shard)
                entry = shard.entry
            yield entry

    def _fetch(self, entry: Entry) -> Shard:
        """The shard of an entry; one that is damaged or gone is made again."""
        shard = self._shards.read(entry.key)
        if shard is not None and shard.entry == entry:
            return shard
        (task,) = (self._plan(path, near) for path, near in stand_together([entry.path]))
        (made,) = self._make([task])
        shard = self._shards.read(made.key)
        if shard is None or made != entry:
            raise ReadError(
                "the file changes while it is read", file=entry.path, advice="build again"
            )
        return shard

    def _tidy(self, entries: tuple[Entry, ...]) -> None:
        """Drop the shards that neither this generation nor the one before needs."""
        before = self._last.entries if self._last is not None else ()
        # in a place that was named other stores may have theirs
        is_own = self._method.shards == str(self._writer.path.absolute() / SHARDS)
        if is_own and (self._last is None or entries != before):
            self._shards.keep(entry.key for entry in (*entries, *before))
        if self._digests.is_new:
            write_atomic(self._writer.path / DIGESTS, self._digests.to_json())

    def _read_digests(self) -> Digests:
        if self._method.clean:
            return Digests()
        try:
            return read_digests((self._writer.path / DIGESTS).read_bytes())
        except OSError:
            return Digests()

    def _read_last(self) -> tuple[Path | None, Ledger | None]:
        """The last generation and its ledger, if the same pipeline made it."""
        try:
            base = self._store.current()
        except StoreError:
            return None, None
        ledger = read_ledger(base / LEDGER)
        if ledger is None or ledger.pipeline != self._pipeline:
            return None, None
        return base, ledger
