"""The whole graph of one tiny study, and what identity promises."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from spacekg.builders import build_entities, build_graph, collect_curies, unite, verify_quotes
from spacekg.builders.study import EDGES
from spacekg.errors import EvidenceError, UnknownTermError
from spacekg.graph import merge_shards, write_quads
from spacekg.model import Contrast, Edge, Entity, Node, Study

GOLDEN = Path(__file__).parent / "tiny.nq"


def nodes_of(parts, kind):
    return [part for part in parts if isinstance(part, Node) and part.type == kind]


def edges_of(parts, predicate):
    return [
        (part.subject, part.object)
        for part in parts
        if isinstance(part, Edge) and part.predicate == predicate
    ]


def test_the_tiny_graph_is_the_golden_one(tiny, shard):
    assert shard(tiny.record) == GOLDEN.read_bytes()


def test_building_twice_gives_the_same_bytes(tiny, quads):
    assert quads(tiny.record, tiny.other(1)) == quads(tiny.record, tiny.other(1))


def test_the_order_of_documents_does_not_matter(tiny, shard, quads):
    records = [tiny.record, *(tiny.other(number) for number in range(1, 8))]
    first = quads(*records)
    random.Random(4).shuffle(records)
    assert quads(*records) == first
    one, two = shard(records[0]), shard(records[1])
    assert merge_shards([one, two]) == merge_shards([two, one]) == merge_shards([one, two, one])


def test_one_finding_told_by_three_documents_is_one_node(tiny, lexicon, vocabulary):
    parts = []
    for number in range(3):
        source = replace(tiny.record.document, sha256=f"{number:064x}", path=f"{number}.md")
        record = replace(tiny.record, document=source)
        parts.extend(build_graph(record, lexicon, vocabulary))
    parts = unite(parts)
    assert len({node.id for node in nodes_of(parts, "Finding")}) == 1
    assert len({node.id for node in nodes_of(parts, "Study")}) == 1
    finding = nodes_of(parts, "Finding")[0].id
    assert len([pair for pair in edges_of(parts, "supportedBy") if pair[0] == finding]) == 3


def test_findings_of_one_sentence_share_its_evidence(tiny, lexicon, vocabulary):
    other = replace(tiny.finding, about=Entity(id="", label="Trim63", type="gene"))
    record = replace(tiny.record, findings=(tiny.finding, other), gaps=())
    parts = build_graph(record, lexicon, vocabulary)
    assert len(nodes_of(parts, "Finding")) == 2
    assert len(nodes_of(parts, "Evidence")) == 1


def test_other_numbers_are_another_finding(tiny, lexicon, vocabulary):
    record = replace(tiny.record, findings=(tiny.finding, replace(tiny.finding, effect="9")))
    assert len(nodes_of(build_graph(record, lexicon, vocabulary), "Finding")) == 2


def test_an_off_topic_document_is_a_document_only(tiny, lexicon, vocabulary):
    parts = build_graph(replace(tiny.record, scope="off-topic"), lexicon, vocabulary)
    assert [(type(part).__name__, getattr(part, "type", "")) for part in parts] == [
        ("Node", "Document")
    ]
    assert ("scope", "off-topic") in parts[0].properties


def test_a_question_asked_twice_is_one_gap_and_investigates_nothing(tiny, lexicon, vocabulary):
    gap = replace(tiny.record.gaps[0], about=(Entity(id="", label="kidney", type="tissue"),))
    again = replace(gap, question="why does  fbxo32 RISE")
    record = replace(tiny.record, gaps=(gap, again))
    parts = build_graph(record, lexicon, vocabulary)
    assert len({node.id for node in nodes_of(parts, "KnowledgeGap")}) == 1
    assert not any("kidney" in object_ for _, object_ in edges_of(parts, "investigatesTissue"))


def test_mirror_contrasts_are_one_node(tiny, lexicon, vocabulary):
    ground = Entity(id="", label="ground control", type="exposure")
    flight = tiny.record.exposures[0]
    record = replace(
        tiny.record,
        contrasts=(
            Contrast(exposed=flight, reference="ground control"),
            Contrast(exposed=ground, reference="spaceflight"),
        ),
    )
    parts = build_graph(record, lexicon, vocabulary)
    assert len(nodes_of(parts, "Contrast")) == 1
    assert len(edges_of(parts, "exposedTo")) == 1


def test_an_entity_without_identifier_is_known_by_its_label(tiny, lexicon, vocabulary):
    cell = Entity(id="", label="Odd Cell (type 2)", type="cell_type")
    parts = build_graph(replace(tiny.record, cell_types=(cell,)), lexicon, vocabulary)
    assert [node.id for node in nodes_of(parts, "CellType")] == [
        "https://w3id.org/spacekg/id/cell-type/label/odd-cell-type-2"
    ]


def test_topics_join_their_spellings(tiny, lexicon, vocabulary):
    study = replace(tiny.record.study, topics=("Muscle  loss", "muscle-loss", "Behaviour"))
    parts = build_graph(replace(tiny.record, study=study), lexicon, vocabulary)
    assert sorted({node.id.rsplit("/", 1)[1] for node in nodes_of(parts, "Topic")}) == [
        "behavior", "muscle-loss",
    ]  # fmt: skip


def test_no_metadata_is_dropped(tiny, lexicon, vocabulary):
    study = replace(tiny.record.study, other=(("layout", (("wide", True),)), ("extra", ("a", 1))))
    node = nodes_of(build_graph(replace(tiny.record, study=study), lexicon, vocabulary), "Study")[0]
    assert [value for name, value in node.properties if name == "metadataEntry"] == [
        'extra: ["a", 1]', 'layout: {"wide": true}',
    ]  # fmt: skip


def test_an_unknown_prefix_cannot_be_written(tiny, lexicon, vocabulary):
    odd = Entity(id="ODD:1", label="odd", type="gene", ids=("ODD:1",))
    with pytest.raises(UnknownTermError, match="ODD:1"):
        build_graph(replace(tiny.record, genes=(odd,)), lexicon, vocabulary)


def test_every_entity_type_has_a_short_edge(vocabulary):
    assert {kind for kind, _ in EDGES} == set(vocabulary.kinds)
    assert {predicate for _, predicate in EDGES} <= vocabulary.properties


@pytest.mark.parametrize(
    ("study", "iri"),
    [
        (Study(id="", title="A", doi="10.1/AbC"), "https://doi.org/10.1/abc"),
        (
            Study(id="", title="A", pmcid="PMC12"),
            "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC12/",
        ),
        (Study(id="", title="A", doi="10.1/a<b> c"), "https://doi.org/10.1/a%3Cb%3E%20c"),
    ],
)
def test_a_study_is_its_doi_else_its_pmc(study, iri, tiny, lexicon, vocabulary):
    parts = build_graph(replace(tiny.record, study=study), lexicon, vocabulary)
    assert nodes_of(parts, "Study")[0].id == iri


def test_the_same_title_is_the_same_study(tiny, lexicon, vocabulary):
    iris = {
        nodes_of(
            build_graph(replace(tiny.record, study=Study(id="", title=title)), lexicon, vocabulary),
            "Study",
        )[0].id
        for title in ("Mice, in flight", "mice in  Flight.")
    }
    assert len(iris) == 1


def test_quotes_must_stand_where_they_are_said_to(tiny):
    verify_quotes(tiny.record, tiny.document)
    moved = replace(tiny.finding, start=1, end=tiny.finding.end + 1)
    with pytest.raises(EvidenceError, match="tiny"):
        verify_quotes(replace(tiny.record, findings=(moved,)), tiny.document)
    outside = replace(tiny.record.gaps[0], end=10_000)
    with pytest.raises(EvidenceError):
        verify_quotes(replace(tiny.record, gaps=(outside,)), tiny.document)


def test_the_entities_graph_reaches_up_and_across(tiny, lexicon, vocabulary):
    parts = build_graph(tiny.record, lexicon, vocabulary)
    entities = build_entities(collect_curies(parts), lexicon, vocabulary)
    gene = "http://www.ncbi.nlm.nih.gov/gene/67731"
    human = "http://www.ncbi.nlm.nih.gov/gene/114907"
    taxon = "http://purl.obolibrary.org/obo/NCBITaxon_"
    assert (f"{taxon}10090", f"{taxon}10088") in edges_of(entities, "within")
    assert (gene, human) in edges_of(entities, "orthologOf")
    assert (human, f"{taxon}9606") in edges_of(entities, "inTaxon")
    assert (gene, vocabulary.expand("MGI:1914981")) in edges_of(entities, "crossReference")
    registry = "http://identifiers.org/"
    assert (gene, f"{registry}ncbigene/67731") in edges_of(entities, "skos:exactMatch")
    assert (f"{taxon}9606", f"{registry}taxonomy/9606") in edges_of(entities, "skos:exactMatch")
    quads = write_quads(entities, "https://w3id.org/spacekg/id/graph/entities", vocabulary)
    category = "<https://w3id.org/biolink/vocab/category> <https://w3id.org/biolink/vocab/Gene>"
    assert f"<{gene}> {category} ".encode() in quads


def test_a_dataset_is_known_where_others_keep_it(tiny, lexicon, vocabulary):
    """The lexicon holds no data sets; what they are called elsewhere follows from their number."""
    dataset = Entity(id="OSD:195", label="OSD-195", type="dataset", ids=("OSD:195",))
    parts = build_graph(replace(tiny.record, datasets=(dataset,)), lexicon, vocabulary)
    entities = build_entities(collect_curies(parts), lexicon, vocabulary)
    iri = "https://w3id.org/spacekg/id/dataset/OSD-195"
    assert [other for one, other in edges_of(entities, "skos:exactMatch") if one == iri] == [
        "https://osdr.nasa.gov/bio/repo/data/studies/OSD-195",
        "https://purl.org/okn/frink/kg/spoke-genelab/node/OSD-195",
    ]


def test_every_node_has_a_biolink_category(tiny, quads):
    lines = quads(tiny.record).decode().splitlines()
    type_ = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/spacekg/vocab/"
    nodes = {line.split(" ", 1)[0] for line in lines if f" {type_}" in line}
    sorted_ = {line.split(" ", 1)[0] for line in lines if "/biolink/vocab/category> " in line}
    assert nodes == sorted_ and nodes
