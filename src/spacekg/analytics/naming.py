"""Naming: the node that a person means, by CURIE, IRI, label or any name the lexicon knows."""

from __future__ import annotations

from spacekg.analytics.columns import Columns
from spacekg.errors import UsageError
from spacekg.lexicon import read_lexicon
from spacekg.vocabulary import read_vocabulary


def find_node(columns: Columns, name: str, type_: str) -> str:
    """The IRI of an entity of a type; a ``UsageError`` for a name that nobody knows."""
    import numpy

    vocabulary = read_vocabulary()
    if name.startswith(("http://", "https://")):
        return name
    if name.partition(":")[0] in vocabulary.prefixes and ":" in name:
        return vocabulary.expand(name)
    wanted = name.casefold()
    for node in numpy.flatnonzero(columns.of_kind(type_)).tolist():
        if columns.label(node).casefold() == wanted:
            return columns.iris[node]
    for sense in read_lexicon().senses(name):
        if sense.term.type == type_:
            return vocabulary.expand(sense.term.id)
    raise UsageError(
        f"'{name}' names no {type_.replace('_', ' ')}",
        advice="give a CURIE such as NCBITaxon:10090",
    )
