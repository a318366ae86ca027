"""Constructions of results: denials, tails, references, shields; one sentence of our own each."""

from __future__ import annotations

import pytest

from spacekg.extraction.associations import read_associations
from spacekg.extraction.directions import read_changes
from spacekg.extraction.reports import reports_result
from spacekg.extraction.statements import is_aside, tells_aim, tells_known
from spacekg.extraction.tokens import tokenize
from spacekg.extraction.traits import is_trait

UP, DOWN, SAME, CHANGED = "increased", "decreased", "unchanged", "changed"


def told(sentence: str) -> set[tuple[str, str]]:
    tokens = tokenize(sentence)
    return {
        (" ".join(t.text for t in tokens[c.phrase.first : c.phrase.last + 1]), c.direction)
        for c in [*read_changes(tokens), *read_associations(tokens)]
    }


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # the denial stands behind the noun
        ("Differences in fibre size were not detected.", {("fibre size", SAME)}),
        ("An increase in cortisol was not observed.", {("cortisol", SAME)}),
        # a tail denies a later change
        ("Mass fell in flight, with no change after landing.", {("Mass", DOWN), ("Mass", SAME)}),
        ("The graft shortened life but not activity span.",
         {("life", DOWN), ("activity span", SAME)}),
        ("The graft shortened life (p < 0.01) but not activity span.",
         {("life", DOWN), ("activity span", SAME)}),
        # sides of a comparison
        ("Calcium was higher in flight mice than in flight controls.", {("Calcium", UP)}),
        ("Calcium rose when compared to the flight control group.", {("Calcium", UP)}),
        ("Calcium was more abundant on Earth.", {("Calcium", DOWN)}),
        ("Density remained below preflight values.", {("Density", DOWN)}),
        ("Density was regained at a nonsignificant rate.", {("Density", SAME)}),
        # nouns of change own the rest of their list
        ("Flight induced changes in insulin and estrogen.",
         {("insulin", CHANGED), ("estrogen", CHANGED)}),
        ("Flight resulted in differential expression of genes.", {("genes", CHANGED)}),
        ("Unloading resulted in an imbalance of redox processes.", {("redox processes", CHANGED)}),
        ("The loss of Abc1 initiates flowering.", set()),
        # sizes and superlatives
        ("Density showed a 0.7%/month decline.", {("Density", DOWN)}),
        ("Flight led to a 1.1%/month decline of muscle density.", {("muscle density", DOWN)}),
        ("The most altered process in the liver was lipid metabolism.",
         {("lipid metabolism", CHANGED)}),
        # what was set, what describes
        ("In the reduced gravity of orbit, mice and rats slept.", set()),
        ("Cells survive in harsh and changing environments.", set()),
        ("We ran an enrichment analysis of the genes.", set()),
        # the place is no subject
        ("The ratio, Aa/Bb, in marrow increased.", {("Aa/Bb", UP)}),
        ("A mutant of DELAY OF GERMINATION was sown.", set()),
        ("Activation of the receptor is required for growth.", set()),
        ("Unloading led to elevated cortisol.", {("cortisol", UP)}),
        ("Flight caused an increase in lipid degradation.", {("lipid degradation", UP)}),
        ("The cells had differences in shape, including increased size.",
         {("shape", CHANGED), ("size", UP)}),
        # associations with a change
        ("Glucose uptake correlated with the loss of Abc1.",
         {("Glucose uptake", "associated-positively"), ("Abc1", DOWN)}),
    ],
)  # fmt: skip
def test_told(sentence: str, expected: set[tuple[str, str]]) -> None:
    found = told(sentence)
    assert expected <= found if expected else not found


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("Mass was lower in flown mice.", "", True),
        ("Mass was lower in flown mice.", "Mass was lower in flown mice [14].", False),
        ("In our mice mass was lower.", "In our mice mass was lower [14].", True),
        ("Kinases activate the receptor.", "", False),
        ("Increased kinases can activate receptors.", "", False),
        ("S2 Fig. Mass was lower in flown mice.", "", False),
        ("An overview of mass is shown in Fig. 2.", "", False),
        ("Recovery in the LED group", "", False),
    ],
)
def test_reports(text: str, source: str, expected: bool) -> None:
    assert reports_result(text, source or text) is expected


def test_what_is_no_result() -> None:
    assert is_aside("For example, exercise increases bone mass.")
    assert is_aside("By identifying a link, the study opens a door.")
    assert not is_aside("Exercise increased bone mass.")
    assert tells_aim("In order to investigate bone mass we flew mice.")
    assert tells_known("Bone mass was previously reported to fall.")
    assert not tells_known("Several previously reported genes were altered.")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("fibre cross-sectional area", True), ("cellulose synthase", True), ("AtPR5", True),
     ("flight opportunities", False), ("rationale", False), ("stakeholders", False)],
)  # fmt: skip
def test_traits(name: str, expected: bool) -> None:
    assert is_trait(name) is expected
