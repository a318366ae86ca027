"""Parquet: nodes, edges and findings as columns, for pandas, polars and DuckDB."""

from __future__ import annotations

from pathlib import Path

from spacekg.errors import ExportError
from spacekg.exporters.tables import read_tables
from spacekg.graph import KnowledgeGraph, open_atomic

_NUMBERS = frozenset({"n"})


def export_parquet(graph: KnowledgeGraph, out: Path) -> None:
    """Write ``nodes``, ``edges`` and ``findings`` as ``.parquet`` into the folder ``out``."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise ExportError(
            "Parquet needs the package pyarrow", advice="pip install 'spacekg[analysis]'"
        ) from error
    for table in read_tables(graph):
        columns = {
            name: pyarrow.array(
                [_value(row[at], name) for row in table.rows],
                type=pyarrow.int64() if name in _NUMBERS else pyarrow.string(),
            )
            for at, name in enumerate(table.columns)
        }
        with open_atomic(out / f"{table.name}.parquet") as file:
            pyarrow.parquet.write_table(pyarrow.table(columns), file)


def _value(cell: str, name: str) -> str | int | None:
    if name not in _NUMBERS:
        return cell
    return int(cell) if cell.isdigit() else None
