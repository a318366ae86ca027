"""Columns: who studied and found what, as arrays of numbers, for questions that count.

They are written beside the graph when it is built, and made from it where they are not there. The
answers are those of SPARQL, some hundred times sooner.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from spacekg.builders.study import EDGES
from spacekg.errors import UsageError
from spacekg.vocabulary import read_vocabulary


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Nodes by number, and what is said of them as arrays of such numbers; -1 is nothing.

    ``nodes`` are IRIs in order, ``kinds`` their classes, ``labels`` their labels as JSON has them,
    ``taxa`` the species of genes and ``cohorts`` the first study of the cohort of each study. A
    link is a study and an entity; a finding a study, an entity, 1, -1 or 0 for its sign, the
    number of its direction in ``directions``, an organism and a tissue. ``within`` and
    ``orthologs`` are pairs of nodes.
    """

    nodes: Any
    kinds: Any
    labels: tuple[str, ...]
    taxa: Any
    cohorts: Any
    link_study: Any
    link_entity: Any
    finding_study: Any
    finding_entity: Any
    finding_sign: Any
    finding_direction: Any
    finding_organism: Any
    finding_tissue: Any
    directions: tuple[str, ...]
    within: Any
    orthologs: Any

    @cached_property
    def studies(self) -> Any:
        """The numbers of all studies, sorted."""
        import numpy

        return numpy.unique(self.link_study)

    @cached_property
    def iris(self) -> list[str]:
        """The nodes as a plain list."""
        found: list[str] = self.nodes.tolist()
        return found

    def label(self, node: int) -> str:
        """The label of a node, or its IRI."""
        text = self.labels[node]
        return str(json.loads(f'"{text}"')) if "\\" in text else text or self.iris[node]

    def number(self, iri: str) -> int:
        """The number of a node, -1 for one that is not here."""
        import numpy

        at = int(numpy.searchsorted(self.nodes, iri))
        return at if at < len(self.nodes) and self.nodes[at] == iri else -1

    def of_kind(self, type_: str) -> Any:
        """Which nodes are of a type, such as ``gene``."""
        import numpy

        if type_ not in dict(EDGES):
            raise UsageError(
                f"there is no type '{type_}'",
                advice=f"use one of: {', '.join(sorted(dict(EDGES)))}",
            )
        vocabulary = read_vocabulary()
        names = {vocabulary.kind(type_)}
        # Processes are pathways too: what rises in one study as either is the same.
        names |= {vocabulary.kind("process")} if type_ == "pathway" else set()
        return numpy.isin(self.kinds, sorted(names))

    def members(self, type_: str) -> Any:
        """Study and entity of every link to an entity of a type with an identifier, each once."""
        import numpy

        wanted = self.of_kind(type_) & (numpy.char.find(self.nodes, "/label/") < 0)
        chosen = wanted[self.link_entity]
        return unique_pairs(self.link_study[chosen], self.link_entity[chosen], len(self.nodes))

    def inside(self, root: int) -> Any:
        """Which nodes are ``root`` or lie within it, however deep."""
        import numpy

        found = numpy.zeros(len(self.nodes), dtype=bool)
        found[root] = True
        while True:
            parts = self.within[found[self.within[:, 1]], 0]
            if found[parts].all():
                return found
            found[parts] = True

    def matrix(self, type_: str) -> tuple[Any, Any, Any]:
        """Studies by entities as a sparse matrix of ones, with the numbers of both."""
        import numpy
        from scipy import sparse

        pairs = self.members(type_)
        studies, rows = numpy.unique(pairs[:, 0], return_inverse=True)
        entities, columns = numpy.unique(pairs[:, 1], return_inverse=True)
        ones = numpy.ones(len(pairs), dtype=numpy.int32)
        shape = (len(studies), len(entities))
        return sparse.csr_matrix((ones, (rows, columns)), shape=shape), studies, entities


def count_shared(
    columns: Columns,
    type_: str = "gene",
    *,
    min_studies: int = 2,
    cohorts: Mapping[str, str] | None = None,
) -> tuple[tuple[str, int], ...]:
    """IRI and number of independent studies of each entity that enough of them name.

    ``cohorts`` (study to first study) takes the place of those the columns know.
    """
    import numpy

    pairs = columns.members(type_)
    first = columns.cohorts
    if cohorts is not None:
        number = {iri: at for at, iri in enumerate(columns.iris)}
        first = numpy.arange(len(columns.nodes))
        for study, cohort in cohorts.items():
            if study in number and cohort in number:
                first[number[study]] = number[cohort]
    pairs = unique_pairs(first[pairs[:, 0]], pairs[:, 1], len(columns.nodes))
    counts = numpy.bincount(pairs[:, 1], minlength=len(columns.nodes))
    found = numpy.flatnonzero(counts >= max(1, min_studies))
    rows = zip(columns.nodes[found].tolist(), counts[found].tolist(), strict=True)
    return tuple(sorted(rows, key=lambda row: (-row[1], row[0])))


def project_studies(columns: Columns, type_: str = "gene") -> tuple[Any, Any]:
    """How many entities each two studies share, as a sparse matrix, and the studies' IRIs."""
    matrix, studies, _ = columns.matrix(type_)
    return matrix @ matrix.T, columns.nodes[studies]


def unique_pairs(first: Any, second: Any, size: int) -> Any:
    """Each pair once, in order: as one number a pair they sort at once."""
    import numpy

    keys = unique_numbers(first.astype(numpy.int64) * size + second)
    return numpy.stack(numpy.divmod(keys, max(1, size)), axis=1)


def unique_numbers(numbers: Any) -> Any:
    """Each number once, in order; by sorting, which beats the table that numpy would make."""
    import numpy

    ordered = numpy.sort(numbers)
    is_new = numpy.ones(len(ordered), dtype=bool)
    numpy.not_equal(ordered[1:], ordered[:-1], out=is_new[1:])
    return ordered[is_new]


def are_among(numbers: Any, ordered: Any) -> Any:
    """Which of some numbers are among others that are in order."""
    import numpy

    if not len(ordered):
        return numpy.zeros(len(numbers), dtype=bool)
    places = numpy.minimum(numpy.searchsorted(ordered, numbers), len(ordered) - 1)
    return ordered[places] == numbers
