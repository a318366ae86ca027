"""Revision: a generation made from the one before it by changing some of its quads.

The table files of a store never change once written, so the new store begins as links to them;
the engine writes what is new into files of its own. The generation before stays as it was.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple, parse, serialize

from spacekg.errors import StoreError
from spacekg.graph.changed_lines import change_sorted
from spacekg.graph.generation import QUADS, STORE, count_changes, seal_generation
from spacekg.graph.knowledge_graph import KnowledgeGraph
from spacekg.graph.manifest import Manifest
from spacekg.graph.sorted_lines import read_class


class Revision:
    """The graph of the generation ``base``, whose quads may be replaced, in the folder ``folder``.

    ``before`` is the manifest of the base, whose files were checked.
    """

    def __init__(self, base: Path, folder: Path, before: Manifest) -> None:
        self.base, self.folder, self.before = base, folder, before
        self._changed = count_changes(base)
        self._removed: set[bytes] = set()
        self._added: set[bytes] = set()
        self._triples = 0
        self._counts = dict(self.before.counts)
        self._graphs: dict[bytes, bool] = {}
        (folder / STORE).mkdir(parents=True)
        for path in (base / STORE).iterdir():
            target = folder / STORE / path.name
            if path.suffix == ".sst":
                os.link(path, target)
            elif path.is_file():
                shutil.copyfile(path, target)
        self._store = Store(str(folder / STORE))
        #: The graph as it is at the moment, to ask.
        self.graph = KnowledgeGraph(self._store, base)

    @property
    def is_worn(self) -> bool:
        """Whether so much was changed since the last whole load that another one is due."""
        return self._changed + len(self._removed) + len(self._added) > self.before.quads // 4

    def lines(
        self,
        graph_iri: str,
        subject: str | None = None,
        predicate: str | None = None,
        thing: str | None = None,
    ) -> set[bytes]:
        """The quads of a graph as lines; those of a subject, a property or an object in it."""
        one, name, other, graph = (
            NamedNode(iri) if iri is not None else None
            for iri in (subject, predicate, thing, graph_iri)
        )
        found = self._store.quads_for_pattern(one, name, other, graph)
        return _split(serialize(found, format=RdfFormat.N_QUADS) or b"")

    def untold(self, triples: Iterable[bytes], without: str) -> list[bytes]:
        """Those of some triples, as lines without their end, that no graph but one states."""
        barred = (DefaultGraph(), NamedNode(without))
        lines = list(triples)
        found = parse(b" .\n".join((*lines, b"")), format=RdfFormat.N_TRIPLES)
        return [
            line
            for line, one in zip(lines, found, strict=True)
            if all(
                quad.graph_name in barred
                for quad in self._store.quads_for_pattern(
                    one.subject, one.predicate, one.object, None
                )
            )
        ]

    def replace(self, old: set[bytes], new: set[bytes]) -> None:
        """Take out the lines that only ``old`` has and put in those that only ``new`` has."""
        removed, added = old - new, new - old
        gone, came = _parse(removed), _parse(added)
        for quad in gone:
            self._store.remove(quad)
        self._store.extend(came)
        for triple in dict.fromkeys(quad.triple for quad in (*gone, *came)):
            self._unite(triple)
        for line in chain(removed, added):
            self._graphs.setdefault(line[line.rindex(b" <") :], False)
        self._removed, self._added = (
            (self._removed - added) | (removed - self._added),
            (self._added - removed) | (added - self._removed),
        )

    def touched(self) -> tuple[frozenset[bytes], frozenset[bytes]]:
        """The lines that are gone and those that came, so far."""
        return frozenset(self._removed), frozenset(self._added)

    def write_quads(self) -> Manifest:
        """Write the sorted quads; what the manifest is to say of them. The graph stays open.

        Most of it is waiting for the disk: the caller may do other work meanwhile.
        """
        self._store.flush()
        self._check()
        graphs = self.before.graphs + self._count_graphs()
        try:
            digest = change_sorted(
                self.base / QUADS, self.folder / QUADS, self._removed, self._added
            )
        except ValueError as error:
            raise self._damage(f"{QUADS}: {error}") from error
        return replace(
            self.before,
            quads=self.before.quads + len(self._added) - len(self._removed),
            triples=self.before.triples + self._triples,
            graphs=graphs,
            sha256=digest,
            counts=tuple(sorted((name, n) for name, n in self._counts.items() if n)),
        )

    def seal(self, manifest: Manifest) -> None:
        """Close the graph and note what its files are."""
        changed = self._changed + len(self._removed) + len(self._added)
        del self.graph, self._store
        seal_generation(self.folder, manifest, changed=changed, base=self.base)

    def _unite(self, triple: Triple) -> None:
        """Let the default graph hold the triple if and only if a named graph does."""
        merged = Quad(triple.subject, triple.predicate, triple.object, DefaultGraph())
        is_there = merged in self._store
        # thousands of documents may state it: the first of them is enough
        is_named = any(
            not isinstance(quad.graph_name, DefaultGraph)
            for quad in self._store.quads_for_pattern(
                triple.subject, triple.predicate, triple.object, None
            )
        )
        if is_there == is_named:
            return
        (self._store.add if is_named else self._store.remove)(merged)
        step = 1 if is_named else -1
        self._triples += step
        name = read_class(str(triple).encode())
        if name:
            self._counts[name] = self._counts.get(name, 0) + step

    def _count_graphs(self) -> int:
        """How many graphs more there are than before."""
        step = 0
        base = Store.read_only(str(self.base / STORE))
        for name in self._graphs:
            graph = NamedNode(name[2:].partition(b">")[0].decode())
            was = any(True for _ in base.quads_for_pattern(None, None, None, graph))
            is_now = any(True for _ in self._store.quads_for_pattern(None, None, None, graph))
            step += is_now - was
        return step

    def _check(self) -> None:
        """Every line that came is there and every one that went is not."""
        for lines, wanted in ((self._added, True), (self._removed, False)):
            if any((quad in self._store) is not wanted for quad in _parse(lines)):
                raise self._damage("a change was not kept")

    def _damage(self, what: str) -> StoreError:
        return StoreError(
            f"the store is damaged: {what}", file=str(self.base), advice="build the graph again"
        )


def _split(text: bytes) -> set[bytes]:
    return set(text.split(b"\n")) - {b""}


def _parse(lines: Iterable[bytes]) -> list[Quad]:
    return list(parse(b"\n".join(sorted(lines)), format=RdfFormat.N_QUADS))
