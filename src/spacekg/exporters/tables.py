"""Tables: nodes, edges and findings as rows of text, for every format that has rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacekg.exporters.statements import Statements
from spacekg.graph import KnowledgeGraph
from spacekg.model import defuse_cell
from spacekg.vocabulary import read_vocabulary

NODE_COLUMNS = ("id", "type", "label", "curie", "taxon", "synonyms", "references")
EDGE_COLUMNS = ("source", "predicate", "target")
FINDING_COLUMNS = (
    "id", "study", "study_title", "gene_or_entity", "label", "type", "direction", "certainty",
    "tier", "organism", "tissue", "cell_type", "exposure", "effect", "unit", "p", "q", "n",
    "days", "quote", "effect_value", "p_value", "condition",
)  # fmt: skip
_NOT_DRAWN = frozenset({"Finding", "Evidence", "Measurement", "Document"})
_JOINT = " | "


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table by name: its columns and its rows, all of text, in order."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def read_tables(graph: KnowledgeGraph) -> tuple[Table, Table, Table]:
    """All nodes, all edges between them, and the findings with their context in one row each."""
    vocabulary = read_vocabulary()
    statements = Statements(graph, vocabulary)
    compress = vocabulary.compress

    def curies(subject: str, name: str) -> str:
        return _JOINT.join(map(compress, statements.objects(subject, name)))

    def texts(subject: str, name: str) -> str:
        return _JOINT.join(statements.values(subject, name))

    nodes = tuple(
        (
            iri, kind, statements.label(iri), compress(iri), curies(iri, "inTaxon"),
            texts(iri, "skos:altLabel"), curies(iri, "crossReference"),
        )
        for iri, kind in sorted(statements.types.items())
    )  # fmt: skip
    findings = []
    for iri, kind in sorted(statements.types.items()):
        if kind != "Finding":
            continue
        studies = statements.objects(iri, "reportedBy")
        quotes = [
            statements.value(one, "readingText") or statements.value(one, "quote")
            for one in statements.objects(iri, "supportedBy")
        ]
        for about in statements.objects(iri, "about"):
            findings.append(
                (
                    iri, _JOINT.join(studies), _JOINT.join(map(statements.label, studies)),
                    compress(about), statements.label(about), statements.types.get(about, ""),
                    texts(iri, "direction"), texts(iri, "certainty"), texts(iri, "tier"),
                    curies(iri, "inOrganism"), curies(iri, "inTissue"), curies(iri, "inCellType"),
                    curies(iri, "underExposure"), texts(iri, "effect"), texts(iri, "unit"),
                    texts(iri, "pText"), texts(iri, "qText"), texts(iri, "n"),
                    texts(iri, "durationDays"), _JOINT.join(sorted(quotes)),
                    statements.value(iri, "effectValue"), statements.value(iri, "pValue"),
                    texts(iri, "condition"),
                )
            )  # fmt: skip
    return (
        Table(name="nodes", columns=NODE_COLUMNS, rows=nodes),
        Table(name="edges", columns=EDGE_COLUMNS, rows=tuple(sorted(set(statements.edges)))),
        Table(name="findings", columns=FINDING_COLUMNS, rows=tuple(findings)),
    )


def read_picture(graph: KnowledgeGraph) -> tuple[Table, Table]:
    """Nodes and edges as people draw them: findings and their evidence are left out."""
    nodes, edges, _ = read_tables(graph)
    drawn = tuple(row for row in nodes.rows if row[1] not in _NOT_DRAWN)
    kept = {row[0] for row in drawn}
    lines = tuple(row for row in edges.rows if row[0] in kept and row[2] in kept)
    return (
        Table(name="nodes", columns=nodes.columns, rows=drawn),
        Table(name="edges", columns=edges.columns, rows=lines),
    )


def defuse(rows: Iterable[tuple[str, ...]]) -> Iterable[tuple[str, ...]]:
    """Rows whose cells no spreadsheet takes for a formula: a quote goes before what looks so.

    >>> list(defuse([("=1+1", "-6.7", "@x", "a")]))
    [("'=1+1", '-6.7', "'@x", 'a')]
    """
    for row in rows:
        yield tuple(map(defuse_cell, row))
