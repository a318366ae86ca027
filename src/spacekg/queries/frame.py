"""Frame: rows of any answer as a data frame, for notebooks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from spacekg.errors import UsageError

if TYPE_CHECKING:
    import pandas


def to_pandas(rows: Iterable[Any]) -> pandas.DataFrame:
    """The rows of ``shared``, ``overlaps``, ``gaps`` … as a pandas data frame, a column a field.

    Tuples and mappings stay what they are in their cells.
    """
    try:
        import pandas
    except ImportError as error:
        raise _missing("pandas") from error
    return pandas.DataFrame.from_records(_records(rows))


def to_polars(rows: Iterable[Any]) -> Any:
    """The same as a polars data frame; mappings are written as text."""
    try:
        import polars  # type: ignore[import-not-found, unused-ignore]
    except ImportError as error:
        raise _missing("polars") from error
    return polars.DataFrame(
        [
            {name: str(value) if isinstance(value, dict) else value for name, value in row.items()}
            for row in _records(rows)
        ]
    )


def _records(rows: Iterable[Any]) -> list[dict[str, Any]]:
    """One mapping a row, keys by the fields of its dataclass."""
    records = []
    for row in rows:
        if not is_dataclass(row) or isinstance(row, type):
            raise UsageError("these are no rows of an answer", advice="give what shared() returns")
        records.append({field.name: getattr(row, field.name) for field in fields(row)})
    return records


def _missing(name: str) -> UsageError:
    return UsageError(f"data frames of {name} need its package", advice=f"pip install {name}")
