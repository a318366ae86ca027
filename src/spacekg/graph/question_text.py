"""Question text: a SPARQL question in parts, so that another question can be made around it."""

from __future__ import annotations

import re
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
    """A question whose variables have the given terms of SPARQL, as a ``VALUES`` in its pattern.

    So the variables stand wherever only a variable may: in the list of a SELECT within a SELECT, in
    GROUP BY, in BOUND. This is what the engine at home does with them too.

    >>> substitute("SELECT ?p WHERE { ?s ?p ?o }", {"p": "<a:b>"})
    'SELECT ?p WHERE { VALUES ?p { <a:b> } ?s ?p ?o }'
    >>> substitute("DESCRIBE ?p", {"p": "<a:b>"})
    'DESCRIBE ?p WHERE { VALUES ?p { <a:b> } }'
    """
    if not values:
        return body
    rows = "".join(f" VALUES ?{name} {{ {term} }}" for name, term in values.items())
    blocks = _find_blocks(body)
    if not blocks:
        return f"{body} WHERE {{{rows} }}"
    start, end = blocks[-1]
    head = body[:start]
    if len(blocks) == 1 and re.match(r"\s*CONSTRUCT\b", body, re.IGNORECASE):
        # CONSTRUCT WHERE { … }: the pattern is the template too, and takes no VALUES.
        where = re.sub(r"WHERE\s*$", "", head, flags=re.IGNORECASE)
        head = f"{where}{body[start:end]} WHERE "
    return f"{head}{{{rows}{body[start + 1 :]}"


def _find_blocks(body: str) -> list[tuple[int, int]]:
    """Where each outermost pair of braces begins and ends, but for those of a last VALUES."""
    blocks: list[tuple[int, int]] = []
    depth = start = 0
    for kind, text, at in tokenise(body):
        if kind == "word" and not depth and text.upper() == "VALUES":
            break
        if text == "{":
            start = start if depth else at
            depth += 1
        elif text == "}":
            depth -= 1
            if not depth:
                blocks.append((start, at + 1))
    return blocks


def _expand(graph: str, prefixes: Mapping[str, str]) -> str:
    if graph.startswith("<"):
        return graph[1:-1]
    prefix, _, local = graph.partition(":")
    return prefixes.get(prefix, "") + local
