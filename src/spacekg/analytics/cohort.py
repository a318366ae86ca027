"""Cohort: the studies that looked at the same animals, plants or people count once."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import TypeVar

from spacekg.analytics.facts import Facts
from spacekg.analytics.reading import read_pairs
from spacekg.graph import KnowledgeGraph

_READ = ("hasOrganism", "partOfMission", "usesDataset", "within")
_Name = TypeVar("_Name", str, int)


def read_cohorts(graph: KnowledgeGraph | Facts) -> dict[str, str]:
    """The cohort of each study of a graph that shares one."""
    organisms, missions, datasets, within = (set(read_pairs(graph, name)) for name in _READ)
    return join_cohorts(organisms, datasets, missions, {whole for _, whole in within})


def join_cohorts(
    organisms: Set[tuple[_Name, _Name]],
    datasets: Set[tuple[_Name, _Name]],
    missions: Set[tuple[_Name, _Name]],
    broad: Set[_Name],
) -> dict[_Name, _Name]:
    """The cohort of each study that shares one, by the first of its studies; others stand alone.

    All are pairs of a study and a thing. Two studies are of one cohort when each names one
    dataset and it is the same, or each names one mission and it is the same and they share an
    organism (or one tells none). A study that names several missions or datasets (a review)
    joins nobody; what others are part of (``broad``: a space station) is no cohort.

    >>> join_cohorts({("a", "mouse"), ("b", "mouse")}, set(), {("a", "RR-1"), ("b", "RR-1")}, set())
    {'a': 'a', 'b': 'a'}
    """
    flown = {study for study, _ in missions}
    living: dict[_Name, set[_Name]] = {}
    for study, organism in organisms:
        if study not in flown:
            continue
        living.setdefault(study, set()).add(organism)
    group: dict[_Name, _Name] = {}

    def find(study: _Name) -> _Name:
        while group.setdefault(study, study) != study:
            group[study] = group[group[study]]
            study = group[study]
        return study

    def join(studies: Sequence[_Name]) -> None:
        for other in studies[1:]:
            first, second = sorted((find(studies[0]), find(other)))
            group[second] = first

    for studies in _studies_of_one(datasets, broad):
        join(studies)
    for studies in _studies_of_one(missions, broad):
        # one that tells no organism shares that of every other
        if not all(study in living for study in studies):
            join(studies)
            continue
        sharing: dict[_Name, list[_Name]] = {}
        for study in studies:
            for organism in living[study]:
                sharing.setdefault(organism, []).append(study)
        for some in sharing.values():
            join(some)
    return {study: find(study) for study in sorted(group)}


def _studies_of_one(
    pairs: Set[tuple[_Name, _Name]], broad: Set[_Name]
) -> tuple[tuple[_Name, ...], ...]:
    """The studies of each mission or dataset that name no other."""
    named: dict[_Name, list[_Name]] = {}
    for study, thing in sorted(pairs):
        if thing not in broad:
            named.setdefault(study, []).append(thing)
    members: dict[_Name, list[_Name]] = {}
    for study, things in named.items():
        if len(things) == 1:
            members.setdefault(things[0], []).append(study)
    return tuple(tuple(studies) for _, studies in sorted(members.items()))
