"""Findings: changes told in result sentences, each about one entity, with its numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spacekg.extraction.abouts import name_about
from spacekg.extraction.associations import read_associations
from spacekg.extraction.changes import Change
from spacekg.extraction.claims import is_claimed, is_technical
from spacekg.extraction.cues import CUES
from spacekg.extraction.directions import read_changes
from spacekg.extraction.measured import is_measured
from spacekg.extraction.mentions import Mentions
from spacekg.extraction.placed_measures import read_measure
from spacekg.extraction.reports import reports_result
from spacekg.extraction.sentences import Sentence
from spacekg.extraction.statements import (
    is_aside,
    is_question,
    tells_aim,
    tells_known,
    tells_method,
    tells_outlook,
)
from spacekg.extraction.tokens import Token, tokenize
from spacekg.extraction.traits import is_trait
from spacekg.extraction.zones import Zoned
from spacekg.model import Entity
from spacekg.patterns import compile_late

_SEARCHED = frozenset(("results", "conclusion", "title"))
_WORDS = compile_late(r"[a-z][a-z-]{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A change in its sentence: the entity, where its name stands, and where the cue is."""

    zoned: Zoned
    change: Change
    about: Entity
    start: int
    end: int
    tokens: Sequence[Token] = field(repr=False)


def read_statements(
    sentences: Iterable[Zoned], mentions: Mentions, *, paper: str = ""
) -> list[Statement]:
    """Every result told in the sentences, one a thing and direction, the fullest telling kept.

    Of the results sections of a full ``paper`` (its source text) only what reports is read: in
    between they explain.
    """
    told: list[Statement] = []
    titles: list[Statement] = []
    for zoned in sentences:
        if zoned.zone not in _SEARCHED or not _may_tell(zoned):
            continue
        told_in_full = bool(paper) and zoned.sentence.passage.role in ("findings", "body")
        if paper and (zoned.zone == "conclusion" or is_technical(zoned.sentence.passage.section)):
            continue  # a summing-up retells
        if told_in_full and not reports_result(
            zoned.sentence.text[zoned.lead :],
            paper[zoned.sentence.start : zoned.sentence.end + 8],
        ):
            continue
        kept = titles if zoned.zone == "title" else told
        found = statements_in(zoned, mentions)
        if paper:
            found = [s for s in found if _is_measured(s) and _is_claimed(s, not told_in_full)]
        if paper and zoned.zone == "title":
            found = [s for s in found if s.about.id and s.tokens[s.change.cue].low != "induced"]
        kept.extend(s for s in found if not paper or _is_known(s, mentions))
    distinct = _distinct(told)
    known = [_content(statement) for statement in distinct]
    for statement in titles:
        words = _content(statement)
        if not any(words & other for other in known):
            distinct.append(statement)
    return distinct


def _is_measured(statement: Statement) -> bool:
    sentence = statement.zoned.sentence
    start = sentence.passage.reading(statement.start) - sentence.offset
    end = sentence.passage.reading(statement.end - 1) + 1 - sentence.offset
    return is_measured(
        sentence.text, statement.tokens, statement.change, statement.about, (start, end)
    )


def _is_claimed(statement: Statement, summed_up: bool) -> bool:
    return is_claimed(
        statement.zoned.sentence.text, statement.tokens, statement.change, statement.about,
        summed_up=summed_up,
    )  # fmt: skip


def _is_known(statement: Statement, mentions: Mentions) -> bool:
    """Whether a thing has an identifier, is named by the document or by a trait's word."""
    if statement.about.id:
        return True
    if statement.about.label in _BARE:
        return False
    phrase, tokens = statement.change.phrase, statement.tokens
    last = tokens[phrase.last].text
    return is_trait(statement.about.label) or is_trait(last) or mentions.is_short_form(last)


#: What comes of research rather than of an exposure.
_OF_THE_WORK = frozenset((
    "elucidation", "identification", "discovery", "detection", "characterization", "emergence",
    "understanding", "assembly", "classification",
))  # fmt: skip
#: Words for any gene or protein: of a full paper the ones with names are read.
_BARE = frozenset((
    "genes", "proteins", "transcripts", "metabolites", "pathways", "pathway", "peptides", "cells",
))  # fmt: skip


def _may_tell(zoned: Zoned) -> bool:
    text = zoned.sentence.text[zoned.lead :]
    if len(text) > 1500 or is_question(text) or is_aside(text):
        return False
    return not (tells_aim(text) or tells_known(text) or tells_outlook(text))


