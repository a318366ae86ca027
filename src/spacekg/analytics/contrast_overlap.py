"""Contrast overlap: the genes that two or more contrasts share, against the genes they tested."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import prod

from spacekg.analytics.background import read_backgrounds
from spacekg.analytics.reading import read_findings, read_labels, read_pairs
from spacekg.analytics.significance import (
    benjamini_hochberg,
    direction_concordance,
    intersection_tail,
    permutation_p,
)
from spacekg.errors import UsageError
from spacekg.graph import KnowledgeGraph
from spacekg.model import Rows
from spacekg.vocabulary import read_vocabulary

_SIGNS = {"increased": 1, "decreased": -1}
#: what a table calls unchanged is among the tested genes, never among the changed
_CHANGED = frozenset((*_SIGNS, "changed"))
_SIDES = (("any", 0), ("increased", 1), ("decreased", -1))


@dataclass(frozen=True, slots=True, kw_only=True)
class ContrastOverlap:
    """What some contrasts share on one side; ``sizes`` are their changed genes of that side.

    ``fold`` is shared over expected. ``same`` and ``opposite`` count shared genes by direction
    (pairs, side ``any``), ``p_direction`` says if they agree beyond chance. ``drawn`` is the
    seeded permutation check of ``p``. All p are empty where no background is known or given.
    """

    contrasts: tuple[str, ...]
    labels: tuple[str, ...]
    side: str
    sizes: tuple[int, ...]
    shared: int
    expected: float | None
    fold: float | None
    p: float | None
    q: float | None
    drawn: float | None
    same: int | None
    opposite: int | None
    p_direction: float | None
    background: str
    genes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContrastGenes:
    """One contrast: its genes with their signs, and those it tested, if known."""

    contrast: str
    label: str
    signs: dict[str, int]
    tested: frozenset[str] | None


def overlaps(
    graph: KnowledgeGraph, *, sets: int = 2, background: int | None = None
) -> Rows[ContrastOverlap]:
    """Every combination of up to ``sets`` contrasts of one organism, the surest first.

    The background is what all of them tested; ``background`` is a number of genes to assume
    where that is not known, and is named so in the answer.
    """
    if not 2 <= sets <= 6:
        raise UsageError("two to six sets can be compared", advice="give --sets 2 to 6")
    organisms = dict(read_pairs(graph, "inOrganism"))
    sides = read_sides(graph)
    rows: list[ContrastOverlap] = []
    for size in range(2, sets + 1):
        for chosen in combinations(sides, size):
            if len({organisms.get(one.contrast, "") for one in chosen}) > 1:
                continue  # the genes of two species are never the same
            rows.extend(_compare(chosen, side, sign, background) for side, sign in _SIDES)
    tests = [row for row in rows if row.p is not None]
    q_values = dict(
        zip(map(id, tests), benjamini_hochberg([row.p or 0.0 for row in tests]), strict=True)
    )
    rows = [replace(row, q=q_values.get(id(row))) for row in rows]
    rows.sort(key=lambda row: (row.p is None, row.p, -row.shared, row.labels, row.side))
    return Rows(rows)


def read_sides(graph: KnowledgeGraph) -> list[ContrastGenes]:
    """The changed genes of every contrast that a table tells of, by contrast."""
    labels = read_labels(graph)
    tissues = dict(read_pairs(graph, "inTissue"))
    studies = {contrast: study for study, contrast in read_pairs(graph, "hasContrast")}
    compress = read_vocabulary().compress
    tested = {one.contrast: one for one in read_backgrounds(graph)}
    signs: dict[str, dict[str, int]] = {}
    about = {
        row.finding: (compress(row.about), _SIGNS.get(row.direction, 0))
        for row in read_findings(graph)
        if row.certainty != "negated" and row.direction in _CHANGED
    }  # fmt: skip
    tables = {finding for finding, tier in read_pairs(graph, "tier") if tier == "table"}
    for finding, contrast in read_pairs(graph, "inContrast"):
        if finding in tables and finding in about:
            gene, sign = about[finding]
            signs.setdefault(contrast, {})[gene] = sign
    for contrast, one in tested.items():
        known = zip(one.genes.tolist(), one.directions.tolist(), strict=True)
        signs[contrast] = {gene: sign for gene, sign in known if sign}
    sides = []
    names = {
        contrast: ", ".join(
            labels[one] for one in (studies.get(contrast), tissues.get(contrast)) if one in labels
        )
        for contrast in signs
    }
    told = Counter(names.values())
    for contrast in sorted(signs):
        label, arms = names[contrast], labels.get(contrast, contrast)
        if told[label] > 1 or not label:
            # several contrasts of one study and tissue are told apart by their arms
            label = f"{label}: {arms}" if label else arms
        members = tested[contrast].members if contrast in tested else None
        sides.append(
            ContrastGenes(contrast=contrast, label=label, signs=signs[contrast], tested=members)
        )
    return sides


def _compare(
    chosen: Sequence[ContrastGenes], side: str, sign: int, assumed: int | None
) -> ContrastOverlap:
    known = [one.tested for one in chosen if one.tested is not None]
    universe = frozenset.intersection(*known) if len(known) == len(chosen) else None
    sets = [
        {gene for gene, found in one.signs.items()
         if (found == sign if sign else found) and (universe is None or gene in universe)}
        for one in chosen
    ]  # fmt: skip
    common = set.intersection(*sets)
    sizes = tuple(map(len, sets))
    total = len(universe) if universe is not None else assumed
    expected = fold = p = drawn = None
    if total:
        if total < len(set.union(*sets)):
            raise UsageError(
                f"a background of {total} genes holds fewer than the contrasts changed",
                advice="give a larger --background",
            )
        expected = prod(sizes) / total ** (len(sizes) - 1)
        fold = len(common) / expected if expected else None
        p = intersection_tail(len(common), sizes, total)
        drawn = permutation_p(len(common), sizes, total)
    same = opposite = p_direction = None
    if len(chosen) == 2 and not sign:
        names = {1: "increased", -1: "decreased", 0: "changed"}
        first, second = chosen
        agreement = direction_concordance(
            (names[first.signs[gene]], names[second.signs[gene]]) for gene in sorted(common)
        )
        same, opposite, p_direction = agreement.same, agreement.opposite, agreement.p
    if universe is not None:
        told = f"{len(universe)} genes tested in all"
    elif total:
        told = f"{total} genes assumed; descriptive"
    else:
        told = "unknown: changed genes only; descriptive"
    return ContrastOverlap(
        contrasts=tuple(one.contrast for one in chosen), labels=tuple(one.label for one in chosen),
        side=side, sizes=sizes, shared=len(common), expected=expected, fold=fold, p=p, q=None,
        drawn=drawn, same=same, opposite=opposite, p_direction=p_direction, background=told,
        genes=tuple(sorted(common)),
    )  # fmt: skip
