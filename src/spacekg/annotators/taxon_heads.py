"""Taxon heads: an everyday word that a document uses for another species than the usual one.

``Mice (Peromyscus leucopus)`` are no house mice, there and wherever the same words stand again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from itertools import pairwise

from spacekg.annotators.everyday import EverydayName, read_everyday_names
from spacekg.annotators.lineages import RELATED, Lineages
from spacekg.annotators.taxon_names import FIRM, Found
from spacekg.lexicon import Lexicon, Sense
from spacekg.patterns import compile_late

#: the fly of the laboratory, and the order of all flies
DROSOPHILA, DIPTERA = "NCBITaxon:7227", "NCBITaxon:7147"
#: in brackets or at once after the word nothing else can be meant
WIDELY_RELATED = RELATED | {
    "superorder",
    "infraclass",
    "subclass",
    "class",
    "superclass",
    "subphylum",
    "phylum",
    "subkingdom",
    "kingdom",
}
_CLOSED = frozenset(
    "a an and as at both by each for from how in of on or such than that the these this those to"
    " two three when whether which wild with".split()
)
_OPENED = compile_late(r",? ?\(| ")
_LISTED = ", "
_SCIENTIFIC = compile_late(r"[A-Z][a-z]*\.? [a-z]")
_LAST_WORD = compile_late(r"\b([A-Za-z][a-z-]+)[ -]$")


def follow_heads(lexicon: Lexicon, found: Sequence[Found]) -> Iterator[Found]:
    """The names, each everyday word with the species whose name the document puts after it."""
    everyday = read_everyday_names(lexicon)
    lineages = Lineages(lexicon)
    named = {lineages.species(each.taxon) for each in found if _SCIENTIFIC.match(each.surface)}
    meant: dict[tuple[str, str], Sense] = {}
    for each, after in pairwise(found):
        taxon = _usual(each, everyday)
        if not taxon or lineages.species(taxon) in named:
            continue
        ranks = _apposed(each, after)
        other = lineages.species(after.taxon)
        if not lineages.groups(taxon, ranks).isdisjoint(lineages.groups(other, ranks)):
            meant[taxon, _before(each)] = after.sense
    flies = _names_other_flies(found, named, lineages)
    for each in found:
        if flies and each.taxon == DROSOPHILA and _usual(each, everyday):
            continue
        sense = meant.get((each.taxon, _before(each))) or meant.get((each.taxon, ""))
        if sense is None or not _usual(each, everyday):
            yield each
        else:
            yield replace(each, sense=sense, kind=FIRM)


def _names_other_flies(found: Sequence[Found], named: Set[str], lineages: Lineages) -> bool:
    """Whether a document names flies by their scientific names, and none of them Drosophila."""
    if not any(each.taxon == DROSOPHILA for each in found) or DROSOPHILA in named:
        return False
    if any(each.surface.startswith("Drosophila") for each in found):
        return False
    return any(DIPTERA in lineages.above(taxon) for taxon in named)


def _usual(each: Found, everyday: Mapping[str, EverydayName]) -> str:
    """The species that an everyday word usually means; nothing for people and wider words."""
    name = everyday.get(each.surface.lower())
    if name is None:
        common = each.sense.scope == "common" and each.surface.islower()
        return each.taxon if common and each.kind == FIRM else ""
    if name.person or name.broad or name.taxon != each.taxon or not name.word.islower():
        return ""
    return name.taxon


def _before(each: Found) -> str:
    """The word before a name: green turtles are not marine turtles."""
    match = _LAST_WORD.search(each.scan.passage.text[max(0, each.start - 20) : each.start])
    word = match.group(1).lower() if match else ""
    return "" if word in _CLOSED else word


def _apposed(word: Found, other: Found) -> frozenset[str]:
    """The ranks that two names share where the second, a scientific one, explains the first."""
    if word.scan is not other.scan or other.kind != FIRM or not _SCIENTIFIC.match(other.surface):
        return frozenset()
    between = word.scan.passage.text[word.end : other.start]
    if between == _LISTED:
        return RELATED
    return WIDELY_RELATED if _OPENED.fullmatch(between) else frozenset()
