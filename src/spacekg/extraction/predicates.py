"""The grammar around a cue: its verb group, its negation, its hedges, which side is exposed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from spacekg.extraction.cues import HEDGES, NEGATIONS
from spacekg.extraction.tokens import Token
from spacekg.extraction.words import word_set

_REPORTED = word_set(
    "found shown observed reported seen predicted proposed suggested expected demonstrated "
    "thought likely known determined able appear appears appeared seem seems seemed tend tends "
    "tended began begin continued failed fails fail sufficient"
)
_CONTROL = word_set(
    "control controls ground earth terrestrial wild-type wildtype wt untreated baseline preflight "
    "pre-flight parental sham unexposed vivarium non-irradiated unirradiated nonirradiated normal "
    "1g placebo on-ground ambulatory"
)
_EXPOSED = word_set(
    "flight space spaceflight iss microgravity flown in-flight inflight postflight post-flight "
    "irradiated unloaded suspended exposed treated mutant mutants station orbit hypergravity "
    "irradiation radiation weightlessness unloading"
)
_COMPARING = word_set("than versus vs compared relative")


def group_start(tokens: Sequence[Token], at: int) -> int:
    """The first word of the verb group that ends at ``at`` ("was found to be significantly …")."""
    index = at
    while index > 0:
        before = tokens[index - 1]
        if (
            before.tag in "BHOM"
            or before.low in ("to", "not", "n't", "help", "helps", "helped")
            or (before.tag == "R" and before.low not in ("both", "alone", "together"))
            or (before.low in _REPORTED and (before.tag in "VNJERB"))
        ):
            index -= 1
        elif before.tag == "X" or before.text == "%":
            # "was 38 % lower": a size stands inside the group when a form of "be" is before it
            back = index - 1
            while back > 0 and (tokens[back].tag in "XR" or tokens[back].text in "%~≈<>"):
                back -= 1
            if tokens[back].tag != "B":
                break
            index = back + 1
        else:
            break
    while index < at and tokens[index].tag == "R" and tokens[index].low != "not":
        index += 1
    return index


def is_purpose(tokens: Sequence[Token], start: int, at: int) -> bool:
    """Whether the group is a bare "to increase …": an intention, not a result."""
    low = [token.low for token in tokens[start:at]]
    if start == at and at and tokens[at].tag == "V" and tokens[at - 1].tag == "C":
        # "to pressurise tubes and reduce release": the second half of an intention
        for index in range(at - 2, max(-1, at - 14), -1):
            if tokens[index].tag in "BHMO" or tokens[index].text in ";,":
                break
            if tokens[index].low == "to" and tokens[index + 1].tag in "VN":
                return not tokens[at].low.endswith(("s", "ed"))
    return "to" in low and not any(
        word in _REPORTED or tokens[start + i].tag in "BHOM" for i, word in enumerate(low)
    )


def is_means(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word in -ing only says what for or how: "for maintaining", "in reducing"."""
    if tokens[at].tag != "G" or not at:
        return False
    return tokens[at - 1].low in ("for", "in", "of", "to", "toward", "towards", "on", "at", "when")


def is_negated(tokens: Sequence[Token], start: int, at: int) -> bool:
    """Whether the verb group from ``start`` to ``at`` denies what it says."""
    for token in tokens[start:at]:
        if token.low in NEGATIONS or token.low.endswith("n't"):
            return True
    before = tokens[start - 1].low if start else ""
    return before in ("nor", "neither")


def clause_start(tokens: Sequence[Token], at: int) -> int:
    """The index where the clause around ``at`` begins: after a strong mark or "while"."""
    for index in range(at - 1, -1, -1):
        token = tokens[index]
        if token.text in ";:—" or token.low in ("while", "whereas", "although", "but", "though"):
            return index + 1
    return 0


def is_hedged(tokens: Sequence[Token], at: int) -> bool:
    """Whether the writer holds back: "may", "suggests", "likely" before the cue in its clause."""
    return any(token.low in HEDGES for token in tokens[clause_start(tokens, at) : at])


def is_hypothetical(tokens: Sequence[Token], at: int) -> bool:
    """Whether the cue stands in a question, wish or condition rather than in a statement."""
    start = clause_start(tokens, at)
    for index in range(start, at):
        token = tokens[index]
        if token.low in ("when", "once") and _is_general(tokens, index, at):
            return True
        if token.low in ("whether", "if", "will", "would", "should", "shall", "must", "how", "why"):
            return True
    return False


_COMPARATIVES = word_set("higher lower greater smaller more less fewer larger longer shorter")
_GROUND = word_set("earth ground control controls wild-type wildtype wt untreated unexposed sham")


def _stands_at_control(tokens: Sequence[Token], at: int) -> bool:
    """Whether a comparative is said of the control side: "was more abundant on Earth"."""
    index = at + 1
    while index < len(tokens) and index < at + 3 and tokens[index].tag in "JE":
        index += 1
    if index + 1 >= len(tokens) or tokens[index].low not in ("in", "on", "at"):
        return False
    place = tokens[index + 1 + (tokens[index + 1].tag == "D") : index + 5]
    if not place or place[0].low not in _GROUND:
        return False
    rest = tokens[index + 2 : index + 16]
    return not any(token.tag == "C" for token in rest[:3]) and not any(
        token.low in _CONTROL for word, token in pairwise(rest)
        if word.low in _COMPARING
    )  # fmt: skip


def _is_general(tokens: Sequence[Token], start: int, at: int) -> bool:
    """Whether a clause of time tells of any time: "when X is reduced, Y follows"."""
    between = tokens[start + 1 : at]
    return not any(t.text in ",;(" for t in between) and any(
        t.low in ("is", "are") for t in between
    )


def exposed_last(tokens: Sequence[Token], at: int) -> bool:
    """Whether the comparison after ``at`` names the exposed side as its reference.

    "lower in ground controls than in flight" is such a one: the direction turns round.
    """
    side = ""
    if tokens[at].low in _COMPARATIVES and _stands_at_control(tokens, at):
        return True
    for index in range(at + 1, min(len(tokens), at + 24)):
        token = tokens[index]
        if token.text in ";" or token.low in ("while", "whereas", "but"):
            return False
        if token.low in _COMPARING:
            named = []
            for word in tokens[index + 1 : index + 8]:
                if word.text in ",;.(" or word.tag == "C":
                    break
                named.append(word.low)
            if any(word in _CONTROL for word in named):
                return False  # "flight controls" are controls
            return side != "exposed" and any(word in _EXPOSED for word in named)
        if token.low in _EXPOSED:
            side = "exposed"
    return False
