"""The gate: what a question may hold before it reaches an engine.

Oxigraph fetches for ``SERVICE`` and dies of deep recursion; neither can be switched off in
Python. So the text is tokenised here first. Where the engine and this gate could see tokens
differently (a comment, an escaped quote, ``SERVICEex:x`` without a space) the gate takes the
stricter view, and comments are blanked so that nothing can hide in them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from spacekg.errors import QueryError

LOCAL = "https://w3id.org/spacekg/"
LENGTH = 64 * 1024
DEPTH = 100
OPERATORS = 250
CLAUSES = 150

_TOKEN = re.compile(
    r"""(?P<space>\s+)
    |(?P<comment>\#[^\n\r]*)
    |(?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
    |(?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
        |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    |(?P<variable>[?$]\w+)
    |(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<name>(?:\w(?:[\w.·-]*[\w·-])?)?:
        (?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])
           (?:[\w:.·-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*)?)
    |(?P<word>\w+)
    |(?P<open>[({\[])
    |(?P<close>[)}\]])
    |(?P<operator>\|\||&&|[-+*/|!]|\^(?!\^))
    |(?P<sign>\^\^|[^\\"'])
    """,
    re.VERBOSE | re.DOTALL,
)
_BETWEEN = frozenset({"space", "comment"})
_ESCAPE = re.compile(r"\\(?:\\|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|.)", re.DOTALL)
_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_UPDATES = frozenset(
    {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
)
_NESTING = frozenset({"OPTIONAL", "MINUS", "BIND", "UNION", "EXISTS", "GRAPH", "VALUES", "FILTER"})
# What an engine that reads "<" as "less than" could parse on, up to a quote or a comment.
_AMBIGUOUS = re.compile(r"<(?![A-Za-z][A-Za-z0-9+.-]*://)[^>]*[#']|<[^>]*'")
_HIDING = frozenset("\"'\\<>{}()#\n\r\0 ")


def guard(
    sparql: str,
    *,
    prefixes: Mapping[str, str] | None = None,
    services: Collection[str] = (),
    length: int = LENGTH,
) -> str:
    """The question with its comments blanked, or a ``QueryError`` that says why it is refused.

    ``prefixes`` are those the engine knows without a ``PREFIX`` line; they are needed to see where
    a ``FROM skg:…`` leads. ``SERVICE <…>`` of one of ``services`` passes; the caller sees to it
    that no engine gets it.

    >>> guard("ASK { ?s ?p 'SERVICE' } # SERVICE")
    "ASK { ?s ?p 'SERVICE' }          "
    >>> guard("ASK { SERVICE <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    ...
    spacekg.errors.QueryError: character 6: SERVICE is refused; ask this graph only, or run ...
    """
    if len(sparql.encode("utf-8", "surrogatepass")) > length:
        raise QueryError(f"the query is longer than {length // 1024} KiB", advice="shorten it")
    tokens = tokenise(sparql)
    bare = [token for token in tokens if token[0] not in _BETWEEN]
    _limit(bare)
    # Case is folded a letter at a time, so a word that no token holds is not in the text either.
    if "service" in sparql.casefold():
        _refuse_service(bare, services)
    _require_form(bare)
    if "FROM" in sparql.upper():
        _confine(bare, dict(prefixes or {}))
    if "#" not in sparql:
        return sparql
    blanked = [" " * len(text) if kind == "comment" else text for kind, text, _ in tokens]
    return "".join(blanked)


def tokenise(sparql: str) -> list[tuple[str, str, int]]:
    """Kind, text and place of each token; refuses what no token can begin with."""
    tokens: list[tuple[str, str, int]] = []
    add = tokens.append
    at = 0
    for match in _TOKEN.finditer(sparql):
        # A place where no token begins is passed over by the search.
        if match.start() != at:
            break
        kind, text = match.lastgroup or "", match.group()
        if kind == "iri":
            if "\\" in text:
                _check_escapes(text, at)
            if _AMBIGUOUS.match(text):
                _distrust(sparql, at)
        elif kind == "string" and "\\" in text:
            _check_escapes(text, at)
        add((kind, text, at))
        at = match.end()
    if at < len(sparql):
        if sparql[at] == "\\":
            raise _refusal(at, "an escape outside a string or IRI is refused", "write it out")
        raise _refusal(at, "a string is not closed", "close the quotation mark")
    return tokens


def _distrust(sparql: str, at: int) -> None:
    """Judge the bare text where ``<x:a#>`` may be an IRI, or "less than" and then a comment."""
    depth = deepest = 0
    for sign in sparql:
        depth += (sign in "({[") - (sign in ")}]")
        deepest = max(deepest, depth)
    if "service" in sparql.casefold() or deepest > DEPTH:
        raise _refusal(at, "an ambiguous IRI is refused", "write the whole IRI, scheme://…")


def _check_escapes(text: str, at: int) -> None:
    """Refuse escaped quotes and brackets: an engine may decode them before it looks for tokens."""
    for match in _ESCAPE.finditer(text):
        digits = match.group(1) or match.group(2)
        if not digits:
            continue
        code = int(digits, 16)
        if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF or chr(code) in _HIDING:
            raise _refusal(at + match.start(), f"the escape {match.group()} is refused")


def _limit(bare: list[tuple[str, str, int]]) -> None:
    """Refuse what makes the engine recurse until it dies: nesting and very long chains."""
    depth = operators = clauses = 0
    for kind, text, at in bare:
        if kind == "word":
            if text.upper() in _NESTING:
                clauses += 1
                if clauses > CLAUSES:
                    raise _refusal(
                        at, f"more than {CLAUSES} clauses are refused", "use VALUES or IN"
                    )
        elif kind == "open":
            depth += 1
            if depth > DEPTH:
                raise _refusal(at, f"more than {DEPTH} nested brackets are refused")
        elif kind == "close":
            depth -= 1
        elif kind == "operator":
            operators += 1
            if operators > OPERATORS:
                raise _refusal(
                    at, f"more than {OPERATORS} operators are refused", "use VALUES or IN"
                )


def _refuse_service(bare: list[tuple[str, str, int]], services: Collection[str]) -> None:
    """Refuse SERVICE wherever an engine could read it."""
    allowed = _allow(bare, services)
    for kind, text, at in bare:
        if at in allowed:
            continue
        # Engines read "SERVICEex:x" and "1SERVICE" as the keyword, so any such word is refused.
        prefix, _, local = text.partition(":") if kind == "name" else (text, "", "")
        if kind in ("word", "name") and (
            "service" in prefix.casefold() or ".service" in local.casefold()
        ):
            raise _refusal(
                at,
                "SERVICE is refused",
                "ask this graph only, or run the federated query elsewhere",
            )


def _require_form(bare: list[tuple[str, str, int]]) -> None:
    """Refuse anything that is not a question."""
    for kind, text, at in _skip_prologue(bare):
        word = text.upper()
        if kind == "word" and word in _FORMS:
            return
        if kind == "word" and word in _UPDATES:
            raise _refusal(at, f"{word} is refused", "the graph is read-only")
        raise _refusal(at, "not a SPARQL query", "begin with SELECT, ASK, CONSTRUCT or DESCRIBE")
    raise QueryError("the query is empty", advice="write a SELECT, ASK, CONSTRUCT or DESCRIBE")


def _allow(bare: list[tuple[str, str, int]], services: Collection[str]) -> frozenset[int]:
    """The places of ``SERVICE <…> {`` whose server may be asked."""
    if not services:
        return frozenset()
    return frozenset(
        first[2]
        for first, second, third in zip(bare, bare[1:], bare[2:], strict=False)
        if first[0] == "word"
        and first[1].upper() == "SERVICE"
        and second[0] == "iri"
        and second[1][1:-1] in services
        and third[1] == "{"
    )


def _skip_prologue(bare: list[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    """The tokens after the last ``PREFIX x: <…>`` or ``BASE <…>``."""
    while bare and bare[0][0] == "word" and bare[0][1].upper() in ("PREFIX", "BASE"):
        bare = bare[3 if bare[0][1].upper() == "PREFIX" else 2 :]
    return bare


def _confine(bare: list[tuple[str, str, int]], prefixes: dict[str, str]) -> None:
    """Refuse ``FROM`` and ``FROM NAMED`` of anything but a graph of ours."""
    for first, second, third in zip(bare, bare[1:], bare[2:], strict=False):
        if first[1].upper() == "PREFIX" and second[0] == "name" and third[0] == "iri":
            prefixes[second[1].rstrip(":")] = third[1][1:-1]
    for index, (kind, text, at) in enumerate(bare):
        if kind != "word" or text.upper() != "FROM":
            continue
        rest = [token for token in bare[index + 1 : index + 3] if token[1].upper() != "NAMED"]
        graph = rest[0][1] if rest else ""
        prefix, _, local = graph.partition(":")
        iri = graph[1:-1] if graph.startswith("<") else prefixes.get(prefix, "") + local
        if not iri.startswith(LOCAL) or "\\" in iri:
            raise _refusal(at, f"FROM {graph} is refused", f"only graphs under {LOCAL} are read")


def _refusal(at: int, message: str, advice: str = "") -> QueryError:
    return QueryError(message, place=f"character {at}", advice=advice)
