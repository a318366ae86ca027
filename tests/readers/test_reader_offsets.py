"""Whatever a text holds, each passage leads back to the characters it was read from."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from spacekg.errors import ReadError
from spacekg.model import Document
from spacekg.readers import read_text

WORDS = st.sampled_from([
    "Fbxo32", "bone", "fell", "TGF-β", "**rose**", "*Mus musculus*", "[link](https://e.org/a)",
    "&amp;", "&#946;", "`code`", "osteo-\nblast", "ﬁbre", "DÃ©jean", "\u00a0", "\u200b", "p < 0.05",
    "affected12", "loss.(1,9)", "[3–5]", "�6.7%", "\\*", "𝛽", "�", "\u00ad", "| a | b |", "\f",
])  # fmt: skip
LINES = st.sampled_from([
    "---", "# Results", "## Key Findings", "title: A: b", 'tags: ["a", \'b\'', "```yaml", "```",
    "- item", "1. item", "> quote", "Table 1. Cells.", "Fig. 1 A bone.", "References", "\t- x: y",
    "<p>", "</p>", "<table><tr><td>", "<nav>", "ABSTRACT", "key: |", "  folded", "a: &b c", "...",
])  # fmt: skip
TEXTS = st.lists(
    st.one_of(LINES, st.lists(WORDS, max_size=8).map(" ".join), st.text(max_size=40)), max_size=25
).map("\n".join)


def assert_leads_back(document: Document) -> None:
    text = document.text
    for passage in document.passages:
        assert passage.text == passage.text.strip() != ""
        assert 0 <= passage.start < passage.end <= len(text)
        assert passage.source(0, len(passage.text)) == (passage.start, passage.end)
        assert passage.pieces[0][0] == 0
        for one, other in pairwise(passage.pieces):
            assert one[0] <= other[0] and one[1] <= other[1]
        before = passage.start
        for offset, char in enumerate(passage.text):
            start, end = passage.source(offset, offset + 1)
            assert before <= start < end <= passage.end
            before = start
            if char.isascii() and char.isalnum() and end - start == 1 and text[start].isalnum():
                assert text[start] == char or not text[start].isascii()


def attempt(text: str) -> None:
    try:
        document = read_text(text, id="x")
    except ReadError as error:
        assert str(error).count("\n") == 0
        return
    assert document.text == text
    assert_leads_back(document)


@settings(max_examples=250, deadline=None)
@given(TEXTS)
def test_any_text(text: str) -> None:
    attempt(text)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_front_matter_and_body(text: str) -> None:
    attempt(f'---\ntitle: "A study"\n{text}\n---\n\n# Results\n\n{text}')


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_html(text: str) -> None:
    attempt(f"<!DOCTYPE html><html><body><p>{text}</p></body></html>")


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_article(text: str) -> None:
    line = "A line of a study of bone that breaks inside its\nsentence and\n"
    head = f"A title of some length here\n\nABSTRACT\n{line * 20} ends et al. here.\n\n"
    attempt(f"{head}{text}\n\nResults\n{text}")


def test_unchanged_text_maps_one_to_one() -> None:
    document = read_text("Mice lost bone in **space** and *Fbxo32* rose.\n\n# Results\n", id="x")
    passage = document.passages[0]
    start = passage.text.index("Fbxo32")
    left, right = passage.source(start, start + 6)
    assert document.text[left:right] == "Fbxo32"
    assert passage.reading(left) == start
