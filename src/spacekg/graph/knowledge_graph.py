"""KnowledgeGraph: a built graph to ask, walk and export; nothing can change it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    Variable,
)

from spacekg.errors import QueryError, StoreError
from spacekg.graph.checked_store import check_store
from spacekg.graph.dataset import open_dataset
from spacekg.graph.gate import LENGTH, LOCAL, guard
from spacekg.graph.generation import dump_lines, open_generation
from spacekg.graph.manifest import tally
from spacekg.graph.memory_copy import load_generation
from spacekg.graph.network import build_network
from spacekg.graph.quads import is_named, merge_graphs
from spacekg.graph.remote_graph import RemoteGraph
from spacekg.graph.store import GraphStore
from spacekg.remote import is_remote
from spacekg.vocabulary import read_vocabulary

if TYPE_CHECKING:
    import networkx
    from rdflib import Dataset

Answer: TypeAlias = QuerySolutions | QueryBoolean | QueryTriples
Term: TypeAlias = NamedNode | BlankNode | Literal | Triple

_PREFIX = re.compile(r"(\w+):")
_REPEATED = 4096


class KnowledgeGraph:
    r"""One generation of the graph, read-only, for as long as it is held.

    Queries see the union of all named graphs, each triple once, and any of them by ``GRAPH``.
    No query reaches the network or a file.

    >>> graph = KnowledgeGraph.from_quads(b'<a:a> <a:b> "c" <g:1> .\n<a:a> <a:b> "c" <g:2> .')
    >>> [row["n"].value for row in graph.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")]
    ['1']
    """

    def __init__(
        self,
        store: Store | None = None,
        folder: Path | None = None,
        remote: RemoteGraph | None = None,
    ) -> None:
        self._local = store
        self._folder = folder
        #: The server that is asked instead, if it is one.
        self.remote = remote

    @property
    def _store(self) -> Store:
        """The quads here; those of a server are fetched, and checked, when first needed."""
        if self._local is None:
            self._local = self.remote.download() if self.remote is not None else Store()
        return self._local

    @property
    def folder(self) -> Path | None:
        """Where what is kept beside the generation lies; nothing for a graph in memory."""
        return self.remote.folder() if self.remote is not None else self._folder

    @classmethod
    def open(cls, path: Path | str) -> KnowledgeGraph:
        """The current generation of the store ``path``: a folder, or ``sparql+https://…``."""
        if is_remote(path):
            return cls(remote=RemoteGraph.open(path))
        folder = GraphStore(path=Path(path)).current()
        return cls(check_store(open_generation(folder), folder), folder)

    @classmethod
    def load(cls, path: Path | str) -> KnowledgeGraph:
        """The current generation of the store ``path``, read into memory as a whole.

        It gives the same answers as ``open``, several times faster where they are long, for some
        900 bytes of memory a quad and some seconds a million quads. Its text is checked against
        its digest.
        """
        if is_remote(path):
            remote = RemoteGraph.open(path)
            return cls(remote.download(), remote.folder())
        folder = GraphStore(path=Path(path)).current()
        return cls(load_generation(folder), folder)

    @classmethod
    def from_quads(cls, quads: bytes) -> KnowledgeGraph:
        """A graph in memory, from N-Quads."""
        store = Store()
        try:
            store.bulk_load(quads, format=RdfFormat.N_QUADS)
            lines = dump_lines(store)
            named = b"\n".join(line for line in lines if is_named(line))
            store.bulk_load(merge_graphs(named), format=RdfFormat.N_TRIPLES)
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"the text is no N-Quads of named graphs: {error}") from error
        return cls(store)

    def query(
        self,
        sparql: str,
        substitutions: Mapping[str, Term] | None = None,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        length: int = LENGTH,
    ) -> Answer:
        """The answer to a SPARQL question; ``substitutions`` give variables their values.

        A variable that is given a value must be among those the question selects. The prefixes
        of the ontology need no declaration. ``default_graphs`` and ``named_graphs`` take the
        place of the question's own ``FROM``, as the SPARQL protocol has it. A question is refused
        when it is longer than ``length`` bytes.
        """
        if self.remote is not None:
            return self.remote.query(
                sparql,
                substitutions or {},
                default_graphs=_check_graphs(default_graphs),
                named_graphs=_check_graphs(named_graphs),
                length=length,
            )
        # The same short questions come again and again; the gate need not read them each time.
        admitted = _admit_again if len(sparql) <= _REPEATED else _admit
        passed, prefixes = admitted(sparql, length)
        has_dataset = bool(default_graphs or named_graphs)
        try:
            return self._store.query(
                passed,
                prefixes=prefixes,
                substitutions={
                    Variable(name): value for name, value in (substitutions or {}).items()
                },
                default_graph=_nodes(default_graphs) if has_dataset else None,
                named_graphs=_nodes(named_graphs) if has_dataset else None,
            )
        except (SyntaxError, ValueError, RuntimeError) as error:
            # the engine lists every token it would have taken; where it stopped is enough
            reason = str(error).split(": expected", 1)[0].removeprefix("error at ")
            raise QueryError(
                f"the query is malformed at {reason}", advice="correct it there"
            ) from error
        except OSError as error:
            raise StoreError(f"the store cannot be read: {error}") from error

    @cached_property
    def dataset(self) -> Dataset:
        """The graph as an rdflib Dataset over Oxigraph, read-only."""
        return open_dataset(self._store, read_vocabulary().prefixes)

    def to_networkx(self) -> networkx.MultiDiGraph[Any]:
        """A fresh MultiDiGraph: typed nodes, edges keyed by predicate."""
        return build_network(self._store, read_vocabulary())

    def quads(self) -> Iterator[Quad]:
        """Every quad of the named graphs, in no promised order."""
        for quad in self._store.quads_for_pattern(None, None, None, None):
            if not isinstance(quad.graph_name, DefaultGraph):
                yield quad

    def triples(self) -> list[Triple]:
        """The union of all graphs, each triple once, in the order of their text."""
        union = self._store.quads_for_pattern(None, None, None, DefaultGraph())
        return sorted((quad.triple for quad in union), key=str)

    def to_nquads(self) -> bytes:
        """The named graphs as sorted N-Quads: the same bytes as the build wrote."""
        lines = sorted(line for line in dump_lines(self._store) if is_named(line))
        return b"\n".join(lines) + b"\n" if lines else b""

    def counts(self) -> dict[str, int]:
        """How many nodes of each class there are, by class name."""
        vocabulary = read_vocabulary()
        names = {vocabulary.iri(name): name for name in vocabulary.classes}
        pairs = self._store.quads_for_pattern(
            None, NamedNode(vocabulary.iri("rdf:type")), None, DefaultGraph()
        )
        found = (pair.object for pair in pairs)
        return dict(
            tally(
                names[one.value]
                for one in found
                if isinstance(one, NamedNode) and one.value in names
            )
        )

    def _repr_html_(self) -> str:
        """What a notebook shows: how many nodes of each class there are."""
        rows = "".join(
            f"<tr><th>{name}</th><td>{count:,}</td></tr>" for name, count in self.counts().items()
        )
        return f"<table><caption>Knowledge graph</caption>{rows}</table>"


def _admit(sparql: str, length: int) -> tuple[str, dict[str, str]]:
    """A question that has passed the gate, and those of our prefixes that it uses."""
    known = read_vocabulary().prefixes
    # The engine parses each prefix it is given, for each question.
    prefixes = {name: known[name] for name in {*_PREFIX.findall(sparql)} if name in known}
    return guard(sparql, prefixes=prefixes, length=length), prefixes


_admit_again = lru_cache(maxsize=512)(_admit)


def _nodes(iris: Sequence[str]) -> list[Any]:
    return [NamedNode(iri) for iri in _check_graphs(iris)]


def _check_graphs(iris: Sequence[str]) -> Sequence[str]:
    """Graphs by IRI; only our own, so that no engine is asked to fetch another."""
    for iri in iris:
        if not iri.startswith(LOCAL):
            raise QueryError(
                f"the graph {iri[:200]} is refused", advice=f"only graphs under {LOCAL} are read"
            )
    return iris
