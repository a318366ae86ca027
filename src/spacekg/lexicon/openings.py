"""Openings: what names of the lexicon can begin with two chunks of a text."""

from __future__ import annotations

import marisa_trie

_NOTHING, _SEARCH = 0, 1
#: what is added to the number of a name that nothing longer begins with
SINGLE = 2
_MOST_PAIRS = 150_000


class Openings(dict[tuple[str, str], int]):
    """What names can begin with a pair of folded chunks; asks the trie once a pair.

    ``_NOTHING``; ``_SEARCH``, a longer name may follow; else the first chunk is a name by
    itself and nothing longer is, and the value is its number plus ``SINGLE``.
    """

    def __init__(self, names: marisa_trie.Trie) -> None:
        super().__init__()
        self._names = names

    def __missing__(self, pair: tuple[str, str]) -> int:
        if len(self) > _MOST_PAIRS:
            self.clear()
        first, second = pair
        if second and next(self._names.iterkeys(first + second), None) is not None:
            opening = _SEARCH
        else:
            number = self._names.get(first)
            opening = _NOTHING if number is None else number + SINGLE
        self[pair] = opening
        return opening
