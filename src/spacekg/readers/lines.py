"""Lines of a source text by their offsets."""

from __future__ import annotations

from typing import NamedTuple

from spacekg.patterns import compile_late

_LINE = compile_late(r"([^\r\n]*)(\r\n|\r|\n|$)")


class Line(NamedTuple):
    """``text`` is ``source[start:end]`` without the line end; the next line starts at ``after``."""

    start: int
    end: int
    after: int
    text: str

    @property
    def blank(self) -> bool:
        """Whether there is nothing but white space."""
        return not self.text.strip()


def split_lines(source: str, start: int = 0, end: int | None = None) -> list[Line]:
    r"""The lines of ``source[start:end]``; any line end counts, and offsets are of the source.

    >>> [line.text for line in split_lines("a\r\nb\rc")]
    ['a', 'b', 'c']
    """
    stop = len(source) if end is None else end
    lines: list[Line] = []
    for match in _LINE.finditer(source, start, stop):
        if match.start() == stop and lines:
            break
        lines.append(Line(match.start(), match.end(1), match.end(), match.group(1)))
    return lines


def line_number(source: str, offset: int) -> int:
    """The number, from 1, of the line that holds ``offset``; old Mac line ends count too."""
    return (source.count("\n", 0, offset) or source.count("\r", 0, offset)) + 1
