"""Many findings of one entity: arrays tell what pairs one by one tell."""

import random

import pytest

from spacekg.analytics.circumstance import Circumstances, Wholes
from spacekg.analytics.comparison import compare_many
from spacekg.analytics.disagreement import (
    compare_few,
    group_findings,
    pair_in_sentence,
    pair_sources,
)
from spacekg.analytics.reading import FindingRow

GENE, MEASURE, PART = "g:gene", "x:/id/phenotype/density", "x:/id/phenotype/cortical-density"
ABOVE = {PART: frozenset({MEASURE}), "t:femur": frozenset({"t:bone"})}


def make_rows(chance: random.Random, count: int) -> list[FindingRow]:
    def some(*values: str) -> str:
        return chance.choice(("", *values))

    return [
        FindingRow(
            finding=f"f:{number}", study=f"s:{chance.randrange(count)}", certainty="asserted",
            about=chance.choice((GENE, MEASURE, PART)),
            direction=chance.choice(
                ("increased", "decreased", "unchanged", "associated-positively",
                 "associated-negatively")
            ),
            partner=chance.choice(("", "g:other")), organism=some("o:mouse", "o:rat"),
            tissue=some("t:femur", "t:bone", "t:liver"), cell_type=some("c:osteocyte"),
            exposure=some("e:flight", "e:unloading"), kind=some("actual", "analog"),
            sex=some("male", "female"), days=chance.choice((None, 2.0, 30.0, 200.0)),
            time_point=some("follow-up", "day 3"), cites=some("Miller 12", "Jones 3"),
        )
        for number in range(count)
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(25))
def test_arrays_and_pairs_agree(seed: int) -> None:
    chance = random.Random(seed)
    rows = make_rows(chance, chance.choice((4, 12, 60)))
    circumstances = Circumstances(above=Wholes(ABOVE), taxa={GENE: "o:mouse"})
    places = {row.finding: ("", f"v:{chance.randrange(len(rows))}") for row in rows}
    spoken = list(pair_in_sentence(rows, places, circumstances, frozenset()))
    blocks = group_findings(rows, {}, circumstances, frozenset())
    for entity in {*blocks, *(pair.entity for pair in spoken)}:
        own = [pair for pair in spoken if pair.entity == entity]
        some = blocks.get(entity, ())
        pairs = [p for block in some for p in pair_sources(entity, block, {}, circumstances)]
        assert compare_many(entity, some, own, {}, circumstances) == compare_few((*pairs, *own))
