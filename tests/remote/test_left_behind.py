"""A server that says it drops graphs and keeps them does not hold a build for ever."""

import pytest
from pyoxigraph import Store

from spacekg.errors import RemoteInconsistentError
from spacekg.graph import Manifest
from spacekg.graph.publication import _Publication
from spacekg.remote import Rows

LEFT = "https://w3id.org/spacekg/id/graph/remote/staging/old/0"


class Keeper:
    """Answers as a client of a server whose DROP does nothing, or works the ``works``-th time."""

    host = "example.org"

    def __init__(self, works: int) -> None:
        self.asked, self.works, self.left = 0, works, [LEFT]

    def select(self, sparql: str) -> Rows:
        return Rows(
            names=("g",),
            bindings=tuple({"g": {"type": "uri", "value": graph}} for graph in self.left),
        )

    def drop_graphs(self, graphs) -> None:
        self.asked += 1
        if self.asked == self.works:
            self.left = []


def publication(client: Keeper) -> _Publication:
    manifest = Manifest(quads=0, triples=0, graphs=0, sha256="0" * 64)
    return _Publication(Store(), manifest, {}, client)


def test_what_is_kept_ends_in_an_error_and_not_in_a_loop():
    client = Keeper(works=0)
    with pytest.raises(RemoteInconsistentError, match="still has them"):
        publication(client)._clean()
    assert client.asked == 1


def test_what_is_dropped_is_asked_for_once_more_only():
    client = Keeper(works=1)
    publication(client)._clean()
    assert client.asked == 1
