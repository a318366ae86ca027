"""Lengths: passages far longer than any paragraph are parted, so that work on one stays small."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from spacekg.model import Passage

#: no paragraph comes near it; an article without line breaks does
LONGEST = 20_000
_WINDOW = 4_000
#: rows of a table belong together
_WHOLE = frozenset({"table", "code"})


def part_long(passages: Iterable[Passage], longest: int = LONGEST) -> Iterator[Passage]:
    """The passages, those that are too long in parts that end with a sentence or a word.

    >>> made = Passage(start=0, end=14, role="body", text="One two. So it", pieces=((0, 0),))
    >>> [(part.text, part.start, part.end) for part in part_long([made], 12)]
    [('One two.', 0, 8), ('So it', 9, 14)]
    """
    for passage in passages:
        if len(passage.text) <= longest or passage.role in _WHOLE:
            yield passage
            continue
        at = 0
        while at < len(passage.text):
            stop = _find_end(passage, at, longest)
            if passage.text[at:stop].strip():
                yield _cut(passage, at, stop)
            at = stop


def _find_end(passage: Passage, at: int, longest: int) -> int:
    """Where the part that begins at ``at`` ends: after a space in the midst of a piece."""
    text = passage.text
    if len(text) - at <= longest:
        return len(text)
    last = at + longest
    first = max(at + 1, last - min(_WINDOW, longest // 2))
    spare = 0
    for stop in range(last, first, -1):
        if text[stop - 1].isalnum() or not _is_inside(passage, stop):
            continue
        if text[stop - 1] == " " and text[stop - 2] in ".!?":
            return stop
        spare = spare or stop
    if spare:
        return spare
    return next((stop for stop in range(last, len(text)) if _is_inside(passage, stop)), len(text))


def _is_inside(passage: Passage, stop: int) -> bool:
    """Whether the letters on both sides stand side by side in the source too."""
    first = bisect_right(passage.pieces, stop - 2, key=lambda piece: piece[0])
    return first == bisect_left(passage.pieces, stop + 2, key=lambda piece: piece[0])


def _cut(passage: Passage, start: int, stop: int) -> Passage:
    text = passage.text[start:stop]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    stop = start + len(text)
    opening = (0, passage.source(start, start + 1)[0])
    pieces = [opening, *((at - start, to) for at, to in passage.pieces if start < at <= stop)]
    if pieces[-1][0] == len(text) and stop < len(passage.text):
        # the piece that begins where this part ends belongs to the next
        pieces = [piece for piece in pieces if piece[0] < len(text)]
    first, last = passage.source(start, stop)
    return Passage(
        start=first, end=last, role=passage.role, text=text, pieces=tuple(pieces),
        section=passage.section, key=passage.key,
    )  # fmt: skip
