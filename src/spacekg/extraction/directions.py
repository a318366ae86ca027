"""Directions: what a sentence says went up, down, changed or stayed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacekg.extraction.changes import Change, tell_changes
from spacekg.extraction.cues import Cue
from spacekg.extraction.lists import phrases_from
from spacekg.extraction.noun_cues import COMPLEMENTS, changes_by_noun
from spacekg.extraction.phrases import Phrase, opening
from spacekg.extraction.predicates import clause_start, group_start, is_hypothetical, is_negated
from spacekg.extraction.subjects import is_fragment, subject_of
from spacekg.extraction.tokens import Token
from spacekg.extraction.verb_cues import attributed, changes_by_verb, denied, just_before
from spacekg.extraction.words import SHOWING, word_set

_VERBS = ("object", "both", "subject", "cause", "shield")
#: Adjectives that say nothing when they stand before their noun.
_PREDICATIVE_ONLY = word_set(
    "different distinct superior inferior less earlier absent similar comparable same equal "
    "equivalent stable constant identical indistinguishable normal unchanged unaffected unaltered"
)
#: "more effective", "less important": judgements, not measurements.
_JUDGED = word_set(
    "effective important likely common relevant severe suitable appropriate complex difficult "
    "prominent pronounced evident robust significant useful accurate efficient intense dramatic "
    "energetic extensive recent general detailed affected susceptible-to"
)

#: "were less abundant": the subject went down.
_MEASURING = word_set("abundant expressed active numerous frequent prevalent concentrated enriched")


def read_changes(tokens: Sequence[Token]) -> list[Change]:
    """Every change a sentence tells, in the order of its cue words.

    >>> from spacekg.extraction.tokens import tokenize
    >>> words = tokenize("Flight reduced bone mass and Nox1 was upregulated.")
    >>> [(words[c.phrase.head].text, c.direction) for c in read_changes(words)]
    [('mass', 'decreased'), ('Nox1', 'increased')]
    """
    changes: list[Change] = []
    for at, token in enumerate(tokens):
        if token.cues and not is_hypothetical(tokens, at):
            told = [c for c in _read(tokens, at, token.cues) if not _outdone(tokens, at, c)]
            changes.extend(told)
            changes.extend(_spared(tokens, at, told))
    return [*changes, *_kept(tokens, changes)]


def _kept(tokens: Sequence[Token], told: Sequence[Change]) -> Iterator[Change]:
    """A tail that denies a later change: "X fell during flight, with no change after it"."""
    if not told:
        return
    for index in range(1, len(tokens) - 2):
        if tokens[index + 1].low != "no" or tokens[index].low != "with":
            continue
        noun = index + 2
        while noun + 1 < len(tokens) and tokens[noun].tag in "JR":
            noun += 1
        after = tokens[noun + 1] if noun + 1 < len(tokens) else None
        if tokens[noun].low not in _DENIED or (
            after is not None and after.text not in ",.;(" and after.low not in _WHEN
        ):
            continue
        before = [
            c for c in told
            if c.cue < index and c.phrase.last < index and c.direction in ("increased", "decreased")
        ]  # fmt: skip
        last = max((c.cue for c in before), default=-1)
        for change in before:
            if change.cue == last:
                yield replace(change, direction="unchanged", frame="spared")


_DENIED = word_set("change changes difference differences effect effects alteration alterations")
_WHEN = word_set("during after at over following upon thereafter afterwards later")


def _outdone(tokens: Sequence[Token], at: int, change: Change) -> bool:
    """Whether a nearer adjective takes the later half: "a higher X and a lower Y"."""
    opposite = {"up": "down", "down": "up"}
    senses = {cue.sense for cue in tokens[at].cues if cue.frame == "adjective"}
    return any(
        cue.frame == "adjective" and any(cue.sense == opposite.get(sense) for sense in senses)
        for index in range(at + 1, change.phrase.head)
        for cue in tokens[index].cues
    )


def _spared(tokens: Sequence[Token], at: int, told: Sequence[Change]) -> Iterator[Change]:
    """Exceptions: "increased X in young but not in old mice": in the others X is unchanged."""
    first = max(at - 12, clause_start(tokens, at) - 3, 0)
    for index in range(first, min(len(tokens) - 2, at + 18)):
        if tokens[index].text == ";" or (index > at and tokens[index].tag == "W"):
            return
        if tokens[index].low == "but" and tokens[index + 1].low == "not":
            break
    else:
        return
    nothing = {tokens[i].low for i in range(index + 2, min(len(tokens), index + 6))}
    for change in told:
        if change.direction in ("unchanged", "changed") or "with" in nothing:
            continue
        end = index - 1
        if tokens[end].text in ")]":
            end = opening(tokens, end) - 1
        if change.frame == "active" and change.phrase.last == end:
            # "shortened lifespan but not healthspan": another thing was spared
            for other in phrases_from(tokens, index + 2, len(tokens)):
                yield replace(change, phrase=other, direction="unchanged", frame="spared")
            continue
        yield replace(change, direction="unchanged", frame="spared")


#: What is varied on purpose: "with increasing radiation dose" is no result.
_VARIED = word_set("increasing decreasing rising higher growing greater lower")
_INPUTS = word_set(
    "dose doses dosage time times duration durations age distance intensity frequency depth days"
)


def _is_varied(tokens: Sequence[Token], at: int) -> bool:
    return (
        at > 0
        and tokens[at].low in _VARIED
        and tokens[at - 1].low in ("with", "at", "under")
        and any(token.low in _INPUTS for token in tokens[at + 1 : at + 4])
    )


def _read(tokens: Sequence[Token], at: int, cues: tuple[Cue, ...]) -> Iterator[Change]:
    if _is_varied(tokens, at):
        return
    frames = {cue.frame: cue for cue in cues}
    if "noun" in frames and _is_noun(tokens, at, frames):
        if frames["noun"].sense != "link":
            yield from changes_by_noun(tokens, at, frames["noun"])
        return
    if tokens[at].low == "lower" and not _infinitive(tokens, at):
        yield from _by_adjective(tokens, at, frames["adjective"])
        return
    for frame in _VERBS:
        if frame in frames:
            yield from changes_by_verb(tokens, at, frames[frame])
            return
    if "adjective" in frames:
        yield from _by_adjective(tokens, at, frames["adjective"])


def _infinitive(tokens: Sequence[Token], at: int) -> bool:
    return bool(at) and (tokens[at - 1].low == "to" or tokens[at - 1].tag == "M")


def _is_noun(tokens: Sequence[Token], at: int, frames: dict[str, Cue]) -> bool:
    """Whether a word that can be noun or verb ("changes", "decline") is a noun here."""
    if len(frames) == 1 or set(frames) == {"noun", "adjective"} or tokens[at].tag == "N":
        return True
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if before is None:
        return after is not None and after.low in COMPLEMENTS
    if before.tag in "MORIW" or before.low in ("to", "not"):
        return False
    if before.tag in "DJPXCEGV":
        return before.tag in "DJPX" or after is None or after.tag not in "DNJ"
    return after is None or after.tag not in "DNJRX"


def _by_adjective(tokens: Sequence[Token], at: int, cue: Cue) -> Iterator[Change]:
    """Before or after its noun: "higher X", "X was higher", "X were similar"."""
    start = group_start(tokens, at)
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    predicate = any(t.tag == "B" for t in tokens[start:at])
    low = tokens[at].low
    if low in _BESIDE and not (predicate and _names_reference(tokens, at)):
        return
    if after is not None and after.low == "than" and _is_quantity(tokens, at + 2):
        return
    if (
        low in ("more", "less")
        and after is not None
        and (after.tag in "JR" or (after.tag == "E" and not after.cues) or after.low in _JUDGED)
    ):
        if predicate:
            yield from _by_degree(tokens, at, cue)
        return
    sense = cue.sense
    if predicate:
        if is_negated(tokens, start, at):
            sense = "same" if sense != "same" else "change"
        yield from tell_changes(tokens, at, sense, subject_of(tokens, start), "passive")
    elif after is not None and after.tag in "NJEG" and _may_stand_before(tokens, at):
        if denied(tokens, at):
            sense = "same"
        yield from tell_changes(tokens, at, sense, attributed(tokens, at), "attribute")
    elif (
        after is not None
        and after.low in ("than", "in")
        and at
        and sense in ("up", "down")
        and low != "earlier"
    ):
        yield from tell_changes(tokens, at, sense, just_before(tokens, at), "reduced")
    elif low in _PREDICATIVE_ONLY and at and is_fragment(tokens):
        yield from tell_changes(tokens, at, sense, subject_of(tokens, at), "passive")


#: "remained below preflight levels"; any other "below" is a place or a threshold.
_BESIDE = frozenset(("above", "below"))
_REFERENCES = word_set(
    "preflight pre-flight baseline control controls normal ground initial pre-exposure reference"
)


def _names_reference(tokens: Sequence[Token], at: int) -> bool:
    return any(token.low in _REFERENCES for token in tokens[at + 1 : at + 4])


def _may_stand_before(tokens: Sequence[Token], at: int) -> bool:
    """Whether an adjective tells something before its noun: "similar X" only after "had"."""
    if tokens[at].low not in _PREDICATIVE_ONLY:
        return True
    if tokens[at].low in ("unchanged", "unaltered", "unaffected", "stable", "normal") and (
        not at or tokens[at - 1].low in ("with", "and") or tokens[at - 1].text == ","
    ):
        return tokens[at].low != "normal" or not at
    if tokens[at].low not in ("similar", "different", "comparable", "identical"):
        return False
    index = at - 1
    while index >= 0 and (tokens[index].tag in "RDNJ" or tokens[index].low == "but"):
        index -= 1
    return index >= 0 and tokens[index].low in SHOWING


def _by_degree(tokens: Sequence[Token], at: int, cue: Cue) -> Iterator[Change]:
    """Comparison of a quality: "were more sensitive to X": the quality is what went up."""
    quality = at + 1
    while quality < len(tokens) and tokens[quality].tag == "R":
        quality += 1
    if quality >= len(tokens) or tokens[quality].tag not in "JE":
        return
    if tokens[quality].low in _MEASURING:
        start = group_start(tokens, at)
        yield from tell_changes(tokens, at, cue.sense, subject_of(tokens, start), "passive")
        return
    if tokens[quality].cues or tokens[quality].low in _JUDGED:
        return
    last = quality
    if quality + 2 < len(tokens) and tokens[quality + 1].low == "to":
        inner = phrases_from(tokens, quality + 2, len(tokens))
        last = inner[0].last if inner else quality
    yield from tell_changes(tokens, at, cue.sense, [Phrase(quality, last, quality)], "attribute")


def _is_quantity(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and (
        tokens[at].tag == "X" or tokens[at].low in ("half", "one", "two", "three", "twice")
    )
