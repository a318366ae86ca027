"""Charts: the series a record draws, as measurements and never as findings."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Literal

from spacekg.extraction.bibliography import words_of
from spacekg.extraction.mentions import Mentions
from spacekg.model import Document, Entity, Measurement, Value
from spacekg.patterns import compile_late

_ESTIMATED = compile_late(
    r"\b(?:estimat|approximat|illustrat|hypothetical|simulated data|not to scale|conceptual|"
    r"representative|inferred)\w*",
    re.I,
)
_UNIT = compile_late(r"\((?P<unit>%|[^()]{1,24})\)\s*$")
#: decimals of a graph hold no more; nothing of life is counted in such numbers
_LARGEST = 1e18


def read_charts(document: Document, mentions: Mentions) -> tuple[Measurement, ...]:
    """Every number of the document's chart, its label grounded where it names something."""
    chart = document.get("chartData")
    if not isinstance(chart, tuple):
        return ()
    spec = _mapping(chart)
    data = _mapping(spec.get("data"))
    labels = data.get("labels")
    names = tuple(words_of(v) for v in labels) if isinstance(labels, tuple) else ()
    note = " ".join(
        words_of(value) for key, value in document.metadata
        if key.startswith("chartData") and "#comment" in key
    )  # fmt: skip
    grounded = _grounded(document, mentions)
    found: list[Measurement] = []
    datasets = data.get("datasets")
    for series in datasets if isinstance(datasets, tuple) else ():
        row = _mapping(series)
        title = words_of(row.get("label"))
        tier: Literal["estimated", "summary"] = (
            "estimated" if _ESTIMATED.search(f"{title} {note} {words_of(spec.get('type'))}")
            or any(_ESTIMATED.search(name) for name in names) else "summary"
        )  # fmt: skip
        unit = _UNIT.search(title)
        for label, value in _points(row.get("data"), names):
            found.append(Measurement(
                series=title, label=label, value=value, unit=unit.group("unit") if unit else "",
                about=grounded.get(label, ()), tier=tier, note=note,
            ))  # fmt: skip
    return tuple(found)


def _points(values: Value, names: tuple[str, ...]) -> Iterator[tuple[str, float]]:
    if not isinstance(values, tuple):
        return
    for index, value in enumerate(values):
        label = names[index] if index < len(names) else str(index + 1)
        point = _mapping(value)
        if point:
            label = words_of(point.get("label")) or label
            value = point.get("y", point.get("value"))
        number = _number(value)
        if number is not None:
            yield label, number


def _number(value: Value) -> float | None:
    text = words_of(value).replace("−", "-").rstrip("%").strip()
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) and abs(number) < _LARGEST else None


def _mapping(value: Value) -> Mapping[str, Value]:
    """A nested metadata value as a mapping; empty when it is none."""
    if not isinstance(value, tuple):
        return {}
    return {
        pair[0]: pair[1] for pair in value
        if isinstance(pair, tuple) and len(pair) == 2 and isinstance(pair[0], str)
    }  # fmt: skip


def _grounded(document: Document, mentions: Mentions) -> dict[str, tuple[Entity, ...]]:
    """The entities named in each chart label."""
    return {
        " ".join(passage.text.split()): tuple(
            dict.fromkeys(a.entity for a in mentions.within(passage.start, passage.end))
        )
        for passage in document.passages
        if passage.key.startswith("chartData") and passage.key.endswith("labels")
    }
