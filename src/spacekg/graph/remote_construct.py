"""Remote construct: CONSTRUCT and DESCRIBE by way of a SELECT, whose rows can be counted.

A server that caps its answers says so for rows at best. So the rows are fetched, and the triples
are made of them here, by the same engine as at home.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import Literal, NamedNode, QueryTriples, Store

from spacekg.errors import QueryError
from spacekg.graph.gate import tokenise
from spacekg.graph.question_text import QuestionText
from spacekg.remote import Rows, Scope, SparqlClient


def construct(client: SparqlClient, text: QuestionText, body: str, scope: Scope) -> QueryTriples:
    """The triples of a CONSTRUCT."""
    template, rest = _split_template(body)
    rows = client.select(f"SELECT * {rest}", prologue=text.prologue, scope=scope)
    return _build(f"{text.prologue}CONSTRUCT {template} WHERE {{ {write_table_of_values(rows)} }}")


def describe(client: SparqlClient, text: QuestionText, body: str, scope: Scope) -> QueryTriples:
    """The triples of what a DESCRIBE names or finds, as subjects; like the engine at home."""
    tokens = [one for one in tokenise(body) if one[0] not in ("space", "comment")][1:]
    named: list[str] = []
    variables: list[str] = []
    end = len(body)
    for kind, sign, at in tokens:
        if kind in ("iri", "name"):
            named.append(sign)
        elif kind == "variable" or sign == "*":
            variables.append(sign)
        else:
            end = at
            break
    values = " ".join(named)
    if variables:
        wanted = " ".join(variables)
        found = client.select(
            f"SELECT DISTINCT {wanted} {body[end:]}", prologue=text.prologue, scope=scope
        )
        cells = (cell for row in found.bindings for cell in row.values())
        iris = {str(NamedNode(cell["value"])) for cell in cells if cell["type"] == "uri"}
        values = " ".join([*named, *sorted(iris)])
    rows = client.select(
        f"SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {values} }} ?s ?p ?o }}",
        prologue=text.prologue,
        scope=scope,
    )
    return _build(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {write_table_of_values(rows)} }}")


def _split_template(body: str) -> tuple[str, str]:
    """What stands between the braces of CONSTRUCT, and the rest from WHERE on."""
    depth = 0
    begin = -1
    for kind, sign, at in tokenise(body):
        if kind == "word" and sign.upper() == "WHERE" and begin < 0:
            # The short form: the pattern is the template.
            template, _ = _split_template(f"CONSTRUCT {body[at + 5 :]}")
            return template, body[at:]
        if sign == "{":
            begin = at if begin < 0 else begin
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0:
                return body[begin : at + 1], body[at + 1 :]
    raise QueryError("the CONSTRUCT has no template", advice="write CONSTRUCT { … } WHERE { … }")


def write_table_of_values(rows: Rows) -> str:
    """Rows as a table of ``VALUES``."""
    lines = (" ".join(_cells(row, rows.names)) for row in rows.bindings)
    names = " ".join(f"?{name}" for name in rows.names)
    return f"VALUES ({names}) {{ {' '.join(f'({line})' for line in lines)} }}"


def _cells(row: Mapping[str, Mapping[str, str]], names: Iterable[str]) -> Iterable[str]:
    for name in names:
        yield write_cell(row[name]) if name in row else "UNDEF"


def write_cell(cell: Mapping[str, str]) -> str:
    """One cell of an answer as a term of SPARQL, escaped by the engine's own writer."""
    try:
        if cell["type"] == "uri":
            return str(NamedNode(cell["value"]))
        if cell["type"] == "literal":
            datatype = cell.get("datatype")
            return str(
                Literal(
                    cell["value"],
                    datatype=NamedNode(datatype) if datatype else None,
                    language=cell.get("xml:lang"),
                )
            )
    except ValueError as error:
        raise QueryError(f"the server gives a damaged term: {error}") from error
    raise QueryError(
        "the server gives a blank node, which has no name here", advice="ask for what has an IRI"
    )


def _build(sparql: str) -> QueryTriples:
    answer = Store().query(sparql)
    assert isinstance(answer, QueryTriples)
    return answer
