"""Taxon names: every place of a document that may name an organism, and as what kind of name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacekg.annotators.context import Context, Scan
from spacekg.annotators.everyday import EverydayName, everyday_species, read_everyday_names
from spacekg.annotators.lineages import GENERA, Lineages
from spacekg.annotators.taxon_settings import is_modifier, is_of_other_name
from spacekg.lexicon import Sense
from spacekg.patterns import compile_late

#: names of flights, whose words name no organism: Rodent Research-1
MISSION = "mission"
#: a name nothing else can mean; every other kind needs a reason in the document
FIRM = "firm"
PERSON, STRAIN, BROAD, WEAK = "person", "strain", "broad", "weak"
GENUS, HIGHER, VERNACULAR, ADJECTIVE = "genus", "higher", "vernacular", "adjective"

_ACRONYM = compile_late(r"[A-Z][A-Z0-9-]*[A-Z0-9][a-z]?")
_VIRUS = compile_late(r"(?:vir(?:us(?:es)?|idae|inae|ales|oids?)|phages?)\b", re.I)
#: yeast that is a method or a medium is no organism of the study
_METHOD = compile_late(r"[ -](?:(?:two|three|one|[123])-?hybrid|extract|artificial chromosome)")
_ADJECTIVE = compile_late(r"murine|(?:bov|porc|ov|equ|capr|fel|can|av)ine")
_VERB_BEFORE = compile_late(r"\b(?:to|will|can|could|would|must|may|might|should|we|they|who) $")
#: MDCK-SFS is a line of cells
_OF_A_LINE = compile_late(r"[A-Z0-9]-$")
_TYPE = compile_late(r",? (?:type|serotype) ([1-9]|[A-D])\b")
_POSSESSIVE = compile_late(r"['’]s?$")
_RANKS = {"species": 0, "strain": 0, "subspecies": 0, "no rank": 0, "genus": 1}
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


def read_names(context: Context) -> Iterator[Found]:
    """The names the lexicon knows, the longest that fits at each place."""
    everyday = read_everyday_names(context.lexicon)
    reader = _Reader(
        context=context,
        everyday=everyday,
        everyday_species=everyday_species(context.lexicon),
        lineages=Lineages(context.lexicon),
        says_virus=is_viral(context.document.text),
    )
    for scan in context.scans:
        yield from reader.read(scan)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """What has to be at hand to tell the kind of a name."""

    context: Context
    everyday: Mapping[str, EverydayName]
    everyday_species: frozenset[str]
    lineages: Lineages
    says_virus: bool

    def read(self, scan: Scan) -> Iterator[Found]:
        taken = 0
        missions = {
            place
            for start, end, _ in scan.hits.by_type.get(MISSION, ())
            for place in range(start, end)
        }
        for start, end, senses in scan.hits.by_type.get("organism", ()):
            if start in missions:
                continue
            if start >= taken and not _METHOD.match(scan.passage.text, end):
                if self._is_of_other_name(scan.passage.text, start, end):
                    continue
                found = self._everyday(scan, start, end) or self._taxon(scan, start, end, senses)
                if found is not None:
                    yield found
                    taken = end

    def _is_of_other_name(self, text: str, start: int, end: int) -> bool:
        """Whether an everyday word stands in the name of a journal or a person."""
        name = self.everyday.get(text[start:end].lower())
        if name is None or not name.word.islower():
            return False
        return is_of_other_name(text, start, end) or is_modifier(text, start, end)

    def _everyday(self, scan: Scan, start: int, end: int) -> Found | None:
        surface = scan.passage.text[start:end]
        lower = surface.lower()
        name = self.everyday.get(lower) or self.everyday.get(_POSSESSIVE.sub("", lower))
        # FISH is a method and CAT an enzyme: capitals are the word only where the word has them
        if name is None or (surface.isupper() and not name.word.isupper() and len(surface) < 5):
            return None
        term = self.context.lexicon.term(name.taxon)
        if term is None:
            return None
        kind = PERSON if name.person else BROAD if name.broad else FIRM
        if name.weak and (
            name.person
            or not surface.islower()
            or _means_other(scan, start, end)
            or _VERB_BEFORE.search(scan.passage.text, max(0, start - 12), start)
        ):
            kind = WEAK
        if _ADJECTIVE.fullmatch(lower):
            kind = ADJECTIVE
        head = self.everyday.get(lower.rsplit(" ", 1)[-1])
        if kind == FIRM and head is not None and head.taxon == name.taxon and not head.weak:
            start = end - len(head.word)
        sense = Sense(term=term, name=name.word, scope="common")
        return Found(scan=scan, start=start, end=end, sense=sense, kind=kind)

    def _taxon(self, scan: Scan, start: int, end: int, senses: tuple[Sense, ...]) -> Found | None:
        surface = scan.passage.text[start:end]
        fitting = [sense for sense in senses if self._is_written_like(surface, sense)]
        if not fitting:
            return None
        best = min(fitting, key=lambda sense: _preference(sense, surface))
        head = surface.rsplit(" ", 1)[-1]
        name = self.everyday.get(head.lower())
        if name is not None and head != surface and self._is_kind_of(best, name):
            # nude mice, C57BL/6J mice: the last word alone is the name of the species
            term = self.context.lexicon.term(name.taxon)
            if term is not None:
                sense = Sense(term=term, name=name.word, scope="common")
                return Found(scan=scan, start=end - len(head), end=end, sense=sense)
        if surface.isupper() and _OF_A_LINE.search(scan.passage.text, max(0, start - 6), start):
            return None
        kind = self._kind_of(surface, best)
        typed = self._typed(scan.passage.text, end, best)
        if typed is not None:
            return Found(scan=scan, start=start, end=typed[0], sense=typed[1])
        return Found(scan=scan, start=start, end=end, sense=best, kind=kind)

    def _typed(self, text: str, end: int, best: Sense) -> tuple[int, Sense] | None:
        """The numbered virus a name goes on to: human immunodeficiency virus type 1."""
        number = _TYPE.match(text, end) if is_viral(best.name) else None
        if number is None:
            return None
        for sense in self.context.lexicon.senses(f"{best.name} {number.group(1)}"):
            if sense.term.type == "organism":
                return number.end(), sense
        return None

    def _is_kind_of(self, sense: Sense, name: EverydayName) -> bool:
        if name.broad or name.person or name.weak:
            return False
        return sense.term.id == name.taxon or sense.term.id in self.lineages.above(name.taxon)

    def _is_written_like(self, surface: str, sense: Sense) -> bool:
        """Whether the case of the letters is that of the name."""
        name = sense.name
        single = " " not in surface
        if single and surface.lower() in self.context.plain_words:
            return False
        if _ACRONYM.fullmatch(name) or (single and surface.isupper()):
            # NASA is no fly of the genus Nasa, and acronyms other than of viruses mean anything
            if surface != name or len(surface) < 3:
                return False
            if is_viral(sense.term.label):
                return self.says_virus and self._may_be_short_for(surface, sense)
            return sense.scope == "common"
        if name.islower():
            return True
        if single:
            return surface[0].isupper() == name[0].isupper() and len(surface) > 3
        if surface[0].isupper():
            return True
        # "for virus" is no Fors virus: only the last word of a name has a plural
        same = surface.split(" ", 1)[0].lower() == name.split(" ", 1)[0].lower()
        return same and (surface.islower() or is_viral(surface))

    def _may_be_short_for(self, surface: str, sense: Sense) -> bool:
        """Whether the document does not define an acronym as something else: RCMV, of rats."""
        long = self.context.long_forms.get(surface)
        if long is None:
            return True
        known = {each.term.id for each in self.context.lexicon.senses(long)}
        return sense.term.id in known or long.lower() in sense.term.label.lower()

    def _kind_of(self, surface: str, sense: Sense) -> str:
        term = sense.term
        if not term.id.startswith("NCBITaxon:"):
            return STRAIN
        single = " " not in surface
        viral = is_viral(surface) or (surface.isupper() and is_viral(term.label))
        higher = self.lineages.is_higher(term.id)
        if sense.scope == "common" and not viral:
            if self._is_strain(surface, term.id):
                return STRAIN
            return VERNACULAR if single or higher else FIRM
        if term.note in GENERA and single:
            return GENUS
        if higher:
            return FIRM if viral and not surface[0].isupper() else HIGHER
        if single and not viral and not self._is_strain(surface, term.id):
            return GENUS if surface[0].isupper() and surface.isalpha() else VERNACULAR
        return FIRM

    def _is_strain(self, surface: str, taxon: str) -> bool:
        """Whether the name is one of a strain of an everyday species (C57BL/6J, Col-0)."""
        if surface.islower() and surface.isalpha():
            return False
        if taxon in self.everyday_species:
            return True
        return " " not in surface and self.lineages.species(taxon) in self.everyday_species


def _means_other(scan: Scan, start: int, end: int) -> bool:
    """Whether the word is also a tissue or another thing (calf)."""
    return any(
        match[0] == start and match[1] == end
        for kind in ("tissue", "cell_type", "chemical")
        for match in scan.hits.by_type.get(kind, ())
    )


def is_viral(name: str) -> bool:
    """Whether a name says that it is of a virus."""
    return _VIRUS.search(name) is not None


def _preference(sense: Sense, surface: str) -> tuple[int, int, int, str]:
    rank = _RANKS.get(sense.term.note, len(_RANKS))
    return (_SCOPES.index(sense.scope), rank, int(sense.name != surface), sense.term.id)
