"""Orbits: where each node of the first picture stands.

Three rings say what a study is at a glance: in the middle what was exposed to what, around it the
studies, outside what they looked at. On each ring a node moves towards the nodes it is joined to
(the circular mean of their angles), which pulls crossing lines apart. No randomness, no clock: the
same graph gives the same picture, and the browser runs no physics.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import atan2, cos, pi, sin

from spacekg.exporters.page.content import PageGraph
from spacekg.exporters.page.overview import Overview

ROUNDS = 40
CENTRE = ("Organism", "Exposure")
GAP = 215.0
SPACING = (120.0, 62.0, 62.0)
STAGGER = (0.0, 0.0, 52.0)


def place_overview(page: PageGraph, overview: Overview) -> dict[int, tuple[int, int]]:
    """Whole coordinates for each node of ``overview``, the middle of the picture at (0, 0)."""
    rings: tuple[list[int], list[int], list[int]] = ([], [], [])
    for node in overview.nodes:
        type = page.nodes[node].type
        rings[0 if type in CENTRE else 1 if type == "Study" else 2].append(node)
    return place_rings(rings, page, overview.edges)


def place_rings(
    rings: tuple[list[int], list[int], list[int]], page: PageGraph, edges: Sequence[int]
) -> dict[int, tuple[int, int]]:
    """Whole coordinates of nodes on three rings, joined by some of the edges of ``page``."""
    near: dict[int, list[int]] = defaultdict(list)
    for at in edges:
        edge = page.edges[at]
        near[edge.source].append(edge.target)
        near[edge.target].append(edge.source)
    angles: dict[int, float] = {}
    for ring in rings:
        angles.update(_spread(ring))
    for turn in range(ROUNDS):
        for ring in (rings[2], rings[0], rings[1]) if turn % 2 else (rings[1], rings[2], rings[0]):
            pulled = {node: _pull(angles[node], near[node], angles, near) for node in ring}
            ring.sort(key=lambda node: (pulled[node], node))
            angles.update(_spread(ring, _turn(ring, pulled)))
    return _coordinates(rings, angles)


def _spread(ring: Sequence[int], turn: float = 0.0) -> dict[int, float]:
    step = 2 * pi / max(1, len(ring))
    return {node: (at * step + turn) % (2 * pi) for at, node in enumerate(ring)}


def _turn(ring: Sequence[int], pulled: Mapping[int, float]) -> float:
    """The rotation of an evenly spaced ring that comes closest to where its nodes are pulled."""
    step = 2 * pi / max(1, len(ring))
    across = sum(sin(pulled[node] - at * step) for at, node in enumerate(ring))
    along = sum(cos(pulled[node] - at * step) for at, node in enumerate(ring))
    return atan2(across, along)


def _pull(
    own: float,
    neighbours: Sequence[int],
    angles: Mapping[int, float],
    near: Mapping[int, Sequence[int]],
) -> float:
    """Towards the neighbours; one with few ties of its own pulls harder than a hub."""
    across, along = 0.05 * sin(own), 0.05 * cos(own)
    for other in neighbours:
        weight = 1.0 / max(1, len(near[other]))
        across += weight * sin(angles[other])
        along += weight * cos(angles[other])
    return atan2(across, along) % (2 * pi)


def _coordinates(
    rings: Sequence[Sequence[int]], angles: Mapping[int, float]
) -> dict[int, tuple[int, int]]:
    placed: dict[int, tuple[int, int]] = {}
    radius = 0.0
    for ring, spacing, stagger in zip(rings, SPACING, STAGGER, strict=True):
        if not ring:
            continue
        wanted = len(ring) * spacing / (2 * pi)
        radius = 0.0 if not placed and len(ring) == 1 else max(radius + GAP, wanted)
        for at, node in enumerate(ring):
            reach = radius + stagger * (at % 3 - 1 if len(ring) > 12 else 0)
            placed[node] = (round(reach * cos(angles[node])), round(reach * sin(angles[node])))
    return placed
