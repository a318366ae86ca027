"""Store: generations of the graph in one folder, and the pointer to the one that counts."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from spacekg.errors import StoreError
from spacekg.graph.atomic_file import sync_folder, write_atomic
from spacekg.graph.generation import MANIFEST, verify_generation, write_generation
from spacekg.graph.manifest import Manifest, count_nodes, read_manifest
from spacekg.graph.quads import merge_graphs, merge_shards

GENERATIONS = "generations"
CURRENT = "CURRENT"
KEPT = 2
_NAME = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphStore:
    """The folder ``path``: ``generations/<name>/``, the pointer ``CURRENT`` and a ``lock``.

    Readers open the generation that ``CURRENT`` names and keep it. A build writes a new one
    beside it, verifies it, then swaps the pointer; if it dies before, nothing has changed.
    """

    path: Path

    def write(
        self,
        shards: Iterable[bytes],
        *,
        inputs: Iterable[tuple[str, str]] = (),
        versions: Iterable[tuple[str, str]] = (),
        notices: Iterable[str] = (),
        files: Iterable[tuple[str, bytes]] = (),
    ) -> Manifest:
        """Make the union of N-Quads shards the current generation; returns its manifest.

        ``files`` are kept beside the graph: relative names and their bytes.
        """
        quads = merge_shards(shards)
        beside = dict(sorted(files))
        if beside:
            digest = hashlib.sha256(b"".join(map(_stamp, beside.items()))).hexdigest()[:16]
            versions = (*versions, ("files", digest))
        manifest = Manifest(
            quads=quads.count(b"\n"),
            triples=merge_graphs(quads).count(b"\n"),
            graphs=len({line[line.rindex(b" <") :] for line in quads.split(b"\n") if line}),
            sha256=hashlib.sha256(quads).hexdigest(),
            counts=count_nodes(quads),
            inputs=tuple(sorted(set(inputs))),
            versions=tuple(sorted(set(versions))),
            notices=tuple(sorted(set(notices))),
        )
        with self._lock():
            folder = self.path / GENERATIONS / manifest.generation
            try:
                if not self._is_whole(folder):
                    self._write_folder(folder, quads, manifest, beside)
                self._point_to(manifest.generation)
            except OSError as error:
                raise StoreError(
                    f"the graph cannot be written: {error.strerror or error}",
                    file=str(self.path),
                    advice="check the free space and the rights of the folder; "
                    "the last graph is untouched",
                ) from error
        return manifest

    def current(self) -> Path:
        """The folder of the current generation, or a ``StoreError`` when there is none."""
        names = self._pointer()
        if not names:
            raise StoreError(
                "there is no graph here yet", file=str(self.path), advice="run spacekg build"
            )
        folder = self.path / GENERATIONS / names[0]
        if not (folder / MANIFEST).is_file():
            raise StoreError(
                f"the generation {names[0]} is gone", file=str(self.path),
                advice="build the graph again",
            )  # fmt: skip
        return folder

    def manifest(self) -> Manifest:
        """What the current generation says it holds."""
        return read_manifest(self.current() / MANIFEST)

    def verify(self) -> Manifest:
        """Scan the current generation from end to end; a ``StoreError`` says what is wrong."""
        folder = self.current()
        manifest = verify_generation(folder)
        if manifest.generation != folder.name:
            raise StoreError(
                "the manifest has changed since the build",
                file=str(folder),
                advice="build the graph again",
            )
        return manifest

    def _write_folder(
        self, folder: Path, quads: bytes, manifest: Manifest, beside: Mapping[str, bytes]
    ) -> None:
        temporary = folder.with_name(f".{folder.name}.part")
        try:
            write_generation(temporary, quads, manifest)
            for name, content in beside.items():
                write_atomic(temporary / name, content)
            verify_generation(temporary)
            shutil.rmtree(folder, ignore_errors=True)
            temporary.rename(folder)
            sync_folder(folder.parent)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)

    def _is_whole(self, folder: Path) -> bool:
        """Whether the same build was made before and is still sound."""
        if not folder.is_dir():
            return False
        try:
            return verify_generation(folder).generation == folder.name
        except StoreError:
            return False

    def _point_to(self, name: str) -> None:
        """Swap the pointer, then drop every generation but the last two and what died half-way."""
        try:
            before = self._pointer()
        except StoreError:
            before = []
        kept = [name, *(old for old in before if old != name)][:KEPT]
        write_atomic(self.path / CURRENT, "".join(f"{one}\n" for one in kept).encode())
        for folder in (self.path / GENERATIONS).iterdir():
            if folder.name not in kept:
                shutil.rmtree(folder, ignore_errors=True)

    def _pointer(self) -> list[str]:
        """The current generation and the one before it."""
        try:
            text = (self.path / CURRENT).read_text(encoding="ascii")
        except FileNotFoundError:
            return []
        except (OSError, UnicodeDecodeError) as error:
            raise StoreError(
                f"the pointer to the graph cannot be read: {error}", file=str(self.path / CURRENT),
                advice="build the graph again",
            ) from error  # fmt: skip
        names = text.split()
        if not names or not all(_NAME.fullmatch(name) for name in names):
            raise StoreError(
                "the pointer to the graph is damaged", file=str(self.path / CURRENT),
                advice="remove it and build the graph again",
            )  # fmt: skip
        return names

    @contextmanager
    def _lock(self) -> Iterator[None]:
        """Hold the only right to write; the system lets go of it when the process dies."""
        try:
            (self.path / GENERATIONS).mkdir(parents=True, exist_ok=True)
            handle = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise StoreError(
                f"the store cannot be written: {error.strerror}", file=str(self.path),
                advice="choose a folder you may write to with --store",
            ) from error  # fmt: skip
        try:
            _seize(handle, self.path)
            yield
        finally:
            os.close(handle)


def _stamp(file: tuple[str, bytes]) -> bytes:
    """What tells one file from another: its name and the digest of its bytes."""
    return file[0].encode() + hashlib.sha256(file[1]).digest()


def _seize(handle: int, path: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise StoreError(
            "another build is writing this store", file=str(path),
            advice="wait for it to end, or build into another folder with --store",
        ) from error  # fmt: skip
