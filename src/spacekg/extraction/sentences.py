"""Sentences: a passage's reading text cut where a statement ends, with places in the source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacekg.extraction.words import word_set
from spacekg.model import Passage
from spacekg.patterns import compile_late

_STOP = compile_late(
    r"[.?!][\"”’)\]*_]*(?=\s|$)|\n[ \t]*\n|\n(?=[ \t]*(?:[-*•●▪◦–]|\d{1,2}[.)])[ \t])"
)
#: Glued text: a full stop, then a heading word with no space ("environment.Introduction").
_GLUED = compile_late(
    r"(?<=[a-z0-9%)\]])[.?!](?=(?:Abstract|Background|Introduction|INTRODUCTION|Objectives?|Aims?"
    r"|Methods?|Methodology|Materials? and Methods|Results?|RESULTS|Findings|Discussion"
    r"|Conclusions?|Summary|Significance|Keywords?|Supplementary|Graphical|Purpose|Importance)\b)"
)
#: The same with no full stop at all ("in a new tabIntroduction The fields …").
_JOINED = compile_late(
    r"(?<=[a-z])(?=(?:Introduction|INTRODUCTION|Background|Results|RESULTS|Methods|Discussion|"
    r"Conclusions?)\s+[A-Z])"
)
_SHORT = word_set(
    "e.g i.e et al al. fig figs ref refs eq eqs vs ca approx dr prof mr mrs ms st no nos var subsp "
    "sp spp ssp cv resp viz cf ed eds vol pp min max incl excl dept univ inc ltd corp u.s tb tab "
    "suppl i.p s.c i.v a.m p.m ph.d"
)
_WORD_BEFORE = compile_late(r"[^\s(\[“\"]+$")
_BULLET = compile_late(r"\s*(?:(?:[-*•●▪◦–]|\d{1,2}[.)])[ \t]+)?\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One statement: ``text`` is for reading, ``start`` and ``end`` are places in the source."""

    passage: Passage
    offset: int
    text: str
    start: int
    end: int

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The source offsets of ``text[start:end]``."""
        return self.passage.source(self.offset + start, self.offset + end)


def split_sentences(passage: Passage) -> Iterator[Sentence]:
    """The sentences of a passage in order; white space and bullets between them are left out."""
    text = passage.text
    begin = 0
    for stop in _stops(text):
        yield from _sentence(passage, begin, stop)
        begin = stop
    yield from _sentence(passage, begin, len(text))


def split_text(text: str) -> list[tuple[int, int]]:
    """The sentences of a plain text as offsets.

    >>> [text[3:9] for text in ("X. laevis grew. It moved.",)]
    ['laevis']
    >>> split_text("E. coli grew by 2.5 fold. It moved.")
    [(0, 25), (26, 35)]
    """
    spans = []
    begin = 0
    for stop in [*_stops(text), len(text)]:
        start, end = _trim(text, begin, stop)
        if start < end:
            spans.append((start, end))
        begin = stop
    return spans


def _sentence(passage: Passage, begin: int, stop: int) -> Iterator[Sentence]:
    start, end = _trim(passage.text, begin, stop)
    if start < end:
        source_start, source_end = passage.source(start, end)
        yield Sentence(
            passage=passage, offset=start, text=passage.text[start:end],
            start=source_start, end=source_end,
        )  # fmt: skip


def _trim(text: str, begin: int, stop: int) -> tuple[int, int]:
    bullet = _BULLET.match(text, begin, stop)
    start = bullet.end() if bullet else begin
    end = stop
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _stops(text: str) -> list[int]:
    stops = [match.end() for match in _GLUED.finditer(text)]
    stops += [match.start() for match in _JOINED.finditer(text)]
    for match in _STOP.finditer(text):
        if text[match.start()] == "." and _is_abbreviation(text, match.start(), match.end()):
            continue
        stops.append(match.end())
    return sorted(set(stops))


def _is_abbreviation(text: str, dot: int, end: int) -> bool:
    """Whether the full stop at ``dot`` belongs to a short form and ends no sentence."""
    before = _WORD_BEFORE.search(text, max(0, dot - 24), dot)
    word = before.group().lower() if before else ""
    after = text[end : end + 40].lstrip()
    if not after:
        return False
    if word in _SHORT:
        return True
    if len(word) == 1 and word.isalpha():
        # "E. coli", "A. B. Smith": an initial before a lower-case word or a name
        return after[0].islower() or after[1:2] == "." or (after[0].isupper() and dot < 2)
    return after[0].islower() and not after.startswith(("p ", "n ")) and dot + 1 == end
