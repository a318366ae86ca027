"""Store: generations of the graph in one folder, and the pointer to the one that counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from spacekg.errors import StoreError
from spacekg.graph.generation import MANIFEST, verify_generation
from spacekg.graph.manifest import Manifest, read_manifest
from spacekg.graph.pointer import CURRENT, GENERATIONS, read_pointer
from spacekg.graph.writer import Writer, open_writer

__all__ = ["CURRENT", "GENERATIONS", "GraphStore"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphStore:
    """The folder ``path``: ``generations/<name>/``, the pointer ``CURRENT`` and a ``lock``.

    Readers open the generation that ``CURRENT`` names and keep it. A build writes a new one
    beside it, verifies it, then swaps the pointer; if it dies before, nothing has changed.
    """

    path: Path

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """The only right to write, for as long as the block lasts."""
        with open_writer(self.path) as writer:
            yield writer

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
        """Make the union of N-Quads shards the current generation; see ``Writer.write``."""
        with self.writing() as writer:
            return writer.write(
                shards, inputs=inputs, versions=versions, notices=notices, files=files,
                beside=beside,
            )  # fmt: skip

    def current(self) -> Path:
        """The folder of the current generation, or a ``StoreError`` when there is none."""
        names = read_pointer(self.path)
        if not names:
            raise StoreError(
                "there is no graph here yet", file=str(self.path), advice="run spacekg build"
            )
        folder = self.path / GENERATIONS / names[0]
        try:
            is_there = (folder / MANIFEST).is_file()
        except OSError as error:
            raise StoreError(
                f"the generation {names[0]} cannot be opened: {error.strerror}",
                file=str(self.path), advice="check the rights of the folder",
            ) from error  # fmt: skip
        if not is_there:
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
