"""Terms: tissues, cells, processes, pathways, chemicals, phenotypes, exposures and the like.

The lexicon's names and the tagger's finds are weighed together: a name of several words stands on
its own; a single word that is also everyday English needs the tagger; what the tagger finds is
grounded by ``grounding``, or kept without an identifier.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from spacekg.annotators.codes import find_codes
from spacekg.annotators.context import Context, Scan, Span
from spacekg.annotators.generic import (
    EMPTY_TERMS,
    GENERIC_SCORE,
    STAGES,
    asks,
    find_cells,
    is_alone,
    is_quiet,
    is_sparse,
    speaks_of_cells,
)
from spacekg.annotators.grounding import (
    TELLING_TAXA,
    choose_term,
    ground,
    ground_long_form,
    learned_id,
)
from spacekg.annotators.learned import NOT_A_NAME
from spacekg.annotators.matches import Match
from spacekg.annotators.parts import lies_inside, names_no_disorder, without_parts
from spacekg.annotators.taxa import entity_of
from spacekg.lexicon import Sense
from spacekg.model import Annotation, Entity
from spacekg.patterns import compile_late

_Names: TypeAlias = Mapping[str, Sequence[Match]]
TERM_TYPES = (
    "tissue", "cell_type", "process", "pathway", "chemical", "phenotype", "exposure", "mission",
    "dataset", "countermeasure",
)  # fmt: skip
_TAGGED = frozenset({"tissue", "cell_type", "process", "chemical", "phenotype"})
#: types that speak of biology wherever they are named
_LIVING = _TAGGED | {"pathway"}
_CODED = frozenset({"dataset", "mission"})
#: types whose curated names need no second opinion
_CURATED = frozenset({"exposure", "mission", "dataset", "countermeasure"})


_ANATOMY = frozenset({"tissue", "cell_type"})
_GENES = frozenset({"gene", "gene_family"})
#: types that are kept without an identifier where the tagger is sure
_KEPT = frozenset({"cell_type"})
SURE = 2.0
#: named in texts of every kind, so no sign of biology
_HUMAN = "NCBITaxon:9606"
#: of the Human Phenotype Ontology: clinical modifiers (left, progressive), modes of inheritance
_NO_TRAITS = frozenset({"HP:0012823", "HP:0000005"})
LONGEST_NAME, FEWEST_SPACES = 60, 2
_LAST = 2
#: what ends a tumour's name; the organ before it is where it grew, not what was looked at
_TUMOURS = compile_late(
    r"\s(?:(?:and|or|squamous|cell|small|large|clear|ductal|primary|metastatic|epithelial|neck)\s)*"
    r"(?:cancer|carcinoma|adenocarcinoma|tumou?r|neoplasm|lymphoma|sarcoma|melanoma|metastas[ie]s)"
    r"s?\b",
    re.IGNORECASE,
)


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
    people = all(taxon.entity.id == _HUMAN for taxon in taxa)
    quiet = people and is_quiet(context)
    species = tuple(sorted((taxon.start, taxon.end) for taxon in taxa))
    found: list[Annotation] = []
    unsure: set[Annotation] = set()
    telling = TELLING_TAXA.intersection(present)
    cells = speaks_of_cells(context)
    for kind in TERM_TYPES:
        shorts = _read_shorts(context, kind, telling) if kind in _TAGGED else None
        for scan in context.scans:
            for place in _find(context, scan, kind, telling, shorts, cells=cells):
                each = context.annotation(scan, place.start, place.end, place.entity, place.score)
                if kind in _ANATOMY and lies_inside(each, species):
                    continue
                if people and place.entity.id in STAGES:
                    continue
                if kind == "phenotype" and names_no_disorder(
                    scan.passage.text, place.start, place.end
                ):
                    continue
                if kind in _TAGGED and (not place.entity.id or " " not in each.text) and quiet:
                    continue
                found.append(each)
                if kind in _TAGGED and (" " not in each.text or not _is_tagged(scan, place, kind)):
                    unsure.add(each)
                if kind == "process" and is_alone(scan, place.start, place.end):
                    found.pop()
    if is_sparse(context, [one for one in found if one.entity.type in _LIVING], taxa):
        found = [each for each in found if each not in unsure]
    return without_parts(found)


def _is_tagged(scan: Scan, place: _Place, kind: str) -> bool:
    return any(
        tag.type == kind and tag.start < place.end and place.start < tag.end for tag in scan.tags
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shorts:
    """Short forms, what each stands for, and how to find them."""

    entities: Mapping[str, Entity]
    expression: re.Pattern[str]


def _read_shorts(context: Context, kind: str, present: frozenset[str]) -> _Shorts | None:
    """The document's abbreviations, and their plurals, whose long form names a ``kind``."""
    shorts: dict[str, Entity] = {}
    for short, long in context.long_forms.items():
        entity = ground_long_form(context, kind, long, present) if len(short) > 1 else None
        if entity is not None and entity.id not in EMPTY_TERMS:
            shorts[short] = entity
            shorts.setdefault(
                short.removesuffix("s") if short.endswith("s") else f"{short}s", entity
            )
    if not shorts:
        return None
    expression = re.compile(
        r"(?<![\w-])(?:" + "|".join(re.escape(each) for each in sorted(shorts)) + r")(?!\w)"
    )
    return _Shorts(entities=shorts, expression=expression)


