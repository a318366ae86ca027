"""A lexicon of a few handmade tables: compiled, mapped, searched."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacekg.errors import LexiconError
from spacekg.fingerprint import Digests, _of_lexicon
from spacekg.lexicon import SUMS, Lexicon, cache_lexicon, read_sums

TABLES = {
    "tissues.tsv.gz": (
        "id\ttype\tlabel\texact\tparents\txrefs\n"
        "UBERON:1\ttissue\tbody\t\t\t\n"
        "UBERON:2\ttissue\tabdomen\t\tUBERON:1\t\n"
        "UBERON:3\ttissue\tliver\thepatic organ|iecur\tUBERON:2|UBERON:4\tMESH:D1\n"
        "UBERON:4\ttissue\tgland\t\tUBERON:1\tMESH:D2\n"
        "UBERON:5\ttissue\tlobe of liver\t\tUBERON:3\tMESH:D2\n"
    ),
    "genes_mouse.tsv.gz": (
        "id\ttype\tlabel\talias\txrefs\ttaxon\n"
        "NCBIGene:67731\tgene\tFbxo32\tatrogin-1|MAFbx\tMGI:1\tNCBITaxon:10090\n"
        "NCBIGene:12359\tgene\tCat\tcatalase\tMGI:2\tNCBITaxon:10090\n"
        "NCBIGene:16193\tgene\tIl6\tIL-6\tMGI:3\tNCBITaxon:10090\n"
    ),
    "genes_human.tsv.gz": (
        "id\ttype\tlabel\texact\ttaxon\n"
        "NCBIGene:114907\tgene\tFBXO32\tF-box protein 32\tNCBITaxon:9606\n"
    ),
    "taxa_animals.tsv.gz": (
        "id\ttype\tlabel\tcommon\tnote\n"
        "NCBITaxon:10088\torganism\tMus\tmice\tgenus\n"
        "NCBITaxon:10090\torganism\tMus musculus\thouse mouse\tspecies\n"
    ),
    "orthologs.tsv.gz": (
        "id\torthologs\nNCBIGene:114907\tNCBIGene:67731\nNCBIGene:67731\tNCBIGene:114907|RGD:9\n"
    ),
    "curated/exposures.tsv": (
        "# a remark\n"
        "id\tlabel\tsynonyms\tnote\nskgx:spaceflight\tspaceflight\tspace flight\tactual\n"
    ),
    "curated/anatomy_words.tsv": "id\tlabel\tsynonyms\nUBERON:3\tliver\thepar\n",
    "curated/genes_extra.tsv": "id\tlabel\tsynonyms\nMGI:1\tFbxo32\tmuscle atrophy F-box\n",
    "curated/common_names.tsv": (
        "word\ttaxon\tscientific_name\nmouse\tNCBITaxon:10090\tMus musculus\n"
        "medaka\tNCBITaxon:8090\tOryzias latipes\n"
    ),
    "curated/stop_words.tsv": "word\treason\ncat\tan animal\n",
}


def write_tables(folder: Path, tables: dict[str, str]) -> Path:
    for name, text in tables.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(
            gzip.compress(text.encode(), mtime=0) if name.endswith(".gz") else text.encode()
        )
    return folder


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tables(tmp_path_factory.mktemp("tables"), TABLES)


@pytest.fixture(scope="module")
def lexicon(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    return Lexicon(cache_lexicon(source, tmp_path_factory.mktemp("cache")))


def spans(lexicon: Lexicon, text: str) -> list[tuple[str, str]]:
    return [(text[hit.start : hit.end], hit.senses[0].term.id) for hit in lexicon.scan(text)]


def test_a_term_has_all_that_its_tables_say(lexicon: Lexicon) -> None:
    term = lexicon.term("UBERON:3")
    assert term is not None
    assert (term.label, term.type, term.ids) == ("liver", "tissue", ("MESH:D1",))
    gene = lexicon.term("NCBIGene:67731")
    assert gene is not None
    assert gene.taxon == "NCBITaxon:10090"
    exposure = lexicon.term("skgx:spaceflight")
    assert exposure is not None
    assert (exposure.type, exposure.note) == ("exposure", "actual")
    assert lexicon.term("UBERON:99") is None


def test_a_reference_of_one_term_finds_it_and_a_shared_one_does_not(lexicon: Lexicon) -> None:
    found = lexicon.term("MESH:D1")
    assert found is not None
    assert found.id == "UBERON:3"
    assert lexicon.term("MESH:D2") is None


def test_curated_rows_add_names_and_come_first(lexicon: Lexicon) -> None:
    (hepar,) = lexicon.senses("hepar")
    assert (hepar.term.id, hepar.scope) == ("UBERON:3", "common")
    assert [sense.term.id for sense in lexicon.senses("mice")] == [
        "NCBITaxon:10090",
        "NCBITaxon:10088",
    ]
    (medaka,) = lexicon.senses("medaka")
    assert medaka.term.label == "Oryzias latipes"


def test_a_curated_identifier_that_is_a_reference_is_the_same_gene(lexicon: Lexicon) -> None:
    (sense,) = lexicon.senses("muscle atrophy F-box")
    assert sense.term.id == "NCBIGene:67731"


def test_genes_keep_each_spelling(lexicon: Lexicon) -> None:
    names = {(sense.term.id, sense.name, sense.scope) for sense in lexicon.senses("FBXO32")}
    assert names == {
        ("NCBIGene:114907", "FBXO32", "label"),
        ("NCBIGene:67731", "Fbxo32", "label"),
    }
    assert [sense.name for sense in lexicon.senses("IL 6")] == ["Il6", "IL-6"]


def test_parents_ancestors_and_orthologs(lexicon: Lexicon) -> None:
    assert lexicon.parents("UBERON:3") == ("UBERON:2", "UBERON:4")
    assert lexicon.ancestors("UBERON:5") == ("UBERON:3", "UBERON:2", "UBERON:4", "UBERON:1")
    assert lexicon.orthologs("NCBIGene:67731") == ("NCBIGene:114907",)
    assert lexicon.orthologs("UBERON:3") == lexicon.parents("X:1") == ()
    assert lexicon.ancestors("X:1") == lexicon.members("X:1") == ()


def test_tables_that_are_no_terms_are_looked_up(lexicon: Lexicon) -> None:
    assert [dict(row) for row in lexicon.table("stop_words")] == [
        {"word": "cat", "reason": "an animal"}
    ]
    with pytest.raises(TypeError):
        lexicon.table("stop_words")[0]["word"] = "dog"  # type: ignore[index]
    with pytest.raises(LexiconError, match="there is no table"):
        lexicon.table("exposures")


def test_scan_gives_all_lengths_longest_first(lexicon: Lexicon) -> None:
    assert spans(lexicon, "The lobes of livers.") == [
        ("lobes of livers", "UBERON:5"),
        ("livers", "UBERON:3"),
    ]
    assert spans(lexicon, "A lobe of liver, livers") == [
        ("lobe of liver", "UBERON:5"),
        ("liver", "UBERON:3"),
        ("livers", "UBERON:3"),
    ]


def test_scan_keeps_to_whole_words(lexicon: Lexicon) -> None:
    assert spans(lexicon, "IL-6, IL16, xIL6, IL6x, Fbxo32-deficient, ΔFbxo32, liver¹") == [
        ("IL-6", "NCBIGene:16193"),
        ("Fbxo32", "NCBIGene:114907"),
        ("Fbxo32", "NCBIGene:114907"),
        ("liver", "UBERON:3"),
    ]


def test_scan_crosses_a_line_break_and_no_blank_line(lexicon: Lexicon) -> None:
    assert spans(lexicon, "space\nflight") == [("space\nflight", "skgx:spaceflight")]
    assert spans(lexicon, "space \n\n flight") == []


@given(
    before=st.text(max_size=30),
    name=st.sampled_from(["liver", "atrogin-1", "Mus musculus", "space flight", "IL-6"]),
    after=st.text(max_size=30),
)
def test_planted_names_are_found_where_they_are(
    lexicon: Lexicon, before: str, name: str, after: str
) -> None:
    text = f"{before} . {name} . {after}"
    hits = list(lexicon.scan(text))
    start = len(before) + 3
    assert (start, start + len(name)) in {(hit.start, hit.end) for hit in hits}
    for hit in hits:
        assert 0 <= hit.start < hit.end <= len(text)
        found = {sense.term.id for sense in lexicon.senses(text[hit.start : hit.end])}
        assert {sense.term.id for sense in hit.senses} == found


def test_the_same_tables_give_the_same_bytes(source: Path, tmp_path: Path) -> None:
    one, other = cache_lexicon(source, tmp_path / "a"), cache_lexicon(source, tmp_path / "b")
    assert one.name == other.name
    for path in one.iterdir():
        assert path.read_bytes() == (other / path.name).read_bytes()
    assert cache_lexicon(source, tmp_path / "a") == one


def test_noted_sums_are_those_of_the_files(source: Path, tmp_path: Path) -> None:
    folder = cache_lexicon(source, tmp_path)
    noted = _of_lexicon(folder, Digests())
    assert read_sums(folder)
    sums = (folder / SUMS).read_text(encoding="utf-8")
    (folder / SUMS).unlink()
    assert read_sums(folder) == {}
    assert _of_lexicon(folder, Digests()) == noted
    # a file of another size is not what was noted: all are hashed
    (folder / SUMS).write_text(sums, encoding="utf-8")
    (folder / "lookups.json").write_bytes((folder / "lookups.json").read_bytes() + b"\n")
    assert read_sums(folder) == {}
    assert _of_lexicon(folder, Digests()) != noted


def test_an_edited_table_makes_a_new_lexicon(tmp_path: Path) -> None:
    source = write_tables(tmp_path / "tables", TABLES)
    before = cache_lexicon(source, tmp_path / "cache")
    path = source / "curated" / "anatomy_words.tsv"
    path.write_text("id\tlabel\tsynonyms\nUBERON:3\tliver\thepat\n", encoding="utf-8")
    after = cache_lexicon(source, tmp_path / "cache")
    assert after != before
    assert Lexicon(after).senses("hepat")
    assert not [path for path in after.parent.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("curated/bad.tsv", "id\tlabel\nUBERON:7\tx\ty\n", "3 cells under 2 columns"),
        ("curated/bad.tsv", "id\tlabel\nXYZ:7\tthing\n", "has no type that is known"),
        ("curated/bad.tsv", "id\tlabel\nUBERON:7\t\n", "without id or label"),
        ("cells.tsv.gz", "", "cannot be read"),
    ],
)
def test_a_damaged_table_is_named(tmp_path: Path, name: str, text: str, message: str) -> None:
    source = write_tables(tmp_path / "tables", TABLES | {name: text})
    if not text:
        (source / name).write_bytes(b"\x1f\x8bnot gzip")
    with pytest.raises(LexiconError, match=message) as caught:
        cache_lexicon(source, tmp_path / "cache")
    assert Path(name).name in str(caught.value)


def test_a_damaged_compiled_file_is_named(source: Path, tmp_path: Path) -> None:
    folder = cache_lexicon(source, tmp_path)
    binary = folder / "lexicon.bin"
    whole = binary.read_bytes()
    binary.write_bytes(whole[:200])
    with pytest.raises(LexiconError, match=r"damaged|cut short"):
        Lexicon(folder)
    binary.write_bytes(b"x" * len(whole))
    with pytest.raises(LexiconError, match="no compiled lexicon"):
        Lexicon(folder)
    binary.unlink()
    with pytest.raises(LexiconError, match="missing"):
        Lexicon(folder)
