"""W3C data: the files of the tests as graphs of one store, and the questions that ask of them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat
from w3c_tests import Test

BASE = "https://w3id.org/spacekg/id/document/w3c/"
ENDINGS: Mapping[str, RdfFormat] = {
    ".ttl": RdfFormat.TURTLE, ".n3": RdfFormat.TURTLE, ".nt": RdfFormat.N_TRIPLES,
    ".rdf": RdfFormat.RDF_XML, ".trig": RdfFormat.TRIG, ".nq": RdfFormat.N_QUADS,
}  # fmt: skip
_FROM = re.compile(r"\bFROM(\s+NAMED)?(\s*)<([^>:]*)>", re.IGNORECASE)


def graph_iri(folder: Path, path: Path) -> str:
    """The name of the graph that a file is."""
    return BASE + path.relative_to(folder).as_posix()


def default_iri(folder: Path, path: Path) -> str:
    """The name of a file's second graph, for the default graph: it has blank nodes of its own."""
    return f"{BASE}default/{path.relative_to(folder).as_posix()}"


def write_question(folder: Path, path: Path) -> str:
    """The question of a file; where its data is written relative to the file, as our graphs."""

    def resolve(match: re.Match[str]) -> str:
        name = graph_iri if match[1] else default_iri
        return f"FROM{match[1] or ''}{match[2]}<{name(folder, path.parent / match[3])}>"

    text = path.read_text(encoding="utf-8")
    return f"BASE <{graph_iri(folder, path)}>\n{_FROM.sub(resolve, text)}"


def has_dataset(sparql: str) -> bool:
    """Whether a question names its data itself.

    >>> has_dataset("SELECT * FROM NAMED <a:a> { ?s ?p ?o }"), has_dataset("ASK {}")
    (True, False)
    """
    return re.search(r"\bFROM\s*(NAMED\s*)?<", sparql, re.IGNORECASE) is not None


def gather(folder: Path, tests: Iterable[Test]) -> Iterator[bytes]:
    """The data of all tests as N-Quads, each file two graphs with blank nodes of their own."""
    files = {one for test in tests for one in _files(test) if one.suffix in ENDINGS}
    for path in sorted(file for file in files if file.is_file()):
        try:
            quads = list(
                pyoxigraph.parse(
                    path.read_bytes(),
                    format=ENDINGS[path.suffix],
                    base_iri=graph_iri(folder, path),
                )
            )
        except SyntaxError:
            continue
        for iri in (graph_iri(folder, path), default_iri(folder, path)):
            mark = hashlib.sha256(iri.encode()).hexdigest()[:12]
            named = [
                Quad(_mark(one.subject, mark), one.predicate, _mark(one.object, mark),
                     NamedNode(iri))
                for one in quads
            ]  # fmt: skip
            yield pyoxigraph.serialize(named, format=RdfFormat.N_QUADS) or b""


def _files(test: Test) -> Iterator[Path]:
    yield from test.graphs
    if test.data is not None:
        yield test.data
    if test.action.suffix == ".rq" and test.action.is_file():
        text = test.action.read_text(encoding="utf-8", errors="replace")
        for match in _FROM.finditer(text):
            yield test.action.parent / match[3]


def _mark(term: object, mark: str) -> object:
    """A blank node named by its graph, any other term as it is."""
    return BlankNode(f"{mark}{term.value}") if isinstance(term, BlankNode) else term
