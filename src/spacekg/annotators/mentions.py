"""Mentions: the places of a text that name a gene, before anyone asks which.

Three sources: the tagger; the dictionary, for exact symbols and long protein names the tagger
passed over; and the ``genes`` lists of front matter, which are taken at their word. Flights,
accessions, chromosome bands and short forms that the document defines as something else go out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate

from spacekg.annotators.boundaries import is_gene, part_span
from spacekg.annotators.context import Context, Scan
from spacekg.annotators.rules import Rules, read_rules
from spacekg.annotators.series import read_series
from spacekg.annotators.symbols import GENE_TYPES, fit_of
from spacekg.annotators.words import read_plain_words
from spacekg.lexicon import Lexicon, Sense, Senses
from spacekg.patterns import compile_late

#: a tagger's margin from which a mention stands without the dictionary
SURE = 4.0
#: decisions kept for names met before
_MOST_NAMES = 20_000
_BAND = compile_late(r"\b(?:[Cc]hromosomes?|[Cc]hr)\b|^(?:\d{1,2}|[XY])[pq]\d[\d.pqter-]*$")
#: Escherichia coli, Bacillus subtilis and brewer's yeast, and how genes and proteins of microbes
#: are written: lacZ, DnaA, spo0A, HSP104, Hsp104p, hsp104
_MICROBES = frozenset({"NCBITaxon:562", "NCBITaxon:1423", "NCBITaxon:4932"})
_MICROBIAL = compile_late(
    r"[A-Za-z][a-z]{2}\d?[A-Z]{1,2}\d?|[A-Z]{3}\d{1,3}|[A-Z]?[a-z]{2,3}\d{1,3}p?"
)
_CITED = compile_late(r"^[A-Z]?[a-z]+\d+(?:[–,-]\d+)+$|^[\W\d]+$|^.$|^[Ll][Oo][Gg](?:2|10)\b")
#: amino acids, which are also gene symbols
_RESIDUES = frozenset(
    "Ala Arg Asn Asp Cys Gln Glu Gly His Ile Leu Lys Met Phe Pro Ser Thr Trp Tyr Val".split()
)
#: what space flight calls things, in capitals like genes
_UNDERTAKINGS = frozenset({"exposure", "mission", "dataset", "countermeasure"})
_COUNTED = compile_late(r"(\S+?)(?: \d+(?:[-–]\d+)?)+")
_PROTEIN = compile_late(
    r"protein|receptor|factor|kinase|ase\b|ligand|hormone|antigen|channel|transporter|globulin|"
    r"subunit|peptide|interleukin|chemokine|collagen|gene\b|homolog|[a-z]{4}in\b",
    re.IGNORECASE,
)
_NUMBERED = compile_late(r"[A-Za-z]\d{1,2}[A-Za-z]?")
_PROTEIN_WEIGHT = compile_late(r"p\d\d(?!\d)")
#: a figure's or a table's word with nothing but other labels after it
_SHOWN = compile_late(
    r"\b(?:Fig(?:ure)?s?|Tables?|Data ?sets?|Data|Movies?|Videos?|Files?|Appendix|Text|Supp\w*|"
    r"Panels?)\b\.?(?:[\s,;&(–-]|\b(?:[A-Za-z]?\d+[A-Za-z]?|and|to|[A-Z])\b)*$",
    re.IGNORECASE,
)
_SYMBOL = compile_late(r"(?=[^\d]*\d)(?=.*[A-Za-z])[A-Za-z][A-Za-z0-9αβγδκ./-]{2,11}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """``start`` to ``end`` in a scan's reading text; ``told`` ones come from front matter.

    ``name`` is the full name of a member of a series, of which the text has just the number.
    """

    start: int
    end: int
    kind: str
    margin: float
    told: bool = False
    name: str = ""


def find_mentions(
    context: Context,
    scan: Scan,
    organisms: Sequence[tuple[int, int]],
    species: Sequence[str] = (),
) -> list[Mention]:
    """The gene mentions of one scan, apart and in order.

    ``organisms`` are the places of taxa, ``species`` the species that the document names.
    """
    rules = read_rules(context.lexicon)
    text = scan.passage.text
    if scan.passage.role == "metadata" and is_told(scan.passage.key):
        return [Mention(start=0, end=len(text), kind="gene", margin=SURE, told=True)]
    found: list[Mention] = []
    for tag in scan.tags:
        if tag.type in GENE_TYPES or tag.type == "domain":
            for start, end in part_span(context, scan.passage.text, tag.start, tag.end):
                mention = Mention(start=start, end=end, kind=tag.type, margin=tag.margin)
                if _may_be(context, scan, mention, rules):
                    found.append(mention)
    found = list(_with_series(context, scan.passage.text, found))
    loci = (each for each in rules.loci if not each.named or each.taxon in species)
    for match in (m for each in loci for m in each.expression.finditer(text)):
        found = [each for each in found if each.start >= match.end() or each.end <= match.start()]
        found.append(Mention(start=match.start(), end=match.end(), kind="gene", margin=SURE))
    microbes = frozenset(species) & _MICROBES
    return _with_dictionary(context, scan, found, organisms, rules, microbes)


def _with_series(context: Context, text: str, found: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions with those of series parted into their members."""
    last = 0
    for each in found:
        if each.start < last:
            continue
        last = each.end
        series = tuple(read_series(text, each.start, each.end))
        if not all(is_gene(context, name) for _, _, name in series) or (
            series and is_gene(context, text[each.start : each.end]) and series[-1][1] <= each.end
        ):
            series = ()
        if not series:
            yield each
        for start, end, name in series:
            yield replace(each, start=start, end=end, name=name)
            last = max(last, end)


