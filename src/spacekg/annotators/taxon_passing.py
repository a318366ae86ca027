"""Taxa in passing: what a document on other organisms names without saying anything of it."""

from __future__ import annotations

import re
from collections import Counter

from spacekg.annotators.context import Context
from spacekg.annotators.lineages import Lineages
from spacekg.annotators.taxon_names import (
    ADJECTIVE,
    BROAD,
    FIRM,
    GENUS,
    PERSON,
    VERNACULAR,
    WEAK,
    Found,
    is_viral,
)
from spacekg.annotators.taxon_people import took_part
from spacekg.model import Passage
from spacekg.patterns import compile_late

#: a genus or a group named no more often than this is no subject of a document on species
SELDOM = 3
#: in a text shorter than an abstract every name may be one of its subjects
SHORTEST_ABSTRACT = 500
LONGEST_TITLE = 250
#: crews are always what was studied, however often they are named
CREW = compile_late(r"(?:astro|cosmo|taiko)naut|crew|space", re.I)
_COMMUNITY = compile_late(
    r"\bmicrobiom|\bmicrobiota|\bmicroflora|\b(?:microbial|bacterial|fungal) communit|\bmetagenom"
    r"|\bgut (?:bacteria|flora|microbes)",
    re.I,
)


def find_passing(
    context: Context, kept: list[Found], community: bool, lineages: Lineages
) -> set[str]:
    """The taxa of ``kept`` that are no subject of the document.

    ``community`` tells that it sets groups of microbes side by side.
    """
    passing = _in_passing(kept)
    if sum(len(scan.passage.text) for scan in context.scans) < SHORTEST_ABSTRACT:
        return passing
    passing |= _people_spoken_of(context, kept)
    passing |= _words_in_passing(context, kept)
    passing |= _sources(kept)
    community = community or _COMMUNITY.search(context.document.text) is not None
    return passing | _wider_in_passing(context, kept, community, lineages)


def _in_passing(kept: list[Found]) -> set[str]:
    """Taxa that a document on others names once, outside its title, and only by a wide word.

    One mention of patients, or of plants, in a paper on mice is its motive, not its subject.
    """
    wide = [each for each in kept if each.kind in (PERSON, WEAK, BROAD)]
    counts = Counter(each.taxon for each in wide)
    exact = {each.taxon for each in kept} - set(counts)
    exact |= {each.taxon for each in kept if each.kind not in (PERSON, WEAK, BROAD)}
    if not exact:
        return set()
    return {
        each.taxon
        for each in wide
        if counts[each.taxon] == 1
        and each.taxon not in exact
        and each.scan.passage.role != "title"
        and not CREW.search(each.surface)
    }


def _people_spoken_of(context: Context, kept: list[Found]) -> set[str]:
    """People of whom no one took part: the patients a review or an outlook is about."""
    people = {each.taxon for each in kept if each.kind in (PERSON, WEAK)}
    people -= {each.taxon for each in kept if each.kind not in (PERSON, WEAK)}
    people -= {each.taxon for each in kept if CREW.search(each.surface)}
    if not people or any(took_part(scan.passage.text) for scan in context.scans):
        return set()
    return people


def _words_in_passing(context: Context, kept: list[Found]) -> set[str]:
    """Groups that a document names seldom, outside its title, and only by everyday words.

    Plants, named twice in a paper on water, and spots, which are rarely fish.
    """
    words = [
        each
        for each in kept
        if each.kind in (BROAD, VERNACULAR) and not (" " in each.surface and is_viral(each.surface))
    ]
    counts = Counter(each.taxon for each in words)
    first = min((scan.passage.start for scan in context.scans), default=0)
    titled = {each.taxon for each in words if _is_headed(each.scan.passage, first)}
    other = {each.taxon for each in kept if each.kind not in (BROAD, VERNACULAR)}
    return {taxon for taxon in counts if counts[taxon] <= SELDOM} - titled - other


def _sources(kept: list[Found]) -> set[str]:
    """Animals that a document on others names once, by an adjective: what a reagent came from.

    A murine model is an exception, for it was studied.
    """
    if not any(each.kind == FIRM for each in kept):
        return set()
    counts = Counter(each.taxon for each in kept)
    return {
        each.taxon
        for each in kept
        if each.kind == ADJECTIVE and counts[each.taxon] == 1 and each.surface.lower() != "murine"
    }


def _wider_in_passing(
    context: Context, kept: list[Found], community: bool, lineages: Lineages
) -> set[str]:
    """Genera and wider groups that a document on species names once, outside its title.

    They say what the species is like or not like; in a community they are what was studied.
    """
    wider = {
        each.taxon
        for each in kept
        if (each.kind == GENUS or lineages.is_higher(each.taxon))
        and not (community and lineages.is_microbe(each.taxon))
    }
    if not any(each.taxon not in wider and each.kind == FIRM for each in kept):
        return set()
    counts = Counter(each.taxon for each in kept)
    first = min((scan.passage.start for scan in context.scans), default=0)
    titled = {each.taxon for each in kept if _is_headed(each.scan.passage, first)}
    return {taxon for taxon in wider - titled if counts[taxon] <= SELDOM}


def _is_headed(passage: Passage, first: int) -> bool:
    """Whether a passage is the document's title, marked as one or standing first and short."""
    return passage.role == "title" or (passage.start == first and len(passage.text) < LONGEST_TITLE)
