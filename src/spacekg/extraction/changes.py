"""Changes: a thing and the direction that a cue word gives it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacekg.extraction.cues import GAIN_NOUNS, LOSS_NOUNS
from spacekg.extraction.phrases import Phrase
from spacekg.extraction.predicates import exposed_last, is_hedged
from spacekg.extraction.tokens import Token
from spacekg.extraction.words import EMPTY_HEADS, IMPOSED, QUALITIES, WEAK_HEADS
from spacekg.model import Certainty, Direction

_NAMES: dict[str, Direction] = {
    "up": "increased", "down": "decreased", "change": "changed", "same": "unchanged",
}  # fmt: skip
_TURNED = {"up": "down", "down": "up"}


@dataclass(frozen=True, slots=True)
class Change:
    """``phrase`` went in ``direction``, said by the cue word at ``cue``.

    ``frame`` says how: passive, active, ergative, attribute, reduced, noun or link.
    """

    phrase: Phrase
    direction: Direction
    certainty: Certainty
    cue: int
    frame: str
    partner: Phrase | None = None


def tell_changes(
    tokens: Sequence[Token], at: int, sense: str, things: Sequence[Phrase], frame: str
) -> Iterator[Change]:
    """The changes that the cue at ``at`` tells of ``things``; what tells itself is left out."""
    if sense in _TURNED and exposed_last(tokens, at):
        sense = _TURNED[sense]
    if sense in _TURNED and _is_nonsignificant(tokens, at):
        sense = "same"
    certainty: Certainty = "hedged" if is_hedged(tokens, at) else "asserted"
    if things and frame == "attribute" and _is_imposed(tokens, things[0]):
        return  # "in the reduced gravity of space, mice …": set, not measured
    for thing in things:
        if tells_itself(tokens, thing) or _owns_the_rest(tokens, thing):
            break
        if thing.first <= at <= thing.last or is_empty(tokens, thing):
            continue
        told = _recast(tokens, thing, sense)
        if told is not None:
            yield Change(told, _NAMES[sense], certainty, at, frame)


_INSIGNIFICANT = frozenset((
    "nonsignificant", "non-significant", "nonsignificantly", "non-significantly", "insignificant",
    "insignificantly",
))  # fmt: skip


def _is_nonsignificant(tokens: Sequence[Token], at: int) -> bool:
    """Whether the writer says that a change may be none: "rose at a nonsignificant rate"."""
    for index in range(max(0, at - 3), min(len(tokens), at + 6)):
        if tokens[index].low in _INSIGNIFICANT:
            between = tokens[min(at, index) : max(at, index)]
            return not any(token.text in ",;(" or token.tag == "C" for token in between)
    return False


def is_empty(tokens: Sequence[Token], thing: Phrase) -> bool:
    """Whether a phrase names no thing that a result could be about."""
    if tokens[thing.head].low in EMPTY_HEADS:
        return True
    words = [tokens[i] for i in range(thing.first, thing.last + 1)]
    if _is_imposed(tokens, thing):
        return True
    after = tokens[thing.last + 1].low if thing.last + 1 < len(tokens) else ""
    if tokens[thing.head].low in ("ability", "capacity", "capability") and after == "to":
        return False
    return all(
        word.low in QUALITIES
        or word.low in EMPTY_HEADS
        or word.low in WEAK_HEADS
        or word.tag in "XRD"
        for word in words
    )


def _is_imposed(tokens: Sequence[Token], thing: Phrase) -> bool:
    return any(tokens[i].low in IMPOSED for i in range(thing.first, thing.last + 1))


def _owns_the_rest(tokens: Sequence[Token], thing: Phrase) -> bool:
    """Whether the rest of a list belongs to a noun of change: "induced changes in X, Y and Z"."""
    after = tokens[thing.last + 1].low if thing.last + 1 < len(tokens) else ""
    return after in ("in", "of") and any(
        cue.frame == "noun" and cue.sense in ("change", "up", "down")
        for cue in tokens[thing.head].cues
    )


def tells_itself(tokens: Sequence[Token], thing: Phrase) -> bool:
    """Whether a later item of a list opens with its own cue ("…, and elevated stress")."""
    token = tokens[thing.first]
    if not token.cues or not thing.first or thing.first == thing.last:
        return False
    index = thing.first - 1
    while index > 0 and tokens[index].tag in "RD":
        index -= 1
    before = tokens[index]
    return before.tag in "CP" or before.text == ","


def _beside(thing: Phrase) -> range:
    return range(max(0, thing.first - 1), thing.head)


#: Substances whose degradation is a process of its own, not their loss.
BROKEN_DOWN = frozenset((
    "lipid", "lipids", "protein", "proteins", "rna", "mrna", "acid", "acids", "glycogen", "starch",
    "glucose", "hormone", "peptide", "cellulose", "lignin", "xenobiotic", "toluene", "catechol",
))  # fmt: skip


def _recast(tokens: Sequence[Token], thing: Phrase, sense: str) -> Phrase | None:
    """The thing itself; a head that is a direction noun speaks for itself.

    A gain that goes down ("reduced activation of X", "impaired X accumulation") is X going down,
    and a gain that is changed is X changed.
    """
    head = tokens[thing.head]
    if head.low in GAIN_NOUNS and sense in ("down", "change"):
        if any(tokens[i].low in ("abnormal", "aberrant") for i in _beside(thing)):
            return None
        return (
            Phrase(thing.first, thing.head - 1, thing.head - 1)
            if thing.first < thing.head
            else None
        )
    if head.low in LOSS_NOUNS or head.low in GAIN_NOUNS:
        broken_down = thing.head > thing.first and tokens[thing.head - 1].low in BROKEN_DOWN
        return thing if head.low == "degradation" and broken_down else None
    if any(cue.frame == "noun" and cue.sense in ("change", "link") for cue in head.cues):
        return None
    return thing
