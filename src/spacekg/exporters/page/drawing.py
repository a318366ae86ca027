"""Drawing: the first picture in pyvis's own data model, with stored places and no physics."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt
from typing import Any

from spacekg.exporters.page.content import PageEdge, PageGraph
from spacekg.exporters.page.overview import Overview, rank_shared

#: What vis-network is told: nothing moves by itself, lines are straight, labels are plain text.
OPTIONS: Mapping[str, Any] = {
    "autoResize": True,
    "edges": {"smooth": False, "selectionWidth": 1.5, "hoverWidth": 0.5},
    "interaction": {
        "hideEdgesOnDrag": False,
        "hover": True,
        "keyboard": {"enabled": True, "bindToWindow": False},
        "navigationButtons": False,
        "tooltipDelay": 150,
    },
    "layout": {"improvedLayout": False},
    "nodes": {"labelHighlightBold": False, "scaling": {"label": {"drawThreshold": 4}}},
    "physics": {"enabled": False},
}


def draw_overview(
    page: PageGraph, overview: Overview, places: Mapping[int, tuple[int, int]]
) -> dict[str, Any]:
    """``{"nodes", "edges", "options"}`` of a pyvis network that holds the overview.

    The lists are filled directly: ``add_node`` looks through all earlier nodes each time.
    """
    from pyvis.network import Network

    weight = {one.node: one.studies for one in rank_shared(page)}
    heaviest: dict[str, int] = {}
    for at in overview.nodes:
        type = page.nodes[at].type
        heaviest[type] = max(heaviest.get(type, 12), weight[at])
    network = Network(directed=True, cdn_resources="in_line")
    network.nodes = [
        {
            "font": {"size": _font(page.nodes[at].type, weight[at])},
            "group": page.nodes[at].type,
            "id": at,
            "label": page.nodes[at].label,
            "size": round(10 + 13 * sqrt(weight[at] / heaviest[page.nodes[at].type]), 1),
            "x": places[at][0],
            "y": places[at][1],
        }
        for at in overview.nodes
    ]
    network.edges = [
        {
            "from": page.edges[at].source,
            "id": at,
            "title": _words(page.edges[at]),
            "to": page.edges[at].target,
            "way": _way(page.edges[at]),
        }
        for at in overview.edges
    ]
    return read_network(network)


def read_network(network: Any) -> dict[str, Any]:
    """What a browser is given of a pyvis network: its nodes, its edges and its options."""
    network.options = dict(OPTIONS)
    nodes, edges, *_ = network.get_network_data()
    return {"edges": edges, "nodes": nodes, "options": network.options}


def _font(type: str, studies: int) -> int:
    if type in ("Organism", "Exposure"):
        return 28 if studies > 3 else 24
    return 24 if studies > 2 else 21


def _way(edge: PageEdge) -> str:
    if edge.up and edge.down:
        return "mixed"
    return "up" if edge.up else "down" if edge.down else ""


def _words(edge: PageEdge) -> str:
    said = (("increased", edge.up), ("decreased", edge.down), ("other", edge.other))
    return ", ".join(f"{count} {word}" for word, count in said if count)
