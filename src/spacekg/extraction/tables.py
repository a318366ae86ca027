"""Tables in text: rows of study, set-up, observations and reference, as reviews print them.

Text taken out of a PDF keeps the words of a table and loses its grid. What is left is a rhythm:
cells, bulleted observations, a reference; the header tells which cells there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacekg.extraction.sentences import Sentence
from spacekg.model import Passage
from spacekg.patterns import compile_late

_BULLET = compile_late(r"[•▪●◦]\s*")
_NAME = r"[A-Z][\w’'`-]+"
_REFERENCE = compile_late(
    rf"(?:{_NAME} +){{0,2}}{_NAME}\s+(?:and\s+{_NAME}\s+)?et\s+al\b\.?,?(?:\s*\(?\d{{1,4}}\)?)?"
    r"|\b[A-Z][a-z]{2,}\s+and\s+[A-Z][a-z]+(?:[A-Z][a-z]+)?(?:\s?\d{2,3})?(?=\s*(?:\n|$))"
    rf"|(?<=\n\n){_NAME}\s+{_NAME}\s?\d{{0,3}}(?=\s*(?:\n\n|$))"
)
_HEADER_END = compile_late(r"\b(?:References?|Refs?\.?|Source)\s*(?:\n|$)")
_NUMBERS = compile_late(
    r"\d+(?:\.\d+)?(?:\s?[–-]\s?\d+(?:\.\d+)?)?(?:,\s*\d+(?:\.\d+)?(?:\s?[–-]\s?\d+(?:\.\d+)?)?)*"
)
_NUMBER = compile_late(r"\d+(?:\.\d+)?")
_COLUMNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("technique", compile_late(r"\b(?:technique|model|analog(?:ue)?|method|exposure)\b", re.I)),
    ("duration", compile_late(r"\b(?:duration|days|time)\b", re.I)),
    ("n", compile_late(r"\b(?:sample size|subjects|number of|n\b)", re.I)),
    ("observations", compile_late(
        r"\b(?:observations?|findings|results|effects?|outcomes?)\b", re.I)),
)  # fmt: skip


#: Cells in the midst of observations: a short paragraph that ends in numbers before a bullet.
_INNER = compile_late(r"(?<=\n\n)[A-Z][^•\n]{2,60}(?:\n+[^•\n]{1,40}){0,3}?[\s/]\d[\d.,–\s-]*(?=•)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One study in a table: where its cells stand, its numbers, and what it observed.

    ``observations`` are sentences; ``reference`` is as printed; ``caption`` and ``cells`` are
    source spans for finding the organism and the technique by annotation.
    """

    caption: tuple[int, int]
    cells: tuple[int, int]
    cells_text: str
    days: tuple[float, ...]
    counts: tuple[int, ...]
    observations: tuple[Sentence, ...]
    reference: str


@dataclass(frozen=True, slots=True)
class _Draft:
    caption: tuple[int, int]
    cells: tuple[int, int]
    cells_text: str
    columns: frozenset[str]
    observations: tuple[Sentence, ...]


def read_rows(passages: Iterable[Passage], source: str) -> list[Row]:
    """The rows of every table of the passages, in order; ``source`` is the document's text."""
    rows: list[Row] = []
    caption = (0, 0)
    open_row: _Draft | None = None
    for passage in passages:
        if passage.role == "caption" and not re.match(r"\s*Table\s+\S+\s+cont", passage.text):
            if re.match(r"\s*Table\b", passage.text):
                caption = (passage.start, passage.end)
                open_row = None
            continue
        if passage.role != "table":
            continue
        columns = frozenset(_columns(passage.text))
        if "observations" not in columns:
            continue
        for draft, reference in _chunks(passage, caption, columns, source):
            if open_row is not None and not draft.cells_text:
                draft = _joined(open_row, draft)
            elif open_row is not None:
                rows.append(_row(open_row, ""))
            open_row = None
            if reference:
                rows.append(_row(draft, reference))
            elif not draft.cells_text and rows:
                rows[-1] = replace(
                    rows[-1], observations=(*rows[-1].observations, *draft.observations)
                )
            elif draft.observations:
                open_row = draft
    if open_row is not None:
        rows.append(_row(open_row, ""))
    return [row for row in rows if row.observations]


