"""Abouts: the entity that a noun phrase names, and the shortest span that names it."""

from __future__ import annotations

from collections.abc import Sequence

from spacekg.annotators import EVERYDAY_PROCESSES
from spacekg.extraction.changes import Change
from spacekg.extraction.cues import LOSS_NOUNS
from spacekg.extraction.mentions import Mentions
from spacekg.extraction.phrases import Phrase, phrase_from
from spacekg.extraction.sentences import Sentence
from spacekg.extraction.tokens import Token
from spacekg.extraction.words import (
    EMPTY_HEADS,
    MEASURE_HEADS,
    QUALITIES,
    WEAK_HEADS,
    word_set,
)
from spacekg.model import Annotation, Entity
from spacekg.patterns import compile_late

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


_CATABOLIC = frozenset(("degradation", "breakdown"))
#: What is lost of a thing that is said to be lost: "bone loss" is less bone mass.
_LOST = frozenset(("loss", "losses", "wasting"))


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
    label = " ".join(sentence.text[low:high].lower().split())
    if change.cue == phrase.last + 1 and tokens[change.cue].low in _LOST:
        lost = mentions.named(f"{label} mass", "phenotype")
        if lost is not None:
            return lost, start, end
    cue = sentence.source(tokens[change.cue].start, tokens[change.cue].end)
    touching = [
        a for a in mentions.within(start, end)
        if a.entity.type in _RANK
        and (a.entity.id or (start <= a.start and a.end <= end))
        and not (_tells_direction(a.entity) and a.start < cue[1] and cue[0] < a.end)
        and not (a.entity.id in _GENERIC and a.end - a.start < end - start - 2)
    ]  # fmt: skip
    if (
        change.frame == "noun"
        and tokens[change.cue].low in _CATABOLIC
        and any(
            a.entity.type == "process" and a.start < cue[1] and cue[0] < a.end for a in touching
        )
    ):
        return None  # "toluene degradation" is a process, not less toluene
    best = _best(touching, head_start, head_end, carried=_is_carrier(head.low))
    if head.tag in "JE" and phrase.last == phrase.head and change.cue != phrase.last + 1:
        if best is not None and best.entity.type in _SUBSTANCES:
            return best.entity, best.start, best.end
        # "extrinsic and intrinsic apoptosis": the noun stands behind the last of them
        noun = _shared_head(tokens, phrase)
        if not noun:
            return None
        label = f"{label} {noun}"
        named = _known(label, mentions)
        return named or Entity(id="", label=label, type=_kind_of_head(noun)), start, end
    if best is not None and best.entity.id:
        return best.entity, best.start, best.end
    if best is None and (label in EVERYDAY_PROCESSES or _names_nothing(tokens, phrase, mentions)):
        return None  # the annotators saw the word and judged it to be none of biology's
    if _says_nothing(tokens, phrase):
        plain = next((a for a in mentions.within(start, end) if a.entity.id == _EXPRESSION), None)
        return (plain.entity, plain.start, plain.end) if plain else None
    known = _known(label, mentions)
    if known is not None:
        return known, start, end
    if best is not None:
        return best.entity, best.start, best.end
    return Entity(id="", label=label, type=_kind(tokens, phrase)), start, end


#: Roots of process lists: no news where the phrase says more.
_GENERIC = word_set(
    "GO:0008150 GO:0008152 GO:0009987 GO:0044237 GO:0065007 GO:0023052 GO:0010467 CL:0000000"
)
_EXPRESSION = "GO:0010467"
_SUBSTANCES = frozenset(("gene", "gene_family", "chemical"))


def _tells_direction(entity: Entity) -> bool:
    """Whether a name holds a direction itself ("bone loss"), and so is not what went that way."""
    return (
        entity.id.startswith(("HP:", "MONDO:", "MESH:", "DOID:"))
        or entity.label.lower().split()[-1] in LOSS_NOUNS
    )


def _known(label: str, mentions: Mentions) -> Entity | None:
    if len(label) < 5:
        return None
    if label.endswith((" acid", " acids")):
        return mentions.named(label.removesuffix("s"), "chemical")
    found = mentions.named(label, "phenotype", "process", "tissue", "cell_type")
    return None if found is not None and found.id in _GENERIC else found


def _shared_head(tokens: Sequence[Token], phrase: Phrase) -> str:
    """The noun that an adjective shares with the last one of its list, or nothing."""
    for index in range(phrase.last + 1, min(len(tokens), phrase.last + 12)):
        token = tokens[index]
        if token.tag == "C":
            last = phrase_from(tokens, index + 1, len(tokens))
            if last is None or tokens[last.head].tag not in "NG" or last.first == last.head:
                return ""
            return "" if tokens[last.head].low in EMPTY_HEADS else tokens[last.head].low
        if token.tag not in "JENGR" and token.text != ",":
            return ""
    return ""


