"""Overlap: the entities that several studies share, with the direction in each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from spacekg.analytics.background import TestedGenes, read_backgrounds
from spacekg.analytics.cohort import read_cohorts
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
from spacekg.analytics.recurrence import weigh_recurrence
from spacekg.builders.identity import ID
from spacekg.errors import UsageError
from spacekg.graph import KnowledgeGraph
from spacekg.vocabulary import read_vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedEntity:
    """An entity found in several studies.

    ``id``, ``organisms`` and ``tissues`` are CURIEs, ``studies`` IRIs. ``directions`` has the
    direction in each study that gives one, ``mixed`` where a study gives several. ``p`` is the
    chance to recur as often among the genes that were tested, ``q`` the same over all genes;
    both are empty, and ``background`` says descriptive, where it is not known what was tested.
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
    """The entities of a type that ``min_studies`` independent studies name, the most shared first.

    Studies of one cohort (the same mission and organism, or the same dataset) count once. What
    has no identifier is left out: nobody can tell whether two studies mean the same by a word.
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
    pairs = tuple(pair for pair in pairs if not _is_unnamed(pair[1]))
    backgrounds = read_backgrounds(graph) if type == "gene" else ()
    by_pair: dict[tuple[str, str], list[FindingRow]] = {}
    for row in findings:
        by_pair.setdefault((row.study, row.about), []).append(row)
    if organism:
        inside = read_inside(graph, find_node(graph, organism, "organism"))
        by_pair = _keep(by_pair, "organism", inside)
        backgrounds = _inside(backgrounds, graph, "inOrganism", inside)
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
        backgrounds = _inside(backgrounds, graph, "inTissue", inside)
    groups = read_groups(graph) if orthologs and type == "gene" else {}
    members: dict[str, list[tuple[str, str]]] = {}
    for study, entity in pairs:
        members.setdefault(groups.get(entity, entity), []).append((study, entity))
    cohorts = read_cohorts(graph)
    counts = {
        name: len({cohorts.get(study, study) for study, _ in found})
        for name, found in members.items()
    }
    labels = read_labels(graph)
    expand = read_vocabulary().expand
    iris = {curie: expand(curie) for one in backgrounds for curie in one.genes.tolist()
            if ":" in curie}  # fmt: skip
    weights = weigh_recurrence(backgrounds, cohorts, groups, iris)
    named = f"{len(members)} {type.replace('_', ' ')} entities named in " \
        f"{len({study for study, _ in pairs})} studies; descriptive"  # fmt: skip
    entities: list[tuple[int, SharedEntity]] = []
    for name, found in members.items():
        if counts[name] < min_studies:
            continue
        one = _describe(name, type, found, by_pair, taxa, labels)
        weight = weights.get(name)
        if weight is None or weight.found < 2:
            entities.append((counts[name], replace(one, background=named)))
            continue
        tested = f"{len(weights)} genes tested in several independent studies; " \
            f"this one found in {weight.found} of {weight.tested}"  # fmt: skip
        entities.append((counts[name], replace(one, p=weight.p, q=weight.q, background=tested)))
    entities.sort(key=lambda pair: (-pair[0], -len(pair[1].studies), pair[1].label, pair[1].id))
    return tuple(row for _, row in entities)


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


def _is_unnamed(iri: str) -> bool:
    """Whether an entity is known by its words alone."""
    return iri.startswith(ID) and "/label/" in iri


def _inside(
    backgrounds: tuple[TestedGenes, ...], graph: KnowledgeGraph, name: str, inside: frozenset[str]
) -> tuple[TestedGenes, ...]:
    """Those of contrasts that lie inside."""
    places = {contrast for contrast, place in read_pairs(graph, name) if place in inside}
    return tuple(one for one in backgrounds if one.contrast in places)


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