def _columns(text: str) -> Iterator[str]:
    head = text[: _first_row(text)]
    for name, pattern in _COLUMNS:
        if pattern.search(head):
            yield name


def _first_row(text: str) -> int:
    """Where the header ends."""
    bullet = _BULLET.search(text)
    end = _HEADER_END.search(text, 0, bullet.start() if bullet else len(text))
    return end.end() if end else 0


def _chunks(
    passage: Passage, caption: tuple[int, int], columns: frozenset[str], source: str
) -> Iterator[tuple[_Draft, str]]:
    """The stretches between references: cells and observations, with the reference after them."""
    text = passage.text
    at = _first_row(text)
    references = [m for m in _REFERENCE.finditer(text, at) if _is_numbered(passage, source, m)]
    index = 0
    while index < len(references):
        match = references[index]
        if not _BULLET.search(text, at, match.start()):
            index += 1  # a name in the cells is no reference
            continue
        last = match
        while index + 1 < len(references) and not text[
            last.end() : references[index + 1].start()
        ].strip(" \n;,0123456789"):
            index += 1
            last = references[index]
        start, end = passage.source(match.start(), last.end())
        end = _with_number(source, end)
        inner = _INNER.search(text, at, match.start())
        if inner:  # a row that goes on from the page before, then a row of its own
            yield _draft(passage, at, inner.start(), caption, columns), ""
            at = inner.start()
        reference = " ".join(source[start:end].split())
        yield _draft(passage, at, match.start(), caption, columns), reference
        at = last.end()
        index += 1
    if text[at:].strip():
        yield _draft(passage, at, len(text), caption, columns), ""


def _is_numbered(passage: Passage, source: str, match: re.Match[str]) -> bool:
    """Two names alone are a reference only where its number is printed with or behind them."""
    if " al" in match.group() or "\nal" in match.group() or match.group()[-1].isdigit():
        return True
    end = passage.source(match.start(), match.end())[1]
    return _with_number(source, end) > end


def _with_number(source: str, end: int) -> int:
    """Past the number stuck on a printed reference ("et al.28")."""
    number = re.compile(r"[.,]?\s?\d{1,3}\b").match(source, end)
    return number.end() if number else end


def _draft(
    passage: Passage, start: int, end: int, caption: tuple[int, int], columns: frozenset[str]
) -> _Draft:
    text = passage.text
    bullets = list(_BULLET.finditer(text, start, end))
    cells_end = bullets[0].start() if bullets else end
    low, high = _trim(text, start, cells_end)
    observations = []
    for number, bullet in enumerate(bullets):
        stop = bullets[number + 1].start() if number + 1 < len(bullets) else end
        first, last = _trim(text, bullet.end(), stop)
        if first < last:
            source_start, source_end = passage.source(first, last)
            observations.append(Sentence(
                passage=passage, offset=first, text=text[first:last],
                start=source_start, end=source_end,
            ))  # fmt: skip
    return _Draft(
        caption, passage.source(low, high) if low < high else (0, 0),
        " ".join(text[low:high].split()), columns, tuple(observations),
    )  # fmt: skip


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _joined(first: _Draft, second: _Draft) -> _Draft:
    """A row that a page break cut in two."""
    return _Draft(
        first.caption, first.cells, first.cells_text, first.columns,
        (*first.observations, *second.observations),
    )  # fmt: skip


def _row(draft: _Draft, reference: str) -> Row:
    groups = list(_NUMBERS.finditer(draft.cells_text))
    # numbers inside a name ("MC3T3-E1") are no cell of their own
    groups = [g for g in groups if _stands_alone(draft.cells_text, g.start(), g.end())]
    wanted = [name for name in ("duration", "n") if name in draft.columns]
    tail = groups[-len(wanted) :] if wanted else []
    values = dict(zip(wanted[: len(tail)], (g.group() for g in tail), strict=True))
    return Row(
        caption=draft.caption, cells=draft.cells, cells_text=draft.cells_text,
        days=tuple(float(x) for x in _NUMBER.findall(values.get("duration", ""))),
        counts=tuple(int(float(x)) for x in _NUMBER.findall(values.get("n", ""))),
        observations=draft.observations, reference=reference,
    )  # fmt: skip


def _stands_alone(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return before in " ,/" and after in " ,/"