def _find(
    context: Context,
    scan: Scan,
    kind: str,
    present: frozenset[str],
    shorts: _Shorts | None,
    *,
    cells: bool,
) -> Iterator[_Place]:
    names = scan.hits.by_type
    tags = tuple([tag for tag in scan.tags if tag.type == kind])
    places = list(_named(context, scan, kind, present, tags)) if kind in names else []
    if shorts:
        places += [
            _Place(start=m.start(), end=m.end(), entity=shorts.entities[m.group()], rank=0)
            for m in shorts.expression.finditer(scan.passage.text)
        ]
    if cells and kind == "cell_type":
        places += [
            _Place(start=start, end=end, entity=entity, rank=_LAST, score=GENERIC_SCORE)
            for start, end, entity in find_cells(context, scan.passage.text)
        ]
    if tags and kind in _TAGGED:
        places += _tagged(context, scan, kind, present, tags)
    if kind in _CODED:
        places += [
            _Place(start=start, end=end, entity=entity, rank=0)
            for start, end, entity in find_codes(context, scan.passage.text, kind)
        ]
    if not places:
        return
    taken: list[_Place] = []
    free = bytearray(b"\1") * len(scan.passage.text)
    for place in sorted(places, key=lambda one: (one.rank, one.start - one.end, one.start)):
        if place.entity.id in EMPTY_TERMS or (
            kind in _ANATOMY and _is_part_of_name(scan.passage.text, place, kind, names)
        ):
            continue
        if 0 not in free[place.start : place.end]:
            taken.append(place)
            free[place.start : place.end] = bytes(place.end - place.start)
    yield from sorted(taken, key=lambda one: one.start)


def _is_part_of_name(text: str, place: _Place, kind: str, names: _Names) -> bool:
    """Whether an organ or a cell only helps to name a tumour, a gene or a disease."""
    if kind == "tissue" and _TUMOURS.match(text, place.end):
        return True
    if kind == "cell_type" and text.startswith("-free", place.end):
        return True  # "plasma cell-free RNA" is of plasma
    others = ("gene", "gene_family") if place.rank < _LAST else ("gene", "gene_family", "phenotype")
    for other in others:
        matches = names.get(other, ())
        at = bisect_right(matches, place.start, key=lambda match: match[0]) - 1
        while at >= 0 and matches[at][0] > place.start - LONGEST_NAME:
            start, end, _ = matches[at]
            if place.end <= end and text.count(" ", start, end) >= FEWEST_SPACES:
                return True
            at -= 1
    return False


def _named(
    context: Context,
    scan: Scan,
    kind: str,
    present: frozenset[str],
    tags: tuple[Span, ...],
) -> Iterator[_Place]:
    text = scan.passage.text
    for start, end, senses in scan.hits.by_type[kind]:
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
    # where both see a cell, the corpus's writers knew better where its name begins and ends
    rank = 0 if kind == "cell_type" else 1
    for tag in tags:
        surface = scan.passage.text[tag.start : tag.end]
        if kind == "process" and asks(scan.passage.text, tag.start, tag.end):
            continue
        entity = ground(context, kind, surface, present)
        score = 1.0 - 0.5 / (1.0 + max(tag.margin, 0.0))
        if entity is None:
            if kind not in _KEPT or tag.margin < SURE or surface in context.long_forms:
                continue
            entity, score = Entity(id="", label=surface, type=kind), score / 2
        yield _Place(start=tag.start, end=tag.end, entity=entity, score=score, rank=rank)


def _stands(
    context: Context, scan: Scan, start: int, end: int, sense: Sense, kind: str, *, tagged: bool
) -> bool:
    """Whether a dictionary match may stand."""
    surface = scan.passage.text[start:end]
    if surface in context.long_forms:
        long = context.long_forms[surface]
        return any(other.term.id == sense.term.id for other in context.lexicon.senses(long))
    if kind == "mission" and surface.casefold() == f"{sense.name.casefold()}s":
        return False  # "New England Biolabs": a proper name has no plural
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
    above = context.lexicon.ancestors(sense.term.id) if sense.term.id.startswith("HP:") else ()
    if not _NO_TRAITS.isdisjoint(above):
        return False
    if tagged or sense.term.id.startswith("skgp:"):
        return True
    if kind == "phenotype" and len(words) == 1 and sense.scope != "label":
        return False
    if kind == "chemical" and (
        not sense.term.id.startswith("CHEBI:")
        or any(other.term.type in _GENES for other in context.lexicon.senses(surface))
    ):
        # MeSH's substances are mostly proteins
        return False
    if learned_id(kind, surface) == NOT_A_NAME:
        return False
    if sense.scope in ("alias", "related") and len(surface) < 5:
        return False
    if len(words) == 1 and (surface.lower() in context.plain_words or surface.isupper()):
        return False
    if kind in ("process", "chemical"):
        return len(words) > 1 or sense.scope == "label"
    return True
