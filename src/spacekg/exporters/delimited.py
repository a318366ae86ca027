"""Delimited: nodes, edges and findings as CSV or TSV, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from spacekg.exporters.tables import Table, defuse, read_tables
from spacekg.graph import KnowledgeGraph, write_atomic


def export_csv(graph: KnowledgeGraph, out: Path) -> None:
    """Write ``nodes.csv``, ``edges.csv`` and ``findings.csv`` into the folder ``out``."""
    for table in read_tables(graph):
        write_atomic(out / f"{table.name}.csv", write_delimited(table, ","))


def export_tsv(graph: KnowledgeGraph, out: Path) -> None:
    """Write ``nodes.tsv``, ``edges.tsv`` and ``findings.tsv`` into the folder ``out``."""
    for table in read_tables(graph):
        write_atomic(out / f"{table.name}.tsv", write_delimited(table, "\t"))


def write_delimited(table: Table, delimiter: str) -> bytes:
    """A table with its heading, in UTF-8."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(defuse(table.rows))
    return buffer.getvalue().encode("utf-8", "replace")
