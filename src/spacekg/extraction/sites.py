"""Sites: the places that one observation lists ("BMD of spine, hip and femur decreased")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacekg.extraction.findings import Statement
from spacekg.extraction.mentions import Mentions
from spacekg.extraction.sentences import Sentence
from spacekg.model import Annotation, Entity

#: What may stand between a measure and its first site, and between two sites.
_FIRST = re.compile(r"\W*(?:[\w.%-]+\W+){0,3}?(?:of|in|at)\b(?: both| the)?(?: [\w-]+){0,2}\s*$")
_NEXT = re.compile(
    r"(?:\s+\w+)?\s*(?:,|,?\s*(?:and|or)\b)(?:\s+(?!but\b|not\b|in\b)[\w-]+){0,2}\s*$"
)


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
    taken: list[tuple[int, int]] = []
    for statement in statements:
        if any(start <= statement.start and statement.end <= end for start, end in taken):
            continue
        listed = _listed(sentence, statement, tissues) if _is_measure(statement) else []
        if len(listed) < 2:
            yield Placed(statement, listed[0].entity if listed else None)
            continue
        taken.append((listed[0].start, listed[-1].end))
        for rank, site in enumerate(listed):
            yield Placed(statement, site.entity, rank, len(listed))


def _is_measure(statement: Statement) -> bool:
    return statement.about.type not in ("tissue", "organism", "cell_type")


def _listed(
    sentence: Sentence, statement: Statement, tissues: Sequence[Annotation]
) -> list[Annotation]:
    """The sites in a row behind the words that name the measure."""
    found: list[Annotation] = []
    at, pattern = statement.end, _FIRST
    for tissue in tissues:
        if tissue.start < at or (found and tissue.start < found[-1].end):
            continue
        if not pattern.match(_between(sentence, at, tissue.start)):
            break
        found.append(tissue)
        at, pattern = tissue.end, _NEXT
    return found


def _between(sentence: Sentence, start: int, end: int) -> str:
    """The reading text between two places in the source."""
    low = sentence.passage.reading(start) - sentence.offset
    high = sentence.passage.reading(end) - sentence.offset
    return sentence.text[max(0, low) : max(0, high)]
