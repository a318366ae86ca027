"""Parts: names that are only part of the name of something else."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from spacekg.model import Annotation

#: identifiers of disorders and symptoms
_DISORDERS = ("HP:", "MESH:", "MONDO:", "DOID:")


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
    """All but the disorders that are part of a process's own name (response to hypoxia)."""
    wholes = tuple(sorted({(a.start, a.end) for a in found if a.entity.type == "process"}))
    for each in found:
        is_disorder = each.entity.type == "phenotype" and each.entity.id.startswith(_DISORDERS)
        if is_disorder and lies_inside(each, wholes) and (each.start, each.end) not in wholes:
            continue
        yield each
