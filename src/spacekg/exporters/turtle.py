"""Turtle: the union of all graphs, for people and for tools without named graphs."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, serialize

from spacekg.graph import KnowledgeGraph, write_atomic
from spacekg.vocabulary import read_vocabulary


def export_turtle(graph: KnowledgeGraph, out: Path) -> None:
    """Write the union of all graphs as Turtle, in order, with the prefixes that are used."""
    triples = graph.triples()
    used = {
        term.value
        for triple in triples
        for term in (triple.subject, triple.predicate, triple.object)
        if isinstance(term, NamedNode)
    }
    vocabulary = read_vocabulary()
    names = {vocabulary.compress(iri).partition(":")[0] for iri in used} | {"xsd"}
    prefixes = {name: iri for name, iri in vocabulary.prefixes.items() if name in names}
    write_atomic(out, serialize(triples, format=RdfFormat.TURTLE, prefixes=prefixes) or b"")
