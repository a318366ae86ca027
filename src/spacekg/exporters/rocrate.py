"""RO-Crate 1.2: the graph packed with its licence, its sources and how it was made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from spacekg.exporters.nquads import export_nquads
from spacekg.exporters.statements import Statements
from spacekg.graph import KnowledgeGraph, write_atomic
from spacekg.vocabulary import read_vocabulary

GRAPH = "graph.nq"
_METADATA = "ro-crate-metadata.json"
_LICENCE = "https://spdx.org/licenses/Apache-2.0"


def export_rocrate(graph: KnowledgeGraph, out: Path) -> None:
    """Write ``graph.nq`` and ``ro-crate-metadata.json`` into the folder ``out``."""
    export_nquads(graph, out / GRAPH)
    statements = Statements(graph, read_vocabulary())
    studies = sorted(iri for iri, kind in statements.types.items() if kind == "Study")
    dates = [statements.value(iri, "schema:datePublished") for iri in studies]
    # No clock is read while building: the crate is as new as the newest study in it.
    newest = max((_day(date) for date in dates if date), default="1970-01-01")
    entities: list[dict[str, Any]] = [
        {
            "@id": _METADATA,
            "@type": "CreativeWork",
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.2"},
            "about": {"@id": "./"},
        },
        {
            "@id": "./",
            "@type": "Dataset",
            "name": "SpaceKG: a knowledge graph of life in space",
            "description": f"Findings of {len(studies)} studies with the evidence of each; "
            "dated as the newest study in it.",
            "datePublished": newest,
            "license": {"@id": _LICENCE},
            "hasPart": [{"@id": GRAPH}],
            "citation": [{"@id": iri} for iri in studies],
            "mentions": {"@id": "#build"},
        },
        {"@id": _LICENCE, "@type": "CreativeWork", "name": "Apache License 2.0"},
        {
            "@id": GRAPH,
            "@type": "File",
            "name": "The graph as N-Quads, one named graph a document",
            "encodingFormat": "application/n-quads",
            "contentSize": str((out / GRAPH).stat().st_size),
        },
        {
            "@id": "#build",
            "@type": "CreateAction",
            "name": "spacekg build",
            "instrument": {"@id": "#spacekg"},
            "object": [{"@id": iri} for iri in studies],
            "result": {"@id": GRAPH},
        },
        {"@id": "#spacekg", "@type": "SoftwareApplication", "name": "SpaceKG"},
        *(
            {
                "@id": iri,
                "@type": "ScholarlyArticle",
                "name": statements.value(iri, "schema:name") or statements.label(iri),
                **({"datePublished": date} if date else {}),
            }
            for iri, date in zip(studies, dates, strict=True)
        ),
    ]
    crate = {"@context": "https://w3id.org/ro/crate/1.2/context", "@graph": entities}
    text = json.dumps(crate, ensure_ascii=False, indent=1)
    write_atomic(out / _METADATA, text.encode("utf-8", "replace") + b"\n")


def _day(date: str) -> str:
    """A date of a year or a month as its first day."""
    return (date + "-01-01")[:10] if len(date) == 4 else (date + "-01")[:10]
