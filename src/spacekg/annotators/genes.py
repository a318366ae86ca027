"""Genes: which gene of which species a mention means, and when to say nothing.

The tagger finds the mentions; the lexicon gives their possible meanings; the species comes from the
words around. In order: a species glued to the name ("human TNF", "hTNF"), the taxa of the sentence
(the nearest first), the taxa of the document (the most frequent first), the way the symbol is
written. A mention that still has several genes stays without an identifier.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacekg.annotators.context import Context, Scan
from spacekg.annotators.taxa import entity_of
from spacekg.lexicon import Lexicon, Sense
from spacekg.model import Annotation, Entity

GENE_TYPES = frozenset({"gene", "gene_family"})
HUMAN, MOUSE, RAT, FLY = "NCBITaxon:9606", "NCBITaxon:10090", "NCBITaxon:10116", "NCBITaxon:7227"
#: letters that stand for a species before a symbol: hTNF, mTNF
_PREFIXES = {"h": HUMAN, "m": MOUSE, "r": RAT, "d": FLY}
_LEADING = re.compile(
    r"^(?:the|human|mouse|murine|rat|bovine|porcine|zebrafish|drosophila|arabidopsis|yeast|"
    r"anti|recombinant|endogenous|exogenous|phospho|phosphorylated|soluble|mutant|wild[- ]type|"
    r"serum|plasma|total|active|activated|cellular)[- ]+",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"[- ]+(?:genes?|proteins?|mrnas?|transcripts?|promoters?|receptors? genes?|cdnas?|"
    r"polypeptides?|isoforms?|alleles?|mutants?|homologs?|homologues?|orthologs?|loci|locus)$",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"[\s/_‐-―-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Species:
    """Where the document speaks of which species: places by scan, and how often in all."""

    places: Mapping[int, tuple[tuple[int, int, str], ...]]
    ranking: tuple[str, ...]


def find_genes(context: Context, taxa: Sequence[Annotation]) -> tuple[Annotation, ...]:
    """The genes and gene families named in the document, with identifiers where they are sure."""
    species = read_species(context, taxa)
    found: list[Annotation] = []
    for number, scan in enumerate(context.scans):
        for start, end, kind, margin in _mentions(scan):
            found.append(_ground(context, species, number, start, end, kind, margin))
    return tuple(found)


def read_species(context: Context, taxa: Sequence[Annotation]) -> Species:
    """The gene-bearing species of the document's organism annotations."""
    places: dict[int, list[tuple[int, int, str]]] = {}
    counts: Counter[str] = Counter()
    bounds = [(scan.passage.start, scan.passage.end) for scan in context.scans]
    for taxon in taxa:
        species = _species_of(context.lexicon, taxon.entity.id)
        counts[species] += 1
        for number, (start, end) in enumerate(bounds):
            if start <= taxon.start < end:
                passage = context.scans[number].passage
                at = passage.reading(taxon.start), passage.reading(taxon.end - 1) + 1
                places.setdefault(number, []).append((*at, species))
                break
    ranking = tuple(taxon for taxon, _ in sorted(counts.items(), key=lambda one: (-one[1], one[0])))
    return Species(places={key: tuple(rows) for key, rows in places.items()}, ranking=ranking)


#: a taxon above the species that stands for its one well-known species
_MODELS = {
    "NCBITaxon:10088": MOUSE,
    "NCBITaxon:39107": MOUSE,
    "NCBITaxon:10114": RAT,
    "NCBITaxon:7215": FLY,
    "NCBITaxon:7147": FLY,
    "NCBITaxon:3701": "NCBITaxon:3702",
    "NCBITaxon:6237": "NCBITaxon:6239",
    "NCBITaxon:4930": "NCBITaxon:4932",
    "NCBITaxon:4932": "NCBITaxon:559292",
}


def _species_of(lexicon: Lexicon, taxon: str) -> str:
    if taxon in _MODELS and taxon != "NCBITaxon:4932":
        return _MODELS[taxon]
    term = lexicon.term(taxon)
    if term is not None and term.note in ("strain", "subspecies", "no rank"):
        parents = lexicon.parents(taxon)
        return parents[0] if parents else taxon
    return taxon


def _mentions(scan: Scan) -> Iterator[tuple[int, int, str, float]]:
    for tag in scan.tags:
        if tag.type in GENE_TYPES or tag.type == "domain":
            yield tag.start, tag.end, tag.type, tag.margin


