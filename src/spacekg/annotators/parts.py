"""Parts: names that are only part of the name of something else."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from spacekg.model import Annotation
from spacekg.patterns import compile_late

#: identifiers of disorders and symptoms
_DISORDERS = ("HP:", "MESH:", "MONDO:", "DOID:")
_STEM = 5

#: what makes the word before it a thing given, and the word behind it a treatment
_GIVEN = compile_late(r"[\s-](?:toxoid|toxin|vaccin|immuni[sz]ation)", re.IGNORECASE)
_TREATED = compile_late(
    r"(?:heat|cold|thermal|osmotic|salt|acid|electric|hydrostatic)[\s-]$", re.IGNORECASE
)
_LONGEST_TREATMENT = 12


def names_no_disorder(text: str, start: int, end: int) -> bool:
    """Whether a disorder's name is part of what was given or done (tetanus toxoid, heat shock)."""
    before = text[max(0, start - _LONGEST_TREATMENT) : start]
    return _GIVEN.match(text, end) is not None or _TREATED.search(before) is not None


def without_parts(found: Sequence[Annotation]) -> tuple[Annotation, ...]:
    """All but the tissues within the names of cells and the disorders within those of processes."""
    return tuple(_without_parts_of_processes(list(_without_parts_of_cells(found))))


def lies_inside(annotation: Annotation, spans: tuple[tuple[int, int], ...]) -> bool:
    """Whether one of the sorted ``spans`` holds the annotation (``musculus`` of a mouse)."""
    at = bisect_right(spans, (annotation.start, annotation.end + 1)) - 1
    return at >= 0 and spans[at][0] <= annotation.start and annotation.end <= spans[at][1]


def _without_parts_of_cells(found: Sequence[Annotation]) -> Iterator[Annotation]:
    """All but the adjectives of tissues that are part of a cell's own name (endothelial cell)."""
    cells = sorted((a for a in found if a.entity.type == "cell_type"), key=lambda a: a.start)
    starts = [cell.start for cell in cells]
    for each in found:
        if each.entity.type == "tissue":
            at = bisect_right(starts, each.start) - 1
            if (
                at >= 0
                and each.end < cells[at].end
                and each.text.lower() in cells[at].entity.label.lower()
            ):
                continue
        yield each


def _without_parts_of_processes(found: Sequence[Annotation]) -> Iterator[Annotation]:
    """All but the disorders that are part of a process's own name (response to hypoxia).

    Where a disorder has the very words of a process and is called otherwise (bone resorption:
    "bone resorption disease"), or of an exposure and shares nothing with them (social isolation:
    "decreased seeking of relationships"), the disorder is not what was meant.
    """
    wholes = tuple(sorted({(a.start, a.end) for a in found if a.entity.type == "process"}))
    exposures = {(a.start, a.end) for a in found if a.entity.type == "exposure"}
    for each in found:
        if each.entity.type == "phenotype" and each.entity.id.startswith(_DISORDERS):
            span, label = (each.start, each.end), each.entity.label.lower()
            if lies_inside(each, wholes) and (span not in wholes or label != each.text.lower()):
                continue
            if span in exposures and each.text[:_STEM].lower() not in label:
                continue
        yield each
