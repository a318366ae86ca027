"""Everyday words that ontologies also have: names only where biology stands beside them."""

from __future__ import annotations

import pytest

from spacekg.annotators import annotate
from spacekg.lexicon import read_lexicon
from spacekg.readers import read_text


def named(text: str, kind: str) -> set[str]:
    found = annotate(read_text(text, id="own"), read_lexicon())
    return {one.text.lower() for one in found.annotations if one.entity.type == kind}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Open science accelerates translation.", False),
        ("Translation of findings into practice takes years for everyone.", False),
        ("Translation of mRNA by ribosomes was reduced in the cells.", True),
    ],
)
def test_translation_is_of_ribosomes_only_beside_biology(text: str, kept: bool) -> None:
    assert ("translation" in named(text, "process")) is kept


def test_news_of_machines_names_no_organs() -> None:
    news = (
        "The new drone records stable video in strong wind and charges within one hour. The "
        "price is low, and the maker expects strong demand from creators of films. "
    ) * 15
    news += "It carries vision sensors with fisheye lenses and a fast network backbone."
    assert named(news, "tissue") == set()
    assert named(news, "process") == set()


def test_a_proper_name_has_no_plural() -> None:
    text = "RNA was prepared with a kit of New England Biolabs. Mice were kept in cages."
    assert named(text, "mission") == set()
    assert named("The experiment ran in Biolab aboard the ISS.", "mission") >= {"biolab"}


def test_plasma_before_cell_free_is_no_plasma_cell() -> None:
    text = "Plasma cell-free RNA of the astronauts was sequenced after landing."
    assert not any("cell" in one for one in named(text, "cell_type"))