def _ground(
    context: Context,
    species: Species,
    number: int,
    start: int,
    end: int,
    kind: str,
    margin: float,
) -> Annotation:
    scan = context.scans[number]
    surface = scan.passage.text[start:end]
    score = 1.0 - 0.5 / (1.0 + max(margin, 0.0))
    ungrounded = Entity(
        id="", label=surface, type="gene_family" if kind == "domain" else kind, ids=()
    )
    order = tuple(_species_order(species, number, start, end, surface, scan))
    for name in _names(context, surface):
        senses = [s for s in context.lexicon.senses(name) if s.term.type in GENE_TYPES]
        chosen = choose_gene(senses, name, order, prefer=kind)
        if chosen is not None:
            entity = _with_ortholog(context.lexicon, entity_of(chosen))
            return context.annotation(scan, start, end, entity, score=score)
    return context.annotation(scan, start, end, ungrounded, score=score / 2)


def _names(context: Context, surface: str) -> Iterator[str]:
    """The ways to look a mention up: as it stands, without affixes, by its long form."""
    seen = []
    candidates = [surface]
    trimmed = surface
    while True:
        shorter = _TRAILING.sub("", _LEADING.sub("", trimmed))
        if shorter == trimmed or not shorter:
            break
        trimmed = shorter
        candidates.append(trimmed)
    if len(trimmed) > 3 and trimmed[0] in _PREFIXES and trimmed[1].isupper():
        candidates.append(trimmed[1:])
    long = context.long_forms.get(surface) or context.long_forms.get(trimmed)
    if long:
        candidates.append(long)
    for name in candidates:
        if name not in seen:
            seen.append(name)
            yield name


def _species_order(
    species: Species, number: int, start: int, end: int, surface: str, scan: Scan
) -> Iterator[str]:
    text = scan.passage.text
    row = next((r for r in scan.rows if r.starts[0] <= start < r.ends[-1]), None)
    low, high = (row.starts[0], row.ends[-1]) if row else (0, len(text))
    near = [
        (min(abs(start - e), abs(s - end)) + (15 if s >= end else 0), s, taxon)
        for s, e, taxon in species.places.get(number, ())
        if low <= s < high
    ]
    yield from (taxon for _, _, taxon in sorted(near))
    if len(surface) > 3 and surface[0] in _PREFIXES and surface[1].isupper():
        yield _PREFIXES[surface[0]]
    yield from species.ranking
    if not species.ranking:
        if surface[:1].isupper() and surface[1:2].islower() and any(c.isdigit() for c in surface):
            yield MOUSE
        yield HUMAN
        yield MOUSE


def choose_gene(
    senses: Sequence[Sense], name: str, order: Sequence[str], *, prefer: str = "gene"
) -> Sense | None:
    """The one sense that fits the name's case and the first species that has any, or none."""
    fitting = [(quality, sense) for sense in senses if (quality := _quality(sense, name)) > 0]
    if prefer != "gene":
        families = [pair for pair in fitting if pair[1].term.type == "gene_family"]
        if families:
            return min(families, key=_rank)[1]
        return None
    for taxon in dict.fromkeys((*order, HUMAN if any(t in _MAMMALS for t in order) else "")):
        here = [pair for pair in fitting if pair[1].term.taxon == taxon]
        if here:
            best = min(here, key=_rank)
            rivals = {pair[1].term.id for pair in here if _rank(pair)[:2] == _rank(best)[:2]}
            return best[1] if len(rivals) == 1 else None
    families = [pair for pair in fitting if pair[1].term.type == "gene_family"]
    return min(families, key=_rank)[1] if families else None


_MAMMALS = frozenset({MOUSE, RAT})


def _rank(pair: tuple[int, Sense]) -> tuple[int, int, str]:
    quality, sense = pair
    scopes = {"label": 0, "exact": 1, "common": 1, "alias": 2, "related": 3}
    return (scopes[sense.scope], -quality, sense.term.id)


def _quality(sense: Sense, name: str) -> int:
    """How well a name is written as the table has it: 3 the same, 2 but for hyphens, 1 case."""
    if sense.name == name:
        return 3
    ours, theirs = _SEPARATORS.sub("", name), _SEPARATORS.sub("", sense.name)
    if ours == theirs:
        return 2
    if ours.lower() == theirs.lower():
        # short symbols that differ in case are other words: "was", "Cat", "REST"
        return 1 if len(ours) >= 3 else 0
    return 1 if len(ours) > 4 else 0


def _with_ortholog(lexicon: Lexicon, entity: Entity) -> Entity:
    """The entity with its human ortholog among the cross-references."""
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
