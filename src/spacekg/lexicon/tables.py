"""Tables: the tab-separated files the lexicon is made from, and how one is read.

A *term table* has the columns ``id`` and ``label`` and any of ``type exact alias related
common synonyms parents xrefs taxon note``; lists are separated by ``|``. Any other table is
looked up by name (``Lexicon.table``). Lines that begin with ``#`` are remarks.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spacekg.errors import LexiconError

#: The tables made by scripts/derive_lexicon, in the order in which their terms are numbered:
#: of two terms with the same name and scope, the one of the earlier table comes first.
DERIVED = (
    "taxa_animals",
    "taxa_arthropods",
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
MEMBERS = "members"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table that is being read: its columns, and its rows of as many cells, one by one."""

    name: str
    columns: tuple[str, ...]
    rows: Iterator[list[str]]

    def mappings(self) -> Iterator[dict[str, str]]:
        """The rows as mappings of column to cell."""
        for cells in self.rows:
            yield dict(zip(self.columns, cells, strict=True))


def read_table(path: Path) -> Table:
    """Open a ``.tsv`` or ``.tsv.gz`` file; its rows are read while they are asked for."""
    lines = _read_lines(path)
    _, header = next(lines, (0, ""))
    columns = tuple(header.split("\t"))
    return Table(name=path.name, columns=columns, rows=_split_rows(path.name, lines, len(columns)))


def _read_lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        if path.suffix == ".gz":
            text = gzip.decompress(path.read_bytes()).decode()
        else:
            text = path.read_text(encoding="utf-8")
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise LexiconError(
            f"a table cannot be read ({error})",
            file=path.name,
            advice="restore the file from the repository",
        ) from error
    for number, line in enumerate(text.split("\n"), start=1):
        if line and line[0] != "#" and not line.isspace():
            yield number, line.removesuffix("\r")


def _split_rows(file: str, lines: Iterator[tuple[int, str]], width: int) -> Iterator[list[str]]:
    for number, line in lines:
        cells = line.split("\t")
        if len(cells) != width:
            if len(cells) > width:
                raise LexiconError(
                    f"{len(cells)} cells under {width} columns",
                    file=file,
                    place=f"line {number}",
                    advice="separate cells by one tab and list items by |",
                )
            cells += [""] * (width - len(cells))
        yield cells


def is_term_table(table: Table) -> bool:
    """Whether the rows of a table are terms (it has the columns ``id`` and ``label``)."""
    return "id" in table.columns and "label" in table.columns


def curated_tables(folder: Path) -> tuple[Path, ...]:
    """The curated tables of a lexicon folder, in the order of their names."""
    return tuple(sorted((folder / CURATED).glob("*.tsv")))


def derived_tables(folder: Path) -> tuple[Path, ...]:
    """The derived term tables that are present, in the order of ``DERIVED``."""
    paths = (folder / f"{name}.tsv.gz" for name in DERIVED)
    return tuple(path for path in paths if path.exists())
