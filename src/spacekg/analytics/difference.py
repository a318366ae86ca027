"""Difference: what two builds disagree on, in the things people ask about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from spacekg.analytics.conflict import conflicts
from spacekg.analytics.gap import gaps
from spacekg.analytics.reading import read_findings, read_labels, read_pairs
from spacekg.graph import KnowledgeGraph

Kind: TypeAlias = Literal["study", "finding", "conflict", "gap"]
Change: TypeAlias = Literal["added", "removed"]
Told: TypeAlias = Mapping[Kind, Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that only the second graph has (``added``) or only the first (``removed``)."""

    kind: Kind
    change: Change
    id: str
    label: str


def diff(before: KnowledgeGraph, after: KnowledgeGraph) -> tuple[Difference, ...]:
    """Studies, findings, conflicts and gaps that came or went, by kind, change and identifier."""
    old, new = _read(before), _read(after)
    sides: tuple[tuple[Change, Told, Told], ...] = (("added", new, old), ("removed", old, new))
    return tuple(
        Difference(kind=kind, change=change, id=id_, label=here[kind][id_])
        for kind in old
        for change, here, there in sides
        for id_ in sorted(here[kind].keys() - there[kind].keys())
    )


def _read(graph: KnowledgeGraph) -> Told:
    labels = read_labels(graph)
    studies = {study for _, study in read_pairs(graph, "describes")}
    return {
        "study": {study: labels.get(study, study) for study in studies},
        "finding": {
            row.finding: f"{labels.get(row.about, row.about)} {row.direction}"
            for row in read_findings(graph)
        },
        "conflict": {
            f"{row.entity} {row.status}, {row.strength}": row.label for row in conflicts(graph)
        },
        "gap": {row.id: row.question for row in gaps(graph)},
    }
