"""Taxa in passing: what a document on other organisms names without saying anything of it."""

from __future__ import annotations

import re
from collections import Counter

from spacekg.annotators.context import Context
from spacekg.annotators.lineages import Lineages
from spacekg.annotators.taxon_names import BROAD, FIRM, GENUS, PERSON, WEAK, Found
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
