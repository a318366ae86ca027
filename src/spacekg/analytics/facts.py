"""Facts: what documents and entities state with a few properties, held as numbers.

What follows from all documents together is derived from these, without a store: a term is kept
once, a statement is eight bytes. They are kept beside the graph, so that the next build knows them
without reading it. The same statements give the same bytes, in whatever order they were met.
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import compress
from typing import Any

from spacekg.analytics.columns import unique_numbers
from spacekg.builders.identity import DERIVED_GRAPH, ID
from spacekg.errors import StoreError
from spacekg.vocabulary import read_vocabulary

FACTS_FILE = "facts.bin"
SHIFT = 32
LOW = (1 << SHIFT) - 1
#: nodes whose label and class nothing is derived from; they are most of a graph
PASSED = tuple(f"<{ID}{name}/".encode() for name in ("evidence", "contrast", "measurement"))
_DERIVED = f" <{DERIVED_GRAPH}> .".encode()
#: what is asked for several times, and is bounded by the lexicon
OFTEN = ("inTaxon", "orthologOf", "within")
_OF_NODES = ("rdf:type", "rdfs:label")


class FactReader:
    r"""Takes subject and object of every statement with one of some properties out of N-Quads.

    >>> reader = FactReader(["direction"])
    >>> reader.take(b'<f:1> <https://w3id.org/spacekg/vocab/direction> "say \\"up\\"" <g:1> .\n')
    >>> reader.facts().pairs("direction")
    (('f:1', 'say "up"'),)
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._rows = {name: array("Q") for name in names}
        self._row_of = {term: self._rows[name] for term, name in _name_terms(self._rows).items()}
        self._nodes = set(_name_terms(_OF_NODES))
        self._numbers: dict[bytes, int] = {}

    def take(self, quads: bytes) -> None:
        """Keep what matters of some quads; nothing that was derived."""
        numbers, row_of, nodes = self._numbers, self._row_of, self._nodes
        for line in quads.split(b"\n"):
            subject, _, rest = line.partition(b" ")
            predicate, _, rest = rest.partition(b" ")
            rows = row_of.get(predicate)
            if rows is None or (predicate in nodes and subject.startswith(PASSED)):
                continue
            if rest.endswith(_DERIVED):
                continue
            # an IRI holds no space, so the graph of a quad begins at the last " <"
            term = rest[: rest.rindex(b" <")]
            one = numbers.setdefault(subject, len(numbers))
            rows.append(one << SHIFT | numbers.setdefault(term, len(numbers)))

    def facts(self) -> Facts:
        """What was taken, in order."""
        import numpy

        terms = sorted(self._numbers, key=_order)
        rank = numpy.empty(len(terms), numpy.uint64)
        rank[numpy.fromiter(map(self._numbers.__getitem__, terms), numpy.int64, len(terms))] = (
            numpy.arange(len(terms), dtype=numpy.uint64)
        )
        rows = {}
        for name, found in self._rows.items():
            rows[name] = unique_numbers(_renumber(numpy.frombuffer(found, numpy.uint64), rank))
        return Facts(terms, rows)


class Facts:
    """Statements by property: ``rows`` are sorted pairs of places in the sorted ``terms``."""

    def __init__(self, terms: Sequence[bytes], rows: Mapping[str, Any]) -> None:
        self.terms, self.rows = terms, rows
        self._texts = _Texts(terms)
        self._kept: dict[str, tuple[tuple[str, str], ...]] = {}

    def pairs(self, name: str) -> tuple[tuple[str, str], ...]:
        """Subject and object of every statement with a property as plain text, sorted."""
        if name in self._kept:
            return self._kept[name]
        text = self._texts.__getitem__
        rows = self.rows[name]
        subjects, objects = (rows >> SHIFT).tolist(), (rows & LOW).tolist()
        found = tuple(sorted(set(zip(map(text, subjects), map(text, objects), strict=True))))
        if name in OFTEN:
            self._kept[name] = found
        return found

    def objects(self, name: str, subject: str) -> tuple[str, ...]:
        """What is stated of one subject with a property as plain text, sorted."""
        rows, place = self.rows[name], self.number(f"<{subject}>".encode())
        if place < 0:
            return ()
        first, last = rows.searchsorted(rows.dtype.type([place << SHIFT, (place + 1) << SHIFT]))
        return tuple(sorted({self._texts[at] for at in (rows[first:last] & LOW).tolist()}))

    def subjects(self, name: str, thing: str) -> frozenset[str]:
        """The IRIs of which one thing is stated with a property."""
        rows, place = self.rows[name], self.number(f"<{thing}>".encode())
        found = rows[(rows & LOW) == place] if place >= 0 else rows[:0]
        return frozenset(map(self._texts.__getitem__, (found >> SHIFT).tolist()))

    def number(self, term: bytes) -> int:
        """The place of a term, -1 where nothing is said of it."""
        at = bisect_left(self.terms, _order(term), key=_order)
        return at if at < len(self.terms) and self.terms[at] == term else -1

    def places(self, iris: Iterable[str]) -> Any:
        """The places of those of some IRIs of which anything is said."""
        import numpy

        found = (self.number(f"<{iri}>".encode()) for iri in iris)
        return numpy.array([place for place in found if place >= 0], numpy.uint64)

    def text(self, place: int) -> str:
        """The plain text of the term at a place."""
        return self._texts[place]

    def holds(self, name: str, subject: bytes, thing: bytes) -> bool:
        """Whether a statement is among these."""
        one, other = self.number(subject), self.number(thing)
        if one < 0 or other < 0:
            return False
        rows = self.rows[name]
        row = rows.dtype.type(one << SHIFT | other)
        at = int(rows.searchsorted(row))
        return at < len(rows) and bool(rows[at] == row)

    def where(self, choose: Mapping[str, Callable[[Any], Any]]) -> Facts:
        """Of each property named the statements that a function chooses, of the others all.

        What lies within what, species and orthologs are always kept.
        """
        rows = {
            name: found[choose[name](found)] if name in choose else found
            for name, found in self.rows.items()
        }
        some = Facts(self.terms, rows)
        # none of these is ever chosen from
        some._texts, some._kept = self._texts, self._kept
        return some

    def change(self, gone: Iterable[bytes], came: Iterable[bytes]) -> Facts:
        """These without some statements and with others: lines of subject, property, object."""
        import numpy

        out, new = cut_lines(gone, self.rows), cut_lines(came, self.rows)
        fresh = {term for told in new for term in told[1:]}
        fresh -= {term for term in fresh if self.number(term) >= 0}
        # places that fresh terms take move all that stand behind them
        added = sorted(fresh, key=_order)
        places = [bisect_left(self.terms, _order(term), key=_order) for term in added]
        terms: list[bytes] = []
        at = 0
        for place, term in zip(places, added, strict=True):
            terms.extend((*self.terms[at:place], term))
            at = place
        terms.extend(self.terms[at:])
        old = numpy.arange(len(self.terms), dtype=numpy.int64)
        moved = old + numpy.searchsorted(numpy.array(places, numpy.int64), old, side="right")
        known = Facts(terms, {})
        rows = {name: _renumber(found, moved.astype("u8")) for name, found in self.rows.items()}
        for name, found in rows.items():
            less, more = (
                [known.number(s) << SHIFT | known.number(o) for n, s, o in some if n == name]
                for some in (out, new)
            )
            if less or more:
                kept = found[~numpy.isin(found, numpy.array(less, numpy.uint64))]
                rows[name] = unique_numbers(
                    numpy.concatenate([kept, numpy.array(more, numpy.uint64)])
                )
        changed = _tidy(terms, rows)
        told = {name for name, _, _ in (*out, *new)}
        # plain text stays as it is, whatever the places
        changed._kept.update(
            (name, found) for name, found in self._kept.items() if name not in told
        )
        return changed

    def to_bytes(self) -> bytes:
        """The facts as the bytes of a file."""
        head = json.dumps({name: len(rows) for name, rows in self.rows.items()}).encode()
        body = [rows.astype("<u8").tobytes() for rows in self.rows.values()]
        return b"".join((head, b"\n", *body, b"\n".join(self.terms)))


