"""Union: many nodes and edges become one sorted, unique tuple."""

from __future__ import annotations

from collections.abc import Iterable

from spacekg.model import Edge, Node


def unite(parts: Iterable[Node | Edge]) -> tuple[Node | Edge, ...]:
    """Nodes of one id, type and label joined, then edges; each once, all in order.

    >>> one = Node(id="https://a", type="Gene", label="A", properties=(("curie", "X:1"),))
    >>> two = Node(id="https://a", type="Gene", label="A", properties=(("n", 2),))
    >>> unite([two, one])[0].properties
    (('curie', 'X:1'), ('n', 2))
    """
    nodes: dict[tuple[str, str, str], set[tuple[str, str | int | float | bool]]] = {}
    edges: set[tuple[str, str, str]] = set()
    for part in parts:
        if isinstance(part, Node):
            nodes.setdefault((part.id, part.type, part.label), set()).update(part.properties)
        else:
            edges.add((part.subject, part.predicate, part.object))
    return (
        *(
            Node(id=id_, type=type_, label=label, properties=tuple(sorted(values, key=_order)))
            for (id_, type_, label), values in sorted(nodes.items())
        ),
        *(Edge(subject=s, predicate=p, object=o) for s, p, o in sorted(edges)),
    )


def _order(pair: tuple[str, str | int | float | bool]) -> tuple[str, str, str]:
    """A name may recur with values of different types, which do not compare."""
    name, value = pair
    return name, type(value).__name__, str(value)
