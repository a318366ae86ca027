"""Lineages: what lies above the taxa of a document, and how near two of them are."""

from __future__ import annotations

from collections.abc import Iterable

from spacekg.lexicon import Lexicon
from spacekg.patterns import compile_late

#: ranks of a genus and of what is named after one
GENERA = frozenset({"genus", "subgenus"})
#: ranks so near that two taxa in one of them are likely written about together
NEAR = frozenset({"genus", "subgenus", "tribe", "subtribe", "subfamily", "family"})
#: the same for everyday names, whose authors give the scientific name of some relative
RELATED = NEAR | {"superfamily", "order", "suborder"}
#: Bacteria, Archaea, Fungi and Viruses
MICROBES = frozenset({"NCBITaxon:2", "NCBITaxon:2157", "NCBITaxon:4751", "NCBITaxon:10239"})
_BELOW_SPECIES = compile_late(r"([A-Z][a-z]+ [a-z-]+) (?:pv|subsp|var|f\. ?sp|bv|sv|serovar|str)\b")
_ABOVE_SPECIES = NEAR | {
    "superfamily",
    "order",
    "suborder",
    "infraorder",
    "superorder",
    "class",
    "subclass",
    "infraclass",
    "superclass",
    "phylum",
    "subphylum",
    "superphylum",
    "kingdom",
    "subkingdom",
    "superkingdom",
}


class Lineages:
    """The lineages of one document's taxa; each is looked up once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._above: dict[str, frozenset[str]] = {}
        self._ranks: dict[str, str] = {}

    def rank(self, taxon: str) -> str:
        """The rank of a taxon, empty where it is not known."""
        rank = self._ranks.get(taxon)
        if rank is None:
            term = self._lexicon.term(taxon)
            rank = self._ranks[taxon] = "" if term is None else term.note
        return rank

    def above(self, taxon: str) -> frozenset[str]:
        """All taxa that a taxon is in."""
        known = self._above.get(taxon)
        if known is None:
            known = self._above[taxon] = frozenset(self._lexicon.ancestors(taxon))
        return known

    def above_all(self, taxa: Iterable[str]) -> frozenset[str]:
        """All taxa that any of ``taxa`` is in."""
        return frozenset().union(*(self.above(taxon) for taxon in taxa))

    def is_higher(self, taxon: str) -> bool:
        """Whether a taxon is more than a species; ``no rank`` above a genus counts as more.

        A strain has no rank either, but lies in a genus.
        """
        rank = self.rank(taxon)
        if rank in _ABOVE_SPECIES:
            return True
        if rank not in ("no rank", "clade"):
            return False
        return not any(self.rank(each) in ("species", *GENERA) for each in self.above(taxon))

    def is_microbe(self, taxon: str) -> bool:
        """Whether a taxon is in Bacteria, Archaea, Fungi or Viruses."""
        return not MICROBES.isdisjoint(self.above(taxon))

    def species(self, taxon: str) -> str:
        """The species of a subspecies, a variety or a strain; any other taxon itself."""
        if self.rank(taxon) in ("species", *_ABOVE_SPECIES):
            return taxon
        for each in self._lexicon.ancestors(taxon):
            if self.rank(each) == "species":
                return each
        return self._named_in(taxon) or taxon

    def _named_in(self, taxon: str) -> str:
        """The species whose name begins that of a pathovar that the taxonomy leaves without one."""
        term = self._lexicon.term(taxon)
        parts = _BELOW_SPECIES.match(term.label) if term is not None else None
        if parts is None:
            return ""
        for sense in self._lexicon.senses(parts.group(1)):
            if sense.name == parts.group(1) and sense.term.note == "species":
                return sense.term.id
        return ""

    def groups(self, taxon: str, ranks: frozenset[str]) -> frozenset[str]:
        """The taxon and those above it up to the last of ``ranks``, without a break."""
        found: set[str] = set()
        for each in (taxon, *self._lexicon.ancestors(taxon)):
            rank = self.rank(each)
            if rank in ranks:
                found.add(each)
            elif rank in _ABOVE_SPECIES:
                break
        return frozenset(found)
