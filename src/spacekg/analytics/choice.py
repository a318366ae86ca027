"""Choice: the studies, entities and findings that a question is about, as columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from spacekg.analytics.columns import Columns, are_among, unique_numbers, unique_pairs


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Pairs of study and entity, and the findings (by their place in the columns) about them."""

    columns: Columns
    pairs: Any
    findings: Any

    @classmethod
    def of(cls, columns: Columns, type_: str) -> Choice:
        """All links to entities of a type, and all findings."""
        import numpy

        everything = numpy.arange(len(columns.finding_study))
        return cls(columns=columns, pairs=columns.members(type_), findings=everything)

    def in_organism(self, inside: Any) -> Choice:
        """A gene has its own species; anything else is where its study is."""
        import numpy

        columns = self.columns
        taxa = columns.taxa[self.pairs[:, 1]]
        kept = numpy.where(
            taxa >= 0, inside[taxa], self._studies_inside(inside)[self.pairs[:, 0]]
        )  # fmt: skip
        return self._keep(kept, columns.finding_organism, inside)

    def in_tissue(self, inside: Any) -> Choice:
        """Where an entity was found; without a finding that says so, where its study looked."""
        import numpy

        columns = self.columns
        tissues = columns.finding_tissue[self.findings]
        keys = self.keys(self.findings)
        wanted = self.pairs[:, 0] * len(columns.nodes) + self.pairs[:, 1]
        is_told = are_among(wanted, numpy.sort(keys[tissues >= 0]))
        is_here = are_among(wanted, numpy.sort(keys[(tissues >= 0) & inside[tissues]]))
        studies = self._studies_inside(inside)[self.pairs[:, 0]]
        return self._keep(numpy.where(is_told, is_here, studies), columns.finding_tissue, inside)

    def _keep(self, kept: Any, places: Any, inside: Any) -> Choice:
        """The findings that lie inside stay, and those that do not say where they lie."""
        found = places[self.findings]
        return Choice(
            columns=self.columns, pairs=self.pairs[kept],
            findings=self.findings[(found < 0) | inside[found]],
        )  # fmt: skip

    def _studies_inside(self, inside: Any) -> Any:
        import numpy

        found = numpy.zeros(len(self.columns.nodes), dtype=bool)
        found[self.columns.link_study[inside[self.columns.link_entity]]] = True
        return found

    def keys(self, findings: Any) -> Any:
        """Study and entity of findings as one number."""
        import numpy

        studies = self.columns.finding_study[findings].astype(numpy.int64)
        return studies * len(self.columns.nodes) + self.columns.finding_entity[findings]


@dataclass(frozen=True, kw_only=True)
class EntitySets:
    """For each node the things that go with it, each once."""

    starts: list[int]
    things: list[int]

    @classmethod
    def of(cls, nodes: Any, things: Any, size: int) -> EntitySets:
        """Pairs of a node and a thing as sets; things below 0 are none."""
        import numpy

        known = things >= 0
        pairs = unique_pairs(nodes[known], things[known], size)
        starts = numpy.searchsorted(pairs[:, 0], numpy.arange(size + 1)).tolist()
        return cls(starts=starts, things=pairs[:, 1].tolist())

    def at(self, node: int) -> list[int]:
        """The things of one node, in order."""
        return self.things[self.starts[node] : self.starts[node + 1]]


@dataclass(frozen=True, kw_only=True)
class Directions:
    """For each node the studies that give it a direction, and that direction."""

    starts: list[int]
    studies: list[int]
    texts: list[str]

    @classmethod
    def of(cls, columns: Columns, findings: Any, about: Any) -> Directions:
        """The findings by what they are about and who reports them."""
        import numpy

        size = len(columns.nodes)
        keys = about.astype(numpy.int64) * size + columns.finding_study[findings]
        found = unique_numbers(keys)
        places = numpy.searchsorted(found, keys)
        sets = numpy.zeros(len(found), dtype=numpy.int64)
        numpy.bitwise_or.at(sets, places, 1 << columns.finding_direction[findings].astype("i8"))
        words = {
            one: join_words({name for at, name in enumerate(columns.directions) if one >> at & 1})
            for one in set(sets.tolist())
        }
        nodes, studies = numpy.divmod(found, max(1, size))
        return cls(
            starts=numpy.searchsorted(nodes, numpy.arange(size + 1)).tolist(),
            studies=studies.tolist(),
            texts=[words[one] for one in sets.tolist()],
        )  # fmt: skip

    def at(self, node: int, iris: list[str]) -> dict[str, str]:
        """The direction that each study gives one node, by IRI."""
        first, last = self.starts[node], self.starts[node + 1]
        studies = [iris[one] for one in self.studies[first:last]]
        return dict(zip(studies, self.texts[first:last], strict=True))


def join_words(directions: set[str]) -> str:
    """One direction for several: theirs if they agree, else ``mixed``; ``changed`` says less."""
    if len(directions) > 1:
        directions = directions - {"changed"}
    return min(directions) if len(directions) == 1 else "mixed"
