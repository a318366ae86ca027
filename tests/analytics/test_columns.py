"""Columns give the same rows as SPARQL."""

import pytest

from spacekg.analytics import shared
from spacekg.analytics.column_file import pack_columns, read_columns
from spacekg.analytics.columns import count_shared, project_studies
from spacekg.errors import StoreError, UsageError
from spacekg.graph import GraphStore, KnowledgeGraph
from spacekg.queries import ask


@pytest.fixture
def records(tiny):
    return (
        tiny.record, tiny.other(1), tiny.other(2, curie="NCBIGene:12575", direction="decreased"),
        tiny.other(3, curie="NCBIGene:12575", certainty="negated"),
    )  # fmt: skip


@pytest.mark.parametrize("least", [1, 2, 3])
def test_counts_are_those_of_sparql_and_of_shared(records, graph_of, least):
    graph = graph_of(*records)
    found = count_shared(read_columns(graph), min_studies=least)
    rows = ask(graph, "shared-genes", {"minStudies": least})
    assert {iri for iri, _ in found} == {row["gene"].value for row in rows}
    assert [count for _, count in found] == [
        len(row.studies) for row in shared(graph, min_studies=least)
    ]


def test_other_types(records, graph_of):
    columns = read_columns(graph_of(*records))
    assert [count for _, count in count_shared(columns, "tissue")] == [4]
    assert count_shared(columns, "pathway") == ()
    with pytest.raises(UsageError):
        count_shared(columns, "genes")


def test_projection_counts_what_two_studies_share(records, graph_of):
    product, studies = project_studies(read_columns(graph_of(*records)))
    assert len(studies) == 4
    table = product.toarray()
    assert (table == table.T).all()
    assert sorted(table.sum(axis=1).tolist()) == [2, 2, 2, 2]


def test_findings_keep_their_direction(records, graph_of):
    columns = read_columns(graph_of(*records))
    assert sorted(columns.finding_sign.tolist()) == [-1, 1, 1]  # the negated one is left out


def test_the_file_is_written_once_and_checked(records, quads, tmp_path):
    content = quads(*records)
    packed = pack_columns([content])
    assert packed == pack_columns([b"\n".join(reversed(content.split(b"\n")))])
    GraphStore(path=tmp_path).write([content], files=[("columns.npz", packed)])
    graph = KnowledgeGraph.open(tmp_path)
    assert count_shared(read_columns(graph)) == count_shared(
        read_columns(KnowledgeGraph.from_quads(content))
    )
    (graph.folder / "columns.npz").write_bytes(b"broken")
    with pytest.raises(StoreError, match="damaged"):
        read_columns(graph)


def test_within_and_orthologs_are_in_the_columns(tiny, graph_of):
    from spacekg.analytics.overlap import join_orthologs
    from spacekg.analytics.reading import read_groups

    graph = graph_of(tiny.record, tiny.other(1, curie="NCBIGene:114907", organism="NCBITaxon:9606"))
    columns = read_columns(graph)
    names = join_orthologs(columns)
    for gene, group in read_groups(graph).items():
        assert columns.iris[names[columns.number(gene)]] == group
    mice = columns.inside(columns.number("http://purl.obolibrary.org/obo/NCBITaxon_10088"))
    assert {columns.label(at) for at in mice.nonzero()[0].tolist()} == {"Mus", "Mus musculus"}
    assert columns.number("https://nowhere.example/1") == -1


def test_cohorts_of_the_columns_are_those_of_the_graph(tiny, graph_of):
    from dataclasses import replace

    from spacekg.analytics.cohort import read_cohorts
    from spacekg.model import Entity

    mission = Entity(id="skgm:RR-1", label="RR-1", type="mission", ids=("skgm:RR-1",))
    records = [replace(tiny.other(number), missions=(mission,)) for number in (1, 12, 2)]
    graph = graph_of(*records, tiny.record)
    columns = read_columns(graph)
    told = read_cohorts(graph)
    assert len(told) == 3
    for study in columns.studies.tolist():
        iri = columns.iris[study]
        assert columns.iris[columns.cohorts[study]] == told.get(iri, iri)
    assert dict(count_shared(columns, "mission", min_studies=1)).popitem()[1] == 1
    assert dict(count_shared(columns, "gene", min_studies=1)).popitem()[1] == 2


def test_labels_keep_their_signs(tiny, graph_of):
    from dataclasses import replace

    odd = 'Mice "in"\nflight \\ µ'
    graph = graph_of(replace(tiny.record, study=replace(tiny.record.study, title=odd)))
    columns = read_columns(graph)
    assert columns.label(columns.number("https://doi.org/10.1234/tiny")).split() == odd.split()
