"""Recurring: the genes that change in several contrasts of one organism, each with its chance.

Contrasts are compared as they are: two tissues of the same animals are two contrasts here, and
one cohort for ``shared``.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacekg.analytics.column_file import read_columns
from spacekg.analytics.contrast_overlap import ContrastGenes, read_sides
from spacekg.analytics.reading import read_pairs
from spacekg.analytics.significance import benjamini_hochberg, recurrence_tail
from spacekg.errors import UsageError
from spacekg.graph import KnowledgeGraph
from spacekg.model import Rows
from spacekg.vocabulary import read_vocabulary

_WORDS = {1: "increased", -1: "decreased", 0: "changed"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecurringGene:
    """A gene (CURIE) that changed in several contrasts; ``directions`` go with ``contrasts``.

    ``p`` is the chance to change in as many of the contrasts that tested it, ``q`` the same over
    all genes tested; both are empty where it is not known, or assumed, how many were.
    """

    id: str
    label: str
    organism: str
    contrasts: tuple[str, ...]
    directions: tuple[str, ...]
    agrees: bool
    p: float | None
    q: float | None
    background: str


def recurring(
    graph: KnowledgeGraph, *, min_contrasts: int = 2, background: int | None = None
) -> Rows[RecurringGene]:
    """Genes changed in ``min_contrasts`` or more contrasts of an organism, the surest first.

    ``background`` is a number of genes to assume where it is not known what was tested.
    """
    if min_contrasts < 2:
        raise UsageError("a gene recurs in two contrasts or more", advice="give 2 or more")
    organisms = dict(read_pairs(graph, "inOrganism"))
    groups: dict[str, list[ContrastGenes]] = {}
    for side in read_sides(graph):
        groups.setdefault(organisms.get(side.contrast, ""), []).append(side)
    columns = read_columns(graph)
    vocabulary = read_vocabulary()
    rows: list[RecurringGene] = []
    for organism, sides in sorted(groups.items()):
        if len(sides) < 2:
            continue
        p_values, told = _weigh(sides, background)
        q_values = dict(
            zip(p_values, benjamini_hochberg(list(p_values.values())), strict=True)
        )  # fmt: skip
        changed: dict[str, list[ContrastGenes]] = {}
        for side in sides:
            for gene in side.signs:
                changed.setdefault(gene, []).append(side)
        for gene, found in changed.items():
            if len(found) < min_contrasts:
                continue
            directions = tuple(_WORDS[side.signs[gene]] for side in found)
            number = columns.number(vocabulary.expand(gene)) if ":" in gene else -1
            rows.append(
                RecurringGene(
                    id=gene, label=columns.label(number) if number >= 0 else gene,
                    organism=vocabulary.compress(organism) if organism else "",
                    contrasts=tuple(side.label for side in found), directions=directions,
                    agrees=len(set(directions)) == 1, p=p_values.get(gene), q=q_values.get(gene),
                    background=told,
                )
            )  # fmt: skip
    rows.sort(key=lambda row: (row.p is None, row.p, -len(row.contrasts), row.label, row.id))
    return Rows(rows)


def _weigh(sides: list[ContrastGenes], assumed: int | None) -> tuple[dict[str, float], str]:
    """The p of every gene tested (those never named stand as numbers), and what it is against."""
    known = [one.tested for one in sides if one.tested is not None]
    genes: set[str] = {gene for side in sides for gene in side.signs}
    if len(known) == len(sides):
        genes = genes.union(*known)
        told = f"{len(genes)} genes tested in one contrast or more"
    elif assumed:
        if assumed < len(genes):
            raise UsageError(
                f"a background of {assumed} genes holds fewer than the contrasts changed",
                advice="give a larger --background",
            )
        told = f"{assumed} genes assumed; descriptive"
    else:
        return {}, "unknown: changed genes only; descriptive"
    rates = [
        len(side.signs) / (len(side.tested) if side.tested is not None else assumed or 1)
        for side in sides
    ]
    chances: dict[tuple[int, tuple[float, ...]], float] = {}
    p_values: dict[str, float] = {}
    for gene in sorted(genes):
        tested = [at for at, side in enumerate(sides) if side.tested is None or gene in side.tested]
        key = sum(gene in side.signs for side in sides), tuple(sorted(rates[at] for at in tested))
        if key not in chances:
            chances[key] = recurrence_tail(*key)
        p_values[gene] = chances[key]
    # every gene of an assumed background is a test, also those that changed nowhere
    if len(known) < len(sides):
        p_values.update((f" {at}", 1.0) for at in range(len(genes), assumed or 0))
    return p_values, told
