"""Gaps: statements that something is not known, not tested, or should be studied."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacekg.extraction.mentions import Mentions
from spacekg.extraction.sentences import Sentence
from spacekg.extraction.zones import Zoned
from spacekg.model import Document, Entity, Gap, GapKind

_FAR = r"(?:[\w’'-]+ ){0,3}?"
_KNOWN = (
    r"(?:understood|known|studied|investigated|explored|elucidated|characteri[sz]ed|established|"
    r"examined|determined|defined|addressed|quantified|clarified|achieved|resolved|identified|"
    r"evaluated|assessed|tested|validated|confirmed|described|reported|delineated|appreciated)"
)
_CUES = re.compile(
    r"\b(?:remain(?:s|ed)?|is|are|was|were|still|as yet|currently) "
    + _FAR
    + r"(?:unknown|unclear|elusive|undetermined|unresolved|uncertain|unexplored|unanswered|"
    r"controversial|debated|lacking|scarce|limited in number|inconclusive|understudied|sparse|"
    r"insufficient to|under-?explored|ill[- ]defined|speculative)\b"
    r"|\bremain(?:s|ed)? (?:largely |still |yet )?to be\b"
    r"|\b(?:not|never|poorly|incompletely|insufficiently|inadequately|rarely|scarcely|barely) "
    r"(?:yet |been |fully |well |completely |clearly |thoroughly |adequately |entirely |"
    r"sufficiently |extensively |systematically |previously |directly |be ){0,4}" + _KNOWN + r"\b"
    r"|\b(?:have|has|had|is|are) yet to be\b"
    r"|\bless(?:er)? (?:is |well )?(?:known|understood|studied)\b|\bleast studied\b"
    r"|\b(?:very |relatively |still )?little (?:is|has been|was) (?:\w+ )?known\b"
    r"|\b(?:little|limited|scarce|insufficient|few|no|scant) (?:\w+ )?(?:information|knowledge|"
    r"understanding|studies|reports|research|attention|evidence exists)\b"
    r"|\black(?:s|ing)? of (?:[\w’'–/-]+ ){0,4}?(?:data|studies|information|knowledge|understanding|"
    r"research|methods|evidence|associations|consensus|standardi[sz]ation|models|reports|"
    r"investigations?)\b"
    r"|\b(?:future|further|additional|more|continued|subsequent|larger|follow-up|ongoing|longer|"
    r"more intricate|deeper|better) (?:[\w’'–/-]+ ){0,4}?(?:stud(?:y|ies)|research|work|"
    r"investigations?|experiments?|efforts|understanding|analys[ie]s|clarification|elucidation|"
    r"evaluation|exploration|validation|data|missions|dissection|trials|points) "
    r"(?:[\w’'(),–-]+ ){0,12}?(?:need(?:s|ed)?|require[sd]?|should|will|are necessary|is necessary|"
    r"must|could|warranted|may|can|would|is essential|are essential|merited|to (?:determine|"
    r"understand|confirm|elucidate|establish|clarify|identify|explore|validate))\b"
    r"|\b(?:should|needs? to|must|will need to|ought to|has to|have to|remains? to) "
    r"(?:\w+ )?(?:be )?(?:further |also |more )*(?:investigat|stud(?:y|ied)|examin|explor|validat|"
    r"test|confirm|address|determin|elucidat|evaluat|clarif|consider)\w*"
    r"|\b(?:requir|warrant|need|merit|necessitat|deserv|call(?:s|ing)? for|await)\w* (?:for )?"
    r"(?:a |an |the |more |much )?(?:further|additional|more|discovery|deeper|larger|future|careful|"
    r"better)\b"
    r"|\b(?:knowledge|research|critical|significant|important|current) gaps?\b|\bgaps? in (?:our|the|"
    r"current|knowledge|understanding)\b|\bunmet need\b"
    r"|\b(?:pressing|urgent|critical|clear|strong|great|current) need\b|\bneed (?:for|to) (?:\w+ ){0,3}?"
    r"(?:investigat|stud|understand|develop|establish|research|mitigat|data|establish|method|human|"
    r"counter|all)\w*"
    r"|\bopen questions?\b|\bquestions? (?:\w+ )?remains?\b|\bquestions? (?:of|about|as to|regarding|"
    r"is|whether) (?:\w+ )?(?:whether|how|what|why|if|the)\b|\bunknown (?:function|mechanism|role|"
    r"whether|how|effect)|\b(?:unknown|unclear|uncertain|not clear|not known) (?:whether|if|how|why|"
    r"what|which|to what)\b"
    r"|\bimportance of future\b|\bfuture (?:studies|research|work|investigations?|experiments?) "
    r"(?:[\w-]+ ){0,2}?(?:should|will|is|are|can|could|may|must|need|on|into|of)\b"
    r"|\b(?:limited|small|insufficient) (?:sample size|number of (?:samples|subjects|animals))\b"
    r"|\bstrongly advocates? for\b|\bfails? to (?:teach|explain|address|capture)\b|\bwas limited to\b"
    r"|\b(?:would|could) (?:also )?(?:help to |help |provide )(?:elucidate|clarify|insight|determine)",
    re.I,
)
#: Said of the past, settled by the study itself, or of something that is no research question.
_SETTLED = re.compile(
    r"\b(?:we|this study|here) (?:therefore |thus )?(?:address|fill|bridge|close|investigated|"
    r"aimed|sought)\w*\b|\bto (?:address|fill|bridge|close) (?:this|these|the) "
    r"|\bopen question(?:naire)?s? were\b",
    re.I,
)
_LEAD_IN = re.compile(r":\s*[*_]*$")
_KINDS: tuple[tuple[GapKind, re.Pattern[str]], ...] = (
    ("countermeasure", re.compile(
        r"\bcountermeasure|\btherap|\btreatment|\bmitigat|\bintervention|\bpharmacolog|\bsupplement|"
        r"\bpreventi|\bdrug|\bcurative", re.I)),
    ("translation", re.compile(
        r"\btranslat|\bapplicab|\bin humans?\b|\bhuman (?:astronauts|clinical|relevance|patients)|"
        r"\bastronauts?\b.*\bvalidat|\bvalidat\w+.*\b(?:human|astronaut)|\bclinical trial|"
        r"\bextrapolat|\bconserved between|\badapted or engineered", re.I)),
    ("interaction", re.compile(
        r"\binteract|\bcombin|\bsynerg|\bseparate and|\bassociated ?with|\binterplay|"
        r"\bother spaceflight stressors|\bcrosstalk", re.I)),
    ("dose-duration", re.compile(
        r"\bdose|\bduration|\blong[- ]term|\blonger|\btime ?(?:course|points?)|\bchronic|"
        r"\bpersist|\btransient|\bfollow-up|\brecovery rates|\b\d+ months", re.I)),
    ("population", re.compile(
        r"\bsex\b|\bsex-|\bgender|\bage\b|\bage-|\bpopulation|\bsample size|\bstrains?\b|\bfemale|"
        r"\bspecies\b|\bindividual (?:variab|differ)|\bdiverse|\bsubjects?\b", re.I)),
    ("method", re.compile(
        r"\bmethod|\bprotocol|\btechni|\bstandardi[sz]|\breproducib|\bmodel(?:s|l?ing)?\b|\bassay|"
        r"\bdevice|\bpipeline|\bplatform|\bmonitoring device|\bmeasur|\bcontaminat|\bhardware|"
        r"\bfunctional assess", re.I)),
    ("mechanism", re.compile(
        r"\bmechanis|\bwhy\b|\bhow\b|\bpathway|\brole|\bcaus|\bsignal|\bmolecul|\bfunction|\bdriv|"
        r"\breasons?\b|\bregulat", re.I)),
)  # fmt: skip
_SEARCHED_TOO = frozenset(("outlook", "discussion", "background", "results", "conclusion", "open"))


def read_gaps(document: Document, sentences: Iterable[Zoned], mentions: Mentions) -> list[Gap]:
    """Every gap of a document, from front matter, gap sections and single sentences, in order."""
    return [
        _gap(document, zoned.sentence, zoned.lead, mentions) for zoned in sentences if is_gap(zoned)
    ]


def is_gap(zoned: Zoned) -> bool:
    """Whether a sentence names something nobody knows yet."""
    text = zoned.sentence.text[zoned.lead :]
    if zoned.zone == "gaps":
        return not _LEAD_IN.search(text) and len(text) > 12
    if zoned.zone not in _SEARCHED_TOO:
        return False
    return bool(_CUES.search(text)) and not _SETTLED.search(text)


def _gap(document: Document, sentence: Sentence, lead: int, mentions: Mentions) -> Gap:
    start, end = sentence.source(lead, len(sentence.text))
    question = " ".join(sentence.text[lead:].split())
    return Gap(
        question=question, kind=classify_gap(question), quote=document.text[start:end],
        start=start, end=end, about=entities_in(mentions, start, end),
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