def is_told(key: str) -> bool:
    """Whether a front-matter key holds a gene's symbol."""
    return key == "genes" or (key.startswith("genes.") and key.endswith((".symbol", ".name")))


def _meeting(places: Sequence[tuple[int, int]]) -> Callable[[int, int], bool]:
    """Whether a span meets any of the places; asked often, so they are sorted once."""
    starts = [start for start, _ in sorted(places)]
    reached = list(accumulate((end for _, end in sorted(places)), max))

    def meets(start: int, end: int) -> bool:
        at = bisect_left(starts, end)
        return at > 0 and reached[at - 1] > start

    return meets


def _may_be(context: Context, scan: Scan, mention: Mention, rules: Rules) -> bool:
    """Whether nothing in the tables or the document says that this is no gene."""
    surface = scan.passage.text[mention.start : mention.end]
    if surface in _RESIDUES or _BAND.search(surface) or _CITED.match(surface):
        return False
    if _NUMBERED.fullmatch(surface) and _is_label(scan, mention, context.lexicon.senses(surface)):
        return False
    long = context.long_forms.get(surface)
    if long is not None:
        if _names_gene(context, long):
            return True
        return mention.margin > SURE and not _is_barred(context.lexicon, surface)
    if _is_barred(context.lexicon, surface):
        return False
    if surface in rules.other or surface.rstrip("s") in rules.other:
        return mention.margin > SURE
    if _in_accession(scan.passage.text, mention, rules):
        return False
    after = scan.words_after(mention.end, 2)
    if any(word.startswith(("cell", "line")) for word in after[:1]):
        senses = context.lexicon.senses(surface)
        return not any(s.term.id.startswith("Cellosaurus:") and s.name == surface for s in senses)
    return True


def _is_label(scan: Scan, mention: Mention, senses: Sequence[Sense]) -> bool:
    """Whether a letter and a number ("S4", "T3") is a figure's or a time point's label."""
    before = scan.passage.text[max(0, mention.start - 60) : mention.start]
    if _SHOWN.search(before):
        return True
    if _PROTEIN_WEIGHT.match(scan.passage.text, mention.start) and mention.margin > SURE:
        return False
    return not any(s.scope in ("label", "common") and s.term.type in GENE_TYPES for s in senses)


