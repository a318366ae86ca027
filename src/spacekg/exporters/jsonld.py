"""JSON-LD: the named graphs as JSON with a context, readable with and without RDF tools."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from spacekg.graph import KnowledgeGraph, write_atomic
from spacekg.vocabulary import Vocabulary, read_vocabulary

_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


def export_jsonld(graph: KnowledgeGraph, out: Path) -> None:
    """Write a context and, for each named graph in order, its nodes in order."""
    vocabulary = read_vocabulary()
    graphs: dict[str, list[Quad]] = {}
    for quad in graph.quads():
        if isinstance(quad.graph_name, NamedNode):
            graphs.setdefault(quad.graph_name.value, []).append(quad)
    context = {name: {"@id": iri, "@prefix": True} for name, iri in vocabulary.prefixes.items()}
    named = [
        {"@id": iri, "@graph": _write_nodes(quads, vocabulary)}
        for iri, quads in sorted(graphs.items())
    ]
    document = {"@context": {"@version": 1.1, **context}, "@graph": named}
    text = json.dumps(document, ensure_ascii=False, indent=1)
    write_atomic(out, text.encode() + b"\n")


def _write_nodes(quads: Iterable[Quad], vocabulary: Vocabulary) -> list[dict[str, Any]]:
    rdf_type = vocabulary.iri("rdf:type")
    nodes: dict[str, dict[str, Any]] = {}
    for quad in sorted(quads, key=str):
        subject = str(quad.subject)
        if isinstance(quad.subject, NamedNode):
            subject = quad.subject.value
        node = nodes.setdefault(subject, {"@id": subject})
        if quad.predicate.value == rdf_type and isinstance(quad.object, NamedNode):
            node.setdefault("@type", []).append(vocabulary.compress(quad.object.value))
        else:
            key = vocabulary.compress(quad.predicate.value)
            node.setdefault(key, []).append(_write_object(quad.object, vocabulary))
    return list(nodes.values())


def _write_object(term: Any, vocabulary: Vocabulary) -> Any:
    """Numbers stay text with a type: JSON numbers would lose digits."""
    if isinstance(term, NamedNode):
        return {"@id": term.value}
    if not isinstance(term, Literal):
        return {"@id": str(term)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if term.datatype.value == _XSD_STRING:
        return term.value
    return {"@value": term.value, "@type": vocabulary.compress(term.datatype.value)}
