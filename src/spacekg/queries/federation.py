"""Federation: the parts of a question that other servers answer, fetched and put in as tables.

The engine would fetch for ``SERVICE`` whatever is named, without end, and take a cut answer for a
whole one. So the worker does it: only servers on a list are asked, by our strict client, under the
deadline of the question; their rows take the place of the ``SERVICE`` as a table of ``VALUES``.
That is what the standard says of it: the part is answered by itself, then joined.
"""

from __future__ import annotations

import time
from collections.abc import Collection

from spacekg.errors import QueryError
from spacekg.graph import guard, read_question_text, write_table_of_values
from spacekg.graph.gate import tokenise
from spacekg.remote import Limit, RemoteAddress, SparqlClient
from spacekg.vocabulary import read_vocabulary

ROWS = 10_000
BYTES = 16 * 1024 * 1024
#: how long a question may be once the rows of others stand in it
LENGTH = 4 * 1024 * 1024


def federate(sparql: str, services: Collection[str], seconds: float) -> str:
    """The question without its ``SERVICE`` parts: the rows of each as ``VALUES``.

    Refused are servers that are not among ``services``, and ``SILENT``: what is missing is told.
    """
    end = time.monotonic() + seconds
    prefixes = read_vocabulary().prefixes
    guarded = guard(sparql, prefixes=prefixes, services=services)
    prologue = read_question_text(guarded, prefixes).prologue
    parts: list[str] = []
    at = 0
    for begin, stop, service, pattern in _find_services(guarded):
        limit = Limit(seconds=max(0.01, end - time.monotonic()), bytes=BYTES)
        parts += [guarded[at:begin], _fetch(service, pattern, prologue, limit)]
        at = stop
    return "".join([*parts, guarded[at:]])


def _fetch(service: str, pattern: str, prologue: str, limit: Limit) -> str:
    with SparqlClient(RemoteAddress(query=service, update="", data="")) as client:
        rows = client.select(f"SELECT * WHERE {pattern}", prologue=prologue, limit=limit)
    if len(rows.bindings) > ROWS:
        raise QueryError(
            f"{service} gives {len(rows.bindings)} rows",
            advice=f"narrow the part in its braces to {ROWS} at most",
        )
    return f"{{ {write_table_of_values(rows)} }}"


def _find_services(sparql: str) -> list[tuple[int, int, str, str]]:
    """Begin and end of each ``SERVICE <…> { … }``, its server and what stands in the braces."""
    found: list[tuple[int, int, str, str]] = []
    tokens = [token for token in tokenise(sparql) if token[0] not in ("space", "comment")]
    index = 0
    while index < len(tokens):
        kind, text, begin = tokens[index]
        index += 1
        if kind != "word" or text.upper() != "SERVICE":
            continue
        service = tokens[index][1][1:-1]
        depth = 0
        first = tokens[index + 1][2] if index + 1 < len(tokens) else len(sparql)
        for _, sign, place in tokens[index + 1 :]:
            index += 1
            depth += (sign == "{") - (sign == "}")
            if sign.upper() == "SERVICE":
                raise QueryError(
                    f"character {place}: a SERVICE in a SERVICE is refused", advice="take it out"
                )
            if depth <= 0:
                found.append((begin, place + 1, service, sparql[first : place + 1]))
                break
    return found
