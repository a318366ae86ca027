"""Question text: a SPARQL question in parts, so that another question can be made around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spacekg.errors import QueryError
from spacekg.graph.gate import tokenise


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionText:
    """A question without its prologue and its ``FROM``, which stand beside it.

    ``prologue`` declares every prefix that is used. ``form`` is SELECT, ASK, CONSTRUCT or
    DESCRIBE; ``names_graphs`` tells whether it has a ``GRAPH``, and ``constant_graphs`` are those
    that it names there.
    """

    prologue: str
    body: str
    form: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    names_graphs: bool = False
    constant_graphs: tuple[str, ...] = ()


def read_question_text(sparql: str, prefixes: Mapping[str, str]) -> QuestionText:
    """The parts of a question that has passed the gate; ``prefixes`` need no declaration.

    >>> text = read_question_text("SELECT * FROM <http://a/b> { ?s ?p ?o }", {})
    >>> text.form, text.body.split(), text.default_graphs
    ('SELECT', ['SELECT', '*', '{', '?s', '?p', '?o', '}'], ('http://a/b',))
    """
    tokens = [token for token in tokenise(sparql) if token[0] not in ("space", "comment")]
    declared: dict[str, str] = {}
    first = 0
    while first < len(tokens) and tokens[first][1].upper() in ("PREFIX", "BASE"):
        is_prefix = tokens[first][1].upper() == "PREFIX"
        if is_prefix and first + 2 < len(tokens):
            declared[tokens[first + 1][1].rstrip(":")] = tokens[first + 2][1][1:-1]
        first += 3 if is_prefix else 2
    if first >= len(tokens):
        raise QueryError("the query is empty", advice="write a SELECT, ASK, CONSTRUCT or DESCRIBE")
    known = {**prefixes, **declared}
    start = tokens[first][2]
    body = sparql[start:]
    default: list[str] = []
    named: list[str] = []
    for index in range(first, len(tokens)):
        if tokens[index][0] != "word" or tokens[index][1].upper() != "FROM":
            continue
        is_named = index + 1 < len(tokens) and tokens[index + 1][1].upper() == "NAMED"
        last = index + (2 if is_named else 1)
        if last >= len(tokens):
            raise QueryError("FROM names no graph", advice="write FROM <IRI>")
        (named if is_named else default).append(_expand(tokens[last][1], known))
        begin, end = tokens[index][2] - start, tokens[last][2] + len(tokens[last][1]) - start
        body = body[:begin] + " " * (end - begin) + body[end:]
    pairs = zip(tokens[first:], tokens[first + 1 :], strict=False)
    after = [two for one, two in pairs if one[0] == "word" and one[1].upper() == "GRAPH"]
    used = {text.partition(":")[0] for kind, text, _ in tokens[first:] if kind == "name"}
    lines = [f"PREFIX {name}: <{prefixes[name]}>\n" for name in sorted(used & {*prefixes})]
    return QuestionText(
        prologue="".join(lines) + sparql[:start],
        body=body,
        form=tokens[first][1].upper(),
        default_graphs=tuple(default),
        named_graphs=tuple(named),
        names_graphs=bool(after),
        constant_graphs=tuple(_expand(one[1], known) for one in after if one[0] != "variable"),
    )


def substitute(body: str, values: Mapping[str, str]) -> str:
    """A question in which terms of SPARQL stand for variables, which keep their columns.

    >>> substitute("SELECT ?p WHERE { ?s ?p ?o FILTER(?p != ?o) }", {"p": "<a:b>"})
    'SELECT (<a:b> AS ?p) WHERE { ?s <a:b> ?o FILTER(<a:b> != ?o) }'
    """
    parts: list[str] = []
    depth = 0
    is_named = has_pattern = False
    for kind, text, _ in tokenise(body):
        depth += (text == "{") - (text == "}")
        has_pattern = has_pattern or depth > 0
        term = values.get(text[1:]) if kind == "variable" and not is_named else None
        if kind not in ("space", "comment"):
            is_named = kind == "word" and text.upper() == "AS"
        if term is not None and depth:
            parts.append(term)
        elif term is not None and not has_pattern:
            parts.append(f"({term} AS {text})")
        else:
            parts.append(text)
    return "".join(parts)


def _expand(graph: str, prefixes: Mapping[str, str]) -> str:
    if graph.startswith("<"):
        return graph[1:-1]
    prefix, _, local = graph.partition(":")
    return prefixes.get(prefix, "") + local
