"""Sites: the places that one observation names ("BMD of spine, hip and femur decreased")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacekg.extraction.cues import CUES
from spacekg.extraction.findings import Statement
from spacekg.extraction.mentions import Mentions
from spacekg.extraction.sentences import Sentence
from spacekg.model import Annotation, Direction, Entity
from spacekg.patterns import compile_late

#: What may stand between a measure and its first site, and between two sites.
_FIRST = compile_late(r"\W*(?:[\w.%-]+\W+){0,3}?(?:of|in|at)\b(?: both| the)?(?: [\w-]+){0,2}\s*$")
_NEXT = compile_late(
    r"(?:\s+\w+)?\s*(?:,|,?\s*(?:and|or)\b)+(?:\s+(?!but\b|not\b|in\b)[\w-]+){0,2}\s*$"
)
#: One noun for two sides of a body: "left and right femur" are two sites.
_BOTH_SIDES = compile_late(r"\b(?:left and right|right and left)\s*$", re.I)
#: Where a sentence turns: what follows speaks of another place or outcome.
TURN = compile_late(r";|\s[–—]\s|\b(?:but|whereas|while|although|though)\b", re.I)
#: The second half of a contrast leaves its subject out: "…, but lowered in proximal humerus".
_ELIDED = compile_late(
    r"\b(?:but|whereas|while|and)\s+(?P<cue>[a-z]+)\s+(?:in|at)\s+(?:the\s+)?(?=[a-z0-9])", re.I
)
_SENSES: dict[str, Direction] = {"up": "increased", "down": "decreased", "same": "unchanged"}


@dataclass(frozen=True, slots=True)
class Placed:
    """A statement at one site; ``rank`` is the place of the site in its list."""

    statement: Statement
    site: Entity | None
    rank: int = 0
    sites: int = 1


def place_statements(
    sentence: Sentence, statements: Sequence[Statement], mentions: Mentions
) -> Iterable[Placed]:
    """Each statement once a site; a site that was read as a thing of its own is none."""
    tissues = [
        a for a in mentions.within(sentence.start, sentence.end) if a.entity.type == "tissue"
    ]
    places = _places(tissues, statements, mentions)
    taken: list[tuple[int, int]] = []
    lists: dict[int, list[Annotation]] = {
        at: _listed(sentence, statement, tissues) if _is_measure(statement) else []
        for at, statement in enumerate(statements)
    }
    for at, statement in enumerate(statements):
        if any(start <= statement.start and statement.end <= end for start, end in taken):
            continue
        if statement.change.frame == "spared":
            yield _spared(sentence, statement, tissues, mentions)
            continue
        listed = lists[at] or _later(sentence, statements, lists, at)
        if len(listed) > 1:
            taken.append((listed[0].start, listed[-1].end))
            for rank, site in enumerate(listed):
                yield Placed(statement, site.entity, rank, len(listed))
        else:
            near = listed[0] if listed else _nearest(sentence, statement, places)
            yield Placed(statement, near.entity if near else None)
        yield from _turned(sentence, statement, statements, tissues)


def _is_measure(statement: Statement) -> bool:
    return statement.about.type not in ("tissue", "organism", "cell_type")


def _places(
    tissues: Sequence[Annotation], statements: Sequence[Statement], mentions: Mentions
) -> list[Annotation]:
    """The tissues that are places: no part of a measure's name or of a longer name."""
    named = [(s.start, s.end) for s in statements]
    found = []
    for one in tissues:
        inside = any(start < one.end and one.start < end for start, end in named)
        wider = any(
            a.entity.type != "tissue" and a.end - a.start > one.end - one.start
            and a.start <= one.start and one.end <= a.end
            for a in mentions.within(one.start, one.end)
        )  # fmt: skip
        if not inside and not wider:
            found.append(one)
    return found


def _listed(
    sentence: Sentence, statement: Statement, tissues: Sequence[Annotation]
) -> list[Annotation]:
    """The sites in a row behind the words that name the measure; two sides count as two."""
    found: list[Annotation] = []
    at, pattern = statement.end, _FIRST
    for tissue in tissues:
        if tissue.start < at or (found and tissue.start < found[-1].end):
            continue
        between = _between(sentence, at, tissue.start)
        sides = _BOTH_SIDES.search(between)
        if not pattern.match(between[: sides.start()] if sides else between):
            break
        found.extend([tissue] * (2 if sides else 1))
        at, pattern = tissue.end, _NEXT
    return found


def _later(
    sentence: Sentence,
    statements: Sequence[Statement],
    lists: dict[int, list[Annotation]],
    at: int,
) -> list[Annotation]:
    """The sites told once behind the last of several measures in one clause."""
    clause = _clause(sentence, statements[at].start)
    if not _is_measure(statements[at]):
        return []
    for other in range(at + 1, len(statements)):
        if lists[other] and _clause(sentence, statements[other].start) == clause:
            return lists[other]
    return []


def _nearest(
    sentence: Sentence, statement: Statement, places: Sequence[Annotation]
) -> Annotation | None:
    """The site of the same clause, behind the measure before in front of it; else an earlier."""
    clause = _clause(sentence, statement.start)
    own = [a for a in places if _clause(sentence, a.start) == clause]
    behind = [a for a in own if a.start >= statement.end]
    if behind:
        return behind[0]
    before = [a for a in places if a.end <= statement.start]
    return before[-1] if before else None


def _spared(
    sentence: Sentence, statement: Statement, tissues: Sequence[Annotation], mentions: Mentions
) -> Placed:
    """What is spared: "reduced in tibia, but not in radius" leaves the radius as it was."""
    low = sentence.text.lower()
    turn = max(low.rfind("not"), low.rfind("except"))
    after = [a for a in tissues if _at(sentence, a.start) > turn >= 0]
    if not after:
        return Placed(statement, None)
    site = after[-1]
    if not _is_measure(statement):  # "reduced femur, but not humerus": the humerus is spared
        statement = replace(statement, about=site.entity, start=site.start, end=site.end)
        return Placed(statement, None)
    return Placed(statement, site.entity)


def _turned(
    sentence: Sentence,
    statement: Statement,
    statements: Sequence[Statement],
    tissues: Sequence[Annotation],
) -> Iterator[Placed]:
    """The other half of "elevated in femur, but lowered in humerus", where one is left out."""
    if not _is_measure(statement):
        return
    for match in _ELIDED.finditer(sentence.text, _at(sentence, statement.end)):
        senses = {cue.sense for cue in CUES.get(match["cue"].lower(), ())} & set(_SENSES)
        if len(senses) != 1:
            continue
        direction = _SENSES[senses.pop()]
        told = any(_at(sentence, other.start) >= match.start() for other in statements)
        if told or direction == statement.change.direction:
            return
        site = next((a for a in tissues if _at(sentence, a.start) >= match.end()), None)
        if site is not None:
            change = replace(statement.change, direction=direction)
            yield Placed(replace(statement, change=change), site.entity)
        return


def _clause(sentence: Sentence, start: int) -> int:
    """In which clause of its sentence a place of the source stands."""
    at = _at(sentence, start)
    return sum(1 for turn in TURN.finditer(sentence.text) if turn.start() < at)


def _at(sentence: Sentence, offset: int) -> int:
    return sentence.passage.reading(offset) - sentence.offset


def _between(sentence: Sentence, start: int, end: int) -> str:
    """The reading text between two places in the source."""
    return sentence.text[max(0, _at(sentence, start)) : max(0, _at(sentence, end))]
