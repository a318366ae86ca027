"""Scope: biology under stress is a study, other news is not."""

from __future__ import annotations

import pytest

from spacekg.extraction.scope import judge_scope
from spacekg.model import Annotations, Document, Passage


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Mice lost bone mass during spaceflight, and gene expression in muscle tissue changed.",
         "study"),
        ("Plants sense salt stress in the endoplasmic reticulum, where proteins are folded.",
         "study"),
        ("The new phone folds in half and its chip is faster; shares of the maker rose.",
         "off-topic"),
        ("The company released a browser with better privacy for people at work.", "off-topic"),
        ("", "off-topic"),
    ],
)  # fmt: skip
def test_scope(text: str, scope: str) -> None:
    passage = Passage(start=0, end=len(text), role="body", text=text, pieces=((0, 0),))
    document = Document(
        path="", sha256="", format="text", tier="news", text=text, passages=(passage,)
    )  # fmt: skip
    assert judge_scope(document, Annotations()) == scope


def test_what_stands_far_into_a_text_counts_too() -> None:
    text = "The council met again about the road. " * 2000
    text += "Mice lost bone and muscle mass during spaceflight; gene expression changed. " * 200
    passage = Passage(start=0, end=len(text), role="body", text=text, pieces=((0, 0),))
    document = Document(
        path="", sha256="", format="text", tier="news", text=text, passages=(passage,)
    )  # fmt: skip
    assert judge_scope(document, Annotations()) == "study"
