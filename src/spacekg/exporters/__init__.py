"""Exporters: the graph in the formats of other people's tools, one file a format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from spacekg.errors import ExportError, UsageError
from spacekg.exporters.cx2 import export_cx2
from spacekg.exporters.delimited import export_csv, export_tsv
from spacekg.exporters.gexf import export_gexf
from spacekg.exporters.gmt import export_gmt
from spacekg.exporters.graphml import export_graphml
from spacekg.exporters.html import export_html
from spacekg.exporters.jsonld import export_jsonld
from spacekg.exporters.kgx import export_kgx, export_kgx_lines
from spacekg.exporters.neo4j import export_neo4j
from spacekg.exporters.nquads import export_nquads
from spacekg.exporters.parquet import export_parquet
from spacekg.exporters.rocrate import export_rocrate
from spacekg.exporters.sssom import export_sssom
from spacekg.exporters.turtle import export_turtle
from spacekg.exporters.xlsx import export_xlsx
from spacekg.graph import KnowledgeGraph, write_atomic

Exporter: TypeAlias = Callable[[KnowledgeGraph, Path], None]

#: Name, ending of the file (``*…``: a folder of such files) and the function that writes it.
EXPORTERS: tuple[tuple[str, str, Exporter], ...] = (
    ("nquads", ".nq", export_nquads),
    ("turtle", ".ttl", export_turtle),
    ("jsonld", ".jsonld", export_jsonld),
    ("graphml", ".graphml", export_graphml),
    ("kgx", "*.tsv", export_kgx),
    ("kgx-jsonl", "*.jsonl", export_kgx_lines),
    ("html", ".html", export_html),
    ("csv", "*.csv", export_csv),
    ("tsv", "*.tsv", export_tsv),
    ("parquet", "*.parquet", export_parquet),
    ("xlsx", ".xlsx", export_xlsx),
    ("gexf", ".gexf", export_gexf),
    ("cx2", ".cx2", export_cx2),
    ("neo4j", "*.csv", export_neo4j),
    ("gmt", ".gmt", export_gmt),
    ("sssom", ".sssom.tsv", export_sssom),
    ("ro-crate", "*.*", export_rocrate),
)

#: What each format is for, as the README of ``export_all`` says it.
PURPOSES: tuple[tuple[str, str], ...] = (
    ("nquads", "RDF, one named graph a document; the bytes of the build"),
    ("turtle", "RDF for people, all graphs as one"),
    ("jsonld", "RDF as JSON with a context"),
    ("graphml", "networkx, yEd, Gephi"),
    ("kgx", "Biolink tables for Monarch and Translator"),
    ("kgx-jsonl", "the same as JSON Lines, lists as lists"),
    ("html", "one page to look at, works offline"),
    ("csv", "spreadsheets and pandas; cells that look like formulas begin with a quote"),
    ("tsv", "the same with tabs"),
    ("parquet", "pandas, polars, DuckDB, R arrow; numbers are numbers"),
    ("xlsx", "Excel and LibreOffice; gene names stay text"),
    ("gexf", "Gephi, with colours and places"),
    ("cx2", "Cytoscape and NDEx, with places and styles"),
    ("neo4j", "neo4j-admin database import full: nodes.csv and relationships.csv"),
    ("gmt", "gene sets a study and direction, for GSEA and its kin"),
    ("sssom", "what entities are called elsewhere"),
    ("ro-crate", "the graph with licence and provenance, to archive"),
)  # fmt: skip

FORMATS: tuple[str, ...] = tuple(name for name, _, _ in EXPORTERS)

__all__ = [
    "EXPORTERS", "FORMATS", "PURPOSES", "Exporter", "export", "export_all", "export_csv",
    "export_cx2",
    "export_gexf", "export_gmt", "export_graphml", "export_html", "export_jsonld", "export_kgx",
    "export_neo4j", "export_nquads", "export_parquet", "export_rocrate", "export_sssom",
    "export_tsv", "export_turtle", "export_xlsx",
]  # fmt: skip


def export(graph: KnowledgeGraph, format: str, out: Path | str) -> tuple[Path, ...]:
    """Write the graph in one of ``FORMATS``; returns the files written.

    A folder as ``out`` gets ``spacekg`` with the format's ending in it. Every file is whole or
    not there.
    """
    for name, ending, write in EXPORTERS:
        if name == format:
            path = Path(out)
            is_folder = ending.startswith("*")
            if not is_folder and (path.is_dir() or str(out).endswith("/")):
                path = path / f"spacekg{ending}"
            if is_folder and path.is_file():
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
            return tuple(sorted(path.glob(ending))) if is_folder else (path,)
    raise UsageError(f"there is no format '{format}'", advice=f"use one of: {', '.join(FORMATS)}")


_COLUMNS_SAID = (
    "Identifiers are CURIEs (`NCBIGene:67731`) or IRIs. In tables of findings `effect` is as "
    "printed, in `unit`; `effect_value` is its number; `p` and `q` are as printed, `p_value` is "
    "the number or its upper bound; `n` counts subjects; `days` is the length of the exposure.",
)


def export_all(graph: KnowledgeGraph, out: Path | str) -> tuple[Path, ...]:
    """Write every format into a folder, with a README that says what each file is.

    A format whose package is not installed is named in the README and left out.
    """
    folder = Path(out)
    written: list[Path] = []
    purposes = dict(PURPOSES)
    counts = ", ".join(f"{count} {name}" for name, count in sorted(graph.counts().items()))
    lines = ["# The graph in every format", "", f"Nodes: {counts}.", "", *_COLUMNS_SAID, ""]
    for name, ending, _ in EXPORTERS:
        place = folder / name if ending.startswith("*") else folder / f"spacekg{ending}"
        try:
            files = export(graph, name, place)
        except ExportError as error:
            if not isinstance(error.__cause__, ImportError):
                raise
            lines.append(f"- {name}: left out, {error}")
            continue
        written.extend(files)
        names = ", ".join(str(file.relative_to(folder)) for file in files)
        lines.append(f"- {name}: {names} ({purposes[name]})")
    readme = folder / "README.md"
    write_atomic(readme, "".join(f"{line}\n" for line in lines).encode())
    return (*written, readme)
