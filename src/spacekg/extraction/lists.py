"""Lists of things: "levels of A, B and C", "genes such as A and B", "markers (A and B)"."""

from __future__ import annotations

from collections.abc import Sequence

from spacekg.extraction.cues import GAIN_NOUNS
from spacekg.extraction.phrases import Phrase, closing, phrase_from
from spacekg.extraction.tokens import Token
from spacekg.extraction.words import MEASURE_HEADS, word_set

_OPEN = frozenset("([")
_EXAMPLES = frozenset(("including", "like", "especially", "particularly", "e.g", "e.g.", "namely"))
#: Words that tie a carrier ("genes", "markers") to what it is about.
_TIES = word_set(
    "related involved associated implicated encoding linked controlling regulating governing "
    "responsible participating affiliated essential"
)
_CARRIERS = word_set(
    "gene genes protein proteins marker markers transcript transcripts pathway pathways process "
    "processes factors enzymes molecules mrnas signature signatures"
)
_DIMENSIONS = word_set(
    "length width height weight size area volume number numbers ratio density thickness rate "
    "diameter time latency duration frequency mass percentage proportion count counts "
    "sensitivity width depth roundness speed velocity strength "
    "structure severity"
)


def phrases_from(tokens: Sequence[Token], at: int, limit: int, depth: int = 0) -> list[Phrase]:
    """The list of things named from ``at`` on: "levels of A, B and C" gives A, B and C."""
    found: list[Phrase] = []
    if at + 1 < limit and tokens[at].low == "those" and tokens[at + 1].low in _TIES:
        at += 2 + (at + 2 < limit and tokens[at + 2].tag == "P")  # "those involved in X"
    while at < limit and depth < 5:
        phrase = phrase_from(tokens, at, limit)
        if phrase is None:
            break
        group, after = _with_complements(tokens, phrase, limit, depth)
        if found and _opens_clause(tokens, after) and _had_verb(tokens, at):
            break  # "…, and exercise promoted recovery": a new clause, not a further item
        found.extend(group)
        step = _next_item(tokens, after, limit, depth)
        if step < 0:
            break
        at = step
    return found


def _with_complements(
    tokens: Sequence[Token], phrase: Phrase, limit: int, depth: int
) -> tuple[list[Phrase], int]:
    """The phrase, or what it carries, and the index after all that belongs to it."""
    after = phrase.last + 1
    group = [phrase]
    strayed = False
    while after < limit:
        token = tokens[after]
        if token.text in _OPEN:
            stop = closing(tokens, after)
            members = _members(tokens, after + 1, min(stop, limit))
            if members is not None:
                group = [*group, *members[1]] if members[0] else list(members[1])
            elif stop - after == 2 and tokens[after + 1].tag == "N" and len(group) == 1:
                last = group[0].last
                if last == after - 1:
                    group = [Phrase(group[0].first, group[0].last, group[0].head)]
            after = min(stop + 1, limit)
        elif token.low == "of" and after + 1 < limit:
            head = tokens[phrase.head].low.rpartition("/")[2]  # "production/expression"
            carried = head in MEASURE_HEADS or head in _CARRIERS or head in GAIN_NOUNS
            if strayed or not (carried or head in _DIMENSIONS):
                # "content in the tissue of mice", "density of bone": one thing; the list goes on
                single = phrase_from(tokens, after + 1, limit)
                if single is None:
                    break
                after = _end_of(tokens, [single], limit)
                continue
            inner = phrases_from(tokens, after + 1, limit, depth + 1)
            if not inner:
                break
            if head in _DIMENSIONS:
                group = [Phrase(phrase.first, inner[0].last, inner[0].head), *inner[1:]]
            else:
                group = inner
            after = _end_of(tokens, inner, limit)
        elif token.text == ":" and tokens[phrase.head].low in _CARRIERS:
            inner = phrases_from(tokens, after + 1, limit, depth + 1)
            if len(inner) < 2:
                break
            group, after = inner, _end_of(tokens, inner, limit)
        elif token.low in _TIES and after + 1 < limit:
            tied = after + 1 + (tokens[after + 1].tag == "P")
            inner = phrases_from(tokens, tied, limit, depth + 1)
            if inner and not strayed and tokens[phrase.head].low in _CARRIERS:
                group = inner
            after = _end_of(tokens, inner, limit) if inner else limit
        elif token.low == "such" and after + 1 < limit and tokens[after + 1].low == "as":
            inner = phrases_from(tokens, after + 2, limit, depth + 1)
            group = [*group, *inner]
            after = _end_of(tokens, inner, limit) if inner else limit
        elif token.low in _EXAMPLES or (
            token.text == "," and after + 1 < limit and _is_example(tokens, after + 1)
        ):
            begin = after + 1 + (token.text == ",") + (_is_such(tokens, after + 1))
            if _tells_own(tokens, begin, limit):
                break  # "including increased X": told by its own word
            inner = phrases_from(tokens, begin, limit, depth + 1)
            group = [*group, *inner]
            after = _end_of(tokens, inner, limit) if inner else limit
        elif token.tag == "P" and token.low not in ("versus", "vs", "than", "compared", "due"):
            if after + 1 < limit and tokens[after + 1].tag == "X" and tokens[after].low == "by":
                after += 2  # "by 20 %"
                continue
            place = phrase_from(tokens, after + 1, limit)
            if place is None:
                break
            strayed = True
            after = place.last + 1
            if after + 1 < limit and tokens[after].tag == "C":
                other = phrase_from(tokens, after + 1, limit)
                # "in cartilage and menisci": the second place, not a second thing
                if other is not None and (
                    other.last + 1 >= limit or not _opens_clause(tokens, other.last + 1)
                ):
                    after = other.last + 1
        else:
            break
    return group, after


