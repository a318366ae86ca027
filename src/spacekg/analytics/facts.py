"""Facts: what documents and entities state with a few properties, held as numbers.

What follows from all documents together is derived from these, without a store: a term is kept
once, a statement is eight bytes.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Set

from spacekg.builders.identity import DERIVED_GRAPH, ID
from spacekg.vocabulary import read_vocabulary

_SHIFT = 32
_LOW = (1 << _SHIFT) - 1
#: nodes whose label and class nothing is derived from; they are most of a graph
PASSED = tuple(f"<{ID}{name}/".encode() for name in ("evidence", "contrast", "measurement"))
_DERIVED = f" <{DERIVED_GRAPH}> .".encode()
_OF_NODES = ("rdf:type", "rdfs:label")


class Facts:
    r"""Subject and object of every statement with one of some properties, from lines of N-Quads.

    >>> facts = Facts(["direction"])
    >>> facts.take(b'<f:1> <https://w3id.org/spacekg/vocab/direction> "say \\"up\\"" <g:1> .\n')
    >>> facts.pairs("direction")
    (('f:1', 'say "up"'),)
    """

    def __init__(self, names: Iterable[str]) -> None:
        vocabulary = read_vocabulary()
        self._rows = {name: array("Q") for name in names}
        self._row_of = {
            f"<{vocabulary.iri(name)}>".encode(): rows for name, rows in self._rows.items()
        }
        self._nodes = {f"<{vocabulary.iri(name)}>".encode() for name in _OF_NODES}
        self._numbers: dict[bytes, int] = {}
        self._texts: dict[int, str] = {}
        self._terms: list[bytes] = []

    def take(self, quads: bytes, without: Set[bytes] = frozenset()) -> None:
        """Keep what matters of some quads; no line of those ``without``, nothing derived."""
        numbers, row_of, nodes = self._numbers, self._row_of, self._nodes
        for line in quads.split(b"\n"):
            subject, _, rest = line.partition(b" ")
            predicate, _, rest = rest.partition(b" ")
            rows = row_of.get(predicate)
            if rows is None or (predicate in nodes and subject.startswith(PASSED)):
                continue
            if line.endswith(_DERIVED) or line in without:
                continue
            # an IRI holds no space, so the graph of a quad begins at the last " <"
            term = rest[: rest.rindex(b" <")]
            one = numbers.setdefault(subject, len(numbers))
            rows.append(one << _SHIFT | numbers.setdefault(term, len(numbers)))

    def concerns(self, lines: Iterable[bytes]) -> bool:
        """Whether any of some lines states something with one of the properties."""
        return any(line.split(b" ", 2)[1] in self._row_of for line in lines)

    def pairs(self, name: str) -> tuple[tuple[str, str], ...]:
        """Subject and object of every statement with a property as plain text, sorted."""
        if len(self._terms) != len(self._numbers):
            self._terms = list(self._numbers)
        text = self._text
        found = {(text(row >> _SHIFT), text(row & _LOW)) for row in set(self._rows[name])}
        return tuple(sorted(found))

    def _text(self, number: int) -> str:
        known = self._texts.get(number)
        if known is None:
            known = self._texts[number] = read_term(self._terms[number])
        return known


def read_term(term: bytes) -> str:
    r"""The plain text of a term of N-Quads: an IRI, or the words of a literal.

    >>> read_term(b"<a:b>"), read_term(b'"1.5"^^<x:decimal>'), read_term(b'"a\\nb"')
    ('a:b', '1.5', 'a\nb')
    """
    if term.startswith(b"<"):
        return term[1:-1].decode()
    text = term[1 : term.rindex(b'"')].decode()
    return str(json.loads(f'"{text}"')) if "\\" in text else text
