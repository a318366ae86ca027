"""Table: rows of text in aligned columns, safe to show in a terminal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from spacekg.vocabulary import read_vocabulary

_NUMBER = re.compile(r"[+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?")
_IRI = re.compile(r"https?://[^\s;,|]+")


def write_table(names: Sequence[str], rows: Iterable[Sequence[str]], *, width: int = 60) -> str:
    """A heading and rows; no cell is wider than ``width`` (0 cuts nothing), IRIs become CURIEs.

    >>> print(write_table(["gene", "n"], [["http://www.ncbi.nlm.nih.gov/gene/7", "12"]]), end="")
    gene         n
    ----------  --
    NCBIGene:7  12
    """
    cells = [[_cell(text, width) for text in row] for row in rows]
    widths = [max(map(_columns, column)) for column in zip(names, *cells, strict=True)]
    numeric = [
        bool(cells) and all(_NUMBER.fullmatch(row[at]) for row in cells if row[at])
        for at in range(len(names))
    ]
    lines = [list(names), ["-" * size for size in widths], *cells]
    return "".join(f"{_line(line, widths, numeric)}\n" for line in lines)


def _line(cells: Iterable[str], widths: list[int], numeric: list[bool]) -> str:
    padded = []
    for cell, size, right in zip(cells, widths, numeric, strict=True):
        space = " " * (size - _columns(cell))
        padded.append(space + cell if right else cell + space)
    return "  ".join(padded).rstrip()


def _cell(text: str, width: int) -> str:
    compress = read_vocabulary().compress
    text = _IRI.sub(lambda found: compress(found.group()), text)
    # What a document wrote must not reach a terminal as an escape sequence.
    text = "".join(" " if unicodedata.category(char) in ("Cc", "Cf") else char for char in text)
    text = " ".join(text.split())
    if width and _columns(text) > width:
        text = text[: width - 1].rstrip() + "…"
    return text


def _columns(text: str) -> int:
    """How many columns of a terminal the text takes; East Asian letters take two."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    joined = sum(unicodedata.category(char) in ("Mn", "Me") for char in text)
    return len(text) + wide - joined
