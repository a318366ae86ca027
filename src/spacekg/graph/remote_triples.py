"""Remote triples: what a server gives back, made comparable with what it was given."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from spacekg.errors import RemoteInconsistentError
from spacekg.remote import Scope, SparqlClient
from spacekg.vocabulary import read_vocabulary

#: the most hexadecimal digits by which a graph is parted
MOST_DIGITS = 3
_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGER = f"{_XSD}integer"
_DECIMAL = NamedNode(f"{_XSD}decimal")


@cache
def _decimals() -> frozenset[str]:
    """The properties whose values are decimals."""
    vocabulary = read_vocabulary()
    ranges = vocabulary.ranges.items()
    return frozenset(vocabulary.iri(name) for name, iri in ranges if iri == _DECIMAL.value)


def read_lines(triples: bytes, host: str = "") -> list[bytes]:
    """N-Triples of any writer as sorted lines of one spelling, each once.

    Some servers keep 37.0 as an integer; where the ontology says decimal, it is one again.
    """
    try:
        found = {_line(triple) for triple in _triples(triples)}
    except (SyntaxError, ValueError) as error:
        raise RemoteInconsistentError(
            f"the server gives damaged N-Triples: {str(error)[:200]}", file=host,
            advice="ask again",
        ) from error  # fmt: skip
    return sorted(found)


def fetch_lines(client: SparqlClient, graph: str, expected: int) -> list[bytes]:
    """The lines of a graph on a server that should hold ``expected`` of them.

    Some servers cap what they give of a graph, too; then it is asked for in parts, by digest.
    """
    lines = read_lines(client.get_graph(graph), client.host)
    if not 1 < len(lines) < expected:
        return lines
    digits = 1
    # What came is what the server gives at most; parts by digest are of nearly equal size.
    while expected > len(lines) / 3 * 16**digits:
        digits += 1
    if digits > MOST_DIGITS:
        return lines
    found: set[bytes] = set()
    for number in range(16**digits):
        part = client.construct(
            "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(STRSTARTS("
            f'MD5(CONCAT(STR(?s), STR(?p), STR(?o))), "{number:0{digits}x}")) }}',
            scope=Scope(default_graphs=(graph,)),
        )
        found.update(read_lines(part, client.host))
    return sorted(found)


def measure_lines(lines: list[bytes]) -> tuple[int, str]:
    """How many lines there are, and the digest of them all."""
    return len(lines), hashlib.sha256(b"\n".join(lines)).hexdigest()


def _triples(triples: bytes) -> Iterator[Triple]:
    for quad in parse(triples, format=RdfFormat.N_TRIPLES):
        yield quad.triple


def _line(triple: Triple) -> bytes:
    object_ = triple.object
    if (
        isinstance(object_, Literal)
        and object_.datatype.value == _INTEGER
        and triple.predicate.value in _decimals()
    ):
        object_ = Literal(object_.value, datatype=_DECIMAL)
    return f"{triple.subject} {triple.predicate} {object_} .".encode()
