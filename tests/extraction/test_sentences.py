"""Sentences: cut where a statement ends, and found again in the source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacekg.extraction.sentences import split_sentences, split_text
from spacekg.model import Passage


def parts(text: str) -> list[str]:
    return [text[a:b] for a, b in split_text(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mice flew. They returned.", ["Mice flew.", "They returned."]),
        ("It fell by 2.5 fold. It rose.", ["It fell by 2.5 fold.", "It rose."]),
        ("We grew E. coli cells. They died.", ["We grew E. coli cells.", "They died."]),
        ("As Smith et al. showed, it fell.", ["As Smith et al. showed, it fell."]),
        ("Some genes (e.g. Myc) rose. Others fell.",
         ["Some genes (e.g. Myc) rose.", "Others fell."]),
        ("See Fig. 2 for mass. It fell.", ["See Fig. 2 for mass.", "It fell."]),
        ("- one thing rose\n- another fell", ["one thing rose", "another fell"]),
        ("It ended.Introduction Bones matter.", ["It ended.", "Introduction Bones matter."]),
        ("Does it fall? Yes!", ["Does it fall?", "Yes!"]),
        ("", []),
    ],
)  # fmt: skip
def test_cut(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


@given(st.text(max_size=300), st.integers(min_value=0, max_value=50))
def test_source_offsets(text: str, shift: int) -> None:
    source = "#" * shift + text
    passage = Passage(
        start=shift, end=len(source), role="body", text=text, pieces=((0, shift),)
    )  # fmt: skip
    last = 0
    for sentence in split_sentences(passage):
        assert source[sentence.start : sentence.end] == sentence.text
        assert sentence.text == sentence.text.strip() or not sentence.text[0].isspace()
        assert sentence.start >= last
        last = sentence.end
