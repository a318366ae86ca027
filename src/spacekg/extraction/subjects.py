"""Subjects: what stands before a predicate, past relative clauses and appositions."""

from __future__ import annotations

from collections.abc import Sequence

from spacekg.extraction.lists import phrases_from
from spacekg.extraction.phrases import Phrase, opening
from spacekg.extraction.tokens import Token

_STRONG = frozenset((";", ":", "—", "?", "!", "–"))


def subject_of(tokens: Sequence[Token], verb: int) -> list[Phrase]:
    """The things said to be, do or become what the predicate at ``verb`` says.

    >>> from spacekg.extraction.tokens import tokenize
    >>> words = tokenize("The gene Nox1, which generates oxygen, was upregulated.")
    >>> [words[p.head].text for p in subject_of(words, 7)]
    ['Nox1']
    """
    last = verb - 1
    while last >= 0 and (tokens[last].tag in "R" or tokens[last].low in ("also", "both", "still")):
        last -= 1
    if last < 0:
        return []
    if tokens[last].text == ",":
        last = _before_interposed(tokens, last)
    elif tokens[last].tag == "W":
        last -= 1
        if last >= 0 and tokens[last].text == ",":
            last -= 1
    if last < 0 or (tokens[last].tag == "I" and tokens[last].low != "those"):
        return []
    start = _start(tokens, last)
    start, last = _before_place(tokens, start, last)
    return phrases_from(tokens, start, last + 1) if start <= last else []


def is_fragment(tokens: Sequence[Token]) -> bool:
    """Whether a note has no finite verb of its own ("Runx2 and ALP downregulated in femur")."""
    return not any(token.tag in "BHMOV" for token in tokens)


def _before_interposed(tokens: Sequence[Token], comma: int) -> int:
    """The index before an insertion that the comma at ``comma`` closes."""
    index = comma - 1
    while index >= 0:
        if tokens[index].text in ")]":
            index = opening(tokens, index) - 1
            continue
        if tokens[index].text in _STRONG:
            break
        if tokens[index].text == ",":
            following = tokens[index + 1]
            if following.tag in "WDEPSGR" or following.low in ("as", "when"):
                return index - 1
        index -= 1
    return comma - 1


def _start(tokens: Sequence[Token], last: int) -> int:
    """Where the subject that ends at ``last`` begins."""
    start = index = last
    listed = False
    while index >= 0:
        token = tokens[index]
        if token.text in ")]":
            index = opening(tokens, index) - 1
            start = index + 1
            continue
        if token.text in _STRONG or token.text in "([." or token.tag in "SBHOMV":
            if token.tag == "V" and _is_participle(tokens, index):
                start = index
                index -= 1
                continue
            if token.tag in "BHOMV" and _in_relative(tokens, index):
                index = _relative_start(tokens, index) - 1
                continue
            if token.tag in "BHOMV":
                start = _after_conjunction(tokens, index, last, start)
            break
        if token.tag == "W" or (token.tag == "I" and token.low != "those"):
            break
        if token.tag in "EG" and _is_finite(tokens, index):
            start = _after_conjunction(tokens, index, last, start)
            break
        if token.tag == "C":
            listed = True
        if token.text == "," and tokens[index + 1].low in ("such", "including", "e.g", "e.g."):
            index -= 1
            continue
        if token.text == ",":
            before = _segment(tokens, index - 1)
            if not listed or before is None:
                break
            index = before
            start = before
            continue
        start = index
        index -= 1
    while start <= last and (tokens[start].tag in "CR" or tokens[start].text == ","):
        start += 1
    return _past_preposition(tokens, start, last)


def _before_place(tokens: Sequence[Token], start: int, last: int) -> tuple[int, int]:
    """The subject before a mere place: in "the ratio, X, in marrow rose" it is no marrow."""
    if start < 3 or tokens[start - 1].tag != "P" or tokens[start - 2].text != ",":
        return start, last
    place = phrases_from(tokens, start, last + 1)
    if len(place) != 1 or place[0].last != last:
        return start, last
    before = start - 3
    if tokens[before].tag not in "NX)]" or tokens[0].tag in "PS":
        return start, last
    return _start(tokens, before), before


def _after_conjunction(tokens: Sequence[Token], verb: int, last: int, start: int) -> int:
    """Past what belongs to an earlier verb: in "lowered A and B rose" only B rose."""
    for index in range(last, verb, -1):
        if tokens[index].tag == "C":
            return index + 1
    return start


def _past_preposition(tokens: Sequence[Token], start: int, last: int) -> int:
    """Past an opening "In the muscle" that no comma closed, when something follows it."""
    return start + 1 if start < last and tokens[start].tag == "P" else start


def _segment(tokens: Sequence[Token], end: int) -> int | None:
    """The start of the comma-free run ending at ``end`` when it is an item of a list."""
    index = end
    while index >= 0:
        token = tokens[index]
        if token.text in ")]":
            index = opening(tokens, index) - 1
            continue
        if token.text == "," or token.text in _STRONG or token.tag in "SW":
            break
        if token.tag in "BHOMVI" or (
            token.tag == "E" and token.cues and tokens[index - 1].tag == "N"
        ):
            return None
        index -= 1
    start = index + 1
    if start > end or tokens[start].tag in "PRS":
        return None
    return start


def _is_finite(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word in -ed or -ing is the verb of an earlier clause rather than a modifier."""
    if index == 0 or index + 1 >= len(tokens):
        return False
    before, after = tokens[index - 1], tokens[index + 1]
    if before.tag in "N)R" and tokens[index].tag == "E" and tokens[index].cues:
        return after.tag in "DNJX"
    return before.tag == "N" and tokens[index].tag == "E" and after.tag == "D"


def _is_participle(tokens: Sequence[Token], index: int) -> bool:
    """Whether a plain verb is a modifier: "values obtained on orbit were"."""
    low = tokens[index].low
    if not low.endswith(("ed", "wn", "en", "nd", "ght")) or not index:
        return False
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    before = tokens[index - 1]
    return (before.tag in "N)ID" or before.text == ",") and after is not None and after.tag in "PR"


def _in_relative(tokens: Sequence[Token], verb: int) -> bool:
    return _relative_start(tokens, verb) >= 0


def _relative_start(tokens: Sequence[Token], verb: int) -> int:
    """The index of the relative word whose clause holds ``verb``, or -1."""
    for index in range(verb - 1, max(-1, verb - 5), -1):
        if tokens[index].tag == "W":
            before = tokens[index - 1] if index else None
            if before is not None and (before.tag in "NG)" or before.text == ","):
                return index - (before.text == ",")
            return -1
        if tokens[index].tag not in "RBHMO":
            return -1
    return -1
