"""The vocabulary: closed names, CURIEs both ways, and the types of entities."""

from __future__ import annotations

import gzip
import itertools
import re

import pytest

from spacekg.errors import UnknownTermError
from spacekg.resources import find_resource
from spacekg.vocabulary import Vocabulary, read_vocabulary


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return read_vocabulary()


CURIES = (
    ("NCBITaxon:10090", "http://purl.obolibrary.org/obo/NCBITaxon_10090"),
    ("UBERON:0002107", "http://purl.obolibrary.org/obo/UBERON_0002107"),
    ("GO:0006914", "http://purl.obolibrary.org/obo/GO_0006914"),
    ("NCBIGene:67731", "http://www.ncbi.nlm.nih.gov/gene/67731"),
    ("MGI:1914981", "http://identifiers.org/mgi/MGI:1914981"),
    ("skgx:hindlimb-unloading", "https://w3id.org/spacekg/id/exposure/hindlimb-unloading"),
    ("skgm:RR-1", "https://w3id.org/spacekg/id/mission/RR-1"),
    ("skgc:exercise", "https://w3id.org/spacekg/id/countermeasure/exercise"),
    ("skgp:bone-mineral-density", "https://w3id.org/spacekg/id/phenotype/bone-mineral-density"),
    ("OSD:195", "https://w3id.org/spacekg/id/dataset/OSD-195"),
    ("GLDS:48", "https://w3id.org/spacekg/id/dataset/GLDS-48"),
    ("doi:10.1016/j.isci.2022.105213", "https://doi.org/10.1016/j.isci.2022.105213"),
    ("skg:Gene", "https://w3id.org/spacekg/vocab/Gene"),
    ("rdfs:label", "http://www.w3.org/2000/01/rdf-schema#label"),
)


@pytest.mark.parametrize(("curie", "iri"), CURIES)
def test_a_curie_and_its_iri_are_each_others_inverse(
    vocabulary: Vocabulary, curie: str, iri: str
) -> None:
    assert vocabulary.expand(curie) == iri
    assert vocabulary.compress(iri) == curie


def test_a_repeated_prefix_is_the_same_identifier(vocabulary: Vocabulary) -> None:
    assert vocabulary.expand("OSD:OSD-195") == vocabulary.expand("OSD:195")
    assert vocabulary.expand("MGI:MGI:1914981") == vocabulary.expand("MGI:1914981")


def test_every_prefix_of_the_lexicon_is_declared(vocabulary: Vocabulary) -> None:
    curie = re.compile(r"([A-Za-z]\w*):\w")
    folder = find_resource("data", "lexicon")
    tables = sorted(folder.rglob("*.tsv.gz"))
    assert tables
    for table in tables:
        with gzip.open(table, "rt", encoding="utf-8") as lines:
            for line in itertools.islice(lines, 1, 2000):
                first = curie.match(line)
                assert first is None or first[1] in vocabulary.prefixes, f"{table.name}: {line}"


def test_every_prefix_of_the_patterns_is_declared(vocabulary: Vocabulary) -> None:
    lines = find_resource("data", "lexicon", "curated", "patterns.tsv").read_text(encoding="utf-8")
    found = {row.split("\t")[2].partition(":")[0] for row in lines.splitlines()[1:]}
    assert found and found <= set(vocabulary.prefixes)


def test_an_unknown_iri_stays_as_it_is(vocabulary: Vocabulary) -> None:
    assert vocabulary.compress("https://example.org/a#b") == "https://example.org/a#b"
    assert vocabulary.compress("") == ""
    assert vocabulary.compress("https://w3id.org/spacekg/vocab/") == (
        "https://w3id.org/spacekg/vocab/"
    )


@pytest.mark.parametrize("curie", ["", "Gene", "UBERON:", ":1", "nosuch:1", "http://a/b"])
def test_what_is_no_curie_is_refused(vocabulary: Vocabulary, curie: str) -> None:
    with pytest.raises(UnknownTermError):
        vocabulary.expand(curie)


def test_what_an_iri_may_not_hold_is_escaped(vocabulary: Vocabulary) -> None:
    iri = vocabulary.expand('doi:10.1002/(SICI)1097<3::AID "x">3')
    assert iri == "https://doi.org/10.1002/(SICI)1097%3C3::AID%20%22x%22%3E3"


@pytest.mark.parametrize("name", ["Genes", "gene", "rdfs:nothing", "UBERON:0002107", "schema:age"])
def test_a_name_that_is_not_declared_is_refused(vocabulary: Vocabulary, name: str) -> None:
    with pytest.raises(UnknownTermError, match="declares no term"):
        vocabulary.iri(name)


def test_declared_names_have_iris(vocabulary: Vocabulary) -> None:
    assert vocabulary.iri("Gene") == vocabulary.iri("skg:Gene")
    assert vocabulary.iri("schema:name") == "https://schema.org/name"
    for name in (*vocabulary.classes, *vocabulary.properties, *vocabulary.borrowed):
        assert vocabulary.iri(name).startswith("http")


def test_entity_types_name_classes(vocabulary: Vocabulary) -> None:
    assert vocabulary.kinds["cell_type"] == "CellType"
    assert vocabulary.kind("gene_family") == "GeneFamily"
    with pytest.raises(UnknownTermError, match="organism"):
        vocabulary.kind("planet")


def test_classes_have_biolink_categories(vocabulary: Vocabulary) -> None:
    assert vocabulary.categories["Gene"] == "biolink:Gene"
    assert vocabulary.categories["Topic"] == "biolink:NamedThing"
    assert set(vocabulary.categories) == vocabulary.classes


def test_the_vocabulary_is_read_once_and_cannot_be_changed(vocabulary: Vocabulary) -> None:
    assert read_vocabulary() is vocabulary
    with pytest.raises(TypeError):
        vocabulary.prefixes["new"] = "https://example.org/"  # type: ignore[index]


def test_a_damaged_ontology_is_one_clear_error(tmp_path) -> None:  # type: ignore[no-untyped-def]
    broken = tmp_path / "broken.ttl"
    broken.write_text("this is not Turtle", encoding="utf-8")
    with pytest.raises(UnknownTermError, match="cannot be read"):
        read_vocabulary(broken)
