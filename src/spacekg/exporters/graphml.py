"""GraphML: nodes and edges for Cytoscape, Gephi and yEd."""

from __future__ import annotations

import io
import re
from pathlib import Path

from pyoxigraph import Literal

from spacekg.graph import KnowledgeGraph, write_atomic
from spacekg.vocabulary import read_vocabulary

# Characters that no XML document may hold.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SEPARATOR = " | "


def export_graphml(graph: KnowledgeGraph, out: Path) -> None:
    """Write typed nodes with all their values, several joined by a bar, and edges by predicate."""
    import networkx
    from networkx.readwrite.graphml import GraphMLWriter

    view = graph.to_networkx()
    names = read_vocabulary().compress
    values: dict[str, dict[str, list[str]]] = {}
    for triple in graph.triples():
        if isinstance(triple.object, Literal) and not isinstance(triple.subject, Literal):
            name = names(triple.predicate.value).rpartition(":")[2]
            subject = getattr(triple.subject, "value", "")
            values.setdefault(subject, {}).setdefault(name, []).append(triple.object.value)
    plain: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for iri, data in view.nodes(data=True):
        joined = {
            name: _SEPARATOR.join(sorted(texts)) for name, texts in values.get(iri, {}).items()
        }
        attributes = {**joined, **data}
        plain.add_node(
            _clean(iri), **{name: _clean(text) for name, text in sorted(attributes.items())}
        )
    # A key becomes the edge's id in the file, where ids must not recur.
    for number, (source, target, predicate) in enumerate(view.edges(keys=True), start=1):
        plain.add_edge(_clean(source), _clean(target), key=f"e{number}", predicate=predicate)
    writer = GraphMLWriter(encoding="utf-8", prettyprint=True)
    writer.add_graph_element(plain)
    buffer = io.BytesIO()
    writer.dump(buffer)
    write_atomic(out, buffer.getvalue())


def _clean(text: str) -> str:
    return _NO_XML.sub(" ", text)
