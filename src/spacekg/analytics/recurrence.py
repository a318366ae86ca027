"""Recurrence: the chance that so many independent studies find a gene among those they tested."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from spacekg.analytics.background import TestedGenes
from spacekg.analytics.significance import benjamini_hochberg, recurrence_tail


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """One gene: found in ``found`` of the ``tested`` cohorts that tested it."""

    found: int
    tested: int
    p: float
    q: float


def weigh_recurrence(
    backgrounds: Iterable[TestedGenes],
    cohorts: Mapping[str, str],
    groups: Mapping[str, str],
    expand: Mapping[str, str],
) -> dict[str, Recurrence]:
    """Every gene that two or more cohorts tested, with exact p and q over all of them.

    A cohort finds a gene when one of its contrasts does; its rate is that of at least one of them
    by chance. ``groups`` joins orthologs, ``expand`` gives the IRIs of CURIEs.
    """
    tested: dict[str, dict[str, float]] = {}
    found: dict[str, set[str]] = {}
    for background in backgrounds:
        cohort = cohorts.get(background.study, background.study)
        for curie, direction in zip(
            background.genes.tolist(), background.directions.tolist(), strict=True
        ):
            iri = expand.get(curie, curie)
            gene = groups.get(iri, iri)
            missed = tested.setdefault(gene, {})
            missed[cohort] = missed.get(cohort, 1.0) * (1.0 - background.rate)
            if direction:
                found.setdefault(gene, set()).add(cohort)
    known: dict[tuple[int, tuple[float, ...]], float] = {}
    genes = sorted(gene for gene, missed in tested.items() if len(missed) > 1)
    p_values = []
    for gene in genes:
        rates = tuple(sorted(1.0 - missed for missed in tested[gene].values()))
        key = len(found.get(gene, ())), rates
        if key not in known:
            known[key] = recurrence_tail(*key)
        p_values.append(known[key])
    q_values = benjamini_hochberg(p_values)
    return {
        gene: Recurrence(found=len(found.get(gene, ())), tested=len(tested[gene]), p=p, q=q)
        for gene, p, q in zip(genes, p_values, q_values, strict=True)
    }
