"""Selection: of all that a document names, what belongs to the design of its study."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from spacekg.extraction.words import word_set
from spacekg.lexicon import Lexicon
from spacekg.model import Entity

#: Taxa so wide that they name a kind of life rather than what was studied ("animals", "bacteria").
_ALL_LIFE = word_set(
    "NCBITaxon:2 NCBITaxon:2157 NCBITaxon:2759 NCBITaxon:7711 NCBITaxon:7742 NCBITaxon:10239 "
    "NCBITaxon:33208 NCBITaxon:40674 NCBITaxon:131567 NCBITaxon:9989 NCBITaxon:4751"
)
_WITHIN_SPECIES = ("EFO:", "strain", "isolate", "subspecies", "serotype", "biotype", "varietas")
#: Anatomy that is no place of a study: classes of the ontology and homonyms of plain words.
_NO_PLACE = frozenset((
    "tissue", "organ", "anatomical structure", "adult organism", "multicellular organism",
    "organism subdivision", "life cycle", "life cycle stage", "septum", "tube", "vessel", "crop",
    "pore", "intermedium", "bony projection", "zone of skin", "embryo", "larva", "juvenile stage",
    "anatomical system", "organ system", "body", "structure", "system", "strand of hair",
    "primitive knot", "postnatal organism", "material anatomical entity", "appendage",
    "organ part", "region of organ", "cavity", "duct", "canal", "helix of outer ear",
    "orbit of skull", "orbit", "anatomical wall", "cortex", "dorsum", "lacuna", "carcass",
    "mating plug", "venom", "side of body",
))  # fmt: skip
#: Parts of a body that texts mostly name for another reason (tail suspension, head-down tilt):
#: places of a result that is told of them, and of a study that has them in its title.
_PARTS = frozenset((
    "head", "face", "shelled egg", "egg", "gland", "abdomen", "thorax", "trunk", "neck", "manus",
    "pes", "scale", "fruit", "tail", "back", "chest", "follicle", "limb", "hindlimb", "forelimb",
    "leg", "arm", "hindlimb stylopod",
))  # fmt: skip
#: The weight of a mention in the title and of another among the results.
_TITLED_AND_TOLD = 5.5
#: The reference side of a contrast and phases around it are no exposures of the design.
_REFERENCES = word_set(
    "skgx:ground-control skgx:normal-gravity skgx:onboard-1g-control skgx:landing skgx:launch "
    "skgx:combined-stressors skgx:altered-gravity skgx:spaceflight-habitat skgx:fluid-shift"
)
#: Of those, what no sample is exposed to.
_CONTROLS = word_set("skgx:ground-control skgx:normal-gravity skgx:onboard-1g-control")
_SHARE = {"organism": 0.12, "tissue": 0.08, "cell_type": 0.1, "exposure": 0.12}
_HUMAN = "NCBITaxon:9606"


def select_entities(
    scores: Mapping[Entity, float],
    stated: frozenset[Entity],
    lexicon: Lexicon,
    *,
    broad: bool,
    set_up: frozenset[Entity] = frozenset(),
    apart: frozenset[Entity] = frozenset(),
) -> dict[Entity, float]:
    """The scores of the entities kept; ``stated`` ones (front matter, title) always are.

    Exposures of the ``set_up`` (aims, methods) are kept however seldom they are named. ``apart``
    are exposures that stand beside their narrower kinds.

    ``broad`` documents (reviews) look at many things side by side: there what is named seldom
    is kept beside what is named often.
    """
    shares = {"tissue": 0.05, "exposure": 0.05} if broad else _SHARE
    kept: dict[Entity, float] = {}
    rules: dict[str, Callable[[Entity], bool]] = {
        "organism": lambda e: e.id not in _ALL_LIFE and not _is_strain(e, own, lexicon),
        # a system is a view on the body; where it was looked at, an organ is named
        "tissue": lambda e: (
            e.label not in _NO_PLACE
            and (e.label not in _PARTS or (e in stated and scores[e] >= _TITLED_AND_TOLD))
            and not _is_view(e, scores)
        ),
        "exposure": lambda e: e.id not in _REFERENCES,
    }
    own: dict[Entity, float] = {}
    for kind in sorted({entity.type for entity in scores}):
        own = {e: s for e, s in scores.items() if e.type == kind}
        fit = {e: s for e, s in own.items() if rules.get(kind, _any)(e)}
        if not fit and kind == "organism":
            fit = own  # a study of plants in general is a study of plants
        if kind in _SHARE:
            fit = _specific(fit, stated, apart, lexicon, broad=broad)
            top = max(fit.values(), default=0.0)
            given = stated if kind != "exposure" else stated | set_up
            fit = {e: s for e, s in fit.items() if e in given or s >= shares.get(kind, 0.0) * top}
        if kind == "organism":
            fit = _without_kingdoms(fit, stated, lexicon)
            if not broad:
                fit = _without_readers(fit, stated)
        kept.update(fit)
    return kept


def is_place(entity: Entity) -> bool:
    """Whether a tissue is a place where something can be measured, and no class or system."""
    return entity.label not in _NO_PLACE and not entity.label.endswith(" system")


def is_imposed(entity: Entity) -> bool:
    """Whether an exposure is one that samples undergo, and not the reference side."""
    return entity.id not in _CONTROLS


def _is_view(entity: Entity, scores: Mapping[Entity, float]) -> bool:
    """Whether a tissue is a system of the body; muscle and bone together are tissues."""
    if entity.id == _MUSCULOSKELETAL and scores[entity] >= 2 * _NAMED_ONCE:
        return False
    return entity.label.endswith(" system")


_MUSCULOSKELETAL = "UBERON:0002204"


def _any(_: Entity) -> bool:
    return True


def _is_strain(entity: Entity, own: Mapping[Entity, float], lexicon: Lexicon) -> bool:
    """Whether it is a strain whose species is named too (or any strain that is no taxon)."""
    if entity.id.startswith("EFO:"):
        return True
    term = lexicon.term(entity.id) if entity.id else None
    if term is None or term.note not in _WITHIN_SPECIES:
        return False
    named = {other.id for other in own}
    return any(ancestor in named for ancestor in lexicon.ancestors(entity.id)[:2])


def _specific(
    scores: Mapping[Entity, float],
    stated: frozenset[Entity],
    apart: frozenset[Entity],
    lexicon: Lexicon,
    *,
    broad: bool,
) -> dict[Entity, float]:
    """Without what only repeats a narrower entity in a wider word ("radiation", "Enterobacter").

    A tissue takes over the weight of its wider word: texts name "the first lumbar vertebra" once
    and "the vertebra" from there on.
    """
    heirs: dict[str, Entity] = {}
    for entity in sorted(scores, key=lambda e: (scores[e], e.id)):
        for ancestor in lexicon.ancestors(entity.id) if entity.id else ():
            heirs[ancestor] = entity  # the weightiest comes last
        if entity.type == "tissue" and entity.label.endswith(" muscle") and not entity.id:
            heirs[_MUSCLE] = entity  # "calf muscle" has no identifier and no ancestors
    kept: dict[Entity, float] = {}
    inherited: dict[Entity, float] = {}
    for entity, score in scores.items():
        heir = heirs.get(entity.id)
        if heir is None or (
            _stands_beside(score, scores[heir], broad=broad)
            if entity.type == "tissue"
            else score > scores[heir]
            if entity.type == "cell_type"
            else entity.type == "exposure"
            and (
                entity in apart
                or (entity in stated and heir not in stated)
                or scores[heir] < (score if broad else _NARROW * score)
            )
        ):
            kept[entity] = score
        if heir is not None and entity.type == "tissue" and scores[heir] >= _NAMED_ONCE:
            inherited[heir] = max(inherited.get(heir, 0.0), 0.99 * score)
    return {e: max(s, inherited.get(e, 0.0)) for e, s in kept.items()}


def _stands_beside(score: float, narrower: float, *, broad: bool) -> bool:
    """Whether a wider tissue is meant for itself beside the narrower one."""
    if not broad and narrower >= _WELL_NAMED:
        return False
    return score >= _WIDE_TISSUE * narrower


#: The weight from which on a narrower tissue surely is what was looked at.
_WELL_NAMED = 3.0
#: The share of a wider exposure's weight below which a narrower one was only named in passing.
_NARROW = 0.2
_MUSCLE = "UBERON:0005090"
#: How much oftener a wide tissue must be named than its part to be kept beside it.
_WIDE_TISSUE = 2.0
#: The weight of one mention among the results.
_NAMED_ONCE = 1.5


def _without_kingdoms(
    scores: Mapping[Entity, float], stated: frozenset[Entity], lexicon: Lexicon
) -> dict[Entity, float]:
    """Kingdoms and phyla named beside what was studied ("genes from plants and fungi") go."""
    top = max(scores.values(), default=0.0)
    kept = {}
    for entity, score in scores.items():
        term = lexicon.term(entity.id) if entity.id else None
        if entity in stated or score >= top or term is None or term.note not in _WIDE_RANKS:
            kept[entity] = score
    return kept


_WIDE_RANKS = frozenset(("kingdom", "phylum", "class", "superkingdom", "domain", "subphylum"))


def _without_readers(
    scores: Mapping[Entity, float], stated: frozenset[Entity]
) -> dict[Entity, float]:
    """Humans named as those who will profit are not who was studied, where animals were."""
    others = [s for e, s in scores.items() if e.id != _HUMAN]
    top = max(others, default=0.0)
    return {
        e: s for e, s in scores.items()
        if e.id != _HUMAN or not others or e in stated or s > top
    }  # fmt: skip
