"""W3C tests: what a manifest lists, and whether two answers are the same."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import rdflib
from rdflib.compare import isomorphic

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
RS = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
_NUMERIC = {"integer", "decimal", "double", "float", "int", "long", "short", "byte"}
# rdflib warns of each literal that is malformed on purpose.
logging.getLogger("rdflib").setLevel(logging.ERROR + 1)
_ROW = rdflib.Namespace("urn:row:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """One test: its kind, what is asked or read, the data beside it and what must come out.

    ``is_lax`` lets an answer leave out rows that are there twice, as REDUCED may.
    """

    name: str
    kind: str
    action: Path
    data: Path | None
    graphs: tuple[Path, ...]
    result: Path | None
    is_lax: bool


def read_tests(manifest: Path) -> Iterator[Test]:
    """The tests of a manifest and of those that it includes, in their order."""
    graph = rdflib.Graph().parse(manifest, format="turtle", publicID=manifest.as_uri())
    for node in graph.objects(None, MF.include):
        for one in graph.items(node):
            included = _path(one)
            if included.is_file():
                yield from read_tests(included)
    for node in graph.objects(None, MF.entries):
        for one in graph.items(node):
            action = graph.value(one, MF.action)
            if action is None:
                continue
            data = graph.value(action, QT.data)
            named = []
            for entry in graph.objects(action, QT.graphData):
                inner = graph.value(entry, QT.graph)
                named.append(inner if inner is not None else entry)
            result = graph.value(one, MF.result)
            query = graph.value(action, QT.query) if isinstance(action, rdflib.BNode) else action
            if not isinstance(query, rdflib.URIRef):
                query = rdflib.URIRef(manifest.as_uri())
            kind = str(graph.value(one, rdflib.RDF.type) or "")
            yield Test(
                name=f"{manifest.parent.name}/{str(one).rpartition('#')[2]}",
                kind=kind.rpartition("#")[2],
                action=_path(query),
                data=_path(data) if data is not None else None,
                graphs=tuple(_path(entry) for entry in named if isinstance(entry, rdflib.URIRef)),
                result=_path(result) if isinstance(result, rdflib.URIRef) else None,
                is_lax=graph.value(one, MF.resultCardinality) == MF.LaxCardinality,
            )


def read_expected(path: Path, base: str) -> tuple[str, Any]:
    """``("ask", bool)``, ``("rows", Graph)`` or ``("graph", Graph)`` of a file of results."""
    if path.suffix in (".srx", ".srj", ".tsv", ".csv"):
        format = {".srx": "xml", ".srj": "json", ".tsv": "tsv", ".csv": "csv"}[path.suffix]
        return read_answer(path.read_bytes(), format)
    format = "xml" if path.suffix == ".rdf" else "turtle"
    graph = rdflib.Graph().parse(path, format=format, publicID=base)
    found = graph.value(None, rdflib.RDF.type, RS.ResultSet)
    if found is None:
        return "graph", graph
    boolean = graph.value(found, RS.boolean)
    if boolean is not None:
        return "ask", bool(boolean.toPython())
    rows = []
    for solution in graph.objects(found, RS.solution):
        bindings = graph.objects(solution, RS.binding)
        rows.append({str(graph.value(b, RS.variable)): graph.value(b, RS.value) for b in bindings})
    return "rows", rows_graph(rows)


def read_answer(body: bytes, format: str) -> tuple[str, Any]:
    """An answer in a format of SPARQL results, read by rdflib."""
    result = rdflib.query.Result.parse(io.BytesIO(body), format=format)
    if result.type == "ASK":
        return "ask", bool(result.askAnswer)
    rows = [{str(name): term for name, term in row.items()} for row in result.bindings]
    return "rows", rows_graph(rows)


def rows_graph(rows: Iterable[dict[str, Any]]) -> rdflib.Graph:
    """Rows as a graph, so that blank nodes are compared by their places and not by their names."""
    graph = rdflib.Graph()
    for row in rows:
        node = rdflib.BNode()
        graph.add((node, rdflib.RDF.type, _ROW.row))
        for name, term in row.items():
            if term is not None:
                graph.add((node, _ROW[name], _by_value(term)))
    return graph


def same(one: tuple[str, Any], other: tuple[str, Any], is_lax: bool = False) -> bool:
    """Whether two answers say the same; order is not compared, nor repetition where it is lax."""
    if one[0] != other[0]:
        return False
    if one[0] == "ask":
        return bool(one[1] == other[1])
    if is_lax:
        return _distinct(one[1]) == _distinct(other[1])
    return bool(isomorphic(one[1], other[1]))


def _distinct(rows: rdflib.Graph) -> set[frozenset[Any]]:
    """The rows without repetition; for answers without blank nodes."""
    return {frozenset(rows.predicate_objects(row)) for row in rows.subjects()}


def _by_value(term: Any) -> Any:
    """Numbers by their value (1.0 is 1.00), language tags without their case (RDF 1.1)."""
    if isinstance(term, rdflib.Literal) and term.language:
        return rdflib.Literal(str(term), lang=term.language.lower())
    if isinstance(term, rdflib.Literal) and term.datatype is not None:
        if term.datatype == rdflib.XSD.string:
            # Since RDF 1.1 a plain literal is one of this type.
            return rdflib.Literal(str(term))
        name = str(term.datatype).rpartition("#")[2]
        if name in _NUMERIC and term.value is not None:
            return rdflib.Literal(f"{float(term.value):.12g}", datatype=term.datatype)
    return term


def _path(iri: Any) -> Path:
    text = str(iri)
    return Path(text.removeprefix("file://")) if text.startswith("file:") else Path(text)
