"""Analytics: counts that a hand can check, and that agree with the named questions."""

from dataclasses import asdict
from types import SimpleNamespace

import pytest

from spacekg.analytics import conflicts, gaps, shared, summary
from spacekg.analytics.overlap import join_directions
from spacekg.analytics.reading import FindingRow
from spacekg.errors import UsageError
from spacekg.queries import ask

MOUSE_GENE, HUMAN_GENE, CDKN1A = "NCBIGene:67731", "NCBIGene:114907", "NCBIGene:12575"
HUMAN = "NCBITaxon:9606"


@pytest.fixture
def graph(tiny, graph_of):
    return graph_of(
        tiny.record,
        tiny.other(1, tissue="UBERON:0001134"),
        tiny.other(2, curie=HUMAN_GENE, organism=HUMAN, direction="decreased"),
        tiny.other(3, curie=CDKN1A),
    )


def test_a_gene_of_two_studies_is_shared(graph):
    (gene,) = shared(graph)
    assert asdict(gene) == {
        "id": MOUSE_GENE,
        "label": "Fbxo32",
        "type": "gene",
        "studies": ("https://doi.org/10.1234/1", "https://doi.org/10.1234/tiny"),
        "organisms": ("NCBITaxon:10090",),
        "tissues": ("UBERON:0001134", "UBERON:0002107"),
        "directions": {
            "https://doi.org/10.1234/1": "increased",
            "https://doi.org/10.1234/tiny": "increased",
        },
        "p": None,
        "q": None,
        "background": "3 gene entities named in 4 studies; descriptive",
    }


def test_orthologs_join_under_the_human_gene(graph):
    (gene,) = shared(graph, orthologs=True)
    assert (gene.id, len(gene.studies)) == (HUMAN_GENE, 3)
    assert gene.organisms == ("NCBITaxon:10090", HUMAN)
    assert sorted(gene.directions.values()) == ["decreased", "increased", "increased"]


def test_one_study_is_enough_when_asked(graph):
    assert {gene.id for gene in shared(graph, min_studies=1)} == {MOUSE_GENE, HUMAN_GENE, CDKN1A}


@pytest.mark.parametrize("mouse", ["NCBITaxon:10090", "Mus musculus", "NCBITaxon:10088"])
def test_an_organism_takes_what_lies_within(graph, mouse):
    assert {gene.id for gene in shared(graph, min_studies=1, organism=mouse)} == {
        MOUSE_GENE, CDKN1A,
    }  # fmt: skip


def test_a_tissue_narrows_studies_and_directions(graph):
    found = {gene.id: gene for gene in shared(graph, min_studies=1, tissue="liver")}
    assert set(found) == {MOUSE_GENE, HUMAN_GENE, CDKN1A}
    assert found[MOUSE_GENE].studies == ("https://doi.org/10.1234/tiny",)
    assert found[MOUSE_GENE].tissues == ("UBERON:0002107",)


def test_other_types_are_shared_too(graph):
    assert [one.id for one in shared(graph, type="organism", min_studies=3)] == ["NCBITaxon:10090"]
    assert [one.id for one in shared(graph, type="exposure", min_studies=4)] == ["skgx:spaceflight"]
    assert shared(graph, type="pathway") == ()


def test_names_that_the_graph_lacks_are_asked_of_the_lexicon(graph, monkeypatch, tiny):
    sense = SimpleNamespace(term=tiny.entity("UBERON:0002107"))
    known = SimpleNamespace(senses=lambda name: (sense,) if name == "hepatic tissue" else ())
    monkeypatch.setattr("spacekg.analytics.naming.read_lexicon", lambda: known)
    assert len(shared(graph, min_studies=1, tissue="hepatic tissue")) == 3
    with pytest.raises(UsageError, match="no such tissue"):
        shared(graph, tissue="no such tissue")


def test_misuse_is_one_clear_line(graph):
    for options in ({"type": "genes"}, {"min_studies": 0}):
        with pytest.raises(UsageError):
            shared(graph, **options)


@pytest.mark.parametrize("least", [1, 2, 3])
def test_the_named_question_gives_the_same_genes(graph, least, vocabulary):
    rows = list(ask(graph, "shared-genes", {"minStudies": least}))
    assert {vocabulary.compress(row["gene"].value) for row in rows} == {
        gene.id for gene in shared(graph, min_studies=least)
    }


def row(direction):
    return FindingRow(finding="f", study="s", about="g", direction=direction, certainty="asserted")


@pytest.mark.parametrize(
    ("directions", "joined"),
    [
        (["increased"], "increased"),
        (["increased", "increased"], "increased"),
        (["increased", "changed"], "increased"),
        (["increased", "decreased"], "mixed"),
        (["unchanged", "increased"], "mixed"),
    ],
)
def test_the_directions_of_one_study_are_joined(directions, joined):
    assert join_directions(map(row, directions)) == joined


def test_opposite_species_explain_a_conflict(graph):
    (found,) = conflicts(graph)
    assert (found.entity, found.status) == (HUMAN_GENE, "explained")
    assert found.moderators == ("organism",)
    assert len(found.findings) == 3
    assert all(one.quote.startswith("In flight") for one in found.findings)


def test_nothing_explains_the_same_setting(tiny, graph_of):
    graph = graph_of(tiny.record, tiny.other(1, direction="decreased"))
    (found,) = conflicts(graph)
    assert (found.entity, found.status, found.moderators) == (MOUSE_GENE, "conflict", ())
    assert {one.direction for one in found.findings} == {"increased", "decreased"}


@pytest.mark.parametrize(
    ("change", "moderator"),
    [
        ({"tissue": "UBERON:0001134"}, "tissue"),
        ({"exposure": "skgx:bed-rest"}, "exposure kind"),
        ({"days": 2.0}, "duration"),
        ({"sex": "male"}, None),
    ],
)
def test_what_differs_is_named(tiny, graph_of, change, moderator):
    graph = graph_of(tiny.record, tiny.other(1, direction="decreased", **change))
    (found,) = conflicts(graph)
    assert found.moderators == ((moderator,) if moderator else ())
    assert found.status == ("explained" if moderator else "conflict")


def test_agreement_and_negation_are_no_conflict(tiny, graph_of):
    assert not conflicts(graph_of(tiny.record, tiny.other(1)))
    negated = tiny.other(1, direction="decreased", certainty="negated")
    assert not conflicts(graph_of(tiny.record, negated))


def test_gaps_name_their_studies_and_what_bears_on_them(graph, vocabulary):
    (gap,) = gaps(graph)
    assert (gap.question, gap.kind) == ("Why does Fbxo32 rise?", "mechanism")
    assert len(gap.studies) == 4
    assert gap.about == (MOUSE_GENE,)
    assert gap.bearing == ()


def test_a_finding_of_another_study_bears_on_a_gap(tiny, graph_of):
    from dataclasses import replace

    graph = graph_of(tiny.record, replace(tiny.other(1), gaps=()))
    (gap,) = gaps(graph)
    assert len(gap.studies) == len(gap.bearing) == 1


def test_the_summary_counts(graph):
    found = {(one.heading, one.name): one.count for one in summary(graph)}
    assert found["nodes", "Study"] == found["nodes", "Finding"] == 4
    assert found["findings by direction", "increased"] == 3
    assert found["studies by organism", "Mus musculus"] == 3
    assert found["gaps by kind", "mechanism"] == 1


def test_an_empty_graph_has_nothing_to_say():
    from spacekg.graph import KnowledgeGraph

    graph = KnowledgeGraph.from_quads(b"")
    assert not any((shared(graph), gaps(graph), conflicts(graph), summary(graph)))
