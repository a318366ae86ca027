"""Genes that a group had changed explain that it went another way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spacekg.analytics.circumstance import Circumstances, Wholes, genotype, is_of_body
from spacekg.analytics.comparison import compare_many
from spacekg.analytics.disagreement import compare_few, counts, pair_sources
from spacekg.analytics.reading import FindingRow

KNOWN = Circumstances(above=Wholes({}), taxa={})
WILD = FindingRow(
    finding="f1", study="s1", about="https://x/id/phenotype/root-length", direction="increased",
    certainty="asserted", organism="plant", tissue="root", exposure="flight", kind="actual",
)  # fmt: skip
MUTANT = replace(
    WILD, finding="f2", study="s2", direction="decreased", condition="sku5 mutants"
)  # fmt: skip


def test_a_condition_of_genes_counts_and_a_treatment_does_not() -> None:
    assert genotype(MUTANT) == "sku5 mutants"
    assert counts(MUTANT)
    assert not counts(replace(MUTANT, condition="fed the plum diet"))


@pytest.mark.parametrize(("condition", "status"), [("sku5 mutants", "explained"), ("", "conflict")])
def test_a_mutant_against_the_wild_type_is_explained(condition: str, status: str) -> None:
    rows = [WILD, replace(MUTANT, condition=condition)]
    few = compare_few(pair_sources(WILD.about, rows, {}, KNOWN))
    many = compare_many(WILD.about, [rows], [], {}, KNOWN)
    assert {key[1] for key in few} == {key[1] for key in many} == {status}
    if condition:
        assert [set(told.moderators) for told in few.values()] == [{("genotype",)}]
        assert [set(told.moderators) for told in many.values()] == [{("genotype",)}]


def test_a_measure_of_a_part_needs_a_place_to_conflict() -> None:
    bare = replace(WILD, about="https://x/id/phenotype/trabecular-number", tissue="")
    assert not is_of_body(bare)
    assert is_of_body(replace(bare, about="https://x/id/phenotype/body-weight"))
    rows = [bare, replace(bare, finding="f2", study="s2", direction="decreased")]
    assert compare_few(pair_sources(bare.about, rows, {}, KNOWN)) == {}
