"""Contradictions between sources: what is compared, what explains it, and what is left out."""

from dataclasses import replace

import pytest

from spacekg.analytics import conflicts, shared
from spacekg.builders import DERIVED_GRAPH
from spacekg.derivation import derive
from spacekg.graph import KnowledgeGraph, write_quads
from spacekg.queries import ask

GENE = "NCBIGene:67731"
LIVER, MUSCLE = "UBERON:0002107", "UBERON:0001134"


@pytest.fixture
def review(tiny):
    """A review that tells of one gene what several papers found: pairs of reference and changes."""

    def write(*told):
        found = tuple(
            replace(
                tiny.finding, cites=cites, tier="review", start=10 * at, end=10 * at + 10,
                **changes,
            )
            for at, (cites, changes) in enumerate(told)
        )  # fmt: skip
        source = replace(tiny.record.document, tier="review")
        return replace(tiny.record, document=source, findings=found, gaps=())

    return write


def test_a_review_contradicts_itself_by_the_papers_it_cites(review, graph_of):
    graph = graph_of(review(("Otto et al. 3", {}), ("Kim et al. 4", {"direction": "decreased"})))
    (found,) = conflicts(graph)
    assert (found.status, found.strength) == ("conflict", "opposite")
    assert [one.reference for one in found.findings] == ["Kim et al. 4", "Otto et al. 3"]
    assert {one.study for one in found.findings} == {"https://doi.org/10.1234/tiny"}
    assert all(one.quote and one.organism == "NCBITaxon:10090" for one in found.findings)


def test_one_paper_is_one_source(review, graph_of):
    told = review(("Otto et al. 3", {}), ("Otto et al. 3", {"direction": "decreased"}))
    assert not conflicts(graph_of(told))


def test_what_a_review_sums_up_is_no_source_beside_what_it_cites(review, graph_of):
    told = review(("", {}), ("Otto et al. 3", {"direction": "decreased"}))
    assert not conflicts(graph_of(told))


def test_a_cited_paper_that_is_in_the_graph_is_that_paper(review, tiny, graph_of):
    told = review(("doi:10.1234/1", {"direction": "decreased"}))
    told = replace(told, study=replace(told.study, id="https://doi.org/10.1234/9", doi="10.1234/9"))
    assert not conflicts(graph_of(told, tiny.other(1)))
    assert conflicts(graph_of(told, tiny.other(2)))


def test_changed_against_unchanged_is_a_weaker_contradiction(tiny, graph_of):
    (found,) = conflicts(graph_of(tiny.record, tiny.other(1, direction="unchanged")))
    assert (found.status, found.strength) == ("conflict", "changed or unchanged")


def test_opposite_comes_before_unchanged(tiny, graph_of):
    graph = graph_of(
        tiny.record, tiny.other(1, direction="unchanged"), tiny.other(2, direction="decreased")
    )
    assert [one.strength for one in conflicts(graph)] == ["opposite", "changed or unchanged"]


@pytest.mark.parametrize(
    "change",
    [
        {"certainty": "hedged"}, {"certainty": "negated"}, {"tier": "estimated"},
        {"condition": "exercise"},
    ],
)  # fmt: skip
def test_only_what_is_asserted_of_the_plain_exposure_counts(tiny, graph_of, change):
    assert not conflicts(graph_of(tiny.record, tiny.other(1, direction="decreased", **change)))


@pytest.mark.parametrize("unknown", ["organism", "exposure", "tissue"])
def test_what_one_side_leaves_open_is_no_conflict(tiny, graph_of, unknown):
    other = tiny.other(1, direction="decreased")
    found = replace(other.findings[0], **{unknown: None})
    graph = graph_of(tiny.record, replace(other, findings=(found,)))
    # a gene tells its species itself
    assert bool(conflicts(graph)) is (unknown == "organism")


def test_associations_are_compared_for_one_partner(tiny, graph_of):
    liver, muscle = tiny.entity(LIVER), tiny.entity(MUSCLE)
    up = {"direction": "associated-positively", "partner": liver}
    down = {"direction": "associated-negatively"}
    first = tiny.other(1, **up)
    assert conflicts(graph_of(first, tiny.other(2, **down, partner=liver)))
    assert not conflicts(graph_of(first, tiny.other(2, **down, partner=muscle)))
    assert not conflicts(graph_of(first, tiny.other(2, **down)))


