"""Statements: the union of the graph by subject and property, in order, for tables."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from spacekg.graph import KnowledgeGraph
from spacekg.vocabulary import Vocabulary


class Statements:
    """What a graph says of each node of our classes; reads the graph once.

    ``types`` maps IRIs to class names; ``edges`` are subject, property name and object between
    such nodes. Names are local for ours (``inTaxon``), CURIEs for others (``skos:altLabel``).
    """

    def __init__(self, graph: KnowledgeGraph, vocabulary: Vocabulary) -> None:
        self.types: dict[str, str] = {}
        self._values: dict[tuple[str, str], list[str]] = {}
        self._objects: dict[tuple[str, str], list[str]] = {}
        pairs: list[tuple[str, str, str]] = []
        classes = {vocabulary.iri(name): name for name in sorted(vocabulary.classes)}
        rdf_type = vocabulary.iri("rdf:type")
        for triple in graph.triples():
            if not isinstance(triple.subject, NamedNode):
                continue
            subject, predicate = triple.subject.value, triple.predicate.value
            name = vocabulary.compress(predicate).removeprefix("skg:")
            if isinstance(triple.object, Literal):
                self._values.setdefault((subject, name), []).append(triple.object.value)
            elif isinstance(triple.object, NamedNode):
                object_ = triple.object.value
                if predicate == rdf_type:
                    if object_ in classes:
                        self.types.setdefault(subject, classes[object_])
                else:
                    self._objects.setdefault((subject, name), []).append(object_)
                    pairs.append((subject, name, object_))
        self.edges = tuple(
            pair for pair in pairs if pair[0] in self.types and pair[2] in self.types
        )

    def values(self, subject: str, name: str) -> tuple[str, ...]:
        """The literals of a property."""
        return tuple(self._values.get((subject, name), ()))

    def value(self, subject: str, name: str) -> str:
        """The first literal of a property, or an empty text."""
        return next(iter(self._values.get((subject, name), ())), "")

    def objects(self, subject: str, name: str) -> tuple[str, ...]:
        """The IRIs a property leads to."""
        return tuple(self._objects.get((subject, name), ()))

    def label(self, subject: str) -> str:
        """The first label of a node, or its IRI."""
        return self.value(subject, "rdfs:label") or subject
