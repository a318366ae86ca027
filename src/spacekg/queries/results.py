"""Results: an answer written row by row, well-formed even where a limit cuts it short."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape as escape_html
from json.encoder import encode_basestring as quote_json
from typing import TypeAlias

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    serialize,
)

from spacekg.queries.exchange import Limits
from spacekg.queries.native_rows import write_native
from spacekg.queries.table import write_table

Answer: TypeAlias = QuerySolutions | QueryBoolean | QueryTriples
Term: TypeAlias = NamedNode | BlankNode | Literal | Triple

TRUNCATED = "https://w3id.org/spacekg/vocab/truncated"
TRIPLES_FORMATS: Mapping[str, RdfFormat] = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}
_XSD = "http://www.w3.org/2001/XMLSchema#"
_STRING = f"{_XSD}string"
_PLAIN = {
    f"{_XSD}integer": re.compile(r"[+-]?[0-9]+"),
    f"{_XSD}decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    f"{_XSD}boolean": re.compile(r"true|false"),
}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPARQL = '<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">'


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """An answer as bytes; ``truncated`` names the cap that cut it, or is empty."""

    body: bytes
    count: int
    truncated: str = ""


def write_rows_format(answer: QuerySolutions | QueryBoolean, name: str, limits: Limits) -> Written:
    r"""The answer of a SELECT or ASK as json, xml, csv, tsv or table.

    >>> import pyoxigraph
    >>> rows = pyoxigraph.Store().query("SELECT ?n { VALUES ?n { 1 2 3 } }")
    >>> write_rows_format(rows, "csv", Limits(rows=2))
    Written(body=b'n\r\n1\r\n2\r\n', count=2, truncated='rows')
    """
    if isinstance(answer, QueryBoolean):
        word = "true" if answer else "false"
        forms = {
            "json": f'{{"head":{{}},"boolean":{word}}}\n',
            "xml": f"{_SPARQL}<head/><boolean>{word}</boolean></sparql>\n",
            "table": "yes\n" if answer else "no\n",
        }
        return Written(body=forms.get(name, f"{word}\n").encode(), count=1)
    if name == "json":
        names, rows, count, truncated = write_native(answer, limits)
        head, tail = _frame(name, names, truncated)
        body = b"".join((head.encode(), rows, tail.encode()))
        return Written(body=body, count=count, truncated=truncated)
    names = [variable.value for variable in answer.variables]
    if name == "table":
        return _write_table(answer, names, limits)
    row, joint = _ROWS[name]
    lines: list[bytes] = []
    size = 0
    truncated = ""
    for solution in answer:
        line = row(names, tuple(solution)).encode("utf-8", "replace")
        size += len(line) + len(joint)
        truncated = _cut(len(lines), size, limits)
        if truncated:
            break
        lines.append(line)
    head, tail = _frame(name, names, truncated)
    body = head.encode() + joint.encode().join(lines) + tail.encode()
    return Written(body=body, count=len(lines), truncated=truncated)


def write_triples(
    answer: QueryTriples, name: str, limits: Limits, prefixes: Mapping[str, str]
) -> Written:
    """The answer of a CONSTRUCT or DESCRIBE as turtle, ntriples, jsonld or rdfxml, sorted."""
    # A graph is a set: the engine may give a triple twice, and in any order.
    found: set[Triple] = set()
    size = 0
    truncated = ""
    for triple in answer:
        size += len(str(triple)) + 3
        truncated = _cut(len(found), size, limits)
        if truncated:
            break
        found.add(triple)
    body = write_graph(found, name, prefixes)
    return Written(body=body, count=len(found), truncated=truncated)


def write_graph(triples: Iterable[Triple], name: str, prefixes: Mapping[str, str]) -> bytes:
    """Triples as turtle, ntriples, jsonld or rdfxml: the same graph gives the same bytes."""
    ordered = sorted(triples, key=str)
    if name != "turtle":
        return serialize(ordered, format=TRIPLES_FORMATS[name]) or b""
    text = " ".join(map(str, ordered))
    used = {prefix: iri for prefix, iri in prefixes.items() if f"<{iri}" in text}
    body = serialize(ordered, format=RdfFormat.TURTLE, prefixes=used) or b""
    # The engine writes the prefixes in the order of a hash table.
    lines = body.split(b"\n")
    return b"\n".join([*sorted(lines[: len(used)]), *lines[len(used) :]])


def _cut(count: int, size: int, limits: Limits) -> str:
    if count >= limits.rows:
        return "rows"
    return "bytes" if size > limits.bytes else ""


def _write_table(answer: QuerySolutions, names: list[str], limits: Limits) -> Written:
    rows: list[list[str]] = []
    size = 0
    truncated = ""
    for solution in answer:
        row = [_text(term) for term in solution]
        size += sum(map(len, row))
        truncated = _cut(len(rows), size, limits)
        if truncated:
            break
        rows.append(row)
    body = write_table(names, rows).encode("utf-8", "replace")
    return Written(body=body, count=len(rows), truncated=truncated)


def _frame(name: str, names: list[str], truncated: str) -> tuple[str, str]:
    """What stands before and after the rows."""
    if name == "csv":
        return ",".join(map(_csv, names)) + "\r\n", ""
    if name == "tsv":
        return "\t".join(f"?{one}" for one in names) + "\n", ""
    if name == "json":
        listed = ",".join(map(quote_json, names))
        link = f',"link":["{TRUNCATED}"],"truncated":true' if truncated else ""
        return f'{{"head":{{"vars":[{listed}]{link}}},"results":{{"bindings":[', "]}}\n"
    variables = "".join(f"<variable name={_quote(one)}/>" for one in names)
    link = f'<link href="{TRUNCATED}"/>' if truncated else ""
    return f"{_SPARQL}<head>{variables}{link}</head><results>", "</results></sparql>\n"


def _json_row(names: list[str], terms: tuple[Term | None, ...]) -> str:
    pairs = zip(names, terms, strict=True)
    cells = [f"{quote_json(name)}:{_json(term)}" for name, term in pairs if term is not None]
    return "{" + ",".join(cells) + "}"


def _json(term: Term) -> str:
    if isinstance(term, NamedNode):
        return f'{{"type":"uri","value":{quote_json(term.value)}}}'
    if isinstance(term, Literal):
        text = f'{{"type":"literal","value":{quote_json(term.value)}'
        if term.language:
            return f'{text},"xml:lang":"{term.language}"}}'
        kind = term.datatype.value
        return text + ("}" if kind == _STRING else f',"datatype":{quote_json(kind)}}}')
    if isinstance(term, BlankNode):
        return f'{{"type":"bnode","value":{quote_json(term.value)}}}'
    parts = zip(("subject", "predicate", "object"), _parts(term), strict=True)
    inner = ",".join(f'"{name}":{_json(part)}' for name, part in parts)
    return f'{{"type":"triple","value":{{{inner}}}}}'


def _xml_row(names: list[str], terms: tuple[Term | None, ...]) -> str:
    cells = [
        f"<binding name={_quote(name)}>{_xml(term)}</binding>"
        for name, term in zip(names, terms, strict=True)
        if term is not None
    ]
    return f"<result>{''.join(cells)}</result>"


def _xml(term: Term) -> str:
    if isinstance(term, NamedNode):
        return f"<uri>{_escape(term.value)}</uri>"
    if isinstance(term, Literal):
        text = _escape(_NOT_XML.sub("\ufffd", term.value))
        if term.language:
            return f'<literal xml:lang="{term.language}">{text}</literal>'
        kind = term.datatype.value
        mark = "" if kind == _STRING else f" datatype={_quote(kind)}"
        return f"<literal{mark}>{text}</literal>"
    if isinstance(term, BlankNode):
        return f"<bnode>{_escape(term.value)}</bnode>"
    names = ("subject", "predicate", "object")
    inner = "".join(
        f"<{name}>{_xml(part)}</{name}>" for name, part in zip(names, _parts(term), strict=True)
    )
    return f"<triple>{inner}</triple>"


def _escape(text: str) -> str:
    return escape_html(text, quote=False)


def _quote(text: str) -> str:
    return f'"{escape_html(text)}"'


def _csv_row(names: list[str], terms: tuple[Term | None, ...]) -> str:
    return ",".join(_csv(_text(term)) for term in terms) + "\r\n"


def _csv(text: str) -> str:
    if any(sign in text for sign in ',"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text


def _tsv_row(names: list[str], terms: tuple[Term | None, ...]) -> str:
    return "\t".join("" if term is None else _tsv(term) for term in terms) + "\n"


def _tsv(term: Term) -> str:
    if isinstance(term, Literal):
        plain = _PLAIN.get(term.datatype.value)
        if plain is not None and plain.fullmatch(term.value):
            return term.value
    return str(term).replace("\t", "\\t")


def _text(term: Term | None) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def _parts(triple: Triple) -> Iterator[Term]:
    yield from (triple.subject, triple.predicate, triple.object)


_Row: TypeAlias = Callable[[list[str], tuple[Term | None, ...]], str]
_ROWS: Mapping[str, tuple[_Row, str]] = {
    "json": (_json_row, ","),
    "xml": (_xml_row, ""),
    "csv": (_csv_row, ""),
    "tsv": (_tsv_row, ""),
}
