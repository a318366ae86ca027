"""Protocol: a question as SPARQL 1.1 Protocol clients send it, by GET and both kinds of POST."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.requests import Request

from spacekg.server.negotiation import ROWS, TRIPLES, Chosen, choose, choose_named
from spacekg.server.problem import Problem

LONGEST_QUERY = 64 * 1024
# A form writes three characters for one that is not a letter.
LONGEST_BODY = 4 * LONGEST_QUERY
BODY_SECONDS = 10.0
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
_ONCE = ("query", "update")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a client asked: the question, the dataset, and the formats it reads."""

    sparql: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    rows: Chosen
    triples: Chosen


async def read_question(request: Request) -> Asked | None:
    """The question of a request, or None when a GET asks nothing; a ``Problem`` if it is wrong."""
    pairs = read_pairs(request)
    body_query = ""
    if request.method == "POST":
        kind = _content_type(request.headers)
        body = await _read_body(request)
        if kind == FORM:
            pairs = [*pairs, *_split(body.decode("ascii", "replace"))]
        elif kind == QUERY:
            body_query = _decode(body)
            if _values(pairs, "query"):
                raise Problem(400, "the query is given twice; send it in the body only")
        elif kind == UPDATE:
            raise Problem(403, "updates are refused; the graph is read-only")
        else:
            raise Problem(415, f"'{kind}' is not understood; send {FORM} or {QUERY}")
    for name in _ONCE:
        if len(_values(pairs, name)) > 1:
            raise Problem(400, f"the parameter {name} is given twice; give it once")
    if any(name == "update" or name.startswith("using-") for name, _ in pairs):
        raise Problem(403, "updates are refused; the graph is read-only")
    sparql = body_query or "".join(_values(pairs, "query"))
    if not sparql:
        if request.method == "POST" or any(name == "query" for name, _ in pairs):
            raise Problem(400, "the query is missing; send it as the parameter query")
        return None
    if len(sparql.encode("utf-8", "surrogatepass")) > LONGEST_QUERY:
        raise Problem(413, f"the query is longer than {LONGEST_QUERY // 1024} KiB; shorten it")
    rows, triples = choose_formats(request, pairs)
    return Asked(
        sparql=sparql,
        default_graphs=_values(pairs, "default-graph-uri"),
        named_graphs=_values(pairs, "named-graph-uri"),
        rows=rows,
        triples=triples,
    )


def read_pairs(request: Request) -> list[tuple[str, str]]:
    """Names and values of the query string; a ``Problem`` when it is too long or not UTF-8."""
    text = request.scope["query_string"]
    if len(text) > LONGEST_BODY:
        raise Problem(414, "the address is too long; send the query by POST")
    return _split(text.decode("ascii", "replace"))


def choose_formats(request: Request, pairs: Sequence[tuple[str, str]]) -> tuple[Chosen, Chosen]:
    """The formats for rows and for triples: by ``format=``, else by Accept; or a 406."""
    accept = ",".join(request.headers.getlist("accept"))
    named = _values(pairs, "format")
    rows, triples = Chosen(), Chosen()
    for name in named:
        rows = rows if rows.format else choose_named(name, ROWS)
        triples = triples if triples.format else choose_named(name, TRIPLES)
    # SPARQLWrapper sends names of several endpoints' own, and says in Accept what it means.
    is_named = bool(rows.format or triples.format)
    if not named or (not is_named and accept.strip() not in ("", "*/*")):
        rows, triples = choose(accept, ROWS), choose(accept, TRIPLES)
    if not rows.format and not triples.format:
        known = ", ".join(dict.fromkeys(media for media, _ in (*ROWS, *TRIPLES)))
        raise Problem(406, f"nothing here is acceptable to you; ask for one of {known}")
    return rows, triples


def _split(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, max_num_fields=200, errors="strict")
    except UnicodeDecodeError:
        raise Problem(400, "the parameters are not UTF-8") from None
    except ValueError:
        raise Problem(400, "there are too many parameters") from None


def _values(pairs: Sequence[tuple[str, str]], name: str) -> tuple[str, ...]:
    return tuple(value for key, value in pairs if key == name)


def _content_type(headers: Headers) -> str:
    if headers.get("content-encoding", "identity") != "identity":
        raise Problem(415, "a compressed body is not understood; send it as it is")
    kind, *parameters = headers.get("content-type", "").lower().split(";")
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "charset" and value.strip(' "') not in ("utf-8", "utf8", "us-ascii"):
            raise Problem(415, "only UTF-8 is understood")
    return kind.strip()


async def _read_body(request: Request) -> bytes:
    """The body, read no further than it may be long and no longer than it may take."""
    parts = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for part in request.stream():
                parts += part
                if len(parts) > LONGEST_BODY:
                    raise Problem(413, f"the body is longer than {LONGEST_BODY // 1024} KiB")
    except TimeoutError:
        raise Problem(408, "the body did not come in time") from None
    return bytes(parts)


def _decode(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise Problem(400, "the query is not UTF-8") from None
