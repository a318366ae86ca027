"""Address: the stable file name of each page of a site."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

from spacekg.exporters.page import PageNode

_UNSAFE = re.compile(r"[^a-z0-9._-]+")
_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LONGEST = 90
_GAP = "gap"


def name_addresses(nodes: Sequence[PageNode]) -> tuple[str, ...]:
    """One path a node, below the root of the site: folder of its class, name of its identifier.

    The name depends on the identifier alone; where two differ only in signs that a file name
    cannot hold, both get a piece of the hash of their IRI. Upper case is not used: some systems
    do not tell it apart.
    """
    plain = [f"{folder_of(node.type)}/{slug(node)}" for node in nodes]
    often = Counter(plain)
    return tuple(
        f"{path}.html" if often[path] == 1 else f"{path}-{_hash(node.iri)}.html"
        for path, node in zip(plain, nodes, strict=True)
    )


def folder_of(type_: str) -> str:
    """The folder of a class.

    >>> folder_of("CellType"), folder_of("KnowledgeGap")
    ('cell-type', 'gap')
    """
    return _GAP if type_ == "KnowledgeGap" else _WORDS.sub("-", type_).lower()


def slug(node: PageNode) -> str:
    """The identifier of a node as a file name.

    >>> slug(PageNode(iri="http://www.ncbi.nlm.nih.gov/gene/67731", type="Gene", label="Fbxo32",
    ...               ids=("NCBIGene:67731",)))
    'ncbigene-67731'
    """
    name = node.ids[0] if node.ids else node.iri.rsplit("/", 1)[-1]
    plain = _UNSAFE.sub("-", name.lower()).strip("-.")
    if plain and plain != "index" and len(plain) <= _LONGEST:
        return plain
    return f"{plain[:_LONGEST]}-{_hash(node.iri)}".lstrip("-")


def _hash(iri: str) -> str:
    return sha256(iri.encode("utf-8")).hexdigest()[:8]
