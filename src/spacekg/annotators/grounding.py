"""Grounding: from the words that name a tissue, a cell or a process to an identifier.

In this order: what the document's own abbreviation stands for, what annotators of a corpus gave
the very same words, the lexicon's names, the names it has in another form (``signalling`` for
``signaling pathway``), and last the longest tail that it knows (``lens epithelial cells`` are
epithelial cells).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from spacekg.annotators.context import Context
from spacekg.annotators.learned import NOT_A_NAME, read_names
from spacekg.annotators.taxa import entity_of
from spacekg.lexicon import Lexicon, Sense, Senses
from spacekg.model import Entity

#: for each type the vocabularies a name is taken from, the preferred first
VOCABULARIES: Mapping[str, tuple[str, ...]] = {
    "tissue": ("UBERON", "PO", "ZFA", "FBbt", "WBbt"),
    "cell_type": ("CL", "Cellosaurus", "ZFA", "FBbt", "WBbt"),
    "process": ("GO",),
    "pathway": ("REACT", "WP", "KEGG"),
    "chemical": ("CHEBI", "MESH"),
    "phenotype": ("skgp", "HP", "MP", "MONDO", "DOID", "MESH", "EFO"),
}
#: anatomies of one kind of animal, used where the document speaks of it
SPECIES_OF: Mapping[str, tuple[str, ...]] = {
    "ZFA": ("NCBITaxon:7955", "NCBITaxon:32443"),
    "FBbt": ("NCBITaxon:7227", "NCBITaxon:7215"),
    "WBbt": ("NCBITaxon:6239", "NCBITaxon:6231"),
}
#: the taxa that decide between anatomies; no other is looked at when a name is grounded
TELLING_TAXA = frozenset(taxon for taxa in SPECIES_OF.values() for taxon in taxa)
#: decisions kept for names met before, about 0.4 kB each
_MOST_NAMES = 20_000
#: UBERON's own terms for the anatomy of fishes
_FISH_UBERON = "UBERON:2"
_SCOPES = {"common": 0, "label": 0, "exact": 1, "alias": 2, "related": 3}
#: types whose names may be known by their last words alone: what is described is still one
_HEADED = frozenset({"cell_type", "tissue", "phenotype"})
_ENDINGS = (
    (" signalling", " signaling pathway"),
    (" signaling", " signaling pathway"),
    (" signalling pathways", " signaling pathway"),
    (" signaling pathways", " signaling pathway"),
    (" pathway", " signaling pathway"),
    (" formation", " biogenesis"),
)
_NO_HEAD = frozenset(
    "cell cells cell line lines tissue tissues organ organs system systems structure structures "
    "region regions layer layers body part parts area disease disorder syndrome".split()
)


def ground(context: Context, kind: str, surface: str, present: frozenset[str]) -> Entity | None:
    """The entity of type ``kind`` that ``surface`` names in this document, or none.

    Of the taxa that are ``present`` only ``TELLING_TAXA`` count.
    """
    long = context.long_forms.get(surface, "")
    if long:
        found = ground_long_form(context, kind, long, present)
        if found is not None:
            return found
        if surface.isupper():
            return None
    return _ground_name(context.lexicon, kind, surface, present & TELLING_TAXA)


@lru_cache(maxsize=_MOST_NAMES)
def _ground_name(
    lexicon: Lexicon, kind: str, surface: str, present: frozenset[str]
) -> Entity | None:
    """What a name means wherever it stands: as a whole, else by its last words."""
    found = _look_up(lexicon, kind, surface, present)
    if found is not None or kind not in _HEADED:
        return found
    words = surface.split()
    for first in range(1, len(words)):
        tail = " ".join(words[first:])
        if tail.lower() in _NO_HEAD:
            return None
        found = _look_up(lexicon, kind, tail, present)
        if found is not None:
            return found
    return None


def ground_long_form(
    context: Context, kind: str, long: str, present: frozenset[str]
) -> Entity | None:
    """The entity that the long form of an abbreviation names as a whole, or none."""
    present &= TELLING_TAXA
    found = _look_up(context.lexicon, kind, long, present)
    if found is None and kind == "cell_type" and not context.lexicon.senses(long):
        # the word cell may stand after the parenthesis: natural killer (NK) cells
        found = _look_up(context.lexicon, kind, f"{long} cell", present)
    return found


@lru_cache(maxsize=_MOST_NAMES)
def _look_up(lexicon: Lexicon, kind: str, name: str, present: frozenset[str]) -> Entity | None:
    learned = learned_id(kind, name)
    if learned and learned != NOT_A_NAME:
        term = lexicon.term(learned)
        # the identifier may be a cross-reference of a curated term of another type
        if term is not None and term.type == kind:
            return Entity(id=term.id, label=term.label, type=kind, ids=(term.id, *term.ids))
    for form in _forms(name, kind):
        best = choose_term(lexicon.senses(form).of_type(kind), form, kind, present)
        if best is not None:
            return entity_of(best)
    return None


def _forms(name: str, kind: str) -> Iterator[str]:
    yield name
    if kind == "process":
        for ending, other in _ENDINGS:
            if name.endswith(ending):
                yield name.removesuffix(ending) + other


def learned_id(kind: str, surface: str) -> str:
    """The identifier learned for a surface, ``NOT_A_NAME`` or an empty string."""
    return read_names().get((kind, " ".join(surface.lower().split())), "")


@lru_cache(maxsize=_MOST_NAMES)
def choose_term(senses: Senses, surface: str, kind: str, present: frozenset[str]) -> Sense | None:
    """The best sense of a name for a type: by vocabulary, scope and spelling, or none.

    ``present`` are the document's taxa among ``TELLING_TAXA``.
    """
    ranked: list[tuple[tuple[int, int, int, int, str], Sense]] = []
    order = VOCABULARIES.get(kind)
    for sense in senses:
        prefix = sense.term.id.split(":", 1)[0]
        if order is None or sense.scope == "common":
            place = 0
        elif prefix in order:
            place = order.index(prefix)
        else:
            continue
        species = SPECIES_OF.get("ZFA" if sense.term.id.startswith(_FISH_UBERON) else prefix, ())
        if species and not present.intersection(species):
            continue
        if not _written_alike(surface, sense):
            continue
        scope = _SCOPES[sense.scope]
        key = (scope // 2, place, scope, int(sense.name != surface), sense.term.id)
        ranked.append((key, sense))
    return min(ranked, key=lambda pair: pair[0])[1] if ranked else None


def _written_alike(surface: str, sense: Sense) -> bool:
    """Whether case and length let a short or capital name stand for the sense."""
    if surface == sense.name:
        return len(surface) > 2 or sense.scope == "common"
    letters = sum(letter.isalpha() for letter in sense.name)
    capitals = sum(letter.isupper() for letter in sense.name)
    if capitals > 1 and capitals >= letters / 2 and " " not in sense.name:
        # a symbol: only its plural or another hyphen may differ
        return surface.rstrip("s") == sense.name or surface.replace("-", "") == sense.name.replace(
            "-", ""
        )
    return not (surface.isupper() and len(surface) <= 5) and len(surface) > 3
