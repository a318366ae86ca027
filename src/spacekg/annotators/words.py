"""Plain words: everyday English that a lexicon also has as a name (``was``, ``rest``)."""

from __future__ import annotations

from functools import cache

from spacekg.lexicon import Lexicon


@cache
def read_plain_words(lexicon: Lexicon) -> frozenset[str]:
    """The lower-case words of the lexicon's table ``stop_words``."""
    return frozenset(row["word"].lower() for row in lexicon.table("stop_words"))
