"""Grid: the cells of a large table by their places in the text, found many at a time.

A table of 22,000 genes and 90 columns has two million cells; their bounds are two arrays of
numbers here, and a cell becomes a piece of text only when somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from spacekg.errors import ReadError
from spacekg.readers.cells import split_rows

_CHUNK = 4_000_000
_QUOTE, _HASH, _LINE, _RETURN = 34, 35, 10, 13


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The rows of a table that have ``width`` cells: bounds without quotes, and line numbers.

    ``starts`` and ``ends`` are arrays of rows by columns; ``bounds`` those of whole lines.
    """

    text: str
    starts: Any
    ends: Any
    bounds: Any
    numbers: Any

    def __len__(self) -> int:
        return len(self.numbers)

    def column(self, at: int) -> list[str]:
        """The texts of one column, without the blanks around them."""
        text = self.text
        pairs = zip(self.starts[:, at].tolist(), self.ends[:, at].tolist(), strict=True)
        return [text[start:end].strip() for start, end in pairs]


def read_grid(text: str, delimiter: str, *, width: int, file: str) -> Grid:
    r"""The rows after the first line; a row of another width is a ``ReadError`` with its line.

    Where every row has one cell more than ``width``, that is the width: R leaves out the name of
    its column of row names.

    >>> grid = read_grid('gene,fold\nA,1\n\n"B, b",2\n', ",", width=2, file="")
    >>> grid.column(0), grid.numbers.tolist()
    (['A', 'B, b'], [2, 4])
    """
    import numpy

    parts = list(_read_parts(text, delimiter))
    counts, lines, bounds, starts, ends = (
        numpy.concatenate([part[at] for part in parts]) for at in range(5)
    )
    head, counts, lines, bounds = int(counts[0]), counts[1:], lines[1:], bounds[1:]
    if len(counts) and (counts == width + 1).all():
        width += 1
    wrong = numpy.flatnonzero(counts != width)
    if len(wrong):
        raise ReadError(
            f"has {counts[wrong[0]]} cells, not {width}", file=file,
            place=f"line {lines[wrong[0]]}", advice="correct the line",
        )  # fmt: skip
    starts, ends = (one[head:].reshape(-1, width) for one in (starts, ends))
    return Grid(text=text, starts=starts, ends=ends, bounds=bounds, numbers=lines)


def _read_parts(text: str, delimiter: str) -> Iterator[tuple[Any, Any, Any, Any, Any]]:
    """For pieces of whole lines: cells a line, line numbers, bounds of lines, starts, ends."""
    offset = 1 if text.startswith("\ufeff") else 0
    number = 0
    while offset < len(text):
        stop = text.find("\n", min(len(text), offset + _CHUNK))
        stop = len(text) if stop < 0 else stop + 1
        piece = text[offset:stop]
        lines = piece.count("\n") + (not piece.endswith("\n"))
        found = _split_fast(piece, delimiter)
        if found is None:
            found = _split_slowly(piece, delimiter)
        counts, numbers, bounds, starts, ends = found
        yield counts, numbers + number, bounds + offset, starts + offset, ends + offset
        offset, number = stop, number + lines


def _split_fast(piece: str, delimiter: str) -> tuple[Any, Any, Any, Any, Any] | None:
    """All bounds at once; nothing where quotes stand in the middle of cells."""
    import numpy

    codes = numpy.frombuffer(piece.encode("utf-32-le", "surrogatepass"), dtype=numpy.uint32)
    if codes[-1] != _LINE:
        codes = numpy.append(codes, numpy.uint32(_LINE))
    breaks = codes == _LINE
    stands = breaks | (codes == ord(delimiter))
    quotes = numpy.flatnonzero(codes == _QUOTE)
    if len(quotes):
        opening, closing = quotes[::2], quotes[1::2]
        before = numpy.where(opening > 0, codes[opening - 1], _LINE)
        after = codes[closing + 1]
        edges = (_LINE, _RETURN, _QUOTE, ord(delimiter))
        if len(opening) != len(closing) or not (
            numpy.isin(before, edges).all() and numpy.isin(after, edges).all()
        ):
            return None
        is_inside = numpy.cumsum(codes == _QUOTE) % 2 == 1
        if (breaks & is_inside).any():
            return None
        stands &= ~is_inside
    ends = numpy.flatnonzero(stands)
    is_last = breaks[ends]
    starts = numpy.concatenate(([0], ends[:-1] + 1))
    last = numpy.flatnonzero(is_last)
    counts = numpy.diff(numpy.concatenate(([-1], last)))
    first = numpy.concatenate(([0], ends[last][:-1] + 1))
    bounds = numpy.stack((first, ends[last]), axis=1)
    returned = (bounds[:, 1] > bounds[:, 0]) & (codes[bounds[:, 1] - 1] == _RETURN)
    bounds[:, 1] -= returned
    ends = ends.copy()
    ends[last] -= returned
    quoted = (ends - starts > 1) & (codes[starts] == _QUOTE) & (codes[ends - 1] == _QUOTE)
    starts, ends = starts + quoted, ends - quoted
    # blank lines and comments are passed over
    kept = (bounds[:, 1] > bounds[:, 0]) & (codes[first] != _HASH)
    empty = bounds[:, 1] - bounds[:, 0] < counts
    for at in numpy.flatnonzero(kept & (empty | (counts < 3))).tolist():
        kept[at] = bool(piece[bounds[at, 0] : bounds[at, 1]].strip())
    cells = numpy.repeat(kept, counts)
    return counts[kept], numpy.flatnonzero(kept) + 1, bounds[kept], starts[cells], ends[cells]


def _split_slowly(piece: str, delimiter: str) -> tuple[Any, Any, Any, Any, Any]:
    """The same line by line, for tables with odd quotes."""
    import numpy

    rows = list(split_rows(piece, delimiter))
    cells = numpy.array(
        [pair for row in rows for pair in row.cells], dtype=numpy.int64
    ).reshape(-1, 2)  # fmt: skip
    return (
        numpy.array([len(row.cells) for row in rows], dtype=numpy.int64),
        numpy.array([row.number for row in rows], dtype=numpy.int64),
        numpy.array([(row.start, row.end) for row in rows], dtype=numpy.int64).reshape(-1, 2),
        cells[:, 0],
        cells[:, 1],
    )
