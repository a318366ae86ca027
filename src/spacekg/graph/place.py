"""Place: a store by its address, a folder here or a server elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path

from spacekg.graph.knowledge_graph import KnowledgeGraph
from spacekg.graph.manifest import Manifest
from spacekg.graph.publication import publish, read_files
from spacekg.graph.remote_graph import RemoteGraph
from spacekg.graph.store import GraphStore
from spacekg.remote import SparqlClient, is_remote, read_address, read_login


def find_manifest(store: Path | str) -> Manifest:
    """What the graph at ``store`` (a folder, or ``sparql+https://…``) says it holds."""
    if is_remote(store):
        return RemoteGraph.open(store).manifest()
    return GraphStore(path=Path(store)).manifest()


def verify_store(store: Path | str) -> Manifest:
    """Scan the graph at ``store`` from end to end; a ``StoreError`` says what is wrong."""
    if is_remote(store):
        return RemoteGraph.open(store).verify()
    return GraphStore(path=Path(store)).verify()


def choose_workplace(store: Path | str) -> Path:
    """The folder in which a graph for a server is built before it is published.

    >>> choose_workplace("sparql+https://example.org/query").parent.name
    'exports'
    """
    digest = sha256(str(read_address(store)).encode()).hexdigest()[:12]
    return Path("exports") / f"remote-{digest}"


def publish_store(
    folder: Path,
    store: Path | str,
    beside: Iterable[str] = (),
    watch: Callable[[int, int], None] | None = None,
) -> None:
    """Make the current generation of ``folder`` the one that counts on the server ``store``.

    ``beside`` are patterns of the files kept beside the graph that readers need.
    """
    address = read_address(store)
    graph = KnowledgeGraph.open(folder)
    files = read_files(graph.folder, beside) if graph.folder is not None else ()
    with SparqlClient(address, read_login(address)) as client:
        publish(graph._store, GraphStore(path=folder).manifest(), files, client, watch)
