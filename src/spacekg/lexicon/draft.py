"""Draft: the terms and names of all tables, gathered and merged before they are compiled."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from pathlib import Path

from spacekg.errors import LexiconError
from spacekg.lexicon.tables import (
    ORTHOLOGS,
    TYPE_OF_PREFIX,
    curated_tables,
    derived_tables,
    is_term_table,
    read_table,
    split_list,
)
from spacekg.lexicon.term import SCOPES, TYPES

_NAME_COLUMNS = tuple(
    (scope, SCOPES.index(scope)) for scope in ("exact", "common", "alias", "related")
)
_LABEL, _COMMON = SCOPES.index("label"), SCOPES.index("common")


class Draft:
    """Terms numbered in the order of the tables; a term named by several tables is one term."""

    def __init__(self) -> None:
        self.number: dict[str, int] = {}
        self.labels: list[str] = []
        self.types = bytearray()
        self.taxa: list[str] = []
        self.notes: list[str] = []
        self.xrefs: list[tuple[str, ...]] = []
        self.parents: list[tuple[str, ...]] = []
        self.orthologs: dict[str, list[str]] = {}
        self.names: list[str] = []
        self.name_terms = array("I")
        self.name_scopes = bytearray()

    def add_row(self, row: Mapping[str, str], *, curated: bool, file: str) -> None:
        """Add a row of a term table, or what it says more about a term that is known."""
        curie = row["id"].strip()
        label = row["label"].strip()
        term = self.number.get(curie)
        if term is None:
            if not curie or not label:
                raise LexiconError("a term without id or label", file=file, place=curie or label)
            term = self.number[curie] = len(self.labels)
            self.labels.append(label)
            self.types.append(self._type_number(row, curie, file))
            self.taxa.append(row.get("taxon", ""))
            self.notes.append(row.get("note", ""))
            self.xrefs.append(tuple(split_list(row.get("xrefs", ""))))
            self.parents.append(tuple(split_list(row.get("parents", ""))))
            self._add_name(term, label, _LABEL)
        else:
            known = self.xrefs[term]
            more = (ref for ref in split_list(row.get("xrefs", "")) if ref not in known)
            self.xrefs[term] = (*known, *more)
            above = self.parents[term]
            more = (ref for ref in split_list(row.get("parents", "")) if ref not in above)
            self.parents[term] = (*above, *more)
            self.notes[term] = self.notes[term] or row.get("note", "")
            if label and label != self.labels[term]:
                self._add_name(term, label, _COMMON)
        for column, scope in _NAME_COLUMNS:
            for name in split_list(row.get(column, "")):
                self._add_name(term, name, scope)
        scope = _COMMON if curated else SCOPES.index("exact")
        for name in split_list(row.get("synonyms", "")):
            self._add_name(term, name, scope)

    def add_word(self, row: Mapping[str, str], *, file: str) -> None:
        """Add an everyday word for a taxon (columns ``word taxon scientific_name``)."""
        self.add_row(
            {
                "id": row["taxon"],
                "label": row.get("scientific_name", "") or row["word"],
                "common": row["word"],
            },
            curated=True,
            file=file,
        )

    def _type_number(self, row: Mapping[str, str], curie: str, file: str) -> int:
        kind = row.get("type", "") or TYPE_OF_PREFIX.get(curie.partition(":")[0], "")
        if kind not in TYPES:
            raise LexiconError(
                f"{curie} has no type that is known ({kind or 'none given'})",
                file=file,
                advice="name the type in a column 'type' or the prefix in TYPE_OF_PREFIX",
            )
        return TYPES.index(kind)

    def _add_name(self, term: int, name: str, scope: int) -> None:
        self.names.append(name)
        self.name_terms.append(term)
        self.name_scopes.append(scope)


def gather_draft(folder: Path) -> Draft:
    """Read all tables of a lexicon folder, derived ones first, into a draft."""
    draft = Draft()
    for path in derived_tables(folder):
        for row in read_table(path):
            draft.add_row(row, curated=False, file=path.name)
    for path in curated_tables(folder):
        terms = is_term_table(path)
        for row in read_table(path):
            if terms:
                draft.add_row(row, curated=True, file=path.name)
            elif row.get("word") and row.get("taxon", "").startswith("NCBITaxon:"):
                draft.add_word(row, file=path.name)
    orthologs = folder / f"{ORTHOLOGS}.tsv.gz"
    if orthologs.exists():
        for row in read_table(orthologs):
            draft.orthologs[row["id"]] = split_list(row["orthologs"])
    return draft


def gather_lookups(folder: Path) -> dict[str, list[dict[str, str]]]:
    """The curated tables that are no term tables, by name."""
    return {
        path.stem: [dict(row) for row in read_table(path)]
        for path in curated_tables(folder)
        if not is_term_table(path)
    }
