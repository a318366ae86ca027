"""Rings: a place and a colour for every node, by its type, for tools that draw."""

from __future__ import annotations

import math
from collections.abc import Sequence

# Okabe and Ito's colours: told apart by people who see colours differently.
_COLOURS = (
    ("Study", "#0072B2"), ("Gene", "#009E73"), ("GeneFamily", "#009E73"), ("Organism", "#E69F00"),
    ("Tissue", "#D55E00"), ("CellType", "#D55E00"), ("Exposure", "#CC79A7"),
    ("Pathway", "#56B4E9"), ("Process", "#56B4E9"), ("KnowledgeGap", "#F0E442"),
)  # fmt: skip
_OTHER = "#999999"
_GAP = 60.0


def colour_of(kind: str) -> str:
    """The colour of a type of node.

    >>> colour_of("Study"), colour_of("Topic")
    ('#0072B2', '#999999')
    """
    return dict(_COLOURS).get(kind, _OTHER)


def place_nodes(nodes: Sequence[tuple[str, str]]) -> dict[str, tuple[float, float]]:
    """A place for each node: one ring a type, the small types inside.

    >>> place_nodes([("a", "Study")])
    {'a': (60.0, 0.0)}
    """
    kinds: dict[str, list[str]] = {}
    for iri, kind in sorted(nodes):
        kinds.setdefault(kind, []).append(iri)
    places = {}
    radius = 0.0
    for _, members in sorted(kinds.items(), key=lambda item: (len(item[1]), item[0])):
        radius = max(radius + _GAP, len(members) * _GAP / (2 * math.pi) / 2)
        for number, iri in enumerate(members):
            angle = 2 * math.pi * number / len(members)
            places[iri] = round(radius * math.cos(angle), 2), round(radius * math.sin(angle), 2)
    return places
