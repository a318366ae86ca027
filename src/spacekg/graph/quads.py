"""Quads: nodes and edges as lines of canonical N-Quads, formatted as bytes and sorted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Context, Decimal
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse, serialize

from spacekg.errors import StoreError
from spacekg.model import Edge, Node
from spacekg.model.graph import Literal
from spacekg.vocabulary import Vocabulary

# RFC 3987 as Oxigraph checks it, loosely: a scheme, and nothing that would end the IRI.
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\\x7f\ud800-\udfff]*")
_XSD = "http://www.w3.org/2001/XMLSchema#"
_ESCAPES = str.maketrans(
    {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F, 0xFFFE, 0xFFFF)}
    | {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
)
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\"\\\ud800-\udfff\ufffe\uffff]")
_FINEST = Decimal("1e-18")
_WIDE = Context(prec=60)
_LARGEST = Decimal("1e18")


def write_quads(parts: Iterable[Node | Edge], graph_iri: str, vocabulary: Vocabulary) -> bytes:
    """The nodes and edges as sorted N-Quads of one graph; each node has its Biolink category.

    A name that the ontology lacks is an ``UnknownTermError``, a damaged IRI a ``StoreError``.
    """
    terms: dict[str, str] = {}
    categories: dict[str, str] = {}
    subjects: dict[str, str] = {}

    def term(name: str) -> str:
        known = terms.get(name)
        if known is None:
            known = terms[name] = write_iri(vocabulary.iri(name))
        return known

    def subject(iri: str) -> str:
        known = subjects.get(iri)
        if known is None:
            known = subjects[iri] = write_iri(iri)
        return known

    def category(kind: str) -> str:
        known = categories.get(kind)
        if known is None:
            known = categories[kind] = write_iri(vocabulary.expand(vocabulary.categories[kind]))
        return known

    type_, label, end = term("rdf:type"), term("rdfs:label"), f" {write_iri(graph_iri)} .\n"
    kind = term("biolink:category")
    lines: list[str] = []
    for part in parts:
        if isinstance(part, Node):
            node = subject(part.id)
            lines.append(f"{node} {type_} {term(part.type)}{end}")
            # what is of another vocabulary's class is none of Biolink's
            if part.type not in vocabulary.borrowed:
                lines.append(f"{node} {kind} {category(part.type)}{end}")
            lines.append(f"{node} {label} {write_literal(part.label)}{end}")
            for name, value in part.properties:
                lines.append(f"{node} {term(name)} {write_literal(value)}{end}")
        else:
            lines.append(
                f"{subject(part.subject)} {term(part.predicate)} {subject(part.object)}{end}"
            )
    return sort_lines("".join(lines).encode())


def read_turtle(path: Path, graph_iri: str) -> bytes:
    """A Turtle file as sorted N-Quads of one named graph."""
    try:
        triples = parse(path=str(path), format=RdfFormat.TURTLE)
        graph = NamedNode(graph_iri)
        quads = (Quad(one.subject, one.predicate, one.object, graph) for one in triples)
        return sort_lines(serialize(quads, format=RdfFormat.N_QUADS) or b"")
    except (OSError, SyntaxError) as error:
        raise StoreError(f"not readable as Turtle: {error}", file=path.name) from error


def sort_lines(quads: bytes) -> bytes:
    """The lines of an N-Quads text, each once, in the order of their bytes."""
    lines = sorted(set(quads.split(b"\n")) - {b""})
    return b"\n".join(lines) + b"\n" if lines else b""


def merge_shards(shards: Iterable[bytes]) -> bytes:
    """Many shards as one sorted N-Quads text, whatever their order."""
    lines: set[bytes] = set()
    for shard in shards:
        lines.update(shard.split(b"\n"))
    lines.discard(b"")
    return b"\n".join(sorted(lines)) + b"\n" if lines else b""


def merge_graphs(quads: bytes) -> bytes:
    r"""The triples of sorted N-Quads, each once, as N-Triples.

    >>> merge_graphs(b'<a:a> <a:b> "c d" <g:1> .')
    b'<a:a> <a:b> "c d" .\n'
    """
    # An IRI holds no space, so the graph of a quad begins at the last " <".
    lines = {line[: line.rindex(b" <")] for line in quads.split(b"\n") if line}
    return b" .\n".join(sorted(lines)) + b" .\n" if lines else b""


def is_named(line: bytes) -> bool:
    """Whether a line of N-Quads has a graph: one more IRI after its object.

    >>> is_named(b'<a:a> <a:b> "c <g:1>" .'), is_named(b'<a:a> <a:b> <a:c> <g:1> .')
    (False, True)
    """
    rest = line.split(b" ", 2)[2]
    if rest.startswith(b'"'):
        return b" <" in rest[rest.rindex(b'"') :]
    return rest.count(b" ") == 2


def write_iri(iri: str) -> str:
    """An IRI between angle brackets, or a ``StoreError`` for what is none."""
    if _IRI.fullmatch(iri) is None:
        raise StoreError(
            f"'{iri[:80]}' is no absolute IRI", advice="percent-encode what an IRI may not hold"
        )
    return f"<{iri}>"


def write_literal(value: Literal) -> str:
    r"""A value as a canonical literal: text, whole number, decimal or truth value.

    >>> write_literal('say "hi"\n'), write_literal(1.50), write_literal(True)
    ('"say \\"hi\\"\\n"', '"1.5"^^<http://www.w3.org/2001/XMLSchema#decimal>', '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>')
    """
    if isinstance(value, str):
        if _UNSAFE.search(value) is None:
            return f'"{value}"'
        # A lone surrogate is no character; nothing could store it.
        text = value.encode("utf-8", "replace").decode("utf-8")
        return f'"{text.translate(_ESCAPES)}"'
    if isinstance(value, bool):
        return f'"{"true" if value else "false"}"^^<{_XSD}boolean>'
    if isinstance(value, int):
        return f'"{value}"^^<{_XSD}integer>'
    return _write_number(value)


def _write_number(value: float) -> str:
    number = Decimal(repr(value))
    if not number.is_finite():
        raise StoreError(f"'{value}' is no number", advice="leave it out")
    if abs(number) >= _LARGEST:
        return f'"{number.normalize():f}"^^<{_XSD}double>'
    # Oxigraph's decimals have 18 digits after the point; the printed text stays beside the value.
    text = f"{number.quantize(_FINEST, context=_WIDE).normalize():f}"
    return f'"{"0" if text == "-0" else text}"^^<{_XSD}decimal>'