def _says_nothing(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether a name without identifier tells of no trait: "the superior region", "processes"."""
    if phrase.last + 1 < len(tokens) and tokens[phrase.last + 1].low == "to":
        return False  # "ability to resist"
    return all(
        token.low in _BARE or token.low in WEAK_HEADS or token.low in EMPTY_HEADS
        or token.low in QUALITIES or token.tag in "XRD"
        for token in tokens[phrase.first : phrase.last + 1]
    )  # fmt: skip


def _names_nothing(tokens: Sequence[Token], phrase: Phrase, mentions: Mentions) -> bool:
    """Whether words that no list knows name no trait: a number, a code, a quality, a gerund."""
    head, first = tokens[phrase.head], tokens[phrase.first]
    alone = phrase.first == phrase.last
    if any(t.low in _REFERRING for t in tokens[phrase.first : phrase.last + 1]):
        return True
    if head.low in _NO_TRAITS or head.low.endswith(_SUPERLATIVE):
        return alone or head.low not in _TRAITS_WITH_NAME
    if _TIMES.fullmatch(head.low) or head.low == "fold":
        return True
    if first.tag == "X" and len(tokens[phrase.last].text) < 3:
        return True  # "53.8 Mb"
    if head.low.endswith(("-day", "-week", "-month", "-year", "-old", "-hour")):
        return True
    if first.low in _DOINGS:
        return not alone
    return alone and _is_code(head.text) and not mentions.is_short_form(head.text)


def _is_code(text: str) -> bool:
    """Whether a word is written like a group or sample rather than a trait: "OL", "ISS-F4"."""
    digits = any(character.isdigit() for character in text)
    return text.isupper() and (len(text) < 3 or ("-" in text and digits))


#: "at 8d", "4wk": times written as one word.
_TIMES = compile_late(r"\d+(?:h|d|w|wk|th|st|nd|rd)?")
_SUPERLATIVE = ("argest", "ghest", "atest", "owest", "ongest", "allest", "rgest")
#: Groups, products of counting and rhetoric: no measure by themselves.
_NO_TRAITS = word_set(
    "males females power strengths interior exterior counts reads isolates isolate strain strains "
    "medium media dataset datasets degs deg transcripts pathways pathway terms targets "
    "clusters measures "
    "replicates categories species genera units images pairs tests correlations colonies sequences "
    "mean median root deviation percentages values populations cohorts sexes sex others contrast "
    "comparisons assemblies assembly genome tight plates plate agar samples batch batches item "
    "items surface surfaces distances clades clade technique techniques protocol protocols "
    "hypothesis scores score spectra peaks peak bands band lanes lane ratio ratios fraction cost "
    "costs efforts effort kits kit responses response"
)
#: Of those, what names a trait together with a word before it ("strain diversity", "genome size").
_TRAITS_WITH_NAME = word_set(
    "power strengths counts transcripts pathways scores score ratio ratios fraction responses "
    "response values percentages deviation peaks peak genome measures mean "
    "median terms targets surface distances bands spectra"
)
#: Words that point to another place of the paper.
_REFERRING = word_set("figure figures fig figs table tables supplementary")
#: What experimenters do, at the head of a phrase.
_DOINGS = word_set(
    "inoculating using plating measuring analyzing analysing comparing culturing testing adding "
    "applying removing including excluding examining following considering"
)


#: Words that place or class a thing and name none.
_BARE = word_set(
    "superior inferior anterior posterior lateral medial upper lower left right transverse dorsal "
    "ventral proximal distal integral biological cellular molecular metabolic physiological gene "
    "body whole"
)


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
        return max(covering, key=_fit)
    if not carried:
        return None
    named = [a for a in touching if a.entity.type not in ("organism", "tissue")]
    return min(named, key=lambda a: (_RANK[a.entity.type], start - a.end, a.start), default=None)


def _fit(found: Annotation) -> tuple[int, int, int, float]:
    """The longest name first; of the same words a process before the illness of its excess."""
    illness = found.entity.id.startswith(("MONDO:", "HP:", "MESH:", "DOID:"))
    return found.end - found.start, -illness, -_RANK[found.entity.type], found.score


def _is_carrier(word: str) -> bool:
    return word in MEASURE_HEADS or word in WEAK_HEADS or word in ("gene", "genes", "proteins")


def _kind(tokens: Sequence[Token], phrase: Phrase) -> str:
    words = {tokens[i].low for i in range(phrase.first, phrase.last + 1)}
    kind = _kind_of_head(tokens[phrase.head].low)
    if len(words) == 1 and kind == "phenotype":
        text = tokens[phrase.head].text
        if any(c.isdigit() for c in text) and any(c.isupper() for c in text):
            return "gene"
    return kind


def _kind_of_head(head: str) -> str:
    for kind, heads in _HEADS.items():
        if head in heads:
            return kind
    return "phenotype"
