"""Validation: the small graph passes, and fails once any rule of any shape is broken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse, serialize
from rdflib import RDF, SH, XSD, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from spacekg.graph import KnowledgeGraph
from spacekg.resources import find_resource
from spacekg.validation import ValidationReport, validate
from spacekg.vocabulary import read_vocabulary

SKG = "https://w3id.org/spacekg/vocab/"
SMALL = (Path(__file__).parent / "queries" / "small.trig").read_text(encoding="utf-8")
SHAPES = Graph().parse(
    data=find_resource("ontology", "shapes.ttl").read_text(encoding="utf-8"), format="turtle"
)
VOCABULARY = read_vocabulary()
ELSEWHERE = URIRef("https://example.org/elsewhere")


@pytest.fixture(scope="module")
def small() -> Graph:
    triples = parse(SMALL, format=RdfFormat.TRIG)
    text = "".join(sorted({f"{quad.triple} .\n" for quad in triples}))
    return Graph().parse(data=text, format="ntriples")


def rules() -> Iterator[tuple[str, str, str, Node]]:
    """Class, property, constraint and its value, for every property rule of the shapes."""
    for shape, target in SHAPES.subject_objects(SH.targetClass):
        for place in SHAPES.objects(shape, SH.property):
            path = SHAPES.value(place, SH.path)
            for constraint, value in SHAPES.predicate_objects(place):
                if constraint != SH.path:
                    name = str(constraint).removeprefix(str(SH))
                    yield str(target).removeprefix(SKG), str(path), name, value


def broken(graph: Graph, class_name: str, path: str, name: str, value: Node) -> Graph:
    """A copy of the graph with one breach of one rule."""
    concrete = {"Entity": "Gene", "Record": "Study"}.get(class_name, class_name)
    copy = Graph()
    copy += graph
    focus = min(copy.subjects(RDF.type, URIRef(SKG + concrete)))
    predicate = URIRef(path)
    if name == "minCount":
        copy.remove((focus, predicate, None))
    elif name == "maxCount":
        other = next(copy.objects(focus, predicate), Literal("one"))
        extra = Literal(f"{other} more") if isinstance(other, Literal) else ELSEWHERE
        copy.add((focus, predicate, other))
        copy.add((focus, predicate, extra))
    elif name == "in":
        allowed = {str(one) for one in Collection(SHAPES, value)}
        assert "nothing of the kind" not in allowed
        copy.set((focus, predicate, Literal("nothing of the kind")))
    elif name == "class":
        copy.add((focus, predicate, ELSEWHERE))
    elif name == "datatype":
        wrong = Literal(3) if value != XSD.integer else Literal("three")
        copy.set((focus, predicate, wrong))
    elif name == "nodeKind":
        copy.add((focus, predicate, Literal("no IRI")))
    elif name == "pattern":
        copy.set((focus, predicate, Literal("???")))
    elif name == "minInclusive":
        copy.set((focus, predicate, Literal(-1)))
    elif name == "maxInclusive":
        copy.set((focus, predicate, Literal("2.0", datatype=XSD.decimal)))
    elif name == "minLength":
        copy.set((focus, predicate, Literal("")))
    elif name == "lessThan":
        copy.set((focus, predicate, Literal(10**9)))
    else:
        raise AssertionError(f"no breach is known for sh:{name}")
    return copy


def test_the_small_graph_passes(small: Graph) -> None:
    report = validate(small)
    assert report == ValidationReport(conforms=True, statements=len(small))


def test_the_small_graph_has_a_node_of_each_class(small: Graph) -> None:
    found = {str(one).removeprefix(SKG) for one in small.objects(None, RDF.type)}
    assert found == VOCABULARY.classes - {"Record", "Entity"}


@pytest.mark.parametrize("constraint", sorted({name for _, _, name, _ in rules()}))
def test_every_rule_is_broken_by_a_graph_that_breaks_it(small: Graph, constraint: str) -> None:
    """All breaches of one kind go into few graphs, since pySHACL takes its time for each."""
    wanted: list[tuple[str, str]] = []
    copy = small
    for class_name, path, name, value in sorted(rules(), key=lambda rule: rule[:3]):
        if name == constraint:
            copy = broken(copy, class_name, path, name, value)
            wanted.append((class_name, VOCABULARY.compress(path)))
    report = validate(copy)
    assert not report.conforms
    words = {
        "minCount": "is missing", "maxCount": "has more than one value",
        "in": "is none of the allowed values", "class": "is of another class",
        "datatype": "has another datatype", "nodeKind": "is not an IRI",
        "pattern": "is not of the expected form", "minInclusive": "is too small",
        "maxInclusive": "is too large", "minLength": "is empty",
        "lessThan": "is not smaller than its counterpart",
    }[constraint]  # fmt: skip
    said = {result.path for result in report.results if result.message.startswith(words)}
    assert {path for _, path in wanted} <= said


@pytest.mark.parametrize("class_name", sorted(VOCABULARY.classes - {"Record", "Entity"}))
def test_a_property_that_is_not_foreseen_is_a_breach(small: Graph, class_name: str) -> None:
    copy = Graph()
    focus = min(small.subjects(RDF.type, URIRef(SKG + class_name)))
    copy.add((focus, RDF.type, URIRef(SKG + class_name)))
    copy.add((focus, URIRef("https://example.org/colour"), Literal("red")))
    said = {
        (result.focus, result.message)
        for result in validate(copy).results
        if result.path == "https://example.org/colour"
    }
    assert said == {(VOCABULARY.compress(str(focus)), "is not allowed here (red)")}


@pytest.mark.parametrize(
    ("class_name", "iri"),
    [
        ("Study", "https://doi.org/10.5555/ALPHA"),
        ("Study", "https://example.org/paper"),
        ("Document", "https://w3id.org/spacekg/id/document/short"),
        ("Organism", "http://purl.obolibrary.org/obo/NCBITaxon_mouse"),
        ("Process", "http://purl.obolibrary.org/obo/GO_12"),
        ("Finding", "https://w3id.org/spacekg/id/evidence/0000000000000001"),
        ("Topic", "https://w3id.org/spacekg/id/topic/"),
    ],
)
def test_an_iri_that_is_not_of_its_class_is_a_breach(class_name: str, iri: str) -> None:
    graph = Graph()
    graph.add((URIRef(iri), RDF.type, URIRef(SKG + class_name)))
    messages = [result.message for result in validate(graph).results if not result.path]
    assert any(message.startswith("is not of the expected form") for message in messages)


def test_a_gene_needs_a_species_unless_it_has_no_identifier(small: Graph) -> None:
    predicate = URIRef(SKG + "inTaxon")
    gene = URIRef("http://www.ncbi.nlm.nih.gov/gene/12842")
    copy = Graph()
    copy += small
    copy.remove((gene, predicate, None))
    report = validate(copy)
    assert [result.focus for result in report.results] == ["NCBIGene:12842"]
    unnamed = Graph()
    node = URIRef("https://w3id.org/spacekg/id/gene/label/xyz1")
    unnamed.add((node, RDF.type, URIRef(SKG + "Gene")))
    unnamed.add((node, URIRef("http://www.w3.org/2000/01/rdf-schema#label"), Literal("Xyz1")))
    assert validate(unnamed).conforms


def test_a_dataset_is_checked_as_the_union_of_its_graphs(small: Graph) -> None:
    quads = serialize(parse(SMALL, format=RdfFormat.TRIG), format=RdfFormat.N_QUADS)
    dataset = KnowledgeGraph.from_quads(quads or b"").dataset
    assert validate(dataset) == ValidationReport(conforms=True, statements=len(small))


def test_results_are_one_line_each_and_counted() -> None:
    graph = Graph()
    for number in range(3):
        node = URIRef(f"https://w3id.org/spacekg/id/topic/t{number}")
        graph.add((node, RDF.type, URIRef(SKG + "Topic")))
    report = validate(graph)
    assert [str(result) for result in report.results] == [
        f"Violation: https://w3id.org/spacekg/id/topic/t{number}: rdfs:label: is missing"
        for number in range(3)
    ]
    assert report.counts == (("rdfs:label is missing", 3),)
