"""Directions: one row a construction, in our own sentences."""

from __future__ import annotations

import pytest

from spacekg.extraction.associations import read_associations
from spacekg.extraction.directions import read_changes
from spacekg.extraction.tokens import tokenize

UP, DOWN, SAME, CHANGED = "increased", "decreased", "unchanged", "changed"
WITH, AGAINST = "associated-positively", "associated-negatively"


def told(sentence: str) -> set[tuple[str, str]]:
    """What a sentence tells, as (words of the thing, direction)."""
    tokens = tokenize(sentence)
    return {
        (" ".join(t.text for t in tokens[c.phrase.first : c.phrase.last + 1]), c.direction)
        for c in [*read_changes(tokens), *read_associations(tokens)]
    }


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # active and passive verbs
        ("Flight reduced bone mass.", {("bone mass", DOWN)}),
        ("Unloading increased catalase and lowered collagen.",
         {("catalase", UP), ("collagen", DOWN)}),
        ("Trim63 was upregulated in the soleus.", {("Trim63", UP)}),
        ("Grip strength declined after landing.", {("Grip strength", DOWN)}),
        ("The level of osteocalcin rose.", {("osteocalcin", UP)}),
        ("Heart rate was found to be elevated.", {("Heart rate", UP)}),
        ("Serum cortisol has increased.", {("Serum cortisol", UP)}),
        ("Radiation altered the splicing of transcripts.", {("splicing", CHANGED)}),
        # coordination
        ("Bone volume, trabecular number and cortical area were decreased.",
         {("Bone volume", DOWN), ("trabecular number", DOWN), ("cortical area", DOWN)}),
        ("Mass fell by 6% and thickness by 11%.", {("Mass", DOWN), ("thickness", DOWN)}),
        # insertions
        ("The gene Nox4, which makes peroxide, was upregulated.", {("gene Nox4", UP)}),
        ("Myosin, a motor protein, was downregulated.", {("Myosin", DOWN)}),
        # attributes and adjectives
        ("Flown mice showed elevated corticosterone.", {("corticosterone", UP)}),
        ("Roots had higher lignin content than controls.", {("lignin content", UP)}),
        ("Muscle fibres were smaller in flight mice.", {("Muscle fibres", DOWN)}),
        ("Spores were more sensitive to peroxide.", {("sensitive to peroxide", UP)}),
        ("Transcripts of repair genes were less abundant.", {("repair genes", DOWN)}),
        # nouns of change
        ("We found a reduction in cortical thickness.", {("cortical thickness", DOWN)}),
        ("Unloading caused cancellous bone loss.", {("cancellous bone", DOWN)}),
        ("There was an increase in the expression of Cdkn1a.", {("Cdkn1a", UP)}),
        # no change
        ("Body mass did not differ between groups.", {("Body mass", SAME)}),
        ("No significant change in lean mass was seen.", {("lean mass", SAME)}),
        ("Irradiation did not alter platelet counts.", {("platelet counts", SAME)}),
        ("Femur length was similar to that of controls.", {("Femur length", SAME)}),
        ("No differences were observed in albumin.", {("albumin", SAME)}),
        # groups and their members
        ("Markers of repair (Ogg1, Xrcc1 and Parp1) were increased.",
         {("Ogg1", UP), ("Xrcc1", UP), ("Parp1", UP)}),
        ("Upregulated genes included Trim63 and Fbxo32.", {("Trim63", UP), ("Fbxo32", UP)}),
        # shields and intentions tell nothing of what they shield or want
        ("Exercise prevented the loss of muscle mass.", set()),
        ("Crews train to increase endurance.", set()),
        ("Whether flight increases fatigue is open.", set()),
        # comparison turned round
        ("Growth was higher in ground controls than in flight plants.", {("Growth", DOWN)}),
        # exceptions
        ("Unloading reduced spleen mass in males but not in females.",
         {("spleen mass", DOWN), ("spleen mass", SAME)}),
        # what is imposed is no finding
        ("Rats lived in reduced gravity.", set()),
        # associations
        ("Muscle density was correlated with bone density.", {("Muscle density", WITH)}),
        ("Fat mass was inversely correlated with strength.", {("Fat mass", AGAINST)}),
    ],
)  # fmt: skip
def test_construction(sentence: str, expected: set[tuple[str, str]]) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "certainty"),
    [
        ("Bone mass decreased.", "asserted"),
        ("Flight may reduce bone mass.", "hedged"),
        ("These data suggest reduced bone mass.", "hedged"),
        ("Density was not correlated with strength.", "negated"),
    ],
)
def test_certainty(sentence: str, certainty: str) -> None:
    tokens = tokenize(sentence)
    changes = [*read_changes(tokens), *read_associations(tokens)]
    assert {change.certainty for change in changes} == {certainty}


def test_partners_told_apart() -> None:
    tokens = tokenize("Density was correlated with muscle area but not with fat content.")
    found = {
        (tokens[c.phrase.head].text, c.certainty) for c in read_associations(tokens)
    }  # fmt: skip
    assert found == {("area", "asserted"), ("content", "negated")}
