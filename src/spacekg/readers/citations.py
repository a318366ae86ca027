"""Citation numbers glued to words (``affected12``, ``flight.(1,9)``, `` [3–5]``): not read.

They are left out of the reading text only where the document shows that it numbers its
references: enough of them, low numbers among them. What may be a name is never touched: a number
is taken for a citation only after a lower-case English word, a closing bracket or quote, or
``et al.``; ``Fbxo32``, ``p21``, ``IL6``, ``CO2`` and ``connexin43`` stay whole.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from spacekg.patterns import compile_late
from spacekg.readers.reading import Edit

_LIST = r"\d{1,3}(?:[ ]?[,–‒—-][ ]?\n?\d{1,3})*"
_END = r"(?=[\s.,;:)?!\]”’\"]|$)(?!\.\d|%|,\d)"
_GLUED = compile_late(
    rf"(?:(?P<stem>\b[a-z]{{4,}}(?:-[a-z]+){{0,9}})|(?<=[a-z)][)”\"’])|(?<=\bal\.))(?P<list>{_LIST}){_END}"
)
_AFTER_STOP = compile_late(rf"(?<=[a-z)]{{2}}[.,;])(?P<list>{_LIST})(?=\s+[A-Z(a-z]|\s*$)", re.M)
_ROUND = compile_late(rf"(?<=[^\s(\[=])\((?P<list>{_LIST})\)(?![\w(])")
_SPACED_ROUND = compile_late(rf"[ ]\((?P<list>{_LIST})\){_END}")
_SQUARE = compile_late(rf"[ ]?\[(?P<list>{_LIST})\](?!\w)")
_NUMBER = compile_late(r"\d+")
_WORD = compile_late(r"\b[a-z]{4,}\b(?!\d)")
_ENGLISH_END = compile_late(
    r"(?:ed|ing|tions?|sions?|ments?|ness|it(?:y|ies)|ances?|ences?|ical|ally|ly|ous|ive|able|ible"
    r"|isms?|ists?|ogy|ogies|aphy|ures?|ships?|wards?|less|ful|ility|sis|ses|ars|ers|als|ons|nts"
    r"|ies|ths?|ort|ound|ight|ace|ody|ealth|eight)$"
)
_NAME_END = compile_late(r"(?:in|ase|gen|or|yl|ol|ine|one|fas|glut|flag|rnas?)$")
_ENGLISH_IN = frozenset({
    "skin", "pain", "within", "protein", "brain", "strain", "again", "remain", "gain", "domain",
    "certain", "main", "chain", "contain", "margin", "origin", "begin", "increase", "decrease",
    "disease", "release", "phase", "base", "database", "case", "therein", "bone", "alone", "done",
    "factor", "behavior", "behaviour", "error", "prior", "minor", "major", "control", "protocol",
    "level", "spine", "line", "machine", "medicine", "routine", "determine", "examine", "combine",
    "decline", "baseline", "exercise", "hormone", "everyone", "anterior", "posterior", "obtain",
    "explain", "maintain", "sustain", "herein", "lumen", "cholesterol", "vein", "bloodstream",
    "guideline", "marine", "immune", "zone", "tone", "none", "increases", "decreases",
})  # fmt: skip
_NOT_CITED = frozenset({
    "figure", "table", "section", "equation", "step", "stage", "grade", "group", "type", "class",
    "phase", "week", "month", "year", "hour", "cycle", "sample", "number", "version", "level",
    "rrna", "mrna", "trna", "chapter", "panel", "exon", "chromosome", "cluster", "site", "line",
    "http", "https", "file", "appendix", "interleukin", "caspase", "collagen", "sirtuin", "part",
    "glut", "sept", "tests", "hela", "node", "plate", "batch", "round", "lane",
})  # fmt: skip

#: Enough citations of one style to believe in it.
_ENOUGH = 6


def citation_edits(text: str, *, spaced: bool = False, enough: int = _ENOUGH) -> list[Edit]:
    r"""The edits that leave out the citation numbers of ``text``, sorted.

    ``spaced`` allows `` (1, 2)``, which only a numbered list of references makes likely; a style
    found fewer than ``enough`` times is not believed in.

    >>> citation_edits("Mice were affected12. Fbxo32 rose.")
    []
    """
    words = Counter(_WORD.findall(text))
    edits = list(_style(text, _GLUED, enough, words))
    edits += _style(text, _ROUND, enough, words)
    if not edits:
        edits += _style(text, _AFTER_STOP, enough, words)
    edits += _style(text, _SQUARE, enough, words)
    if spaced:
        edits += _style(text, _SPACED_ROUND, enough, words)
    return sorted(edits)


def _style(text: str, pattern: re.Pattern[str], enough: int, words: Counter[str]) -> Iterator[Edit]:
    found = [match for match in pattern.finditer(text) if not _is_name(match, words)]
    certain = [match for match in found if _is_english(match, words)]
    numbers = {number for match in certain for number in _cited(match)}
    if len(certain) < enough or len(numbers & set(range(1, 21))) < min(5, len(certain)):
        return
    highest = _highest(numbers | {number for match in found for number in _cited(match)})
    reached = 0
    for match in found:
        cited = _cited(match)
        if not all(0 < number <= highest for number in cited):
            continue
        if not _is_english(match, words):
            short = len(match.group("stem")) < 6
            if cited[0] > reached + 1 or (short and cited[0] != reached + 1):
                continue
        reached = max(reached, *cited)
        glued = pattern is _GLUED
        yield match.start("list") if glued else match.start(), match.end(), ""


def _cited(match: re.Match[str]) -> list[int]:
    return [int(number) for number in _NUMBER.findall(match.group("list"))]


def _highest(numbers: set[int]) -> int:
    """The end of the run of numbers in use: a list of references has no great holes."""
    highest = 0
    for number in sorted(numbers):
        if number > highest + 12:
            break
        highest = number
    return highest


def _stem(match: re.Match[str]) -> str | None:
    stem = match.groupdict().get("stem")
    return stem.rsplit("-", 1)[-1] if stem else None


def _is_name(match: re.Match[str], words: Counter[str]) -> bool:
    """Whether the number is part of a name (``connexin43``, ``glut4``) or of a label."""
    stem = _stem(match)
    if stem is None:
        return False
    if stem in _NOT_CITED or len(stem) < 4:
        return True
    if _NAME_END.search(stem) and stem not in _ENGLISH_IN:
        return not (any(char in match.group("list") for char in ",–-") and words[stem])
    return False


def _is_english(match: re.Match[str], words: Counter[str]) -> bool:
    """Whether the number stands after what is surely an English word, bracket or quote.

    Of other words the order of the numbers decides: references are numbered as they are cited.
    """
    stem = _stem(match)
    if stem is None or any(char in match.group("list") for char in ",–-"):
        return True
    return words[stem] > 0 or _ENGLISH_END.search(stem) is not None or len(stem) > 7
