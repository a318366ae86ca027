"""Tokens: the words, numbers and signs of a text, in sentences, as the tagger sees them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from spacekg.patterns import compile_late

#: parts a text into what stands between tokens (even places) and tokens (odd places)
_TOKEN = compile_late(r"([A-Za-zÀ-ÖØ-öø-ÿ]+|\d+|[α-ωΑ-Ωµ]|[^\sA-Za-z\dÀ-ÖØ-öø-ÿ])")
_STOPS = frozenset(".!?")
LONGEST_SENTENCE = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRow:
    """One sentence: the offsets in the text at which each of its ``words`` stands."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: tuple[str, ...]


def split_tokens(text: str) -> Iterator[TokenRow]:
    """The sentences of ``text`` as rows of tokens; letters and digits part (``Fbxo|32``).

    >>> [row.words for row in split_tokens("Fbxo32 rose. IL-6 fell.")]
    [('Fbxo', '32', 'rose', '.'), ('IL', '-', '6', 'fell', '.')]
    """
    parts = _TOKEN.split(text)
    words = parts[1::2]
    offsets = list(accumulate(map(len, parts)))
    starts, ends = offsets[0:-1:2], offsets[1::2]
    breaks = {
        place
        for place, word in enumerate(words[:-1], start=1)
        if word in _STOPS and parts[2 * place] and _opens_sentence(words[place])
    }
    if "\n\n" in text:
        gaps = enumerate(parts[2:-1:2], start=1)
        breaks.update(place for place, gap in gaps if "\n\n" in gap)
    begin = 0
    for end in (*sorted(breaks), len(words)):
        while begin < end:
            stop = min(end, begin + LONGEST_SENTENCE)
            yield TokenRow(
                starts=tuple(starts[begin:stop]),
                ends=tuple(ends[begin:stop]),
                words=tuple(words[begin:stop]),
            )
            begin = stop


def _opens_sentence(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit()
