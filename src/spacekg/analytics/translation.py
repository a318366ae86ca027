"""Translation: what holds in one species, and what is known of it in another."""

from __future__ import annotations

from dataclasses import dataclass

from spacekg.analytics.column_file import read_columns
from spacekg.analytics.naming import find_node
from spacekg.analytics.overlap import join_directions
from spacekg.analytics.reading import (
    FindingRow,
    read_findings,
    read_groups,
    read_labels,
    read_pairs,
)
from spacekg.graph import KnowledgeGraph
from spacekg.model import Rows
from spacekg.vocabulary import read_vocabulary

_OPPOSITE = frozenset({"increased", "decreased"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """One gene (or other entity) in two organisms.

    ``status`` is ``same``, ``opposite``, ``unclear`` (both found it, no clear direction) or
    ``never tested`` (nothing is known in the second). ``orthologs`` are CURIEs of the second.
    """

    id: str
    label: str
    status: str
    direction: str
    other_direction: str
    studies: tuple[str, ...]
    other_studies: tuple[str, ...]
    orthologs: tuple[str, ...]


def translate(
    graph: KnowledgeGraph, *, organism: str = "Mus musculus", other: str = "Homo sapiens"
) -> Rows[Translation]:
    """Every gene that was found to change in ``organism``, and what ``other`` says of it.

    Genes are joined by ortholog groups; an entity of no species by itself, in the organism that
    each finding names.
    """
    columns = read_columns(graph)
    here, there = (find_node(columns, name, "organism") for name in (organism, other))
    compress = read_vocabulary().compress
    labels = read_labels(graph)
    taxa = dict(read_pairs(graph, "inTaxon"))
    groups = read_groups(graph)
    sides: dict[str, tuple[list[FindingRow], list[FindingRow]]] = {}
    for row in read_findings(graph):
        place = taxa.get(row.about, row.organism)
        if row.certainty != "negated" and place in (here, there) and "/label/" not in row.about:
            name = groups.get(row.about, row.about)
            sides.setdefault(name, ([], []))[place == there].append(row)
    members: dict[str, list[str]] = {}
    for gene, name in groups.items():
        if taxa.get(gene) == there:
            members.setdefault(name, []).append(compress(gene))
    rows = []
    for name, (mine, theirs) in sides.items():
        if not mine:
            continue
        direction = join_directions(mine)
        answer = join_directions(theirs) if theirs else ""
        rows.append(
            Translation(
                id=compress(min(row.about for row in mine)),
                label=labels.get(min(row.about for row in mine), name),
                status=_status(direction, answer), direction=direction, other_direction=answer,
                studies=tuple(sorted({row.study for row in mine})),
                other_studies=tuple(sorted({row.study for row in theirs})),
                orthologs=tuple(sorted(members.get(name, ()))),
            )
        )  # fmt: skip
    order = ("opposite", "same", "unclear", "never tested")
    rows.sort(key=lambda row: (order.index(row.status), -len(row.studies), row.label, row.id))
    return Rows(rows)


def _status(direction: str, answer: str) -> str:
    if not answer:
        return "never tested"
    if {direction, answer} == _OPPOSITE:
        return "opposite"
    return "same" if direction == answer and direction != "mixed" else "unclear"
