"""Dataset: the graph as an rdflib Dataset that cannot be changed and reaches nothing outside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NoReturn

from pyoxigraph import Store

from spacekg.errors import QueryError, StoreError
from spacekg.graph.gate import guard

if TYPE_CHECKING:
    from rdflib import Dataset


def open_dataset(store: Store, prefixes: Mapping[str, str]) -> Dataset:
    """A read-only rdflib Dataset over an Oxigraph store; its queries pass the gate.

    The default graph is the union of all named graphs.
    """
    # rdflib is slow to import, so its classes can only be extended in here.
    import rdflib
    import rdflib.plugins.sparql
    from oxrdflib import OxigraphStore
    from rdflib.graph import DATASET_DEFAULT_GRAPH_ID, Graph

    rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS = False

    default = DATASET_DEFAULT_GRAPH_ID

    class GuardedStore(OxigraphStore):
        def query(  # type: ignore[override]
            self, query: Any, names: Any, bindings: Any, graph: Any, **_: Any
        ) -> Any:
            if not isinstance(query, str):
                # rdflib's own evaluator would take over, slowly and past the gate.
                raise QueryError("a prepared query is refused", advice="pass the query as text")
            known = {**prefixes, **{key: str(value) for key, value in dict(names).items()}}
            text = guard(query, prefixes=known)
            # The default graph of the store holds the union already.
            graph = "" if graph == "__UNION__" else graph
            try:
                return super().query(text, known, bindings, graph)
            except (SyntaxError, ValueError) as error:
                raise QueryError(f"the query is malformed: {error}") from error

        def triples(self, triple_pattern: Any, context: Any = None) -> Any:
            """The union once a triple; the default graph by itself shows nothing of its own."""
            if context is None:
                for triple, _ in super().triples(triple_pattern, Graph(identifier=default)):
                    yield triple, self.contexts(triple)
            elif _is_named(context):
                yield from super().triples(triple_pattern, context)

        def contexts(self, triple: Any = None) -> Any:
            for context in super().contexts(triple):
                if _is_named(context):
                    yield context

        def add(self, *_: Any, **__: Any) -> NoReturn:
            raise _refusal()

        addN = remove = update = add_graph = remove_graph = destroy = add  # noqa: N815

    def _is_named(context: Any) -> bool:
        return bool(getattr(context, "identifier", context) != default)

    class ReadOnlyDataset(rdflib.Dataset):
        def parse(self, *_: Any, **__: Any) -> NoReturn:
            raise _refusal()

        add = addN = remove = update = remove_graph = parse  # noqa: N815

        def graph(self, identifier: Any = None, base: str | None = None) -> Graph:
            return self._graph(identifier or default)

        add_graph = graph  # type: ignore[assignment]

    dataset = ReadOnlyDataset(store=GuardedStore(store=store), default_union=True)
    for prefix, namespace in prefixes.items():
        dataset.bind(prefix, namespace)
    return dataset


def _refusal() -> StoreError:
    return StoreError("the graph is read-only", advice="change the documents and build again")
