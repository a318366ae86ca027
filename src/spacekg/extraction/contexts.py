"""Contexts: in what and under what a result was seen, from its sentence, else the design."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacekg.extraction.design import Design
from spacekg.extraction.durations import lengths_in
from spacekg.extraction.imposed import read_exposure
from spacekg.extraction.mentions import Mentions
from spacekg.extraction.places import has_own_place, is_stage, seen_in
from spacekg.extraction.selection import is_place
from spacekg.extraction.sentences import Sentence
from spacekg.extraction.surroundings import Told
from spacekg.model import Annotation, Entity
from spacekg.patterns import compile_late

_FOLLOW_UP = compile_late(
    r"\b(?:readaptation|re-adaptation|reambulation|reloading|"
    r"(?:during|after|of|following|upon) (?:\w+ ){0,2}recovery|"
    r"recovery (?:period|phase|groups?|days?|times?|time ?points?|after|from|to baseline|was|is)|"
    r"recovered|(?:at|during|on|long-term|month|year|day|week|post-?flight|landing)s? follow-up|"
    r"follow-up (?:visits?|periods?|days?|time ?points?|data|exam\w*|measure\w*|was|at)|"
    r"after (?:return|"
    r"landing)|(?:months?|years?|weeks?|days?) (?:after|post)[- ]?(?:return|landing|flight)|"
    r"return(?:ing)? to earth)\b",
)
#: The first look at what came back: that is how flight left it, and no recovery.
_FIRST_LOOK = compile_late(
    r"\b(?:(?:\d+|a few|several|within) ?(?:h|hours?|minutes?)|(?:a|an|one|1|two|2|within a|the) "
    r"days?|immediately|shortly|soon) (?:after|following|post) (?:the )?(?:return|landing|"
    r"(?:space)?flight)|\b[rl]\+[012]\b",
)
_LANDING = compile_late(
    r"\b(?:post-?flight|upon (?:return|landing)|immediately (?:after|following)|r\+0|at landing)\b",
)
_IN_FLIGHT = compile_late(
    r"\b(?:in-?flight|on-?orbit|during (?:space)?flight|aboard|onboard)\b",
)
_SEX = compile_late(r"\b(fe)?males?\b", re.I)


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
    sentence: Sentence, span: tuple[int, int], about: Entity, mentions: Mentions, design: Design,
    *, lead: int = 0,
) -> Context:  # fmt: skip
    """The context of a result about ``about``, named at the source ``span`` of a sentence.

    ``lead`` is the length of a heading in front of the sentence. What the sentence leaves open is
    taken from the heading of its section, then from the sentences before it, then from the design
    where one thing clearly leads there; else it stays empty.
    """
    whole = sentence.text
    start, end = sentence.source(lead, len(whole))
    text = _without_outlook(whole, sentence.passage.reading(span[0]) - sentence.offset)
    reach = end if len(text) == len(whole) else sentence.source(lead, len(text))[1]
    near: dict[str, list[Annotation]] = {}
    for mention in mentions.within(start, reach):
        if mention.entity != about:
            near.setdefault(mention.entity.type, []).append(mention)
    told = Told(sentence=sentence, mentions=mentions, design=design)
    cells = near.get("cell_type", ())
    cell_type = _cell_type(told, cells, span, about)
    line = next((m.entity for m in cells if m.entity.id.startswith(_CELL_LINE)), cell_type)
    exposure = read_exposure(text[lead:], near.get("exposure", ()), told, lead)
    flown = exposure is None or mentions.is_flight(exposure)
    days = lengths_in(text)
    sexes = {"female" if m.group(1) else "male" for m in _SEX.finditer(text)}
    return Context(
        organism=_organism(near.get("organism", ()), span, about, told, line, exposure),
        tissue=_tissue(told, near.get("tissue", ()), span, about),
        cell_type=cell_type,
        exposure=exposure,
        mission=_flown(near.get("mission", ()), design.of("mission"), design.mission)
        if flown else None,
        dataset=_flown(
            near.get("dataset", ()), [m.entity for m in near.get("dataset", ())], design.dataset
        ),
        days=days[0] if len(days) == 1 else (
            design.length if not days else None
        ),
        time_point=time_point(text),
        sex=sexes.pop() if len(sexes) == 1 else design.sex,
        strain=design.strain,
    )  # fmt: skip


#: The end of a sentence that says what a result is good for.
_OUTLOOK = compile_late(
    r"(?:,|;|\s[–—-])\s*(?:thus |thereby |which |potentially |further )*(?:suggest|indicat|"
    r"highlight|identif|underscor|imply|implie|pointing|emphasi[sz])\w*\b|"
    r"\b(?:that|which) (?:could|can|may|might) (?:be|help|contribute|serve)\b|"
    r"\b(?:crucial|critical|important|essential|promising|needed|insight|implications?|way|tool|"
    r"approach|strategy|countermeasure)s? "
    r"(?:for|to)\b"
)


def _without_outlook(text: str, place: int) -> str:
    """A sentence without the end that says what its result, told at ``place``, is good for."""
    cut = _OUTLOOK.search(text, max(place, 0))
    if cut is None:
        return text
    before = _OUTLOOK.search(text)
    return text if before is not None and before.start() < place else text[: cut.start()]


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


def _organism(
    near: Sequence[Annotation],
    span: tuple[int, int],
    about: Entity,
    told: Told,
    cell_type: Entity | None,
    exposure: Entity | None,
) -> Entity | None:
    """The host: a gene's own species first, then the sentence, then the design."""
    named = [m.entity for m in near]
    known = told.design.of("organism")
    if about.taxon:
        for entity in (*named, *known):
            if about.taxon == entity.id:
                return entity
    imposed = exposure.label.lower() if exposure else ""
    hosts = [
        e for e in told.mentions.without_wide(known)
        if not (imposed and e.label.lower() in imposed)
    ]  # fmt: skip
    fit = sorted(
        (abs(m.start - span[0]), m.start, m.entity)
        for m in near if m.entity in hosts or _is_within(told, m, span, imposed)
    )  # fmt: skip
    if fit:
        return fit[0][2]
    meant = [e for e in hosts if any(told.mentions.are_related(e.id, m.id) for m in named)]
    if len(meant) == 1:
        return meant[0]  # "in rodents" of a study of mice and astronauts
    if _PLANTS.search(told.sentence.text):
        hosts = [e for e in hosts if told.mentions.is_plant(e)] or hosts
    if not known:
        return named[0] if named else None
    if cell_type is None:
        cell_type = next(iter(told.design.of("cell_type")), None)
    if cell_type is not None and cell_type.id.startswith(_CELL_LINE):
        lived = [e for e in hosts if told.mentions.is_mammal(e)]
        return lived[0] if len(lived) == 1 else None
    if len(hosts) == 1:
        return hosts[0]
    return told.around("organism", hosts)