@lru_cache(maxsize=_MOST_NAMES)
def _is_barred(lexicon: Lexicon, surface: str) -> bool:
    """Whether the curated tables keep a symbol from being a gene, alone or before a number."""
    rules = read_rules(lexicon)
    counted = _COUNTED.fullmatch(surface)
    symbol = counted.group(1) if counted else surface
    if counted and symbol.lower() in read_plain_words(lexicon):
        return True
    rule, first = rules.readings.get(symbol) or rules.readings.get(symbol.rstrip("s"), ("", ""))
    if rule in ("not a gene", "mission context"):
        return True
    if rule == "definition" and not first.startswith("gene"):
        return True
    if rules.readings.get(symbol.upper(), ("", ""))[0] == "never a gene":
        return True
    method = surface.rpartition("-")[2]
    if method != surface and rules.readings.get(method, ("", ""))[0] == "not a gene":
        return True
    return any(
        sense.term.type in _UNDERTAKINGS and fit_of(sense, symbol) >= (1 if len(symbol) > 5 else 2)
        for sense in lexicon.senses(symbol)
    )


def _in_accession(text: str, mention: Mention, rules: Rules) -> bool:
    """Whether a mention is part of a flight's name or a data set's accession."""
    low = max(0, mention.start - 12)
    window = text[low : mention.end + 12]
    if rules.flights.search(window) is None:
        return False
    return any(
        match.start() + low < mention.end and mention.start < match.end() + low
        for each in rules.accessions
        for match in each.finditer(window)
    )


def _names_gene(context: Context, long: str) -> bool:
    """Whether a long form reads like a gene's or protein's name."""
    senses = context.lexicon.senses(long)
    if any(sense.term.type in GENE_TYPES for sense in senses):
        return True
    return not senses and _PROTEIN.search(long) is not None


def _with_dictionary(
    context: Context,
    scan: Scan,
    found: list[Mention],
    barred: Sequence[tuple[int, int]],
    rules: Rules,
    microbes: frozenset[str],
) -> list[Mention]:
    """The mentions with those only the dictionary has, and with longer names where it knows any."""
    text = scan.passage.text
    is_taken = _meeting([(each.start, each.end) for each in found])
    others = [(tag.start, tag.end) for tag in scan.tags if tag.type not in GENE_TYPES]
    is_other = _meeting([*barred, *others])
    last = -1
    known: dict[str, bool] = {}
    for start, end, senses in scan.hits.by_type.get("gene", ()):
        if start < last or end - start < 3:
            continue
        surface = text[start:end]
        telling = known.get(surface)
        if telling is None:
            telling = known[surface] = _is_telling(context.lexicon, surface, senses) or (
                bool(microbes) and _is_microbial(surface, senses, microbes)
            )
        if not telling:
            continue
        if is_taken(start, end):
            last = max(last, end)
            continue
        if is_other(start, end):
            continue
        mention = Mention(start=start, end=end, kind="gene", margin=0.5)
        if _may_be(context, scan, mention, rules):
            found.append(mention)
            last = end
    return sorted(found, key=lambda each: (each.start, each.end))


def _is_microbial(surface: str, genes: Senses, microbes: frozenset[str]) -> bool:
    """Whether a name is written as a microbe's gene or protein, and one of the text has it."""
    return _MICROBIAL.fullmatch(surface) is not None and any(
        sense.term.taxon in microbes and sense.scope in ("label", "common") for sense in genes
    )


@lru_cache(maxsize=_MOST_NAMES)
def _is_telling(lexicon: Lexicon, surface: str, genes: Senses) -> bool:
    """Whether a dictionary name is a gene's wherever it stands."""
    only = not any(sense.term.type != "gene" for sense in lexicon.senses(surface))
    if surface.lower() in read_plain_words(lexicon):
        return False
    exact = [sense for sense in genes if fit_of(sense, surface) >= 2]
    if any(sense.scope == "common" for sense in exact) and len(surface) > 3:
        return True
    if " " in surface:
        return (
            only
            and len(surface) > 11
            and any(s.scope in ("label", "exact", "alias") for s in genes)
        )
    return only and bool(_SYMBOL.match(surface)) and any(s.scope == "label" for s in exact)
