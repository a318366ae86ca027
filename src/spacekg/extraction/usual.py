"""Usual readings: what a wide word of anatomy or life means where a study looks at it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from spacekg.extraction.zones import Zoned
from spacekg.lexicon import Lexicon
from spacekg.model import Entity
from spacekg.patterns import compile_late

_VERTEBRATES = "NCBITaxon:7742"
_BACTERIA = "NCBITaxon:2"
_MUSCLE = "UBERON:0005090"
#: Wide word, narrower reading; muscle is skeletal only in vertebrates.
_READINGS = {_MUSCLE: "UBERON:0001134", "UBERON:0001465": "UBERON:0001485"}
_OTHER_MUSCLE = compile_late(r"\b(?:smooth|cardiac|heart) muscle")
_COMMUNITY = compile_late(
    r"\b(?:microbiomes?|microbiota|microflora|metagenom\w+|microbial communit\w+|gut bacteria)\b"
)
#: Kinds of life in plain words, for texts that name no species.
_KINDS = (
    ("NCBITaxon:33090", compile_late(r"\bplants?\b(?!-based)")),
    ("NCBITaxon:4751", compile_late(r"\b(?:fungi|fungal)\b")),
    ("NCBITaxon:2", compile_late(r"\b(?:bacteria|bacterial|bacterium)\b")),
)


def read_usually(
    scores: dict[Entity, float], text: str, lexicon: Lexicon, *, fixed: frozenset[Entity]
) -> dict[Entity, float]:
    """The scores with wide words read as a study means them.

    Muscle of vertebrates is skeletal muscle, the knee is a joint, and bacteria counted in the gut
    of a host are an outcome. ``fixed`` entities (title, aims, methods) stay as they are.
    """
    organisms = [e for e in scores if e.type == "organism" and e.id]
    vertebrate = any(_VERTEBRATES in lexicon.ancestors(e.id) for e in organisms)
    smooth = any(e.id == _MUSCLE for e in scores) and bool(_OTHER_MUSCLE.search(text))
    read: dict[Entity, float] = {}
    for entity, score in scores.items():
        narrow = _READINGS.get(entity.id)
        if narrow and vertebrate and not (entity.id == _MUSCLE and smooth):
            entity = _tissue(narrow, lexicon) or entity
        read[entity] = max(read.get(entity, 0.0), score)
    bacteria = [e for e in organisms if _BACTERIA in (e.id, *lexicon.ancestors(e.id))]
    hosts = [e for e in organisms if e not in bacteria]
    if bacteria and hosts and _COMMUNITY.search(text):
        top = max(scores[host] for host in hosts)
        for one in bacteria:
            if one not in fixed and scores[one] < top:
                del read[one]
    return read


def germs_of(
    exposures: Iterable[Entity], named: Iterable[Entity], chosen: Collection[Entity]
) -> list[Entity]:
    """The organisms named anywhere whose name an infection of the study bears."""
    words = {
        word
        for exposure in exposures
        if exposure.label.endswith(" infection")
        for word in exposure.label.lower().split()[:-1]
    }
    return sorted(
        (
            e for e in named
            if e.type == "organism" and e.id and e not in chosen
            and e.label.lower().split()[-1] in words
        ),
        key=lambda e: e.id,
    )  # fmt: skip


#: A countermeasure told of thrice among the results, or in the title, was tested.
_TESTED = 4.0
_ANY_KIND = ("countermeasure", "nutritional countermeasure", "pharmacological countermeasure")


def tested_countermeasures(
    chosen: Iterable[Entity], scores: Mapping[Entity, float]
) -> list[Entity]:
    """Countermeasures that a study tests: there they are what was imposed."""
    return [
        Entity(id="", label=e.label.removesuffix(" countermeasure"), type="exposure")
        for e in chosen
        if e.type == "countermeasure" and e.label not in _ANY_KIND and scores[e] >= _TESTED
    ]


def name_kinds(sentences: Iterable[Zoned], lexicon: Lexicon) -> list[Entity]:
    """The kinds of life that titles and results name, for a text without any species."""
    text = " ".join(z.sentence.text for z in sentences if z.zone in ("title", "results")).lower()
    found = []
    for curie, pattern in _KINDS:
        term = lexicon.term(curie)
        if term is not None and len(pattern.findall(text)) > 1:
            found.append(
                Entity(id=curie, label=term.label, type="organism", ids=(curie, *term.ids))
            )
    return found


def _tissue(curie: str, lexicon: Lexicon) -> Entity | None:
    term = lexicon.term(curie)
    if term is None:
        return None
    return Entity(id=curie, label=term.label, type="tissue", ids=(curie, *term.ids))
