"""Rows: one line of a term table, and writing a table the same way each time."""

from __future__ import annotations

import gzip
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_LISTS = ("exact", "alias", "related", "common", "parents", "xrefs")
COLUMNS = ("id", "type", "label", *_LISTS, "taxon", "note")
_LONGEST = 140
_SPACES = re.compile(r"[\s|]+")


@dataclass(slots=True, kw_only=True)
class Row:
    """A term with its names by scope."""

    id: str
    type: str
    label: str
    exact: list[str] = field(default_factory=list)
    alias: list[str] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    common: list[str] = field(default_factory=list)
    parents: list[str] = field(default_factory=list)
    xrefs: list[str] = field(default_factory=list)
    taxon: str = ""
    note: str = ""

    def cells(self) -> list[str]:
        """The row as cells under ``COLUMNS``; each name once, under its best scope."""
        seen = {self.label}
        cells = [self.id, self.type, clean(self.label)]
        for column in _LISTS:
            items = dict.fromkeys(clean(item) for item in getattr(self, column))
            if column not in ("parents", "xrefs"):
                items = {name: None for name in items if name not in seen and len(name) < _LONGEST}
                seen.update(items)
            else:
                items.pop(self.id, None)
            items.pop("", None)
            cells.append("|".join(items))
        return [*cells, self.taxon, self.note]


def clean(name: str) -> str:
    """A name on one line without the mark that separates names.

    >>> clean(" a | b ")
    'a b'
    """
    return _SPACES.sub(" ", name).strip()


def curie_order(curie: str) -> tuple[str, int, str]:
    """The order of identifiers: by prefix, then by number.

    >>> sorted(["CL:10", "CL:9"], key=curie_order)
    ['CL:9', 'CL:10']
    """
    prefix, _, local = curie.partition(":")
    digits = re.sub(r"\D", "", local)
    return prefix, int(digits or 0), local


def write_terms(path: Path, rows: Iterable[Row]) -> int:
    """Write a term table; returns the number of its rows."""
    ordered = sorted((row for row in rows if row.label), key=lambda row: curie_order(row.id))
    table = [row.cells() for row in ordered]
    used = [place for place in range(len(COLUMNS)) if place < 3 or any(row[place] for row in table)]
    columns = [COLUMNS[place] for place in used]
    return write_lines(path, columns, ([row[place] for place in used] for row in table))


def write_lines(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write any table, packed so that the same rows give the same bytes."""
    count = 0
    with path.open("wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        text = io.TextIOWrapper(packed, encoding="utf-8", newline="\n")
        text.write("\t".join(columns) + "\n")
        for row in rows:
            text.write("\t".join(row) + "\n")
            count += 1
        text.flush()
        text.detach()
    return count
