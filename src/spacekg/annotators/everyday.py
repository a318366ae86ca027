"""Everyday names: the words for organisms that no taxonomy gives (patients, mice, plants)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from spacekg.lexicon import Lexicon


@dataclass(frozen=True, slots=True, kw_only=True)
class EverydayName:
    """An everyday word for a taxon.

    ``person`` words name people by their part in a study, ``broad`` ones more than a species,
    and ``weak`` ones count only where the document gives another reason.
    """

    word: str
    taxon: str
    person: bool = False
    broad: bool = False
    weak: bool = False


@cache
def read_everyday_names(lexicon: Lexicon) -> Mapping[str, EverydayName]:
    """The lexicon's table ``common_names`` by lower-case word; of two the one with a capital."""
    names: dict[str, EverydayName] = {}
    for row in lexicon.table("common_names"):
        word = row["word"]
        known = names.get(word.lower())
        if known is None or known.word.islower():
            names[word.lower()] = EverydayName(
                word=word,
                taxon=row["taxon"],
                person=row["note"] == "person",
                broad=row["note"] == "higher taxon",
                weak=row["strength"] == "weak",
            )
    return MappingProxyType(names)


@cache
def everyday_taxa(lexicon: Lexicon) -> frozenset[str]:
    """The taxa of all everyday names."""
    return frozenset(name.taxon for name in read_everyday_names(lexicon).values())


@cache
def everyday_species(lexicon: Lexicon) -> frozenset[str]:
    """The taxa of everyday names that are of one species and no part that people play."""
    names = read_everyday_names(lexicon).values()
    return frozenset(name.taxon for name in names if not name.person and not name.broad)
