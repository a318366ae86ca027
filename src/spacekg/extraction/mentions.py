"""Mentions: a document's annotations, looked up by place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from spacekg.extraction.grounding import ground
from spacekg.lexicon import Lexicon
from spacekg.model import Annotation, Annotations, Entity

#: below it stand generic words (a bare "cells"): marked, yet nothing a finding is about
LOWEST_SCORE = 0.2


#: Lists whose names are safe to look up without context (others hold plain words as names).
_EXACT = ("skgp:", "GO:", "UBERON:", "CL:", "CHEBI:")


class Mentions:
    """Annotations sorted by place; ``within`` answers which of them touch a stretch of source."""

    __slots__ = ("_all", "_lexicon", "_starts", "_widest")

    def __init__(self, annotations: Annotations, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._all: tuple[Annotation, ...] = tuple(
            sorted(
                (a for a in annotations.annotations if a.score >= LOWEST_SCORE),
                key=lambda a: (a.start, a.end, a.entity.type),
            )
        )
        self._starts = [a.start for a in self._all]
        self._widest = max((a.end - a.start for a in self._all), default=0)

    def __iter__(self) -> Iterator[Annotation]:
        return iter(self._all)

    def named(self, name: str, *types: str) -> Entity | None:
        """The trait or process that a whole name stands for, when a list of them has it."""
        found = ground(name, types, self._lexicon)
        return found if found is not None and found.id.startswith(_EXACT) else None

    def within(self, start: int, end: int) -> list[Annotation]:
        """The annotations that share a character with ``start``..``end`` of the source."""
        first = bisect_left(self._starts, start - self._widest)
        last = bisect_left(self._starts, end)
        return [a for a in self._all[first:last] if a.end > start]
