"""What must hold of any document, whatever is in it: read, read again, made a graph of."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import spacekg
from spacekg.lexicon import Lexicon, read_lexicon
from spacekg.model import Document
from spacekg.readers import read_text
from spacekg.vocabulary import read_vocabulary

HERE = Path(__file__).parent


def load(name: str) -> ModuleType:
    known = f"spacekg_{name}"
    if known not in sys.modules:
        spec = importlib.util.spec_from_file_location(known, HERE / f"{name}.py")
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[known] = module
        spec.loader.exec_module(module)
    return sys.modules[known]


fuzzing = load("fuzzing")
made = load("document_strategies")
calm = settings(
    max_examples=60, deadline=None, derandomize=True, database=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


def read_or_refuse(text: str) -> Document | None:
    try:
        document = read_text(text, id="x")
    except spacekg.SpaceKGError as error:
        assert str(error).isprintable() and "x" in str(error)
        return None
    fuzzing.check_document(document)
    return document


@calm
@given(made.markdown)
def test_any_markdown_is_read_twice_alike_or_refused(text: str) -> None:
    assert read_or_refuse(text) == read_or_refuse(text)


@calm
@given(made.pages)
def test_any_page_is_read_twice_alike_or_refused(text: str) -> None:
    assert read_or_refuse(text) == read_or_refuse(text)


@calm
@given(made.articles)
def test_any_article_is_read_and_none_refused(text: str) -> None:
    document = read_or_refuse(text)
    assert document is not None and document.format == "jats"
    assert document == read_or_refuse(text)


@calm
@given(made.matters)
def test_json_front_matter_keeps_each_key(pairs: dict[str, object]) -> None:
    import json

    document = read_or_refuse(f";;;\n{json.dumps({**pairs, 'own': 1})}\n;;;\n\n# Body\n\nMice.\n")
    if document is not None:
        assert document.get("own") == "1"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return read_lexicon()


@settings(calm, max_examples=25)
@given(text=st.one_of(made.markdown, made.pages, made.articles))
def test_quotes_of_any_document_are_in_its_source(text: str, lexicon: Lexicon) -> None:
    document = read_or_refuse(text)
    if document is not None:
        fuzzing.check_graph(document, lexicon, read_vocabulary())


@settings(calm, max_examples=2)
@given(texts=st.lists(made.markdown, min_size=4, max_size=6))
def test_a_build_of_any_documents_is_valid(
    texts: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("any")
    sound = "# Bone\n\nMice lost bone mineral density in spaceflight.\n"
    (folder / "sound.md").write_text(sound)
    for number, text in enumerate(texts):
        (folder / f"{number}.md").write_bytes(f"{text}\n\n{sound}".encode("utf-8", "replace"))
    report = spacekg.build([folder], store=folder / "store")
    assert report.read + report.refused == len(texts) + 1
    assert spacekg.validate(spacekg.KnowledgeGraph.open(folder / "store")).conforms
    assert spacekg.doctor(folder / "store").sound
