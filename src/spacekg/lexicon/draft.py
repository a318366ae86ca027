"""Draft: the terms and names of all tables, gathered and merged before they are compiled."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from pathlib import Path

from spacekg.errors import LexiconError
from spacekg.lexicon.tables import (
    MEMBERS,
    ORTHOLOGS,
    TYPE_OF_PREFIX,
    Table,
    curated_tables,
    derived_tables,
    is_term_table,
    read_table,
    split_list,
)
from spacekg.lexicon.term import SCOPES, TYPES

_SCOPE = {scope: number for number, scope in enumerate(SCOPES)}
_GENES = (TYPES.index("gene"), TYPES.index("gene_family"))
_TYPE = {kind: number for number, kind in enumerate(TYPES)}


class Draft:
    """Terms numbered in the order of the tables; a term named by several tables is one term.

    Lists stay the cells they were (items separated by ``|``): most are empty.
    """

    def __init__(self) -> None:
        self.number: dict[str, int] = {}
        self.labels: list[str] = []
        self.types = bytearray()
        self.taxa: list[str] = []
        self.notes: list[str] = []
        self.xrefs: list[str] = []
        self.parents: list[str] = []
        self.orthologs: dict[str, str] = {}
        self.members: dict[str, str] = {}
        self.derived = 0
        """How many names came from derived tables; the curated ones that follow go before them."""
        self._owners: dict[str, int] | None = None
        self.names: list[str] = []
        self.name_terms = array("I")
        self.name_scopes = bytearray()

    def add_table(self, table: Table, *, curated: bool) -> None:
        """Add the rows of a term table, and what it says more about terms that are known."""
        place = {column: number for number, column in enumerate(table.columns)}
        width = len(table.columns)

        def column(name: str) -> int:
            return place.get(name, width)

        spots = tuple(map(column, ("id", "label", "type", "taxon", "note", "xrefs", "parents")))
        synonyms = _SCOPE["common" if curated else "exact"]
        scopes = [(place["synonyms"], synonyms)] if "synonyms" in place else []
        scopes += [(spot, _SCOPE[name]) for name, spot in place.items() if name in _SCOPE]
        scopes = [(spot, scope) for spot, scope in scopes if spot != spots[1]]
        for cells in table.rows:
            cells.append("")
            curie = cells[spots[0]]
            term = self.number.get(curie)
            if term is None and curated:
                term = self._term_of_reference(curie)
            if term is None:
                term = self._add_term([cells[spot] for spot in spots], table.name)
            else:
                self._extend(term, [cells[spot] for spot in spots])
            for spot, scope in scopes:
                if cells[spot]:
                    for name in split_list(cells[spot]):
                        self._add_name(term, name, scope)

    def _term_of_reference(self, curie: str) -> int | None:
        """The term that has a curated identifier as a cross-reference (MGI for NCBI Gene)."""
        if self._owners is None:
            self._owners = {}
            for term, cell in enumerate(self.xrefs):
                if cell and self.types[term] in _GENES:
                    for ref in split_list(cell):
                        self._owners.setdefault(ref, term)
        return self._owners.get(curie)

    def add_word(self, row: Mapping[str, str], *, file: str) -> None:
        """Add an everyday word for a taxon (columns ``word taxon scientific_name``)."""
        term = self.number.get(row["taxon"])
        if term is None:
            label = row.get("scientific_name", "") or row["word"]
            term = self._add_term([row["taxon"], label, "", "", "", "", ""], file)
        self._add_name(term, row["word"], _SCOPE["common"])

    def _add_term(self, cells: Sequence[str], file: str) -> int:
        curie, label, kind, taxon, note, xrefs, parents = cells
        if not curie or not label:
            raise LexiconError("a term without id or label", file=file, place=curie or label)
        number = _TYPE.get(kind or TYPE_OF_PREFIX.get(curie.partition(":")[0], ""))
        if number is None:
            raise LexiconError(
                f"{curie} has no type that is known ({kind or 'none given'})",
                file=file,
                advice="name the type in a column 'type' or the prefix in TYPE_OF_PREFIX",
            )
        term = self.number[curie] = len(self.labels)
        self.labels.append(label)
        self.types.append(number)
        self.taxa.append(taxon)
        self.notes.append(note)
        self.xrefs.append(xrefs)
        self.parents.append(parents)
        self._add_name(term, label, 0)
        return term

    def _extend(self, term: int, cells: Sequence[str]) -> None:
        _, label, _, _, note, xrefs, parents = cells
        if xrefs:
            self.xrefs[term] = _join(self.xrefs[term], xrefs)
        if parents:
            self.parents[term] = _join(self.parents[term], parents)
        if note and not self.notes[term]:
            self.notes[term] = note
        if label and label != self.labels[term]:
            self._add_name(term, label, _SCOPE["common"])

    def _add_name(self, term: int, name: str, scope: int) -> None:
        self.names.append(name)
        self.name_terms.append(term)
        self.name_scopes.append(scope)


def _join(one: str, other: str) -> str:
    return "|".join(dict.fromkeys(split_list(one) + split_list(other)))


def gather_draft(folder: Path) -> Draft:
    """Read all tables of a lexicon folder, derived ones first, into a draft."""
    draft = Draft()
    for path in derived_tables(folder):
        draft.add_table(read_table(path), curated=False)
    draft.derived = len(draft.names)
    for path in curated_tables(folder):
        table = read_table(path)
        if is_term_table(table):
            draft.add_table(table, curated=True)
        elif {"word", "taxon"} <= set(table.columns):
            for row in table.mappings():
                if row["word"] and row["taxon"].startswith("NCBITaxon:"):
                    draft.add_word(row, file=path.name)
    draft.orthologs = _read_relation(folder / f"{ORTHOLOGS}.tsv.gz")
    draft.members = _read_relation(folder / f"{MEMBERS}.tsv.gz")
    return draft


def _read_relation(path: Path) -> dict[str, str]:
    return {row[0]: row[1] for row in read_table(path).rows} if path.exists() else {}


def gather_lookups(folder: Path) -> dict[str, list[dict[str, str]]]:
    """The curated tables that are no term tables, by name."""
    tables = ((path.stem, read_table(path)) for path in curated_tables(folder))
    return {name: list(table.mappings()) for name, table in tables if not is_term_table(table)}
