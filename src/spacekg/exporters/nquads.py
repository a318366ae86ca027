"""N-Quads: every named graph, sorted, the same bytes as the build wrote."""

from __future__ import annotations

from pathlib import Path

from spacekg.graph import KnowledgeGraph, write_atomic


def export_nquads(graph: KnowledgeGraph, out: Path) -> None:
    """Write the named graphs as sorted N-Quads."""
    write_atomic(out, graph.to_nquads())
