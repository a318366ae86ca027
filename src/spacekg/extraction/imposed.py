"""Imposed: what the groups of one result were under, which need not be all that a study did."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacekg.extraction.selection import is_imposed
from spacekg.extraction.surroundings import Told
from spacekg.model import Annotation, Entity
from spacekg.patterns import compile_late

#: A group by what it was given: "the leptin-supplemented mice", "after administration of X".
_GIVEN = compile_late(
    r"\b([A-Za-z][\w-]*?)[-‐–](?:supplemented|treated|injected|overexpressing|deficient|null|"
    r"depleted)\b|\b(?:treatment|supplementation|administration|co-?treatment|incubation|"
    r"injection)s? (?:with|of) (?:the )?([\w-]+)"
)


_SHORT = compile_late(r"\b[A-Z][A-Za-z-]{0,5}[A-Z]\b")
_MICRO, _SIMULATED = "skgx:microgravity", "skgx:simulated-microgravity"


def _as_studied(named: Entity, known: Sequence[Entity], told: Told) -> Entity:
    """What an exposure is called in this study: its microgravity may be a simulated one."""
    if named.id != _MICRO or any(told.mentions.is_flight(e) for e in known):
        return named
    return next((e for e in known if e.id == _SIMULATED), named)


def _at(told: Told, mention: Annotation) -> int:
    return told.sentence.passage.reading(mention.start) - told.sentence.offset


def read_exposure(
    text: str, near: Sequence[Annotation], told: Told, lead: int = 0
) -> Entity | None:
    """The exposure named here, else that of the part of the text, else the leading one.

    None where the sentence compares groups by something else that they were given.
    """
    known = [e for e in told.design.of("exposure") if is_imposed(e)]
    named = [
        (_at(told, m), m.entity) for m in near if is_imposed(m.entity) and not _is_passing(told, m)
    ]
    for match in _SHORT.finditer(text):
        meant = told.mentions.exposure_of(match.group())
        if meant is not None and is_imposed(meant):
            named.append((lead + match.start(), meant))
    if named:
        return _as_studied(min(named, key=lambda pair: pair[0])[1], known, told)
    for entity in sorted(known, key=lambda e: e.label.count(" ")):
        if not entity.id and _names(text, entity.label):
            return entity  # a gene or a compound: "Mrc1−/− mice" of a study of its knock-out
    given = " ".join(
        f"{word} {told.mentions.long_form(word)}" for found in _GIVEN.findall(text)
        for word in found
    ).lower()  # fmt: skip
    if given:
        return next(
            (e for e in known if any(w in given for w in e.label.lower().split() if len(w) > 4)),
            None,
        )
    if not known:
        return None
    treated = [e for e in known if e.id != _READAPTATION] or known
    if len(treated) == 1 and treated[0].id:
        return treated[0]
    return told.around("exposure", treated)


_LOST = compile_late(r"[−–-]/[−–-]|\bKO\b|[Kk]nock|\bnull\b|deficien|mutant|\black")


def _names(text: str, label: str) -> bool:
    """Whether a text names what an exposure without an identifier is called by."""
    word, _, kind = label.partition(" ")
    if not re.search(rf"\b{re.escape(word)}(?![a-z])", text):
        return False
    return "knock" not in kind or _LOST.search(text) is not None


_FUTURE = compile_late(
    r"\b(?:future|upcoming|next|planned|long[- ](?:duration|term)|extended|prolonged)\W+"
    r"(?:\w+\W+)?$|\b(?:for|during|in|to support|to prepare for) (?:human |crewed |deep )?$", re.I,
)  # fmt: skip
_MISSIONS = compile_late(r"(?:missions?|travel|exploration)\b", re.I)


_READAPTATION = "skgx:readaptation"
_AFTER_FLIGHT = compile_late(r"post-?\s?flight", re.I)


def _is_passing(told: Told, mention: Annotation) -> bool:
    """Whether flight is a time, or what the result is for ("for future space missions")."""
    if _AFTER_FLIGHT.fullmatch(mention.text):
        return True
    if not _MISSIONS.search(mention.text):
        return False
    at = _at(told, mention)
    return bool(_FUTURE.search(told.sentence.text[max(0, at - 40) : at]))
