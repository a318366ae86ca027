"""Claims: whether a sentence of a full paper asserts a change, or only speaks of it.

An abstract tells results; a full paper also explains, predicts, says why it looked at something
and describes its controls.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacekg.extraction.changes import Change
from spacekg.extraction.tokens import Token
from spacekg.extraction.words import word_set
from spacekg.model import Entity
from spacekg.patterns import compile_late

#: From here on a sentence explains what it has told.
_EXPLAINS = compile_late(
    r"\b(?:suggest(?:s|ed|ing)?|indicating|impl(?:y|ies|ied|ying)|may|might|could|would|should|"
    r"likely|possibl[ey]|potential(?:ly)?|presumabl[ey]|perhaps|probabl[ey]|predict(?:s|ed|ing|ion)?|"
    r"due to|owing to|because|as a result of|consistent with|in line with|given (?:the|that)|"
    r"hypothesi[sz]\w+|speculat\w+|propos(?:e|es|ed)|support(?:s|ing)? the|reflect(?:s|ing|ed)?|"
    r"reminiscent|known (?:to|for)|(?:is|are) known|thought to|believed|reported|expected|"
    r"appear(?:s|ed)? to|seem(?:s|ed)? to|tend(?:s|ed)? to|"
    r"can be|can lead|(?:which|that) (?:is|are|can|plays?|acts?|catal\w+|encodes?|functions?|"
    r"overcomes?|leads?|regulates?|inhibits?|activates?|promotes?|induces?)|"
    r"if|whether|in order to|is required|are required|important for|"
    r"to (?:adapt|cope|compensate|protect)|explain(?:s|ed|ing)?)\b"
)
#: Openings that give a sentence's result and explain nothing.
_SHOWN = compile_late(
    r"^.{0,60}?\b(?:data|results?|analys[ei]s|findings?|staining|imaging|sequencing|we|comparisons?|"
    r"measurements?|tests?|assays?|blot\w*|microscopy) (?:\w+ ){0,2}?(?:indicated?|showed|shows?|"
    r"revealed|demonstrated|found|observed|confirmed|detected|identified) (?:that )?"
)
#: A change told by a noun is a result where it was seen or shown.
_SEEN = compile_late(
    r"\b(?:observed|found|detected|seen|noted|evident|apparent|identified|measured|recorded|"
    r"significant(?:ly)?|there (?:was|were)|resulted in|led to|caused|induced|produced|showed|"
    r"shown|revealed|exhibited|displayed|demonstrated|had|experienced|underwent|presented|"
    r"developed|responded with|accompanied by|we (?:also )?(?:saw|see|report)|confirmed|did)\b"
)
#: What measuring leaves behind: a figure, a test, a size.
_EVIDENCE = compile_late(
    r"\b(?:fig(?:ure|s|ures)?\b|tables?\b|data not shown|supplementary)"
    r"|\bp(?:adj)?[- ]?(?:value)?s?\s*[<>=≤]|\d\s?%|\bfold\b|\bsignifican|±|\bq\s*[<>=]"
    r"|\b(?:anova|t-test|l2?fc\w*|log2)\b"
)
_COMPARED = compile_late(
    r"\b(?:than|compared|relative to|versus|vs|between|control|controls|baseline|"
    r"differ\w*|in (?:space|flight|microgravity)|post-?flight|pre-?flight|after|following|"
    r"(?:flight|irradiated|unloaded|treated|exposed) (?:\w+ )?(?:mice|rats|animals|group|samples|"
    r"plants|cells|seedlings)|group|mice|mutants?|astronauts|crew)\b"
)
_CORRELATED = compile_late(
    r"\bcorrelat|\br2?\s*=|\bp\s*[<=]|\b(?:association|relationship)s? between"
)
#: Why something was looked at.
_MOTIVE = compile_late(
    r"\bled us to\b|\bprompted us\b|\bto (?:evaluate|examine|determine|test|assess|investigate|"
    r"see|confirm|verify|explore|identify) (?:whether|if|how|the|which)\b|"
    r"\bwe (?:then |next |also |therefore |thus |further |first |subsequently )?(?:examined|"
    r"investigated|focused|explored|assessed|evaluated|looked|sought|asked|tested|"
    r"hypothesi[sz]ed|wondered)\b|\brequir\w+ .{0,40}\bto be\b"
)
#: "however, these results were not significant"
_IN_VAIN = compile_late(
    r"\b(?:these|this|the|such) (?:\w+ )?(?:results?|differences?|changes?|increases?|decreases?|"
    r"reductions?|trends?|effects?)\b[^.;]{0,40}\bnot\b[^.;]{0,20}\bsignifican|"
    r"\b(?:but|although|though|however),? (?:\w+ ){0,3}?(?:was|were|is|did) not (?:\w+ ){0,2}?"
    r"(?:statistically )?significant\b"
)
#: "accumulated at similar levels"
_ALIKE = compile_late(r" (?:at|to|with) (?:an? |the )?(?:similar|comparable|equal|same)\b")
_CONTROLS = compile_late(
    r"\b(?:in|among|within|of) (?:the |both |all )?(?:gc|ground[- ]controls?|controls|control "
    r"\w+|unexposed \w+)\b"
)
#: "higher in the GC group than …": what the others did is not said by the cue.
_IN_A_CONTROL = compile_late(
    r"\b(?:in|of) (?:the )?[A-Z]{1,3}C (?:groups?|mice|rats|animals|samples|plants|cells)\b"
    r"[^.;]{0,30}\b(?:compared|than|relative|versus|vs)\b"
)
_EXPOSED = compile_late(
    r"\b(?:fl?t|flight|space\w*|iss|micro-?gravity|irradiat\w+|unload\w+|than|"
    r"compared|relative|versus|vs|from)\b"
)


#: Sections that tell how it was done, or what it means, whatever they are called.
_TECHNICAL = compile_late(
    r"\b(?:isolation|housing|hardware|rt-?q?pcr|collection|preparation|extraction|protocols?|"
    r"procedures?|statistic\w*|participants|data (?:processing|sources?|availability|acquisition)|"
    r"sequencing and|library|experimental (?:design|setup)|study design|limitations?|husbandry|"
    r"conclusions?|summary|outlook|perspectives?|introduction|background|discussion|future|"
    r"implications|quality control|validation of (?:the )?(?:method|assay|protocol))\b",
    re.I,
)
_RESULTS = compile_late(r"\bresults?\b", re.I)
_REQUIRES_MORE = frozenset(("noun", "attribute", "reduced", "active", "link"))
_MAYBE = compile_late(r"[^,;.]{0,40}?\b(?:may|might|could|can|would|will|should)\b")
#: What of a tissue or species can go up or down.
_AMOUNT = compile_late(
    r"\babundan|\bmass\b|\bweights?\b|\bcounts?\b|\bcfu|\breads\b|\bproportion|\bsizes?\b|"
    r"\bvolumes?\b|\bareas?\b|\bnumbers?\b|\blengths?\b|\bloss\b|\bthick|\bpercent|%"
)
#: A trend with its test is a measured result all the same.
_TREND = compile_late(r"\btrend\b.*\bp\s*[<>=]")
#: Verbs whose past has no -ed; any other bare verb tells what is so in general.
_PAST = word_set("rose fell grew shrank sank lost led drove became kept went got held had cut")
#: "mice that have reduced X": which mice, not what became of them.
_WHICH = compile_late(r"\b(?:that|which|who) (?:have|had|has) (?:\w+ )?$")
#: A changed thing at the head of a sentence was seen, or else it is only the subject.
_WAS_SEEN = compile_late(
    r"[^,;.]{0,60}?\b(?:was|were|is|are|been) (?:\w+ ){0,3}?(?:observed|found|detected|seen|noted|"
    r"evident|present|confirmed|reported|apparent|measured|shown|identified|recorded)\b"
)


def is_technical(section: str) -> bool:
    """Whether a heading opens methods, explanations or a summing-up.

    >>> is_technical("Tissue collection"), is_technical("3. Results and Discussion")
    (True, False)
    """
    return bool(_TECHNICAL.search(section)) and not _RESULTS.search(section)


def is_claimed(
    text: str, tokens: Sequence[Token], change: Change, about: Entity, *, summed_up: bool
) -> bool:
    """Whether a sentence of a full paper asserts the change, and does not only speak of it.

    Of what is ``summed_up`` (an abstract) no figure or test is asked.
    """
    low = text.lower()
    evident = bool(_EVIDENCE.search(low))
    if change.certainty == "hedged" and not (evident and _TREND.search(low)):
        return False
    cue, first = tokens[change.cue], tokens[change.phrase.first].start
    end = max(tokens[change.phrase.last].end, cue.end)
    if _explains(low, max(cue.start, first)) or _MOTIVE.search(low):
        return False
    if cue.tag == "G" or cue.low == "absent":
        return False  # "by maintaining X": what something is for
    if change.direction in ("increased", "decreased") and (
        _IN_VAIN.search(low, cue.end) or _ALIKE.match(low, cue.end)
    ):
        return False
    if _is_among_controls(low, cue.start) or _WHICH.search(low, 0, cue.start):
        return False
    if _IN_A_CONTROL.search(text, cue.end):
        return False
    if change.frame == "link" and not _CORRELATED.search(low):
        return False
    if change.frame in ("attribute", "noun") and _MAYBE.match(low, end):
        return False
    if (
        change.frame == "attribute"
        and _is_subject(tokens, change)
        and not _WAS_SEEN.match(low, end)
    ):
        return False
    if any(c.frame == "cause" for c in cue.cues) and not about.id:
        return False  # "resulted in a genome of 48 Mb"
    if about.type in ("organism", "tissue") and not _AMOUNT.search(
        low, max(0, min(cue.start, first) - 30), end + 30
    ):
        return False  # "the roots were not different": in what?
    return summed_up or _is_backed(low, tokens, change, about, evident=evident)


def _explains(low: str, at: int) -> bool:
    """Whether a sentence explains by the place ``at``."""
    shown = _SHOWN.match(low)
    return bool(_EXPLAINS.search(low, shown.end() if shown else 0, at))


def _is_backed(
    low: str, tokens: Sequence[Token], change: Change, about: Entity, *, evident: bool
) -> bool:
    """Whether a figure, a test, a size or a comparison stands behind a change."""
    if change.frame == "active" and _is_general(tokens, change.cue):
        return False
    compared = bool(_COMPARED.search(low))
    seen = bool(_SEEN.search(low))
    if change.frame == "noun" and not seen:
        return False
    if change.frame in _REQUIRES_MORE and not (evident or (seen and compared)):
        return False
    return evident or (compared and bool(about.id))


def _is_general(tokens: Sequence[Token], at: int) -> bool:
    """Whether a verb is in the present: "X activates Y" is a general truth."""
    cue = tokens[at]
    if cue.tag != "V" or cue.low.endswith("ed") or cue.low in _PAST:
        return False
    return not any(token.low in ("did", "to", "not") for token in tokens[max(0, at - 3) : at])


def _is_subject(tokens: Sequence[Token], change: Change) -> bool:
    """Whether no verb stands before the thing in its clause."""
    cue = tokens[change.cue]
    if cue.low.endswith("regulated") or (
        change.cue and (tokens[change.cue - 1].text in ",(" or tokens[change.cue - 1].tag == "C")
    ):
        return False  # "the upregulated genes, X and Y", "(increased X, decreased Y)"
    for token in reversed(tokens[: change.cue]):
        if token.tag in "BVHMOEG" or token.low in ("with", "in", "of", "to", "by", "no"):
            return False
        if token.text in ",;:" or token.tag in "SW":
            return True
    return True


def _is_among_controls(low: str, at: int) -> bool:
    """Whether a clause tells of the controls alone: "differed between strains in the controls"."""
    if _ON_EARTH.search(low) and not _EXPOSED.search(low):
        return True
    begin = max(low.rfind(mark, 0, at) for mark in _BREAKS)
    ends = [end for mark in _BREAKS if (end := low.find(mark, at)) >= 0]
    clause = low[begin + 1 : min(ends, default=len(low))]
    return bool(_CONTROLS.search(clause)) and not _EXPOSED.search(clause)


_BREAKS = (";", ", ", " but ", " while ", " whereas ")
_ON_EARTH = compile_late(r"\bunder (?:normal|earth|unit|terrestrial) gravity\b|\bunder 1 ?g\b")
