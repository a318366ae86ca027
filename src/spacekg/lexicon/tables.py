"""Tables: the tab-separated files the lexicon is made from, and how one is read.

A *term table* has the columns ``id`` and ``label`` and any of ``type exact alias related
common synonyms parents xrefs taxon note``; lists are separated by ``|``. Any other table is
looked up by name (``Lexicon.table``). Lines that begin with ``#`` are remarks.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from pathlib import Path

from spacekg.errors import LexiconError

#: The tables made by scripts/derive_lexicon, in the order in which their terms are numbered:
#: of two terms with the same name and scope, the one of the earlier table comes first.
DERIVED = (
    "taxa_animals",
    "taxa_plants",
    "taxa_fungi",
    "taxa_microbes",
    "taxa_others",
    "strains",
    "tissues",
    "tissues_species",
    "cells",
    "cells_species",
    "cell_lines",
    "genes_human",
    "genes_mouse",
    "genes_rat",
    "genes_zebrafish",
    "genes_fly",
    "genes_worm",
    "genes_uniprot",
    "genes_rhesus",
    "gene_families",
    "processes",
    "pathways",
    "diseases",
    "phenotypes",
    "chemicals",
    "mesh",
)
#: Derived tables of relations: ``id`` and a list ``orthologs`` or ``members``.
ORTHOLOGS = "orthologs"
CURATED = "curated"

#: The type of a term whose table does not name it, by the prefix of its identifier.
TYPE_OF_PREFIX = {
    "NCBITaxon": "organism",
    "UBERON": "tissue",
    "PO": "tissue",
    "FBbt": "tissue",
    "ZFA": "tissue",
    "WBbt": "tissue",
    "CL": "cell_type",
    "Cellosaurus": "cell_type",
    "NCBIGene": "gene",
    "HGNC": "gene",
    "MGI": "gene",
    "RGD": "gene",
    "TAIR": "gene",
    "FlyBase": "gene",
    "WormBase": "gene",
    "ZFIN": "gene",
    "SGD": "gene",
    "EnsemblGene": "gene",
    "UniProt": "gene",
    "FPLX": "gene_family",
    "GO": "process",
    "REACT": "pathway",
    "WP": "pathway",
    "KEGG": "pathway",
    "CHEBI": "chemical",
    "MONDO": "phenotype",
    "DOID": "phenotype",
    "HP": "phenotype",
    "MP": "phenotype",
    "MESH": "phenotype",
    "EFO": "organism",
    "OSD": "dataset",
    "GLDS": "dataset",
    "skgx": "exposure",
    "skgm": "mission",
    "skgc": "countermeasure",
    "skgp": "phenotype",
}


def split_list(cell: str) -> list[str]:
    """The items of a list cell, without empty ones.

    >>> split_list("a| b||c")
    ['a', 'b', 'c']
    """
    return [item for item in map(str.strip, cell.split("|")) if item] if cell else []


def read_table(path: Path) -> Iterator[Mapping[str, str]]:
    """Read a ``.tsv`` or ``.tsv.gz`` file, one mapping of column to cell a row."""
    opened = (
        gzip.open(path, "rt", encoding="utf-8", newline="\n")
        if path.suffix == ".gz"
        else (path.open(encoding="utf-8", newline="\n"))
    )
    columns: list[str] = []
    try:
        with opened as lines:
            for number, line in enumerate(lines, start=1):
                if line.startswith("#") or not line.strip():
                    continue
                cells = line.rstrip("\r\n").split("\t")
                if not columns:
                    columns = cells
                    continue
                if len(cells) > len(columns):
                    raise LexiconError(
                        f"{len(cells)} cells under {len(columns)} columns",
                        file=path.name,
                        place=f"line {number}",
                        advice="separate cells by one tab and list items by |",
                    )
                row = dict.fromkeys(columns, "")
                row.update(zip(columns, cells, strict=False))
                yield row
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise LexiconError(
            f"a table cannot be read ({error})",
            file=path.name,
            advice="restore the file from the repository",
        ) from error


def is_term_table(path: Path) -> bool:
    """Whether the rows of a table are terms (it has the columns ``id`` and ``label``)."""
    first = next(read_table(path), None)
    return first is not None and "id" in first and "label" in first


def curated_tables(folder: Path) -> tuple[Path, ...]:
    """The curated tables of a lexicon folder, in the order of their names."""
    return tuple(sorted((folder / CURATED).glob("*.tsv")))


def derived_tables(folder: Path) -> tuple[Path, ...]:
    """The derived term tables that are present, in the order of ``DERIVED``."""
    paths = (folder / f"{name}.tsv.gz" for name in DERIVED)
    return tuple(path for path in paths if path.exists())
