"""Symbols: how well a name fits a gene, and which of several genes is meant.

A name is looked up as it stands, without words like "protein", and with Greek letters that a text
lost ("TGF-b1"). Each reading gets points for its species, for being the gene's own symbol rather
than an alias, and for being written alike; readings that tie are parted by what else the document
says, else nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from spacekg.annotators.openings import can_occur
from spacekg.annotators.species import PREFIXES
from spacekg.lexicon import Sense, Senses
from spacekg.patterns import compile_late

GENE_TYPES = frozenset({"gene", "gene_family"})
_LEADING = compile_late(
    r"^(?:the|human|mouse|murine|rat|bovine|porcine|zebrafish|drosophila|arabidopsis|yeast|"
    r"anti|recombinant|endogenous|exogenous|phospho|phosphorylated|p(?=-[A-Z])|soluble|mutant|"
    r"wild[- ]type|serum|plasma|total|active|activated|cellular|novel|putative)[- ]+",
    re.IGNORECASE,
)
_TRAILING = compile_late(
    r"[- ]+(?:genes?|proteins?|mrnas?|transcripts?|promoters?|receptors? genes?|cdnas?|"
    r"polypeptides?|isoforms?|alleles?|mutants?|homologs?|homologues?|orthologs?|loci|locus|"
    r"precursor|enzymes?|ko|null|subunits?)$|(?<=\d)KO$|[-/]+$",
    re.IGNORECASE,
)
#: one of these is in every name that has such words before or after it
_AFFIXED = (" ", "-", "/", "KO", "Ko", "kO", "ko")
_SEPARATORS = compile_late(r"[\s/_‐-―-]+")
#: names of kinds of proteins: a few everyday words and what they are words of
_GENERIC = compile_late(
    r"(?!.*\b(?:alpha|beta|gamma|delta|kappa|mu)\b)"
    r"(?:(?:[A-Z]?[a-z/-]{3,}|[IV]+) ){0,3}[A-Z]?[a-z-]*(?:"
    r"proteins?|receptor|factor|molecule|antigen|enzyme|kinase|phosphatase|channel|subunit|chain|box|transporter|"
    r"(?:lip|prote|[a-z]{6})ase)"
)
#: a symbol after its description: "serine protease HtrA2"
_DESCRIBED = compile_late(r"(?:[a-z/-]{3,} )+([A-Z][A-Za-z]*[A-Z0-9][A-Za-z0-9-]*)")
#: a letter and a number are no name by themselves: "alpha 1", "a 20"
_BARE_GREEK = compile_late(
    r"(?:alpha|beta|gamma|delta|epsilon|zeta|theta|[a-e](?= )|[α-ω])[ -]?\d{0,2}"
)
_BRACKETED = compile_late(r"(.{3,}?) ?\(([^()]{2,})\)$")
_GREEK = {"a": "alpha", "b": "beta", "g": "gamma", "d": "delta", "k": "kappa", "e": "epsilon"}
_PART = r"(alpha|beta|gamma|delta|epsilon|zeta|theta|[αβγδεζθ]|\d|[A-Z]|I{1,3}|IV)"
_TYPE, _CHAIN, _JOINED = ("type ",), ("subunit", "chain"), (" ", "-")
#: other orders of the words of a name, tried after the name itself: letters of which the name
#: must have some (a plain look is quicker), the order it has, and those it may have in the tables
_ORDERS = (
    (_TYPE, compile_late(rf"type {_PART} (.+)"), (r"\2 type \1", r"\2 \1")),
    (
        _TYPE,
        compile_late(rf"(.+) type {_PART} receptor"),
        (r"\1 receptor type \2", r"\1 receptor \2"),
    ),
    (
        _TYPE,
        compile_late(rf"(.+) receptor,? type {_PART}"),
        (r"\1 receptor \2", r"\1 type \2 receptor"),
    ),
    (_TYPE, compile_late(rf"(.+) type {_PART}"), (r"\1 \2",)),
    (
        _CHAIN,
        compile_late(rf"{_PART}[- ](?:subunit|chain) of (?:the )?(.+)"),
        (r"\2 \1", r"\2 subunit \1"),
    ),
    (_CHAIN, compile_late(rf"(.+) {_PART}[- ](?:chain|subunit)"), (r"\1 \2", r"\1 subunit \2")),
    (_JOINED, compile_late(rf"(.+)[- ]{_PART}"), (r"\1 subunit \2", r"\1 \2 chain")),
)
#: shorter names with a 1 added are too often another gene's symbol
_SHORTEST_FIRST = 8
_GREEK_NAMES = frozenset(_GREEK.values())
_NONE: Mapping[str, str] = MappingProxyType({})
_LOST_GREEK = compile_late(r"(?<=[A-Za-z0-9])([- ]?)([abgdke])(\d{0,2})$")
_LOST_GREEK_FIRST = compile_late(r"^([abgdk])(?=-[A-Za-z])")
_SCOPES = {"label": 3.0, "common": 3.0, "exact": 2.6, "alias": 1.6, "related": 0.0}
_CASES = (-9.0, 0.2, 1.2, 1.5)
#: readings that differ by less are tied; below ``LEAST`` points a reading is a guess
TIE = 0.05
#: decisions kept for names met before
_MOST_NAMES = 20_000
_LIKE, _SAME = 2, 3
LEAST = 1.7


def names_of(surface: str, long: str, shorts: Mapping[str, str] = _NONE) -> Iterator[str]:
    """The ways to look a mention up: as it stands, without affixes, by its long form.

    ``shorts`` are the document's abbreviations, spelt out where a name begins with one.

    >>> list(names_of("human TNF protein", ""))
    ['human TNF protein', 'TNF']
    >>> list(names_of("TGF-b1", ""))
    ['TGF-b1', 'TGF-beta1']
    >>> list(names_of("LHbeta", "", {"LH": "luteinizing hormone"}))[2]
    'luteinizing hormone beta'
    """
    spelt_out = next(_spelt_out(trim_name(surface), shorts), "") if shorts else ""
    return iter(_names_of(surface, long, spelt_out))


@lru_cache(maxsize=_MOST_NAMES)
def _names_of(surface: str, long: str, spelt_out: str) -> tuple[str, ...]:
    trimmed = trim_name(surface)
    candidates = [surface, trimmed]
    if len(trimmed) > 3 and trimmed[0] in PREFIXES and trimmed[1].isupper():
        candidates.append(trimmed[1:])
    if long:
        candidates += [long, _TRAILING.sub("", _LEADING.sub("", long))]
    if (bracketed := _BRACKETED.match(trimmed)) is not None:
        candidates += bracketed.groups()
    greek = _LOST_GREEK.sub(lambda m: m[1] + _GREEK[m[2]] + m[3], trimmed)
    candidates.append(_LOST_GREEK_FIRST.sub(lambda m: _GREEK[m[1]], greek))
    if (
        len(trimmed) > 4
        and trimmed[0].isupper()
        and trimmed[-2:-1].isdigit()
        and trimmed[-1] == "p"
    ):
        candidates.append(trimmed[:-1])  # the protein of a yeast gene: Sec12p
    if spelt_out:
        candidates.append(spelt_out)
    for name in (trimmed, *candidates[-1:]):
        candidates += _reordered(name)
    if (described := _DESCRIBED.fullmatch(trimmed)) is not None:
        candidates.append(described[1])
    kept = (name for name in candidates if name and not _BARE_GREEK.fullmatch(name))
    return tuple(dict.fromkeys(kept))


@lru_cache(maxsize=_MOST_NAMES)
def trim_name(surface: str) -> str:
    """A mention without the words before and after it that are no part of any name."""
    if not can_occur(_AFFIXED, surface):
        return surface
    trimmed = surface
    while True:
        shorter = _TRAILING.sub("", _LEADING.sub("", trimmed))
        if shorter == trimmed or not shorter or shorter.lower() in _GREEK_NAMES:
            return trimmed
        trimmed = shorter


def first_of(surface: str) -> str:
    """The full name of the first gene of a kind: with the number 1 that writers leave out.

    >>> first_of("ornithine decarboxylase")
    'ornithine decarboxylase 1'
    """
    name = trim_name(surface)
    long = len(name) > _SHORTEST_FIRST and name[-1].islower() and name[-1] != "s"
    return f"{name} 1" if long else ""


def _reordered(name: str) -> Iterator[str]:
    """A name with its number or letter where the tables have it."""
    for letters, pattern, forms in _ORDERS:
        match = pattern.fullmatch(name) if can_occur(letters, name) else None
        if match is not None:
            yield from (match.expand(form) for form in forms)


def _spelt_out(name: str, shorts: Mapping[str, str]) -> Iterator[str]:
    """A name with the abbreviation it begins with written in full."""
    for cut in range(len(name) - 1, 1, -1):
        long = shorts.get(name[:cut])
        if long is not None and not (name[cut].isalpha() and name[cut - 1].islower()):
            yield f"{long} {name[cut:].lstrip(' -')}"
            return


def choose_gene(
    senses: Sequence[Sense],
    name: str,
    species: Mapping[str, float],
    *,
    prefer: str = "gene",
    support: Callable[[Sense], float] = lambda sense: 0.0,
) -> Sense | None:
    """The one reading of ``name`` that fits best by species, scope and spelling, or none."""
    readings: dict[str, tuple[float, Sense]] = {}
    families: list[tuple[float, str, Sense]] = []
    strange = False
    for sense in senses:
        quality = fit_of(sense, name)
        if quality == 0 or sense.term.type not in GENE_TYPES:
            continue
        points = _SCOPES[sense.scope] + _CASES[quality]
        if sense.term.type == "gene_family":
            families.append((-points, sense.term.id, sense))
            continue
        weight = species.get(sense.term.taxon)
        if weight is None:
            strange = strange or (sense.scope == "label" and quality == _SAME)
            continue
        known = readings.get(sense.term.id)
        if known is None or points + weight > known[0]:
            readings[sense.term.id] = (points + weight, sense)
    family = min(families, key=lambda one: one[:2])[2] if families else None
    if prefer != "gene":
        return family
    if not readings:
        return family
    if strange and all(
        sense.scope == "alias" and sense.name != name for _, sense in readings.values()
    ):
        return family
    ranked = sorted(readings.values(), key=lambda one: (-one[0], one[1].term.id))
    best = ranked[0][0]
    if best < LEAST:
        return family
    tied = [sense for points, sense in ranked if points > best - TIE]
    if (
        family is not None
        and fit_of(family, name) >= _LIKE
        and tied[0].scope == "alias"
        and (len(tied) > 1 or not _shared_letters(name, tied[0].term.label.lower()))
    ):
        return family
    if len(tied) > 1:
        tied = _best_supported(tied, name, senses, support)
    return tied[0] if len(tied) == 1 else family


@lru_cache(maxsize=_MOST_NAMES)
def gene_senses(senses: Senses) -> Senses:
    """Those of the senses that are genes or gene families."""
    return Senses(sense for sense in senses if sense.term.type in GENE_TYPES)


def _best_supported(
    tied: Sequence[Sense],
    name: str,
    senses: Sequence[Sense],
    support: Callable[[Sense], float],
) -> list[Sense]:
    """Of readings that tie, those the document and the name itself speak for most."""

    def points(sense: Sense) -> tuple[float, int, int, bool]:
        label = sense.term.label.lower()
        sources = sum(1 for s in senses if s.term.label.lower() == label and s.name == name)
        return (support(sense), _shared_letters(name, label), sources, _is_early(sense))

    scored = [(points(sense), sense) for sense in tied]
    best = max(score for score, _ in scored)
    return [sense for score, sense in scored if score == best]


def _is_early(sense: Sense) -> bool:
    """Whether a gene was known when NCBI numbered its first: such genes are written about most."""
    number = sense.term.id.partition("NCBIGene:")[2]
    return number.isdigit() and int(number) < 10_000


def _is_generic(sense: Sense, name: str) -> bool:
    """Whether a name means a kind of proteins: a plural, or an alias of everyday words only."""
    if name.endswith("s") and not sense.name.endswith("s") and len(name) > 4:
        return not name[:-1].endswith("s")
    return sense.scope == "alias" and _GENERIC.fullmatch(name) is not None


def _shared_letters(name: str, label: str) -> int:
    """How long a beginning a name and a symbol share, and whether their numbers agree."""
    count = 0
    for ours, theirs in zip(name.lower(), label, strict=False):
        if ours != theirs:
            break
        count += 1
    return min(count, 3)


@lru_cache(maxsize=_MOST_NAMES * 3)
def fit_of(sense: Sense, name: str) -> int:
    """How well a name is written as the table has it: 3 the same, 2 but for hyphens, 1 case.

    A short name in small letters that the table has otherwise is another word: 0.
    """
    if _is_generic(sense, name):
        return 0
    if sense.name == name:
        return 3
    ours, theirs = _SEPARATORS.sub("", name), _SEPARATORS.sub("", sense.name)
    if ours == theirs:
        return 2
    if ours.lower() == theirs.lower():
        return 1 if len(ours) >= 3 else 0
    return 1 if len(ours) > 4 else 0
