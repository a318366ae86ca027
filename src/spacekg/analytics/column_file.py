"""Column file: the columns as bytes beside the graph, made from N-Quads and read back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from typing import Any

from spacekg.analytics.cohort import join_cohorts
from spacekg.analytics.columns import Columns
from spacekg.builders.study import EDGES
from spacekg.errors import StoreError
from spacekg.graph import KnowledgeGraph
from spacekg.vocabulary import read_vocabulary

COLUMNS_FILE = "columns.npz"
_SIGNS = {b"increased": 1, b"decreased": -1}
_FACTS = ("about", "reportedBy", "direction", "certainty", "inOrganism", "inTissue")
_PAIRS = ("within", "orthologOf", "inTaxon", "hasOrganism", "partOfMission", "usesDataset")
_TEXTS = ("nodes", "kinds", "labels", "directions")


def pack_columns(shards: Iterable[bytes]) -> bytes:
    """The columns of N-Quads as the bytes of a file; the order of the lines does not matter."""
    reading = _Reading()
    for shard in shards:
        reading.take(shard)
    return reading.pack()


class _Reading:
    """What the lines said so far."""

    def __init__(self) -> None:
        vocabulary = read_vocabulary()
        self._prefix = f"<{vocabulary.expand('skg:x')[:-1]}".encode()

        def term(name: str) -> bytes:
            return f"<{vocabulary.iri(name)}>".encode()

        self._type, self._label = term("rdf:type"), term("rdfs:label")
        self._edges = {term(name) for _, name in EDGES}
        self.links: set[tuple[bytes, bytes]] = set()
        self.kinds: dict[bytes, bytes] = {}
        self.labels: dict[bytes, bytes] = {}
        self.facts: dict[str, dict[bytes, set[bytes]]] = {name: {} for name in _FACTS}
        self.pairs: dict[str, set[tuple[bytes, bytes]]] = {name: set() for name in _PAIRS}
        self._fact_of = {term(name): self.facts[name] for name in _FACTS}
        self._pairs_of = {term(name): self.pairs[name] for name in _PAIRS}

    def take(self, shard: bytes) -> None:
        for line in shard.split(b"\n"):
            parts = line.split(b" ", 2)
            if len(parts) < 3:
                continue
            subject, predicate, rest = parts
            if predicate == self._label:
                text = rest[1 : rest.rindex(b'"')]
                self.labels[subject] = min(self.labels.get(subject, text), text)
                continue
            if predicate in self._fact_of:
                object_ = rest.split(b" ", 1)[0]
                self._fact_of[predicate].setdefault(subject, set()).add(object_)
                continue
            is_edge = predicate in self._edges
            if is_edge or predicate in self._pairs_of:
                pair = subject, rest.split(b" ", 1)[0]
                if is_edge:
                    self.links.add(pair)
                if predicate in self._pairs_of:
                    self._pairs_of[predicate].add(pair)
            elif predicate == self._type and rest.startswith(self._prefix):
                kind = rest.split(b" ", 1)[0][len(self._prefix) : -1]
                self.kinds[subject] = min(self.kinds.get(subject, kind), kind)

    def findings(self) -> list[tuple[bytes, bytes, bytes, bytes, bytes]]:
        """Study, entity, direction, organism and tissue of every finding that holds."""
        facts = self.facts
        nothing = {b""}
        return sorted(
            (
                study, entity, min(facts["direction"].get(finding, nothing)).strip(b'"'),
                min(facts["inOrganism"].get(finding, nothing)),
                min(facts["inTissue"].get(finding, nothing)),
            )
            for finding, entities in facts["about"].items()
            if b'"negated"' not in facts["certainty"].get(finding, ())
            for entity in entities
            for study in facts["reportedBy"].get(finding, ())
        )  # fmt: skip

    def pack(self) -> bytes:
        import numpy

        findings = self.findings()
        within, orthologs, taxa = (
            sorted(self.pairs[name]) for name in ("within", "orthologOf", "inTaxon")
        )
        links = sorted(self.links)
        named = {node for pair in (*links, *within, *orthologs, *taxa) for node in pair}
        for study, entity, _, organism, tissue in findings:
            named.update((study, entity, organism, tissue))
        # without its brackets, so that nodes are in the order of their IRIs
        nodes = sorted(named - {b""}, key=lambda node: node[1:-1])
        number = {node: at for at, node in enumerate(nodes)}
        number[b""] = -1
        directions = sorted({row[2] for row in findings})
        codes = {name: at for at, name in enumerate(directions)}
        species = numpy.full(len(nodes), -1, dtype=numpy.int32)
        for gene, taxon in reversed(taxa):
            species[number[gene]] = number[taxon]
        cohorts = numpy.arange(len(nodes), dtype=numpy.int32)
        organisms, datasets, missions = (
            {(number[study], number[thing]) for study, thing in self.pairs[name]}
            for name in ("hasOrganism", "usesDataset", "partOfMission")
        )
        broad = {number[whole] for _, whole in within}
        joined = join_cohorts(organisms, datasets, missions, broad)
        for at, first in joined.items():
            cohorts[at] = first
        arrays = {
            "nodes": _text(node[1:-1] for node in nodes),
            "kinds": _text(self.kinds.get(node, b"") for node in nodes),
            "labels": _text(self.labels.get(node, b"") for node in nodes),
            "directions": _text(directions),
            "taxa": species,
            "cohorts": cohorts,
            "link_study": _numbers(number[study] for study, _ in links),
            "link_entity": _numbers(number[entity] for _, entity in links),
            "finding_study": _numbers(number[row[0]] for row in findings),
            "finding_entity": _numbers(number[row[1]] for row in findings),
            "finding_sign": _numbers(_SIGNS.get(row[2], 0) for row in findings),
            "finding_direction": _numbers(codes[row[2]] for row in findings),
            "finding_organism": _numbers(number[row[3]] for row in findings),
            "finding_tissue": _numbers(number[row[4]] for row in findings),
            "within": _numbers(number[node] for pair in within for node in pair).reshape(-1, 2),
            "orthologs": _numbers(number[node] for pair in orthologs for node in pair).reshape(
                -1, 2
            ),
        }
        buffer = io.BytesIO()
        numpy.savez_compressed(buffer, **arrays)
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
            arrays: dict[str, Any] = {name: packed[name] for name in packed.files}
        for name in _TEXTS:
            text = arrays[name].tobytes().decode("utf-8")
            arrays[name] = tuple(text.split("\n")[:-1])
        for name in ("nodes", "kinds"):
            arrays[name] = numpy.array(arrays[name], dtype=str)
        return Columns(**arrays)
    except (OSError, ValueError, TypeError, KeyError, zipfile.BadZipFile) as error:
        raise StoreError(
            "the columns of the graph are damaged", file=str(path or ""),
            advice="build the graph again",
        ) from error  # fmt: skip


def _text(lines: Iterable[bytes]) -> Any:
    """Lines of text as bytes; none of them holds a line break."""
    import numpy

    return numpy.frombuffer(b"".join(line + b"\n" for line in lines), dtype=numpy.uint8)


def _numbers(values: Iterable[int]) -> Any:
    import numpy

    return numpy.fromiter(values, dtype=numpy.int32)
