"""Associations: "X was positively correlated with Y" and its denials."""

from __future__ import annotations

from collections.abc import Sequence

from spacekg.extraction.changes import Change
from spacekg.extraction.lists import phrases_from
from spacekg.extraction.phrases import Phrase, closing
from spacekg.extraction.predicates import (
    group_start,
    is_hedged,
    is_hypothetical,
    is_negated,
    is_purpose,
)
from spacekg.extraction.subjects import subject_of
from spacekg.extraction.tokens import Token
from spacekg.extraction.words import EMPTY_HEADS
from spacekg.model import Certainty, Direction

#: "Correlated with the loss of X": the loss is the one partner, and told for itself.
_SIGNED = frozenset(("up", "down"))
_NEGATIVE = frozenset(("negatively", "inversely", "negative", "inverse"))


def read_associations(tokens: Sequence[Token]) -> list[Change]:
    """Every association a sentence tells or denies.

    >>> from spacekg.extraction.tokens import tokenize
    >>> words = tokenize("Bone density was inversely correlated with muscle fat.")
    >>> [(c.direction, words[c.phrase.head].text) for c in read_associations(words)]
    [('associated-negatively', 'density')]
    """
    changes: list[Change] = []
    for at, token in enumerate(tokens):
        sense = {cue.frame for cue in token.cues if cue.sense == "link"}
        if not sense or is_hypothetical(tokens, at):
            continue
        if "link" in sense:
            changes.extend(_from_verb(tokens, at))
        else:
            changes.extend(_from_noun(tokens, at))
    return changes


def _from_verb(tokens: Sequence[Token], at: int) -> list[Change]:
    after = at + 1
    if after >= len(tokens) or tokens[after].low not in ("with", "to"):
        return []
    start = group_start(tokens, at)
    if is_purpose(tokens, start, at):
        return []
    if start and tokens[start - 1].tag == "W":
        return []
    helped = any(token.tag == "B" for token in tokens[start:at])
    if not helped and (tokens[at].tag == "E" and tokens[at].low != "correlated"):
        return []
    things = subject_of(tokens, start)
    partners = _within(tokens, phrases_from(tokens, after + 1, len(tokens)))
    negated = is_negated(tokens, start, at)
    spared = [] if negated else _spared(tokens, partners)
    if not spared:
        return _changes(tokens, start, at, _within(tokens, things), partners, negated)
    # "correlated with X but not with Y": the partners are what is told apart
    return [
        *_changes(tokens, start, at, partners, things, False),
        *_changes(tokens, start, at, spared, things, True),
    ]


def _within(tokens: Sequence[Token], phrases: Sequence[Phrase]) -> list[Phrase]:
    """What a change is of: "changes in muscle density" stands for muscle density."""
    found: list[Phrase] = []
    for phrase in phrases:
        after = phrase.last + 1
        is_change = any(
            cue.frame == "noun" and cue.sense not in _SIGNED for cue in tokens[phrase.head].cues
        )
        if is_change and after + 1 < len(tokens) and tokens[after].low in ("in", "of"):
            found.extend(phrases_from(tokens, after + 1, len(tokens)))
        else:
            found.append(phrase)
    return found


def _spared(tokens: Sequence[Token], partners: Sequence[Phrase]) -> list[Phrase]:
    """The partners named after "but not"."""
    if not partners:
        return []
    index = partners[-1].last + 1
    if index < len(tokens) and tokens[index].text in "([":
        index = closing(tokens, index) + 1
    if [t.low for t in tokens[index : index + 2]] != ["but", "not"]:
        return []
    index += 2
    while index < len(tokens) and tokens[index].low in ("with", "to"):
        index += 1
    return phrases_from(tokens, index, len(tokens))


def _from_noun(tokens: Sequence[Token], at: int) -> list[Change]:
    after = tokens[at + 1].low if at + 1 < len(tokens) else ""
    window = tokens[max(0, at - 4) : at]
    negated = any(token.low in ("no", "not", "neither", "without") for token in window)
    first = at
    while first and tokens[first - 1].tag in "DJREX":
        first -= 1
    if after == "between":
        things = phrases_from(tokens, at + 2, len(tokens))
        if len(things) < 2:
            return []
        return _changes(tokens, first, at, things[1:], things[:1], negated)
    if after in ("with", "to") and first and tokens[first - 1].tag in "VHE":
        things = subject_of(tokens, first - 1)
        partners = phrases_from(tokens, at + 2, len(tokens))
        return _changes(tokens, first, at, things, partners, negated)
    return []


def _changes(
    tokens: Sequence[Token],
    start: int,
    at: int,
    things: Sequence[Phrase],
    partners: Sequence[Phrase],
    negated: bool,
) -> list[Change]:
    """One thing with several partners is told of the partners, otherwise of the thing."""
    named = [p for p in things if tokens[p.head].low not in EMPTY_HEADS]
    others = [p for p in partners if tokens[p.head].low not in EMPTY_HEADS]
    if not named or not partners:
        return []
    around = {token.low for token in tokens[max(0, start - 3) : at]}
    direction: Direction = (
        "associated-negatively" if around & _NEGATIVE else "associated-positively"
    )
    certainty: Certainty = (
        "negated" if negated else "hedged" if is_hedged(tokens, at) else "asserted"
    )
    told = others and any(cue.frame == "noun" for cue in tokens[others[0].head].cues)
    if len(others) > 1 and len(named) == 1 and not told:
        named, others = others, named
    partner = others[0] if others else None
    return [Change(p, direction, certainty, at, "link", partner) for p in named]
