from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacekg.lexicon import fold
from spacekg.lexicon.folding import CHUNK, Folds, fold_chunk

SAME = [
    ("IL-6", "IL6", "IL 6", "Il-6", "il6"),
    ("TNF-α", "TNFα", "TNF-alpha", "TNFalpha", "TNF alpha"),
    ("NF-κB", "NF-kappaB", "NFkappaB", "NF-kappa-B"),
    ("TGF-β1", "TGF-beta 1", "TGFbeta1", "TGFβ-1"),
    ("C57BL/6J", "C57BL-6J", "C57BL/6-J"),
    ("5-HT2A", "5-HT-2A", "5HT2A"),
    ("tumour", "tumor", "tumours", "Tumors"),
    ("oestrogen receptor", "estrogen receptors"),
    ("haematopoietic stem cells", "hematopoietic stem cell"),
    ("signalling", "signaling"),
    ("mouse", "mice", "Mice"),
    ("T cell", "T-cell", "T cells", "T-cells"),
    ("Alzheimer's disease", "Alzheimer’s disease", "Alzheimer disease"),
    ("CO₂", "CO2"),
    ("Ca²⁺", "Ca2+"),
    ("muscle fibre", "muscle fibers"),
    ("mitochondrion", "mitochondria"),
    ("BMSCs", "BMSC"),
    ("virus", "viruses"),
    ("naïve T cell", "naive T cells"),
    ("β-catenin", "beta catenin"),
]
DIFFERENT = [
    ("HOS", "HO"),
    ("KRAS", "KRA"),
    ("AS", "A"),
    ("IL6", "IL16"),
    ("gas", "ga"),
    ("process", "proces"),
    ("Staphylococcus", "Staphylococcu"),
]


@pytest.mark.parametrize("spellings", SAME, ids=lambda names: names[0])
def test_ways_of_writing_one_name_fold_alike(spellings: tuple[str, ...]) -> None:
    assert len({fold(spelling) for spelling in spellings}) == 1, list(map(fold, spellings))


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_names_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text(max_size=60))
def test_every_chunk_folds_and_cutting_loses_nothing(text: str) -> None:
    assert "".join(CHUNK.split(text)) == text
    folds = Folds()
    for chunk in CHUNK.findall(text):
        folded = fold_chunk(chunk)
        assert folds[chunk] == folded
        assert not folded or folded.endswith(" ")
        assert "  " not in folded


@given(st.text(alphabet="abcdefghinorsuylmt", min_size=5, max_size=12))
def test_a_plural_s_is_forgotten(word: str) -> None:
    if not word.endswith(("s", "x", "z", "ch", "sh", "y", "u", "i", "ie")):
        assert fold(word) == fold(word + "s")


def test_a_small_memory_forgets_and_still_folds() -> None:
    folds = Folds(most=2)
    words = ["mice", "rats", "cells", "mice", "bones"]
    assert [folds[word] for word in words] == ["mouse ", "rat ", "cell ", "mouse ", "bone "]
    assert len(folds) <= 3
