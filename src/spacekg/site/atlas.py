"""Atlas: what the pages of a site are made of, with everything looked up beforehand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from spacekg.analytics import Conflict, SharedEntity, conflicts, shared
from spacekg.analytics.reading import read_groups
from spacekg.errors import UnknownTermError
from spacekg.exporters.page import PageEdge, PageFinding, PageGraph, PageNode, read_page_graph
from spacekg.graph import KnowledgeGraph
from spacekg.site.address import name_addresses
from spacekg.vocabulary import read_vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Atlas:
    """Nodes and findings by position, and who is joined to whom.

    ``about``, ``seen`` and ``reported`` give the findings about a node, those that name it as
    their context, and those a study reports; ``edges`` and ``near`` what it is joined to,
    ``studies`` the studies of a node, ``orthologs`` the same gene in other species,
    ``groups`` the members of a group of orthologs by its IRI,
    ``asked`` the open questions about it.
    """

    page: PageGraph
    addresses: tuple[str, ...]
    place: Mapping[str, int]
    about: Mapping[int, tuple[PageFinding, ...]]
    seen: Mapping[int, tuple[PageFinding, ...]]
    reported: Mapping[int, tuple[PageFinding, ...]]
    edges: Mapping[int, tuple[PageEdge, ...]]
    near: Mapping[int, tuple[int, ...]]
    studies: Mapping[int, tuple[int, ...]]
    orthologs: Mapping[int, tuple[int, ...]]
    groups: Mapping[str, tuple[int, ...]]
    asked: Mapping[int, tuple[int, ...]]
    asks_about: Mapping[int, tuple[int, ...]]
    conflicts: tuple[Conflict, ...]
    shared: tuple[SharedEntity, ...]

    def node(self, at: int) -> PageNode:
        """The node at a position."""
        return self.page.nodes[at]

    def of_type(self, *types: str) -> tuple[int, ...]:
        """The positions of the nodes of some classes, in the order of their labels."""
        return tuple(at for at, node in enumerate(self.page.nodes) if node.type in types)

    def near_of(self, at: int, *types: str) -> tuple[int, ...]:
        """The neighbours of a node that are of some classes, the most studied first."""
        return tuple(other for other in self.near.get(at, ()) if self.node(other).type in types)

    def find(self, name: str) -> int | None:
        """The position of an entity by CURIE or IRI; of a group of orthologs, its first member."""
        iri = name
        if not name.startswith(("https://", "http://")):
            try:
                iri = read_vocabulary().expand(name)
            except UnknownTermError:
                return None
        if iri in self.place:
            return self.place[iri]
        return next(iter(self.groups.get(iri, ())), None)

    def conflicts_of(self, at: int) -> tuple[Conflict, ...]:
        """The conflicts about a node or its orthologs."""
        same = {at, *self.orthologs.get(at, ())}
        return tuple(one for one in self.conflicts if self.find(one.entity) in same)


def read_atlas(graph: KnowledgeGraph) -> Atlas:
    """Everything a site of ``graph`` shows, in an order that depends on the graph alone."""
    page = read_page_graph(graph)
    edges: dict[int, list[PageEdge]] = defaultdict(list)
    near: dict[int, set[int]] = defaultdict(set)
    studies: dict[int, set[int]] = defaultdict(set)
    orthologs: dict[int, set[int]] = defaultdict(set)
    asked: dict[int, set[int]] = defaultdict(set)
    asks_about: dict[int, set[int]] = defaultdict(set)
    for edge in page.edges:
        edges[edge.source].append(edge)
        edges[edge.target].append(edge)
        near[edge.source].add(edge.target)
        near[edge.target].add(edge.source)
        if page.nodes[edge.source].type == "Study":
            studies[edge.target].add(edge.source)
        if edge.kind == "aboutEntity":
            asked[edge.target].add(edge.source)
            asks_about[edge.source].add(edge.target)
    place = {node.iri: at for at, node in enumerate(page.nodes)}
    groups: dict[str, list[int]] = defaultdict(list)
    for gene, group in sorted(read_groups(graph).items()):
        if gene in place:
            groups[group].append(place[gene])
    for members in groups.values():
        for at in members:
            orthologs[at].update(other for other in members if other != at)
    about: dict[int, list[PageFinding]] = defaultdict(list)
    seen: dict[int, list[PageFinding]] = defaultdict(list)
    reported: dict[int, list[PageFinding]] = defaultdict(list)
    for finding in page.findings:
        about[finding.about].append(finding)
        reported[finding.study].append(finding)
        studies[finding.about].add(finding.study)
        for other in sorted({target for _, target in finding.context} - {finding.about}):
            seen[other].append(finding)
            studies[other].add(finding.study)

    def weight(at: int) -> tuple[int, int]:
        return -len(studies[at]), at

    return Atlas(
        page=page,
        addresses=name_addresses(page.nodes),
        place=place,
        about={at: tuple(rows) for at, rows in about.items()},
        seen={at: tuple(rows) for at, rows in seen.items()},
        reported={at: tuple(rows) for at, rows in reported.items()},
        edges={at: tuple(rows) for at, rows in edges.items()},
        near={at: tuple(sorted(rows, key=weight)) for at, rows in sorted(near.items())},
        studies={at: newest(page, rows) for at, rows in sorted(studies.items())},
        orthologs={at: tuple(sorted(rows)) for at, rows in orthologs.items() if rows},
        groups={group: tuple(sorted(rows, key=weight)) for group, rows in groups.items()},
        asked={at: tuple(sorted(rows)) for at, rows in asked.items()},
        asks_about={at: tuple(sorted(rows)) for at, rows in asks_about.items()},
        conflicts=conflicts(graph),
        shared=shared(graph, type="gene", min_studies=2, orthologs=True),
    )


def newest(page: PageGraph, studies: Iterable[int]) -> tuple[int, ...]:
    """Studies by date, the newest first."""
    return tuple(sorted(studies, key=lambda at: (-_year(page.nodes[at].short), at)))


def fact(node: PageNode, name: str) -> str:
    """One fact of a node by its word, or nothing."""
    return dict(node.facts).get(name, "")


def unique(rows: Iterable[int]) -> Sequence[int]:
    """The rows once each, in the order they first come."""
    return tuple(dict.fromkeys(rows))


def _year(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0
