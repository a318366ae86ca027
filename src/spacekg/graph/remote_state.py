"""Remote state: what a SPARQL server says it holds of ours, and under which names.

The graphs of a build have the names they have everywhere. Beside them stand, by name of the
generation or of the content, what only a server needs: the union that is the default graph of
questions, the manifest, and the files kept beside a graph. One small graph points to the
generation that counts; as long as it does not say so, nothing of a new build is seen.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, RdfFormat, parse

from spacekg.errors import RemoteInconsistentError, StoreError
from spacekg.remote import Scope, SparqlClient

OURS = "https://w3id.org/spacekg/id/graph/remote/"
POINTER = f"{OURS}pointer"
UNION = f"{OURS}union/"
MANIFEST = f"{OURS}manifest/"
FILE = f"{OURS}file/"
STAGING = f"{OURS}staging/"
TITLE = "http://purl.org/dc/terms/title"
TEXT = "http://purl.org/dc/terms/description"
NEXT = "http://purl.org/dc/terms/isReplacedBy"
_POINTER_SCOPE = Scope(default_graphs=(POINTER,))


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteState:
    """A generation on a server: its graphs with count and digest, and the digests of its files.

    ``manifest`` is the manifest of the build as JSON.
    """

    generation: str
    graphs: Mapping[str, tuple[int, str]]
    union: tuple[int, str]
    files: Mapping[str, str]
    manifest: str

    @property
    def union_graph(self) -> str:
        """The graph that holds each triple once."""
        return UNION + self.generation

    def to_json(self) -> str:
        """The state as JSON with sorted keys."""
        value = {
            "graphs": dict(self.graphs),
            "union": self.union,
            "files": dict(self.files),
            "manifest": self.manifest,
        }
        return json.dumps(value, sort_keys=True)

    def own_graphs(self) -> set[str]:
        """The graphs of the second kind that this generation needs."""
        files = {FILE + digest for digest in self.files.values()}
        return {self.union_graph, MANIFEST + self.generation, *files}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """Which generation counts (none: empty), and which is just being moved in (mostly none)."""

    generation: str = ""
    digest: str = ""
    next: str = ""


def read_pointer(client: SparqlClient) -> Pointer:
    """What the pointer says at this moment."""
    rows = client.select(f"SELECT ?p ?o WHERE {{ <{POINTER}> ?p ?o }}", scope=_POINTER_SCOPE)
    said: dict[str, str] = {}
    for row in rows.bindings:
        name = row.get("p", {}).get("value", "")
        if name in said:
            raise RemoteInconsistentError(
                "the pointer to the graph says two things", file=client.host,
                advice="build the graph again",
            )  # fmt: skip
        said[name] = row.get("o", {}).get("value", "")
    title, _, digest = said.get(TITLE, "").partition(" ")
    return Pointer(generation=title, digest=digest, next=said.get(NEXT, ""))


def is_current(client: SparqlClient, pointer: Pointer, *, settled: bool) -> bool:
    """Whether the pointer still says the same; ``settled``: and nothing is being moved in."""
    unmoved = f" FILTER NOT EXISTS {{ <{POINTER}> <{NEXT}> ?next }}" if settled else ""
    title = Literal(f"{pointer.generation} {pointer.digest}")
    return client.ask(f"ASK {{ <{POINTER}> <{TITLE}> {title}{unmoved} }}", scope=_POINTER_SCOPE)


def read_state(client: SparqlClient, pointer: Pointer) -> RemoteState:
    """The generation that the pointer names, or a ``StoreError`` when there is none."""
    if not pointer.generation:
        raise StoreError(
            "there is no graph of ours on this server yet",
            file=client.host,
            advice=f"run spacekg build --store {client.address}",
        )
    text = read_text(client, MANIFEST + pointer.generation)
    if hashlib.sha256(text.encode()).hexdigest() != pointer.digest:
        raise _damage(client, "is not the one that the pointer names")
    try:
        value = json.loads(text)
        return RemoteState(
            generation=pointer.generation,
            graphs={iri: (int(n), str(digest)) for iri, (n, digest) in value["graphs"].items()},
            union=(int(value["union"][0]), str(value["union"][1])),
            files={str(name): str(digest) for name, digest in value["files"].items()},
            manifest=str(value["manifest"]),
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise _damage(client, "cannot be read") from error


def read_text(client: SparqlClient, graph: str) -> str:
    """The one literal of a graph that holds nothing else."""
    try:
        triples = list(parse(client.get_graph(graph), format=RdfFormat.N_TRIPLES))
    except SyntaxError as error:
        raise _damage(client, "is no N-Triples") from error
    if len(triples) != 1 or not isinstance(triples[0].object, Literal):
        raise _damage(client, "is not there")
    return triples[0].object.value


def _damage(client: SparqlClient, what: str) -> RemoteInconsistentError:
    return RemoteInconsistentError(
        f"the manifest on the server {what}", file=client.host, advice="build the graph again"
    )
