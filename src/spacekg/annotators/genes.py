"""Genes: which gene of which species a mention means, and when to say nothing.

The mentions come from :mod:`~spacekg.annotators.mentions`, the likely species from
:mod:`~spacekg.annotators.species`, the fit of a name from :mod:`~spacekg.annotators.symbols`. A
mention that still has several genes stays without an identifier.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial

from spacekg.annotators.context import Context
from spacekg.annotators.mentions import SURE, Mention, find_mentions, is_told
from spacekg.annotators.rules import read_rules
from spacekg.annotators.species import ADJACENT, HUMAN, Species, read_species, weigh_species
from spacekg.annotators.symbols import choose_gene, first_of, gene_senses, names_of, trim_name
from spacekg.annotators.taxa import entity_of
from spacekg.lexicon import Lexicon, Sense
from spacekg.model import Annotation, Entity
from spacekg.patterns import compile_late

#: decisions kept for names met before
_MOST_NAMES = 10_000


def find_genes(context: Context, taxa: Sequence[Annotation]) -> tuple[Annotation, ...]:
    """The genes and gene families named in the document, with identifiers where they are sure."""
    species = read_species(context, taxa)
    about_life = _is_about_life(context)
    named = _Names(context)
    told = _read_told(context, species)
    found: list[Annotation] = []
    doubtful: list[Annotation] = []
    for number, scan in enumerate(context.scans):
        organisms = [(start, end) for start, end, _ in species.places.get(number, ())]
        for mention in find_mentions(context, scan, organisms, species.ranking):
            if not (about_life or mention.told):
                continue
            one = _ground(context, species, named, told, number, mention)
            if one.entity.id or mention.margin > SURE:
                found.append(one)
            else:
                doubtful.append(one)
    if species.ranking or any(one.entity.id for one in found):
        found += doubtful
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


#: a text of this many characters that is about genes says so
_LONG, _FEWEST = 1000, 3
_GENES = compile_late(
    r"\b(?:genes?|genom\w+|proteins?|mRNAs?|c?DNAs?|RNA|transcript\w*|mutants?|mutations?|"
    r"kinases?|receptors?|enzym\w+|antibod\w+|phenotyp\w+|knockout|promoters?|phosphorylat\w+|"
    r"genotyp\w+|polymorphi\w+|alleles?|allelic|haplotyp\w+|up-?regulat\w+|down-?regulat\w+|"
    r"cytokines?|peptides?|loci|chromosom\w+)\b",
    re.IGNORECASE,
)
_LIFE = compile_late(
    r"\b(?:cells?|cellular|tissues?|mice|mouse|rats?|plants?|bacteri\w+|muscles?|bones?|"
    r"patients?|serum|plasma|disease|infect\w+)\b",
    re.IGNORECASE,
)


def _is_about_life(context: Context) -> bool:
    """Whether a document is too short to tell, or uses words that texts on genes use."""
    if sum(len(scan.passage.text) for scan in context.scans) < _LONG:
        return True
    met: set[str] = set()
    for scan in context.scans:
        if _GENES.search(scan.passage.text):
            return True
        met.update(match.group().lower() for match in _LIFE.finditer(scan.passage.text))
        if len(met) >= _FEWEST:
            return True
    return False


class _Names:
    """How many different names of a gene symbol the document has, counted when first asked."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._counts: dict[str, int] | None = None

    def count(self, label: str) -> int:
        """The number of names in the document for the symbol ``label`` (in small letters)."""
        if self._counts is None:
            self._counts = self._read()
        return self._counts.get(label, 0)

    def _read(self) -> dict[str, int]:
        names: dict[str, set[str]] = {}
        met: set[str] = set()
        for scan in self._context.scans:
            for start, end, senses in scan.hits.by_type.get("gene", ()):
                surface = scan.passage.text[start:end].lower()
                if surface in met:
                    continue
                met.add(surface)
                for sense in senses:
                    names.setdefault(sense.term.label.lower(), set()).add(surface)
        return {label: len(known) for label, known in names.items()}


def _ground(
    context: Context,
    species: Species,
    named: _Names,
    known: Mapping[str, str],
    number: int,
    mention: Mention,
) -> Annotation:
    scan = context.scans[number]
    start, end = mention.start, mention.end
    surface = mention.name or scan.passage.text[start:end]
    score = 1.0 - 0.5 / (1.0 + max(mention.margin, 0.0))
    locus = _locus(context, species, surface)
    if locus is not None:
        return context.annotation(scan, start, end, locus, score=score)
    weights = dict(weigh_species(species, number, start, end, surface, scan))
    told = _told_species(context, species, number) if mention.told else known.get(surface, "")
    if told:
        weights = {told: ADJACENT}
    long = context.long_forms.get(surface, "")
    meant = _labels(context.lexicon, long) if long else frozenset()
    support = partial(_support, named, meant)
    chosen = _choose(context, mention.kind, surface, long, weights, support)
    if chosen is not None:
        entity = _entity_of_gene(context.lexicon, chosen)
        return context.annotation(scan, start, end, entity, score=score)
    kind = "gene_family" if mention.kind == "domain" else mention.kind
    nothing = Entity(id="", label=surface, type=kind, ids=(), taxon=told)
    return context.annotation(scan, start, end, nothing, score=score / 2)


