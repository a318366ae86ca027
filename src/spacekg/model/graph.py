"""Node and Edge: the narrow waist between study records and any graph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Literal: TypeAlias = str | int | float | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A typed node: ``id`` is an absolute IRI, ``type`` a class name of the ontology (``Gene``).

    ``properties`` are ``(property name of the ontology, value)`` pairs, sorted; a name may recur.
    """

    id: str
    type: str
    label: str
    properties: tuple[tuple[str, Literal], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """``subject predicate object``: two absolute IRIs joined by a property name of the ontology."""

    subject: str
    predicate: str
    object: str
