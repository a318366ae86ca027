"""Answer: the rows of a server, believed only when every part of them is what it should be."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from spacekg.errors import RemoteContentError, RemoteCutError
from spacekg.remote.exchange import Response

JSON_ROWS = "application/sparql-results+json"
_BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"
_TRUTH = {"1": "true", "0": "false"}
_KINDS = {"uri": "uri", "literal": "literal", "typed-literal": "literal", "bnode": "bnode"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The variables of a SELECT, and a mapping of variable to RDF term (as in JSON) a row."""

    names: tuple[str, ...]
    bindings: tuple[Mapping[str, Mapping[str, str]], ...]

    def to_json(self) -> bytes:
        """The rows in the JSON format of SPARQL results."""
        value = {"head": {"vars": self.names}, "results": {"bindings": self.bindings}}
        return json.dumps(value, ensure_ascii=True).encode("ascii")


def read_rows(response: Response, host: str = "") -> Rows:
    """The rows of a SELECT; a ``RemoteContentError`` or ``RemoteCutError`` for anything else."""
    value = _read_json(response, host)
    head, results = value.get("head"), value.get("results")
    names = head.get("vars") if isinstance(head, dict) else None
    found = results.get("bindings") if isinstance(results, dict) else None
    if (
        not isinstance(head, dict)
        or not isinstance(names, list)
        or not isinstance(found, list)
        or not all(isinstance(name, str) for name in names)
    ):
        raise _oddity("no rows of a SELECT", host)
    if head.get("truncated"):
        raise RemoteCutError(
            "the server says that it cut the answer", file=host, advice="ask for less at once"
        )
    return Rows(names=tuple(names), bindings=tuple(_row(row, names, host) for row in found))


def read_boolean(response: Response, host: str = "") -> bool:
    """The answer of an ASK."""
    answer = _read_json(response, host).get("boolean")
    if not isinstance(answer, bool):
        raise _oddity("no yes or no", host)
    return answer


def _read_json(response: Response, host: str) -> dict[str, Any]:
    for name, sign in (("x-sparql-maxrows", "rows"), ("x-sql-state", "time")):
        if name in response.headers:
            raise RemoteCutError(
                f"the server cut the answer at its limit of {sign} ({response.headers[name][:20]})",
                file=host,
                advice="ask for less at once, or raise the limit of the server",
            )
    if response.kind not in (JSON_ROWS, "application/json"):
        raise _oddity(f"'{response.kind[:60] or 'nothing named'}'", host)
    try:
        value = json.loads(response.body, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise RemoteCutError(
            f"the answer is no whole JSON: {str(error)[:100]}", file=host, advice="ask again"
        ) from error
    if not isinstance(value, dict):
        raise _oddity("JSON of another shape", host)
    return value


def _row(row: object, names: list[str], host: str) -> dict[str, dict[str, str]]:
    if not isinstance(row, dict) or not row.keys() <= set(names):
        raise _oddity("a row with other variables than its head", host)
    return {name: _term(term, host) for name, term in row.items()}


def _term(term: object, host: str) -> dict[str, str]:
    kind = _KINDS.get(str(term.get("type"))) if isinstance(term, dict) else None
    if not isinstance(term, dict) or kind is None:
        raise _oddity("a cell that is no RDF term", host)
    parts = [term.get("value"), term.get("datatype", ""), term.get("xml:lang", "")]
    if not all(isinstance(part, str) for part in parts):
        raise _oddity("a cell that is no RDF term", host)
    value, datatype, language = map(str, parts)
    if datatype == _BOOLEAN:
        value = _TRUTH.get(value, value)
    plain = {"type": kind, "value": value}
    if kind == "literal" and language:
        plain["xml:lang"] = language
    elif kind == "literal" and datatype:
        plain["datatype"] = datatype
    return plain


def _refuse(constant: str) -> float:
    raise ValueError(f"{constant} is no JSON")


def _oddity(what: str, host: str) -> RemoteContentError:
    return RemoteContentError(
        f"the server answers with {what}", file=host,
        advice="check that the address is that of a SPARQL endpoint",
    )  # fmt: skip
