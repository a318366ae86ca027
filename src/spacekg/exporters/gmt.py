"""GMT: the genes each study found to rise and to fall, as gene sets for GSEA and its kin."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from spacekg.exporters.tables import FINDING_COLUMNS, read_tables
from spacekg.graph import KnowledgeGraph, write_atomic

_SIDES = ("increased", "decreased")


def export_gmt(graph: KnowledgeGraph, out: Path) -> None:
    """Write a line a study, species and direction: name, IRI of the study, symbols of genes."""
    *_, findings = read_tables(graph)
    sets: dict[tuple[str, str, str, str], set[str]] = {}
    for row in findings.rows:
        cell = dict(zip(FINDING_COLUMNS, row, strict=True))
        if cell["type"] != "Gene" or cell["certainty"] == "negated":
            continue
        if cell["direction"] in _SIDES:
            key = cell["study_title"], cell["study"], cell["organism"], cell["direction"]
            sets.setdefault(key, set()).add(cell["label"])
    titles = Counter((title, organism, side) for title, _, organism, side in sets)
    lines = []
    for (title, study, organism, side), genes in sorted(sets.items()):
        # programs take a set by its name: two studies of one title are told apart
        name = f"{title} {study}" if titles[title, organism, side] > 1 else title
        head = " ".join(f"{name} {organism} {side}".split())
        lines.append("\t".join((head, study, *map(_plain, sorted(genes)))))
    write_atomic(out, "".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))


def _plain(symbol: str) -> str:
    return " ".join(symbol.split())
