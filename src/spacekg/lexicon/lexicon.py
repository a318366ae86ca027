"""Lexicon: names to terms, and a text to all the names in it."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import accumulate, compress, pairwise
from pathlib import Path
from types import MappingProxyType

import marisa_trie

from spacekg.errors import LexiconError
from spacekg.lexicon.closed_class import CLOSED_CLASS
from spacekg.lexicon.folding import CHUNK, Folds
from spacekg.lexicon.openings import SINGLE, Openings
from spacekg.lexicon.storage import BINARY, FILES, IDS, LOOKUPS, NAMES, map_binary
from spacekg.lexicon.term import SCOPES, TYPES, Hit, Sense, Senses, Term

_LONGEST_KEY = 130
_FEW = 4
_MOST_REMEMBERED = 50_000
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_RAISED = frozenset("¹²³⁰⁴⁵⁶⁷⁸⁹")


_NO_SENSES = Senses()


class Lexicon:
    """The compiled lexicon of a folder, mapped into memory.

    Scanning remembers what it has folded and met; the answers never depend on it.
    """

    def __init__(self, folder: Path) -> None:
        for file in FILES:
            if not (folder / file).is_file():
                raise LexiconError(
                    "a file of the compiled lexicon is missing",
                    file=str(folder / file),
                    advice="install SpaceKG again",
                )
        self.folder = folder
        self._names = marisa_trie.Trie().mmap(str(folder / NAMES))
        self._ids = marisa_trie.Trie().mmap(str(folder / IDS))
        self._data = map_binary(folder / BINARY)
        self._folds = Folds()
        self._openings = Openings(self._names)
        self._senses: dict[int, Senses] = {}
        self._named: dict[str, Senses] = {}
        self._above: dict[str, tuple[str, ...]] = {}
        self._terms: dict[int, Term] = {}
        self._numbers: dict[str, int | None] = {}
        self._nearest: dict[int, list[int]] = {}
        self._common: dict[int, str] = {}
        self._lookups: dict[str, tuple[Mapping[str, str], ...]] = {}

    def __len__(self) -> int:
        """The number of terms."""
        return len(self._data["term_ids"])

    def scan(self, text: str) -> Iterator[Hit]:
        """Every name of the lexicon in a text, by start, the longest first at each start.

        A name starts where a word or a run of digits starts and ends where one ends: ``IL``
        is not found in ``IL6``. Shorter names inside longer ones are given too.
        """
        for start, end, senses in self.spans(text):
            yield Hit(start=start, end=end, senses=senses)

    def spans(self, text: str) -> Iterator[tuple[int, int, Senses]]:
        """What :meth:`scan` finds, as bare start, end and senses."""
        parts = CHUNK.split(text)
        chunks = parts[1::2]
        count = len(chunks)
        if not count:
            return
        edges = list(accumulate(map(len, parts)))
        starts, stops = edges[0::2], edges[1::2]
        folds = list(map(self._folds.__getitem__, chunks))
        line = "".join(folds)
        places = list(accumulate(map(len, folds), initial=0))
        chunk_after = dict(zip(places, range(count + 1), strict=True))
        pairs = zip(folds, [*folds[1:], ""], strict=True)
        opens = list(map(self._openings.__getitem__, pairs))
        length = len(text)
        find = self._names.iter_prefixes_with_ids
        for chunk in compress(range(count), opens):
            start = starts[chunk]
            if start and (before := text[start - 1]).isalnum() and before != "Δ":
                continue
            if opens[chunk] >= SINGLE:
                end, number = stops[chunk], opens[chunk] - SINGLE
                if end < length and (behind := text[end]).isalnum() and behind not in _RAISED:
                    continue
                if chunks[chunk] not in CLOSED_CLASS:
                    yield start, end, self._senses.get(number) or self._senses_of(number)
                continue
            place = places[chunk]
            found = [
                (after, number)
                for key, number in find(line[place : place + _LONGEST_KEY])
                if (after := chunk_after.get(place + len(key)))
            ]
            for after, number in reversed(found):
                end = stops[after - 1]
                if end < length and (behind := text[end]).isalnum() and behind not in _RAISED:
                    continue
                if after - chunk < _FEW and CLOSED_CLASS.issuperset(chunks[chunk:after]):
                    continue
                if "\n" in text[start:end] and _BLANK_LINE.search(text, start, end):
                    continue
                senses = self._senses.get(number) or self._senses_of(number)
                yield start, end, senses

    def senses(self, name: str) -> Senses:
        """All senses of a name, the most certain first; empty when it is not known."""
        known = self._named.get(name)
        if known is None:
            number = self._names.get("".join(map(self._folds.__getitem__, CHUNK.findall(name))))
            known = (
                _NO_SENSES
                if number is None
                else self._senses.get(number) or self._senses_of(number)
            )
            if len(self._named) > _MOST_REMEMBERED:
                self._named.clear()
            self._named[name] = known
        return known

    def term(self, curie: str) -> Term | None:
        """The term of an identifier or of a cross-reference that only one term has."""
        number = self._number(curie)
        return None if number is None else self._term(number)

    def parents(self, curie: str) -> tuple[str, ...]:
        """The identifiers directly above a term (is-a and part-of)."""
        number = self._number(curie)
        if number is None:
            return ()
        return tuple(map(self._id, self._items("parents", number)))

    def ancestors(self, curie: str) -> tuple[str, ...]:
        """All identifiers above a term (is-a and part-of), the nearest first."""
        known = self._above.get(curie)
        if known is None:
            if len(self._above) > _MOST_REMEMBERED // 5:
                self._above.clear()
            known = self._above[curie] = self._find_ancestors(curie)
        return known

    def _find_ancestors(self, curie: str) -> tuple[str, ...]:
        number = self._number(curie)
        if number is None:
            return ()
        met = {number: None}
        level = [number]
        known = self._nearest
        if len(known) > _MOST_REMEMBERED:
            known.clear()
        while level:
            above: dict[int, None] = {}
            for below in level:
                parents = known.get(below)
                if parents is None:
                    parents = known[below] = self._items("parents", below)
                above.update(dict.fromkeys(parents))
            level = [item for item in above if item not in met]
            met.update(dict.fromkeys(level))
        del met[number]
        return tuple(map(self._id, met))

    def orthologs(self, curie: str) -> tuple[str, ...]:
        """The identifiers of the genes of other species that descend from the same gene."""
        number = self._number(curie)
        if number is None:
            return ()
        return tuple(map(self._id, self._items("orthologs", number)))

    def members(self, curie: str) -> tuple[str, ...]:
        """The identifiers of the human genes of a pathway (Reactome, WikiPathways)."""
        number = self._number(curie)
        if number is None:
            return ()
        return tuple(map(self._id, self._items("members", number)))

    def pathways(self) -> tuple[str, ...]:
        """The identifiers of all pathways whose members are known, sorted."""
        owners = self._data.get("members_terms")
        if owners is None:
            starts = self._data["members_starts"].tolist()
            numbers = [number for number, pair in enumerate(pairwise(starts)) if pair[0] < pair[1]]
        else:
            numbers = owners.tolist()
        return tuple(sorted(map(self._id, numbers)))

    def table(self, name: str) -> tuple[Mapping[str, str], ...]:
        """The rows of a small curated table that is not made of terms."""
        if not self._lookups:
            text = (self.folder / LOOKUPS).read_text(encoding="utf-8")
            self._lookups = {
                key: tuple(MappingProxyType(row) for row in rows)
                for key, rows in json.loads(text).items()
            }
        if name not in self._lookups:
            raise LexiconError(
                f"there is no table {name}",
                file=LOOKUPS,
                advice=f"there are: {', '.join(sorted(self._lookups)) or 'none'}",
            )
        return self._lookups[name]

    def _number(self, curie: str) -> int | None:
        try:
            return self._numbers[curie]
        except KeyError:
            if len(self._numbers) > _MOST_REMEMBERED:
                self._numbers.clear()
            key = self._ids.get(curie)
            number = None if key is None else self._data["id_terms"][key]
            self._numbers[curie] = number
            return number

    def _items(self, relation: str, number: int) -> list[int]:
        starts = self._data[f"{relation}_starts"]
        owners = self._data.get(f"{relation}_terms")
        if owners is not None:
            # only the terms that have any are listed
            place = bisect_left(owners, number)
            if place == len(owners) or owners[place] != number:
                return []
            number = place
        return self._data[relation][starts[number] : starts[number + 1]].tolist()

    def _string(self, number: int) -> str:
        starts = self._data["string_starts"]
        return str(self._data["strings"][starts[number] : starts[number + 1]], "utf-8")

    def _shared(self, number: int) -> str:
        """A string that many terms have, such as their taxon; remembered."""
        if number not in self._common:
            self._common[number] = self._string(number)
        return self._common[number]

    def _id(self, number: int) -> str:
        return self._string(self._data["term_ids"][number])

    def _term(self, number: int) -> Term:
        known = self._terms.get(number)
        if known is not None:
            return known
        data = self._data
        if len(self._terms) > _MOST_REMEMBERED:
            self._terms.clear()
            self._common.clear()
        term = self._terms[number] = Term(
            id=self._id(number),
            label=self._string(data["term_labels"][number]),
            type=TYPES[data["term_types"][number]],
            ids=tuple(map(self._string, self._items("xrefs", number))),
            taxon=self._shared(data["term_taxa"][number]),
            note=self._shared(data["term_notes"][number]),
        )
        return term

    def _senses_of(self, key: int) -> Senses:
        """Make and remember the senses of a key."""
        data = self._data
        starts = data["sense_starts"]
        if len(self._senses) > _MOST_REMEMBERED:
            self._senses.clear()
        senses = self._senses[key] = Senses(
            Sense(
                term=self._term(data["sense_terms"][place]),
                name=self._string(data["sense_names"][place]),
                scope=SCOPES[data["sense_scopes"][place]],
            )
            for place in range(starts[key], starts[key + 1])
        )
        return senses
