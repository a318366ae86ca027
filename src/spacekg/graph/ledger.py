"""Ledger: what each document gave to a generation, so that the next build knows what changed."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from spacekg.graph.shard import Entry, read_entry

LEDGER = "documents.json"
#: a revision is made where at most one document in so many came, went or changed
REVISED = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The entries by path, the digest of the ``pipeline``, and the ``support`` of each entity.

    The support of an entity is how many entities that documents name lead to it.
    """

    pipeline: str
    entries: tuple[Entry, ...]
    support: tuple[tuple[str, int], ...] = ()

    def is_much(self, changed: int) -> bool:
        """Whether so many changed documents are too many to revise what was made of these."""
        return changed * REVISED > len(self.entries)

    def to_json(self) -> bytes:
        """The ledger as JSON."""
        with _uncollected():
            value = {
                "pipeline": self.pipeline,
                "documents": [entry.to_list() for entry in self.entries],
                "support": dict(self.support),
            }
            return json.dumps(value, separators=(",", ":")).encode() + b"\n"


def read_ledger(path: Path) -> Ledger | None:
    """The ledger in a file; nothing where it is absent or of another make."""
    try:
        with _uncollected():
            value = json.loads(path.read_bytes())
            return Ledger(
                pipeline=value["pipeline"],
                entries=tuple(map(read_entry, value["documents"])),
                support=tuple(value["support"].items()),
            )
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector, which would look at all entries again and again: half of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
