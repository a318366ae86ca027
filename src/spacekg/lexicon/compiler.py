"""Compiler: writes the tables of a lexicon folder in the form that is mapped into memory.

Four files: ``names.marisa`` (trie of folded names), ``ids.marisa`` (trie of identifiers),
``lexicon.bin`` (flat arrays of senses, terms, parents, orthologs and their strings) and
``lookups.json`` (the small tables). Only the standard library and marisa-trie are needed, so
that a wheel can be built in an empty environment.
"""

from __future__ import annotations

import gc
import json
from array import array
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, groupby
from pathlib import Path
from typing import TYPE_CHECKING

import marisa_trie

from spacekg.lexicon.draft import Draft, gather_draft, gather_lookups
from spacekg.lexicon.folding import CHUNK, Folds
from spacekg.lexicon.storage import BINARY, IDS, LOOKUPS, NAMES, write_binary, write_sums
from spacekg.lexicon.tables import split_list
from spacekg.lexicon.term import TYPES

_LONGEST_NAME = 120
_GENES = (TYPES.index("gene"), TYPES.index("gene_family"))

if TYPE_CHECKING:
    Sections = dict[str, array[int] | bytes]


class _Strings:
    """Numbers for strings, each kept once."""

    def __init__(self) -> None:
        self._number: dict[str, int] = {"": 0}

    def add_all(self, texts: Iterable[str]) -> array[int]:
        number = self._number
        return array("I", [number.setdefault(text, len(number)) for text in texts])

    def sections(self) -> tuple[array[int], bytes]:
        encoded = [text.encode() for text in self._number]
        return array("I", accumulate(map(len, encoded), initial=0)), b"".join(encoded)


def compile_lexicon(source: Path, target: Path) -> None:
    """Compile the tables of the folder ``source`` into the existing folder ``target``."""
    collects = gc.isenabled()
    # Millions of strings and no cycles: the collector would only look at them again and again.
    gc.disable()
    try:
        draft = gather_draft(source)
        strings = _Strings()
        sections: Sections = {}
        # The few texts that many terms share get the smallest numbers, so their columns are narrow.
        sections["term_notes"] = _narrow(strings.add_all(draft.notes))
        sections["term_taxa"] = _narrow(strings.add_all(draft.taxa))
        _compile_names(draft, strings, sections).save(str(target / NAMES))
        _compile_terms(draft, strings, sections).save(str(target / IDS))
        sections["string_starts"], sections["strings"] = strings.sections()
        write_binary(target / BINARY, sections)
        lookups = gather_lookups(source)
    finally:
        if collects:
            gc.enable()
    text = json.dumps(lookups, ensure_ascii=False, sort_keys=True, indent=0)
    (target / LOOKUPS).write_text(text, encoding="utf-8")
    write_sums(target)


def _compile_names(draft: Draft, strings: _Strings, sections: Sections) -> marisa_trie.Trie:
    folds = Folds(most=len(draft.names))
    keys = [fold_name(name, folds) for name in draft.names]
    trie = marisa_trie.Trie(dict.fromkeys(filter(None, keys)))
    numbers = [trie[key] if key else -1 for key in keys]
    del keys, folds
    scopes, terms, types = draft.name_scopes, draft.name_terms, draft.types
    starts = array("I", [0]) * (len(trie) + 1)
    chosen: list[int] = []
    order = sorted(range(len(numbers)), key=numbers.__getitem__)
    for number, group in groupby(order, numbers.__getitem__):
        if number < 0:
            continue
        places = list(group)
        if len(places) > 1:
            places.sort(
                key=lambda place: (place < draft.derived, scopes[place], terms[place], place)
            )
            # Only genes differ by case alone (Cat, CAT); a second spelling of a tissue is no news.
            first = {
                (terms[place], draft.names[place] if types[terms[place]] in _GENES else ""): place
                for place in reversed(places)
            }
            kept = set(first.values())
            places = [place for place in places if place in kept]
        chosen += places
        starts[number + 1] = len(chosen)
    sections["sense_starts"] = array("I", accumulate(starts, max))
    sections["sense_terms"] = array("I", map(terms.__getitem__, chosen))
    sections["sense_names"] = strings.add_all(map(draft.names.__getitem__, chosen))
    sections["sense_scopes"] = bytes(map(scopes.__getitem__, chosen))
    return trie


def fold_name(name: str, folds: Folds) -> str:
    """The key of a name, empty when it is too short or too long to be looked for.

    >>> fold_name("T-cells", Folds()), fold_name("5", Folds()), fold_name("1-2", Folds())
    ('t cell ', '', '')
    """
    if len(name) < 2 or len(name) > _LONGEST_NAME:
        return ""
    if name.isascii() and name.replace(" ", "").isalpha():
        # The many plain names need no pattern to be cut into words.
        return "".join(map(folds.__getitem__, name.split()))
    key = "".join(map(folds.__getitem__, CHUNK.findall(name)))
    return key if len(key) > 2 and not key.replace(" ", "").isdecimal() else ""


def _compile_terms(draft: Draft, strings: _Strings, sections: Sections) -> marisa_trie.Trie:
    number = draft.number
    sections["term_ids"] = strings.add_all(number)
    sections["term_labels"] = strings.add_all(draft.labels)
    sections["term_types"] = bytes(draft.types)

    def number_all(cell: str) -> list[int]:
        return [number[curie] for curie in split_list(cell) if curie in number]

    _add_lists(sections, "parents", draft.parents, number_all)
    _add_lists(sections, "xrefs", draft.xrefs, lambda cell: strings.add_all(split_list(cell)))
    for name in ("orthologs", "members"):
        relation: dict[str, str] = getattr(draft, name)
        _add_lists(sections, name, (relation.get(curie, "") for curie in number), number_all)
    owner = dict(number)
    shared = set()
    for term, cell in enumerate(draft.xrefs):
        for ref in split_list(cell):
            if owner.setdefault(ref, term) != term and ref not in number:
                shared.add(ref)
    # A reference shared by two terms names neither of them.
    for ref in shared:
        del owner[ref]
    trie = marisa_trie.Trie(owner)
    terms = array("I", [0]) * len(trie)
    for curie, term in owner.items():
        terms[trie[curie]] = term
    sections["id_terms"] = terms
    return trie


def _add_lists(
    sections: Sections,
    name: str,
    cells: Iterable[str],
    number_all: Callable[[str], Sequence[int]],
) -> None:
    """A relation to lists: for all terms, or where few have any, for those (``NAME_terms``)."""
    starts, items, owners = array("I", [0]), array("I"), array("I")
    for term, cell in enumerate(cells):
        if cell and (numbers := number_all(cell)):
            items.extend(numbers)
            owners.append(term)
        starts.append(len(items))
    if len(owners) < len(starts) // 2:
        sections[f"{name}_terms"] = owners
        starts = array("I", [*map(starts.__getitem__, owners), len(items)])
    sections[f"{name}_starts"] = starts
    sections[name] = items


def _narrow(column: array[int]) -> array[int]:
    """The column in the smallest numbers that hold it."""
    most = max(column, default=0)
    return array("B" if most < 1 << 8 else "H" if most < 1 << 16 else "I", column)
