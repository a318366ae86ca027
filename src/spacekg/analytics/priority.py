"""Priority: the order in which gaps deserve a look, with the numbers that make it."""

from __future__ import annotations

from dataclasses import dataclass
from math import log2

from spacekg.analytics.centrality import build_bipartite, rank_nodes
from spacekg.analytics.column_file import read_columns
from spacekg.analytics.gap import gaps
from spacekg.analytics.reading import read_pairs
from spacekg.graph import KnowledgeGraph
from spacekg.model import Rows
from spacekg.vocabulary import read_vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class GapPriority:
    """A gap (IRI) and what speaks for it; ``score`` is higher for what deserves a look sooner.

    ``asked`` counts independent studies that ask, ``bearing`` independent other studies with
    findings about the same entities, ``importance`` is the mean rank of these entities (1 is an
    average node). ``about`` are CURIEs.
    """

    id: str
    question: str
    kind: str
    score: float
    asked: int
    bearing: int
    importance: float
    about: tuple[str, ...]


def priorities(graph: KnowledgeGraph) -> Rows[GapPriority]:
    """All gaps by their score, the highest first: asked x log2(2 + bearing) x log2(2 + importance).

    A gap that nobody has findings about, or about nothing in particular, keeps its count of
    studies that ask; evidence at hand and central entities raise it, ever more slowly.
    """
    columns = read_columns(graph)
    nodes, network = build_bipartite(columns)
    ranks = dict(zip(nodes.tolist(), rank_nodes(network).tolist(), strict=True))
    reporters: dict[str, set[str]] = {}
    for finding, study in read_pairs(graph, "reportedBy"):
        reporters.setdefault(finding, set()).add(study)
    expand = read_vocabulary().expand

    def cohort(study: str) -> str:
        number = columns.number(study)
        return columns.iris[columns.cohorts[number]] if number >= 0 else study

    rows = []
    for gap in gaps(graph):
        asking = {cohort(study) for study in gap.studies}
        telling = {
            cohort(study) for finding in gap.bearing for study in reporters.get(finding, ())
        }  # fmt: skip
        places = [
            columns.number(one if one.startswith("http") else expand(one)) for one in gap.about
        ]
        found = [ranks.get(place, 0.0) for place in places]
        asked, bearing = len(asking), len(telling - asking)
        importance = sum(found) / len(found) if found else 0.0
        rows.append(
            GapPriority(
                id=gap.id, question=gap.question, kind=gap.kind, asked=asked, bearing=bearing,
                importance=importance, about=gap.about,
                score=asked * log2(2 + bearing) * log2(2 + importance),
            )
        )  # fmt: skip
    rows.sort(key=lambda row: (-round(row.score, 9), -row.asked, row.question, row.id))
    return Rows(rows)
