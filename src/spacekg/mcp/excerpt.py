"""Excerpt: rows for an assistant, never more than it can read, and honest about the rest."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from spacekg.vocabulary import read_vocabulary

MOST_ROWS = 100
MOST_CHARACTERS = 40_000
LONGEST_TEXT = 4_000


def make_excerpt(rows: Sequence[Any], limit: int, *, cut: bool = False) -> dict[str, Any]:
    """The first ``limit`` rows as plain values; ``truncated`` tells that there are more.

    >>> make_excerpt([{"n": 1}, {"n": 2}], 1)
    {'rows': [{'n': 1}], 'shown': 1, 'found': 2, 'truncated': True}
    """
    shown: list[Any] = []
    size = 0
    for row in rows[: max(1, min(limit, MOST_ROWS))]:
        value = _plain(row)
        size += len(json.dumps(value, ensure_ascii=False))
        if size > MOST_CHARACTERS and shown:
            break
        shown.append(value)
    return {
        "rows": shown,
        "shown": len(shown),
        "found": len(rows),
        "truncated": cut or len(shown) < len(rows),
    }


def read_rows(body: bytes) -> list[dict[str, str]]:
    """The rows of SPARQL JSON as plain text by variable; IRIs become CURIEs where they can."""
    compress = read_vocabulary().compress
    value = json.loads(body)
    if "boolean" in value:
        return [{"answer": "yes" if value["boolean"] else "no"}]
    return [
        {
            name: compress(term["value"]) if term["type"] == "uri" else str(term["value"])
            for name, term in row.items()
        }
        for row in value["results"]["bindings"]
    ]


def _plain(value: Any) -> Any:
    """Dataclasses and mappings as dicts, tuples as lists; empty values are left out."""
    if is_dataclass(value) and not isinstance(value, type):
        pairs = ((field.name, getattr(value, field.name)) for field in fields(value))
        return {name: _plain(one) for name, one in pairs if one not in (None, "", ())}
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, tuple | list):
        more = len(value) - MOST_ROWS
        plain = [_plain(one) for one in value[:MOST_ROWS]]
        return [*plain, f"… and {more} more"] if more > 0 else plain
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        return f"{value[:LONGEST_TEXT]}… ({len(value)} characters)"
    return value
