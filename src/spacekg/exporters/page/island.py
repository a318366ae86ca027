"""Island: the content of a page as JSON that no parser of markup can break out of."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from spacekg.exporters.page.content import PageFinding, PageGraph, PageNode
from spacekg.exporters.page.overview import Overview, Shared
from spacekg.exporters.page.palette import STYLES, TYPES

_UNSAFE = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&"})


def write_island(
    page: PageGraph,
    overview: Overview,
    picture: Mapping[str, Any],
    gaps: Mapping[str, Any],
    addresses: Sequence[str] = (),
) -> str:
    """One line of ASCII JSON with ``<``, ``>`` and ``&`` escaped; empty parts left out."""
    words = sorted(
        {word for one in page.findings for word in (one.direction, one.certainty, one.tier)}
    )
    kinds = sorted({edge.kind for edge in page.edges})
    content = {
        "addresses": list(addresses),
        "edges": [
            [edge.source, edge.target, kinds.index(edge.kind), edge.up, edge.down, edge.other]
            for edge in page.edges
        ],
        "findings": [_finding(one, words) for one in page.findings],
        "gaps": gaps,
        "kinds": kinds,
        "nodes": [_node(node) for node in page.nodes],
        "overview": {"genes": _ranking(overview.genes), "questions": _ranking(overview.questions)},
        "picture": picture,
        "quotes": [[one.text, one.reading, one.section] for one in page.quotes],
        "types": [
            {"many": style.many, "one": style.one, "shape": style.shape, "type": style.type}
            for style in STYLES
        ],
        "words": words,
    }
    return write_safe_json(content)


def write_safe_json(value: Any) -> str:
    r"""JSON that may stand inside ``<script>``.

    >>> write_safe_json({"label": "</script>&\u2028"})
    '{"label":"\\u003c/script\\u003e\\u0026\\u2028"}'
    """
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    return text.translate(_UNSAFE)


def _ranking(rows: Iterable[Shared]) -> list[list[int]]:
    return [[row.node, row.studies, row.up, row.down] for row in rows]


def _node(node: PageNode) -> dict[str, Any]:
    row = {
        "d": node.summary,
        "f": node.facts,
        "i": node.ids,
        "l": node.label,
        "n": node.names,
        "q": node.quotes,
        "r": node.iri,
        "s": node.short,
        "u": node.link,
    }
    return {"t": TYPES.index(node.type), **{key: value for key, value in row.items() if value}}


def _finding(one: PageFinding, words: list[str]) -> dict[str, Any]:
    row = {"m": one.measures, "q": one.quotes, "w": one.cites, "x": one.context}
    return {
        "a": one.about,
        "c": words.index(one.certainty),
        "d": words.index(one.direction),
        "s": one.study,
        "t": words.index(one.tier),
        **{key: value for key, value in row.items() if value},
    }
