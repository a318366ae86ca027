"""Contexts: in what and under what a result was seen, from its sentence, else the design."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacekg.extraction.design import Design
from spacekg.extraction.durations import days_in
from spacekg.extraction.mentions import Mentions
from spacekg.extraction.selection import is_imposed, is_place
from spacekg.model import Entity

_FOLLOW_UP = re.compile(
    r"\b(?:readaptation|re-adaptation|recovery|reambulation|reloading|follow-up|after (?:return|"
    r"landing)|(?:months?|years?|weeks?|days?) (?:after|post)[- ]?(?:return|landing|flight)|"
    r"return(?:ing)? to earth)\b",
)
#: The first look at what came back: that is how flight left it, and no recovery.
_FIRST_LOOK = re.compile(
    r"\b(?:(?:\d+|a few|several|within) ?(?:h|hours?|minutes?)|(?:a|an|one|1|two|2|within a|the) "
    r"days?|immediately|shortly|soon) (?:after|following|post) (?:the )?(?:return|landing|"
    r"(?:space)?flight)|\b[rl]\+[012]\b",
)
_LANDING = re.compile(
    r"\b(?:post-?flight|upon (?:return|landing)|immediately (?:after|following)|r\+0|at landing)\b",
)
_IN_FLIGHT = re.compile(
    r"\b(?:in-?flight|on-?orbit|during (?:space)?flight|aboard|onboard)\b",
)
_SEX = re.compile(r"\b(fe)?males?\b", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Where a result holds; empty where neither the sentence nor the design says."""

    organism: Entity | None = None
    tissue: Entity | None = None
    cell_type: Entity | None = None
    exposure: Entity | None = None
    mission: Entity | None = None
    dataset: Entity | None = None
    days: float | None = None
    time_point: str = ""
    sex: str = ""
    strain: str = ""


def read_context(
    text: str, start: int, end: int, about: Entity, mentions: Mentions, design: Design
) -> Context:
    """The context of a result told in the sentence ``text`` at source ``start``..``end``."""
    near: dict[str, list[Entity]] = {}
    for mention in mentions.within(start, end):
        if mention.entity != about:
            near.setdefault(mention.entity.type, []).append(mention.entity)
    days = days_in(text)
    sexes = {"female" if m.group(1) else "male" for m in _SEX.finditer(text)}
    return Context(
        organism=_organism(near.get("organism", ()), about, design),
        tissue=_pick([e for e in near.get("tissue", ()) if is_place(e)], design, "tissue"),
        # what is measured in a tissue is not measured in the one cell type named beside it
        cell_type=_pick(
            near.get("cell_type", ()), None if design.of("tissue") else design, "cell_type"
        ),
        exposure=_exposure(text, near.get("exposure", ()), design, mentions),
        mission=_flown(near.get("mission", ()), design.of("mission"), design.mission),
        dataset=_flown(near.get("dataset", ()), near.get("dataset", ()), design.dataset),
        days=days[0] if len(days) == 1 else (
            design.days[0] if not days and len(design.days) == 1 else None
        ),
        time_point=time_point(text),
        sex=sexes.pop() if len(sexes) == 1 else design.sex,
        strain=design.strain,
    )  # fmt: skip


def time_point(text: str) -> str:
    """When a result was taken: in flight, at landing, or on follow-up.

    >>> time_point("At landing, mass was lower."), time_point("Mass was lower.")
    ('landing', '')
    >>> time_point("Low one day after landing."), time_point("Low 13 days after landing.")
    ('landing', 'follow-up')
    """
    text = text.lower()
    if _FIRST_LOOK.search(text):
        return "landing"
    if _FOLLOW_UP.search(text):
        return "follow-up"
    if _LANDING.search(text):
        return "landing"
    return "in-flight" if _IN_FLIGHT.search(text) else ""


def _organism(near: Sequence[Entity], about: Entity, design: Design) -> Entity | None:
    """The host: a gene's own species first, then the sentence, then the design."""
    known = design.of("organism")
    if about.taxon:
        for entity in (*near, *known):
            if about.taxon == entity.id:
                return entity
    for entity in near:
        if entity in known:
            return entity
    return known[0] if known else (near[0] if near else None)


#: A group by what it was given: "the leptin-supplemented mice", "after administration of X".
_GIVEN = re.compile(
    r"\b([A-Za-z][\w-]*?)[-‐–](?:supplemented|treated|injected|overexpressing|deficient|null|"
    r"depleted)\b|\b(?:treatment|supplementation|administration|co-?treatment|incubation|"
    r"injection)s? (?:with|of) (?:the )?([\w-]+)"
)


def _exposure(
    text: str, near: Sequence[Entity], design: Design, mentions: Mentions
) -> Entity | None:
    """The exposure named here, else the first of the design.

    None where the sentence compares groups by something else that they were given.
    """
    named = [entity for entity in near if is_imposed(entity)]
    if named:
        return named[0]
    known = design.of("exposure")
    given = " ".join(
        f"{word} {mentions.long_form(word)}" for found in _GIVEN.findall(text) for word in found
    ).lower()
    if not given:
        return known[0] if known else None
    return next(
        (e for e in known if any(w in given for w in e.label.lower().split() if len(w) > 4)), None
    )


def _flown(near: Sequence[Entity], own: Sequence[Entity], main: Entity | None) -> Entity | None:
    """The mission or dataset of the study named here, else the one that all of it rests on."""
    return next((entity for entity in near if entity in own), main)


def _pick(near: Sequence[Entity], design: Design | None, kind: str) -> Entity | None:
    """The one named here; else the only one of the design."""
    if near:
        return near[0]
    known = design.of(kind) if design else ()
    return known[0] if len(known) == 1 else None
