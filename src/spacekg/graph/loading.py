"""Loading: quads on their way into a new store, loaded by the engine while others are gathered.

Oxigraph's own union counts a triple once a graph; a study that two documents describe would be
counted twice. The default graph therefore holds every triple once: it answers rightly, and no
slower. The engine lets go of the interpreter while it loads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Self

from pyoxigraph import RdfFormat, Store

from spacekg.graph.generation import QUADS, STORE, blaming
from spacekg.graph.sorted_lines import Tally, write_sorted

#: the engine holds half a kilobyte for each quad that it loads: so many at once, and two loads
_MOST = 250_000
#: fewer quads wait for others: each load has its price, and leaves a table of each index
_FEWEST = 50_000


class Loading:
    """A fresh folder with the sorted quads of a generation and its store, both on their way."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self._folder = folder
        with blaming(folder):
            self._store: Store | None = Store(str(folder / STORE))
        self._pool = ThreadPoolExecutor(2)
        self._loads: list[Future[None]] = []
        self._part: _Part | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *told: object) -> None:
        self._pool.shutdown(cancel_futures=True)
        if self._part is not None:
            self._part.close()
        self._store = None

    def gather(self, shards: Iterable[bytes]) -> Tally:
        """Write the sorted quads of all shards; the engine loads them meanwhile.

        Each ends with a line's end; an empty one says that the next is a while away.
        """
        return write_sorted(self._pass(shards), self._folder / QUADS)

    def finish(self) -> None:
        """Wait until everything is loaded, and leave it flushed."""
        for one in self._loads:
            one.result()
        if self._store is not None:
            with blaming(self._folder):
                self._store.flush()

    def _pass(self, shards: Iterable[bytes]) -> Iterator[bytes]:
        for shard in shards:
            count = shard.count(b"\n")
            held = self._part.count if self._part is not None else 0
            if held + count > _MOST or (not shard and held >= _FEWEST):
                self._turn()
            if shard:
                if self._part is None:
                    self._part = _Part(self._folder / f"part-{len(self._loads)}")
                self._part.take(shard, count)
                yield shard
        self._turn()

    def _turn(self) -> None:
        """Let the engine load what has come; what has failed before is told now."""
        for one in self._loads:
            if one.done():
                one.result()
        part, self._part = self._part, None
        if part is not None:
            part.close()
            for path, form in ((part.quads, RdfFormat.N_QUADS), (part.union, RdfFormat.N_TRIPLES)):
                self._loads.append(self._pool.submit(self._load, path, form))

    def _load(self, path: Path, form: RdfFormat) -> None:
        store = self._store
        if store is not None:
            with blaming(self._folder):
                store.bulk_load(path=str(path), format=form)
        path.unlink()


class _Part:
    """What the engine is to load at once: quads in one file, their triples in another."""

    def __init__(self, path: Path) -> None:
        self.quads, self.union = path.with_suffix(".nq"), path.with_suffix(".nt")
        self.count = 0
        self._files = (self.quads.open("wb"), self.union.open("wb"))

    def take(self, shard: bytes, count: int) -> None:
        """Add the quads of a shard."""
        self.count += count
        quads, union = self._files
        quads.write(shard)
        # an IRI holds no space, so the graph of a quad begins at the last " <"
        bare = [line[: line.rindex(b" <")] for line in shard.split(b"\n") if line]
        union.write(b" .\n".join((*bare, b"")))

    def close(self) -> None:
        """Have everything in the files."""
        for file in self._files:
            file.close()
