"""Patterns compiled late do what patterns compiled at once do."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacekg.patterns import compile_late

_REGEXES = (r"\b[A-Z]\w*", r"(\d+)-(\d+)", r"^\s*$", r"(?P<word>[a-c]+)?", r"ab|(c)")


@given(regex=st.sampled_from(_REGEXES), text=st.text(alphabet="abcABC 12-\n", max_size=30))
def test_every_method_answers_alike(regex: str, text: str) -> None:
    late, early = compile_late(regex, re.MULTILINE), re.compile(regex, re.MULTILINE)
    for method in ("match", "search", "fullmatch"):
        ours, theirs = getattr(late, method)(text), getattr(early, method)(text)
        assert (ours and ours.span(0)) == (theirs and theirs.span(0))
    assert [each.groups() for each in late.finditer(text)] == [
        each.groups() for each in early.finditer(text)
    ]
    assert late.findall(text) == early.findall(text)
    assert late.split(text) == early.split(text)
    assert late.sub("x", text) == early.sub("x", text)
    assert late.subn("x", text) == early.subn("x", text)
    assert (late.pattern, late.flags, late.groups) == (early.pattern, early.flags, early.groups)
    assert late.groupindex == early.groupindex


def test_a_late_pattern_has_no_other_attributes() -> None:
    assert not hasattr(compile_late("a"), "nothing")


def test_a_wrong_pattern_fails_when_it_is_used() -> None:
    wrong = compile_late("(")
    with pytest.raises(re.error):
        wrong.match("a")


def test_it_shows_itself_as_a_pattern() -> None:
    assert repr(compile_late("a+")) == "re.compile('a+')"
