"""Circumstance: in what two findings differ, and whether they may be compared at all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from spacekg.analytics.facts import Facts
from spacekg.analytics.reading import FindingRow, read_pairs
from spacekg.graph import KnowledgeGraph

# Days of exposure: what days, weeks, months and longer do to a body differs in kind.
_CLASSES = ((3.0, "days"), (14.0, "short"), (60.0, "medium"))
#: Measures and taxa: they need no tissue to be seen in.
_OF_A_BODY = ("/id/phenotype/", "/NCBITaxon_")
#: The moderators, the most telling first.
MODERATORS = (
    "measure", "tissue", "cell type", "organism", "genotype", "exposure kind", "exposure", "sex",
    "duration", "time point",
)  # fmt: skip
#: A condition that is a change of genes: the rest was done against the effect.
_GENOTYPE = re.compile(
    r"[−–-]/[−–-]|knock-?(?:out|down)|\b(?:KO|KD|null)\b|deficient|mutant|transgenic|overexpress",
    re.I,
)
#: Measures of a part of a body: of these a place must be told.
_OF_A_PART = re.compile(
    r"/id/phenotype/(?:bone|trabecular|cortical|cancellous|muscle|fib(?:er|re)|myo|cartilage|osteo|"
    r"cell|wall|ultimate|inflammation|oxidative|apopto|dna|lipid|collagen|mineral|gene|structure-)"
)


class Wholes:
    """What each thing lies within, however deep; found when it is first asked for.

    >>> sorted(Wholes({"cell": ["liver"], "liver": ["body"]}).get("cell"))
    ['body', 'liver']
    """

    def __init__(self, parents: Mapping[str, Sequence[str]]) -> None:
        self._parents = parents
        self._known: dict[str, frozenset[str]] = {}

    def get(self, node: str) -> frozenset[str]:
        """All that a thing lies within; nothing for what lies in nothing."""
        known = self._known.get(node)
        if known is not None:
            return known
        seen: set[str] = set()
        queue = list(self._parents.get(node, ()))
        while queue:
            parent = queue.pop()
            if parent not in seen:
                seen.add(parent)
                queue.extend(self._parents.get(parent, ()))
        found = self._known[node] = frozenset(seen)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """Where parts lie in wholes and which species a gene is of: what a comparison needs to know."""

    above: Wholes = field(repr=False)
    taxa: dict[str, str] = field(repr=False)

    def differences(self, one: FindingRow, other: FindingRow) -> tuple[str, ...]:
        """What is known of both findings and differs; a part and its whole do not differ."""
        found = {
            name
            for name, first, second in (
                ("tissue", one.tissue, other.tissue),
                ("cell type", one.cell_type, other.cell_type),
                ("organism", self.organism(one), self.organism(other)),
                ("exposure", one.exposure, other.exposure),
            )
            if first and second and not self._nested(first, second)
        }
        for name, first, second in (
            ("exposure kind", one.kind, other.kind),
            ("sex", one.sex, other.sex),
            ("duration", duration_class(one.days), duration_class(other.days)),
        ):
            if first and second and first != second:
                found.add(name)
        both_told = one.time_point and other.time_point and one.time_point != other.time_point
        if is_later(one) != is_later(other) or both_told:
            found.add("time point")
        if genotype(one) != genotype(other):
            found.add("genotype")
        if bool(one.cell_type) != bool(other.cell_type) and self._apart(one, other):
            found.add("cell type")
        if "exposure kind" in found:
            found.discard("exposure")
        return tuple(name for name in MODERATORS if name in found)

    def agree(self, one: FindingRow, other: FindingRow) -> bool:
        """Whether nothing differs and enough is known of both to say so.

        Organism and exposure must be told of both, and the same tissue or cells; only what is
        measured or counted in a whole body needs no place. What one side leaves open, or tells
        more narrowly, could explain it all.
        """
        known = all(self.organism(row) and row.exposure for row in (one, other))
        placed = one.tissue == other.tissue and one.cell_type == other.cell_type
        whole = is_of_body(one) and is_of_body(other)
        placed = placed and (whole or bool(one.tissue or one.cell_type))
        return known and placed and not self.differences(one, other)

    def organism(self, row: FindingRow) -> str:
        """The organism of a finding: what it names, else the species of its gene."""
        return row.organism or self.taxa.get(row.about, "")

    def nearest_common(self, one: str, other: str) -> str:
        """The narrowest whole that two parts share, or nothing."""
        both = self.above.get(one) & self.above.get(other)
        return max(both, key=lambda node: (len(self.above.get(node)), node), default="")

    def _nested(self, one: str, other: str) -> bool:
        return (
            one == other
            or one in self.above.get(other)
            or other in self.above.get(one)
        )  # fmt: skip

    def _apart(self, one: FindingRow, other: FindingRow) -> bool:
        """Cells on one side, a tissue that is no place of theirs on the other."""
        cells, body = (one, other) if one.cell_type else (other, one)
        return bool(body.tissue) and not (cells.tissue and self._nested(cells.tissue, body.tissue))


def read_circumstances(graph: KnowledgeGraph | Facts) -> Circumstances:
    """What a graph tells about parts and wholes and the species of genes."""
    parents: dict[str, list[str]] = {}
    for part, whole in read_pairs(graph, "within"):
        parents.setdefault(part, []).append(whole)
    return Circumstances(above=Wholes(parents), taxa=dict(read_pairs(graph, "inTaxon")))


def duration_class(days: float | None) -> str:
    """The class of an exposure's length.

    >>> duration_class(2), duration_class(37), duration_class(180), duration_class(None)
    ('days', 'medium', 'long', '')
    """
    if days is None:
        return ""
    return next((name for limit, name in _CLASSES if days <= limit), "long")


def is_of_body(row: FindingRow) -> bool:
    """Whether a finding is of what is measured or counted in a whole body."""
    if _OF_A_PART.search(row.about):
        return False
    return any(kind in row.about for kind in _OF_A_BODY)


def genotype(row: FindingRow) -> str:
    """The genes that a finding's group had changed; nothing for the wild type."""
    return row.condition.casefold() if _GENOTYPE.search(row.condition) else ""


def is_later(row: FindingRow) -> bool:
    """Whether a finding is of a time after the exposure; all others are of its effect."""
    return row.time_point == "follow-up"
