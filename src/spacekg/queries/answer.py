"""Answer: the rows of a query as a table for people, or in a format of SPARQL."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import TypeAlias

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    Triple,
)

from spacekg.errors import QueryError, UsageError
from spacekg.vocabulary import Vocabulary, read_vocabulary

FORMATS = ("table", "csv", "tsv", "json", "xml")

_Answer: TypeAlias = QuerySolutions | QueryBoolean | QueryTriples
_Term: TypeAlias = NamedNode | BlankNode | Literal | Triple | None
_FORMATS = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}
_NUMBERS = re.compile(r"[+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?")
_IRI = re.compile(r"https?://\S+")


def write_answer(answer: _Answer, format: str = "table", *, width: int = 60) -> str:
    """The answer as text in one of ``FORMATS``; a CONSTRUCT always gives N-Triples.

    ``width`` is the widest a column of a table may be; 0 cuts nothing.

    >>> import pyoxigraph
    >>> rows = pyoxigraph.Store().query("SELECT ?n ?word { VALUES (?n ?word) { (1 'one') } }")
    >>> print(write_answer(rows), end="")
    n  word
    -  ----
    1  one
    """
    if format not in FORMATS:
        raise UsageError(
            f"there is no format '{format}'", advice=f"use one of: {', '.join(FORMATS)}"
        )
    try:
        if isinstance(answer, QueryTriples):
            return "".join(sorted(f"{triple} .\n" for triple in answer))
        if format == "table":
            if isinstance(answer, QueryBoolean):
                return f"{'yes' if answer else 'no'}\n"
            return _write_table(answer, width)
        written = answer.serialize(format=_FORMATS[format])
    except (OSError, ValueError, RuntimeError) as error:
        raise QueryError(f"the query failed while it ran: {error}") from error
    text = (written or b"").decode("utf-8")
    return text if text.endswith("\n") else f"{text}\n"


def _write_table(answer: QuerySolutions, width: int) -> str:
    vocabulary = read_vocabulary()
    names = [variable.value for variable in answer.variables]
    rows = [[_cell(term, vocabulary, width) for term in solution] for solution in answer]
    widths = [max(map(_columns, column)) for column in zip(names, *rows, strict=True)]
    numeric = [
        bool(rows) and all(_NUMBERS.fullmatch(row[at]) for row in rows if row[at])
        for at in range(len(names))
    ]
    lines = [names, ["-" * size for size in widths], *rows]
    return "".join(f"{_line(cells, widths, numeric)}\n" for cells in lines)


def _line(cells: Iterable[str], widths: list[int], numeric: list[bool]) -> str:
    padded = []
    for cell, size, right in zip(cells, widths, numeric, strict=True):
        space = " " * (size - _columns(cell))
        padded.append(space + cell if right else cell + space)
    return "  ".join(padded).rstrip()


def _cell(term: _Term, vocabulary: Vocabulary, width: int) -> str:
    """A term on one line: IRIs as CURIEs, also those inside a list of IRIs."""
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        text = vocabulary.compress(term.value)
    elif isinstance(term, Literal):
        text = _IRI.sub(lambda found: vocabulary.compress(found.group()), term.value)
    else:
        text = str(term)
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
