"""Openings: the letters a pattern begins with, so that a text without them need not be searched."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from spacekg.patterns import compile_late

_OPTIONAL = compile_late(r"\(\?:[\w ]*\)\?")
_EITHER = compile_late(r"\(\?:([A-Za-z]+(?:\|[A-Za-z]+)*)\)(?![*?{])")
_LETTERS = compile_late(r"[A-Za-z-]*")
_BRACKETED = compile_late(r"\[[^]]*\]|\([^()]*\)")


@cache
def read_openings(regex: str) -> tuple[str, ...]:
    r"""One of these stands in every text that ``regex`` is found in; an empty one tells nothing.

    >>> read_openings(r"\bOSD[- ]?(\d+)\b"), read_openings(r"\b(?:ISS )?(?:Bion|BION)-M\b")
    (('OSD',), ('Bion', 'BION'))
    >>> read_openings(r"\b[Aa][Tt]\d"), read_openings("OSD|GLDS")
    (('',), ('',))
    """
    if _has_choice(regex):
        return ("",)
    rest = regex.removeprefix(r"\b")
    while (optional := _OPTIONAL.match(rest)) is not None:
        rest = rest[optional.end() :]
    if (either := _EITHER.match(rest)) is not None:
        return tuple(either.group(1).split("|"))
    match = _LETTERS.match(rest)
    letters = match.group() if match else ""
    if rest[len(letters) : len(letters) + 1] in ("*", "?", "{"):
        letters = letters[:-1]
    return (letters,)


def can_occur(openings: Iterable[str], text: str) -> bool:
    """Whether a pattern of these openings may be found in the text."""
    found = False
    for opening in openings:  # a loop: a generator would cost more than the looks
        if opening in text:
            found = True
            break
    return found


def _has_choice(regex: str) -> bool:
    """Whether a pattern has, or may have, a choice outside all brackets."""
    if "\\(" in regex or "\\[" in regex:
        return True
    while (shorter := _BRACKETED.sub("", regex)) != regex:
        regex = shorter
    return "|" in regex
