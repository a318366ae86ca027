"""Rows: the answer of a counting question, a tuple of records that shows itself in a notebook."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from html import escape
from typing import TYPE_CHECKING, Any, TypeVar

from spacekg.errors import UsageError

if TYPE_CHECKING:
    import pandas

_T = TypeVar("_T")
_SHOWN = 50


class Rows(tuple[_T, ...]):
    """A tuple of records of one kind (dataclasses), which is also a table.

    >>> Rows(["a", "b"])
    ('a', 'b')
    """

    __slots__ = ()

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a pandas data frame, a column a field; tuples and mappings stay."""
        try:
            import pandas
        except ImportError as error:
            raise _missing("pandas") from error
        return pandas.DataFrame.from_records(_records(self))

    def to_polars(self) -> Any:
        """The rows as a polars data frame; mappings are written as text."""
        try:
            import polars  # type: ignore[import-not-found, unused-ignore]
        except ImportError as error:
            raise _missing("polars") from error
        return polars.DataFrame(
            [
                {name: str(one) if isinstance(one, dict) else one for name, one in row.items()}
                for row in _records(self)
            ]
        )

    def _repr_html_(self) -> str:
        """What a notebook shows: the first rows as a table of plain text."""
        records = _records(self[:_SHOWN])
        if not records:
            return "<p>no rows</p>"
        head = "".join(f"<th>{escape(name)}</th>" for name in records[0])
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(_write(one))}</td>" for one in row.values()) + "</tr>"
            for row in records
        )
        more = f"{len(records)} of {len(self)} rows" if len(self) > _SHOWN else f"{len(self)} rows"
        return (
            f"<table><caption>{more}</caption><thead><tr>{head}</tr></thead>"
            f"<tbody>{body}</tbody></table>"
        )


def defuse_cell(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: a quote goes before what looks like one.

    >>> [defuse_cell(cell) for cell in ("=1+1", "-6.7", "@x", "MARCH1")]
    ["'=1+1", '-6.7', "'@x", 'MARCH1']
    """
    if not cell.startswith(("=", "+", "-", "@", "\t", "\r")):
        return cell
    try:
        float(cell)
    except ValueError:
        return f"'{cell}"
    return cell if cell.isprintable() else f"'{cell}"


def _records(rows: tuple[Any, ...]) -> list[dict[str, Any]]:
    """One mapping a row, keys by the fields of its dataclass."""
    if not rows:
        return []
    if not all(is_dataclass(row) and not isinstance(row, type) for row in rows):
        raise UsageError("these are no rows of an answer", advice="give what shared() returns")
    names = [field.name for field in fields(rows[0])]
    return [{name: getattr(row, name) for name in names} for row in rows]


def _write(value: Any) -> str:
    """A value as short text: numbers with three digits, the first few of several."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.3g}"
    if isinstance(value, dict):
        return _write(tuple(f"{key}: {_write(one)}" for key, one in value.items()))
    if isinstance(value, tuple):
        shown = "; ".join(_write(one) for one in value[:4])
        return f"{shown}; … ({len(value)})" if len(value) > 4 else shown
    return str(value)


def _missing(name: str) -> UsageError:
    return UsageError(f"data frames of {name} need its package", advice=f"pip install {name}")
