"""Abbreviations a document defines itself: ``bone mineral density (BMD)``.

The matching rule is that of Schwartz and Hearst, "A simple algorithm for identifying abbreviation
definitions in biomedical text" (PSB 2003), reimplemented from the paper: the letters of the short
form occur in order in the words before the parenthesis, the first one at the start of a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacekg.model import Abbreviation, Passage
from spacekg.patterns import compile_late

_PARENTHESIS = compile_late(r"[(\[]([^()\[\]]{1,60})[)\]]")
_SHORT = compile_late(r"[A-Za-z0-9µμα-ωΑ-Ω][A-Za-z0-9µμα-ωΑ-Ω/\-.+' ]{0,14}$")
_SENTENCE_END = compile_late(r"[.;:!?]\s|\n\s*\n|[()\[\]]")
_SEPARATOR = compile_late(r"[;,]\s")
MOST_WORDS_BEYOND_LETTERS = 5


def find_abbreviations(passages: tuple[Passage, ...]) -> tuple[Abbreviation, ...]:
    """The abbreviations defined in ``passages``, sorted by place; offsets are of the short form.

    >>> text = "bone mineral density (BMD) fell"
    >>> passage = Passage(start=0, end=31, role="body", text=text, pieces=((0, 0),))
    >>> [(found.short, found.long) for found in find_abbreviations((passage,))]
    [('BMD', 'bone mineral density')]
    """
    found: dict[tuple[int, int], Abbreviation] = {}
    for passage in passages:
        for short, long, at in _definitions(passage.text):
            start, end = passage.source(at, at + len(short))
            found.setdefault(
                (start, end), Abbreviation(short=short, long=long, start=start, end=end)
            )
    return tuple(found[place] for place in sorted(found))


def _definitions(text: str) -> Iterator[tuple[str, str, int]]:
    for match in _PARENTHESIS.finditer(text):
        inside = match.group(1)
        before = _before(text, match.start())
        first = _SEPARATOR.split(inside)[0].strip()
        at = match.start(1) + inside.index(first)
        if _is_short(first):
            long = _long_form(first, before)
            if long:
                yield first, long, at
                continue
        # the other way round: BMD (bone mineral density)
        word = re.search(r"([A-Za-z0-9µμα-ωΑ-Ω][\w/\-.+']{1,11})\s*$", before)
        if word and _is_short(word.group(1)) and len(inside) > len(word.group(1)) + 3:
            long = _long_form(word.group(1), inside)
            if long and long == inside.strip():
                place = match.start() - len(before) + word.start(1)
                yield word.group(1), long, place


def _before(text: str, at: int) -> str:
    window = text[max(0, at - 160) : at]
    cut = 0
    for boundary in _SENTENCE_END.finditer(window):
        cut = boundary.end()
    return window[cut:]


def _is_short(text: str) -> bool:
    return (
        2 <= len(text) <= 12
        and len(text.split()) <= 2
        and _SHORT.match(text) is not None
        and any(letter.isalpha() for letter in text)
        and any(letter.isupper() or letter.isdigit() for letter in text)
    )


def _long_form(short: str, before: str) -> str:
    """The words of ``before`` (at its end) that ``short`` stands for, or nothing."""
    letters = short.strip()
    count = sum(letter.isalnum() for letter in letters)
    words = before.split()
    window = " ".join(words[-min(count + MOST_WORDS_BEYOND_LETTERS, count * 2) :])
    place = len(window)
    for index in range(len(letters) - 1, -1, -1):
        letter = letters[index].lower()
        if not letter.isalnum():
            continue
        place -= 1
        while place >= 0 and not (
            _same(window[place], letter)
            and (index > 0 or place == 0 or not window[place - 1].isalnum())
        ):
            place -= 1
        if place < 0:
            return ""
    start = window.rfind(" ", 0, place) + 1
    long = window[start:].strip(" ,-")
    if len(long) <= len(short) or short.lower() in long.lower().split():
        return ""
    return long


_GREEK = {"α": "a", "β": "b", "γ": "g", "δ": "d", "κ": "k", "μ": "m", "µ": "m"}


def _same(character: str, letter: str) -> bool:
    return _GREEK.get(character, character.lower()) == _GREEK.get(letter, letter)
