"""Abouts: the entity that a noun phrase names, and the shortest span that names it."""

from __future__ import annotations

from collections.abc import Sequence

from spacekg.extraction.changes import Change
from spacekg.extraction.mentions import Mentions
from spacekg.extraction.phrases import Phrase
from spacekg.extraction.sentences import Sentence
from spacekg.extraction.tokens import Token
from spacekg.extraction.words import EMPTY_HEADS, MEASURE_HEADS, WEAK_HEADS, word_set
from spacekg.model import Annotation, Entity

#: Which annotation in a phrase is what the finding is about, best first.
_RANK = {
    "gene": 0, "gene_family": 1, "chemical": 2, "phenotype": 3, "process": 4, "pathway": 5,
    "cell_type": 6, "tissue": 7, "organism": 8,
}  # fmt: skip
_TRIMMED = word_set(
    "significant marked similar increased decreased reduced elevated higher lower several many few "
    "specific certain overall total average mean other various different key major"
)
_HEADS = {
    "gene_family": word_set(
    "genes proteins caspases kinases cytokines enzymes transcripts "
                             "receptors factors regulators histones"
),
    "process": word_set(
    "signaling signalling pathway pathways process processes metabolism "
                         "transport uptake repair autophagy translation transcription apoptosis "
                         "proliferation differentiation synthesis biogenesis formation cycle "
                         "phosphorylation oxidation secretion glycolysis response"
),
    "cell_type": word_set(
    "cells osteoblasts osteoclasts osteocytes macrophages lymphocytes "
                           "neutrophils monocytes neurons myofibers fibroblasts"
),
}  # fmt: skip


def name_about(
    sentence: Sentence, tokens: Sequence[Token], change: Change, mentions: Mentions
) -> tuple[Entity, int, int] | None:
    """The entity of a change and its source span, or ``None`` when nothing is named."""
    phrase = _trim(tokens, change.phrase)
    if phrase is None:
        return None
    low, high = tokens[phrase.first].start, tokens[phrase.last].end
    start, end = sentence.source(low, high)
    head = tokens[phrase.head]
    head_start, head_end = sentence.source(head.start, head.end)
    touching = [a for a in mentions.within(start, end) if a.entity.type in _RANK]
    best = _best(touching, head_start, head_end, carried=_is_carrier(head.low))
    if best is not None:
        return best.entity, best.start, best.end
    label = " ".join(sentence.text[low:high].lower().split())
    return Entity(id="", label=label, type=_kind(tokens, phrase)), start, end


def _trim(tokens: Sequence[Token], phrase: Phrase) -> Phrase | None:
    first = phrase.first
    while first < phrase.last and tokens[first].low in _TRIMMED:
        first += 1
    if all(
        tokens[i].low in EMPTY_HEADS or tokens[i].tag in "XRE"
        for i in range(first, phrase.last + 1)
    ):
        return None
    if sum(len(tokens[i].text) for i in range(first, phrase.last + 1)) < 2:
        return None
    return Phrase(first, phrase.last, phrase.head)


def _best(
    touching: Sequence[Annotation], start: int, end: int, *, carried: bool
) -> Annotation | None:
    """The annotation of the main noun; what stands before it only where that is a mere measure.

    "muscle density" is not about muscle, but "Runx2 expression" is about Runx2.
    """
    covering = [a for a in touching if a.start < end and a.end > start]
    if covering:
        return max(covering, key=lambda a: (a.end - a.start, -_RANK[a.entity.type], a.score))
    if not carried:
        return None
    named = [a for a in touching if a.entity.type not in ("organism", "tissue")]
    return min(named, key=lambda a: (_RANK[a.entity.type], start - a.end, a.start), default=None)


def _is_carrier(word: str) -> bool:
    return word in MEASURE_HEADS or word in WEAK_HEADS or word in ("gene", "genes", "proteins")


def _kind(tokens: Sequence[Token], phrase: Phrase) -> str:
    words = {tokens[i].low for i in range(phrase.first, phrase.last + 1)}
    head = tokens[phrase.head].low
    for kind, heads in _HEADS.items():
        if head in heads:
            return kind
    if len(words) == 1:
        text = tokens[phrase.head].text
        if any(c.isdigit() for c in text) and any(c.isupper() for c in text):
            return "gene"
    return "phenotype"