def cut_lines(lines: Iterable[bytes], names: Iterable[str]) -> list[tuple[str, bytes, bytes]]:
    """Property, subject and object of those lines that say what facts keep; without a graph."""
    known = _name_terms(names)
    found = []
    for line in lines:
        subject, predicate, thing = line.split(b" ", 2)
        name = known.get(predicate)
        if name is not None and not (name in _OF_NODES and subject.startswith(PASSED)):
            found.append((name, subject, thing))
    return found


def read_facts(content: bytes) -> Facts:
    """The facts in the bytes of a file that is known to be whole."""
    import numpy

    head, _, body = content.partition(b"\n")
    try:
        sizes: dict[str, int] = json.loads(head)
    except ValueError as error:
        raise StoreError(
            "the facts of the graph are damaged", file=FACTS_FILE, advice="build the graph again"
        ) from error
    rows, at = {}, 0
    for name, size in sizes.items():
        rows[name] = numpy.frombuffer(body, "<u8", size, at)
        at += 8 * size
    blob = body[at:]
    return Facts(blob.split(b"\n") if blob else [], rows)


def read_term(term: bytes) -> str:
    r"""The plain text of a term of N-Quads: an IRI, or the words of a literal.

    >>> read_term(b"<a:b>"), read_term(b'"1.5"^^<x:decimal>'), read_term(b'"a\\nb"')
    ('a:b', '1.5', 'a\nb')
    """
    if term.startswith(b"<"):
        return term[1:-1].decode()
    text = term[1 : term.rindex(b'"')].decode()
    return str(json.loads(f'"{text}"')) if "\\" in text else text


class _Texts(dict[int, str]):
    """The text of each term by its place, read when it is asked for."""

    def __init__(self, terms: Sequence[bytes]) -> None:
        super().__init__()
        self._terms = terms

    def __missing__(self, place: int) -> str:
        text = self[place] = read_term(self._terms[place])
        return text


def _order(term: bytes) -> bytes:
    """The order of terms: that of the IRIs without their brackets."""
    return b"%b\0%b%b" % (term[1:-1], term[-1:], term[:1])


def _name_terms(names: Iterable[str]) -> dict[bytes, str]:
    vocabulary = read_vocabulary()
    return {f"<{vocabulary.iri(name)}>".encode(): name for name in names}


def _renumber(rows: Any, numbers: Any) -> Any:
    import numpy

    low, shift = numpy.uint64(LOW), numpy.uint64(SHIFT)
    return numbers[rows >> shift] << shift | numbers[rows & low]


def _tidy(terms: Sequence[bytes], rows: Mapping[str, Any]) -> Facts:
    """The facts without the terms that nothing names any more."""
    import numpy

    used = numpy.zeros(len(terms), bool)
    for found in rows.values():
        used[found >> SHIFT] = True
        used[found & LOW] = True
    if used.all():
        return Facts(terms, rows)
    numbers = (numpy.cumsum(used) - 1).astype(numpy.uint64)
    return Facts(
        list(compress(terms, used.tolist())),
        {name: _renumber(found, numbers) for name, found in rows.items()},
    )
