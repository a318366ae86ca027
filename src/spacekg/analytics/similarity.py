"""Similarity: how alike two studies are, by what they name and by how it changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from spacekg.analytics.column_file import read_columns
from spacekg.analytics.columns import Columns
from spacekg.errors import UsageError
from spacekg.graph import KnowledgeGraph
from spacekg.model import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyPair:
    """Two studies (IRIs) that share something.

    ``jaccard`` is shared over all, ``overlap`` shared over the smaller. ``correlation`` is that
    of the directions of what both found to rise or fall: 1 all alike, -1 all against, nothing
    where they share no direction. ``cluster`` numbers the group both belong to, 0 for none.
    """

    first: str
    second: str
    shared: int
    jaccard: float
    overlap: float
    correlation: float | None
    cluster: int


def similar(
    graph: KnowledgeGraph, *, type: str = "gene", min_shared: int = 1, threshold: float = 0.5
) -> Rows[StudyPair]:
    """Every pair of studies that shares ``min_shared`` entities of a type, the most alike first.

    Clusters join by average linkage the studies whose overlap is ``threshold`` or more.
    """
    if not 0 <= threshold <= 1:
        raise UsageError("a threshold lies between 0 and 1", advice="give --threshold 0.5")
    columns = read_columns(graph)
    matrix, studies, _ = columns.matrix(type)
    if not len(studies):
        return Rows()
    product = (matrix @ matrix.T).tocoo()
    sizes = matrix.sum(axis=1).A1 if hasattr(matrix.sum(axis=1), "A1") else matrix.sum(axis=1)
    clusters = cluster_studies(matrix, threshold)
    signs = _signs(columns)
    rows = []
    cells = zip(product.row.tolist(), product.col.tolist(), product.data.tolist(), strict=True)
    for one, other, shared in cells:
        if one >= other or shared < min_shared:
            continue
        first, second = int(studies[one]), int(studies[other])
        together = clusters[one] == clusters[other]
        rows.append(
            StudyPair(
                first=str(columns.nodes[first]), second=str(columns.nodes[second]), shared=shared,
                jaccard=float(shared / (sizes[one] + sizes[other] - shared)),
                overlap=float(shared / min(sizes[one], sizes[other])),
                correlation=_correlate(signs.get(first, {}), signs.get(second, {})),
                cluster=clusters[one] if together else 0,
            )
        )  # fmt: skip
    rows.sort(key=lambda row: (-row.jaccard, -row.shared, row.first, row.second))
    return Rows(rows)


def measure_overlap(matrix: Any) -> Any:
    """How much each two rows of a sparse matrix share: the part of the smaller, 0 to 1."""
    import numpy

    product = (matrix @ matrix.T).toarray().astype(float)
    sizes = numpy.diag(product)
    return product / numpy.maximum(numpy.minimum.outer(sizes, sizes), 1.0)


def cluster_studies(matrix: Any, threshold: float) -> tuple[int, ...]:
    """The number of the cluster of each row of a studies-by-entities matrix, from 1."""
    import numpy
    from scipy.cluster.hierarchy import fcluster, linkage

    nearness = measure_overlap(matrix)
    count = len(nearness)
    if count < 2:
        return (1,) * count
    distances = (1.0 - nearness)[numpy.triu_indices(count, 1)]
    found = fcluster(linkage(distances, "average"), 1.0 - threshold, "distance")
    # numbered in the order in which studies come, so that the same graph gives the same numbers
    numbers: dict[int, int] = {}
    return tuple(numbers.setdefault(int(one), len(numbers) + 1) for one in found)


def _signs(columns: Columns) -> dict[int, dict[int, int]]:
    """The direction of each entity in each study; what goes both ways has none."""
    found: dict[int, dict[int, set[int]]] = {}
    for study, entity, sign in zip(
        columns.finding_study.tolist(), columns.finding_entity.tolist(),
        columns.finding_sign.tolist(), strict=True,
    ):  # fmt: skip
        if sign:
            found.setdefault(study, {}).setdefault(entity, set()).add(sign)
    return {
        study: {entity: min(signs) for entity, signs in entities.items() if len(signs) == 1}
        for study, entities in found.items()
    }


def _correlate(first: dict[int, int], second: dict[int, int]) -> float | None:
    common = first.keys() & second.keys()
    if not common:
        return None
    return sum(first[one] * second[one] for one in common) / len(common)
