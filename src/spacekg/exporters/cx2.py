"""CX2: the network for Cytoscape and NDEx, with places and styles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from spacekg.exporters.rings import colour_of, place_nodes
from spacekg.exporters.tables import read_picture
from spacekg.graph import KnowledgeGraph, write_atomic


def export_cx2(graph: KnowledgeGraph, out: Path) -> None:
    """Write the aspects of CX2 2.0: declarations, nodes, edges, visual properties, status."""
    nodes, edges = read_picture(graph)
    places = place_nodes([(row[0], row[1]) for row in nodes.rows])
    numbers = {row[0]: number for number, row in enumerate(nodes.rows)}
    kinds = sorted({row[1] for row in nodes.rows})
    node_list: list[dict[str, Any]] = [
        {
            "id": numbers[iri],
            "x": places[iri][0],
            "y": places[iri][1],
            "v": {"name": label, "iri": iri, "type": kind, "curie": curie},
        }
        for iri, kind, label, curie, *_ in nodes.rows
    ]
    edge_list = [
        {"id": number, "s": numbers[source], "t": numbers[target], "v": {"interaction": predicate}}
        for number, (source, predicate, target) in enumerate(edges.rows)
    ]
    text = {"d": "string"}
    aspects: list[tuple[str, list[dict[str, Any]]]] = [
        (
            "attributeDeclarations",
            [
                {
                    "networkAttributes": {"name": text, "description": text},
                    "nodes": dict.fromkeys(("name", "iri", "type", "curie"), text),
                    "edges": {"interaction": text},
                }
            ],
        ),
        (
            "networkAttributes",
            [{"name": "SpaceKG", "description": "What is known about life in space"}],
        ),
        ("nodes", node_list),
        ("edges", edge_list),
        ("visualProperties", [_styles(kinds)]),
    ]
    written: list[dict[str, Any]] = [{"CXVersion": "2.0", "hasFragments": False}]
    counts = [{"name": name, "elementCount": len(items)} for name, items in aspects]
    written.append({"metaData": counts})
    written.extend({name: items} for name, items in aspects)
    written.append({"status": [{"success": True, "error": ""}]})
    write_atomic(out, json.dumps(written, ensure_ascii=False).encode("utf-8", "replace"))


def _styles(kinds: list[str]) -> dict[str, Any]:
    """Defaults, names as labels and a colour for each type."""
    colours = [{"v": kind, "vp": colour_of(kind)} for kind in kinds]
    return {
        "default": {
            "network": {"NETWORK_BACKGROUND_COLOR": "#FFFFFF"},
            "node": {"NODE_SHAPE": "ellipse", "NODE_WIDTH": 30, "NODE_HEIGHT": 30},
            "edge": {"EDGE_TARGET_ARROW_SHAPE": "delta", "EDGE_WIDTH": 1},
        },
        "nodeMapping": {
            "NODE_LABEL": {
                "type": "PASSTHROUGH",
                "definition": {"attribute": "name", "type": "string"},
            },
            "NODE_BACKGROUND_COLOR": {
                "type": "DISCRETE",
                "definition": {"attribute": "type", "type": "string", "map": colours},
            },
        },
        "edgeMapping": {},
    }
