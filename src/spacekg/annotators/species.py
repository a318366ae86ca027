"""Species: which species' gene a mention means, by what stands near it and by the document.

The nearest taxon of the sentence says most, then the document's most frequent species, then the
one named last before the mention. The weights are added to how well a gene's name fits
(:mod:`spacekg.annotators.symbols`), so an exact symbol of the document's second species beats a
far-fetched alias of its first.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacekg.annotators.context import Context, Scan
from spacekg.lexicon import Lexicon
from spacekg.model import Annotation
from spacekg.patterns import compile_late

HUMAN, MOUSE, RAT, FLY = "NCBITaxon:9606", "NCBITaxon:10090", "NCBITaxon:10116", "NCBITaxon:7227"
#: letters that stand for a species before a symbol: hTNF, mTNF
PREFIXES: Mapping[str, str] = {"h": HUMAN, "m": MOUSE, "r": RAT, "d": FLY}
#: a taxon above or below the species that stands for its one well-known species
_MODELS = {
    "NCBITaxon:10088": MOUSE,
    "NCBITaxon:39107": MOUSE,
    "NCBITaxon:10114": RAT,
    "NCBITaxon:7215": FLY,
    "NCBITaxon:7147": FLY,
    "NCBITaxon:3701": "NCBITaxon:3702",
    "NCBITaxon:6237": "NCBITaxon:6239",
    "NCBITaxon:4930": "NCBITaxon:4932",
    "NCBITaxon:559292": "NCBITaxon:4932",
}
_MAMMALS = "NCBITaxon:40674"
#: organisms that papers use as a tool for genes of other species
_TOOLS = frozenset({"NCBITaxon:4932", "NCBITaxon:562", "NCBITaxon:10239"})
_PLANTS = "NCBITaxon:33090"
#: words of texts on people's health, whatever organisms they name
_CLINIC = compile_late(
    r"\b(?:patients?|cancers?|carcinomas?|tumou?rs?|smok(?:ers?|ing)|clinical|mortality)\b"
)
ADJACENT, SENTENCE, RANKED = 7.0, 5.0, 4.0
FALLBACK, UNLIKELY, NEVER = 0.0, -2.6, -20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Species:
    """Where the document speaks of which species: places by scan, and how often in all."""

    places: Mapping[int, tuple[tuple[int, int, str], ...]]
    ranking: tuple[str, ...]
    fallback: float
    """The points of human and mouse genes where no species of the document fits."""


def read_species(context: Context, taxa: Sequence[Annotation]) -> Species:
    """The gene-bearing species of the document's organism annotations."""
    places: dict[int, list[tuple[int, int, str]]] = {}
    counts: Counter[str] = Counter()
    starts = [scan.passage.start for scan in context.scans]
    for taxon in taxa:
        number = max(bisect_right(starts, taxon.start) - 1, 0)
        scan = context.scans[number]
        start = scan.passage.reading(taxon.start)
        end = scan.passage.reading(taxon.end - 1) + 1
        if any(tag.start == start and tag.end >= end and tag.type == "gene" for tag in scan.tags):
            continue  # minK is a channel, not a mink
        species = species_of(context.lexicon, taxon.entity.id)
        counts[species] += 1
        places.setdefault(number, []).append((start, end, species))
    ranking = tuple(taxon for taxon, _ in sorted(counts.items(), key=lambda one: (-one[1], one[0])))
    fallback = not ranking or any(_lends(context.lexicon, taxon) for taxon in ranking)
    plants = bool(ranking) and _PLANTS in context.lexicon.ancestors(ranking[0])
    if plants and any(_CLINIC.search(scan.passage.text) for scan in context.scans):
        fallback = True  # tobacco and tea are named where people smoke and drink them
    return Species(
        places={key: tuple(rows) for key, rows in places.items()},
        ranking=ranking,
        fallback=FALLBACK if fallback else NEVER if plants else UNLIKELY,
    )


def species_of(lexicon: Lexicon, taxon: str) -> str:
    """The species whose genes a taxon has: of a strain its species, of ``Mus`` the house mouse."""
    if taxon in _MODELS:
        return _MODELS[taxon]
    term = lexicon.term(taxon)
    if term is not None and term.note in ("strain", "subspecies", "no rank"):
        parents = lexicon.parents(taxon)
        return _MODELS.get(parents[0], parents[0]) if parents else taxon
    return taxon


def _lends(lexicon: Lexicon, taxon: str) -> bool:
    """Whether a document on ``taxon`` may speak of human genes without a word for people."""
    if taxon in _TOOLS:
        return True
    above = lexicon.ancestors(taxon)
    return _MAMMALS in above or not _TOOLS.isdisjoint(above)


def weigh_species(
    species: Species, number: int, start: int, end: int, surface: str, scan: Scan
) -> Mapping[str, float]:
    """How likely each species is at a place, in the points that :func:`choose_gene` adds up."""
    weights: dict[str, float] = {}
    text = scan.passage.text
    row = next((r for r in scan.rows if r.starts[0] <= start < r.ends[-1]), None)
    low, high = (row.starts[0], row.ends[-1]) if row else (0, len(text))
    places = species.places.get(number, ())
    near = sorted(
        (min(abs(start - e), abs(s - end)) + (15 if s >= end else 0), taxon)
        for s, e, taxon in places
        if low <= s < high
    )
    for rank, (gap, taxon) in enumerate(near):
        points = ADJACENT if gap <= 2 else max(SENTENCE - 0.5 * rank, RANKED + 0.1)
        weights[taxon] = max(points, weights.get(taxon, 0.0))
    if len(surface) > 3 and surface[0] in PREFIXES and surface[1].isupper():
        weights.setdefault(PREFIXES[surface[0]], SENTENCE)
    before = [taxon for _, e, taxon in places if e <= start]
    for rank, taxon in enumerate(species.ranking):
        points = max(RANKED - 0.4 * rank, 1.5) + (0.3 if before and before[-1] == taxon else 0.0)
        weights[taxon] = max(points, weights.get(taxon, 0.0))
    for taxon, points in _by_case(surface):
        weights.setdefault(taxon, species.fallback + points)
    return weights


def _by_case(surface: str) -> Iterator[tuple[str, float]]:
    """Human and mouse as a last resort: a symbol like ``Fbxo32`` is a mouse's."""
    titled = surface[:1].isupper() and surface[1:2].islower() and surface[-1:].isdigit()
    yield HUMAN, 0.0 if titled and " " not in surface else 1.0
    yield MOUSE, 0.5
