"""Columns: who studied what, as arrays of integers, for questions that count.

They are written beside the graph when it is built, and made from it where they are not there. The
answers are those of SPARQL, some hundred times sooner.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from spacekg.builders.study import EDGES
from spacekg.errors import StoreError, UsageError
from spacekg.graph import KnowledgeGraph
from spacekg.vocabulary import read_vocabulary

COLUMNS_FILE = "columns.npz"
_SIGNS = {b'"increased"': 1, b'"decreased"': -1}


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Nodes by number (``nodes``: IRIs, ``kinds``: classes); links and findings as numbers.

    A link is a study, an entity; a finding a study, an entity and 1, -1 or 0 for its direction.
    """

    nodes: Any
    kinds: Any
    link_study: Any
    link_entity: Any
    finding_study: Any
    finding_entity: Any
    finding_sign: Any

    @cached_property
    def studies(self) -> Any:
        """The numbers of all studies, sorted."""
        import numpy

        return numpy.unique(self.link_study)

    def members(self, type_: str) -> Any:
        """Study and entity of every link to an entity of a type with an identifier, each once."""
        import numpy

        vocabulary = read_vocabulary()
        if type_ not in dict(EDGES):
            raise UsageError(
                f"there is no type '{type_}'",
                advice=f"use one of: {', '.join(sorted(dict(EDGES)))}",
            )
        names = {vocabulary.kind(type_)} | (
            {vocabulary.kind("process")} if type_ == "pathway" else set()
        )
        wanted = numpy.isin(self.kinds, sorted(names))
        wanted &= numpy.char.find(self.nodes, "/label/") < 0
        chosen = wanted[self.link_entity]
        return _unique_pairs(self.link_study[chosen], self.link_entity[chosen], len(self.nodes))

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
    """IRI and number of independent studies of each entity that enough of them name."""
    import numpy

    pairs = columns.members(type_)
    if cohorts:
        number = {iri: at for at, iri in enumerate(columns.nodes.tolist())}
        first = numpy.arange(len(columns.nodes))
        for study, cohort in cohorts.items():
            if study in number and cohort in number:
                first[number[study]] = number[cohort]
        pairs = _unique_pairs(first[pairs[:, 0]], pairs[:, 1], len(columns.nodes))
    counts = numpy.bincount(pairs[:, 1], minlength=len(columns.nodes))
    found = numpy.flatnonzero(counts >= max(1, min_studies))
    rows = zip(columns.nodes[found].tolist(), counts[found].tolist(), strict=True)
    return tuple(sorted(rows, key=lambda row: (-row[1], row[0])))


def project_studies(columns: Columns, type_: str = "gene") -> tuple[Any, Any]:
    """How many entities each two studies share, as a sparse matrix, and the studies' IRIs."""
    matrix, studies, _ = columns.matrix(type_)
    return matrix @ matrix.T, columns.nodes[studies]


def pack_columns(shards: Iterable[bytes]) -> bytes:
    """The columns of N-Quads as the bytes of a file."""
    import numpy

    vocabulary = read_vocabulary()
    prefix = f"<{vocabulary.expand('skg:x')[:-1]}".encode()
    edges = {f"<{vocabulary.iri(name)}>".encode() for _, name in EDGES}
    rdf_type, about, reported, direction, certainty = (
        f"<{vocabulary.iri(name)}>".encode()
        for name in ("rdf:type", "about", "reportedBy", "direction", "certainty")
    )
    links: set[tuple[bytes, bytes]] = set()
    kinds: dict[bytes, bytes] = {}
    facts: dict[bytes, dict[bytes, set[bytes]]] = {
        name: {} for name in (about, reported, direction, certainty)
    }
    for shard in shards:
        for line in shard.split(b"\n"):
            parts = line.split(b" ", 3)
            if len(parts) < 4:
                continue
            subject, predicate, object_, _ = parts
            if predicate in edges:
                links.add((subject, object_))
            elif predicate == rdf_type and object_.startswith(prefix):
                kind = object_[len(prefix) : -1]
                kinds[subject] = min(kinds.get(subject, kind), kind)
            elif predicate in facts:
                facts[predicate].setdefault(subject, set()).add(object_)
    findings = sorted(
        (study, entity, _SIGNS.get(min(facts[direction].get(finding, {b""})), 0))
        for finding, entities in facts[about].items()
        if b'"negated"' not in facts[certainty].get(finding, ())
        for entity in entities
        for study in facts[reported].get(finding, ())
    )
    named = {node for pair in links for node in pair}
    named.update(node for study, entity, _ in findings for node in (study, entity))
    nodes = sorted(named)
    number = {node: at for at, node in enumerate(nodes)}
    ordered = sorted(links)
    buffer = io.BytesIO()
    numpy.savez_compressed(
        buffer,
        nodes=numpy.array([node[1:-1] for node in nodes], dtype="S"),
        kinds=numpy.array([kinds.get(node, b"") for node in nodes], dtype="S"),
        link_study=_numbers(number[study] for study, _ in ordered),
        link_entity=_numbers(number[entity] for _, entity in ordered),
        finding_study=_numbers(number[study] for study, _, _ in findings),
        finding_entity=_numbers(number[entity] for _, entity, _ in findings),
        finding_sign=_numbers(sign for _, _, sign in findings).astype(numpy.int8),
    )
    return buffer.getvalue()


def read_columns(graph: KnowledgeGraph) -> Columns:
    """The columns kept beside a graph; made from it where there are none."""
    import numpy

    path = graph.folder / COLUMNS_FILE if graph.folder is not None else None
    try:
        if path is not None and path.is_file():
            content = path.read_bytes()
        else:
            content = pack_columns((graph.to_nquads(),))
        with numpy.load(io.BytesIO(content), allow_pickle=False) as packed:
            arrays = {name: packed[name] for name in packed.files}
        for name in ("nodes", "kinds"):
            arrays[name] = numpy.char.decode(arrays[name], "utf-8")
        return Columns(**arrays)
    except (OSError, ValueError, TypeError, zipfile.BadZipFile) as error:
        raise StoreError(
            "the columns of the graph are damaged", file=str(path or ""),
            advice="build the graph again",
        ) from error  # fmt: skip


def _unique_pairs(first: Any, second: Any, size: int) -> Any:
    """Each pair once, in order: as one number a pair they sort at once."""
    import numpy

    keys = numpy.unique(first.astype(numpy.int64) * size + second)
    return numpy.stack(numpy.divmod(keys, max(1, size)), axis=1)


def _numbers(values: Iterable[int]) -> Any:
    import numpy

    return numpy.fromiter(values, dtype=numpy.int32)
