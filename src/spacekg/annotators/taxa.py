"""Taxa: organisms of all kingdoms, by scientific, abbreviated and everyday names.

Names are read first, each as a kind of name; then the document as a whole decides. A word that
could mean something else (a genus that is a surname, an animal that is a colour) counts where a
relative is named too, and a word that only implies or contains what was studied (patients,
plants) where nothing more exact is.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from spacekg.annotators.context import Context
from spacekg.annotators.everyday import everyday_taxa
from spacekg.annotators.generic import GENERIC_SCORE
from spacekg.annotators.lineages import Lineages
from spacekg.annotators.taxon_choice import choose_taxa
from spacekg.annotators.taxon_heads import follow_heads
from spacekg.annotators.taxon_names import Found, read_names
from spacekg.annotators.taxon_settings import is_reagent
from spacekg.annotators.taxon_shorts import (
    read_abbreviated,
    read_designations,
    read_joined,
    read_short_forms,
)
from spacekg.lexicon import Lexicon, Sense, Term
from spacekg.model import Annotation, Entity

#: ranks of strains, and so many of them that a document is about how strains differ
STRAINS = frozenset({"no rank", "strain"})
SIDE_BY_SIDE = 3


def find_taxa(context: Context) -> tuple[Annotation, ...]:
    """The organisms named in the document, one annotation a place, in order."""
    found = list(read_names(context))
    found += read_joined(context)
    found += read_abbreviated(context, found)
    found += read_short_forms(context, found)
    kept = choose_taxa(context, list(follow_heads(context.lexicon, list(_apart(found)))))
    kept += read_designations(context, kept)
    entities = _Entities(context.lexicon, kept)
    return tuple(
        context.annotation(
            each.scan,
            each.start,
            each.end,
            entities.of(each.sense),
            GENERIC_SCORE if is_reagent(each.scan.passage.text, each.start, each.end) else 1.0,
        )
        for each in _apart(kept)
    )


class _Entities:
    """The entities of one document's taxa: of subspecies and strains their species.

    Findings of different papers meet on the species; words of our own table mean what it says.
    A document that sets strains side by side has them told apart.
    """

    def __init__(self, lexicon: Lexicon, found: list[Found]) -> None:
        self._lexicon = lexicon
        self._lineages = Lineages(lexicon)
        strains = {each.taxon for each in found if self._lineages.rank(each.taxon) in STRAINS}
        below = {taxon for taxon in strains if self._lineages.species(taxon) != taxon}
        self._kept = everyday_taxa(lexicon)
        if len(below) >= SIDE_BY_SIDE:
            self._kept |= below

    def of(self, sense: Sense) -> Entity:
        """The entity of a name."""
        if sense.term.id in self._kept:
            return entity_of(sense)
        species = self._lexicon.term(self._lineages.species(sense.term.id))
        return entity_of(sense) if species is None else entity_of_term(species)


def entity_of(sense: Sense) -> Entity:
    """The entity a sense means."""
    return entity_of_term(sense.term)


@lru_cache(maxsize=20_000)
def entity_of_term(term: Term) -> Entity:
    """The entity that a term of the lexicon is."""
    return Entity(
        id=term.id, label=term.label, type=term.type, ids=(term.id, *term.ids), taxon=term.taxon
    )


def _apart(found: list[Found]) -> Iterator[Found]:
    """The longest of overlapping places, in order."""
    by_scan: dict[int, list[Found]] = {}
    for each in found:
        by_scan.setdefault(id(each.scan), []).append(each)
    for group in by_scan.values():
        last = 0
        for each in sorted(group, key=lambda one: (one.start, -one.end)):
            if each.start >= last:
                yield each
                last = each.end
