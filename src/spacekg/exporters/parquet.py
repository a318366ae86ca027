"""Parquet: nodes, edges and findings as columns, for pandas, polars and DuckDB."""

from __future__ import annotations

from pathlib import Path

from spacekg.errors import ExportError
from spacekg.exporters.tables import read_tables
from spacekg.graph import KnowledgeGraph, open_atomic

_WHOLE = frozenset({"n"})
_NUMBERS = frozenset({"effect_value", "p_value", "days"})


def export_parquet(graph: KnowledgeGraph, out: Path) -> None:
    """Write ``nodes``, ``edges`` and ``findings`` as ``.parquet`` into the folder ``out``."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise ExportError(
            "Parquet needs the package pyarrow", advice="pip install 'spacekg[analysis]'"
        ) from error
    types = dict.fromkeys(_WHOLE, pyarrow.int64()) | dict.fromkeys(_NUMBERS, pyarrow.float64())
    for table in read_tables(graph):
        columns = {
            name: pyarrow.array(
                [_value(row[at], name) for row in table.rows],
                type=types.get(name, pyarrow.string()),
            )
            for at, name in enumerate(table.columns)
        }
        with open_atomic(out / f"{table.name}.parquet") as file:
            pyarrow.parquet.write_table(pyarrow.table(columns), file)


def _value(cell: str, name: str) -> str | int | float | None:
    """A cell as a number in the columns of numbers; nothing for one that holds several."""
    if name not in _WHOLE | _NUMBERS:
        return cell
    try:
        return int(cell) if name in _WHOLE else float(cell)
    except ValueError:
        return None
