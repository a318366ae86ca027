"""Overview: the readable part of a graph that a page starts with, and the lists beside it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from spacekg.exporters.page.content import PageGraph
from spacekg.exporters.page.palette import TYPES

#: How many nodes of each class the first picture may hold; 130 in all stay readable.
MOST: tuple[tuple[str, int], ...] = (
    ("Study", 40),
    ("Organism", 10),
    ("Exposure", 8),
    ("Gene", 36),
    ("Tissue", 14),
    ("Phenotype", 10),
    ("Pathway", 4),
    ("Process", 4),
    ("CellType", 4),
)
#: Fewer than this many shared genes leave room for genes of one study.
FEWEST_GENES = 16
LONGEST_LIST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A node that ``studies`` studies name; ``up`` and ``down`` of them say which way."""

    node: int
    studies: int
    up: int
    down: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What a page opens with: positions of nodes and edges, the most shared, the open questions."""

    nodes: tuple[int, ...]
    edges: tuple[int, ...]
    genes: tuple[Shared, ...]
    questions: tuple[Shared, ...]


def choose_overview(page: PageGraph) -> Overview:
    """The best connected nodes of each class, the genes most studies share, the open questions."""
    shared = rank_shared(page)
    by_type: dict[str, list[Shared]] = defaultdict(list)
    for one in shared:
        by_type[page.nodes[one.node].type].append(one)
    chosen: set[int] = set()
    for type, most in MOST:
        ranked = by_type[type]
        if type not in ("Study", "Organism", "Exposure"):
            several = [one for one in ranked if one.studies > 1]
            ranked = several if len(several) >= FEWEST_GENES else ranked[:FEWEST_GENES]
        chosen.update(one.node for one in ranked[:most])
    edges = tuple(
        at
        for at, edge in enumerate(page.edges)
        if edge.source in chosen
        and edge.target in chosen
        and page.nodes[edge.source].type == "Study"
    )
    joined = {end for at in edges for end in (page.edges[at].source, page.edges[at].target)}
    return Overview(
        nodes=tuple(sorted(joined or chosen)),
        edges=edges,
        genes=tuple(by_type["Gene"][:LONGEST_LIST]),
        questions=tuple(by_type["KnowledgeGap"][:LONGEST_LIST]),
    )


def rank_shared(page: PageGraph) -> tuple[Shared, ...]:
    """Every node with its number of studies (of a study: of things named), most first.

    Questions of equally many studies stand in the order of how much is known of what they ask.
    """
    studies: dict[int, set[int]] = defaultdict(set)
    ways: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for edge in page.edges:
        if page.nodes[edge.source].type == "Study":
            studies[edge.target].add(edge.source)
            studies[edge.source].add(edge.target)
            ways[edge.target][0] += bool(edge.up)
            ways[edge.target][1] += bool(edge.down)
    bearing = {
        edge.source: len(studies[edge.target]) for edge in page.edges if edge.kind == "aboutEntity"
    }
    ranked = [
        Shared(node=at, studies=len(studies[at]), up=ways[at][0], down=ways[at][1])
        for at in range(len(page.nodes))
    ]
    ranked.sort(
        key=lambda one: (
            TYPES.index(page.nodes[one.node].type),
            -one.studies,
            -(one.up + one.down),
            # A question that can be understood by itself comes before a sentence of a paper.
            not page.nodes[one.node].label.endswith("?"),
            -bearing.get(one.node, 0),
            one.node,
        )
    )
    return tuple(ranked)
