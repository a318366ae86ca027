"""Noun phrases, read from tokens without a model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacekg.extraction.tokens import Token
from spacekg.extraction.words import MEASURE_HEADS, word_set

_INSIDE = frozenset("NJXEG")
_OPEN = {"(": ")", "[": "]"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens ``first`` to ``last`` (inclusive) name one thing; ``head`` is its main noun."""

    first: int
    last: int
    head: int


def closing(tokens: Sequence[Token], at: int) -> int:
    """The index of the bracket that closes the one at ``at`` (or the last token)."""
    mark, depth = tokens[at].text, 0
    for index in range(at, len(tokens)):
        if tokens[index].text == mark:
            depth += 1
        elif tokens[index].text == _OPEN.get(mark):
            depth -= 1
            if depth == 0:
                return index
    return len(tokens) - 1


def opening(tokens: Sequence[Token], at: int) -> int:
    """The index of the bracket that opens the one closing at ``at`` (or 0)."""
    mark = tokens[at].text
    other = "(" if mark == ")" else "["
    depth = 0
    for index in range(at, -1, -1):
        if tokens[index].text == mark:
            depth += 1
        elif tokens[index].text == other:
            depth -= 1
            if depth == 0:
                return index
    return 0


def phrase_from(tokens: Sequence[Token], at: int, limit: int) -> Phrase | None:
    """The noun phrase that begins at or just after ``at`` (determiners and adverbs are passed)."""
    while at < limit and (
        tokens[at].tag in "DR" or tokens[at].text in "~≈%" or tokens[at].low == "both"
    ):
        at += 1
    if at >= limit or tokens[at].tag not in _INSIDE:
        return None
    last = at
    while last + 1 < limit:
        if _continues(tokens, last, limit):
            last += 1
        elif _resumes(tokens, last, limit):
            last += 4
        else:
            break
    head = last
    while head > at and tokens[head].tag in "X":
        head -= 1
    while head > at and tokens[head].tag == "E" and tokens[head - 1].tag in "NG":
        head -= 1
    if all(tokens[i].tag in "XER" for i in range(at, head + 1)):
        return None
    if all(tokens[i].tag in "JXER" for i in range(at, head + 1)) and not (
        head + 1 < limit and (tokens[head + 1].tag == "C" or tokens[head + 1].text == ",")
    ):
        return None  # adjectives alone, unless "extrinsic and intrinsic apoptosis" goes on
    last = head + 1 if head < last and _is_ordinal(tokens[head + 1]) else head
    return Phrase(at, last, head)


def _is_ordinal(token: Token) -> bool:
    """A short number that belongs to a name: "collagen type 1"."""
    return token.tag == "X" and len(token.text) < 3 and token.text.isdigit()


def _resumes(tokens: Sequence[Token], last: int, limit: int) -> bool:
    """Whether a short form in brackets stands inside a phrase: "adrenal (HPA) axis responses"."""
    return (
        last + 4 < limit
        and tokens[last + 1].text == "("
        and tokens[last + 3].text == ")"
        and tokens[last + 2].tag == "N"
        and tokens[last + 4].tag == "N"
        and not tokens[last + 4].cues
    )


def _continues(tokens: Sequence[Token], last: int, limit: int) -> bool:
    """Whether the phrase whose last word so far is ``last`` goes on with the next word."""
    this, after = tokens[last], tokens[last + 1]
    if after.tag not in _INSIDE:
        return False
    if this.tag == "N" and after.tag == "E":
        return False
    if this.tag == "N" and after.tag == "J":
        return bool(after.text[:1].isupper() and not after.cues)
    if this.tag == "N" and after.tag == "G":
        return after.low in _GERUND_HEADS or (
            last + 2 < limit and tokens[last + 2].tag == "N" and not after.cues
            and tokens[last + 2].low in MEASURE_HEADS
        )  # fmt: skip
    if this.tag == "N" and after.tag == "X":
        return _is_ordinal(after)
    return True


_GERUND_HEADS = word_set(
    "signaling signalling remodeling remodelling trafficking splicing processing folding binding "
    "handling healing sprouting crosslinking bearing feeding loading aging ageing functioning "
    "learning sequencing packaging coupling firing swimming clotting sensing wasting thinning "
    "spacing mixing lengthening shortening slowing budding branching patterning "
    "programming priming recycling scavenging shedding cycling"
)
