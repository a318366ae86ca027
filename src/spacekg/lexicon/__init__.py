"""The lexicon: every name SpaceKG knows, the things they name, and finding them in a text."""

from __future__ import annotations

from spacekg.lexicon.folding import fold
from spacekg.lexicon.lexicon import Lexicon
from spacekg.lexicon.location import cache_lexicon, read_lexicon
from spacekg.lexicon.naming import find_names, find_synonyms
from spacekg.lexicon.storage import SUMS, read_sums
from spacekg.lexicon.term import SCOPES, TYPES, Hit, Sense, Senses, Term

__all__ = [
    "SCOPES",
    "SUMS",
    "TYPES",
    "Hit",
    "Lexicon",
    "Sense",
    "Senses",
    "Term",
    "cache_lexicon",
    "find_names",
    "find_synonyms",
    "fold",
    "read_lexicon",
    "read_sums",
]
