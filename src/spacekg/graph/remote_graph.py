"""Remote graph: a generation on a SPARQL server, asked there, or fetched and checked whole."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from shutil import rmtree
from tempfile import mkdtemp
from typing import TypeAlias
from weakref import finalize

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    parse_query_results,
)

from spacekg.errors import QueryError, RemoteContentError, RemoteInconsistentError
from spacekg.graph.gate import LENGTH, LOCAL, guard
from spacekg.graph.generation import dump_lines
from spacekg.graph.manifest import Manifest, read_manifest
from spacekg.graph.quads import is_named
from spacekg.graph.question_text import QuestionText, read_question_text, substitute
from spacekg.graph.remote_construct import construct, describe
from spacekg.graph.remote_state import (
    FILE,
    Pointer,
    RemoteState,
    is_current,
    read_pointer,
    read_state,
    read_text,
)
from spacekg.graph.remote_triples import fetch_lines, measure_lines
from spacekg.remote import Scope, SparqlClient, read_address, read_login
from spacekg.vocabulary import read_vocabulary

Answer: TypeAlias = QuerySolutions | QueryBoolean | QueryTriples
Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
TRIES = 3
MOST_GRAPHS = 20_000


class RemoteGraph:
    """The generation that counts on a server; after each answer we ask whether it still does."""

    def __init__(self, client: SparqlClient) -> None:
        self._client = client
        self._pointer = Pointer()
        self._state: RemoteState | None = None
        self._folder: Path | None = None

    @classmethod
    def open(cls, store: object) -> RemoteGraph:
        """The graph on the server that ``store`` (``sparql+https://…``) names."""
        address = read_address(store)
        graph = cls(SparqlClient(address, read_login(address)))
        graph._refresh()
        return graph

    @property
    def state(self) -> RemoteState:
        """What the server holds."""
        return self._state or self._refresh()

    def query(
        self,
        sparql: str,
        substitutions: Mapping[str, Term],
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        length: int = LENGTH,
    ) -> Answer:
        """The server's answer, whole, and of one generation."""
        prefixes = read_vocabulary().prefixes
        text = read_question_text(guard(sparql, prefixes=prefixes, length=length), prefixes)
        body = substitute(text.body, {name: str(term) for name, term in substitutions.items()})
        for _ in range(TRIES):
            pointer = self._pointer
            answer = self._ask(text, body, tuple(default_graphs), tuple(named_graphs))
            # The named graphs are moved in one by one, the union at once.
            settled = bool(text.names_graphs or text.default_graphs or default_graphs)
            if is_current(self._client, pointer, settled=settled):
                return answer
            self._refresh()
        raise RemoteInconsistentError(
            "a build is being moved in, or was stopped while it was", file=self._client.host,
            advice="ask again in a moment; if it stays so, run the build again",
        )  # fmt: skip

    def manifest(self) -> Manifest:
        """What the build says it made."""
        path = self._make_folder() / "manifest.json"
        path.write_text(self.state.manifest, encoding="utf-8")
        return read_manifest(path)

    def download(self) -> Store:
        """The whole graph in memory; a ``RemoteInconsistentError`` unless it is what was built."""
        state = self.state
        store = Store()
        for graph, expected in sorted(state.graphs.items()):
            lines = self._fetch(graph, expected)
            store.bulk_load(b"\n".join(lines), RdfFormat.N_TRIPLES, to_graph=NamedNode(graph))
        lines = self._fetch(state.union_graph, state.union)
        store.bulk_load(b"\n".join(lines), RdfFormat.N_TRIPLES)
        if not is_current(self._client, self._pointer, settled=True):
            raise RemoteInconsistentError(
                "the graph has changed while it was fetched", file=self._client.host,
                advice="try again",
            )  # fmt: skip
        return store

    def verify(self) -> Manifest:
        """Fetch everything; the manifest when it is what was built, else a ``StoreError``."""
        manifest = self.manifest()
        lines = sorted(line for line in dump_lines(self.download()) if is_named(line))
        digest = hashlib.sha256(b"".join(line + b"\n" for line in lines)).hexdigest()
        if digest != manifest.sha256:
            raise RemoteInconsistentError(
                f"the digest of the graph is {digest}, not {manifest.sha256}",
                file=self._client.host,
                advice="build the graph again",
            )
        self.folder()
        return manifest

    def folder(self) -> Path:
        """A folder with the files that are kept beside the graph; it goes with this object."""
        folder = self._make_folder()
        for name, digest in self.state.files.items():
            path = folder / PurePosixPath(name)
            if path.is_file():
                continue
            if not path.resolve().is_relative_to(folder.resolve()):
                raise RemoteContentError(
                    f"the server names a file outside its folder: {name[:80]}",
                    file=self._client.host,
                    advice="build the graph again",
                )
            content = _decode(read_text(self._client, FILE + digest))
            if hashlib.sha256(content).hexdigest() != digest:
                raise RemoteInconsistentError(
                    f"the file {name[:80]} on the server is damaged", file=self._client.host,
                    advice="build the graph again",
                )  # fmt: skip
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return folder

    def _ask(
        self, text: QuestionText, body: str, default: tuple[str, ...], named: tuple[str, ...]
    ) -> Answer:
        scope = self._scope(text, default, named)
        if text.form == "SELECT":
            rows = self._client.select(body, prologue=text.prologue, scope=scope)
            return self._parse(rows.to_json(), QuerySolutions)
        if text.form == "ASK":
            # Virtuoso says yes to an ASK of a graph that is not in its dataset; rows are counted.
            one = f"SELECT (1 AS ?yes) {body[len('ASK') :]} LIMIT 1"
            rows = self._client.select(one, prologue=text.prologue, scope=scope)
            value = b'{"head":{},"boolean":%s}' % (b"true" if rows.bindings else b"false")
            return self._parse(value, QueryBoolean)
        make = construct if text.form == "CONSTRUCT" else describe
        return make(self._client, text, body, scope)

    def _scope(self, text: QuestionText, default: tuple[str, ...], named: tuple[str, ...]) -> Scope:
        """The dataset of a question, said in full: what a server takes by itself differs."""
        if default or named:
            return Scope(default_graphs=default, named_graphs=named)
        if text.default_graphs or text.named_graphs:
            return Scope(default_graphs=text.default_graphs, named_graphs=text.named_graphs)
        if text.names_graphs and len(self.state.graphs) > MOST_GRAPHS:
            raise QueryError(
                "GRAPH would range over too many graphs", advice="name those you mean: FROM NAMED"
            )
        graphs = set(self.state.graphs) if text.names_graphs else set()
        graphs.update(one for one in text.constant_graphs if one.startswith(LOCAL))
        named = tuple(sorted(graphs))
        return Scope(default_graphs=(self.state.union_graph,), named_graphs=named)

    def _parse(self, value: bytes, kind: type[QuerySolutions] | type[QueryBoolean]) -> Answer:
        try:
            answer = parse_query_results(value, format=QueryResultsFormat.JSON)
            if isinstance(answer, QuerySolutions):
                # Terms are read row by row: a damaged one must not show up in the midst of them.
                for _ in answer:
                    pass
                answer = parse_query_results(value, format=QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as error:
            raise RemoteContentError(
                f"the server gives damaged rows: {str(error)[:200]}", file=self._client.host,
                advice="ask again",
            ) from error  # fmt: skip
        assert isinstance(answer, kind)
        return answer

    def _fetch(self, graph: str, expected: tuple[int, str]) -> list[bytes]:
        lines = fetch_lines(self._client, graph, expected[0])
        if measure_lines(lines) != expected:
            raise RemoteInconsistentError(
                f"the server holds {len(lines)} triples in {graph}, not the {expected[0]} "
                "that were written",
                file=self._client.host,
                advice="build the graph again",
            )
        return lines

    def _refresh(self) -> RemoteState:
        self._pointer = read_pointer(self._client)
        self._state = read_state(self._client, self._pointer)
        self._folder = None
        return self._state

    def _make_folder(self) -> Path:
        if self._folder is None:
            self._folder = Path(mkdtemp(prefix="spacekg-"))
            finalize(self, rmtree, self._folder, ignore_errors=True)
        return self._folder


def _decode(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
