"""Taxonomy: organisms of all kingdoms, the noise of sequence databases left out.

Names: pyobo (current names, all kingdoms), cellxgene-ontology-guide (animals, newest).
Ranks, parents, synonyms, common names and the older names of renamed taxa: EMBOSS.
"""

from __future__ import annotations

import gzip
import re
from collections import defaultdict

from derive_lexicon.rows import Row
from derive_lexicon.sources import Packages

_NOISE = re.compile(
    r"\b(?:uncultured|unclassified|environmental|metagenome|cf\.|aff\.|sp\.|spp\.|unidentified"
    r"|incertae|synthetic|vector|nr\.|gen\.|bacterium|fungal|endophyte|isolate|clone|sample"
    r"|endosymbiont|symbiont|hybrid|mixed|plasmid|artificial|unassigned|other|candidate)(?:\b|\s|$)"
)
_BINOMIAL = re.compile(r"(?:Candidatus )?[A-Z][a-z-]+(?: [a-z][a-z-]+){1,2}")
_HYBRID = re.compile(r"[A-Z][a-z-]+ (?:[a-z-]+ )?x [a-z-]{3,}")
_SINGLE = re.compile(r"(?:Candidatus )?[A-Z][a-z-]{2,}")
_BELOW_SPECIES = re.compile(
    r"[A-Z][a-z-]+ [a-z-]{3,} (?:subsp\.|var\.|f\.|forma|pv\.|bv\.|serovar|biovar|ssp\.) [A-Za-z-]+"
)
_VIRUS = re.compile(
    r"[A-Za-z][A-Za-z' -]*(?:virus|phage|viroid|satellite)(?: [A-Za-z][A-Za-z'-]*)*"
    r"(?: [A-Za-z]{0,6}-?\d{0,4}[A-Za-z]?)?"
)
_STRAIN = re.compile(
    r"[A-Z][a-z]+ [a-z]{3,} (?:str\. |strain )?[A-Z0-9][\w:.-]{1,15}(?: [A-Z0-9][\w.-]{0,10})?"
)
_SYNONYM = re.compile(r"(?:[A-Z][a-z-]+(?: [a-z-]+){0,3}|[a-z][A-Za-z' -]+)")
_RANKED_LOW = ("species", "no rank", "subspecies", "varietas", "forma")
_SYNONYM_CLASSES = {
    "synonym": "exact",
    "equivalent name": "exact",
    "genbank synonym": "exact",
    "anamorph": "exact",
    "teleomorph": "exact",
    "genbank anamorph": "exact",
    "common name": "common",
    "genbank common name": "common",
    "blast name": "common",
    "acronym": "common",
    "genbank acronym": "common",
    "misspelling": "alias",
    "misnomer": "related",
    "includes": "related",
    "in-part": "related",
}
# The table of a taxon: that of its nearest ancestor here.
_KINGDOMS = {
    "6656": "taxa_arthropods",
    "33208": "taxa_animals",
    "33090": "taxa_plants",
    "4751": "taxa_fungi",
    "2": "taxa_microbes",
    "2157": "taxa_microbes",
}
_OTHERS = "taxa_others"
_SUFFIX_RANKS = (
    ("aceae", "family"),
    ("idae", "family"),
    ("viridae", "family"),
    ("oidea", "superfamily"),
    ("inae", "subfamily"),
    ("ales", "order"),
    ("ota", "phylum"),
)


def derive_taxa(packages: Packages) -> dict[str, list[Row]]:
    """All tables of taxa, by name."""
    current = _read_names(packages)
    ranks, above = _read_nodes(packages)
    old, synonyms = _read_synonyms(packages)
    merged = _add_former(current, old, ranks, synonyms)
    _add_animals(packages, current, above, synonyms)
    kept = {
        number: name
        for number, name in ((number, _tidy(name)) for number, name in current.items())
        if _is_wanted(name, ranks.get(number))
    }
    genera = {name: number for number, name in kept.items() if " " not in name}
    rows = {}
    tables: dict[str, list[Row]] = defaultdict(list)
    for number, name in kept.items():
        row = Row(id=f"NCBITaxon:{number}", type="organism", label=name)
        parent = _nearest(above.get(number) or genera.get(name.split()[0], ""), kept, above)
        row.parents = [f"NCBITaxon:{parent}"] if parent and parent != number else []
        row.note = ranks.get(number) or _guess_rank(name)
        former = _tidy(old.get(number, ""))
        if former and former != name and _SYNONYM.fullmatch(former):
            row.exact.append(former)
        for scope, synonym in synonyms.get(number, ()):
            getattr(row, scope).append(synonym)
        row.xrefs = [f"NCBITaxon:{each}" for each in merged.get(number, ())]
        rows[number] = row
        lineage = _lineage(number if number in above else parent, above)
        kingdom = next((_KINGDOMS[item] for item in lineage if item in _KINGDOMS), _OTHERS)
        tables[kingdom].append(row)
    return dict(tables)