def _choose(
    context: Context,
    kind: str,
    surface: str,
    long: str,
    weights: Mapping[str, float],
    support: Callable[[Sense], float],
) -> Sense | None:
    """The gene a mention means by any of its names, the surest name first."""

    def choose(name: str) -> Sense | None:
        senses = gene_senses(context.lexicon.senses(name))
        return choose_gene(senses, name, weights, prefer=kind, support=support)

    if long:
        chosen = choose(long) or choose(trim_name(long))
        if chosen is not None and chosen.scope != "alias":
            # a long form has no letters that tell a species; "Tnf" is a mouse's
            own = choose(surface)
            is_twin = own and own.term.id in context.lexicon.orthologs(chosen.term.id)
            return own if is_twin else chosen
    for name in names_of(surface, long, context.long_forms):
        if (chosen := choose(name)) is not None:
            return chosen
    first = first_of(surface)
    chosen = choose(first) if first else None
    return chosen if chosen is not None and chosen.scope != "alias" else None


def _support(named: _Names, meant: frozenset[str], sense: Sense) -> float:
    """What else in the document speaks for a gene: its long form, its other names."""
    label = sense.term.label.lower()
    return (10.0 if label in meant else 0.0) + named.count(label)


@lru_cache(maxsize=_MOST_NAMES)
def _labels(lexicon: Lexicon, long: str) -> frozenset[str]:
    """The symbols, in small letters, of the genes that a long form names."""
    return frozenset(
        sense.term.label.lower()
        for hit in lexicon.scan(long)
        for sense in hit.senses
        if sense.term.type == "gene" and hit.end - hit.start > 4
    )


def _read_told(context: Context, species: Species) -> Mapping[str, str]:
    """The symbols of front matter's ``genes`` with the one organism that their entries give."""
    told: dict[str, set[str]] = {}
    for number, scan in enumerate(context.scans):
        if scan.passage.role == "metadata" and is_told(scan.passage.key):
            taxon = _told_species(context, species, number)
            told.setdefault(scan.passage.text, set()).add(taxon)
    return {symbol: next(iter(taxa)) for symbol, taxa in told.items() if len(taxa) == 1}


def _told_species(context: Context, species: Species, number: int) -> str:
    """The organism of a front-matter entry: the next one after its symbol."""
    key = context.scans[number].passage.key
    for later in range(number + 1, len(context.scans)):
        passage = context.scans[later].passage
        if passage.key == key or not passage.key.startswith("genes."):
            break
        if passage.key.endswith(".organism"):
            return next((taxon for _, _, taxon in species.places.get(later, ())), "")
    return ""


def _locus(context: Context, species: Species, surface: str) -> Entity | None:
    """The gene of a locus tag such as AT1G01010, in the catalogue that gave it."""
    for locus in read_rules(context.lexicon).loci:
        match = locus.expression.fullmatch(surface)
        if match is None or (locus.named and locus.taxon not in species.ranking):
            continue
        identifier = locus.template
        for place, group in enumerate(match.groups(""), start=1):
            identifier = identifier.replace(f"{{{place}}}", group.upper())
        term = context.lexicon.term(identifier)
        if term is not None:
            ids = (term.id, *term.ids)
            return Entity(id=term.id, label=term.label, type="gene", ids=ids, taxon=term.taxon)
        return Entity(
            id=identifier,
            label=identifier.partition(":")[2],
            type="gene",
            ids=(identifier,),
            taxon=locus.taxon,
        )
    return None


@lru_cache(maxsize=_MOST_NAMES)
def _entity_of_gene(lexicon: Lexicon, sense: Sense) -> Entity:
    """The gene a sense means, with its human ortholog among the cross-references."""
    entity = entity_of(sense)
    if entity.type != "gene" or entity.taxon in ("", HUMAN):
        return entity
    for other in lexicon.orthologs(entity.id):
        term = lexicon.term(other)
        if term is not None and term.taxon == HUMAN and term.id not in entity.ids:
            return Entity(
                id=entity.id,
                label=entity.label,
                type=entity.type,
                ids=(*entity.ids, term.id),
                taxon=entity.taxon,
            )
    return entity
