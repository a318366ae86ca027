"""Whole: all nodes and edges of a graph with places and communities, as flat arrays in a script."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Any

from spacekg.exporters.page import STYLES, PageEdge, PageNode, write_safe_json
from spacekg.site.community import find_communities
from spacekg.site.markup import shorten
from spacekg.site.terrain import place_nodes

#: Communities with a colour of their own; the rest share one.
COLOURED = 20
#: Labels that come with the picture; the rest come with the names.
FIRST_LABELS = 400
NAMED_BY = 3
_NO_NAME = frozenset({"Study", "KnowledgeGap", "Topic", "Dataset", "Mission"})
#: What is labelled last: titles are long.
_WORDY = frozenset({"Study", "KnowledgeGap", "Topic"})
_WAYS = {(False, False): 0, (True, False): 1, (False, True): 2, (True, True): 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """Things that are joined to each other more than to the rest; ``members`` by links."""

    name: str
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """Each node's place and community (a position in ``communities``), and all edges once."""

    nodes: tuple[PageNode, ...]
    places: tuple[tuple[int, int], ...]
    member: tuple[int, ...]
    degree: tuple[int, ...]
    edges: tuple[tuple[int, int, int], ...]
    communities: tuple[Community, ...]


def place_whole(nodes: Sequence[PageNode], edges: Sequence[PageEdge]) -> Whole:
    """The nodes and edges laid out; an edge of things that half of all point at weighs little."""
    import numpy

    ways: dict[tuple[int, int], int] = {}
    for edge in edges:
        pair = (edge.source, edge.target)
        ways[pair] = ways.get(pair, 0) | _WAYS[bool(edge.up), bool(edge.down)]
    rows = tuple((*pair, way) for pair, way in sorted(ways.items()))
    ends = numpy.array([row[:2] for row in rows], dtype=int).reshape(-1, 2)
    degree = numpy.bincount(ends.ravel(), minlength=len(nodes))
    weights = (degree[ends[:, 0]] * degree[ends[:, 1]]) ** -0.25 if len(rows) else numpy.ones(0)
    member = find_communities(len(nodes), ends, weights)
    places = place_nodes(len(nodes), ends, weights, member)
    return Whole(
        nodes=tuple(nodes),
        places=tuple((int(x), int(y)) for x, y in places),
        member=tuple(map(int, member)),
        degree=tuple(map(int, degree)),
        edges=rows,
        communities=_communities(nodes, ends, member, degree),
    )


def _communities(
    nodes: Sequence[PageNode], ends: Any, member: Any, degree: Any
) -> tuple[Community, ...]:
    import numpy

    inner = numpy.zeros(len(nodes), dtype=int)
    if len(ends):
        same = member[ends[:, 0]] == member[ends[:, 1]]
        inner = numpy.bincount(ends[same].ravel(), minlength=len(nodes))
    groups: dict[int, list[int]] = {}
    for at, group in enumerate(member.tolist()):
        groups.setdefault(group, []).append(at)
    made = []
    for _, members in sorted(groups.items()):
        members.sort(key=lambda at: (-degree[at], at))
        told = [at for at in members if nodes[at].type not in _NO_NAME] or members
        told.sort(key=lambda at: (-_telling(int(inner[at]), int(degree[at])), at))
        words = list(dict.fromkeys(shorten(nodes[at].label, 40) for at in told))[:NAMED_BY]
        made.append(Community(name=" · ".join(words), members=tuple(members)))
    return tuple(made)


def _telling(inner: int, degree: int) -> float:
    """How much a node says of its community: joined to many, and to few outside."""
    return inner / max(1, degree) * log(1 + inner)


def write_whole(whole: Whole) -> str:
    """``window.spacekgWhole``: the arrays as base64 of little-endian numbers."""
    import numpy

    counts = Counter(source for source, _, _ in whole.edges)
    ranked = sorted(
        range(len(whole.nodes)),
        key=lambda at: (whole.nodes[at].type in _WORDY, -whole.degree[at], at),
    )
    types = [style.type for style in STYLES]

    def pack(values: Sequence[Any], form: str) -> str:
        return b64encode(numpy.array(values, dtype=form).tobytes()).decode("ascii")

    # Two bytes a position do for most graphs, four for the largest.
    form = (
        "<u2" if len(whole.nodes) < 65_536 and max(counts.values(), default=0) < 65_536 else "<u4"
    )
    content = {
        "bits": 8 * int(form[-1]),
        "coloured": COLOURED,
        "communities": [[one.name, len(one.members)] for one in whole.communities],
        "counts": pack([counts[at] for at in range(len(whole.nodes))], form),
        "groups": pack(whole.member, "<u2"),
        "kinds": pack([types.index(node.type) for node in whole.nodes], "<u1"),
        "labels": [[at, shorten(whole.nodes[at].label, 80)] for at in ranked[:FIRST_LABELS]],
        "places": pack(whole.places, "<i2"),
        "size": len(whole.nodes),
        "targets": pack([target for _, target, _ in whole.edges], form),
        "types": [{"one": s.one, "shape": s.shape, "type": s.type} for s in STYLES],
        "ways": pack([way for _, _, way in whole.edges], "<u1"),
    }
    return f"window.spacekgWhole={write_safe_json(content)};\n"
