"""Short forms of taxa: ``E. coli``, ``S aureus``, acronyms of the text, strain designations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacekg.annotators.context import Context, Scan
from spacekg.annotators.lineages import GENERA, Lineages
from spacekg.annotators.taxon_names import FIRM, Found, is_viral
from spacekg.lexicon import Lexicon, Sense
from spacekg.patterns import compile_late

_ABBREVIATED = compile_late(r"\b([A-Z])([a-z]{0,2})(\. ?| )([a-z][a-z-]{2,}|[A-Z]{5,})\b")
_JOINED = compile_late(r"\b[A-Z][a-z]{10,}\b")
#: letters of the shortest genus and of the shortest epithet that are told apart in one word
SHORTEST_PART = 4
_EPITHET = compile_late(r"[A-Z][a-z]+ [a-z][a-z-]{2,}")
_DESIGNATION = compile_late(
    r"\b(?:strains?|isolates?) (?:designated )?(?:as )?"
    r"([A-Z][A-Z0-9]*(?:[- ]?[A-Z0-9]+[a-z]?)*\d[A-Z0-9-]*|[A-Z0-9]+-[A-Z0-9-]+"
    r"|[A-Z]\d[a-z]\d[\d-]*)\b"
)

MOST_OF_A_LONG_FORM = 0.6


def read_abbreviated(context: Context, found: list[Found]) -> Iterator[Found]:
    """``E. coli``: by the full names of this document, else by the lexicon's abbreviations."""
    full: dict[tuple[str, str], Sense] = {}
    genera: dict[str, set[str]] = {}
    for each in found:
        term = each.sense.term
        for name in (each.sense.name, term.label):
            if _EPITHET.match(name):
                genus, epithet = name.split()[:2]
                if len(name.split()) == 2 or (genus[0], epithet) not in full:
                    full[(genus[0], epithet)] = each.sense
                genera.setdefault(genus[0], set()).add(genus)
            elif term.note in GENERA and name[:1].isupper():
                genera.setdefault(name[0], set()).add(name)
    taken = {(id(each.scan), each.start) for each in found if each.kind == FIRM}
    for scan in context.scans:
        for match in _ABBREVIATED.finditer(scan.passage.text):
            if (id(scan), match.start()) in taken:
                continue
            initial, rest, stop, epithet = match.groups()
            dotted = stop.startswith(".")
            if not dotted and rest:
                continue
            sense = full.get((initial, epithet.lower()))
            if sense is not None and not sense.name.startswith(initial + rest):
                sense = sense if sense.term.label.startswith(initial + rest) else None
            if sense is None and dotted:
                sense = _of_genus(context.lexicon, genera.get(initial, set()), rest, epithet)
            if sense is None and not rest:
                sense = _organism(context.lexicon, f"{initial}. {epithet}")
            if sense is not None:
                yield Found(scan=scan, start=match.start(), end=match.end(), sense=sense)


def read_joined(context: Context) -> Iterator[Found]:
    """Names whose words a lost tag or line break has joined: ``Pichiapastoris``."""
    known: dict[str, Sense | None] = {}
    for scan in context.scans:
        for match in _JOINED.finditer(scan.passage.text):
            word = match.group()
            if word not in known:
                known[word] = _parted(context.lexicon, word)
            sense = known[word]
            if sense is not None:
                yield Found(scan=scan, start=match.start(), end=match.end(), sense=sense)


def _parted(lexicon: Lexicon, word: str) -> Sense | None:
    if lexicon.senses(word):
        return None
    for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        sense = _organism(lexicon, f"{word[:cut]} {word[cut:]}")
        if sense is not None and sense.scope in ("label", "exact"):
            return sense
    return None


def _of_genus(lexicon: Lexicon, genera: set[str], rest: str, epithet: str) -> Sense | None:
    for genus in sorted(genera):
        if genus[1:].startswith(rest):
            sense = _organism(lexicon, f"{genus} {epithet}")
            if sense is not None:
                return sense
    return None


def _organism(lexicon: Lexicon, name: str) -> Sense | None:
    return next((each for each in lexicon.senses(name) if each.term.type == "organism"), None)


def read_short_forms(context: Context, found: list[Found]) -> Iterator[Found]:
    """Acronyms that the document defines as an organism, wherever they stand."""
    senses = {}
    for short, long in context.long_forms.items():
        if len(short) > 1:
            sense = _organism(context.lexicon, long)
            if sense is None or not is_viral(long):
                sense = _at_definition(short, long, found)
            if sense is not None:
                senses[short] = sense
    if not senses:
        return
    names = "|".join(re.escape(short) for short in sorted(senses, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)({names})(?=s?\b)")
    for scan in context.scans:
        for match in pattern.finditer(scan.passage.text):
            sense = senses[match.group(1)]
            yield Found(scan=scan, start=match.start(), end=match.end(), sense=sense)


def _at_definition(short: str, long: str, found: list[Found]) -> Sense | None:
    """The name that stands right before ``(short)`` and is most of what ``short`` stands for."""
    for each in found:
        if each.kind != FIRM or each.end - each.start < len(long) * MOST_OF_A_LONG_FORM:
            continue
        text = each.scan.passage.text
        if text.startswith((f" ({short})", f" ({short};", f" ({short},"), each.end):
            return each.sense
    return None


def read_designations(context: Context, kept: list[Found]) -> Iterator[Found]:
    """Strain designations of microbes, each as its species: ``strain GSW-R14``."""
    lineages = Lineages(context.lexicon)
    species = [
        each
        for each in kept
        if each.kind == FIRM
        and lineages.is_microbe(each.taxon)
        and not lineages.is_higher(each.taxon)
    ]
    if not species:
        return
    taken = {(id(each.scan), each.start) for each in kept}
    named: dict[str, Sense] = {}
    for scan in context.scans:
        here = [each for each in species if each.scan is scan]
        for match in _DESIGNATION.finditer(scan.passage.text):
            name = match.group(1).strip()
            before = [each for each in here if each.end <= match.start()]
            nearest = before[-1] if before else (here or species)[0]
            named.setdefault(name, nearest.sense)
    for scan in context.scans:
        yield from _designated(scan, named, taken)


def _designated(
    scan: Scan, named: dict[str, Sense], taken: set[tuple[int, int]]
) -> Iterator[Found]:
    text = scan.passage.text
    for name, sense in sorted(named.items()):
        for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?:\(?T\)?)?(?![\w-])", text):
            if (id(scan), match.start()) not in taken:
                yield Found(scan=scan, start=match.start(), end=match.end(), sense=sense)
