"""Overlap: the entities that several studies share, with the direction in each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from spacekg.analytics.background import TestedGenes, read_backgrounds
from spacekg.analytics.choice import Choice, Directions, EntitySets, join_words
from spacekg.analytics.column_file import read_columns
from spacekg.analytics.columns import Columns, are_among, unique_numbers, unique_pairs
from spacekg.analytics.naming import find_node
from spacekg.analytics.reading import HUMAN, FindingRow, read_pairs
from spacekg.analytics.recurrence import Recurrence, weigh_recurrence
from spacekg.errors import UsageError
from spacekg.graph import KnowledgeGraph
from spacekg.model import Rows
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
) -> Rows[SharedEntity]:
    """The entities of a type that ``min_studies`` independent studies name, the most shared first.

    Studies of one cohort (the same mission and organism, or the same dataset) count once. What
    has no identifier is left out: nobody can tell whether two studies mean the same by a word.
    ``organism`` and ``tissue`` (CURIE or name) take what lies within them too. ``orthologs``
    joins the genes of several species under the human one.
    """
    if min_studies < 1:
        raise UsageError("at least one study is needed", advice="give --min-studies 1 or more")
    columns = read_columns(graph)
    backgrounds = read_backgrounds(graph) if type == "gene" else ()
    chosen = Choice.of(columns, type)
    if organism:
        root = find_node(columns, organism, "organism")
        chosen = chosen.in_organism(_inside(columns, root))
        backgrounds = _within(backgrounds, graph, "inOrganism", columns, root)
    if tissue:
        root = find_node(columns, tissue, "tissue")
        chosen = chosen.in_tissue(_inside(columns, root))
        backgrounds = _within(backgrounds, graph, "inTissue", columns, root)
    names = join_orthologs(columns) if orthologs and type == "gene" else None
    weights = _weigh(columns, backgrounds, names)
    counted = sorted(
        _describe(chosen, type, min_studies, names),
        key=lambda pair: (-pair[0], -len(pair[2].studies), pair[2].label, pair[2].id),
    )
    entities = []
    for _, node, row in counted:
        weight = weights.get(columns.iris[node])
        if weight is None or weight.found < 2:
            entities.append(row)
            continue
        tested = f"{len(weights)} genes tested in several independent studies; " \
            f"this one found in {weight.found} of {weight.tested}"  # fmt: skip
        entities.append(replace(row, p=weight.p, q=weight.q, background=tested))
    return Rows(entities)


def join_directions(rows: Iterable[FindingRow]) -> str:
    """One direction for several findings of a study: theirs if they agree, else ``mixed``.

    ``changed`` says less than a direction and does not contradict one.
    """
    return join_words({row.direction for row in rows})


def join_orthologs(columns: Columns) -> Any:
    """The ortholog group of every node: its human member, else the first; itself for others."""
    import numpy
    from scipy import sparse

    count = len(columns.nodes)
    first, second = columns.orthologs[:, 0], columns.orthologs[:, 1]
    ones = numpy.ones(len(first), dtype=bool)
    links = sparse.coo_matrix((ones, (first, second)), shape=(count, count))
    _, group = sparse.csgraph.connected_components(links, directed=False)
    human = columns.number(read_vocabulary().expand(HUMAN))
    order = numpy.lexsort((numpy.arange(count), (columns.taxa != human) | (human < 0), group))
    _, starts = numpy.unique(group[order], return_index=True)
    return order[starts][group]


def _describe(
    choice: Choice, type_: str, least: int, names: Any
) -> Iterator[tuple[int, int, SharedEntity]]:  # fmt: skip
    """The number of cohorts, the node and the row of each entity with enough of them."""
    import numpy

    columns, size = choice.columns, len(choice.columns.nodes)
    names = numpy.arange(size) if names is None else names
    named = names[choice.pairs[:, 1]]
    cohorts = unique_pairs(columns.cohorts[choice.pairs[:, 0]], named, size)
    counts = numpy.bincount(cohorts[:, 1], minlength=size)
    total = [numpy.count_nonzero(numpy.bincount(one)) for one in (named, choice.pairs[:, 0])]
    told = f"{total[0]} {type_.replace('_', ' ')} entities named in {total[1]} studies; " \
        "descriptive"  # fmt: skip
    pairs = unique_numbers(named * size + choice.pairs[:, 0])
    starts = numpy.searchsorted(pairs, numpy.arange(size + 1) * size).tolist()
    studies = (pairs % max(1, size)).tolist()
    wanted = choice.pairs[:, 0] * size + choice.pairs[:, 1]
    findings = choice.findings[are_among(choice.keys(choice.findings), wanted)]
    about = names[columns.finding_entity[findings]]
    directions = Directions.of(columns, findings, about)
    taxa = EntitySets.of(named, columns.taxa[choice.pairs[:, 1]], size)
    organisms = EntitySets.of(about, columns.finding_organism[findings], size)
    tissues = EntitySets.of(about, columns.finding_tissue[findings], size)
    compress = cache(read_vocabulary().compress)
    iris = columns.iris
    for name in numpy.flatnonzero(counts >= least).tolist():
        species = taxa.at(name) or organisms.at(name)
        yield int(counts[name]), name, SharedEntity(
            id=compress(iris[name]), label=columns.label(name), type=type_,
            studies=tuple([iris[one] for one in studies[starts[name] : starts[name + 1]]]),
            organisms=tuple(sorted(compress(iris[one]) for one in species)),
            tissues=tuple(sorted(compress(iris[one]) for one in tissues.at(name))),
            directions=directions.at(name, iris), background=told,
        )  # fmt: skip


def _inside(columns: Columns, root: str) -> Any:
    """Which nodes lie within an IRI; none where the graph does not know it."""
    import numpy

    number = columns.number(root)
    return columns.inside(number) if number >= 0 else numpy.zeros(len(columns.nodes), dtype=bool)


def _within(
    backgrounds: tuple[TestedGenes, ...], graph: KnowledgeGraph, name: str, columns: Columns,
    root: str,
) -> tuple[TestedGenes, ...]:  # fmt: skip
    """Those of contrasts that lie inside."""
    if not backgrounds:
        return ()
    inside = _inside(columns, root)
    places = {
        contrast for contrast, place in read_pairs(graph, name)
        if (number := columns.number(place)) >= 0 and inside[number]
    }  # fmt: skip
    return tuple(one for one in backgrounds if one.contrast in places)


def _weigh(
    columns: Columns, backgrounds: tuple[TestedGenes, ...], names: Any
) -> dict[str, Recurrence]:
    """The weight of every gene that several cohorts tested, by IRI."""
    if len(backgrounds) < 2:
        return {}
    iris = columns.iris
    expand = read_vocabulary().expand
    known = {curie for one in backgrounds for curie in one.genes.tolist() if ":" in curie}
    cohorts = {iris[at]: iris[first] for at, first in enumerate(columns.cohorts.tolist())
               if first != at}  # fmt: skip
    groups = {} if names is None else {
        iris[at]: iris[name] for at, name in enumerate(names.tolist()) if name != at
    }  # fmt: skip
    return weigh_recurrence(backgrounds, cohorts, groups, {one: expand(one) for one in known})