def _is_within(told: Told, mention: Annotation, span: tuple[int, int], imposed: str) -> bool:
    """Whether a result is told to stand in an organism behind it: "growth rose in X"."""
    if mention.start < span[1] or mention.entity.label.lower() in imposed:
        return False
    passage = told.sentence.passage
    words = passage.text[passage.reading(span[1]) : passage.reading(mention.start)]
    return len(words) < 60 and words.endswith((" in ", " in the ")) and not _ASIDE.search(words)


_ASIDE = compile_late(r"[;,]|\b(?:as|than|compared|similar|unlike|like|reported|previous\w*)\b")
_PLANTS = re.compile(r"\b(?:plants?|seedlings?|leaves|shoots?)\b")
_CELL_LINE = "Cellosaurus:"


def _tissue(
    told: Told, near: Sequence[Annotation], span: tuple[int, int], about: Entity
) -> Entity | None:
    """The tissue that the sentence puts the thing in; else the only one of heading or design."""
    places = [m for m in near if is_place(m.entity) and not is_stage(m.entity)]
    seen = seen_in(told.sentence, places, *span, about)
    if seen is not None:
        return seen.entity
    known = told.design.of("tissue")
    if about.type == "tissue" or places or has_own_place(told.sentence.text, about):
        return None
    _, inside, heading = told.sentence.passage.section.partition(" in ")
    headed = told.mentions.named_in(heading, known) if inside else []
    if len(headed) == 1:
        return headed[0]
    lead = told.design.lead("tissue")
    if lead is None or is_stage(lead) or has_own_place(lead.label, about):
        return None
    return lead


def _cell_type(
    told: Told, near: Sequence[Annotation], span: tuple[int, int], about: Entity
) -> Entity | None:
    """The cells that the sentence puts the thing in; else the only ones of a study of cells.

    What is measured in a tissue is not measured in the one cell type of the design.
    """
    if about.type == "cell_type":
        return None  # how many there are of them is not measured within them, or in others
    seen = seen_in(told.sentence, near, *span, about)
    if seen is not None:
        return seen.entity
    known = told.design.of("cell_type")
    if near or told.design.of("tissue") or len(known) != 1:
        return None
    return known[0]


def _flown(near: Sequence[Annotation], own: Sequence[Entity], main: Entity | None) -> Entity | None:
    """The mission or dataset of the study named here, else the one that all of it rests on."""
    return next((m.entity for m in near if m.entity in own), main)
