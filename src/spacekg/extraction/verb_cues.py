"""Verb cues: "X increased", "irradiation reduced X", "X was altered", "elevated X", "causes X"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacekg.extraction.changes import Change, is_empty, tell_changes
from spacekg.extraction.cues import LOSS_NOUNS, Cue
from spacekg.extraction.lists import phrases_from
from spacekg.extraction.phrases import Phrase, phrase_from
from spacekg.extraction.predicates import group_start, is_means, is_negated, is_purpose
from spacekg.extraction.subjects import is_fragment, subject_of
from spacekg.extraction.tokens import Token
from spacekg.extraction.words import MEASURE_HEADS, SHOWING, word_set

#: Shields whose object simply goes down when it is no loss; the others bring something back.
_LOWERING = word_set(
    "prevent prevents prevented preventing mitigate mitigates mitigated mitigating ameliorate "
    "ameliorates ameliorated alleviate alleviates alleviated lessen lessened avert averted"
)


def changes_by_verb(tokens: Sequence[Token], at: int, cue: Cue) -> Iterator[Change]:
    """What the verb at ``at`` says of its subject or object."""
    start = group_start(tokens, at)
    if tokens[at].tag == "E" and at and tokens[at - 1].low == "to":
        start = at  # "led to elevated X": no infinitive has this form
    if is_purpose(tokens, start, at) or is_means(tokens, at):
        return
    if cue.frame == "cause":
        yield from _by_cause(tokens, at, start, cue)
        return
    if cue.frame == "shield":
        yield from _by_shield(tokens, at, start)
        return
    token = tokens[at]
    things, frame = _things(tokens, at, start, cue)
    if not things:
        return
    sense = cue.sense
    if is_negated(tokens, start, at) or (frame in ("active", "attribute") and denied(tokens, at)):
        sense = "same" if sense != "same" else "change"
    if frame == "active" and start and tokens[start - 1].tag == "W" and token.tag == "V":
        return  # "which inhibits X": what a thing does in general
    yield from tell_changes(tokens, at, sense, things, frame)
    if frame in ("passive", "ergative"):
        yield from tell_changes(tokens, at, sense, _gapped(tokens, at), frame)


def _gapped(tokens: Sequence[Token], at: int) -> list[Phrase]:
    """Further things whose verb is left out: "X fell by 6 % and Y by 11 %"."""
    found: list[Phrase] = []
    index = at + 1
    while index < len(tokens) and (
        tokens[index].tag in "XR"
        or tokens[index].text in "%("
        or tokens[index].low in ("by", "fold", "about")
    ):
        index += 1
    while index + 2 < len(tokens) and (tokens[index].text == "," or tokens[index].tag == "C"):
        phrase = phrase_from(tokens, index + 1 + (tokens[index + 1].tag == "C"), len(tokens))
        if phrase is None or phrase.last + 2 >= len(tokens):
            break
        if tokens[phrase.last + 1].low != "by" or tokens[phrase.last + 2].tag != "X":
            break
        found.append(phrase)
        index = phrase.last + 3
        while index < len(tokens) and tokens[index].text == "%":
            index += 1
    return found


def _things(tokens: Sequence[Token], at: int, start: int, cue: Cue) -> tuple[list[Phrase], str]:
    """The things a verb speaks of, and the construction it stands in."""
    token = tokens[at]
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.low in ("prolonged", "extended") and (before is None or before.tag != "B"):
        return [], ""  # how long something was imposed
    if (
        token.tag == "G"
        and before is not None
        and (before.tag in "DJ" or (before.tag == "C" and at > 1 and tokens[at - 2].tag == "J"))
    ):
        return [], ""  # "harsh and changing environments"
    if before is not None and before.tag == "R" and at > 1 and tokens[at - 2].low == "most":
        before = tokens[at - 2]
    helped = any(t.tag == "B" for t in tokens[start:at])
    if helped and token.tag != "G":
        things = subject_of(tokens, start)
        if things:
            return things, "passive"
        if after is not None and after.tag in "NJ":
            return phrases_from(tokens, at + 1, len(tokens)), "attribute"
        return [], ""
    if token.tag == "E" and start == at and _is_attribute(before, after):
        ranked = _ranked(tokens, at)
        if ranked:
            return ranked, "passive"
        return attributed(tokens, at), "attribute"
    if cue.frame != "subject" and after is not None and opens_object(tokens, at + 1):
        return phrases_from(tokens, at + 1, len(tokens)), "active"
    if cue.frame in ("both", "subject"):
        return subject_of(tokens, start), "ergative"
    if token.tag == "E" and start and tokens[start - 1].tag in "N)":
        if is_fragment(tokens):
            return subject_of(tokens, start), "ergative"
        things = just_before(tokens, start)
        if things and _belongs_to_change(tokens, things[0]):
            return [], ""
        return things, "reduced"
    return [], ""


def _belongs_to_change(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether a participle speaks of a change before it: "changes in X induced by Y"."""
    first = phrase.first - 1
    while first > 0 and tokens[first].tag in "DR":
        first -= 1
    return (
        first > 0
        and tokens[first].low in ("in", "of")
        and any(cue.frame == "noun" for cue in tokens[first - 1].cues)
    )


_RANKED = word_set(
    "process processes gene genes pathway pathways protein proteins transcript transcripts "
    "category categories metabolite metabolites term terms parameter parameters function functions"
)


