"""SpaceKG: a knowledge graph of what is known about life in space.

Every verb of the command line is a function here::

    import spacekg

    spacekg.build(["papers/"], store="graph")
    graph = spacekg.KnowledgeGraph.open("graph")
    for gene in spacekg.shared(graph, min_studies=2):
        print(gene.label, gene.studies)

Nothing heavy is imported until it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacekg.analytics import (
        central,
        communities,
        conflicts,
        coverage,
        diff,
        draw,
        enriched,
        gaps,
        overlaps,
        priorities,
        recurring,
        shared,
        similar,
        summary,
        translate,
    )
    from spacekg.annotators import annotate, annotate_files
    from spacekg.errors import SpaceKGError
    from spacekg.evaluation import evaluate, write_scores
    from spacekg.exporters import export, export_all
    from spacekg.extraction import extract, extract_files
    from spacekg.graph import KnowledgeGraph, doctor
    from spacekg.lexicon import read_lexicon
    from spacekg.mcp import mcp
    from spacekg.pipeline import build
    from spacekg.queries import list_questions, query, to_pandas, to_polars, write_rows
    from spacekg.readers import read, read_text
    from spacekg.server import serve
    from spacekg.site import write_site
    from spacekg.validation import validate
    from spacekg.vocabulary import read_vocabulary
    from spacekg.watcher import watch

__version__ = "0.1.0"

_HOMES = {
    "KnowledgeGraph": "graph",
    "SpaceKGError": "errors",
    "annotate": "annotators",
    "annotate_files": "annotators",
    "build": "pipeline",
    "central": "analytics",
    "communities": "analytics",
    "conflicts": "analytics",
    "diff": "analytics",
    "doctor": "graph",
    "coverage": "analytics",
    "draw": "analytics",
    "enriched": "analytics",
    "evaluate": "evaluation",
    "export": "exporters",
    "export_all": "exporters",
    "extract": "extraction",
    "extract_files": "extraction",
    "gaps": "analytics",
    "list_questions": "queries",
    "mcp": "mcp",
    "overlaps": "analytics",
    "priorities": "analytics",
    "query": "queries",
    "read": "readers",
    "read_lexicon": "lexicon",
    "read_text": "readers",
    "read_vocabulary": "vocabulary",
    "serve": "server",
    "recurring": "analytics",
    "shared": "analytics",
    "similar": "analytics",
    "summary": "analytics",
    "to_pandas": "queries",
    "to_polars": "queries",
    "translate": "analytics",
    "validate": "validation",
    "watch": "watcher",
    "write_rows": "queries",
    "write_scores": "evaluation",
    "write_site": "site",
}

__all__ = [
    "KnowledgeGraph",
    "SpaceKGError",
    "annotate",
    "annotate_files",
    "build",
    "central",
    "communities",
    "conflicts",
    "coverage",
    "diff",
    "doctor",
    "draw",
    "enriched",
    "evaluate",
    "export",
    "export_all",
    "extract",
    "extract_files",
    "gaps",
    "list_questions",
    "mcp",
    "overlaps",
    "priorities",
    "query",
    "read",
    "read_lexicon",
    "read_text",
    "read_vocabulary",
    "recurring",
    "serve",
    "shared",
    "similar",
    "summary",
    "to_pandas",
    "to_polars",
    "translate",
    "validate",
    "watch",
    "write_rows",
    "write_scores",
    "write_site",
]


def __getattr__(name: str) -> object:
    """Import a public name from its room the first time it is asked for."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'spacekg' has no attribute {name!r}")
    return getattr(import_module(f"spacekg.{home}"), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
