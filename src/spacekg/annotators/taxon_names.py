"""Taxon names: every place of a document that may name an organism, and as what kind of name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacekg.annotators.context import Context, Scan
from spacekg.annotators.everyday import EverydayName
from spacekg.annotators.lineages import GENERA, Lineages
from spacekg.lexicon import Hit, Sense

#: a name nothing else can mean; every other kind needs a reason in the document
FIRM = "firm"
PERSON, STRAIN, BROAD, WEAK = "person", "strain", "broad", "weak"
GENUS, HIGHER, VERNACULAR = "genus", "higher", "vernacular"

_ACRONYM = re.compile(r"[A-Z][A-Z0-9-]*[A-Z0-9][a-z]?")
_VIRUS = re.compile(r"(?:vir(?:us(?:es)?|idae|inae|ales|oids?)|phages?)\b", re.I)
#: yeast that is a method or a medium is no organism of the study
_METHOD = re.compile(r"[ -](?:(?:two|three|one|[123])-?hybrid|extract|artificial chromosome)")
_POSSESSIVE = re.compile(r"['’]s?$")
_SCOPES = ("label", "exact", "common", "alias", "related")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A place in a scan that may name a taxon, and the kind of name it is."""

    scan: Scan
    start: int
    end: int
    sense: Sense
    kind: str = FIRM

    @property
    def taxon(self) -> str:
        """The identifier of the taxon."""
        return self.sense.term.id

    @property
    def surface(self) -> str:
        """The words of the text."""
        return self.scan.passage.text[self.start : self.end]


def read_names(
    context: Context, everyday: Mapping[str, EverydayName], lineages: Lineages
) -> Iterator[Found]:
    """The names the lexicon knows, the longest that fits at each place."""
    for scan in context.scans:
        text = scan.passage.text
        taken = 0
        for hit in scan.hits:
            if hit.start < taken:
                continue
            senses = tuple(sense for sense in hit.senses if sense.term.type == "organism")
            if not senses:
                continue
            surface = text[hit.start : hit.end]
            found = _read_everyday(context, scan, hit, surface, everyday) or _read_taxon(
                context, scan, hit, surface, senses, everyday, lineages
            )
            if found is not None:
                yield found
                taken = hit.end


def _read_everyday(
    context: Context, scan: Scan, hit: Hit, surface: str, everyday: Mapping[str, EverydayName]
) -> Found | None:
    lower = surface.lower()
    name = everyday.get(lower) or everyday.get(_POSSESSIVE.sub("", lower))
    # FISH is a method and CAT an enzyme: capitals are the word only where the word has them
    if name is None or (surface.isupper() and not name.word.isupper() and len(surface) < 5):
        return None
    term = context.lexicon.term(name.taxon)
    if term is None or _METHOD.match(scan.passage.text, hit.end):
        return None
    kind = FIRM
    if name.person:
        kind = PERSON
    elif name.broad:
        kind = BROAD
    if name.weak and (name.person or not surface.islower() or _means_other(hit)):
        kind = WEAK
    sense = Sense(term=term, name=surface, scope="common")
    return Found(scan=scan, start=hit.start, end=hit.end, sense=sense, kind=kind)


def _means_other(hit: Hit) -> bool:
    """Whether the word is also a tissue or another thing (calf)."""
    return any(sense.term.type in ("tissue", "cell_type", "chemical") for sense in hit.senses)


def _read_taxon(
    context: Context,
    scan: Scan,
    hit: Hit,
    surface: str,
    senses: tuple[Sense, ...],
    everyday: Mapping[str, EverydayName],
    lineages: Lineages,
) -> Found | None:
    best: Sense | None = None
    for sense in senses:
        if not _is_written_like(context, surface, sense):
            continue
        if best is None or _preference(sense, surface) < _preference(best, surface):
            best = sense
    if best is None:
        return None
    head = surface.rsplit(" ", 1)[-1]
    name = everyday.get(head.lower())
    start = hit.start
    if name is not None and head != surface and _is_kind_of(best, name, lineages):
        # nude mice, C57BL/6J mice: the last word alone is the name of the species
        start = hit.end - len(head)
        term = context.lexicon.term(name.taxon)
        if term is not None:
            sense = Sense(term=term, name=head, scope="common")
            return Found(scan=scan, start=start, end=hit.end, sense=sense)
    kind = _kind_of(surface, best, everyday, lineages)
    return Found(scan=scan, start=start, end=hit.end, sense=best, kind=kind)


def _is_kind_of(sense: Sense, name: EverydayName, lineages: Lineages) -> bool:
    if name.broad or name.person or name.weak:
        return False
    return sense.term.id == name.taxon or sense.term.id in lineages.above(name.taxon)


def _is_written_like(context: Context, surface: str, sense: Sense) -> bool:
    """Whether the case of the letters is that of the name."""
    name = sense.name
    single = " " not in surface
    if single and surface.lower() in context.plain_words:
        return False
    if _ACRONYM.fullmatch(name) or (single and surface.isupper()):
        # NASA is no fly of the genus Nasa, and acronyms other than of viruses mean anything
        if surface != name or len(surface) < 3:
            return False
        if is_viral(sense.term.label):
            return _VIRUS.search(context.document.text) is not None
        return sense.scope == "common"
    if name.islower():
        return True
    if single:
        return surface[0].isupper() == name[0].isupper() and len(surface) > 3
    return surface[0].isupper() or surface.islower() or is_viral(surface)


def _kind_of(
    surface: str, sense: Sense, everyday: Mapping[str, EverydayName], lineages: Lineages
) -> str:
    term = sense.term
    single = " " not in surface
    viral = is_viral(surface) or (surface.isupper() and is_viral(term.label))
    higher = lineages.is_higher(term.id)
    if not term.id.startswith("NCBITaxon:"):
        return STRAIN
    if sense.scope == "common" and not viral:
        if _is_strain(surface, term.id, everyday):
            return STRAIN
        if single or higher:
            return VERNACULAR
        return FIRM
    if term.note in GENERA and single:
        return GENUS
    if higher:
        return FIRM if viral and not surface[0].isupper() else HIGHER
    if single and not viral and not _is_strain(surface, term.id, everyday):
        return GENUS if surface[0].isupper() and surface.isalpha() else VERNACULAR
    return FIRM


def is_viral(name: str) -> bool:
    """Whether a name says that it is of a virus."""
    return _VIRUS.search(name) is not None


def _is_strain(surface: str, taxon: str, everyday: Mapping[str, EverydayName]) -> bool:
    """Whether the name is one of a strain of an everyday species (C57BL/6J, Wistar, Col-0)."""
    if surface.islower() and surface.isalpha():
        return False
    return any(
        name.taxon == taxon and not name.person and not name.broad for name in everyday.values()
    )


def _preference(sense: Sense, surface: str) -> tuple[int, int, int, str]:
    rank = 0 if sense.term.note in ("species", "strain", "subspecies", "no rank") else 1
    return (_SCOPES.index(sense.scope), rank, int(sense.name != surface), sense.term.id)
