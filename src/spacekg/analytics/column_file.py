"""Column file: the columns as bytes beside the graph, made from N-Quads and read back."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable
from typing import Any

from spacekg.analytics.cohort import join_cohorts
from spacekg.analytics.columns import Columns
from spacekg.analytics.facts import PASSED
from spacekg.builders.study import EDGES
from spacekg.errors import StoreError
from spacekg.graph import KnowledgeGraph
from spacekg.vocabulary import read_vocabulary

COLUMNS_FILE = "columns.npz"
_SIGNS = {b"increased": 1, b"decreased": -1}
_FACTS = ("about", "reportedBy", "direction", "certainty", "inOrganism", "inTissue")
_PAIRS = ("within", "orthologOf", "inTaxon", "hasOrganism", "partOfMission", "usesDataset")
_FACT, _PAIR, _LABEL, _TYPE = range(4)
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

        self.links: set[tuple[bytes, bytes]] = set()
        self.kinds: dict[bytes, bytes] = {}
        self.labels: dict[bytes, bytes] = {}
        self.facts: dict[str, dict[bytes, set[bytes]]] = {name: {} for name in _FACTS}
        self.pairs: dict[str, set[tuple[bytes, bytes]]] = {name: set() for name in _PAIRS}
        self._fact_of = {term(name): self.facts[name] for name in _FACTS}
        self._pairs_of = {term(name): [self.links] for _, name in EDGES}
        for name in _PAIRS:
            self._pairs_of.setdefault(term(name), []).append(self.pairs[name])
        self._take_of = {
            **dict.fromkeys(self._fact_of, _FACT), **dict.fromkeys(self._pairs_of, _PAIR),
            term("rdfs:label"): _LABEL, term("rdf:type"): _TYPE,
        }  # fmt: skip

    def take(self, shard: bytes) -> None:
        """Read some lines; most are of no property that is wanted, and cost one look."""
        take_of, labels, kinds = self._take_of, self.labels, self.kinds
        for line in shard.split(b"\n"):
            subject, _, rest = line.partition(b" ")
            predicate, _, rest = rest.partition(b" ")
            take = take_of.get(predicate)
            if take is None:
                continue
            if take is _FACT:
                facts = self._fact_of[predicate].setdefault(subject, set())
                facts.add(rest.partition(b" ")[0])
            elif take is _PAIR:
                pair = subject, rest.partition(b" ")[0]
                for pairs in self._pairs_of[predicate]:
                    pairs.add(pair)
            elif subject.startswith(PASSED):
                continue
            elif take is _LABEL:
                text = rest[1 : rest.rindex(b'"')]
                known = labels.setdefault(subject, text)
                if text < known:
                    labels[subject] = text
            elif rest.startswith(self._prefix):
                kind = rest.partition(b" ")[0][len(self._prefix) : -1]
                known = kinds.setdefault(subject, kind)
                if kind < known:
                    kinds[subject] = kind

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
    except (
        OSError, EOFError, ValueError, TypeError, KeyError, zipfile.BadZipFile, zlib.error,
        NotImplementedError, MemoryError,
    ) as error:  # fmt: skip
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
