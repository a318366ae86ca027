"""Taxon choice: which of the names found a document means, judged by all of its names together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacekg.annotators.context import Context
from spacekg.annotators.lineages import MICROBES, NEAR, RELATED, Lineages
from spacekg.annotators.taxon_names import (
    ADJECTIVE,
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
from spacekg.annotators.taxon_passing import CREW, find_passing
from spacekg.lexicon import Sense
from spacekg.patterns import compile_late

HUMAN, ANIMALS, MAMMALS = "NCBITaxon:9606", "NCBITaxon:33208", "NCBITaxon:40674"
#: so often is the species named whose individuals are meant by "the animals"
NAMED_OFTEN = 5
_FAMILY = compile_late(r"[A-Z][a-z]+(?:idae|inae|aceae|ales|oidea|iformes|ptera)$")
_HEALTHY = compile_late(
    r"(?:healthy|male|female|young|older|trained|sedentary|human|bed[- ]rest(?:ed)?)(?: \w+)? $",
    re.I,
)
_COUNTED = compile_late(
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|sixteen|twenty)"
    r"(?: \w+)? $",
    re.I,
)
_COUNTABLE = frozenset({"men", "boys", "girls", "volunteers", "infants", "persons", "pilots"})
_BEFORE_GENUS = compile_late(r"\b(?:genus|genera|gen\. nov\.,?) $", re.I)
_AFTER_GENUS = compile_late(r" (?:spp?\b|species\b|strains?\b|isolates?\b|gen\. nov)")
_ADJECTIVE = compile_late(r"(?:al|an|ic)$")
_SMALL_BEFORE = compile_late(r"\b[a-z]+ $")
_SMALL_AFTER = compile_late(r"(?:['’]s)? [a-z]")
_NEXT_WORD = compile_late(r"[ -]([a-z]+)")
_CLOSED = frozenset(
    "a after and are as at be but by can could did does for from had has have in into is may might"
    " must of on or shows should than that the to under was were when which while will with"
    " would".split()
)
#: so many taxa side by side are a community, whose members are what was studied
COMMUNITY = 3


def choose_taxa(context: Context, found: list[Found]) -> list[Found]:
    """The places of ``found`` that the document means, in order."""
    lineages = Lineages(context.lexicon)
    proper = _proper_nouns(found)
    found = [each for each in found if each.taxon not in proper or not _is_capitalised(each)]
    firm = {each.taxon for each in found if each.kind == FIRM}
    families = {each.taxon for each in found if each.kind == HIGHER and _FAMILY.match(each.surface)}
    near = _groups(lineages, firm | families, NEAR)
    related = _groups(lineages, firm | families, RELATED)
    kept = [each for each in found if _is_supported(context, each, firm, near, related, lineages)]
    named = {each.taxon for each in kept if each.kind not in (PERSON, BROAD)}
    above = lineages.above_all(named)
    community = _is_community(kept, lineages)
    subject = _most_named_animal(kept, lineages)
    wider = frozenset() if subject is None else lineages.above(subject.term.id)
    kept = [
        each
        for each in kept
        if (each.kind == BROAD and each.taxon in wider)
        or not _is_redundant(each, named, firm, above, community, lineages)
    ]
    if subject is not None:
        kept = [
            replace(each, sense=subject, kind=FIRM)
            if each.taxon == ANIMALS and each.surface.lower().startswith("animal")
            else each
            for each in kept
        ]
    things = {each.taxon for each in kept if not (each.kind == BROAD and _is_attribute(each))}
    kept = [each for each in kept if not (things and each.kind == BROAD and _is_attribute(each))]
    passing = find_passing(context, kept, community, lineages)
    return list(_once([each for each in kept if each.taxon not in passing]))


def _most_named_animal(kept: list[Found], lineages: Lineages) -> Sense | None:
    """The mammal whose individuals a document means by ``the animals``: one named often.

    None where other animals are named more often: "the animals" of a paper on snails are snails.
    """
    animals = [
        each
        for each in kept
        if each.kind in (FIRM, ADJECTIVE, HIGHER, VERNACULAR)
        and each.taxon not in (HUMAN, ANIMALS)
        and ANIMALS in lineages.above(each.taxon)
    ]
    mammals = [each for each in animals if MAMMALS in lineages.above(each.taxon)]
    counts = Counter(each.taxon for each in mammals if each.kind in (FIRM, ADJECTIVE))
    if not counts or 2 * len(mammals) < len(animals):
        return None
    most = min(counts, key=lambda taxon: (-counts[taxon], taxon))
    if counts[most] < NAMED_OFTEN:
        return None
    return next(each.sense for each in mammals if each.taxon == most)


def _proper_nouns(found: list[Found]) -> set[str]:
    """Taxa whose everyday word stands here as a name of something else: Apple, but no apple.

    Such a word has a capital between two words without one, and never goes without.
    """
    lower = {each.taxon for each in found if each.surface.islower()}
    return {
        each.taxon
        for each in found
        if each.taxon not in lower
        and _is_capitalised(each)
        and _SMALL_BEFORE.search(each.scan.passage.text, max(0, each.start - 20), each.start)
        and _SMALL_AFTER.match(each.scan.passage.text, each.end)
    }


def _is_capitalised(each: Found) -> bool:
    """Whether an everyday word that is written small stands here with a capital."""
    return (
        each.kind == FIRM
        and each.sense.name.islower()
        and each.sense.name.isalpha()
        and each.surface[0].isupper()
        and not each.sense.term.label.lower().startswith(each.sense.name)
    )


def _once(kept: list[Found]) -> Iterator[Found]:
    """Words that only imply people at the first place of a passage; the rest at every place."""
    met: set[int] = set()
    for each in kept:
        if each.kind in (PERSON, WEAK) and each.taxon == HUMAN and not CREW.search(each.surface):
            if id(each.scan) in met:
                continue
            met.add(id(each.scan))
        yield each


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
        if taxon != HUMAN:
            return taxon in firm
        before = text[max(0, each.start - 30) : each.start]
        word = each.surface.lower()
        if _HEALTHY.search(before) is not None:
            return word.endswith(("s", "men"))
        return word in _COUNTABLE and _COUNTED.search(before) is not None
    if each.kind == GENUS:
        text = each.scan.passage.text
        microbe = lineages.is_microbe(taxon)
        # agouti, cancer: a word that the document also writes small is no name of a genus
        if not microbe and re.search(rf"\b{each.surface.lower()}\b", context.document.text):
            return False
        if _AFTER_GENUS.match(text, each.end) or _BEFORE_GENUS.search(text, 0, each.start):
            return True
        if microbe:
            return each.surface.lower() not in context.plain_words and len(each.surface) > 4
        return not lineages.groups(taxon, NEAR).isdisjoint(near)
    if each.kind == VERNACULAR:
        if each.surface[0].isupper() and " " not in each.surface and taxon not in firm:
            return False
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
    species = {
        each.taxon
        for each in kept
        if each.kind == FIRM
        and lineages.is_microbe(each.taxon)
        and not lineages.is_higher(each.taxon)
    }
    apart = groups - lineages.above_all(groups)
    return len(apart) >= max(COMMUNITY, len(species))


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
        return HUMAN in named and CREW.search(each.surface) is None
    if each.kind in (STRAIN, ADJECTIVE):
        return each.taxon in firm or not lineages.above(each.taxon).isdisjoint(firm)
    if each.kind in (HIGHER, GENUS) and community and lineages.is_microbe(each.taxon):
        return False
    if each.kind in (BROAD, HIGHER, GENUS, VERNACULAR):
        return each.taxon in above
    return False


def _is_attribute(each: Found) -> bool:
    """Whether a broad word only says what something else is like: plant pathogen, bacterial."""
    if _ADJECTIVE.search(each.surface):
        return True
    if each.surface.endswith("s") and not each.surface.lower().endswith("us"):
        return False
    after = _NEXT_WORD.match(each.scan.passage.text, each.end)
    return after is not None and after.group(1) not in _CLOSED
