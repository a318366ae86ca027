"""PageGraph: what a page shows, as plain frozen values that point at each other by position."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNode:
    """A node a person can open. ``names`` and ``ids`` are what search looks through besides
    ``label``; ``link`` is an address for more; ``facts`` are pairs of words to show; ``quotes``
    are positions in :attr:`PageGraph.quotes` (of a gap: where it is said).
    """

    iri: str
    type: str
    label: str
    names: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    link: str = ""
    short: str = ""
    summary: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    quotes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEdge:
    """``source`` and ``target`` are positions of nodes, ``kind`` a property of the ontology.

    ``up``, ``down`` and ``other`` count the findings behind the edge by direction.
    """

    source: int
    target: int
    kind: str
    up: int = 0
    down: int = 0
    other: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFinding:
    """One finding: ``about`` and ``study`` are positions of nodes.

    ``context`` are pairs of a role (``tissue``) and a node's position; ``measures`` pairs of a word
    and a value as printed.
    """

    about: int
    study: int
    direction: str
    certainty: str
    tier: str
    context: tuple[tuple[str, int], ...] = ()
    measures: tuple[tuple[str, str], ...] = ()
    cites: str = ""
    quotes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageQuote:
    """A sentence as the source has it, and as a person reads it when that differs."""

    text: str
    reading: str = ""
    section: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageGraph:
    """Everything a page knows, sorted, so that the same graph gives the same page."""

    nodes: tuple[PageNode, ...] = ()
    edges: tuple[PageEdge, ...] = ()
    findings: tuple[PageFinding, ...] = ()
    quotes: tuple[PageQuote, ...] = ()
    documents: int = 0

    def count(self, type: str) -> int:
        """How many nodes are of ``type``."""
        return sum(node.type == type for node in self.nodes)
