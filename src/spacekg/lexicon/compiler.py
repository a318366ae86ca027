"""Compiler: writes the tables of a lexicon folder in the form that is mapped into memory.

Four files: ``names.marisa`` (trie of folded names), ``ids.marisa`` (trie of identifiers),
``lexicon.bin`` (flat arrays of senses, terms, parents, orthologs and their strings) and
``lookups.json`` (the small tables). Only the standard library and marisa-trie are needed, so
that a wheel can be built in an empty environment.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path

import marisa_trie

from spacekg.lexicon.draft import Draft, gather_draft, gather_lookups
from spacekg.lexicon.folding import CHUNK, Folds
from spacekg.lexicon.storage import BINARY, IDS, LOOKUPS, NAMES, write_binary
from spacekg.lexicon.term import TYPES

_LONGEST_NAME = 120
_GENE_TYPES = (TYPES.index("gene"), TYPES.index("gene_family"))


class _Strings:
    """Numbers for strings, each kept once."""

    def __init__(self) -> None:
        self._number: dict[str, int] = {}

    def add(self, text: str) -> int:
        return self._number.setdefault(text, len(self._number))

    def sections(self) -> tuple[array[int], bytes]:
        encoded = [text.encode() for text in self._number]
        starts = array("I", [0])
        total = 0
        for text in encoded:
            total += len(text)
            starts.append(total)
        return starts, b"".join(encoded)


def compile_lexicon(source: Path, target: Path) -> None:
    """Compile the tables of the folder ``source`` into the existing folder ``target``."""
    draft = gather_draft(source)
    strings = _Strings()
    strings.add("")
    sections: dict[str, array[int] | bytes] = {}
    names = _compile_names(draft, strings, sections)
    ids = _compile_terms(draft, strings, sections)
    sections["string_starts"], sections["strings"] = strings.sections()
    names.save(str(target / NAMES))
    ids.save(str(target / IDS))
    write_binary(target / BINARY, sections)
    lookups = gather_lookups(source)
    text = json.dumps(lookups, ensure_ascii=False, sort_keys=True, indent=0)
    (target / LOOKUPS).write_text(text, encoding="utf-8")


def _compile_names(
    draft: Draft, strings: _Strings, sections: dict[str, array[int] | bytes]
) -> marisa_trie.Trie:
    folds = Folds()
    keys = [_fold_name(name, folds) for name in draft.names]
    trie = marisa_trie.Trie(sorted({key for key in keys if key}))
    packed: list[int] = []
    for place, key in enumerate(keys):
        if key:
            term = draft.name_terms[place]
            rank = draft.name_scopes[place] << 24 | term
            packed.append(trie[key] << 60 | rank << 32 | place)
    packed.sort()
    starts = array("I", [0]) * (len(trie) + 1)
    terms, spelled, scopes = array("I"), array("I"), bytearray()
    last_key, seen = -1, set[tuple[int, str]]()
    for sense in packed:
        key_number, place = sense >> 60, sense & 0xFFFFFFFF
        if key_number != last_key:
            last_key = key_number
            seen = set()
        term, name = draft.name_terms[place], draft.names[place]
        # Only genes differ by case alone (Cat, CAT); a second spelling of a tissue is no news.
        mark = (term, name if draft.types[term] in _GENE_TYPES else "")
        if mark in seen:
            continue
        seen.add(mark)
        terms.append(term)
        spelled.append(strings.add(name))
        scopes.append(draft.name_scopes[place])
        starts[key_number + 1] = len(terms)
    _fill_gaps(starts)
    sections["sense_starts"] = starts
    sections["sense_terms"] = terms
    sections["sense_names"] = spelled
    sections["sense_scopes"] = bytes(scopes)
    return trie


def _fold_name(name: str, folds: Folds) -> str:
    """The key of a name, empty when it is too short or too long to be looked for."""
    if len(name) < 2 or len(name) > _LONGEST_NAME:
        return ""
    key = "".join(map(folds.__getitem__, CHUNK.findall(name)))
    letters = sum(map(str.isalpha, key))
    return key if letters and len(key) > 2 and (letters > 1 or len(name) < 6) else ""


def _fill_gaps(starts: array[int]) -> None:
    last = 0
    for place, start in enumerate(starts):
        if start < last:
            starts[place] = last
        else:
            last = start


def _compile_terms(
    draft: Draft, strings: _Strings, sections: dict[str, array[int] | bytes]
) -> marisa_trie.Trie:
    number = draft.number
    sections["term_ids"] = array("I", map(strings.add, number))
    sections["term_labels"] = array("I", map(strings.add, draft.labels))
    sections["term_taxa"] = array("I", map(strings.add, draft.taxa))
    sections["term_notes"] = array("I", map(strings.add, draft.notes))
    sections["term_types"] = bytes(draft.types)
    above = [[number[curie] for curie in row if curie in number] for row in draft.parents]
    _add_lists(sections, "parents", above)
    _add_lists(sections, "xrefs", [list(map(strings.add, row)) for row in draft.xrefs])
    alike = [
        [number[curie] for curie in draft.orthologs.get(own, ()) if curie in number]
        for own in number
    ]
    _add_lists(sections, "orthologs", alike)
    owner = dict(number)
    for term, refs in enumerate(draft.xrefs):
        for ref in refs:
            # A reference shared by two terms names neither of them.
            owner[ref] = term if owner.get(ref, term) == term or ref in number else -1
    owner.update(number)
    owner = {curie: term for curie, term in owner.items() if term >= 0}
    trie = marisa_trie.Trie(sorted(owner))
    terms = array("I", [0]) * len(trie)
    for curie, term in owner.items():
        terms[trie[curie]] = term
    sections["id_terms"] = terms
    return trie


def _add_lists(
    sections: dict[str, array[int] | bytes], name: str, rows: Iterable[Sequence[int]]
) -> None:
    starts, items = array("I", [0]), array("I")
    for row in rows:
        items.extend(row)
        starts.append(len(items))
    sections[f"{name}_starts"] = starts
    sections[name] = items
