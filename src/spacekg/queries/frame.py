"""Frame: rows of any answer as a data frame, for notebooks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from spacekg.model import Rows

if TYPE_CHECKING:
    import pandas


def to_pandas(rows: Iterable[Any]) -> pandas.DataFrame:
    """The rows of ``shared``, ``overlaps``, ``gaps`` … as a pandas data frame, a column a field.

    Tuples and mappings stay what they are in their cells.
    """
    return Rows(rows).to_pandas()


def to_polars(rows: Iterable[Any]) -> Any:
    """The same as a polars data frame; mappings are written as text."""
    return Rows(rows).to_polars()
