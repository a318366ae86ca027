"""Similarity, coverage, translation and over-representation, on graphs a hand can check."""

import pytest

from spacekg import KnowledgeGraph, build, coverage, enriched, similar, translate
from spacekg.analytics.enrichment import read_gmt
from spacekg.analytics.significance import hypergeometric_tail
from spacekg.errors import ReadError, UsageError
from spacekg.lexicon import read_lexicon

HUMAN = "NCBITaxon:9606"


def test_similar_studies_and_their_directions(tiny, graph_of):
    graph = graph_of(tiny.record, tiny.other(1, direction="decreased"), tiny.other(2))
    rows = similar(graph)
    assert len(rows) == 3
    assert {(row.shared, row.jaccard, row.overlap, row.cluster) for row in rows} == {(1, 1, 1, 1)}
    assert sorted(row.correlation for row in rows) == [-1, -1, 1]
    assert similar(graph, min_shared=2) == similar(graph, type="pathway") == ()
    with pytest.raises(UsageError):
        similar(graph, threshold=2)


def test_studies_that_share_nothing_are_of_two_clusters(tiny, graph_of):
    other = "NCBIGene:12575"
    graph = graph_of(
        tiny.record, tiny.other(1), tiny.other(2, curie=other), tiny.other(3, curie=other)
    )
    assert sorted(row.cluster for row in similar(graph)) == [1, 2]


def test_coverage_and_its_empty_cells(tiny, graph_of):
    from dataclasses import replace

    first = replace(tiny.record, durations=(37.0,))
    second = replace(
        tiny.other(1, tissue="UBERON:0001134", organism=HUMAN, exposure="skgx:bed-rest"),
        durations=(5.0,),
    )
    graph = graph_of(first, second)
    cells = coverage(graph)
    assert [
        (c.organism, c.tissue_label, c.exposure, c.duration, len(c.studies)) for c in cells
    ] == [
        (HUMAN, "skeletal muscle tissue", "skgx:bed-rest", "up to 7 days", 1),
        ("NCBITaxon:10090", "liver", "skgx:spaceflight", "31 to 180 days", 1),
    ]
    everything = coverage(graph, empty=True)
    assert len(everything) == 2**4
    assert sum(1 for cell in everything if not cell.studies) == 14


@pytest.mark.parametrize(
    ("direction", "status"), [("increased", "same"), ("decreased", "opposite"),
                              ("changed", "unclear")],
)  # fmt: skip
def test_translation_by_orthologs(tiny, graph_of, direction, status):
    human = tiny.other(1, curie="NCBIGene:114907", organism=HUMAN, direction=direction)
    graph = graph_of(tiny.record, human, tiny.other(2, curie="NCBIGene:12575"))
    rows = {row.label: row for row in translate(graph)}
    assert rows["Fbxo32"].status == status
    assert rows["Fbxo32"].orthologs == ("NCBIGene:114907",)
    assert rows["Cdkn1a"].status == "never tested"
    (back,) = translate(graph, organism=HUMAN, other="Mus musculus")
    assert (back.label, back.status) == ("FBXO32", status)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """One table of mouse genes: all of a pathway changed, the others did not."""
    lexicon = read_lexicon()
    folder = tmp_path_factory.mktemp("enriched")
    mice = [
        one for human in lexicon.members("REACT:R-HSA-1059683") for one in lexicon.orthologs(human)
        if lexicon.term(one).taxon == "NCBITaxon:10090"
    ]  # fmt: skip
    others = [
        one for curie in lexicon.pathways()[40:60] for human in lexicon.members(curie)[:6]
        for one in lexicon.orthologs(human) if lexicon.term(one).taxon == "NCBITaxon:10090"
    ]  # fmt: skip
    lines = ["gene,log2fc,adj_p"] + [f"{gene},2,0.01" for gene in dict.fromkeys(mice)]
    lines += [f"{gene},0.1,0.9" for gene in dict.fromkeys(others) if gene not in mice]
    (folder / "t.csv").write_text("\n".join(lines) + "\n")
    (folder / "t.yaml").write_text("organism: mouse\nexposure: spaceflight\nstudy: OSD-9001\n")
    build([folder], store=folder / ".store")
    return folder / ".store"


def test_a_pathway_that_changed_as_a_whole_comes_first(store):
    rows = enriched(KnowledgeGraph.open(store))
    row = next(row for row in rows if row.pathway == "REACT:R-HSA-1059683" and row.side == "any")
    assert row.changed == row.size >= 5
    assert row.p == min(one.p for one in rows)
    assert row.p == pytest.approx(
        hypergeometric_tail(row.size, row.size, row.size, row.background), rel=1e-9
    )
    assert row.p <= row.q < 0.05
    assert "Il6" in row.genes


def test_gene_sets_of_your_own(store, tmp_path):
    sets = tmp_path / "own.gmt"
    sets.write_text("mine\tabout\tIl6\tIl6ra\tIl6st\tJak1\tJak2\n")
    rows = enriched(KnowledgeGraph.open(store), gmt=sets)
    assert {row.pathway for row in rows} == {"mine"}
    sets.write_text("mine\tabout\n")
    with pytest.raises(ReadError, match="line 1"):
        read_gmt(sets)
