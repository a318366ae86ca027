"""Near-identical gaps: which become one, whatever the order, and what stays of each."""

from dataclasses import replace
from itertools import permutations

import pytest

from spacekg.analytics import gaps
from spacekg.analytics.gap_merge import Question, build_merged, merge_questions
from spacekg.analytics.gap_words import read_words
from spacekg.builders import DERIVED_GRAPH
from spacekg.graph import KnowledgeGraph, write_quads
from spacekg.queries import ask


def question(text, *about, name="", studies=()):
    return Question(
        id=name or text, text=text, words=read_words(text), about=frozenset(about),
        studies=frozenset(studies),
    )  # fmt: skip


MOUSE, HUMAN, LIVER = "NCBITaxon:10090", "NCBITaxon:9606", "UBERON:0002107"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Translating results from mice to human astronauts",
         "How well do mouse results translate to human astronauts?"),
        ("Which exercise works best in partial gravity?",
         "Future studies should find out which exercises work in partial gravity."),
        ("The trigger of osteocyte death under unloading remains unknown.",
         "What triggers the death of osteocytes during unloading?"),
    ],
)  # fmt: skip
def test_the_same_question_in_other_words(one, other):
    kept = merge_questions([question(one, MOUSE), question(other, MOUSE)])
    assert len(kept) == 2 and len(set(kept.values())) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # nothing but the words of any question
        ("The underlying mechanisms remain unknown.", "The mechanisms are still not understood."),
        # the same request for another thing
        ("Long-term stability of dried reagents", "Long-term safety of dried food"),
        # one about men, one about women
        ("Does training keep muscle strength in older women?",
         "Does training keep muscle strength in older men?"),
        ("Does Sost loss thin cortical bone?", "Does Rankl loss thin trabecular cartilage?"),
    ],
)  # fmt: skip
def test_another_question(one, other):
    assert not merge_questions([question(one), question(other)])


def test_things_named_must_agree():
    text = "Does exercise protect it during long missions of older crews?"
    assert merge_questions([question(text, LIVER, name="a"), question(text, LIVER, name="b")])
    assert not merge_questions([question(text, LIVER, name="a"), question(text, MOUSE, name="b")])


def test_the_order_of_documents_does_not_matter():
    some = [
        question("Does training keep muscle strength in older women?", name="a"),
        question("Can training keep the muscle strength of older women?", name="b"),
        question("Does training keep muscle strength and balance in older women?", name="c"),
        question("Does a diet keep muscle strength in older men?", name="d"),
    ]
    outcomes = {tuple(sorted(merge_questions(order).items())) for order in permutations(some)}
    assert len(outcomes) == 1
    assert dict(outcomes.pop()).keys() >= {"a", "b"}


def test_the_wording_of_most_studies_stands_for_all():
    some = [
        question("Does training keep muscle strength in women?", name="a", studies="1"),
        question("Can it be that training keeps muscle strength in women?", name="b", studies="23"),
    ]
    assert set(merge_questions(some).values()) == {"b"}


def test_a_second_opinion_decides_only_between_related_questions():
    near = [
        question("Does early training keep the muscle strength of frail crews?", name="a"),
        question("Does training keep muscle power after landing in a capsule?", name="b"),
    ]
    far = [question("Is iron lost?", name="a"), question("Do roots bend in light?", name="b")]
    assert not merge_questions(near)
    assert merge_questions(near, lambda one, other: 0.95)
    assert not merge_questions(near, lambda one, other: 0.1)
    same = [question(near[0].text, name="a"), question(near[0].text + " Does it?", name="b")]
    assert merge_questions(same, lambda one, other: 0.1), "it joins, and parts nothing"
    assert not merge_questions(far, lambda one, other: 1.0)


@pytest.fixture
def asking(tiny):
    """A record of another study that asks in words of its own."""

    def write(number, text):
        other = tiny.other(number)
        gap = replace(tiny.record.gaps[0], question=text, quote=text, start=5, end=5 + len(text))
        return replace(other, gaps=(gap,))

    return write


TEXTS = (
    "Why does Fbxo32 rise in the liver of older mice?",
    "It is unknown why Fbxo32 rises in the livers of older mice.",
    "Does Fbxo32 fall again after landing?",
)


def test_wordings_and_evidence_stay(asking, quads, vocabulary):
    told = quads(*(asking(number, text) for number, text in enumerate(TEXTS, 1)))
    derived = write_quads(build_merged(KnowledgeGraph.from_quads(told)), DERIVED_GRAPH, vocabulary)
    graph = KnowledgeGraph.from_quads(told + derived)
    assert gaps(graph) == gaps(KnowledgeGraph.from_quads(told)), "the same with and without"
    first, second = gaps(graph)
    assert first.wordings == tuple(sorted(TEXTS[:2])) and len(first.studies) == 2
    assert second.wordings == () and len(second.studies) == 1
    (row,) = ask(graph, "gaps-shared")
    assert (row["gap"].value, row["studyCount"].value) == (first.id, "2")
    assert len(list(ask(graph, "gaps-by-kind"))) == 2
    evidence = ask(
        graph,
        "SELECT ?quote { ?gap skg:wording ?w ; skg:supportedBy/skg:quote ?quote } ORDER BY ?quote",
    )
    assert {row["quote"].value for row in evidence} == set(TEXTS[:2])


def test_findings_of_other_studies_bear_on_a_merged_gap(asking, tiny, graph_of):
    bare = replace(tiny.other(3), gaps=())
    graph = graph_of(asking(1, TEXTS[0]), asking(2, TEXTS[1]), bare)
    (gap,) = gaps(graph)
    (bearing,) = gap.bearing
    reporter = {
        row["study"].value
        for row in ask(graph, f"SELECT ?study {{ ?study skg:reports <{bearing}> }}")
    }
    assert reporter == {"https://doi.org/10.1234/3"}
