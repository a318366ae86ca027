"""Mentions: a document's annotations, looked up by place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from spacekg.extraction.grounding import ground
from spacekg.lexicon import Lexicon
from spacekg.model import Annotation, Annotations, Entity
from spacekg.patterns import compile_late

#: below it stand generic words (a bare "cells"): marked, yet nothing a finding is about
LOWEST_SCORE = 0.2


#: names that use an anatomical word without speaking of it: hindlimb unloading, fruit fly
_SWALLOWING = frozenset({"exposure", "organism", "mission", "countermeasure", "dataset"})
_SWALLOWED = frozenset({"tissue", "cell_type", "chemical", "process"})

#: Lists whose names are safe to look up without context (others hold plain words as names).
_NO_WORD = compile_late(r"[^a-z0-9α-ω]+")
_WIDE = frozenset((
    "family", "superfamily", "order", "suborder", "infraorder", "class", "subclass", "phylum",
    "subphylum", "kingdom", "domain", "superkingdom", "clade", "superorder",
))  # fmt: skip
_ALOFT = frozenset(("skgx:microgravity", "skgx:readaptation", "skgx:landing"))
_STAND_INS = frozenset(("skgx:simulated-microgravity", "skgx:mechanical-unloading"))
_PLANTS = "NCBITaxon:33090"
_MAMMALS = "NCBITaxon:40674"
#: Stand-ins by name that are part of flights too.
_ALSO_FLOWN = frozenset((
    "skgx:radiation", "skgx:ionizing-radiation", "skgx:readaptation", "skgx:landing",
    "skgx:microgravity", "skgx:partial-gravity",
))  # fmt: skip
_EXACT = ("skgp:", "GO:", "UBERON:", "CL:", "CHEBI:")


class Mentions:
    """Annotations sorted by place; ``within`` answers which of them touch a stretch of source."""

    __slots__ = ("_all", "_lexicon", "_long", "_starts", "_surfaces", "_widest")

    def __init__(self, annotations: Annotations, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._surfaces: dict[Entity, set[str]] = {}
        self._long = {one.short: one.long for one in annotations.abbreviations}
        kept = [a for a in annotations.annotations if a.score >= LOWEST_SCORE]
        self._all: tuple[Annotation, ...] = tuple(
            sorted(_free(kept), key=lambda a: (a.start, a.end, a.entity.type))
        )
        self._starts = [a.start for a in self._all]
        self._widest = max((a.end - a.start for a in self._all), default=0)

    def __iter__(self) -> Iterator[Annotation]:
        return iter(self._all)

    def named(self, name: str, *types: str) -> Entity | None:
        """The trait or process that a whole name stands for, when a list of them has it."""
        found = ground(name, types, self._lexicon)
        return found if found is not None and found.id.startswith(_EXACT) else None

    def are_related(self, one: str, other: str) -> bool:
        """Whether two taxa are the same, or one lies within the other."""
        return (
            one == other
            or one in self._lexicon.ancestors(other)
            or other in self._lexicon.ancestors(one)
        )

    def is_flight(self, exposure: Entity) -> bool:
        """Whether an exposure is one of spaceflight, so that a mission may go with it."""
        term = self._lexicon.term(exposure.id) if exposure.id else None
        return term is not None and (term.note == "actual" or exposure.id in _ALOFT)

    def exposure_of(self, short: str) -> Entity | None:
        """The exposure that a short form of the document stands for."""
        long = self._long.get(short)
        return ground(long, ("exposure",), self._lexicon) if long else None

    def is_exposure(self, word: str) -> bool:
        """Whether a word or a short form of the document names an exposure of the lexicon."""
        return ground(self.long_form(word), ("exposure",), self._lexicon) is not None

    def is_actual(self, exposure: Entity) -> bool:
        """Whether an exposure can be one of a flight: no stand-in for it on the ground."""
        term = self._lexicon.term(exposure.id) if exposure.id else None
        if term is None:
            return False
        if term.note != "analog":
            return True
        kinds = (exposure.id, *self._lexicon.ancestors(exposure.id))
        return not _ALSO_FLOWN.isdisjoint(kinds) and _STAND_INS.isdisjoint(kinds)

    def without_wide(self, organisms: Sequence[Entity]) -> list[Entity]:
        """Organisms without families, classes and kingdoms, where a species is among them."""
        wide = [e for e in organisms if self._rank(e) in _WIDE]
        return [e for e in organisms if e not in wide] or list(organisms)

    def _rank(self, organism: Entity) -> str:
        term = self._lexicon.term(organism.id) if organism.id else None
        return term.note if term is not None else ""

    def is_plant(self, organism: Entity) -> bool:
        """Whether an organism is a plant."""
        return _PLANTS in (organism.id, *self._lexicon.ancestors(organism.id))

    def is_mammal(self, organism: Entity) -> bool:
        """Whether an organism is a mammal."""
        return _MAMMALS in self._lexicon.ancestors(organism.id) if organism.id else False

    def named_in(self, text: str, known: Sequence[Entity]) -> list[Entity]:
        """Those of ``known`` that a text names in words that the document uses for them."""
        if not text or not known:
            return []
        if not self._surfaces:
            for one in self._all:
                self._surfaces.setdefault(one.entity, set()).add(one.text.lower())
        padded = f" {_NO_WORD.sub(' ', text.lower())} "
        return [
            entity for entity in known
            if any(f" {_NO_WORD.sub(' ', word)} " in padded
                   for word in self._surfaces.get(entity, ()))
        ]  # fmt: skip

    def is_short_form(self, word: str) -> bool:
        """Whether the document itself says what a short form stands for."""
        return word in self._long or word.removesuffix("s") in self._long

    def long_form(self, word: str) -> str:
        """What a short form of the document stands for; the word itself where it is none."""
        return self._long.get(word, word)

    def within(self, start: int, end: int) -> list[Annotation]:
        """The annotations that share a character with ``start``..``end`` of the source."""
        first = bisect_left(self._starts, start - self._widest)
        last = bisect_left(self._starts, end)
        return [a for a in self._all[first:last] if a.end > start]


def _free(annotations: list[Annotation]) -> Iterator[Annotation]:
    """The annotations that are not a word inside the longer name of an exposure or organism."""
    wide = sorted(
        (a.start, a.end) for a in annotations if a.entity.type in _SWALLOWING and a.end > a.start
    )
    starts = [start for start, _ in wide]
    longest = max((end - start for start, end in wide), default=0)
    for one in annotations:
        if one.entity.type in _SWALLOWED:
            near = wide[bisect_left(starts, one.end - longest) : bisect_left(starts, one.end)]
            if any(
                start <= one.start and one.end <= end and end - start > one.end - one.start
                for start, end in near
            ):
                continue
        yield one