def test_a_source_that_sets_two_places_apart_explains_itself(tiny, graph_of):
    spared = replace(tiny.finding, direction="unchanged", tissue=tiny.entity(MUSCLE))
    graph = graph_of(replace(tiny.record, findings=(tiny.finding, spared)))
    (found,) = conflicts(graph)
    assert (found.status, found.moderators) == ("explained", ("tissue",))
    same_place = replace(spared, tissue=tiny.finding.tissue)
    assert not conflicts(graph_of(replace(tiny.record, findings=(tiny.finding, same_place))))


def test_a_gene_set_apart_in_a_sentence_and_between_sources_is_one_conflict(tiny, graph_of):
    """Mouse and human orthologs are both known, yet only the mouse's gene is told of."""
    spared = replace(tiny.finding, direction="unchanged", tissue=tiny.entity(MUSCLE))
    graph = graph_of(
        replace(tiny.record, findings=(tiny.finding, spared)),
        tiny.other(1, direction="unchanged", tissue=MUSCLE),
        tiny.other(2, curie="NCBIGene:114907", organism="NCBITaxon:9606", tissue=MUSCLE),
    )
    found = [(one.status, one.strength) for one in conflicts(graph)]
    assert len(found) == len(set(found)) > 0


def test_the_likest_findings_are_set_side_by_side(tiny, graph_of):
    """Of many findings one way, those that differ least from the one the other way are told."""
    human = {"organism": "NCBITaxon:9606", "tissue": MUSCLE, "exposure": "skgx:bed-rest"}
    graph = graph_of(
        tiny.other(1, direction="decreased"),
        tiny.other(2, tissue=MUSCLE),
        tiny.other(3, curie="NCBIGene:114907", days=2.0, **human),
    )
    (found,) = conflicts(graph)
    assert found.moderators == ("tissue",)
    assert {one.study[-1] for one in found.findings} == {"1", "2"}


@pytest.fixture
def whole_graph(quads, vocabulary):
    """A graph with what is derived from its documents, as a build makes it."""

    def make(*records):
        told = quads(*records)
        parts = derive(KnowledgeGraph.from_quads(told))
        derived = write_quads(parts, DERIVED_GRAPH, vocabulary)
        return KnowledgeGraph.from_quads(told + derived)

    return make


def test_the_named_questions_give_the_same_conflicts(tiny, whole_graph, vocabulary):
    graph = whole_graph(
        tiny.record, tiny.other(1, direction="decreased"),
        tiny.other(2, direction="unchanged", tissue=MUSCLE),
    )  # fmt: skip
    found = conflicts(graph)
    rows = list(ask(graph, "opposite-directions"))
    assert [
        (vocabulary.compress(row["entity"].value), row["stateOf"].value, row["strengthOf"].value)
        for row in rows
    ] == [(one.entity, one.status, one.strength) for one in found]
    told = list(ask(graph, "explained-differences"))
    explained = [one for one in found if one.status == "explained"]
    assert {row["moderators"].value for row in told} == {
        "; ".join(sorted(one.moderators)) for one in explained
    }
    assert len(told) == sum(len(one.findings) for one in explained) > 0
    unexplained = list(ask(graph, "opposite-directions", {"status": "conflict"}))
    assert len(unexplained) == len(found) - len(explained) == 1


def test_three_documents_about_one_paper_count_once(tiny, whole_graph):
    """The same finding told by three documents of one DOI is one finding of one study."""

    def told_by(name, number):
        source = replace(tiny.record.document, path=name, sha256=f"{number:064x}"[::-1])
        return replace(tiny.record, document=source)

    three = [told_by("paper.pdf", 4), told_by("page.html", 5), told_by("news.md", 6)]
    graph = whole_graph(*three, tiny.other(1, direction="decreased"))
    counts = graph.counts()
    assert (counts["Document"], counts["Study"], counts["Finding"]) == (4, 2, 2)
    (gene,) = shared(graph)
    assert len(gene.studies) == 2
    (found,) = conflicts(graph)
    assert len(found.findings) == 2
    (row,) = ask(graph, "opposite-directions")
    assert [row[name].value for name in ("studyCount", "increasedCount", "decreasedCount")] == [
        "2", "1", "1",
    ]  # fmt: skip
    (row,) = ask(graph, "shared-genes")
    assert row["studyCount"].value == "2"
    assert len(list(ask(graph, "findings-about", {"entity": GENE}))) == 2
    documents = {row["path"].value for row in ask(graph, "evidence-for", {"entity": GENE})}
    assert len(documents) == 4, "each document's own sentence stays as evidence"
    assert not list(ask(graph, "replicated-findings"))
