"""The page as bytes: deterministic, complete in itself, and safe."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from spacekg.errors import ExportError
from spacekg.exporters.html import export_html
from spacekg.exporters.page import read_page_graph, write_document
from spacekg.graph import KnowledgeGraph

LOADING = {"img", "iframe", "object", "embed", "audio", "video", "source", "base", "link"}


class Outline(HTMLParser):
    """Start tags with attributes, and the text of scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {"script": [], "style": []}
        self.within = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.within = tag
        if tag in self.texts:
            self.texts[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        self.within = ""

    def handle_data(self, data: str) -> None:
        if self.within in self.texts:
            self.texts[self.within][-1] += data


@pytest.fixture(scope="module")
def text(sample_page: Path) -> str:
    return sample_page.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def outline(text: str) -> Outline:
    return Outline(text)


def island(outline: Outline) -> Any:
    return json.loads(outline.texts["script"][0])


def test_the_same_graph_gives_the_same_bytes(
    sample_graph: KnowledgeGraph, sample_page: Path
) -> None:
    again = write_document(read_page_graph(sample_graph))
    assert again.encode("utf-8") == sample_page.read_bytes()


def test_order_of_loading_does_not_matter(sample_graph: KnowledgeGraph, sample_page: Path) -> None:
    backwards = reversed(sample_graph.to_nquads().splitlines(keepends=True))
    shuffled = KnowledgeGraph.from_quads(b"".join(backwards))
    assert write_document(read_page_graph(shuffled)) == sample_page.read_text(encoding="utf-8")


def test_nothing_is_loaded_from_anywhere(outline: Outline) -> None:
    for tag, attributes in outline.tags:
        assert tag not in LOADING
        assert "src" not in attributes
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        assert tag == "a" or "href" not in attributes
    for style in outline.texts["style"]:
        assert "url(" not in style and "@import" not in style


def test_the_policy_names_exactly_the_scripts_and_styles(outline: Outline) -> None:
    policy = next(
        attributes["content"] or ""
        for tag, attributes in outline.tags
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy and "http" not in policy

    def digest(text: str) -> str:
        return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"

    assert rules["script-src"].split() == [digest(one) for one in outline.texts["script"][1:]]
    assert rules["style-src"].split() == [digest(one) for one in outline.texts["style"]]


def test_the_content_cannot_leave_its_element(text: str, outline: Outline) -> None:
    raw = re.search(r'<script type="application/json" id="content">(.*?)</script>', text, re.S)
    assert raw is not None
    assert not set("<>&\u2028\u2029") & set(raw[1])
    labels = [node["l"] for node in island(outline)["nodes"]]
    assert "</script><img src=x onerror=alert(1)>" in labels


def test_the_first_picture_is_small_placed_and_still(outline: Outline) -> None:
    picture = island(outline)["picture"]
    assert 0 < len(picture["nodes"]) <= 250
    assert all(isinstance(node["x"], int) for node in picture["nodes"])
    assert len({(node["x"], node["y"]) for node in picture["nodes"]}) == len(picture["nodes"])
    assert picture["options"]["physics"] == {"enabled": False}
    assert picture["options"]["edges"]["smooth"] is False


def test_every_finding_has_its_sentence_and_study(sample_graph: KnowledgeGraph) -> None:
    page = read_page_graph(sample_graph)
    assert len(page.findings) == 144
    for finding in page.findings:
        assert page.nodes[finding.study].type == "Study"
        (quote,) = finding.quotes
        assert page.nodes[finding.about].label in page.quotes[quote].text


def test_page_stays_small(sample_page: Path) -> None:
    assert sample_page.stat().st_size < 2_000_000


def test_an_empty_graph_gives_a_page(tmp_path: Path) -> None:
    export_html(KnowledgeGraph.from_quads(b""), tmp_path / "empty.html")
    assert "0 studies" in (tmp_path / "empty.html").read_text(encoding="utf-8")


def test_a_page_that_cannot_be_written_is_one_clear_line(
    sample_graph: KnowledgeGraph, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(ExportError, match="cannot be written"):
        export_html(sample_graph, tmp_path / "folder")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
