"""Derive the plain words and the borrowed abbreviations that gene and taxon names collide with.

    python scripts/derive_stop_words.py CORPUS

CORPUS is a folder with ``gold/*.jsonl`` (texts with marked entities), ``papers`` and pages that
are no studies. Two tables are written into data/lexicon/curated: ``stop_words.tsv`` (lower-case
words that are names in the lexicon and are hardly ever meant as such) and ``abbreviations.tsv``
(capitals that are gene names and that authors define as something else). Words and counts only;
no text leaves the corpus. Nobody picks a word by hand: change a threshold and run it again.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

LEXICON = Path(__file__).resolve().parents[1] / "data" / "lexicon"
CURATED = LEXICON / "curated"

#: Which marked types of which gold standard are evidence for a type of the lexicon.
EVIDENCE: dict[str, dict[str, tuple[str, ...]]] = {
    "gene": {
        "gene_gnormplus": ("Gene", "FamilyName", "DomainMotif"),
        "gene_nlmgene": ("Gene", "FamilyName", "DomainMotif"),
        "gene_bc2gm": ("Gene",),
    },
    "organism": {
        "species_s800": ("Species",),
        "species_linnaeus": ("Species",),
        "craft": ("NCBITaxon",),
    },
    "tissue": {"craft": ("UBERON",)},
    "cell_type": {"craft": ("CL",)},
    "process": {"craft": ("GO_BP",)},
    "chemical": {"biored": ("Chemical",)},
    "phenotype": {"biored": ("Disease",)},
}
#: What the tables hold, by the beginning of the file's name.
TYPE_OF_TABLE = (
    ("gene", "gene"),
    ("taxa", "organism"),
    ("tissues", "tissue"),
    ("cells", "cell_type"),
    ("cell_lines", "cell_type"),
    ("processes", "process"),
    ("chemicals", "chemical"),
    ("diseases", "phenotype"),
    ("phenotypes", "phenotype"),
    ("mesh", "phenotype"),
    ("pathways", "pathway"),
)
NAME_COLUMNS = ("label", "exact", "alias", "related")
#: A plain word occurs in this many documents outside every mark, and is marked at most so often.
LEAST_DOCUMENTS = 3
MOST_MARKED = 0.1
#: Words without evidence of their type must be frequent where no biology is told at all.
LEAST_UNRELATED = 2
#: A gene's name in lower case is rare, so fewer marked texts do when the word is frequent anywhere.
LEAST_ANYWHERE = 10
LEAST_DEFINITIONS = 2

_WORD = re.compile(r"(?<![\w-])[a-z]{2,}(?![\w-])")
_DEFINED = re.compile(r"\(([A-Z][A-Za-z0-9-]{1,7})s?\)")
_GENE_WORDS = re.compile(
    r"protein|receptor|factor|kinase|gene\b|ase\b|ases\b|oncogene|antigen|collagen|cadherin|"
    r"interleukin|interferon|hormone|peptide|homolog|ligand|subunit|channel|transporter|integrin|"
    r"molecule|transducer|suppressor|activator|repressor|inhibitor|enzyme|globulin|lymphoma",
    re.IGNORECASE,
)


def read_names(folder: Path) -> dict[str, set[str]]:
    """The one-word names of the derived tables in lower case, with the types they name."""
    names: dict[str, set[str]] = defaultdict(set)
    for path in sorted(folder.glob("*.tsv.gz")):
        kind = next((kind for start, kind in TYPE_OF_TABLE if path.name.startswith(start)), "")
        if not kind:
            continue
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                for column in NAME_COLUMNS:
                    for name in (row.get(column) or "").split("|"):
                        if " " not in name and 1 < len(name) < 20:
                            names[name.lower()].add(kind)
    return names


def read_own_words(folder: Path) -> set[str]:
    """Every name of the hand-written tables: such a word is meant, whatever the counts say."""
    words: set[str] = set()
    for path in sorted(folder.glob("*.tsv")):
        if path.name in {"stop_words.tsv", "abbreviations.tsv"}:
            continue
        with path.open(encoding="utf-8", newline="\n") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                words.update(name.lower() for name in (row.get("synonyms") or "").split("|"))
                words.add((row.get("label") or row.get("word") or "").lower())
    return words


def read_gold(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a gold standard."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def count_marked(corpus: Path, kind: str) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Inside marks of a type, and outside: occurrences and documents of each lower-case word."""
    inside: Counter[str] = Counter()
    outside: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    for name, types in EVIDENCE[kind].items():
        for record in read_gold(corpus / "gold" / f"{name}.jsonl"):
            text = str(record["text"])
            entities = record["entities"]
            marks = [(one["start"], one["end"]) for one in entities if one["type"] in types]
            covered = bytearray(len(text))
            for start, end in marks:
                covered[start:end] = b"\1" * (end - start)
            seen = set()
            for found in _WORD.finditer(text):
                if covered[found.start()]:
                    inside[found[0]] += (found.start(), found.end()) in marks
                else:
                    outside[found[0]] += 1
                    seen.add(found[0])
            documents.update(seen)
    return inside, outside, documents


def count_documents(texts: Iterable[str]) -> Counter[str]:
    """In how many texts each lower-case word occurs."""
    documents: Counter[str] = Counter()
    for text in texts:
        documents.update(set(_WORD.findall(text)))
    return documents


