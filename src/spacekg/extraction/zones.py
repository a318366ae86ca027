"""Zones: which part each sentence plays — results are searched, background and aims are not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacekg.extraction.sentences import Sentence, split_sentences
from spacekg.extraction.statements import tells_known
from spacekg.model import Passage
from spacekg.patterns import compile_late

#: Roles that settle the zone of every sentence in the passage; the others are "open" and are
#: settled by inner headings and by where the writer turns to the study itself.
_FIXED = {
    "title": "title", "introduction": "background", "objective": "aim", "methods": "methods",
    "findings": "results", "discussion": "discussion", "conclusion": "conclusion",
    "importance": "outlook", "gaps": "gaps", "caption": "caption", "table": "table",
    "metadata": "none", "navigation": "none", "references": "none", "promotion": "none",
    "code": "none",
}  # fmt: skip
_LABELS = {
    "abstract": "open", "graphical abstract": "open", "summary": "open",
    "background": "background", "introduction": "background", "importance": "background",
    "context": "background", "objective": "aim", "objectives": "aim", "aim": "aim",
    "aims": "aim", "purpose": "aim", "goal": "aim", "hypothesis": "aim",
    "research objective": "aim", "research objectives": "aim",
    "method": "methods", "methods": "methods", "methodology": "methods",
    "materials and methods": "methods", "experimental design": "methods", "approach": "methods",
    "study design": "methods", "design": "methods", "participants": "methods",
    "methodology/principal findings": "results", "methods and results": "results",
    "result": "results", "results": "results", "findings": "results", "key findings": "results",
    "principal findings": "results", "main findings": "results", "main results": "results",
    "results and discussion": "results", "discussion": "discussion",
    "conclusion": "conclusion", "conclusions": "conclusion", "significance": "outlook",
    "conclusions/significance": "conclusion", "interpretation": "conclusion",
    "knowledge gaps": "gaps", "knowledge gaps & future research": "gaps",
    "knowledge gaps and future research": "gaps", "future directions": "gaps",
    "future research": "gaps", "limitations": "gaps", "open questions": "gaps",
    "importance for space missions": "outlook", "impact": "outlook",
    "supplementary information": "none", "supplementary material": "none", "keywords": "none",
    "key words": "none", "references": "none", "acknowledgements": "none", "funding": "none",
    "author contributions": "none",
}  # fmt: skip
_ALTERNATIVES = "|".join(re.escape(name) for name in sorted(_LABELS, key=len, reverse=True))
_LABEL = compile_late(
    rf"\s*(?:#+\s*|\d+\.?\s+|\*\*)?({_ALTERNATIVES})\s*(?:\*\*)?\s*"
    r"(?:[:—–]|\.(?=\s)|\n|(?=\s+[A-Z][a-z‐-]*\s)|$)(?:\*\*)?\s*",
    re.I,
)
_HEADING = compile_late(r"\s*#{1,6}\s+([^\n]+)(?:\n|$)")
#: Where an abstract without headings turns from what is known to what was done.
_TURN = compile_late(
    r"\b(?:here(?:in)?,?\s+(?:we|is|was|were)|here,|in (?:this|the (?:present|current)) "
    r"(?:study|work|paper|article|report|research|review|investigation|experiment)|th(?:is|e "
    r"(?:present|current)) (?:study|work|paper|article|report|review|investigation|experiment|"
    r"meta-analysis)\b|we\b|our\b|(?:the|an?) (?:aim|goal|purpose|objective)s?\b|"
    r"(?:results|data|findings|analys[ei]s) (?:show|reveal|indicate|suggest|demonstrate)|"
    r"(?:mice|rats|animals|plants|cells|subjects|participants|astronauts|seedlings|worms|flies|"
    r"volunteers|samples) (?:were|was|underwent|completed)|(?:new|recent) study)",
)


#: Where an introduction turns from others to the study itself.
_OWN = compile_late(
    r"\bhere(?:in)?,? (?:we|is|was|were)\b|\bhere, |\bin (?:this|the (?:present|current)) "
    r"(?:study|work|paper|investigation|experiment)|\b(?:the|our|an?) (?:aims?|goals?|purposes?|"
    r"objectives?) (?:of|was|is|were)\b|\bthis study\b|"
    r"\bwe (?:therefore |thus |also |then |here )*(?:aimed|sought|hypothesi[sz]ed|tested|"
    r"investigated|examined|studied|analy[sz]ed|assessed|asked|set out|exposed)\b",
)


#: Letters of which every such turn has some.
_OWN_LETTERS = ("here", "in th", "this study", "aim", "goal", "purpose", "objective", "we ")


@dataclass(frozen=True, slots=True)
class Zoned:
    """A sentence and its zone; ``lead`` is the length of a heading in front of its words."""

    sentence: Sentence
    zone: str
    lead: int = 0


#: Past-tense reports of results also mark the turn, unless they tell what others found.
_REPORT = compile_late(
    r"\b(?:revealed|exhibited|displayed|showed|presented|resulted in|led to|detected|"
    r"(?:was|were) (?:\w+ly )?(?:observed|found|detected|isolated|increased|decreased|reduced|"
    r"elevated|altered|(?:up|down)-?regulated|lower|higher|affected|unchanged|similar|analy[sz]ed|"
    r"measured|exposed|flown|grown|cultured|compared|sequenced|collected|housed|assessed|"
    r"infected|treated|irradiated|unloaded|immuni[sz]ed|launched|subjected|harvested))\b"
)


def zone_sentences(passages: Iterable[Passage]) -> Iterator[Zoned]:
    """Every sentence of the passages, each with its zone."""
    state = "open"
    pending: list[Zoned] = []
    first = True
    turned = False
    for passage in passages:
        fixed = _FIXED.get(passage.role)
        if fixed is not None:
            yield from _settle(pending, turned)
            turned = turned or _has_turn(pending)
            pending = []
            first = False
            if fixed != "title":
                state = "open"
            for sentence in split_sentences(passage):
                yield Zoned(sentence, _own(fixed, sentence.text), 0)
            continue
        for sentence in split_sentences(passage):
            if first and len(sentence.text) < 300 and sentence.text[-1] not in ".?!:":
                first = False
                yield Zoned(sentence, "title", 0)
                continue
            first = False
            zone, lead = _heading(sentence.text)
            if zone:
                yield from _settle(pending, turned)
                turned = turned or _has_turn(pending)
                pending = []
                state = zone
            if state == "open":
                pending.append(Zoned(sentence, state, lead))
            else:
                yield Zoned(sentence, _own(state, sentence.text), lead)
    yield from _settle(pending, turned)


def _own(zone: str, text: str) -> str:
    """The zone of a sentence; what an introduction says of the study itself is its aim."""
    if zone != "background":
        return zone
    text = text.lower()
    for part in _OWN_LETTERS:
        if part in text:
            return "aim" if _OWN.search(text) else zone
    return zone


def _heading(text: str) -> tuple[str, int]:
    """The zone that a leading heading opens, and the heading's length."""
    label = _LABEL.match(text)
    if label:
        return _LABELS[" ".join(label.group(1).lower().split())], label.end()
    heading = _HEADING.match(text)
    if heading:
        return "open", heading.end()
    return "", 0


def _has_turn(pending: list[Zoned]) -> bool:
    return any(_turns(zoned.sentence.text) for zoned in pending)


def _settle(pending: list[Zoned], turned: bool) -> Iterator[Zoned]:
    """Open sentences: background up to the turn, results from there on."""
    turn = 0
    if not turned:
        turn = next((i for i, zoned in enumerate(pending) if _turns(zoned.sentence.text)), 0)
    for index, zoned in enumerate(pending):
        zone = "background" if index < turn else "results"
        yield Zoned(zoned.sentence, zone, zoned.lead)


def _turns(text: str) -> bool:
    """Whether a sentence speaks of the study itself."""
    low = text.lower()
    return bool(_TURN.search(low)) or bool(_REPORT.search(text) and not tells_known(text))
