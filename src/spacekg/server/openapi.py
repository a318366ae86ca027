"""OpenAPI: the endpoint described for tools that write clients."""

from __future__ import annotations

from typing import Any

from spacekg.queries import Limits, read_questions
from spacekg.server.negotiation import ROWS, TRIPLES
from spacekg.server.protocol import FORM, LONGEST_QUERY, QUERY

_PROBLEM = {
    "application/problem+json": {
        "schema": {
            "type": "object",
            "required": ["type", "title", "status", "detail"],
            "properties": {
                "type": {"type": "string"},
                "title": {"type": "string"},
                "status": {"type": "integer"},
                "detail": {"type": "string"},
            },
        }
    }
}
_REASONS = {
    "400": "The query is malformed or refused.",
    "403": "Updates are refused.",
    "404": "There is no such thing.",
    "405": "The method is not allowed.",
    "406": "No acceptable format.",
    "408": "The body did not come in time.",
    "413": "The query is too long.",
    "414": "The address is too long.",
    "415": "The body is of an unknown type.",
    "500": "The query needed too much memory.",
    "503": "Too many questions wait; Retry-After says when to ask again.",
    "504": "The query took too long.",
}


def describe_interface(limits: Limits) -> dict[str, Any]:
    """The OpenAPI 3.1 document of a server with these limits.

    >>> sorted(describe_interface(Limits())["paths"]["/sparql"])
    ['get', 'post']
    """
    texts = (
        "query", "default-graph-uri", "named-graph-uri", "format",
    )  # fmt: skip
    fields = {
        "query": {"type": "string", "maxLength": LONGEST_QUERY},
        "default-graph-uri": {"type": "array", "items": {"type": "string", "format": "uri"}},
        "named-graph-uri": {"type": "array", "items": {"type": "string", "format": "uri"}},
        "format": {
            "type": "string",
            "enum": list(dict.fromkeys(name for _, name in (*ROWS, *TRIPLES))),
        },
    }
    parameters = [
        {"name": name, "in": "query", "required": False, "schema": fields[name]} for name in texts
    ]
    paths: dict[str, Any] = {
        "/sparql": {
            "get": _operation("askByGet", "Ask a question in SPARQL 1.1.", _answers(), parameters),
            "post": {
                **_operation("askByPost", "Ask a question in SPARQL 1.1.", _answers()),
                "requestBody": {
                    "required": True,
                    "content": {
                        FORM: {
                            "schema": {
                                "type": "object",
                                "required": ["query"],
                                "properties": fields,
                            }
                        },
                        QUERY: {"schema": {"type": "string", "maxLength": LONGEST_QUERY}},
                    },
                },
            },
        },
        "/queries": {"get": _operation("listQuestions", "The named questions.", _json("array"))},
        "/prefixes": {
            "get": _operation("listPrefixes", "Prefixes known to queries.", _json("object"))
        },
        "/health": {"get": _operation("checkHealth", "Whether it answers.", _json("object"))},
        "/resource": {
            "get": _operation(
                "describeResource",
                "What the graph says of an IRI.",
                _triples() | {"text/html": {"schema": {"type": "string"}}},
                [{"name": "iri", "in": "query", "required": True, "schema": {"type": "string"}}],
            )
        },
    }
    for question in read_questions():
        named = [
            {
                "name": one.name,
                "in": "query",
                "description": one.description,
                "schema": {"type": "integer" if one.kind == "integer" else "string"},
            }
            for one in question.parameters
        ]
        paths[f"/queries/{question.name}"] = {
            "get": _operation(question.name, question.comment, _rows(), named)
        }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "SpaceKG",
            "version": "1",
            "description": "A read-only SPARQL 1.1 endpoint. An answer that is cut after "
            f"{limits.rows} rows or {limits.bytes} bytes has the header SpaceKG-Truncated.",
        },
        "paths": paths,
    }


def _operation(
    name: str, summary: str, content: dict[str, Any], parameters: list[dict[str, Any]] | None = None
) -> dict[str, Any]:
    failures = {
        status: {"description": text, "content": _PROBLEM} for status, text in _REASONS.items()
    }
    return {
        "operationId": name,
        "summary": summary,
        "parameters": parameters or [],
        "responses": {"200": {"description": "The whole answer.", "content": content}, **failures},
    }


def _json(kind: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"type": kind}}}


def _rows() -> dict[str, Any]:
    return {media: {"schema": {}} for media, _ in ROWS}


def _triples() -> dict[str, Any]:
    return {media: {"schema": {}} for media, _ in TRIPLES}


def _answers() -> dict[str, Any]:
    return {**_rows(), **_triples(), "text/html": {"schema": {"type": "string"}}}
