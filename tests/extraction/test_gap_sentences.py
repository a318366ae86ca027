"""Gaps: which sentences name one, and of which kind."""

from __future__ import annotations

import pytest

from spacekg.extraction.gap_cues import GAP_CUES, GAP_LEAD
from spacekg.extraction.gaps import classify_gap


@pytest.mark.parametrize(
    "sentence",
    [
        "The cause of this loss remains unclear.",
        "Little is known about bone cells in orbit.",
        "The pathway has not been studied in women.",
        "Future studies should use longer flights.",
        "Further work is needed to confirm this.",
        "It is unknown whether the effect is lasting.",
        "These changes are poorly understood.",
        "The role of sleep has yet to be determined.",
        "There is a lack of human data.",
        "This relationship warrants further investigation.",
        "No study has compared the two models.",
    ],
)
def test_named(sentence: str) -> None:
    assert GAP_CUES.search(sentence.lower())


@pytest.mark.parametrize(
    "sentence",
    [
        "Bone mass fell by a tenth.",
        "Mice were housed in pairs.",
        "The gene was upregulated in flight.",
        "We measured lean mass twice.",
    ],
)
def test_not_named(sentence: str) -> None:
    assert not GAP_CUES.search(sentence.lower())


def test_announcement() -> None:
    assert GAP_LEAD.search("The study leaves several open questions:")
    assert not GAP_LEAD.search("Which cells start the loss?")


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("The mechanism of the loss is unknown.", "mechanism"),
        ("Do the effects depend on dose?", "dose-duration"),
        ("Will the drug work as a countermeasure?", "countermeasure"),
        ("Do findings in mice translate to astronauts?", "translation"),
        ("Are women affected alike, whatever their age?", "population"),
        ("How do radiation and unloading interact?", "interaction"),
        ("Better protocols for cell culture are needed.", "method"),
        ("More data on recovery are needed.", "data"),
    ],
)
def test_kind(question: str, kind: str) -> None:
    assert classify_gap(question) == kind
