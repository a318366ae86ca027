"""Taxa: organisms of all kingdoms, by scientific, abbreviated and everyday names.

Three rules keep surnames, journals and plain words out. A scientific name starts with a capital
and its epithet does not; a single capitalised word is a genus only when the document does not
also use it as a plain word; and a word that names a species only by implication (patients, women)
counts where the document names that species in no other way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacekg.annotators.context import Context, Scan, matches_of
from spacekg.lexicon import Lexicon, Sense
from spacekg.model import Annotation, Entity

ORGANISM = frozenset({"organism"})
#: ranks whose bare name stands for organisms in running text
_RANKED = frozenset({"genus", "subgenus", "species", "subspecies", "strain", "varietas"})
_ABBREVIATED = re.compile(r"\b([A-Z])[a-z]{0,2}\. ?([a-z][a-z-]{2,})\b")
_EPITHET = re.compile(r"[A-Z][a-z]+ [a-z][a-z-]{2,}")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9-]*[A-Z0-9](?:[a-z]?)$")
_HOMO = "NCBITaxon:9606"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    scan: Scan
    start: int
    end: int
    sense: Sense
    implied: bool = False
    score: float = 1.0


def find_taxa(context: Context) -> tuple[Annotation, ...]:
    """The organisms named in the document, one annotation a place, in order."""
    everyday = read_everyday_names(context.lexicon)
    found: list[_Found] = []
    for scan in context.scans:
        found += _named(context, scan, everyday)
    found += _abbreviated(context, found)
    explicit = {each.sense.term.id for each in found if not each.implied}
    kept = [each for each in found if not (each.implied and each.sense.term.id in explicit)]
    return tuple(
        context.annotation(each.scan, each.start, each.end, entity_of(each.sense), score=each.score)
        for each in _apart(kept)
    )


def entity_of(sense: Sense) -> Entity:
    """The entity a sense means."""
    term = sense.term
    return Entity(
        id=term.id, label=term.label, type=term.type, ids=(term.id, *term.ids), taxon=term.taxon
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EverydayName:
    """An everyday word for a taxon; ``implied`` words name people by their part in a study."""

    word: str
    taxon: str
    implied: bool


def read_everyday_names(lexicon: Lexicon) -> Mapping[str, EverydayName]:
    """The lexicon's table ``common_names`` by lower-case word."""
    return {
        row["word"].lower(): EverydayName(
            word=row["word"], taxon=row["taxon"], implied=row["note"] == "person"
        )
        for row in lexicon.table("common_names")
    }


def _named(context: Context, scan: Scan, everyday: Mapping[str, EverydayName]) -> Iterator[_Found]:
    text = scan.passage.text
    taken = 0
    for start, end, senses in matches_of(scan.hits, ORGANISM):
        if start < taken:
            continue
        surface = text[start:end]
        name = everyday.get(surface.lower())
        if name is not None:
            term = context.lexicon.term(name.taxon)
            if term is not None:
                sense = Sense(term=term, name=surface, scope="common")
                yield _Found(scan=scan, start=start, end=end, sense=sense, implied=name.implied)
                taken = end
                continue
        chosen = _choose(context, scan, start, end, senses)
        if chosen is not None:
            yield _Found(scan=scan, start=start, end=end, sense=chosen)
            taken = end


def _choose(
    context: Context, scan: Scan, start: int, end: int, senses: tuple[Sense, ...]
) -> Sense | None:
    """The sense meant at this place, or none."""
    surface = scan.passage.text[start:end]
    words = surface.split()
    best: Sense | None = None
    for sense in senses:
        if not _fits(context, surface, words, sense):
            continue
        if best is None or _preference(sense, surface) < _preference(best, surface):
            best = sense
    return best


def _fits(context: Context, surface: str, words: list[str], sense: Sense) -> bool:
    name = sense.name
    lower = surface.lower()
    if sense.scope == "common" and name.islower():
        return len(words) > 1 or lower not in context.plain_words
    scientific = name[:1].isupper() and not _ACRONYM.fullmatch(name)
    if scientific and len(words) == 1:
        if not surface[0].isupper() or lower in context.plain_words:
            return False
        return sense.term.note != "" and len(surface) > 3
    if scientific:
        return surface[0].isupper() or (len(words) > 1 and surface.islower())
    if _ACRONYM.fullmatch(name):
        long = context.long_forms.get(surface, "")
        if long:
            return any(each.term.type == "organism" for each in context.lexicon.senses(long))
        return surface == name and len(surface) >= 3 and "virus" in sense.term.label.lower()
    return len(words) > 1 or (surface == name and lower not in context.plain_words)


def _preference(sense: Sense, surface: str) -> tuple[int, int, int, str]:
    scopes = ("label", "exact", "common", "alias", "related")
    rank = 0 if sense.term.note in ("species", "strain", "subspecies", "no rank") else 1
    return (scopes.index(sense.scope), int(sense.name != surface), rank, sense.term.id)


def _abbreviated(context: Context, found: list[_Found]) -> Iterator[_Found]:
    """``E. coli``: by the full names of this document, else by the lexicon's abbreviations."""
    full: dict[tuple[str, str], Sense] = {}
    genera: dict[str, set[str]] = {}
    for each in found:
        names = [each.sense.name, each.sense.term.label]
        for name in names:
            if _EPITHET.match(name):
                genus, epithet = name.split()[:2]
                full.setdefault((genus[0], epithet), each.sense)
                genera.setdefault(genus[0], set()).add(genus)
            elif each.sense.term.note == "genus":
                genera.setdefault(name[0], set()).add(name)
    known = {(id(each.scan), each.start) for each in found}
    for scan in context.scans:
        for match in _ABBREVIATED.finditer(scan.passage.text):
            if (id(scan), match.start()) in known:
                continue
            initial, epithet = match.group(1), match.group(2)
            sense = full.get((initial, epithet)) or _by_genus(
                context.lexicon, genera.get(initial, set()), epithet
            )
            if sense is None:
                sense = next(
                    (
                        each
                        for each in context.lexicon.senses(f"{initial}. {epithet}")
                        if each.term.type == "organism"
                    ),
                    None,
                )
            if sense is not None:
                yield _Found(scan=scan, start=match.start(), end=match.end(), sense=sense)


def _by_genus(lexicon: Lexicon, genera: set[str], epithet: str) -> Sense | None:
    for genus in sorted(genera):
        for sense in lexicon.senses(f"{genus} {epithet}"):
            if sense.term.type == "organism":
                return sense
    return None


def _apart(found: list[_Found]) -> Iterator[_Found]:
    """The longest of overlapping places, in order."""
    by_scan: dict[int, list[_Found]] = {}
    for each in found:
        by_scan.setdefault(id(each.scan), []).append(each)
    for group in by_scan.values():
        last = 0
        for each in sorted(group, key=lambda one: (one.start, -one.end)):
            if each.start >= last:
                yield each
                last = each.end
