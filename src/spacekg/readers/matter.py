"""Matter: the keys and values in front of a text, each value with its place in the source."""

from __future__ import annotations

from dataclasses import dataclass

from spacekg.model import Notice, Value
from spacekg.readers.reading import Edit


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One written value: ``source[start:end]``, read with ``edits``, stands at ``path``.

    List positions are no part of the path: every tag has the path ``("tags",)``.
    """

    path: tuple[str, ...]
    start: int
    end: int
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """Entries in the order written (of a key given twice the last stands) and their leaves."""

    entries: tuple[tuple[str, Value], ...] = ()
    leaves: tuple[Leaf, ...] = ()
    notices: tuple[Notice, ...] = ()

    def merged(self, other: Matter) -> Matter:
        """Both together; ``other`` wins where a key is in both."""
        keys = {key for key, _ in other.entries}
        entries = tuple(entry for entry in self.entries if entry[0] not in keys)
        leaves = tuple(leaf for leaf in self.leaves if leaf.path[0] not in keys)
        return Matter(
            entries=entries + other.entries,
            leaves=leaves + other.leaves,
            notices=self.notices + other.notices,
        )
