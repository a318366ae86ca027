"""Terms: tissues, cells, processes, pathways, chemicals, phenotypes, exposures and the like.

The lexicon's names and the tagger's finds are weighed together: a name of several words stands on
its own; a single word that is also everyday English needs the tagger; what the tagger finds is
grounded by the lexicon, whole or by its head, or left without an identifier.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacekg.annotators.context import Context, Scan, matches_of
from spacekg.annotators.taxa import entity_of
from spacekg.lexicon import Sense
from spacekg.model import Annotation

TERM_TYPES = (
    "tissue", "cell_type", "process", "pathway", "chemical", "phenotype", "exposure", "mission",
    "dataset", "countermeasure",
)  # fmt: skip
#: for each type the vocabularies a name is taken from, the preferred first
VOCABULARIES: Mapping[str, tuple[str, ...]] = {
    "tissue": ("UBERON", "PO", "ZFA", "FBbt", "WBbt"),
    "cell_type": ("CL", "Cellosaurus", "ZFA", "FBbt", "WBbt"),
    "process": ("GO",),
    "pathway": ("REACT", "WP", "KEGG"),
    "chemical": ("CHEBI", "MESH"),
    "phenotype": ("skgp", "HP", "MP", "MONDO", "DOID", "MESH", "EFO"),
}
#: anatomies of one kind of animal or plant, used where the document speaks of it
SPECIES_OF = {
    "ZFA": ("NCBITaxon:7955", "NCBITaxon:32443"),
    "FBbt": ("NCBITaxon:7227", "NCBITaxon:7215"),
    "WBbt": ("NCBITaxon:6239", "NCBITaxon:6231"),
    "PO": (),
}
_SCOPES = {"common": 0, "label": 0, "exact": 1, "alias": 2, "related": 3}
_TAGGED = frozenset({"tissue", "cell_type", "process", "chemical", "phenotype"})
#: types whose curated names need no second opinion
_CURATED = frozenset({"exposure", "mission", "dataset", "countermeasure"})
SURE = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    start: int
    end: int
    sense: Sense
    score: float = 1.0


def find_terms(context: Context, taxa: Sequence[Annotation]) -> tuple[Annotation, ...]:
    """The annotations of every type but organisms and genes, by type then place."""
    present = {taxon.entity.id for taxon in taxa}
    for taxon in tuple(present):
        present.update(context.lexicon.ancestors(taxon))
    return tuple(
        context.annotation(scan, place.start, place.end, entity_of(place.sense), place.score)
        for kind in TERM_TYPES
        for scan in context.scans
        for place in _find(context, scan, kind, frozenset(present))
    )


def _find(context: Context, scan: Scan, kind: str, present: frozenset[str]) -> Iterator[_Place]:
    places = list(_named(context, scan, kind, present))
    if kind in _TAGGED:
        places += _tagged(context, scan, kind, present)
    taken = -1
    for place in sorted(places, key=lambda one: (one.start, -one.end, -one.score)):
        if place.start >= taken:
            yield place
            taken = place.end


def _named(context: Context, scan: Scan, kind: str, present: frozenset[str]) -> Iterator[_Place]:
    text = scan.passage.text
    for start, end, senses in matches_of(scan.hits, frozenset({kind})):
        surface = text[start:end]
        best = choose_term(senses, surface, kind, present)
        if best is None or not _stands(context, scan, start, end, surface, best, kind):
            continue
        yield _Place(start=start, end=end, sense=best)


def _tagged(context: Context, scan: Scan, kind: str, present: frozenset[str]) -> Iterator[_Place]:
    text = scan.passage.text
    for tag in scan.tags:
        if tag.type != kind:
            continue
        surface = text[tag.start : tag.end]
        score = 1.0 - 0.5 / (1.0 + max(tag.margin, 0.0))
        for name in (surface, context.long_forms.get(surface, "")):
            senses = [s for s in context.lexicon.senses(name) if s.term.type == kind]
            best = choose_term(senses, name, kind, present)
            if best is not None:
                yield _Place(start=tag.start, end=tag.end, sense=best, score=score)
                break


def choose_term(
    senses: Sequence[Sense], surface: str, kind: str, present: frozenset[str]
) -> Sense | None:
    """The best sense of a name for a type: by vocabulary, scope and spelling, or none."""
    ranked: list[tuple[tuple[int, int, int, str], Sense]] = []
    order = VOCABULARIES.get(kind)
    for sense in senses:
        prefix = sense.term.id.split(":", 1)[0]
        if order is None:
            place = 0
        elif prefix in order:
            place = order.index(prefix)
        elif sense.scope == "common":
            place = 0
        else:
            continue
        species = SPECIES_OF.get(prefix, ())
        if species and not present.intersection(species):
            continue
        if not _written_alike(surface, sense):
            continue
        ranked.append(
            ((_SCOPES[sense.scope] // 2, place, int(sense.name != surface), sense.term.id), sense)
        )
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


def _stands(
    context: Context, scan: Scan, start: int, end: int, surface: str, sense: Sense, kind: str
) -> bool:
    """Whether a dictionary match may stand without the tagger."""
    if surface in context.long_forms:
        long = context.long_forms[surface]
        return any(other.term.id == sense.term.id for other in context.lexicon.senses(long))
    if kind in _CURATED or sense.scope == "common":
        return True
    words = surface.split()
    if sense.term.id.startswith("Cellosaurus:"):
        after = scan.words_after(end, 2)
        near = any(word.startswith(("cell", "line", "culture")) for word in after)
        return surface == sense.name and near and len(surface) > 2
    if kind == "pathway":
        return len(words) > 1 and any(
            word.lower().startswith(("pathway", "signal")) for word in words
        )
    if sense.scope in ("alias", "related") and len(surface) < 5:
        return False
    if len(words) == 1 and surface.lower() in context.plain_words:
        return False
    if kind in ("process", "chemical"):
        # what the tagger saw and left out is a plain use of the word
        return len(words) > 1 or sense.scope == "label"
    return True
