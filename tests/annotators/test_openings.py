"""Openings: a pattern is never found in a text that has none of its openings."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacekg.annotators.openings import can_occur, read_openings
from spacekg.lexicon import Lexicon, read_lexicon


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return read_lexicon()


def test_every_example_of_the_tables_has_an_opening(lexicon: Lexicon) -> None:
    rows = lexicon.table("patterns")
    assert rows
    for row in rows:
        openings = read_openings(row["regex"])
        found = re.search(row["regex"], row["example"])
        assert found is not None and can_occur(openings, found.group()), row["regex"]


def test_most_patterns_of_the_tables_have_an_opening(lexicon: Lexicon) -> None:
    rows = lexicon.table("patterns")
    told = [row for row in rows if all(read_openings(row["regex"]))]
    assert len(told) >= len(rows) * 0.9


@pytest.mark.parametrize(
    ("regex", "openings"),
    [
        (r"\bOSDR?-\d", ("OSD",)),
        (r"\bx{0}y", ("",)),
        (r"(?:ab|cd)?e", ("",)),
        (r"ab|cd", ("",)),
        (r"a[|]b", ("a",)),
        (r"a(?:b|(?:c|d))e", ("a",)),
        (r"a\(b|c", ("",)),
        (r"(?i:ab)", ("",)),
        (r"(?i)ab", ("",)),
    ],
)
def test_openings_of_unlike_patterns(regex: str, openings: tuple[str, ...]) -> None:
    assert read_openings(regex) == openings


_PIECES = st.sampled_from(
    [
        "a",
        "b",
        "AB",
        "[ab]",
        "[-c]",
        "(?:ab|c)",
        "(?:a )?",
        "(a|b)",
        "?",
        r"\d",
        r"\b",
        "|",
        "{0,2}",
    ]
)


@given(
    pieces=st.lists(_PIECES, min_size=1, max_size=6),
    text=st.text(alphabet="abcAB-1 " + string.punctuation[:4], max_size=12),
)
def test_what_is_found_has_an_opening(pieces: list[str], text: str) -> None:
    regex = "".join(pieces)
    try:
        expression = re.compile(regex)
    except re.error:
        return
    if expression.search(text) is not None:
        assert can_occur(read_openings(regex), text), regex