def _ranked(tokens: Sequence[Token], at: int) -> list[Phrase]:
    """What a superlative names behind its verb: "the most altered process was lipid metabolism"."""
    if not any(token.low == "most" for token in tokens[max(0, at - 3) : at]):
        return []
    phrase = phrase_from(tokens, at + 1, len(tokens))
    if phrase is None or tokens[phrase.head].low not in _RANKED:
        return []
    for index in range(phrase.last + 1, min(len(tokens), phrase.last + 16)):
        if tokens[index].text in ",;:" or tokens[index].tag in "WM":
            return []
        if tokens[index].low in ("was", "were", "is", "are"):
            return phrases_from(tokens, index + 1, len(tokens))
    return []


def attributed(tokens: Sequence[Token], at: int) -> list[Phrase]:
    """What a direction word stands before; "proteases showed elevated activity" is of proteases."""
    things = phrases_from(tokens, at + 1, len(tokens))
    if things and tokens[things[-1].head].low in _CARRIED:
        members = _included(tokens, things[-1].last + 1)
        if members:
            return members
    if len(things) != 1 or things[0].first != things[0].last:
        return things
    if tokens[things[0].head].low not in MEASURE_HEADS:
        return things
    verb = at - 1
    while verb >= 0 and tokens[verb].tag in "DRJ":
        verb -= 1
    if verb > 0 and tokens[verb].low in SHOWING:
        owners = [p for p in subject_of(tokens, verb) if not is_empty(tokens, p)]
        if not owners and tokens[things[0].head].low in _BARE_MEASURES:
            return []  # "had reduced abundance", and of what cannot be told
        return owners or things
    return things


_BARE_MEASURES = word_set("abundance expression level levels amount amounts quantity proportion")


_CARRIED = word_set(
    "genes proteins transcripts pathways processes markers metabolites taxa cytokines"
)
_INCLUDING = word_set("included include includes were are comprised comprise")


def _included(tokens: Sequence[Token], at: int) -> list[Phrase]:
    """The members of "upregulated genes included A and B"."""
    if at + 1 >= len(tokens) or tokens[at].low not in _INCLUDING or tokens[at + 1].tag != "N":
        return []
    return phrases_from(tokens, at + 1, len(tokens))


def _by_cause(tokens: Sequence[Token], at: int, start: int, cue: Cue) -> Iterator[Change]:
    """What is caused comes about, unless it says otherwise of itself ("causes loss of X")."""
    begin = at + 1
    if tokens[at].low.startswith(("resu", "lead", "led")):
        if begin >= len(tokens) or tokens[begin].low not in ("in", "to"):
            return
        begin += 1
    if start and tokens[start - 1].tag == "W" and tokens[at].tag == "V":
        return
    if begin < len(tokens) and opens_object(tokens, begin):
        thing = phrase_from(tokens, begin, len(tokens))
        if thing and thing.last + 1 < len(tokens) and tokens[thing.last + 1].low == "to":
            return  # "causing the protein to collapse"
        first = begin
        while first < len(tokens) and tokens[first].tag in "DR":
            first += 1
        if first < len(tokens) and any(c.frame == "adjective" for c in tokens[first].cues):
            return  # "resulted in differential expression of X": the adjective tells it
        sense = "same" if is_negated(tokens, start, at) else cue.sense
        things = phrases_from(tokens, begin, len(tokens))
        yield from tell_changes(tokens, at, sense, things, "active")


def _by_shield(tokens: Sequence[Token], at: int, start: int) -> Iterator[Change]:
    """Shielding: "prevented X" lowers X; "prevented the loss of X" says nothing certain of X."""
    if tokens[at].low not in _LOWERING or is_negated(tokens, start, at):
        return
    if at + 1 >= len(tokens) or not opens_object(tokens, at + 1):
        return
    head = phrase_from(tokens, at + 1, len(tokens))
    if head is None or tokens[head.head].low in LOSS_NOUNS or tokens[head.head].cues:
        return
    yield from tell_changes(tokens, at, "down", phrases_from(tokens, at + 1, len(tokens)), "active")


def _is_attribute(before: Token | None, after: Token | None) -> bool:
    if after is None or after.tag not in "NJEGX" or after.low == "by":
        return False
    if before is not None and before.low in ("for", "include", "includes", "including"):
        return False  # what is wanted or listed, not what was seen
    return before is None or before.tag in "DPCJVEGSWBHX" or before.text in ",(;:/"


def opens_object(tokens: Sequence[Token], at: int) -> bool:
    """Whether a noun phrase begins at ``at``."""
    while at < len(tokens) and tokens[at].tag == "R":
        at += 1
    if at >= len(tokens):
        return False
    if tokens[at].tag == "X":
        return at + 1 < len(tokens) and tokens[at + 1].tag in "NJ"
    return tokens[at].tag in "DNJEG"


def just_before(tokens: Sequence[Token], start: int) -> list[Phrase]:
    """The noun phrase that ends right before ``start``."""
    first = start - 1
    while first > 0 and tokens[first - 1].tag in "NJ":
        first -= 1
    phrase = phrase_from(tokens, first, start)
    return [phrase] if phrase else []


def denied(tokens: Sequence[Token], at: int) -> bool:
    """Whether "no" stands around a cue: "no altered X", "increased neither X nor Y"."""
    after = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if after in ("no", "neither", "none"):
        return True
    index = at - 1
    while index >= 0 and tokens[index].tag in "JR" and tokens[index].low != "not":
        index -= 1
    return index >= 0 and tokens[index].low in ("no", "without", "nor")