def read_unrelated(corpus: Path) -> Iterator[str]:
    """Pages that tell no biology: off-topic articles and ordinary front-matter pages."""
    off_topic = {
        record["file"]
        for record in read_gold(corpus / "studies_manifest.jsonl")
        if str(record["kind"]) != "study"
    }
    for path in sorted((corpus / "studies").glob("*.md")):
        if path.name in off_topic:
            yield path.read_text(encoding="utf-8", errors="replace")
    for path in sorted((corpus / "hostile" / "not_a_study").glob("*.md")):
        yield path.read_text(encoding="utf-8", errors="replace")


def derive_plain_words(corpus: Path, names: dict[str, set[str]]) -> list[tuple[str, str, str]]:
    """Lower-case words that are names of the lexicon and are hardly ever meant as such."""
    own = read_own_words(CURATED)
    counts = {kind: count_marked(corpus, kind) for kind in EVIDENCE}
    unrelated = count_documents(read_unrelated(corpus))
    anywhere = count_documents(text for text, _ in read_everything(corpus))
    rows = []
    for word in sorted(names):
        if word in own or not _WORD.fullmatch(word):
            continue
        verdicts: dict[str, str] = {}
        for kind in sorted(names[word]):
            inside, outside, documents = counts.get(kind, (Counter(), Counter(), Counter()))
            if inside[word] > MOST_MARKED * (inside[word] + outside[word]):
                verdicts[kind] = "marked"
            elif documents[word] >= LEAST_DOCUMENTS or (
                kind == "gene" and documents[word] and anywhere[word] >= LEAST_ANYWHERE
            ):
                verdicts[kind] = "plain"
            elif unrelated[word] >= LEAST_UNRELATED:
                verdicts[kind] = "unrelated"
            elif kind != "organism":
                # A genus called like a word is no reason to doubt it; another type may be.
                verdicts[kind] = "unknown"
        if verdicts and not {"marked", "unknown"} & set(verdicts.values()):
            reason = "plain in marked text" if "plain" in verdicts.values() else "unrelated text"
            rows.append((word, reason, "|".join(verdicts)))
    return rows


def read_everything(corpus: Path) -> Iterator[tuple[str, frozenset[str]]]:
    """All texts that are written by scientists, each with what is marked as a gene in it."""
    for path in sorted((corpus / "gold").glob("*.jsonl")):
        types = EVIDENCE["gene"].get(path.stem, ())
        for record in read_gold(path):
            entities = record["entities"]
            genes = frozenset(str(one["text"]) for one in entities if one["type"] in types)
            yield str(record["text"]), genes
    for record in read_gold(corpus / "papers" / "papers.jsonl"):
        yield str(record["abstract"]), frozenset()
    for path in sorted((corpus / "papers" / "fulltext").glob("*.txt")):
        yield path.read_text(encoding="utf-8", errors="replace"), frozenset()


def find_long_form(before: str, short: str) -> str:
    """The words before ``(short)`` whose letters spell it (Schwartz and Hearst), or nothing."""
    words = before.split()[-min(len(short) + 5, len(short) * 2) :]
    text = " ".join(words)
    at = len(text) - 1
    for place in range(len(short) - 1, -1, -1):
        letter = short[place].lower()
        if not letter.isalnum():
            continue
        while at >= 0 and (
            text[at].lower() != letter or (place == 0 and at > 0 and text[at - 1].isalnum())
        ):
            at -= 1
        if at < 0:
            return ""
        at -= 1
    return text[at + 1 :]


def derive_abbreviations(corpus: Path, names: dict[str, set[str]]) -> list[tuple[str, str, str]]:
    """Abbreviations that are gene names, with how often authors define them as one or not."""
    as_gene: Counter[str] = Counter()
    as_other: Counter[str] = Counter()
    for text, genes in read_everything(corpus):
        seen = set()
        for found in _DEFINED.finditer(text):
            short = found[1]
            if short in seen or sum(map(str.isupper, short)) < 2:
                continue
            if "gene" not in names.get(short.lower(), ()):
                continue
            seen.add(short)
            long = find_long_form(text[max(0, found.start() - 120) : found.start()], short)
            if not long:
                continue
            known = _GENE_WORDS.search(long) or "gene" in names.get(long.lower(), ())
            gene = short in genes or (not genes and known)
            (as_gene if gene else as_other)[short] += 1
    return [
        (short, str(as_other[short]), str(as_gene[short]))
        for short in sorted(as_other)
        if as_other[short] >= LEAST_DEFINITIONS and as_other[short] > as_gene[short]
    ]


def write_table(path: Path, columns: tuple[str, ...], rows: list[tuple[str, str, str]]) -> None:
    """Write a table with a header row."""
    lines = ["\t".join(columns), *("\t".join(row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{path.name}: {len(rows)} rows")


def main() -> None:
    """Read the corpus named on the command line and write both tables."""
    parser = argparse.ArgumentParser(description="Derive stop words from marked text.")
    parser.add_argument("corpus", type=Path)
    corpus = parser.parse_args().corpus
    names = read_names(LEXICON)
    plain = derive_plain_words(corpus, names)
    write_table(CURATED / "stop_words.tsv", ("word", "reason", "type"), plain)
    borrowed = derive_abbreviations(corpus, names)
    write_table(CURATED / "abbreviations.tsv", ("word", "as_other", "as_gene"), borrowed)


if __name__ == "__main__":
    main()
