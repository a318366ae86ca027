"""Taxon choice: which of the names found a document means, judged by all of its names together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from spacekg.annotators.context import Context
from spacekg.annotators.lineages import MICROBES, NEAR, RELATED, Lineages
from spacekg.annotators.taxon_names import (
    BROAD,
    FIRM,
    GENUS,
    HIGHER,
    PERSON,
    STRAIN,
    VERNACULAR,
    WEAK,
    Found,
)

HUMAN = "NCBITaxon:9606"
_CREW = re.compile(r"(?:astro|cosmo|taiko)naut|crew|space", re.I)
_FAMILY = re.compile(r"[A-Z][a-z]+(?:idae|inae|aceae|ales|oidea|iformes|ptera)$")
_OF_STUDY = re.compile(
    r"(?:healthy|male|female|young|older|trained|sedentary|human|adult|bed[- ]rest(?:ed)?|\d+"
    r"|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|sixteen|twenty)"
    r"(?: \w+)? ?$",
    re.I,
)
_BEFORE_GENUS = re.compile(r"\b(?:genus|genera|gen\. nov\.,?) $", re.I)
_AFTER_GENUS = re.compile(r" (?:spp?\b|species\b|strains?\b|isolates?\b|gen\. nov)")
#: so many taxa side by side are a community, whose members are what was studied
COMMUNITY = 3


def choose_taxa(context: Context, found: list[Found]) -> list[Found]:
    """The places of ``found`` that the document means, in order."""
    lineages = Lineages(context.lexicon)
    firm = {each.taxon for each in found if each.kind == FIRM}
    families = {each.taxon for each in found if each.kind == HIGHER and _FAMILY.match(each.surface)}
    near = _groups(lineages, firm | families, NEAR)
    related = _groups(lineages, firm | families, RELATED)
    kept = [
        each for each in found if _is_supported(context, each, firm, near, related, lineages)
    ]
    named = {each.taxon for each in kept if each.kind not in (PERSON, BROAD)}
    above = lineages.above_all(named)
    community = _is_community(kept, lineages)
    return [
        each for each in kept if not _is_redundant(each, named, firm, above, community, lineages)
    ]


def _groups(lineages: Lineages, taxa: Iterable[str], ranks: frozenset[str]) -> frozenset[str]:
    return frozenset().union(*(lineages.groups(taxon, ranks) for taxon in taxa))


def _is_supported(
    context: Context,
    each: Found,
    firm: set[str],
    near: frozenset[str],
    related: frozenset[str],
    lineages: Lineages,
) -> bool:
    """Whether a name that could mean something else has a reason to be a taxon here."""
    taxon = each.taxon
    if each.kind == WEAK:
        text = each.scan.passage.text
        if taxon == HUMAN:
            return _OF_STUDY.search(text, max(0, each.start - 30), each.start) is not None
        return taxon in firm
    if each.kind == GENUS:
        text = each.scan.passage.text
        if _AFTER_GENUS.match(text, each.end) or _BEFORE_GENUS.search(text, 0, each.start):
            return True
        if lineages.is_microbe(taxon):
            return each.surface.lower() not in context.plain_words and len(each.surface) > 4
        return not lineages.groups(taxon, NEAR).isdisjoint(near)
    if each.kind == VERNACULAR:
        if lineages.is_higher(taxon) and not each.surface.endswith("s"):
            return False
        return not lineages.groups(taxon, RELATED).isdisjoint(related)
    if each.kind == HIGHER:
        return (
            _FAMILY.match(each.surface) is not None
            or lineages.is_microbe(taxon)
            or taxon in MICROBES
            or not lineages.groups(taxon, RELATED).isdisjoint(related)
        )
    return True


def _is_community(kept: list[Found], lineages: Lineages) -> bool:
    """Whether the document sets several groups of microbes side by side."""
    groups = {
        each.taxon
        for each in kept
        if each.kind in (HIGHER, GENUS, FIRM)
        and each.surface[0].isupper()
        and lineages.is_higher(each.taxon)
        and lineages.is_microbe(each.taxon)
    }
    apart = groups - lineages.above_all(groups)
    return len(apart) >= COMMUNITY


def _is_redundant(
    each: Found,
    named: set[str],
    firm: set[str],
    above: frozenset[str],
    community: bool,
    lineages: Lineages,
) -> bool:
    """Whether the document says the same more exactly elsewhere."""
    if each.kind == PERSON:
        return HUMAN in named and _CREW.search(each.surface) is None
    if each.kind == STRAIN:
        return each.taxon in firm
    if each.kind in (HIGHER, GENUS) and community and lineages.is_microbe(each.taxon):
        return False
    if each.kind in (BROAD, HIGHER, GENUS, VERNACULAR):
        return each.taxon in above
    return False


def most_named(found: Iterable[Found]) -> tuple[str, ...]:
    """The firmly named taxa, the most frequent first."""
    counts = Counter(each.taxon for each in found if each.kind == FIRM)
    return tuple(sorted(counts, key=lambda taxon: (-counts[taxon], taxon)))
