"""Reading text: what a person would read in a stretch of source text, and where each bit is.

A reader names a stretch and the edits it wants; the edits that every text needs (white space,
invisible characters, ligatures) are added here, and the result is a :class:`Passage` whose
``pieces`` lead back to the source.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from spacekg.model import Passage, Role
from spacekg.patterns import compile_late

#: ``text[start:end]`` of the source is read as ``replacement`` (left out when empty).
Edit: TypeAlias = tuple[int, int, str]

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
_CONTROL = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff"
#: what colours a terminal, as a whole: of its letters no word is to be made
_COLOURS = r"\x1b\[[\d;?]{0,40}[@-~]|\x1b\][^\x07\x1b\n]{0,200}\x07"
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_SPACE_RUN = rf"[ \t\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029{_SPACES}]"
_PLAIN = compile_late(rf"{_COLOURS}|{_SPACE_RUN}{{2,}}|[^\S ]|[{_SPACES}{_INVISIBLE}{_CONTROL}ﬀ-ﬆ]")
_LINES = compile_late(
    rf"{_COLOURS}|\s*\n\s*|{_SPACE_RUN}{{2,}}|[^\S \n]|[{_SPACES}{_INVISIBLE}{_CONTROL}ﬀ-ﬆ]"
)
_READABLE = str.maketrans(
    {**_LIGATURES, **dict.fromkeys("\u00a0\u1680\u202f\u205f\u3000\u2028\u2029\t\r", " ")}
    | dict.fromkeys(map(chr, range(0x2000, 0x200B)), " ")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", "")
)
_PARAGRAPH_BREAK = compile_late(r"\n[^\S\n]*\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scribe:
    """A source text with the edits that hold for the whole of it (sorted, none overlapping)."""

    text: str
    edits: tuple[Edit, ...] = ()

    def passage(
        self,
        start: int,
        end: int,
        role: Role,
        *,
        section: str = "",
        key: str = "",
        edits: Iterable[Edit] = (),
        keep_lines: bool = False,
    ) -> Passage | None:
        """The passage of ``text[start:end]`` with the standing edits in it and ``edits``."""
        first = bisect_left(self.edits, start, key=lambda edit: edit[0])
        last = bisect_left(self.edits, end, key=lambda edit: edit[0])
        together = (*self.edits[first:last], *edits)
        return make_passage(
            self.text, start, end, role,
            section=section, key=key, edits=together, keep_lines=keep_lines,
        )  # fmt: skip


def apart(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Edits sorted, without those that overlap an earlier one."""
    kept: list[Edit] = []
    for edit in sorted(edits):
        if not kept or edit[0] >= kept[-1][1]:
            kept.append(edit)
    return tuple(kept)


def make_passage(
    text: str,
    start: int,
    end: int,
    role: Role,
    *,
    section: str = "",
    key: str = "",
    edits: Iterable[Edit] = (),
    keep_lines: bool = False,
) -> Passage | None:
    r"""The passage of ``text[start:end]``, or ``None`` when nothing is left to read.

    ``edits`` need no order; of two that overlap the earlier one stands. With ``keep_lines`` line
    breaks stay (blank lines as one), as tables need.

    >>> made = make_passage("a  **b**\nc", 0, 10, "body", edits=[(3, 5, ""), (6, 8, "")])
    >>> made.text, made.pieces
    ('a b c', ((0, 0), (2, 5), (3, 8)))
    """
    start, end = _trim(text, start, end)
    if start >= end:
        return None
    wanted = sorted(edits)
    wanted.extend(_character_edits(text, start, end, keep_lines))
    if len(wanted) > 1:
        wanted.sort(key=lambda edit: edit[0])
    reading, pieces = _apply(text, start, end, wanted)
    return _finish(reading, pieces, role, section, key)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _character_edits(text: str, start: int, end: int, keep_lines: bool) -> Iterable[Edit]:
    for match in (_LINES if keep_lines else _PLAIN).finditer(text, start, end):
        found = match.group()
        if found[0] in _LIGATURES:
            new = _LIGATURES[found]
        elif not found.isspace():
            new = ""
        elif keep_lines and "\n" in found:
            new = "\n\n" if _PARAGRAPH_BREAK.search(found) else "\n"
        else:
            new = " "
        yield match.start(), match.end(), new


def _apply(
    text: str, start: int, end: int, edits: Iterable[Edit]
) -> tuple[str, list[tuple[int, int]]]:
    parts: list[str] = []
    pieces: list[tuple[int, int]] = []
    size = 0
    at = start
    last = " "  # so that a leading space is left out
    in_step = False
    for left, right, new in (*edits, (end, end, "")):
        if left < at < right and not new.strip():
            left = at  # white space that an earlier edit took the first part of
        if left < at or right > end:
            continue
        if left > at:
            kept = at + 1 if text[at] == " " and last in " \n" else at
            if kept < left:
                if not in_step or kept != at:
                    pieces.append((size, kept))
                parts.append(text[kept:left])
                size += left - kept
                last = text[left - 1]
                in_step = True
            at = left  # an edit of nothing, too, parts what is kept
        if right > left:
            new = new.translate(_READABLE) if not new.isascii() else new
            if new and not (new.isspace() and (not size or (new == " " and last in " \n"))):
                for index in range(len(new)):
                    pieces.append((size + index, left + min(index, right - left - 1)))
                parts.append(new)
                size += len(new)
                last = new[-1]
                if right - left > 1 and not new.isspace():
                    pieces.append((size, right))
            in_step = False
            at = right
    return "".join(parts), pieces


def _finish(
    reading: str, pieces: list[tuple[int, int]], role: Role, section: str, key: str
) -> Passage | None:
    kept = reading.rstrip()
    if not kept:
        return None
    if len(kept) < len(reading):
        pieces = [piece for piece in pieces if piece[0] < len(kept)]
    made = Passage(
        start=0, end=0, role=role, text=kept, pieces=_merged(pieces), section=section, key=key
    )
    start, end = made.source(0, len(kept))
    return Passage(
        start=start, end=end, role=role, text=kept, pieces=made.pieces, section=section, key=key
    )


def _merged(pieces: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Pieces without those that only go on in step with the one before."""
    merged: list[tuple[int, int]] = []
    for index, piece in enumerate(pieces):
        following = pieces[index + 1] if index + 1 < len(pieces) else (-1, -1)
        closes = following[0] == piece[0]
        unfolds = following[1] == piece[1]
        if merged and not closes and not unfolds:
            text_at, source_at = merged[-1]
            opened = len(merged) > 1 and merged[-2][0] == text_at
            if piece[0] - text_at == piece[1] - source_at and piece[0] > text_at and not opened:
                continue
        merged.append(piece)
    return tuple(merged)
