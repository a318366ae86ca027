"""Reading: what the counting questions need from a graph, by a few SPARQL questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode, QuerySolutions

from spacekg.analytics.facts import Facts
from spacekg.builders.study import EDGES
from spacekg.errors import UsageError
from spacekg.graph import KnowledgeGraph
from spacekg.vocabulary import read_vocabulary

HUMAN = "NCBITaxon:9606"
_FINDINGS = """
SELECT ?finding ?study ?about ?direction ?certainty ?organism ?tissue ?cell ?exposure ?kind ?sex
  ?days ?time ?partner ?condition ?cites ?tier WHERE {
  ?finding a skg:Finding ; skg:about ?about ; skg:reportedBy ?study ; skg:direction ?direction ;
    skg:certainty ?certainty .
  OPTIONAL { ?finding skg:inOrganism ?organism }
  OPTIONAL { ?finding skg:inTissue ?tissue }
  OPTIONAL { ?finding skg:inCellType ?cell }
  OPTIONAL { ?finding skg:underExposure ?exposure . OPTIONAL { ?exposure skg:exposureKind ?kind } }
  OPTIONAL { ?finding skg:sex ?sex }
  OPTIONAL { ?finding skg:durationDays ?days }
  OPTIONAL { ?finding skg:timePoint ?time }
  OPTIONAL { ?finding skg:withPartner ?partner }
  OPTIONAL { ?finding skg:condition ?condition }
  OPTIONAL { ?finding skg:cites ?cites }
  OPTIONAL { ?finding skg:tier ?tier }
}
"""
#: what is asked of a finding, by variable and by property
_VARIABLES = (
    "about", "direction", "certainty", "organism", "tissue", "cell", "exposure", "kind", "sex",
    "days", "time", "partner", "condition", "cites", "tier",
)  # fmt: skip
_PROPERTIES = (
    "about", "direction", "certainty", "inOrganism", "inTissue", "inCellType", "underExposure",
    "exposureKind", "sex", "durationDays", "timePoint", "withPartner", "condition", "cites", "tier",
)  # fmt: skip
_NEEDED = ("about", "direction", "certainty")
_KIND = _PROPERTIES.index("exposureKind")
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s,;<>\"]*[^\s,;<>\".)\]]")
_PAIRS = "SELECT ?from ?predicate ?to WHERE { ?from ?predicate ?to }"


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """One finding of one study, with what may explain that another says the opposite."""

    finding: str
    study: str
    about: str
    direction: str
    certainty: str
    organism: str = ""
    tissue: str = ""
    kind: str = ""
    sex: str = ""
    days: float | None = None
    time_point: str = ""
    cell_type: str = ""
    exposure: str = ""
    partner: str = ""
    condition: str = ""
    cites: str = ""
    tier: str = ""

    @property
    def source(self) -> str:
        """Who found it: the primary reference that a review cites, else the study itself.

        >>> FindingRow(finding="f", study="s", about="a", direction="increased",
        ...            certainty="asserted", cites="Miller et al. 12").source
        's miller et al 12'
        """
        if not self.cites:
            return self.study
        doi = _DOI.search(self.cites)
        if doi:
            return f"https://doi.org/{doi.group().lower()}"
        return " ".join((self.study, *re.findall(r"\w+", self.cites.casefold())))


def read_findings(graph: KnowledgeGraph | Facts) -> tuple[FindingRow, ...]:
    """Every finding once a study, sorted; of several values of a property the first."""
    if isinstance(graph, Facts):
        return _join_findings(graph)
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in select(graph, _FINDINGS):
        values = tuple(row.get(name, "") for name in _VARIABLES)
        key = row["finding"], row["study"]
        found[key] = min(found.get(key, values), values)
    return tuple(_row(*key, values) for key, values in sorted(found.items()))


def _join_findings(facts: Facts) -> tuple[FindingRow, ...]:
    """What the question above asks, from statements."""
    finding = read_vocabulary().iri("Finding")
    known = facts.subjects("rdf:type", finding)
    told = {name: dict(reversed(facts.pairs(name))) for name in dict.fromkeys(_PROPERTIES)}
    rows = []
    for node, study in facts.pairs("reportedBy"):
        if node not in known or not all(node in told[name] for name in _NEEDED):
            continue
        values = [told[name].get(node, "") for name in _PROPERTIES]
        # the kind is that of the exposure, which stands before it
        values[_KIND] = told["exposureKind"].get(values[_KIND - 1], "")
        rows.append(_row(node, study, tuple(values)))
    return tuple(rows)


def _row(finding: str, study: str, values: tuple[str, ...]) -> FindingRow:
    (
        about, direction, certainty, organism, tissue, cell, exposure, kind, sex, days, time,
        partner, condition, cites, tier,
    ) = values  # fmt: skip
    return FindingRow(
        finding=finding, study=study, about=about, direction=direction, certainty=certainty,
        organism=organism, tissue=tissue, kind=kind, sex=sex.casefold(),
        days=float(days) if days else None, time_point=time, cell_type=cell, exposure=exposure,
        partner=partner, condition=condition, cites=cites, tier=tier,
    )  # fmt: skip


def select(
    graph: KnowledgeGraph, sparql: str, values: dict[str, NamedNode] | None = None
) -> Iterator[dict[str, str]]:
    """The rows of a SELECT as plain text by variable; what is unbound is left out."""
    answer = graph.query(sparql, values)
    assert isinstance(answer, QuerySolutions)
    names = [variable.value for variable in answer.variables]
    for solution in answer:
        yield {
            name: str(getattr(term, "value", term))
            for name, term in zip(names, solution, strict=True)
            if term is not None
        }


def read_pairs(graph: KnowledgeGraph | Facts, name: str) -> tuple[tuple[str, str], ...]:
    """Subject and object of every statement with a property of the ontology, sorted."""
    if isinstance(graph, Facts):
        return graph.pairs(name)
    predicate = NamedNode(read_vocabulary().iri(name))
    rows = select(graph, _PAIRS, {"predicate": predicate})
    return tuple(sorted({(row["from"], row["to"]) for row in rows}))


def read_labels(graph: KnowledgeGraph | Facts) -> dict[str, str]:
    """One label a node: the first in the order of the alphabet."""
    labels: dict[str, str] = {}
    for node, label in read_pairs(graph, "rdfs:label"):
        labels.setdefault(node, label)
    return labels


def read_studied(graph: KnowledgeGraph, type_: str) -> tuple[tuple[str, str], ...]:
    """Study and entity for all entities of a type that a study names."""
    predicates = dict(EDGES)
    if type_ not in predicates:
        raise UsageError(
            f"there is no type '{type_}'", advice=f"use one of: {', '.join(sorted(predicates))}"
        )
    vocabulary = read_vocabulary()
    # Processes are pathways too and share their property with them; the class tells them apart.
    classes = {vocabulary.iri(vocabulary.kind(type_))}
    if type_ == "pathway":
        classes.add(vocabulary.iri(vocabulary.kind("process")))
    members = {node for node, kind in read_pairs(graph, "rdf:type") if kind in classes}
    return tuple(pair for pair in read_pairs(graph, predicates[type_]) if pair[1] in members)


def read_groups(graph: KnowledgeGraph | Facts) -> dict[str, str]:
    """The ortholog group of each gene: its human member, else the first of its IRIs."""
    group: dict[str, str] = {}

    def find(gene: str) -> str:
        while group.setdefault(gene, gene) != gene:
            gene = group[gene]
        return gene

    for one, other in read_pairs(graph, "orthologOf"):
        first, second = sorted((find(one), find(other)))
        group[second] = first
    human = read_vocabulary().expand(HUMAN)
    taxa = dict(read_pairs(graph, "inTaxon"))
    members: dict[str, list[str]] = {}
    for gene in sorted(group):
        members.setdefault(find(gene), []).append(gene)
    result = {}
    for genes in members.values():
        name = min(genes, key=lambda gene: (taxa.get(gene) != human, gene))
        result.update(dict.fromkeys(genes, name))
    return result


def read_inside(graph: KnowledgeGraph, root: str) -> frozenset[str]:
    """The node and everything that lies within it, however deep."""
    below: dict[str, list[str]] = {}
    for part, whole in read_pairs(graph, "within"):
        below.setdefault(whole, []).append(part)
    inside: set[str] = set()
    queue = [root]
    while queue:
        node = queue.pop()
        if node not in inside:
            inside.add(node)
            queue.extend(below.get(node, ()))
    return frozenset(inside)
