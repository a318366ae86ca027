"""Conflict: sources that say the opposite of one entity, and what might explain it.

A source is who found a thing: the primary reference that a review cites for it, else the study.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

from spacekg.analytics.circumstance import (
    MODERATORS,
    duration_class,
    read_circumstances,
)
from spacekg.analytics.comparison import compare_many
from spacekg.analytics.disagreement import (
    OPPOSITE,
    Pair,
    compare_few,
    counts,
    group_findings,
    pair_in_sentence,
    pair_sources,
)
from spacekg.analytics.facts import Facts
from spacekg.analytics.reading import (
    FindingRow,
    read_findings,
    read_groups,
    read_labels,
    read_pairs,
    select,
)
from spacekg.graph import KnowledgeGraph
from spacekg.model import Rows
from spacekg.vocabulary import read_vocabulary

__all__ = ["Conflict", "ConflictFinding", "conflicts", "duration_class"]

#: entities with more pairs of findings than this are compared as arrays
MANY = 20_000
_QUOTES = """
SELECT ?finding (MIN(?text) AS ?quote) (MIN(STR(?evidence)) AS ?place) WHERE {
  ?finding skg:supportedBy ?evidence . ?evidence skg:quote ?text
} GROUP BY ?finding
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictFinding:
    """One side's statement: the study's IRI, the direction and the sentence.

    ``reference`` is the paper that a review cites for it; ``about`` (the gene of its own species,
    the kind of a measure), ``organism``, ``tissue``, ``cell_type`` and ``exposure`` are CURIEs;
    ``id`` is the IRI of the finding.
    """

    study: str
    direction: str
    quote: str
    reference: str = ""
    organism: str = ""
    tissue: str = ""
    cell_type: str = ""
    exposure: str = ""
    days: float | None = None
    about: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Different directions for one entity in different sources.

    ``status`` is ``explained`` when the sides differ in a moderator (organism, tissue, cell type,
    exposure, its kind, sex, duration, time point), else ``conflict``. ``moderators`` are those
    that tell every pair apart, else the fewest that together do. ``strength`` is ``opposite`` for
    up against down, ``changed or unchanged`` where one side saw no change.
    """

    entity: str
    label: str
    status: str
    moderators: tuple[str, ...]
    findings: tuple[ConflictFinding, ...]
    strength: str = OPPOSITE


def conflicts(graph: KnowledgeGraph | Facts, only: Set[str] | None = None) -> Rows[Conflict]:
    """All conflicts, genes of several species joined; the unexplained and the opposite first.

    Of facts only, without a graph, the sides are told without their sentences; of those of
    ``only`` some entities (a group of orthologs by its name) nothing else is compared.
    """
    groups = read_groups(graph)
    labels = {} if isinstance(graph, Facts) else read_labels(graph)
    told = _read_quotes(graph)
    circumstances = read_circumstances(graph)
    members = _anatomy(graph)
    rows = [row for row in read_findings(graph) if counts(row)]
    blocks = group_findings(rows, groups, circumstances, members)
    spoken: dict[str, list[Pair]] = {}
    for pair in pair_in_sentence(rows, told, circumstances, members):
        # what a sentence tells of a gene joins what sources tell of its orthologs
        spoken.setdefault(groups.get(pair.entity, pair.entity), []).append(pair)
    found = []
    for entity in sorted({*blocks, *spoken}):
        if only is not None and entity not in only:
            continue
        some, own = blocks.get(entity, ()), spoken.get(entity, [])
        if sum(len(block) ** 2 for block in some) > MANY:
            compared = compare_many(entity, some, own, groups, circumstances)
        else:
            pairs = (
                p for block in some for p in pair_sources(entity, block, groups, circumstances)
            )
            compared = compare_few((*pairs, *own))
        for (strength, status), closest in sorted(compared.items()):
            sides = sorted(closest.rows, key=_order)
            abouts = {row.about for row in sides}
            # The group of orthologs is named only where two species really meet.
            subject = entity if len(abouts) > 1 else min(abouts)
            found.append(
                Conflict(
                    entity=read_vocabulary().compress(subject),
                    label=_label(graph, subject, labels), status=status, strength=strength,
                    moderators=_name_moderators(closest.moderators),
                    findings=tuple(_finding(row, told) for row in sides),
                )
            )  # fmt: skip
    return Rows(
        sorted(
            found,
            key=lambda one: (
                one.status, one.strength != OPPOSITE, -len(one.findings), one.label, one.entity,
            ),
        )
    )  # fmt: skip


def _read_quotes(graph: KnowledgeGraph | Facts) -> dict[str, tuple[str, str]]:
    """The sentence of each finding and the evidence it stands in."""
    if isinstance(graph, Facts):
        pairs = reversed(graph.pairs("supportedBy"))
        return {finding: ("", evidence) for finding, evidence in pairs}
    return {row["finding"]: (row["quote"], row["place"]) for row in select(graph, _QUOTES)}


def _label(graph: KnowledgeGraph | Facts, node: str, labels: Mapping[str, str]) -> str:
    """The first label of a node; there are many more than are asked for."""
    if isinstance(graph, Facts):
        return next(iter(graph.objects("rdfs:label", node)), node)
    return labels.get(node, node)


def _anatomy(graph: KnowledgeGraph | Facts) -> frozenset[str]:
    kinds = {read_vocabulary().iri(name) for name in ("Tissue", "CellType")}
    if isinstance(graph, Facts):
        return frozenset().union(*(graph.subjects("rdf:type", kind) for kind in kinds))
    return frozenset(node for node, kind in read_pairs(graph, "rdf:type") if kind in kinds)


def _name_moderators(pairs: Mapping[tuple[str, ...], int]) -> tuple[str, ...]:
    """Those that tell every pair apart, else the fewest that together do.

    >>> _name_moderators({("tissue", "sex"): 1, ("sex",): 1})
    ('sex',)
    >>> _name_moderators({("tissue",): 2, ("sex",): 1})
    ('tissue', 'sex')
    """
    every = set.intersection(*map(set, pairs))
    if every:
        return tuple(name for name in MODERATORS if name in every)
    left, named = {pair: number for pair, number in pairs.items() if pair}, set()
    while left:
        best = max(
            MODERATORS,
            key=lambda name: (sum(n for pair, n in left.items() if name in pair), name),
        )  # fmt: skip
        named.add(best)
        left = {pair: number for pair, number in left.items() if best not in pair}
    return tuple(name for name in MODERATORS if name in named)


def _order(row: FindingRow) -> tuple[str, str, str, str]:
    return row.direction, row.study, row.source, row.finding


def _finding(row: FindingRow, told: dict[str, tuple[str, str]]) -> ConflictFinding:
    compress = read_vocabulary().compress
    return ConflictFinding(
        study=row.study, direction=row.direction, quote=told.get(row.finding, ("", ""))[0],
        reference=row.cites, organism=compress(row.organism), tissue=compress(row.tissue),
        cell_type=compress(row.cell_type), exposure=compress(row.exposure), days=row.days,
        about=compress(row.about), id=row.finding,
    )  # fmt: skip
