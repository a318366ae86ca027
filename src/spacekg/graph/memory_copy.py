"""Memory copy: a generation of the graph read from its text into memory, its digest checked."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import IO, BinaryIO, cast

from pyoxigraph import RdfFormat, Store

from spacekg.errors import StoreError
from spacekg.graph.generation import MANIFEST, QUADS
from spacekg.graph.manifest import read_manifest

#: what a quad takes in memory with its share of the union, measured at 1e5 and 1e6 quads while
#: they are loaded; afterwards a quarter of it is free again
QUAD_BYTES = 900
# An IRI holds no space, and no line but the last part of a quad ends like this.
_GRAPH = re.compile(rb" <[^ ]*> \.\n")
_PIECE = 1 << 20


def load_generation(folder: Path) -> Store:
    """The quads of a generation and their union in memory; a ``StoreError`` if they are damaged.

    It answers as the store of the folder does, and opens no file of it afterwards.
    """
    manifest = read_manifest(folder / MANIFEST)
    store = Store()
    try:
        with (folder / QUADS).open("rb") as file:
            text = _Text(file)
            store.bulk_load(cast(IO[bytes], text), format=RdfFormat.N_QUADS)
        if text.digest() == manifest.sha256:
            with (folder / QUADS).open("rb") as file:
                union = cast(IO[bytes], _Text(file, union=True))
                store.bulk_load(union, format=RdfFormat.N_TRIPLES)
            return store
        reason = f"the file {QUADS} has changed"
    except (OSError, SyntaxError, ValueError) as error:
        reason = str(error)
    raise StoreError(
        f"the store is damaged: {reason}", file=str(folder), advice="build the graph again"
    )


class _Text:
    """A file as the engine reads it: by pieces of whole lines, as they are or without graphs.

    A triple of several graphs comes several times then, next to each other; the engine, which
    holds a set, keeps one.
    """

    def __init__(self, file: BinaryIO, *, union: bool = False) -> None:
        self._file = file
        self._union = union
        self._sum = hashlib.sha256()
        self._piece = memoryview(b"")

    def read(self, size: int = -1) -> bytes:
        """The next bytes, ``size`` at most; none at the end."""
        if not self._piece:
            piece = self._file.read(_PIECE)
            if self._union:
                piece = _GRAPH.sub(b" .\n", piece + self._file.readline())
            else:
                self._sum.update(piece)
            self._piece = memoryview(piece)
        part = self._piece[:size] if size >= 0 else self._piece
        self._piece = self._piece[len(part) :]
        return bytes(part)

    def digest(self) -> str:
        return self._sum.hexdigest()
