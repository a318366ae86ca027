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
from spacekg.annotators.taxon_choice import choose_taxa
from spacekg.annotators.taxon_names import Found, read_names
from spacekg.annotators.taxon_shorts import read_abbreviated, read_designations, read_short_forms
from spacekg.lexicon import Sense, Term
from spacekg.model import Annotation, Entity


def find_taxa(context: Context) -> tuple[Annotation, ...]:
    """The organisms named in the document, one annotation a place, in order."""
    found = list(read_names(context))
    found += read_abbreviated(context, found)
    found += read_short_forms(context, found)
    kept = choose_taxa(context, list(_apart(found)))
    kept += read_designations(context, kept)
    return tuple(
        context.annotation(each.scan, each.start, each.end, entity_of(each.sense))
        for each in _apart(kept)
    )


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
