"""Centrality: what the studies meet in, by PageRank, and the communities they form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from spacekg.analytics.column_file import read_columns
from spacekg.analytics.columns import Columns
from spacekg.errors import UsageError
from spacekg.graph import KnowledgeGraph
from spacekg.model import Rows
from spacekg.vocabulary import read_vocabulary

if TYPE_CHECKING:
    import networkx

SEED = 20
_DAMPING, _EXACT, _MOST_STEPS = 0.85, 1e-12, 1000
_NAMED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class CentralNode:
    """A study (IRI) or an entity (CURIE) in the network of who studied what.

    ``rank`` is its PageRank against the average node (1 is average), ``links`` counts the studies
    that name it, or for a study the entities it names; ``community`` is a number, from 1.
    """

    id: str
    label: str
    type: str
    links: int
    rank: float
    community: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """Studies and entities more linked to each other than to the rest; numbered by size.

    ``central`` are the labels of its highest-ranked entities, ``studies`` IRIs. ``modularity`` is
    that of the whole division (0: no better than chance).
    """

    number: int
    size: int
    studies: tuple[str, ...]
    central: tuple[str, ...]
    modularity: float


def central(graph: KnowledgeGraph, *, type: str = "", most: int = 50) -> Rows[CentralNode]:
    """The ``most`` central nodes of a type (``gene``, ``tissue`` …, ``study``; all by default)."""
    if most < 1:
        raise UsageError("at least one row is needed", advice="give --most 1 or more")
    columns = read_columns(graph)
    nodes, network = build_bipartite(columns)
    wanted = columns.of_kind(type) if type and type != "study" else None
    ranks, groups = rank_nodes(network), _divide(network)[0]
    compress = read_vocabulary().compress
    studies = set(columns.studies.tolist())
    rows = []
    for at, node in enumerate(nodes.tolist()):
        is_study = node in studies
        if (wanted is not None and not wanted[node]) or (type == "study" and not is_study):
            continue
        iri = columns.iris[node]
        rows.append(
            CentralNode(
                id=iri if is_study else compress(iri), label=columns.label(node),
                type="Study" if is_study else str(columns.kinds[node]),
                links=int(network.indptr[at + 1] - network.indptr[at]), rank=float(ranks[at]),
                community=groups[at],
            )
        )  # fmt: skip
    rows.sort(key=lambda row: (-round(row.rank, 9), row.label, row.id))
    return Rows(rows[:most])


def communities(graph: KnowledgeGraph, *, resolution: float = 1.0) -> Rows[Community]:
    """The communities of studies and what they name, the largest first.

    Louvain's method with a fixed seed; a higher ``resolution`` gives more and smaller ones.
    """
    if resolution <= 0:
        raise UsageError("a resolution is above 0", advice="give --resolution 1")
    columns = read_columns(graph)
    nodes, network = build_bipartite(columns)
    groups, modularity = _divide(network, resolution)
    ranks = rank_nodes(network)
    studies = set(columns.studies.tolist())
    rows = []
    for number in sorted(set(groups)):
        members = [at for at, group in enumerate(groups) if group == number]
        members.sort(key=lambda at: (-round(float(ranks[at]), 9), columns.iris[nodes[at]]))
        entities = [nodes[at] for at in members if nodes[at] not in studies]
        rows.append(
            Community(
                number=number, size=len(members), modularity=modularity,
                studies=tuple(sorted(columns.iris[nodes[at]] for at in members
                                     if nodes[at] in studies)),
                central=tuple(columns.label(node) for node in entities[:_NAMED]),
            )
        )  # fmt: skip
    return Rows(rows)


def build_bipartite(columns: Columns) -> tuple[Any, Any]:
    """The numbers of all studies and of what they name, and a symmetric matrix of their links."""
    import numpy
    from scipy import sparse

    nodes = numpy.union1d(columns.link_study, columns.link_entity)
    rows = numpy.searchsorted(nodes, columns.link_study)
    others = numpy.searchsorted(nodes, columns.link_entity)
    size = len(nodes)
    links = sparse.csr_matrix((numpy.ones(len(rows)), (rows, others)), shape=(size, size))
    network = links + links.T
    network.data[:] = 1.0  # a study that names a thing in two ways is linked to it once
    return nodes, network


def rank_nodes(network: Any) -> Any:
    """PageRank of each node of a symmetric matrix of links, against the average of 1."""
    import numpy

    size = network.shape[0]
    if not size:
        return numpy.zeros(0)
    degrees = numpy.asarray(network.sum(axis=1)).ravel()
    ranks = numpy.full(size, 1.0)
    for _ in range(_MOST_STEPS):
        spread = network @ (ranks / degrees)
        found = 1.0 - _DAMPING + _DAMPING * spread
        if numpy.abs(found - ranks).max() < _EXACT:
            break
        ranks = found
    return ranks


def _divide(network: Any, resolution: float = 1.0) -> tuple[list[int], float]:
    """The number of the community of each node, by size, and the modularity of the division."""
    from networkx.algorithms import community

    size = network.shape[0]
    if not size:
        return [], 0.0
    graph = _to_networkx(network)
    found = community.louvain_communities(graph, seed=SEED, resolution=resolution)
    ordered = sorted(found, key=lambda members: (-len(members), min(members)))
    groups = [0] * size
    for number, members in enumerate(ordered, start=1):
        for at in members:
            groups[at] = number
    return groups, float(community.modularity(graph, ordered, resolution=resolution))


def _to_networkx(network: Any) -> networkx.Graph[int]:
    """The links as a networkx graph; its nodes are numbers, so that their order is always one."""
    import networkx

    graph: networkx.Graph[int] = networkx.Graph()
    graph.add_nodes_from(range(network.shape[0]))
    half = network.tocoo()
    graph.add_edges_from(
        (one, other)
        for one, other in zip(half.row.tolist(), half.col.tolist(), strict=True)
        if one < other
    )
    return graph
