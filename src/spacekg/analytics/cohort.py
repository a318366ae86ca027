"""Cohort: the studies that looked at the same animals, plants or people count once."""

from __future__ import annotations

from collections.abc import Iterable

from spacekg.analytics.reading import read_pairs
from spacekg.graph import KnowledgeGraph
from spacekg.model import Edge
from spacekg.vocabulary import read_vocabulary

_READ = ("hasOrganism", "partOfMission", "usesDataset", "within")


def derive_cohorts(shards: Iterable[bytes]) -> tuple[Edge, ...]:
    """The ``inCohort`` edges that follow from the N-Quads of all documents and entities."""
    vocabulary = read_vocabulary()
    wanted = tuple(f"<{vocabulary.iri(name)}>".encode() for name in _READ)
    lines = (
        line
        for shard in shards
        for line in shard.splitlines(keepends=True)
        if any(predicate in line for predicate in wanted)
    )
    cohorts = read_cohorts(KnowledgeGraph.from_quads(b"".join(sorted(set(lines)))))
    return tuple(
        Edge(subject=study, predicate="inCohort", object=first) for study, first in cohorts.items()
    )


def read_cohorts(graph: KnowledgeGraph) -> dict[str, str]:
    """The cohort of each study that shares one, by the first of its studies; others stand alone.

    Two studies are of one cohort when each names one dataset and it is the same, or each names
    one mission and it is the same and they share an organism (or one tells none). A study that
    names several missions or datasets (a review) joins nobody; a mission that others are part of
    (a space station) is no cohort.
    """
    organisms: dict[str, set[str]] = {}
    for study, organism in read_pairs(graph, "hasOrganism"):
        organisms.setdefault(study, set()).add(organism)
    broad = {whole for _, whole in read_pairs(graph, "within")}
    group: dict[str, str] = {}

    def find(study: str) -> str:
        while group.setdefault(study, study) != study:
            group[study] = group[group[study]]
            study = group[study]
        return study

    for name in ("usesDataset", "partOfMission"):
        for studies in _studies_of_one(read_pairs(graph, name), broad):
            for at, study in enumerate(studies):
                for other in studies[:at]:
                    mine, theirs = organisms.get(study, set()), organisms.get(other, set())
                    if name == "usesDataset" or not mine or not theirs or mine & theirs:
                        first, second = sorted((find(study), find(other)))
                        group[second] = first
    return {study: find(study) for study in sorted(group)}


def _studies_of_one(
    pairs: Iterable[tuple[str, str]], broad: set[str]
) -> tuple[tuple[str, ...], ...]:
    """The studies of each mission or dataset that name no other."""
    named: dict[str, list[str]] = {}
    for study, thing in pairs:
        if thing not in broad:
            named.setdefault(study, []).append(thing)
    members: dict[str, list[str]] = {}
    for study, things in sorted(named.items()):
        if len(things) == 1:
            members.setdefault(things[0], []).append(study)
    return tuple(tuple(studies) for _, studies in sorted(members.items()))
