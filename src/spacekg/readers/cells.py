"""Cells: the rows of a delimited table, each cell at its place in the source text."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from spacekg.errors import ReadError
from spacekg.patterns import compile_late

_CELLS = {
    ",": compile_late(r'"(?:[^"]|"")*"|[^,]*'),
    "\t": compile_late(r'"(?:[^"]|"")*"|[^\t]*'),
    ";": compile_late(r'"(?:[^"]|"")*"|[^;]*'),
}
_MISSING = frozenset({"", "na", "nan", "n/a", "null", "none", "inf", "-inf", "."})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a table: the bounds of its cells (without quotes) in the text."""

    number: int
    start: int
    end: int
    cells: tuple[tuple[int, int], ...]


def find_delimiter(text: str) -> str:
    r"""The delimiter of the first line: the most frequent of tab, comma and semicolon.

    >>> find_delimiter("gene\tlog2fc\tadj_p\n")
    '\t'
    """
    line = text.lstrip("\ufeff").split("\n", 1)[0]
    return max("\t,;", key=line.count)


def split_rows(text: str, delimiter: str) -> Iterator[Row]:
    r"""The rows of a table; blank lines and comments (``#``) are passed over.

    >>> [row.cells for row in split_rows('a,"b,c"\n', ",")]
    [((0, 1), (3, 6))]
    """
    start = 1 if text.startswith("\ufeff") else 0
    number = 0
    while start < len(text):
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop
        end = stop - 1 if stop > start and text[stop - 1] == "\r" else stop
        number += 1
        line = text[start:end]
        if line.strip() and not line.startswith("#"):
            quoted = '"' in line
            cells = (
                _split_quoted(line, start, delimiter) if quoted else _split(line, start, delimiter)
            )
            yield Row(number=number, start=start, end=end, cells=tuple(cells))
        start = stop + 1


def _split(line: str, start: int, delimiter: str) -> Iterator[tuple[int, int]]:
    at = start
    for cell in line.split(delimiter):
        yield at, at + len(cell)
        at += len(cell) + 1


def _split_quoted(line: str, start: int, delimiter: str) -> Iterator[tuple[int, int]]:
    find = _CELLS[delimiter].match
    at = 0
    while at <= len(line):
        match = find(line, at)
        first, last = match.span() if match else (at, at)
        at = last + 1
        if last > first + 1 and line[first] == '"' and line[last - 1] == '"':
            first, last = first + 1, last - 1
        yield start + first, start + last


def read_cell_number(text: str, *, file: str, line: int, column: str) -> float | None:
    """The number in a cell, nothing where it is missing; text is a ``ReadError`` with its place."""
    if text.strip().casefold() in _MISSING:
        return None
    try:
        value = float(text)
    except ValueError as error:
        raise ReadError(
            f"'{text[:40]}' is no number", file=file, place=f"line {line}, column {column}",
            advice="write numbers with a point, and NA where one is missing",
        ) from error  # fmt: skip
    return value if math.isfinite(value) else None
