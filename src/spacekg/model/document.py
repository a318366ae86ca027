"""Document: what was written, in passages that keep their place in the source text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Literal, TypeAlias

Role: TypeAlias = Literal[
    "title", "abstract", "summary", "introduction", "objective", "methods", "findings",
    "discussion", "conclusion", "importance", "gaps", "body", "metadata", "caption", "table",
    "navigation", "references", "promotion", "code",
]  # fmt: skip
Format: TypeAlias = Literal[
    "markdown", "webpage", "html", "article", "pdf", "jats", "text", "table"
]  # fmt: skip
Tier: TypeAlias = Literal["primary", "review", "summary", "news", "table", "estimated"]
Value: TypeAlias = (
    "str | int | float | bool | tuple[Value, ...] | tuple[tuple[str, Value], ...] | None"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    r"""A stretch of source text with one role, and the same stretch repaired for reading.

    ``start`` and ``end`` are offsets into ``Document.text``. ``text`` is what a person would
    read: lines joined, ``osteo-\nnectin`` mended, markup left out. ``pieces`` says where each
    run of ``text`` came from: pairs ``(offset in text, offset in source)``, both rising; within a
    piece the two run in step. A piece of no length (the next one, or the text's end, has the same
    offset in ``text``) says where the source of a replaced stretch ends (``&beta;`` read as one
    letter).

    >>> mended = Passage(start=0, end=6, role="body", text="bone", pieces=((0, 0), (2, 4)))
    >>> mended.source(0, 4), mended.source(2, 4), mended.reading(4)
    ((0, 6), (4, 6), 2)
    """

    start: int
    end: int
    role: Role
    text: str
    pieces: tuple[tuple[int, int], ...]
    section: str = ""
    key: str = ""

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The source offsets of ``text[start:end]``."""
        if len(self.pieces) == 1 and self.pieces[0][0] < end:
            # most passages are one piece, and this is asked for every word that means something
            shift = self.pieces[0][1] - self.pieces[0][0]
            return start + shift, max(start, end) + shift
        if start >= end:
            at = self._source_of(start)
            return at, at
        return self._source_of(start), self._source_end(end)

    def reading(self, offset: int) -> int:
        """The offset in ``text`` of a source offset (of the next character kept, if left out)."""
        if len(self.pieces) == 1:
            text_at, source_at = self.pieces[0]
            return min(text_at + offset - source_at, len(self.text)) if offset >= source_at else 0
        index = bisect_right(self.pieces, offset, key=lambda piece: piece[1]) - 1
        if index < 0:
            return 0
        while index and self.pieces[index - 1][1] == offset:
            index -= 1  # one source character that reads as several, like a ligature
        text_at, source_at = self.pieces[index]
        limit = self.pieces[index + 1][0] if index + 1 < len(self.pieces) else len(self.text)
        return min(text_at + offset - source_at, limit)

    def _source_end(self, end: int) -> int:
        # a tuple of one stands before all pairs that begin with the same number
        index = bisect_left(self.pieces, (end,))
        after = self.pieces[index + 1 : index + 2]
        if self.pieces[index : index + 1] and self.pieces[index][0] == end:
            closes = end == len(self.text) or (after and after[0][0] == end)
            if closes:
                return self.pieces[index][1]
        return self._source_of(end - 1) + 1

    def _source_of(self, offset: int) -> int:
        text_at, source_at = self.pieces[bisect_left(self.pieces, (offset + 1,)) - 1]
        return source_at + offset - text_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something a reader mended or could not use: one line for a person.

    ``level`` is ``warning`` (read all the same) or ``refused`` (not read).
    """

    code: str
    message: str
    place: str = ""
    level: Literal["warning", "refused"] = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One source file or text: identity, metadata and passages in source order.

    ``text`` is the source text that every offset refers to: the decoded file (byte-order mark and
    line ends kept), or for PDF the text taken out of it. ``sha256`` is of the file's bytes.
    ``metadata`` is front matter (or its like) as pairs, keys as written, nested values as tuples.
    """

    path: str
    sha256: str
    format: Format
    tier: Tier
    text: str
    metadata: tuple[tuple[str, Value], ...] = ()
    passages: tuple[Passage, ...] = ()
    notices: tuple[Notice, ...] = ()
    id: str = ""

    def get(self, key: str) -> Value:
        """The metadata value of ``key``, or ``None``."""
        return next((value for name, value in self.metadata if name == key), None)
