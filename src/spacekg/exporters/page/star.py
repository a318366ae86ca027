"""Star: what surrounds one node, in pyvis's own data model, with places worked out beforehand.

Two blocks of columns beside the node, and for narrow screens two blocks of rows above and below
it. A mark in every other row is moved outwards, so that words under the marks do not meet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from spacekg.exporters.page.content import PageGraph
from spacekg.exporters.page.drawing import OPTIONS, read_network

#: Marks in a column, and the distances between rows, columns and the two places in a column.
ROWS, ROW, COLUMN, ASIDE, INNER = 12, 46, 230, 76, 250
#: The same where the picture stands upright.
ACROSS, STEP_X, STEP_Y = 3, 150, 78
#: What vis-network is told beside :data:`OPTIONS`: lines bend, keys are the page's own.
STAR_OPTIONS: Mapping[str, Any] = {
    **OPTIONS,
    "edges": {
        **OPTIONS["edges"],
        "smooth": {
            "enabled": True,
            "forceDirection": "horizontal",
            "roundness": 0.5,
            "type": "cubicBezier",
        },
    },
    "interaction": {**OPTIONS["interaction"], "keyboard": {"enabled": False}, "zoomView": False},
}


def draw_star(
    page: PageGraph,
    focus: int,
    sides: tuple[Sequence[int], Sequence[int]],
    links: Mapping[int, tuple[bool, str, str]],
) -> dict[str, Any]:
    """``{"nodes", "edges"}`` of a pyvis network: the node ``focus`` and what stands on its sides.

    ``links`` says of each neighbour whether the line leads to it, which way ("up") and in which
    words. ``nx`` and ``ny`` are the places for a narrow screen.
    """
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line")
    network.nodes = [_node(page, focus, (0, 0), (0, 0), 20)]
    for side, members in zip((-1, 1), sides, strict=True):
        wide, upright = place_block(len(members), side), place_upright(len(members), side)
        for at, one, other in zip(members, wide, upright, strict=True):
            network.nodes.append(_node(page, at, one, other, 12))
            outward, way, words = links[at]
            ends = (focus, at) if outward else (at, focus)
            network.edges.append(
                {"from": ends[0], "id": f"e{at}", "title": words, "to": ends[1], "way": way}
            )
    data = read_network(network)
    return {"edges": data["edges"], "nodes": data["nodes"]}


def place_block(count: int, side: int) -> list[tuple[int, int]]:
    """Places in columns beside the middle, left (-1) or right (1), the nearest column first.

    >>> place_block(2, 1)
    [(250, -23), (326, 23)]
    """
    places = []
    for at in range(count):
        column, row = divmod(at, ROWS)
        tall = min(ROWS, count - column * ROWS)
        x = INNER + column * COLUMN + (row % 2) * ASIDE
        places.append((side * x, round((row - (tall - 1) / 2) * ROW)))
    return places


def place_upright(count: int, side: int) -> list[tuple[int, int]]:
    """Places in rows above (-1) or below (1) the middle, the nearest row first.

    >>> place_upright(2, -1)
    [(-75, -140), (75, -114)]
    """
    places = []
    for at in range(count):
        row, column = divmod(at, ACROSS)
        wide = min(ACROSS, count - row * ACROSS)
        x = round((column - (wide - 1) / 2) * STEP_X)
        places.append((x, side * (140 + row * STEP_Y) + (column % 2) * 26))
    return places


def _node(
    page: PageGraph, at: int, place: tuple[int, int], upright: tuple[int, int], size: int
) -> dict[str, Any]:
    node = page.nodes[at]
    return {
        "group": node.type, "id": at, "label": node.label, "nx": upright[0], "ny": upright[1],
        "size": size, "x": place[0], "y": place[1],
    }  # fmt: skip
