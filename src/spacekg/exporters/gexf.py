"""GEXF 1.2: nodes and edges for Gephi, with colours and places to start from."""

from __future__ import annotations

import re
from pathlib import Path
from xml.sax.saxutils import quoteattr

from spacekg.exporters.rings import colour_of, place_nodes
from spacekg.exporters.tables import read_picture
from spacekg.graph import KnowledgeGraph, write_atomic

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def export_gexf(graph: KnowledgeGraph, out: Path) -> None:
    """Write nodes with type, CURIE, colour and place, and directed edges by predicate."""
    nodes, edges = read_picture(graph)
    places = place_nodes([(row[0], row[1]) for row in nodes.rows])
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2" '
        'xmlns:viz="http://www.gexf.net/1.2draft/viz">',
        '<graph defaultedgetype="directed" mode="static">',
        '<attributes class="node">',
        '<attribute id="type" title="type" type="string"/>',
        '<attribute id="curie" title="curie" type="string"/>',
        "</attributes>",
        "<nodes>",
    ]
    for iri, kind, label, curie, *_ in nodes.rows:
        x, y = places[iri]
        red, green, blue = (int(colour_of(kind)[at : at + 2], 16) for at in (1, 3, 5))
        lines.append(
            f"<node id={_attribute(iri)} label={_attribute(label)}><attvalues>"
            f'<attvalue for="type" value={_attribute(kind)}/>'
            f'<attvalue for="curie" value={_attribute(curie)}/></attvalues>'
            f'<viz:color r="{red}" g="{green}" b="{blue}"/>'
            f'<viz:position x="{x:.2f}" y="{y:.2f}" z="0.0"/></node>'
        )
    lines += ["</nodes>", "<edges>"]
    lines.extend(
        f'<edge id="{number}" source={_attribute(source)} target={_attribute(target)} '
        f"label={_attribute(predicate)}/>"
        for number, (source, predicate, target) in enumerate(edges.rows)
    )
    lines += ["</edges>", "</graph>", "</gexf>", ""]
    write_atomic(out, "\n".join(lines).encode("utf-8"))


def _attribute(text: str) -> str:
    return quoteattr(_NO_XML.sub(" ", text))
