"""Taxon settings: what stands around an organism's word and makes it part of another name.

Journals and databases (Plant Physiology), people (Bird et al.), and reagents (goat anti-mouse,
fetal bovine serum), whose organism is named but is not what was studied.
"""

from __future__ import annotations

from spacekg.patterns import compile_late

_VENUE = compile_late(
    r" (?:(?:[A-Z][a-z]+|[&]|and|of|for|in|the) ){0,2}"
    r"(?:Journal|Physiology|Informatics|Database|Biotechnology|Pathology|Reports|Reviews?|"
    r"Methods|Protocols|Society|Institutes?|Foundation|Universit(?:y|ies)|Laborator(?:y|ies)|"
    r"Cent(?:er|re)|Consortium|Project|Atlas|Ontology|Protein Atlas|Research Program(?:me)?|"
    r"Genetics|Ecology|Genomics|Microbiology|Biology|Sciences?|Behaviou?r|Nutrition)\b"
)
_GENOME = compile_late(r" Genome(?:s)?(?: [A-Z]|[.,;]|$)")
_TO_VENUE = compile_late(
    r"\b(?:Journal of|Annals of|Advances in|Trends in|Frontiers in|Reviews? of|Archives of|"
    r"Institutes? (?:of|for)|Cent(?:er|re) for|Department of|Society (?:of|for)|J\.) "
    r"(?:[A-Z][a-z]+ (?:and |& )?)?$"
)
_AUTHORED = compile_late(r" (?:et al\b|& [A-Z][a-z]+,? \(?(?:19|20)\d\d|\(?(?:19|20)\d\d[a-z]?\))")
_TITLED = compile_late(r"\b(?:Drs?|Prof|Professor|Mrs?|Ms)\.? $")
_SERUM = compile_late(
    r" (?:(?:calf|foetal|fetal|polyclonal|monoclonal|secondary|primary) ){0,2}"
    r"(?:serum|sera|albumin|IgG\w*|IgM|immunoglobulins?|antiserum|antisera|antibod(?:y|ies)|"
    r"gelatin|collagenase|trypsin|insulin|thrombin|anti[- ])"
)
#: the rice frog and the maize mosaic virus are neither rice nor maize
_OTHER_ANIMAL = compile_late(
    r"[ -](?:frogs?|(?:plant|leaf)hoppers?|hoppers?|moths?|weevils?|aphids?|beetles?|borers?|fly"
    r"|flies|whitefl(?:y|ies)|mites?|ticks?|bugs?|thrips|fish(?:es)?|sharks?|worms?|nematodes?|lice|louse"
    r"|fleas?|wasps?|ants?|birds?|snakes?|snails?)\b"
)
_VIRUS_AFTER = compile_late(
    r" (?:(?:mosaic|dwarf|stunt|streak|stripe|yellows?|leaf curl|ring ?spot) )?[a-z]*virus(?:es)?\b"
)
_ANTI = compile_late(r"\b[Aa]nti[-\u2013 ]$")


def is_of_other_name(text: str, start: int, end: int) -> bool:
    """Whether an everyday word with a capital is part of a journal's or a person's name.

    >>> is_of_other_name("It was in Plant Physiology.", 10, 15)
    True
    >>> is_of_other_name("Plant roots were bent.", 0, 5)
    False
    """
    if not text[start].isupper():
        return False
    if _VENUE.match(text, end) or _GENOME.match(text, end) or _AUTHORED.match(text, end):
        return True
    before = text[max(0, start - 40) : start]
    return _TITLED.search(before) is not None or _TO_VENUE.search(before) is not None


def is_modifier(text: str, start: int, end: int) -> bool:
    """Whether an everyday word is the first part of another organism's name.

    >>> is_modifier("rice frogs were", 0, 4), is_modifier("rice plants were", 0, 4)
    (True, False)
    """
    return _OTHER_ANIMAL.match(text, end) is not None or _VIRUS_AFTER.match(text, end) is not None


def is_reagent(text: str, start: int, end: int) -> bool:
    """Whether an organism's word says whose antibody or serum was used.

    >>> is_reagent("in fetal bovine serum", 9, 15)
    True
    """
    if _SERUM.match(text, end):
        return True
    return _ANTI.search(text, max(0, start - 6), start) is not None
