"""Tokens: the words, numbers and signs of a text, in sentences, as the tagger sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]+|\d+|[α-ωΑ-Ωµ]|[^\sA-Za-z\dÀ-ÖØ-öø-ÿ]")
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
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    previous_end, closing = 0, False
    for match in _TOKEN.finditer(text):
        word = match.group()
        start = match.start()
        broken = closing and start > previous_end and (word[0].isupper() or word[0].isdigit())
        if words and (
            broken or len(words) >= LONGEST_SENTENCE or "\n\n" in text[previous_end:start]
        ):
            yield TokenRow(starts=tuple(starts), ends=tuple(ends), words=tuple(words))
            starts, ends, words = [], [], []
        starts.append(start)
        ends.append(match.end())
        words.append(word)
        previous_end = match.end()
        closing = word in _STOPS
    if words:
        yield TokenRow(starts=tuple(starts), ends=tuple(ends), words=tuple(words))
