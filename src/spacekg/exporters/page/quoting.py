"""Quoting: a sentence of a source as a page shows it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from spacekg.exporters.page.content import PageQuote

#: The marks of bold words and code in Markdown; single asterisks may be a statistic's.
_MARKS = re.compile(r"\*\*|`")


def make_quote(
    row: Mapping[str, tuple[str, ...]], document: Mapping[str, tuple[str, ...]]
) -> PageQuote:
    """The sentence as printed, and as a person reads it where that differs."""
    text, reading = _first(row, "quote"), _first(row, "readingText")
    if _first(document, "format") == "markdown":
        reading = without_marks(reading or text)
    return PageQuote(
        text=text,
        reading="" if reading.split() == text.split() else reading,
        section=_first(row, "section"),
        source=_first(document, "tier"),
    )


def without_marks(text: str) -> str:
    """The words without the marks that make them bold.

    >>> without_marks("Upregulated genes included **Fbxo32** and `Cdkn1a`.")
    'Upregulated genes included Fbxo32 and Cdkn1a.'
    """
    return _MARKS.sub("", text)


def _first(row: Mapping[str, tuple[str, ...]], name: str) -> str:
    return row[name][0] if row.get(name) else ""
