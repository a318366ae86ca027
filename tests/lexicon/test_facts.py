"""What the real lexicon must know."""

from __future__ import annotations

import gc
import time
from pathlib import Path

import pytest

from spacekg.lexicon import TYPES, Lexicon, find_synonyms, read_lexicon
from spacekg.lexicon.tables import DERIVED, derived_tables
from spacekg.resources import find_resource


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return read_lexicon()


#: name, identifier of its first sense
FIRST = [
    ("mice", "NCBITaxon:10090"),
    ("mouse", "NCBITaxon:10090"),
    ("rats", "NCBITaxon:10116"),
    ("E. coli", "NCBITaxon:562"),
    ("Escherichia coli", "NCBITaxon:562"),
    ("Firmicutes", "NCBITaxon:1239"),
    ("Bacillota", "NCBITaxon:1239"),
    ("Bacteroidetes", "NCBITaxon:976"),
    ("Arabidopsis", "NCBITaxon:3702"),
    ("Arabidopsis thaliana", "NCBITaxon:3702"),
    ("Drosophila melanogaster", "NCBITaxon:7227"),
    ("Caenorhabditis elegans", "NCBITaxon:6239"),
    ("Saccharomyces cerevisiae", "NCBITaxon:4932"),
    ("Bacillus subtilis", "NCBITaxon:1423"),
    ("Oryzias latipes", "NCBITaxon:8090"),
    ("goldfish", "NCBITaxon:7957"),
    ("chicken", "NCBITaxon:9031"),
    ("Triticum aestivum", "NCBITaxon:4565"),
    ("Human immunodeficiency virus 1", "NCBITaxon:11676"),
    ("Ceratopteris richardii", "NCBITaxon:49495"),
    ("liver", "UBERON:0002107"),
    ("soleus muscle", "UBERON:0001389"),
    ("quadriceps", "UBERON:0001377"),
    ("bone marrow", "UBERON:0002371"),
    ("osteoblasts", "CL:0000062"),
    ("osteoclast", "CL:0000092"),
    ("osteocytes", "CL:0000137"),
    ("autophagy", "GO:0006914"),
    ("ethanol", "CHEBI:16236"),
    ("osteoporosis", "MONDO:0005298"),
    ("spaceflight", "skgx:spaceflight"),
]
#: name, species, identifier of the gene
GENES = [
    ("Fbxo32", "NCBITaxon:10090", "NCBIGene:67731"),
    ("Cdkn1a", "NCBITaxon:10090", "NCBIGene:12575"),
    ("Col1a1", "NCBITaxon:10090", "NCBIGene:12842"),
    ("FBXO32", "NCBITaxon:9606", "NCBIGene:114907"),
    ("Atrogin-1", "NCBITaxon:10090", "NCBIGene:67731"),
    ("IL-6", "NCBITaxon:9606", "NCBIGene:3569"),
    ("TNF-α", "NCBITaxon:10090", "NCBIGene:21926"),
    ("Fbxo32", "NCBITaxon:10116", "RGD:620373"),
    ("fbxo32", "NCBITaxon:7955", "ZFIN:ZDB-GENE-040426-1040"),
    ("unc-54", "NCBITaxon:6239", "WormBase:WBGene00006789"),
]


@pytest.mark.parametrize(("name", "curie"), FIRST)
def test_the_first_sense_of_a_name(lexicon: Lexicon, name: str, curie: str) -> None:
    senses = lexicon.senses(name)
    assert senses, name
    assert senses[0].term.id == curie, [sense.term.id for sense in senses]


@pytest.mark.parametrize(("name", "taxon", "curie"), GENES)
def test_a_gene_of_a_species(lexicon: Lexicon, name: str, taxon: str, curie: str) -> None:
    found = {
        sense.term.id
        for sense in lexicon.senses(name)
        if sense.term.type == "gene" and sense.term.taxon == taxon
    }
    assert curie in found


def test_orthologs_join_mouse_rat_and_human(lexicon: Lexicon) -> None:
    for mouse, human in (("67731", "114907"), ("12575", "1026"), ("12842", "1277")):
        assert lexicon.orthologs(f"NCBIGene:{mouse}")[0] == f"NCBIGene:{human}"
        assert f"NCBIGene:{mouse}" in lexicon.orthologs(f"NCBIGene:{human}")
    assert "NCBIGene:67731" in lexicon.orthologs("RGD:620373")


def test_identifiers_of_other_databases_lead_to_the_gene(lexicon: Lexicon) -> None:
    for curie in ("MGI:1914981", "EnsemblGene:ENSMUSG00000022358"):
        term = lexicon.term(curie)
        assert term is not None
        assert term.id == "NCBIGene:67731"


def test_ancestors(lexicon: Lexicon) -> None:
    assert "UBERON:0014892" in lexicon.ancestors("UBERON:0001389")
    assert "GO:0009987" in lexicon.ancestors("GO:0006914")
    assert "NCBITaxon:40674" in lexicon.ancestors("NCBITaxon:10090")
    assert any(above.startswith("FPLX:") for above in lexicon.parents("NCBIGene:5562"))


def test_a_rank_is_noted(lexicon: Lexicon) -> None:
    for curie, rank in (("10090", "species"), ("10088", "genus"), ("1239", "phylum")):
        term = lexicon.term(f"NCBITaxon:{curie}")
        assert term is not None
        assert term.note == rank


def test_members_of_a_pathway_are_human_genes(lexicon: Lexicon) -> None:
    members = lexicon.members("REACT:R-HSA-71403")
    assert "NCBIGene:1431" in members
    assert all(member.startswith(("NCBIGene:", "HGNC:")) for member in members)


def test_no_noise_of_sequence_databases(lexicon: Lexicon) -> None:
    for name in ("uncultured bacterium", "environmental samples", "metagenome", "Bacillus sp."):
        assert not lexicon.senses(name)


def test_every_type_has_terms_and_every_table_is_there(lexicon: Lexicon) -> None:
    folder = find_resource("data", "lexicon") if (_root() / "data").exists() else None
    if folder is not None:
        names = {path.name for path in derived_tables(folder)}
        assert names == {f"{name}.tsv.gz" for name in DERIVED}
        listed = (folder / "MANIFEST").read_text(encoding="utf-8")
        assert all(path.name in listed for path in folder.glob("*.tsv.gz"))
    senses = [
        lexicon.senses(name) for name in ("mouse", "liver", "osteoblast", "TNF", "spaceflight")
    ]
    assert {sense.term.type for found in senses for sense in found} <= set(TYPES)


def test_reading_is_fast(lexicon: Lexicon) -> None:
    gc.collect()
    begin = time.perf_counter()
    again = read_lexicon()
    assert time.perf_counter() - begin < 1.0
    assert len(again) == len(lexicon) > 1_000_000


def _root() -> Path:
    return Path(__file__).resolve().parents[2]


def test_synonyms_are_names_of_the_thing_and_not_words_that_point_at_it(lexicon: Lexicon) -> None:
    found = find_synonyms(lexicon, ["NCBIGene:632", "UBERON:0000981", "NCBITaxon:9606", "GO:1"])
    assert "osteocalcin" in found["NCBIGene:632"]
    # the label is said once, and neither an astronaut nor a bone's adjective is another name
    assert "BGLAP" not in found["NCBIGene:632"]
    assert "crew" not in found.get("NCBITaxon:9606", ())
    assert "femoral" not in found.get("UBERON:0000981", ())
    assert "GO:1" not in found
