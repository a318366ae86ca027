"""Overview: how much of what a graph holds."""

from __future__ import annotations

from dataclasses import dataclass

from spacekg.analytics.reading import select
from spacekg.graph import KnowledgeGraph
from spacekg.model import Rows

_QUESTIONS = (
    ("documents by tier", "SELECT ?name (COUNT(DISTINCT ?one) AS ?n) { ?one a skg:Document ; "
     "skg:tier ?name } GROUP BY ?name"),
    ("documents by scope", "SELECT ?name (COUNT(DISTINCT ?one) AS ?n) { ?one a skg:Document ; "
     "skg:scope ?name } GROUP BY ?name"),
    ("findings by direction", "SELECT ?name (COUNT(DISTINCT ?one) AS ?n) { ?one a skg:Finding ; "
     "skg:direction ?name } GROUP BY ?name"),
    ("findings by tier", "SELECT ?name (COUNT(DISTINCT ?one) AS ?n) { ?one a skg:Finding ; "
     "skg:tier ?name } GROUP BY ?name"),
    ("gaps by kind", "SELECT ?name (COUNT(DISTINCT ?one) AS ?n) { ?one a skg:KnowledgeGap ; "
     "skg:gapKind ?name FILTER NOT EXISTS { ?one skg:mergedInto ?other } } GROUP BY ?name"),
    ("studies by organism", "SELECT (MIN(?label) AS ?name) (COUNT(DISTINCT ?one) AS ?n) { ?one a "
     "skg:Study ; skg:hasOrganism ?which . ?which rdfs:label ?label } GROUP BY ?which"),
    ("studies by exposure", "SELECT (MIN(?label) AS ?name) (COUNT(DISTINCT ?one) AS ?n) { ?one a "
     "skg:Study ; skg:hasExposure ?which . ?which rdfs:label ?label } GROUP BY ?which"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """One number: how many of ``name`` there are under ``heading``."""

    heading: str
    name: str
    count: int


def summary(graph: KnowledgeGraph) -> Rows[Total]:
    """Nodes by class, then documents, findings, gaps and studies by what they are."""
    totals = [
        Total(heading="nodes", name=name, count=count) for name, count in graph.counts().items()
    ]
    for heading, sparql in _QUESTIONS:
        rows = [(row["name"], int(row["n"])) for row in select(graph, sparql) if "name" in row]
        rows.sort(key=lambda pair: (-pair[1], pair[0]))
        totals.extend(Total(heading=heading, name=name, count=count) for name, count in rows)
    return Rows(totals)