def _read_names(packages: Packages) -> dict[str, str]:
    with gzip.open(packages.pyobo("ncbitaxon.tsv.gz"), "rt", encoding="utf-8") as lines:
        return dict(line.rstrip("\n").split("\t")[:2] for line in lines)


def _read_nodes(packages: Packages) -> tuple[dict[str, str], dict[str, str]]:
    ranks, above = {}, {}
    with packages.emboss("TAXONOMY/nodes.dmp").open(encoding="utf-8") as lines:
        for line in lines:
            number, parent, rank = line.split("\t|\t", 3)[:3]
            ranks[number], above[number] = rank, parent
    return ranks, above


def _read_synonyms(packages: Packages) -> tuple[dict[str, str], dict[str, list[tuple[str, str]]]]:
    old: dict[str, str] = {}
    synonyms: dict[str, list[tuple[str, str]]] = defaultdict(list)
    with packages.emboss("TAXONOMY/names.dmp").open(encoding="utf-8") as lines:
        for line in lines:
            number, name, _, kind = line.rstrip("\t|\n").split("\t|\t")
            if kind == "scientific name":
                old[number] = name
            elif scope := _SYNONYM_CLASSES.get(kind):
                name = _tidy(name)
                if scope == "common" or (_SYNONYM.fullmatch(name) and not _NOISE.search(name)):
                    synonyms[number].append((scope, name))
    return old, synonyms


def _add_former(
    current: dict[str, str],
    old: dict[str, str],
    ranks: dict[str, str],
    synonyms: dict[str, list[tuple[str, str]]],
) -> dict[str, list[str]]:
    """Keep the species whose numbers were given up, under the names papers know them by.

    Where the name lives on under another number the former one is a cross-reference of that;
    those are returned, by number. The taxonomy's own site leads from a former number to its heir.
    """
    owners = {_tidy(name): number for number, name in current.items()}
    for number, names in synonyms.items():
        if number in current:
            for scope, name in names:
                if scope == "exact":
                    owners.setdefault(name, number)
    merged: dict[str, list[str]] = defaultdict(list)
    for number, name in old.items():
        name = _tidy(name)
        if number in current or ranks.get(number) != "species" or not _is_wanted(name, "species"):
            continue
        if name in owners:
            merged[owners[name]].append(number)
        else:
            current[number] = name
    return merged


def _add_animals(
    packages: Packages,
    current: dict[str, str],
    above: dict[str, str],
    synonyms: dict[str, list[tuple[str, str]]],
) -> None:
    """Lay the newer names, parents and synonyms of the animals over what is there."""
    for curie, term in packages.ontology("NCBITaxon").items():
        number = curie.partition(":")[2]
        label = term["label"]
        if number in current and current[number] != label:
            synonyms[number].append(("exact", _tidy(current[number])))
        current[number] = label
        near = [item for item, steps in term["ancestors"].items() if steps == 1]
        if near:
            above[number] = near[0].partition(":")[2]
        for name in term.get("synonyms", ()):
            scope = "exact" if _BINOMIAL.fullmatch(name) and name[0].isupper() else "common"
            synonyms[number].append((scope, name))


def _tidy(name: str) -> str:
    name = re.sub(r"\s*<[^>]*>", "", name)
    return re.sub(r"^\[([A-Z][a-z]+)\]", r"\1", name).strip().strip("'")


def _is_wanted(name: str, rank: str | None) -> bool:
    if rank and rank not in _RANKED_LOW:
        return not _NOISE.search(name) or rank in ("species group", "species subgroup")
    if _NOISE.search(name) or len(name) > 70:
        return False
    if (
        _HYBRID.fullmatch(name)
        or _BINOMIAL.fullmatch(name)
        or _SINGLE.fullmatch(name)
        or _BELOW_SPECIES.fullmatch(name)
    ):
        return True
    if re.search(r"(?:virus|phage|viroid)", name):
        return bool(_VIRUS.fullmatch(name)) and rank != "no rank" and len(name.split()) <= 7
    # Strains are legion; those of the older taxonomy are the ones that papers name.
    return rank == "no rank" and bool(_STRAIN.fullmatch(name))


def _guess_rank(name: str) -> str:
    words = name.removeprefix("Candidatus ").split()
    if len(words) == 1:
        return next((rank for end, rank in _SUFFIX_RANKS if name.endswith(end)), "genus")
    return "species" if len(words) == 2 or "virus" in name or "phage" in name else "subspecies"


def _nearest(number: str, kept: dict[str, str], above: dict[str, str]) -> str:
    while number and number not in kept and above.get(number, number) != number:
        number = above[number]
    return number if number in kept and number != "1" else ""


def _lineage(number: str, above: dict[str, str]) -> list[str]:
    lineage: list[str] = []
    while number and number not in lineage:
        lineage.append(number)
        number = above.get(number, "")
    return lineage
