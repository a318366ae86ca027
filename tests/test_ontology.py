"""The ontology: every name explained, mapped and shaped; the files agree with one another."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection

from spacekg import model
from spacekg.model.document import Role
from spacekg.resources import find_resource
from spacekg.vocabulary import read_vocabulary

SKG = "https://w3id.org/spacekg/vocab/"
ABSTRACT = {"Record", "Entity"}
MAPPINGS = (
    SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch,
    RDFS.subPropertyOf,
)  # fmt: skip


def read_turtle(name: str) -> Graph:
    text = find_resource("ontology", name).read_text(encoding="utf-8")
    return Graph().parse(data=text, format="turtle")


VOCABULARY = read_vocabulary()
ONTOLOGY = read_turtle("spacekg.ttl")
SHAPES = read_turtle("shapes.ttl")
CROSSWALK = read_turtle("mappings.ttl")


def term(name: str) -> URIRef:
    return URIRef(SKG + name)


def is_explained(name: str) -> bool:
    labels = list(ONTOLOGY.objects(term(name), RDFS.label))
    definitions = [str(text) for text in ONTOLOGY.objects(term(name), SKOS.definition)]
    return len(labels) == 1 and len(definitions) == 1 and definitions[0].endswith(".")


def is_mapped(name: str) -> bool:
    return any(
        not str(other).startswith(SKG)
        for predicate in MAPPINGS
        for other in ONTOLOGY.objects(term(name), predicate)
    )


@pytest.mark.parametrize("name", sorted(VOCABULARY.classes))
def test_each_class_is_explained_mapped_and_shaped(name: str) -> None:
    assert is_explained(name)
    assert is_mapped(name)
    assert len(list(SHAPES.subjects(SH.targetClass, term(name)))) == 1


@pytest.mark.parametrize("name", sorted(VOCABULARY.properties))
def test_each_property_is_explained_mapped_and_typed(name: str) -> None:
    assert is_explained(name)
    assert is_mapped(name)
    declared = {str(iri) for iri in ONTOLOGY.subjects(RDF.type, OWL.Class)}
    for predicate in (RDFS.domain, RDFS.range):
        values = [str(value) for value in ONTOLOGY.objects(term(name), predicate)]
        assert len(values) == 1
        assert not values[0].startswith(SKG) or values[0] in declared
    if ONTOLOGY.value(term(name), RDFS.domain) == term("Record"):
        included = URIRef("https://schema.org/domainIncludes")
        assert len(list(ONTOLOGY.objects(term(name), included))) > 1


def test_every_class_but_the_two_abstract_ones_has_a_parent() -> None:
    assert VOCABULARY.classes - set(VOCABULARY.parents) == ABSTRACT


def test_the_ontology_says_what_it_is() -> None:
    head = URIRef(SKG)
    for predicate in ("title", "description", "creator", "license"):
        assert ONTOLOGY.value(head, URIRef(f"http://purl.org/dc/terms/{predicate}"))
    assert ONTOLOGY.value(head, OWL.versionIRI)
    assert len(list(ONTOLOGY.objects(head, SH.declare))) == len(VOCABULARY.prefixes)


def test_the_ontology_has_no_blank_nodes() -> None:
    assert not [node for triple in ONTOLOGY for node in triple if isinstance(node, BNode)]


def test_every_path_of_the_shapes_is_declared() -> None:
    known = {VOCABULARY.iri(name) for name in VOCABULARY.properties | VOCABULARY.borrowed}
    paths = {str(path) for path in SHAPES.objects(None, SH.path)}
    for listed in SHAPES.objects(None, SH.ignoredProperties):
        paths |= {str(path) for path in Collection(SHAPES, listed)}
    paths |= {str(path) for path in SHAPES.objects(None, SH.lessThan)}
    assert paths <= known


def test_every_property_is_in_the_shape_of_each_class_of_its_domain() -> None:
    included = URIRef("https://schema.org/domainIncludes")
    for name in VOCABULARY.properties - {"entityType", "sameIn", "wikidataProperty"}:
        domains = set(ONTOLOGY.objects(term(name), included)) or set(
            ONTOLOGY.objects(term(name), RDFS.domain)
        )
        for domain in domains:
            shape = SHAPES.value(None, SH.targetClass, domain)
            paths = {SHAPES.value(place, SH.path) for place in SHAPES.objects(shape, SH.property)}
            assert term(name) in paths, f"{name} is missing from the shape of {domain}"


def allowed(class_name: str, property_name: str) -> set[str]:
    shape = SHAPES.value(None, SH.targetClass, term(class_name))
    for place in SHAPES.objects(shape, SH.property):
        if SHAPES.value(place, SH.path) == term(property_name):
            values = SHAPES.value(place, SH["in"])
            assert values is not None
            return {str(value) for value in Collection(SHAPES, values)}
    raise AssertionError(f"{class_name} has no {property_name}")


def test_the_enumerations_are_those_of_the_model() -> None:
    assert allowed("Finding", "direction") == set(get_args(model.Direction))
    assert allowed("Finding", "certainty") == set(get_args(model.Certainty))
    assert allowed("Finding", "tier") == set(get_args(model.Tier))
    assert allowed("Document", "tier") == set(get_args(model.Tier)) - {"estimated"}
    assert allowed("Document", "format") == set(get_args(model.Format))
    assert allowed("Document", "scope") == set(get_args(model.Scope))
    assert allowed("KnowledgeGap", "gapKind") == set(get_args(model.GapKind))
    assert allowed("Exposure", "exposureKind") == {"actual", "analog"}
    assert get_args(Role)


@pytest.mark.parametrize(
    ("class_name", "property_name"),
    [
        ("Finding", "direction"), ("Finding", "certainty"), ("Finding", "tier"),
        ("KnowledgeGap", "gapKind"), ("Exposure", "exposureKind"), ("Finding", "timePoint"),
        ("Document", "scope"),
    ],
)  # fmt: skip
def test_the_definition_of_an_enumeration_names_its_values(
    class_name: str, property_name: str
) -> None:
    text = VOCABULARY.definitions[property_name]
    missing = {value for value in allowed(class_name, property_name) if value not in text}
    assert not missing


def test_each_type_of_the_lexicon_has_a_class() -> None:
    types = {
        "organism", "tissue", "cell_type", "gene", "gene_family", "process", "pathway",
        "chemical", "phenotype", "exposure", "mission", "dataset", "countermeasure",
    }  # fmt: skip
    assert set(VOCABULARY.kinds) == types
    assert set(VOCABULARY.kinds.values()) <= VOCABULARY.classes


def test_the_crosswalk_adds_to_the_ontology_and_repeats_nothing() -> None:
    ours = {VOCABULARY.iri(name) for name in VOCABULARY.classes | VOCABULARY.properties}
    repeated = [
        (subject, other)
        for subject, predicate, other in CROSSWALK
        if str(subject) in ours and (subject, predicate, other) in ONTOLOGY
    ]
    assert not repeated
    subjects = {
        subject for subject, predicate, _ in CROSSWALK if str(predicate).startswith(str(SKOS))
    }
    prefixes = tuple(VOCABULARY.prefixes.values())
    assert all(str(subject).startswith(prefixes) for subject in subjects)


def test_no_file_of_the_ontology_names_a_machine() -> None:
    for path in Path(find_resource("ontology")).rglob("*.ttl"):
        text = path.read_text(encoding="utf-8")
        assert "/root" not in text and "/tmp" not in text
        assert text.endswith("\n") and "\t" not in text


def test_literals_of_the_ontology_are_in_english_or_plain() -> None:
    for text in ONTOLOGY.objects(None, SKOS.definition):
        assert isinstance(text, Literal) and text.language == "en"
