"""Copy: the current generation of a store in memory, and how to tell that it still counts."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from spacekg.errors import StoreError
from spacekg.graph import CURRENT, KnowledgeGraph

# The pointer's file: a build swaps it by a rename, so another pointer is another file.
Stamp: TypeAlias = tuple[int, int]
NO_STAMP: Stamp = (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A graph in memory, and the stamp that its store had when it was loaded."""

    graph: KnowledgeGraph
    stamp: Stamp


def read_stamp(store: Path) -> Stamp:
    """What changes with each build; ``NO_STAMP`` where there is no store in a folder."""
    try:
        # This is asked for each question, and a Path takes longer than the system.
        pointer = os.stat(f"{store}/{CURRENT}")
    except OSError:
        return NO_STAMP
    return pointer.st_ino, pointer.st_mtime_ns


def load_copy(store: Path) -> Copy:
    """The current generation of a store in memory; a ``StoreError`` if a build came in between."""
    stamp = read_stamp(store)
    graph = KnowledgeGraph.load(store)
    if stamp == NO_STAMP or read_stamp(store) != stamp:
        raise StoreError("the graph has changed while it was loaded", advice="load it again")
    return Copy(graph=graph, stamp=stamp)
