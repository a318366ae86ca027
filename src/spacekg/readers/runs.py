"""Runs: the stretches of character data of one block of marked-up text, and what parts them."""

from __future__ import annotations

from spacekg.patterns import compile_late
from spacekg.readers.reading import Edit

_NUMBERS = compile_late(r"[\s\d,;–—\[\]-]*$")


class Runs:
    """Gathers stretches of the source; tags between them are left out or read as a separator."""

    def __init__(self) -> None:
        self.spans: list[tuple[int, int]] = []
        self.edits: list[Edit] = []
        self.gaps: dict[int, str] = {}
        self.cited: list[int] = []
        self._fresh_row = True

    def __bool__(self) -> bool:
        return bool(self.spans)

    def add(self, start: int, end: int, read_as: str | None = None, *, cited: bool = False) -> None:
        """Add ``source[start:end]``; ``read_as`` differs from it for a character reference.

        ``cited`` marks text inside a link to a reference.
        """
        if cited:
            self.cited.append(len(self.spans))
        self.spans.append((start, end))
        if read_as is not None:
            self.edits.append((start, end, read_as))

    def part(self, separator: str) -> None:
        """Put ``separator`` where the next stretch starts."""
        if self.spans:
            end = self.spans[-1][1]
            self.gaps[end] = self.gaps.get(end, "") + separator

    def row(self) -> None:
        """Start a row of a table."""
        self._fresh_row = True
        self.part("\n")

    def cell(self) -> None:
        """Start a cell of a table."""
        if not self._fresh_row:
            self.part(" | ")
        self._fresh_row = False

    def take(self, source: str) -> tuple[int, int, list[Edit]]:
        """Bounds and edits of what was gathered."""
        edits = self.edits + self._citations(source)
        for (_, one), (other, _) in zip(self.spans, self.spans[1:], strict=False):
            if other > one:
                edits.append((one, other, self.gaps.get(one, "")))
        return self.spans[0][0], self.spans[-1][1], edits

    def _citations(self, source: str) -> list[Edit]:
        """Leave out numbers that link to references, with the brackets and commas around them."""
        edits: list[Edit] = []
        done = -1
        for index in self.cited:
            if index <= done or not _NUMBERS.match(source[slice(*self.spans[index])]):
                continue
            last = index
            while last + 1 < len(self.spans) and (
                _NUMBERS.match(source[slice(*self.spans[last + 1])])
                and any(at in self.cited for at in (last + 1, last + 2))
            ):
                last += 1
            while last not in self.cited:
                last -= 1
            done = last
            start, end = self.spans[index][0], self.spans[last][1]
            before = source[slice(*self.spans[index - 1])] if index else ""
            after = source[slice(*self.spans[last + 1])] if last + 1 < len(self.spans) else ""
            if before.endswith(("[", "(")) and after.startswith(("]", ")")):
                opened = before[:-1].rstrip(" ")
                start = self.spans[index - 1][1] - (len(before) - len(opened))
                end = self.spans[last + 1][0] + 1
            elif before.endswith(" ") and after[:1] in (".", ",", ";", ":", ")", ""):
                start = self.spans[index - 1][1] - (len(before) - len(before.rstrip(" ")))
            edits.append((start, end, ""))
        return edits
