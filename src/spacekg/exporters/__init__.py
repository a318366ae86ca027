"""Exporters: the graph in the formats of other people's tools, one file a format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from spacekg.errors import ExportError, UsageError
from spacekg.exporters.graphml import export_graphml
from spacekg.exporters.html import export_html
from spacekg.exporters.jsonld import export_jsonld
from spacekg.exporters.kgx import export_kgx
from spacekg.exporters.nquads import export_nquads
from spacekg.exporters.turtle import export_turtle
from spacekg.graph import KnowledgeGraph

Exporter: TypeAlias = Callable[[KnowledgeGraph, Path], None]

#: Name, ending of the file (none: a folder of files) and the function that writes it.
EXPORTERS: tuple[tuple[str, str, Exporter], ...] = (
    ("nquads", ".nq", export_nquads),
    ("turtle", ".ttl", export_turtle),
    ("jsonld", ".jsonld", export_jsonld),
    ("graphml", ".graphml", export_graphml),
    ("kgx", "", export_kgx),
    ("html", ".html", export_html),
)

FORMATS: tuple[str, ...] = tuple(name for name, _, _ in EXPORTERS)

__all__ = [
    "EXPORTERS", "FORMATS", "Exporter", "export", "export_graphml", "export_html", "export_jsonld",
    "export_kgx", "export_nquads", "export_turtle",
]  # fmt: skip


def export(graph: KnowledgeGraph, format: str, out: Path | str) -> tuple[Path, ...]:
    """Write the graph in one of ``FORMATS``; returns the files written.

    A folder as ``out`` gets ``spacekg`` with the format's ending in it. Every file is whole or
    not there.
    """
    for name, ending, write in EXPORTERS:
        if name == format:
            path = Path(out)
            if ending and (path.is_dir() or str(out).endswith("/")):
                path = path / f"spacekg{ending}"
            if not ending and path.is_file():
                raise ExportError(
                    "this is a file", file=str(path), advice=f"name a folder for {format}"
                )
            try:
                write(graph, path)
            except OSError as error:
                raise ExportError(
                    f"cannot be written: {error.strerror or error}", file=str(path),
                    advice="check the path, the rights and the free space",
                ) from error  # fmt: skip
            return (path,) if ending else tuple(sorted(path.glob("*.tsv")))
    raise UsageError(f"there is no format '{format}'", advice=f"use one of: {', '.join(FORMATS)}")
