"""Conflict: studies that say the opposite of one entity, and what might explain it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from spacekg.analytics.reading import (
    FindingRow,
    read_findings,
    read_groups,
    read_labels,
    read_pairs,
    select,
)
from spacekg.graph import KnowledgeGraph
from spacekg.vocabulary import read_vocabulary

_OPPOSITE = (
    ("increased", "decreased"),
    ("associated-positively", "associated-negatively"),
)
_QUOTES = """
SELECT ?finding (MIN(?text) AS ?quote) WHERE {
  ?finding skg:supportedBy ?evidence . ?evidence skg:quote ?text
} GROUP BY ?finding
"""
# Days of exposure: what days, weeks, months and longer do to a body differs in kind.
_CLASSES = ((3.0, "days"), (14.0, "short"), (60.0, "medium"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictFinding:
    """One side's statement: the study's IRI, the direction and the sentence."""

    study: str
    direction: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Opposite directions for one entity in different studies.

    ``status`` is ``explained`` when every opposite pair differs in a moderator (organism, tissue,
    exposure kind, sex, duration, time point), else ``conflict``; ``moderators`` are those that
    tell the two sides apart.
    """

    entity: str
    label: str
    status: str
    moderators: tuple[str, ...]
    findings: tuple[ConflictFinding, ...]


def conflicts(graph: KnowledgeGraph) -> tuple[Conflict, ...]:
    """All conflicts, genes of several species joined; the unexplained first."""
    groups = read_groups(graph)
    by_entity: dict[tuple[str, tuple[str, str]], list[FindingRow]] = {}
    for row in read_findings(graph):
        if row.certainty == "negated":
            continue
        for axis in _OPPOSITE:
            if row.direction in axis:
                key = (groups.get(row.about, row.about), axis)
                by_entity.setdefault(key, []).append(row)
    lying = {name: _ancestors(graph) for name in ("organism", "tissue")}
    labels = read_labels(graph)
    quotes = {row["finding"]: row["quote"] for row in select(graph, _QUOTES)}
    found = []
    for (entity, axis), rows in sorted(by_entity.items()):
        pairs = _opposite_pairs(rows, axis)
        if not pairs:
            continue
        apart = [_moderators(one, other, lying) for one, other in pairs]
        explained = all(apart)
        # A moderator that tells every pair apart is the better reason than one that tells some.
        every = set.intersection(*map(set, apart))
        named = every or (set().union(*apart) if explained else set())
        opposed = sorted(
            {row for pair in pairs for row in pair}, key=lambda row: (row.study, row.finding)
        )
        abouts = {row.about for row in opposed}
        # The group of orthologs is named only where two species really meet.
        subject = entity if len(abouts) > 1 else min(abouts)
        found.append(
            Conflict(
                entity=read_vocabulary().compress(subject),
                label=labels.get(subject, subject),
                status="explained" if explained else "conflict",
                moderators=tuple(sorted(named)),
                findings=tuple(
                    ConflictFinding(
                        study=row.study, direction=row.direction,
                        quote=quotes.get(row.finding, ""),
                    )
                    for row in opposed
                ),
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.status, -len(one.findings), one.label)))


def duration_class(days: float | None) -> str:
    """The class of an exposure's length.

    >>> duration_class(2), duration_class(37), duration_class(180), duration_class(None)
    ('days', 'medium', 'long', '')
    """
    if days is None:
        return ""
    return next((name for limit, name in _CLASSES if days <= limit), "long")


def _opposite_pairs(
    rows: list[FindingRow], axis: tuple[str, str]
) -> list[tuple[FindingRow, FindingRow]]:
    """Pairs from different studies: within one study a contrast of its own is no conflict."""
    up = [row for row in rows if row.direction == axis[0]]
    down = [row for row in rows if row.direction == axis[1]]
    return [(one, other) for one, other in product(up, down) if one.study != other.study]


def _moderators(
    one: FindingRow, other: FindingRow, lying: dict[str, dict[str, frozenset[str]]]
) -> tuple[str, ...]:
    """What is known of both and differs; a part and its whole do not differ."""
    found = []
    for name in ("organism", "tissue"):
        first, second = getattr(one, name), getattr(other, name)
        above = lying[name]
        if first and second and first != second:
            nested = second in above.get(first, ()) or first in above.get(second, ())
            if not nested:
                found.append(name)
    for name, first, second in (
        ("exposure kind", one.kind, other.kind),
        ("sex", one.sex, other.sex),
        ("duration", duration_class(one.days), duration_class(other.days)),
        ("time point", one.time_point, other.time_point),
    ):
        if first and second and first != second:
            found.append(name)
    return tuple(found)


def _ancestors(graph: KnowledgeGraph) -> dict[str, frozenset[str]]:
    """Everything above each node along ``within``."""
    parents: dict[str, list[str]] = {}
    for part, whole in read_pairs(graph, "within"):
        parents.setdefault(part, []).append(whole)
    result = {}
    for node in parents:
        above: set[str] = set()
        queue = list(parents[node])
        while queue:
            parent = queue.pop()
            if parent not in above:
                above.add(parent)
                queue.extend(parents.get(parent, ()))
        result[node] = frozenset(above)
    return result
