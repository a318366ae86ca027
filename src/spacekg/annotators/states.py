"""States: what the lexicon says of each token, as short strings for the tagger."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import eq

from spacekg.annotators.matches import Match, Matches
from spacekg.annotators.tokens import TokenRow

#: entity types whose dictionary matches the tagger looks at
TYPES = ("gene", "gene_family", "process", "cell_type", "tissue", "organism", "chemical")
#: what a token is by itself: (an everyday word, glued to the token before it)
_ALONE = {
    (False, False): "",
    (False, True): "glued",
    (True, False): "plain",
    (True, True): "plain glued",
}


def write_states(
    rows: Sequence[TokenRow], matches: Matches, text: str, plain_words: frozenset[str]
) -> list[list[str]]:
    """One state a token of ``rows``: for each type the longest match over it, and what kind.

    ``gene:B1X`` is the first token of a match of one token whose case is as in the lexicon; ``I``
    a later token, ``2`` a longer match, ``x`` another case. ``plain`` marks a word of everyday
    English, ``glued`` one without a space before it.
    """
    starts = list(chain.from_iterable(row.starts for row in rows))
    ends = list(chain.from_iterable(row.ends for row in rows))
    words = chain.from_iterable(row.words for row in rows)
    plain = map(plain_words.__contains__, map(str.lower, words))
    glued = map(eq, starts, chain((-1,), ends))
    states = list(map(_ALONE.__getitem__, zip(plain, glued, strict=False)))
    parts: dict[int, str] = {}
    count = len(starts)
    for kind in TYPES:
        for first, stop, senses in _leftmost(matches.by_type.get(kind, ())):
            place = bisect_left(starts, first)
            surface = text[first:stop]
            case = "X" if any(sense.name == surface for sense in senses) else "x"
            while place < count and (start := starts[place]) < stop:
                if start == first:
                    part = f"{kind}:B1{case} " if ends[place] == stop else f"{kind}:B2{case} "
                else:
                    part = f"{kind}:I2{case} "
                parts[place] = parts.get(place, "") + part
                place += 1
    for place, part in parts.items():
        states[place] = (part + states[place]).rstrip()
    return list(_cut(states, rows))


def _cut(states: list[str], rows: Sequence[TokenRow]) -> Iterator[list[str]]:
    begin = 0
    for row in rows:
        end = begin + len(row.words)
        yield states[begin:end]
        begin = end


def _leftmost(matches: Iterable[Match]) -> Iterator[Match]:
    """The longest match at each place, from the left, none over another."""
    taken = 0
    for match in matches:
        if match[0] >= taken:
            yield match
            taken = match[1]
