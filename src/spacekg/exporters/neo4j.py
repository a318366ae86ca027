"""Neo4j: the two tables that ``neo4j-admin database import`` takes."""

from __future__ import annotations

from pathlib import Path

from spacekg.exporters.delimited import write_delimited
from spacekg.exporters.tables import Table, read_tables
from spacekg.graph import KnowledgeGraph, write_atomic


def export_neo4j(graph: KnowledgeGraph, out: Path) -> None:
    """Write ``nodes.csv`` and ``relationships.csv`` into the folder ``out``."""
    nodes, edges, _ = read_tables(graph)
    rows = tuple((iri, kind, label, curie) for iri, kind, label, curie, *_ in nodes.rows)
    links = tuple((source, target, predicate) for source, predicate, target in edges.rows)
    for table in (
        Table(name="nodes", columns=("iri:ID", ":LABEL", "label", "curie"), rows=rows),
        Table(name="relationships", columns=(":START_ID", ":END_ID", ":TYPE"), rows=links),
    ):
        write_atomic(out / f"{table.name}.csv", write_delimited(table, ","))
