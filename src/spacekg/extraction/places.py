"""Places: of the tissues and cells that a sentence names, the one a result was seen in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache

from spacekg.extraction.sentences import Sentence
from spacekg.model import Annotation, Entity
from spacekg.patterns import compile_late

#: Where what was measured stands: "in the liver", "expression of the retina" is no such place.
_INSIDE = compile_late(
    r"\b(?:in|within|from|at|across|throughout|inside|on)\s+(?:(?!(?:of|by|with|to|for|and the)\b)"
    r"[\w/()%-]+,?\s+){0,5}$",
    re.I,
)
#: "mass of the femur": only what a measure is taken of.
_MEASURED_OF = compile_late(
    r"\b(?:mass(?:es)?|weights?|volumes?|densit(?:y|ies)|levels?|content|counts?|numbers?|areas?|"
    r"size|thickness|expression|strength|stiffness|length|diameter|width|proportions?|percentages?|"
    r"bmd|bmc|concentrations?|activit(?:y|ies)|structure|gene expression|loss|atrophy|properties)"
    r"\s+(?:of|for)\s+(?:(?!(?:of|by|with|to|for)\b)[\w/()-]+,?\s+){0,4}$",
    re.I,
)
#: What a place does in a sentence that tells a result of it: "T cells showed …".
_SHOWS = compile_late(
    r"\s*(?:samples?|tissues?|cells?|biops(?:y|ies)|cultures?|fib(?:er|re)s?)?\s*(?:\([^()]*\)\s*)?"
    r"(?:also\s+|\w+ly\s+)?(?:show|exhibit|display|ha[ds]\b|have\b|demonstrat|reveal|present|"
    r"experienc|underwent|undergo|secret|express|produc|contain)\w*",
    re.I,
)
#: A word right behind the name of a place that leaves it a place.
_STAYS = compile_late(
    r"(?:\s*[,.;:)\]]|\s*$|\s*\(|\s*/|\s+(?:tissues?|samples?|biops(?:y|ies)|sections?|cells?|"
    r"muscles?|bones?|regions?|cultures?|organoids?|explants?|homogenates?|extracts?|lysates?|"
    r"compartments?|in|of|from|at|with|without|and|or|but|by|to|after|during|for|under|on|over|"
    r"via|within|between|among|than|as|upon|following|while|whereas|that|which|who|were|was|is|"
    r"are|has|had|have|did|do|does|may|can|could|not|also|"
    r"only|both|both|compared|relative|versus|vs|using|when|at|(?:show|exhibit|display|reveal|"
    r"express|secret|increas|decreas|demonstrat)\w*|[a-z]+ly)\b)",
    re.I,
)
#: Where a sentence turns to another matter.
_TURN = compile_late(
    r";|\s[–—]\s|\b(?:but|whereas|while|although|though|however)\b|"
    r"\b(?:together|along|coupled|concomitant(?:ly)?|in parallel|accompanied) (?:with|by)\b|"
    r",\s(?:and\s)?(?:suggest|indicat|highlight|imply|pointing|identif)\w*"
)
_SUCH_AS = compile_late(
    r" (?:metabolites|proteins|genes|cytokines|chemokines|markers|biomarkers|transcripts|lipids|"
    r"hormones|microRNAs|miRNAs|levels of|concentrations of)(?:\W+(?:such as|including|like|namely|"
    r"(?:[\w’'-]+\W+){0,6}))?\W*"
)
_HEADING = compile_late(r"\W*(?:in|within|across)\b[^,]{3,80},")
_STAGE = compile_late(
    r"\b(?:stages?|adult|juvenile|neonate|embryonic structure|segment|anatomy)\b", re.I
)
#: What is measured of a whole body, and not of the organ that the study is about.
_OF_THE_BODY = compile_late(
    r"\b(?:body|food|water|intake|survival|viability|lifespan|healthspan|mortality|locomot\w*|"
    r"movement|behaviou?r\w*|performance|fear|anxiety|memory|learning|fitness|growth|gait|sleep|"
    r"heart rate|blood pressure|postural|exercise|weight gain|germination|cognit\w+|frailty)\b",
    re.I,
)
_FLUIDS = compile_late(
    r"\b(?:serum|plasma|urin\w*|saliva\w*|blood|circulat\w+|f(?:a)?eces|f(?:a)?ecal|csf|sweat|"
    r"systemic\w*)\b",
    re.I,
)


def is_stage(entity: Entity) -> bool:
    """Whether a class of anatomy is a time of life or a word of the ontology, and no place."""
    return bool(_STAGE.search(entity.label))


def seen_in(
    sentence: Sentence, found: Iterable[Annotation], start: int, end: int, about: Entity
) -> Annotation | None:
    """The place among ``found`` that the thing at source ``start`` to ``end`` was measured in.

    The nearest of the same clause behind the thing, else what the sentence opens with ("In the
    femur, …"), else what the measure's own name holds ("bone mass"), else the nearest before it;
    None where the names only help to name something else ("muscle-related genes").
    """
    text = sentence.text
    low, high = _at(sentence, start), _at(sentence, end)
    clause = _clause(text, low)
    opening = _HEADING.match(text)
    fit: list[tuple[int, Annotation]] = []
    for one in found:
        first, last = _at(sentence, one.start), _at(sentence, one.end)
        opens = opening is not None and last <= opening.end()
        if _clause(text, first) != clause and not opens:
            continue
        if _is_place(text, first, last, low, high, about, one.entity):
            within = first < high and low < last
            rank = 0 if first >= high else 1 if opens else 2 if within else 3
            near = abs(first - high) if rank == 0 else abs(low - last)
            fit.append((rank * 10_000 + near, one))
    return min(fit, key=lambda pair: pair[0])[1] if fit else None


def _is_place(
    text: str, first: int, last: int, low: int, high: int, about: Entity, place: Entity
) -> bool:
    same_kind = about.type == place.type
    if first < high and low < last:  # "muscle mass": part of the measure's own name
        ends = (text[last : last + 1], text[max(first - 1, 0) : first])
        joined = any(end in ("-", "‐", "–") for end in ends)
        return about.type in ("phenotype", "process") and not same_kind and not joined
    before, after = text[max(0, first - 70) : first], text[last : last + 60]
    if not same_kind and last <= low and _is_beside(text[last:low]):
        return True  # "serum CRP"
    if not same_kind and last <= low and _SUCH_AS.fullmatch(text, last, low):
        return True  # "serum metabolites such as …"
    if not _STAYS.match(after):
        return False
    if _INSIDE.search(before):
        return True
    if same_kind:
        return False
    return bool(_MEASURED_OF.search(before) or _SHOWS.match(after))


def _is_beside(between: str) -> bool:
    """Whether nothing but an adjective stands between a place and a thing."""
    return bool(re.fullmatch(r"[\s-]+(?:[\w-]+\s+){0,2}", between)) and not re.search(
        r"\b(?:in|of|and|or|by|with|to|for|that|were|was|loss|related|formation|atrophy)\b", between
    )


def has_own_place(text: str, about: Entity) -> bool:
    """Whether a result may not be lent the one tissue of its study.

    So with measures of blood and urine, and with those of a whole body.
    """
    return bool(_FLUIDS.search(text)) or bool(_OF_THE_BODY.search(about.label))


def _clause(text: str, at: int) -> int:
    return bisect_left(_turns(text), at)


@lru_cache(maxsize=256)
def _turns(text: str) -> tuple[int, ...]:
    """Where the clauses of a sentence part; asked for each place and thing in it."""
    return tuple(turn.start() for turn in _TURN.finditer(text))


def _at(sentence: Sentence, offset: int) -> int:
    return sentence.passage.reading(offset) - sentence.offset