def _tells_own(tokens: Sequence[Token], at: int, limit: int) -> bool:
    """Whether what begins at ``at`` has a word of direction of its own."""
    while at < limit and tokens[at].tag in "DR":
        at += 1
    return at + 1 < limit and any(
        cue.frame == "adjective" or (tokens[at].tag == "E" and cue.frame in ("object", "both"))
        for cue in tokens[at].cues
    )


def _is_symbol(word: str) -> bool:
    """Whether a word is written like the symbol of a gene: "ALP", "Runx2"."""
    return len(word) > 2 and any(c.isupper() or c.isdigit() for c in word[1:])


def _had_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether the clause already has its verb before ``at``."""
    for index in range(at - 1, -1, -1):
        token = tokens[index]
        if token.tag in "SW;" or token.text in ";:":
            return False
        if token.tag in "BHMOV" or (
            token.tag == "E" and token.cues and tokens[index - 1].tag == "N"
        ):
            return True
    return False


def _opens_clause(tokens: Sequence[Token], at: int) -> bool:
    """Whether a finite verb stands at ``at``, so that the phrase before it is its subject."""
    while at < len(tokens) and tokens[at].tag == "R":
        at += 1
    if at >= len(tokens):
        return False
    token = tokens[at]
    if token.tag in "BHMO":
        return True
    if token.tag == "V":
        return True
    return token.tag == "E" and at + 1 < len(tokens) and tokens[at + 1].tag in "DNJ"


def _is_such(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].low == "such" and at + 1 < len(tokens) and tokens[at + 1].low == "as"


def _is_example(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].low in _EXAMPLES or _is_such(tokens, at)


def _end_of(tokens: Sequence[Token], inner: Sequence[Phrase], limit: int) -> int:
    after = max(phrase.last for phrase in inner) + 1
    if after < limit and tokens[after].text in _OPEN:
        after = min(closing(tokens, after) + 1, limit)
    return after


def _members(tokens: Sequence[Token], at: int, stop: int) -> tuple[bool, list[Phrase]] | None:
    """The names listed in brackets, and whether they are examples only; ``None`` if no list."""
    examples = False
    while at < stop and (_is_example(tokens, at) or tokens[at].text in ".,"):
        examples = True
        at += 2 if _is_such(tokens, at) else 1
    members: list[Phrase] = []
    while at < stop:
        member = phrase_from(tokens, at, stop)
        if member is None:
            return None
        members.append(member)
        at = member.last + 1
        if at < stop and tokens[at].text in _OPEN:
            at = closing(tokens, at) + 1
        if at < stop and tokens[at].text not in ",;" and tokens[at].tag != "C":
            return None
        while at < stop and (tokens[at].text in ",;" or tokens[at].tag == "C"):
            at += 1
    if not members:
        return None
    if not examples and (
        len(members) < 2 or any(tokens[p.head].tag == "X" or p.last - p.first > 3 for p in members)
    ):
        return None
    return examples, members


def _next_item(tokens: Sequence[Token], at: int, limit: int, depth: int) -> int:
    """Where the next item of a list begins after ``at``, or -1 when the list has ended."""
    if at >= limit:
        return -1
    token = tokens[at]
    if token.tag == "C":
        return at + 1
    joined = at + (token.text == ",")
    if [t.low for t in tokens[joined : joined + 3]] == ["as", "well", "as"]:
        return joined + 3
    if token.text != "," or at + 1 >= limit:
        return -1
    if tokens[at + 1].tag == "C":
        return at + 2
    # "A, B and C": a comma goes on with the list only when a conjunction closes it later
    index = at + 1
    symbols = 0
    while index < limit:
        inner = phrase_from(tokens, index, limit)
        if inner is None:
            return -1
        symbols += _is_symbol(tokens[inner.first].text)
        _, index = _with_complements(tokens, inner, limit, max(depth, 2))
        if index >= limit or tokens[index].text in ".;":
            rest = tokens[inner.last + 1 : index]
            if rest and rest[0].low == "of" and any(token.tag == "C" for token in rest):
                return at + 1  # "volume, area of bone, load and stiffness": closed further in
            # symbols may be listed without a conjunction: "lowered ALP, RUNX2, BGLAP"
            return at + 1 if symbols > 1 or (symbols and _is_symbol(tokens[at - 1].text)) else -1
        if tokens[index].tag == "C":
            return at + 1
        if tokens[index].text != ",":
            return -1
        index += 1
        if index < limit and tokens[index].tag == "C":
            return at + 1
    return -1
