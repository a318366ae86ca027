"""Texts that name one thing again and again cost no more than their length."""

from __future__ import annotations

import time

import pytest

from spacekg.annotators.mentions import _meeting
from spacekg.extraction.design_mentions import telling_mentions
from spacekg.extraction.sentences import split_sentences
from spacekg.model import Annotation, Entity
from spacekg.readers import read_text
from spacekg.readers.citations import citation_edits


def test_whether_a_span_meets_any_of_twenty_thousand_is_found_at_once() -> None:
    places = [(at * 10, at * 10 + 5) for at in range(20_000)]
    started = time.process_time()
    meets = _meeting(places[::-1])
    assert all(meets(start + 4, start + 9) for start, _ in places)
    assert not any(meets(end, end + 5) for _, end in places)
    assert time.process_time() - started < 2


def test_the_longest_place_counts_wherever_it_begins() -> None:
    meets = _meeting([(0, 100), (10, 20)])
    assert meets(50, 60)
    assert not meets(100, 110)
    assert not _meeting([])(0, 5)


@pytest.mark.parametrize("unit", ["bone-", "bone ", "1-2-3-4-", "(1, "])
def test_citations_are_sought_in_time_linear_to_the_text(unit: str) -> None:
    started = time.process_time()
    assert citation_edits(unit * 40_000) == []
    assert time.process_time() - started < 5


def test_a_place_inside_a_longer_name_is_no_place_studied() -> None:
    (passage,) = read_text("bone marrow cell, bone, " * 600, id="x").passages
    sentence = next(iter(split_sentences(passage)))
    bone = Entity(id="UBERON:0002481", label="bone", type="tissue")
    cell = Entity(id="CL:0002092", label="bone marrow cell", type="cell_type")
    found: list[Annotation] = []
    for at in range(0, 600 * 24, 24):
        found.append(Annotation(start=at, end=at + 16, text="bone marrow cell", entity=cell))
        found.append(Annotation(start=at, end=at + 4, text="bone", entity=bone))
        found.append(Annotation(start=at + 18, end=at + 22, text="bone", entity=bone))
    told = [mention for mention, _, _ in telling_mentions(sentence, found, ())]
    assert sum(m.entity is cell for m in told) == 600
    assert {m.start % 24 for m in told if m.entity is bone} == {18}
