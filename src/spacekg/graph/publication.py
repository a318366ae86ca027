"""Publication: a generation of a store folder made the one that counts on a SPARQL server.

Every graph that is new there is uploaded under a name nobody asks for, fetched again and compared
with what was sent. Only then are they moved in, and the pointer is set last. Whatever stops the
upload leaves the old answers; what stops the short move is seen by readers and cured by a build.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, RdfFormat, Store

from spacekg.errors import RemoteError, RemoteInconsistentError
from spacekg.graph.manifest import Manifest
from spacekg.graph.remote_state import (
    FILE,
    MANIFEST,
    NEXT,
    OURS,
    POINTER,
    STAGING,
    TEXT,
    TITLE,
    Pointer,
    RemoteState,
    read_pointer,
    read_state,
)
from spacekg.graph.remote_triples import fetch_lines, measure_lines, read_lines
from spacekg.remote import Scope, SparqlClient

BATCH = 200


def publish(
    store: Store,
    manifest: Manifest,
    files: Iterable[tuple[str, bytes]],
    client: SparqlClient,
    watch: Callable[[int, int], None] | None = None,
) -> RemoteState:
    """Make the graph ``store`` with its manifest and files the one that counts on a server.

    ``watch`` is told how many graphs of how many are uploaded. Graphs that the server holds
    already are not sent again.
    """
    return _Publication(store, manifest, dict(files), client).run(watch)


class _Publication:
    def __init__(
        self, store: Store, manifest: Manifest, files: dict[str, bytes], client: SparqlClient
    ) -> None:
        self._store = store
        self._client = client
        self._files = {hashlib.sha256(content).hexdigest(): content for content in files.values()}
        measured = {
            graph: measure_lines(self._lines(NamedNode(graph)))
            for graph in sorted(
                one.value for one in store.named_graphs() if isinstance(one, NamedNode)
            )
        }
        self._state = RemoteState(
            generation=manifest.generation,
            graphs=measured,
            union=measure_lines(self._lines(DefaultGraph())),
            files={name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
            manifest=manifest.to_json().decode(),
        )

    def run(self, watch: Callable[[int, int], None] | None) -> RemoteState:
        pointer = read_pointer(self._client)
        before = self._read_before(pointer)
        old = before.graphs if before is not None and not pointer.next else {}
        changed = [one for one in self._state.graphs if old.get(one) != self._state.graphs[one]]
        removed = [one for one in {**old} if one not in self._state.graphs]
        own = before.own_graphs() if before is not None else set()
        moves: list[tuple[str, str]] = []
        for number, graph in enumerate(changed):
            staging = f"{STAGING}{self._state.generation}/{number}"
            self._upload(staging, self._lines(NamedNode(graph)))
            moves.append((staging, graph))
            if watch is not None:
                watch(number + 1, len(changed))
        self._upload_own(own)
        if read_pointer(self._client) != pointer:
            raise RemoteInconsistentError(
                "another build has changed the graph on the server meanwhile",
                file=self._client.host,
                advice="run yours again when it has ended",
            )
        self._move(moves, removed)
        self._verify()
        self._clean()
        return self._state

    def _read_before(self, pointer: Pointer) -> RemoteState | None:
        """What the server held; nothing when that cannot be read, so that a build can cure it."""
        if not pointer.generation:
            return None
        try:
            return read_state(self._client, pointer)
        except RemoteInconsistentError:
            return None

    def _lines(self, graph: NamedNode | DefaultGraph) -> list[bytes]:
        dump = self._store.dump(format=RdfFormat.N_TRIPLES, from_graph=graph) or b""
        return read_lines(dump)

    def _upload_own(self, there: set[str]) -> None:
        """The union, the files and the manifest, under names that say what they are."""
        if self._state.union_graph not in there:
            self._upload(self._state.union_graph, self._lines(DefaultGraph()))
        for digest, content in sorted(self._files.items()):
            if FILE + digest not in there:
                text = base64.b64encode(content).decode("ascii")
                self._upload(FILE + digest, [_statement(FILE + digest, text)])
        graph = MANIFEST + self._state.generation
        self._upload(graph, [_statement(graph, self._state.to_json())])

    def _upload(self, graph: str, lines: list[bytes]) -> None:
        self._client.put_graph(graph, b"".join(line + b"\n" for line in lines))
        stored = fetch_lines(self._client, graph, len(lines))
        if measure_lines(stored) != measure_lines(lines):
            raise RemoteInconsistentError(
                f"the server holds {len(stored)} triples of the {len(lines)} that it said it took",
                file=self._client.host,
                advice="see its log; the graph that counts is as it was",
            )

    def _move(self, moves: Sequence[tuple[str, str]], removed: Sequence[str]) -> None:
        """The graphs to their places, then the pointer. One request where that is short enough."""
        steps = [
            f"INSERT DATA {{ GRAPH <{POINTER}> {{ <{POINTER}> <{NEXT}> "
            f'"{self._state.generation}" }} }}',
            *(f"MOVE GRAPH <{source}> TO GRAPH <{target}>" for source, target in moves),
            *(f"DROP SILENT GRAPH <{graph}>" for graph in sorted(removed)),
            f"DELETE WHERE {{ GRAPH <{POINTER}> {{ <{POINTER}> ?p ?o }} }}",
            f"INSERT DATA {{ GRAPH <{POINTER}> {{ <{POINTER}> <{TITLE}> {self._title()} }} }}",
        ]
        for batch in _batches(steps):
            try:
                self._client.update(" ;\n".join(batch))
            except RemoteError:
                # The server may have done it and failed to say so.
                if batch[-1] != steps[-1] or not self._is_done():
                    raise

    def _title(self) -> Literal:
        digest = hashlib.sha256(self._state.to_json().encode()).hexdigest()
        return Literal(f"{self._state.generation} {digest}")

    def _is_done(self) -> bool:
        pointer = read_pointer(self._client)
        said = Literal(f"{pointer.generation} {pointer.digest}")
        return said == self._title() and not pointer.next

    def _verify(self) -> None:
        """What counts now is what was uploaded: the pointer, and the size of each graph."""
        if not self._is_done():
            raise RemoteInconsistentError(
                "the server says that it has done the update and has not",
                file=self._client.host,
                advice="check that the address of updates is right and may write",
            )
        expected = {graph: count for graph, (count, _) in self._state.graphs.items()}
        for batch in _batches(sorted(expected)):
            for graph, count in self._count(batch).items():
                if count != expected[graph]:
                    raise RemoteInconsistentError(
                        f"{graph} has {count} triples on the server, not {expected[graph]}",
                        file=self._client.host,
                        advice="run the build again",
                    )

    def _count(self, graphs: Sequence[str]) -> dict[str, int]:
        rows = self._client.select(
            "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
            scope=Scope(default_graphs=(POINTER,), named_graphs=tuple(graphs)),
        )
        counts = dict.fromkeys(graphs, 0)
        for row in rows.bindings:
            number = row["n"]["value"]
            counts[row["g"]["value"]] = int(number) if number.isdigit() else -1
        return {graph: counts[graph] for graph in graphs}

    def _clean(self) -> None:
        """Drop what earlier generations and builds that died have left."""
        kept = {POINTER, *self._state.own_graphs()}
        values = ", ".join(f"<{graph}>" for graph in sorted(kept))
        dropped: set[str] = set()
        while True:
            rows = self._client.select(
                "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } "
                f'FILTER(STRSTARTS(STR(?g), "{OURS}")) '
                f"FILTER(?g NOT IN ({values})) }} LIMIT {BATCH}"
            )
            left = sorted(row["g"]["value"] for row in rows.bindings)
            if not left:
                return
            if dropped.issuperset(left):
                raise RemoteInconsistentError(
                    "the server says that it has dropped graphs and still has them",
                    file=self._client.host,
                    advice="see its log; the new graph counts, what is left only takes space",
                )
            self._client.drop_graphs(left)
            dropped.update(left)


def read_files(folder: Path, patterns: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Relative name and bytes of the files of a folder that match, sorted."""
    for path in sorted({path for pattern in patterns for path in folder.glob(pattern)}):
        yield path.relative_to(folder).as_posix(), path.read_bytes()


def _statement(graph: str, text: str) -> bytes:
    return f"<{graph}> <{TEXT}> {Literal(text)} .".encode()


def _batches(items: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(items), BATCH):
        yield items[at : at + BATCH]
