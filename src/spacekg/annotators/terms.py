"""Terms: tissues, cells, processes, pathways, chemicals, phenotypes, exposures and the like.

A place counts when the lexicon knows the name; for types with a trained model the model has its
say where a name is a plain word, and the model's own finds are grounded by the lexicon.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacekg.annotators.context import Context, Scan, matches_of
from spacekg.annotators.taxa import entity_of
from spacekg.lexicon import Sense
from spacekg.model import Annotation

TERM_TYPES = (
    "tissue", "cell_type", "process", "pathway", "chemical", "phenotype", "exposure", "mission",
    "dataset", "countermeasure",
)  # fmt: skip
_SCOPES = {"label": 0, "exact": 1, "common": 1, "alias": 2, "related": 3}


def find_terms(context: Context) -> tuple[Annotation, ...]:
    """The annotations of every type but organisms and genes, by type then place."""
    return tuple(
        annotation
        for kind in TERM_TYPES
        for scan in context.scans
        for annotation in _find(context, scan, kind)
    )


def _find(context: Context, scan: Scan, kind: str) -> Iterator[Annotation]:
    text = scan.passage.text
    taken = 0
    for start, end, senses in matches_of(scan.hits, frozenset({kind})):
        if start < taken:
            continue
        surface = text[start:end]
        fitting = [sense for sense in senses if _fits(context, surface, sense)]
        if not fitting:
            continue
        best = min(fitting, key=lambda s: (_SCOPES[s.scope], s.name != surface, s.term.id))
        yield context.annotation(scan, start, end, entity_of(best))
        taken = end


def _fits(context: Context, surface: str, sense: Sense) -> bool:
    if surface == sense.name:
        return sense.scope in ("label", "exact", "common") or len(surface) > 3
    if surface in context.long_forms:
        # an abbreviation the document defines means what the document says
        long = context.long_forms[surface]
        return any(other.term.id == sense.term.id for other in context.lexicon.senses(long))
    return not (len(surface) <= 4 and sense.name.isupper())
