"""Writer: the only right to change a store, held from the first thought of a build to its end."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from spacekg.errors import StoreError
from spacekg.graph.atomic_file import sync_folder, write_atomic
from spacekg.graph.generation import (
    count_generation,
    seal_generation,
    verify_generation,
)
from spacekg.graph.loading import Loading
from spacekg.graph.manifest import Manifest
from spacekg.graph.pointer import CURRENT, GENERATIONS, read_pointer, write_pointer

KEPT = 2
_DRAFT = ".draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """What may write into the store folder ``path``; ``open_writer`` gives it to one at a time."""

    path: Path

    def write(
        self,
        shards: Iterable[bytes],
        *,
        inputs: Iterable[tuple[str, str]] = (),
        versions: Iterable[tuple[str, str]] = (),
        notices: Iterable[str] = (),
        files: Iterable[tuple[str, bytes]] = (),
        beside: Callable[[], Iterable[tuple[str, bytes]]] | None = None,
    ) -> Manifest:
        """Make the union of N-Quads shards the current generation; returns its manifest.

        Each shard ends with a line's end; an empty one says that the next is a while away, so that
        the engine may begin. ``files`` are kept beside the graph: relative names and their bytes;
        so is what ``beside`` gives. All but the shards is asked for when these have ended.
        """
        with self.drafting() as draft:
            with Loading(draft) as loading:
                tally = loading.gather(shards)
                kept = [*files, *(beside() if beside is not None else ())]
                names = write_files(draft, kept)
                loading.finish()
            manifest = Manifest(
                quads=tally.quads,
                triples=tally.triples,
                graphs=len(tally.graphs),
                sha256=tally.sha256,
                counts=tuple(sorted(tally.counts.items())),
                inputs=tuple(sorted(set(inputs))),
                versions=tuple(sorted(set(versions))),
                notices=tuple(sorted(set(notices))),
                files=names,
            )
            if not self._is_whole(manifest.generation):
                seal_generation(draft, manifest)
                count_generation(draft)
                self.adopt(draft, manifest)
            self.point_to(manifest.generation)
        return manifest

    @contextmanager
    def drafting(self) -> Iterator[Path]:
        """A place for a new generation, which is gone afterwards unless it was adopted."""
        draft = self.path / GENERATIONS / _DRAFT
        try:
            shutil.rmtree(draft, ignore_errors=True)
            yield draft
        except OSError as error:
            raise StoreError(
                f"the graph cannot be written: {error.strerror or error}",
                file=str(self.path),
                advice="check the free space and the rights of the folder; "
                "the last graph is untouched",
            ) from error
        finally:
            shutil.rmtree(draft, ignore_errors=True)

    def adopt(self, draft: Path, manifest: Manifest) -> None:
        """Give a finished draft its name, in place of a damaged one of that name."""
        folder = self.path / GENERATIONS / manifest.generation
        shutil.rmtree(folder, ignore_errors=True)
        draft.rename(folder)
        sync_folder(folder.parent)

    def point_to(self, name: str) -> None:
        """Swap the pointer, then drop every generation but the last two and what died half-way."""
        try:
            before = read_pointer(self.path)
        except StoreError:
            before = []
        kept = [name, *(old for old in before if old != name)][:KEPT]
        if kept != before:
            write_atomic(self.path / CURRENT, write_pointer(kept))
        for folder in (self.path / GENERATIONS).iterdir():
            if folder.name not in kept:
                shutil.rmtree(folder, ignore_errors=True)

    def _is_whole(self, name: str) -> bool:
        """Whether the same build was made before and is still sound."""
        folder = self.path / GENERATIONS / name
        if not folder.is_dir():
            return False
        try:
            return verify_generation(folder).generation == name
        except StoreError:
            return False


def write_files(folder: Path, files: Iterable[tuple[str, bytes]]) -> tuple[tuple[str, str], ...]:
    """Write files into the folder of a generation; name and digest of each, by name."""
    kept = dict(sorted(files))
    for name, content in kept.items():
        write_atomic(folder / name, content)
    return tuple((name, hashlib.sha256(one).hexdigest()) for name, one in kept.items())


@contextmanager
def open_writer(path: Path) -> Iterator[Writer]:
    """Hold the only right to write; the system lets go of it when the process dies."""
    try:
        (path / GENERATIONS).mkdir(parents=True, exist_ok=True)
        handle = os.open(path / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise StoreError(
            f"the store cannot be written: {error.strerror}", file=str(path),
            advice="choose a folder you may write to with --store",
        ) from error  # fmt: skip
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StoreError(
                "another build is writing this store", file=str(path),
                advice="wait for it to end, or build into another folder with --store",
            ) from error  # fmt: skip
        yield Writer(path=path)
    finally:
        os.close(handle)
