"""Terms: tissues, cells, processes, pathways, chemicals, phenotypes, exposures and the like.

The lexicon's names and the tagger's finds are weighed together: a name of several words stands on
its own; a single word that is also everyday English needs the tagger; what the tagger finds is
grounded by ``grounding``, or kept without an identifier.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacekg.annotators.codes import find_codes
from spacekg.annotators.context import Context, Scan, Span, matches_of
from spacekg.annotators.grounding import choose_term, ground, learned_id
from spacekg.annotators.learned import NOT_A_NAME
from spacekg.annotators.taxa import entity_of
from spacekg.lexicon import Sense
from spacekg.model import Annotation, Entity

TERM_TYPES = (
    "tissue", "cell_type", "process", "pathway", "chemical", "phenotype", "exposure", "mission",
    "dataset", "countermeasure",
)  # fmt: skip
_TAGGED = frozenset({"tissue", "cell_type", "process", "chemical", "phenotype"})
_CODED = frozenset({"dataset", "mission"})
#: types whose curated names need no second opinion
_CURATED = frozenset({"exposure", "mission", "dataset", "countermeasure"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    start: int
    end: int
    entity: Entity
    rank: int
    score: float = 1.0


def find_terms(context: Context, taxa: Sequence[Annotation]) -> tuple[Annotation, ...]:
    """The annotations of every type but organisms and genes, by type then place."""
    present = {taxon.entity.id for taxon in taxa}
    for taxon in tuple(present):
        present.update(context.lexicon.ancestors(taxon))
    return tuple(
        context.annotation(scan, place.start, place.end, place.entity, place.score)
        for kind in TERM_TYPES
        for scan in context.scans
        for place in _find(context, scan, kind, frozenset(present))
    )


def _find(context: Context, scan: Scan, kind: str, present: frozenset[str]) -> Iterator[_Place]:
    tags = tuple(tag for tag in scan.tags if tag.type == kind)
    places = list(_named(context, scan, kind, present, tags))
    if kind in _TAGGED:
        places += _tagged(context, scan, kind, present, tags)
    if kind in _CODED:
        places += [
            _Place(start=start, end=end, entity=entity, rank=0)
            for start, end, entity in find_codes(context, scan.passage.text, kind)
        ]
    taken: list[_Place] = []
    for place in sorted(places, key=lambda one: (one.rank, one.start - one.end, one.start)):
        if all(place.end <= other.start or other.end <= place.start for other in taken):
            taken.append(place)
    yield from sorted(taken, key=lambda one: one.start)


def _named(
    context: Context, scan: Scan, kind: str, present: frozenset[str], tags: tuple[Span, ...]
) -> Iterator[_Place]:
    text = scan.passage.text
    for start, end, senses in matches_of(scan.hits, frozenset({kind})):
        surface = text[start:end]
        best = choose_term(senses, surface, kind, present)
        if best is None:
            continue
        tagged = any(tag.start < end and start < tag.end for tag in tags)
        if _stands(context, scan, start, end, best, kind, tagged=tagged):
            entity = ground(context, kind, surface, present) or entity_of(best)
            yield _Place(start=start, end=end, entity=entity, rank=1)


def _tagged(
    context: Context, scan: Scan, kind: str, present: frozenset[str], tags: tuple[Span, ...]
) -> Iterator[_Place]:
    for tag in tags:
        surface = scan.passage.text[tag.start : tag.end]
        entity = ground(context, kind, surface, present)
        score = 1.0 - 0.5 / (1.0 + max(tag.margin, 0.0))
        if entity is None:
            if surface in context.long_forms and kind in ("process",):
                continue
            entity, score = Entity(id="", label=surface, type=kind), score / 2
        yield _Place(start=tag.start, end=tag.end, entity=entity, score=score, rank=1)


def _stands(
    context: Context, scan: Scan, start: int, end: int, sense: Sense, kind: str, *, tagged: bool
) -> bool:
    """Whether a dictionary match may stand."""
    surface = scan.passage.text[start:end]
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
    if tagged:
        return True
    if learned_id(kind, surface) == NOT_A_NAME:
        return False
    if sense.scope in ("alias", "related") and len(surface) < 5:
        return False
    if len(words) == 1 and (surface.lower() in context.plain_words or surface.isupper()):
        return False
    if kind in ("process", "chemical"):
        return len(words) > 1 or sense.scope == "label"
    return True
