"""SSSOM: what each entity is called elsewhere, as a mapping set."""

from __future__ import annotations

from pathlib import Path

from spacekg.exporters.statements import Statements
from spacekg.graph import KnowledgeGraph, write_atomic
from spacekg.vocabulary import read_vocabulary

COLUMNS = (
    "subject_id", "subject_label", "predicate_id", "object_id", "mapping_justification",
)  # fmt: skip
_JUSTIFICATION = "semapv:UnspecifiedMatching"


def export_sssom(graph: KnowledgeGraph, out: Path) -> None:
    """Write a row a cross-reference, after the metadata of the set as comments in YAML."""
    vocabulary = read_vocabulary()
    statements = Statements(graph, vocabulary)
    rows = [
        (
            vocabulary.compress(iri), " ".join(statements.label(iri).split()), "skos:exactMatch",
            vocabulary.compress(other), _JUSTIFICATION,
        )
        for iri in sorted(statements.types)
        for other in sorted(statements.objects(iri, "crossReference"))
    ]  # fmt: skip
    used = {cell.partition(":")[0] for row in rows for cell in (row[0], row[3])}
    prefixes = dict(vocabulary.prefixes) | {"semapv": "https://w3id.org/semapv/vocab/"}
    head = [
        "# mapping_set_id: https://w3id.org/spacekg/id/mappings",
        "# mapping_set_title: SpaceKG cross-references",
        "# license: https://spdx.org/licenses/Apache-2.0",
        "# curie_map:",
        *(
            f'#   {prefix}: "{prefixes[prefix]}"'
            for prefix in sorted({*used, "semapv", "skos"})
            if prefix in prefixes
        ),
        "\t".join(COLUMNS),
    ]
    lines = [*head, *("\t".join(row) for row in rows)]
    write_atomic(out, "".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))
