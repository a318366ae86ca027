"""Overlap: the entities that several studies share, with the direction in each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from spacekg.analytics.reading import (
    FindingRow,
    find_node,
    read_findings,
    read_groups,
    read_inside,
    read_labels,
    read_pairs,
    read_studied,
)
from spacekg.errors import UsageError
from spacekg.graph import KnowledgeGraph
from spacekg.vocabulary import read_vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedEntity:
    """An entity found in several studies.

    ``id``, ``organisms`` and ``tissues`` are CURIEs, ``studies`` IRIs. ``directions`` has the
    direction in each study that gives one, ``mixed`` where a study gives several. ``p``, ``q``
    and ``background`` stay empty where the genes really measured are not known.
    """

    id: str
    label: str
    type: str
    studies: tuple[str, ...]
    organisms: tuple[str, ...]
    tissues: tuple[str, ...]
    directions: Mapping[str, str]
    p: float | None = None
    q: float | None = None
    background: str = ""


def shared(
    graph: KnowledgeGraph,
    *,
    type: str = "gene",
    min_studies: int = 2,
    organism: str | None = None,
    tissue: str | None = None,
    orthologs: bool = False,
) -> tuple[SharedEntity, ...]:
    """The entities of a type that at least ``min_studies`` studies name, the most shared first.

    ``organism`` and ``tissue`` (CURIE or name) take what lies within them too. ``orthologs``
    joins the genes of several species under the human one.
    """
    if min_studies < 1:
        raise UsageError("at least one study is needed", advice="give --min-studies 1 or more")
    findings = tuple(row for row in read_findings(graph) if row.certainty != "negated")
    taxa = dict(read_pairs(graph, "inTaxon"))
    study_organisms = _by_subject(read_pairs(graph, "hasOrganism"))
    study_tissues = _by_subject(read_pairs(graph, "investigatesTissue"))
    pairs = read_studied(graph, type)
    by_pair: dict[tuple[str, str], list[FindingRow]] = {}
    for row in findings:
        by_pair.setdefault((row.study, row.about), []).append(row)
    if organism:
        inside = read_inside(graph, find_node(graph, organism, "organism"))
        by_pair = _keep(by_pair, "organism", inside)
        pairs = tuple(
            (study, entity)
            for study, entity in pairs
            if _is_inside(_organisms(entity, taxa, study_organisms.get(study, ())), inside)
        )
    if tissue:
        inside = read_inside(graph, find_node(graph, tissue, "tissue"))
        pairs = tuple(
            pair
            for pair in pairs
            if _is_inside(_tissues(by_pair.get(pair, ()), study_tissues.get(pair[0], ())), inside)
        )
        by_pair = _keep(by_pair, "tissue", inside)
    groups = read_groups(graph) if orthologs and type == "gene" else {}
    members: dict[str, list[tuple[str, str]]] = {}
    for study, entity in pairs:
        members.setdefault(groups.get(entity, entity), []).append((study, entity))
    labels = read_labels(graph)
    entities = [
        _describe(name, type, found, by_pair, taxa, labels)
        for name, found in members.items()
        if len({study for study, _ in found}) >= min_studies
    ]
    return tuple(sorted(entities, key=lambda one: (-len(one.studies), one.label, one.id)))


def join_directions(rows: Iterable[FindingRow]) -> str:
    """One direction for several findings of a study: theirs if they agree, else ``mixed``.

    ``changed`` says less than a direction and does not contradict one.
    """
    found = {row.direction for row in rows}
    if len(found) > 1:
        found.discard("changed")
    return min(found) if len(found) == 1 else "mixed"


def _describe(
    name: str,
    type_: str,
    found: list[tuple[str, str]],
    by_pair: Mapping[tuple[str, str], list[FindingRow]],
    taxa: Mapping[str, str],
    labels: Mapping[str, str],
) -> SharedEntity:
    compress = read_vocabulary().compress
    by_study: dict[str, list[FindingRow]] = {}
    for study, entity in found:
        by_study.setdefault(study, []).extend(by_pair.get((study, entity), ()))
    rows = [row for listed in by_study.values() for row in listed]
    organisms = {taxa[entity] for _, entity in found if entity in taxa}
    return SharedEntity(
        id=compress(name),
        label=labels.get(name, name),
        type=type_,
        studies=tuple(sorted(by_study)),
        organisms=_curies(organisms or {row.organism for row in rows}),
        tissues=_curies(row.tissue for row in rows),
        directions={study: join_directions(by_study[study]) for study in sorted(by_study)
                    if by_study[study]},
    )  # fmt: skip


def _curies(iris: Iterable[str]) -> tuple[str, ...]:
    compress = read_vocabulary().compress
    return tuple(sorted({compress(iri) for iri in iris if iri}))


def _by_subject(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for subject, object_ in pairs:
        found[subject] = (*found.get(subject, ()), object_)
    return found


def _organisms(entity: str, taxa: Mapping[str, str], studied: tuple[str, ...]) -> tuple[str, ...]:
    """A gene has its own species; anything else is where its study is."""
    return (taxa[entity],) if entity in taxa else studied


def _tissues(rows: Iterable[FindingRow], studied: tuple[str, ...]) -> tuple[str, ...]:
    """Where an entity was found; without a finding that says so, where its study looked."""
    return tuple(row.tissue for row in rows if row.tissue) or studied


def _is_inside(nodes: Iterable[str], inside: frozenset[str]) -> bool:
    return any(node in inside for node in nodes)


def _keep(
    by_pair: Mapping[tuple[str, str], list[FindingRow]], name: str, inside: frozenset[str]
) -> dict[tuple[str, str], list[FindingRow]]:
    """The findings that lie inside, or do not say where they lie."""
    return {
        pair: [row for row in rows if not getattr(row, name) or getattr(row, name) in inside]
        for pair, rows in by_pair.items()
    }
