"""Anatomy: tissues, cells, cell lines and strains, from ontologies in cellxgene-ontology-guide."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from derive_lexicon.crossings import Crossings
from derive_lexicon.rows import Row
from derive_lexicon.sources import Packages

# Where a species' anatomy ontology keeps its cells.
_CELL_ROOTS = {"FBbt:00007002", "ZFA:0009000", "WBbt:0004017"}
# Neurons of the fly's connectome, tens of thousands that only connectomics names.
_CONNECTOME = "FBbt:20"
# Lines named by a registry of stem cells (UMi012-A) and clones with long names.
_REGISTERED_LINE = re.compile(r"[A-Za-z]+[ie]\d{3}-[A-Z].*|.{17,}")
# EFO files each strain apart; its description or label says that it is one, and of what.
_STRAIN = re.compile(r"\bstrain\b|\binbred\b|\boutbred\b|\bstock\b", re.IGNORECASE)
_SPECIES_OF_STRAIN = (
    ("NCBITaxon:10090", re.compile(r"\b(?:mouse|mice|mus|jaxmice|jackson)\b", re.IGNORECASE)),
    ("NCBITaxon:10116", re.compile(r"\brats?\b|\brattus\b", re.IGNORECASE)),
    ("NCBITaxon:7227", re.compile(r"\bdrosophila\b", re.IGNORECASE)),
    ("NCBITaxon:6239", re.compile(r"\belegans\b", re.IGNORECASE)),
    ("NCBITaxon:3702", re.compile(r"\barabidopsis\b", re.IGNORECASE)),
)
_NO_STRAIN = re.compile(
    r"strain type|^strain|strain$|measurement|muscle|design|injury", re.IGNORECASE
)


def _near(term: Mapping[str, Any]) -> list[str]:
    return sorted(curie for curie, steps in term["ancestors"].items() if steps == 1)


def derive_tissues(packages: Packages) -> list[Row]:
    """UBERON: labels, exact synonyms, is-a and part-of parents; MeSH references."""
    return _plain(packages, "UBERON", "tissue")


def derive_cells(packages: Packages) -> list[Row]:
    """CL: labels, exact synonyms, is-a and part-of parents; MeSH references."""
    return _plain(packages, "CL", "cell_type")


def _plain(packages: Packages, name: str, kind: str) -> list[Row]:
    crossings = Crossings(packages)
    rows = []
    for curie, term in packages.ontology(name).items():
        if curie.startswith(f"{name}:"):
            row = Row(id=curie, type=kind, label=term["label"], parents=_near(term))
            row.exact = list(term.get("synonyms", ()))
            crossings.cross(row)
            rows.append(row)
    return rows


def derive_species_anatomy(packages: Packages) -> dict[str, list[Row]]:
    """FBbt, ZFA and WBbt, tissues and cells apart; bridges to UBERON and CL as references."""
    tables: dict[str, list[Row]] = {"tissue": [], "cell_type": []}
    for name in ("FBbt", "ZFA", "WBbt"):
        for curie, term in packages.ontology(name).items():
            if not curie.startswith(f"{name}:") or curie.startswith(_CONNECTOME):
                continue
            above = set(term["ancestors"])
            kind = "cell_type" if _CELL_ROOTS & (above | {curie}) else "tissue"
            row = Row(id=curie, type=kind, label=term["label"], parents=_near(term))
            row.exact = list(term.get("synonyms", ()))
            bridges = term.get("cross_ontology_terms", {})
            row.xrefs = sorted(set(bridges.values()))
            tables[kind].append(row)
    return tables


def derive_cell_lines(packages: Packages) -> list[Row]:
    """Cellosaurus: identifiers and names of cell lines."""
    return [
        Row(id=f"Cellosaurus:{curie}", type="cell_type", label=term["label"], note="cell line")
        for curie, term in packages.ontology("CVCL").items()
        if len(term["label"]) > 2 and not _REGISTERED_LINE.fullmatch(term["label"])
    ]


def derive_strains(packages: Packages) -> list[Row]:
    """EFO: strains of laboratory animals and plants, each with its species."""
    rows = {}
    terms = packages.ontology("EFO")
    for curie, term in terms.items():
        text = f"{term['label']}; {term.get('description', '')}"
        taxon = next((taxon for taxon, word in _SPECIES_OF_STRAIN if word.search(text)), "")
        few_above = len(term["ancestors"]) <= 4
        if taxon and few_above and _STRAIN.search(text) and not _NO_STRAIN.search(term["label"]):
            row = Row(id=curie, type="organism", label=term["label"], taxon=taxon, note="strain")
            row.exact = list(term.get("synonyms", ()))
            rows[curie] = row
    for row in rows.values():
        row.parents = [above for above in _near(terms[row.id]) if above in rows]
        row.parents = row.parents or [row.taxon]
    return list(rows.values())
