"""Tiers: how far a document is from the experiment, judged by what it says of itself."""

from __future__ import annotations

import re

from spacekg.model import Tier, Value
from spacekg.patterns import compile_late

_STUDY_KEYS = frozenset({
    "doi", "pmcid", "pmid", "journal", "organisms", "organism", "experimenttype",
    "knowledgegaps", "consensuslevel", "genes", "findings", "tissues", "missions",
})  # fmt: skip
_REVIEW_TITLE = compile_late(
    r"\b(?:(?:systematic|narrative|scoping|critical|mini-?|literature|comprehensive|brief)\s*)?"
    r"review\b|\bstate of the (?:art|science)\b|\bperspectives? (?:on|in)\b|\boverview\b",
    re.I,
)
_REVIEW_TEXT = compile_late(
    r"\b(?:this|the present|our|the current|present) (?:\w+[ -]){0,2}?(?:review|overview"
    r"|perspective|editorial)\b"
    r"(?! (?:board|committee|process))"
    r"|\b(?:here|herein|article|paper|chapter|manuscript),? we (?:\w+ )?(?:review|summari[sz]e)\b"
    r"|\bwe (?:\w+ )?review(?:ed)? (?:the|current|recent|how|what|existing|published|literature)\b"
    r"|\bis reviewed (?:here|herein|below)\b|\b(?:article|paper) reviews\b",
    re.I,
)


def tier_of_matter(metadata: tuple[tuple[str, Value], ...]) -> Tier:
    """Markdown with the keys of a study sums up a paper; any other is news.

    >>> tier_of_matter((("doi", "10.1/x"),)), tier_of_matter((("title", "A phone"),))
    ('summary', 'news')
    """
    return "summary" if any(key.lower() in _STUDY_KEYS for key, _ in metadata) else "news"


def tier_of_article(title: str, lead: str, *, has_methods: bool) -> Tier:
    """Review or primary, by the title, the first words and whether the text has a methods part."""
    if _may_tell(title) and _REVIEW_TITLE.search(title):
        return "review"
    if _may_tell(lead) and _REVIEW_TEXT.search(lead) and not has_methods:
        return "review"
    return "primary"


#: letters of which every such word has some: a plain look is quicker than a pattern without case
_LETTERS = ("review", "state of the", "perspective", "overview", "editorial", "summari")


def _may_tell(text: str) -> bool:
    low = text.casefold()
    found = False
    for letters in _LETTERS:
        if letters in low:
            found = True
            break
    return found
