"""Matches: what the lexicon finds in a text, sorted by the type of what is meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from spacekg.lexicon import Senses

#: start, end, and the senses of one type
Match = tuple[int, int, Senses]


class Matches:
    """The names in a text by place; ``by_type`` has for each type its matches, all lengths."""

    __slots__ = ("by_type",)

    by_type: Mapping[str, list[Match]]

    def __init__(self, spans: Iterable[tuple[int, int, Senses]] = ()) -> None:
        """Sort the spans of a scan by type."""
        by_type: defaultdict[str, list[Match]] = defaultdict(list)
        for start, end, senses in spans:
            for kind, own in senses.by_type:
                by_type[kind].append((start, end, own))
        self.by_type = dict(by_type)