def statements_in(zoned: Zoned, mentions: Mentions) -> list[Statement]:
    """Every change that one sentence tells, each thing and direction once."""
    sentence = zoned.sentence
    text = sentence.text
    low = text.lower()
    if not any(word in CUES for word in _WORDS.findall(low)):
        return []
    tokens = tokenize(" " * zoned.lead + text[zoned.lead :])
    method = tells_method(text)
    found: list[Statement] = []
    changes = [*read_changes(tokens), *read_associations(tokens)]
    after_label = [c for c in changes if c.cue > _label_end(tokens)]
    for change in after_label or changes:
        if zoned.zone == "title" and (change.frame == "noun" or change.direction == "changed"):
            continue
        if method and change.frame not in ("passive", "active", "ergative", "spared"):
            continue
        named = name_about(sentence, tokens, change, mentions)
        if named is None:
            continue
        about, start, end = named
        phrase = change.phrase
        brought_about = any(cue.frame == "cause" for cue in tokens[change.cue].cues)
        if (
            brought_about
            and not about.id
            and (tokens[phrase.first].tag == "X" or tokens[phrase.head].low in _OF_THE_WORK)
        ):
            continue  # "resulted in 82 genomes", "led to the discovery of X"
        about = read_measure(
            about, text[tokens[phrase.first].start : tokens[phrase.last].end], text, mentions
        )
        if any(
            start < other.end and other.start < end and other.change.direction == change.direction
            for other in found
        ):
            continue
        found.append(Statement(
            zoned=zoned, change=change, about=about, start=start, end=end, tokens=tokens,
        ))  # fmt: skip
    return found


def _label_end(tokens: Sequence[Token]) -> int:
    """The colon that closes a short label in front of a bullet ("Reduced demand: …"), or -1."""
    for index, token in enumerate(tokens[:12]):
        if token.text == ":":
            return index
    return -1


def _distinct(told: list[Statement]) -> list[Statement]:
    """Each result once: a retelling with the same words or fewer in a later sentence is dropped."""
    kept: list[Statement] = []
    for statement in told:
        words = _content(statement)
        closing = statement.zoned.zone == "conclusion" or _is_closing(statement.zoned.sentence)
        earlier = next(
            (
                index
                for index, other in enumerate(kept)
                if other.change.direction == statement.change.direction
                and other.zoned.sentence is not statement.zoned.sentence
                and _retells(words, _content(other), closing)
                and not _differ_in_numbers(statement, other)
            ),
            -1,
        )
        if earlier < 0:
            kept.append(statement)
        elif _is_fuller(statement, kept[earlier]):
            kept[earlier] = statement
    return kept


def _differ_in_numbers(statement: Statement, other: Statement) -> bool:
    """Whether both are told with numbers of a test and none of them is shared."""
    one, two = _tested(statement), _tested(other)
    return bool(one and two) and one.isdisjoint(two)


def _tested(statement: Statement) -> frozenset[str]:
    return frozenset(_TESTED.findall(statement.zoned.sentence.text))


#: What follows "p =", "R2 =" or stands before a per cent sign.
_TESTED = compile_late(r"(?:[pPrR]2?\s*[=<>]\s*[^\w\s]?\s?)(\d*\.\d+)")


def _is_fuller(statement: Statement, other: Statement) -> bool:
    """Whether a retelling is the fuller one: the results section over an abstract or summary."""
    return (
        statement.zoned.sentence.passage.role == "findings"
        and other.zoned.sentence.passage.role in ("abstract", "summary", "title")
    )


def _is_closing(sentence: Sentence) -> bool:
    return bool(_CLOSING.match(sentence.text))


_CLOSING = compile_late(
    r"\W*(?:in (?:sum|summary|conclusion|short)|we conclude|taken together|together|overall|"
    r"collectively|these (?:results|findings|data)|th(?:is|ese) .{0,20}(?:suggest|indicate|show)|"
    r"our (?:results|findings|data)|thus|therefore|to (?:sum|conclude)|altogether)",
    re.I,
)


def _retells(words: frozenset[str], known: frozenset[str], closing: bool) -> bool:
    if words == known:
        return True
    return closing and (words <= known or known <= words)


def _content(statement: Statement) -> frozenset[str]:
    phrase = statement.change.phrase
    return frozenset(
        token.low.rstrip("s") for token in statement.tokens[phrase.first : phrase.last + 1]
        if token.tag in "NJGE"
    )  # fmt: skip
