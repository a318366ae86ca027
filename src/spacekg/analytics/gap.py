"""Gap: what nobody knows yet, who says so, and which findings bear on it."""

from __future__ import annotations

from dataclasses import dataclass

from spacekg.analytics.gap_merge import Likeness, group_questions, read_questions
from spacekg.analytics.reading import read_findings
from spacekg.graph import KnowledgeGraph
from spacekg.model import Rows
from spacekg.vocabulary import read_vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRow:
    """A knowledge gap: ``id`` and ``studies`` are IRIs, ``about`` CURIEs.

    ``bearing`` are the IRIs of findings about the same entities in studies that do not ask;
    ``wordings`` are how the documents put it, where several put it in words of their own.
    """

    id: str
    question: str
    kind: str
    studies: tuple[str, ...]
    about: tuple[str, ...]
    bearing: tuple[str, ...]
    wordings: tuple[str, ...] = ()


def gaps(graph: KnowledgeGraph, *, likeness: Likeness | None = None) -> Rows[GapRow]:
    """All knowledge gaps, near-identical ones joined; those that most studies name first.

    ``likeness`` is a second opinion on how alike two questions are, from 0 to 1.
    """
    compress = read_vocabulary().compress
    findings: dict[str, list[tuple[str, str]]] = {}
    for row in read_findings(graph):
        findings.setdefault(row.about, []).append((row.finding, row.study))
    rows = []
    for best, members in group_questions(read_questions(graph), likeness):
        asking = {study for one in members for study in one.studies}
        about = {entity for one in members for entity in one.about}
        bearing = {
            finding
            for entity in about
            for finding, study in findings.get(entity, ())
            if study not in asking
        }
        rows.append(
            GapRow(
                id=best.id,
                question=best.text,
                kind=best.kind,
                studies=tuple(sorted(asking)),
                about=tuple(sorted(map(compress, about))),
                bearing=tuple(sorted(bearing)),
                wordings=tuple(sorted(one.text for one in members)) if members[1:] else (),
            )
        )
    return Rows(sorted(rows, key=lambda row: (-len(row.studies), row.question, row.id)))
