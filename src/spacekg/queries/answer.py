"""Answer: the rows of a query as a table for people, or in a format of SPARQL."""

from __future__ import annotations

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
from spacekg.queries.table import write_table

FORMATS = ("table", "csv", "tsv", "json", "xml")

_Answer: TypeAlias = QuerySolutions | QueryBoolean | QueryTriples
_Term: TypeAlias = NamedNode | BlankNode | Literal | Triple | None
_FORMATS = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}


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
    names = [variable.value for variable in answer.variables]
    rows = [[_text(term) for term in solution] for solution in answer]
    return write_table(names, rows, width=width)


def _text(term: _Term) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)
