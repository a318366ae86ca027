"""Landscape: the open questions as a field of flowers, each round the thing most ask about.

A question stands with the most asked of the things it is about; thin lines lead to the others.
Flowers are laid down from the largest, each at the free place nearest to the middle on a fixed
spiral: no chance, no clock, no physics.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import ceil, cos, hypot, pi, sin, sqrt
from typing import Any

from spacekg.exporters.page.content import PageGraph
from spacekg.exporters.page.drawing import read_network

#: What the landscape holds at most.
MOST_THINGS, MOST_GAPS = 60, 160
#: Distances: from a thing to its first ring of questions, between rings, between questions.
FIRST_RING, RING, SPACE = 74.0, 36.0, 38.0
#: Room for the words under a mark, and how much wider than high the field is.
MARGIN, STRETCH = 34.0, 1.35
#: The part of a circle that questions may take.
ARC = 1.6 * pi
_GOLDEN = pi * (3 - sqrt(5))


def draw_gaps(page: PageGraph) -> dict[str, Any]:
    """``{"nodes", "edges", "all"}`` of a pyvis network of what is asked, ``all`` the questions."""
    from pyvis.network import Network

    asked: dict[int, list[int]] = defaultdict(list)
    for at, edge in enumerate(page.edges):
        if edge.kind == "aboutEntity":
            asked[edge.target].append(at)
    often = sorted(asked, key=lambda at: (-len(asked[at]), at))
    flowers: dict[int, list[int]] = {at: [] for at in often[:MOST_THINGS]}
    home: dict[int, int] = {}
    for thing in flowers:
        for at in asked[thing]:
            gap = page.edges[at].source
            if gap not in home and len(home) < MOST_GAPS:
                home[gap] = thing
                flowers[thing].append(gap)
    # A thing without a question of its own is drawn where several lead to it.
    shown = {thing: gaps for thing, gaps in flowers.items() if gaps or len(asked[thing]) > 2}
    chosen = [at for thing in shown for at in asked[thing] if page.edges[at].source in home]
    places = place_flowers(list(shown.items()))
    upright = place_flowers(list(shown.items()), across=1.0, down=STRETCH)
    most = max(map(len, asked.values()), default=1)
    network = Network(directed=True, cdn_resources="in_line")
    network.nodes = [
        {
            "font": {"size": 27 if len(asked[at]) > 2 else 23},
            "group": page.nodes[at].type,
            "id": at,
            "label": page.nodes[at].label,
            "nx": upright[at][0],
            "ny": upright[at][1],
            "size": round(12 + 14 * sqrt(len(asked[at]) / most), 1) if at in shown else 10,
            "x": x,
            "y": y,
        }
        for at, (x, y) in sorted(places.items())
    ]
    network.edges = [
        {
            "from": page.edges[at].source, "id": at, "title": "", "to": page.edges[at].target,
            "way": "" if home[page.edges[at].source] == page.edges[at].target else "far",
        }
        for at in sorted(chosen)
    ]  # fmt: skip
    data = read_network(network)
    asking = {page.edges[at].source for rows in asked.values() for at in rows}
    return {"all": len(asking), "edges": data["edges"], "nodes": data["nodes"]}


def place_flowers(
    flowers: Sequence[tuple[int, Sequence[int]]], *, across: float = STRETCH, down: float = 1.0
) -> dict[int, tuple[int, int]]:
    """Whole coordinates of each thing and of the questions round it; the field may be stretched.

    >>> place_flowers([(5, [7])])
    {5: (0, 0), 7: (0, -74)}
    """
    places: dict[int, tuple[int, int]] = {}
    laid: list[tuple[float, float, float]] = []
    for thing, gaps in sorted(flowers, key=lambda one: (-len(one[1]), one[0])):
        petals, reach = _petals(len(gaps))
        x, y = _free_place(laid, reach + MARGIN)
        laid.append((x, y, reach + MARGIN))
        places[thing] = (round(x * across), round(y * down))
        for gap, (dx, dy) in zip(gaps, petals, strict=True):
            places[gap] = (round(x * across + dx), round(y * down + dy))
    return places


def _petals(count: int) -> tuple[list[tuple[float, float]], float]:
    """Places round a middle, ring by ring, and how far they reach; below stands its name."""
    found: list[tuple[float, float]] = []
    ring = 0
    while len(found) < count:
        radius = FIRST_RING + ring * RING
        room = int(ARC * radius / SPACE)
        wide = min(count - len(found), room)
        for at in range(wide):
            angle = (at - (wide - 1) / 2) * ARC / room - pi / 2
            found.append((radius * cos(angle), radius * sin(angle)))
        ring += 1
    return found, FIRST_RING + (ring - 1) * RING if ring else 30.0


def _free_place(laid: Sequence[tuple[float, float, float]], reach: float) -> tuple[float, float]:
    """The first place of the spiral where a circle touches none that lies there."""
    at = 0
    while True:
        far = 9.0 * sqrt(at)
        x, y = far * cos(at * _GOLDEN), far * sin(at * _GOLDEN)
        near = next((one for one in laid if hypot(x - one[0], y - one[1]) < reach + one[2]), None)
        if near is None:
            return x, y
        at += max(1, ceil(at / 400))
