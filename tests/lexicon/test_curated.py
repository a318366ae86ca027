"""The curated tables keep their promises: format, order, identifiers, and names claimed once."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "data" / "lexicon" / "curated"
TABLES = tuple(sorted(FOLDER.glob("*.tsv")))
TERM_COLUMNS = ["id", "label", "type", "synonyms", "xrefs", "parents", "note"]
TYPES = {
    "organism", "tissue", "cell_type", "gene", "gene_family", "process", "pathway", "chemical",
    "phenotype", "exposure", "mission", "dataset", "countermeasure",
}  # fmt: skip
CURIE = re.compile(
    r"NCBITaxon:\d+|(?:UBERON|CL|PO|HP|MONDO|GO):\d{7}|MESH:[DC]\d+|CHEBI:\d+|NCBIGene:\d+"
    r"|RGD:\d+|MGI:\d+|HGNC:\d+|TAIR:AT[1-5CM]G\d{5}|UniProt:[A-Z0-9]{6,10}"
    r"|sk(?:gx|gc|gp):[a-z0-9]+(?:-[a-z0-9]+)*|skgm:[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*"
)
#: Strains of one species share its identifier, so they are told apart by their label.
SHARED_IDS = {"strains"}
RULES = {"definition", "gene context", "mission context", "case", "never a gene", "not a gene"}


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="\n") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def is_term_table(path: Path) -> bool:
    return path.read_text(encoding="utf-8").startswith("id\tlabel\t")


TERM_TABLES = tuple(path for path in TABLES if is_term_table(path))


def split(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def read_ambiguous() -> set[str]:
    return {row["symbol"].casefold() for row in read_rows(FOLDER / "ambiguous_symbols.tsv")}


def test_every_table_is_there() -> None:
    names = {path.stem for path in TABLES}
    assert names >= {
        "abbreviations", "ambiguous_symbols", "anatomy_words", "common_names", "countermeasures",
        "exposures", "genes_extra", "missions", "organism_words", "patterns", "phenotypes",
        "stop_words", "strains",
    }  # fmt: skip


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_table_is_plain_and_sorted(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.endswith("\n") and "\r" not in text and "\ufeff" not in text
    lines = text.splitlines()
    width = lines[0].count("\t")
    assert {line.count("\t") for line in lines} == {width}
    keys = [line.split("\t") for line in lines[1:]]
    assert keys == sorted(keys) and len(set(map(tuple, keys))) == len(keys)
    assert not [key for key in keys if any(cell != cell.strip() for cell in key)]


@pytest.mark.parametrize("path", TERM_TABLES, ids=lambda path: path.stem)
def test_terms_are_well_formed(path: Path) -> None:
    rows = read_rows(path)
    extra = ["taxon"] if path.stem == "genes_extra" else []
    assert list(rows[0]) == TERM_COLUMNS + extra
    for row in rows:
        curies = [row["id"], *split(row["xrefs"]), *split(row["parents"])]
        assert [curie for curie in curies if not CURIE.fullmatch(curie)] == [], row["id"]
        assert row["label"] and row["type"] in TYPES
        assert row["id"] not in curies[1:]
        names = split(row["synonyms"])
        assert row["label"] not in names and len(set(names)) == len(names), row["id"]
        assert all(name and name == name.strip() for name in names)
    if path.stem not in SHARED_IDS:
        ids = [row["id"] for row in rows]
        assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("path", TERM_TABLES, ids=lambda path: path.stem)
def test_parents_of_our_own_terms_exist(path: Path) -> None:
    rows = read_rows(path)
    own = {row["id"] for row in rows}
    above = {parent for row in rows for parent in split(row["parents"])}
    assert {parent for parent in above if parent.startswith("skg")} <= own
    parents = {row["id"]: split(row["parents"]) for row in rows}
    for start in parents:
        seen, ahead = set(), [start]
        while ahead:
            for parent in parents.get(ahead.pop(), ()):
                assert parent != start, f"{start} is above itself"
                if parent not in seen:
                    seen.add(parent)
                    ahead.append(parent)


def test_a_name_is_claimed_once_in_a_type() -> None:
    ambiguous = read_ambiguous()
    claims: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for path in TERM_TABLES:
        for row in read_rows(path):
            for name in [row["label"], *split(row["synonyms"])]:
                claims[row["type"], row.get("taxon", ""), name.casefold()].add(row["id"])
    twice = {key: ids for key, ids in claims.items() if len(ids) > 1 and key[2] not in ambiguous}
    assert twice == {}


def test_exposures_say_whether_they_are_actual() -> None:
    notes = {row["id"]: row["note"] for row in read_rows(FOLDER / "exposures.tsv")}
    assert set(notes.values()) == {"actual", "analog"}
    assert notes["skgx:spaceflight"] == "actual" and notes["skgx:hindlimb-unloading"] == "analog"


def test_patterns_match_their_examples() -> None:
    for row in read_rows(FOLDER / "patterns.tsv"):
        assert row["type"] in TYPES
        found = re.fullmatch(row["regex"], row["example"])
        assert found is not None, row["regex"]
        groups = {int(number) for number in re.findall(r"\{(\d)\}", row["curie"])}
        assert groups and max(groups) <= (re.compile(row["regex"]).groups)


def test_ambiguous_symbols_name_a_known_rule() -> None:
    rows = read_rows(FOLDER / "ambiguous_symbols.tsv")
    assert {row["rule"] for row in rows} <= RULES
    assert all(row["readings"] for row in rows)
    assert len({row["symbol"] for row in rows}) == len(rows)


def test_common_names_have_one_default_species() -> None:
    rows = read_rows(FOLDER / "common_names.tsv")
    words = [row["word"].casefold() for row in rows]
    assert len(set(words)) == len(words)
    taxa = {row["word"]: row["taxon"] for row in rows}
    assert taxa["mice"] == "NCBITaxon:10090" and taxa["astronauts"] == "NCBITaxon:9606"
    assert all(re.fullmatch(r"NCBITaxon:\d+", taxon) for taxon in taxa.values())
    assert {row["strength"] for row in rows} == {"strong", "weak"}


def test_stop_words_hold_no_name_of_our_own() -> None:
    stopped = {row["word"] for row in read_rows(FOLDER / "stop_words.tsv")}
    assert {"was", "rest", "set", "not", "impact"} <= stopped
    assert not stopped & {"mice", "rat", "bone", "liver", "gut", "spine", "muscle", "heart", "rice"}
