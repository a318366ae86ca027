"""Network: the graph as a networkx MultiDiGraph, for questions asked of parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from spacekg.vocabulary import Vocabulary

if TYPE_CHECKING:
    import networkx


def build_network(store: Store, vocabulary: Vocabulary) -> networkx.MultiDiGraph[Any]:
    """Nodes with ``type``, ``label`` and ``curie``; edges keyed by the predicate's local name.

    Only nodes of our own classes are in it, and edges between them; a node or label stated twice
    gives the first in alphabetical order, so that the view is always the same.
    """
    import networkx

    types: dict[str, str] = {}
    labels: dict[str, str] = {}
    curies: dict[str, str] = {}
    edges: list[tuple[str, str, str]] = []
    prefix = vocabulary.expand("skg:x")[:-1]
    type_, label, curie = (
        vocabulary.iri("rdf:type"), vocabulary.iri("rdfs:label"), vocabulary.iri("curie"),
    )  # fmt: skip
    for quad in store.quads_for_pattern(None, None, None, DefaultGraph()):
        subject, object_ = quad.subject, quad.object
        if not isinstance(subject, NamedNode):
            continue
        predicate = quad.predicate.value
        if isinstance(object_, NamedNode):
            if predicate != type_:
                edges.append((subject.value, predicate, object_.value))
            elif object_.value.startswith(prefix):
                _keep_first(types, subject.value, object_.value.removeprefix(prefix))
        elif isinstance(object_, Literal) and predicate == label:
            _keep_first(labels, subject.value, object_.value)
        elif isinstance(object_, Literal) and predicate == curie:
            _keep_first(curies, subject.value, object_.value)
    network: networkx.MultiDiGraph[Any] = networkx.MultiDiGraph()
    network.add_nodes_from(
        (iri, {"type": name, "label": labels.get(iri, iri), "curie": curies.get(iri, "")})
        for iri, name in sorted(types.items())
    )
    network.add_edges_from(
        (subject, object_, predicate.removeprefix(prefix).rsplit("#")[-1].rsplit("/")[-1], {})  # type: ignore[misc]
        for subject, predicate, object_ in sorted(edges)
        if subject in types and object_ in types
    )
    return network


def _keep_first(values: dict[str, str], key: str, value: str) -> None:
    known = values.get(key)
    if known is None or value < known:
        values[key] = value
