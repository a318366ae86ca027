"""Manifest: what a generation of the store holds and what it was made from; no clock in it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path

from spacekg.errors import StoreError

_TYPE = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_VOCABULARY = b"<https://w3id.org/spacekg/vocab/"


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """Counts, the digest of the sorted N-Quads, and where they came from.

    ``counts`` are nodes a class, ``inputs`` the digests of the documents by path, ``versions``
    those of code, ontology, lexicon and models, ``files`` the digests of what is kept beside the
    graph, ``notices`` the lines a person was told while building.
    """

    quads: int
    triples: int
    graphs: int
    sha256: str
    counts: tuple[tuple[str, int], ...] = ()
    inputs: tuple[tuple[str, str], ...] = ()
    versions: tuple[tuple[str, str], ...] = ()
    notices: tuple[str, ...] = ()
    files: tuple[tuple[str, str], ...] = ()

    @cached_property
    def generation(self) -> str:
        """The name of the generation: a hash of everything the manifest says."""
        return hashlib.sha256(self.to_json()).hexdigest()[:16]

    def to_json(self) -> bytes:
        """The manifest as JSON with sorted keys."""
        value = {one.name: getattr(self, one.name) for one in fields(self)}
        for name in ("counts", "inputs", "versions", "files"):
            value[name] = dict(value[name])
        # a line for each name: with an indent inside, ten thousand inputs cost a tenth of a second
        lines = (
            f" {json.dumps(name)}: {json.dumps(value[name], sort_keys=True)}"
            for name in sorted(value)
        )
        # names of files may hold what no text may: JSON spells it out
        return b"{\n" + ",\n".join(lines).encode() + b"\n}\n"


def read_manifest(path: Path) -> Manifest:
    """The manifest in a file, or a ``StoreError``."""
    try:
        value = json.loads(path.read_bytes())
        for name in ("counts", "inputs", "versions", "files"):
            value[name] = tuple(sorted(value[name].items()))
        value["notices"] = tuple(value["notices"])
        return Manifest(**value)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise StoreError(
            "the manifest of the store is damaged", file=str(path), advice="build the graph again"
        ) from error


def count_nodes(quads: bytes) -> tuple[tuple[str, int], ...]:
    """How many nodes of each class of ours a sorted N-Quads text holds; each node counts once.

    >>> line = b'<a:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> '
    >>> count_nodes(line + b'<https://w3id.org/spacekg/vocab/Gene> <g:1> .')
    (('Gene', 1),)
    """
    found: set[tuple[bytes, bytes]] = set()
    for line in quads.split(b"\n"):
        if _TYPE not in line:
            continue
        subject, predicate, rest = line.split(b" ", 2)
        if predicate == _TYPE and rest.startswith(_VOCABULARY):
            found.add((rest.split(b">", 1)[0].removeprefix(_VOCABULARY), subject))
    return tally(name.decode() for name, _ in found)


def tally(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """How often each name comes, by name.

    >>> tally(["b", "a", "b"])
    (('a', 1), ('b', 2))
    """
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return tuple(sorted(counts.items()))
