"""Gaps: statements that something is not known, not tested, or should be studied."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from spacekg.extraction.gap_cues import GAP_CUES, GAP_LEAD, GAP_LETTERS, GAP_TASK
from spacekg.extraction.mentions import Mentions
from spacekg.extraction.zones import Zoned
from spacekg.model import Document, Entity, Gap, GapKind
from spacekg.patterns import compile_late

#: Said of the past, settled by the study itself, or of something that is no research question.
_SETTLED = compile_late(
    r"\b(?:we|this study|here) (?:therefore |thus )?(?:address|fill|bridge|close|investigated|"
    r"aimed|sought)\w*\b|\bto (?:address|fill|bridge|close) (?:this|these|the) "
    r"|\bopen question(?:naire)?s? were\b",
    re.I,
)
_KINDS: tuple[tuple[GapKind, re.Pattern[str]], ...] = (
    ("mechanism", compile_late(r"\bmechanism", re.I)),
    ("data", compile_late(
        r"\b(?:lack|need|acquir|collect|prioriti[sz]|limited|larger|more|insufficient|open)\w*"
        r"(?: [\w-]+){0,6} (?:data(?:sets?)?|samples)\b|\bdiscrepanc|\bcontradict|\bcontention|"
        r"\bopen access", re.I)),
    ("countermeasure", compile_late(
        r"\bcountermeasure|\btherap|\btreatment|\bmitigat|\bintervention|\bpharmacolog"
        r"|\bsupplement|"
        r"\bpreventi|\bdrug|\bcurative", re.I)),
    ("translation", compile_late(
        r"\btranslat|\bapplicab|\bin humans?\b|\bhuman (?:astronauts|clinical|relevance|patients)|"
        r"\bastronauts?\b.*\bvalidat|\bvalidat\w+.*\b(?:human|astronaut)|\bclinical trial|"
        r"\bextrapolat|\bconserved between|\badapted or engineered", re.I)),
    ("interaction", compile_late(
        r"\binteract|\bcombin|\bsynerg|\bseparate and|\bassociated ?with|\binterplay|"
        r"\bother spaceflight stressors|\bcrosstalk", re.I)),
    ("dose-duration", compile_late(
        r"\bdose|(?<!long-)\bduration(?! of (?:action|symptoms))|\blong[- ]term (?!space|human"
        r"|travel)|"
        r"\blonger|\btime ?(?:course|points?)|\bchronic|"
        r"\bpersist|\btransient|\bfollow-up|\brecovery rates|\b\d+ months", re.I)),
    ("population", compile_late(
        r"\bsex\b|\bsex-|\bgender|\bage\b|\bage-|\bpopulation|\bsample size|\bstrains?\b|\bfemale|"
        r"\bspecies\b|\bindividual (?:variab|differ)|\bdiverse|\bsubjects?\b", re.I)),
    ("method", compile_late(
        r"\bmethod|\bprotocol|\btechni|\bstandardi[sz]|\breproducib|\bmodel(?:s|l?ing)?\b|\bassay|"
        r"\bdevice|\bpipeline|\bplatform|\bmonitoring device|\bmeasur|\bcontaminat|\bhardware|"
        r"\bfunctional assess", re.I)),
    ("mechanism", compile_late(
        r"\bmechanis|\bwhy\b|\bhow\b|\bpathway|\brole|\bcaus|\bsignal|\bmolecul|\bfunction|\bdriv|"
        r"\breasons?\b|\bregulat", re.I)),
)  # fmt: skip
_SEARCHED_TOO = frozenset(("outlook", "discussion", "background", "results", "conclusion", "open"))


def read_gaps(document: Document, sentences: Iterable[Zoned], mentions: Mentions) -> list[Gap]:
    """Every gap of a document, from front matter, gap sections and single sentences, in order."""
    gaps: list[Gap] = []
    for _, together in groupby(sentences, key=lambda z: (z.zone, id(z.sentence.passage))):
        group = [zoned for zoned in together if is_gap(zoned)]
        if not group:
            continue
        if group[0].zone == "gaps" and len(group) <= _BULLET:
            gaps.append(_gap(document, group, mentions))
        else:
            gaps.extend(_gap(document, [zoned], mentions) for zoned in group)
    return gaps


#: A passage of a gap section with no more sentences than this is one bullet and one gap.
_BULLET = 3


def is_gap(zoned: Zoned) -> bool:
    """Whether a sentence names something nobody knows yet."""
    text = zoned.sentence.text[zoned.lead :]
    if len(text) < 13 or len(text) > 1200:
        return False
    if zoned.zone == "gaps":
        return not GAP_LEAD.search(text)
    if zoned.zone not in _SEARCHED_TOO:
        return False
    if GAP_TASK.match(text) and zoned.zone in ("results", "outlook", "discussion"):
        return len(text) < 160
    low = text.lower()
    for part in GAP_LETTERS:  # a loop: a generator would cost more than the looks
        if part in low:
            break
    else:
        return False
    return bool(GAP_CUES.search(low)) and not _SETTLED.search(text) and not text.endswith(":")


def _gap(document: Document, group: Sequence[Zoned], mentions: Mentions) -> Gap:
    start = group[0].sentence.source(group[0].lead, len(group[0].sentence.text))[0]
    end = group[-1].sentence.end
    question = " ".join(" ".join(z.sentence.text[z.lead :].split()) for z in group)
    kind = classify_gap(question)
    # "translation of findings to astronauts" is no making of proteins
    named = (one for one in entities_in(mentions, start, end) if one.label.lower() != kind)
    return Gap(
        question=question, kind=kind, quote=document.text[start:end],
        start=start, end=end, about=tuple(named),
    )  # fmt: skip


def classify_gap(question: str) -> GapKind:
    """The kind of a gap by the words it uses.

    >>> classify_gap("The mechanisms remain unknown."), classify_gap("Human data are lacking.")
    ('mechanism', 'data')
    """
    return next((kind for kind, pattern in _KINDS if pattern.search(question)), "data")


def entities_in(mentions: Mentions, start: int, end: int) -> tuple[Entity, ...]:
    """The distinct entities named between two source offsets, in order."""
    return tuple(dict.fromkeys(a.entity for a in mentions.within(start, end)))
