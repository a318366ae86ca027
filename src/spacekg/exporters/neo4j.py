"""Neo4j: the two tables that ``neo4j-admin database import`` takes."""

from __future__ import annotations

from pathlib import Path

from spacekg.exporters.delimited import write_delimited
from spacekg.exporters.tables import FINDING_COLUMNS, Table, read_tables
from spacekg.graph import KnowledgeGraph, write_atomic

#: what a finding says, and the type of the column where it is a number
_FACTS = (
    ("direction", ""), ("certainty", ""), ("tier", ""), ("effect", ""), ("unit", ""), ("p", ""),
    ("q", ""), ("n", ":long"), ("days", ":double"), ("effect_value", ":double"),
    ("p_value", ":double"), ("quote", ""),
)  # fmt: skip


def export_neo4j(graph: KnowledgeGraph, out: Path) -> None:
    """Write ``nodes.csv`` and ``relationships.csv`` into the folder ``out``.

    Findings carry what they say as properties. No cell holds a line break, so that the import
    needs no option for that.
    """
    nodes, edges, findings = read_tables(graph)
    places = [FINDING_COLUMNS.index(name) for name, _ in _FACTS]
    facts = {row[0]: tuple(_read_cell(row[at], type_) for at, (_, type_) in zip(places, _FACTS,
             strict=True)) for row in findings.rows}  # fmt: skip
    none = ("",) * len(_FACTS)
    rows = tuple(
        (iri, kind, _flat(label), curie, taxon, *facts.get(iri, none))
        for iri, kind, label, curie, taxon, *_ in nodes.rows
    )
    links = tuple((source, target, predicate) for source, predicate, target in edges.rows)
    head = ("iri:ID", ":LABEL", "label", "curie", "taxon", *(name + kind for name, kind in _FACTS))
    for table in (
        Table(name="nodes", columns=head, rows=rows),
        Table(name="relationships", columns=(":START_ID", ":END_ID", ":TYPE"), rows=links),
    ):
        write_atomic(out / f"{table.name}.csv", write_delimited(table, ","))


def _read_cell(cell: str, type_: str) -> str:
    """One line of text; in a column of numbers only what is one."""
    if not type_:
        return _flat(cell)
    try:
        float(cell)
    except ValueError:
        return ""
    return cell


def _flat(text: str) -> str:
    return " ".join(text.split())
