"""Gap: what nobody knows yet, who says so, and which findings bear on it."""

from __future__ import annotations

from dataclasses import dataclass

from spacekg.analytics.reading import read_findings, read_pairs
from spacekg.graph import KnowledgeGraph
from spacekg.vocabulary import read_vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRow:
    """A knowledge gap: ``id`` and ``studies`` are IRIs, ``about`` CURIEs.

    ``bearing`` are the IRIs of findings about the same entities in studies that do not ask.
    """

    id: str
    question: str
    kind: str
    studies: tuple[str, ...]
    about: tuple[str, ...]
    bearing: tuple[str, ...]


def gaps(graph: KnowledgeGraph) -> tuple[GapRow, ...]:
    """All knowledge gaps, those that most studies name first."""
    compress = read_vocabulary().compress
    kinds = dict(reversed(read_pairs(graph, "gapKind")))
    questions = dict(reversed(read_pairs(graph, "question")))
    studies = _by_second(read_pairs(graph, "raisesGap"))
    about: dict[str, set[str]] = {}
    for gap, entity in read_pairs(graph, "aboutEntity"):
        if gap in questions:
            about.setdefault(gap, set()).add(entity)
    findings: dict[str, list[tuple[str, str]]] = {}
    for row in read_findings(graph):
        findings.setdefault(row.about, []).append((row.finding, row.study))
    rows = []
    for gap, question in questions.items():
        asking = studies.get(gap, set())
        bearing = {
            finding
            for entity in about.get(gap, ())
            for finding, study in findings.get(entity, ())
            if study not in asking
        }
        rows.append(
            GapRow(
                id=gap,
                question=question,
                kind=kinds.get(gap, ""),
                studies=tuple(sorted(asking)),
                about=tuple(sorted(map(compress, about.get(gap, ())))),
                bearing=tuple(sorted(bearing)),
            )
        )
    return tuple(sorted(rows, key=lambda row: (-len(row.studies), row.question, row.id)))


def _by_second(pairs: tuple[tuple[str, str], ...]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for first, second in pairs:
        found.setdefault(second, set()).add(first)
    return found
