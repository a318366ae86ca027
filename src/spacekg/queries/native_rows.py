"""Native rows: an answer as JSON by the engine's own writer, cut between two rows by a limit.

The engine writes rows twice as fast as Python can, but it neither counts nor cuts them. So what it
writes is caught piece by piece, and the places between two rows are found in the text.
"""

from __future__ import annotations

import re
from typing import IO, cast

from pyoxigraph import QueryResultsFormat, QuerySolutions

from spacekg.queries.exchange import Limits

_HEAD_ENDS = b'"bindings":['
_TAIL = b"]}}"
# A row ends with two brackets and the next begins with the name of a variable. A quotation mark
# within a value is escaped; the one that ends a value stands before a comma or a bracket.
_BETWEEN = re.compile(rb'\}\},\{"(?=[^},])')
# The last one may not be whole.
_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)', re.DOTALL)
# What stands before the rows is shorter than this: a question has 64 KiB at most.
_HEAD_ROOM = 1 << 18
_ANY_BETWEEN = re.compile(rb"\},\{")


class _Enough(Exception):  # noqa: N818 - it is no error
    """The engine need not write any more."""


class _Catcher:
    """What the engine writes, until it is surely more than the limits allow."""

    #: told to the checked store: what fails here is not the output
    is_memory = True

    def __init__(self, limits: Limits) -> None:
        self.parts: list[bytes] = []
        self._rows = limits.rows
        self._room = limits.bytes + _HEAD_ROOM

    def write(self, part: bytes) -> int:
        self.parts.append(bytes(part))
        self._room -= len(part)
        # A place that two pieces share is missed, which only makes us stop later.
        self._rows -= len(_BETWEEN.findall(part))
        if self._rows < -1 or self._room < 0:
            raise _Enough
        return len(part)

    def flush(self) -> None:
        """Nothing waits."""


def write_native(answer: QuerySolutions, limits: Limits) -> tuple[list[str], bytes, int, str]:
    """The names of the columns, the rows with commas between, how many, and what cut them."""
    names = [variable.value for variable in answer.variables]
    caught = _Catcher(limits)
    is_whole = True
    try:
        answer.serialize(cast(IO[bytes], caught), format=QueryResultsFormat.JSON)
    except _Enough:
        is_whole = False
    text = b"".join(caught.parts)
    start = text.index(_HEAD_ENDS) + len(_HEAD_ENDS)
    end = text.rindex(_TAIL) if is_whole else len(text)
    if is_whole and start == end:
        return names, b"", 0, ""
    ends = _find_ends(text, start, end)
    if is_whole:
        ends.append(end)
    fit = min(len(ends), limits.rows)
    truncated = "rows" if fit < len(ends) else ""
    while fit and ends[fit - 1] - start + 1 > limits.bytes:
        fit -= 1
        truncated = "bytes"
    if not is_whole and not truncated:
        truncated = "bytes"
    return names, text[start : ends[fit - 1]] if fit else b"", fit, truncated


def _find_ends(text: bytes, start: int, end: int) -> list[int]:
    """Where each row but the last ends."""
    if b"{}" in text:
        # A row without values, or a value that looks like one: the values have to be blanked.
        blank = _STRING.sub(lambda found: b'"' + b"x" * (len(found[0]) - 2) + b'"', text)
        return [found.start() + 1 for found in _ANY_BETWEEN.finditer(blank, start, end)]
    return [found.start() + 2 for found in _BETWEEN.finditer(text, start, end)]
