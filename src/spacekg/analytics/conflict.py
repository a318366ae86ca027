"""Conflict: sources that say the opposite of one entity, and what might explain it.

A source is who found a thing: the primary reference that a review cites for it, else the study.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from spacekg.analytics.circumstance import (
    MODERATORS,
    Circumstances,
    duration_class,
    read_circumstances,
)
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

__all__ = ["Conflict", "ConflictFinding", "conflicts", "duration_class"]

#: One word without an identifier ("thickness") does not say of what.
_VAGUE = re.compile(r"/label/[^-]+$")
_QUOTES = """
SELECT ?finding (MIN(?text) AS ?quote) (MIN(STR(?evidence)) AS ?place) WHERE {
  ?finding skg:supportedBy ?evidence . ?evidence skg:quote ?text
} GROUP BY ?finding
"""
#: Findings that differ in no more than this are alike enough to be set side by side.
_FEW = 2
OPPOSITE, CHANGED = "opposite", "changed or unchanged"
_STRENGTHS = {
    frozenset({"increased", "decreased"}): OPPOSITE,
    frozenset({"associated-positively", "associated-negatively"}): OPPOSITE,
    frozenset({"increased", "unchanged"}): CHANGED,
    frozenset({"decreased", "unchanged"}): CHANGED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictFinding:
    """One side's statement: the study's IRI, the direction and the sentence.

    ``reference`` is the paper that a review cites for it; ``organism``, ``tissue``, ``cell_type``
    and ``exposure`` are CURIEs; ``id`` is the IRI of the finding.
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


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two findings of ``entity`` that go different ways, and what differs between them."""

    entity: str
    strength: str
    one: FindingRow
    other: FindingRow
    moderators: tuple[str, ...]


def conflicts(graph: KnowledgeGraph) -> tuple[Conflict, ...]:
    """All conflicts, genes of several species joined; the unexplained and the opposite first."""
    groups = read_groups(graph)
    labels = read_labels(graph)
    told = {row["finding"]: (row["quote"], row["place"]) for row in select(graph, _QUOTES)}
    circumstances = read_circumstances(graph)
    rows = [row for row in read_findings(graph) if _counts(row)]
    gathered: dict[tuple[str, str, str], list[_Pair]] = {}
    pairs = (
        *_between_sources(rows, groups, circumstances),
        *_in_one_sentence(rows, told, circumstances, _tissues(graph)),
    )
    for pair in pairs:
        status = "explained" if pair.moderators else "conflict"
        gathered.setdefault((pair.entity, pair.strength, status), []).append(pair)
    found = []
    for (entity, strength, status), all_pairs in sorted(gathered.items()):
        some = _closest(all_pairs)
        sides = sorted({row for pair in some for row in (pair.one, pair.other)}, key=_order)
        abouts = {row.about for row in sides}
        # The group of orthologs is named only where two species really meet.
        subject = entity if len(abouts) > 1 else min(abouts)
        found.append(
            Conflict(
                entity=read_vocabulary().compress(subject), label=labels.get(subject, subject),
                status=status, strength=strength,
                moderators=_name_moderators([pair.moderators for pair in some]),
                findings=tuple(_finding(row, told) for row in sides),
            )
        )  # fmt: skip
    return tuple(
        sorted(
            found,
            key=lambda one: (
                one.status, one.strength != OPPOSITE, -len(one.findings), one.label, one.entity,
            ),
        )
    )  # fmt: skip


def _counts(row: FindingRow) -> bool:
    """Only what is asserted, of the exposure itself and not of a treatment against it, counts."""
    return row.certainty == "asserted" and not row.condition and row.tier != "estimated"


def _between_sources(
    rows: Iterable[FindingRow], groups: dict[str, str], circumstances: Circumstances
) -> Iterator[_Pair]:
    """Pairs of different sources: a contrast within one study is its design, no disagreement."""
    by_entity: dict[tuple[str, str], list[FindingRow]] = {}
    for row in rows:
        partner = groups.get(row.partner, row.partner)
        if row.direction.startswith("associated") and not partner:
            continue
        if _VAGUE.search(row.about):
            continue
        by_entity.setdefault((groups.get(row.about, row.about), partner), []).append(row)
    for (entity, _), some in sorted(by_entity.items()):
        if len({row.direction for row in some}) < 2:
            continue
        known: dict[tuple[object, ...], tuple[tuple[str, ...], bool]] = {}
        for one, other in combinations(some, 2):
            strength = _STRENGTHS.get(frozenset({one.direction, other.direction}))
            if strength is None or one.source == other.source or _is_summary(one, other):
                continue
            key = (*_signature(one), *_signature(other))
            if key not in known:
                known[key] = (
                    circumstances.differences(one, other), circumstances.agree(one, other),
                )  # fmt: skip
            moderators, agree = known[key]
            if moderators or agree:
                yield _Pair(entity, strength, one, other, moderators)


def _is_summary(one: FindingRow, other: FindingRow) -> bool:
    """Whether a review sums up here what it cites there."""
    return one.study == other.study and bool(one.cites) != bool(other.cites)


def _in_one_sentence(
    rows: Iterable[FindingRow],
    told: dict[str, tuple[str, str]],
    circumstances: Circumstances,
    tissues: frozenset[str],
) -> Iterator[_Pair]:
    """What one source sets apart itself in a sentence: "lost in femur, but not in humerus"."""
    by_sentence: dict[tuple[str, str], list[FindingRow]] = {}
    for row in rows:
        if row.finding in told:
            by_sentence.setdefault((row.source, told[row.finding][1]), []).append(row)
    for _, some in sorted(by_sentence.items()):
        for one, other in combinations(some, 2):
            strength = _STRENGTHS.get(frozenset({one.direction, other.direction}))
            if strength is None or one.partner != other.partner:
                continue
            if one.about == other.about:
                moderators = circumstances.differences(one, other)
                if moderators:
                    yield _Pair(one.about, strength, one, other, moderators)
            elif one.about in tissues and other.about in tissues:
                whole = circumstances.nearest_common(one.about, other.about)
                if whole:
                    yield _Pair(whole, strength, one, other, ("tissue",))


def _closest(pairs: list[_Pair]) -> list[_Pair]:
    """The comparisons that tell most: for each finding of the rarer side, the likest others.

    Pairs that differ in one or two things are kept; a finding that has none keeps its likest.
    """
    by_direction: dict[str, dict[str, list[_Pair]]] = {}
    for pair in pairs:
        for row in (pair.one, pair.other):
            by_direction.setdefault(row.direction, {}).setdefault(row.finding, []).append(pair)
    fewest = min(map(len, by_direction.values()))
    kept: dict[_Pair, None] = {}
    for of_finding in by_direction.values():
        if len(of_finding) == fewest:
            for some in of_finding.values():
                least = max(_FEW, min(len(pair.moderators) for pair in some))
                kept.update((pair, None) for pair in some if len(pair.moderators) <= least)
    return list(kept)


def _tissues(graph: KnowledgeGraph) -> frozenset[str]:
    tissue = read_vocabulary().iri("Tissue")
    return frozenset(node for node, kind in read_pairs(graph, "rdf:type") if kind == tissue)


def _name_moderators(pairs: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Those that tell every pair apart, else the fewest that together do.

    >>> _name_moderators([("tissue", "sex"), ("sex",)]), _name_moderators([("tissue",), ("sex",)])
    (('sex',), ('tissue', 'sex'))
    """
    every = set.intersection(*map(set, pairs))
    if every:
        return tuple(name for name in MODERATORS if name in every)
    left, named = [set(pair) for pair in pairs if pair], set()
    while left:
        best = max(MODERATORS, key=lambda name: (sum(name in pair for pair in left), name))
        named.add(best)
        left = [pair for pair in left if best not in pair]
    return tuple(name for name in MODERATORS if name in named)


def _signature(row: FindingRow) -> tuple[object, ...]:
    return (
        row.about, row.organism, row.tissue, row.cell_type, row.exposure, row.kind, row.sex,
        row.days, row.time_point,
    )  # fmt: skip


def _order(row: FindingRow) -> tuple[str, str, str, str]:
    return row.direction, row.study, row.source, row.finding


def _finding(row: FindingRow, told: dict[str, tuple[str, str]]) -> ConflictFinding:
    compress = read_vocabulary().compress
    return ConflictFinding(
        study=row.study, direction=row.direction, quote=told.get(row.finding, ("", ""))[0],
        reference=row.cites, organism=compress(row.organism), tissue=compress(row.tissue),
        cell_type=compress(row.cell_type), exposure=compress(row.exposure), days=row.days,
        id=row.finding,
    )  # fmt: skip
