"""Bibliography: the DOI, PMC and PubMed numbers, journal and date that a text gives of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacekg.model import Value
from spacekg.patterns import compile_late

_DOI = compile_late(
    r"\b(?:doi:?\s*|doi\.org/)(10\.\d{4,9}/[^\s\"<>;,\])]+(?:\r?\n\.[^\s\"<>;,\])]+)?)", re.I
)
_PMCID = compile_late(r"\bPMCID:?\s*(PMC\d{3,9})\b")
_PMID = compile_late(r"\bPMID:?\s*(\d{4,9})\b")
_DATE = compile_late(
    r"\b(?:published(?: online)?|accepted|publication date)\s*:?\s*"
    r"(\d{1,2} [A-Z][a-z]+ \d{4}|[A-Z][a-z]+ \d{1,2}, \d{4}|\d{4}-\d\d-\d\d)",
    re.I,
)


def citation_metadata(text: str) -> Iterator[tuple[str, Value]]:
    """``doi``, ``pmcid``, ``pmid`` and ``date`` where the text states them, the first of each.

    >>> list(citation_metadata("https://doi.org/10.1038/s41526-022-00194-8. PMCID: PMC123456"))
    [('doi', '10.1038/s41526-022-00194-8'), ('pmcid', 'PMC123456')]
    """
    for key, pattern in (("doi", _DOI), ("pmcid", _PMCID), ("pmid", _PMID), ("date", _DATE)):
        found = pattern.search(text)
        if found:
            value = found.group(1)
            yield key, "".join(value.split()).rstrip(".").lower() if key == "doi" else value
